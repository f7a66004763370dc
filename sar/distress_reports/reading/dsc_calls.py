"""Calls by digital selective calling as receivers tell them: DSC and DSE sentences (pure).

Sentences: IEC 61162-1, DSC and DSE; symbols: ITU-R M.493, Table A1-3 and section 8; expansion:
ITU-R M.821. A sentence has the last two digits of each symbol.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from operator import xor
from typing import Final

from sar.distress_reports.reading.maritime_identities import is_identity, is_of_ship
from sar.distress_reports.reading.marks import nature_of_symbol
from sar.distress_reports.reading.pieces import folded
from sar.distress_reports.reading.read_report import ReadPosition
from sar.distress_reports.reading.told_facts import MOST_PERSONS, TextReading
from sar.distress_reports.reading.told_times import day_and_time
from sar.distress_reports.reading.words import DistressNature, ReportEnding, ReportKind
from sar.geo.position import LatLon

_SENTENCE: Final = re.compile(
    r"^(?:.{0,80}?\\)?[$!][A-Z]{2}(?P<kind>DSC|DSE),(?P<fields>[^*]{0,200})"
    r"(?:\*(?P<sum>[0-9A-F]{0,2}))?[ ,]*$"
)
_BODY: Final = re.compile(r"[$!](?P<body>[^*]*)")
_NUMBER: Final = re.compile(r"[0-9]{1,3}")
_ADDRESS: Final = re.compile(r"[0-9]{9}0?")
_PLACE: Final = re.compile(
    r"(?P<quadrant>[0-3])(?P<lat>[0-9]{2})(?P<lat_min>[0-5][0-9])"
    r"(?P<lon>[01][0-9]{2})(?P<lon_min>[0-5][0-9])"
)
_FINER: Final = re.compile(r"(?P<lat>[0-9]{4})(?P<lon>[0-9]{4})")
_TIME: Final = re.compile(r"(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})")
NO_PLACE: Final = "9999999999"
NO_TIME: Final = "8888"
_LEAST_FIELDS: Final = 4

DISTRESS: Final = 12
"""Format specifier and category of distress (112)."""
RELAYED: Final = 12
"""First telecommand: distress alert relay (112)."""
ACKNOWLEDGED: Final = 10
"""First telecommand: distress alert acknowledgement (110)."""
TESTED: Final = 18
"""First telecommand: test (118)."""
FINER_PLACE: Final = 0
PERSONS_ABOARD: Final = 6


@dataclass(frozen=True, slots=True)
class _Call:
    """A call. `caller`: the station that calls; `casualty`: the one in distress."""

    kind: ReportKind
    caller: str
    casualty: str | None
    nature: DistressNature | None
    place: LatLon | None
    at: datetime | None
    is_test: bool
    sentence: str


def is_dsc_sentence(line: str) -> bool:
    """Whether the line is a sentence of a DSC receiver, also a broken one."""
    return _SENTENCE.match(folded(line)[:300]) is not None and len(line) < 300


def read_dsc_sentences(lines: Sequence[str], reading: TextReading) -> ReportKind:
    """Read the sentences of one call; those of another call stay unread."""
    first: _Call | None = None
    for line in lines:
        said = folded(line)
        fields = _fields(said)
        if fields is None:
            reading.found.refuse(line)
        elif "DSE," in said[:120]:
            if first is None or not _takes_expansion(fields, first, reading):
                reading.found.refuse(line)
        else:
            call = _call(fields, line, now=reading.now)
            if call is None or (first is not None and not _is_same(call, first)):
                reading.found.refuse(line)
            elif first is None:
                first = call
                _keep(call, reading)
            elif _graver(call.kind, first.kind):
                _keep(call, reading)
                first = call
    return first.kind if first else ReportKind.OTHER_CALL


def _graver(kind: ReportKind, than: ReportKind) -> bool:
    order = (ReportKind.OTHER_CALL, ReportKind.ACKNOWLEDGEMENT, ReportKind.RELAY, ReportKind.ALERT)
    return order.index(kind) > order.index(than)


def _is_same(one: _Call, other: _Call) -> bool:
    """Whether both are of one casualty."""
    return (one.casualty or one.caller) == (other.casualty or other.caller)


def _fields(said: str) -> list[str] | None:
    """The fields of a sentence; None where it is broken or its sum is wrong."""
    found, body = _SENTENCE.match(said), _BODY.search(said)
    if found is None or body is None:
        return None
    told = found["sum"]
    if told is not None and told != f"{reduce(xor, map(ord, body['body']), 0):02X}":
        return None
    return [part.strip() for part in found["fields"].split(",")]


def _call(fields: list[str], line: str, *, now: datetime) -> _Call | None:
    """The call of a sentence; None where a field is none of the form."""
    if len(fields) < _LEAST_FIELDS:
        return None
    fields = [*fields, *[""] * (11 - len(fields))]
    form, category, first = map(_symbol, (fields[0], fields[2], fields[3]))
    caller = _identity(fields[1])
    if caller is None or form is None:
        return None
    at = _at(fields[6], now=now)
    if fields[6] not in ("", NO_TIME) and at is None:
        return None
    kind = _kind(form, category, first)
    casualty, symbol = _identity(fields[7]), _symbol(fields[8])
    if kind is ReportKind.ALERT:
        casualty, symbol = caller, first
    elif kind is ReportKind.OTHER_CALL:
        casualty, symbol = None, None
    place, told = _place(fields[5]), fields[5]
    if place is None and told not in ("", NO_PLACE) and kind is not ReportKind.OTHER_CALL:
        return None
    nature = None if symbol is None else nature_of_symbol(symbol)
    is_test = kind is ReportKind.OTHER_CALL and first == TESTED
    return _Call(kind, caller, casualty, nature, place, at, is_test, line)


def _kind(form: int, category: int | None, first: int | None) -> ReportKind:
    if form == DISTRESS:
        return ReportKind.ALERT
    if category != DISTRESS:
        return ReportKind.OTHER_CALL
    kinds = {RELAYED: ReportKind.RELAY, ACKNOWLEDGED: ReportKind.ACKNOWLEDGEMENT}
    return kinds.get(first, ReportKind.OTHER_CALL) if first is not None else ReportKind.OTHER_CALL


def _symbol(field: str) -> int | None:
    """The last two digits of a symbol."""
    return int(field) % 100 if _NUMBER.fullmatch(field) else None


def _identity(field: str) -> str | None:
    """An identity of nine digits, which a sentence has with a nought behind it."""
    if not _ADDRESS.fullmatch(field):
        return None
    return field[:9] if is_identity(field[:9]) else None


def _place(field: str) -> LatLon | None:
    """Ten digits: quadrant, degrees and minutes (M.493, 8.1.2); None: none is told."""
    found = _PLACE.fullmatch(field)
    if found is None:
        return None
    lat = int(found["lat"]) + int(found["lat_min"]) / 60
    lon = int(found["lon"]) + int(found["lon_min"]) / 60
    return _in_quadrant(lat, lon, int(found["quadrant"]))


def _in_quadrant(lat: float, lon: float, quadrant: int) -> LatLon | None:
    """The place, by quadrants NE, NW, SE, SW."""
    if lat > 90 or lon > 180:
        return None
    return LatLon(lat=-lat if quadrant >= 2 else lat, lon=-lon if quadrant % 2 else lon)


def _at(field: str, *, now: datetime) -> datetime | None:
    found = _TIME.fullmatch(field)
    return day_and_time(int(found["hour"]), int(found["minute"]), now=now) if found else None


def _keep(call: _Call, reading: TextReading) -> None:
    found, line = reading.found, call.sentence
    if call.casualty is not None:
        found.values["mmsi"] = call.casualty
        if call.caller == call.casualty and call.kind is ReportKind.ACKNOWLEDGEMENT:
            found.values["ending"] = ReportEnding.CANCELLED
        elif call.caller != call.casualty:
            found.note(line)
    elif is_of_ship(call.caller) and call.kind is ReportKind.OTHER_CALL:
        found.values["mmsi"] = call.caller
        found.note(line)
    else:
        found.note(line)
    if call.nature is not None:
        found.values["nature"] = call.nature
    if call.at is not None:
        found.values["at"] = call.at
    if call.is_test:
        found.values["is_test"] = True
    if call.place is not None:
        error_nm = _resolution_nm(call.place, minutes=1)
        found.place(ReadPosition(call.place, line, at=call.at, error_nm=error_nm))


def _resolution_nm(place: LatLon, *, minutes: float) -> float:
    """The most that digits which were cut off may have told more: a minute north and east."""
    return minutes * math.hypot(1, math.cos(math.radians(place.lat)))


def _takes_expansion(fields: list[str], call: _Call, reading: TextReading) -> bool:
    """Read the data of a DSE sentence, which belongs to the call before it."""
    if len(fields) < 6 or _identity(fields[3]) != call.caller:
        return False
    took = False
    for code, data in zip(fields[4::2], fields[5::2], strict=False):
        symbol = _symbol(code)
        if symbol == FINER_PLACE:
            took = _make_finer(data, call, reading) or took
        elif symbol == PERSONS_ABOARD and _NUMBER.fullmatch(data.lstrip("0") or "0"):
            persons = int(data)
            if 0 < persons <= MOST_PERSONS:
                took = reading.found.keep("persons", (persons, persons), call.sentence) or took
    return took


def _make_finer(data: str, call: _Call, reading: TextReading) -> bool:
    """Add ten-thousandths of minutes to the position of the call (M.821, code 00)."""
    found = _FINER.fullmatch(data)
    if found is None or call.place is None:
        return False
    places = reading.found.positions
    for key, one in places.items():
        if one.place == call.place:
            lat = call.place.lat + math.copysign(int(found["lat"]) / 600_000, call.place.lat)
            lon = call.place.lon + math.copysign(int(found["lon"]) / 600_000, call.place.lon)
            if abs(lat) > 90 or abs(lon) > 180:
                return False
            places[key] = replace(one, place=LatLon(lat, lon), error_nm=None)
            return True
    return False
