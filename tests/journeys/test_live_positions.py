"""Positions on their own road: each party's own view of them, latest wins, gone when it ends."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from sar.live.protocol import POSITIONS_EVERY_S
from tests.clients import Clients
from tests.given.agreements import agreement, concluded, replaced, term
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.requests import accepted, asked, deployed, offered, opened
from tests.running import WITHIN_S, Frame, Live, Server
from tests.world import START

pytestmark = pytest.mark.anyio

EVERYWHERE: Frame = {"bbox": [-180, -90, 180, 90]}
STRAIT: Frame = {"bbox": [11, 35, 13, 37]}


def watching(area: Frame | None = EVERYWHERE, **more: Any) -> Frame:
    return {"type": "start", "since": None, "positions": area, **more}


async def position(feed: Live, id_: str, *, within_s: float = WITHIN_S) -> Frame | None:
    """The next that is told of the asset: its fix, or None when it is gone."""
    deadline = time.monotonic() + within_s
    while True:
        frame = await feed.next("positions", within_s=deadline - time.monotonic())
        if id_ in frame["gone"]:
            return None
        for found in frame["fixes"]:
            if found["id"] == id_:
                return dict(found)


@contextmanager
def nothing_told() -> Iterator[None]:
    with pytest.raises(TimeoutError):
        yield


async def sharing(
    client_of: Clients, reference: str, grantor: str, grantee: str, **fields: Any
) -> str:
    """One party shows its positions to another."""
    shown = term(grantor=grantor, visibility="position", **fields)
    return await concluded(
        client_of, agreement(shown, reference=reference, parties=(grantor, grantee))
    )


async def test_each_party_sees_a_move_as_its_agreement_says(
    server: Server, client_of: Clients
) -> None:
    await sharing(client_of, "EXACT", "ITA", "MLT")
    await sharing(client_of, "SNAPPED", "ITA", "GRC", position_precision_nm=10)
    asset = (await registered(client_of, "ITA", helicopter()))["id"]
    async with (
        server.live("ITA", start=watching()) as italy,
        server.live("MLT", start=watching()) as malta,
        server.live("GRC", start=watching()) as greece,
        server.live("TUN", start=watching()) as tunisia,
    ):
        for feed in (italy, malta, greece, tunisia):
            await feed.next("ready")
        await delivered(client_of, "ITA", asset, fix(12.71, 35.61, course_deg=90.0))
        own, exact = await position(italy, asset), await position(malta, asset)
        snapped = await position(greece, asset)
        with nothing_told():
            await position(tunisia, asset, within_s=1.5)
    assert own is not None
    assert exact is not None
    assert snapped is not None
    assert own["point"]["coordinates"] == exact["point"]["coordinates"] == [12.71, 35.61]
    assert snapped["point"]["coordinates"] != [12.71, 35.61]
    assert (snapped["precision_nm"], snapped["course_deg"]) == (10.0, None)


@pytest.mark.long
async def test_the_latest_position_wins_and_comes_no_sooner_after_another_than_is_told(
    server: Server, client_of: Clients
) -> None:
    asset = (await registered(client_of, "ITA", helicopter(name="Nemo 12")))["id"]
    async with server.live("ITA", start=watching()) as feed:
        await feed.next("ready")
        arrivals: list[str] = []
        last = (START + timedelta(seconds=-20)).isoformat().replace("+00:00", "Z")
        began_s = time.monotonic()

        async def move() -> None:
            for n in range(40):
                at = START + timedelta(seconds=n - 59)
                await delivered(client_of, "ITA", asset, fix(12.0, 35.0 + n / 1000, at))
                await asyncio.sleep(0.07)

        async def listen() -> None:
            while not arrivals or arrivals[-1] != last:
                found = await position(feed, asset)
                assert found is not None
                arrivals.append(found["at"])

        await asyncio.gather(move(), listen())
    most = (time.monotonic() - began_s) / POSITIONS_EVERY_S + 1
    assert len(arrivals) <= most, "more than four a second"
    assert arrivals == sorted(arrivals)


async def test_an_area_hears_what_is_in_it_and_what_leaves_it(
    server: Server, client_of: Clients
) -> None:
    inside = (await registered(client_of, "ITA", helicopter(name="Nemo 13")))["id"]
    outside = (await registered(client_of, "ITA", helicopter(name="Nemo 14")))["id"]
    before = START - timedelta(hours=1)
    await delivered(client_of, "ITA", inside, fix(12.0, 36.0, before))
    await delivered(client_of, "ITA", outside, fix(12.0, 40.0, before))
    async with server.live("ITA", start=watching(STRAIT)) as feed:
        found = await position(feed, inside)
        assert found is not None
        with nothing_told():
            await position(feed, outside, within_s=1.5)
        await delivered(client_of, "ITA", inside, fix(13.2, 36.9, before + timedelta(minutes=40)))
        left = await position(feed, inside)
        assert left is not None
        assert left["point"]["coordinates"] == [13.2, 36.9]
        await delivered(client_of, "ITA", inside, fix(13.3, 36.9, before + timedelta(minutes=41)))
        with nothing_told():
            await position(feed, inside, within_s=1.5)
        await feed.send({"type": "view", "positions": {"bbox": [11, 39, 13, 41]}})
        moved_to = await position(feed, outside)
        assert moved_to is not None
        await feed.send({"type": "view", "positions": None})
        await delivered(client_of, "ITA", outside, fix(12.0, 40.1, before + timedelta(minutes=1)))
        with nothing_told():
            await position(feed, outside, within_s=1.5)


@pytest.mark.long
async def test_positions_are_gone_with_the_end_of_an_agreement(
    server: Server, client_of: Clients
) -> None:
    id_ = await sharing(client_of, "TO-END", "ITA", "TUN")
    asset = (await registered(client_of, "ITA", helicopter(name="Nemo 15")))["id"]
    await delivered(client_of, "ITA", asset, fix(12.5, 36.0, START - timedelta(minutes=1)))
    async with server.live("TUN", start=watching()) as feed:
        assert await position(feed, asset) is not None
        await replaced(client_of, id_)
        resync = await feed.next("resync")
        assert resync["reason"] == "access_changed"
        assert await position(feed, asset) is None
        await delivered(client_of, "ITA", asset, fix(12.5, 36.1))
        with nothing_told():
            await position(feed, asset, within_s=1.5)


async def test_an_agreement_that_ends_by_time_alone_is_noticed(
    server: Server, client_of: Clients
) -> None:
    until = (START + timedelta(minutes=30)).isoformat()
    await sharing(client_of, "BY-TIME", "ITA", "TUN", valid_until=until)
    asset = (await registered(client_of, "ITA", helicopter(name="Nemo 16")))["id"]
    await delivered(client_of, "ITA", asset, fix(12.6, 36.0))
    try:
        async with server.live("TUN", start=watching()) as feed:
            assert await position(feed, asset) is not None
            await server.set_clock(at=START + timedelta(minutes=31))
            resync = await feed.next("resync")
            assert resync["reason"] == "access_changed"
            assert await position(feed, asset) is None
        before = {"as_of": START.isoformat(), "type": "start", "since": resync["number"]}
        async with server.live("TUN", start=before) as feed:
            assert (await feed.next("resync"))["reason"] == "access_changed"
    finally:
        await server.set_clock(at=START)


async def test_delayed_positions_follow_the_clock(server: Server, client_of: Clients) -> None:
    await sharing(client_of, "DELAYED", "MLT", "TUN", position_delay_minutes=15)
    asset = (await registered(client_of, "MLT", helicopter(name="Nemo 17")))["id"]
    early, late = START - timedelta(minutes=20), START - timedelta(minutes=5)
    await delivered(client_of, "MLT", asset, fix(12.0, 36.0, early), fix(12.2, 36.2, late))
    try:
        async with server.live("TUN", start=watching()) as feed:
            first = await position(feed, asset)
            assert first is not None
            assert first["point"]["coordinates"] == [12.0, 36.0]
            await server.set_clock(at=START + timedelta(minutes=11))
            later = await position(feed, asset)
            assert later is not None
            assert later["point"]["coordinates"] == [12.2, 36.2]
    finally:
        await server.set_clock(at=START)


@pytest.mark.long
async def test_what_is_deployed_in_a_watched_incident_is_heard_wherever_it_is(
    server: Server, client_of: Clients
) -> None:
    asset = (await registered(client_of, "GRC", helicopter(name="Orca 1")))["id"]
    await delivered(client_of, "GRC", asset, fix(20.0, 38.0))
    incident = await opened(client_of, "MLT")
    request = await asked(client_of, server.world, "GRC", party="MLT", incident=incident)
    offer = await offered(client_of, "GRC", f"requests/{request['id']}", asset)
    start = watching(STRAIT, incidents=[incident["id"]])
    async with server.live("MLT", start=start) as feed:
        with nothing_told():
            await position(feed, asset, within_s=1.5)
        await accepted(client_of, "MLT", offer)
        assert await deployed(client_of, "MLT", offer)
        found = await position(feed, asset)
        assert found is not None
        assert found["point"]["coordinates"] == [20.0, 38.0]


@pytest.mark.long
async def test_ships_of_opportunity_move_for_everyone(server: Server, client_of: Clients) -> None:
    ship = {
        "name": "Exercise Star",
        "type": "M4",
        "at": (START - timedelta(minutes=50)).isoformat(),
        "point": {"type": "Point", "coordinates": [12.7, 34.1]},
    }
    made = await client_of("ITA", "watch_officer").post("/api/ships", json=ship)
    assert made.status_code == 201, made.text
    id_ = made.json()["id"]
    async with server.live("TUN", start=watching()) as feed:
        assert await position(feed, id_) is not None
        moved = await client_of("ITA", "feed").post(f"/api/ships/{id_}/fixes", json=fix(12.7, 34.2))
        assert moved.status_code == 200, moved.text
        found = await position(feed, id_)
    assert found is not None
    assert (found["thing"], found["point"]["coordinates"]) == ("ship", [12.7, 34.2])
