"""Claims about medicine in a story, which the clinic should see before a group hears them."""

from bot.domain.reading.lexicon import ideas
from bot.domain.reading.message import present_in, tokens_of
from bot.domain.stories.words import listed_words, word_key


def medical_claim(text: str) -> bool:
    """Whether a text speaks of a remedy, a cure, or a changed dose.

    In doubt True: the only effect is that a human looks at it. The words are in the clinic's lists.
    """
    if any(word_key(word) in listed_words("claims") for word in text.split()):
        return True
    present = present_in(tokens_of(text))
    medicine = present & ideas("MED", "PILL", "DRUG", "INJECTION")
    changed = present & ideas("LEAVE", "CHANGE_DOSE", "TELL_DOSE", "NUMBER")
    digits = any(map(str.isdecimal, text))
    cured = present & ideas("CURE") and present & ideas("MED", "PILL", "DRUG", "REMEDY")
    return bool(present & ideas("REMEDY") or cured or (medicine and (changed or digits)))
