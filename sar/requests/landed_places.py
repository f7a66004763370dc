"""The people whom a unit delivered, by place (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Landed:
    """The living and the dead of one delivery, and where; an empty place was not told. `uncounted`:
    there were others whom nobody counted then, nor, where it `stands`, since."""

    place: str
    persons: int
    dead: int = 0
    uncounted: bool = False
    stands: bool = False


def by_place(
    deliveries: Iterable[tuple[str, int]], delivered: int, *, uncounted: Iterable[str] = ()
) -> dict[str, int]:
    """The delivered persons by place, of deliveries in their order.

    People whom a correction took away were the last; those whom it added are where people were
    landed `uncounted`, in several places nobody knows where; else where the last were.
    """
    result: dict[str, int] = {}
    left, last = delivered, ""
    for place, persons in deliveries:
        many, last = min(persons, left), place
        if many:
            result[place] = result.get(place, 0) + many
        left -= many
    if left:
        places = set(uncounted)
        at = last if not places else places.pop() if len(places) == 1 else ""
        result[at] = result.get(at, 0) + left
    return result
