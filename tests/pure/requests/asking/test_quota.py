"""The quota of one party's questions to another below distress, and when it may ask again."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.requests.asking.quota import (
    AWAITING_AT_MOST,
    UNTIL_ANSWERED,
    WITHIN,
    WITHIN_AT_MOST,
    Asked,
    full_quota,
)
from tests.pure.requests.noon import NOON


def ago(*minutes: float) -> tuple[datetime, ...]:
    return tuple(NOON - timedelta(minutes=one) for one in minutes)


def minutes(span: timedelta) -> float:
    return span / timedelta(minutes=1)


@pytest.mark.parametrize(
    ("awaiting", "sent", "reached"),
    [
        (0, (), None),
        (19, (), None),
        (20, (), (20, 0, 5)),
        (25, (), (25, 0, 5)),
        (0, [10] * 29, None),
        (0, [10] * 30, (0, 30, 50)),
        (20, [58] * 30, (20, 30, 5)),
        (20, [10] * 30, (20, 30, 50)),
        # The oldest of the thirty is the next to be an hour old; more than thirty were in distress.
        (0, [50, *[10] * 29], (0, 30, 10)),
        (0, [55, 54, 50, *[10] * 29], (0, 32, 10)),
        # What is an hour old does not count any more.
        (0, [60, *[10] * 29], None),
    ],
)
def test_a_quota_is_full_by_what_waits_and_by_what_was_sent_within_the_hour(
    awaiting: int, sent: list[float], reached: tuple[int, int, float] | None
) -> None:
    found = full_quota(Asked(awaiting, ago(*sent)), now=NOON)
    told = found and (found.awaiting, found.within, minutes(found.try_again_in))
    assert told == (reached and pytest.approx(reached))


@given(
    st.integers(0, AWAITING_AT_MOST - 1),
    st.lists(st.floats(0, 120), max_size=3 * WITHIN_AT_MOST),
)
def test_after_the_time_told_one_more_may_be_sent(awaiting: int, sent: list[float]) -> None:
    asked = Asked(awaiting, ago(*sent))
    found = full_quota(asked, now=NOON)
    if found is None:
        return
    assert timedelta(0) < found.try_again_in <= WITHIN
    assert full_quota(asked, now=NOON + found.try_again_in) is None


@given(st.integers(AWAITING_AT_MOST, 1_000), st.lists(st.floats(0, 120), max_size=50))
def test_what_waits_is_tried_again_soon(awaiting: int, sent: list[float]) -> None:
    found = full_quota(Asked(awaiting, ago(*sent)), now=NOON)
    assert found is not None
    assert found.try_again_in >= UNTIL_ANSWERED


def test_the_sentence_names_the_limits_that_are_reached() -> None:
    both = full_quota(Asked(20, ago(*[10] * 30)), now=NOON)
    assert both is not None
    assert both.sentence("Malta") == (
        "Malta is sent no more of your requests below distress for now: 20 wait for its first"
        " answer and 30 were sent within the hour."
    )
