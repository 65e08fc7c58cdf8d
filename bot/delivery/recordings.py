"""Finds the recordings for claimed messages of people who want to hear them."""

from collections.abc import Iterable

from bot.delivery.envelope import Envelope
from bot.texts.recordings.prompts import prompt_for_message, words_hash
from db.queries.recordings import recordings
from db.session import UnitOfWork


async def attach_recordings(session: UnitOfWork, envelopes: Iterable[Envelope]) -> None:
    """A recording whose words have changed since is not used."""
    wanted = [
        (p, key) for p in envelopes if p.voice and (key := prompt_for_message(p.template, p.params))
    ]
    if not wanted:
        return
    held = {(row.prompt, row.language): row for row in await recordings(session)}
    for envelope, key in wanted:
        row = held.get((key, envelope.language))
        if row is not None and row.text_hash == words_hash(key, envelope.language):
            envelope.recording = row.file_id
