"""Fewer on board by one person's word: until a second, the search goes on for the number before."""

from datetime import UTC, datetime
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.incidents.fewer_on_board import FewerWord, counts_until_seconded, was_of, word_after
from sar.incidents.one_word import SECOND_WITHIN
from sar.incidents.people import PersonsRange

NOW = datetime(2026, 10, 11, 12, 0, tzinfo=UTC)


def word(
    before: tuple[int, int | None], after: tuple[int, int | None], stood: FewerWord | None = None
) -> FewerWord | None:
    return word_after(
        stood,
        PersonsRange(*before),
        PersonsRange(*after),
        party="ITA",
        identity=UUID(int=1),
        reason="Counted.",
        source="the master",
        now=NOW,
    )


@pytest.mark.parametrize(
    ("before", "after", "is_word"),
    [
        ((250, 400), (326, 326), True),
        ((400, 400), (400, 400), False),
        ((250, 400), (250, 420), False),
        ((0, None), (5, 5), False),
        ((400, None), (300, None), True),
        ((250, 400), (250, None), False),
    ],
)
def test_fewer_is_one_persons_word(
    before: tuple[int, int | None], after: tuple[int, int | None], is_word: bool
) -> None:
    told = word(before, after)
    assert (told is not None) is is_word
    if told:
        assert was_of(told) == PersonsRange(*before)
        assert told["second_due_at"] == (NOW + SECOND_WITHIN).isoformat()
        assert not told["alone"]


def test_step_by_step_the_number_before_all_steps_counts() -> None:
    first = word((400, 400), (390, 390))
    second = word((390, 390), (326, 326), first)
    assert first
    assert second
    assert was_of(second) == PersonsRange(400, 400)
    assert second["id"] != first["id"]
    assert word((326, 326), (350, 350), second) == second, "more than before, and still fewer"
    assert word((326, 326), (400, 400), second) is None, "as many as had been said"


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=8))
def test_no_row_of_words_hides_who_had_been_told_of(told: list[tuple[int, int]]) -> None:
    ranges = [PersonsRange(min(one), max(one)) for one in told]
    stood: FewerWord | None = None
    searched = ranges[0]
    for before, after in pairwise(ranges):
        stood = word((before.least, before.most), (after.least, after.most), stood)
        searched = counts_until_seconded(after, stood)
    assert searched.most == max(one.most or 0 for one in ranges)
