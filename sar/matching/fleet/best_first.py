"""Finding the first of very many: bounds for all, the exact place in line for those in question."""

from bisect import bisect_right, insort
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

RankKey = tuple[float, ...]
"""A place in line; the smaller comes first."""

Bounds = NDArray[np.float64]

T = TypeVar("T")

_FIRST: Final = 256


def best_first(
    line: Bounds,
    count: int,
    weigh: Callable[[int], T],
    place: Callable[[T], RankKey],
    before: Iterable[RankKey] = (),
    refine: Callable[[NDArray[np.intp]], Bounds] | None = None,
    after: RankKey = (),
    until: RankKey = (np.inf,),
) -> list[T]:
    """At least all up to the first `count` that stand after a place, and not after another one
    (`until`), unordered, and whatever else had to be weighed for that.

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
        if (lead, least) > (until if len(best) <= last else min(until, best[last][:2])):
            break
        if item is None:
            continue
        one = weigh(item)
        weighed.append(one)
        insort(best, place(one))
    return weighed


def _in_order(
    line: Bounds, refine: Callable[[NDArray[np.intp]], Bounds] | None
) -> Iterator[tuple[float, float, int | None]]:
    """The items with their bounds, in that order; only as many are looked at as are asked for.

    Before more are looked at it gives the bound of all that are left, for which there is no item:
    those looked at may all have gone to the end of the line.
    """
    waiting, bounds = np.empty(0, dtype=np.intp), line[:, :0]
    take = _FIRST
    for lead, left in _by_lead(line[0]):
        follows = line[1, left]
        while len(left):
            first, left, follows = _parted(left, follows, take)
            first = np.sort(first)
            soonest = float(follows.min(initial=np.inf))
            found = line[:, first] if refine is None else refine(first)
            waiting, bounds = np.append(waiting, first), np.hstack((bounds, found))
            due = (bounds[0] < lead) | ((bounds[0] == lead) & (bounds[1] <= soonest))
            yield from _sorted(waiting[due], bounds[:, due])
            waiting, bounds = waiting[~due], bounds[:, ~due]
            yield lead, soonest, None
            take *= 2
    yield from _sorted(waiting, bounds)


def _parted(
    items: NDArray[np.intp], follows: Bounds, take: int
) -> tuple[NDArray[np.intp], NDArray[np.intp], Bounds]:
    """So many of the items with the least that follows, and those that are left."""
    if len(items) <= take:
        return items, items[:0], follows[:0]
    order = np.argpartition(follows, take)
    return items[order[:take]], items[order[take:]], follows[order[take:]]


def _by_lead(leads: NDArray[np.float64]) -> Iterator[tuple[float, NDArray[np.intp]]]:
    """Each first part of a place, in order, with the items that have it."""
    lead = leads.min(initial=np.inf)
    while lead < np.inf:
        yield float(lead), np.flatnonzero(leads == lead)
        lead = leads.min(initial=np.inf, where=leads > lead)


def _sorted(items: NDArray[np.intp], bounds: Bounds) -> Iterator[tuple[float, float, int | None]]:
    for at in np.lexsort((bounds[1], bounds[0])).tolist():
        yield float(bounds[0, at]), float(bounds[1, at]), int(items[at])
