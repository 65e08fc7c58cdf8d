"""Counts that others give, what was lost and what was hard in the feed, medicine kept apart."""

import sqlalchemy as sa
from alembic import op

from db.migrate import feeds_aside

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MEANING = "One count of pills left, the corrected ones too"


def upgrade() -> None:
    op.create_table(
        "count_help",
        sa.Column("id", BIG, nullable=False),
        sa.Column("patient_id", BIG, nullable=False),
        sa.Column("treatment_id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("media", sa.String(length=40), nullable=False),
        sa.Column("file_id", sa.String(length=200), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_as", sa.String(length=40), nullable=True),
        sa.Column("ended_by", BIG, nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_count_help_account_id")
        ),
        sa.ForeignKeyConstraint(["ended_by"], ["account.id"], name=op.f("fk_count_help_ended_by")),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_count_help_patient_id")
        ),
        sa.ForeignKeyConstraint(
            ["treatment_id"], ["treatment.id"], name=op.f("fk_count_help_treatment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_count_help")),
    )
    op.create_index(op.f("ix_count_help_treatment_id"), "count_help", ["treatment_id"])
    op.create_index(op.f("ix_count_help_next_at"), "count_help", ["next_at"])
    op.add_column("treatment", sa.Column("kept", sa.String(length=40), nullable=True))
    op.add_column("holder", sa.Column("name", sa.String(length=80), nullable=True))
    _show_counts(", c.lost, c.hard")


def downgrade() -> None:
    _show_counts("")
    with feeds_aside(op.get_bind()):
        with op.batch_alter_table("holder") as batch:
            batch.drop_column("name")
        with op.batch_alter_table("treatment") as batch:
            batch.drop_column("kept")
    op.drop_index(op.f("ix_count_help_next_at"), "count_help")
    op.drop_index(op.f("ix_count_help_treatment_id"), "count_help")
    op.drop_table("count_help")


def _show_counts(added: str) -> None:
    """`added`: columns at the end of the feed."""
    op.execute("DROP VIEW pill_count_feed")
    op.execute(f"CREATE VIEW pill_count_feed AS {COUNTS.replace('<added>', added)}")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"COMMENT ON VIEW pill_count_feed IS '{MEANING}'")


COUNTS = """
SELECT d.contract_version, k.id AS clinic_id, k.name AS clinic,
  c.id AS count_id, p.id AS patient_id, p.clinic_number, p.name AS patient,
  m.id AS medicine_id, m.name AS medicine,
  c.counted_at, c.counted_on, c.remaining, c.source, c.doubtful,
  c.replaced_at IS NOT NULL AS corrected, c.replaced_at AS corrected_at<added>
FROM pill_count c
JOIN treatment t ON t.id = c.treatment_id
JOIN medicine m ON m.id = t.medicine_id
JOIN patient p ON p.id = t.patient_id
JOIN deployment d ON d.id = 1 JOIN clinic k ON (d.practice OR NOT k.practice)
  AND k.id = p.clinic_id
"""
