"""Phrases said in a language: English as the code has it, others from their catalogue (pure)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sar.languages.places import Filled, literal, plain
from sar.languages.words import Direction, Language, direction_of

WORD: Final = "word"
"""The context of single words that stand in places of sentences: states, kinds, capabilities."""
LINK: Final = "link"
"""The context of the answer page's phrases, before the name of each."""
FIELD: Final = "field"
"""The context of reasons that follow the name of a field."""
PROBLEM: Final = "problem"
"""The context of sentences that say no."""
ISOLATED: Final = "\u2068{}\u2069"
"""A part whose own direction changes nothing around it (Unicode UAX 9: FSI, PDI)."""


@dataclass(frozen=True, slots=True)
class Translated:
    """A phrase of a catalogue. `reviewed`: somebody has approved these very words."""

    text: str
    reviewed: bool


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The phrases of a language, by context and English."""

    language: Language
    phrases: Mapping[tuple[str, str], Translated]

    @property
    def direction(self) -> Direction:
        """The direction of the language."""
        return direction_of(self.language)


class Wording:
    """English, in which everything is written."""

    language = Language.EN

    def say(self, context: str, message: str, /, **places: Any) -> str:  # noqa: ARG002 others do
        """The phrase, with what stands in its places. Both are literals: catalogues are made of
        them."""
        return message.format(**{name: plain(value) for name, value in places.items()})

    def word(self, word: str) -> str:
        """A word of the program, as sentences have it."""
        return plain(word).replace("_", " ")  # a word may come as text

    def listed(self, parts: Iterable[str]) -> str:
        """The parts in a row, with the comma of the language."""
        return ", ".join(parts)

    def apart(self, value: str) -> str:
        """A number, a place or a time that stands outside the places of a phrase."""
        return value


ENGLISH: Final = Wording()


class OtherWording(Wording):
    """Another language. A phrase that its catalogue has not is said in English and noted in
    `missing`; one that nobody has reviewed in `unreviewed`: who reads both uses what was said, or
    does not. Of a language from the right each filled part is isolated."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.language = catalogue.language
        self._catalogue = catalogue
        self._rtl = catalogue.direction is Direction.RTL
        self.missing: set[tuple[str, str]] = set()
        self.unreviewed: set[tuple[str, str]] = set()

    def say(self, context: str, message: str, /, **places: Any) -> str:
        """The phrase in the language."""
        found = self._found(context, message)
        said = {name: self._place(value) for name, value in places.items()}
        return found.format(**said)

    def word(self, word: str) -> str:
        """The word in the language."""
        return self._found(WORD, super().word(word))

    def listed(self, parts: Iterable[str]) -> str:
        """The parts in a row, with the comma of the language."""
        return ("، " if self.language is Language.AR else ", ").join(parts)

    def apart(self, value: str) -> str:
        """The value, whose own direction changes nothing around it."""
        return ISOLATED.format(value) if self._rtl and value else value

    def _place(self, value: Any) -> str:
        match value:
            case StrEnum():
                said = self.word(value)
            case Filled():
                said = self.say(FIELD, value.template, **value.places)
            case tuple():
                said = " / ".join(sorted({self.word(one) for one in value}))
            case _:
                said = str(value)
        return self.apart(said)

    def _found(self, context: str, message: str) -> str:
        found = self._catalogue.phrases.get((context, message))
        if found is None:
            self.missing.add((context, message))
            return message
        if not found.reviewed:
            self.unreviewed.add((context, message))
        return found.text


def in_language(sentences: Iterable[str], wording: OtherWording) -> list[str] | None:
    """The sentences of a problem in the language; None where one of them is in no catalogue, so
    that nobody reads half."""
    said = []
    for one in sentences:
        places = one.places if isinstance(one, Filled) else {}
        template = one.template if isinstance(one, Filled) else literal(one)
        said.append(wording.say(PROBLEM, template, **places))
    return None if wording.missing else said
