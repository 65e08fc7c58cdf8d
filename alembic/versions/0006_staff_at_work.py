"""Hours, holidays, rota, first aid and words of each clinic; hand-over, true times, storms."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TALK = sa.text("alert_id IS NOT NULL AND sent_message_id IS NOT NULL")
CARRIED = sa.text("carried_by IS NOT NULL")
STILL = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.add_column(
        "clinic",
        sa.Column("closed_weekdays", sa.String(7), server_default="", nullable=False),
    )
    op.add_column(
        "clinic",
        sa.Column("details_in_chat", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column("alert", sa.Column("offered_to", BIG, nullable=True))
    op.add_column(
        "alert_event", sa.Column("happened_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("outbox", sa.Column("carried_by", sa.String(120), nullable=True))
    op.create_index(
        "ix_outbox_message",
        "outbox",
        ["sent_message_id"],
        sqlite_where=TALK,
        postgresql_where=TALK,
    )
    op.create_index(
        "ix_outbox_carried_by",
        "outbox",
        ["carried_by"],
        sqlite_where=CARRIED,
        postgresql_where=CARRIED,
    )
    _words()
    _duty()
    _feed(EVENTS + ", e.happened_at" + FROM)


def downgrade() -> None:
    _feed(EVENTS + FROM)
    for table in ("duty_swap", "shift", "own_words", "first_aid", "holiday"):
        op.drop_table(table)
    op.drop_index("ix_outbox_carried_by", "outbox")
    op.drop_index("ix_outbox_message", "outbox")
    op.drop_column("outbox", "carried_by")
    op.drop_column("alert_event", "happened_at")
    op.drop_column("alert", "offered_to")
    op.drop_column("clinic", "details_in_chat")
    op.drop_column("clinic", "closed_weekdays")


def _words() -> None:
    op.create_table(
        "holiday",
        sa.Column("id", BIG, nullable=False),
        sa.Column("clinic_id", BIG, nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("name", sa.String(80), nullable=True),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name="fk_holiday_clinic_id"),
        sa.PrimaryKeyConstraint("id", name="pk_holiday"),
        sa.UniqueConstraint("clinic_id", "on_date", name="uq_holiday_clinic_id_on_date"),
    )
    op.create_table(
        "first_aid",
        sa.Column("id", BIG, nullable=False),
        sa.Column("clinic_id", BIG, nullable=False),
        sa.Column("sign", sa.String(40), nullable=False),
        sa.Column("language", sa.String(40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.String(80), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name="fk_first_aid_clinic_id"),
        sa.PrimaryKeyConstraint("id", name="pk_first_aid"),
    )
    op.create_index(
        "uq_first_aid_open",
        "first_aid",
        ["clinic_id", "sign", "language"],
        unique=True,
        sqlite_where=STILL,
        postgresql_where=STILL,
    )
    op.create_table(
        "own_words",
        sa.Column("id", BIG, nullable=False),
        sa.Column("clinic_id", BIG, nullable=False),
        sa.Column("sentence", sa.String(40), nullable=False),
        sa.Column("language", sa.String(40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name="fk_own_words_clinic_id"),
        sa.PrimaryKeyConstraint("id", name="pk_own_words"),
        sa.UniqueConstraint(
            "clinic_id", "sentence", "language", name="uq_own_words_clinic_id_sentence_language"
        ),
    )


def _duty() -> None:
    op.create_table(
        "shift",
        sa.Column("id", BIG, nullable=False),
        sa.Column("staff_id", BIG, nullable=False),
        sa.Column("weekdays", sa.String(7), nullable=True),
        sa.Column("on_date", sa.Date(), nullable=True),
        sa.Column("on_call", sa.Boolean(), nullable=False),
        sa.Column("from_hour", sa.Integer(), nullable=False),
        sa.Column("until_hour", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(weekdays IS NULL) <> (on_date IS NULL)", name="ck_shift_weekly_or_once"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_shift_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_shift"),
    )
    op.create_index("ix_shift_staff_id", "shift", ["staff_id"])
    op.create_table(
        "duty_swap",
        sa.Column("id", BIG, nullable=False),
        sa.Column("from_staff_id", BIG, nullable=False),
        sa.Column("to_staff_id", BIG, nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["from_staff_id"], ["staff.id"], name="fk_duty_swap_from_staff_id"),
        sa.ForeignKeyConstraint(["to_staff_id"], ["staff.id"], name="fk_duty_swap_to_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_duty_swap"),
    )
    op.create_index("ix_duty_swap_from_staff_id", "duty_swap", ["from_staff_id"])
    op.create_index("ix_duty_swap_to_staff_id", "duty_swap", ["to_staff_id"])


def _feed(query: str) -> None:
    op.execute("DROP VIEW alert_event_feed")
    op.execute(f"CREATE VIEW alert_event_feed AS {query}")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("COMMENT ON VIEW alert_event_feed IS 'One thing that happened to an alert'")


EVENTS = """
SELECT d.contract_version, k.id AS clinic_id, k.name AS clinic, e.alert_id,
  'G' || e.alert_id AS code, e.sequence, e.at, e.type, e.via,
  s.name AS staff, e.from_status, e.to_status, e.episode, e.note"""

FROM = """
FROM alert_event e
JOIN alert a ON a.id = e.alert_id
JOIN deployment d ON d.id = 1 JOIN clinic k ON (d.practice OR NOT k.practice)
  AND k.id = a.clinic_id
LEFT JOIN staff s ON s.id = e.staff_id
"""
