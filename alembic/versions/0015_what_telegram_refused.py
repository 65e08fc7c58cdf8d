"""Keeping it kind, to the end: whether Telegram did what was decided; asking the clinic; floods."""

import sqlalchemy as sa
from alembic import op

from db.migrate import feeds_aside

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=40)
UNDER_WAY = sa.text("deed_key IS NOT NULL")
SANCTION = ("state", "why", "tries", "deed_key", "checked_at")


def upgrade() -> None:
    op.add_column("house_case", sa.Column("asked_at", MOMENT, nullable=True))
    for column in (
        # What was decided before this day was taken for done, and nobody can say otherwise now.
        sa.Column("state", WORD, nullable=False, server_default="done"),
        sa.Column("why", WORD, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("deed_key", sa.String(length=60), nullable=True),
        sa.Column("checked_at", MOMENT, nullable=True),
    ):
        op.add_column("sanction", column)
    op.execute(
        "UPDATE sanction SET state = 'over' WHERE revoked_at IS NOT NULL"
        " OR (kind = 'mute' AND until <= CURRENT_TIMESTAMP)"
    )
    op.create_index(
        "ix_sanction_under_way",
        "sanction",
        ["deed_key"],
        sqlite_where=UNDER_WAY,
        postgresql_where=UNDER_WAY,
    )
    op.create_index("ix_sanction_kind_state", "sanction", ["kind", "state"])
    op.create_table(
        "flood_run",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_flood_run")),
    )


def downgrade() -> None:
    op.drop_table("flood_run")
    op.drop_index("ix_sanction_kind_state", "sanction")
    op.drop_index("ix_sanction_under_way", "sanction")
    with feeds_aside(op.get_bind()):
        _drop("sanction", *SANCTION)
        _drop("house_case", "asked_at")


def _drop(table: str, *columns: str) -> None:
    with op.batch_alter_table(table) as batch:
        for column in columns:
            batch.drop_column(column)
