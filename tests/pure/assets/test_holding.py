"""Spans by which coarse positions are told: long enough for what moves faster than its type."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count, takewhile
from statistics import median

import pytest

from sar.agreements.spans import CELLS
from sar.assets.catalogue import type_of
from sar.assets.holding import held, span_kn
from sar.geo.geodesy import direct, displaced_cell, distance_nm
from sar.geo.position import LatLon
from tests.given.courses import COURSES_DEG, PRECISION_NM, fitted
from tests.world import START

HOURS = 10


def _told_at() -> list[datetime]:
    """The instants whose places are told of a ship of the type S9 by the end."""
    age = held(PRECISION_NM, 0, "S9")
    later = (age.horizon(START) + timedelta(seconds=n * age.span_s) for n in count(1))
    end = START + timedelta(hours=HOURS)
    return [START, *takewhile(lambda at: at <= end, later)]


@pytest.mark.parametrize("speed_kn", [22.0, 60.0])
def test_a_ship_faster_than_its_type_is_found_no_closer_than_half_the_precision(
    speed_kn: float,
) -> None:
    off: dict[int, list[float]] = {HOURS // 2: [], HOURS: []}
    for number, course_deg in enumerate(COURSES_DEG):
        start = LatLon(lat=35.0 + 0.1 * number, lon=14.0 + 0.07 * number)
        told = []
        for at in _told_at():
            place = direct(start, course_deg, speed_kn * ((at - START) / timedelta(hours=1)))
            cell = displaced_cell(place, PRECISION_NM, 1_000_003 * (number + 1))
            told.append((at, cell.lat, cell.lon))
        for hours, found in off.items():
            there = direct(start, course_deg, speed_kn * hours)
            found.append(distance_nm(fitted(told, START + timedelta(hours=hours)), there))
    assert all(median(found) >= PRECISION_NM / 2 for found in off.values()), off


def test_a_type_that_tells_no_speed_has_the_longest_span_of_its_kind() -> None:
    for code, least in (("S9", 15), ("H1", 120), ("U1", 120)):
        one = type_of(code)
        assert span_kn(one) == one.figures.max_kn
        assert span_kn(replace(one, figures=replace(one.figures, max_kn=None))) == least
    assert span_kn(type_of("T1")) is None
    assert held(10.0, 0, "T1").at_once
    assert held(10.0, 0, "S9").span_s == -(-3600 * CELLS * 10 // 22)
