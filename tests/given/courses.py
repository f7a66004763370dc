"""Ships on straight courses, and everything that another State reads of them."""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from typing import Any, Final, NamedTuple
from uuid import UUID

import numpy as np
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from uuid_utils.compat import uuid7

from sar.assets.fix_ingest import ingest
from sar.assets.models import Displacement
from sar.assets.plausible import NewFix
from sar.assets.visible_positions import Box
from sar.geo.geodesy import direct, direction_deg, distance_nm, inverse
from sar.geo.position import LatLon
from sar.http.shared_messages import SharedText
from sar.live.audience import Audience, Listener
from sar.live.position_feed import PositionFeed
from sar.live.protocol import Subscription
from sar.parties.caller import Caller
from sar.parties.roles import Role
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import registered, seen
from tests.given.places import point
from tests.world import START, World

PRECISION_NM: Final = 20.0
SPEED_KN: Final = 18.0
STEP: Final = timedelta(minutes=10)
STEPS: Final = 60
LONG_STEPS: Final = 144
"""Of a day."""
COURSES_DEG: Final = range(7, 360, 30)


@dataclass
class Course:
    """A ship on a straight course, and everything that Malta has read of it."""

    asset_id: UUID
    start: LatLon
    course_deg: float
    begins_at: datetime
    told: set[tuple[datetime, float, float]] = field(default_factory=set)
    """By the time that is told."""
    frames: set[tuple[datetime, float, float]] = field(default_factory=set)
    """By the time at which a frame came."""

    def at(self, then: datetime) -> LatLon:
        gone_nm = (then - self.begins_at) / timedelta(hours=1) * SPEED_KN
        return direct(self.start, self.course_deg, gone_nm)

    def read(self, position: dict[str, Any] | None, *, came_at: datetime | None = None) -> None:
        if position is not None:
            lon, lat = position["point"]["coordinates"]
            self.told.add((datetime.fromisoformat(position["at"]), lat, lon))
            if came_at is not None:
                self.frames.add((came_at, lat, lon))


def fitted(told: Iterable[tuple[datetime, float, float]], then: datetime) -> LatLon:
    """The place at an instant by the geodesic that fits best, by least squares; a single place
    holds for ever."""
    points = sorted(told)
    lats, lons = np.array([[lat, lon] for _, lat, lon in points]).T
    middle = LatLon(lat=float(np.mean(lats)), lon=float(np.mean(lons)))
    hours = np.array([(at - then) / timedelta(hours=1) for at, _, _ in points])
    sides = np.stack([np.ones(len(points)), hours], axis=1)[:, : min(2, len(points))]
    # Seen from the middle of what is told, a geodesic through it is a straight line.
    legs = [inverse(middle, LatLon(lat, lon)) for lat, lon in zip(lats, lons, strict=True)]
    courses = np.radians([leg.course_deg for leg in legs])
    away = np.array([leg.distance_nm for leg in legs])
    flat = np.stack([away * np.cos(courses), away * np.sin(courses)], axis=1)
    found, *_ = np.linalg.lstsq(sides, flat)
    north, east = found[0].tolist()
    return direct(middle, math.degrees(math.atan2(east, north)), math.hypot(north, east))


def off_nm(courses: Iterable[Course], readings: str, then: datetime) -> list[float]:
    """The distance of each course from the line through all its readings, at an instant."""
    return [distance_nm(fitted(getattr(one, readings), then), one.at(then)) for one in courses]


def watching(world: World, audience: Audience) -> Listener:
    caller = Caller(
        "MLT", world.centres["MLT"], "MLT", frozenset({Role.OBSERVER}), "key", key_id=uuid7()
    )
    listener = audience.admit(caller)
    listener.watch = Subscription(Box(-180.0, -90.0, 180.0, 90.0))
    listener.outbox.restart()
    listener.outbox.ready(SharedText("{}"), after=0)
    assert listener.outbox.release()
    return listener


