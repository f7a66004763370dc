"""The clock of an exercise: its line, and what the record has reached already."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from sar import clock

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def real() -> Iterator[None]:
    yield
    clock.use(None)


def stand(at: datetime, *, rate: float = 1.0, paused: bool = True) -> None:
    clock.use(clock.Scale(clock.real_now(), at, rate, paused))


def test_it_does_not_stand_before_what_the_record_tells() -> None:
    stand(AT)
    assert clock.catch_up(AT + MINUTE)
    assert clock.now() == AT + MINUTE
    assert not clock.catch_up(AT), "nor does it go back"
    assert clock.now() == AT + MINUTE


def test_a_running_clock_goes_on_once_it_is_past_that() -> None:
    stand(AT, rate=1000.0, paused=False)
    clock.catch_up(AT + 2 * MINUTE)
    first = clock.now()
    while clock.now() == first:
        pass
    assert first == AT + 2 * MINUTE


def test_a_clock_that_is_set_anew_forgets_it_and_real_time_knows_nothing_of_it() -> None:
    stand(AT)
    clock.catch_up(AT + MINUTE)
    stand(AT)
    assert clock.now() == AT
    clock.use(None)
    assert not clock.catch_up(clock.real_now() + MINUTE)


def test_ahead_is_told_at_the_rate_of_the_clock_though_it_stands() -> None:
    stand(AT, rate=60.0)
    assert clock.now_in(2.0) == AT + 2 * MINUTE
    clock.use(None)
    assert clock.now_in(60.0) - clock.real_now() <= MINUTE
