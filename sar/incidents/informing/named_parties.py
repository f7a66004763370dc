"""Parties as people name them in a hurry: by code or name, whatever its case and signs (pure)."""

import unicodedata
from collections.abc import Mapping
from typing import Final

NO_REASON: Final = "No reason was written. Whoever opened the case fears harm if it is told."
"""The reason of who is not to be told where none was written (house words)."""


def party_named(words: str, names: Mapping[str, str]) -> str | None:
    """The code of the one party that the words name; None: they name none, or several.

    `names`: by code. No likeness is enough: another State may be meant.
    """
    said = _plain(words)
    found = {code for code, name in names.items() if said in (_plain(code), _plain(name))}
    return found.pop() if len(found) == 1 else None


def _plain(words: str) -> str:
    """Without accents, case, signs and double spaces."""
    apart = unicodedata.normalize("NFKD", words)
    letters = (sign if sign.isalnum() else " " for sign in apart if not unicodedata.combining(sign))
    return " ".join("".join(letters).casefold().split())
