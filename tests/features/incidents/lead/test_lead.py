"""The lead of a case: proposals, answers, taking over; the old holder stays until acceptance."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.errors import Conflict, Malformed
from sar.incidents import coordination, visible
from sar.incidents.coordination import PROPOSED_WITHIN
from sar.incidents.coordination_schemas import AcceptCoordinationBody
from sar.incidents.jobs import note_proposal_unanswered
from sar.incidents.lead import proposals
from sar.incidents.recording import in_full, recording
from sar.incidents.words import Office
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.incidents import act, case_seen, codes, coordinator, opened, plain
from tests.given.record import entries
from tests.given.requests import deferred
from tests.law import lawful
from tests.world import LISTED, World

pytestmark = pytest.mark.anyio


async def proposed(
    client_of: ClientOf, world: World, incident: dict[str, Any], to: str = "MLT", **body: Any
) -> Any:
    """Italy's coordinator proposes that a party's centre take over."""
    path = f"{incident['id']}/coordination"
    return await act(
        client_of, "ITA", "coordinator", path, to_centre_id=str(world.centres[to]), **body
    )


async def take_over(
    db: AsyncSession, world: World, incident: dict[str, Any], party: str = "MLT", **body: Any
) -> proposals.TakenOver:
    """The party's coordinator accepts, as the layer above does it."""
    caller, now = coordinator(world, party), clock.now()
    row = await visible.access_incident(db, caller, UUID(incident["id"]), lock=True)
    async with recording(db, row, by=caller.actor, now=now) as entry:
        done = await proposals.take_over(db, caller, row, AcceptCoordinationBody(**body), now=now)
        entry.record(done.fact, readers=in_full)
    await db.commit()
    return done


