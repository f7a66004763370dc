"""Cospas-Sarsat alerts to RCCs and SPOCs, SIT 185 (C/S A.002, C/S G.007) (pure).

Paragraphs are known by their words and not by their numbers: the numbers have changed from issue to
issue, and mission control centres leave paragraphs out.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto
from itertools import pairwise
from typing import Final

from sar.distress_reports.reading.beacon_identities import is_beacon_id
from sar.distress_reports.reading.maritime_identities import FLAG_BY_DIGITS
from sar.distress_reports.reading.marks import nature_in
from sar.distress_reports.reading.pieces import folded, is_short
from sar.distress_reports.reading.read_report import ReadPosition
from sar.distress_reports.reading.told_facts import (
    TextReading,
    error_in,
    read_identities,
    read_marks,
)
from sar.distress_reports.reading.told_positions import positions_in
from sar.distress_reports.reading.told_times import times_in
from sar.distress_reports.reading.words import DistressNature, DopplerSide, ReportKind

_SIGNS: Final = (
    re.compile(r"COSPAS[- ]?SARSAT"),
    re.compile(r"^(?:[0-9]{1,2}[.)] ?)?MSG NO"),
    re.compile(r"DETECTED AT"),
    re.compile(r"DETECTION FREQUENCY"),
    re.compile(r"BEACON REGISTRATION"),
    re.compile(r"USER CLASS"),
    re.compile(r"DOPPLER [AB](?![A-Z])"),
    re.compile(r"HEX ID"),
    re.compile(r"HOMING SIGNAL"),
)
_SIGNS_WANTED: Final = 3

_NUMBER: Final = re.compile(r"^[0-9]{1,2}[.)] ?(?![0-9])")
_JOINED: Final = re.compile(
    r" (?=[0-9]{1,2}[.)] ?(?:DISTRESS|SHIP SECURITY|NOTIFICATION|MSG NO|DETECT|COUNTRY|USER CLASS"
    r"|EMERGENCY|POSITIONS|ENCODED|GNSS|NEXT|HEX|ACTIVATION|BEACON|OTHER|OPERATIONAL|REMARKS))"
    r"| (?=(?:DOPPLER [AB]|DOA|ENCODED|CONFIRMED|RESOLVED|MCC REFERENCE POSITION|GNSS POSITION)"
    r" ?[-–] )| (?=UPDATE TIME|END OF MESSAGE)"
)
"""The places where a line began, in a text whose lines were joined on the way."""
_TITLE: Final = re.compile(r"COSPAS[- ]?SARSAT|^(?:NOTIFICATION OF|SHIP SECURITY)")
_MESSAGE: Final = re.compile(
    r"^MSG NO\.? ?:? ?(?P<number>[0-9]{1,8})?"
    r"(?:[^0-9].{0,30}?REF(?: NO)?\.? ?:? ?(?P<ref>[0-9A-Z]+))?"
)
_DETECTED: Final = re.compile(r"^(?:BEACON )?(?:FIRST )?DETECTED(?: AT)?(?![A-Z])")
_COUNTRY: Final = re.compile(
    r"^(?:COUNTRY OF (?:BEACON )?REGISTRATION|BEACON (?:COUNTRY|REGISTRATION)[A-Z ]{0,20})"
    r" ?:? ?(?P<digits>[0-9]{3})(?![0-9])"
)
_CLASS: Final = re.compile(r"^(?:USER CLASS|BEACON TYPE)(?![A-Z])")
_EMERGENCY: Final = re.compile(r"^(?:EMERGENCY CODE|NATURE OF DISTRESS) ?:? ?(?P<nature>.*)$")
_HEX: Final = re.compile(
    r"^(?:BEACON )?(?:[0-9]{2}[- ]?)?HEX(?:[- ]?ID)?(?![A-Z]) ?:? ?(?P<hex>[0-9A-Z]*)(?P<rest>.*)$"
)
_PROVIDED: Final = re.compile(r"^(?:ENCODED|GNSS) POSITION(?: DATA)? PROVIDED BY")
_UNCERTAINTY: Final = re.compile(
    r"^(?:ENCODED |GNSS )?POSITION UNCERTAINTY ?:? ?(?:PLUS[- ](?:OR )?MINUS|\+/-) ?"
    r"(?P<size>[0-9]{1,3}(?:\.[0-9]{1,2})?) ?(?P<unit>SECONDS?|MINUTES?)"
)
_UPDATED: Final = re.compile(
    r"(?:^|(?<![A-Z]))(?:UPDATE TIME|TIME OF UPDATE)(?: ?[:\-] ?)?(?P<when>.*)$"
)
_POSITIONS: Final = re.compile(r"^(?:POSITIONS?)(?: (?:DATA|INFORMATION))? ?[:\-]?(?: |$)")
_NEXT: Final = re.compile(r"^NEXT (?:PASS|EXPECTED)[A-Z/ ]{0,40}(?:\(UTC\))? ?:?")
_PLACE: Final = re.compile(
    r"(?P<label>CONFIRMED|RESOLVED|(?:MCC )?REFERENCE(?: POSITION)?|DOPPLER A|DOPPLER B"
    r"|DOA(?:/ALTITUDE)?|ENCODED|GNSS)(?: POSITION)?(?![A-Z])(?: ?[:\-–] ?| |$)(?P<words>.*)$"
)
_LEADING_PLACE: Final = re.compile(rf"^{_PLACE.pattern}")
_PROBABILITY: Final = re.compile(
    r"PROB(?:ABILITY)?\.? ?[:=]? ?(?P<percent>[0-9]{1,3})(?:\.[0-9])? ?(?:PERCENT|PER CENT|PCT|%)"
)
_NOTED: Final = re.compile(
    r"^(?:DETECTION FREQUENCY|HOMING|ACTIVATION TYPE|BEACON NUMBER|OTHER ENCODED|OTHER INFORMATION"
    r"|OPERATIONAL INFORMATION|REMARKS?|ALTITUDE|SERIAL|IDENTIFICATION|AIRCRAFT|DATE|FROM|TO|FORMAT"
    r"|TYPE APPROVAL|CSTA|TAC|BEACON MODEL|RELIABILITY|LUT ID|NUMBER OF|SATELLITE|30-HEX"
    r"|RETURN LINK|RLS|VESSEL|RADIO|SPECIFIC)(?![A-Z])"
)
_TITLE_WORDS: Final = re.compile(r"^(?: (?:INFORMATION|ON AIRCRAFT OR VESSEL|NO|SIGNAL))*(?![A-Z])")
_OPEN: Final = re.compile(
    r"^(?:OTHER ENCODED|OTHER INFORMATION|OPERATIONAL INFORMATION|REMARKS?)(?![A-Z])"
)
_ENVELOPE: Final = re.compile(r"^(?:/[0-9A-Z/ .]+|END OF MESSAGE|/?LASSIT|/?ENDMSG|NNNN|ZCZC.*)$")
_EMPTY: Final = re.compile(r"^ ?[:\-–]? ?(?:NIL|UNKNOWN|NONE|N/A|NOT AVAILABLE)?[ .]*$")
_FROM_COUNTRY: Final = re.compile(r"NOTIFICATION|NOCR")
_NOTHING_MORE: Final = re.compile(r"^(?:OF )?LATITUDE AND LONGITUDE\.?$")


class _AlertPart(Enum):
    """The part of the message that lines without a heading belong to."""

    HEAD = auto()
    CLASS = auto()
    PLACES = auto()
    PASSES = auto()
    OPEN = auto()


@dataclass(frozen=True, slots=True)
class _AlertPlace:
    """A position before the message is read to its end. `encoded`: the beacon has sent it, and it
    is of when the beacon knew it."""

    position: ReadPosition
    encoded: bool


def separated(lines: Sequence[str]) -> list[str]:
    """The lines of an alert, also where some of them were joined on the way."""
    found = []
    for line in lines:
        edges = [0, *(one.start() for one in _JOINED.finditer(folded(line))), len(line)]
        found += [line[start:end].strip() for start, end in pairwise(edges)]
    return [line for line in found if line]


def is_beacon_alert(lines: Sequence[str]) -> bool:
    """Whether the text is an alert of this form: it has three of its headings, also cut ones."""
    text = [folded(line) for line in lines if is_short(line)]
    return sum(any(sign.search(line) for line in text) for sign in _SIGNS) >= _SIGNS_WANTED


def read_beacon_alert(lines: Sequence[str], reading: TextReading) -> ReportKind:
    """Read an alert, line by line."""
    alert = _BeaconAlert(reading)
    for line in lines:
        alert.take(line)
    alert.finish()
    return alert.kind


class _BeaconAlert:
    """The state of reading one alert."""

    def __init__(self, reading: TextReading) -> None:
        self.kind = ReportKind.ALERT
        self._reading = reading
        self._found = reading.found
        self._part = _AlertPart.HEAD
        self._places: list[_AlertPlace] = []
        self._label = ""
        self._pending = ""
        self._updated_at: datetime | None = None
        self._uncertainty_nm: float | None = None

    def take(self, line: str) -> None:
        """Read one line, note it, or leave it unread."""
        if not is_short(line):
            self._found.refuse(line)
            return
        said = _NUMBER.sub("", folded(line))
        if self._part in (_AlertPart.PLACES, _AlertPart.PASSES) and self._takes_place(said, line):
            return
        self._close_place()
        if not self._takes_heading(said, line):
            self._take_rest(said, line)

    def finish(self) -> None:
        """Give each position its time, now that all is read."""
        self._close_place()
        detected_at = self._found.values.get("at")
        for one in self._places:
            at = self._updated_at if one.encoded else detected_at
            error_nm = one.position.error_nm
            if error_nm is None and one.encoded and self._uncertainty_nm is not None:
                across = self._uncertainty_nm * math.cos(math.radians(one.position.place.lat))
                error_nm = math.hypot(self._uncertainty_nm, across)
            self._found.place(replace(one.position, at=at, error_nm=error_nm))

    def _takes_heading(self, said: str, line: str) -> bool:
        """Read a line that begins a paragraph. False: it begins none that is known."""
        found, values = self._found, self._found.values
        if _ENVELOPE.match(said):
            self._part = _AlertPart.HEAD
        elif _TITLE.search(said) and self._part is _AlertPart.HEAD:
            if _FROM_COUNTRY.search(said):
                self.kind = ReportKind.NOTIFICATION
            read_marks(said, self._reading)
            found.note(line)
        elif (message := _MESSAGE.match(said)) and (message["number"] or message["ref"]):
            self._take_message(message, line)
        elif _DETECTED.match(said):
            self._part = _AlertPart.HEAD
            at = next((time.at for time in times_in(said, now=self._reading.now)), None)
            if at is None or not found.keep("at", at, line):
                found.refuse(line)
        elif country := _COUNTRY.match(said):
            self._part = _AlertPart.HEAD
            flag = FLAG_BY_DIGITS.get(int(country["digits"]))
            if flag is None or not found.keep("flag", flag, line):
                found.refuse(line)
        elif _CLASS.match(said):
            self._part = _AlertPart.CLASS
            if nature_in(said) is DistressNature.EPIRB:
                values.setdefault("nature", DistressNature.EPIRB)
            read_marks(said, self._reading)
            read_identities(line, self._reading)
            found.note(line)
        elif emergency := _EMERGENCY.match(said):
            self._part = _AlertPart.HEAD
            self._take_emergency(emergency["nature"], line)
        elif (hex_id := _HEX.match(said)) and hex_id["hex"]:
            self._part = _AlertPart.HEAD
            self._take_hex(hex_id, line)
        else:
            return self._takes_open_heading(said, line)
        return True

    def _takes_open_heading(self, said: str, line: str) -> bool:
        """As above, of headings whose lines are read on, or kept as they are."""
        if _PROVIDED.match(said):
            self._part = _AlertPart.HEAD
            self._found.note(line)
        elif uncertainty := _UNCERTAINTY.search(said.removeprefix("A. ")):
            per_nm = 60 if uncertainty["unit"].startswith("SEC") else 1
            self._uncertainty_nm = float(uncertainty["size"]) / per_nm
        elif _NOTHING_MORE.match(said) and self._uncertainty_nm is not None:
            pass
        elif _NEXT.match(said):
            self._part = _AlertPart.PASSES
            self._take_pass(_NEXT.sub("", said).strip(), line)
        elif positions := _POSITIONS.match(said):
            self._part = _AlertPart.PLACES
            rest = said[positions.end() :].strip()
            if rest and not self._takes_place(rest, line):
                self._found.refuse(line)
        elif _LEADING_PLACE.match(said) and self._part is _AlertPart.HEAD:
            self._part = _AlertPart.PLACES
            return self._takes_place(said, line)
        elif _OPEN.match(said):
            self._part = _AlertPart.OPEN
            self._note(said, line)
        elif _NOTED.match(said):
            self._part = _AlertPart.OPEN if self._part is _AlertPart.OPEN else _AlertPart.HEAD
            read_identities(line, self._reading)
            self._note(said, line)
        else:
            return False
        return True

    def _take_rest(self, said: str, line: str) -> None:
        """A line without a heading: it goes on from the one above, or is unread."""
        marked = read_marks(said, self._reading)
        if self._part in (_AlertPart.CLASS, _AlertPart.OPEN):
            read_identities(line, self._reading)
            self._found.note(line)
        elif not read_identities(line, self._reading) and not marked:
            self._found.refuse(line)

    def _note(self, said: str, line: str) -> None:
        read_marks(said, self._reading)
        heading = _NOTED.match(said)
        if heading is None or not _EMPTY.match(_TITLE_WORDS.sub("", said[heading.end() :])):
            self._found.note(line)

    def _take_message(self, message: re.Match[str], line: str) -> None:
        kept = bool(message["number"]) and self._found.keep(
            "message_number", message["number"], line
        )
        if (ref := message["ref"]) and is_beacon_id(ref):
            kept = self._found.keep("beacon_id", ref, line) or kept
        if not kept:
            self._found.refuse(line)

    def _take_emergency(self, words: str, line: str) -> None:
        nature = nature_in(words)
        if nature is not None:
            self._found.values["nature"] = nature
        elif not _EMPTY.match(words):
            self._found.refuse(line)

    def _take_hex(self, hex_id: re.Match[str], line: str) -> None:
        if is_beacon_id(hex_id["hex"]):
            self._found.keep("beacon_id", hex_id["hex"], line)
        elif not _EMPTY.match(hex_id["hex"]):
            self._found.refuse(line)
        if hex_id["rest"].strip():
            self._found.note(line)

    def _takes_place(self, said: str, line: str) -> bool:
        """Read a line of the positions, or of the next passes."""
        if _PROVIDED.match(said) or _UNCERTAINTY.search(said):
            return False
        place = _LEADING_PLACE.match(said)
        if self._part is _AlertPart.PASSES:
            if place is None:
                return False
            self._take_pass(said, line)
            return True
        if place is None:
            return self._goes_on(said, line)
        self._close_place()
        self._label, self._pending = place["label"], line
        self._take_words(place["words"], line)
        return True

    def _goes_on(self, said: str, line: str) -> bool:
        """A line below a position: its time, its error, its other half."""
        if updated := _UPDATED.search(said):
            self._take_update(updated["when"], line)
            return True
        if said.startswith("ALTITUDE"):
            self._found.note(line)
            return True
        if self._pending and said[:1] in "-–0123456789NSEW" and not _NUMBER.match(folded(line)):
            self._pending = f"{self._pending} {line}"
            if not is_short(self._pending):
                self._close_place()
                return True
            self._take_words(_words_behind(self._pending), self._pending)
            return True
        return False

    def _take_words(self, words: str, line: str) -> None:
        """The words behind a label: a position, nothing, or the time of its update."""
        if updated := _UPDATED.search(words):
            self._take_update(updated["when"], line)
            words = words[: updated.start()]
        if _EMPTY.match(words):
            self._pending = ""
            return
        told = positions_in(words) if is_short(words) else []
        good = [one for one in told if one.place is not None]
        if len(good) != 1 or len(told) != 1:
            return
        one, self._pending = good[0], ""
        side = self._label.removeprefix("DOPPLER ")
        doppler = DopplerSide(side) if side in ("A", "B") else None
        probability = _PROBABILITY.search(words)
        percent = int(probability["percent"]) if probability else None
        position = ReadPosition(
            place=one.place,  # type: ignore[arg-type]  # those without are left out above
            how=line,
            error_nm=error_in(words[one.end :]),
            doppler=doppler,
            probability=percent / 100 if percent is not None and percent <= 100 else None,
        )
        self._places.append(_AlertPlace(position, self._label in ("ENCODED", "GNSS")))

    def _take_update(self, words: str, line: str) -> None:
        if _EMPTY.match(words):
            return
        at = next((time.at for time in times_in(words, now=self._reading.now)), None)
        if at is None:
            self._found.note(line)
        else:
            self._updated_at = at

    def _take_pass(self, said: str, line: str) -> None:
        place = _LEADING_PLACE.match(said)
        if not _EMPTY.match(place["words"] if place else said):
            self._found.note(line)

    def _close_place(self) -> None:
        """A position that is not whole when the next line begins stays unread."""
        if self._pending:
            self._found.refuse(self._pending)
        self._pending = ""


def _words_behind(line: str) -> str:
    place = _LEADING_PLACE.match(_NUMBER.sub("", folded(line)))
    return place["words"] if place else ""
