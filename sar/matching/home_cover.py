"""Cover at home: the party's own units that could be at its bases in time, before and after some
are lent.

A place at home is the base of a unit that is to be lent: it is there that it would be missed first.
The weather there is not known, and limits nobody.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from uuid import UUID

from sar.agreements.words import Kind
from sar.assets.seen import SeenAsset
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.matching.eligibility import FAILS
from sar.matching.evaluation import Match
from sar.matching.fitness import suits
from sar.matching.question import Want

WITHIN_MINUTES: Final = (60, 120)
"""House figures: an hour is what a ready unit takes to its own waters, two are the longest that
anybody counts on."""
ONE_PLACE_NM: Final = 10.0
"""Bases no farther apart count as one place (a house figure)."""
PLACES_AT_MOST: Final = 3
"""So many places are answered for at once (a house figure)."""
COUNTED: Final = frozenset({Kind.VESSEL, Kind.AIRCRAFT})
NONE: Final[Mapping[UUID, int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class HomePlace:
    """A place at home, and the units to be lent that are based there."""

    point: LatLon
    name: str
    asset_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class HomeUnit:
    """One of the party's own assets that could be at a place, and how many of it are free."""

    id: UUID
    kind: Kind
    helicopter: bool
    number: int
    minutes: float
    serves: bool
    """It is of a kind that the request asks for, and has what that needs."""


@dataclass(frozen=True, slots=True)
class HomeCount:
    """Units by kind; `serving`: those of all kinds that the request could use."""

    vessels: int = 0
    helicopters: int = 0
    aeroplanes: int = 0
    serving: int = 0
    offered: int = 0
    """Of all of them those that stand in offers which nobody has decided."""


def home_places(lent: Iterable[SeenAsset]) -> tuple[list[HomePlace], list[UUID]]:
    """The places at home of the units to be lent, in their order, and those that have none or one
    too many. Teams and stores stand watch nowhere."""
    found: list[HomePlace] = []
    without: list[UUID] = []
    for unit in lent:
        if unit.kind not in COUNTED:
            continue
        at = None if unit.base is None else _near(found, unit.base)
        if at is not None:
            place = found[at]
            ids = (*place.asset_ids, unit.id)
            found[at] = HomePlace(place.point, place.name, ids)
        elif unit.base is not None and len(found) < PLACES_AT_MOST:
            found.append(HomePlace(unit.base, unit.base_name, (unit.id,)))
        else:
            without.append(unit.id)
    return found, without


def _near(places: Sequence[HomePlace], base: LatLon) -> int | None:
    off = (distance_nm(place.point, base) for place in places)
    return next((at for at, nm in enumerate(off) if nm <= ONE_PLACE_NM), None)


def home_units(matches: Iterable[Match], wants: Collection[Want]) -> list[HomeUnit]:
    """The units that could come, of those evaluated for a place at home. Without `wants` all
    serve."""
    return [
        HomeUnit(
            id=one.candidate.seen.id,
            kind=one.candidate.kind,
            helicopter=one.candidate.helicopter,
            number=one.candidate.free or 0,
            minutes=one.time.total_minutes,
            serves=not wants or any(_serves(one, want) for want in wants),
        )
        for one in matches
        if one.time is not None and one.judgement.verdict not in FAILS
    ]


def _serves(one: Match, want: Want) -> bool:
    unit = one.candidate
    return not any(suits(unit.seen.type, unit.persons, want))


def count_within(
    units: Iterable[HomeUnit],
    minutes: float,
    *,
    lent: Mapping[UUID, int] = NONE,
    offered: Mapping[UUID, int] = NONE,
) -> HomeCount:
    """The units that could be there within so many minutes, once so many of each are lent."""
    vessels = helicopters = aeroplanes = serving = elsewhere = 0
    for unit in units:
        left = max(0, unit.number - lent.get(unit.id, 0))
        if unit.minutes > minutes:
            continue
        if unit.kind is Kind.VESSEL:
            vessels += left
        elif unit.helicopter:
            helicopters += left
        else:
            aeroplanes += left
        serving += left if unit.serves else 0
        elsewhere += min(left, offered.get(unit.id, 0))
    return HomeCount(vessels, helicopters, aeroplanes, serving, elsewhere)
