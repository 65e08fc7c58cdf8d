"""Stories of several parts, a yes for each layer, readers who take turns, whom a story helped."""

import sqlalchemy as sa
from alembic import op

from db.migrate import feeds_aside

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
WORD = sa.String(length=40)
STANDS = sa.text("ended_at IS NULL")
LAYERS = {
    "keep": ("keep",),
    "group": ("keep", "group"),
    "same_illness": ("keep", "group", "same_illness"),
    "outside": ("keep", "group", "same_illness", "outside"),
}
LASTS = {"postgresql": "INTERVAL '395 days'", "sqlite": "'+395 days'"}
STORY = sa.table(
    "story",
    sa.column("id"),
    sa.column("body"),
    sa.column("file_id"),
    sa.column("file_unique_id"),
    sa.column("parts", sa.JSON(none_as_null=True)),
)


def upgrade() -> None:
    bind = op.get_bind()
    with feeds_aside(bind):
        _grow()
        _make_tables()
        _carry_over(bind)
        with op.batch_alter_table("story") as story:
            story.drop_column("file_id")
            story.drop_column("file_unique_id")
    _replace_feed(bind, _feed(bind.dialect.name))


def downgrade() -> None:
    bind = op.get_bind()
    _replace_feed(bind, OLD_FEED)
    with feeds_aside(bind):
        op.drop_table("story_helped")
        op.drop_table("story_draft")
        op.drop_table("story_consent")
        with op.batch_alter_table("review") as review:
            review.drop_column("reader")
        with op.batch_alter_table("outbox") as outbox:
            outbox.drop_column("story_layer")
        _shrink(bind)


def _grow() -> None:
    with op.batch_alter_table("story") as story:
        for name, kind in (
            ("parts", sa.JSON()),
            ("retelling", sa.JSON()),
            ("programme", WORD),
            ("theme", WORD),
            ("ask_again_at", TIME),
            ("waits_for", WORD),
            ("claimed_until", TIME),
            ("nudge_at", TIME),
        ):
            story.add_column(sa.Column(name, kind, nullable=True))
        for name in ("retold_by", "claimed_by"):
            story.add_column(sa.Column(name, BIG, nullable=True))
            story.create_foreign_key(op.f(f"fk_story_{name}"), "account", [name], ["id"])
        for name in ("retell", "needs_clinic"):
            default = sa.false()
            story.add_column(sa.Column(name, sa.Boolean(), nullable=False, server_default=default))
        story.add_column(sa.Column("nudges", sa.Integer(), nullable=False, server_default="0"))
        story.create_index("ix_story_nudge_at", ["nudge_at"])
        story.create_index("ix_story_ask_again_at", ["ask_again_at"])
    with op.batch_alter_table("story") as story:
        for name in ("retell", "needs_clinic", "nudges"):
            story.alter_column(name, server_default=None)
    with op.batch_alter_table("review") as review:
        review.add_column(sa.Column("reader", WORD, nullable=False, server_default="leader"))
    with op.batch_alter_table("review") as review:
        review.alter_column("reader", server_default=None)
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("story_layer", WORD, nullable=True))


