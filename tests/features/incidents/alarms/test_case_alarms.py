"""Alarms of cases that leave the screens: raised once, for whom, told to whom, and taken up."""

from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlmodel import col

from sar.alerts import climbing, rows, sending
from sar.alerts.models import Escalation
from sar.alerts.rows import CLIMB, Claimed
from sar.incidents.alarms.assessment_due import ASSESSMENT_OVERDUE
from sar.incidents.alarms.untasked import NOBODY_TASKED
from sar.incidents.informing import regions
from sar.incidents.jobs import note_assessment_overdue, note_smc_silent
from sar.incidents.lead.smc_by_voice import SMC_SILENT
from sar.incidents.models import CaseAlarm
from sar.incidents.words import AlarmCause
from sar.jobs import SNAPSHOTS
from sar.requests.asking.jobs_untasked import note_nobody_tasked
from tests.clients import ClientOf, SignedIn
from tests.conftest import ExerciseTime, _session_on
from tests.features.incidents.lead.test_lead import proposed, take_over
from tests.features.incidents.lead.test_smc_by_voice import by_voice
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.incidents import JOINED, act, alarms_seen, opened
from tests.given.jobs import run_job, run_newest
from tests.given.places import point
from tests.given.record import entries
from tests.given.requests import (
    Plain,
    accepted,
    asked,
    deferred,
    foreseen,
    id_of,
    offered,
    plain,
    post,
    quiet,
    work_of,
)
from tests.law import lawful
from tests.world import LISTED, World

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("mail_leaves", "contacts")]

IN_ITALYS_REGION = (12.0, 37.0)


class Raised(NamedTuple):
    """An alarm, as the database has it."""

    id: UUID
    party_code: str


async def alarms(db: AsyncSession, cause: AlarmCause) -> list[Raised]:
    query = select(col(CaseAlarm.id), col(CaseAlarm.party_code)).where(
        col(CaseAlarm.cause) == cause
    )
    found = await db.execute(query.order_by(col(CaseAlarm.id)))
    return [Raised(id_, party) for id_, party in found]


async def climbed_for(db: AsyncSession, alarm: Raised, time: ExerciseTime) -> int:
    """The number of alerts for it, after the next move."""
    query = select(col(Escalation.id)).where(col(Escalation.about_id) == alarm.id)
    found: UUID = (await db.execute(query)).scalar_one()
    async with lawful(db):
        await climbing.climb(db, found, now=time.now)
        await db.commit()
    return len(await rows.alerts_of(db, found))


async def handed_over(db: AsyncSession, alarm: Raised) -> None:
    """Its newest alert was taken by a server."""
    query = select(col(Escalation.id)).where(col(Escalation.about_id) == alarm.id)
    alert = (await rows.alerts_of(db, (await db.execute(query)).scalar_one()))[-1]
    claimed = Claimed(alert.id, alert.attempts)
    async with lawful(db):
        await sending.record_outcome(db, claimed, None)
        await db.commit()


async def taken_up(client_of: ClientOf, case: Plain, party: str = "ITA") -> Plain:
    path = f"/api/incidents/{case['id']}/alarms/take-up"
    answer = await client_of(party, "watch_officer").post(path)
    assert answer.status_code == 200, answer.text
    return plain(answer)


async def quiet_case(client_of: ClientOf, phase: str = "distress") -> Plain:
    """A case in the lead's own region alone."""
    return await opened(
        client_of, phase=phase, position={"point": point(*IN_ITALYS_REGION), "error_nm": 1.0}
    )


async def nobody_tasked(db: AsyncSession, time: ExerciseTime) -> Raised:
    """The time is over in which somebody was to be tasked, and the soonest unit was looked for."""
    time.advance(minutes=5)
    await run_newest(db, note_nobody_tasked, NOBODY_TASKED, now=time.now, times=2)
    return (await alarms(db, AlarmCause.UNTASKED))[-1]


