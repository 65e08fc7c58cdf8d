"""Words of a story that a doctor should see before a group hears them."""

from bot.domain.reading.lexicon import ideas
from bot.domain.reading.message import present_in, tokens_of
from bot.domain.stories.words import key, listed


def medical_claim(text: str) -> bool:
    """Whether it speaks of a remedy or a cure, or of taking a medicine otherwise than before.

    In doubt yes: a human looks at it, nothing more. The words are those of the clinic's lists.
    """
    if any(key(word) in listed("claims") for word in text.split()):
        return True
    present = present_in(tokens_of(text))
    medicine = present & ideas("MED", "PILL", "DRUG", "INJECTION")
    changed = present & ideas("LEAVE", "CHANGE_DOSE", "TELL_DOSE", "NUMBER")
    digits = any(map(str.isdecimal, text))
    cured = present & ideas("CURE") and present & ideas("MED", "PILL", "DRUG", "REMEDY")
    return bool(present & ideas("REMEDY") or cured or (medicine and (changed or digits)))
