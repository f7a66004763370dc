"""The owner of the waters at a place, and along a way: by what parties have declared, else by the
approximate coast; or not determined here.

Each declaration holds inside its own claim. Where two parties have declared the same water, or one
alone what the coast plainly gives to another State, what lies far from its own coast or what lies
off land that States dispute, nobody is named as its owner: only whoever has declared it, and whom
to tell.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from sar.geo.arrays import Floats
from sar.geo.contested import contested_near
from sar.geo.declared import NOTHING_DECLARED, DeclaredWaters, LimitKind, LimitPlain, words_of
from sar.geo.geodesy import WGS84, distance_nm
from sar.geo.position import LatLon
from sar.geo.sea.land import on_land
from sar.geo.territory import (
    APPROXIMATE,
    NOT_DETERMINED,
    TERRITORIAL_SEA_NM,
    UNDETERMINED,
    Stretch,
    cut,
    may_meet,
    owners_near,
    stretches,
    territory_of,
    undetermined,
)
from sar.geo.units import M_PER_NM

_SEAM_NM: Final = 0.3
"""As for the approximate coast: parts closer than this are one, and what lies between two States'
declared waters and is narrower is their common line, drawn twice."""

_OWN_WATERS_NM: Final = 24.0
"""A party's declaration alone says whose waters these are within a box that reaches so far from
land or sea that is plainly its own: room for the baselines that all States may draw (UNCLOS 7,
10(4)). A house figure."""

_ARCHIPELAGO_NM: Final = 125.0
"""The same of the archipelagic waters of an archipelagic State: the greatest length of a baseline
about them (UNCLOS 47(2))."""

ARCHIPELAGIC_STATES: Final = frozenset(
    {"ATG", "BHS", "COM", "CPV", "DOM", "FJI", "GRD", "IDN", "JAM", "KIR", "MDV"}
    | {"MHL", "MUS", "PHL", "PNG", "SLB", "STP", "SYC", "TTO", "TUV", "VCT", "VUT"}
)
"""The States that have said that they are archipelagic (UNCLOS 46), from memory."""

_SPAN_NM: Final = 24.0
_STANDING_NM: Final = 1e-3
_LEAST_NM: Final = 1e-6
_LAND_STEP_NM: Final = 0.25
_NEIGHBOUR_STEP_NM: Final = 1.0

_KINDS: Final = (
    LimitKind.INTERNAL_WATERS,
    LimitKind.ARCHIPELAGIC_WATERS,
    LimitKind.TERRITORIAL_SEA,
    LimitKind.ISLAND,
)
"""The innermost first: it says what kind of waters a place lies in."""


class WatersBy(StrEnum):
    """By what it is known whose waters these are."""

    DECLARED = "declared"
    APPROXIMATE = "approximate"
    NOT_DETERMINED = "not_determined"
    BEYOND = "beyond"
    """Nobody's: beyond any territorial sea known here."""


DISCLAIMER: Final = "Without prejudice to any claim, boundary or status."


@dataclass(frozen=True, slots=True)
class WhoseWaters:
    """The owner of some waters, and by what it is known."""

    state: str | None
    """As `territory.territory_of` says it: a code, not determined, or None beyond any known."""
    declared: tuple[LimitPlain, ...] = ()
    """The limits that say so; where it is not determined, those of every claimant."""
    coast: str | None = None
    """The State that the approximate coast gives where it is not determined, if any. It is told
    of what happens there, and not named as a claimant."""
    near: tuple[str, ...] = ()
    """The States off whose coasts one party alone has declared the waters; told likewise."""

    @property
    def by(self) -> WatersBy:
        """By what it is known."""
        if self.state is None:
            return WatersBy.BEYOND
        if undetermined(self.state):
            return WatersBy.NOT_DETERMINED
        return WatersBy.DECLARED if self.declared else WatersBy.APPROXIMATE

    @property
    def claimants(self) -> tuple[str, ...]:
        """The parties that have themselves declared these waters, where it is not determined whose
        they are; by code."""
        if not undetermined(self.state):
            return ()
        return tuple(sorted({one.party for one in self.declared}))

    @property
    def concerned(self) -> tuple[str, ...]:
        """The parties to tell besides the centres of the region, where it is not determined."""
        return tuple(sorted({*self.claimants, *([self.coast] if self.coast else []), *self.near}))

    @property
    def key(self) -> tuple[str, ...]:
        """The same for all waters that are one to whoever enters them."""
        return (self.state or "", *self.concerned)

    @property
    def rests_on(self) -> str:
        """The ground of the answer, in words."""
        if undetermined(self.state):
            return declared_by(self.claimants) or APPROXIMATE
        return self.declared[0].told if self.declared else APPROXIMATE


