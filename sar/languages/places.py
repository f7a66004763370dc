"""Sentences with places in them that are filled, and that another language fills too (pure)."""

from collections.abc import Mapping
from enum import StrEnum
from string import Formatter
from typing import Any, Self

_PARTS = Formatter()


def places_in(template: str) -> frozenset[str]:
    """The names of the places of a template: `{reference} is over` has one. ValueError where its
    braces are none of a place."""
    found = set()
    for _, name, form, conversion in _PARTS.parse(template):
        if name is None:
            continue
        if not name.isidentifier() or form or conversion:
            raise ValueError(f"no name of a place: {{{name}}}")
        found.add(name)
    return frozenset(found)


class Filled(str):
    """An English sentence made of a template, which it remembers with what fills it: it is found in
    a catalogue by the template. A value that is a word (a StrEnum) is translated itself."""

    __slots__ = ("places", "template")
    template: str
    places: Mapping[str, Any]

    @classmethod
    def of(cls, template: str, **places: Any) -> Self:
        """The sentence; `template` has each place by its name, in braces."""
        made = cls(template.format(**{name: plain(value) for name, value in places.items()}))
        made.template, made.places = template, places
        return made


filled = Filled.of


def as_template(text: str) -> Filled:
    """The sentence, which is looked up in a catalogue where it stands in another."""
    return text if isinstance(text, Filled) else Filled.of(literal(text))


def literal(text: str) -> str:
    """A sentence without places, as a template."""
    return text.replace("{", "{{").replace("}", "}}")


def plain(value: Any) -> str:
    """A value as it stands in an English sentence: words of the program without underscores, of
    several the last behind *or*."""
    if isinstance(value, tuple):
        names = sorted({plain(one) for one in value})
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
    if isinstance(value, StrEnum):
        return value.value.replace("_", " ").replace("-", " ")
    return str(value)
