"""A coarse position of a mover stays coarse, whatever is read of it and whenever."""

import math
from itertools import product

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements.spans import CELLS
from sar.assets.holding import held
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.courses import LONG_STEPS, PRECISION_NM, STEP, Course, off_nm, sail, set_out
from tests.world import START, World

pytestmark = pytest.mark.anyio


@pytest.fixture
async def courses(client_of: ClientOf) -> list[Course]:
    return await set_out(client_of)


@pytest.mark.long
async def test_no_straight_course_is_found_closer_than_half_the_precision(
    db: AsyncSession,
    client_of: ClientOf,
    time: ExerciseTime,
    world: World,
    courses: list[Course],
) -> None:
    await sail(db, client_of, time, world, courses)
    halfway = START + (time.now - START) / 2
    for readings, then in product(("told", "frames"), (halfway, time.now)):
        assert min(off_nm(courses, readings, then)) >= PRECISION_NM / 2, (readings, then)


@pytest.mark.long
async def test_a_straight_course_of_a_day_is_found_no_closer(
    db: AsyncSession, client_of: ClientOf, time: ExerciseTime, world: World
) -> None:
    """Few ships, whose displacements lead ahead, astern and aside."""
    courses = await set_out(client_of, (7, 97, 187, 277))
    await a_day(db, client_of, time, world, courses)


@pytest.mark.long
async def test_many_straight_courses_of_a_day_are_found_no_closer(
    db: AsyncSession, client_of: ClientOf, time: ExerciseTime, world: World, courses: list[Course]
) -> None:
    await a_day(db, client_of, time, world, courses)


async def a_day(
    db: AsyncSession,
    client_of: ClientOf,
    time: ExerciseTime,
    world: World,
    courses: list[Course],
) -> None:
    await sail(db, client_of, time, world, courses, LONG_STEPS)
    halfway = START + (time.now - START) / 2
    for readings, then in product(("told", "frames"), (halfway, time.now)):
        found_nm = off_nm(courses, readings, then)
        assert min(found_nm) >= PRECISION_NM / 2, (readings, then)


@pytest.mark.long
async def test_a_new_place_is_told_when_a_span_is_over_and_never_sooner(
    db: AsyncSession,
    client_of: ClientOf,
    time: ExerciseTime,
    world: World,
    courses: list[Course],
) -> None:
    await sail(db, client_of, time, world, courses[:1])
    (one, *_) = courses
    age = held(PRECISION_NM, 0, "S9")
    assert age.span_s == math.ceil(3600 * CELLS * PRECISION_NM / 22)
    first, *later = sorted(at for at, _, _ in one.frames)
    assert first == START + STEP, "the first place that is known need not wait"
    assert later
    assert all(at - age.horizon(at) < STEP for at in later)
