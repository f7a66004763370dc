"""Readiness, notice and what binds an asset."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.assets.availability import (
    NoticeDue,
    NoticeFor,
    Ready,
    ReadyWhy,
    Window,
    free_quantity,
    is_night,
    notice_due,
    out,
    overlaps,
    peak_bound,
    ready,
    sun_altitude_deg,
    sun_altitudes_deg,
)
from sar.assets.catalogue import Notice
from sar.assets.words import Readiness
from sar.geo.position import LatLon
from tests.vectors import vectors

NOW = datetime(2026, 10, 11, 12, 26, tzinfo=UTC)
SOON, PAST = NOW + timedelta(hours=2), NOW - timedelta(hours=2)
LAMPEDUSA = LatLon(35.5, 12.6)


@pytest.mark.parametrize(
    ("readiness", "until", "expected"),
    [
        (None, None, Ready(None, ReadyWhy.NOT_KNOWN)),
        (Readiness.AVAILABLE, None, Ready(True, ReadyWhy.AVAILABLE)),
        (Readiness.AVAILABLE, SOON, Ready(True, ReadyWhy.AVAILABLE, until_at=SOON)),
        (Readiness.AVAILABLE, PAST, Ready(False, ReadyWhy.LAPSED)),
        (Readiness.AVAILABLE, NOW, Ready(False, ReadyWhy.LAPSED)),
        (Readiness.LIMITED, None, Ready(True, ReadyWhy.LIMITED)),
        (Readiness.LIMITED, SOON, Ready(True, ReadyWhy.LIMITED, from_at=SOON)),
        (Readiness.LIMITED, PAST, Ready(True, ReadyWhy.LIMITED)),
        (Readiness.UNAVAILABLE, None, Ready(False, ReadyWhy.UNAVAILABLE)),
        (Readiness.UNAVAILABLE, SOON, Ready(False, ReadyWhy.UNAVAILABLE, from_at=SOON)),
        (Readiness.UNAVAILABLE, PAST, Ready(False, ReadyWhy.NOT_CONFIRMED)),
        (Readiness.MAINTENANCE, None, Ready(False, ReadyWhy.MAINTENANCE)),
        (Readiness.MAINTENANCE, SOON, Ready(False, ReadyWhy.MAINTENANCE, from_at=SOON)),
        (Readiness.MAINTENANCE, PAST, Ready(False, ReadyWhy.NOT_CONFIRMED)),
    ],
)
def test_what_the_partys_word_amounts_to(
    readiness: Readiness | None, until: datetime | None, expected: Ready
) -> None:
    assert ready(readiness, until, now=NOW) == expected


@pytest.mark.parametrize(
    ("readiness", "until", "at", "expected"),
    [
        (Readiness.AVAILABLE, PAST, NOW, False),
        (Readiness.LIMITED, None, NOW, False),
        (Readiness.UNAVAILABLE, None, SOON, True),
        (Readiness.MAINTENANCE, SOON, NOW, True),
        (Readiness.MAINTENANCE, SOON, SOON, False),
        (Readiness.MAINTENANCE, PAST, NOW, True),
    ],
)
def test_it_is_out_while_its_party_says_that_it_cannot_go(
    readiness: Readiness, until: datetime | None, at: datetime, *, expected: bool
) -> None:
    assert out(readiness, until, at=at, now=NOW) is expected


@pytest.mark.parametrize(
    ("place", "at", "altitude_deg"),
    [
        # The sun at noon of a solstice stands at 90° − latitude + 23.44°.
        (LatLon(51.477, 0.0), datetime(2026, 6, 21, 12, 2, tzinfo=UTC), 61.96),
        (LatLon(51.477, 0.0), datetime(2026, 12, 21, 11, 58, tzinfo=UTC), 15.09),
        (LatLon(0.0, 0.0), datetime(2026, 3, 20, 12, 7, tzinfo=UTC), 89.9),
        # Sunrise at the equator on an equinox: about six hours before noon, wherever.
        (LatLon(0.0, 90.0), datetime(2026, 3, 20, 0, 7, tzinfo=UTC), 0.0),
        # The midnight sun of Svalbard.
        (LatLon(78.2, 15.6), datetime(2026, 6, 21, 23, 0, tzinfo=UTC), 11.6),
    ],
)
def test_the_sun_stands_where_it_should(place: LatLon, at: datetime, altitude_deg: float) -> None:
    assert sun_altitude_deg(place, at) == pytest.approx(altitude_deg, abs=0.3)


@pytest.mark.parametrize("vector", vectors("sun")["altitudes"], ids=str)
def test_the_sun_stands_as_the_screens_draw_it(vector: dict[str, Any]) -> None:
    place, at = LatLon(vector["lat"], vector["lon"]), datetime.fromisoformat(vector["at"])
    assert sun_altitude_deg(place, at) == pytest.approx(vector["altitude_deg"], abs=0.1)
    assert is_night(place, at) == vector["night"]


@pytest.mark.parametrize("vector", vectors("sun")["nights"], ids=str)
def test_night_lasts_from_dusk_to_dawn_as_the_screens_draw_it(vector: dict[str, Any]) -> None:
    place, near = LatLon(vector["lat"], vector["lon"]), timedelta(minutes=2)
    dusk, dawn = (datetime.fromisoformat(vector[end]) for end in ("dusk", "dawn"))
    assert not is_night(place, dusk - near)
    assert is_night(place, dusk + near)
    assert is_night(place, dawn - near)
    assert not is_night(place, dawn + near)


@given(st.floats(-90, 90), st.floats(-180, 180), st.integers(0, 366 * 24 * 60))
def test_the_sun_stands_alike_over_one_place_and_over_many(
    lat: float, lon: float, minutes: int
) -> None:
    at = NOW + timedelta(minutes=minutes)
    (found,) = sun_altitudes_deg(np.array([lon]), np.array([lat]), at).tolist()
    assert found == pytest.approx(sun_altitude_deg(LatLon(lat, lon), at), abs=1e-5)


def test_it_is_night_when_civil_twilight_has_ended() -> None:
    evening = datetime(2026, 10, 11, tzinfo=UTC)
    assert not is_night(LAMPEDUSA, NOW)
    assert not is_night(LAMPEDUSA, evening.replace(hour=16, minute=40))
    assert is_night(LAMPEDUSA, evening.replace(hour=17, minute=20))


NOTICE = Notice(15, 45, 5)


def test_notice_is_by_day_by_night_or_at_sea() -> None:
    night = NOW.replace(hour=22)
    assert notice_due(NOTICE, at_sea=False, place=LAMPEDUSA, now=NOW) == NoticeDue(
        15, NoticeFor.DAY
    )
    assert notice_due(NOTICE, at_sea=False, place=LAMPEDUSA, now=night) == NoticeDue(
        45, NoticeFor.NIGHT
    )
    assert notice_due(NOTICE, at_sea=True, place=None, now=night) == NoticeDue(5, NoticeFor.AT_SEA)


def test_where_the_asset_is_unknown_the_longer_notice_counts() -> None:
    assert notice_due(NOTICE, at_sea=False, place=None, now=NOW).minutes == 45


def hours(start: float, end: float | None, quantity: int = 1) -> Window:
    until = None if end is None else NOW + timedelta(hours=end)
    return Window(NOW + timedelta(hours=start), until, quantity)


@pytest.mark.parametrize(
    ("start", "end", "meets"),
    [(-2, -1, False), (-2, 0, False), (-2, 1, True), (1, 2, True), (2, 3, False), (1, None, True)],
)
def test_windows_are_half_open(start: float, end: float | None, meets: bool) -> None:
    assert overlaps(hours(start, end), NOW, NOW + timedelta(hours=2)) == meets


def test_windows_that_follow_one_another_do_not_add_up() -> None:
    windows = [hours(0, 2, 6), hours(2, 4, 6)]
    assert peak_bound(windows, from_at=NOW, until_at=None) == 6
    assert free_quantity(10, windows, from_at=NOW, until_at=None) == 4


windows_of_pumps = st.lists(
    st.builds(
        lambda start, length, quantity: hours(start, start + length, quantity),
        st.integers(0, 20),
        st.integers(1, 10),
        st.integers(1, 5),
    ),
    max_size=8,
)


@given(windows_of_pumps, st.integers(0, 20), st.integers(1, 10))
def test_the_peak_is_the_most_bound_at_any_hour(
    windows: list[Window], start: int, length: int
) -> None:
    from_at, until_at = NOW + timedelta(hours=start), NOW + timedelta(hours=start + length)
    by_hour = [
        sum(
            w.quantity
            for w in windows
            if w.until_at is not None and w.from_at <= from_at + timedelta(hours=h) < w.until_at
        )
        for h in range(length)
    ]
    assert peak_bound(windows, from_at=from_at, until_at=until_at) == max(by_hour)
