"""Aircraft by ADS-B in lines of BaseStation (SBS-1), as readsb and dump1090 send them on port 30003
(pure).

Place and speed come in lines of their own (`MSG,3` and `MSG,4`); a place has the speed that was
told last of that aircraft, if that was just before.
"""

from collections import OrderedDict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from sar.assets.fix_payloads import USUAL_NM
from sar.interop.bounded_lines import BoundedLines, is_too_long
from sar.interop.icao_addresses import ADS_B, icao_address, is_nobodys
from sar.interop.station_reports import (
    ReportReader,
    StationReport,
    course_of,
    place_of,
    speed_of,
)
from sar.interop.words import FeedFault

SPEED_WITHIN: Final = timedelta(seconds=10)
AIRCRAFT_AT_MOST: Final = 4_096
"""Aircraft of which a speed is remembered; the one told longest ago is forgotten for a further
one."""

_FIELDS: Final = 22
_OTHERS: Final = frozenset({"SEL", "ID", "AIR", "STA", "CLK"})
"""Lines of other kinds than what is heard."""

_TYPE, _ADDRESS, _DATE, _TIME = 1, 4, 6, 7
_SPEED, _COURSE, _LAT, _LON = 12, 13, 14, 15
_PLACES: Final = frozenset({"2", "3"})
"""On the ground, and in the air."""
_KINDS: Final = frozenset("12345678")


class _Moving(NamedTuple):
    """The speed and course of an aircraft, and when they came."""

    speed_kn: float | None
    course_deg: float | None
    came_at: datetime


class BaseStationReader(ReportReader):
    """Reads what one station sends; `sentences` counts all lines of what it hears."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = BoundedLines()
        self._moving: OrderedDict[str, _Moving] = OrderedDict()

    def take(self, chunk: bytes, *, came_at: datetime) -> Iterator[StationReport]:
        """Yield the positions in lines that are whole with this chunk."""
        for line in self._lines.take(chunk):
            yield from self._line(line, came_at)

    def end(self, *, came_at: datetime) -> Iterator[StationReport]:
        """Yield that of the last line."""
        for line in self._lines.end():
            yield from self._line(line, came_at)

    def _line(self, line: bytes, came_at: datetime) -> Iterator[StationReport]:
        if is_too_long(line):
            self.fault(FeedFault.TOO_LONG, line)
            return
        fields = [field.strip() for field in line.decode("ascii", "replace").split(",")]
        if fields[0] in _OTHERS:
            return
        if fields[0] != "MSG" or len(fields) < _FIELDS or fields[_TYPE] not in _KINDS:
            self.fault(FeedFault.NOT_A_SENTENCE, line)
            return
        self.sentences += 1
        found = self._read(fields, came_at)
        if isinstance(found, FeedFault):
            self.fault(found, line)
        elif found is not None:
            yield found

    def _read(self, fields: list[str], came_at: datetime) -> StationReport | FeedFault | None:
        address = icao_address(fields[_ADDRESS])
        if address is None:
            is_another = icao_address(fields[_ADDRESS].removeprefix("~")) is not None
            return None if is_another else FeedFault.UNREADABLE
        if is_nobodys(address):
            return FeedFault.NOBODYS_NUMBER
        moving = self._remembered(address, fields, came_at)
        if fields[_TYPE] not in _PLACES or not (fields[_LAT] and fields[_LON]):
            return None
        place = place_of(fields[_LAT], fields[_LON])
        if place is None:
            return FeedFault.UNREADABLE
        return StationReport(
            names=(("icao24", address),),
            place=place,
            speed_kn=moving.speed_kn if moving else None,
            course_deg=moving.course_deg if moving else None,
            uncertainty_nm=USUAL_NM,
            source=ADS_B,
            heard_at=_time(fields[_DATE], fields[_TIME]),
            came_at=came_at,
        )

    def _remembered(self, address: str, fields: list[str], came_at: datetime) -> _Moving | None:
        """The speed and course that this line tells, or the last one did."""
        if fields[_SPEED] or fields[_COURSE]:
            told = _Moving(speed_of(fields[_SPEED]), course_of(fields[_COURSE]), came_at)
            self._moving[address] = told
            self._moving.move_to_end(address)
            while len(self._moving) > AIRCRAFT_AT_MOST:
                self._moving.popitem(last=False)
        known = self._moving.get(address)
        return known if known and came_at - known.came_at <= SPEED_WITHIN else None


def _time(date: str, time: str) -> datetime | None:
    """The time at which the station heard it, which it may tell in a local time: then it differs
    too much from ours to be followed."""
    try:
        return datetime.strptime(f"{date} {time[:12]}", "%Y/%m/%d %H:%M:%S.%f").replace(tzinfo=UTC)
    except ValueError:
        return None
