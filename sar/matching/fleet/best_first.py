"""Best-first search over very many items: lower bounds of all, exact rank keys of the
contenders."""

from bisect import bisect_right, insort
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

RankKey = tuple[float, ...]
"""The sort key of a match; the smaller comes first."""

Bounds = NDArray[np.float64]

T = TypeVar("T")

REFINED_FIRST: Final = 256
"""Items refined at first; each further step doubles their number."""


def best_first(
    bounds: Bounds,
    count: int,
    evaluate: Callable[[int], T],
    key: Callable[[T], RankKey],
    before: Iterable[RankKey] = (),
    refine: Callable[[NDArray[np.intp]], Bounds] | None = None,
    after: RankKey = (),
    until: RankKey = (np.inf,),
    *,
    refined_first: int = REFINED_FIRST,
) -> list[T]:
    """Evaluates at least every item that ranks among the first `count` after the key `after` and
    not after the key `until`; returns these, unordered, with the others it had to evaluate.

    `before` are the known keys of further items in the same ranking.

    `bounds` has a column for each item and two rows: lower bounds of the first and of the second
    part of its key. `refine` returns closer bounds of some items, never below these, and is called
    for those that lead by `bounds`. `key(evaluate(i))` is never below item i's bounds. Items are
    evaluated in the order of their bounds until none left can be among the first.
    """
    evaluated: list[T] = []
    best = sorted(before)
    for lead, least, item in _in_order(bounds, refine, refined_first):
        last = bisect_right(best, after) + count - 1
        if (lead, least) > (until if len(best) <= last else min(until, best[last][:2])):
            break
        if item is None:
            continue
        one = evaluate(item)
        evaluated.append(one)
        insort(best, key(one))
    return evaluated


def _in_order(
    bounds: Bounds, refine: Callable[[NDArray[np.intp]], Bounds] | None, take: int
) -> Iterator[tuple[float, float, int | None]]:
    """The items with their bounds, in ascending order; refined only as far as they are consumed.

    Before it refines more it yields the bound of all the rest, without an item: every item refined
    so far may have moved to the end of the order.
    """
    waiting, refined = np.empty(0, dtype=np.intp), bounds[:, :0]
    for lead, left in _by_lead(bounds[0]):
        follows = bounds[1, left]
        while len(left):
            first, left, follows = _parted(left, follows, take)
            first = np.sort(first)
            soonest = float(follows.min(initial=np.inf))
            found = bounds[:, first] if refine is None else refine(first)
            waiting, refined = np.append(waiting, first), np.hstack((refined, found))
            due = (refined[0] < lead) | ((refined[0] == lead) & (refined[1] <= soonest))
            yield from _sorted(waiting[due], refined[:, due])
            waiting, refined = waiting[~due], refined[:, ~due]
            yield lead, soonest, None
            take *= 2
    yield from _sorted(waiting, refined)


def _parted(
    items: NDArray[np.intp], follows: Bounds, take: int
) -> tuple[NDArray[np.intp], NDArray[np.intp], Bounds]:
    """The `take` items with the least follow-on bounds, and the rest."""
    if len(items) <= take:
        return items, items[:0], follows[:0]
    order = np.argpartition(follows, take)
    return items[order[:take]], items[order[take:]], follows[order[take:]]


def _by_lead(leads: NDArray[np.float64]) -> Iterator[tuple[float, NDArray[np.intp]]]:
    """Each value of the first part, ascending, with its items."""
    lead = leads.min(initial=np.inf)
    while lead < np.inf:
        yield float(lead), np.flatnonzero(leads == lead)
        lead = leads.min(initial=np.inf, where=leads > lead)


def _sorted(items: NDArray[np.intp], bounds: Bounds) -> Iterator[tuple[float, float, int | None]]:
    for at in np.lexsort((bounds[1], bounds[0])).tolist():
        yield float(bounds[0, at]), float(bounds[1, at]), int(items[at])
