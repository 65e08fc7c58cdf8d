"""Voices that nobody could read wait for the clinic's ears."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
POINTERS = ("account_id", "question_id", "alert_id")


def upgrade() -> None:
    op.create_table(
        "voice",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("account_id", NUMBER, nullable=False),
        sa.Column("question_id", NUMBER, nullable=True),
        sa.Column("alert_id", NUMBER, nullable=True),
        sa.Column("medium", sa.String(length=40), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_voice_account_id")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_voice_question_id")
        ),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_voice_alert_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voice")),
    )
    for column in POINTERS:
        op.create_index(f"ix_voice_{column}", "voice", [column])


def downgrade() -> None:
    op.drop_table("voice")
