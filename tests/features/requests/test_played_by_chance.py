"""Cases played by chance: at every instant no time, count or coverage tells what is not true."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.requests.deployment_traits import TRAITS
from sar.requests.deployments.lateness import LEAST_MARGIN, MARGIN_OF_WHAT_IS_LEFT
from sar.requests.time_rows import AGAIN
from sar.requests.words import DeploymentState
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.requests import (
    Plain,
    asked,
    foreseen,
    id_of,
    instant,
    later,
    need,
    offer,
    opened,
    plain,
    post,
    ship_of_opportunity,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio

SECOND = timedelta(seconds=1)
STEPS = (
    *("mobilise", "depart", "get-underway", "proceed", "arrive", "load", "embark", "deliver"),
    *("refuel", "resume", "release", "return", "returned", "recall", "stand-down"),
    "promise",
)
PARTIES = ("ITA", "MLT")


class Play:
    """A case of Italy's for which Malta is asked, and everything that may happen in it."""

    def __init__(
        self, seed: int, client_of: ClientOf, db: AsyncSession, time: ExerciseTime
    ) -> None:
        self.chance = random.Random(seed)
        self.client_of, self.db, self.time = client_of, db, time
        self.case: Plain = {}
        self.request: Plain = {}
        self.units: list[Plain] = []

    async def begin(self, world: World) -> None:
        sharing = term(visibility="position", grantor="MLT", grantees=["ITA"])
        await concluded(self.client_of, agreement(sharing, reference="IM"))
        self.case = await opened(self.client_of)
        wanted = need(kinds=[], unit="persons", quantity=120, by_at=later(minutes=70))
        self.request = await asked(self.client_of, world, "MLT", incident=self.case, needs=[wanted])
        for n in range(4):
            unit = helicopter(name=f"Rescue {n}", at_sea=n == 3, type="S9" if n > 1 else "H1")
            self.units.append(await registered(self.client_of, "MLT", unit))
        body = {"id": id_of(), "ship_id": (await ship_of_opportunity(self.client_of))["id"]}
        await post(self.client_of, "ITA", f"incidents/{self.case['id']}/ships", **body)

    async def something(self) -> str:
        """Happens; a refusal is an answer too."""
        happening = self.chance.choice(
            [self._time_passes] * 4
            + [self._step] * 8
            + [self._fix] * 5
            + [self._offer] * 3
            + [self._accept] * 3
            + [self._datum]
        )
        return await happening()

    async def _time_passes(self) -> str:
        minutes = self.chance.choice([0.2, 1, 3, 10, 25])
        self.time.advance(minutes=minutes)
        return f"{minutes} min pass"

    async def _step(self) -> str:
        works = await self._works()
        if not works:
            return "nobody is at work"
        work, action = self.chance.choice(works), self.chance.choice(STEPS)
        body: dict[str, Any] = {"note": "By chance."}
        if action in ("load", "embark", "deliver"):
            body["persons"] = self.chance.randint(1, 12)
        if action == "promise" or self.chance.random() < 0.2:
            body["promised_at"] = later(minutes=self.chance.randint(1, 90))
        for party in PARTIES:
            answer = await post(self.client_of, party, f"deployments/{work['id']}/{action}", **body)
            if answer.status_code == 200:
                return f"{work['name']} {action} by {party}"
        return f"{work['name']} may not {action}"

    async def _fix(self) -> str:
        unit = self.chance.choice(self.units)
        lat, lon = 35.9 - self.chance.random() * 1.6, 12.7 + self.chance.random() * 1.7
        await delivered(self.client_of, "MLT", unit["id"], fix(lon, lat, self.time.now))
        return f"{unit['name']} is seen"

    async def _offer(self) -> str:
        unit = self.chance.choice(self.units)
        promised = later(minutes=self.chance.randint(1, 120))
        item = {"asset_id": unit["id"]} | (
            {"promised_at": promised} if self.chance.random() < 0.5 else {}
        )
        where = f"/api/requests/{self.request['id']}/offers"
        body = offer() | {"items": [item], "valid_until": later(hours=2)}
        answer = await self.client_of("MLT", "watch_officer").post(where, json=body)
        return f"{unit['name']} offered: {answer.status_code}"

    async def _accept(self) -> str:
        listed = await self.client_of("ITA", "observer").get(
            f"/api/requests/{self.request['id']}/offers"
        )
        waiting = [one for one in plain_list(listed) if one["state"] == "offered"]
        if not waiting:
            return "no offer waits"
        answer = await post(
            self.client_of, "ITA", f"offers/{self.chance.choice(waiting)['id']}/accept"
        )
        return f"accepted: {answer.status_code}"

    async def _datum(self) -> str:
        lon, lat = 12.0 + self.chance.random(), 34.0 + self.chance.random()
        point = {"type": "Point", "coordinates": [lon, lat]}
        body: dict[str, Any] = {"point": point, "uncertainty_nm": 1.0, "reason": "By chance."}
        await post(self.client_of, "ITA", f"incidents/{self.case['id']}/datum", **body)
        return f"the datum is {lat:.1f} {lon:.1f}"

    async def _works(self) -> list[Plain]:
        answer = await self.client_of("ITA", "observer").get("/api/deployments?limit=100")
        works: list[Plain] = plain(answer)["items"]
        return works


