"""How a person is spoken to: digits, recorded voices, the menu their chat was given."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MENU_DUE = sa.text("menu_due")


def upgrade() -> None:
    op.add_column(
        "account", sa.Column("digits", sa.String(40), server_default="latin", nullable=False)
    )
    op.add_column(
        "account", sa.Column("voice", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column(
        "account", sa.Column("menu_due", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.create_index(
        "ix_account_menu_due",
        "account",
        ["id"],
        sqlite_where=MENU_DUE,
        postgresql_where=MENU_DUE,
    )
    op.add_column("deployment", sa.Column("announced", sa.String(64)))
    op.execute(
        "UPDATE account SET menu_due = true WHERE language = 'hne'"
        " OR id IN (SELECT account_id FROM staff WHERE account_id IS NOT NULL)"
    )
    op.create_table(
        "recording",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("prompt", sa.String(60), nullable=False),
        sa.Column("language", sa.String(40), nullable=False),
        sa.Column("file_id", sa.String(200), nullable=False),
        sa.Column("text_hash", sa.String(64), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_recording"),
        sa.UniqueConstraint("prompt", "language", name="uq_recording_prompt_language"),
    )


def downgrade() -> None:
    op.drop_table("recording")
    op.drop_column("deployment", "announced")
    op.drop_index("ix_account_menu_due", "account")
    for column in ("menu_due", "voice", "digits"):
        op.drop_column("account", column)
