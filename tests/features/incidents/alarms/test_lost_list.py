"""The list of the missing and the dead: owed by the lead also of a closed case, taken by counts."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.alarms.list_taken import LIST_OVERDUE
from sar.incidents.jobs import note_list_overdue
from tests.beginnings import beginning
from tests.clients import ClientOf, SignedIn
from tests.conftest import ExerciseTime
from tests.given.incidents import case_seen
from tests.given.jobs import run_job
from tests.given.record import entries, told
from tests.given.requests import (
    Plain,
    codes,
    deferred,
    hailed,
    opened,
    plain,
    post,
    stepped,
    zulu,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio

FOUR = {"min": 4, "max": 4, "source": "caller"}
BY_VOICE = {"despite": "No hope is left.", "second": "Head of operations"}
OFFICE = {
    "authority": "Office for missing persons",
    "function": "Duty officer",
    "channel": "telephone",
}


@beginning
async def case(client_of: ClientOf) -> Plain:
    """Four on board; Malta is involved."""
    return await opened(client_of, pob=FOUR)


async def ended(signed_in: SignedIn, case: Plain, **body: Any) -> Plain:
    """Closed by a coordinator of Rome's, and a second who was heard by voice."""
    officer = await signed_in("coordinator")
    said = {"reason": "Nobody else is found.", **BY_VOICE, **body}
    answer = await officer.post(f"/api/incidents/{case['id']}/close", json=said)
    assert answer.status_code == 200, answer.text
    return plain(answer)


async def suspended(client_of: ClientOf, case: Plain) -> Plain:
    said = {"reason": "Dark.", "ground": "darkness", "second": "Head of operations"}
    answer = await post(client_of, "ITA", f"incidents/{case['id']}/suspend", **said)
    assert answer.status_code == 200, answer.text
    return plain(answer)


async def taken(client_of: ClientOf, case: Plain, party: str = "ITA", **body: Any) -> Any:
    where = f"incidents/{case['id']}/lost-list"
    return await post(client_of, party, where, role="watch_officer", **OFFICE, **body)


async def pictured(client_of: ClientOf, party: str) -> list[Plain]:
    """The cases in the party's picture."""
    found = plain(await client_of(party, "observer").get("/api/snapshot"))["incident"]
    return list(found)


async def lost(client_of: ClientOf, case: Plain, party: str = "ITA") -> Plain | None:
    found: Plain | None = (await case_seen(client_of, case, party))["lost_list"]
    return found


async def overdue(db: AsyncSession, time: ExerciseTime) -> list[str]:
    """The entries for Italy of lists that nobody took, now that every clock is looked at."""
    for args in await deferred(db, LIST_OVERDUE):
        await run_job(db, note_list_overdue, args, now=time.now)
    found = await entries(db, "ITA", of="LostListOverdue")
    return [one["sentence"] for one in found]


@pytest.mark.long
async def test_a_closed_case_stays_in_its_leads_picture_until_an_authority_has_the_list(
    signed_in: SignedIn, client_of: ClientOf, db: AsyncSession, time: ExerciseTime, case: Plain
) -> None:
    assert [one["id"] for one in await pictured(client_of, "MLT")] == [case["id"]]
    async with lawful(db):
        closed = await ended(signed_in, case)
    assert closed["state"] == "closed"
    owed = {
        "missing_min": 4,
        "missing_max": 4,
        "dead": 0,
        "due_at": zulu(hours=6),
        "taken": None,
    }
    assert closed["lost_list"] == owed
    (seen,) = await pictured(client_of, "ITA")
    assert (seen["id"], seen["state"], seen["lost_list"]) == (case["id"], "closed", owed)
    assert await pictured(client_of, "MLT") == [], "others have it in their picture no more"
    assert await lost(client_of, case, "MLT") is None
    assert "IncidentClosed" in await told(db, "MLT"), "and were told that it was closed"
    time.advance(hours=1)
    async with lawful(db):
        answer = await taken(client_of, case, at=zulu(minutes=-5))
    assert answer.status_code == 200, answer.text
    has = plain(answer)["lost_list"]
    counts = {"missing_min": 4, "missing_max": 4, "dead": 0}
    assert has["taken"] == {**OFFICE, "at": zulu(minutes=-5), **counts}
    assert has["due_at"] is None
    assert await pictured(client_of, "ITA") == []
    for party in ("ITA", "MLT"):
        assert (await entries(db, party))[-1]["sentence"] == (
            f"{case['reference']}: Office for missing persons (Duty officer) took the list of the"
            " missing and the dead at 11 Oct 13:21Z, by telephone: 4 missing, 0 dead."
        )
    time.advance(hours=6)
    assert await overdue(db, time) == []


