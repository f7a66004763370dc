"""Spans by which coarse positions are told: long enough for what moves faster than its type."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count, takewhile
from random import Random

import pytest

from sar.agreements.spans import CELLS
from sar.assets.catalogue import type_of
from sar.assets.holding import held, span_kn
from sar.geo.geodesy import direct, displaced_cell, distance_nm
from sar.geo.position import LatLon
from tests.given.courses import COURSES_DEG, PRECISION_NM, fitted
from tests.world import START

HOURS = 10


def _told_at(hours: float = HOURS) -> list[datetime]:
    """The instants whose places are told of a ship of the type S9 by the end."""
    age = held(PRECISION_NM, 0, "S9")
    later = (age.horizon(START) + timedelta(seconds=n * age.span_s) for n in count(1))
    end = START + timedelta(hours=hours)
    return [START, *takewhile(lambda at: at <= end, later)]


def _off_nm(
    start: LatLon, course_deg: float, speed_kn: float, secret: int, *, hours: float
) -> list[float]:
    """The miles from the line through all that is told by then of a straight course, at its middle
    and at its end."""

    def there(at: datetime) -> LatLon:
        return direct(start, course_deg, speed_kn * ((at - START) / timedelta(hours=1)))

    cells = [(at, displaced_cell(there(at), PRECISION_NM, secret)) for at in _told_at(hours)]
    told = [(at, cell.lat, cell.lon) for at, cell in cells]
    instants = (START + timedelta(hours=hours) / 2, START + timedelta(hours=hours))
    return [distance_nm(fitted(told, at), there(at)) for at in instants]


@pytest.mark.parametrize("speed_kn", [22.0, 60.0])
def test_a_ship_faster_than_its_type_is_found_no_closer_than_half_the_precision(
    speed_kn: float,
) -> None:
    for number, course_deg in enumerate(COURSES_DEG):
        start = LatLon(lat=35.0 + 0.1 * number, lon=14.0 + 0.07 * number)
        secret = 1_000_003 * (number + 1)
        off = _off_nm(start, course_deg, speed_kn, secret, hours=HOURS)
        assert min(off) >= PRECISION_NM / 2, (course_deg, off)


@pytest.mark.parametrize(("hours", "within"), [(2, 0.02), (6, 0.15), (12, 0.0), (24, 0.0)])
def test_few_of_many_ships_anywhere_come_to_lie_closer_by_chance(hours: int, within: float) -> None:
    """Only where the line is drawn on for hours from two places; of guesses in the circle that is
    told one in four does."""
    drawn = Random(hours)
    closer = 0
    for _ in range(100):
        start = LatLon(lat=drawn.uniform(-60.0, 60.0), lon=drawn.uniform(-170.0, 170.0))
        course_deg, secret = drawn.uniform(0.0, 360.0), drawn.randrange(2**40)
        off = _off_nm(start, course_deg, drawn.uniform(5.0, 25.0), secret, hours=hours)
        closer += sum(nm < PRECISION_NM / 2 for nm in off)
    assert closer / 200 <= within


def test_a_type_that_tells_no_speed_has_the_longest_span_of_its_kind() -> None:
    for code, least in (("S9", 15), ("H1", 120), ("U1", 120)):
        one = type_of(code)
        assert span_kn(one) == one.figures.max_kn
        assert span_kn(replace(one, figures=replace(one.figures, max_kn=None))) == least
    assert span_kn(type_of("T1")) is None
    assert held(10.0, 0, "T1").at_once
    assert held(10.0, 0, "S9").span_s == -(-3600 * CELLS * 10 // 22)
