"""The next step of a unit, from commitment to return, as its crew would take it (pure)."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sar.agreements.words import Kind
from sar.geo.geodesy import direct
from sar.geo.position import LatLon
from sar.requests.words import DeploymentAction, DeploymentState
from sar.scenarios.plan import Circle, Motion, PlannedRoute, Still
from sar.scenarios.scenario_file import Task

_D, _DA = DeploymentState, DeploymentAction

WORKED: Final = frozenset({_DA.LOAD, _DA.EMBARK, _DA.DELIVER, _DA.REFUEL, _DA.RELEASE})
"""The steps that report a task of the work list: as many of them, as many tasks are done."""
REACTION: Final = timedelta(minutes=1)
WITHOUT_ETA: Final = timedelta(hours=2)
"""The travel time of something without a speed of its own, unless it is given."""
HOLDING_NM: Final = 0.3
SEARCH_RADIUS_NM: Final = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A deployment and what its crew knows. `since` and `start`: when and where its state began.

    `carrier`: when the carrying unit came to each of its states; None: it goes by itself.
    """

    name: str
    kind: Kind
    hovers: bool
    is_ship: bool = False
    state: DeploymentState
    since: datetime
    start: LatLon
    called_at: datetime
    notice: timedelta
    speed_kn: float | None
    scene: LatLon | None
    home: LatLon
    aboard: int = 0
    done: int = 0
    tasks: tuple[Task, ...] = ()
    places: Mapping[str, LatLon]
    promised_at: datetime | None = None
    carrier: Mapping[DeploymentState, datetime] | None = None

    @property
    def task(self) -> Task | None:
        """The task at hand."""
        return self.tasks[self.done] if self.done < len(self.tasks) else None


@dataclass(frozen=True, slots=True)
class Report:
    """A step to be reported once its instant has come."""

    action: DeploymentAction
    at: datetime
    point: LatLon | None = None
    persons: int | None = None
    place: str = ""
    """The name of the place of delivery."""


@dataclass(frozen=True, slots=True)
class Course:
    """The movement of a unit in its present state, and its report at the end of it."""

    motion: Motion
    report: Report | None = None


def course(duty: Duty) -> Course:
    """The crew's work until its next report; no report: it waits for word, or is done."""
    match duty.state:
        case _D.COMMITTED:
            return _waits(duty, _DA.MOBILISE, duty.called_at + REACTION)
        case _D.MOBILISING:
            return _departs(duty)
        case _D.UNDERWAY | _D.PROCEEDING:
            return _goes(duty, duty.scene, _DA.ARRIVE)
        case _D.HAILED:
            return _waits(duty, _DA.PROCEED, duty.since + duty.notice)
        case _D.ON_SCENE | _D.LOADED | _D.EMBARKED:
            return _works(duty)
        case _D.REFUELLING:
            return _refuels(duty)
        case _D.DELIVERED:
            return _after_delivery(duty)
        case _D.RELEASED if not duty.is_ship:
            return _waits(duty, _DA.RETURN, duty.since + REACTION)
        case _D.RETURNING:
            return _returns(duty)
        case _:
            return _heads_home(duty)


def _waits(duty: Duty, action: DeploymentAction, at: datetime) -> Course:
    return Course(Still(duty.start), Report(action, max(at, duty.since), duty.start))


def _departs(duty: Duty) -> Course:
    if duty.carrier is not None:
        return _with_carrier(duty, _D.UNDERWAY, _DA.GET_UNDERWAY)
    return _waits(duty, _DA.GET_UNDERWAY, duty.called_at + duty.notice)


def _with_carrier(duty: Duty, reached: DeploymentState, action: DeploymentAction) -> Course:
    at = (duty.carrier or {}).get(reached)
    report = None if at is None else Report(action, max(at, duty.since))
    return Course(Still(duty.start), report)


def _goes(duty: Duty, to: LatLon | None, action: DeploymentAction) -> Course:
    """On its way, or without a speed or a known goal until it was said to be there."""
    if duty.carrier is not None:
        return _with_carrier(duty, _D.ON_SCENE, action)
    if to is None:
        return Course(Still(duty.start))
    if duty.speed_kn is None:
        at = max(duty.promised_at or duty.since + WITHOUT_ETA, duty.since)
        return Course(Still(duty.start), Report(action, at, to))
    there = to if action is _DA.DELIVER else _beside(duty, to)
    persons = duty.aboard if action is _DA.DELIVER else None
    place = (duty.task.place or "") if duty.task and action is _DA.DELIVER else ""
    route = PlannedRoute((duty.start, there), duty.speed_kn, duty.since)
    return Course(route, Report(action, route.arrives_at, there, persons, place))


def _beside(duty: Duty, scene: LatLon) -> LatLon:
    """Each unit keeps its own place around the scene."""
    return direct(scene, zlib.crc32(duty.name.encode()) % 360, HOLDING_NM)


def _works(duty: Duty) -> Course:
    holding = _holding(duty)
    task = duty.task
    if task is None:
        return Course(holding)
    if task.do == "deliver":
        return _goes(duty, duty.places.get(task.place or ""), _DA.DELIVER)
    at = duty.since + timedelta(minutes=task.minutes)
    return Course(holding, Report(_DA(task.do), at, duty.start, persons=task.persons))


def _holding(duty: Duty) -> Motion:
    """An aeroplane circles; a helicopter hovers and a vessel stands by."""
    flies = duty.kind in (Kind.AIRCRAFT, Kind.UNCREWED)
    if flies and not duty.hovers and duty.scene is not None and duty.speed_kn:
        return Circle(duty.scene, SEARCH_RADIUS_NM, 0.6 * duty.speed_kn, duty.since)
    return Still(duty.start)


def _refuels(duty: Duty) -> Course:
    task = duty.tasks[duty.done - 1] if 0 < duty.done <= len(duty.tasks) else None
    stay = timedelta(minutes=task.stay if task else 20.0)
    place = duty.places.get(task.place or "") if task else None
    if place is None or duty.speed_kn is None:
        return _waits(duty, _DA.RESUME, duty.since + stay)
    route = PlannedRoute(
        (duty.start, place, duty.scene or duty.start), duty.speed_kn, duty.since, stay
    )
    return Course(route, Report(_DA.RESUME, route.arrives_at, route.corners[-1]))


def _after_delivery(duty: Duty) -> Course:
    task = duty.task
    if task is None:
        return Course(Still(duty.start))
    if task.do == "release":
        return _waits(duty, _DA.RELEASE, duty.since + timedelta(minutes=task.minutes))
    return _goes(duty, duty.scene, _DA.RESUME)


def _returns(duty: Duty) -> Course:
    if duty.carrier is not None:
        return _with_carrier(duty, _D.RETURNED, _DA.RETURNED)
    if duty.speed_kn is None:
        return _waits(duty, _DA.RETURNED, duty.since + WITHOUT_ETA)
    route = PlannedRoute((duty.start, duty.home), duty.speed_kn, duty.since)
    return Course(route, Report(_DA.RETURNED, route.arrives_at, duty.home))


def _heads_home(duty: Duty) -> Course:
    """Stood down, recalled or back already: nothing more to report."""
    if duty.speed_kn is None or duty.carrier is not None:
        return Course(Still(duty.start))
    return Course(PlannedRoute((duty.start, duty.home), duty.speed_kn, duty.since))