def frames(listener: Listener, now_s: float) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while (text := listener.outbox.take(now_s)) is not None:
        frame = json.loads(text)
        found += frame["fixes"] if frame.get("type") == "positions" else []
    return found


@cache
def secret_of(direction: int) -> int:
    """A secret by which a ship is displaced in that direction."""
    return next(n for n in count(1_000_003) if direction_deg(PRECISION_NM, n) == direction)


async def set_out(client_of: ClientOf, courses_deg: Iterable[float] = COURSES_DEG) -> list[Course]:
    """Italian patrol ships whose positions Malta sees to 20 nm, without delay."""
    shown = term(grantor="ITA", visibility="position", position_precision_nm=PRECISION_NM)
    await concluded(client_of, agreement(shown, parties=("ITA", "MLT")))
    made = []
    for number, course_deg in enumerate(courses_deg):
        body = {
            "id": str(UUID(int=number + 1)), "name": f"Patrol {number}", "type": "S9",
            "base_name": "Lampedusa", "base": point(12.6, 35.5),
        }  # fmt: skip
        asset = await registered(client_of, "ITA", body)
        start = LatLon(35.0 + 0.1 * number, 14.0 + 0.07 * number)
        made.append(Course(UUID(asset["id"]), start, course_deg, START))
    return made


async def _same_secrets(db: AsyncSession, courses: list[Course]) -> None:
    """Displaced alike in every run."""
    for number, one in enumerate(courses):
        theirs = update(Displacement).where(col(Displacement.asset_id) == one.asset_id)
        await db.execute(theirs.values(secret=1_000_003 * (number + 1)))
    await db.commit()


class Onlooker(NamedTuple):
    """Malta, which has the frames of a feed."""

    feed: PositionFeed
    listener: Listener


async def onlooker(db: AsyncSession, world: World) -> Onlooker:
    """One who begins to look on."""
    audience = Audience()
    found = Onlooker(PositionFeed(audience), watching(world, audience))
    await found.feed.welcome(db, found.listener)
    return found


async def sail(
    db: AsyncSession,
    client_of: ClientOf,
    time: ExerciseTime,
    world: World,
    courses: list[Course],
    steps: int = STEPS,
    by: Onlooker | None = None,
) -> None:
    """Ten hours or others with a fix each minute; frames and single reads every ten minutes, at
    last lists, tracks and the snapshot. `by`: an onlooker who has seen them sail before."""
    await _same_secrets(db, courses)
    feed, listener = by or await onlooker(db, world)
    by_id = {str(one.asset_id): one for one in courses}
    for step in range(steps):
        now = time.advance(minutes=10)
        minutes = [now - timedelta(minutes=ago) for ago in range(10)]
        fixes = [NewFix(one.asset_id, at, one.at(at)) for one in courses for at in minutes]
        assert (await ingest(db, fixes, now=now)).implausible == 0
        await db.commit()
        feed.look_at_delayed()
        await feed.send_changes(db)
        for position in frames(listener, (now - START) / timedelta(minutes=1)):
            if position["id"] in by_id:
                by_id[position["id"]].read(position, came_at=now)
        if step % 6 == 0:
            one = courses[step // 6 % len(courses)]
            answer = await seen(client_of, "MLT", str(one.asset_id))
            one.read(answer and answer["position"])
    client = client_of("MLT", "observer")
    since = {"since": START.isoformat()}
    for one in courses:
        track = await client.get(f"/api/assets/{one.asset_id}/track", params=since)
        for position in track.json()["positions"]:
            one.read(position)
    listed = (await client.get("/api/assets", params={"limit": 200})).json()["items"]
    for position in [asset["position"] for asset in listed]:
        if position is not None and position["id"] in by_id:
            by_id[position["id"]].read(position)
    for position in (await client.get("/api/snapshot")).json()["positions"]:
        if position["id"] in by_id:
            by_id[position["id"]].read(position)
