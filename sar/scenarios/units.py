"""The units of a demo: what they are, how they move when nobody calls them, and their duties."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sar.agreements.words import Kind
from sar.assets.availability import notice_due
from sar.assets.catalogue import Notice, type_of
from sar.geo.geodesy import direct, distance_nm, inverse
from sar.geo.position import LatLon
from sar.requests.deployment_traits import TRAITS
from sar.requests.words import DeploymentState
from sar.scenarios.crews import WORKED, Duty
from sar.scenarios.desks import Desk
from sar.scenarios.plan import (
    Beat,
    Motion,
    PlannedRoute,
    Still,
    Whereabouts,
    hours,
    whereabouts,
)
from sar.scenarios.scenario_file import Moving, ShipData, Task

FLYING: Final = frozenset({Kind.AIRCRAFT, Kind.UNCREWED})
MOVING: Final = FLYING | {Kind.VESSEL}
EASY: Final = 0.75
"""The share of the cruising speed, on patrol or passage."""
OFF_TRACK_NM: Final = 0.2
HASTE: Final = 1.3
"""A unit whose orders come late makes up for it so much faster than it responds; what the platform
believes of its type (`SPEED_MARGIN`) is more."""


@dataclass
class Unit:
    """An asset or ship, with the desk that reports where it is."""

    id: str
    name: str
    type_code: str
    desk: Desk
    home: LatLon
    motion: Motion
    notice: Notice
    is_ship: bool = False
    at_sea: bool = False
    response_kn: float | None = None
    easy_kn: float = 10.0
    corners: tuple[LatLon, ...] = ()
    """Its aim when it is free: its patrol, its passage's end, its station."""
    sent_s: float = float("-inf")
    """The instant of its last reported position, by the machine's own clock."""
    shown_at: datetime | None = None
    """The exercise instant of that position: what has been shown cannot be undone."""
    shown: LatLon | None = None

    @property
    def kind(self) -> Kind:
        """The type's."""
        return type_of(self.type_code).kind

    @property
    def hovers(self) -> bool:
        """A helicopter."""
        return type_of(self.type_code).helicopter

    @property
    def shows(self) -> bool:
        """Whether it has positions to report: not while it lies at its base."""
        return self.kind in MOVING and self.motion != Still(self.home)

    def where(self, now: datetime) -> Whereabouts:
        """Its place by its orders: as far towards it as it comes from where it was shown last."""
        ordered = whereabouts(self.motion, now)
        if self.shown is None or self.shown_at is None or self.response_kn is None:
            return ordered
        way = inverse(self.shown, ordered.point)
        speed_kn = max(self.response_kn, self.easy_kn)
        reach_nm = HASTE * speed_kn * max(hours(now - self.shown_at), 0.0)
        if way.distance_nm <= max(reach_nm, OFF_TRACK_NM):
            return ordered
        point = direct(self.shown, way.course_deg, reach_nm)
        return Whereabouts(point, way.course_deg, speed_kn)

    def is_shown(self, point: LatLon, at: datetime) -> None:
        """A position of it goes out."""
        self.sent_s, self.shown_at, self.shown = time.monotonic(), at, point

    def goes_on(self, now: datetime) -> None:
        """Begin the patrol, or lie still, at the end of a passage."""
        match self.motion:
            case PlannedRoute(arrives_at=arrives_at, corners=corners) if arrives_at <= now:
                is_patrol = len(self.corners) > 1
                beat = Beat(self.corners, self.easy_kn, arrives_at)
                self.motion = beat if is_patrol else Still(corners[-1])
            case _:
                pass

    def is_free(self, start: LatLon, since: datetime) -> None:
        """Head for where it belongs when nobody calls it."""
        goal = self.corners[0] if self.corners else self.home
        self.motion = PlannedRoute((start, goal), self.easy_kn, since)


