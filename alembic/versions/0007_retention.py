"""What the bot must know to keep nothing longer than needed."""

import sqlalchemy as sa
from alembic import op

revision = "1_0007"
down_revision = "1_0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("account", sa.Column("last_heard_at", MOMENT, nullable=True))
    op.add_column("account", sa.Column("erased_at", MOMENT, nullable=True))
    op.create_index("ix_outbox_done_at", "outbox", ["done_at"], unique=False)
    op.execute(
        "UPDATE account SET erased_at = (SELECT MAX(a.at) FROM audit a WHERE a.action = 'erase'"
        " AND a.subject_kind = 'account' AND a.subject_id = account.id)"
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_done_at", table_name="outbox")
    op.drop_column("account", "erased_at")
    op.drop_column("account", "last_heard_at")
