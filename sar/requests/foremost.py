"""Finding the first of very many: bounds for all, the exact place in line for those in question."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

Place = tuple[float, ...]
"""A place in line; the smaller comes first."""

T = TypeVar("T")

_FIRST: Final = 64


def foremost(
    line: NDArray[np.float64],
    count: int,
    weigh: Callable[[int], T],
    place: Callable[[T], Place],
    before: Iterable[Place] = (),
) -> list[T]:
    """At least the first `count` of all, unordered, and whatever else had to be weighed for that.

    `before` are the places of others that stand in the same line and are known already.

    `line` has a column for each item and two rows: the least that the first and the second part
    of its place can be. `place(weigh(i))` is never below item i's bounds. Items are weighed in
    the order of their bounds until none left can be among the first.
    """
    weighed: list[T] = []
    best = sorted(before)
    for item in _in_order(line):
        if len(best) >= count and best[count - 1][:2] < tuple(line[:, item].tolist()):
            break
        one = weigh(item)
        weighed.append(one)
        _insert(best, place(one))
    return weighed


def _insert(best: list[Place], found: Place) -> None:
    low, high = 0, len(best)
    while low < high:
        middle = (low + high) // 2
        if best[middle] <= found:
            low = middle + 1
        else:
            high = middle
    best.insert(low, found)


def _in_order(line: NDArray[np.float64]) -> Iterator[int]:
    """The items by their bounds; only as many are sorted as are asked for."""
    left = np.arange(line.shape[1])
    take = _FIRST
    while len(left):
        leads, follows = line[0, left], line[1, left]
        front = leads == leads.min()
        if np.count_nonzero(front) > take:
            front &= follows <= np.partition(follows[front], take)[take]
        first = left[front]
        yield from first[np.lexsort((line[1, first], line[0, first]))].tolist()
        left = left[~front]
        take *= 4
