"""Several parties write at once, at random and with real commits, while every party reads on."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

import httpx
import pytest

from sar import clock
from tests.clients import ClientOf
from tests.committing import committing
from tests.conftest import NewWorld
from tests.given.agreements import agreement, concluded, term, text
from tests.given.assets import fix, helicopter, registered
from tests.given.incidents import case
from tests.given.requests import offer, request
from tests.law import JOINED, OverHttp, Reader
from tests.world import START, World, box

pytestmark = pytest.mark.anyio

STRAIT = {"zone": box(12.0, 35.0, 13.0, 36.0), "zone_name": "Strait"}
PLACES = ((12.6, 35.5), (12.6, 36.5))
"""Inside and outside."""
TERMS: tuple[dict[str, Any], ...] = (
    {"visibility": "readiness", "incident_awareness": "coarse", "may_request": True},
    {"visibility": "position", **STRAIT},
    {"visibility": "readiness", "phases": ["alert"]},
)
SETTLED = {200, 201, 403, 404, 409}
"""Done, or refused by a rule."""


@pytest.fixture(scope="module")
def running_clock() -> Iterator[None]:
    clock.use(clock.Scale(clock.real_now(), START, 1.0))
    yield
    clock.use(None)


@pytest.fixture
async def of(new_world: NewWorld, running_clock: None) -> AsyncIterator[tuple[ClientOf, World]]:
    url, world = new_world("record_at_once")
    clock.use(clock.Scale(clock.real_now(), START, 1.0))
    async with committing(url, world) as clients:
        yield clients, world


@dataclass
class Sea:
    """The things that the parties have in common."""

    of: ClientOf
    world: World
    chance: random.Random
    assets: dict[str, list[str]] = field(default_factory=dict)
    agreements: list[str] = field(default_factory=list)
    incidents: list[str] = field(default_factory=list)
    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    versions: Counter[int] = field(default_factory=Counter)
    """So many beyond the first, by agreement."""

    async def set_up(self) -> None:
        """Each party shares with its neighbours in three ways, has two assets, leads one case."""
        for n, terms in enumerate(TERMS):
            body = agreement(term(**terms), reference=f"SEA-{n}", parties=JOINED)
            self.agreements.append(await concluded(self.of, body))
        for party in JOINED:
            made = [await registered(self.of, party, helicopter(name=f"{n}")) for n in range(2)]
            self.assets[party] = [one["id"] for one in made]
            answer = await self.of(party, "watch_officer").post("/api/incidents", json=case())
            self.incidents.append(answer.json()["id"])

    async def step(self, party: str) -> None:
        """One of all that the party may do."""
        step = self.chance.choice(
            (self.ready, self.move, self.move, self.reclassify, self.ask, self.offer)
        )
        await step(party)

    async def quarrel(self) -> None:
        """Have an agreement grant nothing, and the same again a while later."""
        n = self.chance.randrange(len(TERMS))
        for terms in ({"liability": "Each its own."}, TERMS[n]):
            await self._replace(self.chance.choice(JOINED), n, term(**terms))
            await asyncio.sleep(self.chance.uniform(0, 0.5))

    async def _replace(self, party: str, n: int, terms: dict[str, Any]) -> None:
        """Put another version into force."""
        path = f"agreements/{self.agreements[n]}"
        self.versions[n] += 1
        await self._post(party, "negotiator", f"{path}/versions", text(terms))
        await self._post(party, "negotiator", f"{path}/propose", {})
        for one in JOINED:
            await self._post(one, "negotiator", f"{path}/sign", {"version": 1 + self.versions[n]})

    async def ready(self, party: str) -> None:
        """Say how ready an asset is."""
        word = self.chance.choice(("available", "limited", "unavailable"))
        path = f"assets/{self._asset(party)}/readiness"
        await self._post(party, "registrar", path, {"readiness": word, "reason": "As told."})

    async def move(self, party: str) -> None:
        """Take an asset in or out of the strait."""
        where = fix(*self.chance.choice(PLACES), clock.now())
        await self._post(party, "feed", f"assets/{self._asset(party)}/fixes", [where])

    async def reclassify(self, party: str) -> None:
        """Begin or end what a term asks for."""
        incident = self.incidents[JOINED.index(party)]
        body = {"phase": self.chance.choice(("alert", "distress")), "reason": "Called."}
        await self._post(party, "watch_officer", f"incidents/{incident}/phase", body)

    async def ask(self, party: str) -> None:
        """Ask another party, which becomes involved."""
        other = self.chance.choice([one for one in JOINED if one != party])
        incident = {"id": self.incidents[JOINED.index(party)]}
        body = request(self.world, other, incident=incident)
        await self._post(party, "watch_officer", "requests", body)

    async def offer(self, party: str) -> None:
        """Offer for a case unasked, and have it accepted by whoever leads."""
        n = self.chance.randrange(len(JOINED))
        until = (clock.now() + timedelta(hours=1)).isoformat()
        body = offer(self._asset(party), valid_until=until)
        await self._post(party, "watch_officer", f"incidents/{self.incidents[n]}/offers", body)
        await self._post(JOINED[n], "coordinator", f"offers/{body['id']}/accept", {})

    def _asset(self, party: str) -> str:
        return self.chance.choice(self.assets[party])

    async def _post(self, party: str, role: str, path: str, body: Any) -> None:
        answer: httpx.Response = await self.of(party, role).post(f"/api/{path}", json=body)
        self.answers[path.rpartition("/")[2], answer.status_code] += 1
        later = answer.status_code in (429, 503)
        overtaken = later and answer.json()["code"] in ("overtaken", "busy", "too_many_at_once")
        assert answer.status_code in SETTLED or overtaken, f"{path}: {answer.text}"


async def repeat(steps: int, step: Callable[[], Awaitable[None]]) -> None:
    for _ in range(steps):
        await step()


async def _live(of: ClientOf, world: World, *, steps: int, seed: int) -> Sea:
    """Let all write so many steps each, while all read; then the law holds for everybody."""
    sea = Sea(of, world, random.Random(seed))
    await sea.set_up()
    readers = [Reader(party, OverHttp(of)) for party in JOINED]
    for reader in readers:
        await reader.start()
    over = asyncio.Event()

    async def read(reader: Reader) -> None:
        while not over.is_set():
            await reader.follow()
            await asyncio.sleep(0.05)

    async with asyncio.TaskGroup() as reading:
        for reader in readers:
            reading.create_task(read(reader))
        async with asyncio.TaskGroup() as writing:
            for party in JOINED:
                writing.create_task(repeat(steps, partial(sea.step, party)))
            writing.create_task(repeat(steps // 2, sea.quarrel))
        over.set()
    for reader in readers:
        await reader.check()
        assert reader.resynced
    return sea


@pytest.mark.long
async def test_however_they_meet_each_picture_is_what_its_entries_say(
    of: tuple[ClientOf, World],
) -> None:
    sea = await _live(*of, steps=4, seed=1)
    assert {200, 201} & {status for _, status in sea.answers}


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 6))
async def test_however_long_and_however_they_meet(of: tuple[ClientOf, World], seed: int) -> None:
    await _live(*of, steps=120, seed=seed)
