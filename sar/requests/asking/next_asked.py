"""The centres to ask next, when one stays silent: the nearest others. Pure; it asks nobody.

While nobody knows where, those are asked whose region holds the last reported position, then those
along the intended route from the port on (SAR Convention, Annex 4.5.4): how near the others are,
nobody knows either. If neither is known, or nobody is left, that is said, and why.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sar.alerts.words import NobodyNext
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.incidents.words import RegionTouch

PROPOSED: Final = 3
"""So many centres are proposed at once (house figure)."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A centre of the directory. `touch`: in what way the case touches its search and rescue
    region."""

    id: UUID
    party: str
    position: LatLon
    touch: RegionTouch | None = None


def next_asked(
    centres: Iterable[Neighbour],
    *,
    datum: LatLon | None,
    near: LatLon | None,
    without: Collection[str],
) -> list[UUID] | NobodyNext:
    """The centres to propose: with a datum those whose region holds it first, then the nearest;
    without, only those whose regions are touched, the nearest to `near` first among alike. One of
    each party, and none of the parties that know of it or are not to be told."""
    place = datum or near
    if place is None:
        return NobodyNext.NO_PLACE
    named = [one for one in centres if datum is not None or one.touch is not None]
    found: dict[str, UUID] = {}
    for one in sorted(
        named, key=lambda one: (_rank(one), distance_nm(one.position, place), one.id)
    ):
        if one.party not in without:
            found.setdefault(one.party, one.id)
    return list(found.values())[:PROPOSED] or NobodyNext.NOBODY_LEFT


_RANKS: Final = {
    RegionTouch.HOLDS: 0,
    RegionTouch.REPORTED: 0,
    RegionTouch.PORT: 1,
    RegionTouch.ROUTE: 2,
}


def _rank(one: Neighbour) -> int:
    """The place of such a touch among them; of a region that only the drift may reach none."""
    return len(_RANKS) if one.touch is None else _RANKS.get(one.touch, len(_RANKS))
