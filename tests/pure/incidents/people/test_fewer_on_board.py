"""Fewer on board by one person's word: until a second, the search goes on for the number before."""

from datetime import UTC, datetime
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.incidents.one_word import SECOND_WITHIN
from sar.incidents.people.fewer_on_board import (
    FewerWord,
    counts_until_seconded,
    in_print,
    was_of,
    word_after,
)
from sar.incidents.people.outstanding import FoundPeople, PersonsRange, fell, highest_told
from sar.incidents.phases import outstanding

NOW = datetime(2026, 10, 11, 12, 0, tzinfo=UTC)


def word(
    before: tuple[int, int | None],
    after: tuple[int, int | None],
    stood: FewerWord | None = None,
    highest: int | None = None,
) -> FewerWord | None:
    return word_after(
        stood,
        PersonsRange(*before),
        PersonsRange(*after),
        highest=highest_told(highest, PersonsRange(*before)),
        party="ITA",
        identity=UUID(int=1),
        reason="Counted.",
        source="the master",
        now=NOW,
    )


@pytest.mark.parametrize(
    ("before", "highest", "after", "is_word"),
    [
        ((250, 400), None, (326, 326), True),
        ((400, 400), None, (400, 400), False),
        ((250, 400), None, (250, 420), False),
        ((0, None), None, (5, 5), False),
        ((400, None), None, (300, None), True),
        # Clearing the upper number says that there may be more; a new one below it that there
        # are fewer.
        ((250, 400), None, (250, None), False),
        ((250, None), 400, (250, 300), True),
        ((250, None), 400, (250, 400), False),
        ((250, None), 250, (250, 250), False),
        ((250, None), 250, (250, 300), False),
    ],
)
def test_fewer_is_one_persons_word(
    before: tuple[int, int | None],
    highest: int | None,
    after: tuple[int, int | None],
    is_word: bool,
) -> None:
    told = word(before, after, highest=highest)
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


def test_a_word_outlives_that_the_upper_number_is_cleared() -> None:
    stood = word((400, 400), (300, 300))
    assert stood
    cleared = word((300, 300), (300, None), stood, 400)
    assert cleared == stood
    assert counts_until_seconded(PersonsRange(300, None), cleared) == PersonsRange(300, None)
    again = word((300, None), (300, 350), cleared, 400)
    assert again
    assert again["id"] != stood["id"], "fewer than the highest: a word that needs its own second"
    assert word((300, None), (400, 400), cleared, 400) is None
    wide = word((250, 400), (250, 300))
    assert wide
    assert word((250, 300), (250, None), wide, 400) == wide, "nobody says as many as before"


def test_the_search_goes_on_for_an_unknown_number_as_long_as_one_person_alone_tells_one() -> None:
    told = word((400, None), (300, 300))
    assert told
    assert counts_until_seconded(PersonsRange(300, 300), told) == PersonsRange(300, None)


people = st.integers(0, 50)
ranges_told = st.builds(
    lambda one, more: PersonsRange(one, None if more is None else one + more),
    people,
    st.none() | people,
)


@given(st.lists(ranges_told, min_size=2, max_size=8))
def test_no_row_of_words_hides_who_had_been_told_of(ranges: list[PersonsRange]) -> None:
    stood: FewerWord | None = None
    highest = highest_told(None, ranges[0])
    searched = ranges[0]
    for before, after in pairwise(ranges):
        asked = fell(before, after, highest=highest)
        was, stood = (
            stood,
            word((before.least, before.most), (after.least, after.most), stood, highest),
        )
        assert stood is was or stood is None or asked, "a new word has its reason and its source"
        highest = highest_told(highest, after)
        searched = counts_until_seconded(after, stood)
    ends = [one.least if one.most is None else one.most for one in ranges]
    sought = outstanding(searched, FoundPeople(), highest=highest, distress=True)
    assert sought.unaccounted >= max(ends), "as many as had ever been told of are accounted for"
    assert sought.unknown is (searched.most is None)
    assert searched.most is None or not stood or stood["was"]["most"] is not None


@pytest.mark.parametrize(
    ("now", "was", "said"),
    [
        ((326, 326), None, "326"),
        ((326, 326), (250, 400), "326–400, one person's word, 250–400 before"),
        ((0, 0), (400, 400), "0–400, one person's word, 400 before"),
        ((3, 3), (5, None), "3 or more, one person's word, 5 or more before"),
    ],
)
def test_it_is_printed_as_the_range_that_is_searched_for(
    now: tuple[int, int], was: tuple[int, int | None] | None, said: str
) -> None:
    assert in_print(PersonsRange(*now), was and PersonsRange(*was)) == said
