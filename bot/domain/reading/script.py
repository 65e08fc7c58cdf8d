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
_STRETCHED = re.compile(r"(.)\1+")
_GLIDE = re.compile("(?<=[ािेएइआ])ये")

_CONSONANTS = dict(
    zip(
        "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह",
        "k kh g gh n ch ch j jh n t th d dh n t th d dh n p f b bh m y r l v s s s h".split(),
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
)
_ROMAN_GLIDE = re.compile("(?<=[aeiou])ye")


def plain(text: str) -> str:
    """Same length is not kept: marks that carry no sound are gone, digits are ASCII, letters lower."""
    if text.isascii():
        return text.replace("'", "").replace("`", "").lower()
    composed = unicodedata.normalize("NFC", text)
    return composed.translate(_PLAIN).lower()


@lru_cache(maxsize=32768)
def fold(word: str) -> str:
    """The comparable key of one word that `plain` has been through."""
    return _fold_roman(word) if word.isascii() else _fold_devanagari(word)


def _fold_devanagari(word: str) -> str:
    word = _GLIDE.sub("ए", word.translate(_SOUNDS_DEVANAGARI))
    word = _HOMORGANIC.sub("ं", word)
    return _STRETCHED.sub(r"\1", _DOUBLED.sub("", word))


def _fold_roman(word: str) -> str:
    word = _LONG_VOWELS.sub(lambda run: "i" if run[0][0] == "e" else "u", word)
    word = _STRETCHED.sub(r"\1", word)
    for written, sound in _ROMAN_SOUNDS:
        if written in word:
            word = word.replace(written, sound)
    return _STRETCHED.sub(r"\1", _ROMAN_GLIDE.sub("e", word))


def romanised(word: str) -> set[str]:
    """Folded roman keys under which people type a Devanagari word."""
    word = unicodedata.normalize("NFC", word)
    spellings = {word.replace(_NUKTA, "")}
    if "ड" + _NUKTA in word or "ढ" + _NUKTA in word:
        spellings.add(word.replace("ड" + _NUKTA, "र").replace("ढ" + _NUKTA, "र"))
    keys = set()
    for spelling in spellings:
        spelling = spelling.replace("ँ", "ं").replace("\u093d", "").replace("ः", "h")
        for nasal in {spelling, spelling.replace("ं", "")}:
            keys.add(_fold_roman(_transliterated(nasal)))
    return {key for key in keys if key}


def _transliterated(word: str) -> str:
    sounds: list[str] = []
    for at, letter in enumerate(word):
        if letter in _CONSONANTS:
            follower = word[at + 1 : at + 2]
            sounds.append(_CONSONANTS[letter])
            if follower not in _SIGNS:
                sounds.append("@")
        elif letter in _VOWELS:
            sounds.append(_VOWELS[letter])
        elif letter in _SIGNS:
            sounds.append(_SIGNS[letter])
        elif letter == "ं":
            sounds.append("n")
        else:
            sounds.append(letter)
    return _without_silent_a("".join(sounds))


_LAST_A = re.compile("(?<=.)@$")
_INNER_A = re.compile("(?<=[aeiou@])([^aeiou@]{1,2})@(?=[^aeiou@]{1,2}[aeiou])")


def _without_silent_a(sounds: str) -> str:
    """'@' is the vowel every consonant carries: dropped at the end and between open syllables."""
    spoken = _LAST_A.sub("", sounds)
    return _INNER_A.sub(r"\1", spoken).replace("@", "a")
