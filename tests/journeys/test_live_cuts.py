"""Lines that are cut at any moment, and agreements that end, while very much is told."""

import asyncio
import time
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

import pytest

from tests.clients import Clients
from tests.given.agreements import replaced
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.requests import asked, offered, opened
from tests.journeys.test_live_positions import sharing, watching
from tests.journeys.test_live_stream import follow_each_other, said, write
from tests.running import Frame, Live, Server
from tests.world import START

pytestmark = pytest.mark.anyio

PARTIES = ("ITA", "TUN", "GRC")


REQUESTS = 12
"""Fewer than may await an answer."""


@dataclass
class Reader:
    """A party's reader, whose line is cut again and again; it goes on after the last entry that it
    has."""

    party: str
    since: int = 0
    found: list[Frame] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    """The time of the last position of each asset that it was told."""

    @property
    def number(self) -> int:
        """The number of the last entry that it has."""
        return int(self.found[-1]["number"]) if self.found else self.since

    async def read(self, server: Server, enough: int, *, cut: bool) -> None:
        """Read until it has the entry of that number, then have the line cut, whatever is on its
        way."""
        async with self._live(server) as feed:
            while self.number < enough:
                self._take(await feed.next())
            if cut:
                feed.socket.transport.abort()

    async def read_place(self, server: Server, asset: str, at: str) -> None:
        """Read until it is told that the asset was somewhere then."""
        async with self._live(server) as feed:
            while self.places.get(asset) != at:
                self._take(await feed.next())

    def _live(self, server: Server) -> AbstractAsyncContextManager[Live]:
        return server.live(self.party, start=watching() | {"since": self.number})

    def _take(self, frame: Frame) -> None:
        self.found += frame.get("entries", ())
        self.places |= {one["id"]: one["at"] for one in frame.get("fixes", ())}


async def on_record(client_of: Clients, reader: Reader) -> list[Frame]:
    """The entries that it is to have, as the record has them; a page may be short."""
    entries: list[Frame] = []
    while (since := entries[-1]["number"] if entries else reader.since) < reader.number:
        query = {"since": since, "limit": 500}
        answer = await client_of(reader.party, "observer").get("/api/record", params=query)
        entries += answer.json()["entries"]
    return entries


async def newest(server: Server, party: str) -> int:
    """The number of the party's newest entry."""
    async with server.live(party) as feed:
        return int((await feed.next("ready"))["number"])


@pytest.mark.parametrize(
    ("count", "cuts"), [(300, 6), pytest.param(5_000, 50, marks=pytest.mark.long)]
)
async def test_readers_cut_at_any_moment_miss_and_repeat_nothing(
    server: Server, client_of: Clients, count: int, cuts: int
) -> None:
    """Log notes for some of them, with requests, offers and positions among them."""
    chance = Random(20_261_203)
    told = [
        tuple(party for party in PARTIES if chance.random() < 0.6) or PARTIES for _ in range(count)
    ]
    texts = [f"{n} {'x' * chance.choice((1, 80, 3_000))}" for n in range(count)]
    incident = await opened(client_of)
    ours, theirs = [
        (await registered(client_of, party, helicopter(name=f"Cut {party} {count}")))["id"]
        for party in ("ITA", "TUN")
    ]
    readers = [Reader(party, since=await newest(server, party)) for party in PARTIES]
    is_written = asyncio.Event()

    async def keep_writing() -> None:
        at = 0
        async with server.db() as db:
            while at < count:
                together = chance.randint(1, 25)
                for n in range(at, min(at + together, count)):
                    await write(db, texts[n], told[n])
                await db.commit()
                at += together
                await asyncio.sleep(chance.random() * 0.02)
        is_written.set()

    async def keep_acting() -> str:
        """The time of the last position."""
        acts = 0
        while not is_written.is_set() or acts < 3:
            at = START - timedelta(minutes=9) + timedelta(seconds=acts)
            await delivered(client_of, "ITA", ours, fix(12.7 + acts / 10_000, 36.0, at))
            if acts < REQUESTS:
                sent = await asked(client_of, server.world, "TUN", incident=incident)
                await offered(client_of, "TUN", f"requests/{sent['id']}", theirs)
            acts = min(acts + 1, 500)
            last = at.isoformat().replace("+00:00", "Z")
        return last

    async def follow(reader: Reader) -> None:
        notes = sum(reader.party in one for one in told)
        for enough in sorted(chance.randrange(notes) for _ in range(cuts)):
            await reader.read(server, reader.since + enough, cut=True)

    last, *_ = await asyncio.gather(
        keep_acting(), keep_writing(), *(follow(reader) for reader in readers)
    )
    for reader in readers:
        await reader.read(server, await newest(server, reader.party), cut=False)
        assert follow_each_other(reader.found, reader.since)
        assert reader.found == await on_record(client_of, reader)
        notes = [one for one in reader.found if one["type"] == "LogWritten"]
        wanted = [text for text, one in zip(texts, told, strict=True) if reader.party in one]
        assert said(notes) == wanted
        kinds = {"RequestOpened", "OfferMade"} if reader.party != "GRC" else set()
        assert kinds <= {one["type"] for one in reader.found}
    assert last is not None
    await readers[0].read_place(server, ours, last)


async def fixes_of(feed: Live, asset: str, until_s: float) -> list[float]:
    """The instants at which a position of the asset came, until then."""
    came: list[float] = []
    while (left := until_s - time.monotonic()) > 0:
        try:
            frame = await feed.next("positions", within_s=left)
        except TimeoutError:
            break
        if any(one["id"] == asset for one in frame["fixes"]):
            came.append(time.monotonic())
    return came


async def test_who_may_see_no_more_is_told_nothing_a_second_later_at_full_rate(
    server: Server, client_of: Clients
) -> None:
    id_ = await sharing(client_of, "ENDS-AT-RATE", "ITA", "TUN")
    asset = (await registered(client_of, "ITA", helicopter(name="Nemo 31")))["id"]
    ended = asyncio.Event()

    async def keep_moving() -> None:
        n = 0
        while not ended.is_set():
            at = START - timedelta(minutes=5) + timedelta(seconds=n / 20)
            await delivered(client_of, "ITA", asset, fix(12.7 + n / 100_000, 36.0, at))
            n += 1

    async with (
        server.live("TUN", start=watching()) as tunisia,
        server.live("ITA", start=watching()) as italy,
    ):
        moving = asyncio.create_task(keep_moving())
        try:
            assert await fixes_of(tunisia, asset, time.monotonic() + 2)
            await replaced(client_of, id_)
            over_s = time.monotonic()
            theirs, own = await asyncio.gather(
                fixes_of(tunisia, asset, over_s + 3), fixes_of(italy, asset, over_s + 3)
            )
        finally:
            ended.set()
            await moving
    assert len([at for at in own if at > over_s + 1]) >= 2, "it moves on all the same"
    assert [at - over_s for at in theirs if at > over_s + 1] == []
