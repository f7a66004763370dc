"""Catalogues of phrases, one file a language, as translators edit them (GNU gettext PO).

A catalogue that cannot be read, or a phrase in it that is not sound, is told in the log and left
out: English goes on.
"""

import hashlib
import logging
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from babel.messages import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

from sar.languages.phrasing import Catalogue, OtherWording, Translated
from sar.languages.places import places_in
from sar.languages.words import OTHERS, Language

log = logging.getLogger(__name__)

FOLDER: Final = Path(__file__).parent / "catalogues"
_REVIEW: Final = re.compile(
    r"reviewed: (?P<by>[^(]*[^\s,(]), (?P<on>\d{4}-\d{2}-\d{2})(?: \((?P<seal>[0-9a-f]{8})\))?"
)


@cache
def catalogues() -> Mapping[Language, Catalogue]:
    """Every catalogue that can be read, read once in a process."""
    found = {one: catalogue_in(FOLDER / f"{one}.po", one) for one in OTHERS}
    return {language: read for language, read in found.items() if read is not None}


def wording_in(language: Language) -> OtherWording | None:
    """A wording of the language; None: it is English, or its catalogue cannot be read."""
    catalogue = None if language is Language.EN else catalogues().get(language)
    return None if catalogue is None else OtherWording(catalogue)


def catalogue_in(file: Path, language: Language) -> Catalogue | None:
    """The sound phrases of a file; None: it cannot be read, as the log says."""
    try:
        read = read_catalogue(file, language)
    except (OSError, ValueError, PoFileError) as error:
        log.error(
            "%s cannot be read: this language is left out, English stays: %s", file.name, error
        )
        return None
    phrases = {}
    for message in messages(read):
        if fault := fault_of(message):
            log.error("%s: a phrase is left out, it %s: %s", file.name, fault, message.id)
        elif message.string and not message.fuzzy:
            key = (message.context or "", str(message.id))
            phrases[key] = Translated(str(message.string), is_reviewed(message))
    return Catalogue(language, phrases)


def read_catalogue(file: Path, language: str | None) -> Catalog:
    """A PO file as it is. ValueError or PoFileError where it is none."""
    with file.open("rb") as opened:
        return read_po(opened, locale=language, abort_invalid=True)


def messages(catalogue: Iterable[Message]) -> list[Message]:
    """The phrases of a catalogue, without its head."""
    return [one for one in catalogue if one.id]


def fault_of(message: Message) -> str:
    """The reason why the phrase cannot be filled as the English is; empty: it can."""
    if not isinstance(message.id, str) or not isinstance(message.string, str):
        return "has a plural, which nothing here uses"
    if not message.string:
        return ""
    try:
        english, other = places_in(message.id), places_in(message.string)
    except ValueError as error:
        return str(error)
    return "" if english == other else f"has the places {sorted(other)}, not {sorted(english)}"


# reviews


def is_reviewed(message: Message) -> bool:
    """Whether somebody has approved these very words: the seal of a review is of both texts, so
    that neither is changed behind it."""
    reviews = [one for line in message.user_comments if (one := review_in(line))]
    return any(review["seal"] == seal_of(message) for review in reviews)


def review_in(comment: str) -> re.Match[str] | None:
    """The review in a translator's comment: `reviewed: FUNCTION, DATE (SEAL)`."""
    return _REVIEW.fullmatch(comment.strip())


def seal_of(message: Message) -> str:
    """The seal of a phrase as it reads now."""
    words = "\x00".join((message.context or "", str(message.id), str(message.string)))
    return hashlib.sha256(words.encode()).hexdigest()[:8]
