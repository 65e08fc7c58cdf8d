"""/awaz: staff and leaders record the prompts one after another and listen to each."""

from typing import Any

from bot.context import Turn
from bot.handlers.router import Router
from bot.keyboards.recordings import ChooseRecordingLanguage, GoToPrompt
from bot.services.recordings import save_recording
from bot.texts import menu as menu_texts
from bot.texts.recordings import session as texts
from bot.texts.recordings.prompts import (
    PROMPTS,
    SPOKEN_IN,
    recording_states,
    spoken_words,
    words_hash,
)
from bot.texts.recordings.session import RecordingState, SpokenLanguage
from db.enums import Language
from db.queries.groups import groups_led_by
from db.queries.recordings import recordings

ORDER = tuple(prompt.key for prompt in PROMPTS)
MAX_SECONDS = 60
FLOW = "recording"

router = Router(__name__)


@router.command("awaz")
async def start_recording(turn: Turn) -> None:
    if not await _may_record(turn):
        return turn.say(texts.not_allowed())
    languages = [
        SpokenLanguage(language, _count_to_record(await _states(turn, language)))
        for language in SPOKEN_IN
    ]
    return turn.say(texts.choose_language(languages=languages))


@router.button(ChooseRecordingLanguage)
async def choose_language(turn: Turn, press: ChooseRecordingLanguage) -> None:
    language = press.language
    if language not in SPOKEN_IN or not await _may_record(turn):
        return turn.say(menu_texts.old_button())
    states = await _states(turn, language)
    first = next((at for at, key in enumerate(ORDER) if states[key] != "fresh"), 0)
    return await _show_prompt(turn, language, first)


@router.button(GoToPrompt)
async def go_to_prompt(turn: Turn, press: GoToPrompt) -> None:
    """The buttons ◀️ ⏭ ✋, and under a new recording ✅ 🔁."""
    waiting = turn.me.waiting
    if waiting is None or waiting.flow != FLOW:
        return turn.say(menu_texts.old_button())
    language, at = Language(waiting.data["language"]), int(waiting.data["at"])
    match press.step:
        case "keep" if waiting.step == "listen":
            return await _save_voice(turn, language, waiting.data)
        case "again":
            return await _show_prompt(turn, language, at)
        case "skip":
            return await _show_prompt(turn, language, at + 1)
        case "back":
            return await _show_prompt(turn, language, max(0, at - 1))
        case "end":
            return await _end(turn, language)
    return turn.say(menu_texts.old_button())


@router.flow(FLOW)
async def take_voice(turn: Turn) -> None:
    """Anything sent while the bot waits for a voice message."""
    waiting, message = turn.me.waiting, turn.message
    assert waiting is not None
    if message is None or message.voice is None:
        return turn.say(texts.no_voice())
    if int(message.voice.to_dict()["duration"]) > MAX_SECONDS:
        return turn.say(texts.too_long())
    file_id = message.voice.file_id
    turn.wait(FLOW, "listen", **{**waiting.data, "file_id": file_id})
    return turn.say(texts.listen_back(voice=file_id))


async def _save_voice(turn: Turn, language: Language, data: dict[str, Any]) -> None:
    if not await _may_record(turn):
        return turn.say(texts.not_allowed())
    key = ORDER[int(data["at"])]
    await save_recording(
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
    return await _show_prompt(
        turn, language, next((at for at in following if states[ORDER[at]] != "fresh"), len(ORDER))
    )


async def _show_prompt(turn: Turn, language: Language, at: int) -> None:
    """The prompt at this position; after the last one the session ends."""
    if at >= len(ORDER):
        return await _end(turn, language)
    key = ORDER[at]
    states = await _states(turn, language)
    words, text_hash = spoken_words(key, language), words_hash(key, language)
    turn.wait(FLOW, "record", language=language.value, at=at, text_hash=text_hash)
    return turn.say(texts.read_prompt(at=at + 1, of=len(ORDER), words=words, state=states[key]))


async def _end(turn: Turn, language: Language) -> None:
    turn.stop_waiting()
    to_record = _count_to_record(await _states(turn, language))
    turn.say(texts.session_ended(to_record=to_record))


async def _states(turn: Turn, language: Language) -> dict[str, RecordingState]:
    held = {r.prompt: r.text_hash for r in await recordings(turn.session) if r.language == language}
    return recording_states(held, language)


def _count_to_record(states: dict[str, RecordingState]) -> int:
    return sum(state != "fresh" for state in states.values())


async def _may_record(turn: Turn) -> bool:
    if turn.me.staff is not None:
        return True
    return bool(await groups_led_by(turn.session, turn.me.account_id))