def plain_list(answer: Any) -> list[Plain]:
    assert answer.status_code == 200, answer.text
    found: list[Plain] = answer.json()
    return found


def faults(seen: Plain, now: datetime) -> Iterator[str]:
    """The things in a party's picture that cannot be."""
    times = {one["id"]: one for one in seen["expected"]}
    needs = {need["id"]: need for request in seen["request"] for need in request["needs"]}
    for time in seen["expected"]:
        if time["at"] is not None:
            if instant(time["at"]) < now - SECOND:
                yield f"expected in the past: {time}"
            if not instant(time["early_at"]) <= instant(time["at"]) <= instant(time["late_at"]):
                yield f"no spread: {time}"
            if time["leaves_at"] and instant(time["at"]) < instant(time["leaves_at"]):
                yield f"there before it leaves: {time}"
    for work in seen["deployment"]:
        traits = TRAITS[DeploymentState(work["state"])]
        time = times.get(work["id"])
        if traits.before_scene and time is None:
            yield f"no time, and no word why: {work['name']}"
        if not traits.before_scene and time and time["at"] is not None:
            yield f"there, and expected: {work['name']}"
        leaves_at = time["leaves_at"] if time else None
        if (
            traits.waits
            and time
            and leaves_at
            and instant(leaves_at) < instant(time["as_of"]) - SECOND
        ):
            yield f"has not left, and left before it was worked out: {time}"
        if traits.before_scene and time and instant(time["as_of"]) < now - AGAIN - SECOND:
            yield f"not worked out for more than a minute: {time}"
        if work["view"] == "brief":
            continue
        yield from _lateness(work, time, needs.get(work["need_id"]), now)
        counted = work["recovered"] + work["taken_over"]
        if counted != work["aboard"] + work["delivered"] + work["handed_over"]:
            yield f"somebody is lost from the count: {work}"
    for wanted in needs.values():
        yield from _coverage(wanted, [w for w in seen["deployment"] if w["view"] == "full"])
    active = {
        w["asset_id"] for w in seen["deployment"] if TRAITS[DeploymentState(w["state"])].binds
    }
    for asset in seen["asset"]:
        if asset.get("bound") and asset["id"] not in active:
            yield f"bound to nothing: {asset['name']}"


def _lateness(
    work: Plain, time: Plain | None, wanted: Plain | None, now: datetime
) -> Iterator[str]:
    if not TRAITS[DeploymentState(work["state"])].before_scene or not time or not time["at"]:
        return
    expected = instant(time["at"])
    by: str | None = wanted["by_at"] if wanted else None
    if by and expected > instant(by) and work["late"] != "need":
        yield f"comes after it is needed, and nobody is told: {work['name']}"
    due = work["promised_at"] or work["first_expected_at"]
    margin = max(LEAST_MARGIN, MARGIN_OF_WHAT_IS_LEFT * (expected - now))
    if due and expected > instant(due) + margin and work["late"] is None:
        yield f"comes after the promise, and nobody is told: {work['name']}"
    surely = by is None or expected <= instant(by) - timedelta(minutes=1)
    if work["late"] and due and expected <= instant(due) and surely:
        yield f"late, and in time: {work['name']}"


def _coverage(need: Plain, works: list[Plain]) -> Iterator[str]:
    told = need["coverage"]
    if told is None:
        return
    there = sum(w["persons"] + w["recovered"] for w in works if w["need_id"] == need["id"])
    if told["promised"] != told["recovered"] + told["room"]:
        yield f"neither recovered nor room for more: {told}"
    if told["in_time"] + told["late"] > told["promised"] or told["promised"] > there:
        yield f"more covered than there is: {told}, {there}"


async def played(play: Play, world: World, *, happenings: int) -> None:
    """All that happens, and after each of it what both parties' pictures say."""
    client_of, db, time = play.client_of, play.db, play.time
    await play.begin(world)
    story: list[str] = []
    for _ in range(happenings):
        story.append(await play.something())
        if play.chance.random() < 0.2:
            async with lawful(db):
                await foreseen(db)
        else:
            await foreseen(db)
        for party in PARTIES:
            seen = plain(await client_of(party, "observer").get("/api/snapshot"))
            found = list(faults(seen, time.now))
            assert found == [], "\n".join([f"as {party}:", *story, *found])


@pytest.mark.long
@pytest.mark.parametrize(
    ("seed", "happenings"),
    [(0, 12), *(pytest.param(n, 20, marks=pytest.mark.long) for n in (0, 1))],
)
async def test_nothing_untrue_is_shown(
    seed: int,
    happenings: int,
    client_of: ClientOf,
    db: AsyncSession,
    time: ExerciseTime,
    world: World,
) -> None:
    await played(Play(seed, client_of, db, time), world, happenings=happenings)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 130))
async def test_nothing_untrue_is_shown_in_many_long_cases(
    seed: int, client_of: ClientOf, db: AsyncSession, time: ExerciseTime, world: World
) -> None:
    await played(Play(seed, client_of, db, time), world, happenings=120)
