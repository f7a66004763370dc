"""Finding the first of very many: bounds for all, the exact place in line for those in question."""

from bisect import bisect_right, insort
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

Place = tuple[float, ...]
"""A place in line; the smaller comes first."""

Line = NDArray[np.float64]

T = TypeVar("T")

_FIRST: Final = 256


def foremost(
    line: Line,
    count: int,
    weigh: Callable[[int], T],
    place: Callable[[T], Place],
    before: Iterable[Place] = (),
    refine: Callable[[NDArray[np.intp]], Line] | None = None,
    after: Place = (),
) -> list[T]:
    """At least all up to the first `count` that stand after a place, unordered, and whatever else
    had to be weighed for that.

    `before` are the places of others that stand in the same line and are known already.

    `line` has a column for each item and two rows: the least that the first and the second part
    of its place can be; `refine` gives the same of some items, never below it, and is asked about
    those that come first by `line`. `place(weigh(i))` is never below item i's bounds. Items are
    weighed in the order of their bounds until none left can be among the first.
    """
    weighed: list[T] = []
    best = sorted(before)
    for lead, least, item in _in_order(line, refine):
        last = bisect_right(best, after) + count - 1
        if len(best) > last and best[last][:2] < (lead, least):
            break
        if item is None:
            continue
        one = weigh(item)
        weighed.append(one)
        insort(best, place(one))
    return weighed


def _in_order(
    line: Line, refine: Callable[[NDArray[np.intp]], Line] | None
) -> Iterator[tuple[float, float, int | None]]:
    """The items with their bounds, in that order; only as many are looked at as are asked for.

    Before more are looked at it gives the bound of all that are left, for which there is no item:
    those looked at may all have gone to the end of the line.
    """
    left = np.arange(line.shape[1])
    waiting, bounds = left[:0], line[:, :0]
    take = _FIRST
    while len(left) or len(waiting):
        leads, follows = line[0, left], line[1, left]
        front = leads == leads.min(initial=np.inf)
        if np.count_nonzero(front) > take:
            front &= follows <= np.partition(follows[front], take)[take]
        first, left = left[front], left[~front]
        found = line[:, first] if refine is None else refine(first)
        waiting, bounds = np.append(waiting, first), np.hstack((bounds, found))
        ahead, soonest = _least(line[:, left])
        due = (bounds[0] < ahead) | ((bounds[0] == ahead) & (bounds[1] <= soonest))
        order = np.flatnonzero(due)[np.lexsort((bounds[1, due], bounds[0, due]))]
        for at in order.tolist():
            yield float(bounds[0, at]), float(bounds[1, at]), int(waiting[at])
        waiting, bounds = waiting[~due], bounds[:, ~due]
        if len(left):
            yield ahead, soonest, None
        take *= 2


def _least(line: Line) -> tuple[float, float]:
    """The first place of a line."""
    lead = float(line[0].min(initial=np.inf))
    return lead, float(line[1, line[0] == lead].min(initial=np.inf))
