"""The contract: views that the clinic's own programs read, and a bell when an alert changes.

SQLite refuses to rename a table while a view names one that is away, so a later migration that
rebuilds a table (`batch_alter_table`), or changes a column that a view shows, does it inside
`with db.migrate.feeds_aside(op.get_bind()):`, which puts every view back as it was. To change a
view, drop it and its readers and create them again; a column is only ever added at the end, and
what else changes raises `deployment.contract_version`.
"""

from collections.abc import Callable
from typing import Any

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

POSTGRESQL: dict[str, Any] = {
    "days": "({1} - {0})",
    "kolkata": "({0} AT TIME ZONE 'Asia/Kolkata')::date",
    "now": "now()",
    "month": "date_trunc('month', ({0})::timestamp)::date",
}
SQLITE: dict[str, Any] = {
    "days": "CAST(julianday({1}) - julianday({0}) AS INTEGER)",
    "kolkata": "date({0}, '+330 minutes')",
    "now": "'now'",
    "month": "date({0}, 'start of month')",
}


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    op.execute("INSERT INTO deployment (id, practice, contract_version) VALUES (1, false, 1)")
    for name, (meaning, query) in views(postgresql).items():
        op.execute(f"CREATE VIEW {name} AS {query}")
        if postgresql:
            op.execute(f"COMMENT ON VIEW {name} IS '{meaning}'")
    if postgresql:
        op.execute(BELL)
        op.execute(
            "CREATE TRIGGER gothiya_alert AFTER INSERT OR UPDATE ON alert"
            " FOR EACH ROW EXECUTE FUNCTION gothiya_alert()"
        )


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    if postgresql:
        op.execute("DROP TRIGGER gothiya_alert ON alert")
        op.execute("DROP FUNCTION gothiya_alert")
    for name in reversed(views(postgresql)):
        op.execute(f"DROP VIEW {name}")
    op.execute("DELETE FROM deployment")


BELL = """
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


def views(postgresql: bool) -> dict[str, tuple[str, str]]:
    """What each view means and its query; a later one may read an earlier one."""
    words = POSTGRESQL if postgresql else SQLITE

    def say(word: str) -> Callable[..., str]:
        return lambda *parts: str(words[word].format(*parts))

    today = say("kolkata")(words["now"])
    month, meeting_day = say("month")(today), say("kolkata")("mt.starts_at")
    next_meeting = f"""(SELECT MIN({meeting_day}) FROM meeting mt
    WHERE mt.group_id = <group> AND mt.state = 'planned' AND {meeting_day} >= {today})"""
    return {
        "alert_feed": ("One alert", ALERTS),
        "alert_event_feed": ("One thing that happened to an alert", ALERT_EVENTS),
        "pill_count_feed": ("One count of pills left, the corrected ones too", COUNTS),
        "adherence_feed": (
            "A patient and a medicine: the share taken between the last two counts, and how long"
            " the pills last",
            ADHERENCE.replace("<today>", today).replace(
                "<days>", say("days")(today, "o.run_out_on")
            ),
        ),
        "refill_feed": (
            "Who runs out of what and when, once for each of their groups",
            REFILLS.replace("<next meeting>", next_meeting.replace("<group>", "g.group_id")),
        ),
        "story_feed": ("A story and its state; words only where consent covers it", STORIES),
        "group_feed": (
            "A group; reporting is empty below five people",
            GROUPS.replace("<next meeting>", next_meeting.replace("<group>", "w.group_id")).replace(
                "<month>", month
            ),
        ),
        "delivery_feed": ("A message that was to go out and what became of it", DELIVERIES),
    }


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
  s.name AS staff, e.from_status, e.to_status, e.episode, e.note
FROM alert_event e
JOIN alert a ON a.id = e.alert_id
JOIN {SHOWN} AND k.id = a.clinic_id
LEFT JOIN staff s ON s.id = e.staff_id
"""

COUNTS = f"""
SELECT {HEAD}, c.id AS count_id, {PERSON}, m.id AS medicine_id, m.name AS medicine,
  c.counted_at, c.counted_on, c.remaining, c.source, c.doubtful,
  c.replaced_at IS NOT NULL AS corrected, c.replaced_at AS corrected_at
FROM pill_count c
JOIN treatment t ON t.id = c.treatment_id
JOIN medicine m ON m.id = t.medicine_id
JOIN patient p ON p.id = t.patient_id
JOIN {SHOWN} AND k.id = p.clinic_id
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
  <next meeting> AS next_meeting_on, a.patient_id, a.clinic_number, a.patient, p.village,
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

STORIES = f"""
SELECT {HEAD}, s.id AS story_id, g.id AS group_id, g.title AS group_title, s.kind, s.audience,
  s.language, s.state, s.name_choice,
  CASE WHEN covered.id IS NOT NULL AND s.name_choice <> 'none' THEN s.shown_name END AS shown_name,
  CASE WHEN covered.id IS NOT NULL THEN s.body END AS body,
  s.consented_at, s.consent_version, s.created_at, s.publish_at, s.published_at, s.withdrawn_at,
  s.version
FROM story s
JOIN peer_group g ON g.id = s.group_id
JOIN {SHOWN} AND k.id = g.clinic_id
LEFT JOIN story covered ON covered.id = s.id AND covered.withdrawn_at IS NULL
  AND covered.audience IN ('group', 'same_illness', 'outside')
  AND covered.state IN ('approved', 'published')
"""

GROUPS = f"""
SELECT w.*, <next meeting> AS next_meeting_on FROM (
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
     WHERE ms.group_id = g.id AND ms.left_at IS NULL AND c.counted_on >= <month>)
      AS reporting_this_month,
    g.rights ->> 'status' AS bot_status,
    CAST(g.rights ->> 'can_delete_messages' AS TEXT) IN ('true', '1') AS bot_may_delete,
    CAST(g.rights ->> 'can_pin_messages' AS TEXT) IN ('true', '1') AS bot_may_pin
  FROM peer_group g
  JOIN {SHOWN} AND k.id = g.clinic_id
) w
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

# The bot reckons (bot.domain.adherence) and keeps the result; only days left pass by themselves.
ADHERENCE = f"""
SELECT {HEAD}, {PERSON}, t.id AS treatment_id, m.id AS medicine_id,
  m.name AS medicine, m.countable, t.stopped_on,
  o.since_on, o.since_stock, o.counted_on, o.remaining,
  COALESCE(o.counts_used, 0) AS counts_used, o.taken, o.expected, o.days, o.fraction,
  CASE WHEN o.treatment_id IS NULL THEN 'no_interval' ELSE o.no_fraction_because END
    AS no_fraction_because,
  COALESCE(o.band, 'unknown') AS band,
  CASE WHEN t.stopped_on IS NULL AND o.run_out_on IS NOT NULL THEN
    CASE WHEN o.run_out_on > <today> THEN <days> ELSE 0 END END AS days_left,
  CASE WHEN t.stopped_on IS NULL THEN o.run_out_on END AS run_out_on,
  o.confidence, o.source, COALESCE(o.decided_band, 'unknown') AS decided_band, o.trend,
  CASE WHEN t.stopped_on IS NULL THEN o.injection_due_on END AS injection_due_on, o.reckoned_at
FROM treatment t
JOIN medicine m ON m.id = t.medicine_id
JOIN patient p ON p.id = t.patient_id
JOIN {SHOWN} AND k.id = p.clinic_id
LEFT JOIN outlook o ON o.treatment_id = t.id
"""
