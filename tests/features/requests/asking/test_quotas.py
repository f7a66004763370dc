"""Quotas of requests below distress: exact, by pair of parties, never in the way of distress."""

import asyncio
from collections import Counter
from typing import Any

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.incidents import act
from tests.given.record import told
from tests.given.requests import Plain, asked, opened, plain, post, request
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio

FULL = "too_many_requests_to_party"


async def send(
    client_of: ClientOf, world: World, *to: str, party: str = "ITA", **fields: Any
) -> httpx.Response:
    body = request(world, *(to or ("MLT",)), **fields)
    return await client_of(party, "watch_officer").post("/api/requests", json=body)


async def flood(client_of: ClientOf, world: World, times: int, **fields: Any) -> list[Plain]:
    """Requests that are all taken."""
    return [await asked(client_of, world, "MLT", **fields) for _ in range(times)]


async def acknowledge(client_of: ClientOf, sent: list[Plain]) -> None:
    for one in sent:
        answer = await post(client_of, "MLT", f"requests/{one['id']}/acknowledge")
        assert answer.status_code == 200, answer.text


async def listed(client_of: ClientOf, party: str) -> int:
    found = await client_of(party, "observer").get("/api/snapshot")
    return len(plain(found)["request"])


@pytest.mark.long
async def test_of_sixty_in_a_row_twenty_are_sent(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of, phase="alert")
    answers = [await send(client_of, world, incident=incident) for _ in range(60)]
    assert [answer.status_code for answer in answers] == [201] * 20 + [429] * 40
    refused = plain(answers[-1])
    assert refused["code"] == FULL
    assert refused["params"] == {"parties": ["MLT"], "retry_after_s": 300}
    assert answers[-1].headers["Retry-After"] == "300"
    assert "20 wait for its first answer" in refused["detail"]
    assert "Call Malta by telephone" in refused["detail"]
    assert await listed(client_of, "MLT") == await listed(client_of, "ITA") == 20
    assert (await told(db, "MLT")).count("RequestOpened") == 20


@pytest.mark.long
async def test_what_is_answered_or_cancelled_waits_no_more_but_counts_within_the_hour(
    client_of: ClientOf, world: World, time: ExerciseTime
) -> None:
    await acknowledge(client_of, await flood(client_of, world, 20))
    time.advance(minutes=20)
    for one in await flood(client_of, world, 10):
        answer = await post(client_of, "ITA", f"requests/{one['id']}/cancel", reason="A slip.")
        assert answer.status_code == 200
    refused = await send(client_of, world)
    assert (refused.status_code, plain(refused)["code"]) == (429, FULL)
    assert "30 were sent within the hour" in plain(refused)["detail"]
    assert refused.headers["Retry-After"] == str(40 * 60)
    time.advance(minutes=40)
    assert (await send(client_of, world)).status_code == 201


async def test_distress_is_never_refused_and_counts_for_nothing(
    client_of: ClientOf, world: World
) -> None:
    distress = await opened(client_of)
    await flood(client_of, world, 21, incident=distress)
    await flood(client_of, world, 20)
    assert (await send(client_of, world)).status_code == 429
    await flood(client_of, world, 2, incident=distress)


@pytest.mark.long
async def test_a_case_that_is_no_more_in_distress_counts_and_one_raised_to_it_does_not(
    client_of: ClientOf, world: World
) -> None:
    incident = await opened(client_of)
    await flood(client_of, world, 20, incident=incident)

    async def say(path: str, **said: str) -> None:
        told = await act(client_of, "ITA", "coordinator", f"{incident['id']}/{path}", **said)
        assert told.status_code == 200, told.text

    async def answers() -> list[int]:
        """For the case, and for another centre that has nothing to do with it."""
        sent = (
            await send(client_of, world, incident=incident),
            await send(client_of, world, "GRC"),
        )
        return [one.status_code for one in sent]

    for lower in ("alert", "uncertainty"):
        await say("phase", phase=lower, reason="As it is told.")
        assert await answers() == [201, 201], "one person's word takes no safeguard away"
        await say("second", function="Head of watch")
        assert await answers() == [429, 201]
        await say("phase", phase="distress", reason="As it is told.")
        assert await answers() == [201, 201]


