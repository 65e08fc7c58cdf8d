"""Recordings of prompts, read aloud by staff and leaders."""

from datetime import datetime

from sqlalchemy import delete

from bot.services.audit import Actor, record_action
from db.enums import Language
from db.models import Recording
from db.session import UnitOfWork


async def save_recording(
    session: UnitOfWork,
    actor: Actor,
    prompt: str,
    language: Language,
    *,
    file_id: str,
    text_hash: str,
    now: datetime,
) -> None:
    """The newest recording of a prompt replaces the one before."""
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
    record_action(
        session, "record", ("recording", None), actor=actor, detail=f"{prompt} {language}", now=now
    )
