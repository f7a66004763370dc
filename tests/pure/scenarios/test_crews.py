"""The next act of a crew in every state."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sar.agreements.words import Kind
from sar.geo.geodesy import direct, distance_nm
from sar.geo.position import LatLon
from sar.requests.state_tables import DEPLOYMENT, SHIP
from sar.requests.words import DeploymentAction, DeploymentState
from sar.scenarios.crews import Duty, course
from sar.scenarios.plan import Circle, PlannedRoute, Still
from sar.scenarios.scenario_file import Task

D, DA = DeploymentState, DeploymentAction
T0 = datetime(2026, 10, 11, 12, 26, tzinfo=UTC)
SCENE = LatLon(34.0, 12.6)
HOME = direct(SCENE, 0.0, 60.0)
TASKS = (
    Task(do="load", persons=8, minutes=30),
    Task(do="deliver", place="Harbour"),
    Task(do="refuel", minutes=5, place="Harbour", stay=20),
    Task(do="release", minutes=2),
)
DUTY = Duty(
    name="Nemo",
    kind=Kind.AIRCRAFT,
    hovers=True,
    state=D.COMMITTED,
    since=T0,
    start=HOME,
    called_at=T0,
    notice=timedelta(minutes=30),
    speed_kn=120.0,
    scene=SCENE,
    home=HOME,
    tasks=TASKS,
    places={"Harbour": HOME},
)


def _minutes(at: datetime) -> float:
    return (at - T0).total_seconds() / 60


@pytest.mark.parametrize(
    ("state", "done", "action", "minutes"),
    [
        (D.COMMITTED, 0, DA.MOBILISE, 1),
        (D.MOBILISING, 0, DA.GET_UNDERWAY, 30),
        (D.UNDERWAY, 0, DA.ARRIVE, 30),
        (D.ON_SCENE, 0, DA.LOAD, 30),
        (D.LOADED, 1, DA.DELIVER, 30),
        (D.DELIVERED, 2, DA.RESUME, 30),
        (D.ON_SCENE, 2, DA.REFUEL, 5),
        (D.REFUELLING, 3, DA.RESUME, 80),
        (D.DELIVERED, 3, DA.RELEASE, 2),
        (D.ON_SCENE, 3, DA.RELEASE, 2),
        (D.RELEASED, 4, DA.RETURN, 1),
        (D.RETURNING, 4, DA.RETURNED, 30),
    ],
)
def test_the_next_report_and_when_it_is_due(
    state: DeploymentState, done: int, action: DeploymentAction, minutes: float
) -> None:
    away = state not in (D.COMMITTED, D.MOBILISING, D.UNDERWAY, D.DELIVERED)
    start = SCENE if away else HOME
    report = course(replace(DUTY, state=state, done=done, start=start)).report
    assert report is not None
    assert report.action is action
    assert _minutes(report.at) == pytest.approx(minutes, abs=0.5)
    assert (state, action) in DEPLOYMENT


def test_persons_are_told_when_taken_and_when_landed() -> None:
    load = course(replace(DUTY, state=D.ON_SCENE, start=SCENE)).report
    land = course(replace(DUTY, state=D.LOADED, done=1, aboard=8, start=SCENE)).report
    assert load is not None
    assert land is not None
    assert (load.persons, land.persons) == (8, 8)


@pytest.mark.parametrize("state", [D.RETURNED, D.STOOD_DOWN, D.RECALLED, D.DIVERTED])
def test_a_free_unit_heads_home_and_reports_nothing(state: DeploymentState) -> None:
    ahead = course(replace(DUTY, state=state, start=SCENE))
    assert ahead.report is None
    assert isinstance(ahead.motion, PlannedRoute)
    assert ahead.motion.corners[-1] == HOME


def test_without_tasks_a_unit_on_scene_waits_for_word() -> None:
    assert course(replace(DUTY, state=D.ON_SCENE, start=SCENE, tasks=())).report is None


def test_without_a_scene_a_unit_waits_where_it_is() -> None:
    assert course(replace(DUTY, state=D.UNDERWAY, scene=None)) == course(
        replace(DUTY, state=D.UNDERWAY, scene=None, speed_kn=None)
    )


def test_an_aeroplane_circles_and_a_helicopter_hovers() -> None:
    hovering = course(replace(DUTY, state=D.ON_SCENE, start=SCENE))
    circling = course(replace(DUTY, state=D.ON_SCENE, start=SCENE, hovers=False))
    assert hovering.motion == Still(SCENE)
    assert isinstance(circling.motion, Circle)


def test_units_keep_apart_around_the_scene() -> None:
    ends = [
        course(replace(DUTY, state=D.UNDERWAY, name=name)).report for name in ("Cigala", "Orsa")
    ]
    points = [report.point for report in ends if report and report.point]
    assert distance_nm(*points) > 0.05
    assert all(distance_nm(point, SCENE) < 0.5 for point in points)


def test_called_for_next_week_it_does_not_go_today() -> None:
    report = course(replace(DUTY, called_at=T0 + timedelta(days=7))).report
    assert report is not None
    assert report.at > T0 + timedelta(days=6)


def test_what_is_carried_goes_when_its_carrier_goes() -> None:
    rafts = replace(DUTY, kind=Kind.EQUIPMENT, speed_kn=None, state=D.MOBILISING)
    left_at, there_at = T0 + timedelta(minutes=40), T0 + timedelta(minutes=90)
    assert course(replace(rafts, carrier={})).report is None
    left = course(replace(rafts, carrier={D.UNDERWAY: left_at})).report
    there = course(
        replace(rafts, state=D.UNDERWAY, carrier={D.UNDERWAY: left_at, D.ON_SCENE: there_at})
    ).report
    assert left is not None
    assert there is not None
    assert (left.action, left.at) == (DA.GET_UNDERWAY, left_at)
    assert (there.action, there.at) == (DA.ARRIVE, there_at)


@pytest.mark.parametrize(
    ("state", "done", "action"),
    [
        (D.HAILED, 0, DA.PROCEED),
        (D.PROCEEDING, 0, DA.ARRIVE),
        (D.ON_SCENE, 0, DA.EMBARK),
        (D.EMBARKED, 1, DA.DELIVER),
        (D.EMBARKED, 2, DA.RELEASE),
    ],
)
def test_a_ship_of_opportunity_takes_its_own_steps(
    state: DeploymentState, done: int, action: DeploymentAction
) -> None:
    tasks = (
        Task(do="embark", persons=50, minutes=30),
        Task(do="deliver", place="Harbour"),
        Task(do="release"),
    )
    ship = replace(DUTY, kind=Kind.VESSEL, is_ship=True, state=state, done=done, tasks=tasks)
    report = course(ship).report
    assert report is not None
    assert report.action is action
    assert (state, action) in SHIP


def test_a_released_ship_is_on_her_way() -> None:
    assert course(replace(DUTY, is_ship=True, state=D.RELEASED)).report is None
