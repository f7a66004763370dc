"""A case is closed as the same as a linked one: two boats until proven one."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.alarms.list_taken import LIST_OVERDUE
from sar.incidents.assessment.seconding import STAYS_ALONE
from sar.incidents.jobs import note_alone
from tests.clients import ClientOf, SignedIn
from tests.conftest import ExerciseTime
from tests.given.incidents import case_seen, codes, opened, plain
from tests.given.jobs import run_job
from tests.given.record import entries, sentences, told
from tests.given.requests import deferred, hailed, stepped
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio

Plain = dict[str, Any]
SAME = "The caller of both is one man, with one number."


async def two_linked(client_of: ClientOf, **fields: Any) -> tuple[Plain, Plain]:
    """Two linked cases of Italy's; `fields` of the second."""
    one, other = await opened(client_of), await opened(client_of, **fields)
    body = {"other_id": other["id"], "reason": "Same place."}
    path = f"/api/incidents/{one['id']}/links"
    linked = await client_of("ITA", "watch_officer").post(path, json=body)
    assert linked.is_success, linked.text
    return one, other


async def test_it_is_closed_at_once_on_one_word_and_a_second_is_awaited_beside_the_other(
    signed_in: SignedIn, client_of: ClientOf, db: AsyncSession
) -> None:
    one, other = await two_linked(client_of)
    first, second = await signed_in("coordinator"), await signed_in("watch_officer")
    body = {"reason": SAME, "same_as": other["id"]}
    async with lawful(db):
        closed = plain(await first.post(f"/api/incidents/{one['id']}/close", json=body))
    assert (closed["state"], closed["asked_to_close"]) == ("closed", None)
    assert closed["outcome"] == (
        f"Closed as the same as a linked case, where the search goes on. {SAME}"
    )
    assert closed["links"][0]["reference"] == other["reference"], "both references stay"
    seen = plain(await first.get(f"/api/incidents/{other['id']}"))
    (word,) = seen["closed_as_this"]
    assert (word["reference"], word["reason"], word["alone"]) == (one["reference"], SAME, False)
    for name in ("state", "pob", "people", "needs", "phase_at", "assessment_due_at"):
        assert seen.get(name) == other.get(name), "nothing passes from the one to the other"
    malta = await case_seen(client_of, other, "MLT")
    assert malta["closed_as_this"] == []
    assert await sentences(db, "ITA", of="CaseClosedAs") == [
        f"{one['reference']} was closed as the same as {other['reference']}: {SAME} Both references"
        " stay; counts, clocks and units do not pass from the one to the other."
    ]
    where = f"/api/incidents/{other['id']}/second"
    alone = await first.post(where, json={"word_id": word["id"]})
    assert alone.status_code == 422, "one person is no second"
    over = f"/api/incidents/{one['id']}/text?kind=relay-cancelled"
    assert codes(await first.get(over)) == ["relay_is_true"], "on one word alone"
    async with lawful(db):
        done = await second.post(where, json={"word_id": word["id"]})
    assert plain(done)["closed_as_this"] == []
    assert (await first.get(over)).status_code == 200
    assert (await entries(db, "ITA"))[-1]["type"] == "ClosedAsSeconded"


