"""Recorded voices: kept for a prompt, and whether a person wants to hear them."""

from datetime import datetime

from sqlalchemy import delete, update

from bot.services.audit import note
from db.enums import Digits, Language
from db.models import Account, Recording
from db.session import Unit

Actor = tuple[str, int]


async def keep_recording(
    session: Unit,
    actor: Actor,
    prompt: str,
    language: Language,
    *,
    file_id: str,
    text_hash: str,
    now: datetime,
) -> None:
    """The newest replaces what was recorded before."""
    await session.execute(
        delete(Recording).where(Recording.prompt == prompt, Recording.language == language)
    )
    session.add(
        Recording(
            prompt=prompt,
            language=language,
            file_id=file_id,
            text_hash=text_hash,
            recorded_at=now,
        )
    )
    await session.flush()
    note(
        session, "record", ("recording", None), actor=actor, detail=f"{prompt} {language}", now=now
    )


async def set_voice(session: Unit, account_id: int, wanted: bool) -> None:
    await session.execute(update(Account).where(Account.id == account_id).values(voice=wanted))


async def set_digits(session: Unit, account_id: int, digits: Digits) -> None:
    await session.execute(update(Account).where(Account.id == account_id).values(digits=digits))
