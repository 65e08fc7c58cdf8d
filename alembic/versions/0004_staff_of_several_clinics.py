"""Somebody on the staff of several clinics chooses for which one they work now.

Revision ID: 1_0004
Revises: 1_0003
"""

import sqlalchemy as sa
from alembic import op

from db.base import UtcDateTime

revision = "1_0004"
down_revision = "1_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff", sa.Column("chosen_at", UtcDateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("staff", "chosen_at")
