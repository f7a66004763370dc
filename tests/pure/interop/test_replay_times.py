"""The times of a file that is played: no honest ship is doubted at any speed, but for what is more
than a day old; a false place is at each; and nothing is of a time to come."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.assets.plausible import NewFix
from sar.assets.suspicion import LATE
from sar.assets.words import FixDoubt
from sar.geo.geodesy import direct
from sar.geo.position import LatLon
from sar.interop.replay_times import FAR, GAP, FileTimes, span_of
from tests.given.track_listener import TrackListener

T0 = datetime(2020, 3, 4, 6, 0, tzinfo=UTC)
NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
SEA = LatLon(34.3, 17.5)
SPEEDS = (0.5, 1.0, 10.0, 60.0)
CLOCK_RATES = (0.0, 1.0, 12.0)
MAX_KN = 25.0


class Played(NamedTuple):
    """Of a line: the instant that it is told to be of, and that at which it is played."""

    at: datetime
    played_at: datetime


def played(told: Sequence[datetime | None], *, speed: float, clock_rate: float) -> list[Played]:
    """The lines of a file as they come when it is played from now on."""
    span = span_of(told, clock_per_file=clock_rate / speed)
    assert span is not None
    moved_by, times = span.moved_by(NOW), FileTimes()
    return [
        Played(
            (times.read(one) or span.first) + moved_by, NOW + times.waited * (clock_rate / speed)
        )
        for one in told
    ]


steps = st.lists(
    st.one_of(st.floats(2.0, 120.0), st.floats(600.0, 10_000.0)), min_size=3, max_size=40
)


def times_of(steps_s: Sequence[float]) -> list[datetime]:
    """The times of positions with so many seconds between them."""
    found = [T0]
    for step in steps_s:
        found.append(found[-1] + timedelta(seconds=step))
    return found


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("clock_rate", CLOCK_RATES)
@given(steps_s=steps, knots=st.floats(0.0, MAX_KN), course=st.floats(0.0, 359.9))
def test_an_honest_ship_is_not_doubted_and_a_false_place_is(
    speed: float, clock_rate: float, steps_s: list[float], knots: float, course: float
) -> None:
    told = times_of(steps_s)
    ship = TrackListener(MAX_KN)
    lines = played(told, speed=speed, clock_rate=clock_rate)
    false_after = len(lines) // 2
    for number, (one, when) in enumerate(zip(lines, told, strict=True)):
        place = direct(SEA, course, knots * (when - T0).total_seconds() / 3_600.0)
        fixes = [NewFix(ship.asset_id, one.at, place)]
        assert one.at <= one.played_at
        (judged,) = ship.hear(fixes, received_at=one.played_at)
        is_late = one.at < one.played_at - LATE
        assert judged.doubt is (FixDoubt.OLD if is_late else None)
        if number == false_after:
            away = direct(place, course + 90.0, 200.0)
            aside = NewFix(ship.asset_id, one.at + timedelta(seconds=1), away)
            (judged,) = ship.hear([aside], received_at=one.played_at + timedelta(seconds=1))
            assert judged.doubt is FixDoubt.TELEPORT


@pytest.mark.parametrize("speed", [1.0, 10.0, 60.0])
@given(steps_s=steps)
def test_a_file_that_is_as_fast_as_the_clock_or_faster_ends_at_present(
    speed: float, steps_s: list[float]
) -> None:
    lines = played(times_of(steps_s), speed=speed, clock_rate=1.0)
    assert lines[-1].at == pytest.approx(lines[-1].played_at, abs=timedelta(milliseconds=1))
    spans = [(b.at - a.at).total_seconds() for a, b in pairwise(lines)]
    assert spans == pytest.approx(steps_s, abs=1e-3), "the file's own times stay apart as they were"


def test_a_file_that_is_slower_than_the_clock_begins_at_present() -> None:
    lines = played(times_of([60.0, 60.0]), speed=1.0, clock_rate=6.0)
    assert [(one.at - NOW).total_seconds() for one in lines] == [0.0, 60.0, 120.0]
    assert [(one.played_at - NOW).total_seconds() for one in lines] == [0.0, 360.0, 720.0]


def test_what_has_no_time_is_of_the_one_before_it() -> None:
    later = T0 + timedelta(seconds=30)
    lines = played([None, T0, None, later, None], speed=1.0, clock_rate=1.0)
    assert [(one.at - NOW).total_seconds() for one in lines] == [0.0, 0.0, 0.0, 30.0, 30.0]
    assert span_of([None, None], clock_per_file=1.0) is None


def test_two_stations_in_turn_keep_their_times_and_are_waited_for_once() -> None:
    told = [T0 + timedelta(seconds=second) for second in (10, 9, 12, 11, 14)]
    times = FileTimes()
    assert [times.read(one) for one in told] == told
    assert times.waited == timedelta(seconds=4)


def test_a_long_gap_is_not_waited_for_and_ships_have_sailed_in_it() -> None:
    times = FileTimes()
    after = T0 + GAP + timedelta(seconds=1)
    assert [times.read(one) for one in (T0, after)] == [T0, after]
    assert times.waited == timedelta(0)


@pytest.mark.parametrize(
    "wrong",
    [
        T0 + FAR + timedelta(seconds=1),
        T0 - FAR - timedelta(seconds=1),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, tzinfo=UTC),
    ],
)
def test_one_wrong_clock_moves_nothing(wrong: datetime) -> None:
    right = [T0, T0 + timedelta(seconds=1)]
    lines = played([right[0], wrong, right[1]], speed=1.0, clock_rate=1.0)
    assert [(one.at - NOW).total_seconds() for one in lines] == [0.0, 0.0, 1.0]


def test_a_file_of_two_nights_goes_on_at_the_second() -> None:
    second = T0 + timedelta(days=6)
    told = [T0, second, second + timedelta(seconds=2), second + timedelta(seconds=4)]
    times = FileTimes()
    assert [times.read(one) for one in told] == [T0, T0, *told[2:]]
    assert times.waited == timedelta(seconds=2)


@given(st.lists(st.one_of(st.none(), st.datetimes(timezones=st.just(UTC))), max_size=30))
def test_whatever_times_chance_makes_nothing_is_of_a_time_to_come(
    told: list[datetime | None],
) -> None:
    if span_of(told, clock_per_file=0.1) is not None:
        for one in played(told, speed=10.0, clock_rate=1.0):
            assert one.at <= one.played_at
