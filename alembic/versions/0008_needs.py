"""What groups ask for together, and the view that shows it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WHEN = sa.DateTime(timezone=True)
VIEW = "need_feed"
MEANING = "What a group asks for together; never who"

# A need without its leader's sentence is still somebody's private word.
NEEDS = """
SELECT d.contract_version, k.id AS clinic_id, k.name AS clinic, n.id AS need_id,
  g.id AS group_id, g.title AS group_title, g.programme, n.topic, n.sentence, n.state,
  (SELECT COUNT(*) FROM need_voice v WHERE v.need_id = n.id) AS voices,
  n.raised_at, n.sent_at, COALESCE(n.sent_to, CASE WHEN n.sent_at IS NOT NULL THEN k.name END)
    AS sent_to, n.answer, n.answered_at, n.promised_until, n.solved_at, n.version
FROM need n
JOIN peer_group g ON g.id = n.group_id
JOIN deployment d ON d.id = 1 JOIN clinic k ON (d.practice OR NOT k.practice)
  AND k.id = g.clinic_id
WHERE n.sentence IS NOT NULL AND n.state NOT IN ('joined', 'set_aside')
"""


def upgrade() -> None:
    op.create_table(
        "need",
        sa.Column("id", BIG, nullable=False),
        sa.Column("group_id", BIG, nullable=False),
        sa.Column("topic", sa.String(40), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("file_id", sa.String(200), nullable=True),
        sa.Column("sentence", sa.String(200), nullable=True),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("joined_into", BIG, nullable=True),
        sa.Column("sent_to", sa.String(80), nullable=True),
        sa.Column("answer", sa.String(400), nullable=True),
        sa.Column("promised_until", sa.Date(), nullable=True),
        sa.Column("raised_at", WHEN, nullable=False),
        sa.Column("sent_at", WHEN, nullable=True),
        sa.Column("answered_at", WHEN, nullable=True),
        sa.Column("solved_at", WHEN, nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["peer_group.id"], name="fk_need_group_id"),
        sa.ForeignKeyConstraint(["joined_into"], ["need.id"], name="fk_need_joined_into"),
        sa.PrimaryKeyConstraint("id", name="pk_need"),
    )
    op.create_index("ix_need_group_id", "need", ["group_id"])
    op.create_index("ix_need_state", "need", ["state", "promised_until"])
    op.create_table(
        "need_voice",
        sa.Column("id", BIG, nullable=False),
        sa.Column("need_id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("said_at", WHEN, nullable=False),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name="fk_need_voice_need_id"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_need_voice_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_need_voice"),
        sa.UniqueConstraint("need_id", "account_id", name="uq_need_voice_need_id_account_id"),
    )
    op.create_index("ix_need_voice_account_id", "need_voice", ["account_id"])
    op.execute(f"CREATE VIEW {VIEW} AS {NEEDS}")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"COMMENT ON VIEW {VIEW} IS '{MEANING}'")


def downgrade() -> None:
    op.execute(f"DROP VIEW {VIEW}")
    op.drop_table("need_voice")
    op.drop_table("need")