@pytest.mark.long
async def test_nobody_is_tasked_and_nobody_is_there(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await quiet_case(client_of)
    alarm = await nobody_tasked(db, time)
    assert await climbed_for(db, alarm, time) == 1, "at once: its five minutes are over"
    await handed_over(db, alarm)
    (seen,) = await alarms_seen(client_of, case)
    assert (seen["cause"], seen["alerts"][0]["state"]) == ("untasked", "handed_over")
    (told,) = await entries(db, "ITA", of="CaseAlertSent")
    assert told["sentence"] == (
        f"An alert about {case['reference']} to MRCC Roma (nobody is tasked) was handed over:"
        " e-mail to contact 1 of MRCC Roma."
    )
    assert "ita.example" not in str(told) + str(seen)
    time.advance(minutes=5)
    assert await climbed_for(db, alarm, time) == 2, "the next contact after his time"


async def test_its_contacts_are_alerted_at_once_when_the_offer_that_held_them_back_is_gone(
    client_of: ClientOf,
    world: World,
    db: AsyncSession,
    time: ExerciseTime,
    connection: AsyncConnection,
) -> None:
    shared = term(visibility="position", may_request=True)
    await concluded(client_of, agreement(shared, reference="NEAR"))
    asset = await registered(client_of, "MLT", helicopter(base=point(*IN_ITALYS_REGION)))
    case = await quiet_case(client_of)
    db.info[SNAPSHOTS] = partial(_session_on, connection)
    alarm = await nobody_tasked(db, time)
    sent = await asked(client_of, world, "MLT", incident=case)
    made = await offered(client_of, "MLT", f"requests/{sent['id']}", asset["id"])
    assert await climbed_for(db, alarm, time) == 0, "the owner of the soonest knows"
    told = len(await entries(db, "ITA"))
    await post(client_of, "MLT", f"offers/{made['id']}/withdraw", reason="A fault.")
    looks = len(await deferred(db, CLIMB))
    (*_, job) = await deferred(db, NOBODY_TASKED)
    await run_job(db, note_nobody_tasked, job, now=time.now)
    assert len(await deferred(db, CLIMB)) == looks + 1, "not ten minutes later"
    assert await climbed_for(db, alarm, time) == 1
    assert len(await entries(db, "ITA")) == told + 1, "it was told before"
    assert len(await alarms(db, AlarmCause.UNTASKED)) == 1


async def _looked_for(db: AsyncSession, time: ExerciseTime) -> None:
    """The newest look for the soonest unit is taken."""
    await run_newest(db, note_nobody_tasked, NOBODY_TASKED, now=time.now)


@pytest.mark.long
async def test_the_owner_of_the_unit_that_is_soonest_now_silences_it_and_no_earlier_one(
    client_of: ClientOf,
    world: World,
    db: AsyncSession,
    time: ExerciseTime,
    connection: AsyncConnection,
) -> None:
    for owner in ("MLT", "TUN"):
        shared = term(visibility="position", may_request=True)
        body = agreement(shared, reference=f"NEAR-{owner}", parties=["ITA", owner])
        await concluded(client_of, body)
    await registered(client_of, "MLT", helicopter(base=point(13.0, 37.0)))
    case = await quiet_case(client_of)
    db.info[SNAPSHOTS] = partial(_session_on, connection)
    alarm = await nobody_tasked(db, time)
    assert (await db.get_one(CaseAlarm, alarm.id)).waits_for == "MLT"
    sent = await asked(client_of, world, "MLT", "TUN", incident=case)
    await post(client_of, "MLT", f"requests/{sent['id']}/acknowledge")
    await _looked_for(db, time)
    assert await climbed_for(db, alarm, time) == 0, "the owner of the soonest knows"

    await registered(client_of, "TUN", helicopter(name="Nearer", base=point(*IN_ITALYS_REGION)))
    time.advance(minutes=5)
    number = len(await deferred(db, NOBODY_TASKED))
    first = (await deferred(db, NOBODY_TASKED))[0]
    await run_job(db, note_nobody_tasked, first, now=time.now)
    assert len(await deferred(db, NOBODY_TASKED)) == number + 1, "it is looked for on and on"
    assert (await db.get_one(CaseAlarm, alarm.id)).waits_for == "TUN"
    assert await climbed_for(db, alarm, time) == 1, "the owner of the soonest now does not know"

    await post(client_of, "TUN", f"requests/{sent['id']}/acknowledge")
    (*_, at_once) = await deferred(db, NOBODY_TASKED)
    assert at_once["at_once"], "who knows now may own the soonest"
    await _looked_for(db, time)
    time.advance(minutes=5)
    assert await climbed_for(db, alarm, time) == 1, "now it does"


@pytest.mark.long
async def test_it_is_raised_once_however_often_the_job_runs(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    await quiet_case(client_of)
    (job,) = await deferred(db, NOBODY_TASKED)
    await nobody_tasked(db, time)
    await note_nobody_tasked(db, now=time.now, **job)
    assert len(await alarms(db, AlarmCause.UNTASKED)) == 1
    assert len(await entries(db, "ITA", of="NobodyTasked")) == 1
    matters = (await db.scalars(select(col(Escalation.about_id)))).all()
    assert len(matters) == len(set(matters)) == 1


@pytest.mark.long
async def test_who_is_there_has_five_minutes_and_takes_it_up(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, signed_in: SignedIn
) -> None:
    officer = await signed_in("watch_officer")
    case = await quiet_case(client_of)
    alarm = await nobody_tasked(db, time)
    assert await climbed_for(db, alarm, time) == 0
    path = f"/api/incidents/{case['id']}/alarms/take-up"
    async with lawful(db):
        taken = await officer.post(path)
    assert taken.status_code == 200, taken.text
    (seen,) = plain(taken)["alarms"]
    assert seen["taken_up_at"] is not None
    told = (await entries(db, "ITA"))[-1]
    assert told["type"] == "CaseTakenUp"
    assert told["sentence"].endswith("has taken it up at MRCC Roma (nobody is tasked).")
    for party in ("MLT", "TUN", "GRC"):
        assert not await entries(db, party, of="CaseTakenUp")
    time.advance(minutes=6)
    assert await climbed_for(db, alarm, time) == 0, "somebody has it"
    time.advance(minutes=24)
    assert await climbed_for(db, alarm, time) == 1, "still nobody is tasked: once more"
    for _ in range(2):
        assert (await officer.post(path)).status_code == 200, "again changes nothing"
    takings = await entries(db, "ITA", of="CaseTakenUp")
    assert len(takings) == 2, "once for each time that a contact was, or was to be, alerted"


@pytest.mark.long
async def test_nobody_is_alerted_while_it_is_said_that_no_unit_is_able(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await quiet_case(client_of)
    alarm = await nobody_tasked(db, time)
    path = f"{case['id']}/no-able-unit"
    assert (await act(client_of, "ITA", "watch_officer", path, reason="All are out.")).is_success
    assert await climbed_for(db, alarm, time) == 0
    time.advance(minutes=10)
    assert await climbed_for(db, alarm, time) == 1, "it rings again"


@pytest.mark.long
async def test_it_is_over_once_somebody_is_tasked(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await quiet_case(client_of)
    alarm = await nobody_tasked(db, time)
    sent = await asked(client_of, world, "MLT", incident=case)
    asset = await registered(client_of, "MLT", helicopter())
    made = await offered(client_of, "MLT", f"requests/{sent['id']}", asset["id"])
    await accepted(client_of, "ITA", made)
    assert await climbed_for(db, alarm, time) == 0
    assert await alarms_seen(client_of, case) == []


async def test_what_rings_is_raised_for_who_takes_the_case_over(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await quiet_case(client_of)
    before = await nobody_tasked(db, time)
    await proposed(client_of, world, case)
    async with lawful(db):
        await take_over(db, world, case)
    *_, alarm = await alarms(db, AlarmCause.UNTASKED)
    assert (before.party_code, alarm.party_code) == ("ITA", "MLT")
    assert (await deferred(db, NOBODY_TASKED))[-1]["at_once"], "the new lead may see another unit"
    assert await climbed_for(db, alarm, time) == 1
    assert await climbed_for(db, before, time) == 0, "over for who led"
    (seen,) = await alarms_seen(client_of, case, "MLT")
    assert seen["cause"] == "untasked"
    assert [await alarms(db, one) for one in (AlarmCause.UNASSESSED, AlarmCause.UNWRITTEN)] == [
        [],
        [],
    ]


@pytest.mark.long
async def test_what_does_not_ring_yet_is_not_raised_for_who_takes_the_case_over(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await quiet_case(client_of)
    time.advance(minutes=4)
    await proposed(client_of, world, case)
    await take_over(db, world, case)
    assert await alarms(db, AlarmCause.UNTASKED) == []
    assert await alarms_seen(client_of, case, "MLT") == []


@pytest.mark.long
async def test_a_report_that_nobody_assesses(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await quiet_case(client_of, "uncertainty")
    (job,) = await deferred(db, ASSESSMENT_OVERDUE)
    async with lawful(db):
        await note_assessment_overdue(db, now=time.advance(minutes=10), **job)
        await db.commit()
    (alarm,) = await alarms(db, AlarmCause.UNASSESSED)
    assert await climbed_for(db, alarm, time) == 1
    said = await act(
        client_of, "ITA", "watch_officer", f"{case['id']}/assessment", source="The caller"
    )
    assert said.is_success, said.text
    time.advance(minutes=5)
    assert await climbed_for(db, alarm, time) == 1, "it is assessed: nobody else is alerted"
    assert await alarms_seen(client_of, case) == []


async def test_a_case_that_touches_a_region_is_told_to_its_centre(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    raised = {one.party_code: one for one in await alarms(db, AlarmCause.REGION)}
    assert set(raised) == {"MLT"}, "not the lead, nor who is only listed, nor who is far"
    alarm = raised["MLT"]
    assert await climbed_for(db, alarm, time) == 0, "the lead may ask for help meanwhile"
    (seen,) = await alarms_seen(client_of, case, "MLT")
    assert (seen["cause"], seen["alerts"]) == ("region", [])
    assert await alarms_seen(client_of, case) == [], "another's alarm is not the lead's"
    time.advance(minutes=5)
    assert await climbed_for(db, alarm, time) == 1
    await handed_over(db, alarm)
    reads = {party for party in JOINED for one in await entries(db, party)
             if one["type"] == "CaseAlertSent"}  # fmt: skip
    assert reads == {"MLT"}
    await taken_up(client_of, case, "MLT")
    time.advance(minutes=30)
    assert await climbed_for(db, alarm, time) == 1


@pytest.mark.long
async def test_a_party_that_has_silenced_the_lead_is_alerted_of_a_region_in_distress_alone(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    muted = await client_of("MLT", "coordinator").post("/api/mutings", json=quiet("ITA"))
    assert muted.status_code == 201, muted.text
    case = await opened(client_of, phase="alert")
    (alarm,) = await alarms(db, AlarmCause.REGION)
    assert len(await alarms_seen(client_of, case, "MLT")) == 1, "it is read all the same"
    time.advance(minutes=5)
    assert await climbed_for(db, alarm, time) == 0
    raised = await act(
        client_of, "ITA", "watch_officer", f"{case['id']}/phase", phase="distress", reason="Sinks."
    )
    assert raised.is_success, raised.text
    newest = (await alarms(db, AlarmCause.REGION))[-1]
    time.advance(minutes=5)
    assert await climbed_for(db, newest, time) == 1


@pytest.mark.long
async def test_of_many_cases_below_distress_so_many_ring_at_a_region_within_the_hour(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(regions, "RUNG_AT_MOST", 2)
    cases = [await opened(client_of, phase="alert") for _ in range(4)]
    assert len(await alarms(db, AlarmCause.REGION)) == 2
    for case in cases:
        seen = await client_of("MLT", "observer").get(f"/api/incidents/{case['id']}")
        assert seen.json()["view"] == "full", "each is read"
    await opened(client_of, phase="distress")
    assert len(await alarms(db, AlarmCause.REGION)) == 3, "distress always rings"
    raised = await act(
        client_of,
        "ITA",
        "watch_officer",
        f"{cases[-1]['id']}/phase",
        phase="distress",
        reason="Sinks.",
    )
    assert raised.is_success, raised.text
    assert len(await alarms(db, AlarmCause.REGION)) == 4, "also one that did not ring before"
    time.advance(hours=1, minutes=1)
    await opened(client_of, phase="alert")
    assert len(await alarms(db, AlarmCause.REGION)) == 5


@pytest.mark.long
async def test_who_is_asked_for_help_is_not_alerted_of_the_region_too(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    (alarm,) = await alarms(db, AlarmCause.REGION)
    await asked(client_of, world, "MLT", incident=case)
    time.advance(minutes=5)
    assert await climbed_for(db, alarm, time) == 0


async def test_a_party_that_the_case_is_kept_from_has_no_alarm_of_it(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await opened(client_of, kept_from=[{"party": "MLT", "reason": "They fled from there."}])
    assert await alarms(db, AlarmCause.REGION) == []


@pytest.mark.long
async def test_a_region_that_is_touched_later_is_told_then_and_once(
    client_of: ClientOf, db: AsyncSession
) -> None:
    case = await quiet_case(client_of)
    for lat in (34.5, 34.4):
        body = {"point": point(13.0, lat), "uncertainty_nm": 1.0, "reason": "As told."}
        moved = await act(client_of, "ITA", "watch_officer", f"{case['id']}/datum", **body)
        assert moved.is_success, moved.text
    assert [one.party_code for one in await alarms(db, AlarmCause.REGION)] == ["MLT"]


@pytest.mark.long
async def test_a_unit_that_turns_back_is_told_to_the_lead_and_not_to_who_recalled_it(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await quiet_case(client_of)
    sent = await asked(client_of, world, "MLT", incident=case)
    asset = await registered(client_of, "MLT", helicopter())
    work = await work_of(client_of, sent, asset)
    gone = {"reason": "defect", "note": "A warning light."}
    await post(client_of, "MLT", f"deployments/{work['id']}/recall", **gone)
    (alarm,) = await alarms(db, AlarmCause.HELP_GONE)
    assert alarm.party_code == "ITA"
    assert await climbed_for(db, alarm, time) == 1
    (seen, *_) = await alarms_seen(client_of, case)
    assert seen["cause"] == "help_gone"


async def test_another_authoritys_unit_that_turned_back_is_told_to_the_lead(
    client_of: ClientOf, db: AsyncSession
) -> None:
    case = await opened(client_of)
    said = {"name": "Customs", "unit": "Boat Two", "unit_gone": "turned_back"}
    path = f"{case['id']}/other-authority"
    async with lawful(db):
        assert (await act(client_of, "MLT", "watch_officer", path, **said)).is_success
    assert [one.party_code for one in await alarms(db, AlarmCause.HELP_GONE)] == ["ITA"]
    assert (await act(client_of, "ITA", "watch_officer", path, **said)).is_success
    assert len(await alarms(db, AlarmCause.HELP_GONE)) == 1, "the lead has written it itself"


@pytest.mark.long
async def test_each_unit_that_is_gone_has_an_alarm_of_its_own(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    path = f"{case['id']}/other-authority"

    async def tell(unit: str, **said: str) -> None:
        body = {"name": "Customs", "unit": unit, **said}
        async with lawful(db):
            assert (await act(client_of, "MLT", "watch_officer", path, **body)).is_success
        time.advance(minutes=1)

    await tell("Boat One", unit_gone="turned_back")
    await tell("Boat Two", unit_gone="turned_back")
    one, two = await alarms(db, AlarmCause.HELP_GONE)
    assert [found["cause"] for found in await alarms_seen(client_of, case)] == ["help_gone"] * 2
    await tell("Boat Two", unit_comes="back")
    assert [found["cause"] for found in await alarms_seen(client_of, case)] == ["help_gone"]
    assert await climbed_for(db, one, time) == 1, "it is gone still"
    assert await climbed_for(db, two, time) == 0


@pytest.mark.long
async def test_a_unit_that_runs_late_is_told_to_the_lead_and_to_its_owner(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await quiet_case(client_of)
    sent = await asked(client_of, world, "MLT", incident=case)
    asset = await registered(client_of, "MLT", helicopter())
    made = await offered(client_of, "MLT", f"requests/{sent['id']}", asset["id"])
    await accepted(client_of, "ITA", made)
    await foreseen(db)
    assert await alarms(db, AlarmCause.HELP_GONE) == []
    time.advance(minutes=50)
    async with lawful(db):
        await foreseen(db)
    raised = await alarms(db, AlarmCause.HELP_GONE)
    assert {one.party_code for one in raised} == {"ITA", "MLT"}
    for alarm in raised:
        assert await climbed_for(db, alarm, time) == 1
    for party in ("ITA", "MLT"):
        assert "help_gone" in [one["cause"] for one in await alarms_seen(client_of, case, party)]


async def test_a_coordinator_by_voice_that_is_silent_is_alerted_and_so_is_who_waits(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await quiet_case(client_of)
    assert (await by_voice(client_of, world, case)).is_success
    (job,) = await deferred(db, SMC_SILENT)
    async with lawful(db):
        await note_smc_silent(db, now=time.advance(minutes=30), **job)
        await db.commit()
    raised = {one.party_code: one for one in await alarms(db, AlarmCause.SMC_SILENT)}
    assert set(raised) == {"ITA", LISTED}
    for alarm in raised.values():
        assert await climbed_for(db, alarm, time) == 1
    await handed_over(db, raised[LISTED])
    assert len(await alarms_seen(client_of, case)) == 2, "the lead reads how it is alerted"
    told = (await entries(db, "ITA"))[-1]
    assert "to JRCC Tripoli (your word on a case is awaited)" in told["sentence"]
    assert (await by_voice(client_of, world, case, heard="We go on.")).is_success
    time.advance(minutes=5)
    for alarm in raised.values():
        assert await climbed_for(db, alarm, time) == 1, "its word is heard"


@pytest.mark.long
async def test_a_coordinator_is_told_that_a_watch_officer_acted(
    client_of: ClientOf,
    world: World,
    db: AsyncSession,
    time: ExerciseTime,
    signed_in: SignedIn,
) -> None:
    officer = await signed_in("watch_officer")
    case = await quiet_case(client_of)
    body: dict[str, Any] = {
        "id": id_of(),
        "office": "smc",
        "to_centre_id": str(world.centres["MLT"]),
    }
    for _ in range(2):
        body["id"] = id_of()
        path = f"/api/incidents/{case['id']}/coordination"
        done = await officer.post(path, json={**body, "reason": "It is yours."})
        assert done.is_success, done.text
        await officer.post(f"{path}/withdraw", json={"office": "smc"})
    (alarm,) = await alarms(db, AlarmCause.ACTED)
    assert (await officer.post(f"/api/incidents/{case['id']}/alarms/take-up")).is_success
    time.advance(minutes=5)
    assert await climbed_for(db, alarm, time) == 1, "a watch officer who is there is not enough"
    boss = await signed_in("coordinator")
    assert (await boss.post(f"/api/incidents/{case['id']}/acted/look")).is_success
    time.advance(minutes=5)
    assert await climbed_for(db, alarm, time) == 1


@pytest.mark.long
async def test_a_later_decision_is_told_once_the_first_was_taken_up(
    client_of: ClientOf,
    world: World,
    db: AsyncSession,
    time: ExerciseTime,
    signed_in: SignedIn,
) -> None:
    officer = await signed_in("watch_officer")
    ashore = {"min": 0, "max": 0, "source": "all ashore"}
    case = await opened(client_of, phase="alert", pob=ashore)
    path = f"/api/incidents/{case['id']}"
    body = {"id": id_of(), "office": "smc", "to_centre_id": str(world.centres["MLT"])}
    asked_to_lead = {**body, "reason": "It is yours."}
    assert (await officer.post(f"{path}/coordination", json=asked_to_lead)).is_success
    boss = await signed_in("coordinator")
    assert (await boss.post(f"{path}/alarms/take-up")).is_success
    await boss.delete("/api/session")
    time.advance(hours=2)
    async with lawful(db):
        closed = await officer.post(f"{path}/close", json={"reason": "A hoax."})
    assert plain(closed)["state"] == "closed"
    first, second = await alarms(db, AlarmCause.ACTED)
    time.advance(minutes=5)
    assert await climbed_for(db, first, time) == 0, "it is taken up"
    assert await climbed_for(db, second, time) == 1
    boss = await signed_in("coordinator")
    seen = plain(await boss.get(path))["alarms"]
    assert [one["taken_up_at"] is None for one in seen] == [False, True]
    async with lawful(db):
        assert (await boss.post(f"{path}/acted/look")).is_success
    time.advance(minutes=5)
    assert await climbed_for(db, second, time) == 1, "one has looked at both"
    assert plain(await boss.get(path))["alarms"] == []


async def test_a_coordinator_is_told_of_a_case_that_a_watch_officer_closed_until_one_looks(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, signed_in: SignedIn
) -> None:
    officer = await signed_in("watch_officer")
    ashore = {"min": 0, "max": 0, "source": "all ashore"}
    case = await opened(client_of, phase="alert", pob=ashore)
    said = {"reason": "A hoax."}
    async with lawful(db):
        closed = await officer.post(f"/api/incidents/{case['id']}/close", json=said)
    assert plain(closed)["state"] == "closed"
    (alarm,) = await alarms(db, AlarmCause.ACTED)
    (seen,) = plain(await officer.get("/api/snapshot"))["incident"]
    assert (seen["id"], seen["state"]) == (case["id"], "closed")
    assert [one["decision"] for one in seen["acted"]] == ["close"]
    assert [one["cause"] for one in seen["alarms"]] == ["acted"]
    assert plain(await client_of("MLT", "observer").get("/api/snapshot"))["incident"] == []
    time.advance(minutes=5)
    assert await climbed_for(db, alarm, time) == 1
    boss = await signed_in("coordinator")
    async with lawful(db):
        assert (await boss.post(f"/api/incidents/{case['id']}/acted/look")).is_success
    assert plain(await boss.get("/api/snapshot"))["incident"] == []
    time.advance(minutes=5)
    assert await climbed_for(db, alarm, time) == 1, "one has looked"
