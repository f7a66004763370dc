"""A signal at night: its centre's contacts are alerted until somebody takes it up, then who heard
it; and a person passes it on to another centre."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.alerts import sending
from sar.alerts.rows import Claimed, alerts_of, escalation_about
from sar.distress_reports import signal_alerts as _registered  # noqa: F401 registers its matter
from sar.distress_reports.models import SignalRinging
from sar.geo.position import LatLon
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.features.distress_reports.test_settling import at, read
from tests.given.alerts import minutes_of_alerts
from tests.given.distress_reports import IN_ITALY, beacon, heard
from tests.given.record import sentences
from tests.law import lawful
from tests.world import START, World

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("mail_leaves", "contacts")]

IN_MALTA = LatLon(34.5, 14.0)
BEACON = "EPIRB-AIS 974123456"


class Rang(NamedTuple):
    """A ringing as it was written."""

    id: UUID
    at: datetime
    party_code: str
    of_hearer: bool


async def ringings(db: AsyncSession, report_id: UUID) -> list[Rang]:
    """All ringings of the report, the oldest first."""
    query = select(SignalRinging).where(col(SignalRinging.report_id) == report_id)
    query = query.order_by(col(SignalRinging.at), col(SignalRinging.id))
    rows = await db.scalars(query.execution_options(populate_existing=True))
    return [Rang(one.id, one.at, one.party_code, one.of_hearer) for one in rows]


async def alerted(db: AsyncSession, time: ExerciseTime, rings: Rang, *, minutes: int) -> list[int]:
    """The minutes after it began to ring there at which a contact was alerted, so many on."""
    return await minutes_of_alerts(db, time, rings.id, since=rings.at, minutes=minutes)


async def handed_over(db: AsyncSession, rings: Rang) -> None:
    """The mail server takes the newest alert."""
    ladder = await escalation_about(db, rings.id)
    assert ladder is not None
    newest = (await alerts_of(db, ladder.id))[-1]
    claimed = Claimed(newest.id, newest.attempts)
    async with lawful(db):
        await sending.record_outcome(db, claimed, None)
        await db.commit()


async def done(
    client_of: ClientOf, party: str, report_id: UUID, step: str, **body: Any
) -> dict[str, Any]:
    answer = await client_of(party, "watch_officer").post(at(report_id, step), json=body or None)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def refused(client_of: ClientOf, party: str, report_id: UUID, step: str, **body: Any) -> str:
    answer = await client_of(party, "watch_officer").post(at(report_id, step), json=body or None)
    assert answer.status_code == 409, answer.text
    return str(answer.json()["code"])


async def test_contacts_are_alerted_each_half_hour_until_it_is_settled(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    report = await heard(db, "ITA", beacon(START, IN_ITALY))
    (rings,) = await ringings(db, report.id)
    assert await alerted(db, time, rings, minutes=9) == [0, 5], "nobody is at the desk"
    await handed_over(db, rings)
    seen = await read(client_of, "ITA", report.id)
    assert [one["state"] for one in seen["alerts"]] == ["handed_over"]
    told = await sentences(db, "ITA", of="DistressAlertSent")
    assert told == [
        f"An alert about {BEACON} to MRCC Roma was handed over: e-mail to contact 2 of MRCC Roma."
    ]
    assert await alerted(db, time, rings, minutes=26) == [0, 5, 30, 35], "a night is long"
    assert await sentences(db, "ITA", of="DistressContactsExhausted") == [
        f"MRCC Roma has not taken up {BEACON}; of its contacts 2 could be alerted. Call it."
    ]
    await done(client_of, "ITA", report.id, "dismiss", reason="A drill on board.")
    assert await alerted(db, time, rings, minutes=120) == [0, 5, 30, 35]


async def test_who_has_it_is_not_alerted_for_half_an_hour_and_both_parties_read_that(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    report = await heard(db, "ITA", beacon(START, IN_MALTA))
    (rings,) = await ringings(db, report.id)
    assert await alerted(db, time, rings, minutes=2) == [0]
    assert await refused(client_of, "ITA", report.id, "take-up") == "rings_elsewhere"
    await done(client_of, "MLT", report.id, "take-up")
    await done(client_of, "MLT", report.id, "take-up")
    for party in ("ITA", "MLT"):
        assert (await read(client_of, party, report.id))["taken_up_at"] is not None
        told = await sentences(db, party, of="DistressTakenUp")
        assert told == [f"RCC Malta has {BEACON}, and looks into it."], "once"
    assert await alerted(db, time, rings, minutes=27) == [0]
    assert await alerted(db, time, rings, minutes=1) == [0, 30]
    await handed_over(db, rings)
    seen = await read(client_of, "ITA", report.id)
    assert (seen["taken_up_at"], seen["state"]) == (None, "waiting")


async def test_who_heard_it_is_alerted_where_nobody_at_its_centre_is_reached(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    report = await heard(db, "ITA", beacon(START, IN_MALTA))
    (rings,) = await ringings(db, report.id)
    await alerted(db, time, rings, minutes=10)
    _, hearer = await ringings(db, report.id)
    assert (hearer.party_code, hearer.of_hearer) == ("ITA", True)
    assert await alerted(db, time, hearer, minutes=40) == [0, 5], "each once"
    await alerted(db, time, rings, minutes=40)
    assert len(await ringings(db, report.id)) == 2, "it is alerted once"
    await done(client_of, "ITA", report.id, "take-up")
    time.advance(minutes=1)
    again = await done(client_of, "ITA", report.id, "take-up")
    assert (again["id"], again["state"]) == (str(report.id), "waiting")
    told = await sentences(db, "ITA", of="DistressTakenUp")
    assert told == [f"MRCC Roma has {BEACON}, and looks into it."], "once"
    seen = await read(client_of, "MLT", report.id)
    assert seen["taken_up_at"] is None, "nobody at its centre has it"
    assert await sentences(db, "MLT", of="DistressTakenUp") == []


@pytest.mark.long
async def test_who_heard_it_hears_no_more_once_its_centre_has_it(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    report = await heard(db, "ITA", beacon(START, IN_MALTA))
    (rings,) = await ringings(db, report.id)
    await alerted(db, time, rings, minutes=10)
    _, hearer = await ringings(db, report.id)
    assert await alerted(db, time, hearer, minutes=1) == [0]
    await done(client_of, "MLT", report.id, "take-up")
    assert await alerted(db, time, hearer, minutes=20) == [0]


async def test_it_is_passed_on_to_a_third_centre_and_who_did_sees_it_still(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    report = await heard(db, "ITA", beacon(START, IN_MALTA))
    tunis = str(world.centres["TUN"])
    why = {"centre_id": tunis, "reason": "Their helicopter sees the raft."}
    hidden = await client_of("TUN", "watch_officer").post(at(report.id, "pass-on"), json=why)
    assert hidden.status_code == 404
    assert await refused(client_of, "ITA", report.id, "pass-on", **why) == "rings_elsewhere"
    await done(client_of, "MLT", report.id, "take-up")
    await done(client_of, "MLT", report.id, "pass-on", **why)
    sentence = (
        f"RCC Malta has passed {BEACON} on to MRCC Tunis, where it rings:"
        " Their helicopter sees the raft."
    )
    for party in ("ITA", "MLT", "TUN"):
        seen = await read(client_of, party, report.id)
        assert (seen["centre"]["name"], seen["passed_by"]) == ("MRCC Tunis", ["MLT"])
        assert seen["taken_up_at"] is None, "it rings anew"
        assert await sentences(db, party, of="DistressPassedOn") == [sentence]
    assert await read_status(client_of, "GRC", report.id) == 404
    first, second = await ringings(db, report.id)
    assert await alerted(db, time, first, minutes=0) == []
    assert await alerted(db, time, second, minutes=0) == [0]
    back = {"centre_id": str(world.centres["MLT"]), "reason": "The raft drifts back."}
    await done(client_of, "TUN", report.id, "pass-on", **back)
    assert (await read(client_of, "MLT", report.id))["passed_by"] == ["TUN"]
    assert await refused(client_of, "MLT", report.id, "pass-on", **back) == "rings_there"


async def test_a_centre_that_has_not_joined_is_called_instead(
    client_of: ClientOf, db: AsyncSession
) -> None:
    report = await heard(db, "ITA", beacon(START, IN_ITALY))
    centres = (await client_of("ITA", "observer").get("/api/centres")).json()
    tripoli = next(one["id"] for one in centres if one["name"] == "JRCC Tripoli")
    body = {"centre_id": tripoli, "reason": "Theirs."}
    assert await refused(client_of, "ITA", report.id, "pass-on", **body) == "party_not_joined"


async def test_no_later_position_takes_it_from_whom_a_person_has_passed_it_on_to(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    report = await heard(db, "ITA", beacon(START, None))
    body = {"centre_id": str(world.centres["TUN"]), "reason": "A fisherman there called."}
    await done(client_of, "ITA", report.id, "pass-on", **body)
    later = START + timedelta(minutes=11)
    await heard(db, "ITA", beacon(later, IN_MALTA), now=later)
    seen = await read(client_of, "ITA", report.id)
    assert (seen["centre"]["name"], seen["region"]["name"]) == ("MRCC Tunis", "RCC Malta")
    assert len(await ringings(db, report.id)) == 2


@pytest.mark.long
async def test_a_first_position_moves_the_ringing_and_the_former_centre_is_left_alone(
    db: AsyncSession, time: ExerciseTime
) -> None:
    report = await heard(db, "ITA", beacon(START, None))
    (former,) = await ringings(db, report.id)
    assert await alerted(db, time, former, minutes=1) == [0]
    await heard(db, "ITA", beacon(time.now, IN_MALTA), now=time.now)
    _, present = await ringings(db, report.id)
    assert present.party_code == "MLT"
    assert await alerted(db, time, former, minutes=20) == [0]
    assert await alerted(db, time, present, minutes=0) == [20]


async def read_status(client_of: ClientOf, party: str, report_id: UUID) -> int:
    """The status of reading it."""
    answer = await client_of(party, "observer").get(f"/api/distress-reports/{report_id}")
    return answer.status_code
