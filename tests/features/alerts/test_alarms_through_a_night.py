"""Alarms of people in distress through a night in which nobody is at the lead's desk: its contacts
are alerted again and again, and the others in the case learn that it is not reached."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.models import CaseAlarm
from sar.incidents.words import AlarmCause
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.features.incidents.alarms.test_case_alarms import (
    Raised,
    alarms,
    nobody_tasked,
    taken_up,
)
from tests.given.alerts import minutes_of_alerts
from tests.given.assets import helicopter, registered
from tests.given.incidents import act, alarms_seen, case_seen, in_phase, opened
from tests.given.record import entries, sentences
from tests.given.requests import accepted, asked, id_of, offered
from tests.world import World

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("mail_leaves", "contacts")]


async def pass_by(
    db: AsyncSession, time: ExerciseTime, alarm: Raised, *, minutes: int
) -> list[int]:
    """Let so many minutes go by, and each look at its contacts be taken when it is due; the minutes
    after it was raised at which one was alerted so far."""
    raised_at = (await db.get_one(CaseAlarm, alarm.id)).at
    return await minutes_of_alerts(db, time, alarm.id, since=raised_at, minutes=minutes)


@pytest.mark.parametrize("turns", [3, pytest.param(6, marks=pytest.mark.long)])
async def test_its_contacts_are_alerted_all_night_and_the_others_learn_that_it_is_not_reached(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime, turns: int
) -> None:
    case = await opened(client_of, phase="distress")
    await asked(client_of, world, "TUN", incident=case)
    alarm = await nobody_tasked(db, time)
    assert await pass_by(db, time, alarm, minutes=9) == [0, 5]
    assert (await case_seen(client_of, case, "MLT"))["lead_unreached"] is None
    await pass_by(db, time, alarm, minutes=1)
    sentence = (
        f"Nobody at MRCC Roma, which leads {case['reference']}, has answered (nobody is tasked);"
        " of its contacts 2 were alerted. Call it."
    )
    for party in ("ITA", "MLT", "TUN"):
        assert await sentences(db, party, of="LeadUnreached") == [sentence], party
        since = (await case_seen(client_of, case, party))["lead_unreached"]["since"]
        assert since.startswith(f"{time.now:%Y-%m-%dT%H:%M}")
    assert await sentences(db, "GRC", of="LeadUnreached") == [], "it has no part in the case"
    raised = await alarms(db, AlarmCause.LEAD_UNREACHED)
    assert {one.party_code for one in raised} == {"MLT", "TUN"}
    for one in raised:
        assert await pass_by(db, time, one, minutes=0) == [0], "others are woken, once"
    assert [one["cause"] for one in await alarms_seen(client_of, case, "TUN")] == ["lead_unreached"]
    assert await pass_by(db, time, alarm, minutes=30 * turns - 10) == [
        minute for turn in range(turns) for minute in (30 * turn, 30 * turn + 5)
    ] + [30 * turns]
    assert await sentences(db, "MLT", of="LeadUnreached") == [sentence], "once"
    (alarm_seen, *_) = await alarms_seen(client_of, case)
    assert alarm_seen["alerts"] == [], "no server has taken one here"


async def test_a_party_that_is_not_to_be_told_is_not(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    await opened(client_of, phase="distress", kept_from=[{"party": "MLT", "reason": "No."}])
    alarm = await nobody_tasked(db, time)
    await pass_by(db, time, alarm, minutes=10)
    assert len(await sentences(db, "ITA", of="LeadUnreached")) == 1
    assert await sentences(db, "MLT", of="LeadUnreached") == []
    assert await alarms(db, AlarmCause.LEAD_UNREACHED) == []


async def test_who_takes_it_up_ends_that_and_the_turn_that_is_on_but_not_the_next(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, phase="distress")
    alarm = await nobody_tasked(db, time)
    await pass_by(db, time, alarm, minutes=11)
    (unreached,) = await alarms(db, AlarmCause.LEAD_UNREACHED)
    before = await pass_by(db, time, unreached, minutes=0)
    await taken_up(client_of, case)
    seen = await case_seen(client_of, case, "MLT")
    assert seen["lead_unreached"] is None
    assert await alarms_seen(client_of, case, "MLT") == [] or seen["alarms"][0]["cause"] == "region"
    assert await pass_by(db, time, unreached, minutes=5) == before, "no further contact"
    assert await pass_by(db, time, alarm, minutes=14) == [0, 5, 30]
    await taken_up(client_of, case)
    assert await pass_by(db, time, alarm, minutes=30) == [0, 5, 30, 60]
    takings = await entries(db, "ITA", of="CaseTakenUp")
    assert len(takings) == 2, "somebody was alerted between them"
    assert len(await sentences(db, "MLT", of="LeadUnreached")) == 1


@pytest.mark.long
async def test_a_lead_that_took_it_up_and_went_silent_is_not_reached_either(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, phase="distress")
    alarm = await nobody_tasked(db, time)
    await taken_up(client_of, case)
    assert await pass_by(db, time, alarm, minutes=39) == [30, 35]
    assert await sentences(db, "MLT", of="LeadUnreached") == []
    await pass_by(db, time, alarm, minutes=1)
    assert len(await sentences(db, "MLT", of="LeadUnreached")) == 1


async def test_a_lead_that_writes_is_reached(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, phase="distress")
    alarm = await nobody_tasked(db, time)
    await pass_by(db, time, alarm, minutes=6)
    line = {"id": id_of(), "text": "Every ship was called."}
    assert (await act(client_of, "ITA", "watch_officer", f"{case['id']}/log", **line)).is_success
    await pass_by(db, time, alarm, minutes=4)
    assert await sentences(db, "MLT", of="LeadUnreached") == []


@pytest.mark.long
async def test_it_is_over_when_somebody_is_tasked(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, phase="distress")
    sent = await asked(client_of, world, "MLT", incident=case)
    alarm = await nobody_tasked(db, time)
    await pass_by(db, time, alarm, minutes=10)
    assert (await case_seen(client_of, case, "MLT"))["lead_unreached"]
    asset = await registered(client_of, "MLT", helicopter())
    await accepted(
        client_of, "ITA", await offered(client_of, "MLT", f"requests/{sent['id']}", asset["id"])
    )
    assert (await case_seen(client_of, case, "MLT"))["lead_unreached"] is None
    assert await alarms_seen(client_of, case, "MLT") == []


@pytest.mark.long
async def test_one_persons_word_that_it_is_no_distress_ends_nothing(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, phase="distress")
    alarm = await nobody_tasked(db, time)
    await pass_by(db, time, alarm, minutes=10)
    assert (await case_seen(client_of, case, "MLT"))["lead_unreached"]
    await in_phase(client_of, case, "alert")
    assert (await case_seen(client_of, case, "MLT"))["lead_unreached"], "by one person's word alone"
