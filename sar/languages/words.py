"""The languages of texts and link pages, and how a phrase in one of them may be used (pure)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Language(StrEnum):
    """A language by its code (ISO 639-1). Each but English has a catalogue of its phrases."""

    EN = "en"
    FR = "fr"
    AR = "ar"
    PT = "pt"
    ES = "es"


class Direction(StrEnum):
    """The direction in which a language is written."""

    LTR = "ltr"
    RTL = "rtl"


OWN_NAMES: Final[Mapping[Language, str]] = {
    Language.EN: "English",
    Language.FR: "Français",
    Language.AR: "العربية",
    Language.PT: "Português",
    Language.ES: "Español",
}
"""Each by its own name, as people choose it."""

OTHERS: Final = tuple(one for one in Language if one is not Language.EN)


def direction_of(language: Language) -> Direction:
    """The direction of the language."""
    return Direction.RTL if language is Language.AR else Direction.LTR


class Use(StrEnum):
    """A place where phrases are read."""

    PAGE = "page"
    """The page of an answer link, which somebody reads with the English a touch away."""
    PROBLEM = "problem"
    """The sentence of a problem, beside the English one."""
    TEXT = "text"
    """A text that leaves the platform."""


class Manner(StrEnum):
    """The standing of another language beside English, which prevails in each of them."""

    ALONE = "alone"
    BENEATH = "beneath"
    """Under the English."""
    ABSENT = "absent"


def manner(use: Use, *, reviewed: bool, exercise: bool) -> Manner:
    """The manner in which a language is shown; `reviewed`: each of its phrases that are used is.

    A text has English first, always, and so has a problem. A phrase that nobody has reviewed is
    for exercises only.
    """
    if not (reviewed or exercise):
        return Manner.ABSENT
    return Manner.ALONE if use is Use.PAGE else Manner.BENEATH


def manner_of_page(*, reviewed: int, phrases: int, exercise: bool) -> Manner:
    """The manner of a page of which so many of its phrases are reviewed. In real use one that is
    reviewed in part has those phrases beneath their English, and the others in English alone."""
    whole = manner(Use.PAGE, reviewed=0 < phrases == reviewed, exercise=exercise)
    return Manner.BENEATH if whole is Manner.ABSENT and reviewed else whole


class LeftOut(StrEnum):
    """The reason why a text has no second language."""

    ENGLISH_SPOKEN = "english_spoken"
    """Nobody asked for another, and the directory says of none."""
    ENGLISH_ONLY = "english_only"
    """Texts of this kind leave in English alone."""
    NO_CATALOGUE = "no_catalogue"
    """The catalogue of the language cannot be read here, or has not each phrase of the text."""
    NOT_REVIEWED = "not_reviewed"
    """Not each phrase of it was reviewed, and this is no exercise."""
