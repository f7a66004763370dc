"""A screen that does no more than the protocol says shows what the snapshot would."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise

import pytest

from sar.record.service import Picture, apply
from tests.clients import Clients
from tests.given.agreements import agreement, concluded, replaced, term
from tests.given.assets import helicopter, registered
from tests.given.requests import accepted, asked, deployed, offered, opened, stepped
from tests.law import JOINED, OverHttp, difference
from tests.running import WITHIN_S, Live, Server

pytestmark = pytest.mark.anyio


@dataclass
class Screen:
    """The state that a client of the live feed keeps."""

    party: str
    source: OverHttp
    picture: Picture = field(default_factory=dict)
    number: int = 0
    resyncs: int = 0
    moved: asyncio.Event = field(default_factory=asyncio.Event)

    async def load(self) -> None:
        """Take the snapshot."""
        self.number, self.picture = await self.source.snapshot(self.party)

    async def follow(self, feed: Live) -> None:
        """Apply what comes; take the snapshot again when told to."""
        await feed.send({"type": "start", "since": self.number})
        while True:
            frame = await feed.next(within_s=60)
            if frame["type"] == "resync":
                self.resyncs += 1
                await self.load()
            for entry in frame.get("entries", []):
                if entry["number"] <= self.number:
                    continue
                assert entry["number"] == self.number + 1
                self.picture = apply(self.picture, entry["changes"])
                self.number = entry["number"]
            self.moved.set()

    async def shows(self, number: int, picture: Picture) -> None:
        """Wait until everything up to `number` is shown, with what a resync brings after it."""
        with suppress(TimeoutError):
            async with asyncio.timeout(WITHIN_S):
                while self.number < number or self.picture != picture:
                    self.moved.clear()
                    await self.moved.wait()
        assert self.picture == picture, difference(self.picture, picture)

    async def is_told_to_resync(self) -> None:
        """Wait until that has happened once."""
        async with asyncio.timeout(WITHIN_S):
            while not self.resyncs:
                self.moved.clear()
                await self.moved.wait()


async def story(client_of: Clients, server: Server) -> None:
    """An agreement, a request, an offer, a deployment to its end; then a version without it."""
    shared = term(visibility="position", incident_awareness="full", may_request=True)
    agreed = await concluded(
        client_of, agreement(shared, reference="STORY", parties=("ITA", "MLT", "GRC"))
    )
    asset = await registered(client_of, "MLT", helicopter())
    incident = await opened(client_of, "ITA")
    request = await asked(client_of, server.world, "MLT", "TUN", incident=incident)
    offer = await offered(client_of, "MLT", f"requests/{request['id']}", asset["id"])
    await accepted(client_of, "ITA", offer)
    work = (await deployed(client_of, "MLT", offer))[0]
    await stepped(client_of, "MLT", work, "depart", "arrive")
    await stepped(client_of, "MLT", work, "load", persons=12)
    await stepped(client_of, "MLT", work, "deliver", persons=12)
    await replaced(client_of, agreed)


async def test_every_screen_shows_what_the_snapshot_would(
    server: Server, client_of: Clients
) -> None:
    source = OverHttp(client_of)
    screens = [Screen(party, source) for party in JOINED]
    feeds = [await server.connect(party, "observer") for party in JOINED]
    followers = []
    for screen, feed in zip(screens, feeds, strict=True):
        await screen.load()
        followers.append(asyncio.create_task(screen.follow(feed)))
    await story(client_of, server)
    for screen in screens:
        number, shown = await source.snapshot(screen.party)
        await screen.shows(number, shown)
    for screen in screens:
        if screen.party in ("ITA", "MLT", "GRC"):
            await screen.is_told_to_resync()
    for follower, feed in zip(followers, feeds, strict=True):
        follower.cancel()
        await feed.socket.close()
    await asyncio.gather(*followers, return_exceptions=True)


@pytest.mark.long
async def test_a_snapshot_is_of_one_instant_however_much_is_written_meanwhile(
    server: Server, client_of: Clients
) -> None:
    source = OverHttp(client_of)
    ended = asyncio.Event()

    async def write() -> None:
        while not ended.is_set():
            await registered(client_of, "MLT", helicopter())

    writers = [asyncio.create_task(write()) for _ in range(3)]
    snapshots = [await source.snapshot("MLT")]
    while len(snapshots) < 12 or snapshots[-1][0] == snapshots[0][0]:
        snapshots.append(await source.snapshot("MLT"))
    ended.set()
    await asyncio.gather(*writers)
    numbers = [number for number, _ in snapshots]
    entries = await source.entries("MLT", numbers[0])
    assert numbers[0] < numbers[-1] <= entries[-1]["number"]
    for (number, picture), (next_number, next_picture) in pairwise(snapshots):
        followed = picture
        for entry in entries:
            if number < entry["number"] <= next_number:
                followed = apply(followed, entry["changes"])
        assert followed == next_picture
