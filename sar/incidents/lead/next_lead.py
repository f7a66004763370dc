"""The centres to propose the lead to next, when the centre that was asked stays silent (pure).

First the centre whose region it is, then the others that have a part in the case, then a centre
that is only listed, by voice. Nobody is asked by it, and the holder leads meanwhile (MSC.167(78)
6.7).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sar.alerts.words import NobodyNext

PROPOSED: Final = 3
"""So many centres are named at once (house figure)."""


@dataclass(frozen=True, slots=True)
class LeadCandidate:
    """A centre of the directory. `holds`: its region holds the place of the case; `is_in`: it has a
    part in the case, or is told that its region is touched; `miles`: how far off it is, as far as
    any place is known."""

    id: UUID
    party: str
    listed: bool
    holds: bool = False
    is_in: bool = False
    miles: float | None = None


def next_to_lead(
    centres: Iterable[LeadCandidate], *, without: Collection[str]
) -> list[UUID] | NobodyNext:
    """The centres to name, in order: one of each party, and none of those that lead, were asked
    already or are not to be told. Of the listed ones only the first, which is called."""
    named: dict[str, LeadCandidate] = {}
    for one in sorted(filter(_may_be_named, centres), key=_order):
        called = one.listed and any(other.listed for other in named.values())
        if one.party not in without and not called:
            named.setdefault(one.party, one)
    return [one.id for one in named.values()][:PROPOSED] or NobodyNext.NOBODY_LEFT


def _may_be_named(one: LeadCandidate) -> bool:
    """Whether it is named: a joined one where it knows of the case, a listed one where it is
    near."""
    return one.holds or one.is_in or (one.listed and one.miles is not None)


def _order(one: LeadCandidate) -> tuple[bool, bool, bool, float, UUID]:
    far = float("inf") if one.miles is None else one.miles
    return not one.holds, one.listed, not one.is_in, far, one.id
