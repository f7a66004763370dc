"""The people of a case: on board less found is outstanding, at both ends of what is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.incidents.people.outstanding import (
    FoundPeople,
    PersonsRange,
    fell,
    highest_told,
    may_be_more,
    outstanding_range,
    surplus,
)
from sar.incidents.phases import outstanding

counts = st.integers(0, 500)
founds = st.builds(FoundPeople, aboard=counts, delivered=counts, dead=counts)


@st.composite
def told(draw: st.DrawFn) -> PersonsRange:
    least = draw(counts)
    return PersonsRange(least, draw(st.none() | st.integers(least, 900)))


@pytest.mark.parametrize(
    ("on_board", "found", "least", "most", "more"),
    [
        (PersonsRange(326, 326), FoundPeople(aboard=302, delivered=24), 0, 0, 0),
        (PersonsRange(250, 400), FoundPeople(), 250, 400, 0),
        (PersonsRange(250, 400), FoundPeople(aboard=200, delivered=60, dead=2), 0, 138, 0),
        (PersonsRange(6, 6), FoundPeople(delivered=4, dead=2), 0, 0, 0),
        (PersonsRange(6, 6), FoundPeople(delivered=5, dead=2), 0, 0, 1),
        (PersonsRange(400, None), FoundPeople(aboard=10), 390, None, 0),
        (PersonsRange(0, None), FoundPeople(aboard=10), 0, None, 0),
        (PersonsRange(80, 80), FoundPeople(delivered=80, doubted=72), 0, 72, 0),
    ],
)
def test_those_whom_nobody_has_found_are_outstanding(
    on_board: PersonsRange, found: FoundPeople, least: int, most: int | None, more: int
) -> None:
    assert outstanding_range(on_board, found) == PersonsRange(least, most)
    assert surplus(on_board, found) == more


@given(told(), founds)
def test_found_and_outstanding_sum_to_the_number_on_board(
    on_board: PersonsRange, found: FoundPeople
) -> None:
    left = outstanding_range(on_board, found)
    assert found.total + left.least >= on_board.least
    assert left.least == 0 or found.total + left.least == on_board.least
    if on_board.most is not None:
        assert left.most is not None
        assert found.total + left.most - surplus(on_board, found) == on_board.most
        assert left.least <= left.most


@given(told(), founds, st.booleans())
def test_a_case_is_closed_by_the_same_numbers(
    on_board: PersonsRange, found: FoundPeople, distress: bool
) -> None:
    left = outstanding(on_board, found, highest=highest_told(None, on_board), distress=distress)
    shown = outstanding_range(on_board, found)
    assert left.undelivered == found.aboard
    assert left.unaccounted == (shown.least if shown.most is None else shown.most)
    assert left.unknown is (distress and shown.most is None)
    assert left.surplus == surplus(on_board, found)


@given(st.lists(told(), min_size=1))
def test_the_highest_number_is_kept_whatever_is_told_later(all_told: list[PersonsRange]) -> None:
    highest: int | None = None
    for one in all_told:
        before, highest = highest, highest_told(highest, one)
        assert before is None or (highest is not None and highest >= before)
        assert (highest or 0) >= (one.least if one.most is None else one.most)
    ends = [one.least if one.most is None else one.most for one in all_told]
    assert highest == (max(ends) or None)


@given(founds, st.integers(0, 900), counts)
def test_an_upper_number_that_is_cleared_frees_nobody(
    found: FoundPeople, highest: int, least: int
) -> None:
    told = outstanding(PersonsRange(0, highest), found, highest=highest, distress=True)
    cleared = outstanding(
        PersonsRange(min(least, highest), None), found, highest=highest, distress=True
    )
    assert cleared.unaccounted >= told.unaccounted
    assert cleared.unknown


@pytest.mark.parametrize(
    ("before", "after", "more"),
    [
        (PersonsRange(90, 90), PersonsRange(120, 120), True),
        (PersonsRange(90, 90), PersonsRange(90, 90), False),
        (PersonsRange(90, 120), PersonsRange(100, 120), True),
        (PersonsRange(90, 120), PersonsRange(90, 110), False),
        (PersonsRange(90, 120), PersonsRange(90, None), True),
        (PersonsRange(90, None), PersonsRange(90, 120), False),
        (PersonsRange(90, None), PersonsRange(100, None), True),
        (PersonsRange(0, None), PersonsRange(0, None), False),
    ],
)
def test_more_at_either_end_may_be_more(
    before: PersonsRange, after: PersonsRange, more: bool
) -> None:
    assert may_be_more(before, after) is more


@pytest.mark.parametrize(
    ("before", "highest", "after", "fewer"),
    [
        (PersonsRange(250, 400), 400, PersonsRange(326, 326), True),
        (PersonsRange(250, 400), 400, PersonsRange(200, 400), True),
        (PersonsRange(250, 400), 400, PersonsRange(250, 500), False),
        (PersonsRange(400, None), 400, PersonsRange(400, 420), False),
        (PersonsRange(400, None), 400, PersonsRange(326, 326), True),
        (PersonsRange(0, None), None, PersonsRange(3, 5), False),
        (PersonsRange(0, 5), 5, PersonsRange(0, None), False),
        (PersonsRange(4, 5), 5, PersonsRange(0, None), True),
        (PersonsRange(250, None), 400, PersonsRange(250, 300), True),
        (PersonsRange(250, None), 400, PersonsRange(250, 400), False),
        (PersonsRange(300, 300), 400, PersonsRange(300, 350), False),
    ],
)
def test_fewer_on_board_at_either_end_is_fewer(
    before: PersonsRange, highest: int | None, after: PersonsRange, fewer: bool
) -> None:
    assert fell(before, after, highest=highest) is fewer
