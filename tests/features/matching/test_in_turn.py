"""Questions in turn: nobody waits for the ways of another's, nor for all that another asks."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from threading import Event
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.assets.fleet.following import FleetFollower
from sar.geo.position import LatLon
from sar.geo.sea import field_cache
from sar.geo.sea.draught import Draught
from sar.geo.sea.field import SeaField, sea_field
from sar.http import party_turns
from sar.http.lanes import LaneBounds, Lanes, LaneTurn, Whose
from sar.http.question_pace import OF_QUESTIONS, QuestionPace
from sar.parties.admission import OWN_READS, Admission
from tests.clients import ClientOf
from tests.given.assets import registered
from tests.given.incidents import opened
from tests.given.matches import matches
from tests.given.places import point
from tests.given.requests import Plain, id_of, ship_of_opportunity
from tests.world import World

pytestmark = pytest.mark.anyio

KNOWN = point(13.4, 35.1)
OFF_MALTA, OFF_PORTUGAL = point(14.6, 35.7), point(-9.9, 38.5)


async def boat(client_of: ClientOf, base: Plain) -> None:
    asset = {"id": id_of(), "name": "Boat", "type": "S5", "base_name": "There", "base": base}
    await registered(client_of, "MLT", asset)


async def deep_ship(client_of: ClientOf, point: Plain) -> None:
    await ship_of_opportunity(client_of, name="Deep", type="M4", point=point)


def asking(place: Plain) -> Plain:
    return {"situation": "maritime", "place": place, "need": {"kinds": []}}


@pytest.mark.long
@pytest.mark.parametrize(
    ("new", "ready", "comes"),
    [
        pytest.param(point(16.9, 34.9), [], boat, id="a new place"),
        pytest.param(
            point(17.1, 34.7),
            [Draught.SHALLOW],
            deep_ship,
            marks=pytest.mark.long,
            id="the first deep ship",
        ),
    ],
)
async def test_nobody_waits_for_the_ways_by_water_of_anothers_question(
    client_of: ClientOf,
    monkeypatch: pytest.MonkeyPatch,
    new: Plain,
    ready: list[Draught],
    comes: Callable[[ClientOf, Plain], Awaitable[None]],
) -> None:
    await matches(client_of, "ITA", **asking(KNOWN))
    await comes(client_of, OFF_MALTA)
    for draught in Draught:
        field_cache.NEAR.field(LatLon(KNOWN["coordinates"][1], KNOWN["coordinates"][0]), draught)
    lon, lat = new["coordinates"]
    for draught in ready:
        field_cache.NEAR.field(LatLon(lat, lon), draught)
    begun, may = Event(), Event()

    def held(place: LatLon, **size: Any) -> SeaField:
        begun.set()
        may.wait()
        return sea_field(place, **size)

    monkeypatch.setattr(field_cache, "sea_field", held)
    other = asyncio.create_task(matches(client_of, "MLT", **asking(new)))
    try:
        await asyncio.to_thread(begun.wait)
        await matches(client_of, "ITA", **asking(KNOWN))
        assert not other.done()
    finally:
        may.set()
    found = await other
    assert [one["time"] is not None for one in found["items"]] == [True]


@pytest.mark.long
async def test_no_field_is_worked_out_in_a_turn(
    application: FastAPI, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither of either draught, nor a wider one."""
    await boat(client_of, OFF_PORTUGAL)
    await deep_ship(client_of, OFF_PORTUGAL)
    fleet: FleetFollower = application.state.fleet
    made: list[tuple[bool, Draught]] = []

    def told(place: LatLon, *, draught: Draught, **size: Any) -> SeaField:
        made.append((fleet.asking > 0, draught))
        return sea_field(place, draught=draught, **size)

    monkeypatch.setattr(field_cache, "sea_field", told)
    found = await matches(client_of, "MLT", **asking(point(17.3, 34.6)))
    assert len(found["items"]) == 2
    assert set(made) == {(False, draught) for draught in Draught}


@pytest.mark.long
@pytest.mark.parametrize("of_its_party", ["writes", "reads"])
async def test_the_fleet_waits_for_nothing_else_that_a_party_is_about(
    application: FastAPI, client_of: ClientOf, world: World, of_its_party: str
) -> None:
    """Tunisia's question has the fleet while all other turns of its key are taken."""
    fleet: FleetFollower = application.state.fleet
    key = world.keys["TUN", "watch_officer"]
    method, count = ("POST", 1) if of_its_party == "writes" else ("GET", OWN_READS)
    await matches(client_of, "TUN", **asking(KNOWN))  # its key is known from then on
    async with AsyncExitStack() as busy:
        async with fleet.question("GRC"), fleet.question("LBY"):
            asked = asyncio.create_task(matches(client_of, "TUN", **asking(KNOWN)))
            while fleet.asking < 3:  # noqa: ASYNC110 nobody announces it
                await asyncio.sleep(0)
            for _ in range(count):
                await busy.enter_async_context(await turn_of(application, key, method))
        async with asyncio.timeout(10):
            await asked


