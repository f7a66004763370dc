"""The tasked units lack room for all who are in distress, and nobody is asked: it rings."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.alarms.help_asked import NOTHING_ASKED
from sar.incidents.words import AlarmCause
from sar.requests.asking.jobs import note_nothing_asked
from sar.requests.deployments.jobs import tell_unanswered_hail
from sar.requests.offers.jobs import expire_offer
from sar.requests.offers.making import EXPIRE
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.features.incidents.alarms.test_case_alarms import alarms
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.incidents import Plain, act, case_changed, case_seen, opened
from tests.given.jobs import run_newest
from tests.given.record import sentences
from tests.given.requests import (
    accepted,
    asked,
    deferred,
    hailed,
    need,
    offered,
    post,
    request_seen,
    ship_of_opportunity,
    stepped,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio

MANY = {"min": 400, "max": 400, "source": "A caller"}


async def looked(db: AsyncSession, time: ExerciseTime, *, minutes: float = 5) -> None:
    """The newest look, at its time, and once more, as by a worker that is killed."""
    time.advance(minutes=minutes)
    await run_newest(db, note_nothing_asked, NOTHING_ASKED, now=time.now, times=2)


async def unanswered(db: AsyncSession, time: ExerciseTime, work: Plain, *, minutes: int) -> None:
    """The hail's clock after so many minutes, and once more, as by a worker that is killed."""
    time.advance(minutes=minutes)
    for _ in range(2):
        async with lawful(db):
            await tell_unanswered_hail(db, deployment_id=work["id"], now=time.now)
            await db.commit()


