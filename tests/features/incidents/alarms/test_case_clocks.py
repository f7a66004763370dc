"""Clocks of cases that leave the screens when they are over: offers, suspended searches, handovers,
lists of missing and dead, and distress in one's region."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.alarms.list_taken import LIST_OVERDUE
from sar.incidents.alarms.unwritten import LEAD_UNHEARD, NOTHING_WRITTEN
from sar.incidents.jobs import (
    note_handover_unconfirmed,
    note_list_overdue,
    note_look_again_due,
    note_nothing_written,
)
from sar.incidents.lead.confirming import UNCONFIRMED
from sar.incidents.lifecycle.suspending import LOOK_AGAIN
from sar.incidents.words import AlarmCause
from sar.requests.jobs import note_lead_unheard
from sar.requests.offers.jobs import note_offer_undecided
from sar.requests.offers.waiting import UNDECIDED
from tests.clients import ClientOf, SignedIn
from tests.conftest import ExerciseTime
from tests.features.incidents.alarms.test_case_alarms import (
    alarms,
    climbed_for,
    quiet_case,
    taken_up,
)
from tests.features.incidents.lead.test_lead import proposed, take_over
from tests.given.assets import helicopter, registered
from tests.given.incidents import (
    act,
    alarms_seen,
    case_changed,
    case_seen,
    in_phase,
    opened,
)
from tests.given.jobs import run_job
from tests.given.places import point
from tests.given.record import entries
from tests.given.requests import (
    Plain,
    accepted,
    asked,
    deferred,
    deployed,
    id_of,
    offered,
    post,
    stepped,
    work_of,
)
from tests.law import lawful
from tests.world import World

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("mail_leaves", "contacts")]


async def run(db: AsyncSession, work: Any, name: str, time: ExerciseTime) -> None:
    """Every job of that name runs, twice, as by a worker that is killed."""
    for args in await deferred(db, name) * 2:
        await run_job(db, work, args, now=time.now)


async def causes(client_of: ClientOf, case: Plain, party: str = "ITA") -> list[str]:
    return [one["cause"] for one in await alarms_seen(client_of, case, party)]


@pytest.mark.long
@pytest.mark.parametrize(
    "end",
    ["accept", *(pytest.param(end, marks=pytest.mark.long) for end in ("decline", "withdraw"))],
)
async def test_an_offer_that_nobody_decides_until_it_is_decided(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime, end: str
) -> None:
    case = await quiet_case(client_of)
    sent = await asked(client_of, world, "MLT", incident=case)
    asset = await registered(client_of, "MLT", helicopter())
    made = await offered(client_of, "MLT", f"requests/{sent['id']}", asset["id"])
    time.advance(minutes=15)
    await run(db, note_offer_undecided, UNDECIDED, time)
    (alarm,) = await alarms(db, AlarmCause.OFFER_WAITS)
    assert alarm.party_code == "ITA"
    assert "offer_waits" in await causes(client_of, case)
    assert await causes(client_of, case, "MLT") == []
    assert await climbed_for(db, alarm, time) == 1, "its time is over already"
    async with lawful(db):
        if end == "accept":
            await accepted(client_of, "ITA", made)
        elif end == "decline":
            await post(client_of, "ITA", f"offers/{made['id']}/decline", reason="Another comes.")
        else:
            await post(client_of, "MLT", f"offers/{made['id']}/withdraw", reason="A defect.")
    assert "offer_waits" not in await causes(client_of, case)
    time.advance(minutes=5)
    assert await climbed_for(db, alarm, time) == 1, "it is decided"


async def test_an_offer_that_would_help_nobody_alerts_nobody(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await quiet_case(client_of)
    sent = await asked(client_of, world, "MLT", incident=case)
    where = f"requests/{sent['id']}"
    for name in ("Rescue 1", "Rescue 2"):
        asset = await registered(client_of, "MLT", helicopter(name=name))
        made = await offered(client_of, "MLT", where, asset["id"])
        if name == "Rescue 1":
            made = await accepted(client_of, "ITA", made)
            (work,) = await deployed(client_of, "MLT", made)
            await stepped(client_of, "MLT", work, "depart", "arrive")
    time.advance(minutes=15)
    await run(db, note_offer_undecided, UNDECIDED, time)
    assert await alarms(db, AlarmCause.OFFER_WAITS) == []


@pytest.mark.long
async def test_a_suspended_search_that_nobody_has_looked_at_again(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await quiet_case(client_of)
    path = f"{case['id']}/suspend"
    said = {"reason": "Storm.", "ground": "weather", "second": "Head of operations"}
    assert (await act(client_of, "ITA", "coordinator", path, **said)).is_success
    time.advance(hours=6)
    await run(db, note_look_again_due, LOOK_AGAIN, time)
    (alarm,) = await alarms(db, AlarmCause.LOOK_AGAIN)
    assert "look_again" in await causes(client_of, case)
    assert await climbed_for(db, alarm, time) == 1
    await taken_up(client_of, case)
    time.advance(minutes=10)
    assert await climbed_for(db, alarm, time) == 1, "somebody has it"
    time.advance(minutes=20)
    assert await climbed_for(db, alarm, time) == 2, "and has not looked: once more"
    again = {"reason": "The storm goes on."}
    assert (
        await act(client_of, "ITA", "watch_officer", f"{case['id']}/look-again", **again)
    ).is_success
    time.advance(minutes=5)
    assert await climbed_for(db, alarm, time) == 2
    assert "look_again" not in await causes(client_of, case)


async def suspend(client_of: ClientOf, case: Plain) -> None:
    said = {"reason": "Storm.", "ground": "weather", "second": "Head"}
    answer = await act(client_of, "ITA", "coordinator", f"{case['id']}/suspend", **said)
    assert answer.is_success, answer.text


async def suspended(client_of: ClientOf) -> Plain:
    """A search that the weather has ended for now."""
    case = await quiet_case(client_of)
    await suspend(client_of, case)
    return case


RAFT = {"point": point(12.1, 37.1), "source": "aircraft: raft, people waving"}
NEWS: dict[str, Plain] = {
    "positions": RAFT,
    "log": {"text": "Raft, people waving."},
    "tow": {"unit": "Tug", "reason": "Found adrift."},
    "called-people": {"function": "Watch", "reached": True},
    "other-authority": {"name": "Customs", "heard": "Sees it."},
    "help-refused": {"source": "Customs", "refuses": True},
}


NEWS_IN_SHORT = ("positions", "help-refused")


@pytest.mark.long
@pytest.mark.parametrize(
    "path",
    [
        path if path in NEWS_IN_SHORT else pytest.param(path, marks=pytest.mark.long)
        for path in NEWS
    ],
)
async def test_news_of_a_suspended_search_rings_at_once_at_the_lead_and_leaves_the_browser(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime, path: str
) -> None:
    case = await suspended(client_of)
    await asked(client_of, world, "MLT", incident=case)
    time.advance(minutes=30)
    told = NEWS[path] | ({"id": id_of()} if path in {"positions", "log"} else {})
    answer = await act(client_of, "MLT", "watch_officer", f"{case['id']}/{path}", **told)
    assert answer.is_success, answer.text
    (alarm,) = await alarms(db, AlarmCause.SUSPENDED_NEWS)
    assert alarm.party_code == "ITA"
    assert "suspended_news" in await causes(client_of, case)
    assert await causes(client_of, case, "MLT") == []
    seen = await case_seen(client_of, case)
    assert (seen["state"], bool(seen["heard_suspended_at"])) == ("suspended", True)
    assert await climbed_for(db, alarm, time) == 1, "nobody is there: at once"
    time.advance(minutes=2)
    again = RAFT | {"id": id_of()}
    assert (
        await act(client_of, "MLT", "watch_officer", f"{case['id']}/positions", **again)
    ).is_success
    assert len(await alarms(db, AlarmCause.SUSPENDED_NEWS)) == 1, "the same goes on climbing"
    time.advance(minutes=3)
    assert await climbed_for(db, alarm, time) == 2
    reason = {"reason": "A raft was seen."}
    assert (
        await act(client_of, "ITA", "watch_officer", f"{case['id']}/reopen", **reason)
    ).is_success
    assert "suspended_news" not in await causes(client_of, case)
    seen = await case_seen(client_of, case)
    assert (seen["state"], seen["heard_suspended_at"]) == ("open", None)
    time.advance(minutes=5)
    assert await climbed_for(db, alarm, time) == 2


@pytest.mark.long
async def test_more_news_after_somebody_has_taken_it_up_and_a_look_at_it(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await suspended(client_of)
    water = {"since": time.now.isoformat(), "source": "aircraft"}
    await case_changed(client_of, case, in_water=water)
    (first,) = await alarms(db, AlarmCause.SUSPENDED_NEWS)
    await taken_up(client_of, case)
    time.advance(minutes=29)
    assert await climbed_for(db, first, time) == 0, "somebody has it"
    time.advance(minutes=1)
    assert await climbed_for(db, first, time) == 1, "and neither reopens it nor says why not"
    assert (
        await act(client_of, "ITA", "watch_officer", f"{case['id']}/positions", id=id_of(), **RAFT)
    ).is_success
    assert len(await alarms(db, AlarmCause.SUSPENDED_NEWS)) == 2, "other news"
    look = {"reason": "It was a buoy."}
    assert (
        await act(client_of, "ITA", "watch_officer", f"{case['id']}/look-again", **look)
    ).is_success
    assert "suspended_news" not in await causes(client_of, case)
    assert (await case_seen(client_of, case))["heard_suspended_at"] is None


@pytest.mark.long
async def test_what_is_no_news_of_a_suspended_search(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await suspended(client_of)
    await asked(client_of, world, "MLT", incident=case)
    for party, own in (("ITA", False), ("MLT", True)):
        line = {"id": id_of(), "text": "The storm goes on.", "own": own}
        answer = await act(client_of, party, "watch_officer", f"{case['id']}/log", **line)
        assert answer.is_success, answer.text
    unheard = {"function": "Watch", "reached": False}
    assert (
        await act(client_of, "MLT", "watch_officer", f"{case['id']}/called-people", **unheard)
    ).is_success
    assert await alarms(db, AlarmCause.SUSPENDED_NEWS) == []


@pytest.mark.long
async def test_a_unit_that_takes_people_aboard_is_news_of_a_suspended_search(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await quiet_case(client_of)
    sent = await asked(client_of, world, "MLT", incident=case)
    asset = await registered(client_of, "MLT", helicopter())
    work = await work_of(client_of, sent, asset)
    await stepped(client_of, "MLT", work, "depart", "arrive")
    await suspend(client_of, case)
    assert await alarms(db, AlarmCause.SUSPENDED_NEWS) == []
    await stepped(client_of, "MLT", work, "load", persons=2)
    assert len(await alarms(db, AlarmCause.SUSPENDED_NEWS)) == 1


async def test_a_handover_of_which_a_red_fact_is_not_confirmed_is_told_to_who_calls(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await quiet_case(client_of)
    await proposed(client_of, world, case)
    await take_over(db, world, case)
    time.advance(minutes=3)
    await run(db, note_handover_unconfirmed, UNCONFIRMED, time)
    (alarm,) = await alarms(db, AlarmCause.HANDED_OVER)
    assert alarm.party_code == "ITA", "who led before calls"
    assert "handed_over" in await causes(client_of, case)
    assert "handed_over" not in await causes(client_of, case, "MLT")
    assert await climbed_for(db, alarm, time) == 1
    facts = {"facts": ["phase", "position", "on_board", "craft"]}
    confirm = f"{case['id']}/handover/confirm"
    assert (await act(client_of, "MLT", "watch_officer", confirm, **facts)).is_success
    assert "handed_over" not in await causes(client_of, case)
    time.advance(minutes=7)
    assert await climbed_for(db, alarm, time) == 1
    await run(db, note_handover_unconfirmed, UNCONFIRMED, time)
    assert len(await alarms(db, AlarmCause.HANDED_OVER)) == 1, "others are on the screens alone"


async def test_a_list_of_missing_that_nobody_takes_also_of_a_closed_case(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, signed_in: SignedIn
) -> None:
    case = await quiet_case(client_of)
    said = {
        "reason": "Nobody else is found.",
        "despite": "No hope is left.",
        "second": "Head of operations",
    }
    officer = await signed_in("coordinator")
    closed = await officer.post(f"/api/incidents/{case['id']}/close", json=said)
    assert closed.json()["state"] == "closed", closed.text
    time.advance(hours=6)
    await run(db, note_list_overdue, LIST_OVERDUE, time)
    (alarm,) = await alarms(db, AlarmCause.LIST_OWED)
    assert await causes(client_of, case) == ["list_owed"]
    assert await climbed_for(db, alarm, time) == 0, "whoever is there has five minutes"
    time.advance(minutes=5)
    assert await climbed_for(db, alarm, time) == 1
    taken = {"authority": "Office", "function": "Duty officer", "channel": "telephone"}
    assert (
        await act(client_of, "ITA", "watch_officer", f"{case['id']}/lost-list", **taken)
    ).is_success
    assert await causes(client_of, case) == []
    time.advance(minutes=5)
    assert await climbed_for(db, alarm, time) == 1


@pytest.mark.parametrize("taken", [False, True])
async def test_who_helps_is_told_that_the_lead_writes_nothing_and_takes_nothing_up(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime, taken: bool
) -> None:
    case = await quiet_case(client_of)
    sent = await asked(client_of, world, "MLT", "TUN", incident=case)
    asset = await registered(client_of, "MLT", helicopter())
    await accepted(
        client_of, "ITA", await offered(client_of, "MLT", f"requests/{sent['id']}", asset["id"])
    )
    time.advance(minutes=30)
    (args,) = await deferred(db, NOTHING_WRITTEN)
    await run_job(db, note_nothing_written, args, now=time.now)
    (at_lead,) = await alarms(db, AlarmCause.UNWRITTEN)
    assert await climbed_for(db, at_lead, time) == 1
    if taken:
        await taken_up(client_of, case)
    time.advance(minutes=10)
    await run(db, note_lead_unheard, LEAD_UNHEARD, time)
    raised = await alarms(db, AlarmCause.LEAD_UNHEARD)
    assert [one.party_code for one in raised] == ([] if taken else ["MLT"]), "no unit of Tunisia's"
    if taken:
        return
    assert await causes(client_of, case, "MLT") == ["lead_unheard"]
    assert "lead_unheard" not in await causes(client_of, case), "it is not the lead's to read"
    assert await climbed_for(db, raised[0], time) == 1
    line = {"id": id_of(), "text": "They were called again."}
    assert (await act(client_of, "MLT", "watch_officer", f"{case['id']}/log", **line)).is_success
    time.advance(minutes=1)
    async with lawful(db):
        await note_nothing_written(db, now=time.now, **(await deferred(db, NOTHING_WRITTEN))[-1])
        await db.commit()
    assert await causes(client_of, case, "MLT") == []
    time.advance(minutes=5)
    assert await climbed_for(db, raised[0], time) == 1


@pytest.mark.long
async def test_a_region_is_told_anew_when_its_case_comes_to_be_in_distress(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, phase="uncertainty")
    (first,) = await alarms(db, AlarmCause.REGION)
    await taken_up(client_of, case, "MLT")
    time.advance(hours=6)
    async with lawful(db):
        await in_phase(client_of, case, "distress")
    _, second = await alarms(db, AlarmCause.REGION)
    assert second.party_code == "MLT"
    assert await climbed_for(db, first, time) == 0
    time.advance(minutes=5)
    assert await climbed_for(db, second, time) == 1
    (seen,) = await alarms_seen(client_of, case, "MLT")
    assert (seen["cause"], seen["taken_up_at"]) == ("region", None)
    await taken_up(client_of, case, "MLT")
    told = await entries(db, "MLT", of="CaseTakenUp")
    assert told[-1]["sentence"].endswith("(a case in distress may concern your region).")
    await in_phase(client_of, case, "alert")
    await in_phase(client_of, case, "distress")
    assert len(await alarms(db, AlarmCause.REGION)) == 3, "distress that returns rings anew"


async def test_who_takes_another_part_is_not_told_of_the_region_in_distress(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    case = await opened(client_of, phase="alert")
    await asked(client_of, world, "MLT", incident=case)
    await in_phase(client_of, case, "distress")
    assert len(await alarms(db, AlarmCause.REGION)) == 1
