"""Suspending, closing and reopening, and what closing needs."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar import clock
from sar.agreements.models import Occasion
from sar.errors import Conflict
from sar.incidents import visible
from sar.incidents.assessment.seconding import STAYS_ALONE
from sar.incidents.ending_schemas import CloseIncidentBody
from sar.incidents.jobs import note_alone, note_look_again_due
from sar.incidents.lifecycle import ending
from sar.incidents.lifecycle.suspending import LOOK_AGAIN
from sar.incidents.models import Involved
from sar.incidents.phases import Outstanding
from sar.incidents.recording import in_full, recording
from sar.parties.caller import Caller
from tests.clients import ClientOf, SignedIn
from tests.conftest import ExerciseTime
from tests.given.incidents import (
    act,
    case_changed,
    case_seen,
    codes,
    coordinator,
    opened,
    plain,
)
from tests.given.jobs import run_job
from tests.given.places import point
from tests.given.record import entries, sentences
from tests.given.requests import deferred
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio

FIRST, SECOND = UUID(int=1), UUID(int=2)
NOBODY = Outstanding()
THREE_ABOARD = Outstanding(undelivered=3)


async def close(
    db: AsyncSession,
    caller: Caller,
    incident: dict[str, Any],
    left: Outstanding = NOBODY,
    *,
    despite: str = "",
) -> ending.Ended:
    """Close as the layer above does it."""
    now = clock.now()
    row = await visible.access_incident(db, caller, UUID(incident["id"]), lock=True)
    body = CloseIncidentBody(reason="All persons ashore.", despite=despite)
    async with recording(db, row, by=caller.actor, now=now) as entry:
        ended = await ending.close(db, caller, row, left, body, now=now)
        entry.record(ended.fact, readers=in_full, resync=ended.resync)
    await db.commit()
    return ended


async def occasions(db: AsyncSession) -> set[tuple[str, str]]:
    rows = await db.execute(select(col(Occasion.party_code), col(Occasion.phase)))
    return {(party, phase.value) for party, phase in rows}


@pytest.mark.long
async def test_a_suspended_case_stays_in_the_picture_and_goes_on(
    client_of: ClientOf, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    async with lawful(db):
        path = incident["id"]
        reason = {
            "reason": "Reasonable hope has passed.",
            "ground": "hope_passed",
            "second": "Head of operations",
        }
        assert (await act(client_of, "ITA", "watch_officer", f"{path}/suspend", **reason)).is_error
        assert codes(await act(client_of, "MLT", "coordinator", f"{path}/suspend", **reason)) == [
            "not_lead"
        ]
        answer = await act(client_of, "ITA", "coordinator", f"{path}/suspend", **reason)
        assert plain(answer)["state"] == "suspended"
    async with lawful(db):
        assert await occasions(db) == {("ITA", "distress"), ("MLT", "distress")}
        again = await act(client_of, "ITA", "coordinator", f"{path}/suspend", **reason)
        assert codes(again) == ["wrong_state"]
        assert plain(again)["state"] == "suspended"
        body = {"point": point(12.9, 34.4)}
        assert (
            await act(client_of, "MLT", "watch_officer", f"{path}/positions", **body)
        ).is_success
        reopened = await act(
            client_of, "ITA", "coordinator", f"{path}/reopen", reason="New sighting"
        )
        assert (plain(reopened)["state"], plain(reopened)["suspended_at"]) == ("open", None)


@pytest.mark.long
async def test_a_closed_case_leaves_the_picture_and_stays_readable_to_those_involved(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of, pob={"min": 0, "max": 0})
    async with lawful(db):
        ended = await close(db, coordinator(world, "ITA"), incident)
        assert ended.closed
    assert [await visible.picture(db, party, now=clock.now()) for party in ("ITA", "MLT")] == [
        {},
        {},
    ]
    assert [(e["type"], e["changes"][0]["value"]) for e in (await entries(db, "MLT"))[-1:]] == [
        ("IncidentClosed", None)
    ]
    assert await occasions(db) == set()
    client = client_of("MLT", "observer")
    found = plain(await client.get(f"/api/incidents/{incident['id']}"))
    assert (found["state"], found["outcome"]) == ("closed", "All persons ashore.")
    assert len(plain(await client.get("/api/incidents?state=closed"))["items"]) == 1


@pytest.mark.long
async def test_a_position_of_a_closed_case_is_recorded_and_stands_red_until_it_is_reopened(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    path = incident["id"]
    await close(db, coordinator(world, "ITA"), incident)
    before = set((await db.execute(select(col(Involved.party_code)))).scalars())
    place = {"point": point(12.9, 34.4), "error_nm": 1, "source": "A fishing vessel"}
    async with lawful(db):
        told = await act(client_of, "MLT", "watch_officer", f"{path}/positions", **place)
    assert told.is_success, told.text
    client = client_of("ITA", "observer")
    seen = plain(await client.get(f"/api/incidents/{path}"))
    assert seen["heard_after_close_at"] is not None
    assert seen["state"] == "closed"
    assert seen["positions_reported"] == 2
    assert set((await db.execute(select(col(Involved.party_code)))).scalars()) == before
    assert await entries(db, "ITA", of="PositionReported")
    async with lawful(db):
        body = {"reason": "A raft was sighted"}
        again = plain(await act(client_of, "ITA", "coordinator", f"{path}/reopen", **body))
    assert again["heard_after_close_at"] is None


@pytest.mark.long
async def test_the_number_on_board_of_a_closed_case_is_told_and_stands_red(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    """Closed with ninety; a survivor says that they were a hundred and twenty."""
    incident = await opened(client_of, pob={"min": 90, "max": 90})
    await close(db, coordinator(world, "ITA"), incident)
    watch, where = client_of("ITA", "watch_officer"), f"/api/incidents/{incident['id']}"
    before = plain(await watch.get(where))
    taken = {"authority": "The prosecutor", "function": "Duty officer", "channel": "Telephone"}
    listed = await act(client_of, "ITA", "watch_officer", f"{incident['id']}/lost-list", **taken)
    assert plain(listed)["lost_list"]["due_at"] is None
    body: dict[str, Any] = {"pob": {"min": 120, "max": 120, "source": "A survivor"}}
    headers = {"If-Match": f'"{plain(listed)["version"]}"'}
    async with lawful(db):
        told = plain(await watch.patch(where, json=body, headers=headers))
    assert (told["state"], told["pob"]["max"], told["pob_highest"]) == ("closed", 120, 120)
    assert before["heard_after_close_at"] is None
    assert told["heard_after_close_at"]
    assert told["people"]["outstanding_max"] == 120
    assert told["lost_list"]["due_at"], "the list is owed anew"
    for party in ("ITA", "MLT"):
        assert await entries(db, party, of="OnBoardTold")
    fewer: dict[str, Any] = {
        "pob": {"min": 100, "max": 100, "source": "The list of the port"},
        "pob_reason": "Counted by name ashore.",
    }
    headers = {"If-Match": f'"{told["version"]}"'}
    async with lawful(db):
        less = plain(await watch.patch(where, json=fewer, headers=headers))
    assert less["fewer_on_board"]["was_max"] == 120
    async with lawful(db):
        second = {"function": "Head of operations"}
        sure = await act(client_of, "ITA", "watch_officer", f"{incident['id']}/second", **second)
    assert plain(sure)["fewer_on_board"] is None
    mixed = {"pob": {"min": 120, "max": 120}, "title": "Another"}
    headers = {"If-Match": f'"{plain(sure)["version"]}"'}
    refused = await watch.patch(where, json=mixed, headers=headers)
    assert codes(refused) == ["wrong_state"], "the rest of a closed case stands"
    malta = await client_of("MLT", "watch_officer").patch(where, json=body, headers=headers)
    assert codes(malta) == ["not_lead"]


async def test_people_in_the_water_are_told_of_a_closed_case(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    await close(db, coordinator(world, "ITA"), incident)
    watch, where = client_of("ITA", "watch_officer"), f"/api/incidents/{incident['id']}"
    version = plain(await watch.get(where))["version"]
    since = plain(await watch.get(where))["opened_at"]
    body = {"in_water": {"since": since, "source": "A fishing vessel"}}
    async with lawful(db):
        told = await watch.patch(where, json=body, headers={"If-Match": f'"{version}"'})
    assert plain(told)["in_water"]["source"] == "A fishing vessel"
    assert plain(told)["heard_after_close_at"]
    over = {"If-Match": f'"{plain(told)["version"]}"'}
    async with lawful(db):
        out = await watch.patch(where, json={"in_water": None}, headers=over)
    assert plain(out)["in_water"] is None


async def test_nothing_but_the_log_and_facts_are_written_on_a_closed_case(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    path = incident["id"]
    to_malta = {"to_centre_id": str(world.centres["MLT"])}
    await act(client_of, "ITA", "coordinator", f"{path}/coordination", **to_malta)
    await close(db, coordinator(world, "ITA"), incident)
    history = plain(await client_of("ITA", "observer").get(f"/api/incidents/{path}/history"))
    assert history["coordination"][0]["state"] == "withdrawn"
    body = {"point": point(12.9, 34.4), "uncertainty_nm": 1}
    refused = await act(client_of, "ITA", "watch_officer", f"{path}/datum", **body)
    assert codes(refused) == ["wrong_state"]
    written = await act(client_of, "MLT", "watch_officer", f"{path}/log", text="Lessons: ask early")
    assert written.status_code == 201
    assert (await entries(db, "ITA"))[-1]["facts"]["text"] == "Lessons: ask early"


@pytest.mark.long
@pytest.mark.parametrize("pob", [{"min": 0, "max": 0}, {"min": 4, "max": 4}])
async def test_facts_told_of_a_closed_case_are_read_by_all_who_took_part(
    client_of: ClientOf, world: World, db: AsyncSession, pob: dict[str, int]
) -> None:
    """Whether it has left all pictures, or is in its lead's still."""
    incident = await opened(client_of, pob=pob)
    await close(db, coordinator(world, "ITA"), incident)
    for fact, path, body in (
        ("HelpRefused", "help-refused", {"source": "A ship's master"}),
        ("OtherAuthorityHasIt", "other-authority", {"name": "Customs"}),
        ("OtherAuthorityLeft", "other-authority", {"name": "Customs", "over": True}),
    ):
        async with lawful(db):
            where = f"{incident['id']}/{path}"
            told = await act(client_of, "MLT", "watch_officer", where, **body)
        assert told.is_success, told.text
        for party in ("ITA", "MLT"):
            assert (await entries(db, party))[-1]["type"] == fact, party