async def test_without_a_second_it_stays_alone_and_reopened_it_is_another_boat_again(
    signed_in: SignedIn, client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    one, other = await two_linked(client_of)
    first = await signed_in("coordinator")
    body = {"reason": SAME, "same_as": other["id"]}
    await first.post(f"/api/incidents/{one['id']}/close", json=body)
    (job,) = await deferred(db, STAYS_ALONE)
    due = time.advance(minutes=30)
    await run_job(db, note_alone, job, now=due, times=2)
    seen = plain(await first.get(f"/api/incidents/{other['id']}"))
    assert [one["alone"] for one in seen["closed_as_this"]] == [True]
    assert (await told(db, "ITA")).count("ClosedAsAlone") == 1
    async with lawful(db):
        again = await first.post(
            f"/api/incidents/{one['id']}/reopen", json={"reason": "Two boats were seen."}
        )
    assert plain(again)["state"] == "open"
    assert plain(await first.get(f"/api/incidents/{other['id']}"))["closed_as_this"] == []


@pytest.mark.long
async def test_no_list_of_the_missing_is_owed_of_it_before_it_is_a_boat_of_its_own_again(
    signed_in: SignedIn, client_of: ClientOf, db: AsyncSession
) -> None:
    one, other = await two_linked(client_of)
    first = await signed_in("coordinator")
    where = f"/api/incidents/{one['id']}"
    async with lawful(db):
        body = {"reason": SAME, "same_as": other["id"]}
        closed = plain(await first.post(f"{where}/close", json=body))
    assert (closed["state"], closed["lost_list"]) == ("closed", None)
    assert await deferred(db, LIST_OVERDUE) == []
    pictured = plain(await first.get("/api/snapshot"))["incident"]
    assert [each["id"] for each in pictured] == [other["id"]], "it has left its lead's picture too"
    assert (await first.post(f"{where}/reopen", json={"reason": "Two boats."})).is_success
    despite = {"despite": "No hope is left.", "second": "Head of operations"}
    over = plain(await first.post(f"{where}/close", json={"reason": "Nobody is found.", **despite}))
    assert over["lost_list"]["due_at"], "then it is"
    assert len(await deferred(db, LIST_OVERDUE)) == 1


@pytest.mark.long
async def test_the_dead_of_it_are_its_own_and_their_list_is_owed(
    signed_in: SignedIn, client_of: ClientOf, db: AsyncSession
) -> None:
    one, other = await two_linked(client_of)
    ship = await hailed(client_of, one)
    await stepped(client_of, "ITA", ship, "proceed", "arrive")
    first = await signed_in("coordinator")
    dead = {"fact": "found-dead", "persons": 2}
    assert (await first.post(f"/api/deployments/{ship['id']}/lives", json=dead)).is_success
    await stepped(client_of, "ITA", ship, "release")
    where = f"/api/incidents/{one['id']}"
    async with lawful(db):
        body = {"reason": SAME, "same_as": other["id"]}
        closed = plain(await first.post(f"{where}/close", json=body))
    owed = closed["lost_list"]
    assert (owed["missing_min"], owed["missing_max"], owed["dead"]) == (0, 0, 2)
    assert owed["due_at"]
    async with lawful(db):
        taken = {"authority": "The prosecutor", "function": "Duty officer", "channel": "Telephone"}
        told = plain(await first.post(f"{where}/lost-list", json=taken))
    assert told["lost_list"]["due_at"] is None


async def test_a_second_heard_by_voice_is_told_at_once(
    signed_in: SignedIn, client_of: ClientOf, db: AsyncSession
) -> None:
    one, other = await two_linked(client_of)
    first = await signed_in("coordinator")
    body = {"reason": SAME, "same_as": other["id"], "second": "Head of operations"}
    async with lawful(db):
        done = await first.post(f"/api/incidents/{one['id']}/close", json=body)
    assert plain(done)["state"] == "closed"
    assert plain(await first.get(f"/api/incidents/{other['id']}"))["closed_as_this"] == []
    assert (await told(db, "ITA")).count("ClosedAsSeconded") == 1
    assert await deferred(db, STAYS_ALONE) == []


async def test_nobody_is_lost_and_no_unit_passes(signed_in: SignedIn, client_of: ClientOf) -> None:
    first = await signed_in("coordinator")
    one, few = await two_linked(client_of, pob={"min": 30, "max": 30})
    where = f"/api/incidents/{one['id']}/close"
    lost = await first.post(where, json={"reason": SAME, "same_as": few["id"]})
    assert codes(lost) == ["fewer_there"]
    apart = await opened(client_of)
    unlinked = await first.post(where, json={"reason": SAME, "same_as": apart["id"]})
    assert codes(unlinked) == ["not_linked"]
    itself = await first.post(where, json={"reason": SAME, "same_as": one["id"]})
    assert codes(itself) == ["same_case"]
    one, other = await two_linked(client_of)
    ship = await hailed(client_of, one)
    where = f"/api/incidents/{one['id']}/close"
    tasked = await first.post(where, json={"reason": SAME, "same_as": other["id"]})
    assert codes(tasked) == ["still_tasked"]
    await stepped(client_of, "ITA", ship, "release")
    done = await first.post(where, json={"reason": SAME, "same_as": other["id"]})
    assert plain(done)["state"] == "closed"


async def test_it_takes_one_lead_first(client_of: ClientOf) -> None:
    one, theirs = await opened(client_of), await opened(client_of, "MLT")
    body = {"other_id": one["id"], "reason": "Same place."}
    path = f"/api/incidents/{theirs['id']}/links"
    made = plain(await client_of("MLT", "watch_officer").post(path, json=body))
    accept = f"/api/incidents/{one['id']}/links/{made['links'][0]['id']}/accept"
    assert (await client_of("ITA", "watch_officer").post(accept)).is_success
    refused = await client_of("MLT", "coordinator").post(
        f"/api/incidents/{theirs['id']}/close", json={"reason": SAME, "same_as": one["id"]}
    )
    assert codes(refused) == ["two_leads"]


@pytest.mark.long
async def test_who_leads_the_other_case_now_is_the_second(
    signed_in: SignedIn, client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    one, other = await two_linked(client_of)
    first = await signed_in("coordinator")
    where = f"/api/incidents/{other['id']}"
    closed = await first.post(
        f"/api/incidents/{one['id']}/close", json={"reason": SAME, "same_as": other["id"]}
    )
    assert closed.is_success, closed.text
    to = {"to_centre_id": str(world.centres["MLT"])}
    assert (await first.post(f"{where}/coordination", json=to)).is_success
    malta = client_of("MLT", "coordinator")
    assert (await malta.post(f"{where}/coordination/accept", json={})).is_success
    (word,) = plain(await malta.get(where))["closed_as_this"]
    async with lawful(db):
        body = {"word_id": word["id"], "function": "Head of the watch"}
        done = await malta.post(f"{where}/second", json=body)
    assert done.is_success, done.text
    assert plain(done)["closed_as_this"] == []
