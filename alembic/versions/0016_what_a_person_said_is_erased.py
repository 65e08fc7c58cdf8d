"""What a person said can be erased: what counts on without a name, and what goes later."""

import sqlalchemy as sa
from alembic import op

from db.migrate import feeds_aside

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAMELESS = (("need_voice", "account_id"), ("attendance", "patient_id"))
# Messages that are over kept what they would have said, where another part had called them off.
OVER = "UPDATE outbox SET params = NULL WHERE status NOT IN ('pending', 'sending')"


def upgrade() -> None:
    op.add_column("patient", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "alert",
        sa.Column("forget_when_closed", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    _nullable(True)
    op.execute(OVER)


def _nullable(nullable: bool) -> None:
    with feeds_aside(op.get_bind()):
        for table, column in NAMELESS:
            with op.batch_alter_table(table) as batch:
                batch.alter_column(column, existing_type=ID, nullable=nullable)


def downgrade() -> None:
    for table, column in NAMELESS:
        op.execute(f"DELETE FROM {table} WHERE {column} IS NULL")
    _nullable(False)
    op.drop_column("alert", "forget_when_closed")
    op.drop_column("patient", "erased_at")
