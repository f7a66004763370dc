"""The people for whom help that is asked for or offered may still have room (pure).

One offer of a boat for eight is no help for three hundred and fifty: it is compared with the need.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class OfferedRoom:
    """One asset of an offer that waits to be decided: the need that it is for, if any, and the
    people whom one lift takes. Of one whose room nobody knows nobody may be sure: none."""

    need_id: UUID | None
    persons: int


@dataclass(frozen=True, slots=True)
class AwaitedRoom:
    """A need for units that take people of which a centre that is asked has not said yes or no yet.
    `persons`: how many it lacks; None: it asks for units, and nobody knows how many they take."""

    need_id: UUID
    persons: int | None


def room_to_come(awaited: Collection[AwaitedRoom], offered: Collection[OfferedRoom]) -> int | None:
    """The people for whom there may be room at most; None: nobody knows how many. An offer for a
    need that others are asked for still is a part of what that lacks."""
    if any(one.persons is None for one in awaited):
        return None
    asked = {one.need_id: one.persons or 0 for one in awaited}
    beside = sum(one.persons for one in offered if one.need_id not in asked)
    return sum(asked.values()) + beside
