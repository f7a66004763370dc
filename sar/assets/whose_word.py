"""The word from which a party reckons a ship of opportunity: its own, or the one that shows (pure).

No party moves or hides a ship for another by telling a place, true or false.
"""

from dataclasses import replace

from sar.assets.plausible import KnownFix, reachable
from sar.assets.seen import SeenShip, Sighting


def reckoned_by(party: str, ship: SeenShip) -> SeenShip:
    """The ship where the party reckons it: at the place it has told itself, until the one that
    shows is later and within the ship's reach from there."""
    own = next((one for one in ship.sightings if one.party == party), None)
    if own is None:
        return ship
    if ship.place_at >= own.at and (party == ship.told_by or agrees(ship, own)):
        return ship
    return replace(
        ship,
        told_by=party,
        place=own.place,
        place_at=own.at,
        uncertainty_nm=own.uncertainty_nm,
        course_deg=own.course_deg,
        speed_kn=own.speed_kn,
        doubted_at=own.doubted_at,
    )


def is_doubted_for(party: str, ship: SeenShip) -> bool:
    """Whether the party itself doubts the ship, or who reported it does: what others say against
    it is told, and moves it for nobody else."""
    return any(one.party in (party, ship.reported_by) for one in ship.doubts)


def told_elsewhere(ship: SeenShip) -> list[str]:
    """The other parties that say that it is where it cannot be too."""
    others = (one for one in ship.sightings if one.party != ship.told_by)
    return [one.party for one in others if not agrees(ship, one)]


def agrees(ship: SeenShip, told: Sighting) -> bool:
    """Whether the ship could be at both places; of what has no speed of its own nobody knows."""
    max_kn = ship.figures.max_kn
    here = KnownFix(ship.place_at, ship.place, ship.uncertainty_nm)
    there = KnownFix(told.at, told.place, told.uncertainty_nm)
    return max_kn is None or reachable(here, there, max_kn)
