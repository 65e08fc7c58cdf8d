"""One spelling for many: folds Devanagari and romanised words to comparable keys."""

import re
import unicodedata
from functools import lru_cache

DEVANAGARI = "\u0900-\u0963\u0971-\u097f"

_NUKTA = "\u093c"
_DIGIT_ZEROS = (0x0966, 0xFF10, 0x09E6, 0x0AE6, 0x0B66, 0x0C66, 0x0660)
# Keycap emoji are a digit followed by these two; joiners and marks carry no sound.
_SILENT = "\u200b\u200c\u200d\u200e\u200f\ufeff\ufe0f\u20e3\u00ad'’‘`\u093d" + _NUKTA
_PLAIN: dict[int, str | None] = {
    **{zero + n: str(n) for zero in _DIGIT_ZEROS for n in range(10)},
    **{ord(mark): None for mark in _SILENT},
    ord("ँ"): "ं",
    ord("\u00a0"): " ",
    **dict.fromkeys(map(ord, "–—−‐‑‒"), "-"),
    **dict.fromkeys(map(ord, "×✕"), "*"),
    ord("⁄"): "/",
    ord("॥"): "।",
    ord("\uff0b"): "+",
    ord("➕"): "+",
}

_SOUNDS_DEVANAGARI = str.maketrans(
    {
        "ी": "ि",
        "ू": "ु",
        "ई": "इ",
        "ऊ": "उ",
        "श": "स",
        "ष": "स",
        "ण": "न",
        "ॉ": "ा",
        "ऑ": "आ",
        "ऍ": "ए",
        "ॅ": "े",
        "ः": None,
        "ङ": "न",
        "ञ": "न",
    }
)
_HOMORGANIC = re.compile("[नम]्(?=[कखगघचछजझटठडढतथदधपफबभस])")
_DOUBLED = re.compile("([क-ह])्(?=\\1)|क्(?=ख)|च्(?=छ)|ट्(?=ठ)|त्(?=थ)|द्(?=ध)|ब्(?=भ)")
_GLIDE = re.compile("(?<=[ािेएइआ])ये")

_ROMAN_CONSONANTS = "k kh g gh n ch ch j jh n t th d dh n t th d dh n p f b bh m y r l v s s s h"
_CONSONANTS = dict(
    zip(
        "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह",
        _ROMAN_CONSONANTS.split(),
        strict=True,
    )
)
_VOWELS = {
    "अ": "a", "आ": "a", "इ": "i", "ई": "i", "उ": "u", "ऊ": "u", "ए": "e", "ऐ": "ai",
    "ओ": "o", "औ": "au", "ऋ": "ri", "ऑ": "o", "ऍ": "e",
}  # fmt: skip
_SIGNS = {
    "ा": "a", "ि": "i", "ी": "i", "ु": "u", "ू": "u", "े": "e", "ै": "ai",
    "ो": "o", "ौ": "au", "ृ": "ri", "ॉ": "o", "ॅ": "e", "्": "",
}  # fmt: skip

_LONG_VOWELS = re.compile("e{2,}|o{2,}")
_ROMAN_SOUNDS = (
    ("chh", "ch"),
    ("ph", "f"),
    ("w", "v"),
    ("z", "j"),
    ("q", "k"),
    ("sh", "s"),
    ("ck", "k"),
    ("x", "ks"),
    ("iy", "i"),
    ("ey", "e"),
)
_ROMAN_GLIDE = re.compile("(?<=[aeiou])ye")


def plain(text: str) -> str:
    """Without marks that carry no sound, with ASCII digits and small letters."""
    if text.isascii():
        return text.replace("'", "").replace("`", "").lower()
    composed = unicodedata.normalize("NFC", text)
    return composed.translate(_PLAIN).lower()


@lru_cache(maxsize=32768)
def fold(word: str) -> str:
    """The comparable key of one word. The word must have gone through `plain` first."""
    return _fold_roman(word) if word.isascii() else _fold_devanagari(word)


def _fold_devanagari(word: str) -> str:
    word = word.translate(_SOUNDS_DEVANAGARI)
    if "ये" in word:
        word = _GLIDE.sub("ए", word)
    if "्" in word:
        word = _DOUBLED.sub("", _HOMORGANIC.sub("ं", word))
    return _unstretched(word)


def _fold_roman(word: str) -> str:
    if "ee" in word or "oo" in word:
        word = _LONG_VOWELS.sub(lambda run: "i" if run[0][0] == "e" else "u", word)
    word = _unstretched(word)
    folded = word
    for written, sound in _ROMAN_SOUNDS:
        if written in folded:
            folded = folded.replace(written, sound)
    if "ye" in folded:
        folded = _ROMAN_GLIDE.sub("e", folded)
    return folded if folded is word else _unstretched(folded)


def _unstretched(word: str) -> str:
    before = ""
    kept = []
    for letter in word:
        if letter != before:
            kept.append(letter)
            before = letter
    return "".join(kept)


def romanised(word: str) -> set[str]:
    """Folded roman keys under which people type a Devanagari word."""
    word = unicodedata.normalize("NFC", word)
    spellings = {word.replace(_NUKTA, "")}
    if "ड" + _NUKTA in word or "ढ" + _NUKTA in word:
        spellings.add(word.replace("ड" + _NUKTA, "र").replace("ढ" + _NUKTA, "र"))
    keys = set()
    for spelling in spellings:
        spelling = spelling.replace("ँ", "ं").replace("\u093d", "").replace("ः", "h")
        keys.add(_fold_roman(_transliterated(spelling)))
        if "ं" in spelling:
            keys.add(_fold_roman(_transliterated(spelling.replace("ं", ""))))
    return {key for key in keys if key}


_SOUND = {
    **{letter: f"{sound}@" for letter, sound in _CONSONANTS.items()},
    **_VOWELS,
    **{sign: f"~{sound}" for sign, sound in _SIGNS.items()},
    "ं": "n",
}
_SOUNDS = str.maketrans(_SOUND)


def _transliterated(word: str) -> str:
    """A sign replaces the vowel its consonant carries."""
    return _without_silent_a(word.translate(_SOUNDS).replace("@~", "").replace("~", ""))


_INNER_A = re.compile("(?<=[aeiou@])([^aeiou@]{1,2})@(?=[^aeiou@]{1,2}[aeiou])")


def _without_silent_a(sounds: str) -> str:
    """'@' is the vowel every consonant carries: dropped at the end and between open syllables."""
    spoken = sounds[:-1] if sounds.endswith("@") and len(sounds) > 1 else sounds
    return _INNER_A.sub(r"\1", spoken).replace("@", "a")
