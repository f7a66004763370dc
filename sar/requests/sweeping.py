"""Matching over the whole fleet: bounds for every asset, the exact answer for those in question.

Equal to the first of `matching.match` of all that the asker sees.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Final

import numpy as np

from sar.assets.availability import ready
from sar.assets.fleet import NEVER, READINESS, Fleet, micros
from sar.assets.fleet_past import Past
from sar.assets.fleet_sight import FleetSight, seen
from sar.geo.bounds import least_nm
from sar.geo.position import LatLon
from sar.requests import carriage
from sar.requests.approach import SeaWays
from sar.requests.builds import Builds, Floats, Mask, Rows, builds
from sar.requests.candidate import Candidate, asset_candidate
from sar.requests.foremost import Place, foremost
from sar.requests.matching import (
    Asked,
    Bases,
    Match,
    Reckoner,
    carriers,
    place_in_line,
    ranked,
    with_band,
)
from sar.requests.waters import STEP_NM

_COMES, _TIMELESS, _OUT, _UNSUITED = 0.0, 1.0, 2.0, 4.0
"""Parts of the line, as `matching.place_in_line` has them."""

_TURNED: Final = 2.0
"""A way by water that ends where the datum was, and is turned to where it is when met, may be
shorter by twice what lies between; so may it where the field stands up to STEP_NM beside."""


@dataclass(frozen=True, slots=True)
class Swept:
    """The first matches in order. Of the others `unsuited` cannot serve the need at all, and
    `later` have not been worked out: none of them comes before the last that is listed."""

    matches: list[Match]
    unsuited: int
    later: int


class Sweep:
    """One question over one fleet, while that is held."""

    def __init__(
        self, asked: Asked, fleet: Fleet, found: FleetSight, past: Past, *, sea: SeaWays | None
    ) -> None:
        self._asked, self._fleet, self._found, self._past = asked, fleet, found, past
        self._builds: Builds = builds(fleet, found, asked.want, asked.scene)
        self._rows: Rows = np.flatnonzero(found.seen)
        self._reckoner = Reckoner(asked, sea=sea, bases=self._bases())
        self._known: dict[int, Match] = {}

    def first(self, limit: int, ships: Sequence[Candidate]) -> Swept:
        """The first of all assets and ships; those that cannot serve stand at the end of line."""
        unsuited = self._builds.unsuited[self._builds.of[self._rows]]
        matches = [self._reckoner.going(ship) for ship in ships]
        matches += self._foremost(self._rows[~unsuited], limit)
        places = sorted(map(self._place, matches))
        if len(places) < limit or places[limit - 1][0] >= _UNSUITED:
            matches += self._foremost(self._rows[unsuited], limit)
        page = ranked(matches, self._asked.want)[:limit]
        listed = {match.candidate.id for match in page}
        at_end = set(self._rows[unsuited].tolist())
        shown = sum(row in at_end and m.candidate.id in listed for row, m in self._known.items())
        more = len(self._rows) + len(ships) - len(page)
        page = [with_band(match, self._asked.scene) for match in page]
        return Swept(page, len(at_end) - shown, more - (len(at_end) - shown))

    def _foremost(self, rows: Rows, limit: int) -> list[Match]:
        return foremost(self._line(rows), limit, lambda at: self.weigh(int(rows[at])), self._place)

    def _place(self, match: Match) -> Place:
        return place_in_line(match, self._asked.want)

    def weigh(self, row: int) -> Match:
        """The exact answer for one asset, worked out once."""
        if row not in self._known:
            candidate = self._candidate(row)
            if candidate.carried:
                self._known[row] = self._reckoner.carried(candidate, self._offers(candidate))
            else:
                self._known[row] = self._reckoner.going(candidate)
        return self._known[row]

    def _candidate(self, row: int) -> Candidate:
        known = seen(self._fleet, self._found, row, self._past)
        return asset_candidate(known, self._asked.want, now=self._asked.now)

    # bounds

    def _line(self, rows: Rows) -> Floats:
        """The least that the place in line of each row can be."""
        scene, of = self._asked.scene, self._builds.of[rows]
        lon, lat = self._found.lon[rows], self._found.lat[rows]
        carried, speed = self._builds.carried[of], self._builds.speed_kn[of]
        timeless = np.isnan(lon) | ((speed == 0.0) & ~carried)
        if scene.place is None:
            timeless[:] = True
        part = np.where(timeless, _TIMELESS, _COMES)
        part[self._out(rows)] = _OUT
        part[self._builds.unsuited[of]] = _UNSUITED
        minutes = np.full(len(rows), np.inf)
        minutes[part == _TIMELESS] = self._fleet["id_high"][rows[part == _TIMELESS]]
        if scene.place is not None:
            fastest = float(self._builds.response_kn.max(initial=0.0))
            goes = np.where(carried, fastest, speed)
            drifts = _TURNED * scene.drift.speed_kn if scene.drift else 0.0
            off = self._notice(rows) + np.where(carried, carriage.LOADING_MINUTES, 0.0)
            away = least_nm(lon, lat, scene.place)
            away[self._builds.sails[of] | carried] -= 2.0 * STEP_NM
            with np.errstate(divide="ignore", invalid="ignore"):
                least = (away * 60.0 + goes * off) / (goes + drifts)
            minutes[~timeless] = np.maximum(least[~timeless] - _CLOSE, 0.0)
        return np.vstack((part, minutes))

    def _out(self, rows: Rows) -> Mask:
        """Those that surely cannot go, by their party's word."""
        fleet, now = self._fleet, self._asked.now
        until = fleet["readiness_until"][rows]
        passed = (until != NEVER) & (until <= micros(now))
        out = np.zeros(len(rows), dtype=bool)
        for place, word in enumerate(READINESS):
            for over in (False, True):
                if ready(word, now if over else None, now=now).now is False:
                    out |= (fleet["readiness"][rows] == place) & (passed == over)
        return out & self._found.knows_readiness[rows]

    def _notice(self, rows: Rows) -> Floats:
        """The least notice of each: the shorter of day and night, or at sea."""
        fleet, knows = self._fleet, self._found.knows_readiness[rows]
        of = self._builds.of[rows]

        def told(column: str, usual: Floats) -> Floats:
            own = fleet[column][rows]
            return np.where(knows & (own >= 0), own, usual[of])

        by_clock = np.minimum(told("day", self._builds.day), told("night", self._builds.night))
        return np.where(knows & fleet["at_sea"][rows], told("sea", self._builds.at_sea), by_clock)

    # what candidates need of others

    def _bases(self) -> Bases:
        """As `matching.bases` of all candidates."""
        fleet, found = self._fleet, self._found
        rows = self._rows[self._builds.flies[self._builds.of[self._rows]]]
        shown = found.own[rows] | fleet["base_shared"][rows]
        rows = rows[shown & ~np.isnan(fleet["base_lon"][rows])]
        lands = self._builds.helicopter[self._builds.of[rows]]
        kept = np.column_stack(
            (fleet["owner"][rows], lands, fleet["base_lat"][rows], fleet["base_lon"][rows])
        )
        result: dict[tuple[str, bool], list[LatLon]] = {}
        for owner, helicopter, lat, lon in np.unique(kept, axis=0).tolist():
            key = fleet.words.owners[int(owner)], bool(helicopter)
            result.setdefault(key, []).append(LatLon(lat=lat, lon=lon))
        return {key: tuple(places) for key, places in result.items()}

    def _offers(self, thing: Candidate) -> Iterator[tuple[float, carriage.Carrier]]:
        """As `carriage.pick_ups` of all candidates, each worked out when it is its turn."""
        if thing.place is None:
            return
        rows = self._rows[self._builds.fetches[self._builds.of[self._rows]]]
        least = self._least_pick_up(rows, thing, thing.place)
        rows, least = rows[np.isfinite(least)], least[np.isfinite(least)]
        waiting: list[tuple[float, int, int, carriage.Carrier]] = []
        for at in np.argsort(least, kind="stable").tolist():
            while waiting and waiting[0][0] < least[at]:
                yield from self._able(*heappop(waiting))
            candidate = self._candidate(int(rows[at]))
            if candidate.place is None:
                continue
            for minutes, one in carriage.pick_ups(
                thing, [carriage.Carrier(candidate, candidate.place)]
            ):
                heappush(waiting, (minutes, candidate.id.int, int(rows[at]), one))
        while waiting:
            yield from self._able(*heappop(waiting))

    def _least_pick_up(self, rows: Rows, thing: Candidate, place: LatLon) -> Floats:
        """NaN or infinite: it cannot come. Vessels and aeroplanes fetch from close by alone."""
        of = self._builds.of[rows]
        away = least_nm(self._found.lon[rows], self._found.lat[rows], place)
        with np.errstate(divide="ignore", invalid="ignore"):
            there = self._notice(rows) + away / self._builds.response_kn[of] * 60.0
        far = ~self._builds.helicopter[of] & (away > carriage.SAME_PORT_NM)
        least = np.maximum(there - _CLOSE, float(thing.notice.minutes)) + carriage.LOADING_MINUTES
        return np.where(far, np.inf, least)

    def _able(
        self, minutes: float, _id: int, row: int, _seen: carriage.Carrier
    ) -> Iterator[tuple[float, carriage.Carrier]]:
        for carrier in carriers([self.weigh(row)]):
            yield minutes, carrier


_CLOSE: Final = 1e-6
"""Minutes; more than rounding can make of a bound."""
