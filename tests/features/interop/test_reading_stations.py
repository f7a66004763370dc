"""Stations of ADS-B and VMS read from real sockets and a real web server into a database: what they
send moves the own assets, and one that floods, hangs or leads elsewhere holds nothing up."""

import asyncio
import gzip
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from sar import clock
from sar.assets.models import Asset, Fix, TrackPoint
from sar.clock import Scale
from sar.interop import sources
from sar.interop.replaying import replay
from sar.interop.words import FeedContent, FeedFault
from tests.features.interop import test_reading_feeds as feeds
from tests.features.interop.test_reading_feeds import Ground, free_port, sending, station
from tests.given.stations import naf, sbs
from tests.receivers import until
from tests.running import WITHIN_S

pytestmark = pytest.mark.anyio

installed, ground, reading = feeds.installed, feeds.ground, feeds.reading

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]
UNKNOWN = {"hex": "44aabb", "lat": 36.0, "lon": 13.0, "seen_pos": 0.2}


async def carries(ground: Ground, **identifiers: str) -> None:
    """Have the boat carry these alone."""
    async with ground.sessions() as db, db.begin():
        none = dict.fromkeys(("mmsi", "imo", "icao24", "callsign"))
        await db.execute(update(Asset).values(**none))
        await db.execute(update(Asset).where(col(Asset.id) == ground.boat).values(**identifiers))


async def last_fix(ground: Ground) -> Fix:
    async with ground.sessions() as db:
        return (await db.scalars(select(Fix).where(col(Fix.asset_id) == ground.boat))).one()


def document(lon: float, *, at: datetime, age_s: float = 0.5) -> bytes:
    """The document of a station that hears the boat, which flies, and another aircraft."""
    known = {"hex": "33ff01", "lat": 35.0, "lon": lon, "seen_pos": age_s, "gs": 40, "track": 90}
    aircraft = [known | {"alt_baro": "ground"}, UNKNOWN]
    return json.dumps({"now": at.timestamp(), "messages": 1, "aircraft": aircraft}).encode()


