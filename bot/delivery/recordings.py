"""Which of the claimed messages are spoken, too, and by which recording."""

from collections.abc import Iterable

from bot.delivery.envelope import Parcel
from bot.texts.recordings.prompts import hash_of, prompt_of
from db.queries.recordings import recordings
from db.session import Unit


async def give_voices(session: Unit, parcels: Iterable[Parcel]) -> None:
    """A recording of other words than today's is not played."""
    wanted = [(p, key) for p in parcels if p.voice and (key := prompt_of(p.template, p.params))]
    if not wanted:
        return
    held = {(row.prompt, row.language): row for row in await recordings(session)}
    for parcel, key in wanted:
        row = held.get((key, parcel.language))
        if row is not None and row.text_hash == hash_of(key, parcel.language):
            parcel.recording = row.file_id
