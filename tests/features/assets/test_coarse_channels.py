"""A coarse aeroplane is found no closer by anything that another State may read or ask of it."""

from datetime import timedelta
from statistics import mean, median

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.geo.geodesy import distance_nm
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.coarse_reader import (
    BERTH,
    CHANNELS,
    FLIES,
    MEASURED_NM,
    TOMORROWS,
    Flight,
    fly,
    set_out,
)
from tests.given.courses import PRECISION_NM, fitted
from tests.given.from_berths import found_by_lying, found_by_ray
from tests.world import World

pytestmark = pytest.mark.anyio

DRIFTS_NM = 3 * MEASURED_NM
"""The hours until tomorrow's work make an expected time of it less sure."""


@pytest.mark.parametrize(
    "courses", [2, *(pytest.param(n, marks=pytest.mark.long) for n in (4, 16))]
)
async def test_a_straight_course_is_not_found_closer_than_half_the_precision_by_any_channel(
    db: AsyncSession, client_of: ClientOf, time: ExerciseTime, world: World, courses: int
) -> None:
    """By positions, tracks, frames, the export, distances of matches, and expected times."""
    reader, flights = await set_out(db, client_of, world, courses)
    await fly(db, reader, flights, time)
    for one in flights.values():
        _assert_nothing_but_the_told_places_is_read(one)
    for channel in CHANNELS:
        for part in (0.5, 1.0):
            off_nm = [_off_nm(one, channel, part) for one in flights.values()]
            for attack in zip(*off_nm, strict=True):
                assert min(mean(attack), median(attack)) >= PRECISION_NM / 2, (channel, part)


def _assert_nothing_but_the_told_places_is_read(one: Flight) -> None:
    for channel in CHANNELS:
        assert len(one.read[channel]) >= 5, channel
        for at, lat, lon in one.read[channel]:
            told = one.told_by(at + timedelta(minutes=1))
            assert distance_nm(told, type(told)(lat, lon)) <= MEASURED_NM, (channel, at)
    for now, nm in one.committed:
        told = one.told_by(now)
        assert abs(distance_nm(told, TOMORROWS) - nm) <= DRIFTS_NM, now


def _off_nm(one: Flight, channel: str, part: float) -> list[float]:
    """The miles from the truth of a line, of one without what was told at the base, and of the best
    that begins there."""
    then, told = one.left_at + FLIES * part, one.read[channel]
    under_way = [reading for reading in told if reading[0] > one.left_at]
    found = [
        fitted(under_way, then),
        found_by_lying(told, BERTH, then, one.left_at),
        found_by_ray(told, BERTH, then, PRECISION_NM, one.left_at),
    ]
    return [distance_nm(place, one.at(then)) for place in found]
