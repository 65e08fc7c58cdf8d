"""The contract: views that the clinic's own programs read, and a NOTIFY when an alert changes.

SQLite refuses to rename a table while a view names one that is away. A later migration that
rebuilds a table (`batch_alter_table`), or changes a column that a view shows, does it inside
`with db.migrate.feeds_aside(op.get_bind()):`, which puts every view back as it was. To change a
view, drop it and its readers and create them again. A column is only ever added at the end; any
other change raises `deployment.contract_version`.
"""

from alembic import op

revision = "1_0002"
down_revision = "1_0001"
branch_labels = None
depends_on = None

# What the two databases write differently; the queries name these words in angle brackets.
POSTGRESQL: dict[str, str] = {
    "today": "(now() AT TIME ZONE 'Asia/Kolkata')::date",
    "now": "now()",
    "days left": "(o.run_out_on - (now() AT TIME ZONE 'Asia/Kolkata')::date)",
    "this month": "date_trunc('month', now() AT TIME ZONE 'Asia/Kolkata')::date",
    "meeting day": "(mt.starts_at AT TIME ZONE 'Asia/Kolkata')::date",
}
SQLITE: dict[str, str] = {
    "today": "date('now', '+330 minutes')",
    "now": "datetime('now')",
    "days left": (
        "CAST(julianday(o.run_out_on) - julianday(date('now', '+330 minutes')) AS INTEGER)"
    ),
    "this month": "date(date('now', '+330 minutes'), 'start of month')",
    "meeting day": "date(mt.starts_at, '+330 minutes')",
}


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    op.execute("INSERT INTO deployment (id, practice, contract_version) VALUES (1, false, 1)")
    for name, (meaning, query) in VIEWS.items():
        # Word for word: a colon in it is no parameter.
        op.get_bind().exec_driver_sql(f"CREATE VIEW {name} AS {in_words_of(query, postgresql)}")
        if postgresql:
            op.execute(f"COMMENT ON VIEW {name} IS '{meaning}'")
    if postgresql:
        op.execute(NOTIFY)
        op.execute(
            "CREATE TRIGGER gothiya_alert AFTER INSERT OR UPDATE ON alert"
            " FOR EACH ROW EXECUTE FUNCTION gothiya_alert()"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER gothiya_alert ON alert")
        op.execute("DROP FUNCTION gothiya_alert")
    for name in reversed(VIEWS):
        op.execute(f"DROP VIEW {name}")
    op.execute("DELETE FROM deployment")


def in_words_of(query: str, postgresql: bool) -> str:
    for word, sql in (POSTGRESQL if postgresql else SQLITE).items():
        query = query.replace(f"<{word}>", sql)
    return query


NOTIFY = """
CREATE FUNCTION gothiya_alert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('gothiya_alert', NEW.id::text);
  RETURN NULL;
END $$
"""

# A real deployment hides its practice clinics.
SHOWN = "deployment d ON d.id = 1 JOIN clinic k ON (d.practice OR NOT k.practice)"
HEAD = "d.contract_version, k.id AS clinic_id, k.name AS clinic"
PERSON = "p.id AS patient_id, p.clinic_number, p.name AS patient"

NEXT_MEETING = """(SELECT MIN(<meeting day>) FROM meeting mt
    WHERE mt.group_id = <group> AND mt.state = 'planned' AND <meeting day> >= <today>)"""

ALERTS = f"""
SELECT {HEAD}, a.id AS alert_id, 'G' || a.id AS code,
  g.id AS group_id, g.title AS group_title, {PERSON}, p.programme,
  a.kind, a.severity, a.status, a.evidence, a.signs, a.said_in_group, a.occurrences,
  a.raised_at,
  CASE WHEN a.account_id IS NULL THEN 'rule' ELSE COALESCE(
    (SELECT MIN(h.role) FROM holder h WHERE h.account_id = a.account_id
     AND h.patient_id = a.patient_id AND h.ended_at IS NULL), 'other') END AS raised_by,
  a.acked_at, acker.name AS acked_by, a.resolved_at, resolver.name AS resolved_by, a.outcome,
  a.next_action_at, 'G' || a.previous_id AS previous_code, a.version
FROM alert a
JOIN {SHOWN} AND k.id = a.clinic_id
LEFT JOIN peer_group g ON g.id = a.group_id
LEFT JOIN patient p ON p.id = a.patient_id
LEFT JOIN staff acker ON acker.id = a.acked_by
LEFT JOIN staff resolver ON resolver.id = a.resolved_by
"""

ALERT_EVENTS = f"""
SELECT {HEAD}, e.alert_id, 'G' || e.alert_id AS code, e.sequence, e.at, e.type, e.via,
  s.name AS staff, e.from_status, e.to_status, e.episode, e.note,
  e.happened_at
FROM alert_event e
JOIN alert a ON a.id = e.alert_id
JOIN {SHOWN} AND k.id = a.clinic_id
LEFT JOIN staff s ON s.id = e.staff_id
"""

COUNTS = f"""
SELECT {HEAD}, c.id AS count_id, {PERSON}, m.id AS medicine_id, m.name AS medicine,
  c.counted_at, c.counted_on, c.remaining, c.source, c.doubtful,
  c.replaced_at IS NOT NULL AS corrected, c.replaced_at AS corrected_at, c.lost, c.hard
FROM pill_count c
JOIN treatment t ON t.id = c.treatment_id
JOIN medicine m ON m.id = t.medicine_id
JOIN patient p ON p.id = t.patient_id
JOIN {SHOWN} AND k.id = p.clinic_id
"""

# The bot does the arithmetic (bot.domain.adherence) and keeps the result; the view only counts down
# the days left.
ADHERENCE = f"""
SELECT {HEAD}, {PERSON}, t.id AS treatment_id, m.id AS medicine_id,
  m.name AS medicine, m.countable, t.stopped_on,
  o.since_on, o.since_stock, o.counted_on, o.remaining,
  COALESCE(o.counts_used, 0) AS counts_used, o.taken, o.expected, o.days, o.fraction,
  CASE WHEN o.treatment_id IS NULL THEN 'no_interval' ELSE o.no_fraction_because END
    AS no_fraction_because,
  COALESCE(o.band, 'unknown') AS band,
  CASE WHEN t.stopped_on IS NULL AND o.run_out_on IS NOT NULL THEN
    CASE WHEN o.run_out_on > <today> THEN <days left> ELSE 0 END END AS days_left,
  CASE WHEN t.stopped_on IS NULL THEN o.run_out_on END AS run_out_on,
  o.confidence, o.source, COALESCE(o.decided_band, 'unknown') AS decided_band, o.trend,
  CASE WHEN t.stopped_on IS NULL THEN o.injection_due_on END AS injection_due_on, o.reckoned_at
FROM treatment t
JOIN medicine m ON m.id = t.medicine_id
JOIN patient p ON p.id = t.patient_id
JOIN {SHOWN} AND k.id = p.clinic_id
LEFT JOIN adherence_summary o ON o.treatment_id = t.id
"""

IN_GROUPS = """
SELECT DISTINCT h.patient_id, g.id AS group_id, g.title AS group_title
FROM holder h
JOIN membership ms ON ms.account_id = h.account_id AND ms.left_at IS NULL
JOIN peer_group g ON g.id = ms.group_id AND g.kind = 'peer' AND g.state = 'active'
WHERE h.ended_at IS NULL
"""

REFILLS = f"""
SELECT a.contract_version, a.clinic_id, a.clinic, g.group_id, g.group_title,
  {NEXT_MEETING.replace("<group>", "g.group_id")} AS next_meeting_on,
  a.patient_id, a.clinic_number, a.patient, p.village,
  a.medicine_id, a.medicine,
  (SELECT MIN(s.since) FROM stock_out s WHERE s.medicine_id = m.id AND s.ended_at IS NULL)
    AS out_of_stock_since, a.days_left, a.run_out_on, a.counted_on,
  a.confidence
FROM adherence_feed a
JOIN patient p ON p.id = a.patient_id AND p.left_on IS NULL
JOIN medicine m ON m.id = a.medicine_id
LEFT JOIN ({IN_GROUPS}) g ON g.patient_id = a.patient_id
WHERE a.run_out_on IS NOT NULL
"""

# Whose yes to a layer of a story holds now.
HOLDS = "c.story_id = s.id AND c.ended_at IS NULL AND c.holds_until > <now>"


def allowed_for(*layers: str) -> str:
    names = ", ".join(f"'{layer}'" for layer in layers)
    return f"EXISTS (SELECT 1 FROM story_consent c WHERE {HOLDS} AND c.layer IN ({names}))"


STORIES = f"""
SELECT {HEAD}, s.id AS story_id, g.id AS group_id, g.title AS group_title, s.kind, s.audience,
  s.language, s.state, s.name_choice,
  CASE WHEN covered.id IS NOT NULL AND s.name_choice <> 'none' THEN s.shown_name END AS shown_name,
  CASE WHEN covered.id IS NOT NULL THEN s.body END AS body,
  s.consented_at, s.consent_version, s.created_at, s.publish_at, s.published_at, s.withdrawn_at,
  s.version, s.programme, s.theme, json_array_length(s.parts) AS parts,
  s.retell AS told_by_leader, s.waits_for,
  {allowed_for("group")} AS for_group, {allowed_for("same_illness")} AS for_same_illness,
  {allowed_for("outside")} AS for_outside,
  (SELECT MIN(c.holds_until) FROM story_consent c WHERE {HOLDS} AND c.layer <> 'keep')
    AS consent_until,
  (SELECT CASE WHEN COUNT(*) >= 5 THEN COUNT(*) END FROM story_helped h WHERE h.story_id = s.id)
    AS helped
FROM story s
JOIN peer_group g ON g.id = s.group_id
JOIN {SHOWN} AND k.id = g.clinic_id
LEFT JOIN story covered ON covered.id = s.id AND covered.withdrawn_at IS NULL
  AND covered.state IN ('approved', 'published') AND NOT covered.retell
  AND {allowed_for("group", "same_illness", "outside")}
"""

LAST_MEETING = """(SELECT l.id FROM meeting l WHERE l.group_id = w.group_id AND l.state = 'held'
   ORDER BY l.starts_at DESC, l.id DESC LIMIT 1)"""

GROUPS = f"""
SELECT w.*, {NEXT_MEETING.replace("<group>", "w.group_id")} AS next_meeting_on,
  (SELECT <meeting day> FROM meeting mt WHERE mt.id = {LAST_MEETING}) AS last_meeting_on,
  (SELECT CASE WHEN COUNT(*) >= 5 THEN COUNT(*) END FROM attendance a
   WHERE a.present AND a.meeting_id = {LAST_MEETING}) AS last_meeting_came
FROM (
  SELECT {HEAD}, g.id AS group_id, g.title, g.kind, g.programme, g.language, g.state,
    (SELECT COUNT(*) FROM membership ms WHERE ms.group_id = g.id AND ms.left_at IS NULL)
      AS members,
    (SELECT COUNT(*) FROM membership ms WHERE ms.group_id = g.id AND ms.left_at IS NULL
     AND ms.role = 'leader') AS leaders,
    (SELECT CASE WHEN COUNT(DISTINCT t.patient_id) >= 5 THEN COUNT(DISTINCT t.patient_id) END
     FROM membership ms
     JOIN holder h ON h.account_id = ms.account_id AND h.ended_at IS NULL
     JOIN treatment t ON t.patient_id = h.patient_id
     JOIN pill_count c ON c.treatment_id = t.id AND c.replaced_at IS NULL
     WHERE ms.group_id = g.id AND ms.left_at IS NULL AND c.counted_on >= <this month>)
      AS reporting_this_month,
    g.rights ->> 'status' AS bot_status,
    CAST(g.rights ->> 'can_delete_messages' AS TEXT) IN ('true', '1') AS bot_may_delete,
    CAST(g.rights ->> 'can_pin_messages' AS TEXT) IN ('true', '1') AS bot_may_pin
  FROM peer_group g
  JOIN {SHOWN} AND k.id = g.clinic_id
) w
"""

# A need without its leader's sentence is still somebody's private word.
NEEDS = f"""
SELECT {HEAD}, n.id AS need_id,
  g.id AS group_id, g.title AS group_title, g.programme, n.topic, n.sentence, n.state,
  (SELECT COUNT(*) FROM need_voice v WHERE v.need_id = n.id) AS voices,
  n.raised_at, n.sent_at, COALESCE(n.sent_to, CASE WHEN n.sent_at IS NOT NULL THEN k.name END)
    AS sent_to, n.answer, n.answered_at, n.promised_until, n.solved_at, n.version
FROM need n
JOIN peer_group g ON g.id = n.group_id
JOIN {SHOWN} AND k.id = g.clinic_id
WHERE n.sentence IS NOT NULL AND n.state NOT IN ('joined', 'set_aside')
"""

DELIVERIES = """
SELECT d.contract_version, k.id AS clinic_id, k.name AS clinic, o.id AS delivery_id,
  o.klass AS kind, o.template, o.method, o.dest_kind AS destination,
  o.dest_id AS destination_id, o.patient_id, 'G' || o.alert_id AS alert_code, o.story_id,
  o.status, o.tries, o.last_code, o.created_at, o.not_before, o.expires_at, o.done_at
FROM outbox o
JOIN deployment d ON d.id = 1
LEFT JOIN clinic k ON k.id = COALESCE(
  (SELECT p.clinic_id FROM patient p WHERE p.id = o.patient_id),
  (SELECT a.clinic_id FROM alert a WHERE a.id = o.alert_id),
  (SELECT g.clinic_id FROM peer_group g WHERE o.dest_kind = 'group' AND g.id = o.dest_id),
  (SELECT MAX(s.clinic_id) FROM staff s WHERE o.dest_kind = 'account'
   AND s.account_id = o.dest_id AND s.left_at IS NULL),
  (SELECT MAX(p.clinic_id) FROM holder h JOIN patient p ON p.id = h.patient_id
   WHERE o.dest_kind = 'account' AND h.account_id = o.dest_id))
WHERE d.practice OR k.id IS NULL OR NOT k.practice
"""

# What each view means, and its query; a later one may read an earlier one.
VIEWS: dict[str, tuple[str, str]] = {
    "alert_feed": ("One alert", ALERTS),
    "alert_event_feed": ("One thing that happened to an alert", ALERT_EVENTS),
    "pill_count_feed": ("One count of pills left, the corrected ones too", COUNTS),
    "adherence_feed": (
        "A patient and a medicine: the share taken between the last two counts, and how long"
        " the pills last",
        ADHERENCE,
    ),
    "refill_feed": ("Who runs out of what and when, once for each of their groups", REFILLS),
    "story_feed": ("A story and its state; words only where consent covers it", STORIES),
    "group_feed": (
        "A group; reporting and last_meeting_came are empty below five people",
        GROUPS,
    ),
    "need_feed": ("What a group asks for together; never who", NEEDS),
    "delivery_feed": ("A message that was to go out and what became of it", DELIVERIES),
}
