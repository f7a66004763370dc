"""Matching over the whole fleet: bounds for every asset, the exact answer for those in question.

Equal to the first of `matching.match` of all that the asker sees.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from sar.assets.fleet import Fleet
from sar.assets.fleet_past import Past
from sar.assets.fleet_sight import FleetSight, seen
from sar.requests import carriage
from sar.requests.approach import SeaWays
from sar.requests.bounds import COMES, UNSUITED, Bounds
from sar.requests.builds import Builds, Floats, Rows, builds
from sar.requests.candidate import Candidate, asset_candidate
from sar.requests.fetching import Fetchers
from sar.requests.foremost import Place, foremost
from sar.requests.landings import Landings
from sar.requests.matching import (
    Asked,
    Match,
    Reckoner,
    place_in_line,
    ranked,
    with_bands,
)


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
        self._bounds = Bounds(asked, fleet, found, self._builds, self._rows)
        bounds = self._bounds

        @cache
        def bases(party: str, helicopter: bool) -> Landings:
            return bounds.landings(party, helicopter=helicopter)

        self._reckoner = Reckoner(asked, sea=sea, bases=bases)
        self._known: dict[int, Match] = {}
        self._candidates: dict[int, Candidate] = {}
        self._fetchers: Fetchers | None = None

    def first(self, limit: int, ships: Sequence[Candidate]) -> Swept:
        """The first of all assets and ships; those that cannot serve stand at the end of line."""
        unsuited = self._builds.unsuited[self._builds.of[self._rows]]
        matches = [self._reckoner.weighed(ship) for ship in ships]
        self._foremost(matches, self._rows[~unsuited], limit)
        places = sorted(map(self._place, matches))
        if len(places) < limit or places[limit - 1][0] >= UNSUITED:
            self._foremost(matches, self._rows[unsuited], limit)
        page = ranked(matches, self._asked.want)[:limit]
        listed = {match.candidate.id for match in page}
        shown = sum(
            m.candidate.id in listed and bool(self._builds.unsuited[self._builds.of[row]])
            for row, m in self._known.items()
        )
        at_end = int(np.count_nonzero(unsuited)) - shown
        more = len(self._rows) + len(ships) - len(page)
        return Swept(with_bands(page, self._asked.scene), at_end, more - at_end)

    def _foremost(self, known: list[Match], rows: Rows, limit: int) -> None:
        """Adds those of the rows that may be among the first; what is carried comes after what
        goes by itself, for it needs to know how good a time must be."""
        carried = self._builds.carried[self._builds.of[rows]]
        known += self._among(known, rows[~carried], limit, self._bounds.line)
        if carried.any():
            within = self._within(known, limit)
            self._fetchers = self._bounds.fetchers(within)
            known += self._among(
                known,
                rows[carried],
                limit,
                lambda some: self._bounds.line_of_carried(some, self._fetchers, within),
            )

    def _among(
        self, known: list[Match], rows: Rows, limit: int, line: Callable[[Rows], Floats]
    ) -> list[Match]:
        return foremost(
            self._bounds.rough_line(rows),
            limit,
            lambda at: self.weigh(int(rows[at])),
            self._place,
            map(self._place, known),
            lambda some: line(rows[some]),
        )

    def _within(self, known: list[Match], limit: int) -> float:
        """Who takes more minutes is not among the first."""
        places = sorted(map(self._place, known))
        full = len(places) >= limit and places[limit - 1][0] == COMES
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
                self._known[row] = self._reckoner.weighed(candidate)
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
            alone = self._bounds.units(np.array([row]))
            offered = self._fetchers.offers(candidate, alone, self._candidate)
        return self._reckoner.carried(candidate, offered)
