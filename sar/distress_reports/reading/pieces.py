"""A text as lines, and lines as pieces short enough that no pattern takes long over one (pure)."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from sar.incidents.texts.telex import INDENT, LINE_LENGTH

LONGEST_TEXT: Final = 20_000
"""Letters; an alert has some 2,000."""

LONGEST_PIECE: Final = 400
"""Letters of one piece: patterns are tried on one piece at a time, so the work on a whole text
grows with its length and no faster."""

_UPPER: Final = {code: code - 32 for code in range(ord("a"), ord("z") + 1)}
_QUOTED: Final = re.compile(r"^(?:> ?){1,20}")
_ABBREVIATED: Final = r"(?<!\bLAT)(?<!\bLON)(?<!\bLONG)(?<!\bPOS)(?<!\bPOSN)(?<!\bNO)(?<!\bTEL)"
_SENTENCE: Final = re.compile(
    rf"{_ABBREVIATED}(?<=[A-Z)'\"][A-Z)'\"])[.!?;] |(?<=[0-9])[.;] (?=[A-Z][A-Z])", re.ASCII
)


def lines_of(lines: Sequence[str]) -> list[str]:
    """The lines that say something, with single blanks, without what is not printed and the marks
    of quoted mail."""
    found = []
    for line in lines:
        printed = "".join(_printed(sign) for sign in line)
        plain = _QUOTED.sub("", " ".join(printed.split())).strip()
        if plain:
            found.append(plain)
    return found


def rejoined(lines: Sequence[str]) -> list[str]:
    """The lines as they were before they were cut for a telex: one that goes on stands further in,
    and its first word had no room above."""
    found: list[str] = []
    above = 0
    for line in lines:
        goes_on = line.startswith(INDENT) and line.strip()
        if found and goes_on and above + 1 + len(line.split()[0]) > LINE_LENGTH:
            found[-1] += f" {line.strip()}"
        else:
            found.append(line)
        above = len(line)
    return found


def _printed(sign: str) -> str:
    if " " <= sign <= "~":
        return sign
    if sign.isspace() or unicodedata.category(sign) == "Cc":
        return " "
    return "" if unicodedata.category(sign) == "Cf" else sign


def folded(line: str) -> str:
    """The line in capitals, letter for letter: places in it are places in the line."""
    return line.translate(_UPPER)


def pieces_of(line: str) -> list[str]:
    """The sentences of a line; one that is very long is cut between words."""
    found: list[str] = []
    start = 0
    for stop in _SENTENCE.finditer(folded(line)):
        if line[start : stop.start()].isdecimal():
            continue  # the number of a line
        found += _cut(line[start : stop.end()].strip())
        start = stop.end()
    found += _cut(line[start:].strip())
    return found


def _cut(sentence: str) -> list[str]:
    """The sentence in parts that are short enough; a word that is too long stands alone."""
    if len(sentence) <= LONGEST_PIECE:
        return [sentence] if sentence else []
    found, part = [], ""
    for word in sentence.split(" "):
        if part and len(part) + 1 + len(word) > LONGEST_PIECE:
            found.append(part)
            part = word
        else:
            part = f"{part} {word}" if part else word
    return [*found, part]


def is_short(piece: str) -> bool:
    """Whether patterns may be tried on it: a single word of many letters is none of any form."""
    return len(piece) <= LONGEST_PIECE
