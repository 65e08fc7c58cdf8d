"""Calls to people: what staff recorded of those on the list of whom to call."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "phone_call",
        sa.Column("id", ID, nullable=False),
        sa.Column("patient_id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("risk", sa.Integer(), nullable=False),
        sa.Column("called_on", sa.Date(), nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_phone_call_patient_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_phone_call_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_call")),
        sa.UniqueConstraint(
            "patient_id", "called_on", name=op.f("uq_phone_call_patient_id_called_on")
        ),
    )
    op.create_index(op.f("ix_phone_call_staff_id"), "phone_call", ["staff_id"])


def downgrade() -> None:
    op.drop_table("phone_call")
