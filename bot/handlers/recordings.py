"""/awaz: staff and leaders read the prompts aloud, one after another, and hear each back."""

from typing import Any

from bot.context import Turn
from bot.services.recordings import keep_recording
from bot.texts.recordings.prompts import PROMPTS, SPOKEN_IN, hash_of, states_of, words_of
from db.enums import Language
from db.queries.groups import groups_led_by
from db.queries.recordings import recordings

ORDER = tuple(prompt.key for prompt in PROMPTS)
LONGEST_SECONDS = 60


async def begin(turn: Turn) -> None:
    if not await _may_record(turn):
        return turn.say("recordings.only_ours")
    states = [(language, await _states(turn, language)) for language in SPOKEN_IN]
    left = [[language.value, _open(found)] for language, found in states]
    return turn.say("recordings.choose", open=left)


async def language_chosen(turn: Turn) -> None:
    language = next((one for one in SPOKEN_IN if [one.value] == turn.pressed), None)
    if language is None or not await _may_record(turn):
        return turn.say("menu.old_button")
    states = await _states(turn, language)
    first = next((at for at, key in enumerate(ORDER) if states[key] != "fresh"), 0)
    return await _show(turn, language, first)


async def went(turn: Turn) -> None:
    """◀️ ⏭ ✋ and, under what was recorded, ✅ 🔁."""
    waiting = turn.me.waiting
    if waiting is None or waiting.flow != "voices" or len(turn.pressed) != 1:
        return turn.say("menu.old_button")
    language, at = Language(waiting.data["language"]), int(waiting.data["at"])
    match turn.pressed[0]:
        case "keep" if waiting.step == "listen":
            return await _keep(turn, language, waiting.data)
        case "again":
            return await _show(turn, language, at)
        case "skip":
            return await _show(turn, language, at + 1)
        case "back":
            return await _show(turn, language, max(0, at - 1))
        case "end":
            return await _end(turn, language)
    return turn.say("menu.old_button")


async def heard(turn: Turn) -> None:
    """Anything that is sent while a voice is waited for."""
    waiting, message = turn.me.waiting, turn.message
    assert waiting is not None
    if message is None or message.voice is None:
        return turn.say("recordings.no_voice")
    if int(message.voice.to_dict()["duration"]) > LONGEST_SECONDS:
        return turn.say("recordings.too_long")
    file_id = message.voice.file_id
    turn.wait("voices", "listen", **{**waiting.data, "file_id": file_id})
    return turn.say("recordings.listen", voice=file_id)


async def _keep(turn: Turn, language: Language, data: dict[str, Any]) -> None:
    if not await _may_record(turn):
        return turn.say("recordings.only_ours")
    key = ORDER[int(data["at"])]
    await keep_recording(
        turn.session,
        turn.actor,
        key,
        language,
        file_id=data["file_id"],
        text_hash=data["text_hash"],
        now=turn.now,
    )
    states = await _states(turn, language)
    following = range(int(data["at"]) + 1, len(ORDER))
    return await _show(
        turn, language, next((at for at in following if states[ORDER[at]] != "fresh"), len(ORDER))
    )


async def _show(turn: Turn, language: Language, at: int) -> None:
    """The prompt number `at`; past the last the recording is over."""
    if at >= len(ORDER):
        return await _end(turn, language)
    key = ORDER[at]
    states = await _states(turn, language)
    words, text_hash = words_of(key, language), hash_of(key, language)
    turn.wait("voices", "record", language=language.value, at=at, text_hash=text_hash)
    return turn.say(
        "recordings.read_this", at=at + 1, of=len(ORDER), words=words, state=states[key]
    )


async def _end(turn: Turn, language: Language) -> None:
    turn.done_waiting()
    turn.say("recordings.ended", open=_open(await _states(turn, language)))


async def _states(turn: Turn, language: Language) -> dict[str, str]:
    held = {r.prompt: r.text_hash for r in await recordings(turn.session) if r.language == language}
    return states_of(held, language)


def _open(states: dict[str, str]) -> int:
    return sum(state != "fresh" for state in states.values())


async def _may_record(turn: Turn) -> bool:
    if turn.me.staff is not None:
        return True
    return bool(await groups_led_by(turn.session, turn.me.account_id))


COMMANDS = {"awaz": begin}
PRESSES = {"awaz": language_chosen, "awaz_go": went}
FLOWS = {"voices": heard}
