"""Aircraft by ADS-B, as readsb and dump1090-fa write them into `aircraft.json` and tar1090 serves
it: one document tells all that the station hears, and is read again and again (pure).

A position is told in every document until it is too old. It counts once: an aircraft's next one is
later by the station's clock.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import orjson

from sar.assets.fix_payloads import USUAL_NM
from sar.geo.units import M_PER_NM
from sar.interop.ais.heard_positions import TRUSTED_WITHIN
from sar.interop.icao_addresses import ADS_B, icao_address, is_nobodys
from sar.interop.station_reports import (
    ReportReader,
    StationReport,
    course_of,
    number,
    place_of,
    speed_of,
)
from sar.interop.words import FeedFault

OLDEST_S: Final = 60.0
"""A position that was heard longer ago is not read: the aircraft is not heard any more."""

SAME_WITHIN_S: Final = 0.4
"""Times of one position differ by so much from document to document, for they are rounded;
transponders tell a place twice a second (ICAO Annex 10, volume IV)."""

AIRCRAFT_AT_MOST: Final = 10_000
"""Aircraft of a document that are read, and of which it is remembered when they were last heard:
the one heard longest ago is forgotten for a further one."""

BY_MANY_STATIONS_NM: Final = 0.5
"""A place that stations have reckoned together (`mlat`) is no surer than this (house figure)."""


class AircraftReader(ReportReader):
    """Reads the documents of one station in turn; `sentences` counts positions that are new."""

    def __init__(self) -> None:
        super().__init__()
        self._now_s: float | None = None
        self._last_s: OrderedDict[str, float] = OrderedDict()

    def take(self, chunk: bytes, *, came_at: datetime) -> Iterator[StationReport]:
        """Yield the positions that are new in a whole document."""
        try:
            given = orjson.loads(chunk)
        except orjson.JSONDecodeError:
            self.fault(FeedFault.NOT_A_SENTENCE, chunk)
            return
        now_s = number(given.get("now")) if isinstance(given, dict) else None
        aircraft = given.get("aircraft") if isinstance(given, dict) else None
        if now_s is None or not isinstance(aircraft, list):
            self.fault(FeedFault.UNREADABLE, chunk)
            return
        before_s, self._now_s = self._now_s, now_s
        is_right = abs(now_s - came_at.timestamp()) <= TRUSTED_WITHIN.total_seconds()
        if now_s == before_s or (before_s is None and not is_right):
            return  # nobody has written it since; or nobody knows yet whether anybody does
        now = datetime.fromtimestamp(now_s, UTC) if is_right else came_at
        if len(aircraft) > AIRCRAFT_AT_MOST:
            self.fault(FeedFault.TOO_LONG, chunk)
        for one in aircraft[:AIRCRAFT_AT_MOST]:
            report = self._read(one, now_s, now, came_at)
            if isinstance(report, FeedFault):
                self.fault(report, repr(one).encode())
            elif report is not None:
                self.sentences += 1
                yield report

    def end(self, *, came_at: datetime) -> Iterator[StationReport]:  # noqa: ARG002 as of others
        """Nothing: each document is whole."""
        return iter(())

    def _read(
        self, one: Any, now_s: float, now: datetime, came_at: datetime
    ) -> StationReport | FeedFault | None:
        if not isinstance(one, dict) or not isinstance(one.get("hex"), str):
            return FeedFault.UNREADABLE
        if "lat" not in one or "lon" not in one or (address := icao_address(one["hex"])) is None:
            return None
        age_s, place = number(one.get("seen_pos")), place_of(one["lat"], one["lon"])
        if age_s is None or age_s < 0.0 or place is None:
            return FeedFault.UNREADABLE
        if is_nobodys(address):
            return FeedFault.NOBODYS_NUMBER
        if age_s > OLDEST_S or not self._is_new(address, now_s - age_s):
            return None
        return StationReport(
            names=(("icao24", address),),
            place=place,
            speed_kn=speed_of(one.get("gs")),
            course_deg=course_of(one.get("track")),
            uncertainty_nm=_uncertainty_nm(one),
            source=ADS_B,
            heard_at=now - timedelta(seconds=age_s),
            came_at=came_at,
        )

    def _is_new(self, address: str, at_s: float) -> bool:
        last_s = self._last_s.get(address)
        if last_s is not None and last_s - OLDEST_S < at_s <= last_s + SAME_WITHIN_S:
            return False
        self._last_s[address] = at_s
        self._last_s.move_to_end(address)
        while len(self._last_s) > AIRCRAFT_AT_MOST:
            self._last_s.popitem(last=False)
        return True


def _uncertainty_nm(one: Mapping[str, Any]) -> float:
    """The radius within which it is (`rc`, metres), or less sure where stations have reckoned
    it."""
    radius_m, reckoned = number(one.get("rc")), one.get("mlat")
    told_nm = max(USUAL_NM, radius_m / M_PER_NM) if radius_m is not None else USUAL_NM
    if isinstance(reckoned, list) and "lat" in reckoned:
        return max(BY_MANY_STATIONS_NM, told_nm)
    return told_nm
