"""The story as a timeline, and where a moving thing is at an instant."""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from sar.geo.geodesy import direct, distance_nm, inverse
from sar.geo.position import LatLon
from sar.scenarios.scenario_file import Scenario, Seen, Stage, StageAct

PATIENCE = timedelta(hours=3)
"""The longest that a stage waits for its condition before the story goes on without it."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A position with course and speed over ground; no course while it lies still."""

    point: LatLon
    course_deg: float | None
    speed_kn: float


@dataclass(frozen=True, slots=True)
class Still:
    """Lies somewhere."""

    point: LatLon


@dataclass(frozen=True, slots=True)
class PlannedRoute:
    """A passage from corner to corner at one speed, with a stay at each corner in between."""

    corners: tuple[LatLon, ...]
    speed_kn: float
    departed_at: datetime
    stay: timedelta = timedelta()

    @property
    def arrives_at(self) -> datetime:
        """The instant at which it is at the last corner."""
        legs = list(itertools.pairwise(self.corners))
        sailing = sum((_lasting(leg, self.speed_kn) for leg in legs), timedelta())
        return self.departed_at + sailing + self.stay * max(0, len(legs) - 1)


@dataclass(frozen=True, slots=True)
class Beat:
    """A patrol round and round between corners."""

    corners: tuple[LatLon, ...]
    speed_kn: float
    since: datetime


@dataclass(frozen=True, slots=True)
class Circle:
    """An aircraft searching around a position, clockwise."""

    centre: LatLon
    radius_nm: float
    speed_kn: float
    since: datetime


Motion = Still | PlannedRoute | Beat | Circle


def whereabouts(motion: Motion, now: datetime) -> Whereabouts:
    """Its place. Before it departs it lies at the first corner, at the end at the last."""
    match motion:
        case Still(point):
            return Whereabouts(point, None, 0.0)
        case PlannedRoute():
            return _along(motion, now - motion.departed_at)
        case Beat():
            legs = _round(motion.corners)
            turn = sum((_lasting(leg, motion.speed_kn) for leg in legs), timedelta())
            if not turn:
                return Whereabouts(motion.corners[0], None, 0.0)
            gone = (now - motion.since) % turn
            return _along(PlannedRoute(_closed(motion.corners), motion.speed_kn, now - gone), gone)
        case Circle():
            around_nm = 2.0 * math.pi * motion.radius_nm
            flown_nm = hours(now - motion.since) * motion.speed_kn
            bearing_deg = flown_nm / around_nm * 360.0 % 360.0
            point = direct(motion.centre, bearing_deg, motion.radius_nm)
            return Whereabouts(point, (bearing_deg + 90.0) % 360.0, motion.speed_kn)
        case _ as never:
            assert_never(never)


def _along(route: PlannedRoute, gone: timedelta) -> Whereabouts:
    if gone <= timedelta():
        return Whereabouts(route.corners[0], None, 0.0)
    for start, end in itertools.pairwise(route.corners):
        lasting = _lasting((start, end), route.speed_kn)
        if gone < lasting:
            leg = inverse(start, end)
            point = direct(start, leg.course_deg, leg.distance_nm * (gone / lasting))
            return Whereabouts(point, inverse(point, end).course_deg, route.speed_kn)
        gone -= lasting
        if gone < route.stay:
            return Whereabouts(end, None, 0.0)
        gone -= route.stay
    return Whereabouts(route.corners[-1], None, 0.0)


def _lasting(leg: tuple[LatLon, LatLon], speed_kn: float) -> timedelta:
    return timedelta(hours=distance_nm(*leg) / speed_kn)


def _closed(corners: Sequence[LatLon]) -> tuple[LatLon, ...]:
    return (*corners, corners[0])


def _round(corners: Sequence[LatLon]) -> list[tuple[LatLon, LatLon]]:
    return list(itertools.pairwise(_closed(corners)))


def hours(span: timedelta) -> float:
    """A span in hours."""
    return span / timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class PlannedAct:
    """An act of the story with its instant and a key that is its own for ever."""

    key: str
    at: datetime
    act: StageAct


@dataclass(frozen=True, slots=True)
class PlannedStage:
    """A stage of the story: from `at` on it waits for what is to be seen, then acts."""

    number: int
    name: str
    at: datetime
    until: tuple[Seen, ...]
    acts: tuple[PlannedAct, ...]


def timeline(scenario: Scenario) -> list[PlannedStage]:
    """The stages in the order of the file; no act comes before its stage or the act before it."""
    return list(_stages(scenario))


def _stages(scenario: Scenario) -> Iterator[PlannedStage]:
    latest = scenario.starts_at
    for number, stage in enumerate(scenario.story, 1):
        latest = max(latest, scenario.starts_at + timedelta(minutes=stage.at))
        acts = tuple(_acts(scenario, stage, number, latest))
        yield PlannedStage(number, stage.stage, latest, tuple(stage.until), acts)
        latest = acts[-1].at if acts else latest


def _acts(
    scenario: Scenario, stage: Stage, number: int, earliest: datetime
) -> Iterator[PlannedAct]:
    for ordinal, act in enumerate(stage.acts, 1):
        if act.at is not None:
            earliest = max(earliest, scenario.starts_at + timedelta(minutes=act.at))
        yield PlannedAct(f"{scenario.code}/{number}/{ordinal}", earliest, act)
