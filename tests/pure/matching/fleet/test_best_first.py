"""Best-first search finds the same first items as an evaluation of all."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sar.matching.fleet.best_first import best_first

SLACK = st.sampled_from([0.0, 0.0, 0.5, 3.0])
ITEMS = st.lists(st.tuples(st.integers(0, 3), st.floats(0, 50), SLACK, st.booleans()), max_size=300)


@given(ITEMS, st.integers(1, 40))
def test_the_first_are_the_same_as_by_evaluating_all(
    items: list[tuple[int, float, float, bool]], count: int
) -> None:
    """Bounds lie below by some slack, or leave the first part open."""
    exact = [(float(lead), minutes, float(i)) for i, (lead, minutes, _, _) in enumerate(items)]
    line = (
        np.array(
            [
                (0.0 if blind else float(lead), max(0.0, minutes - slack))
                for lead, minutes, slack, blind in items
            ]
        )
        .reshape(-1, 2)
        .T
    )
    evaluated: list[int] = []

    def evaluate(item: int) -> int:
        evaluated.append(item)
        return item

    found = best_first(line, count, evaluate, lambda item: exact[item])
    assert sorted(found, key=lambda item: exact[item])[:count] == [
        int(place[2]) for place in sorted(exact)[:count]
    ]
    assert len(set(evaluated)) == len(evaluated)


def test_items_after_the_last_key_are_not_evaluated() -> None:
    line = np.array([np.zeros(1_000), np.arange(1_000.0)])
    evaluated = best_first(line, 50, lambda i: i, lambda i: (0.0, 1e6 + i), until=(0.0, 70.0))
    assert sorted(evaluated) == [*range(71)]


def test_few_of_many_are_evaluated() -> None:
    line = np.array([np.zeros(100_000), np.random.default_rng(1).uniform(0, 1e6, 100_000)])
    found = best_first(line, 50, lambda item: item, lambda item: (0.0, float(line[1, item])))
    assert 50 <= len(found) <= 51


def test_no_more_are_refined_once_none_left_can_be_among_the_first() -> None:
    """Even if everything refined so far turns out to rank far down."""
    line = np.array([np.zeros(10_000), np.arange(10_000.0)])
    refined = 0

    def far_down(items: NDArray[np.intp]) -> NDArray[np.float64]:
        nonlocal refined
        refined += len(items)
        return np.array([np.zeros(len(items)), np.full(len(items), 1e6)])

    known = [(0.0, float(minutes)) for minutes in range(50)]
    assert not best_first(line, 50, lambda i: i, lambda i: (0.0, 1e6), known, far_down)
    assert refined < 300
