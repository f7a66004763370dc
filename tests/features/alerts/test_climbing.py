"""Alerts on the record: both parties read of them, whatever they are about, and nobody else."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from sar.alerts import rows, sending
from sar.alerts.models import Escalation
from sar.alerts.rows import CLIMB, Claimed
from sar.alerts.words import AlertFailure
from sar.incidents.phases import PHASE_RAISED
from sar.parties import directory
from sar.parties.models import Centre
from sar.parties.schemas import CentreContact
from sar.requests.jobs import look_at_raised
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.features.incidents.informing.test_region_watch import further_centre
from tests.given.alerts import climbed
from tests.given.assets import helicopter, registered
from tests.given.incidents import act, opened
from tests.given.jobs import run_job
from tests.given.places import point
from tests.given.record import entries, told
from tests.given.requests import (
    Plain,
    asked,
    deferred,
    id_of,
    plain,
    post,
    quiet,
    work_of,
)
from tests.law import lawful
from tests.world import World

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("mail_leaves")]


@pytest.fixture(autouse=True)
async def contacts_of_two(client_of: ClientOf, world: World) -> None:
    """Malta and Tunisia have two contacts that are alerted, in exercises too."""
    for party in ("MLT", "TUN"):
        body = {
            "contacts": [
                {"channel": "email", "value": f"{n}@{party.lower()}.example", "in_exercises": True}
                for n in (1, 2)
            ]
        }
        answer = await client_of(party, "admin").put(
            f"/api/centres/{world.centres[party]}/contacts", json=body, headers={"If-Match": "1"}
        )
        assert answer.status_code == 200, answer.text


async def settled(db: AsyncSession, found: UUID, outcome: AlertFailure | None) -> None:
    """The result of the attempt at the newest alert."""
    alert = (await rows.alerts_of(db, found))[-1]
    claimed = Claimed(alert.id, alert.attempts)
    async with lawful(db):
        await sending.record_outcome(db, claimed, outcome)
        await db.commit()


async def read(client_of: ClientOf, party: str, path: str) -> Plain:
    return plain(await client_of(party, "observer").get(f"/api/{path}"))


@pytest.mark.long
async def test_of_a_request(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    incident = await opened(client_of)
    sent = await asked(client_of, world, "MLT", "TUN", incident=incident)
    found = await climbed(db)
    await settled(db, found, AlertFailure.NOT_REACHED)
    assert {"escalation_id": str(found)} in await deferred(db, rows.CLIMB)
    found = await climbed(db)
    await settled(db, found, None)
    path = f"requests/{sent['id']}"
    malta, tunis = (await read(client_of, "ITA", path))["addressees"]
    assert malta["alerts"] == []
    assert [one["state"] for one in tunis["alerts"]] == ["failed", "handed_over"]
    (own,) = (await read(client_of, "TUN", path))["addressees"]
    assert own["alerts"] == tunis["alerts"]
    assert "tun.example" not in str(own)
    for party, reads in (("ITA", True), ("TUN", True), ("MLT", False), ("GRC", False)):
        types = await told(db, party)
        assert ("AlertSent" in types) is reads, party
        assert ("AlertFailed" in types) is reads, party
    time.advance(minutes=10)
    found = await climbed(db)
    seen = (await read(client_of, "ITA", path))["addressees"][1]
    assert seen["contacts_exhausted_at"] is not None
    assert [one["party"] for one in seen["ask_next"]] == ["LBY", "GRC"]
    assert (await read(client_of, "TUN", path))["addressees"][0]["ask_next"] == []
    await post(client_of, "TUN", f"{path}/acknowledge")
    time.advance(minutes=21)
    found = await climbed(db)
    await settled(db, found, None)
    seen = (await read(client_of, "ITA", path))["addressees"][1]
    assert [one["turn"] for one in seen["alerts"]] == ["acknowledge", "acknowledge", "answer"]


@pytest.mark.long
async def test_a_muting_holds_alerts_back_but_not_in_distress(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    muted = await client_of("TUN", "coordinator").post("/api/mutings", json=quiet("ITA"))
    assert muted.is_success, muted.text
    for phase, alerts in (("alert", 0), ("distress", 1)):
        incident = await opened(client_of, phase=phase)
        sent = await asked(client_of, world, "TUN", incident=incident)
        found = await climbed(db)
        assert len(await rows.alerts_of(db, found)) == alerts
        (seen,) = (await read(client_of, "ITA", f"requests/{sent['id']}"))["addressees"]
        assert seen["alerts"] == [], "nothing has come of it yet"


async def looked_at(db: AsyncSession, found: UUID, *, now: datetime) -> int:
    """The number of waiting looks at the escalation that are due at that instant."""
    query = text(
        "SELECT count(*) FROM procrastinate_jobs WHERE args->>'work' = :climb"
        " AND args->'args'->>'escalation_id' = :id AND args->>'at' = :at"
    )
    given = {"climb": CLIMB, "id": str(found), "at": now.isoformat()}
    return int((await db.execute(query, given)).scalar_one())


async def test_a_muted_request_is_looked_at_at_once_when_its_case_is_in_distress(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    await client_of("TUN", "coordinator").post("/api/mutings", json=quiet("ITA", minutes=720))
    incident = await opened(client_of, phase="alert")
    await asked(client_of, world, "TUN", incident=incident)
    found = await climbed(db)
    escalation = await rows.escalation(db, found)
    assert escalation is not None
    assert escalation.look_at == time.now + timedelta(minutes=10), "a step at most"
    raised = {"phase": "distress", "reason": "It takes water."}
    now = time.advance(minutes=1)
    assert (
        await act(client_of, "ITA", "watch_officer", f"{incident['id']}/phase", **raised)
    ).is_success
    (job,) = await deferred(db, PHASE_RAISED)
    assert await looked_at(db, found, now=now) == 0
    await run_job(db, look_at_raised, job, now=now)
    assert await looked_at(db, found, now=now) == 1
    assert await climbed(db) == found
    assert len(await rows.alerts_of(db, found)) == 1


@pytest.mark.long
async def test_a_request_is_looked_at_at_once_when_its_muting_ends(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    muting = quiet("ITA", minutes=720)
    await client_of("TUN", "coordinator").post("/api/mutings", json=muting)
    incident = await opened(client_of, phase="alert")
    await asked(client_of, world, "TUN", incident=incident)
    found = await climbed(db)
    now = time.advance(minutes=1)
    ended = await client_of("TUN", "watch_officer").post(f"/api/mutings/{muting['id']}/end")
    assert ended.is_success, ended.text
    assert await looked_at(db, found, now=now) == 1
    await climbed(db)
    assert len(await rows.alerts_of(db, found)) == 1


async def test_a_lower_phase_wakes_nobody(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of, phase="alert")
    lowered = {"phase": "uncertainty", "reason": "They answered."}
    await act(client_of, "ITA", "watch_officer", f"{incident['id']}/phase", **lowered)
    assert await deferred(db, PHASE_RAISED) == []


async def test_capacity_building_alerts_nobody(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    sent = await asked(client_of, world, "MLT", situation="capacity_building")
    asset = await registered(client_of, "MLT", helicopter())
    work = await work_of(client_of, sent, asset)
    where = f"deployments/{work['id']}/clearances"
    body = {"id": id_of(), "territory": "TUN"}
    answer = await post(client_of, "MLT", where, role="watch_officer", **body)
    assert answer.is_success, answer.text
    assert (await db.execute(select(Escalation))).all() == []


async def test_a_border_emergency_without_a_case_alerts_once_it_is_overdue(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    emergency: Plain = {"situation": "border_emergency", "place": point(10.9, 34.9)}
    sent = await asked(client_of, world, "TUN", **emergency)
    found = await climbed(db)
    assert await rows.alerts_of(db, found) == []
    for number in (1, 2):
        time.advance(minutes=10)
        await climbed(db)
        await settled(db, found, None)
        assert len(await rows.alerts_of(db, found)) == number
    time.advance(minutes=10)
    await climbed(db)
    (seen,) = (await read(client_of, "ITA", f"requests/{sent['id']}"))["addressees"]
    assert [one["state"] for one in seen["alerts"]] == ["handed_over"] * 2
    assert [one["party"] for one in seen["ask_next"]] == ["LBY", "MLT", "GRC"]
    assert "ContactsExhausted" in await told(db, "ITA")
    await post(client_of, "TUN", f"requests/{sent['id']}/decline", reason="All are out.")
    time.advance(minutes=10)
    await climbed(db)
    assert len(await rows.alerts_of(db, found)) == 2


async def entry_asked(
    client_of: ClientOf, world: World, incident: dict[str, Any], territory: str
) -> str:
    """The id of a clearance that Malta asks for its helicopter, at work in the case."""
    sent = await asked(client_of, world, "MLT", incident=incident)
    asset = await registered(client_of, "MLT", helicopter())
    work = await work_of(client_of, sent, asset)
    body = {"id": id_of(), "territory": territory}
    where = f"deployments/{work['id']}/clearances"
    answer = await post(client_of, "MLT", where, role="watch_officer", **body)
    assert answer.is_success, answer.text
    return str(body["id"])


@pytest.mark.long
async def test_of_a_clearance(client_of: ClientOf, world: World, db: AsyncSession) -> None:
    incident = await opened(client_of)
    clearance = await entry_asked(client_of, world, incident, "TUN")
    found = await climbed(db)
    await settled(db, found, None)
    for party in ("MLT", "TUN", "ITA"):
        (alert,) = (await read(client_of, party, f"clearances/{clearance}"))["alerts"]
        assert alert["state"] == "handed_over"
        assert "EntryAlertSent" in await told(db, party)
    await post(client_of, "TUN", f"clearances/{clearance}/refuse", reason="Not this one.")
    before = len(await rows.alerts_of(db, found))
    await climbed(db)
    assert len(await rows.alerts_of(db, found)) == before, "it has answered"


async def test_no_state_is_alerted_that_the_case_is_kept_from(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    await entry_asked(client_of, world, incident, "GRC")
    kept = {"party": "GRC", "reason": "They fled from there."}
    path = f"/api/incidents/{incident['id']}/keep-from"
    assert (await client_of("ITA", "watch_officer").post(path, json=kept)).is_success
    assert await rows.alerts_of(db, await climbed(db)) == []


async def test_a_listed_party_that_was_asked_is_alerted_no_more_once_the_case_is_kept_from_it(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    contacts = [
        CentreContact(channel="email", value=f"{n}@lby.example", in_exercises=True) for n in (1, 2)
    ]
    async with lawful(db):
        tripoli = await db.get_one(Centre, world.centres["LBY"])
        await directory.change_contacts(db, tripoli, contacts, now=time.now)
        await db.commit()
    incident = await opened(client_of)
    sent = await asked(client_of, world, "LBY", incident=incident)
    found = await climbed(db)
    await settled(db, found, AlertFailure.NOT_REACHED)
    kept = {"party": "LBY", "reason": "They fled from there."}
    path = f"/api/incidents/{incident['id']}/keep-from"
    assert (await client_of("ITA", "watch_officer").post(path, json=kept)).is_success
    time.advance(minutes=15)
    await climbed(db)
    assert len(await rows.alerts_of(db, found)) == 1, "the second contact is not alerted"
    (seen,) = (await read(client_of, "ITA", f"requests/{sent['id']}"))["addressees"]
    assert seen["contacts_exhausted_at"] is None


@pytest.mark.long
async def test_of_a_proposal_to_lead(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    incident = await opened(client_of)
    body = {"id": id_of(), "office": "smc", "to_centre_id": str(world.centres["TUN"])}
    path = f"{incident['id']}/coordination"
    answer = await act(client_of, "ITA", "coordinator", path, reason="It is yours.", **body)
    assert answer.is_success, answer.text
    found = await climbed(db)
    await settled(db, found, None)
    for party in ("ITA", "TUN", "MLT"):
        (one,) = (await read(client_of, party, f"incidents/{incident['id']}"))["coordination"]
        assert len(one["alerts"]) == (0 if party == "MLT" else 1)
        assert ("ProposalAlertSent" in await told(db, party)) is (party != "MLT")
    time.advance(minutes=2)
    found = await climbed(db)
    await settled(db, found, AlertFailure.REFUSED)
    time.advance(minutes=2)
    await climbed(db)
    (one,) = (await read(client_of, "ITA", f"incidents/{incident['id']}"))["coordination"]
    assert len(one["alerts"]) == 2
    assert one["contacts_exhausted_at"] is not None


async def test_a_silent_centre_that_was_to_lead_is_followed_by_whom_to_propose_it_to_next(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    incident = await opened(client_of)
    body = {"id": id_of(), "office": "smc", "to_centre_id": str(world.centres["TUN"])}
    path = f"{incident['id']}/coordination"
    answer = await act(client_of, "ITA", "coordinator", path, reason="It is yours.", **body)
    assert answer.is_success, answer.text
    await climbed(db)
    for _ in range(3):
        time.advance(minutes=2)
        await climbed(db)

    async def proposal(party: str) -> dict[str, Any]:
        seen = await read(client_of, party, f"incidents/{incident['id']}")
        (one,) = seen["coordination"]
        return dict(one)

    one = await proposal("ITA")
    assert one["contacts_exhausted_at"] is not None
    named = [(centre["party"], centre["listed"]) for centre in one["ask_next"]]
    assert named == [("MLT", False), ("LBY", True)], "its region, then a listed one by voice"
    for party in ("TUN", "MLT"):
        other = await proposal(party)
        assert (other["ask_next"], other["ask_none"]) == ([], None)
    again = {
        "id": id_of(),
        "to_centre_id": one["ask_next"][0]["id"],
        "reason": "MRCC Tunis is silent.",
        "instead_of": one["id"],
    }
    async with lawful(db):
        answer = await act(client_of, "ITA", "coordinator", path, **again)
    assert answer.is_success, answer.text
    assert {"CoordinationProposed", "CoordinationWithdrawn"} <= set(await told(db, "ITA"))
    one = await proposal("MLT")
    assert one["to_centre"]["party"] == "MLT"
    await climbed(db)
    for _ in range(3):
        time.advance(minutes=2)
        await climbed(db)
    one = await proposal("ITA")
    assert [centre["party"] for centre in one["ask_next"]] == ["LBY"], "Tunis was asked already"


async def test_a_proposal_takes_the_place_of_none_but_the_one_that_it_names(
    client_of: ClientOf, world: World
) -> None:
    incident = await opened(client_of)
    path = f"{incident['id']}/coordination"
    first = {"id": id_of(), "to_centre_id": str(world.centres["TUN"])}
    assert (await act(client_of, "ITA", "coordinator", path, **first)).is_success
    body = {"id": id_of(), "to_centre_id": str(world.centres["MLT"]), "instead_of": id_of()}
    refused = await act(client_of, "ITA", "coordinator", path, **body)
    assert refused.status_code == 409
    assert refused.json()["errors"][0]["code"] == "proposal_open"


async def test_a_silent_state_is_followed_by_its_further_centres_to_call(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    incident = await opened(client_of)
    clearance = await entry_asked(client_of, world, incident, "TUN")
    seen = await read(client_of, "MLT", f"clearances/{clearance}")
    assert (seen["ask_next"], seen["ask_none"]) == ([], None)
    called = {"outcome": "no_answer"}
    where = f"clearances/{clearance}/call"
    answer = await post(client_of, "MLT", where, role="watch_officer", **called)
    assert answer.is_success, answer.text
    seen = await read(client_of, "MLT", f"clearances/{clearance}")
    assert (seen["ask_next"], seen["ask_none"]) == ([], "nobody_left")
    sfax = await further_centre(db, "TUN", "Sfax", 10.5, 34.0, 11.0, 35.0)
    for _ in range(6):
        time.advance(minutes=2)
        await climbed(db)
    for party in ("MLT", "ITA"):
        seen = await read(client_of, party, f"clearances/{clearance}")
        assert seen["contacts_exhausted_at"] is not None
        assert [centre["id"] for centre in seen["ask_next"]] == [str(sfax.id)]
        assert seen["ask_none"] is None


@pytest.mark.long
async def test_the_authority_that_a_state_has_designated_is_named_last(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    named = {"function": "Ministry, duty desk", "numbers": ["+216 71 0000", "+216 71 0001"]}
    admin = client_of("TUN", "admin")
    answer = await admin.put("/api/entry-authority", json=named)
    assert answer.is_success, answer.text
    assert plain(answer)["entry_authority"] == named
    (told,) = await entries(db, "MLT", of="EntryAuthorityNamed")
    assert told["sentence"].endswith("Ministry, duty desk. +216 71 0000; +216 71 0001")
    clearance = await entry_asked(client_of, world, incident, "TUN")
    where = f"clearances/{clearance}/call"
    called = await post(client_of, "MLT", where, role="watch_officer", outcome="no_answer")
    assert called.is_success, called.text
    seen = await read(client_of, "MLT", f"clearances/{clearance}")
    assert (seen["ask_next"], seen["ask_none"]) == ([], "authority_left")
    ended = await admin.put("/api/entry-authority", json={**named, "numbers": []})
    assert plain(ended)["entry_authority"] is None
