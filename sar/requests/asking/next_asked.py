"""Whom to ask next, when a centre stays silent: the nearest others. Pure; nobody is asked by it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon

PROPOSED: Final = 3
"""So many centres are proposed at once (house figure)."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A centre of the directory. `holds`: the place lies in its search and rescue region."""

    id: UUID
    party: str
    position: LatLon
    holds: bool


def next_asked(
    centres: Iterable[Neighbour], place: LatLon, *, without: Collection[str]
) -> list[UUID]:
    """The centres to propose, those whose region holds the place first, then the nearest; one of
    each party, and none of the parties that know of it or are not to be told."""
    found: dict[str, UUID] = {}
    for one in sorted(
        centres, key=lambda one: (not one.holds, distance_nm(one.position, place), one.id)
    ):
        if one.party not in without:
            found.setdefault(one.party, one.id)
    return list(found.values())[:PROPOSED]