@pytest.mark.long
async def test_a_reopened_case_is_back_in_all_pictures(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    await close(db, coordinator(world, "ITA"), incident)
    async with lawful(db):
        answer = await act(
            client_of, "ITA", "coordinator", f"{incident['id']}/reopen", reason="A raft was sighted"
        )
        assert plain(answer)["outcome"] == ""
    assert len(await visible.picture(db, "MLT", now=clock.now())) == 1
    assert await occasions(db) == {("ITA", "distress"), ("MLT", "distress")}


@pytest.mark.long
async def test_closing_with_somebody_aboard_takes_two_coordinators(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    async with lawful(db):
        first, second = coordinator(world, "ITA"), coordinator(world, "ITA")
        with pytest.raises(Conflict) as refused:
            await close(db, first, incident, THREE_ABOARD)
        assert refused.value.code == "persons_undelivered"
        await db.rollback()
        asked = await close(
            db, first, incident, THREE_ABOARD, despite="They stay aboard by choice."
        )
        assert not asked.closed
    async with lawful(db):
        seen = await case_seen(client_of, incident, "MLT")
        assert seen["state"] == "open"
        assert seen["asked_to_close"]["reason"] == "They stay aboard by choice."
        with pytest.raises(Conflict) as same:
            await close(db, first, incident, THREE_ABOARD, despite="Still.")
        assert [error["code"] for error in same.value.errors][-1] == "second_coordinator_needed"
        await db.rollback()
        ended = await close(db, second, incident, THREE_ABOARD, despite="I agree.")
        assert ended.closed
    found = await case_seen(client_of, incident)
    assert found["outcome"] == (
        "All persons ashore. Despite what was left: They stay aboard by choice."
        " Despite what was left: I agree."
    )


@pytest.mark.long
async def test_a_watch_officer_is_the_second_to_close_and_one_person_is_not(
    signed_in: SignedIn, client_of: ClientOf, db: AsyncSession
) -> None:
    incident = await opened(client_of, pob={"min": 3, "max": 3})
    path = f"/api/incidents/{incident['id']}"
    first, second = await signed_in("coordinator"), await signed_in("watch_officer")
    body = {"reason": "Search ended.", "despite": "All reasonable hope has passed."}
    async with lawful(db):
        asked = await first.post(f"{path}/close", json=body)
    case = plain(asked)
    wish = case["asked_to_close"]
    assert (case["state"], wish["reason"]) == ("open", body["despite"])
    assert wish["second_due_at"] is not None
    alone = await first.post(f"{path}/second", json={"word_id": wish["id"]})
    assert alone.status_code == 422, "one person is no second"
    async with lawful(db):
        done = await second.post(f"{path}/second", json={"word_id": wish["id"]})
    assert done.status_code == 200, done.text
    case = plain(done)
    assert (case["state"], case["asked_to_close"]) == ("closed", None)
    assert case["outcome"] == (
        "The search ended with 3 missing. Search ended. Despite what was left: All reasonable hope"
        " has passed. Second person: a watch officer, 11 Oct 12:26Z."
    )


async def test_a_wish_to_close_that_nobody_seconds_lapses_and_is_renewed_or_withdrawn(
    signed_in: SignedIn, client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    incident = await opened(client_of, pob={"min": 3, "max": 3})
    path = f"/api/incidents/{incident['id']}"
    first, second = await signed_in("coordinator"), await signed_in("watch_officer")
    body = {"reason": "Search ended.", "despite": "All reasonable hope has passed."}
    wish = plain(await first.post(f"{path}/close", json=body))["asked_to_close"]
    (job,) = await deferred(db, STAYS_ALONE)
    assert job == {"incident_id": incident["id"], "assessment_id": wish["id"]}
    due = time.advance(minutes=30)
    await run_job(db, note_alone, job, now=due, times=2)
    case = plain(await first.get(path))
    assert (case["state"], case["asked_to_close"]["alone"]) == ("open", True)
    for party in ("ITA", "MLT"):
        assert await sentences(db, party, of="ClosingLapsed") == [
            f"{incident['reference']}: nobody was the second to close it within 30 min: it"
            " stays open, and the wish is to be renewed or withdrawn."
        ]
    late = await second.post(f"{path}/second", json={"word_id": wish["id"]})
    assert codes(late) == ["not_below"], "it has lapsed"
    async with lawful(db):
        renewed = plain(await first.post(f"{path}/close", json=body))
    again = renewed["asked_to_close"]
    assert (renewed["state"], again["alone"], again["id"] != wish["id"]) == ("open", False, True)
    await note_alone(db, now=due, **job)
    assert not plain(await first.get(path))["asked_to_close"]["alone"], "the earlier job is over"
    async with lawful(db):
        withdrawn = await second.post(f"{path}/close/withdraw")
    assert plain(withdrawn)["asked_to_close"] is None
    assert (await entries(db, "MLT"))[-1]["sentence"] == (
        f"{incident['reference']}: the wish to close it was withdrawn."
    )
    assert codes(await second.post(f"{path}/close/withdraw")) == ["no_wish_to_close"]
    await first.post(f"{path}/close", json=body)
    done = await second.post(f"{path}/second", json={})
    assert plain(done)["state"] == "closed"


async def test_a_lapsed_wish_closes_nothing_by_another_persons_closing(
    signed_in: SignedIn, client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    incident = await opened(client_of, pob={"min": 3, "max": 3})
    path = f"/api/incidents/{incident['id']}"
    first, other = await signed_in("coordinator"), await signed_in("coordinator")
    body = {"reason": "Search ended.", "despite": "All reasonable hope has passed."}
    await first.post(f"{path}/close", json=body)
    (job,) = await deferred(db, STAYS_ALONE)
    await note_alone(db, now=time.advance(minutes=30), **job)
    await db.commit()
    anew = plain(await other.post(f"{path}/close", json=body))
    assert (anew["state"], anew["asked_to_close"]["alone"]) == ("open", False)


@pytest.mark.long
async def test_a_second_heard_by_voice_closes_at_once(
    signed_in: SignedIn, client_of: ClientOf
) -> None:
    incident = await opened(client_of, pob={"min": 3, "max": 3})
    path = f"/api/incidents/{incident['id']}/close"
    first = await signed_in("coordinator")
    body = {"reason": "Search ended.", "second": "Head of operations"}
    refused = await first.post(path, json=body)
    assert refused.status_code == 409, "why, it must say"
    said = {"despite": "No hope.", "second_at": "2026-10-11T12:20:00Z"}
    done = await first.post(path, json={**body, **said})
    assert done.status_code == 200, done.text
    assert plain(done)["outcome"].endswith("Second person: Head of operations, 11 Oct 12:20Z.")


@pytest.mark.long
async def test_a_wish_to_close_is_not_seconded_when_more_is_left_than_it_was_given_for(
    signed_in: SignedIn, client_of: ClientOf
) -> None:
    incident = await opened(client_of, pob={"min": 3, "max": 3})
    path = f"/api/incidents/{incident['id']}"
    first, second = await signed_in("coordinator"), await signed_in("watch_officer")
    body = {"reason": "Search ended.", "despite": "No hope."}
    wish = plain(await first.post(f"{path}/close", json=body))["asked_to_close"]
    seen = await first.get(path)
    more = {"pob": {"min": 4, "max": 4, "source": "crew list"}}
    raised = await first.patch(path, json=more, headers={"If-Match": f'"{plain(seen)["version"]}"'})
    assert raised.status_code == 200, raised.text
    done = await second.post(f"{path}/second", json={"word_id": wish["id"]})
    assert done.status_code == 409
    assert plain(await first.get(path))["state"] == "open"


async def test_only_the_lead_closes(client_of: ClientOf, world: World, db: AsyncSession) -> None:
    incident = await opened(client_of)
    with pytest.raises(Conflict) as refused:
        await close(db, coordinator(world, "MLT"), incident)
    assert refused.value.code == "not_lead"


async def test_with_people_unaccounted_for_a_search_is_suspended_by_two_persons(
    signed_in: SignedIn, client_of: ClientOf, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    path = f"/api/incidents/{incident['id']}"
    first, second = await signed_in("coordinator"), await signed_in("watch_officer")
    async with lawful(db):
        body = {"reason": "Night falls.", "ground": "darkness", "told": "Malta"}
        asked = await first.post(f"{path}/suspend", json=body)
        assert asked.status_code == 200, asked.text
    case = plain(asked)
    wish = case["asked_to_suspend"]
    assert (case["state"], wish["reason"], wish["ground"]) == ("open", "Night falls.", "darkness")
    assert (await entries(db, "MLT"))[-1]["sentence"] == (
        f"{incident['reference']}: one person asks to suspend the search (darkness; unaccounted"
        " for: 250–400). Night falls. It goes on until a second says so too."
    )
    alone = await first.post(f"{path}/second", json={"word_id": wish["id"]})
    assert alone.status_code == 422, "one person is no second"
    async with lawful(db):
        done = await second.post(f"{path}/second", json={"word_id": wish["id"]})
        assert done.status_code == 200, done.text
    case = plain(done)
    assert (case["state"], case["asked_to_suspend"]) == ("suspended", None)
    assert case["suspension"] == {
        "ground": "darkness", "told": "Malta", "second": "a watch officer",
    }  # fmt: skip
    assert (await entries(db, "MLT"))[-1]["sentence"] == (
        f"{incident['reference']} was suspended: Night falls. (darkness; unaccounted for:"
        " 250–400; to be looked at again by 11 Oct 18:26Z; second person: a watch officer;"
        " told: Malta)"
    )


async def test_a_second_heard_by_voice_suspends_at_once_also_for_a_lone_officer(
    signed_in: SignedIn, client_of: ClientOf
) -> None:
    incident = await opened(client_of)
    officer = await signed_in("watch_officer")
    path = f"/api/incidents/{incident['id']}"
    body = {"reason": "Storm.", "ground": "weather", "second": "Head of operations"}
    done = await officer.post(f"{path}/suspend", json=body)
    assert done.status_code == 200, done.text
    assert plain(done)["suspension"]["second"] == "Head of operations"
    assert [line["decision"] for line in plain(done)["acted"]] == ["suspend"]
    again = await officer.post(f"{path}/reopen", json={"reason": "A raft was sighted."})
    assert plain(again)["state"] == "open", "to search again takes no coordinator"


@pytest.mark.long
@pytest.mark.parametrize("phase", ["uncertainty", "alert", "distress"])
async def test_never_in_distress_a_number_nobody_knows_stops_no_lone_officer(
    client_of: ClientOf, phase: str
) -> None:
    incident = await opened(client_of, phase=phase, pob={})
    path = incident["id"]
    wish = {"reason": "Nothing was found.", "ground": "hope_passed"}
    case = plain(await act(client_of, "ITA", "coordinator", f"{path}/suspend", **wish))
    if phase == "distress":
        assert case["state"] == "open"
        assert case["asked_to_suspend"] is not None
    else:
        assert (case["state"], case["asked_to_suspend"]) == ("suspended", None)
    closed = await act(client_of, "ITA", "coordinator", f"{path}/close", reason="False alarm.")
    assert (closed.status_code == 200) is (phase != "distress"), "closing goes by the same rule"


@pytest.mark.long
async def test_what_was_in_distress_once_waits_for_a_second_in_every_phase(
    client_of: ClientOf,
) -> None:
    incident = await opened(client_of, pob={})
    path = incident["id"]
    lowered = {"phase": "alert", "reason": "She answers again."}
    await act(client_of, "ITA", "watch_officer", f"{path}/phase", **lowered)
    wish = {"reason": "Nothing was found.", "ground": "hope_passed"}
    case = plain(await act(client_of, "ITA", "coordinator", f"{path}/suspend", **wish))
    assert (case["phase"], case["state"]) == ("alert", "open")
    assert case["asked_to_suspend"] is not None


async def test_a_wish_to_suspend_lapses_and_falls_when_more_are_missing(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    incident = await opened(client_of, pob={"min": 3, "max": 3})
    path = incident["id"]
    body = {"reason": "Night falls.", "ground": "darkness"}
    await act(client_of, "ITA", "coordinator", f"{path}/suspend", **body)
    (job,) = await deferred(db, STAYS_ALONE)
    async with lawful(db):
        await note_alone(db, now=time.advance(minutes=30), **job)
        await db.commit()
    case = plain(await client_of("ITA", "observer").get(f"/api/incidents/{path}"))
    assert (case["state"], case["asked_to_suspend"]) == ("open", None)
    assert (await entries(db, "MLT"))[-1]["sentence"] == (
        f"{incident['reference']}: nobody was the second to suspend it within 30 min: it goes on."
    )
    await act(client_of, "ITA", "coordinator", f"{path}/suspend", **body)
    pob = {"min": 5, "max": 5, "source": "a survivor"}
    more = await case_changed(client_of, incident, pob=pob)
    assert more["asked_to_suspend"] is None
    gone = await act(client_of, "ITA", "watch_officer", f"{path}/second", function="Head")
    assert codes(gone) == ["not_below"]


async def test_a_suspended_search_is_looked_at_again_and_its_silence_is_told(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    incident = await opened(client_of, pob={"min": 0, "max": 0})
    path = incident["id"]
    body = {"reason": "Storm.", "ground": "weather"}
    for later, code in ((timedelta(hours=7), "look_again_too_late"), (timedelta(0), "in_the_past")):
        at = (time.now + later).isoformat()
        refused = await act(
            client_of, "ITA", "coordinator", f"{path}/suspend", **body, look_again_at=at
        )
        assert codes(refused) == [code]
    at = (time.now + timedelta(hours=2)).isoformat()
    early = await act(client_of, "ITA", "watch_officer", f"{path}/look-again", reason="Too early.")
    assert codes(early) == ["wrong_state"]
    await act(client_of, "ITA", "coordinator", f"{path}/suspend", **body, look_again_at=at)
    (job,) = await deferred(db, LOOK_AGAIN)
    await note_look_again_due(db, now=time.advance(hours=2), **job)
    await db.commit()
    assert (await entries(db, "MLT"))[-1]["sentence"] == (
        f"{incident['reference']}: nobody has looked at the suspended search, which was due at"
        " 11 Oct 14:26Z."
    )
    async with lawful(db):
        looked = await act(
            client_of, "ITA", "watch_officer", f"{path}/look-again", reason="Still storm."
        )
    again = (time.now + timedelta(hours=6)).isoformat().replace("+00:00", "Z")
    assert (plain(looked)["state"], plain(looked)["look_again_at"]) == ("suspended", again)
    reopened = await act(client_of, "ITA", "coordinator", f"{path}/reopen", reason="It calms.")
    assert (plain(reopened)["suspension"], plain(reopened)["look_again_at"]) == (None, None)
