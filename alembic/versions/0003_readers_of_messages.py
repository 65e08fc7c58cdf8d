"""Messages that somebody may read only as staff of a clinic or leader of a group.

Revision ID: 1_0003
Revises: 1_0002
"""

import sqlalchemy as sa
from alembic import op

revision = "1_0003"
down_revision = "1_0002"
branch_labels = None
depends_on = None

COLUMNS = ("for_clinic", "for_group")


def upgrade() -> None:
    for column in COLUMNS:
        op.add_column("outbox", sa.Column(column, sa.BigInteger(), nullable=True))


def downgrade() -> None:
    for column in COLUMNS:
        op.drop_column("outbox", column)