def answering(body: bytes, *, status: str = "200 OK", headers: str = "") -> Answer:
    """Answers so, with the body's length."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        head = f"HTTP/1.1 {status}\r\ncontent-length: {len(body)}\r\n{headers}\r\n"
        writer.write(head.encode() + body)
        await writer.drain()

    return answer


async def flood(writer: asyncio.StreamWriter) -> None:
    """Answer without end."""
    writer.write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n")
    while not writer.is_closing():
        writer.write(b"10000\r\n" + b" " * 65_536 + b"\r\n")
        await writer.drain()


async def hang(writer: asyncio.StreamWriter) -> None:
    """Answer a byte a second, for longer than anybody waits."""
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{")
    for _ in range(60):
        await writer.drain()
        await asyncio.sleep(1)
        if writer.is_closing():
            return
        writer.write(b" ")


class WebStation:
    """A web server of a station, which answers as it is told to."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.asked: list[str] = []
        self.port = 0

    @property
    def address(self) -> str:
        """Its address as a feed's."""
        return f"aircraft+http://127.0.0.1:{self.port}/data/aircraft.json"

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer request after request."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                self.asked.append(head.decode())
                await self.answer(writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def web_station(answer: Answer) -> AsyncIterator[WebStation]:
    """It, on loopback, until the end."""
    found = WebStation(answer)
    server = await asyncio.start_server(found.connected, "127.0.0.1", 0)
    found.port = next(iter(server.sockets)).getsockname()[1]
    try:
        yield found
    finally:
        server.close()


async def test_aircraft_of_a_station_move_units_once_for_each_position(
    reading: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    await carries(reading, icao24="33ff01")
    now = clock.real_now()
    async with web_station(answering(document(12.1, at=now, age_s=8.0))) as web:
        await reading.add(web.address, "aircraft")
        await reading.is_at(12.1)
        fix = await last_fix(reading)
        assert fix.at == pytest.approx(now - timedelta(seconds=8), abs=timedelta(seconds=0.001))
        assert (fix.source, fix.speed_kn, fix.course_deg) == ("ADS-B", 40.0, 90.0)
        web.answer = answering(document(12.1, at=now + timedelta(seconds=2), age_s=10.0))
        asked = len(web.asked)
        await until(lambda: len(web.asked) >= asked + 2)
        web.answer = answering(document(12.101, at=clock.real_now()))
        await reading.is_at(12.101)

        async def is_told() -> bool:
            return (await reading.feed("aircraft")).positions >= 5

        await until(is_told)
        told = await reading.feed("aircraft")
        assert (told.sentences, told.positions, told.unregistered) == (5, 5, 3)
        assert told.faults == {}
        assert told.problem == ""
        assert all(one.startswith("GET /data/aircraft.json HTTP/1.1") for one in web.asked)


async def test_a_station_that_answers_wrongly_is_told_so_and_asked_again(
    reading: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "ANSWERED_WITHIN_S", 3.0)
    await carries(reading, icao24="33ff01")
    good = document(12.0, at=clock.real_now())
    packed = gzip.compress(good)
    async with web_station(answering(good)) as elsewhere:
        leads = f"location: http://127.0.0.1:{elsewhere.port}/data/aircraft.json\r\n"
        wrong: dict[str, tuple[Answer, str]] = {
            "500": (answering(b"{}", status="500 Oops"), "answers 500"),
            "302": (answering(b"", status="302 Found", headers=leads), "answers 302"),
            "html": (answering(b"<!doctype html><p>hello"), "something else than aircraft.json"),
            "nothing": (answering(b""), "something else than aircraft.json"),
            "packed": (answering(packed, headers="content-encoding: gzip\r\n"), "packed form"),
            "floods": (flood, "too long"),
            "hangs": (hang, "takes too long"),
        }
        async with AsyncExitStack() as stack:
            webs = {
                name: await stack.enter_async_context(web_station(answer))
                for name, (answer, _) in wrong.items()
            }
            for name, web in webs.items():
                await reading.add(web.address, name)

            async def are_told() -> bool:
                told = [(await reading.feed(name), why) for name, (_, why) in wrong.items()]
                return all(why in one.problem and not one.connected_since for one, why in told)

            await until(are_told)
            for web in webs.values():
                web.answer = answering(good)

            async def are_read() -> bool:
                told = [await reading.feed(name) for name in wrong]
                return all(one.positions == 2 and one.connected_since for one in told)

            await until(are_read)
            for name in wrong:
                await reading.remove(name)
        assert elsewhere.asked == []


async def test_a_document_that_is_cut_is_counted_and_the_station_stays_connected(
    reading: Ground,
) -> None:
    await carries(reading, icao24="33ff01")
    async with web_station(answering(document(12.3, at=clock.real_now())[:-20])) as web:
        await reading.add(web.address, "cut")

        async def is_counted() -> bool:
            return FeedFault.NOT_A_SENTENCE in (await reading.feed("cut")).faults

        await until(is_counted)
        assert (await reading.feed("cut")).connected_since is not None
        web.answer = answering(document(12.3, at=clock.real_now()))
        await reading.is_at(12.3)


async def test_lines_of_basestation_move_units_and_are_fetched_again(reading: Ground) -> None:
    await carries(reading, icao24="33ff01")
    async with station() as receiver:
        await reading.add(f"sbs+tcp://127.0.0.1:{receiver.port}", "sbs")
        for lon in (12.41, 12.412):
            _, writer = await asyncio.wait_for(receiver.connected.get(), WITHIN_S)
            send, now = sending(writer), clock.real_now()
            await send(b"garbage\r\n" + sbs(4, "33FF01", speed=40, course=91, at=now))
            await send(sbs(3, "33FF01", lat=35.0, lon=lon, at=now))
            await reading.is_at(lon)
            fix = await last_fix(reading)
            assert (fix.source, fix.speed_kn, fix.course_deg) == ("ADS-B", 40.0, 91.0)
            writer.close()

        async def is_told() -> bool:
            return (await reading.feed("sbs")).sentences == 4

        await until(is_told)
        assert (await reading.feed("sbs")).faults == {FeedFault.NOT_A_SENTENCE: 2}


async def test_centres_send_reports_of_vessels_which_are_of_their_own_time(
    reading: Ground,
) -> None:
    await carries(reading, callsign="IFAB2", imo="9134270")
    port = free_port(socket.SOCK_STREAM)
    await reading.add(f"naf+tcp-listen://127.0.0.1:{port}?from=127.0.0.0/8", "vms")

    async def listens() -> bool:
        return (await reading.feed("vms")).connected_since is not None

    await until(listens)
    sent_at = clock.real_now().replace(second=0, microsecond=0) - timedelta(minutes=40)
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    send, place = sending(writer), {"LT": "+35.000", "SP": "105", "CO": "090"}
    await send(naf(sent_at, RC="IFAB-2", LG="+012.500", **place))
    await reading.is_at(12.5)
    fix = await last_fix(reading)
    assert (fix.at, fix.source, fix.speed_kn, fix.course_deg) == (sent_at, "VMS", 10.5, 90.0)
    next_at = sent_at + timedelta(minutes=20)
    await send(naf(next_at, RC="OTHER", IM="9134270", LG="+012.510", **place))
    await reading.is_at(12.51)
    await send(b"cut //SR//TM/POS" + naf(sent_at, RC="9HXX", LG="+012.600", **place))
    await send(naf(sent_at - timedelta(days=2), RC="IFAB2", LG="+012.700", **place))
    writer.close()

    async def is_told() -> bool:
        return (await reading.feed("vms")).sentences == 4

    await until(is_told)
    told = await reading.feed("vms")
    assert (told.positions, told.unregistered) == (3, 1)
    assert told.faults == {FeedFault.UNFINISHED: 1, FeedFault.WRONG_TIME: 1}


async def test_a_call_sign_that_two_units_have_moves_neither(reading: Ground) -> None:
    await carries(reading, callsign="IFAB2")
    async with reading.sessions() as db, db.begin():
        own = await db.get_one(Asset, reading.boat)
        given: dict[str, Any] = own.model_dump(
            include={"party_code", "centre_id", "type_code", "callsign", "created_at"}
        )
        db.add(Asset(name="CP 301", **given))
    async with station() as receiver:
        await reading.add(f"naf+tcp://127.0.0.1:{receiver.port}", "two")
        send = await receiver.next()
        await send(naf(clock.real_now(), RC="IFAB2", LT="+35.000", LG="+012.800"))

        async def is_told() -> bool:
            return (await reading.feed("two")).unregistered == 1

        await until(is_told)
    async with reading.sessions() as db:
        assert await db.get(Fix, reading.boat) is None


async def test_a_file_of_reports_is_played_and_ends_at_present(
    ground: Ground, tmp_path: Path
) -> None:
    await carries(ground, callsign="IFAB2")
    start, file = clock.real_now(), tmp_path / "vms.naf"
    long_ago = start.replace(year=2020)
    place = {"RC": "IFAB2", "LT": "+35.000"}
    lines = [naf(long_ago + timedelta(minutes=n), LG=f"+012.{n:03d}", **place) for n in range(3)]
    file.write_bytes(b"\n".join(lines))
    with file.open("rb") as content:
        tally = await replay(ground.url, "ITA", content, speed=600, content=FeedContent.NAF)
    assert (tally.sentences, tally.positions, tally.unregistered) == (3, 3, 0)
    async with ground.sessions() as db:
        query = select(col(TrackPoint.at)).where(col(TrackPoint.asset_id) == ground.boat)
        times = sorted((await db.scalars(query)).all())
    assert [at - times[0] for at in times] == [timedelta(minutes=n) for n in range(3)]
    assert start - timedelta(seconds=1) <= times[-1] <= clock.real_now()


async def test_in_an_exercise_positions_are_of_when_they_come(reading: Ground) -> None:
    """A station's real time means nothing there, of VMS neither."""
    await carries(reading, icao24="33ff01", callsign="IFAB2")
    real = clock.real_now()
    clock.use(Scale(real, real - timedelta(days=50), 1.0))
    try:
        async with web_station(answering(document(12.9, at=real))) as web, station() as fishery:
            await reading.add(web.address, "played aircraft")
            await until(lambda: len(web.asked) >= 2)
            web.answer = answering(document(12.9, at=real + timedelta(seconds=5)))
            await reading.is_at(12.9)
            assert (await last_fix(reading)).at < clock.real_now() - timedelta(days=49)
            await reading.remove("played aircraft")
            await reading.add(f"naf+tcp://127.0.0.1:{fishery.port}", "played vms")
            send = await fishery.next()
            await send(naf(real - timedelta(minutes=40), RC="IFAB2", LT="+35.0", LG="+012.901"))
            await reading.is_at(12.901)
            assert clock.now() - (await last_fix(reading)).at < timedelta(seconds=30)
            assert (await reading.feed("played vms")).faults == {}
    finally:
        clock.use(None)
