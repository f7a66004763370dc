"""Texts as they can be printed: what no font of the file has is told by its code point (pure)."""

import unicodedata
from collections.abc import Callable
from typing import Final

SCRIPTS: Final = ("LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW")
"""The scripts that the fonts of a file have letters of."""
SIGNS: Final = frozenset("°±×·′″–—‘’“”…•€£§µ²³¼½¾←→≤≥≈")


def without_controls(text: str) -> str:
    """The text without characters that XML and paper cannot hold: control characters and halves of
    pairs. Lines end in a blank."""
    return "".join(
        " " if letter in "\n\r\t" else _code(letter) if _is_control(letter) else letter
        for letter in text
    )


def in_known_scripts(text: str) -> str:
    """With letters of the known scripts, digits and common signs; the rest by its code point."""
    return "".join(
        letter if letter.isascii() or _is_known(letter) else _code(letter)
        for letter in without_controls(text)
    )


def in_ascii(text: str) -> str:
    """With ASCII alone; the rest by its code point."""
    return "".join(
        letter if letter.isascii() else _code(letter) for letter in without_controls(text)
    )


WAYS: Final[tuple[Callable[[str], str], ...]] = (without_controls, in_known_scripts, in_ascii)
"""From the truest on: the first that can be set is taken."""


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cs", "Cn", "Co") or letter in "\ufffe\uffff"


def _is_known(letter: str) -> bool:
    return letter in SIGNS or unicodedata.name(letter, "").startswith(SCRIPTS)


def _code(letter: str) -> str:
    return f"[U+{ord(letter):04X}]"