@pytest.mark.long
@pytest.mark.parametrize("is_named", [False, True])
async def test_nobody_took_it_in_six_hours(
    signed_in: SignedIn,
    client_of: ClientOf,
    db: AsyncSession,
    time: ExerciseTime,
    case: Plain,
    is_named: bool,
) -> None:
    await ended(signed_in, case)
    call = "Call the ministry: the party has named no focal point."
    if is_named:
        call = "Call Commissioner for missing persons: +39 06 0000."
        named = {"office": "Commissioner for missing persons", "contact": "+39 06 0000"}
        async with lawful(db):
            answer = await client_of("ITA", "admin").put("/api/focal-point", json=named)
        assert plain(answer)["focal_point"] == named
        assert "FocalPointNamed" in await told(db, "TUN"), "the directory is read by all"
    time.advance(hours=6)
    said = (
        f"{case['reference']}: 6 hours after the search was suspended or ended no authority has"
        f" taken the list of the missing and the dead: 4 missing, 0 dead. {call}"
    )
    for _ in range(2):  # a worker that was killed repeats its job
        assert await overdue(db, time) == [said]
    assert "LostListOverdue" not in await told(db, "MLT")


@pytest.mark.long
async def test_what_is_counted_later_is_told_anew(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime, case: Plain
) -> None:
    ship = await hailed(client_of, case)
    await stepped(client_of, "ITA", ship, "proceed", "arrive")
    await suspended(client_of, case)
    assert (await lost(client_of, case) or {})["due_at"] == zulu(hours=6)
    await taken(client_of, case)
    assert (await lost(client_of, case) or {})["due_at"] is None
    time.advance(hours=2)
    where = f"deployments/{ship['id']}/lives"
    async with lawful(db):
        found = await post(client_of, "ITA", where, fact="found-dead", persons=3)
    assert found.status_code == 200, found.text
    has = await lost(client_of, case) or {}
    assert (has["missing_max"], has["dead"], has["due_at"]) == (1, 3, zulu(hours=6))
    assert has["taken"]["dead"] == 0, "the list of then stands beside it"
    again = await taken(client_of, case)
    assert plain(again)["lost_list"]["taken"]["dead"] == 3
    reopened = await post(client_of, "ITA", f"incidents/{case['id']}/reopen", reason="Voices.")
    assert plain(reopened)["lost_list"]["due_at"] is None, "it is searched for again"


@pytest.mark.long
async def test_bodies_found_after_the_end_bring_a_closed_case_back_to_its_lead(
    signed_in: SignedIn, client_of: ClientOf, db: AsyncSession, time: ExerciseTime, case: Plain
) -> None:
    ship = await hailed(client_of, case)
    await stepped(client_of, "ITA", ship, "proceed", "arrive")
    await stepped(client_of, "ITA", ship, "release")
    await ended(signed_in, case)
    await taken(client_of, case)
    assert await pictured(client_of, "ITA") == []
    time.advance(hours=20)
    async with lawful(db):
        where = f"deployments/{ship['id']}/lives"
        found = await post(client_of, "ITA", where, fact="found-dead", persons=2)
    assert found.status_code == 200, found.text
    (seen,) = await pictured(client_of, "ITA")
    assert (seen["state"], seen["lost_list"]["dead"]) == ("closed", 2)
    assert seen["lost_list"]["due_at"] == zulu(hours=6)
    async with lawful(db):
        back = await post(client_of, "ITA", f"incidents/{case['id']}/reopen", reason="More.")
    assert plain(back)["state"] == "open"
    assert [one["state"] for one in await pictured(client_of, "MLT")] == ["open"]


@pytest.mark.long
async def test_without_anybody_missing_or_dead_there_is_no_list(
    signed_in: SignedIn, client_of: ClientOf, db: AsyncSession, case: Plain
) -> None:
    calm = await opened(client_of, pob={"min": 0, "max": 0, "source": "all ashore"})
    closed = await ended(signed_in, calm, despite="")
    assert closed["lost_list"] is None
    async with lawful(db):
        told = await taken(client_of, calm)
    assert told.is_success, "counts that were corrected since: that it was taken is a fact"
    assert (plain(told)["lost_list"]["due_at"], plain(told)["lost_list"]["dead"]) == (None, 0)
    assert (await entries(db, "ITA"))[-1]["type"] == "LostListTaken"
    assert codes(await taken(client_of, case, "MLT")) == ["not_lead"]
    late = await taken(client_of, case, at="2031-01-01T00:00:00Z")
    assert [one["code"] for one in plain(late)["errors"]] == ["in_the_past"] or (
        late.status_code == 422
    )
    assert (
        await client_of("GRC", "watch_officer").post(
            f"/api/incidents/{case['id']}/lost-list", json=OFFICE
        )
    ).status_code == 404


@pytest.mark.long
async def test_a_list_that_is_taken_during_the_search_does_not_stop_the_clock_of_its_end(
    client_of: ClientOf, signed_in: SignedIn, db: AsyncSession, case: Plain
) -> None:
    early = await taken(client_of, case)
    assert early.status_code == 200, early.text
    async with lawful(db):
        closed = await ended(signed_in, case)
    assert closed["lost_list"]["due_at"] is not None
    assert closed["lost_list"]["taken"]["missing_min"] == 4
    again = plain(await taken(client_of, case))["lost_list"]
    assert again["due_at"] is None
