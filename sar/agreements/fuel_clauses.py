"""Clauses by which a party opens its fuel points and bases: who sees them, and whose units take
fuel there.

`fuel_points` of a clause opens them to the grantees, or says that they are not open. Its zone is
asked about the place of the point, its limit of assets about the unit that takes fuel.
"""

from collections import defaultdict
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from itertools import compress
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sar.agreements.clauses import (
    Ruling,
    Setting,
    TermPlain,
    effective,
    fits_anywhere,
    rank,
    within,
)
from sar.agreements.spared_cases import shares, stands
from sar.agreements.words import ClauseKind, Kind
from sar.geo.areas import contains_all
from sar.geo.position import LatLon


@dataclass(frozen=True, slots=True, kw_only=True)
class FuelRuling(Ruling):
    """The ruling on taking fuel at a point; without a clause it is not open."""

    is_open: bool


_CLOSED = FuelRuling(is_open=False, source="No clause opens it")
_OWN: Final = FuelRuling(is_open=True, source="Its own")


def speaks_of_fuel(terms: Iterable[TermPlain], now: datetime) -> list[TermPlain]:
    """The clauses in effect that say anything of fuel points."""
    return [term for term in terms if term.fuel_points is not None and effective(term, now)]


def sees_fuel_point(
    terms: Iterable[TermPlain], *, owner: str, viewer: str, place: LatLon, now: datetime
) -> FuelRuling:
    """The ruling on whether the viewer sees a fuel point of the owner's there: it does as soon as a
    clause opens it to any of its units, in any case."""
    if owner == viewer:
        return _OWN
    return _ruled(
        term
        for term in speaks_of_fuel(terms, now)
        if term.grants(owner, viewer) and shares(term, owner, viewer, now) and within(term, place)
    )


def sees_fuel_points(
    terms: Iterable[TermPlain],
    *,
    viewer: str,
    points: Sequence[tuple[str, LatLon]],
    now: datetime,
) -> Generator[None, None, list[FuelRuling]]:
    """The rulings of `sees_fuel_point` on many points, each with its owner, in their order; without
    the clauses that lost. It yields after each step of the work.

    Points that no zone of their owner's clauses tells apart have the same ruling: the clauses are
    ranked once for all of them.
    """
    owners: dict[str, list[int]] = defaultdict(list)
    for at, (owner, _) in enumerate(points):
        owners[owner].append(at)
    opening: dict[str, list[TermPlain]] = defaultdict(list)
    for term in terms:
        if term.fuel_points is None or viewer not in term.parties or not effective(term, now):
            continue
        for owner in owners.keys() & term.parties:
            if term.grants(owner, viewer) and shares(term, owner, viewer, now):
                opening[owner].append(term)
        yield
    found = [_OWN] * len(points)
    for owner, rows in owners.items():
        if owner != viewer:
            places = [points[row][1] for row in rows]
            rulings = yield from _ruled_at(opening[owner], places)
            for row, ruling in zip(rows, rulings, strict=True):
                found[row] = ruling
    return found


def _ruled_at(
    terms: Sequence[TermPlain], places: Sequence[LatLon]
) -> Generator[None, None, list[FuelRuling]]:
    """The rulings at these places by clauses that apply but for their zones."""
    lons = np.array([place.lon for place in places], dtype=float)
    lats = np.array([place.lat for place in places], dtype=float)
    applies = np.ones((len(places), len(terms)), dtype=bool)
    for at, term in enumerate(terms):
        if term.zone is not None:
            applies[:, at] = contains_all(term.zone, lons, lats)
            yield
    known: dict[bytes, FuelRuling] = {}
    found = []
    for row in applies:
        pattern = row.tobytes()
        if pattern not in known:
            known[pattern] = replace(_ruled(compress(terms, row)), losers=())
            yield
        found.append(known[pattern])
    return found


class FuelClauses:
    """The clauses of an owner on fuel for a user's units, in one case. They are ranked once for
    units and places that no clause tells apart; the rulings are without those that lost."""

    def __init__(
        self, terms: Iterable[TermPlain], *, owner: str, user: str, setting: Setting, now: datetime
    ) -> None:
        self._is_own = owner == user
        self._terms = [
            term
            for term in speaks_of_fuel(terms, now)
            if term.grants(owner, user)
            and stands(term, owner, user, setting, now)
            and fits_anywhere(term, setting)
        ]
        self._ranked: dict[bytes, FuelRuling] = {}
        self._naming = cache(self._names)
        self._there = cache(self._within)

    def ruling(self, place: LatLon, kind: Kind | ClauseKind, type_code: str) -> FuelRuling:
        """The ruling on whether such a unit may take fuel at the owner's point or base there."""
        if self._is_own:
            return _OWN
        applies = self._naming(kind, type_code) & self._there(place)
        pattern = applies.tobytes()
        if pattern not in self._ranked:
            self._ranked[pattern] = replace(_ruled(compress(self._terms, applies)), losers=())
        return self._ranked[pattern]

    def _names(self, kind: Kind | ClauseKind, type_code: str) -> NDArray[np.bool_]:
        return np.array([term.names(kind, type_code) for term in self._terms], dtype=bool)

    def _within(self, place: LatLon) -> NDArray[np.bool_]:
        return np.array([within(term, place) for term in self._terms], dtype=bool)


def _ruled(applicable: Iterable[TermPlain]) -> FuelRuling:
    ranked = rank(applicable, favour=lambda term: (not term.fuel_points,))
    if not ranked.best:
        return _CLOSED
    return FuelRuling(is_open=bool(ranked.best[0].fuel_points), **ranked.cited())