def declared_by(claimants: Sequence[str]) -> str:
    """The claimants as a sentence names them; empty without any."""
    return f"declared {_listed([f'by {one}' for one in claimants])}" if claimants else ""


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def whose(
    coast: str | None,
    claims: Iterable[LimitPlain],
    neighbours: Iterable[str] = (),
    *,
    alone: bool = True,
) -> WhoseWaters:
    """The rule: what the approximate coast says of a place, and the declarations that hold it.

    One party's declaration wins over its own coast, and where its word `alone` may say so
    (`_stands_alone`) over nobody and over *not determined*; against another State's coast, in *not
    determined* off the coast of `neighbours` that have not said all that they claim, and between
    two, nothing is determined. Beyond 12 nm of every coast known no neighbour's sea can be taken.
    """
    declared = tuple(sorted(claims, key=_by_party_innermost_first))
    parties = {one.party for one in declared}
    if not parties:
        return WhoseWaters(coast)
    given = None if coast is None or undetermined(coast) else coast
    if len(parties) == 1 and (given is None or given in parties):
        others = tuple(sorted({*neighbours} - parties)) if coast == UNDETERMINED else ()
        if others or (given is None and not alone):
            return WhoseWaters(UNDETERMINED, declared, near=others)
        return WhoseWaters(declared[0].party, declared)
    return WhoseWaters(UNDETERMINED, declared, given)


def _by_party_innermost_first(one: LimitPlain) -> tuple[str, int, str, str]:
    return one.party, _KINDS.index(one.kind), one.name, one.id


def waters_at(p: LatLon, declared: DeclaredWaters = NOTHING_DECLARED) -> WhoseWaters:
    """The owner of the waters, or land, at a place."""
    coast = territory_of(p)
    claims = declared.claims.at(p)
    if _falls_away(coast, claims, declared) and not on_land(p):
        coast = None
    return _told_at(p, coast, claims, declared)


def _told_at(
    p: LatLon, coast: str | None, claims: Sequence[LimitPlain], declared: DeclaredWaters
) -> WhoseWaters:
    if not claims:
        return whose(coast, ())
    neighbours = _silent_neighbours(p, declared) if coast == UNDETERMINED else ()
    return whose(coast, claims, neighbours, alone=bool(_stands_alone(p, claims)))


def _stands_alone(p: LatLon, claims: Iterable[LimitPlain], *, about_nm: float = 0.0) -> bool | None:
    """Whether a party's declaration alone may say whose waters these are, where the coast gives
    them to nobody: near its own, and not off contested land. Of all places so far about this one;
    None: it has to be asked place by place, which it never is of one place."""
    if contested_near(p, within_nm=TERRITORIAL_SEA_NM + about_nm):
        return False if contested_near(p, within_nm=TERRITORIAL_SEA_NM - about_nm) else None
    if _are_near_own(claims, p, -about_nm):
        return True
    return None if _are_near_own(claims, p, about_nm) else False


