"""Who the clinic registered itself; who was seen in a group's chat; links of groups that expire.

Revision ID: 1_0005
Revises: 1_0004
"""

import sqlalchemy as sa
from alembic import op

from db.base import BigId, UtcDateTime

revision = "1_0005"
down_revision = "1_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("patient", _false("registered"))
    op.execute("UPDATE patient SET registered = true WHERE clinic_number IS NOT NULL")
    op.add_column("membership", _false("in_chat"))
    op.add_column("membership", sa.Column("checked_at", UtcDateTime(), nullable=True))
    op.add_column("peer_group", sa.Column("join_token_until", UtcDateTime(), nullable=True))
    op.create_table(
        "membership_claim",
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("claimed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["peer_group.id"], name=op.f("fk_membership_claim_group_id_peer_group")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_membership_claim_account_id_account")
        ),
        sa.PrimaryKeyConstraint("group_id", "account_id", name=op.f("pk_membership_claim")),
    )


def _false(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def downgrade() -> None:
    op.drop_table("membership_claim")
    op.drop_column("peer_group", "join_token_until")
    op.drop_column("membership", "checked_at")
    op.drop_column("membership", "in_chat")
    op.drop_column("patient", "registered")
