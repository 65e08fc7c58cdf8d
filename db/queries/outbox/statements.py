"""The statements of the relay: which rows are due, whether they may still be sent, their results.

They are built once and run on the bare connection, because this is a hot path. The words `pending`
and `sending` are literals in them: only then do both databases use the partial indexes.
"""

from typing import Any

from sqlalchemy import (
    BindParameter,
    Boolean,
    and_,
    bindparam,
    case,
    exists,
    func,
    insert,
    literal_column,
    not_,
    null,
    or_,
    select,
    text,
    update,
)

from db.base import UtcDateTime, table_of
from db.enums import ConsentScope, MemberRole, SendOutcome, StoryState
from db.models import (
    Account,
    Alert,
    Attempt,
    ChatAlias,
    Consent,
    Group,
    Membership,
    Outbox,
    Patient,
    Staff,
    Story,
    StoryConsent,
)

outbox = table_of(Outbox)
attempt = table_of(Attempt)
in_flight = outbox.alias("in_flight")
target = outbox.alias("target")

NOW = bindparam("now", type_=UtcDateTime)
IDS: BindParameter[Any] = bindparam("ids", expanding=True)
PENDING = outbox.c.status == literal_column("'pending'")
SENDING = outbox.c.status == literal_column("'sending'")
FOR_ACCOUNT = outbox.c.dest_kind == literal_column("'account'")
FOR_GROUP = outbox.c.dest_kind == literal_column("'group'")


CANDIDATES = (
    select(outbox.c.id, outbox.c.dest_kind, outbox.c.dest_id)
    .where(
        PENDING,
        outbox.c.carried_by.is_(None),
        outbox.c.not_before <= NOW,
        not_(and_(FOR_ACCOUNT, outbox.c.dest_id.in_(bindparam("accounts", expanding=True)))),
        not_(and_(FOR_GROUP, outbox.c.dest_id.in_(bindparam("groups", expanding=True)))),
        ~exists().where(
            in_flight.c.status == literal_column("'sending'"),
            in_flight.c.dest_kind == outbox.c.dest_kind,
            in_flight.c.dest_id == outbox.c.dest_id,
        ),
    )
    .order_by(outbox.c.priority, outbox.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True, of=outbox)
)

_consents = exists().where(
    Consent.patient_id == outbox.c.patient_id,
    Consent.scope == ConsentScope.CARE.value,
    Consent.withdrawn_at.is_(None),
)
_stays = exists().where(Patient.id == outbox.c.patient_id, Patient.left_on.is_(None))
_telling = and_(
    Story.state.in_((StoryState.APPROVED.value, StoryState.PUBLISHED.value)),
    exists().where(
        StoryConsent.story_id == outbox.c.story_id,
        StoryConsent.layer == outbox.c.story_layer,
        StoryConsent.ended_at.is_(None),
        StoryConsent.given_at <= NOW,
        StoryConsent.holds_until > NOW,
    ),
)
READS = or_(
    and_(outbox.c.for_clinic.is_(None), outbox.c.for_group.is_(None)),
    exists().where(
        Staff.account_id == outbox.c.dest_id,
        Staff.clinic_id == outbox.c.for_clinic,
        Staff.left_at.is_(None),
    ),
    exists().where(
        Membership.account_id == outbox.c.dest_id,
        Membership.group_id == outbox.c.for_group,
        Membership.role == MemberRole.LEADER.value,
        Membership.left_at.is_(None),
    ),
)
_moved = exists().where(
    ChatAlias.group_id == outbox.c.dest_id, ChatAlias.since > outbox.c.created_at
)

DETAILS = (
    select(
        outbox.c.id,
        outbox.c.klass,
        outbox.c.priority,
        outbox.c.method,
        outbox.c.dest_kind,
        outbox.c.dest_id,
        outbox.c.template,
        outbox.c.params,
        outbox.c.target_message_id,
        outbox.c.target_outbox_id,
        outbox.c.alert_id,
        outbox.c.tries,
        outbox.c.last_code,
        (outbox.c.expires_at <= NOW).label("expired"),
        case((FOR_ACCOUNT, Account.telegram_id), else_=Group.chat_id).label("chat_id"),
        case((FOR_ACCOUNT, Account.language), else_=Group.language).label("language"),
        Account.unreachable_since.is_not(None).label("unreachable"),
        Group.state.label("group_state"),
        or_(
            outbox.c.episode.is_(None),
            and_(
                func.coalesce(Alert.status, "") == "triggered",
                Alert.episode == outbox.c.episode,
            ),
        ).label("still_open"),
        or_(outbox.c.patient_id.is_(None), and_(_consents, _stays)).label("consented"),
        or_(outbox.c.story_layer.is_(None), _telling).label("story_allowed"),
        READS.label("reads"),
        target.c.status.label("target_status"),
        target.c.tries.label("target_tries"),
        target.c.sent_chat_id.label("target_chat_id"),
        target.c.sent_message_id.label("target_sent_id"),
        and_(FOR_GROUP, outbox.c.method != "send", _moved).label("moved"),
        Account.digits,
        Account.voice,
    )
    .select_from(outbox)
    .outerjoin(Account, and_(FOR_ACCOUNT, Account.id == outbox.c.dest_id))
    .outerjoin(Group, and_(FOR_GROUP, Group.id == outbox.c.dest_id))
    .outerjoin(Alert, Alert.id == outbox.c.alert_id)
    .outerjoin(Story, Story.id == outbox.c.story_id)
    .outerjoin(target, target.c.id == outbox.c.target_outbox_id)
    .where(outbox.c.id.in_(IDS))
)