@pytest.mark.long
async def test_the_old_lead_stays_responsible_until_acceptance(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    async with lawful(db):
        answer = await proposed(client_of, world, incident, reason="Your region holds the datum.")
        assert answer.status_code == 201, answer.text
    async with lawful(db):
        found = plain(answer)
        assert found["lead"]["party"] == "ITA"
        assert found["coordination"][0]["to_centre"]["party"] == "MLT"
        assert {"party": "MLT", "why": ["region", "asked_to_coordinate"]}.items() <= found[
            "involved"
        ][1].items()

        done = await take_over(db, world, incident)
        assert (done.office, done.from_party) == (Office.SMC, "ITA")
    taken = await case_seen(client_of, incident)
    assert taken["lead"]["party"] == "MLT"
    assert taken["suggested_lead"] is None
    assert taken["coordination"] == []
    assert taken["version"] == 2
    assert (await entries(db, "ITA"))[-1]["sentence"] == (
        "RCC Malta took over ITA-2026-0001 from MRCC Roma as SAR mission coordinator."
    )
    mine = await act(
        client_of, "ITA", "watch_officer", f"{incident['id']}/phase", phase="alert", reason="calm"
    )
    assert codes(mine) == ["not_lead"]


@pytest.mark.long
async def test_one_proposal_for_an_office_is_open_at_a_time(
    client_of: ClientOf, world: World
) -> None:
    incident = await opened(client_of)
    assert (await proposed(client_of, world, incident)).status_code == 201
    second = await proposed(client_of, world, incident, "TUN")
    assert second.status_code == 409
    assert codes(second) == ["proposal_open"]
    assert (await proposed(client_of, world, incident, "TUN", office="aco")).status_code == 201


@pytest.mark.long
async def test_a_decline_needs_a_reason_and_changes_nothing(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    await proposed(client_of, world, incident)
    async with lawful(db):
        path = f"{incident['id']}/coordination/decline"
        assert (await act(client_of, "MLT", "coordinator", path)).status_code == 422
        answer = await act(client_of, "MLT", "coordinator", path, reason="No unit within reach")
        assert answer.status_code == 200, answer.text
    assert plain(answer)["lead"]["party"] == "ITA"
    assert plain(answer)["coordination"] == []
    history = plain(
        await client_of("ITA", "observer").get(f"/api/incidents/{incident['id']}/history")
    )
    assert history["coordination"][0]["state"] == "declined"
    assert history["coordination"][0]["answer_reason"] == "No unit within reach"


@pytest.mark.long
async def test_a_decline_stands_in_the_picture_until_a_centre_is_asked_anew(
    client_of: ClientOf, world: World
) -> None:
    incident = await opened(client_of)
    await proposed(client_of, world, incident)
    path = f"{incident['id']}/coordination/decline"
    await act(client_of, "MLT", "coordinator", path, reason="No unit within reach")
    case = client_of("ITA", "observer")
    (declined,) = plain(await case.get(f"/api/incidents/{incident['id']}"))["declined"]
    assert (declined["from_centre"]["party"], declined["to_centre"]["party"]) == ("ITA", "MLT")
    assert declined["answer_reason"] == "No unit within reach"
    await proposed(client_of, world, incident)
    again = plain(await case.get(f"/api/incidents/{incident['id']}"))
    assert (again["declined"], len(again["coordination"])) == ([], 1)


async def test_a_withdrawn_proposal_cannot_be_accepted(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    await proposed(client_of, world, incident)
    path = f"{incident['id']}/coordination/withdraw"
    assert codes(await act(client_of, "MLT", "coordinator", path)) == ["not_lead"]
    async with lawful(db):
        assert (await act(client_of, "ITA", "coordinator", path, reason="We go on.")).is_success
    assert (await entries(db, "MLT"))[-1]["sentence"] == (
        f"MRCC Roma withdrew its proposal that RCC Malta take over {incident['reference']}"
        " as SAR mission coordinator. We go on."
    )
    with pytest.raises(Conflict) as refused:
        await take_over(db, world, incident)
    assert refused.value.code == "no_open_proposal"


@pytest.mark.long
@pytest.mark.parametrize("path", ["coordination", "coordination/decline", "coordination/withdraw"])
async def test_only_coordinators_speak_of_who_leads(
    client_of: ClientOf, world: World, path: str
) -> None:
    incident = await opened(client_of)
    body = {"to_centre_id": str(world.centres["MLT"])} if path == "coordination" else {}
    answer = await act(client_of, "ITA", "watch_officer", f"{incident['id']}/{path}", **body)
    assert answer.status_code == 403


async def test_only_the_lead_proposes_and_only_the_asked_answers(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    path = f"{incident['id']}/coordination"
    body = {"to_centre_id": str(world.centres["TUN"])}
    assert codes(await act(client_of, "MLT", "coordinator", path, **body)) == ["not_lead"]
    await proposed(client_of, world, incident, "TUN")
    other = await act(client_of, "MLT", "coordinator", f"{path}/decline", reason="not us")
    assert codes(other) == ["not_asked"]
    with pytest.raises(Conflict) as refused:
        await take_over(db, world, incident, "MLT")
    assert refused.value.code == "not_asked"


@pytest.mark.long
@pytest.mark.parametrize(("phase", "minutes"), [("distress", 5), ("alert", 15)])
async def test_a_proposal_that_nobody_answers_is_told_and_the_holder_goes_on(
    client_of: ClientOf,
    world: World,
    db: AsyncSession,
    time: ExerciseTime,
    phase: str,
    minutes: int,
) -> None:
    incident = await opened(client_of, phase=phase)
    (open_one,) = plain(await proposed(client_of, world, incident))["coordination"]
    due_at = datetime.fromisoformat(open_one["answer_due_at"])
    assert due_at == time.now + timedelta(minutes=minutes)
    (job,) = await deferred(db, proposals.PROPOSAL_UNANSWERED)
    before = len(await entries(db, "ITA"))
    await note_proposal_unanswered(db, now=time.advance(minutes=minutes - 1), **job)
    assert len(await entries(db, "ITA")) == before, "its time is not over"
    await note_proposal_unanswered(db, now=time.advance(minutes=1), **job)
    for party in ("ITA", "MLT"):
        assert (await entries(db, party))[-1]["sentence"] == (
            f"{incident['reference']}: RCC Malta has not answered within {minutes} min whether"
            " it takes over as SAR mission coordinator. Until it accepts, MRCC Roma answers."
        )


@pytest.mark.long
@pytest.mark.parametrize("raised_after", [2, 8])
async def test_a_proposal_is_awaited_sooner_once_the_phase_is_raised_and_told_once(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime, raised_after: int
) -> None:
    incident = await opened(client_of, phase="alert")
    await proposed(client_of, world, incident)
    proposed_at = time.now
    time.advance(minutes=raised_after)
    body = {"phase": "distress", "reason": "They take water."}
    async with lawful(db):
        raised = await act(client_of, "ITA", "watch_officer", f"{incident['id']}/phase", **body)
    assert raised.is_success, raised.text
    first, second = await deferred(db, proposals.PROPOSAL_UNANSWERED)
    time.advance(minutes=max(0, 5 - raised_after))
    await note_proposal_unanswered(db, now=time.now, **second)
    told = (await entries(db, "ITA"))[-1]
    waited = (time.now - proposed_at) // timedelta(minutes=1)
    assert (told["type"], told["facts"]["minutes"]) == ("ProposalUnanswered", waited)
    time.advance(minutes=10)
    await note_proposal_unanswered(db, now=time.now, **first)
    assert (await entries(db, "ITA"))[-1] == told


@pytest.mark.long
async def test_an_answered_proposal_leaves_the_job_nothing_to_tell(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    incident = await opened(client_of)
    await proposed(client_of, world, incident)
    (job,) = await deferred(db, proposals.PROPOSAL_UNANSWERED)
    await take_over(db, world, incident)
    before = len(await entries(db, "ITA"))
    await note_proposal_unanswered(db, now=time.advance(minutes=5), **job)
    assert len(await entries(db, "ITA")) == before


async def test_a_listed_centre_is_called_not_asked(client_of: ClientOf, world: World) -> None:
    incident = await opened(client_of)
    answer = await proposed(client_of, world, incident, LISTED)
    assert codes(answer) == ["centre_only_listed"]
    assert codes(await proposed(client_of, world, incident, "ITA")) == ["leads_already"]
    path = f"{incident['id']}/coordination"
    nowhere = await act(client_of, "ITA", "coordinator", path, to_centre_id=incident["id"])
    assert nowhere.status_code == 422


@pytest.mark.long
async def test_an_office_on_scene_is_taken_with_the_unit_that_holds_it(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    incident = await opened(client_of)
    await proposed(client_of, world, incident, office="osc")
    with pytest.raises(Malformed) as malformed:
        await take_over(db, world, incident, office="osc")
    assert malformed.value.errors[0]["field"] == "holder"
    await db.rollback()
    time.advance(minutes=3)
    async with lawful(db):
        await take_over(
            db, world, incident, office="osc", holder={"name": "P61", "channel": "VHF 72"}
        )
    found = await case_seen(client_of, incident)
    assert found["lead"]["party"] == "ITA"
    assert found["osc"] == {
        "name": "P61",
        "asset_id": None,
        "ship_id": None,
        "channel": "VHF 72",
        "since": "2026-10-11T12:29:00Z",
    }


async def test_the_mission_is_taken_over_without_naming_a_unit(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    await proposed(client_of, world, incident)
    with pytest.raises(Malformed):
        await take_over(db, world, incident, holder={"name": "P61"})


@pytest.mark.long
async def test_awareness_follows_the_lead(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    from tests.given.agreements import agreement, concluded, term

    shared = term(incident_awareness="full", grantor="MLT", grantees=["GRC"])
    await concluded(client_of, agreement(shared, parties=("MLT", "GRC")))
    incident = await opened(client_of)
    path = f"/api/incidents/{incident['id']}"
    assert (await client_of("GRC", "observer").get(path)).status_code == 404
    await proposed(client_of, world, incident)
    async with lawful(db):
        await take_over(db, world, incident)
    assert (await client_of("GRC", "observer").get(path)).status_code == 200


@pytest.mark.long
async def test_a_newly_asked_party_reads_its_snapshot_again(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    from sar.record import service as record

    incident = await opened(client_of)
    await proposed(client_of, world, incident, "GRC")
    assert (await record.since(db, "GRC", 0))[0].resync
    assert not (await record.since(db, "MLT", 1))[0].resync


async def test_below_distress_a_party_is_sent_so_many_proposals_within_the_hour(
    client_of: ClientOf, world: World, time: ExerciseTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coordination, "PROPOSED_AT_MOST", 3)
    incident = await opened(client_of, phase="alert")

    async def said(to: str = "MLT", of: dict[str, Any] = incident) -> int:
        answer = await proposed(client_of, world, of, to=to)
        if answer.status_code == 201:
            path = f"{of['id']}/coordination/withdraw"
            taken_back = await act(client_of, "ITA", "coordinator", path, reason="Not now.")
            assert taken_back.status_code == 200, taken_back.text
        else:
            assert answer.status_code == 429, answer.text
            assert answer.headers["Retry-After"] == str(PROPOSED_WITHIN // timedelta(seconds=1))
            assert answer.json()["params"]["parties"] == [to]
        return int(answer.status_code)

    assert {await said() for _ in range(3)} == {201}
    assert await said() == 429
    assert await said(to="TUN") == 201
    in_distress = await opened(client_of, phase="distress")
    assert await said(of=in_distress) == 201
    time.advance(hours=1)
    assert await said() == 201
