"""Times in texts of distress."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.distress_reports.reading.told_times import AHEAD, day_and_time, times_in
from sar.incidents.texts.time_lines import date_time_group, time_of_day

NOW = datetime(2026, 3, 2, 13, 0, tzinfo=UTC)
INSTANTS = st.integers(0, 50_000_000).map(
    lambda minutes: datetime(2001, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("0312 UTC", (2026, 3, 2, 3, 12)),
        ("0312Z", (2026, 3, 2, 3, 12)),
        ("03:12 GMT", (2026, 3, 2, 3, 12)),
        ("03H12 UTC", (2026, 3, 2, 3, 12)),
        ("UTC 0312", (2026, 3, 2, 3, 12)),
        ("UTC: 03:12", (2026, 3, 2, 3, 12)),
        # Later than now by more than clocks differ: yesterday.
        ("1309Z", (2026, 3, 2, 13, 9)),
        ("1311Z", (2026, 3, 1, 13, 11)),
        # The last day with that number.
        ("020312Z", (2026, 3, 2, 3, 12)),
        ("280312Z", (2026, 2, 28, 3, 12)),
        ("300312Z", (2026, 1, 30, 3, 12)),
        ("310312 UTC", (2026, 1, 31, 3, 12)),
        ("021312Z", (2026, 2, 2, 13, 12)),
        ("020312Z MAR", (2026, 3, 2, 3, 12)),
        ("040312Z MAR", (2025, 3, 4, 3, 12)),
        ("290312Z FEB", (2024, 2, 29, 3, 12)),
        ("020312Z MAR 26", (2026, 3, 2, 3, 12)),
        ("06 APR 07 1440 UTC", (2007, 4, 6, 14, 40)),
        ("6 April 2007, 14:40 UTC", (2007, 4, 6, 14, 40)),
        ("28 JUL 2016 2338 UTC BY GOES 15", (2016, 7, 28, 23, 38)),
        ("1226 UTC 1 MAR 26", (2026, 3, 1, 12, 26)),
        ("1226Z ON 1ST MARCH", (2026, 3, 1, 12, 26)),
        ("1226Z MAR 1, 2026", (2026, 3, 1, 12, 26)),
        ("MAR 1 2026 1226Z", (2026, 3, 1, 12, 26)),
        ("01.03.2026 12:26 UTC", (2026, 3, 1, 12, 26)),
        ("28/02/2026, 12:26 UTC", (2026, 2, 28, 12, 26)),
        ("02/28/2026 1226Z", (2026, 2, 28, 12, 26)),
        ("1226Z 02/02/2026", (2026, 2, 2, 12, 26)),
        ("YESTERDAY AT 1226 UTC", (2026, 3, 1, 12, 26)),
        ("1226Z, YESTERDAY", (2026, 3, 1, 12, 26)),
        ("0312Z 4 MARINES", (2026, 3, 2, 3, 12)),
        ("2026-03-01T12:26:07Z", (2026, 3, 1, 12, 26)),
        ("2026-03-01 12:26 UTC", (2026, 3, 1, 12, 26)),
    ],
)
def test_a_time_is_the_nearest_that_is_past(text: str, at: tuple[int, ...]) -> None:
    (found,) = times_in(text.upper(), now=NOW)
    assert found.at == datetime(*at, tzinfo=UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "2560Z",
        "14:26 UTC+2",
        "1426 GMT -3",
        "14:26 LOCAL TIME",
        "1426 LT",
        "14:26 CEST",
        "01/03/2026 1226Z",
        "1226Z 31.02.2026",
        "2400 UTC",
        "320312Z",
        "000312Z",
        "030312Z MAR 26",
        "310312Z FEB 26",
        "301200Z FEB",
    ],
)
def test_a_time_that_cannot_be_is_none(text: str) -> None:
    assert [one.at for one in times_in(text, now=NOW)] == [None]


@pytest.mark.parametrize(
    "text",
    ["0312", "12 POB", "35-12N 012-34E", "247123456", "A0312Z", "1.0312Z", "312Z"],
)
def test_other_numbers_are_no_times(text: str) -> None:
    assert list(times_in(text, now=NOW)) == []


@given(at=INSTANTS, age=st.timedeltas(timedelta(0), timedelta(days=27)))
def test_the_times_of_our_own_texts_come_back(at: datetime, age: timedelta) -> None:
    now = at + age
    (group,) = times_in(date_time_group(at), now=now)
    assert group.at == at
    (day,) = times_in(time_of_day(at, now=now), now=now)
    assert day.at == at


@given(
    now=INSTANTS,
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
    day=st.none() | st.integers(1, 31),
)
def test_no_time_is_of_the_future(now: datetime, hour: int, minute: int, day: int | None) -> None:
    at = day_and_time(hour, minute, now=now, day=day)
    assert at is not None
    assert at <= now + AHEAD
    assert now - at < timedelta(days=1 if day is None else 63)
