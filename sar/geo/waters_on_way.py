"""The waters that a way leads through, part by part, by the rule of `waters`."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from sar.geo.arrays import Floats
from sar.geo.declared import NOTHING_DECLARED, DeclaredWaters, LimitPlain
from sar.geo.geodesy import WGS84, distance_nm
from sar.geo.position import LatLon
from sar.geo.sea.land import on_land
from sar.geo.territory import UNDETERMINED, Stretch, cut, may_meet, stretches, undetermined
from sar.geo.units import M_PER_NM
from sar.geo.waters import (
    WhoseWaters,
    falls_away,
    silent_neighbours,
    stands_alone,
    told_at,
    waters_at,
    whose,
)

_SEAM_NM: Final = 0.3
"""As for the approximate coast: parts closer than this are one, and what lies between two States'
declared waters and is narrower is their common line, drawn twice."""

_SPAN_NM: Final = 24.0
_STANDING_NM: Final = 1e-3
_LEAST_NM: Final = 1e-6
_LAND_STEP_NM: Final = 0.25
_NEIGHBOUR_STEP_NM: Final = 1.0


@dataclass(frozen=True, slots=True)
class WatersOnWay:
    """A part of a way within the same waters, in nautical miles from the way's start."""

    waters: WhoseWaters
    enters_nm: float
    leaves_nm: float

    @property
    def state(self) -> str:
        """Never None: what lies beyond any territorial sea is no part."""
        return self.waters.state or ""


def waters_along(
    way: tuple[LatLon, ...], declared: DeclaredWaters = NOTHING_DECLARED
) -> tuple[WatersOnWay, ...]:
    """The parts of a way of geodesics that lie in territories or in declared waters, in order.

    Declarations are looked at only on legs that come near one.
    """
    coast = stretches(way)
    near = any(_comes_near(a, b, declared) for a, b in _legs(way))
    if near or any(one.state in declared.complete for one in coast):
        return _overlaid(way, declared)
    return _as_the_coast_says(coast)


def _as_the_coast_says(coast: Sequence[Stretch]) -> tuple[WatersOnWay, ...]:
    return tuple(WatersOnWay(_plain(one.state), one.enters_nm, one.leaves_nm) for one in coast)


_plain: Final = lru_cache(maxsize=512)(WhoseWaters)


def _legs(way: Sequence[LatLon]) -> Iterator[tuple[LatLon, LatLon]]:
    return iter([(way[0], way[0])] if len(way) == 1 else pairwise(way))


def _comes_near(a: LatLon, b: LatLon, declared: DeclaredWaters) -> bool:
    return bool(declared) and may_meet(a.lon, a.lat, b.lon, b.lat, declared.taken)


@lru_cache(maxsize=1_024)
def _overlaid(way: tuple[LatLon, ...], declared: DeclaredWaters) -> tuple[WatersOnWay, ...]:
    legs = [(a, b, distance_nm(a, b)) for a, b in _legs(way)]
    length_nm = sum(nm for _, _, nm in legs)
    if length_nm < _STANDING_NM:
        here = waters_at(way[0], declared)
        return () if here.state is None else (WatersOnWay(here, 0.0, 0.0),)
    coast = stretches(way)
    claims = list(_claims_on(legs, declared))
    if not claims and not any(one.state in declared.complete for one in coast):
        return _as_the_coast_says(coast)
    found: list[WatersOnWay] = []
    for piece in _pieces(coast, claims, length_nm):
        found += _waters_of(piece, legs, declared)
    return tuple(one for one in _joined(found) if one.waters.state is not None)


def _claims_on(
    legs: Sequence[tuple[LatLon, LatLon, float]], declared: DeclaredWaters
) -> Iterator[tuple[LimitPlain, float, float]]:
    before_nm = 0.0
    for a, b, length_nm in legs:
        if length_nm >= _STANDING_NM and _comes_near(a, b, declared):
            for index, enters_nm, leaves_nm in cut(a, b, declared.claims.tree):
                yield declared.claims.of[index], before_nm + enters_nm, before_nm + leaves_nm
        before_nm += length_nm


class _Piece(NamedTuple):
    """A part of a way on which neither the coast nor any claim begins or ends."""

    begins_nm: float
    ends_nm: float
    given: str | None
    """The State that the coast gives it to."""
    holding: tuple[LimitPlain, ...]


def _pieces(
    coast: Sequence[Stretch],
    claims: Sequence[tuple[LimitPlain, float, float]],
    length_nm: float,
) -> Iterator[_Piece]:
    """One pass along the way: what begins and ends, in order, and what goes on meanwhile."""
    spans = [(one.enters_nm, one.leaves_nm) for one in coast]
    spans += [(enters_nm, leaves_nm) for _, enters_nm, leaves_nm in claims]
    turns = sorted(
        (min(max(end, 0.0), length_nm), n) for n, span in enumerate(spans) for end in span
    )
    on: set[int] = set()
    for (at_nm, n), (next_nm, _) in pairwise([(0.0, None), *turns, (length_nm, None)]):
        if n is not None:
            on ^= {n}
        if next_nm - at_nm > _LEAST_NM:
            given = min((one for one in on if one < len(coast)), default=None)
            limits = (claims[one - len(coast)][0] for one in on if one >= len(coast))
            holding = tuple({one.id: one for one in limits}.values())
            yield _Piece(at_nm, next_nm, None if given is None else coast[given].state, holding)


