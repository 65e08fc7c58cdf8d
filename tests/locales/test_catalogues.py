"""The catalogues: complete, fresh, short, and in the language people speak.

A test cannot hear whether a sentence is good; it finds what a hurried hand leaves behind.
"""

import csv
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from bot.delivery.split import CAPTION_UNITS, units
from bot.domain.leaders import lessons
from bot.domain.moderation.claims import claim_answers
from bot.domain.starters.catalogue import starters_for
from bot.i18n import LOCALES, fill
from bot.i18n.checks import commands, html_faults, pictures, placeholders, tags
from bot.i18n.words import MONTHS, WEEKDAYS
from bot.texts import about
from bot.texts.menu import KEY_LABELS
from bot.texts.review.clinical import SUICIDE
from bot.texts.review.usage import gravity, templates_by_sentence
from bot.texts.sentences import SENTENCES
from db.enums import Language, Programme
from tests.locales.sentences import BOT, labels, said, sources, unmarked_sentences

LANGUAGES = ("hi", "hne")
WORDS_IN_A_SENTENCE = 14
SIGNS_ON_A_BUTTON = 30
WORDS = Path(__file__).parent

LATIN_ALLOWED = {
    "awaz", "baithak", "band", "batao", "hafta", "hatao", "jarurat", "kahani", "mukhiya", "niyam",
    "sabha", "start", "GAN",
}  # fmt: skip
"""Commands, and a patient's number."""