def _are_near_own(claims: Iterable[LimitPlain], p: LatLon, farther_nm: float) -> bool:
    """Whether one of a party's declarations may say so, so far off; the shorter reach is looked at
    first, for much lies within the longer one."""
    reaches = {(_reach_nm(one), one.party) for one in claims}
    reaches |= {(_OWN_WATERS_NM, party) for _, party in reaches}
    return any(
        party in owners_near(p, within_nm=max(0.0, reach_nm + farther_nm))
        for reach_nm, party in sorted(reaches)
    )


def _reach_nm(limit: LimitPlain) -> float:
    archipelagic = limit.kind is LimitKind.ARCHIPELAGIC_WATERS
    return (
        _ARCHIPELAGO_NM if archipelagic and limit.party in ARCHIPELAGIC_STATES else _OWN_WATERS_NM
    )


def _silent_neighbours(
    p: LatLon, declared: DeclaredWaters, *, about_nm: float = 0.0
) -> frozenset[str]:
    """The States off whose coast the place lies, or one so far about it, and which have not said
    that all their limits are declared."""
    near = owners_near(p, within_nm=TERRITORIAL_SEA_NM + about_nm)
    return near - NOT_DETERMINED - declared.complete


def kind_at(p: LatLon, waters: WhoseWaters) -> LimitKind | None:
    """The kind of waters that one party has declared there; around an island its territorial sea.
    None: nobody, or it is not determined whose they are."""
    if waters.by is not WatersBy.DECLARED:
        return None
    first = waters.declared[0]
    if first.kind is LimitKind.ISLAND and not any(one.on_island(p) for one in waters.declared):
        return LimitKind.TERRITORIAL_SEA
    return first.kind


def sentence(
    p: LatLon, waters: WhoseWaters, *, centres: Sequence[str], zones: Sequence[LimitPlain]
) -> str:
    """The answer in words; `centres` by name are those whose regions hold the place."""
    said = [_whose_in_words(p, waters)]
    if centres:
        region = "region" if len(centres) == 1 else "regions"
        said.append(f"It lies in the {region} of {_listed(centres)}.")
    said += [f"It lies in the {words_of(one.kind)} {one.name}, {one.told}." for one in zones]
    return " ".join(said)


def _whose_in_words(p: LatLon, waters: WhoseWaters) -> str:
    match waters.by:
        case WatersBy.BEYOND:
            return "Beyond any territorial sea known here."
        case WatersBy.NOT_DETERMINED:
            claims = declared_by(waters.claimants)
            return f"Not determined here{f': {claims}' if claims else ''}."
        case WatersBy.APPROXIMATE:
            return f"In the territory or territorial sea of {waters.state} ({APPROXIMATE})."
        case WatersBy.DECLARED:
            kind = kind_at(p, waters) or waters.declared[0].kind
            what = "On an island" if kind is LimitKind.ISLAND else f"In the {words_of(kind)}"
            return f"{what} of {waters.state}, {waters.declared[0].told}."


def _falls_away(coast: str | None, claims: Iterable[LimitPlain], declared: DeclaredWaters) -> bool:
    """Whether the State says that all its limits are declared, and these waters are in none. Land
    without a known owner lies nowhere near what the coast gives to one State (decision 21): so
    this is never said off such land."""
    return coast in declared.complete and all(one.party != coast for one in claims)


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
    """What the coast says."""
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
    elif _falls_away(given, holding, declared):
        for here, part in _steps(legs, begins_nm, ends_nm, _LAND_STEP_NM):
            coast = given if on_land(here) else None
            yield WatersOnWay(_told_at(here, coast, holding, declared), *part)
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
            _silent_neighbours(middle, declared, about_nm=about_nm) <= parties
        ):
            alone = _stands_alone(middle, holding, about_nm=about_nm)
        if alone is not None:
            yield WatersOnWay(whose(given, holding, alone=alone), begins, ends)
            continue
        for here, part in _steps(legs, begins, ends, _NEIGHBOUR_STEP_NM):
            yield WatersOnWay(_told_at(here, given, holding, declared), *part)


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
