"""`gothiya clinic firstaid`, `words`: sentences that a clinic words itself."""

import argparse
from string import Formatter

from sqlalchemy import delete, update

from bot.cli.calendar import read_day
from bot.cli.find import find_clinic
from bot.cli.output import now, print_table
from bot.cli.settings import transaction
from bot.cli.usage import Command, Mistake, Parser, nearest
from bot.domain.schedule import local_day
from bot.services.audit import record_action
from bot.services.clinics.setup import OPERATOR
from bot.texts.alerts.signs import SIGNS
from db.enums import Language
from db.models import Clinic, FirstAid, OwnWords
from db.queries.clinics import first_aid_of, own_words_of
from db.session import UnitOfWork

LANGUAGES = (Language.HINDI, Language.CHHATTISGARHI)
SENTENCES = {
    "taken": ("name", "phone"),
    "closed": ("phone",),
    "closed_no_answer": ("phone",),
    "closed_false_alarm": ("phone",),
}
"""The sentences that may be replaced, and the placeholders that each may contain."""
LONGEST_LINE = 300


def firstaid_arguments(parser: Parser) -> None:
    parser.add_argument("clinic", metavar="CLINIC")
    parser.add_argument("sign", metavar="SIGN", nargs="?", help="as in: gothiya explain --table")
    parser.add_argument("--hi", metavar="WORDS", help="in Hindi")
    parser.add_argument("--hne", metavar="WORDS", help="in Chhattisgarhi")
    parser.add_argument("--by", metavar="NAME", help="who approved it")
    parser.add_argument("--on", metavar="DAY", help="when; default: today")
    parser.add_argument("--remove", action="store_true", help="nothing is said of it any more")


async def run_firstaid(given: argparse.Namespace) -> int:
    words = _lines(given)
    if given.sign is not None and given.sign not in SIGNS:
        meant = nearest(given.sign, list(SIGNS))
        hint = f"did you mean {meant}?" if meant else "look at: gothiya explain --table"
        raise Mistake(f"there is no sign {given.sign!r}; {hint}")
    if words and not given.by:
        raise Mistake("say who approved it: --by 'Dr. Rao'")
    async with transaction() as (_, session):
        clinic = await find_clinic(session, given.clinic)
        if words or given.remove:
            await _approve_first_aid(session, clinic, given, words)
        rows = [
            (aid.sign, aid.language, aid.words, aid.approved_by, aid.approved_on)
            for aid in await first_aid_of(session, clinic.id)
        ]
    head = ("sign", "language", "words", "approved by", "on")
    print_table(head, rows, f"{clinic.name} has approved nothing: nothing is said.")
    return 0


async def _approve_first_aid(
    session: UnitOfWork, clinic: Clinic, given: argparse.Namespace, words: dict[Language, str]
) -> None:
    """The lines approved before are ended and kept as history."""
    if given.sign is None:
        raise Mistake("of which sign? gothiya clinic firstaid CLINIC SIGN --hi ... --hne ...")
    on = read_day(given.on) if given.on else local_day(now())
    await session.execute(
        update(FirstAid)
        .where(
            FirstAid.clinic_id == clinic.id,
            FirstAid.sign == given.sign,
            FirstAid.ended_at.is_(None),
        )
        .values(ended_at=now())
    )
    for language, line in words.items():
        session.add(
            FirstAid(
                clinic_id=clinic.id,
                sign=given.sign,
                language=language,
                words=line,
                approved_by=given.by,
                approved_on=on,
                recorded_at=now(),
            )
        )
    await session.flush()
    subject = ("clinic", clinic.id)
    record_action(session, "first_aid", subject, actor=OPERATOR, detail=given.sign, now=now())


def words_arguments(parser: Parser) -> None:
    parser.add_argument("clinic", metavar="CLINIC")
    parser.add_argument("sentence", metavar="SENTENCE", nargs="?", help=", ".join(SENTENCES))
    parser.add_argument("--hi", metavar="WORDS", help="in Hindi")
    parser.add_argument("--hne", metavar="WORDS", help="in Chhattisgarhi")
    parser.add_argument("--reset", action="store_true", help="the standard sentence again")


async def run_words(given: argparse.Namespace) -> int:
    lines = _lines(given)
    if given.sentence is not None and given.sentence not in SENTENCES:
        raise Mistake(f"{given.sentence!r} is none of {', '.join(SENTENCES)}")
    if (lines or given.reset) and given.sentence is None:
        raise Mistake(f"which sentence? One of: {', '.join(SENTENCES)}")
    for line in lines.values():
        _check_placeholders(line, SENTENCES[given.sentence])
    async with transaction() as (_, session):
        clinic = await find_clinic(session, given.clinic)
        if lines or given.reset:
            await _replace_sentence(session, clinic, given.sentence, lines)
        rows = [
            (own.sentence, own.language, own.words)
            for own in await own_words_of(session, clinic.id)
        ]
    print_table(("sentence", "language", "words"), rows, "The standard sentences are said.")
    return 0


async def _replace_sentence(
    session: UnitOfWork, clinic: Clinic, sentence: str, lines: dict[Language, str]
) -> None:
    await session.execute(
        delete(OwnWords).where(OwnWords.clinic_id == clinic.id, OwnWords.sentence == sentence)
    )
    for language, line in lines.items():
        row = OwnWords(
            clinic_id=clinic.id,
            sentence=sentence,
            language=language,
            words=line,
            recorded_at=now(),
        )
        session.add(row)
    await session.flush()
    subject = ("clinic", clinic.id)
    record_action(session, "own_words", subject, actor=OPERATOR, detail=sentence, now=now())


def _lines(given: argparse.Namespace) -> dict[Language, str]:
    """Both languages or none, so that everybody reads their own."""
    lines = {
        language: " ".join((getattr(given, language.value) or "").split()) for language in LANGUAGES
    }
    if not any(lines.values()):
        return {}
    if not all(lines.values()):
        raise Mistake("say it in both languages: --hi '...' --hne '...'")
    if any(len(line) > LONGEST_LINE for line in lines.values()):
        raise Mistake(f"at most {LONGEST_LINE} signs; it is read on a small phone")
    return lines


def _check_placeholders(line: str, allowed: tuple[str, ...]) -> None:
    try:
        found = {name for _text, name, _spec, _conversion in Formatter().parse(line)} - {None}
    except ValueError:
        raise Mistake(f"a brace is open in {line!r}") from None
    if wrong := found - set(allowed):
        raise Mistake(f"{{{wrong.pop()}}} is not known here; there is: {', '.join(allowed)}")


FIRST_AID = Command(
    "What is said at once of a sign, approved by name; without words, what stands.",
    firstaid_arguments,
    run_firstaid,
)
WORDS = Command("What a patient hears, in the clinic's own words.", words_arguments, run_words)
