"""Matching over the whole fleet: bounds for every asset, the exact answer for those in question.

Equal to the first of `matching.match` of all that the asker sees.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from uuid import UUID

import numpy as np

from sar.assets.availability import ready
from sar.assets.fleet import NEVER, READINESS, Fleet, micros
from sar.assets.fleet_past import Past
from sar.assets.fleet_sight import FleetSight, seen
from sar.geo.bounds import least_nm
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.requests import carriage
from sar.requests.approach import SeaWays
from sar.requests.builds import Builds, Floats, Mask, Rows, builds
from sar.requests.candidate import Candidate, asset_candidate
from sar.requests.fetching import Fetchers, Units
from sar.requests.foremost import Place, foremost
from sar.requests.landings import Bases, Landings
from sar.requests.matching import (
    Asked,
    Match,
    Reckoner,
    carries,
    place_in_line,
    ranked,
    with_band,
)

_COMES, _TIMELESS, _OUT, _UNSUITED = 0.0, 1.0, 2.0, 4.0
"""Parts of the line, as `matching.place_in_line` has them."""


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
        self._bases: Bases = self._bases_by_party()
        self._reckoner = Reckoner(asked, sea=sea, bases=self._bases)
        self._known: dict[int, Match] = {}
        self._candidates: dict[int, Candidate] = {}
        self._fetchers: Fetchers | None = None
        self._landing: Floats | None = None
        self._fetchers_at: dict[UUID, int] = {}

    def first(self, limit: int, ships: Sequence[Candidate]) -> Swept:
        """The first of all assets and ships; those that cannot serve stand at the end of line."""
        unsuited = self._builds.unsuited[self._builds.of[self._rows]]
        matches = [self._reckoner.going(ship) for ship in ships]
        self._foremost(matches, self._rows[~unsuited], limit)
        places = sorted(map(self._place, matches))
        if len(places) < limit or places[limit - 1][0] >= _UNSUITED:
            self._foremost(matches, self._rows[unsuited], limit)
        page = ranked(matches, self._asked.want)[:limit]
        listed = {match.candidate.id for match in page}
        at_end = set(self._rows[unsuited].tolist())
        shown = sum(row in at_end and m.candidate.id in listed for row, m in self._known.items())
        more = len(self._rows) + len(ships) - len(page)
        page = [with_band(match, self._asked.scene) for match in page]
        return Swept(page, len(at_end) - shown, more - (len(at_end) - shown))

    def _foremost(self, known: list[Match], rows: Rows, limit: int) -> None:
        """Adds those of the rows that may be among the first; what is carried comes after what
        goes by itself, for it needs to know how good a time must be."""
        carried = self._builds.carried[self._builds.of[rows]]
        known += self._among(known, rows[~carried], limit, self._line(rows[~carried]))
        if carried.any():
            line = self._line_of_carried(rows[carried], self._within(known, limit))
            known += self._among(known, rows[carried], limit, line)

    def _among(self, known: list[Match], rows: Rows, limit: int, line: Floats) -> list[Match]:
        before = map(self._place, known)
        return foremost(line, limit, lambda at: self.weigh(int(rows[at])), self._place, before)

    def _within(self, known: list[Match], limit: int) -> float:
        """Who takes more minutes is not among the first."""
        places = sorted(map(self._place, known))
        full = len(places) >= limit and places[limit - 1][0] == _COMES
        return places[limit - 1][1] if full else np.inf

    def _place(self, match: Match) -> Place:
        return place_in_line(match, self._asked.want)

    def weigh(self, row: int) -> Match:
        """The exact answer for one asset, worked out once."""
        if row not in self._known:
            candidate = self._candidate(row)
            if candidate.carried:
                self._known[row] = self._carried(row, candidate)
            else:
                self._known[row] = self._reckoner.going(candidate)
        return self._known[row]

    def _candidate(self, row: int) -> Candidate:
        if row not in self._candidates:
            known = seen(self._fleet, self._found, row, self._past)
            self._candidates[row] = asset_candidate(
                known, self._asked.want, exercise=self._asked.exercise, now=self._asked.now
            )
        return self._candidates[row]

    def _carried(self, row: int, candidate: Candidate) -> Match:
        offered: Iterator[carriage.Offer] = iter(())
        if self._fetchers is not None and candidate.place is not None:
            alone = self._units(np.array([row]))
            offered = self._fetchers.offers(
                candidate, alone, self._fetcher, self._way_from(candidate.place)
            )
        return self._reckoner.carried(
            candidate, offered, lambda unit: carries(self.weigh(self._fetchers_at[unit.id]))
        )

    def _way_from(self, place: LatLon) -> Callable[[int, float], float]:
        """The least way of an aircraft from there, past how far the scene moves."""
        scene = self._asked.scene.place
        if scene is None:
            return lambda _row, _moved_nm: 0.0
        direct_nm = distance_nm(place, scene)

        @cache
        def over_nm(landing: int, limit_nm: float, moved_nm: float) -> float:
            owner, helicopter = divmod(landing, 2)
            bases = self._bases(self._fleet.words.owners[owner], bool(helicopter))
            return bases.least_over_nm(place, scene, limit_nm=limit_nm, moved_nm=moved_nm)

        def way_nm(row: int, moved_nm: float) -> float:
            build = self._builds.of[row]
            least_nm, limit_nm = direct_nm - moved_nm, float(self._builds.radius_nm[build])
            if not self._builds.returns[build] or least_nm <= limit_nm:
                return least_nm
            landing = int(self._landing_of(np.array([row]))[0])
            return max(least_nm, over_nm(landing, limit_nm, moved_nm))

        return way_nm

    def _fetcher(self, row: int) -> Candidate:
        unit = self._candidate(row)
        self._fetchers_at[unit.id] = row
        return unit

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
            drifts = carriage.TURNED * scene.drift.speed_kn if scene.drift else 0.0
            away = least_nm(lon, lat, scene.place)
            away[self._builds.sails[of]] -= carriage.BESIDE_NM
            with np.errstate(divide="ignore", invalid="ignore"):
                least = (away * 60.0 + speed * self._notice(rows)) / (speed + drifts)
            lacks = self._lacks_nm(rows, away, scene.place)
            if drifts:
                in_reach = np.fmax(least, lacks / drifts * 60.0)
                least = np.where(part < _UNSUITED, in_reach, least)
            else:
                part[(lacks > 0.0) & (part == _COMES)] = _UNSUITED
            minutes[~timeless] = np.maximum(least[~timeless] - carriage.CLOSE_MINUTES, 0.0)
        return np.vstack((part, minutes))

    def _lacks_nm(self, rows: Rows, away_nm: Floats, scene: LatLon) -> Floats:
        """By how much the scene must come closer to be within its reach, at the least; negative
        or NaN: not at all. `away_nm` is the least way."""
        of = self._builds.of[rows]
        limit = self._builds.radius_nm[of]
        landing_nm = self._landing_nm(scene)[self._landing_of(rows)]
        direct = (away_nm + np.fmin(self._back_nm(rows, scene), away_nm)) / 2.0 - limit
        with np.errstate(invalid="ignore"):
            over = np.maximum(landing_nm - limit, away_nm - 3.0 * limit)
        return np.where(self._builds.returns[of], np.minimum(direct, over), away_nm - limit)

    def _back_nm(self, rows: Rows, scene: LatLon) -> Floats:
        """The least from the scene to a base where each can land."""
        landing_nm = self._landing_nm(scene)[self._landing_of(rows)]
        return np.fmin(landing_nm, least_nm(*self._base_of(rows), scene))

    def _landing_of(self, rows: Rows) -> Rows:
        """A number for its party and whether it is a helicopter."""
        lands = self._builds.helicopter[self._builds.of[rows]]
        return np.asarray(2 * self._fleet["owner"][rows] + lands, dtype=np.intp)

    def _landing_nm(self, scene: LatLon) -> Floats:
        """By that number: the least from the scene to a base; infinite without any."""
        if self._landing is None:
            rows = self._rows[self._builds.flies[self._builds.of[self._rows]]]
            self._landing = np.full(2 * len(self._fleet.words.owners), np.inf)
            base_nm = least_nm(*self._base_of(rows), scene)
            np.fmin.at(self._landing, self._landing_of(rows), base_nm)
        return self._landing

    def _line_of_carried(self, rows: Rows, within: float) -> Floats:
        """As `_line`, of what something else must carry; looks at carriers that are there within
        so many minutes, for others make no place among the first."""
        line, scene = self._line(rows), self._asked.scene
        if scene.place is None:
            return line
        units = self._units(self._rows[self._builds.fetches[self._builds.of[self._rows]]])
        units = units.only(~self._out(units.rows))
        of = self._builds.of[units.rows]
        self._fetchers = Fetchers(
            units,
            self._builds.response_kn[of],
            lands=self._builds.helicopter[of],
            reach_nm=self._builds.reach_nm[of],
            back_nm=self._back_nm(units.rows, scene.place),
            scene=scene,
            within=within,
        )
        placed = np.flatnonzero(~np.isnan(self._found.lon[rows]))
        minutes = self._fetchers.bounds(self._units(rows[placed]))
        comes = line[0, placed] != _TIMELESS
        line[1, placed[comes]] = minutes[comes]
        alone = placed[comes & np.isinf(minutes) & np.isinf(within) & (line[0, placed] == _COMES)]
        line[0, alone], line[1, alone] = _TIMELESS, self._fleet["id_high"][rows[alone]]
        return line

    def _units(self, rows: Rows) -> Units:
        return Units(rows, self._found.lon[rows], self._found.lat[rows], self._notice(rows))

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

    def _bases_by_party(self) -> Bases:
        """As `matching.bases` of all candidates, each party's when it is asked for."""
        fleet = self._fleet
        rows = self._rows[self._builds.flies[self._builds.of[self._rows]]]
        rows = rows[~np.isnan(self._base_of(rows)[0])]
        key = self._landing_of(rows)
        order = np.argsort(key, kind="stable")
        rows, key = rows[order], key[order]
        owners = {party: at for at, party in enumerate(fleet.words.owners)}

        @cache
        def landings(party: str, helicopter: bool) -> Landings:
            wanted = 2 * owners.get(party, -1) + helicopter
            first, after = np.searchsorted(key, [wanted, wanted + 1]).tolist()
            theirs = rows[first:after]
            return Landings(fleet["base_lon"][theirs], fleet["base_lat"][theirs])

        return landings

    def _base_of(self, rows: Rows) -> tuple[Floats, Floats]:
        """Longitudes and latitudes of the bases that the asker may know, else NaN."""
        shown = self._found.own[rows] | self._fleet["base_shared"][rows]
        base_lon, base_lat = self._fleet["base_lon"][rows], self._fleet["base_lat"][rows]
        return np.where(shown, base_lon, np.nan), np.where(shown, base_lat, np.nan)
