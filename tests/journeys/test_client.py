"""The public client on a real server, over a line that is cut."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from datetime import timedelta
from time import monotonic
from typing import TypeVar

import pytest
from uuid_utils.compat import uuid7

from sar.client import (
    Client,
    EntryEvent,
    HeartbeatEvent,
    LiveEvent,
    LivePicture,
    LostEvent,
    PositionsEvent,
    ReadyEvent,
    Refused,
    ResyncEvent,
)
from tests.clients import Clients
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import fix, helicopter, registered
from tests.given.incidents import case
from tests.law import picture_of
from tests.line import Line, line_to
from tests.running import Frame, Server
from tests.world import START

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("client_of")]

WITHIN_S = 10.0
EVERYWHERE = (-180.0, -90.0, 180.0, 90.0)
EVERY_S = 5.0
"""The pace of positions on a thin line."""


@pytest.fixture
async def line(server: Server) -> AsyncIterator[Line]:
    """A line to the server."""
    async with line_to(server.base_url) as opened:
        yield opened


@asynccontextmanager
async def by(server: Server, base_url: str, party: str = "ITA") -> AsyncIterator[Client]:
    """The client of a key of that party that has every role."""
    async with Client(base_url, server.world.keys[party, "all"]) as client:
        yield client


E = TypeVar("E", bound=LiveEvent)


async def until(events: AsyncGenerator[LiveEvent, None], kind: type[E]) -> E:
    """The next event of a kind."""
    async with asyncio.timeout(WITHIN_S):
        async for event in events:
            if isinstance(event, kind):
                return event
    raise AssertionError("the feed has ended")


async def entries(events: AsyncGenerator[LiveEvent, None], count: int) -> list[EntryEvent]:
    """The next entries; nothing but them and the line's coming and going may be told."""
    found: list[EntryEvent] = []
    async with asyncio.timeout(WITHIN_S):
        async for event in events:
            assert not isinstance(event, ResyncEvent), event
            if isinstance(event, EntryEvent):
                found.append(event)
            if len(found) == count:
                return found
    raise AssertionError("the feed has ended")


def log(text: str) -> Frame:
    return {"id": str(uuid7()), "text": text}


async def test_what_is_written_while_the_line_is_cut_is_made_up_for(
    server: Server, line: Line
) -> None:
    async with by(server, server.base_url) as near, by(server, line.base_url) as far:
        incident = await near.post("/api/incidents", case())
        path = f"/api/incidents/{incident['id']}/log"
        async with aclosing(far.live()) as feed:
            ready = await until(feed, ReadyEvent)
            await near.post(path, log("before"))
            heard = await entries(feed, 1)
            line.cut()
            await until(feed, LostEvent)
            for n in range(40):
                await near.post(path, log(f"meanwhile {n}"))
            line.mend()
            heard += await entries(feed, 40)
            line.drop()
            await near.post(path, log("after"))
            heard += await entries(feed, 1)
    assert [e.number for e in heard] == list(range(ready.number + 1, ready.number + 43))
    said = [e.facts["text"] for e in heard]
    assert said == ["before", *(f"meanwhile {n}" for n in range(40)), "after"]
    assert {e.type for e in heard} == {"LogWritten"}
    assert line.connections == 3


async def test_a_picture_that_is_followed_over_a_bad_line_is_the_one_that_a_snapshot_shows(
    server: Server, line: Line
) -> None:
    async with by(server, server.base_url) as near, by(server, line.base_url) as far:
        incident = await near.post("/api/incidents", case())
        picture = await LivePicture.read(far)
        async with aclosing(picture.follow(far, positions=EVERYWHERE)) as feed:
            await until(feed, ReadyEvent)
            asset = await near.post("/api/assets", helicopter())
            await until(feed, EntryEvent)
            line.cut()
            await near.change(f"/api/assets/{asset['id']}", {"note": "fuel for two hours"})
            await near.post(f"/api/assets/{asset['id']}/fixes", fix(12.6, 35.4))
            await near.change(f"/api/incidents/{incident['id']}", {"title": "Boat on fire"})
            line.mend()
            await until(feed, PositionsEvent)
            snapshot = await near.get("/api/snapshot")
            while picture.number < snapshot["number"]:
                await until(feed, EntryEvent)
    assert picture.things == picture_of(snapshot)
    assert picture.things["asset", asset["id"]]["note"] == "fuel for two hours"
    assert list(picture.positions) == [asset["id"]]
    assert [view["title"] for view in picture.all("incident") if view["id"] == incident["id"]] == [
        "Boat on fire"
    ]


async def test_a_thin_line_tells_the_same_and_its_heartbeats_have_a_clock_that_goes_on(
    server: Server, line: Line
) -> None:
    async with by(server, server.base_url) as near, by(server, line.base_url) as far:
        await server.set_clock(at=START + timedelta(minutes=2), paused=False)
        asset = await near.post("/api/assets", helicopter())
        picture = await LivePicture.read(far)
        async with aclosing(picture.follow(far, positions=EVERYWHERE, thin=True)) as feed:
            await until(feed, ReadyEvent)
            first = await until(feed, HeartbeatEvent)
            pulse = await until(feed, HeartbeatEvent)
            assert pulse.clock.at == first.clock.at
            behind = (await near.clock()).at - pulse.clock.now()
            assert abs(behind) < timedelta(seconds=2)
            line.cut()
            await near.post("/api/incidents", case())
            line.mend()
            await until(feed, EntryEvent)
            began = monotonic()
            for lon, at in ((12.6, START), (12.61, START + timedelta(seconds=30))):
                await near.post(f"/api/assets/{asset['id']}/fixes", fix(lon, 35.4, at))
                await until(feed, PositionsEvent)
            assert monotonic() - began > EVERY_S - 1
            assert picture.positions[asset["id"]]["point"]["coordinates"] == [12.61, 35.4]
        await server.set_clock(paused=True)


