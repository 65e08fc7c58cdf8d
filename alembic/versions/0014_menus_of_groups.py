"""Which menu of commands Telegram shows in a group."""

import sqlalchemy as sa
from alembic import op

from db.migrate import feeds_aside

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("peer_group", sa.Column("menu_language", sa.String(length=40), nullable=True))


def downgrade() -> None:
    with feeds_aside(op.get_bind()), op.batch_alter_table("peer_group") as batch:
        batch.drop_column("menu_language")
