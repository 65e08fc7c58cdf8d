"""A sentence is a function of typed parameters: called, it makes a message; rendered, the words.

    @sentence
    def read_back(t: Translator, *, person: str, remaining: Fraction) -> Speech: ...

    turn.say(count.read_back(person="Sukhmati", remaining=Fraction(24)))

A message is stored as JSON in the outbox and put into words when it is delivered, in the language
that the reader has then.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from inspect import signature
from typing import Any, Concatenate, Generic, ParamSpec, get_type_hints

import msgspec

from bot.i18n import Translator
from bot.texts.speech import Speech
from bot.typed_json import Unfit, from_json, to_json
from db.enums import Language

P = ParamSpec("P")
Words = Callable[Concatenate[Translator, P], Speech]
Fallback = Callable[[Translator], Speech]


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence and its parameters as JSON."""

    template: str
    params: dict[str, Any] = field(default_factory=dict)


class Sentence(Generic[P]):
    def __init__(self, words: Words[P], fallback: Fallback) -> None:
        self.words: Callable[..., Speech] = words
        self.fallback = fallback
        self.name = f"{words.__module__.split('.')[2]}.{words.__name__}"

    def __call__(self, *_none: P.args, **params: P.kwargs) -> Message:
        return Message(self.name, to_json(params))

    def speech(self, t: Translator, stored: Mapping[str, Any]) -> Speech:
        """The words for stored parameters. What the sentence does not know is ignored.

        Raises:
            Unfit: a parameter is missing, or has another type.
        """
        try:
            params = from_json(stored, self._parameters)
        except Unfit as error:
            raise Unfit(f"{self.name} does not fit: {error}") from None
        return self.words(t, **msgspec.structs.asdict(params))

    @cached_property
    def _parameters(self) -> type[msgspec.Struct]:
        """The parameters as one type, against which stored JSON is checked."""
        hints = get_type_hints(self.words)
        fields: list[Any] = []
        for name, parameter in list(signature(self.words).parameters.items())[1:]:
            fields.append((name, hints[name]))
            if parameter.default is not parameter.empty:
                fields[-1] = (name, hints[name], parameter.default)
        return msgspec.defstruct(self.words.__name__, fields, kw_only=True)


SENTENCES: dict[str, Sentence[Any]] = {}
"""Every sentence by the name that an outbox row carries: `feature.sentence`."""


def sentence(words: Words[P]) -> Sentence[P]:
    return _register(Sentence(words, ask_again))


def sentence_with_fallback(fallback: Fallback) -> Callable[[Words[P]], Sentence[P]]:
    """For a sentence that must help even if its stored parameters do not fit any more."""
    return lambda words: _register(Sentence(words, fallback))


def ask_again(t: Translator) -> Speech:
    """For a message that another version wrote: better than silence."""
    return Speech(t("That was too long ago. Please ask me again."))


def own_words(own: Mapping[str, str] | None, t: Translator) -> str | None:
    """What the clinic says in words of its own, in the reader's language or else in Hindi.

    `own` holds them by language. None if the clinic has none.
    """
    return (own.get(t.language.value) or own.get(Language.HINDI.value)) if own else None


def _register(made: Sentence[P]) -> Sentence[P]:
    if made.name in SENTENCES:
        raise ValueError(f"two sentences are called {made.name}")
    SENTENCES[made.name] = made
    return made