def _waters_of(
    piece: _Piece, legs: Sequence[tuple[LatLon, LatLon, float]], declared: DeclaredWaters
) -> Iterator[WatersOnWay]:
    """The waters of a piece; those that fall away are told from land."""
    begins_nm, ends_nm, given, holding = piece
    lone = len({one.party for one in holding}) == 1
    if lone and (given is None or undetermined(given)):
        yield from _declared_by_one(legs, piece, declared)
    elif falls_away(given, holding, declared):
        for here, part in _steps(legs, begins_nm, ends_nm, _LAND_STEP_NM):
            coast = given if on_land(here) else None
            yield WatersOnWay(told_at(here, coast, holding, declared), *part)
    else:
        yield WatersOnWay(whose(given, holding), begins_nm, ends_nm)


def _declared_by_one(
    legs: Sequence[tuple[LatLon, LatLon, float]], piece: _Piece, declared: DeclaredWaters
) -> Iterator[WatersOnWay]:
    """Waters that one party has declared and the coast gives to nobody: span by span where all of
    one are told alike, else mile by mile."""
    begins_nm, ends_nm, given, holding = piece
    parties = {one.party for one in holding}
    for middle, (begins, ends) in _steps(legs, begins_nm, ends_nm, _SPAN_NM):
        about_nm = (ends - begins) / 2.0
        alone = None
        if given != UNDETERMINED or (
            silent_neighbours(middle, declared, about_nm=about_nm) <= parties
        ):
            alone = stands_alone(middle, holding, about_nm=about_nm)
        if alone is not None:
            yield WatersOnWay(whose(given, holding, alone=alone), begins, ends)
            continue
        for here, part in _steps(legs, begins, ends, _NEIGHBOUR_STEP_NM):
            yield WatersOnWay(told_at(here, given, holding, declared), *part)


def _steps(
    legs: Sequence[tuple[LatLon, LatLon, float]], begins_nm: float, ends_nm: float, most_nm: float
) -> Iterator[tuple[LatLon, tuple[float, float]]]:
    """A part of a way in equal steps, none longer than that, each with its middle."""
    count = max(1, math.ceil((ends_nm - begins_nm) / most_nm))
    marks = np.linspace(begins_nm, ends_nm, count + 1)
    lons, lats = _places(legs, (marks[:-1] + marks[1:]) / 2.0)
    middles = map(LatLon, lats.tolist(), lons.tolist())
    yield from zip(middles, pairwise(marks.tolist()), strict=True)


def _joined(pieces: Sequence[WatersOnWay]) -> Iterator[WatersOnWay]:
    """Pieces that follow one another, as one where they are the same waters to whoever enters."""
    last: dict[tuple[str, ...], WatersOnWay] = {}
    done: list[WatersOnWay] = []
    for one in _without_slivers(pieces):
        if one.waters.state is None:
            continue
        before = last.get(one.waters.key)
        if before is not None and one.enters_nm - before.leaves_nm <= _SEAM_NM:
            last[one.waters.key] = replace(before, leaves_nm=one.leaves_nm)
            continue
        if before is not None:
            done.append(before)
        last[one.waters.key] = one
    yield from sorted([*done, *last.values()], key=lambda one: (one.enters_nm, one.waters.key))


def _without_slivers(pieces: Sequence[WatersOnWay]) -> Iterator[WatersOnWay]:
    """Pieces as they follow, but for what lies between the declared waters of two States and is no
    wider than a seam: it goes to the first of them."""
    before: WatersOnWay | None = None
    for one, after in zip(pieces, [*pieces[1:], None], strict=True):
        narrow = undetermined(one.state) and one.leaves_nm - one.enters_nm < _SEAM_NM
        if narrow and before and after and _is_declared(before) and _is_declared(after):
            one = replace(one, waters=before.waters)
        yield one
        before = one


def _is_declared(piece: WatersOnWay) -> bool:
    return bool(piece.waters.declared) and not undetermined(piece.state)


def _places(
    legs: Sequence[tuple[LatLon, LatLon, float]], marks_nm: Floats
) -> tuple[Floats, Floats]:
    """The places so far along the way."""
    ends = np.cumsum([nm for _, _, nm in legs])
    on = np.minimum(np.searchsorted(ends, marks_nm), len(legs) - 1)
    corners = np.array([(a.lon, a.lat, b.lon, b.lat) for a, b, _ in legs])[on]
    lon, lat, to_lon, to_lat = map(np.ascontiguousarray, corners.T)
    courses, _, _ = WGS84.inv(lon, lat, to_lon, to_lat)
    along_m = (marks_nm - (ends - [nm for _, _, nm in legs])[on]) * M_PER_NM
    lons, lats, _ = WGS84.fwd(lon, lat, courses, along_m)
    return np.asarray(lons), np.asarray(lats)
