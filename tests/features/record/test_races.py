"""Commits of others between the drawing of pictures and their commit, with real commits.

Each test stops a write at the moment before its COMMIT, lets another one through, and lets every
party's reader follow what comes.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sar.assets import service as assets
from sar.http.repeating import TIMES
from sar.incidents import visible as incidents
from sar.incidents.models import IncidentLink
from sar.incidents.words import LinkState
from sar.live import snapshot
from tests.clients import ClientOf
from tests.committing import committing
from tests.conftest import ExerciseTime
from tests.given.agreements import act, agreement, concluded, proposed, replaced, term
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.requests import accepted, asked, id_of, offered, opened
from tests.law import JOINED, OverHttp, Reader
from tests.running import database
from tests.world import START, World, box

pytestmark = pytest.mark.anyio

STRAIT: dict[str, Any] = {"zone": box(12.0, 35.0, 13.0, 36.0), "zone_name": "Strait"}
INSIDE, OUTSIDE = (12.6, 35.5), (12.6, 36.5)

Meanwhile = Callable[[], Awaitable[None]]


@dataclass
class Stop:
    """The place where a write is stopped, and what is done meanwhile."""

    path: str = ""
    meanwhile: Meanwhile | None = None
    stopped: int = 0

    async def before_commit(self, path: str) -> None:
        """Let the other one through, once."""
        if path != self.path or self.meanwhile is None:
            return
        self.stopped += 1
        meanwhile, self.meanwhile = self.meanwhile, None
        await meanwhile()


@pytest.fixture(scope="module")
def hours() -> Iterator[int]:
    """Time goes on from test to test, as it does on one database."""
    return count()


class Place:
    """The application with commits, its clients, and the readers of all parties."""

    def __init__(self, of: ClientOf, stop: Stop, db: AsyncSession) -> None:
        self.of = of
        self.stop = stop
        self.db = db
        self.agreements: list[str] = []
        self.readers = {party: Reader(party, OverHttp(of)) for party in JOINED}

    async def shared(self, *, signed: bool = True, **fields: Any) -> str:
        """Malta shares with Italy what the term says."""
        reference = f"RACE-{id_of()[-12:].upper()}"
        body = agreement(term(grantor="MLT", **fields), reference=reference)
        made = await (concluded if signed else proposed)(self.of, body)
        if not signed:
            await act(self.of, "ITA", made, "sign", version=1)
        self.agreements.append(made)
        return made

    async def over(self, made: str) -> None:
        """A version that grants nothing takes over."""
        await replaced(self.of, made)
        self.agreements.remove(made)

    async def ready(self, asset_id: str, readiness: str = "unavailable") -> httpx.Response:
        """Malta says how ready its asset is."""
        return await self.of("MLT", "registrar").post(
            f"/api/assets/{asset_id}/readiness", json={"readiness": readiness, "reason": "Fuel."}
        )

    async def start(self) -> None:
        """Every party takes its snapshot."""
        for reader in self.readers.values():
            await reader.start()

    async def follow(self) -> None:
        """Every party reads what has come."""
        for reader in self.readers.values():
            await reader.follow()

    async def check(self) -> None:
        """The law holds for every party."""
        for reader in self.readers.values():
            await reader.check()

    async def overtaken(self, path: str, by: Meanwhile, write: Awaitable[httpx.Response]) -> None:
        """Let the write reach its commit, then something else happen, and all read on."""

        async def meanwhile() -> None:
            await by()
            await self.follow()

        await self.start()
        self.stop.path, self.stop.meanwhile = path, meanwhile
        answer = await write
        assert answer.status_code < 300, answer.text
        assert self.stop.stopped == 1
        await self.check()


@pytest.fixture
async def place(
    seeded_here: tuple[str, World], hours: Iterator[int], time: ExerciseTime
) -> AsyncIterator[Place]:
    url, world = seeded_here
    time.advance(hours=next(hours))
    stop = Stop()
    async with (
        committing(url, world, before_commit=stop.before_commit) as of,
        database(url) as db,
    ):
        found = Place(of, stop, db)
        yield found
        for made in found.agreements:
            await replaced(of, made)


async def test_no_picture_is_recorded_under_an_agreement_that_was_ended_meanwhile(
    place: Place,
) -> None:
    made = await place.shared(visibility="readiness")
    asset = await registered(place.of, "MLT", helicopter())

    async def end() -> None:
        await place.over(made)

    path = f"/api/assets/{asset['id']}/readiness"
    await place.overtaken(path, end, place.ready(asset["id"]))
    italy = place.readers["ITA"]
    assert ("asset", asset["id"]) not in italy.picture
    said = [entry["number"] for entry in italy.entries if "unavailable" in str(entry)]
    assert said == [], "what Italy may not see any more has not been told"


async def test_whoever_sees_more_since_an_agreement_entered_into_force_misses_nothing(
    place: Place,
) -> None:
    made = await place.shared(signed=False, visibility="readiness")
    asset = await registered(place.of, "MLT", helicopter())

    async def sign() -> None:
        await act(place.of, "MLT", made, "sign", version=1)

    path = f"/api/assets/{asset['id']}/readiness"
    await place.overtaken(path, sign, place.ready(asset["id"]))
    assert place.readers["ITA"].picture["asset", asset["id"]]["readiness"] == "unavailable"


@pytest.mark.long
async def test_who_was_overtaken_each_time_comes_to_an_end_with_the_last_attempt(
    place: Place,
) -> None:
    """Access changes in every round before the last, and waits for that."""
    agreements = [await place.shared(visibility="readiness")]
    agreements += [await place.shared(signed=False, visibility="readiness") for _ in range(2)]
    asset = await registered(place.of, "MLT", helicopter())
    rounds: list[asyncio.Task[Any]] = []

    async def again() -> None:
        """One agreement ends, the next enters into force, and so on."""
        made = agreements[(len(rounds) + 1) // 2]
        ends = len(rounds) % 2 == 0
        step = place.over(made) if ends else act(place.of, "MLT", made, "sign", version=1)
        rounds.append(asyncio.create_task(step))
        await asyncio.wait(rounds[-1:], timeout=None if len(rounds) < TIMES else 0.5)
        place.stop.meanwhile = again

    place.stop.path = f"/api/assets/{asset['id']}/readiness"
    place.stop.meanwhile = again
    answer = await place.ready(asset["id"])
    assert answer.status_code == 200, answer.text
    for one in rounds[:-1]:
        one.result()
    assert len(rounds) == TIMES
    place.stop.meanwhile = None
    await rounds[-1]


async def test_nobody_waits_for_a_long_list_that_was_overtaken_each_time(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told so; the last change of access is done before its last attempt ends, too."""
    monkeypatch.setattr(assets, "UNDER_LOCK", 1)
    agreements = [await place.shared(visibility="readiness")]
    agreements += [await place.shared(signed=False, visibility="readiness") for _ in range(2)]
    rounds = 0

    async def again() -> None:
        nonlocal rounds
        made = agreements[(rounds + 1) // 2]
        rounds += 1
        async with asyncio.timeout(60):
            if rounds % 2 == 0:
                await act(place.of, "MLT", made, "sign", version=1)
            else:
                await place.over(made)
        place.stop.meanwhile = again

    place.stop.path, place.stop.meanwhile = "/api/assets/import", again
    answer = await place.of("MLT", "registrar").post(
        "/api/assets/import",
        content="name,type,base_lat,base_lon\nOne,S7,36.0,14.5\nTwo,S7,36.0,14.5\n",
        headers={"Content-Type": "text/csv"},
    )
    place.stop.meanwhile = None
    assert (answer.status_code, answer.json()["code"]) == (503, "overtaken")
    assert rounds == TIMES


@pytest.mark.long
@pytest.mark.parametrize(("was", "becomes"), [("distress", "alert"), ("alert", "distress")])
async def test_a_condition_of_a_term_that_begins_or_ends_meanwhile_counts(
    place: Place, was: str, becomes: str
) -> None:
    await place.shared(visibility="readiness", phases=["alert"])
    asset = await registered(place.of, "MLT", helicopter())
    incident = await opened(place.of, "ITA", phase=was)

    async def reclassify(phase: str = becomes) -> None:
        answer = await place.of("ITA", "watch_officer").post(
            f"/api/incidents/{incident['id']}/phase",
            json={"phase": phase, "reason": "It has called again."},
        )
        assert answer.status_code < 300, answer.text

    path = f"/api/assets/{asset['id']}/readiness"
    await place.overtaken(path, reclassify, place.ready(asset["id"]))
    assert (("asset", asset["id"]) in place.readers["ITA"].picture) is (becomes == "alert")
    if becomes == "alert":
        await reclassify("distress")


@pytest.mark.long
async def test_a_case_is_drawn_under_the_awareness_that_stands(place: Place) -> None:
    made = await place.shared(incident_awareness="coarse")
    incident = await opened(place.of, "MLT")

    async def end() -> None:
        await place.over(made)

    path = f"/api/incidents/{incident['id']}/phase"
    write = place.of("MLT", "watch_officer").post(
        path, json={"phase": "alert", "reason": "It has called again."}
    )
    await place.overtaken(path, end, write)
    assert ("incident", incident["id"]) not in place.readers["ITA"].picture


async def test_newcomers_miss_nothing_of_the_assets_at_work(place: Place, here: World) -> None:
    asset = await registered(place.of, "MLT", helicopter())
    incident = await opened(place.of, "ITA")
    made = await offered(place.of, "MLT", f"incidents/{incident['id']}", asset["id"])
    await accepted(place.of, "ITA", made)

    async def involve() -> None:
        await asked(place.of, here, "GRC", incident=incident)

    path = f"/api/assets/{asset['id']}/readiness"
    await place.overtaken(path, involve, place.ready(asset["id"]))
    assert place.readers["GRC"].picture["asset", asset["id"]]["readiness"] == "unavailable"


@pytest.mark.long
async def test_a_case_that_was_linked_while_it_was_waited_for_is_locked_with_the_other(
    place: Place, seeded_here: tuple[str, World]
) -> None:
    """Both are drawn, so both must be held: else two writers draw each other's case as it was."""
    ours, theirs = await opened(place.of, "ITA"), await opened(place.of, "MLT")
    one, other = UUID(ours["id"]), UUID(theirs["id"])
    async with database(seeded_here[0]) as waiting, database(seeded_here[0]) as third:
        await incidents.lock_all(place.db, [one, other])
        link_id = uuid7()
        place.db.add_all(
            IncidentLink(
                incident_id=a,
                other_id=b,
                link_id=link_id,
                state=LinkState.ACCEPTED,
                asked=False,
                by_party="ITA",
                at=START,
            )
            for a, b in ((one, other), (other, one))
        )
        await place.db.flush()
        held = asyncio.create_task(incidents.lock_all(waiting, [one]))
        await asyncio.sleep(0.3)
        assert not held.done()
        await place.db.commit()
        assert (await held).keys() == {one}
        free = await third.execute(
            text("SELECT id FROM incident WHERE id = :id FOR NO KEY UPDATE SKIP LOCKED"),
            {"id": other},
        )
        assert free.all() == []


@pytest.mark.long
async def test_a_write_that_had_to_wait_is_judged_by_the_time_of_what_it_waited_for(
    place: Place, time: ExerciseTime
) -> None:
    made = await place.shared(visibility="readiness")
    asset = await registered(place.of, "MLT", helicopter())
    await place.start()
    lock = text("SELECT id FROM asset WHERE id = :id FOR UPDATE")
    await place.db.execute(lock, {"id": asset["id"]})
    waiting = asyncio.create_task(place.ready(asset["id"]))
    await asyncio.sleep(0.3)
    time.advance(minutes=1)
    await place.over(made)
    await place.follow()
    await place.db.rollback()
    assert (await waiting).status_code == 200
    await place.check()
    assert ("asset", asset["id"]) not in place.readers["ITA"].picture


async def test_a_snapshot_that_had_to_wait_shows_no_more_than_its_number_allows(
    place: Place, time: ExerciseTime
) -> None:
    made = await place.shared(visibility="readiness")
    asset = await registered(place.of, "MLT", helicopter())
    asked_at = time.now

    async def shown() -> bool:
        taken = await snapshot.take(place.db, "ITA", now=asked_at)
        await place.db.rollback()
        return asset["id"] in taken.columns.asset["id"]

    assert await shown()
    time.advance(minutes=1)
    await place.over(made)
    assert not await shown()


async def test_a_fix_that_is_no_entry_is_not_missed_by_who_sees_a_zone_since_then(
    place: Place,
) -> None:
    """Signing waits for it: what comes into the zone, or leaves it, is drawn after."""
    made = await place.shared(signed=False, visibility="readiness", **STRAIT)
    asset = await registered(place.of, "MLT", helicopter())
    signed: list[asyncio.Task[Any]] = []

    async def sign() -> None:
        signing = act(place.of, "MLT", made, "sign", version=1)
        signed.append(asyncio.create_task(signing))
        await asyncio.sleep(0.5)
        assert not signed[0].done()

    path = f"/api/assets/{asset['id']}/fixes"
    await place.start()
    place.stop.path, place.stop.meanwhile = path, sign
    answer = await place.of("MLT", "feed").post(path, json=[fix(*OUTSIDE)])
    assert answer.status_code == 200, answer.text
    await asyncio.gather(*signed)
    await place.follow()
    await place.check()
    assert ("asset", asset["id"]) not in place.readers["ITA"].picture


async def test_who_delivers_while_a_zone_is_signed_does_it_again_under_it(place: Place) -> None:
    made = await place.shared(signed=False, visibility="readiness", **STRAIT)
    asset = await registered(place.of, "MLT", helicopter())
    delivering: list[asyncio.Task[Any]] = []

    async def deliver() -> None:
        sent = delivered(place.of, "MLT", asset["id"], fix(*OUTSIDE))
        delivering.append(asyncio.create_task(sent))
        await asyncio.sleep(0.5)
        assert not delivering[0].done()

    await place.start()
    place.stop.path, place.stop.meanwhile = f"/api/agreements/{made}/sign", deliver
    await act(place.of, "MLT", made, "sign", version=1)
    await asyncio.gather(*delivering)
    await place.follow()
    await place.check()
    assert ("asset", asset["id"]) not in place.readers["ITA"].picture


@pytest.mark.long
async def test_an_asset_that_enters_a_zone_while_it_is_changed_shows_as_it_is(
    place: Place,
) -> None:
    await place.shared(visibility="readiness", **STRAIT)
    asset = await registered(place.of, "MLT", helicopter())
    await delivered(place.of, "MLT", asset["id"], fix(*OUTSIDE, START - timedelta(hours=6)))
    moved: list[asyncio.Task[Any]] = []

    async def enter() -> None:
        at = fix(*INSIDE, START + timedelta(seconds=1))
        entering = delivered(place.of, "MLT", asset["id"], at)
        moved.append(asyncio.create_task(entering))
        await asyncio.sleep(0.5)

    path = f"/api/assets/{asset['id']}/readiness"
    await place.start()
    place.stop.path, place.stop.meanwhile = path, enter
    assert (await place.ready(asset["id"])).status_code == 200
    await asyncio.gather(*moved)
    await place.check()
    assert place.readers["ITA"].picture["asset", asset["id"]]["readiness"] == "unavailable"
