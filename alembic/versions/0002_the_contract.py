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
    "after_days": "({0} + ({1})::integer)",
    "earlier": "LEAST({0}, {1})",
    "floor": "FLOOR({0} + 0.000000001)::integer",
    "kolkata": "({0} AT TIME ZONE 'Asia/Kolkata')::date",
    "now": "now()",
    "date": "CAST({0} AS date)",
    "month": "date_trunc('month', ({0})::timestamp)::date",
}
SQLITE: dict[str, Any] = {
    "days": "CAST(julianday({1}) - julianday({0}) AS INTEGER)",
    "after_days": "date({0}, ({1}) || ' days')",
    "earlier": "min({0}, {1})",
    "floor": "CAST({0} + 0.000000001 AS INTEGER)",
    "kolkata": "date({0}, '+330 minutes')",
    "now": "'now'",
    "date": "{0}",
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
    no_day, month = say("date")("NULL"), say("month")(today)
    return {
        "alert_feed": ("One alert", ALERTS),
        "alert_event_feed": ("One thing that happened to an alert", ALERT_EVENTS),
        "pill_count_feed": ("One count of pills left, the corrected ones too", COUNTS),
        "adherence_feed": (
            "A patient and a medicine: the share taken between the last two counts, and how long"
            " the pills last",
            adherence(say, today, postgresql),
        ),
        "refill_feed": (
            "Who runs out of what and when, once for each of their groups",
            REFILLS.replace("<no day>", no_day),
        ),
        "story_feed": ("A story and its state; words only where consent covers it", STORIES),
        "group_feed": (
            "A group; reporting is empty below five people",
            GROUPS.replace("<no day>", no_day).replace("<month>", month),
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
  <no day> AS next_meeting_on, a.patient_id, a.clinic_number, a.patient, p.village,
  a.medicine_id, a.medicine, m.out_of_stock_since, a.days_left, a.run_out_on, a.counted_on,
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
SELECT w.*, <no day> AS next_meeting_on FROM (
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

# A fill that was recorded after the count of its own day is not in that count.
AFTER_COUNT = """(<recorded day> = f.dispensed_on AND EXISTS (
  SELECT 1 FROM pill_count x WHERE x.treatment_id = f.treatment_id AND x.replaced_at IS NULL
  AND x.counted_on = f.dispensed_on AND x.counted_at < f.recorded_at))"""

TRUSTED = """pill_count x WHERE x.treatment_id = w.treatment_id
  AND x.replaced_at IS NULL AND NOT x.doubtful"""
LATEST = "ORDER BY x.counted_on DESC, x.id DESC LIMIT 1"


def adherence(say: Callable[[str], Callable[..., str]], today: str, postgresql: bool) -> str:
    """The same arithmetic as the rules of the bot (`interval`), step by step for each treatment."""
    after = AFTER_COUNT.replace("<recorded day>", say("kolkata")("f.recorded_at"))
    days, floor = say("days"), say("floor")

    def dose_on(day: str) -> str:
        # The last dose to start holds.
        return f"""(SELECT r.doses_num * 1.0 / r.doses_den FROM regimen r
          WHERE r.treatment_id = w.treatment_id AND r.starts_on <= {day}
          AND (r.ends_on IS NULL OR {day} < r.ends_on)
          ORDER BY r.starts_on DESC, r.id LIMIT 1)"""

    def due(what: str, start: str, end: str) -> str:
        # Between two changes of dose every day is alike.
        inside = f"r.treatment_id = w.treatment_id AND {{0}} > {start} AND {{0}} < {end}"
        return f"""COALESCE((SELECT SUM({what}) FROM (
          SELECT {days("piece.first", "piece.last")} AS span, {dose_on("piece.first")} AS dose
          FROM (SELECT edge.at AS first, LEAD(edge.at) OVER (ORDER BY edge.at) AS last FROM (
            SELECT {start} AS at UNION SELECT {end}
            UNION SELECT r.starts_on FROM regimen r WHERE {inside.format("r.starts_on")}
            UNION SELECT r.ends_on FROM regimen r WHERE {inside.format("r.ends_on")}
          ) edge) piece WHERE piece.last IS NOT NULL
        ) piece WHERE piece.dose IS NOT NULL), 0)"""

    def filled(condition: str, alias: str = "f") -> str:
        return f"""COALESCE((SELECT SUM({alias}.quantity) FROM dispensing {alias}
          WHERE {alias}.treatment_id = w.treatment_id AND {condition}), 0)"""

    since_base = f"(f.dispensed_on > w.base_on OR (f.dispensed_on = w.base_on AND {after}))"
    upto = f"(f.dispensed_on < w.counted_on OR (f.dispensed_on = w.counted_on AND NOT {after}))"
    since = f"(f.dispensed_on > w.since_on OR (f.dispensed_on = w.since_on AND {after}))"
    before_fill = f"{since_base} AND f.dispensed_on < z.dispensed_on"
    used_before_fill = due("piece.span * piece.dose", "w.base_on", "z.dispensed_on")
    known = "w.since_on IS NOT NULL"
    steps = (
        {
            "current_id": f"(SELECT x.id FROM {TRUSTED} {LATEST})",
            "first_fill_on": "(SELECT MIN(f.dispensed_on) FROM dispensing f"
            " WHERE f.treatment_id = w.treatment_id)",
            "today": today,
        },
        {
            column: f"(SELECT x.{column} FROM pill_count x WHERE x.id = w.current_id)"
            for column in ("counted_on", "counted_at", "remaining", "source")
        },
        {
            "first_fill": filled(f"f.dispensed_on = w.first_fill_on AND NOT {after}"),
            "previous_id": f"(SELECT x.id FROM {TRUSTED} AND x.counted_on < w.counted_on {LATEST})",
        },
        {
            "since_on": "COALESCE("
            "(SELECT x.counted_on FROM pill_count x WHERE x.id = w.previous_id),"
            " CASE WHEN w.first_fill_on <= w.counted_on THEN w.first_fill_on END)",
            "since_stock": "COALESCE((SELECT x.remaining FROM pill_count x"
            " WHERE x.id = w.previous_id), w.first_fill)",
            "base_on": "COALESCE(w.counted_on, w.first_fill_on)",
            "base_stock": "COALESCE(w.remaining, w.first_fill)",
            "dose_today": "CASE WHEN w.countable AND w.stopped_on IS NULL"
            f" THEN {dose_on('w.today')} END",
        },
        {
            "taken": f"CASE WHEN {known} THEN w.since_stock"
            f" + {filled(f'{since} AND {upto}')} - w.remaining END",
            "days": f"CASE WHEN {known} THEN {due('piece.span', 'w.since_on', 'w.counted_on')} END",
            "expected": f"CASE WHEN {known} THEN"
            f" ROUND({due('piece.span * piece.dose', 'w.since_on', 'w.counted_on')}, 9) END",
            "got": f"w.base_stock + {filled(f'{since_base} AND f.dispensed_on <= w.today')}",
            "used": due("piece.span * piece.dose", "w.base_on", "w.today"),
            # Days with an empty box used nothing: the deepest hole before a fill is given back.
            "unmet": f"""COALESCE((SELECT MAX({used_before_fill}
              - w.base_stock - {filled(before_fill)}) FROM dispensing z
              WHERE z.treatment_id = w.treatment_id
              AND z.dispensed_on > w.base_on AND z.dispensed_on <= w.today), 0)""",
        },
        {
            "reason": """CASE WHEN w.since_on IS NULL THEN 'no_interval'
              WHEN NOT w.countable THEN 'not_countable' WHEN w.taken < 0 THEN 'more_than_possible'
              WHEN w.expected = 0 THEN 'no_dose'
              WHEN w.days < 7 OR w.expected < 7 THEN 'too_short' END""",
            "lasts": "w.got + CASE WHEN w.unmet > 0 THEN w.unmet ELSE 0 END",
        },
        {
            "fraction": "CASE WHEN w.reason IS NULL THEN ROUND(w.taken * 1.0 / w.expected, 9) END",
            "days_left": "CASE WHEN w.lasts > w.used THEN "
            + floor("(w.lasts - w.used) * 1.0 / w.dose_today")
            + " ELSE w.dose_today * 0 END",
        },
    )
    shown = f"""
SELECT w.contract_version, w.clinic_id, w.clinic, w.patient_id, w.clinic_number, w.patient,
  w.treatment_id, w.medicine_id, w.medicine, w.countable, w.stopped_on,
  w.since_on, w.since_stock, w.counted_on, w.remaining,
  CASE WHEN w.current_id IS NULL THEN 0 WHEN w.previous_id IS NULL THEN 1 ELSE 2 END
    AS counts_used,
  w.taken, w.expected, w.days, w.fraction, w.reason AS no_fraction_because,
  CASE WHEN w.fraction IS NULL THEN 'unknown' WHEN w.fraction > 1.1 THEN 'above_110'
    WHEN w.fraction >= 0.95 THEN '95_and_more' WHEN w.fraction >= 0.8 THEN '80_to_94'
    WHEN w.fraction >= 0.5 THEN '50_to_79' ELSE 'below_50' END AS band,
  CAST(w.days_left AS INTEGER) AS days_left,
  CASE WHEN w.days_left > 0 THEN {say("after_days")("w.today", "w.days_left")}
    WHEN w.days_left = 0 THEN {
        say("earlier")(
            "w.today", say("after_days")("w.base_on", floor("w.lasts * 1.0 / w.dose_today"))
        )
    } END AS run_out_on,
  w.source AS confidence
FROM """
    return shown + _in_steps(BASE, steps, postgresql)


BASE = f"""SELECT {HEAD}, {PERSON}, t.id AS treatment_id, m.id AS medicine_id,
  m.name AS medicine, m.countable, t.stopped_on
FROM treatment t
JOIN medicine m ON m.id = t.medicine_id
JOIN patient p ON p.id = t.patient_id
JOIN {SHOWN} AND k.id = p.clinic_id"""


def _in_steps(base: str, steps: tuple[dict[str, str], ...], postgresql: bool) -> str:
    """Each step adds columns reckoned once from those before it."""
    query = f"({base}) w"
    for step in steps:
        added = ", ".join(f"{what} AS {name}" for name, what in step.items())
        if postgresql:
            query = (
                f"(SELECT w.*, s.* FROM {query} CROSS JOIN LATERAL (SELECT {added} OFFSET 0) s) w"
            )
        else:
            query = f"(SELECT w.*, {added} FROM {query} LIMIT -1) w"
    return query