_DONE = outbox.c.status.in_([literal_column("'sent'"), literal_column("'unknown'")])
BOT_INITIATED = select(outbox.c.dest_kind, outbox.c.dest_id, outbox.c.done_at).where(
    # Word for word as in the partial index, or no database uses it.
    text("klass IN ('reminder', 'story')"),
    outbox.c.method == "send",
    or_(
        and_(FOR_ACCOUNT, outbox.c.dest_id.in_(bindparam("accounts", expanding=True))),
        and_(FOR_GROUP, outbox.c.dest_id.in_(bindparam("groups", expanding=True))),
    ),
    or_(
        and_(_DONE, outbox.c.done_at > bindparam("since", type_=UtcDateTime)),
        and_(bindparam("waiting", type_=Boolean), or_(PENDING, SENDING)),
    ),
)
"""What the bot said first since a moment. With `waiting` also what it is about to say."""

PENDING_EDITS = select(
    outbox.c.id,
    outbox.c.dest_kind,
    outbox.c.dest_id,
    outbox.c.target_message_id,
    outbox.c.target_outbox_id,
).where(
    PENDING,
    outbox.c.priority <= bindparam("priority"),
    outbox.c.method == "edit",
    outbox.c.dest_id.in_(bindparam("dest_ids", expanding=True)),
)

CLAIM = (
    update(outbox)
    .where(outbox.c.id.in_(IDS), PENDING)
    .values(
        status="sending",
        claim_token=bindparam("token"),
        lease_until=bindparam("until", type_=UtcDateTime),
        tries=outbox.c.tries + 1,
    )
    .returning(outbox.c.id)
)

EXPIRED_LEASES = (
    select(
        outbox.c.id,
        outbox.c.klass,
        outbox.c.method,
        outbox.c.dest_kind,
        outbox.c.dest_id,
        outbox.c.alert_id,
        outbox.c.tries,
        outbox.c.claim_token,
        outbox.c.lease_until,
    )
    .where(SENDING, outbox.c.lease_until <= NOW)
    .limit(100)
    .with_for_update(skip_locked=True)
)

CLAIM_TOKENS = (
    select(outbox.c.id, outbox.c.claim_token).where(outbox.c.id.in_(IDS), SENDING).with_for_update()
)

AMBIGUOUS_ATTEMPTS = (
    select(attempt.c.outbox_id, func.count())
    .where(attempt.c.outbox_id.in_(IDS), attempt.c.outcome == SendOutcome.AMBIGUOUS.value)
    .group_by(attempt.c.outbox_id)
)

# A finished row loses its parameters, for privacy.
FINISH = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(
        status=bindparam("status"),
        params=null(),
        claim_token=null(),
        lease_until=null(),
        last_code=bindparam("code"),
        sent_chat_id=bindparam("chat"),
        sent_message_id=bindparam("message"),
        done_at=bindparam("at", type_=UtcDateTime),
    )
)

RETRY = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(
        status="pending",
        claim_token=null(),
        lease_until=null(),
        not_before=bindparam("at", type_=UtcDateTime),
        tries=outbox.c.tries - bindparam("refund"),
        last_code=func.coalesce(bindparam("code"), outbox.c.last_code),
    )
)

ADD_ATTEMPT = insert(attempt)

MARK_REACHABLE = (
    update(table_of(Account))
    .where(Account.id.in_(IDS), Account.unreachable_since.is_not(None))
    .values(unreachable_since=null(), unreachable_reason=null())
)
MARK_UNREACHABLE = (
    update(table_of(Account))
    .where(Account.id == bindparam("row"))
    .values(
        unreachable_since=func.coalesce(Account.unreachable_since, NOW),
        unreachable_reason=bindparam("reason"),
    )
)
MARK_GROUP_LEFT = update(table_of(Group)).where(Group.id == bindparam("row")).values(state="left")
