"""/awaz: staff and leaders record the prompts one after another and listen to each."""

from dataclasses import dataclass, replace

from bot.context import Turn
from bot.handlers.access.rules import Refused, old_button
from bot.handlers.router import Router
from bot.keyboards.recordings import ChooseRecordingLanguage, GoToPrompt
from bot.services.dialogs import Dialog
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

router = Router(__name__)


@dataclass(frozen=True)
class RecordingDialog(Dialog, flow="recording"):
    """A prompt was shown; the bot waits for a voice message that says it."""

    language: Language
    at: int
    """The place of the prompt in ORDER."""
    text_hash: str
    """Of the words that were shown."""
    file_id: str | None = None
    """The voice message that was listened back to, until it is kept."""


async def recorder(turn: Turn, _named: object) -> Refused | None:
    """Staff of a clinic, or the leader of a group."""
    if turn.me.staff or await groups_led_by(turn.session, turn.me.account_id):
        return None
    return Refused(texts.not_allowed(), ("recording", None))


async def open_recording(turn: Turn, named: object) -> RecordingDialog | Refused:
    """Whoever may record, while a prompt is open."""
    refused = await recorder(turn, named)
    return refused or turn.dialog_of(RecordingDialog) or old_button("recording", None)


@router.command("awaz", access=recorder)
async def start_recording(turn: Turn, _recorder: None) -> None:
    languages = [
        SpokenLanguage(language, _count_to_record(await _states(turn, language)))
        for language in SPOKEN_IN
    ]
    return turn.say(texts.choose_language(languages=languages))


@router.button(ChooseRecordingLanguage, access=recorder)
async def choose_language(turn: Turn, press: ChooseRecordingLanguage, _recorder: None) -> None:
    language = press.language
    if language not in SPOKEN_IN:
        return turn.say(menu_texts.old_button())
    states = await _states(turn, language)
    first = next((at for at, key in enumerate(ORDER) if states[key] != "fresh"), 0)
    return await _show_prompt(turn, language, first)


@router.button(GoToPrompt, access=open_recording)
async def go_to_prompt(turn: Turn, press: GoToPrompt, dialog: RecordingDialog) -> None:
    """The buttons ◀️ ⏭ ✋, and under a new recording ✅ 🔁."""
    language, at = dialog.language, dialog.at
    match press.step:
        case "keep" if dialog.file_id is not None:
            return await _save_voice(turn, dialog, dialog.file_id)
        case "again":
            return await _show_prompt(turn, language, at)
        case "skip":
            return await _show_prompt(turn, language, at + 1)
        case "back":
            return await _show_prompt(turn, language, max(0, at - 1))
        case "end":
            return await _end(turn, language)
    return turn.say(menu_texts.old_button())


@router.dialog(RecordingDialog, access=recorder)
async def take_voice(turn: Turn, dialog: RecordingDialog, _recorder: None) -> None:
    """Anything sent while the bot waits for a voice message."""
    message = turn.message
    if message is None or message.voice is None:
        return turn.say(texts.no_voice())
    if int(message.voice.to_dict()["duration"]) > MAX_SECONDS:
        return turn.say(texts.too_long())
    file_id = message.voice.file_id
    turn.wait(replace(dialog, file_id=file_id))
    return turn.say(texts.listen_back(voice=file_id))


async def _save_voice(turn: Turn, dialog: RecordingDialog, file_id: str) -> None:
    await save_recording(
        turn.session,
        turn.actor,
        ORDER[dialog.at],
        dialog.language,
        file_id=file_id,
        text_hash=dialog.text_hash,
        now=turn.now,
    )
    states = await _states(turn, dialog.language)
    following = range(dialog.at + 1, len(ORDER))
    to_record = next((at for at in following if states[ORDER[at]] != "fresh"), len(ORDER))
    return await _show_prompt(turn, dialog.language, to_record)


async def _show_prompt(turn: Turn, language: Language, at: int) -> None:
    """The prompt at this position; after the last one the session ends."""
    if at >= len(ORDER):
        return await _end(turn, language)
    key = ORDER[at]
    states = await _states(turn, language)
    words, text_hash = spoken_words(key, language), words_hash(key, language)
    turn.wait(RecordingDialog(language, at, text_hash))
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
