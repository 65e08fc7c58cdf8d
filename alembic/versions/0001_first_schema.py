"""Every table of the first schema. The views of the contract follow in 0002."""

import sqlalchemy as sa
from alembic import op

revision = "1_0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
PILLS = sa.Numeric(9, 2, asdecimal=False)
WORD = sa.String(length=40)


def upgrade() -> None:
    op.create_table(
        "alert_command",
        sa.Column("id", ID, nullable=False),
        sa.Column("alert_id", sa.BigInteger(), nullable=False),
        sa.Column("action", WORD, nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("outcome", WORD, nullable=True),
        sa.Column("expected_version", sa.Integer(), nullable=True),
        sa.Column(
            "created_at", MOMENT, server_default=sa.text("(CURRENT_TIMESTAMP)"), nullable=False
        ),
        sa.Column("status", WORD, server_default="new", nullable=False),
        sa.Column("answer", sa.String(length=200), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_command")),
    )
    op.create_index("ix_alert_command_status", "alert_command", ["status"], unique=False)
    op.create_table(
        "audit",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor_kind", WORD, nullable=False),
        sa.Column("actor_id", ID, nullable=True),
        sa.Column("action", WORD, nullable=False),
        sa.Column("subject_kind", WORD, nullable=False),
        sa.Column("subject_id", ID, nullable=True),
        sa.Column("detail", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_table(
        "clinic",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("ambulance", sa.String(length=20), nullable=False),
        sa.Column("opens_hour", sa.Integer(), nullable=False),
        sa.Column("closes_hour", sa.Integer(), nullable=False),
        sa.Column("closed_weekdays", sa.String(length=7), server_default="", nullable=False),
        sa.Column("details_in_chat", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("practice", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinic")),
        sa.UniqueConstraint("name", name=op.f("uq_clinic_name")),
    )
    op.create_table(
        "dead_letter",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("telegram_user_id", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.String(length=200), nullable=False),
        sa.Column("failed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_dead_letter")),
    )
    op.create_table(
        "deployment",
        sa.Column("id", ID, nullable=False),
        sa.Column("practice", sa.Boolean(), nullable=False),
        sa.Column("contract_version", sa.Integer(), nullable=False),
        sa.Column("announced", sa.String(length=64), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_deployment_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deployment")),
    )
    op.create_table(
        "dialog",
        sa.Column("account_id", ID, autoincrement=False, nullable=False),
        sa.Column("flow", WORD, nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_dialog")),
    )
    op.create_table(
        "flood_run",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_flood_run")),
    )
    op.create_table(
        "heartbeat",
        sa.Column("part", WORD, nullable=False),
        sa.Column("instance", WORD, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("part", "instance", name=op.f("pk_heartbeat")),
    )
    op.create_table(
        "lease",
        sa.Column("name", WORD, nullable=False),
        sa.Column("holder", WORD, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", ID, nullable=False),
        sa.Column("dedup_key", sa.String(length=120), nullable=True),
        sa.Column("klass", WORD, nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("method", WORD, nullable=False),
        sa.Column("dest_kind", WORD, nullable=False),
        sa.Column("dest_id", sa.BigInteger(), nullable=False),
        sa.Column("template", sa.String(length=60), nullable=False),
        sa.Column("params", sa.JSON(), nullable=True),
        sa.Column("target_message_id", sa.BigInteger(), nullable=True),
        sa.Column("target_outbox_id", sa.BigInteger(), nullable=True),
        sa.Column("alert_id", sa.BigInteger(), nullable=True),
        sa.Column("episode", sa.Integer(), nullable=True),
        sa.Column("carried_by", sa.String(length=120), nullable=True),
        sa.Column("story_id", sa.BigInteger(), nullable=True),
        sa.Column("story_layer", WORD, nullable=True),
        sa.Column("patient_id", sa.BigInteger(), nullable=True),
        sa.Column("status", WORD, nullable=False),
        sa.Column("not_before", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("claim_token", WORD, nullable=True),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("sent_chat_id", sa.BigInteger(), nullable=True),
        sa.Column("sent_message_id", sa.BigInteger(), nullable=True),
        sa.Column("last_code", sa.String(length=120), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("dedup_key", name=op.f("uq_outbox_dedup_key")),
    )
    op.create_index("ix_outbox_alert_id", "outbox", ["alert_id"], unique=False)
    op.create_index(
        "ix_outbox_carried_by",
        "outbox",
        ["carried_by"],
        unique=False,
        sqlite_where=sa.text("carried_by IS NOT NULL"),
        postgresql_where=sa.text("carried_by IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_lease",
        "outbox",
        ["lease_until"],
        unique=False,
        sqlite_where=sa.text("status = 'sending'"),
        postgresql_where=sa.text("status = 'sending'"),
    )
    op.create_index(
        "ix_outbox_message",
        "outbox",
        ["sent_message_id"],
        unique=False,
        sqlite_where=sa.text("alert_id IS NOT NULL AND sent_message_id IS NOT NULL"),
        postgresql_where=sa.text("alert_id IS NOT NULL AND sent_message_id IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_started",
        "outbox",
        ["dest_kind", "dest_id"],
        unique=False,
        sqlite_where=sa.text("klass IN ('reminder', 'story')"),
        postgresql_where=sa.text("klass IN ('reminder', 'story')"),
    )
    op.create_index("ix_outbox_story_id", "outbox", ["story_id"], unique=False)
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["priority", "id"],
        unique=False,
        sqlite_where=sa.text("status = 'pending'"),
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.create_index(
        "uq_outbox_in_flight",
        "outbox",
        ["dest_kind", "dest_id"],
        unique=True,
        sqlite_where=sa.text("status = 'sending'"),
        postgresql_where=sa.text("status = 'sending'"),
    )
    op.create_table(
        "recording",
        sa.Column("id", ID, nullable=False),
        sa.Column("prompt", sa.String(length=60), nullable=False),
        sa.Column("language", WORD, nullable=False),
        sa.Column("file_id", sa.String(length=200), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording")),
        sa.UniqueConstraint("prompt", "language", name=op.f("uq_recording_prompt_language")),
    )
    op.create_table(
        "slot",
        sa.Column("id", ID, nullable=False),
        sa.Column("job", WORD, nullable=False),
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("done_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot")),
        sa.UniqueConstraint("job", "scope", "due_at", name=op.f("uq_slot_job_scope_due_at")),
    )
    op.create_table(
        "story_draft",
        sa.Column("account_id", ID, autoincrement=False, nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_story_draft")),
    )
    op.create_table(
        "story_helped",
        sa.Column("story_id", ID, autoincrement=False, nullable=False),
        sa.Column("account_id", ID, autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("story_id", "account_id", name=op.f("pk_story_helped")),
    )
    op.create_table(
        "update_seen",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_update_seen")),
    )
    op.create_index(op.f("ix_update_seen_seen_at"), "update_seen", ["seen_at"], unique=False)
    op.create_table(
        "attempt",
        sa.Column("id", ID, nullable=False),
        sa.Column("outbox_id", ID, nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("outcome", WORD, nullable=False),
        sa.Column("code", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_attempt_outbox_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    op.create_index(op.f("ix_attempt_outbox_id"), "attempt", ["outbox_id"], unique=False)
    op.create_table(
        "claim_answer_approval",
        sa.Column("id", ID, nullable=False),
        sa.Column("clinic_id", ID, nullable=False),
        sa.Column("answer", WORD, nullable=False),
        sa.Column("approved_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["clinic_id"], ["clinic.id"], name=op.f("fk_claim_answer_approval_clinic_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_answer_approval")),
        sa.UniqueConstraint(
            "clinic_id", "answer", name=op.f("uq_claim_answer_approval_clinic_id_answer")
        ),
    )
    op.create_table(
        "escalation_step",
        sa.Column("id", ID, nullable=False),
        sa.Column("clinic_id", ID, nullable=False),
        sa.Column("severity", WORD, nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("role", WORD, nullable=False),
        sa.Column("wait_minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["clinic_id"], ["clinic.id"], name=op.f("fk_escalation_step_clinic_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation_step")),
    )
    op.create_index(
        op.f("ix_escalation_step_clinic_id"), "escalation_step", ["clinic_id"], unique=False
    )
    op.create_table(
        "first_aid",
        sa.Column("id", ID, nullable=False),
        sa.Column("clinic_id", ID, nullable=False),
        sa.Column("sign", WORD, nullable=False),
        sa.Column("language", WORD, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.String(length=80), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name=op.f("fk_first_aid_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_first_aid")),
    )
    op.create_index(
        "uq_first_aid_open",
        "first_aid",
        ["clinic_id", "sign", "language"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "holiday",
        sa.Column("id", ID, nullable=False),
        sa.Column("clinic_id", ID, nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name=op.f("fk_holiday_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday")),
        sa.UniqueConstraint("clinic_id", "on_date", name=op.f("uq_holiday_clinic_id_on_date")),
    )
    op.create_table(
        "invite",
        sa.Column("id", ID, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("purpose", WORD, nullable=False),
        sa.Column("clinic_id", ID, nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=True),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name=op.f("fk_invite_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invite")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invite_token_hash")),
    )
    op.create_index(op.f("ix_invite_clinic_id"), "invite", ["clinic_id"], unique=False)
    op.create_table(
        "medicine",
        sa.Column("id", ID, nullable=False),
        sa.Column("clinic_id", ID, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("strip_size", sa.Integer(), nullable=True),
        sa.Column("countable", sa.Boolean(), nullable=False),
        sa.Column("photo", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name=op.f("fk_medicine_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_medicine")),
    )
    op.create_index("uq_medicine_name", "medicine", ["clinic_id", "name"], unique=True)
    op.create_table(
        "own_words",
        sa.Column("id", ID, nullable=False),
        sa.Column("clinic_id", ID, nullable=False),
        sa.Column("sentence", WORD, nullable=False),
        sa.Column("language", WORD, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name=op.f("fk_own_words_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_words")),
        sa.UniqueConstraint(
            "clinic_id",
            "sentence",
            "language",
            name=op.f("uq_own_words_clinic_id_sentence_language"),
        ),
    )
    op.create_table(
        "patient",
        sa.Column("id", ID, nullable=False),
        sa.Column("clinic_id", ID, nullable=False),
        sa.Column("clinic_number", WORD, nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("programme", WORD, nullable=True),
        sa.Column("village", sa.String(length=80), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("count_hour", sa.Integer(), nullable=False),
        sa.Column("count_every_days", sa.Integer(), nullable=False),
        sa.Column("next_count_at", MOMENT, nullable=True),
        sa.Column("count_step", sa.Integer(), server_default="0", nullable=False),
        sa.Column("count_asked_at", MOMENT, nullable=True),
        sa.Column("next_checkin_at", MOMENT, nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("left_because", WORD, nullable=True),
        sa.Column("erased_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name=op.f("fk_patient_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient")),
    )
    op.create_index(op.f("ix_patient_clinic_id"), "patient", ["clinic_id"], unique=False)
    op.create_index("ix_patient_next_checkin_at", "patient", ["next_checkin_at"], unique=False)
    op.create_index("ix_patient_next_count_at", "patient", ["next_count_at"], unique=False)
    op.create_index(
        "uq_patient_clinic_number",
        "patient",
        ["clinic_id", "clinic_number"],
        unique=True,
        sqlite_where=sa.text("clinic_number IS NOT NULL"),
        postgresql_where=sa.text("clinic_number IS NOT NULL"),
    )
    op.create_table(
        "peer_group",
        sa.Column("id", ID, nullable=False),
        sa.Column("clinic_id", ID, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("title", sa.String(length=140), nullable=False),
        sa.Column("programme", WORD, nullable=True),
        sa.Column("language", WORD, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("state", WORD, nullable=False),
        sa.Column("rights", sa.JSON(), nullable=False),
        sa.Column("rights_seen_at", MOMENT, nullable=True),
        sa.Column("story_hour", sa.Integer(), nullable=False),
        sa.Column("market_weekday", sa.Integer(), nullable=True),
        sa.Column("meets_nth", sa.Integer(), nullable=True),
        sa.Column("meets_weekday", sa.Integer(), nullable=True),
        sa.Column("meets_at", sa.Time(), nullable=True),
        sa.Column("meets_place", sa.String(length=120), nullable=True),
        sa.Column("starter_weekday", sa.Integer(), nullable=True),
        sa.Column("story_weekday", sa.Integer(), nullable=True),
        sa.Column("rules_text", sa.String(length=1500), nullable=True),
        sa.Column("moderation_modes", sa.JSON(), nullable=False),
        sa.Column("entry_code", sa.String(length=12), nullable=True),
        sa.Column("menu_language", WORD, nullable=True),
        sa.Column("join_token", WORD, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name=op.f("fk_peer_group_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_group")),
        sa.UniqueConstraint("chat_id", name=op.f("uq_peer_group_chat_id")),
        sa.UniqueConstraint("join_token", name=op.f("uq_peer_group_join_token")),
    )
    op.create_index(op.f("ix_peer_group_clinic_id"), "peer_group", ["clinic_id"], unique=False)
    op.create_table(
        "account",
        sa.Column("id", ID, nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("language", WORD, nullable=True),
        sa.Column("digits", WORD, server_default="latin", nullable=False),
        sa.Column("voice", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("menu_due", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("patient_id", ID, nullable=True),
        sa.Column("unreachable_since", MOMENT, nullable=True),
        sa.Column("unreachable_reason", sa.String(length=80), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_account_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("telegram_id", name=op.f("uq_account_telegram_id")),
    )
    op.create_index(
        "ix_account_menu_due",
        "account",
        ["id"],
        unique=False,
        sqlite_where=sa.text("menu_due"),
        postgresql_where=sa.text("menu_due"),
    )
    op.create_index(op.f("ix_account_patient_id"), "account", ["patient_id"], unique=False)
    op.create_table(
        "chat_alias",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["peer_group.id"], name=op.f("fk_chat_alias_group_id")
        ),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_chat_alias")),
    )
    op.create_index(op.f("ix_chat_alias_group_id"), "chat_alias", ["group_id"], unique=False)
    op.create_table(
        "checkin",
        sa.Column("id", ID, nullable=False),
        sa.Column("patient_id", ID, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answer", WORD, nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("unanswered_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_checkin_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkin")),
    )
    op.create_index("ix_checkin_patient_asked", "checkin", ["patient_id", "asked_at"], unique=False)
    op.create_index(
        "ix_checkin_unanswered",
        "checkin",
        ["asked_at"],
        unique=False,
        sqlite_where=sa.text("answered_at IS NULL AND unanswered_at IS NULL"),
        postgresql_where=sa.text("answered_at IS NULL AND unanswered_at IS NULL"),
    )
    op.create_table(
        "greeting",
        sa.Column("id", ID, nullable=False),
        sa.Column("patient_id", ID, nullable=False),
        sa.Column("requested_at", MOMENT, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.Column("asked_leader", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_greeting_patient_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_greeting")),
    )
    op.create_index(op.f("ix_greeting_patient_id"), "greeting", ["patient_id"], unique=False)
    op.create_index(
        "ix_greeting_waiting",
        "greeting",
        ["requested_at"],
        unique=False,
        sqlite_where=sa.text("asked_at IS NULL"),
        postgresql_where=sa.text("asked_at IS NULL"),
    )
    op.create_table(
        "meeting",
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("place", sa.String(length=120), nullable=True),
        sa.Column("state", WORD, nullable=False),
        sa.Column("rule_on", sa.Date(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("announce", WORD, nullable=True),
        sa.Column("announce_by", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("summary_at", MOMENT, nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["peer_group.id"], name=op.f("fk_meeting_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index(
        "ix_meeting_announced",
        "meeting",
        ["announce_by"],
        unique=False,
        sqlite_where=sa.text("announce IS NOT NULL"),
        postgresql_where=sa.text("announce IS NOT NULL"),
    )
    op.create_index("ix_meeting_group_starts", "meeting", ["group_id", "starts_at"], unique=False)
    op.create_index(
        "ix_meeting_unsettled",
        "meeting",
        ["starts_at"],
        unique=False,
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )
    op.create_table(
        "moderation_case",
        sa.Column("id", ID, nullable=False),
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
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.Column("objected_at", MOMENT, nullable=True),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["peer_group.id"], name=op.f("fk_moderation_case_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_case")),
        sa.UniqueConstraint(
            "group_id", "message_id", name=op.f("uq_moderation_case_group_id_message_id")
        ),
    )
    op.create_table(
        "need",
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.Column("topic", WORD, nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("file_id", sa.String(length=200), nullable=True),
        sa.Column("sentence", sa.String(length=200), nullable=True),
        sa.Column("state", WORD, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("joined_into", ID, nullable=True),
        sa.Column("sent_to", sa.String(length=80), nullable=True),
        sa.Column("answer", sa.String(length=400), nullable=True),
        sa.Column("promised_until", sa.Date(), nullable=True),
        sa.Column("raised_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("solved_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["peer_group.id"], name=op.f("fk_need_group_id")),
        sa.ForeignKeyConstraint(["joined_into"], ["need.id"], name=op.f("fk_need_joined_into")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need")),
    )
    op.create_index(op.f("ix_need_group_id"), "need", ["group_id"], unique=False)
    op.create_index("ix_need_state", "need", ["state", "promised_until"], unique=False)
    op.create_table(
        "pause",
        sa.Column("id", ID, nullable=False),
        sa.Column("patient_id", ID, nullable=True),
        sa.Column("group_id", ID, nullable=True),
        sa.Column("reason", WORD, nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "(patient_id IS NULL) <> (group_id IS NULL)", name=op.f("ck_pause_one_subject")
        ),
        sa.ForeignKeyConstraint(["group_id"], ["peer_group.id"], name=op.f("fk_pause_group_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_pause_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pause")),
    )
    op.create_index(op.f("ix_pause_group_id"), "pause", ["group_id"], unique=False)
    op.create_index(op.f("ix_pause_patient_id"), "pause", ["patient_id"], unique=False)
    op.create_table(
        "starter",
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("key", WORD, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["peer_group.id"], name=op.f("fk_starter_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_starter")),
        sa.UniqueConstraint("group_id", "day", name=op.f("uq_starter_group_id_day")),
    )
    op.create_table(
        "stock_out",
        sa.Column("id", ID, nullable=False),
        sa.Column("medicine_id", ID, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["medicine_id"], ["medicine.id"], name=op.f("fk_stock_out_medicine_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_out")),
    )
    op.create_index(op.f("ix_stock_out_medicine_id"), "stock_out", ["medicine_id"], unique=False)
    op.create_table(
        "treatment",
        sa.Column("id", ID, nullable=False),
        sa.Column("patient_id", ID, nullable=False),
        sa.Column("medicine_id", ID, nullable=False),
        sa.Column("spoken_name", sa.String(length=80), nullable=False),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.Column("storage", WORD, nullable=True),
        sa.ForeignKeyConstraint(
            ["medicine_id"], ["medicine.id"], name=op.f("fk_treatment_medicine_id")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_treatment_patient_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_treatment")),
    )
    op.create_index(op.f("ix_treatment_medicine_id"), "treatment", ["medicine_id"], unique=False)
    op.create_index(
        "uq_treatment_medicine", "treatment", ["patient_id", "medicine_id"], unique=True
    )
    op.create_table(
        "adherence_summary",
        sa.Column("treatment_id", ID, autoincrement=False, nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=True),
        sa.Column("remaining", PILLS, nullable=True),
        sa.Column("source", WORD, nullable=True),
        sa.Column("since_on", sa.Date(), nullable=True),
        sa.Column("since_stock", PILLS, nullable=True),
        sa.Column("counts_used", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("taken", PILLS, nullable=True),
        sa.Column("expected", sa.Double(), nullable=True),
        sa.Column("fraction", sa.Double(), nullable=True),
        sa.Column("no_fraction_because", WORD, nullable=True),
        sa.Column("band", WORD, nullable=False),
        sa.Column("decided_band", WORD, nullable=False),
        sa.Column("trend", WORD, nullable=True),
        sa.Column("confidence", WORD, nullable=True),
        sa.Column("run_out_on", sa.Date(), nullable=True),
        sa.Column("injection_due_on", sa.Date(), nullable=True),
        sa.Column("reckoned_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["treatment_id"], ["treatment.id"], name=op.f("fk_adherence_summary_treatment_id")
        ),
        sa.PrimaryKeyConstraint("treatment_id", name=op.f("pk_adherence_summary")),
    )
    op.create_table(
        "assisted_count",
        sa.Column("id", ID, nullable=False),
        sa.Column("patient_id", ID, nullable=False),
        sa.Column("treatment_id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("media", WORD, nullable=False),
        sa.Column("file_id", sa.String(length=200), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("next_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_as", WORD, nullable=True),
        sa.Column("ended_by", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_assisted_count_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["ended_by"], ["account.id"], name=op.f("fk_assisted_count_ended_by")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_assisted_count_patient_id")
        ),
        sa.ForeignKeyConstraint(
            ["treatment_id"], ["treatment.id"], name=op.f("fk_assisted_count_treatment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assisted_count")),
    )
    op.create_index(op.f("ix_assisted_count_next_at"), "assisted_count", ["next_at"], unique=False)
    op.create_index(
        op.f("ix_assisted_count_treatment_id"), "assisted_count", ["treatment_id"], unique=False
    )
    op.create_table(
        "attendance",
        sa.Column("id", ID, nullable=False),
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("patient_id", ID, nullable=True),
        sa.Column("mark", sa.Integer(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("marked_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_attendance_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_attendance_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_attendance_patient_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint(
            "meeting_id", "patient_id", name=op.f("uq_attendance_meeting_id_patient_id")
        ),
    )
    op.create_index(op.f("ix_attendance_account_id"), "attendance", ["account_id"], unique=False)
    op.create_index(op.f("ix_attendance_patient_id"), "attendance", ["patient_id"], unique=False)
    op.create_table(
        "consent",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("patient_id", ID, nullable=False),
        sa.Column("scope", WORD, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", WORD, nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_consent_account_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_consent_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_account_id"), "consent", ["account_id"], unique=False)
    op.create_index(op.f("ix_consent_patient_id"), "consent", ["patient_id"], unique=False)
    op.create_table(
        "dispensing",
        sa.Column("id", ID, nullable=False),
        sa.Column("treatment_id", ID, nullable=False),
        sa.Column("quantity", PILLS, nullable=False),
        sa.Column("dispensed_on", sa.Date(), nullable=False),
        sa.Column("source", WORD, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("replaced_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["treatment_id"], ["treatment.id"], name=op.f("fk_dispensing_treatment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispensing")),
    )
    op.create_index(
        op.f("ix_dispensing_treatment_id"), "dispensing", ["treatment_id"], unique=False
    )
    op.create_table(
        "holder",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("patient_id", ID, nullable=False),
        sa.Column("role", WORD, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_holder_account_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_holder_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holder")),
    )
    op.create_index(op.f("ix_holder_patient_id"), "holder", ["patient_id"], unique=False)
    op.create_index(
        "uq_holder_open",
        "holder",
        ["account_id", "patient_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "join_request",
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("name", sa.String(length=140), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("let_in", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_join_request_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["peer_group.id"], name=op.f("fk_join_request_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_request")),
    )
    op.create_index(
        op.f("ix_join_request_account_id"), "join_request", ["account_id"], unique=False
    )
    op.create_index(
        "uq_join_request_open",
        "join_request",
        ["group_id", "account_id"],
        unique=True,
        sqlite_where=sa.text("decided_at IS NULL"),
        postgresql_where=sa.text("decided_at IS NULL"),
    )
    op.create_table(
        "meeting_count",
        sa.Column("id", ID, nullable=False),
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("treatment_id", ID, nullable=False),
        sa.Column("mark", sa.Integer(), nullable=False),
        sa.Column("remaining", PILLS, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("counted_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_meeting_count_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_count_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["treatment_id"], ["treatment.id"], name=op.f("fk_meeting_count_treatment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_count")),
        sa.UniqueConstraint(
            "meeting_id", "treatment_id", name=op.f("uq_meeting_count_meeting_id_treatment_id")
        ),
    )
    op.create_index(
        op.f("ix_meeting_count_account_id"), "meeting_count", ["account_id"], unique=False
    )
    op.create_index(
        op.f("ix_meeting_count_treatment_id"), "meeting_count", ["treatment_id"], unique=False
    )
    op.create_table(
        "membership",
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("role", WORD, nullable=False),
        sa.Column("rests_until", sa.Date(), nullable=True),
        sa.Column("leads_until", sa.Date(), nullable=True),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.Column("left_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_membership_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["peer_group.id"], name=op.f("fk_membership_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    op.create_index(op.f("ix_membership_account_id"), "membership", ["account_id"], unique=False)
    op.create_index(
        "uq_membership_open",
        "membership",
        ["group_id", "account_id"],
        unique=True,
        sqlite_where=sa.text("left_at IS NULL"),
        postgresql_where=sa.text("left_at IS NULL"),
    )
    op.create_table(
        "moderation_report",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_moderation_report_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["moderation_case.id"], name=op.f("fk_moderation_report_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_report")),
        sa.UniqueConstraint(
            "case_id", "account_id", name=op.f("uq_moderation_report_case_id_account_id")
        ),
    )
    op.create_index(
        "ix_moderation_report_account_at", "moderation_report", ["account_id", "at"], unique=False
    )
    op.create_table(
        "need_voice",
        sa.Column("id", ID, nullable=False),
        sa.Column("need_id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=True),
        sa.Column("said_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_need_voice_account_id")
        ),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_need_voice_need_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_voice")),
        sa.UniqueConstraint("need_id", "account_id", name=op.f("uq_need_voice_need_id_account_id")),
    )
    op.create_index(op.f("ix_need_voice_account_id"), "need_voice", ["account_id"], unique=False)
    op.create_table(
        "pill_count",
        sa.Column("id", ID, nullable=False),
        sa.Column("treatment_id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=True),
        sa.Column("counted_at", MOMENT, nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("remaining", PILLS, nullable=False),
        sa.Column("source", WORD, nullable=False),
        sa.Column("lost", PILLS, nullable=False),
        sa.Column("hard", WORD, nullable=True),
        sa.Column("doubtful", sa.Boolean(), nullable=False),
        sa.Column("replaced_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_pill_count_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["treatment_id"], ["treatment.id"], name=op.f("fk_pill_count_treatment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pill_count")),
    )
    op.create_index(op.f("ix_pill_count_account_id"), "pill_count", ["account_id"], unique=False)
    op.create_index(
        "ix_pill_count_latest", "pill_count", ["treatment_id", "counted_at"], unique=False
    )
    op.create_table(
        "regimen",
        sa.Column("id", ID, nullable=False),
        sa.Column("treatment_id", ID, nullable=False),
        sa.Column("doses_num", sa.Integer(), nullable=False),
        sa.Column("doses_den", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("pattern", WORD, nullable=False),
        sa.Column("every_days", sa.Integer(), nullable=False),
        sa.Column("week", sa.String(length=80), nullable=True),
        sa.CheckConstraint(
            "doses_num > 0 AND doses_den > 0", name=op.f("ck_regimen_positive_dose")
        ),
        sa.ForeignKeyConstraint(
            ["treatment_id"], ["treatment.id"], name=op.f("fk_regimen_treatment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regimen")),
    )
    op.create_index(op.f("ix_regimen_treatment_id"), "regimen", ["treatment_id"], unique=False)
    op.create_table(
        "rsvp",
        sa.Column("id", ID, nullable=False),
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("attending", sa.Boolean(), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_rsvp_account_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_rsvp_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rsvp")),
        sa.UniqueConstraint("meeting_id", "account_id", name=op.f("uq_rsvp_meeting_id_account_id")),
    )
    op.create_index(op.f("ix_rsvp_account_id"), "rsvp", ["account_id"], unique=False)
    op.create_table(
        "safety_question",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("clinic_id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=True),
        sa.Column("patient_id", ID, nullable=True),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("signs", sa.String(length=200), nullable=False),
        sa.Column("said_in_group", sa.Boolean(), nullable=False),
        sa.Column("times_asked", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("next_at", MOMENT, nullable=True),
        sa.Column("answer", WORD, nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_safety_question_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["clinic_id"], ["clinic.id"], name=op.f("fk_safety_question_clinic_id")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["peer_group.id"], name=op.f("fk_safety_question_group_id")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_safety_question_patient_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_question")),
    )
    op.create_index("ix_safety_question_next_at", "safety_question", ["next_at"], unique=False)
    op.create_index(
        "uq_safety_question_open",
        "safety_question",
        ["account_id", "kind"],
        unique=True,
        sqlite_where=sa.text("next_at IS NOT NULL"),
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
    op.create_table(
        "sanction",
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.Column("actor_kind", WORD, nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("state", WORD, nullable=False),
        sa.Column("why", WORD, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("outbox_key", sa.String(length=60), nullable=True),
        sa.Column("checked_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["moderation_case.id"], name=op.f("fk_sanction_case_id")
        ),
        sa.ForeignKeyConstraint(["group_id"], ["peer_group.id"], name=op.f("fk_sanction_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sanction")),
    )
    op.create_index(op.f("ix_sanction_case_id"), "sanction", ["case_id"], unique=False)
    op.create_index(op.f("ix_sanction_group_id"), "sanction", ["group_id"], unique=False)
    op.create_index("ix_sanction_kind_state", "sanction", ["kind", "state"], unique=False)
    op.create_index(
        "ix_sanction_under_way",
        "sanction",
        ["outbox_key"],
        unique=False,
        sqlite_where=sa.text("outbox_key IS NOT NULL"),
        postgresql_where=sa.text("outbox_key IS NOT NULL"),
    )
    op.create_table(
        "staff",
        sa.Column("id", ID, nullable=False),
        sa.Column("clinic_id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("role", WORD, nullable=False),
        sa.Column("on_call", sa.Boolean(), nullable=False),
        sa.Column("left_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_staff_account_id")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name=op.f("fk_staff_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
    )
    op.create_index(op.f("ix_staff_account_id"), "staff", ["account_id"], unique=False)
    op.create_index(op.f("ix_staff_clinic_id"), "staff", ["clinic_id"], unique=False)
    op.create_table(
        "story",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("patient_id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("parts", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("retell", sa.Boolean(), nullable=False),
        sa.Column("retelling", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("retold_by", ID, nullable=True),
        sa.Column("name_choice", WORD, nullable=False),
        sa.Column("shown_name", sa.String(length=80), nullable=True),
        sa.Column("audience", WORD, nullable=False),
        sa.Column("programme", WORD, nullable=True),
        sa.Column("theme", WORD, nullable=True),
        sa.Column("consented_at", MOMENT, nullable=False),
        sa.Column("consent_version", sa.Integer(), nullable=False),
        sa.Column("ask_again_at", MOMENT, nullable=True),
        sa.Column("language", WORD, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("waits_for", WORD, nullable=True),
        sa.Column("needs_clinic", sa.Boolean(), nullable=False),
        sa.Column("claimed_by", ID, nullable=True),
        sa.Column("claimed_until", MOMENT, nullable=True),
        sa.Column("nudge_at", MOMENT, nullable=True),
        sa.Column("nudges", sa.Integer(), nullable=False),
        sa.Column("publish_at", MOMENT, nullable=True),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_story_account_id")),
        sa.ForeignKeyConstraint(["claimed_by"], ["account.id"], name=op.f("fk_story_claimed_by")),
        sa.ForeignKeyConstraint(["group_id"], ["peer_group.id"], name=op.f("fk_story_group_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_story_patient_id")),
        sa.ForeignKeyConstraint(["retold_by"], ["account.id"], name=op.f("fk_story_retold_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story")),
    )
    op.create_index(op.f("ix_story_account_id"), "story", ["account_id"], unique=False)
    op.create_index("ix_story_ask_again_at", "story", ["ask_again_at"], unique=False)
    op.create_index(op.f("ix_story_group_id"), "story", ["group_id"], unique=False)
    op.create_index("ix_story_nudge_at", "story", ["nudge_at"], unique=False)
    op.create_index(op.f("ix_story_patient_id"), "story", ["patient_id"], unique=False)
    op.create_index("ix_story_publish_at", "story", ["publish_at"], unique=False)
    op.create_table(
        "alert",
        sa.Column("id", ID, nullable=False),
        sa.Column("dedup_key", sa.String(length=80), nullable=False),
        sa.Column("clinic_id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=True),
        sa.Column("patient_id", ID, nullable=True),
        sa.Column("account_id", ID, nullable=True),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("severity", WORD, nullable=False),
        sa.Column("status", WORD, nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("signs", sa.String(length=200), nullable=False),
        sa.Column("said_in_group", sa.Boolean(), nullable=False),
        sa.Column("occurrences", sa.Integer(), nullable=False),
        sa.Column("episode", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("loop", sa.Integer(), nullable=False),
        sa.Column("nags", sa.Integer(), nullable=False),
        sa.Column("next_action_at", MOMENT, nullable=True),
        sa.Column("acked_by", ID, nullable=True),
        sa.Column("offered_to", ID, nullable=True),
        sa.Column("raised_at", MOMENT, nullable=False),
        sa.Column("acked_at", MOMENT, nullable=True),
        sa.Column("resolved_at", MOMENT, nullable=True),
        sa.Column("resolved_by", ID, nullable=True),
        sa.Column("outcome", WORD, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("previous_id", sa.BigInteger(), nullable=True),
        sa.Column("erase_when_closed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint(
            "(status = 'acked') = (acked_by IS NOT NULL)", name=op.f("ck_alert_acked_has_holder")
        ),
        sa.CheckConstraint(
            "(status = 'resolved') = (next_action_at IS NULL)", name=op.f("ck_alert_open_has_next")
        ),
        sa.CheckConstraint(
            "status IN ('triggered', 'acked', 'snoozed', 'resolved')",
            name=op.f("ck_alert_known_status"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_alert_account_id")),
        sa.ForeignKeyConstraint(["acked_by"], ["staff.id"], name=op.f("fk_alert_acked_by")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name=op.f("fk_alert_clinic_id")),
        sa.ForeignKeyConstraint(["group_id"], ["peer_group.id"], name=op.f("fk_alert_group_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_alert_patient_id")),
        sa.ForeignKeyConstraint(["resolved_by"], ["staff.id"], name=op.f("fk_alert_resolved_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
    )
    op.create_index(op.f("ix_alert_account_id"), "alert", ["account_id"], unique=False)
    op.create_index(op.f("ix_alert_acked_by"), "alert", ["acked_by"], unique=False)
    op.create_index(op.f("ix_alert_clinic_id"), "alert", ["clinic_id"], unique=False)
    op.create_index(op.f("ix_alert_group_id"), "alert", ["group_id"], unique=False)
    op.create_index("ix_alert_next_action_at", "alert", ["next_action_at"], unique=False)
    op.create_index(op.f("ix_alert_patient_id"), "alert", ["patient_id"], unique=False)
    op.create_index(op.f("ix_alert_resolved_by"), "alert", ["resolved_by"], unique=False)
    op.create_index(
        "uq_alert_open",
        "alert",
        ["dedup_key"],
        unique=True,
        sqlite_where=sa.text("status <> 'resolved'"),
        postgresql_where=sa.text("status <> 'resolved'"),
    )
    op.create_table(
        "oncall_swap",
        sa.Column("id", ID, nullable=False),
        sa.Column("from_staff_id", ID, nullable=False),
        sa.Column("to_staff_id", ID, nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["from_staff_id"], ["staff.id"], name=op.f("fk_oncall_swap_from_staff_id")
        ),
        sa.ForeignKeyConstraint(
            ["to_staff_id"], ["staff.id"], name=op.f("fk_oncall_swap_to_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oncall_swap")),
    )
    op.create_index(
        op.f("ix_oncall_swap_from_staff_id"), "oncall_swap", ["from_staff_id"], unique=False
    )
    op.create_index(
        op.f("ix_oncall_swap_to_staff_id"), "oncall_swap", ["to_staff_id"], unique=False
    )
    op.create_table(
        "phone_call",
        sa.Column("id", ID, nullable=False),
        sa.Column("patient_id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("result", WORD, nullable=False),
        sa.Column("risk", sa.Integer(), nullable=False),
        sa.Column("called_on", sa.Date(), nullable=False),
        sa.Column("called_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_phone_call_patient_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_phone_call_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_call")),
        sa.UniqueConstraint(
            "patient_id", "called_on", name=op.f("uq_phone_call_patient_id_called_on")
        ),
    )
    op.create_index(op.f("ix_phone_call_staff_id"), "phone_call", ["staff_id"], unique=False)
    op.create_table(
        "review",
        sa.Column("id", ID, nullable=False),
        sa.Column("story_id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("reader", WORD, nullable=False),
        sa.Column("decision", WORD, nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=True),
        sa.Column("story_version", sa.Integer(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_review_account_id")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_review_story_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_index(op.f("ix_review_account_id"), "review", ["account_id"], unique=False)
    op.create_index(op.f("ix_review_story_id"), "review", ["story_id"], unique=False)
    op.create_table(
        "shift",
        sa.Column("id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("weekdays", sa.String(length=7), nullable=True),
        sa.Column("on_date", sa.Date(), nullable=True),
        sa.Column("on_call", sa.Boolean(), nullable=False),
        sa.Column("from_hour", sa.Integer(), nullable=False),
        sa.Column("until_hour", sa.Integer(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "(weekdays IS NULL) <> (on_date IS NULL)", name=op.f("ck_shift_weekly_or_once")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_shift_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift")),
    )
    op.create_index(op.f("ix_shift_staff_id"), "shift", ["staff_id"], unique=False)
    op.create_table(
        "story_consent",
        sa.Column("id", ID, nullable=False),
        sa.Column("story_id", ID, nullable=False),
        sa.Column("layer", WORD, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", WORD, nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("holds_until", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_story_consent_story_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_consent")),
    )
    op.create_index(
        "uq_story_consent_standing",
        "story_consent",
        ["story_id", "layer"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "alert_event",
        sa.Column("id", ID, nullable=False),
        sa.Column("alert_id", ID, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("happened_at", MOMENT, nullable=True),
        sa.Column("type", WORD, nullable=False),
        sa.Column("staff_id", ID, nullable=True),
        sa.Column("via", WORD, nullable=False),
        sa.Column("from_status", WORD, nullable=True),
        sa.Column("to_status", WORD, nullable=False),
        sa.Column("episode", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_alert_event_alert_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_alert_event_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_event")),
        sa.UniqueConstraint("alert_id", "sequence", name=op.f("uq_alert_event_alert_id_sequence")),
    )
    op.create_table(
        "voice_message",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("question_id", ID, nullable=True),
        sa.Column("alert_id", ID, nullable=True),
        sa.Column("medium", WORD, nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_voice_message_account_id")
        ),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_voice_message_alert_id")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["safety_question.id"], name=op.f("fk_voice_message_question_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voice_message")),
    )
    op.create_index(
        op.f("ix_voice_message_account_id"), "voice_message", ["account_id"], unique=False
    )
    op.create_index(op.f("ix_voice_message_alert_id"), "voice_message", ["alert_id"], unique=False)
    op.create_index(
        op.f("ix_voice_message_question_id"), "voice_message", ["question_id"], unique=False
    )


def downgrade() -> None:
    for table in (
        "voice_message",
        "alert_event",
        "story_consent",
        "shift",
        "review",
        "phone_call",
        "oncall_swap",
        "alert",
        "story",
        "staff",
        "sanction",
        "safety_question",
        "rsvp",
        "regimen",
        "pill_count",
        "need_voice",
        "moderation_report",
        "membership",
        "meeting_count",
        "join_request",
        "holder",
        "dispensing",
        "consent",
        "attendance",
        "assisted_count",
        "adherence_summary",
        "treatment",
        "stock_out",
        "starter",
        "pause",
        "need",
        "moderation_case",
        "meeting",
        "greeting",
        "checkin",
        "chat_alias",
        "account",
        "peer_group",
        "patient",
        "own_words",
        "medicine",
        "invite",
        "holiday",
        "first_aid",
        "escalation_step",
        "claim_answer_approval",
        "attempt",
        "update_seen",
        "story_helped",
        "story_draft",
        "slot",
        "recording",
        "outbox",
        "lease",
        "heartbeat",
        "flood_run",
        "dialog",
        "deployment",
        "dead_letter",
        "clinic",
        "audit",
        "alert_command",
    ):
        op.drop_table(table)