@pytest.mark.long
async def test_it_is_counted_by_pair(client_of: ClientOf, world: World) -> None:
    await flood(client_of, world, 20)
    assert (await send(client_of, world, "GRC")).status_code == 201
    assert (await send(client_of, world, party="TUN")).status_code == 201
    # Nobody is sent what not everybody can be sent.
    was = await listed(client_of, "TUN")
    assert (await send(client_of, world, "TUN", "MLT")).status_code == 429
    assert await listed(client_of, "TUN") == was


@pytest.mark.long
async def test_centres_that_are_only_listed_have_none(client_of: ClientOf, world: World) -> None:
    for _ in range(21):
        assert (await send(client_of, world, "LBY")).status_code == 201


@pytest.mark.long
async def test_drafts_count_when_they_are_sent_and_a_party_added_counts_alike(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    drafts = await flood(client_of, world, 21, open=False)
    for draft in drafts[:20]:
        assert (await post(client_of, "ITA", f"requests/{draft['id']}/open")).status_code == 200
    async with lawful(db):
        refused = await post(client_of, "ITA", f"requests/{drafts[20]['id']}/open")
    assert (refused.status_code, plain(refused)["code"]) == (429, FULL)
    elsewhere = await asked(client_of, world, "GRC")
    more: Plain = {
        "reason": "Malta too.",
        "needs": [{"id": one["id"], "kinds": ["aircraft"]} for one in elsewhere["needs"]],
        "to": [str(world.centres["MLT"])],
    }
    async with lawful(db):
        added = await post(client_of, "ITA", f"requests/{elsewhere['id']}/amend", **more)
    assert (added.status_code, plain(added)["code"]) == (429, FULL)
    more["to"] = []
    assert (await post(client_of, "ITA", f"requests/{elsewhere['id']}/amend", **more)).is_success


@pytest.mark.long
async def test_a_repeat_gets_the_answer_of_the_first(client_of: ClientOf, world: World) -> None:
    sent = await flood(client_of, world, 19)
    client = client_of("ITA", "watch_officer")
    last, over = request(world, "MLT"), request(world, "MLT")
    assert [(await client.post("/api/requests", json=last)).status_code for _ in "abc"] == [201] * 3
    assert [(await client.post("/api/requests", json=over)).status_code for _ in "ab"] == [429] * 2
    await acknowledge(client_of, sent[:1])
    assert [(await client.post("/api/requests", json=over)).status_code for _ in "ab"] == [201] * 2


# with real commits


@pytest.mark.long
async def test_many_at_once_are_counted_exactly(
    of: ClientOf, seeded_here: tuple[str, World]
) -> None:
    """Drafts and new ones, of several cases, whose filings wait for no common row."""
    world = seeded_here[1]
    cases = [await opened(of, phase="alert") for _ in range(3)]
    drafts = [await asked(of, world, "MLT", incident=cases[n % 3], open=False) for n in range(15)]
    client = of("ITA", "watch_officer")

    async def post_until_told(path: str, body: Plain) -> Plain:
        answer = await client.post(path, json=body)
        told = plain(answer)
        busy = answer.status_code in (429, 503) and told["code"] != FULL
        return await post_until_told(path, body) if busy else told

    told = await asyncio.gather(
        *(post_until_told(f"/api/requests/{draft['id']}/open", {}) for draft in drafts),
        *(
            post_until_told("/api/requests", request(world, "MLT", incident=cases[n % 3]))
            for n in range(15)
        ),
    )
    assert Counter(one.get("code", "sent") for one in told) == {"sent": 20, FULL: 10}
    waiting = plain(await of("MLT", "observer").get("/api/snapshot"))["request"]
    assert len(waiting) == 20
