"""The course of a coarse ship is not found by those who know its berth."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import mean, median

import pytest

from sar.assets.holding import held
from sar.geo.geodesy import direct, displaced_cell, distance_nm
from sar.geo.position import LatLon
from tests.given.courses import PRECISION_NM, SPEED_KN, secret_of
from tests.given.from_berths import Told, found_by_lying, found_by_ray
from tests.world import START

BERTH = LatLon(36.3, 17.1)
LIES = timedelta(hours=30)


@dataclass(frozen=True)
class Voyage:
    """A ship that lies at its berth for some time, and goes on a straight course then."""

    left_at: datetime
    course_deg: float
    told: frozenset[Told]

    def at(self, then: datetime) -> LatLon:
        gone = max(timedelta(), then - self.left_at) / timedelta(hours=1)
        return direct(BERTH, self.course_deg, SPEED_KN * gone)


def voyages(hours: float, berth: LatLon | None) -> Iterator[Voyage]:
    """Courses with displacements all round, told for so many hours under way."""
    age = held(PRECISION_NM, 0, "S9")
    for number in range(36):
        course_deg, direction = 37.0 * number % 360, 10 * number
        left_at = START + LIES + timedelta(minutes=23 * number)
        voyage = Voyage(left_at, course_deg, frozenset())
        secret, told = secret_of(direction), set()
        at = age.horizon(START)
        while at <= left_at + timedelta(hours=hours):
            cell = displaced_cell(voyage.at(at), PRECISION_NM, secret, berth)
            told.add((at, cell.lat, cell.lon))
            at += timedelta(seconds=age.span_s)
        yield Voyage(left_at, course_deg, frozenset(told))


@pytest.mark.parametrize("hours", [14, 24])
@pytest.mark.parametrize("part", [0.5, 1.0])
def test_a_course_is_not_found_by_the_berth_that_it_begins_at(hours: int, part: float) -> None:
    by_lying, by_ray = [], []
    for one in voyages(hours, BERTH):
        then = one.left_at + timedelta(hours=hours) * part
        by_lying.append(
            distance_nm(found_by_lying(one.told, BERTH, then, one.left_at), one.at(then))
        )
        found = found_by_ray(one.told, BERTH, then, PRECISION_NM, one.left_at)
        by_ray.append(distance_nm(found, one.at(then)))
    assert min(mean(by_lying), median(by_lying)) >= PRECISION_NM / 2
    assert min(mean(by_ray), median(by_ray)) >= PRECISION_NM / 2


def test_it_would_be_found_if_the_berth_were_not_told_instead() -> None:
    off_nm = []
    for one in voyages(24, None):
        then = one.left_at + timedelta(hours=12)
        off_nm.append(distance_nm(found_by_lying(one.told, BERTH, then, one.left_at), one.at(then)))
    assert median(off_nm) < PRECISION_NM / 4
