"""Lines of a text with what was read of each, for a person who looks it over (pure)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sar.distress_reports.reading.pieces import folded, lines_of
from sar.distress_reports.reading.read_report import ReadReport


class LineState(StrEnum):
    """The states of a line."""

    READ = "read"
    NOTED = "noted"
    """Known, and fills no field."""
    UNREAD = "unread"
    """At least a part of it could not be read."""


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line as it came. `gave`: the fields that its words are known to have filled."""

    text: str
    state: LineState
    gave: tuple[str, ...]


_NAMED: Final = ("mmsi", "beacon_id", "callsign", "craft_name")
LINES_AT_MOST: Final = 400


def marked_lines(text: str, read: ReadReport) -> list[MarkedLine]:
    """The lines that say something, each with its state. A line that could be taken for one that
    was not read counts as such: better looked at once more."""
    unread = [_plain(one) for one in read.unread]
    noted = [_plain(one) for one in read.noted]
    told = {name: _plain(value) for name in _NAMED if (value := getattr(read, name))}
    places = [_plain(one.how) for one in read.positions if one.how]
    found = []
    for line in text.splitlines():
        if not (cleaned := lines_of([line])):
            continue
        plain = _plain(cleaned[0])
        if not plain:
            continue
        gave = [name for name, value in told.items() if value and value in plain]
        if any(_shares(plain, place) for place in places):
            gave.append("positions")
        found.append(MarkedLine(cleaned[0], _state(plain, unread, noted), tuple(gave)))
        if len(found) == LINES_AT_MOST:
            break
    return found


def _state(plain: str, unread: list[str], noted: list[str]) -> LineState:
    if any(_shares(plain, one) for one in unread):
        return LineState.UNREAD
    return LineState.NOTED if any(_shares(plain, one) for one in noted) else LineState.READ


def _shares(line: str, words: str) -> bool:
    """Whether the words stand in the line, or the line in the words, as where one went on."""
    return bool(words) and (words in line or line in words)


def _plain(words: str) -> str:
    """Letters and figures alone: blanks and marks tell no two ways of writing apart."""
    return "".join(sign for sign in folded(words) if sign.isalnum())
