"""Aeroplanes that leave their base on straight courses, and everything that a State reads of them
that may see them coarsely: also what it asks about them in cases of its own, again and again."""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.assets.catalogue import type_of
from sar.assets.fix_ingest import ingest
from sar.assets.holding import held
from sar.assets.models import Displacement
from sar.assets.plausible import NewFix
from sar.geo.geodesy import direct, distance_nm, inverse
from sar.geo.position import LatLon
from sar.live.audience import Audience, Listener
from sar.live.expected_feed import ExpectedFeed
from sar.live.position_feed import PositionFeed
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import registered
from tests.given.courses import PRECISION_NM, secret_of, watching
from tests.given.from_berths import Told
from tests.given.incidents import Plain, opened, plain
from tests.given.matches import matches
from tests.given.places import point
from tests.given.requests import accepted, asked, foreseen, later, need, offer, offered
from tests.world import START, World

TYPE: Final = "F2"
BERTH: Final = LatLon(38.0, -40.0)
SCENES: Final = (LatLon(36.0, -44.0), LatLon(41.0, -43.0), LatLon(37.5, -36.0))
"""Places of Malta's cases, far out at sea, to which it asks how far the aeroplanes are."""
TOMORROW: Final = len(SCENES)
"""The number of one more case, to which they are committed for tomorrow."""
TOMORROWS: Final = LatLon(35.0, -39.0)
SPEED_KN: Final = 150.0
STEP: Final = timedelta(minutes=12)
LIES: Final = 5 * STEP
FLIES: Final = 13 * STEP
MEASURED_NM: Final = 3.0
"""A place that is found by distances or times lies as near to the one that these begin at."""
CHANNELS: Final = ("told", "frames", "matches", "expected", "expected_frames")


@dataclass
class Flight:
    """An aeroplane, and everything that Malta has read of it, by channel."""

    asset_id: UUID
    course_deg: float
    left_at: datetime
    read: dict[str, set[Told]] = field(default_factory=lambda: defaultdict(set))
    committed: list[tuple[datetime, float]] = field(default_factory=list)
    """By time of reading: the miles to its work of tomorrow, but for what is the same each time."""

    def told_by(self, then: datetime) -> LatLon:
        """The last place that was told until then, else the first."""
        told = sorted(self.read["told"])
        _, lat, lon = max((one for one in told if one[0] <= then), default=told[0])
        return LatLon(lat, lon)

    def at(self, then: datetime) -> LatLon:
        gone = max(timedelta(), then - self.left_at) / timedelta(hours=1)
        return direct(BERTH, self.course_deg, SPEED_KN * gone)


@dataclass
class Reader:
    """Malta, with its cases and what it is offered for them."""

    client_of: ClientOf
    listener: Listener
    positions: PositionFeed
    times: ExpectedFeed
    cases: Sequence[Plain]
    offered: Mapping[str, tuple[str, int]]
    """By offered item or deployment: the aeroplane, and the number of the scene."""
    usual_nm: float | None = None
    """The miles by which the time of tomorrow's work is late, as of an aeroplane at its base."""


async def set_out(
    db: AsyncSession, client_of: ClientOf, world: World, courses: int
) -> tuple[Reader, dict[str, Flight]]:
    """Italian aeroplanes that Malta sees to 20 nm, at their base; each is offered for each of
    Malta's cases, and committed to one more for tomorrow."""
    shown = term(grantor="ITA", visibility="position", position_precision_nm=PRECISION_NM)
    await concluded(client_of, agreement(shown, parties=("ITA", "MLT")))
    flights = {}
    for number in range(courses):
        body = {
            "id": str(UUID(int=number + 1)), "name": f"Plane {number}", "type": TYPE,
            "base_name": "Isle", "base": point(BERTH.lon, BERTH.lat),
            "notice_day_minutes": 0, "notice_night_minutes": 0,
        }  # fmt: skip
        asset = await registered(client_of, "ITA", body)
        course_deg = (number + 0.5) * 360.0 / courses
        # Displaced to all sides of their courses, and otherwise in every run alike.
        aside_deg = (number * 7 % courses + 0.25) * 360.0 / courses
        theirs = update(Displacement).where(col(Displacement.asset_id) == UUID(asset["id"]))
        await db.execute(theirs.values(secret=secret_of(round(course_deg + aside_deg) % 360)))
        flights[asset["id"]] = Flight(UUID(asset["id"]), course_deg, START + LIES)
    await db.commit()
    audience = Audience()
    listener = watching(world, audience)
    cases, items = await _ask(client_of, world, list(flights))
    reader = Reader(
        client_of, listener, PositionFeed(audience), ExpectedFeed(audience), cases, items
    )
    await reader.positions.welcome(db, listener)
    await reader.times.welcome(db, listener)
    return reader, flights


