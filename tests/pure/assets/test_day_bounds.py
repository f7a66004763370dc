"""Days of positions that get tables, are thinned, and go."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from sar.assets.day_bounds import (
    TrackSpan,
    due_for_thinning,
    end_of_those_over,
    ends_to_make,
    midnight,
    whole_from,
)

TODAY = date(2026, 7, 11)


def july(day: int) -> date:
    return date(2026, 7, day)


@pytest.mark.parametrize(
    ("begins", "kept", "ends"),
    [
        (None, 90, [12, 13, 14]),
        (july(12), 90, [13, 14]),
        (july(14), 90, []),
        (july(15), 90, []),
        (july(2), 90, [12, 13, 14]),
        (july(12), 120, [13, 14]),
        (july(11), 360, [14]),
        (july(14), 360, []),
        (july(11), 1_200, [21]),
    ],
    ids=["first", "daily", "made", "clock set back", "away", "days", "longer", "kept", "years"],
)
def test_tables_are_made_ahead(begins: date | None, kept: int, ends: list[int]) -> None:
    from_at = None if begins is None else midnight(begins)
    assert list(ends_to_make(from_at, TODAY, kept)) == [july(day) for day in ends]


def test_a_leap_of_the_clock_makes_one_table_of_all_between() -> None:
    later = TODAY + timedelta(days=4_000)
    (first, *_) = ends_to_make(midnight(TODAY), later, 90)
    assert first == later + timedelta(days=1)


def spans(*, thinned: int = 0) -> list[TrackSpan]:
    days = [july(day) for day in range(1, 14)]
    return [
        TrackSpan("earlier", None, midnight(july(1))),
        *(
            TrackSpan(f"{a:%d}", midnight(a), midnight(b), thinned=a.day <= thinned)
            for a, b in pairwise(days)
        ),
        TrackSpan("ahead", midnight(july(13)), None),
    ]


@pytest.mark.parametrize(
    ("hours", "thinned", "due"),
    [
        (0, 8, ["09", "10"]),
        (12, 8, ["09", "10"]),
        (13, 8, ["09"]),
        (48, 0, ["05", "06", "07", "08"]),
    ],
)
def test_days_are_thinned_after_they_are_over(hours: int, thinned: int, due: list[str]) -> None:
    found = due_for_thinning(
        spans(thinned=thinned),
        now=datetime(2026, 7, 11, 12, tzinfo=UTC),
        after=timedelta(hours=hours),
        before=midnight(july(5)),
    )
    assert [one.name for one in found] == due


def test_days_go_when_all_of_them_is_past_its_time() -> None:
    assert end_of_those_over(spans(), midnight(july(4))) == midnight(july(4))
    assert end_of_those_over(spans(), midnight(july(1))) is None
    assert end_of_those_over(spans()[:1], midnight(july(9))) is None


def _kept(*thinned: int) -> list[TrackSpan]:
    """All before the 9th, the 9th, 10th and 11th, and what is to come; thinned are those named,
    the first by 0."""
    ends = [None, *(midnight(july(day)) for day in (9, 10, 11, 12)), None]
    return [
        TrackSpan(str(number), begin, end, number in thinned)
        for number, (begin, end) in enumerate(pairwise(ends))
    ]


@pytest.mark.parametrize(
    ("thinned", "since", "until", "whole"),
    [
        ((), 5, 12, None),
        ((0, 1, 2), 11, 12, None),
        ((0, 1, 2), 10, 12, 11),
        ((0, 1, 2), 8, 9, 9),
        ((0, 1, 2), 8, 10, 10),
        ((2,), 8, 10, None),
        ((2,), 8, 12, 11),
        ((0,), 5, 12, 9),
    ],
)
def test_a_window_is_whole_from_the_end_of_the_last_day_in_it_that_was_thinned(
    thinned: tuple[int, ...], since: int, until: int, whole: int | None
) -> None:
    found = whole_from(_kept(*thinned), since=midnight(july(since)), until=midnight(july(until)))
    assert found == (None if whole is None else midnight(july(whole)))


@pytest.mark.parametrize(("day", "whole"), [(8, 9), (9, None), (10, None), (12, None)])
def test_of_a_unit_at_work_only_what_outlasts_is_not_whole(day: int, whole: int | None) -> None:
    at = midnight(july(day)) + timedelta(hours=3)
    found = whole_from(_kept(0, 1, 2), since=at, until=at, at_work=True)
    assert found == (None if whole is None else midnight(july(whole)))
    assert whole_from(_kept(1, 2), since=at, until=at, at_work=True) is None