def _make_tables() -> None:
    op.create_table(
        "story_consent",
        sa.Column("id", BIG, nullable=False),
        sa.Column("story_id", BIG, nullable=False),
        sa.Column("layer", WORD, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", WORD, nullable=False),
        sa.Column("given_at", TIME, nullable=False),
        sa.Column("holds_until", TIME, nullable=False),
        sa.Column("ended_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_story_consent_story_id"),
        sa.PrimaryKeyConstraint("id", name="pk_story_consent"),
    )
    op.create_index(
        "uq_story_consent_standing",
        "story_consent",
        ["story_id", "layer"],
        unique=True,
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )
    op.create_table(
        "story_draft",
        sa.Column("account_id", BIG, autoincrement=False, nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("account_id", name="pk_story_draft"),
    )
    op.create_table(
        "story_helped",
        sa.Column("story_id", BIG, autoincrement=False, nullable=False),
        sa.Column("account_id", BIG, autoincrement=False, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("story_id", "account_id", name="pk_story_helped"),
    )


def _carry_over(bind: sa.Connection) -> None:
    for story in bind.execute(sa.select(STORY)).mappings().all():
        if story["file_id"]:
            part = {"kind": "voice", "file": story["file_id"], "unique": story["file_unique_id"]}
        elif story["body"]:
            part = {"kind": "text", "body": story["body"]}
        else:
            continue
        changed = sa.update(STORY).where(STORY.c.id == story["id"]).values(parts=[part])
        bind.execute(changed)
    sqlite = bind.dialect.name == "sqlite"
    lasts = LASTS[bind.dialect.name]
    until = f"datetime(consented_at, {lasts})" if sqlite else f"consented_at + {lasts}"
    again = (
        "datetime(consented_at, '+365 days')" if sqlite else ("consented_at + INTERVAL '365 days'")
    )
    for audience, layers in LAYERS.items():
        for layer in layers:
            op.execute(f"""INSERT INTO story_consent
              (story_id, layer, version, language, given_at, holds_until)
              SELECT id, '{layer}', consent_version, language, consented_at, {until}
              FROM story WHERE audience = '{audience}' AND withdrawn_at IS NULL""")
    op.execute(f"""UPDATE story SET ask_again_at = {again}
      WHERE audience <> 'keep' AND state IN ('approved', 'published')""")
    op.execute("""UPDATE story SET waits_for = 'leader', nudge_at = created_at
      WHERE audience <> 'keep' AND state = 'submitted'""")
    op.execute("""UPDATE story SET programme =
      (SELECT p.programme FROM patient p WHERE p.id = story.patient_id)""")


def _shrink(bind: sa.Connection) -> None:
    with op.batch_alter_table("story") as story:
        story.add_column(sa.Column("file_id", sa.String(length=200), nullable=True))
        story.add_column(sa.Column("file_unique_id", sa.String(length=80), nullable=True))
    for story_row in bind.execute(sa.select(STORY)).mappings().all():
        media = [part for part in story_row["parts"] or () if part.get("file")]
        if not media:
            continue
        values = {"file_id": media[0]["file"], "file_unique_id": media[0].get("unique")}
        bind.execute(sa.update(STORY).where(STORY.c.id == story_row["id"]).values(**values))
    with op.batch_alter_table("story") as story:
        story.drop_index("ix_story_nudge_at")
        story.drop_index("ix_story_ask_again_at")
        for name in ("retold_by", "claimed_by"):
            story.drop_constraint(op.f(f"fk_story_{name}"), type_="foreignkey")
        for name in (
            *("parts", "retell", "retelling", "retold_by", "programme", "theme", "ask_again_at"),
            *("waits_for", "needs_clinic", "claimed_by", "claimed_until", "nudge_at", "nudges"),
        ):
            story.drop_column(name)


def _replace_feed(bind: sa.Connection, query: str) -> None:
    op.execute("DROP VIEW story_feed")
    op.execute(f"CREATE VIEW story_feed AS {query}")
    if bind.dialect.name == "postgresql":
        op.execute(f"COMMENT ON VIEW story_feed IS '{MEANING}'")


MEANING = "A story and its state; words only where consent covers it"
HEAD = "d.contract_version, k.id AS clinic_id, k.name AS clinic"
SHOWN = "deployment d ON d.id = 1 JOIN clinic k ON (d.practice OR NOT k.practice)"
COLUMNS = """s.id AS story_id, g.id AS group_id, g.title AS group_title, s.kind, s.audience,
  s.language, s.state, s.name_choice,
  CASE WHEN covered.id IS NOT NULL AND s.name_choice <> 'none' THEN s.shown_name END AS shown_name,
  CASE WHEN covered.id IS NOT NULL THEN s.body END AS body,
  s.consented_at, s.consent_version, s.created_at, s.publish_at, s.published_at, s.withdrawn_at,
  s.version"""

OLD_FEED = f"""
SELECT {HEAD}, {COLUMNS}
FROM story s
JOIN peer_group g ON g.id = s.group_id
JOIN {SHOWN} AND k.id = g.clinic_id
LEFT JOIN story covered ON covered.id = s.id AND covered.withdrawn_at IS NULL
  AND covered.audience IN ('group', 'same_illness', 'outside')
  AND covered.state IN ('approved', 'published')
"""


def _feed(dialect: str) -> str:
    now = {"postgresql": "now()", "sqlite": "datetime('now')"}[dialect]
    holds = f"c.story_id = s.id AND c.ended_at IS NULL AND c.holds_until > {now}"

    def may(*layers: str) -> str:
        names = ", ".join(f"'{layer}'" for layer in layers)
        return f"EXISTS (SELECT 1 FROM story_consent c WHERE {holds} AND c.layer IN ({names}))"

    return f"""
SELECT {HEAD}, {COLUMNS}, s.programme, s.theme, json_array_length(s.parts) AS parts,
  s.retell AS told_by_leader, s.waits_for,
  {may("group")} AS for_group, {may("same_illness")} AS for_same_illness,
  {may("outside")} AS for_outside,
  (SELECT MIN(c.holds_until) FROM story_consent c WHERE {holds} AND c.layer <> 'keep')
    AS consent_until,
  (SELECT CASE WHEN COUNT(*) >= 5 THEN COUNT(*) END FROM story_helped h WHERE h.story_id = s.id)
    AS helped
FROM story s
JOIN peer_group g ON g.id = s.group_id
JOIN {SHOWN} AND k.id = g.clinic_id
LEFT JOIN story covered ON covered.id = s.id AND covered.withdrawn_at IS NULL
  AND covered.state IN ('approved', 'published') AND NOT covered.retell
  AND {may("group", "same_illness", "outside")}
"""
