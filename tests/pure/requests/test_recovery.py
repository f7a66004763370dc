"""A unit recovers people in the sea and light in which its type can, at about its pace."""

from datetime import UTC, datetime, timedelta

import pytest

from sar.assets.catalogue import type_of
from sar.geo.position import LatLon
from sar.matching.words import NeedUnit
from sar.requests.coverage import Coverage, PeopleThere, Promise, cover
from sar.requests.recovery import (
    UNLIMITED,
    Means,
    Recovers,
    change_by_light,
    dark_at,
    means_of,
    recovers,
)
from sar.requests.words import DeploymentState, NotRecovering

D, W = DeploymentState, NotRecovering
OFF_MALTA = LatLon(35.0, 14.0)
DAY = datetime(2026, 10, 11, 12, tzinfo=UTC)
NIGHT = DAY + timedelta(hours=10)
HOIST, DAY_HOIST = means_of(type_of("H1")), means_of(type_of("H9"))
BOATS_AND_SIDE, RAFTS = means_of(type_of("S13")), means_of(type_of("M2"))


@pytest.mark.parametrize(
    ("means", "sea_state", "dark", "expected"),
    [
        (HOIST, 2, False, Recovers(20, 12)),
        (HOIST, 4, True, Recovers(20, 12)),
        (HOIST, 5, False, Recovers(20, 6)),
        (HOIST, 6, None, Recovers(20, 6)),
        (HOIST, 7, False, Recovers(0, 0, W.BEYOND_SEA_STATE)),
        (HOIST, None, None, Recovers(20, 6)),
        (DAY_HOIST, 3, False, Recovers(20, 12)),
        (DAY_HOIST, 3, None, Recovers(20, 12)),
        (DAY_HOIST, 3, True, Recovers(0, 12, W.BY_DAY_ONLY)),
        (DAY_HOIST, 5, True, Recovers(0, 0, W.BEYOND_SEA_STATE)),
        (BOATS_AND_SIDE, 3, False, Recovers(20, 30)),
        (BOATS_AND_SIDE, 5, False, Recovers(20, 15)),
        (RAFTS, 0, False, Recovers(0, 0, W.NO_MEANS)),
        (UNLIMITED, 9, True, Recovers(20, 0)),
    ],
)
def test_sea_light_and_means_decide_whom_a_unit_recovers(
    means: Means | None, sea_state: int | None, dark: bool | None, expected: Recovers
) -> None:
    assert recovers(means, room=20, quantity=1, sea_state=sea_state, dark=dark) == expected


def test_several_recover_as_many_times_as_fast_and_a_full_one_nobody() -> None:
    two = recovers(HOIST, room=16, quantity=2, sea_state=2, dark=False)
    assert two == Recovers(16, 24)
    assert recovers(HOIST, room=0, quantity=1, sea_state=2, dark=False) == Recovers(0, 0)


@pytest.mark.parametrize(
    ("place", "at", "dark"),
    [
        (OFF_MALTA, DAY, False),
        (OFF_MALTA, NIGHT, True),
        (None, NIGHT, None),
        (OFF_MALTA, None, None),
    ],
)
def test_where_or_when_nobody_knows_the_light_is_not_known(
    place: LatLon | None, at: datetime | None, dark: bool | None
) -> None:
    assert dark_at(place, at) is dark


def covered(*promises: Promise, sea_state: int | None = 3) -> Coverage:
    people = PeopleThere(sea_state=sea_state, place=OFF_MALTA)
    return cover(wanted=400, unit=NeedUnit.PERSONS, by_at=None, promises=promises, people=people)


def test_a_coverage_counts_within_limits_and_names_whom_they_hold_back() -> None:
    helicopter = Promise(D.ON_SCENE, 1, 8, arrived_at=DAY, means=HOIST, name="Rescue 1")
    by_day = Promise(D.UNDERWAY, 1, 6, means=DAY_HOIST, name="Albatross", expected_at=NIGHT)
    rafts = Promise(D.ON_SCENE, 1, 100, arrived_at=DAY, means=RAFTS, name="Bulk")
    told = covered(helicopter, by_day, rafts)
    assert (told.promised, told.room, told.recovers) == (114, 114, 8)
    assert (told.persons_an_hour, told.persons_an_hour_there, told.sea_state) == (12, 12, 3)
    [held] = told.limited
    assert (held.name, held.room, held.why, held.recovers) == ("Albatross", 6, W.BY_DAY_ONLY, False)
    rough = covered(helicopter, by_day, sea_state=5)
    assert (rough.recovers, rough.persons_an_hour) == (8, 6)
    assert [(one.name, one.why, one.sea_state_max) for one in rough.limited] == [
        ("Albatross", W.BEYOND_SEA_STATE, 4)
    ]


def test_limits_do_not_speak_of_a_sea_and_a_light_that_nobody_knows() -> None:
    by_day = Promise(D.COMMITTED, 1, 6, means=DAY_HOIST, name="Albatross")
    told = covered(by_day, sea_state=None)
    assert (told.recovers, told.sea_state) == (6, None)
    [one] = told.limited
    assert (one.recovers, one.dark) == (True, None), "by day only, and nobody knows when"


@pytest.mark.parametrize(
    ("arrived_at", "dark", "change"),
    [
        (DAY, False, (0, 0)),
        (DAY, True, (-6, -12)),
        (NIGHT, True, (0, 0)),
        (NIGHT, False, (6, 12)),
        (DAY, None, (0, 0)),
        (None, True, (0, 0)),
    ],
)
def test_a_unit_that_has_come_recovers_by_the_light_of_now(
    arrived_at: datetime | None, dark: bool | None, change: tuple[int, int]
) -> None:
    state = D.ON_SCENE if arrived_at else D.UNDERWAY
    by_day = Promise(state, 1, 6, means=DAY_HOIST, arrived_at=arrived_at, expected_at=DAY)
    assert change_by_light(covered(by_day).limited, dark=dark) == change
