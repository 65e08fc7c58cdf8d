"""Who means to come, who came, what was counted there, and what the group was told of it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.migrate import feeds_aside

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=40)
MEETING = ("announce", "announce_by", "closed_at", "digest_at", "settled_at")
INDEXES = (
    ("ix_meeting_announced", "announce_by", "announce IS NOT NULL"),
    ("ix_meeting_unsettled", "starts_at", "settled_at IS NULL"),
)
ADDED = ("last_meeting_on", "last_meeting_came")
MEANING = "A group; reporting and last_meeting_came are empty below five people"

LAST = """(SELECT l.id FROM meeting l WHERE l.group_id = w.group_id AND l.state = 'held'
   ORDER BY l.starts_at DESC, l.id DESC LIMIT 1)"""
CAME = f"""
  (SELECT <kolkata> FROM meeting m WHERE m.id = {LAST}) AS last_meeting_on,
  (SELECT CASE WHEN COUNT(*) >= 5 THEN COUNT(*) END FROM attendance a
   WHERE a.present AND a.meeting_id = {LAST}) AS last_meeting_came
"""


def upgrade() -> None:
    for name in MEETING:
        op.add_column("meeting", sa.Column(name, WORD if name == "announce" else MOMENT))
    op.execute("UPDATE meeting SET settled_at = starts_at WHERE state <> 'planned'")
    for name, column, where in INDEXES:
        condition = sa.text(where)
        op.create_index(
            op.f(name), "meeting", [column], sqlite_where=condition, postgresql_where=condition
        )
    _entries("meeting_answer", "account", sa.Column("coming", sa.Boolean(), nullable=False))
    _entries(
        "attendance",
        "patient",
        sa.Column("mark", sa.Integer(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
    )
    _entries(
        "meeting_count",
        "treatment",
        sa.Column("mark", sa.Integer(), nullable=False),
        sa.Column("remaining", sa.Numeric(precision=9, scale=2), nullable=False),
    )
    _widen_group_feed()


def _entries(table: str, of: str, *columns: sa.Column[object]) -> None:
    """One row for each meeting and each `of`."""
    moments = {
        "meeting_answer": ("starts_at", "said_at"),
        "attendance": ("marked_at",),
        "meeting_count": ("counted_at",),
    }
    people = dict.fromkeys((of, "account"))
    op.create_table(
        table,
        sa.Column("id", ID, nullable=False),
        sa.Column("meeting_id", ID, nullable=False),
        *(sa.Column(f"{one}_id", ID, nullable=False) for one in people),
        *columns,
        *(sa.Column(name, MOMENT, nullable=False) for name in moments[table]),
        *(
            sa.ForeignKeyConstraint([f"{one}_id"], [f"{one}.id"], name=op.f(f"fk_{table}_{one}_id"))
            for one in ("meeting", *people)
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("meeting_id", f"{of}_id", name=op.f(f"uq_{table}_meeting_id_{of}_id")),
    )
    for one in people:
        op.create_index(op.f(f"ix_{table}_{one}_id"), table, [f"{one}_id"])


def _widen_group_feed() -> None:
    """Around what stands there now, so that columns which others added stay."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    kolkata = (
        "(m.starts_at AT TIME ZONE 'Asia/Kolkata')::date"
        if postgresql
        else "date(m.starts_at, '+330 minutes')"
    )
    before = _group_feed()
    op.execute("DROP VIEW group_feed")
    more = CAME.replace("<kolkata>", kolkata)
    _create_group_feed(f"SELECT w.*, {more} FROM ({before}) w", postgresql)


def _group_feed() -> str:
    """The query of the view as it is."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        query: str = connection.exec_driver_sql(
            "SELECT pg_get_viewdef('group_feed'::regclass)"
        ).scalar_one()
        return query.rstrip(" ;\n")
    made: str = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE name = 'group_feed'"
    ).scalar_one()
    return made.partition(" AS ")[2]


def _create_group_feed(query: str, postgresql: bool) -> None:
    # Word for word: a colon in it is no parameter.
    op.get_bind().exec_driver_sql(f"CREATE VIEW group_feed AS {query}")
    if postgresql:
        op.get_bind().exec_driver_sql(f"COMMENT ON VIEW group_feed IS '{MEANING}'")


def downgrade() -> None:
    connection = op.get_bind()
    columns: Sequence[str] = [
        column["name"]
        for column in sa.inspect(connection).get_columns("group_feed")
        if column["name"] not in ADDED
    ]
    query = _group_feed()
    op.execute("DROP VIEW group_feed")
    inner = query[query.index("(", query.rindex("last_meeting_came")) + 1 : query.rindex(")")]
    _create_group_feed(
        f"SELECT {', '.join(columns)} FROM ({inner}) w", connection.dialect.name == "postgresql"
    )
    for table in ("meeting_count", "attendance", "meeting_answer"):
        op.drop_table(table)
    for name, _column, _where in INDEXES:
        op.drop_index(op.f(name), "meeting")
    with feeds_aside(connection), op.batch_alter_table("meeting") as batch:
        for name in MEETING:
            batch.drop_column(name)
