"""The clocks of a clearance once the phase of its case has changed: never longer than they were."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.requests.clearance_rules import EntryClocks, hastened

ASKED = datetime(2026, 10, 11, 12, 26, tzinfo=UTC)


def after(minutes: int | None) -> datetime | None:
    return None if minutes is None else ASKED + timedelta(minutes=minutes)


def limits(acknowledge: int, conditions: int, clearance: int) -> dict[str, Any]:
    told = {"acknowledge": acknowledge, "conditions": conditions, "clearance": clearance}
    return {name: {"minutes": minutes, "source": "s"} for name, minutes in told.items()}


ALERT, DISTRESS = limits(5, 30, 30), limits(2, 15, 15)


@pytest.mark.parametrize(
    ("acknowledge", "answer", "raised", "acknowledge_now", "answer_now", "told"),
    [
        # At once: both are as in distress, from when it was raised.
        (5, 30, 1, 3, 16, DISTRESS),
        # Late: what is left of the clock is sooner than one of distress.
        (5, 30, 4, 5, 19, {**DISTRESS, "acknowledge": ALERT["acknowledge"]}),
        (5, 30, 20, 5, 30, ALERT),
        # Acknowledged already, or its silence on the record: that clock stays.
        (None, 30, 10, None, 25, {**DISTRESS, "acknowledge": ALERT["acknowledge"]}),
        # Answered, or only notified.
        (None, None, 1, None, None, ALERT),
        (5, None, 1, 3, None, {**ALERT, "acknowledge": DISTRESS["acknowledge"]}),
    ],
)
def test_the_clocks_run_as_in_the_present_phase_and_never_longer(
    acknowledge: int | None,
    answer: int | None,
    raised: int,
    acknowledge_now: int | None,
    answer_now: int | None,
    told: dict[str, Any],
) -> None:
    now = ASKED + timedelta(minutes=raised)
    before = EntryClocks(after(acknowledge), after(answer), ALERT)
    found = hastened(before, DISTRESS, now=now)
    assert found == EntryClocks(after(acknowledge_now), after(answer_now), told)


spans = st.integers(1, 90)


@given(st.none() | spans, st.none() | spans, spans, spans, spans, st.integers(0, 120))
def test_no_clock_grows_longer_and_what_is_not_awaited_stays_so(
    acknowledge: int | None, answer: int | None, first: int, second: int, third: int, passed: int
) -> None:
    before = EntryClocks(after(acknowledge), after(answer), ALERT)
    now = ASKED + timedelta(minutes=passed)
    found = hastened(before, limits(first, second, third), now=now)
    for was, ends in (
        (before.acknowledge_due_at, found.acknowledge_due_at),
        (before.answer_due_at, found.answer_due_at),
    ):
        assert (was is None) == (ends is None)
        assert was is None or ends is None or ends <= was
    again = hastened(found, limits(first, second, third), now=now)
    assert again == found, "the same again changes nothing"
