"""Teams and equipment ride: which carrier picks them up and brings them to the scene first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from math import inf
from typing import Final
from uuid import UUID

from sar.agreements.words import Kind
from sar.assets.words import Capability
from sar.geo.geodesy import distance_nm
from sar.requests.approach import Approach
from sar.requests.candidate import Candidate, Scene
from sar.requests.finding import Remark
from sar.requests.waters import STEP_NM
from sar.requests.words import Verdict

LOADING_MINUTES: Final = 10.0
"""From the carrier's arrival until it is off again with what it carries (house figure)."""

SAME_PORT_NM: Final = 5.0
"""A vessel picks up what lies no further from it than this; an aircraft comes for it."""

TURNED: Final = 2.0
"""A way by water that ends where the datum was, and is turned to where it is when met, may be
shorter by twice what lies between; so may it by BESIDE_NM where the field stands beside."""
BESIDE_NM: Final = TURNED * STEP_NM

CLOSE_MINUTES: Final = 1e-6
"""More than rounding can make of a bound."""

_STAYS: Final = frozenset({Verdict.NOT_AVAILABLE, Verdict.NOT_PERMITTED})
"""A carrier need not suit the need itself, but must be available and permitted."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A unit that could take something to the scene: when they are off together, and that they
    are there no sooner than `least_minutes`, whatever way it takes."""

    unit: Candidate
    off_minutes: float
    least_minutes: float


@dataclass(frozen=True, slots=True)
class Ride:
    """What carries it, when it is picked up, and how they come to the scene."""

    carrier: Candidate
    pick_up_minutes: float
    approach: Approach


def able(unit: Candidate, approach: Approach, against: frozenset[Verdict]) -> bool:
    """Whether it could carry: crewed, owned, with a place and a way to the scene."""
    return (
        unit.kind in (Kind.VESSEL, Kind.AIRCRAFT)
        and unit.party is not None
        and unit.place is not None
        and approach.time is not None
        and not against & _STAYS
    )


def offer(thing: Candidate, unit: Candidate, scene: Scene) -> Offer | None:
    """What a unit can offer; None: it does not take that from there."""
    if thing.place is None or unit.place is None:
        return None
    away_nm = distance_nm(unit.place, thing.place)
    if not _takes(unit, thing, away_nm):
        return None
    speed = unit.figures.response_kn or 1.0
    there = unit.notice.minutes + away_nm / speed * 60.0
    off_minutes = max(float(thing.notice.minutes), there) + LOADING_MINUTES
    if scene.place is None:
        return Offer(unit, off_minutes, off_minutes)
    rest_nm = distance_nm(thing.place, scene.place)
    if unit.kind is Kind.VESSEL:
        rest_nm -= BESIDE_NM
    drifts_kn = TURNED * scene.drift.speed_kn if scene.drift else 0.0
    least = (rest_nm * 60.0 + speed * off_minutes) / (speed + drifts_kn)
    return Offer(unit, off_minutes, least - CLOSE_MINUTES)


def offers(thing: Candidate, units: Iterable[Candidate], scene: Scene) -> list[Offer]:
    """What all of them can offer, in the order of when they may be there."""
    found = (offer(thing, unit, scene) for unit in units)
    return sorted((one for one in found if one), key=lambda one: one.least_minutes)


def soonest(
    thing: Candidate,
    offered: Iterable[Offer],
    approach_of: Callable[[Candidate, float], Approach],
    *,
    goes: Callable[[Candidate], bool],
) -> Ride | None:
    """The ride that is at the scene first; None: nothing that is seen here could carry it.

    Offers come in the order of when they may be there. `approach_of` tells how a carrier comes to
    the scene from there, when it moves off so many minutes from now, and `goes` whether it may.
    Rides that cannot beat the best one found are not worked out.
    """
    best: tuple[tuple[float, float, UUID], Ride] | None = None
    for one in offered:
        if best is not None and one.least_minutes > best[0][0]:
            break
        approach = approach_of(replace(one.unit, place=thing.place), one.off_minutes)
        if approach.time is None or not _reaches(one.unit, approach):
            continue
        place = approach.time.total_minutes, one.off_minutes, one.unit.id
        if (best is None or place < best[0]) and goes(one.unit):
            best = place, Ride(one.unit, one.off_minutes, approach)
    return None if best is None else best[1]


def _takes(unit: Candidate, thing: Candidate, away_nm: float) -> bool:
    """Vessels in the same port; helicopters anything but heavy teams; aeroplanes what they drop,
    from their own base."""
    if unit.kind is Kind.VESSEL:
        return away_nm <= SAME_PORT_NM
    if unit.helicopter:
        return True
    drops = Capability.DROPS_RAFTS in unit.asset_type.capabilities
    rafts = Capability.RAFTS in thing.asset_type.capabilities
    return drops and rafts and away_nm <= SAME_PORT_NM


def reach_nm(unit: Candidate) -> float:
    """How far its fuel takes it with what it carries, out and back together."""
    if unit.figures.radius_nm is None or not unit.returns:
        return inf
    return 2.0 * unit.figures.radius_nm


def _reaches(unit: Candidate, approach: Approach) -> bool:
    """Whether the carrier's fuel takes it there and to where it can land."""
    route = approach.route
    if route is None:
        return False
    back_nm = route.length_nm if approach.back_nm is None else approach.back_nm
    return route.length_nm + back_nm <= reach_nm(unit)


def remark(ride: Ride) -> Remark:
    """Says what carries it."""
    carrier = ride.carrier
    return Remark(
        "carried",
        f"{carrier.name} of {carrier.party} picks it up; they are off after"
        f" {ride.pick_up_minutes:.0f} minutes.",
        {
            "asset_id": str(carrier.id),
            "party": carrier.party,
            "name": carrier.name,
            "off_minutes": round(ride.pick_up_minutes, 1),
        },
    )
