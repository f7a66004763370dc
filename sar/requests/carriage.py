"""Teams and equipment ride: which carrier picks them up and brings them to the scene first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from sar.agreements.words import Kind
from sar.assets.words import Capability
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.requests.approach import Approach
from sar.requests.candidate import Candidate
from sar.requests.finding import Remark
from sar.requests.words import Verdict

LOADING_MINUTES: Final = 10.0
"""From the carrier's arrival until it is off again with what it carries (house figure)."""

SAME_PORT_NM: Final = 5.0
"""A vessel picks up what lies no further from it than this; an aircraft comes for it."""

_GOES: Final = (
    Verdict.ALLOWED,
    Verdict.AFTER_NOTICE,
    Verdict.ENTRY_TO_BE_ASKED,
    Verdict.MAY_BE_ASKED,
    Verdict.NOT_SUITED,
)
"""A carrier need not suit the need itself, but must be available and permitted."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """A vessel or aircraft that could carry something to the scene."""

    candidate: Candidate
    place: LatLon


@dataclass(frozen=True, slots=True)
class Ride:
    """What carries it, when it is picked up, and how they come to the scene."""

    carrier: Candidate
    pick_up_minutes: float
    approach: Approach


def able(matched: Iterable[tuple[Candidate, Approach, Verdict]]) -> list[Carrier]:
    """Those that could carry: crewed, owned, with a place and a way to the scene."""
    return [
        Carrier(candidate, candidate.place)
        for candidate, approach, verdict in matched
        if candidate.kind in (Kind.VESSEL, Kind.AIRCRAFT)
        and candidate.party is not None
        and candidate.place is not None
        and approach.time is not None
        and verdict in _GOES
        and not (verdict is Verdict.NOT_SUITED and approach.route is None)
    ]


def pick_ups(thing: Candidate, carriers: Iterable[Carrier]) -> list[tuple[float, Carrier]]:
    """When each that could take it would be off with it, the soonest first."""
    place = thing.place
    if place is None:
        return []
    return sorted(
        (
            (_picked_up(thing, carrier, place), carrier)
            for carrier in carriers
            if _takes(carrier, thing, place)
        ),
        key=lambda offer: (offer[0], offer[1].candidate.id),
    )


def soonest(
    thing: Candidate,
    offers: Iterable[tuple[float, Carrier]],
    approach_of: Callable[[Candidate, float], Approach],
    *,
    least_minutes: Callable[[Candidate, float], float],
) -> Ride | None:
    """The ride that is at the scene first; None: nothing that is seen here could carry it.

    `offers` are pick-ups, the soonest first. `approach_of` tells how a carrier comes to the scene
    from there, when it moves off so many minutes from now, and `least_minutes` that it is there no
    sooner. Rides that cannot beat the best one found are not worked out.
    """
    place = thing.place
    if place is None:
        return None
    best: Ride | None = None
    for off_minutes, carrier in offers:
        if best is not None and off_minutes >= _total(best):
            break
        from_there = replace(carrier.candidate, place=place)
        if best is not None and least_minutes(from_there, off_minutes) >= _total(best):
            continue
        approach = approach_of(from_there, off_minutes)
        if approach.time is None or not _reaches(carrier, approach):
            continue
        if best is None or approach.time.total_minutes < _total(best):
            best = Ride(carrier.candidate, off_minutes, approach)
    return best


def _total(ride: Ride) -> float:
    return ride.approach.time.total_minutes if ride.approach.time else float("inf")


def _takes(carrier: Carrier, thing: Candidate, place: LatLon) -> bool:
    """Vessels in the same port; helicopters anything but heavy teams; aeroplanes what they drop,
    from their own base."""
    unit = carrier.candidate
    if unit.kind is Kind.VESSEL:
        return distance_nm(carrier.place, place) <= SAME_PORT_NM
    if unit.helicopter:
        return True
    drops = Capability.DROPS_RAFTS in unit.asset_type.capabilities
    rafts = Capability.RAFTS in thing.asset_type.capabilities
    return drops and rafts and distance_nm(carrier.place, place) <= SAME_PORT_NM


def _picked_up(thing: Candidate, carrier: Carrier, place: LatLon) -> float:
    """When they move off together."""
    speed_kn = carrier.candidate.figures.response_kn or 1.0
    nm = distance_nm(carrier.place, place)
    there = carrier.candidate.notice.minutes + nm / speed_kn * 60.0
    return max(float(thing.notice.minutes), there) + LOADING_MINUTES


def _reaches(carrier: Carrier, approach: Approach) -> bool:
    """Whether the carrier's fuel takes it there and to where it can land."""
    figures, route = carrier.candidate.figures, approach.route
    if route is None or figures.radius_nm is None or not carrier.candidate.returns:
        return route is not None
    back_nm = route.length_nm if approach.back_nm is None else approach.back_nm
    return route.length_nm + back_nm <= 2.0 * figures.radius_nm


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