@pytest.mark.long
async def test_the_number_is_told_to_the_lead_alone(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case, room = await with_one_ship(client_of)
    await looked(db, time, minutes=5)
    said = f"{case['reference']}: those tasked have no room for "
    ending = "the people in distress, and"
    found = {party: await sentences(db, party) for party in ("ITA", "MLT")}
    mine = [one for one in found["ITA"] if one.startswith(said)]
    theirs = [one for one in found["MLT"] if one.startswith(said)]
    nobody, not_enough = "nobody is asked for more.", "not enough is asked for."
    assert mine == [
        f"{said}all of {ending} {not_enough}",
        f"{said}{400 - room} of {ending} {nobody}",
    ]
    assert theirs == [f"{said}all of {ending} {not_enough}"]


async def rings(client_of: ClientOf, case: Plain) -> list[str]:
    seen = await case_seen(client_of, case)
    return [one["cause"] for one in seen["alarms"]]


async def with_one_ship(client_of: ClientOf, **pob: Any) -> tuple[Plain, int]:
    """A case in distress to which one ship alone proceeds, and her room."""
    case = await opened(client_of, pob=MANY | pob)
    work = await stepped(client_of, "ITA", await hailed(client_of, case), "proceed")
    return case, work["persons"]


@pytest.mark.long
async def test_one_ship_for_hundreds_rings_until_somebody_is_asked(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case, room = await with_one_ship(client_of)
    assert 0 < room < 400
    await looked(db, time, minutes=5)
    assert await sentences(db, of="NothingAsked") == [
        f"{case['reference']}: those tasked have no room for {400 - room} of the people in"
        " distress, and nobody is asked for more."
    ]
    assert [one.party_code for one in await alarms(db, AlarmCause.UNCOVERED)] == ["ITA"]
    assert await rings(client_of, case) == ["uncovered"]
    modeller = need(kinds=["expertise"], what="A drift modeller")
    await asked(client_of, world, "TUN", incident=case, needs=[modeller])
    await looked(db, time, minutes=1)
    assert await rings(client_of, case) == ["uncovered"], "that takes nobody aboard"
    await asked(client_of, world, "MLT", incident=case)
    await looked(db, time, minutes=0)
    assert await rings(client_of, case) == []
    looks = len(await deferred(db, NOTHING_ASKED))
    await looked(db, time)
    assert len(await sentences(db, of="NothingAsked")) == 1
    assert len(await deferred(db, NOTHING_ASKED)) == looks, "nothing is looked at for ever"


@pytest.mark.long
@pytest.mark.parametrize("why", ["asked", "room", "nobody tasked", "not in distress"])
async def test_it_does_not_ring(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime, why: str
) -> None:
    if why == "nobody tasked":
        case = await opened(client_of, pob=MANY)
    else:
        few = {"min": 1, "max": 1} if why == "room" else {}
        case, _ = await with_one_ship(client_of, **few)
    if why == "asked":
        await asked(client_of, world, "MLT", incident=case)
    if why == "not in distress":
        for path, body in (
            ("phase", {"phase": "alert", "reason": "They steer."}),
            ("second", {"function": "Head of operations"}),
        ):
            said = await act(client_of, "ITA", "watch_officer", f"{case['id']}/{path}", **body)
            assert said.is_success, said.text
    await looked(db, time)
    assert await sentences(db, of="NothingAsked") == []
    assert await rings(client_of, case) == []


@pytest.mark.long
async def test_a_ship_with_people_not_counted_has_no_room_for_sure(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, pob=MANY)
    work = await hailed(client_of, case)
    await stepped(client_of, "ITA", work, "proceed", "arrive", "embark")
    await looked(db, time, minutes=5)
    (said,) = await sentences(db, of="NothingAsked")
    assert said.endswith(
        "no room for 400 of the people in distress, and nobody is asked for more. Room not known,"
        " people aboard not counted: Exercise Star."
    )


PERSONS = {"unit": "persons", "kinds": [], "what": "People taken aboard"}


@pytest.mark.long
async def test_a_centre_that_declined_is_nobody_who_is_asked(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case, room = await with_one_ship(client_of)
    sent = await asked(
        client_of, world, "MLT", incident=case, needs=[need(**PERSONS, quantity=400 - room)]
    )
    await looked(db, time)
    assert await rings(client_of, case) == [], "Malta may still say yes"
    said = await post(client_of, "MLT", f"requests/{sent['id']}/decline", reason="No boat.")
    assert said.is_success, said.text
    await looked(db, time)
    assert len(await sentences(db, of="NothingAsked")) == 1
    assert await rings(client_of, case) == ["uncovered"]
    await asked(client_of, world, "TUN", incident=case, needs=[need(**PERSONS, quantity=400)])
    await looked(db, time, minutes=0)
    assert await rings(client_of, case) == []


@pytest.mark.long
async def test_what_is_filled_asks_nobody_for_the_others(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    await concluded(client_of, agreement(term(visibility="position", may_request=True)))
    boat = await registered(client_of, "MLT", helicopter())
    case = await opened(client_of, pob=MANY)
    sent = await asked(client_of, world, "MLT", "TUN", incident=case)
    made = await offered(client_of, "MLT", f"requests/{sent['id']}", boat["id"])
    await accepted(client_of, "ITA", made)
    seen = await request_seen(client_of, sent)
    assert seen["state"] == "filled"
    await looked(db, time)
    assert await rings(client_of, case) == ["uncovered"]


async def told_on_board(client_of: ClientOf, case: Plain, most: int) -> None:
    await case_changed(client_of, case, pob={"min": most, "max": most, "source": "A caller"})


async def test_an_offer_of_less_room_than_is_lacking_silences_nothing(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    await concluded(client_of, agreement(term(visibility="position", may_request=True)))
    boat = await registered(client_of, "MLT", helicopter())
    case, room = await with_one_ship(client_of)
    made = await offered(client_of, "MLT", f"incidents/{case['id']}", boat["id"])
    few = made["items"][0]["persons"]
    assert 0 < few < 400 - room
    await looked(db, time)
    assert await rings(client_of, case) == ["uncovered"]
    assert await sentences(db, of="NothingAsked") == [
        f"{case['reference']}: those tasked have no room for {400 - room} of the people in"
        f" distress, and what is asked for or offered may take {few} of them."
    ]
    lacking = 400 - room - few
    for many, ringing in ((lacking - 1, ["uncovered"]), (1, [])):
        await asked(client_of, world, "TUN", incident=case, needs=[need(**PERSONS, quantity=many)])
        await looked(db, time, minutes=0)
        assert await rings(client_of, case) == ringing


async def test_an_offer_that_waits_is_help_that_may_come_until_it_expires(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    await concluded(client_of, agreement(term(visibility="position", may_request=True)))
    boat = await registered(client_of, "MLT", helicopter())
    case, room = await with_one_ship(client_of, min=1, max=1)
    made = await offered(client_of, "MLT", f"incidents/{case['id']}", boat["id"])
    await told_on_board(client_of, case, room + made["items"][0]["persons"])
    await looked(db, time)
    assert await rings(client_of, case) == []
    time.advance(hours=1)
    (job,) = await deferred(db, EXPIRE)
    await expire_offer(db, now=time.now, **job)
    await db.commit()
    assert made["id"] == job["offer_id"]
    await looked(db, time, minutes=0)
    assert await rings(client_of, case) == ["uncovered"]


@pytest.mark.long
async def test_a_ship_that_was_hailed_is_asked_until_her_answer_is_due_and_is_no_room(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, pob={"min": 2, "max": 2})
    time.advance(minutes=1)
    work = await hailed(client_of, case)
    await looked(db, time, minutes=4)
    assert await rings(client_of, case) == [], "she may answer in time"
    await unanswered(db, time, work, minutes=1)
    await looked(db, time, minutes=0)
    assert await sentences(db, of="NothingAsked") == [], "nobody is tasked: that rings by itself"
    other = await opened(client_of, pob=MANY)
    await hailed(client_of, other, ship_id=(await ship_of_opportunity(client_of, name="B"))["id"])
    await looked(db, time)
    assert (await sentences(db, of="NothingAsked"))[-1].startswith(
        f"{other['reference']}: those tasked have no room for 400 of the people"
    )
