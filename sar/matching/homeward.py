"""Units that come home from their last work: when they are home, and turned round.

The wind and the sea on the way home are left out: one question knows those of its own scene alone,
and two cases would tell two times of one return.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil
from typing import Final

from sar.agreements.words import Kind
from sar.assets.seen import PlaceFrom, SeenAsset
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.geo.sea.passages import canals_minutes
from sar.geo.sea.sea_route import ON_LAKE
from sar.geo.sea.stop_ways import StopWays
from sar.matching.findings import Finding, Remark
from sar.matching.question import LastWork

HOME_NM: Final = 1.0
"""A unit so close to its base is home (house figure)."""


class HomeBy(StrEnum):
    """The measure of a way home that is not over, at cruising speed."""

    STILL_AIR = "still_air"
    """The geodesic, without a stop for fuel."""
    WATER = "water"
    """By water, in a calm sea."""
    LAKE = "lake"
    """Straight, within one lake."""
    STRAIGHT = "straight"
    """Straight, on land."""
    AT_LEAST = "at_least"
    """The great circle of a vessel whose way by water is not known: a lower bound."""


@dataclass(frozen=True, slots=True)
class Homeward:
    """The return of a unit, as far as one party may know it; None: it does not know where the unit
    is, or where its home."""

    home_at: datetime | None
    ready_at: datetime | None
    """Turned round."""
    leaves_from: LatLon | None
    by: HomeBy | None = None
    """None: it is home, by its position or its party's word, or nothing is known."""

    @property
    def is_least(self) -> bool:
        """Both instants are lower bounds."""
        return self.by is HomeBy.AT_LEAST

    def held_minutes(self, now: datetime) -> int:
        """The whole minutes until it is turned round, as far as that is known."""
        if self.ready_at is None:
            return 0
        return max(0, ceil((self.ready_at - now) / timedelta(minutes=1)))


def homeward(
    seen: SeenAsset, last: LastWork | None, ways: StopWays, *, now: datetime
) -> Homeward | None:
    """The return of a unit to those who know its readiness, of a vessel by the `ways` by water to
    its base; None: it is turned round, or never was out. Goods that are counted are handed back one
    by one: nobody says which."""
    if last is None or seen.type.divisible or (seen.readiness is None and not last.is_told):
        return None
    turns = timedelta(minutes=seen.type.turn_round_minutes)
    if last.home_at is not None:
        ready_at = last.home_at + turns
        return Homeward(last.home_at, ready_at, seen.place) if ready_at > now else None
    if seen.base is None or seen.place is None or seen.place_from is not PlaceFrom.FIX:
        return Homeward(None, None, None)
    way_nm = distance_nm(seen.place, seen.base)
    home_at = _came_home_at(seen, last, way_nm)
    by: HomeBy | None = None
    if home_at is None:
        hours, by = _way_home(seen, seen.place, seen.base, way_nm, ways)
        if hours is None:
            return Homeward(None, None, None)
        home_at = _on_way_since(seen, last, now=now) + timedelta(hours=hours)
    return Homeward(home_at, home_at + turns, seen.base, by)


def placed(seen: SeenAsset, comes: Homeward | None) -> SeenAsset:
    """The unit where it sets out from once it is turned round."""
    if comes is None or comes.leaves_from == seen.place:
        return seen
    place_from = None if comes.leaves_from is None else PlaceFrom.BASE
    return replace(
        seen,
        place=comes.leaves_from,
        place_from=place_from,
        place_at=None,
        uncertainty_nm=None,
        precision_nm=0.0,
    )


_WAY_HOME: Final = {
    HomeBy.STILL_AIR: "in still air, without a stop for fuel",
    HomeBy.WATER: "by water, in a calm sea",
    HomeBy.LAKE: "straight across the lake",
    HomeBy.STRAIGHT: "in a straight line",
    HomeBy.AT_LEAST: "in a straight line; its way by water is longer",
}


_DAY_MINUTES: Final = 24 * 60


def turns_round(comes: Homeward, held_minutes: int) -> Finding:
    """Its return from its last work, with the instants that are reckoned; with their days, where
    it is turned round in a day or later."""
    confirm = Remark("confirm_readiness", "Its party must say that it is available again.")
    if comes.home_at is None or comes.ready_at is None:
        said = "It is on its way home; when it is home is not known here."
        params: dict[str, object] = {"home_at": None, "ready_at": None, "by": None}
        return Finding(Remark("turns_round", said, params), remedy=confirm)
    at, by = ("no sooner than ",) * 2 if comes.is_least else ("at ", "by ")
    how = f" ({_WAY_HOME[comes.by]})" if comes.by else ""
    clock = "%H:%MZ" if held_minutes < _DAY_MINUTES else "%H:%MZ on %-d %b"
    said = (
        f"Home again {at}{comes.home_at:{clock}}{how}; turned round"
        f" {by}{comes.ready_at:{clock}}, a house figure for its type."
    )
    params = {
        "home_at": comes.home_at.isoformat(),
        "ready_at": comes.ready_at.isoformat(),
        "by": comes.by,
    }
    return Finding(Remark("turns_round", said, params), remedy=confirm)


def _came_home_at(seen: SeenAsset, last: LastWork, way_nm: float) -> datetime | None:
    """The first position at its base, if the one that is visible is there too. A unit without a
    speed is carried, and home by any position there."""
    known_at = _known_at(seen)
    if way_nm > HOME_NM or known_at is None:
        return None
    first = last.at_base_since
    if first is not None and first <= known_at:
        return first
    return None if _speed_kn(seen) else max(known_at, last.since)


def _way_home(
    seen: SeenAsset, place: LatLon, base: LatLon, straight_nm: float, ways: StopWays
) -> tuple[float | None, HomeBy | None]:
    """The hours that the way home takes at cruising speed, and by what they are reckoned; None: it
    has no speed."""
    kn = _speed_kn(seen)
    if not kn:
        return None, None
    straight = straight_nm / kn
    if straight_nm <= HOME_NM:
        return straight, None
    if seen.kind in (Kind.AIRCRAFT, Kind.UNCREWED):
        return straight, HomeBy.STILL_AIR
    if seen.kind is not Kind.VESSEL:
        return straight, HomeBy.STRAIGHT
    way = ways.way(place, base, seen.type.draught)
    if way is None or way.nm is None:
        return straight, HomeBy.AT_LEAST
    hours = way.nm / kn + canals_minutes(way.passages) / 60.0
    return hours, HomeBy.LAKE if way.note == ON_LAKE else HomeBy.WATER


def _on_way_since(seen: SeenAsset, last: LastWork, *, now: datetime) -> datetime:
    known_at = _known_at(seen)
    return now if known_at is None else max(known_at, last.since)


def _known_at(seen: SeenAsset) -> datetime | None:
    """A snapped position tells its cell alone, not when it was reported."""
    return None if seen.precision_nm else seen.place_at


def _speed_kn(seen: SeenAsset) -> float | None:
    return seen.figures.cruise_kn or seen.figures.response_kn
