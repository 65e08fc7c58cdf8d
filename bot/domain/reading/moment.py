"""Whether a clause tells of now, of the past, or asks and supposes."""

from functools import lru_cache
from itertools import pairwise

from bot.domain.reading.lexicon import ideas
from bot.domain.reading.message import Clause, Token, present_in
from bot.domain.reading.model import Doubt


@lru_cache(maxsize=64)
def past(clause: Clause) -> Doubt | None:
    tokens = clause.tokens
    present = present_in(tokens)
    was = any(token.ideas & ideas("PAST") and not token.ideas & ideas("PROG") for token in tokens)
    goes_on = present & ideas("PROG AGAIN")
    if was and _not_now(tokens):
        return Doubt.PAST
    if was and present & ideas("AGO") and present & ideas("YEAR MONTH") and not goes_on:
        return Doubt.STORY
    if was and _well_now(tokens):
        return Doubt.PAST
    ended = _ends_past(tokens)
    if present & ideas("NOW") and not ended:
        return None
    done = present & ideas("BE_DONE HAPPEN") and not present & ideas("PROG")
    if present & ideas("AGO") and (ended or done):
        return Doubt.STORY if present & ideas("YEAR MONTH") else Doubt.PAST
    if present & ideas("YEAR") and ended:
        return Doubt.STORY
    return Doubt.PAST if ended else None


def _not_now(tokens: tuple[Token, ...]) -> bool:
    """Whether the clause says "not now", as in "ab nahi"."""
    now, negation = ideas("NOW"), ideas("NOT")
    return any(one.ideas & now and two.ideas & negation for one, two in pairwise(tokens))


def _well_now(tokens: tuple[Token, ...]) -> bool:
    """Whether the person is well now, as in "kal behosh thi, ab thik hai"."""
    now, well, passing = ideas("NOW"), ideas("WELL"), ideas("FILLER ALL MUCH MY IS")
    for at, token in enumerate(tokens):
        if token.ideas & now:
            rest = tokens[at + 1 :]
            first = next((one for one in rest if one.ideas & well or not one.ideas & passing), None)
            return bool(first and first.ideas & well and not present_in(rest) & ideas("NOT"))
    return False


def _ends_past(tokens: tuple[Token, ...]) -> bool:
    """Whether the clause ends in the past; a time or a person may still follow: "लकवा हुआ था 2015
    में", "दौरा आता था मुझे"."""
    dated = ideas("IN YEAR AGO MONTH MY")
    end = len(tokens)
    while end > 1 and (tokens[end - 1].is_number or tokens[end - 1].ideas & dated):
        if tokens[end - 1].ideas & ideas("PAST"):
            break
        end -= 1
    last = tokens[end - 1].ideas
    return bool(last & ideas("PAST")) and not last & ideas("PROG", "IS") and end > 1


@lru_cache(maxsize=64)
def asked(clause: Clause) -> Doubt | None:
    tokens = clause.tokens
    present = present_in(tokens)
    if supposes(clause):
        return Doubt.SUPPOSED
    mine = present & ideas("MY")
    if present & ideas("TOPIC") and not (mine and present & ideas("PROG")):
        return Doubt.QUESTION
    wonders = _wonders(tokens)
    if not (wonders or clause.asked):
        return None
    if present & ideas("HABIT") and wonders:
        return Doubt.QUESTION
    pleads = mine or present & ideas("PLEA") or _what_to_do(tokens)
    how_now = present & ideas("WHY") and present & ideas("PROG")
    return None if pleads or how_now else Doubt.QUESTION


def supposes(clause: Clause) -> bool:
    """Whether the clause supposes something: "agar", "daura aaye to", "daura aane par", "दर्द हो
    तो", "पिराही त"."""
    tokens = clause.tokens
    if present_in(tokens) & ideas("IF"):
        return True
    then, happens = ideas("THEN"), frozenset(("हो", "ho"))
    for at, (one, two) in enumerate(pairwise(tokens)):
        if one.ideas & ideas("SUBJ") and two.ideas & ideas("THEN", "ON"):
            return True
        if two.ideas & then and (one.text in happens or _will_be(one)):
            return not any(token.ideas & ideas("PROG") for token in tokens[at + 2 :])
    return False


def _will_be(token: Token) -> bool:
    """Whether the verb is in the Chhattisgarhi future: चाबही (it will bite), पिराही (it will
    hurt)."""
    return token.text.endswith("ही") and len(token.text) > 4 and not token.ideas & ideas("NOT")


def _wonders(tokens: tuple[Token, ...]) -> bool:
    what, owner = ideas("WHAT"), ideas("POSSESSIVE")
    for at, token in enumerate(tokens):
        if token.ideas & what and not _is_do(tokens, at):
            if at and at == len(tokens) - 1 and tokens[at - 1].ideas & ideas("OTHERS ONE_SIDE"):
                continue  # "nana ka" is "of grandfather".
            at_edge = at in (0, len(tokens) - 1)
            if not token.ideas & owner or (at_edge and len(tokens) > 2):
                return True
        if token.ideas & ideas("WHY"):
            return True
    return False


def _is_do(tokens: tuple[Token, ...], at: int) -> bool:
    return at + 1 < len(tokens) and bool(tokens[at + 1].ideas & ideas("DOING"))


def _what_to_do(tokens: tuple[Token, ...]) -> bool:
    return any(
        token.ideas & ideas("WHAT") and _is_do(tokens, at) for at, token in enumerate(tokens)
    )