async def _ask(
    client_of: ClientOf, world: World, ids: Sequence[str]
) -> tuple[list[Plain], dict[str, tuple[str, int]]]:
    cases: list[Plain] = []
    items: dict[str, tuple[str, int]] = {}
    for number, scene in enumerate((*SCENES, TOMORROWS)):
        place = {"point": point(scene.lon, scene.lat), "error_nm": 1.0}
        case = await opened(client_of, "MLT", position=place)
        wanted = [need(kinds=[])]
        request = await asked(client_of, world, "ITA", party="MLT", incident=case, needs=wanted)
        about: Plain = {"valid_until": later(hours=40)}
        if number == TOMORROW:
            tomorrow = [{"asset_id": id_, "from_at": later(hours=24)} for id_ in ids]
            about = offer(items=tomorrow, valid_until=later(hours=20))
        made = await offered(client_of, "ITA", f"requests/{request['id']}", *ids, **about)
        works = made["items"]
        if number == TOMORROW:
            await accepted(client_of, "MLT", made)
            listed = plain(await client_of("MLT", "observer").get("/api/deployments"))["items"]
            works = [one for one in listed if one["offer_id"] == made["id"]]
        items |= {one["id"]: (one["asset_id"], number) for one in works}
        cases.append(case)
    return cases, items


