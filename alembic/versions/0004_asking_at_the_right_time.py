"""Asking at the right time: check-ins, greetings, pauses of groups, meetings by a rule."""

import sqlalchemy as sa
from alembic import op

from db.migrate import feeds_aside

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=40)
UNHEARD = sa.text("answered_at IS NULL AND silent_at IS NULL")
WAITING = sa.text("told_at IS NULL")
STARTED = sa.text("klass IN ('reminder', 'story')")
PATIENT = ("count_step", "count_asked_at", "next_checkin_at", "left_because")
GROUP = ("haat_weekday", "meets_nth", "meets_weekday", "meets_at", "meets_place")


def upgrade() -> None:
    for column in (
        sa.Column("count_step", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("count_asked_at", MOMENT, nullable=True),
        sa.Column("next_checkin_at", MOMENT, nullable=True),
        sa.Column("left_because", WORD, nullable=True),
    ):
        op.add_column("patient", column)
    for column in (
        sa.Column("haat_weekday", sa.Integer(), nullable=True),
        sa.Column("meets_nth", sa.Integer(), nullable=True),
        sa.Column("meets_weekday", sa.Integer(), nullable=True),
        sa.Column("meets_at", sa.Time(), nullable=True),
        sa.Column("meets_place", sa.String(length=120), nullable=True),
    ):
        op.add_column("peer_group", column)
    op.add_column("meeting", sa.Column("rule_on", sa.Date(), nullable=True))
    op.execute("UPDATE slot SET job = 'group_day' WHERE job = 'story_day'")
    # Whoever is asked for counts is also asked how they are.
    op.execute("UPDATE patient SET next_checkin_at = next_count_at")
    op.create_index(op.f("ix_patient_next_checkin_at"), "patient", ["next_checkin_at"])
    op.create_index(
        op.f("ix_outbox_started"),
        "outbox",
        ["dest_kind", "dest_id"],
        sqlite_where=STARTED,
        postgresql_where=STARTED,
    )
    _pauses_of_groups()
    _checkins()
    _greetings()


def _pauses_of_groups() -> None:
    with feeds_aside(op.get_bind()), op.batch_alter_table("pause") as batch:
        batch.alter_column("patient_id", existing_type=ID, nullable=True)
        batch.add_column(sa.Column("group_id", ID, nullable=True))
        batch.create_foreign_key(op.f("fk_pause_group_id"), "peer_group", ["group_id"], ["id"])
        batch.create_index(op.f("ix_pause_group_id"), ["group_id"])
        batch.create_check_constraint(
            op.f("ck_pause_one_subject"), "(patient_id IS NULL) <> (group_id IS NULL)"
        )


def _checkins() -> None:
    op.create_table(
        "checkin",
        sa.Column("id", ID, nullable=False),
        sa.Column("patient_id", ID, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answer", WORD, nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("silent_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_checkin_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkin")),
    )
    op.create_index(
        op.f("ix_checkin_unheard"),
        "checkin",
        ["asked_at"],
        sqlite_where=UNHEARD,
        postgresql_where=UNHEARD,
    )
    op.create_index(op.f("ix_checkin_patient_asked"), "checkin", ["patient_id", "asked_at"])


def _greetings() -> None:
    op.create_table(
        "greeting",
        sa.Column("id", ID, nullable=False),
        sa.Column("patient_id", ID, nullable=False),
        sa.Column("wanted_at", MOMENT, nullable=False),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.Column("told_leader", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_greeting_patient_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_greeting")),
    )
    op.create_index(op.f("ix_greeting_patient_id"), "greeting", ["patient_id"])
    op.create_index(
        op.f("ix_greeting_waiting"),
        "greeting",
        ["wanted_at"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )


def downgrade() -> None:
    op.execute("UPDATE slot SET job = 'story_day' WHERE job = 'group_day'")
    op.drop_table("greeting")
    op.drop_table("checkin")
    op.execute("DELETE FROM pause WHERE patient_id IS NULL")
    with feeds_aside(op.get_bind()):
        with op.batch_alter_table("pause") as batch:
            batch.drop_constraint(op.f("ck_pause_one_subject"), type_="check")
            batch.drop_constraint(op.f("fk_pause_group_id"), type_="foreignkey")
            batch.drop_index(op.f("ix_pause_group_id"))
            batch.drop_column("group_id")
            batch.alter_column("patient_id", existing_type=ID, nullable=False)
        op.drop_index(op.f("ix_outbox_started"), "outbox")
        op.drop_index(op.f("ix_patient_next_checkin_at"), "patient")
        _drop("meeting", "rule_on")
        _drop("peer_group", *GROUP)
        _drop("patient", *PATIENT)


def _drop(table: str, *columns: str) -> None:
    with op.batch_alter_table(table) as batch:
        for column in columns:
            batch.drop_column(column)
