"""The group's week and keeping it kind: starters, reports, sanctions, cards, requests to join."""

import sqlalchemy as sa
from alembic import op

from db.migrate import feeds_aside

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=40)
UNDECIDED = sa.text("decided_at IS NULL")
GROUP = ("starter_weekday", "story_weekday", "rules_text", "house_modes", "entry_code")
MEMBER = ("rests_until", "leads_until")


def upgrade() -> None:
    for column in (
        sa.Column("starter_weekday", sa.Integer(), nullable=True, server_default="2"),
        sa.Column("story_weekday", sa.Integer(), nullable=True),
        sa.Column("rules_text", sa.String(length=1500), nullable=True),
        sa.Column("house_modes", sa.JSON(), nullable=False, server_default="{}"),
        sa.Column("entry_code", sa.String(length=12), nullable=True),
    ):
        op.add_column("peer_group", column)
    for name in MEMBER:
        op.add_column("membership", sa.Column(name, sa.Date(), nullable=True))
    _cases()
    _reports()
    _sanctions()
    _cards()
    _requests()
    _starters()


def _table(name: str, *columns: sa.Column[object] | sa.Constraint) -> None:
    op.create_table(
        name,
        sa.Column("id", ID, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def _cases() -> None:
    _table(
        "house_case",
        sa.Column("group_id", ID, nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("telegram_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.String(length=140), nullable=True),
        sa.Column("body", sa.String(length=4096), nullable=True),
        sa.Column("media", sa.JSON(), nullable=True),
        sa.Column("rule", WORD, nullable=True),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("objected_at", MOMENT, nullable=True),
        sa.Column("opened_at", MOMENT, nullable=False),
        _to("house_case", "group_id", "peer_group"),
        sa.UniqueConstraint(
            "group_id", "message_id", name=op.f("uq_house_case_group_id_message_id")
        ),
    )


def _reports() -> None:
    _table(
        "house_report",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _to("house_report", "case_id", "house_case"),
        _to("house_report", "account_id", "account"),
        sa.UniqueConstraint(
            "case_id", "account_id", name=op.f("uq_house_report_case_id_account_id")
        ),
    )
    op.create_index(op.f("ix_house_report_account_at"), "house_report", ["account_id", "at"])


def _sanctions() -> None:
    _table(
        "sanction",
        sa.Column("group_id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.Column("actor_kind", WORD, nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        _to("sanction", "group_id", "peer_group"),
        _to("sanction", "case_id", "house_case"),
    )
    op.create_index(op.f("ix_sanction_group_id"), "sanction", ["group_id"])
    op.create_index(op.f("ix_sanction_case_id"), "sanction", ["case_id"])


def _cards() -> None:
    _table(
        "card_approval",
        sa.Column("clinic_id", ID, nullable=False),
        sa.Column("card", WORD, nullable=False),
        sa.Column("approved_at", MOMENT, nullable=False),
        _to("card_approval", "clinic_id", "clinic"),
        sa.UniqueConstraint("clinic_id", "card", name=op.f("uq_card_approval_clinic_id_card")),
    )


def _requests() -> None:
    _table(
        "join_request",
        sa.Column("group_id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("name", sa.String(length=140), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("let_in", sa.Boolean(), nullable=True),
        _to("join_request", "group_id", "peer_group"),
        _to("join_request", "account_id", "account"),
    )
    op.create_index(op.f("ix_join_request_account_id"), "join_request", ["account_id"])
    op.create_index(
        op.f("uq_join_request_open"),
        "join_request",
        ["group_id", "account_id"],
        unique=True,
        sqlite_where=UNDECIDED,
        postgresql_where=UNDECIDED,
    )


def _starters() -> None:
    _table(
        "starter",
        sa.Column("group_id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("key", WORD, nullable=False),
        sa.Column("state", WORD, nullable=False),
        _to("starter", "group_id", "peer_group"),
        sa.UniqueConstraint("group_id", "day", name=op.f("uq_starter_group_id_day")),
    )


def downgrade() -> None:
    for table in (
        "starter",
        "join_request",
        "card_approval",
        "sanction",
        "house_report",
        "house_case",
    ):
        op.drop_table(table)
    with feeds_aside(op.get_bind()):
        _drop("membership", *MEMBER)
        _drop("peer_group", *GROUP)


def _drop(table: str, *columns: str) -> None:
    with op.batch_alter_table(table) as batch:
        for column in columns:
            batch.drop_column(column)