@pytest.fixture
async def pace(
    application: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[QuestionPace]:
    """The pace of questions as it is in service, while Italy is served."""
    lanes = Lanes(LaneBounds(most=9, writes=9, party=9, identity=9, own_writes=1))
    kept = QuestionPace(lanes)
    admission: Admission = application.state.admission
    monkeypatch.setattr(admission.heavy, "questions", kept)
    async with lanes.turn(Whose("ITA", "quiet", writes=False)):
        yield kept


@pytest.mark.long
async def test_a_question_waits_as_its_partys_pace_asks_and_holds_nothing_meanwhile(
    application: FastAPI, client_of: ClientOf, pace: QuestionPace
) -> None:
    admission: Admission = application.state.admission
    fleet: FleetFollower = application.state.fleet
    await matches(client_of, "TUN", **asking(KNOWN))  # its key is known from then on
    pace.took("TUN", OF_QUESTIONS.at_once_s + 0.5 * OF_QUESTIONS.part)
    began = time.monotonic()
    asked = asyncio.create_task(matches(client_of, "TUN", **asking(KNOWN)))
    waited = False
    while not asked.done():
        await asyncio.sleep(0.01)
        waited = waited or (time.monotonic() - began > 0.2 and _is_idle(admission, fleet))
    await asked
    assert waited
    assert time.monotonic() - began > 0.3


def _is_idle(admission: Admission, fleet: FleetFollower) -> bool:
    return admission.under_way == 0 and fleet.asking == 0


async def test_who_asks_far_too_much_is_told_so_wherever_it_asks(
    client_of: ClientOf, pace: QuestionPace
) -> None:
    italy, tunisia = client_of("ITA", "watch_officer"), client_of("TUN", "watch_officer")
    case = await opened(client_of, "TUN")
    pace.took("TUN", 100.0)
    for told in (
        await tunisia.post("/api/matches", json=asking(KNOWN)),
        await tunisia.get(f"/api/incidents/{case['id']}/first-unit"),
    ):
        assert (told.status_code, told.json()["code"]) == (429, "too_many_requests_of_party")
        assert int(told.headers["Retry-After"]) > 100
    assert (await italy.post("/api/matches", json=asking(KNOWN))).status_code == 200


async def turn_of(
    application: FastAPI, key: str, method: str
) -> AbstractAsyncContextManager[LaneTurn]:
    """A turn at a connection, to be entered."""
    scope = {
        "type": "http",
        "method": method,
        "path": "/api/me",
        "headers": [(b"authorization", f"Bearer {key}".encode())],
        "client": ("192.0.2.1", 1),
    }
    admission: Admission = application.state.admission
    return (await admission.admit(scope)).turn


async def test_who_comes_to_no_turn_is_told_that_many_ask(
    application: FastAPI, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(party_turns, "TURN_S", 0.05)

    def never() -> AbstractAsyncContextManager[AsyncSession]:
        raise AssertionError("the fleet is not read")

    application.state.fleet = fleet = FleetFollower(never, lambda _: None)
    async with fleet.question("GRC"), fleet.question("LBY"):
        answer = await client_of("ITA", "watch_officer").post("/api/matches", json=asking(KNOWN))
    assert (answer.status_code, answer.json()["code"]) == (503, "matches_busy")
    assert answer.headers["retry-after"] == "1"


async def test_who_loses_the_key_in_line_is_not_answered(
    application: FastAPI, client_of: ClientOf, db: AsyncSession
) -> None:
    fleet: FleetFollower = application.state.fleet
    async with fleet.question("GRC"), fleet.question("LBY"):
        asked = asyncio.create_task(
            client_of("ITA", "watch_officer").post("/api/matches", json=asking(KNOWN))
        )
        while fleet.asking < 3:  # noqa: ASYNC110 nobody announces it
            await asyncio.sleep(0)
        revoked = text("UPDATE api_key SET revoked_at = :now WHERE party_code = 'ITA'")
        await db.execute(revoked, {"now": clock.now()})
        await db.commit()
        assert not asked.done()
    assert (await asked).status_code == 401
