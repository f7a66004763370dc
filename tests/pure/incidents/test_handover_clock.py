"""The facts of a handover are due one by one: four in three minutes, all in ten."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.incidents.handover_clock import RED, due_at, limit_over, next_due_at, overdue
from sar.incidents.words import HandoverFact

AT = datetime(2026, 10, 11, 13, 5, tzinfo=UTC)
RED_FACTS = {"phase", "position", "on_board", "craft"}
CONFIRMED = st.sets(st.sampled_from(HandoverFact))


@pytest.mark.parametrize("fact", HandoverFact)
def test_each_fact_has_its_time(fact: HandoverFact) -> None:
    minutes = 3 if fact.value in RED_FACTS else 10
    assert due_at(fact, AT) == AT + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("confirmed", "next_due", "after", "over"),
    [
        (set(), 3, 2, []),
        (set(), 3, 3, ["phase", "position", "on_board", "craft"]),
        ({"phase", "on_board"}, 3, 9, ["position", "craft"]),
        (RED_FACTS, 10, 9, []),
        (RED_FACTS | {"weather", "units", "ships", "requests", "places"}, 10, 10,
         ["call_back", "medical", "life_jackets"]),
        ({fact.value for fact in HandoverFact} - {"craft"}, 3, 60, ["craft"]),
        ({fact.value for fact in HandoverFact}, None, 60, []),
    ],
)  # fmt: skip
def test_what_is_due_next_and_what_is_over(
    confirmed: set[str], next_due: int | None, after: int, over: list[str]
) -> None:
    known = {HandoverFact(one) for one in confirmed}
    expected = None if next_due is None else AT + timedelta(minutes=next_due)
    assert next_due_at(AT, known) == expected
    assert overdue(AT, known, now=AT + timedelta(minutes=after)) == over


@pytest.mark.parametrize(
    ("after", "limit"), [(0, None), (2, None), (3, 3), (9, 3), (10, 10), (600, 10)]
)
def test_the_last_limit_that_is_over(after: int, limit: int | None) -> None:
    expected = None if limit is None else timedelta(minutes=limit)
    assert limit_over(AT, now=AT + timedelta(minutes=after)) == expected


@given(confirmed=CONFIRMED, more=CONFIRMED, after=st.integers(0, 30))
def test_who_confirms_more_owes_less(
    confirmed: set[HandoverFact], more: set[HandoverFact], after: int
) -> None:
    now = AT + timedelta(minutes=after)
    before = overdue(AT, confirmed, now=now)
    assert set(overdue(AT, confirmed | more, now=now)) == set(before) - more
    due = next_due_at(AT, confirmed)
    assert bool(before) is (due is not None and due <= now)


def test_the_red_ones_stand_first() -> None:
    assert list(HandoverFact)[: len(RED)] == list(RED)
