"""A need counts what is promised, and nothing that was called off."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.assets.catalogue import type_of
from sar.geo.position import LatLon
from sar.matching.words import NeedUnit
from sar.requests.coverage import Coverage, PeopleThere, Promise, cover, filled
from sar.requests.recovery import UNLIMITED, means_of
from sar.requests.words import DeploymentState, Lateness
from tests.pure.requests.noon import NOON

LATER = NOON + timedelta(hours=2)
D = DeploymentState


def test_one_helicopter_is_no_answer_for_four_hundred_people() -> None:
    helicopter = Promise(D.COMMITTED, quantity=1, persons=8, promised_at=NOON)
    coverage = cover(wanted=400, unit=NeedUnit.PERSONS, by_at=None, promises=[helicopter])
    assert (coverage.promised, coverage.missing, coverage.covered) == (8, 392, False)


def test_recovering_in_cycles_counts_more_than_one_lift() -> None:
    helicopter = Promise(D.DELIVERED, 1, 8, recovered=24, arrived_at=NOON)
    coverage = cover(wanted=400, unit=NeedUnit.PERSONS, by_at=None, promises=[helicopter])
    assert (coverage.promised, coverage.arrived) == (32, 32), "and it can take eight more"
    assert (coverage.recovered, coverage.room, coverage.recovers) == (24, 8, 8)


def test_whoever_is_aboard_takes_the_room_of_others() -> None:
    helicopter = Promise(D.LOADED, 1, 8, recovered=6, arrived_at=NOON, aboard=6)
    ship = Promise(D.EMBARKED, 1, 100, recovered=120, arrived_at=NOON, aboard=120)
    coverage = cover(wanted=400, unit=NeedUnit.PERSONS, by_at=None, promises=[helicopter, ship])
    assert (coverage.recovered, coverage.room, coverage.promised) == (126, 2, 128)


@pytest.mark.parametrize(
    ("state", "aboard", "unknown"),
    [(D.EMBARKED, 0, True), (D.EMBARKED, 90, True), (D.DELIVERED, 0, True), (D.RECALLED, 0, False)],
)
def test_beside_people_who_are_not_counted_nobody_knows_the_room(
    state: DeploymentState, aboard: int, *, unknown: bool
) -> None:
    ship = Promise(
        state, 1, 100, recovered=aboard, arrived_at=NOON, aboard=aboard, name="M", uncounted=True
    )
    boat = Promise(D.UNDERWAY, 1, 20)
    coverage = cover(wanted=60, unit=NeedUnit.PERSONS, by_at=None, promises=[ship, boat])
    assert (coverage.room, coverage.promised) == (20, aboard + 20), "it adds none for sure"
    assert coverage.room_unknown == (("M",) if unknown else ())
    assert (coverage.limited, coverage.recovers) == ((), 20)
    units = cover(wanted=2, unit=NeedUnit.ASSETS, by_at=None, promises=[ship, boat])
    assert units.room_unknown == (), "units are counted as units"


@given(st.sampled_from(DeploymentState), st.integers(0, 50), st.integers(0, 50))
def test_a_unit_with_people_not_counted_covers_no_more_than_the_same_one_counted(
    state: DeploymentState, persons: int, aboard: int
) -> None:
    counted = Promise(state, 1, persons, recovered=aboard, aboard=aboard)
    uncounted = replace(counted, uncounted=True)
    assert uncounted.counts(NeedUnit.PERSONS) == aboard <= counted.counts(NeedUnit.PERSONS)
    assert uncounted.counts(NeedUnit.ASSETS) == counted.counts(NeedUnit.ASSETS)


@pytest.mark.parametrize(
    ("asked", "recovered", "outstanding", "wanted"),
    [
        (400, 0, None, 400),
        (400, 0, 400, 400),
        (400, 0, 326, 326),
        (200, 0, 326, 200),
        (400, 100, 226, 326),
        (400, 100, 0, 100),
        (400, 0, 0, 0),
        (50, 100, 20, 50),
    ],
)
def test_no_more_are_wanted_than_are_outstanding_or_recovered_for_it(
    asked: int, recovered: int, outstanding: int | None, wanted: int
) -> None:
    ship = Promise(D.RELEASED, 1, 100, recovered=recovered, arrived_at=NOON)
    coverage = cover(
        wanted=asked,
        unit=NeedUnit.PERSONS,
        by_at=None,
        promises=[ship],
        people=PeopleThere(outstanding),
    )
    assert (coverage.wanted, coverage.missing) == (wanted, max(0, wanted - recovered))
    units = cover(
        wanted=2, unit=NeedUnit.ASSETS, by_at=None, promises=[ship], people=PeopleThere(outstanding)
    )
    assert units.wanted == 2, "units are wanted as asked"


def test_rafts_have_room_and_recover_nobody() -> None:
    rafts = Promise(D.ON_SCENE, 2, 60, arrived_at=NOON, means=None)
    boat = Promise(D.UNDERWAY, 1, 20)
    coverage = cover(wanted=80, unit=NeedUnit.PERSONS, by_at=None, promises=[rafts, boat])
    assert (coverage.promised, coverage.room, coverage.recovers) == (80, 80, 20)


@pytest.mark.parametrize(
    ("promise", "in_time", "late"),
    [
        (Promise(D.UNDERWAY, 1, 0), 0, 0),
        (Promise(D.UNDERWAY, 1, 0, promised_at=NOON), 1, 0),
        (Promise(D.UNDERWAY, 1, 0, promised_at=LATER), 0, 1),
        (Promise(D.UNDERWAY, 1, 0, promised_at=NOON, is_expected=True, late=Lateness.NEED), 0, 1),
        (Promise(D.UNDERWAY, 1, 0, promised_at=LATER, is_expected=True), 1, 0),
        (Promise(D.UNDERWAY, 1, 0, promised_at=NOON, late=Lateness.PROMISE), 0, 0),
        (Promise(D.UNDERWAY, 1, 0, promised_at=NOON, late=Lateness.NEED), 0, 1),
        (Promise(D.ON_SCENE, 1, 0, is_expected=True, late=Lateness.NEED, arrived_at=NOON), 1, 0),
        (Promise(D.ON_SCENE, 1, 0, promised_at=NOON, arrived_at=LATER), 0, 1),
    ],
)
def test_in_time_is_judged_by_arrival_before_what_is_expected_before_what_is_promised(
    promise: Promise, in_time: int, late: int
) -> None:
    coverage = cover(wanted=1, unit=NeedUnit.ASSETS, by_at=NOON, promises=[promise])
    assert (coverage.in_time, coverage.late) == (in_time, late)


def test_whatever_comes_is_in_time_when_nobody_said_by_when() -> None:
    promise = Promise(D.COMMITTED, 2, 0)
    coverage = cover(wanted=2, unit=NeedUnit.ASSETS, by_at=None, promises=[promise])
    assert coverage == Coverage(wanted=2, promised=2, in_time=2)


@pytest.mark.parametrize("state", [D.HAILED, D.UNABLE, D.STOOD_DOWN, D.RECALLED, D.DIVERTED])
def test_what_was_called_off_covers_no_more_than_it_recovered(state: DeploymentState) -> None:
    promise = Promise(state, 1, 60, recovered=20, arrived_at=NOON)
    assert promise.counts(NeedUnit.ASSETS) == 0
    assert promise.counts(NeedUnit.PERSONS) == 20


@pytest.mark.parametrize("state", [D.RELEASED, D.RETURNING, D.RETURNED])
def test_a_unit_on_its_way_home_covers_whom_it_recovered(state: DeploymentState) -> None:
    promise = Promise(state, 1, 12, recovered=3, arrived_at=NOON)
    assert promise.counts(NeedUnit.ASSETS) == 1
    assert promise.counts(NeedUnit.PERSONS) == 3


@pytest.mark.parametrize("state", [D.RELEASED, D.RETURNING, D.RETURNED])
def test_what_was_let_go_before_it_came_covers_nothing(state: DeploymentState) -> None:
    promise = Promise(state, 1, 12, promised_at=NOON)
    assert promise.counts(NeedUnit.ASSETS) == 0
    coverage = cover(wanted=1, unit=NeedUnit.ASSETS, by_at=None, promises=[promise])
    assert coverage == Coverage(wanted=1)


@pytest.mark.parametrize("state", [D.UNDERWAY, D.PROCEEDING])
def test_what_is_on_its_way_is_moving(state: DeploymentState) -> None:
    promise = Promise(state, 3, 0, promised_at=NOON)
    coverage = cover(wanted=3, unit=NeedUnit.ASSETS, by_at=LATER, promises=[promise])
    assert (coverage.moving, coverage.arrived) == (3, 0)


@pytest.mark.parametrize("state", [D.ON_SCENE, D.RELEASED, D.RETURNED])
def test_work_that_was_done_still_counts(state: DeploymentState) -> None:
    promise = Promise(state, 1, 0, arrived_at=NOON)
    coverage = cover(wanted=1, unit=NeedUnit.ASSETS, by_at=None, promises=[promise])
    assert coverage.covered
    assert coverage.arrived == 1


def test_a_request_is_filled_when_every_need_is_covered() -> None:
    assert filled([Coverage(1, promised=1), Coverage(2, promised=3)])
    assert not filled([Coverage(1, promised=1), Coverage(2, promised=1)])
    assert not filled([])


PROMISES = st.builds(
    Promise,
    st.sampled_from(DeploymentState),
    st.integers(1, 20),
    st.integers(0, 400),
    st.integers(0, 400),
    st.none() | st.sampled_from([NOON, LATER]),
    st.none() | st.sampled_from([NOON, LATER]),
    aboard=st.integers(0, 400),
    means=st.none()
    | st.sampled_from([UNLIMITED, *(means_of(type_of(c)) for c in ("H1", "H9", "M1"))]),
)
PEOPLE = st.builds(
    PeopleThere,
    sea_state=st.none() | st.integers(0, 9),
    place=st.none() | st.just(LatLon(35.0, 13.0)),
)


@given(
    st.integers(1, 500),
    st.sampled_from(NeedUnit),
    st.none() | st.sampled_from([NOON, LATER]),
    st.lists(PROMISES, max_size=8),
    PEOPLE,
)
def test_no_part_exceeds_what_is_promised(
    wanted: int,
    unit: NeedUnit,
    by_at: datetime | None,
    promises: list[Promise],
    people: PeopleThere,
) -> None:
    coverage = cover(wanted=wanted, unit=unit, by_at=by_at, promises=promises, people=people)
    assert coverage.in_time + coverage.late <= coverage.promised
    assert max(coverage.moving, coverage.arrived) <= coverage.promised
    held_back = sum(one.room for one in coverage.limited if not one.recovers)
    assert coverage.recovers + held_back <= coverage.room
    assert coverage.persons_an_hour_there <= coverage.persons_an_hour
    if unit is NeedUnit.PERSONS:
        assert coverage.promised == coverage.recovered + coverage.room
    assert coverage.missing == max(0, wanted - coverage.promised)
    assert coverage.covered == (coverage.missing == 0)
