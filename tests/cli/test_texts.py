"""`gothiya texts`: export for reviewers and import into the catalogues, in a copy of the source."""

import csv
import re
import shutil
import subprocess
import sys
from datetime import date
from html import escape
from pathlib import Path

import pytest

from bot.cli.texts.areas import AREAS, area_of
from bot.cli.texts.export import write_sheets
from bot.i18n import LOCALES
from bot.texts import FEATURES
from bot.texts.recordings.prompts import PROMPTS
from bot.texts.review.usage import modules_by_sentence

SOURCE = LOCALES.parent.parent
TODAY = date(2026, 11, 23)


class SourceCopy:
    """A copy of the source, whose catalogues a test may change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for package in ("bot", "db"):
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(SOURCE / package, folder / package, ignore=ignored)

    def gothiya(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "bot", *words]
        return subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, encoding="utf-8", check=False
        )

    def table(self) -> list[dict[str, str]]:
        """The exported table, before anything was changed."""
        write_sheets(self.folder / "out", TODAY)
        return self._read()

    def table_again(self) -> list[dict[str, str]]:
        assert self.gothiya("texts", "export", "out").returncode == 0
        return self._read()

    def _read(self) -> list[dict[str, str]]:
        path = self.folder / "out" / "gothiya-hne.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def bring(self, rows: list[dict[str, str]], *, encoding: str = "utf-8-sig", sep: str = ","):
        path = self.folder / "back.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            sheet = csv.DictWriter(file, rows[0].keys(), delimiter=sep)
            sheet.writeheader()
            sheet.writerows(rows)
        return self.gothiya("texts", "import", "back.csv", "--reviewer", "Sukhmati Bai")

    def po(self, language: str = "hne") -> str:
        return (self.folder / f"bot/locales/{language}/LC_MESSAGES/messages.po").read_text("utf-8")


@pytest.fixture
def source(tmp_path: Path) -> SourceCopy:
    return SourceCopy(tmp_path)


def of(rows: list[dict[str, str]], english: str) -> dict[str, str]:
    return next(row for row in rows if row["english"] == english)


def test_every_sentence_goes_out_the_gravest_first_and_is_marked(source):
    rows = source.table()
    assert rows[0]["danger"] == "suicide"
    assert of(rows, "Is it happening now?")["danger"] == "danger"
    assert of(rows, "Call 108 now.")["danger"] == "danger"
    assert "pill_counts.reminder" in of(rows, "⏰ Tomorrow")["where"]
    assert of(rows, "⏰ Tomorrow")["hindi"] == "⏰ कल पूछें"
    page = (source.folder / "out/gothiya-hne.html").read_text("utf-8")
    assert page.count('class="no"') == len(rows)


def test_every_feature_has_its_heading_on_the_page(source):
    areas = {feature.__name__.rpartition(".")[2] for feature in FEATURES}
    assert areas <= AREAS.keys()
    assert len(set(AREAS.values())) == len(AREAS)
    said = {area_of(row["english"]) for row in source.table() if not row["danger"]}
    page = (source.folder / "out/gothiya-hne.html").read_text("utf-8")
    plain = re.findall(r'<section class="plain"><h2>(.*?)</h2>', page)
    assert plain == [escape(AREAS[area]) for area in AREAS if area in said]
    assert areas <= said


def test_only_sentences_that_no_feature_writes_are_days_and_small_words():
    for sentence, modules in modules_by_sentence().items():
        small = all(module.startswith("bot.i18n.") for module in modules)
        assert (AREAS[area_of(sentence)] == "Days, months, small words") == small, sentence


def test_a_correction_and_ticks_come_back_with_who_and_when(source):
    before = source.po()
    rows = source.table()
    of(rows, "⏰ Tomorrow")["correction"] = "⏰ काली पूछव"
    of(rows, "Monday")["fine"] = "x"
    grave = of(rows, "Is it happening now?")
    grave["fine"], grave["clinician"] = "✓", "Dr. Rao"
    done = source.bring(rows)
    assert (done.returncode, done.stderr) == (0, "")
    assert "3 read, 1 of them corrected, 1 marked by a clinician" in done.stdout
    changed = set(source.po().splitlines()) - set(before.splitlines())
    assert changed == {'msgstr "⏰ काली पूछव"'}

    again = source.table_again()
    assert of(again, "⏰ Tomorrow")["chhattisgarhi"] == "⏰ काली पूछव"
    assert "Sukhmati Bai" in of(again, "⏰ Tomorrow")["read by"]
    assert "Sukhmati Bai" in of(again, "Monday")["read by"]
    assert "Dr. Rao" in of(again, "Is it happening now?")["checked by"]


def test_a_sentence_that_changes_is_unread_again(source):
    rows = source.table()
    grave = of(rows, "Is it happening now?")
    grave["fine"], grave["clinician"] = "x", "Dr. Rao"
    source.bring(rows)
    rows = source.table_again()
    of(rows, "Is it happening now?")["correction"] = "का अभी ए होवत हे?"
    source.bring(rows)
    grave = of(source.table_again(), "Is it happening now?")
    assert "Sukhmati Bai" in grave["read by"]
    assert grave["checked by"] == ""


WRONG = {
    "All right. Now we talk about <b>{name}</b>.": ("अब <b>नांव</b>", "{name} must stand in both"),
    "In the group you wrote a count. Note <b>{count}</b> pills of {medicine}?": (
        "{count} {medicine} लिखव?",
        "keep exactly: <b> </b>",
    ),
    "⏰ Tomorrow": ("काली", "keep exactly: ⏰"),
    "You can take it back any time: /kahani": ("वापिस लेवव", "keep exactly: /kahani"),
    "Monday": ("सम्मार {", "a { or } stands alone"),
}


def test_wrong_lines_are_named_with_their_remedies_and_nothing_is_changed(source):
    rows, before = source.table(), source.po()
    of(rows, "Tuesday")["correction"] = "मंगल"
    for english, (correction, _) in WRONG.items():
        of(rows, english)["correction"] = correction
    done = source.bring(rows)
    assert done.returncode == 1
    for english, (_, remedy) in WRONG.items():
        line = f"line {rows.index(of(rows, english)) + 2}: "
        said = next(each for each in done.stdout.splitlines() if each.startswith(line))
        assert remedy in said
    assert source.po() == before


def test_a_line_from_an_old_export_is_refused(source):
    rows = source.table()
    of(rows, "Monday")["id"] = "0123456789abcdef"
    of(rows, "Monday")["fine"] = "x"
    done = source.bring(rows)
    assert done.returncode == 1
    assert "changed since the export" in done.stdout


@pytest.mark.parametrize(("encoding", "sep"), [("utf-16", "\t"), ("utf-8", ";")])
def test_what_spreadsheets_make_of_it_is_read(source, encoding, sep):
    rows = source.table()
    of(rows, "Tuesday")["correction"] = "मंगल"
    assert source.bring(rows, encoding=encoding, sep=sep).returncode == 0
    assert 'msgstr "मंगल"' in source.po()


def test_what_is_no_table_of_ours_is_said_in_one_line(operator, tmp_path):
    for content in (b"", b"a,b\n1,2\n", b"\xff\xd8\xff\xe0 photo"):
        (tmp_path / "x.csv").write_bytes(content)
        done = operator("texts", "import", "x.csv", "--reviewer", "A")
        assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert operator("texts", "import", "none.csv", "--reviewer", "A").code == 2
    assert operator("texts", "import", "x.csv").code == 2


def test_the_operator_hears_which_voices_are_missing(operator):
    told = operator("texts", "voices")
    assert told.code == 0
    assert len(told.lines) == 2 * len(PROMPTS) + 1
    assert "alerts.not_alone/told" in told.out


def test_the_doctor_says_how_much_was_read(operator):
    told = operator("doctor")
    assert "texts (hne): 0 of" in told.out
    assert "lack a clinician's mark: gothiya texts export" in told.out
