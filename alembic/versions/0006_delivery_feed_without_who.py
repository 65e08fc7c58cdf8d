"""delivery_feed names nobody who did something: who raised a need, reported, or told a story.

Revision ID: 1_0006
Revises: 1_0005
"""

from alembic import op

revision = "1_0006"
down_revision = "1_0005"
branch_labels = None
depends_on = None

COMMENT = "A message that was to go out and what became of it"
CLINIC = """
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
QUERY = """
SELECT d.contract_version, k.id AS clinic_id, k.name AS clinic, o.id AS delivery_id,
  o.klass AS kind, o.template, o.method, o.dest_kind AS destination,
  {dest_id} AS destination_id, {patient_id} AS patient_id, 'G' || o.alert_id AS alert_code,
  o.story_id, o.status, o.tries, o.last_code, o.created_at, o.not_before, o.expires_at, o.done_at
FROM outbox o
JOIN deployment d ON d.id = 1
"""
UNLESS_REPLY = "CASE WHEN o.klass <> 'reply' OR o.dest_kind = 'group' THEN o.dest_id END"
UNLESS_TELLER = (
    "CASE WHEN o.klass <> 'reply' AND o.dest_kind = 'account' AND o.story_id IS NULL"
    " THEN o.patient_id END"
)


def upgrade() -> None:
    _replace(UNLESS_REPLY, UNLESS_TELLER)


def downgrade() -> None:
    _replace("o.dest_id", "o.patient_id")


def _replace(dest_id: str, patient_id: str) -> None:
    query = QUERY.format(dest_id=dest_id, patient_id=patient_id) + CLINIC
    op.execute("DROP VIEW delivery_feed")
    op.get_bind().exec_driver_sql(f"CREATE VIEW delivery_feed AS {query}")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"COMMENT ON VIEW delivery_feed IS '{COMMENT}'")
