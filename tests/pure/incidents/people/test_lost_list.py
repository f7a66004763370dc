"""The list of the missing and the dead: when an authority is to take it, and until when."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.incidents.people.lost_list import TAKEN_WITHIN, Lost, due_after, is_owed
from sar.incidents.people.outstanding import PersonsRange
from sar.incidents.words import IncidentState

NOW = datetime(2026, 10, 11, 18, 0, tzinfo=UTC)
OPEN, SUSPENDED, CLOSED = IncidentState
RANGES = st.builds(
    lambda least, more: PersonsRange(least, None if more is None else least + more),
    st.integers(0, 9),
    st.none() | st.integers(0, 9),
)
LOST = st.builds(Lost, RANGES, st.integers(0, 9))


def lost(least: int, most: int | None, dead: int = 0) -> Lost:
    return Lost(PersonsRange(least, most), dead)


@pytest.mark.parametrize("state", IncidentState)
@pytest.mark.parametrize(
    ("found", "taken", "was_distress", "owed"),
    [
        (lost(0, 0), None, True, False),
        (lost(3, 3), None, True, True),
        (lost(0, 3), None, False, True),
        (lost(0, 0, dead=1), None, False, True),
        (lost(0, None), None, True, True),
        (lost(0, None), None, False, False),
        (lost(4, None), None, False, True),
        (lost(0, None, dead=2), None, False, True),
        (lost(214, 564, dead=82), lost(214, 564, dead=82), True, False),
        (lost(214, 564, dead=83), lost(214, 564, dead=82), True, True),
        (lost(213, 563, dead=83), lost(214, 564, dead=82), True, True),
        (lost(0, 0), lost(1, 1), True, False),
    ],
)
def test_it_is_owed_once_nobody_searches_and_as_it_now_stands(
    found: Lost, taken: Lost | None, was_distress: bool, owed: bool, state: IncidentState
) -> None:
    counts = None if taken is None else taken.counts
    searched = state is OPEN
    assert is_owed(state, found, counts, was_distress=was_distress) is (owed and not searched)


@pytest.mark.parametrize("state", [SUSPENDED, CLOSED])
def test_a_list_that_was_taken_while_it_was_searched_is_owed_when_the_search_ends(
    state: IncidentState,
) -> None:
    taken = {**lost(3, 3).counts, "searched": True}
    assert is_owed(state, lost(3, 3), taken, was_distress=True)
    assert not is_owed(state, lost(3, 3), {**taken, "searched": False}, was_distress=True)


@given(found=LOST, state=st.sampled_from((SUSPENDED, CLOSED)), was_distress=st.booleans())
def test_a_list_that_was_taken_as_it_stands_is_not_owed(
    found: Lost, state: IncidentState, was_distress: bool
) -> None:
    assert not is_owed(state, found, found.counts, was_distress=was_distress)


@given(found=LOST, state=st.sampled_from((SUSPENDED, CLOSED)))
def test_the_dead_and_those_surely_missing_are_always_listed(
    found: Lost, state: IncidentState
) -> None:
    if found.dead or found.missing.least or found.missing.most:
        assert is_owed(state, found, None, was_distress=False)


@pytest.mark.parametrize(
    ("owed", "before", "after"),
    [
        (True, None, NOW + timedelta(hours=6)),
        (True, NOW - timedelta(hours=1), NOW - timedelta(hours=1)),
        (False, NOW + timedelta(hours=1), None),
        (False, None, None),
    ],
)
def test_a_clock_that_runs_goes_on(
    owed: bool, before: datetime | None, after: datetime | None
) -> None:
    assert due_after(owed, before, now=NOW) == after
    assert timedelta(hours=6) == TAKEN_WITHIN


def test_it_says_counts_alone() -> None:
    assert lost(214, 564, dead=82).text == "214–564 missing, 82 dead"
    assert lost(0, None).text == "an unknown number missing, 0 dead"