async def test_a_reader_of_another_record_is_told_to_read_the_snapshot(server: Server) -> None:
    async with (
        by(server, server.base_url) as client,
        aclosing(client.live(since=1_000_000)) as feed,
    ):
        ready = await until(feed, ReadyEvent)
        resync = await until(feed, ResyncEvent)
        assert (resync.reason, resync.number) == ("ahead_of_record", ready.number)
        await client.post("/api/incidents", case())
        assert (await until(feed, EntryEvent)).number == ready.number + 1


async def test_what_changed_by_agreement_while_away_is_told_as_a_resync_and_drawn_again(
    server: Server, line: Line, client_of: Clients
) -> None:
    async with by(server, line.base_url, "MLT") as client:
        picture = await LivePicture.read(client)
        async with aclosing(picture.follow(client)) as feed:
            await until(feed, ReadyEvent)
            line.cut()
            asset = await registered(client_of, "ITA", helicopter())
            await concluded(client_of, agreement(term(visibility="readiness")))
            assert not picture.all("asset")
            line.mend()
            assert (await until(feed, ResyncEvent)).reason == "access_changed"
            assert ("asset", asset["id"]) in picture.things


async def test_a_write_whose_answer_was_lost_is_done_once(server: Server, line: Line) -> None:
    async with by(server, line.base_url) as client:
        body = case()
        line.loses_answers = 1
        incident = await client.post("/api/incidents", body)
        assert incident["id"] == body["id"]
        path = f"/api/incidents/{incident['id']}/phase"
        before = (await client.get("/api/record"))["number"]
        line.loses_answers = 2
        await client.post(path, {"phase": "alert", "reason": "They have stopped the leak."})
        line.loses_answers = 1
        changed = await client.change(f"/api/incidents/{incident['id']}", {"title": "Towed"})
        after = (await client.get("/api/record"))["number"]
    assert changed["title"] == "Towed"
    assert after == before + 2
    assert line.loses_answers == 0


async def test_a_refusal_tells_status_code_and_all_reasons(server: Server) -> None:
    async with by(server, server.base_url) as client:
        with pytest.raises(Refused) as refused:
            await client.post("/api/assets", {"name": "Nemo", "type": "no such", "quantity": 0})
        assert refused.value.status == 422
        assert {error["field"] for error in refused.value.errors} == {"type", "quantity"}
        incident = await client.post("/api/incidents", case())
        with pytest.raises(Refused) as refused:
            await client.ask(
                "PATCH", f"/api/incidents/{incident['id']}", {"title": "Late"}, version=7
            )
        assert (refused.value.status, refused.value.code) == (412, "stale_version")


async def test_the_feed_ends_when_the_key_is_revoked_and_does_not_begin_with_it(
    server: Server,
) -> None:
    async with by(server, server.base_url) as admin:
        body = {
            "id": str(uuid7()),
            "label": "wall screen",
            "centre_id": str(server.world.centres["ITA"]),
            "roles": ["observer"],
        }
        key = (await admin.post("/api/keys", body))["key"]
        async with Client(server.base_url, key) as screen:
            async with aclosing(screen.live()) as feed:
                await until(feed, ReadyEvent)
                await admin.ask("DELETE", f"/api/keys/{body['id']}")
                with pytest.raises(Refused) as refused:
                    await until(feed, LostEvent)
                assert refused.value.status == 401
            async with aclosing(screen.live()) as feed:
                with pytest.raises(Refused) as refused:
                    await until(feed, ReadyEvent)
                assert (refused.value.status, refused.value.code) == (401, "unauthenticated")


async def test_lists_are_read_to_their_end(server: Server) -> None:
    async with by(server, server.base_url, "TUN") as client:
        made = [await client.post("/api/assets", helicopter(name=f"Nemo {n}")) for n in range(7)]
        found = await client.every("/api/assets", {"party": "TUN", "limit": 3})
    assert {asset["id"] for asset in found} == {asset["id"] for asset in made}
    assert len(found) == len(made)


async def test_the_clock_is_the_platforms(server: Server) -> None:
    async with by(server, server.base_url) as client:
        await server.set_clock(rate=60.0, paused=False)
        clock = await client.clock()
        assert (clock.rate, clock.paused, clock.exercise) == (60.0, False, True)
        began = clock.now()
        await asyncio.sleep(0.1)
        later = clock.now()
        theirs = (await client.clock()).at
        await server.set_clock(rate=1.0, paused=True)
        assert began < later <= theirs
        clock.adopt(await client.clock())
        assert clock.paused
        assert clock.now() == clock.now()