def asset_unit(asset: Mapping[str, Any], data: Moving | None, desk: Desk, *, at: datetime) -> Unit:
    """An asset as its own party reads it; `data` when the scenario says how it moves."""
    figures = type_of(asset["type"]).figures
    base = _latlon(asset["base"]) if asset["base"] else None
    seen = _latlon(asset["position"]["point"]) if asset.get("position") else None
    station = data.at_sea if data else None
    home = base or station or seen or LatLon(0.0, 0.0)
    notice = asset["notice"]
    unit = Unit(
        id=asset["id"],
        name=asset["name"],
        type_code=asset["type"],
        desk=desk,
        home=home,
        motion=Still(station or seen or home),
        notice=Notice(notice["day_minutes"], notice["night_minutes"], notice["at_sea_minutes"]),
        at_sea=bool(asset["at_sea"]),
        response_kn=(asset["overrides"] or {}).get("response_kn", figures.response_kn),
        easy_kn=(data.speed_kn if data else None) or EASY * (figures.cruise_kn or 10.0),
        corners=tuple(data.patrol) if data and data.patrol else ((station,) if station else ()),
    )
    if len(unit.corners) > 1:
        unit.motion = Beat(unit.corners, unit.easy_kn, at)
    return unit


def ship_unit(ship: Mapping[str, Any], data: ShipData | None, desk: Desk, *, at: datetime) -> Unit:
    """A ship of opportunity; one that the scenario does not know lies where it was seen."""
    asset_type = type_of(ship["type"])
    start = data.at_sea if data else _latlon(ship["position"]["point"])
    easy_kn = (data.speed_kn if data else None) or EASY * (asset_type.figures.cruise_kn or 10.0)
    unit = Unit(
        id=ship["id"],
        name=ship["name"],
        type_code=ship["type"],
        desk=desk,
        home=start,
        motion=Still(start),
        notice=asset_type.notice,
        is_ship=True,
        at_sea=True,
        response_kn=asset_type.figures.response_kn,
        easy_kn=easy_kn,
        corners=(start,),
    )
    if data and data.to:
        unit.corners = (data.to,)
        unit.motion = PlannedRoute((start, data.to), easy_kn, at)
    elif data and data.patrol:
        unit.corners = tuple(data.patrol)
        unit.motion = Beat(unit.corners, easy_kn, at)
    return unit


def take_up(unit: Unit, position: Mapping[str, Any] | None, *, now: datetime) -> None:
    """Go on from where the platform saw it last, when that is not where it should be."""
    if position is None:
        return
    seen, at = _latlon(position["point"]), _instant(position["at"])
    if distance_nm(seen, unit.where(at).point) > OFF_TRACK_NM:
        unit.is_free(seen, now)
    unit.shown_at, unit.shown = at, seen


def _latlon(point: Mapping[str, Any]) -> LatLon:
    lon, lat = point["coordinates"]
    return LatLon(lat=lat, lon=lon)


@dataclass
class Engagement:
    """A deployment in progress: who works, for whom, and how far it has come."""

    unit: Unit
    owner: Desk
    lead: Desk
    deployment: Mapping[str, Any]
    steps: Sequence[Mapping[str, Any]]
    tasks: tuple[Task, ...] = ()

    @property
    def state(self) -> DeploymentState:
        """The state of its work."""
        return DeploymentState(self.deployment["state"])

    @property
    def reached(self) -> dict[DeploymentState, datetime]:
        """The instants at which it first came to each state."""
        found: dict[DeploymentState, datetime] = {}
        for step in self.steps:
            found.setdefault(DeploymentState(step["to_state"]), _instant(step["at"]))
        return found

    def duty(
        self,
        *,
        scene: LatLon | None,
        places: Mapping[str, LatLon],
        carrier: Mapping[DeploymentState, datetime] | None,
    ) -> Duty:
        """As the crew knows it."""
        unit, last = self.unit, self.steps[-1]
        since = _instant(last["at"])
        is_placed = last["point"] and not TRAITS[self.state].waits
        start = _latlon(last["point"]) if is_placed else unit.where(since).point
        called_at = max(_instant(self.steps[0]["at"]), _instant(self.deployment["from_at"]))
        due = notice_due(unit.notice, at_sea=unit.at_sea, place=unit.home, now=called_at)
        return Duty(
            name=unit.name,
            kind=unit.kind,
            hovers=unit.hovers,
            is_ship=unit.is_ship,
            state=self.state,
            since=since,
            start=start,
            called_at=called_at,
            notice=timedelta(minutes=due.minutes),
            speed_kn=unit.response_kn,
            scene=scene,
            home=unit.corners[0] if unit.at_sea and unit.corners else unit.home,
            aboard=self.deployment["aboard"],
            done=sum(step["action"] in WORKED for step in self.steps),
            tasks=self.tasks,
            places=places,
            promised_at=_maybe(self.deployment["promised_at"]),
            carrier=carrier,
        )


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _maybe(text: str | None) -> datetime | None:
    return None if text is None else _instant(text)