def replacements(name: str) -> dict[str, str]:
    """A list of words: what is not written, and what is written instead."""
    with (WORDS / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return dict(csv.reader(file, delimiter="\t"))


OFFICIAL = replacements("office")
"""Words of forms and offices; in a village they stand between people."""

ONLY_HINDI = replacements("hindi")
"""Words of Hindi alone. `का` is not among them: Chhattisgarhi asks with it."""

SAME = {language: replacements(f"same_{language}") for language in LANGUAGES}
"""One thing, one word: how it is not named or spelled, and how it is."""

MAN_OR_WOMAN = re.compile(
    r"([ूऊ]ँग[ाी]|[तह]ा हूँ|ती हूँ|मैं .*(सक(ता|ती)|पा(या|ई))|रह[ाी] हूँ)(?![\u0900-\u0963])"
)
"""Hindi verbs that tell whether a man or a woman says I."""


@cache
def catalogue(language: str) -> Catalog:
    with (LOCALES / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale="hi")


def entries(language: str) -> dict[str, str]:
    return {m.id: m.string for m in catalogue(language) if m.id}


def spoken(language: str) -> list[str]:
    """Sentences of the catalogue, and those of the lists: cards, lessons, starters and answers."""
    one = Language(language)
    lists = [card.words[one] for card in claim_answers().values()] + [
        said[one] for said in lessons()
    ]
    for starter in {one.key: one for kind in Programme for one in starters_for(kind)}.values():
        lists += [starter.words[one], *starter.answers[one]]
    return [*entries(language).values(), *lists]


def plain(text: str, value: str = "X") -> str:
    return re.sub(r"\{[^}]*\}", value, re.sub(r"<[^>]*>", "", text))


def tokens(text: str) -> list[str]:
    """Words as they are spoken: no emoji, no punctuation."""
    split = re.split(r"[^\w\u0900-\u0963\u0966-\u097F\u200c\u200d'/-]+", text)
    return [token for token in split if re.search(r"\w", token)]


def bare(label: str) -> str:
    return " ".join(tokens(plain(label, "")))


def names(sentence: str, label: str) -> bool:
    """By its picture and words, or by its words in quotation marks."""
    whole = bool(pictures(label) and bare(label)) and sentence.find(label) > 0
    return whole or f"“{bare(label)}”" in sentence


# The tests

IN_EACH = pytest.mark.parametrize("language", LANGUAGES)


def test_every_marked_sentence_is_found_by_babel():
    """By the extractor that pyproject.toml names, as `make texts` does."""
    project = tomllib.loads((LOCALES.parents[1] / "pyproject.toml").read_text("utf-8"))
    (mapping,) = project["tool"]["babel"]["mappings"]
    found = extract_from_dir(LOCALES.parent, [(mapping["pattern"], mapping["method"])])
    assert {message for _file, _line, message, _comments, _context in found} == said()


def test_no_sentence_is_said_past_the_catalogues():
    found = [
        f"{path.relative_to(BOT)}:{line}: {text!r}"
        for path, tree in sources().items()
        if {"texts", "handlers"} & set(path.relative_to(BOT).parts[:1])
        for line, text in unmarked_sentences(tree)
    ]
    assert found == []


@IN_EACH
def test_a_catalogue_holds_exactly_what_the_source_says(language):
    """Not so: `make texts`, then translate what is new."""
    assert set(entries(language)) == said()


@IN_EACH
def test_every_sentence_is_translated_and_none_is_a_guess(language):
    empty = [m.id for m in catalogue(language) if m.id and not m.string]
    fuzzy = [m.id for m in catalogue(language) if m.id and m.fuzzy]
    assert (empty, fuzzy) == ([], [])


@IN_EACH
def test_what_is_compiled_is_what_is_written(language):
    """Not so: `make` compiles it."""
    with (LOCALES / language / "LC_MESSAGES" / "messages.mo").open("rb") as file:
        compiled = {m.id: m.string for m in read_mo(file) if m.id}
    assert compiled == {id_: string for id_, string in entries(language).items() if string}


@IN_EACH
def test_translations_have_the_same_gaps_to_fill(language):
    differ = {
        id_: string
        for id_, string in entries(language).items()
        if string and placeholders(string) != placeholders(id_)
    }
    assert differ == {}


@IN_EACH
def test_translations_have_the_same_tags_and_all_are_closed(language):
    broken = {
        id_: string
        for id_, string in entries(language).items()
        if html_faults(id_) or html_faults(string) or (string and tags(string) != tags(id_))
    }
    assert broken == {}


@IN_EACH
def test_html_still_parses_when_the_nastiest_names_are_filled_in(language):
    """A name may hold anything; it is escaped, so it can neither open a tag nor close one."""
    nasty = '</b><i>&"{x}\u202e<script>𝒳' + "ा" * 40
    broken = {
        string: faults
        for string in (*entries(language), *entries(language).values())
        if (faults := html_faults(fill(string, **dict.fromkeys(placeholders(string), nasty))))
    }
    assert broken == {}


@IN_EACH
def test_translations_keep_the_commands(language):
    lost = {
        id_: string
        for id_, string in entries(language).items()
        if string and commands(string) != commands(id_)
    }
    assert lost == {}


@IN_EACH
def test_translations_keep_the_pictures_that_weak_readers_know(language):
    lost = {
        id_: string
        for id_, string in entries(language).items()
        if string and pictures(string) != pictures(id_)
    }
    assert lost == {}


@IN_EACH
def test_every_sentence_fits_under_a_voice_message(language):
    """Telegram cuts captions first: a quarter of one leaves room for names and other sentences."""
    long = [text for text in entries(language).values() if units(text) > CAPTION_UNITS // 4]
    assert long == []


@pytest.mark.parametrize("language", Language)
def test_what_telegram_shows_of_the_bot_fits(language):
    assert units(about.short_description(language)) <= 120
    assert units(about.long_description(language)) <= 512
    for commands_ in (about.MEMBER_COMMANDS, about.STAFF_COMMANDS, about.GROUP_COMMANDS):
        assert all(
            units(words) <= SIGNS_ON_A_BUTTON
            for _, words in about.command_menu(commands_, language)
        )


@IN_EACH
def test_labels_fit_on_a_narrow_phone(language):
    assert len(labels()) > 50
    long = {
        string: len(plain(string, "12"))
        for id_, string in entries(language).items()
        if id_ in labels() and len(plain(string, "12")) > SIGNS_ON_A_BUTTON
    }
    assert long == {}


def test_a_key_is_told_apart_from_every_other_key_in_every_language():
    """A press on a key comes back as its words, whatever language the phone showed last."""
    meant: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for name, label in KEY_LABELS.items():
            meant.setdefault(entries(language)[label], set()).add(name)
    assert [names for names in meant.values() if len(names) > 1] == []


@IN_EACH
def test_sentences_are_short_enough_to_be_read_aloud(language):
    long = [
        sentence
        for string in spoken(language)
        for sentence in re.split(r"[.।?!\n]", plain(string))
        if len(tokens(sentence)) > WORDS_IN_A_SENTENCE
    ]
    assert long == []


@IN_EACH
def test_no_english_is_left_in_a_translation(language):
    left = {
        string: words
        for string in spoken(language)
        if (words := set(re.findall(r"[A-Za-z]+", plain(string, ""))) - LATIN_ALLOWED)
    }
    assert left == {}


@IN_EACH
def test_nothing_is_said_in_the_language_of_offices(language):
    found = {
        string: {word: OFFICIAL[word] for word in words}
        for string in spoken(language)
        if (words := OFFICIAL.keys() & set(tokens(string)))
    }
    assert found == {}


def test_chhattisgarhi_is_not_hindi_with_a_few_words_changed():
    """The failure says what to write instead."""
    found = {
        string: {word: ONLY_HINDI[word] for word in words}
        for string in spoken("hne")
        if len(tokens(plain(string))) >= 3 and (words := ONLY_HINDI.keys() & set(tokens(string)))
    }
    assert found == {}


@IN_EACH
def test_one_thing_has_one_name_and_one_spelling(language):
    """The failure says what to write instead."""
    same = SAME[language]
    found = {
        string: {word: same[word] for word in words}
        for string in spoken(language)
        if (words := same.keys() & set(tokens(plain(string, ""))))
    }
    assert found == {}


@IN_EACH
def test_a_sentence_names_a_button_as_the_button_is_written(language):
    said = entries(language)
    differ = {
        said[id_]: said[label]
        for id_ in said
        for label in labels()
        if names(id_, label) and bare(said[label]) not in bare(said[id_])
    }
    assert differ == {}


@IN_EACH
def test_a_medicine_is_not_called_a_pill_twice(language):
    """People call a medicine "सुगर के गोली"; "सुगर के गोली के कै ठन गोली" nobody says."""
    twice = [
        string
        for string in entries(language).values()
        for sentence in re.split(r"[.।?!\n]", string)
        if "{medicine}" in sentence and {"गोली", "गोलियाँ"} & set(tokens(sentence))
    ]
    assert twice == []


def test_whoever_taps_or_speaks_in_hindi_may_be_a_woman():
    assert [string for string in spoken("hi") if MAN_OR_WOMAN.search(string)] == []


def test_in_chhattisgarhi_yesterday_and_tomorrow_are_told_apart():
    """काली is both: a weekday stands beside it, or a word that it is past."""
    either = [
        string
        for string in spoken("hne")
        if "काली" in tokens(string) and not {"बीते", "{weekday}"} & set(string.split())
    ]
    assert either == []


def test_hindi_weekdays_and_months_are_those_of_cldr():
    days, months = Locale("hi").days["format"]["wide"], Locale("hi").months["format"]["wide"]
    hindi = entries("hi")
    assert [hindi[day] for day in WEEKDAYS] == [days[number] for number in range(7)]
    assert [hindi[month] for month in MONTHS] == [months[number] for number in range(1, 13)]


def test_every_sentence_has_its_place_and_the_grave_ones_are_known():
    """Reviewers are told where a sentence is said; a clinician reads those a life may hang on."""
    assert set(templates_by_sentence()) == said()
    assert gravity("💛 I hear you. It is good that you told me.") == "suicide"
    assert gravity("💛 Do you feel like that now?") == "suicide"
    assert gravity("🚨 <b>Call {ambulance} now.</b>") == "danger"
    assert gravity("Call 108 now.") == "danger"
    assert gravity("⏰ Tomorrow") == ""
    assert set(SENTENCES) >= SUICIDE