async def fly(
    db: AsyncSession, reader: Reader, flights: Mapping[str, Flight], time: ExerciseTime
) -> None:
    """Fixes every two minutes, frames as they come, and every other step all that may be asked."""
    for step in range((LIES + FLIES) // STEP):
        now = time.advance(minutes=STEP / timedelta(minutes=1))
        ages = [timedelta(minutes=ago) for ago in range(0, 12, 2)]
        fixes = [
            NewFix(one.asset_id, now - ago, one.at(now - ago))
            for one in flights.values()
            for ago in ages
        ]
        assert (await ingest(db, fixes, now=now)).implausible == 0
        await db.commit()
        reader.positions.look_at_delayed()
        await reader.positions.send_changes(db)
        if step % 4 == 0:
            await foreseen(db)
            await reader.times.send_changes(db)
            await _read_all(reader, flights, now)
        _read_frames(reader, flights, now, 10.0 * step)
    await _export(reader, flights)
    await _read_tracks(reader, flights)


async def _read_all(reader: Reader, flights: Mapping[str, Flight], now: datetime) -> None:
    client = reader.client_of("MLT", "observer")
    for listed in (await client.get("/api/assets?party=ITA&limit=200")).json()["items"]:
        _read_position(flights, "told", listed["position"])
    for position in (await client.get("/api/snapshot")).json()["positions"]:
        _read_position(flights, "told", position)
    distances: dict[str, dict[int, float]] = defaultdict(dict)
    for number, scene in enumerate(SCENES):
        there = point(scene.lon, scene.lat)
        found = await matches(reader.client_of, "MLT", need=need(kinds=[]), place=there)
        for one in found["items"]:
            distances[one["asset_id"]][number] = one["way_nm"]
    _read_distances(flights, "matches", distances, now)
    _read_times(
        reader, flights, "expected", plain(await client.get("/api/expected-times"))["items"], now
    )


def _read_frames(
    reader: Reader, flights: Mapping[str, Flight], now: datetime, now_s: float
) -> None:
    times: list[Plain] = []
    while (text := reader.listener.outbox.take(now_s)) is not None:
        frame = json.loads(text)
        for position in frame.get("fixes", []):
            _read_position(flights, "frames", position)
        times += frame.get("times", [])
    _read_times(reader, flights, "expected_frames", times, now)


async def _read_tracks(reader: Reader, flights: Mapping[str, Flight]) -> None:
    client = reader.client_of("MLT", "observer")
    for id_ in flights:
        track = await client.get(f"/api/assets/{id_}/track", params={"since": START.isoformat()})
        for position in track.json()["positions"]:
            _read_position(flights, "told", position)


async def _export(reader: Reader, flights: Mapping[str, Flight]) -> None:
    """The places of units in the file of the case that they are committed to."""
    client = reader.client_of("MLT", "observer")
    case = reader.cases[TOMORROW]
    answer = await client.get(f"/api/incidents/{case['id']}/export?format=geojson")
    units = {
        one["properties"]["name"]: one
        for one in plain(answer)["features"]
        if one["properties"].get("kind") == "unit"
    }
    for number, one in enumerate(flights.values()):
        unit = units[f"Plane {number}"]
        lon, lat = unit["geometry"]["coordinates"]
        at = datetime.fromisoformat(unit["properties"]["at"])
        one.read["told"].add((at, lat, lon))


def _read_position(
    flights: Mapping[str, Flight], channel: str, position: dict[str, Any] | None
) -> None:
    if position is not None and position["id"] in flights:
        lon, lat = position["point"]["coordinates"]
        at = datetime.fromisoformat(position["at"])
        flights[position["id"]].read[channel].add((at, lat, lon))


def _read_times(
    reader: Reader,
    flights: Mapping[str, Flight],
    channel: str,
    times: Iterable[Plain],
    now: datetime,
) -> None:
    """Distances by the times under way, at the speed that is known of the type."""
    speed_kn = type_of(TYPE).figures.response_kn
    assert speed_kn is not None
    distances: dict[str, dict[int, float]] = defaultdict(dict)
    for one in times:
        asset_id, scene = reader.offered[one["id"]]
        at, leaves_at = (datetime.fromisoformat(one[name]) for name in ("at", "leaves_at"))
        nm = (at - leaves_at) / timedelta(hours=1) * speed_kn
        if scene != TOMORROW:
            distances[asset_id][scene] = nm
            continue
        if reader.usual_nm is None:
            reader.usual_nm = nm - distance_nm(BERTH, TOMORROWS)
        flights[asset_id].committed.append((now, nm - reader.usual_nm))
    _read_distances(flights, channel, distances, now)


def _read_distances(
    flights: Mapping[str, Flight],
    channel: str,
    distances: Mapping[str, Mapping[int, float]],
    now: datetime,
) -> None:
    """The places that the distances lead to, as of the end of the last span."""
    at = held(PRECISION_NM, 0, TYPE).horizon(now)
    for id_, by_scene in distances.items():
        if len(by_scene) == len(SCENES):
            found = by_distances({SCENES[scene]: nm for scene, nm in by_scene.items()})
            place = BERTH if distance_nm(found, BERTH) <= MEASURED_NM else found
            flights[id_].read[channel].add((at, place.lat, place.lon))


def by_distances(told: Mapping[LatLon, float]) -> LatLon:
    """The place at such distances from these, by least squares."""
    here = BERTH
    for _ in range(20):
        legs = [inverse(here, there) for there in told]
        courses = [math.radians(leg.course_deg) for leg in legs]
        misses = [leg.distance_nm - nm for leg, nm in zip(legs, told.values(), strict=True)]
        # The normal equations of two unknowns.
        n_n = sum(math.cos(c) ** 2 for c in courses)
        e_e = sum(math.sin(c) ** 2 for c in courses)
        n_e = sum(math.cos(c) * math.sin(c) for c in courses)
        n = sum(math.cos(c) * miss for c, miss in zip(courses, misses, strict=True))
        e = sum(math.sin(c) * miss for c, miss in zip(courses, misses, strict=True))
        whole = n_n * e_e - n_e**2
        north, east = (n * e_e - e * n_e) / whole, (e * n_n - n * n_e) / whole
        here = direct(here, math.degrees(math.atan2(east, north)), math.hypot(north, east))
    return here
