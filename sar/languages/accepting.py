"""The language that somebody wants, by what a browser or a directory says (pure)."""

from collections.abc import Iterable
from typing import Final

from sar.languages.words import Language

LONGEST: Final = 400
MOST: Final = 20
"""Of a header `Accept-Language` no more is read: it is written by strangers."""


def wanted_language(header: str) -> Language:
    """The language that the header likes best of those there are (RFC 9110 12.5.4); English where
    it likes none, or says nothing that can be read."""
    liked: list[tuple[float, Language]] = []
    for part in header[:LONGEST].split(",")[:MOST]:
        name, _, weight = part.partition(";")
        language = language_of(name)
        if language is not None and (how_much := _weight(weight)) > 0:
            liked.append((how_much, language))
    return max(liked, key=lambda one: one[0])[1] if liked else Language.EN


def language_of(tag: str) -> Language | None:
    """The language of a tag (RFC 5646): `ar-LY` is Arabic; None: not one of those there are."""
    code = tag.strip().partition("-")[0].lower()
    return next((one for one in Language if one == code), None)


def first_other(tags: Iterable[str]) -> Language | None:
    """The first language of a centre that there is a catalogue of, if English is not before it."""
    found = next((one for tag in tags if (one := language_of(tag))), None)
    return None if found is Language.EN else found


def _weight(given: str) -> float:
    name, _, value = given.strip().partition("=")
    if not given.strip():
        return 1.0
    try:
        weight = float(value) if name.strip().lower() == "q" else 0.0
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0
