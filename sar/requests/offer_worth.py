"""Offers to a case that ring: there sooner than what is tasked, or filling a gap (pure).

The screens go by the same rule (`frontend/src/state/offer-worth.ts`); `tests/vectors/offers.json`
holds both to it. A fact that nobody knows speaks for the offer, never against it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnitOffered:
    """One asset of an offer. `comes`: in minutes from now; None: no time is known. `persons`: how
    many one lift takes; `missing`: the amount that its need lacks; None: it is for no need."""

    comes: float | None
    persons: int
    missing: int | None = None


@dataclass(frozen=True, slots=True)
class UnitTasked:
    """One unit that is promised to the case. `room`: how many more one lift takes."""

    is_there: bool
    comes: float | None
    persons: int
    room: int


@dataclass(frozen=True, slots=True)
class LackingNeed:
    """The amount that one need of the case's live requests lacks: of persons, or of units."""

    of_persons: bool
    missing: int


@dataclass(frozen=True, slots=True)
class HelpSoFar:
    """The help that a case has. `outstanding`: the most people whom nobody has found yet; None:
    nobody knows how many."""

    tasked: Sequence[UnitTasked]
    needs: Sequence[LackingNeed]
    outstanding: int | None


def is_worth_a_ring(offered: Collection[UnitOffered], so_far: HelpSoFar) -> bool:
    """Whether any of its units is sooner than those tasked, or fills a gap."""
    return any(_is_sooner(one, so_far.tasked) or _fills(one, so_far) for one in offered)


def _is_sooner(one: UnitOffered, tasked: Sequence[UnitTasked]) -> bool:
    """One that takes people aboard is compared with those that do; one that takes none with all."""
    rivals = [other for other in tasked if other.persons or not one.persons]
    if any(other.is_there for other in rivals):
        return False
    times = [other.comes for other in rivals if other.comes is not None]
    return not times or one.comes is None or one.comes < min(times)


def _fills(one: UnitOffered, so_far: HelpSoFar) -> bool:
    """For its need, if that lacks anything; for none, if any lacks what such a unit brings, or more
    people are outstanding than those tasked have room for."""
    if one.missing is not None:
        return one.missing > 0
    brings = one.persons > 0
    if any(need.missing > 0 and need.of_persons == brings for need in so_far.needs):
        return True
    room = sum(other.room for other in so_far.tasked)
    return brings and (so_far.outstanding is None or so_far.outstanding > room)
