"""Late is foreseen, told once, told again only when it has grown worse, and taken back."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.requests.deployments.lateness import (
    LEAST_MARGIN,
    MOVED,
    ToldTime,
    Word,
    overdue_now,
    told_now,
)
from sar.requests.words import Lateness
from tests.pure.requests.noon import NOON, past_noon

PROMISED = ToldTime(
    promised_at=past_noon(60), first_expected_at=past_noon(55), told_at=past_noon(55)
)
NEEDED = ToldTime(needed_at=past_noon(60), first_expected_at=past_noon(55), told_at=past_noon(55))


@pytest.mark.parametrize(
    ("told", "expected_at", "word", "late"),
    [
        (ToldTime(), past_noon(60), Word.FIRST, None),
        (ToldTime(promised_at=past_noon(30)), past_noon(60), Word.LATE, Lateness.PROMISE),
        (ToldTime(needed_at=past_noon(30)), past_noon(60), Word.LATE, Lateness.NEED),
        (PROMISED, past_noon(64), None, None),
        (PROMISED, past_noon(67), Word.LATE, Lateness.PROMISE),
        (NEEDED, past_noon(60), None, None),
        (NEEDED, past_noon(60.1), Word.LATE, Lateness.NEED),
        (PROMISED, past_noon(44), Word.MOVED, None),
        (PROMISED, past_noon(46), None, None),
    ],
)
def test_the_news_in_a_time(
    told: ToldTime, expected_at: datetime, word: Word | None, late: Lateness | None
) -> None:
    found, after = told_now(told, expected_at, now=NOON)
    assert (found, after.late) == (word, late)


def test_far_from_the_arrival_a_tenth_of_what_is_left_is_no_news() -> None:
    told = ToldTime(promised_at=past_noon(300), told_at=past_noon(300))
    assert told_now(told, past_noon(332), now=NOON)[0] is Word.MOVED
    assert told_now(told, past_noon(334), now=NOON)[0] is Word.LATE


def test_late_is_told_again_only_when_it_is_worse_by_as_much() -> None:
    _, late = told_now(PROMISED, past_noon(70), now=NOON)
    assert told_now(late, past_noon(76), now=NOON)[0] is None
    word, worse = told_now(late, past_noon(78), now=NOON)
    assert (word, worse.late_told_at) == (Word.LATE, past_noon(78))


def test_late_for_the_promise_becomes_late_for_the_need_and_back() -> None:
    both = ToldTime(promised_at=past_noon(60), needed_at=past_noon(90), told_at=past_noon(55))
    _, late = told_now(both, past_noon(70), now=NOON)
    word, later = told_now(late, past_noon(91), now=NOON)
    assert (word, later.late) == (Word.LATE, Lateness.NEED)
    assert told_now(later, past_noon(89.5), now=NOON)[0] is None, "not surely in time by the minute"
    word, back = told_now(later, past_noon(88), now=NOON)
    assert (word, back.late) == (Word.IN_TIME, Lateness.PROMISE)
    word, met = told_now(back, past_noon(60), now=NOON)
    assert (word, met.late) == (Word.IN_TIME, None)


def test_without_a_promise_the_time_first_expected_stands_for_one() -> None:
    _, first = told_now(ToldTime(), past_noon(60), now=NOON)
    assert first.first_expected_at == past_noon(60)
    word, late = told_now(first, past_noon(67), now=NOON)
    assert (word, late.late, late.first_expected_at) == (Word.LATE, Lateness.PROMISE, past_noon(60))


def test_overdue_is_told_once_and_once_more_when_the_need_is_missed() -> None:
    both = ToldTime(promised_at=past_noon(60), needed_at=past_noon(90), told_at=past_noon(55))
    word, over = overdue_now(both, now=past_noon(65))
    assert (word, over.late, over.told_at) == (Word.OVERDUE, Lateness.PROMISE, None)
    assert overdue_now(over, now=past_noon(80))[0] is None
    word, missed = overdue_now(over, now=past_noon(91))
    assert (word, missed.late) == (Word.OVERDUE, Lateness.NEED)
    assert told_now(missed, past_noon(100), now=past_noon(92))[0] is Word.LATE


def test_a_time_that_is_lost_is_told_once_and_again_when_it_is_known() -> None:
    word, lost = told_now(PROMISED, None, now=NOON)
    assert (word, lost.told_at, lost.late) == (Word.LOST, None, None)
    assert told_now(lost, None, now=NOON)[0] is None
    assert told_now(lost, past_noon(50), now=NOON)[0] is Word.FIRST


def test_one_that_was_overdue_and_promises_anew_is_late_no_more_though_no_time_is_known() -> None:
    _, over = overdue_now(ToldTime(promised_at=past_noon(60)), now=past_noon(61))
    word, after = told_now(over, None, now=past_noon(62))
    assert (word, after.late, after.told_at) == (Word.LOST, None, None)
    assert told_now(after, None, now=past_noon(63))[0] is None


minutes = st.integers(-600, 600)


@given(st.lists(minutes, min_size=1, max_size=40), minutes, st.none() | minutes)
def test_the_record_is_never_more_than_ten_minutes_off_nor_silent_about_what_is_late(
    times: list[int], promised: int, needed: int | None
) -> None:
    told = ToldTime(
        promised_at=past_noon(promised), needed_at=None if needed is None else past_noon(needed)
    )
    for minute in times:
        word, after = told_now(told, past_noon(minute), now=NOON)
        assert told_now(after, past_noon(minute), now=NOON)[0] is None, "told once"
        assert (word is None) == (after == told)
        told = after
        assert told.told_at is not None
        late_for_need = needed is not None and minute > needed
        assert (told.late is Lateness.NEED) >= late_for_need
        if told.late is None:
            margin = max(LEAST_MARGIN, 0.1 * (past_noon(minute) - NOON))
            assert past_noon(minute) <= past_noon(promised) + margin
            assert abs(past_noon(minute) - told.told_at) <= MOVED
