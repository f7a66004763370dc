"""Situation reports by lettered headings: A identity, B position, and so on (pure).

IAMSAR Manual, Volume III, Appendix D, and Volume II, Appendix I: the form that
`sar.requests.texts.sitrep` writes. Every lettered paragraph is kept as it is told; A to D are read.
"""

import re
from collections.abc import Sequence
from typing import Final

from sar.distress_reports.reading.craft_names import callsign_behind, craft_name_in
from sar.distress_reports.reading.maritime_identities import is_identity, is_of_ship
from sar.distress_reports.reading.marks import nature_in
from sar.distress_reports.reading.pieces import folded, is_short, pieces_of
from sar.distress_reports.reading.told_facts import (
    TextReading,
    read_all_persons,
    read_flag,
    read_identities,
    read_leading_persons,
    read_marks,
    read_places,
)
from sar.distress_reports.reading.told_times import times_in
from sar.distress_reports.reading.words import ReportKind

_TITLE: Final = re.compile(r"(?<![A-Z])SIT ?REP(?![A-Z])|(?<![A-Z])SITUATION REPORT(?![A-Z])")
_NUMBER: Final = re.compile(
    r"(?<![A-Z])(?:SIT ?REP|SITUATION REPORT)(?: (?:NO|NR|NUMBER))?\.? ?:? ?(?P<number>[0-9]{1,5})"
)
_LETTERED: Final = re.compile(r"^\(?(?P<letter>[A-N])(?:[.):/]| ?[-–] ) ?(?P<words>.*)$")
_HEADING: Final = re.compile(
    r"^(?:IDENTITY(?: OF CASUALTY)?|POSITION|SITUATION|NUMBER OF PERSONS(?: AT RISK)?|PERSONS"
    r"(?: AT RISK)?) ?: ?"
)
_HEAD: Final = re.compile(
    r"^(?:DISTRESS|URGENCY|SAFETY|ROUTINE|FROM|TO|INFO|CASE|DATE|REF|REFERENCE|SUBJECT"
    r"|REPLY TO|MISSION COORDINATOR)(?![A-Z])"
)
_TAIL: Final = re.compile(
    r"^(?:REPLY TO|MISSION COORDINATOR|EXERCISE EXERCISE|END OF MESSAGE|NNNN)"
)
_UNKNOWN: Final = re.compile(r"(?<![A-Z])(?:NOT KNOWN|UNKNOWN|NIL)(?![A-Z])")
_NAMED: Final = re.compile(
    r"(?:^|, )NAME (?P<name>[^,.]{1,80}?)(?=,|\.|$)(?!, (?:CALL SIGN OR FLAG ON FILE))"
)
_TOLD_MMSI: Final = re.compile(r"(?<![A-Z])MMSI ?:? ?(?P<digits>[0-9]{9})(?![0-9])")
_LETTERS_WANTED: Final = 3
_LETTERS_WITH_TITLE: Final = 2


def is_lettered_report(lines: Sequence[str]) -> bool:
    """Whether the text has lettered paragraphs in their order, or says what it is and has some."""
    said = [folded(line) for line in lines if is_short(line)]
    letters = [found["letter"] for line in said if (found := _LETTERED.match(line))]
    if any(map(_TITLE.search, said)):
        return len(set(letters)) >= _LETTERS_WITH_TITLE
    return letters == sorted(letters) and len(set(letters)) >= _LETTERS_WANTED


def read_lettered_report(
    lines: Sequence[str], reading: TextReading, *, flags: dict[str, str]
) -> ReportKind:
    """Read the paragraphs, and the lines before and behind them. A letter that comes before the one
    above it begins another report, of which nothing is read."""
    paragraphs: list[tuple[str, str]] = []
    last, other = "", False
    for line in lines:
        said = folded(line)
        found = _LETTERED.match(said) if is_short(line) else None
        other = other or (found is not None and found["letter"] < last)
        if other:
            reading.found.refuse(line)
        elif found:
            last = found["letter"]
            paragraphs.append((found["letter"], line))
        elif paragraphs and paragraphs[-1][0] and not _TAIL.match(said[:60]):
            letter, before = paragraphs[-1]
            paragraphs[-1] = (letter, f"{before} {line}")
        else:
            paragraphs.append(("", line))
    for letter, line in paragraphs:
        if letter:
            _take_paragraph(letter, line, reading, flags)
        else:
            _take_line(line, reading)
    return ReportKind.REPORT


def _take_line(line: str, reading: TextReading) -> None:
    """A line of the head or the tail."""
    if not is_short(line):
        reading.found.refuse(line)
        return
    said, found = folded(line), reading.found
    marked = read_marks(said, reading)
    number = _NUMBER.search(said)
    if number:
        marked = found.keep("message_number", number["number"], line) or marked
        found.note(line)
    times = list(times_in(said, now=reading.now))
    told = next((time.at for time in times if time.at), None)
    if times and told is None:
        found.refuse(line)
    elif told is not None and "at" not in found.values:
        found.values["at"] = told
        marked = True
    if _HEAD.match(said) or _TITLE.search(said) or (told is not None and not marked):
        found.note(line)
    elif not marked and not read_identities(line, reading):
        found.refuse(line)


def _take_paragraph(letter: str, line: str, reading: TextReading, flags: dict[str, str]) -> None:
    """A lettered paragraph: read as far as it goes, and kept whole."""
    found = reading.found
    found.note(line)
    lettered = _LETTERED.match(folded(line))
    start = lettered.start("words") if lettered else 0
    words = line[start:]
    if heading := _HEADING.match(folded(words)):
        words = words[heading.end() :]
    for piece in pieces_of(words):
        read_marks(folded(piece), reading)
    match letter:
        case "A":
            _take_identity(words, reading, flags)
        case "B":
            before = len(found.positions)
            for piece in pieces_of(words):
                read_places(piece, reading)
            if len(found.positions) == before and not _UNKNOWN.search(folded(words)):
                found.refuse(line)
        case "C":
            for piece in pieces_of(words):
                if nature := nature_in(folded(piece)):
                    found.values.setdefault("nature", nature)
        case "D":
            said = folded(words)
            if not read_leading_persons(said, reading) and not _UNKNOWN.match(said):
                took = [read_all_persons(piece, reading) for piece in pieces_of(words)]
                if not any(took):
                    found.refuse(line)
        case _:
            pass


def _take_identity(words: str, reading: TextReading, flags: dict[str, str]) -> None:
    """Name, call sign, MMSI and flag, as `sar.incidents.texts.craft` writes them, or others."""
    found = reading.found
    for piece in pieces_of(words):
        if not is_short(piece):
            continue
        said = folded(piece)
        read_identities(piece, reading)
        for told in _TOLD_MMSI.finditer(said):
            if is_identity(told["digits"]) and is_of_ship(told["digits"]):
                found.values.setdefault("mmsi", told["digits"])
        named = _NAMED.search(said)
        name = named["name"].strip() if named else craft_name_in(piece)
        if name:
            found.values.setdefault("craft_name", name)
        if sign := callsign_behind(piece):
            found.keep("callsign", sign, piece)
        read_flag(piece, reading, flags, lettered=True)
        if nature := nature_in(said):
            found.values.setdefault("nature", nature)
