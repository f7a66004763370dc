"""Units that come home from their last work: when they are home, and turned round."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from sar.assets.seen import PlaceFrom, SeenAsset
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.matching.question import LastWork

HOME_NM: Final = 1.0
"""A unit so close to its base is home (house figure)."""


@dataclass(frozen=True, slots=True)
class Homeward:
    """The return of a unit, as far as one party may know it; None: it does not know where the unit
    is, or where its home."""

    home_at: datetime | None
    ready_at: datetime | None
    """Turned round."""
    leaves_from: LatLon | None

    def held_minutes(self, now: datetime) -> int:
        """The whole minutes until it is turned round, as far as that is known."""
        if self.ready_at is None:
            return 0
        return max(0, ceil((self.ready_at - now) / timedelta(minutes=1)))


def homeward(seen: SeenAsset, last: LastWork | None, *, now: datetime) -> Homeward | None:
    """The return of a unit to those who know its readiness; None: it is turned round, or never was
    out. Goods that are counted are handed back one by one: nobody says which."""
    if last is None or seen.type.divisible or (seen.readiness is None and not last.is_told):
        return None
    turns = timedelta(minutes=seen.type.turn_round_minutes)
    if last.home_at is not None:
        ready_at = last.home_at + turns
        return Homeward(last.home_at, ready_at, seen.place) if ready_at > now else None
    home_at = _home_at(seen, last, now=now)
    if home_at is None:
        return Homeward(None, None, None)
    return Homeward(home_at, home_at + turns, seen.base)


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


def _home_at(seen: SeenAsset, last: LastWork, *, now: datetime) -> datetime | None:
    """By its visible position: the first one at its base, else the way there in a straight line at
    its cruising speed. A snapped position tells its cell alone, not when it was reported."""
    if seen.base is None or seen.place is None or seen.place_from is not PlaceFrom.FIX:
        return None
    known_at = None if seen.precision_nm else seen.place_at
    way_nm = distance_nm(seen.place, seen.base)
    first = last.at_base_since
    if way_nm <= HOME_NM and known_at is not None and first is not None and first <= known_at:
        return first
    speed = seen.figures.cruise_kn or seen.figures.response_kn
    if not speed:
        return max(known_at, last.since) if known_at and way_nm <= HOME_NM else None
    from_at = now if known_at is None else max(known_at, last.since)
    return from_at + timedelta(hours=way_nm / speed)
