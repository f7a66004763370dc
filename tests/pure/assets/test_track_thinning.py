"""Tracks are thinned: by tables, and as drawn by chance, measured by other formulas."""

import math
from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.assets.holding import Held
from sar.assets.track_thinning import (
    DEPARTURE_NM,
    STEP,
    ThinnedPoint,
    WholeWindow,
    those_that_stay,
)
from sar.geo.geodesy import direct, distance_nm
from sar.geo.position import LatLon
from tests.world import START

EACH_S = 10
BEGIN = LatLon(35.0, 12.0)


def sailed(*legs: tuple[float, float, float]) -> list[ThinnedPoint]:
    """A position each ten seconds: legs of minutes, course and knots."""
    found, place, seconds = [ThinnedPoint(START, BEGIN.lat, BEGIN.lon)], BEGIN, 0
    for minutes, course, knots in legs:
        for _ in range(round(minutes * 60 / EACH_S)):
            place = direct(place, course, knots * EACH_S / 3_600)
            seconds += EACH_S
            when = START + timedelta(seconds=seconds)
            found.append(ThinnedPoint(when, place.lat, place.lon))
    return found


def minutes_of(points: list[ThinnedPoint], **how: Any) -> list[float]:
    stay = those_that_stay(points, **how)
    return [(at - START).total_seconds() / 60 for at in stay]


def test_of_a_steady_way_a_position_each_ten_minutes_stays() -> None:
    assert minutes_of(sailed((60, 90, 12))) == [0, 10, 20, 30, 40, 50, 60]


def test_of_a_unit_that_lies_still_likewise() -> None:
    assert minutes_of(sailed((30, 0, 0))) == [0, 10, 20, 30]


@pytest.mark.parametrize(
    "then", [(5, 180, 12), (5, 90, 0), (5, 90, 30)], ids=["turn", "stop", "faster"]
)
def test_the_place_of_a_turn_a_stop_and_a_change_of_speed_stays(
    then: tuple[float, float, float],
) -> None:
    found = minutes_of(sailed((5, 90, 12), then))
    assert found[0] == 0
    assert found[-1] == 10
    assert any(abs(minutes - 5) < 0.6 for minutes in found), found


def test_both_ends_of_a_silence_stay() -> None:
    way = sailed((60, 90, 12))
    silent = [one for one in way if not 17 * 60 < (one.at - START).total_seconds() < 43 * 60]
    assert minutes_of(silent) == [0, 10, 17, 43, 53, 60]


def test_doubted_ones_stay_and_those_that_do_not_move_the_place_bend_no_way() -> None:
    way = sailed((10, 90, 12))
    way[10] = way[10]._replace(lat=36.0, implausible=True)
    way[20] = way[20]._replace(doubted=True)
    assert minutes_of(way) == [0, 10 * EACH_S / 60, 20 * EACH_S / 60, 10]


def test_another_source_and_another_precision_stay() -> None:
    way = sailed((10, 90, 12))
    way = way[:20] + [one._replace(source="radar") for one in way[20:40]] + way[40:]
    found = minutes_of(way)
    assert [round(minutes * 60 / EACH_S) for minutes in found] == [0, 19, 20, 39, 40, 60]


def test_all_of_a_unit_at_work_stay() -> None:
    way = sailed((30, 90, 12))
    work = WholeWindow(START + timedelta(minutes=10), START + timedelta(minutes=12))
    found = minutes_of(way, whole=[work])
    assert [one for one in found if 10 <= one <= 12] == [
        10 + n * EACH_S / 60 for n in range(2 * 60 // EACH_S + 1)
    ]
    assert len(minutes_of(way, whole=[work._replace(until=None)])) == 20 * 6 + 1 + 1


def test_the_position_stays_by_which_a_coarse_place_is_told() -> None:
    way, span = sailed((120, 90, 12)), Held(0, 2_700)
    stay = those_that_stay(way, spans_s=[2_700])
    for minutes in range(46, 121):
        by = span.horizon(START + timedelta(minutes=minutes))
        told = [one.at for one in way if one.at <= by]
        assert not told or told[-1] in stay


def test_nothing_is_nothing_and_one_is_one() -> None:
    assert minutes_of([]) == []
    assert minutes_of(sailed()) == [0]


@st.composite
def tracks(draw: st.DrawFn) -> list[ThinnedPoint]:
    """Legs, silences, jitter of receivers and doubts, anywhere at sea, over the date line too."""
    chance = Random(draw(st.integers(0, 10**9)))
    lat = draw(st.floats(-74.0, 84.0))
    place = LatLon(lat, draw(st.sampled_from([12.0, 179.95, -179.95])))
    at, found = START, []
    for _ in range(draw(st.integers(1, 6))):
        course, knots = chance.uniform(0, 360), chance.choice([0.0, 3.0, 12.0, 40.0, 150.0, 480.0])
        each = chance.choice([1, 2, 10, 60, 300])
        for _ in range(chance.randrange(1, 80)):
            place = direct(place, course, knots * each / 3_600)
            if abs(place.lat) > 86:
                break
            at += timedelta(seconds=each)
            shaken = direct(place, chance.uniform(0, 360), chance.choice([0.0, 0.005, 0.04]))
            found.append(
                ThinnedPoint(
                    at,
                    shaken.lat,
                    shaken.lon,
                    doubted=chance.random() < 0.02,
                    implausible=chance.random() < 0.02,
                )
            )
        at += timedelta(seconds=chance.choice([0, 0, 100, 700, 5_000]))
    return found


def between(a: ThinnedPoint, b: ThinnedPoint, share: float) -> LatLon:
    east = math.remainder(b.lon - a.lon, 360.0)
    lon = math.remainder(a.lon + share * east, 360.0)
    return LatLon(a.lat + share * (b.lat - a.lat), lon)


@given(tracks())
def test_no_thinned_track_departs_from_the_whole_one_nor_loses_a_silence(
    whole: list[ThinnedPoint],
) -> None:
    stay = set(those_that_stay(whole))
    moving = [one for one in whole if not one.implausible]
    assert {one.at for one in whole if one.doubted or one.implausible} <= stay
    if not moving:
        return
    assert {moving[0].at, moving[-1].at} <= stay
    thinned = [one for one in moving if one.at in stay]
    for a, b in pairwise(thinned):
        inside = [one for one in moving if a.at < one.at < b.at]
        assert not inside or b.at - a.at <= STEP
        for one in inside:
            told = between(a, b, (one.at - a.at) / (b.at - a.at))
            assert distance_nm(told, LatLon(one.lat, one.lon)) <= DEPARTURE_NM
    silences = [(a.at, b.at) for a, b in pairwise(moving) if b.at - a.at > STEP]
    assert silences == [(a.at, b.at) for a, b in pairwise(thinned) if b.at - a.at > STEP]


def test_a_day_of_traffic_loses_nearly_all() -> None:
    """Legs of an hour, with a receiver that is exact to ten metres."""
    chance = Random(1)
    way = sailed(*((60, chance.uniform(0, 360), chance.uniform(5, 20)) for _ in range(24)))
    shaken = []
    for one in way:
        place = direct(LatLon(one.lat, one.lon), chance.uniform(0, 360), chance.uniform(0, 0.005))
        shaken.append(one._replace(lat=place.lat, lon=place.lon))
    assert len(those_that_stay(shaken)) < len(shaken) / 30
