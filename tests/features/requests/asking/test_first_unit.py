"""In distress an able unit is tasked in five minutes, or it rings, and nobody is asked unseen."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlmodel import col

from sar import clock
from sar.incidents.alarms.untasked import NOBODY_TASKED
from sar.incidents.assessment.seconding import STAYS_ALONE
from sar.incidents.jobs import note_alone
from sar.incidents.models import CaseAlarm
from sar.incidents.words import AlarmCause
from sar.jobs import SNAPSHOTS
from sar.requests.asking.jobs_untasked import note_nobody_tasked
from sar.requests.offers.jobs import expire_offer
from tests.clients import ClientOf
from tests.conftest import ExerciseTime, _session_on
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.incidents import (
    act,
    case_changed,
    case_seen,
    codes,
    done,
    handed_over,
    opened,
    plain,
)
from tests.given.places import point
from tests.given.record import entries, told
from tests.given.requests import (
    accepted,
    asked,
    deferred,
    hailed,
    offered,
    post,
    ship_of_opportunity,
    stepped,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio

Plain = dict[str, Any]


async def first(client_of: ClientOf, case: Plain) -> Plain:
    answer = await client_of("ITA", "observer").get(f"/api/incidents/{case['id']}/first-unit")
    assert answer.status_code == 200, answer.text
    return plain(answer)


def due(case: Plain) -> datetime:
    return datetime.fromisoformat(case["untasked"]["due_at"])


async def maltas(client_of: ClientOf, **fields: Any) -> Plain:
    """A helicopter of Malta's that Italy sees and may ask for, near the case."""
    shared = term(visibility="position", may_request=True)
    await concluded(client_of, agreement(shared, reference="NEAR"))
    return await registered(
        client_of, "MLT", helicopter(name="Rescue 1", base=point(12.9, 34.6), **fields)
    )


@pytest.mark.long
async def test_the_clock_runs_from_distress_and_the_record_is_told_when_nobody_is_tasked(
    client_of: ClientOf, time: ExerciseTime, db: AsyncSession
) -> None:
    quiet = await opened(client_of, phase="alert")
    assert quiet["untasked"] is None
    raised = plain(
        await act(
            client_of,
            "ITA",
            "watch_officer",
            f"{quiet['id']}/phase",
            phase="distress",
            reason="Now.",
        )
    )
    assert due(raised) == time.now + timedelta(minutes=5)
    (job,) = await deferred(db, NOBODY_TASKED)
    await note_nobody_tasked(db, now=time.advance(minutes=5), **job)
    assert "5 min after distress no unit or ship" in (await entries(db, "ITA"))[-1]["sentence"]


async def test_the_lead_alone_is_told_the_soonest_that_it_sees(
    client_of: ClientOf, time: ExerciseTime, db: AsyncSession, connection: AsyncConnection
) -> None:
    await maltas(client_of)
    await opened(client_of)
    db.info[SNAPSHOTS] = partial(_session_on, connection)
    (job,) = await deferred(db, NOBODY_TASKED)
    await note_nobody_tasked(db, now=time.advance(minutes=5), **job)
    (alarm,) = (
        await db.scalars(select(CaseAlarm).where(col(CaseAlarm.cause) == AlarmCause.UNTASKED))
    ).all()
    assert (alarm.at, alarm.waits_for) == (time.now, "")
    types = await told(db, "ITA")
    assert types[-1] == "NobodyTasked", "it waits for no look at the fleet"
    assert "SoonestUntasked" not in types
    _, at_once = await deferred(db, NOBODY_TASKED)
    for _ in range(2):
        await note_nobody_tasked(db, now=time.now, **at_once)
    assert alarm.waits_for == "MLT"
    assert len(await entries(db, "ITA", of="NobodyTasked")) == 1
    (named,) = await entries(db, "ITA", of="SoonestUntasked")
    assert (named["facts"]["name"], named["facts"]["whose"]) == ("Rescue 1", "Malta")
    assert named["facts"]["minutes"] > 0
    assert "NobodyTasked" in await told(db, "MLT")
    for party in ("MLT", "TUN", "GRC"):
        assert "SoonestUntasked" not in await told(db, party), party


@pytest.mark.long
async def test_while_the_owner_of_the_soonest_knows_it_is_looked_at_again_later(
    client_of: ClientOf,
    world: World,
    time: ExerciseTime,
    db: AsyncSession,
    connection: AsyncConnection,
) -> None:
    await maltas(client_of)
    case = await opened(client_of)
    made = await asked(client_of, world, "MLT", incident=case)
    await post(client_of, "MLT", f"requests/{made['id']}/acknowledge")
    db.info[SNAPSHOTS] = partial(_session_on, connection)
    (job,) = await deferred(db, NOBODY_TASKED)
    await note_nobody_tasked(db, now=time.advance(minutes=5), **job)
    assert len(await deferred(db, NOBODY_TASKED)) == 2
    assert not await entries(db, "ITA", of="NobodyTasked")
    await post(client_of, "MLT", f"requests/{made['id']}/decline", reason="All are out.")
    await note_nobody_tasked(db, now=time.advance(minutes=10), **job)
    (told,) = await entries(db, "ITA", of="NobodyTasked")
    assert told["facts"] == {"minutes": 15}


async def _looked_for_a_while(
    client_of: ClientOf,
    world: World,
    time: ExerciseTime,
    db: AsyncSession,
    connection: AsyncConnection,
) -> tuple[Plain, Plain, Plain]:
    """Malta, which has the soonest unit, is asked: the case, the request and the unit."""
    unit = await maltas(client_of)
    case = await opened(client_of)
    made = await asked(client_of, world, "MLT", incident=case)
    db.info[SNAPSHOTS] = partial(_session_on, connection)
    return case, made, unit


async def _looks(db: AsyncSession, job: Plain, *, now: datetime) -> bool:
    """Whether that look tells the record that nobody is tasked."""
    before = len(await entries(db, "ITA", of="NobodyTasked"))
    await note_nobody_tasked(db, now=now, **job)
    after = len(await entries(db, "ITA", of="NobodyTasked"))
    return after > before


@pytest.mark.long
@pytest.mark.parametrize(
    "ends", [pytest.param("withdraw", marks=pytest.mark.long), "decline", "expire"]
)
async def test_an_offer_that_has_come_and_gone_stops_it_no_longer(
    client_of: ClientOf,
    world: World,
    time: ExerciseTime,
    db: AsyncSession,
    connection: AsyncConnection,
    ends: str,
) -> None:
    case, made, unit = await _looked_for_a_while(client_of, world, time, db, connection)
    time.advance(minutes=2)
    path = f"requests/{made['id']}"
    offer = await offered(
        client_of,
        "MLT",
        path,
        unit["id"],
        valid_until=(time.now + timedelta(minutes=6)).isoformat(),
    )
    assert (await first(client_of, case))["acknowledged"]
    (job,) = await deferred(db, NOBODY_TASKED)
    assert not await _looks(db, job, now=time.advance(minutes=3))
    assert len(await deferred(db, NOBODY_TASKED)) == 2, "it is looked at again later"
    time.advance(minutes=2)
    if ends == "expire":
        time.advance(minutes=1)
        await expire_offer(db, offer_id=offer["id"], now=time.now)
    else:
        party = {"withdraw": "MLT", "decline": "ITA"}[ends]
        path = f"offers/{offer['id']}/{ends}"
        assert (await post(client_of, party, path, reason="It is needed here.")).is_success
    assert not (await first(client_of, case))["acknowledged"]
    *_, at_once = await deferred(db, NOBODY_TASKED)
    assert len(await deferred(db, NOBODY_TASKED)) == 3, "it is looked at at once"
    assert await _looks(db, at_once, now=time.now)
    assert not await _looks(db, job, now=time.advance(minutes=8)), "it is told once"


@pytest.mark.long
async def test_it_is_looked_at_at_once_when_who_knows_declines_or_is_asked_no_more(
    client_of: ClientOf,
    world: World,
    time: ExerciseTime,
    db: AsyncSession,
    connection: AsyncConnection,
) -> None:
    _, made, _ = await _looked_for_a_while(client_of, world, time, db, connection)
    path = f"requests/{made['id']}"
    await post(client_of, "MLT", f"{path}/acknowledge")
    (job,) = await deferred(db, NOBODY_TASKED)
    assert not await _looks(db, job, now=time.advance(minutes=5))
    await post(client_of, "MLT", f"{path}/decline", reason="All are out.")
    *_, at_once = await deferred(db, NOBODY_TASKED)
    assert at_once["at_once"], "not ten minutes later"
    assert await _looks(db, at_once, now=time.now)
    assert len(await deferred(db, NOBODY_TASKED)) == 4, (
        "it is told, and the soonest looked for then"
    )
    await post(client_of, "ITA", f"{path}/cancel", role="watch_officer", reason="Others come.")
    assert len(await deferred(db, NOBODY_TASKED)) == 5


@pytest.mark.long
async def test_a_look_at_once_leaves_no_second_chain_of_looks(
    client_of: ClientOf,
    world: World,
    time: ExerciseTime,
    db: AsyncSession,
    connection: AsyncConnection,
) -> None:
    case, made, unit = await _looked_for_a_while(client_of, world, time, db, connection)
    first_offer = await offered(client_of, "MLT", f"requests/{made['id']}", unit["id"])
    await offered(client_of, "MLT", f"incidents/{case['id']}", unit["id"])
    time.advance(minutes=6)
    path = f"offers/{first_offer['id']}/withdraw"
    await post(client_of, "MLT", path, reason="The other is the one.")
    *_, at_once = await deferred(db, NOBODY_TASKED)
    number = len(await deferred(db, NOBODY_TASKED))
    assert not await _looks(db, at_once, now=time.now), "the other offer stands"
    assert len(await deferred(db, NOBODY_TASKED)) == number


@pytest.mark.long
async def test_an_offer_that_ends_before_the_time_is_over_is_looked_at_then(
    client_of: ClientOf,
    world: World,
    time: ExerciseTime,
    db: AsyncSession,
    connection: AsyncConnection,
) -> None:
    _, made, unit = await _looked_for_a_while(client_of, world, time, db, connection)
    offer = await offered(client_of, "MLT", f"requests/{made['id']}", unit["id"])
    time.advance(minutes=4)
    await post(client_of, "ITA", f"offers/{offer['id']}/decline", reason="Too slow.")
    (job,) = await deferred(db, NOBODY_TASKED)
    assert await _looks(db, job, now=time.advance(minutes=1))


@pytest.mark.long
async def test_a_unit_that_takes_nobody_leaves_it_running_though_its_offer_was_accepted(
    client_of: ClientOf,
    world: World,
    time: ExerciseTime,
    db: AsyncSession,
    connection: AsyncConnection,
) -> None:
    case, made, _ = await _looked_for_a_while(client_of, world, time, db, connection)
    plane = await registered(client_of, "MLT", helicopter(type="F1"))
    offer = await offered(client_of, "MLT", f"requests/{made['id']}", plane["id"])
    time.advance(minutes=6)
    await accepted(client_of, "ITA", offer)
    assert not (await first(client_of, case))["acknowledged"]
    *_, at_once = await deferred(db, NOBODY_TASKED)
    assert await _looks(db, at_once, now=time.now)


@pytest.mark.long
async def test_a_party_that_was_asked_and_leads_since_tasks_its_own(
    client_of: ClientOf, world: World
) -> None:
    unit = await maltas(client_of)
    case = await opened(client_of)
    made = await asked(client_of, world, "MLT", incident=case)
    await post(client_of, "MLT", f"requests/{made['id']}/acknowledge")
    await handed_over(client_of, world, case)
    answer = await client_of("MLT", "observer").get(f"/api/incidents/{case['id']}/first-unit")
    found = plain(answer)
    assert (found["soonest"]["asset_id"], found["acknowledged"]) == (unit["id"], False)


async def test_a_hail_stops_it_and_a_ship_that_cannot_come_starts_it_anew(
    client_of: ClientOf, time: ExerciseTime, db: AsyncSession
) -> None:
    case = await opened(client_of)
    ship = await hailed(client_of, case)
    assert (await case_seen(client_of, case))["untasked"] is None
    (job,) = await deferred(db, NOBODY_TASKED)
    before = await entries(db, "ITA")
    await note_nobody_tasked(db, now=time.advance(minutes=5), **job)
    assert await entries(db, "ITA") == before
    await stepped(client_of, "ITA", ship, "unable", note="Aground.")
    assert due(await case_seen(client_of, case)) == time.now + timedelta(minutes=5)


@pytest.mark.long
@pytest.mark.parametrize(("unit", "stops"), [({}, True), ({"type": "F1"}, False)])
async def test_a_request_does_not_stop_it_nor_an_aeroplane_but_an_able_unit_that_is_accepted_does(
    client_of: ClientOf, world: World, unit: Plain, stops: bool
) -> None:
    case = await opened(client_of)
    made = await asked(client_of, world, "MLT", incident=case)
    assert (await case_seen(client_of, case))["untasked"] is not None
    asset = await registered(client_of, "MLT", helicopter(**unit))
    offer = await offered(client_of, "MLT", f"requests/{made['id']}", asset["id"])
    assert (await case_seen(client_of, case))["untasked"] is not None
    await accepted(client_of, "ITA", offer)
    assert ((await case_seen(client_of, case))["untasked"] is None) is stops


@pytest.mark.long
async def test_a_sea_that_outgrows_the_only_boat_starts_it_and_a_calmer_one_ends_it(
    client_of: ClientOf, world: World, time: ExerciseTime, db: AsyncSession
) -> None:
    case = await opened(client_of)
    made = await asked(client_of, world, "MLT", incident=case)
    boat = await registered(client_of, "MLT", helicopter(name="Boat 1", type="S7"))
    offer = await offered(client_of, "MLT", f"requests/{made['id']}", boat["id"])
    await accepted(client_of, "ITA", offer)
    assert (await case_seen(client_of, case))["untasked"] is None

    async def in_sea(sea_state: int | None) -> Plain:
        time.advance(minutes=2)
        conditions = None if sea_state is None else {"sea_state": sea_state, "source": "Buoy"}
        async with lawful(db):
            return await case_changed(client_of, case, conditions=conditions)

    jobs_before = len(await deferred(db, NOBODY_TASKED))
    assert (await in_sea(4))["untasked"] is None
    rough = await in_sea(7)
    assert due(rough) == time.now + timedelta(minutes=5)
    assert len(await deferred(db, NOBODY_TASKED)) == jobs_before + 1
    assert due(await in_sea(6)) == due(rough), "its time runs on"
    assert (await in_sea(3))["untasked"] is None
    await in_sea(7)
    assert (await in_sea(None))["untasked"] is None, "nobody knows the sea: it limits nobody"


@pytest.mark.long
async def test_one_persons_word_that_distress_is_over_does_not_stop_it_but_two_do(
    client_of: ClientOf, time: ExerciseTime, db: AsyncSession
) -> None:
    case = await opened(client_of)
    stood, (job,) = case["untasked"], await deferred(db, NOBODY_TASKED)
    path = f"{case['id']}/phase"

    async def phase(to: str) -> Plain:
        time.advance(minutes=2)
        async with lawful(db):
            said = await act(
                client_of, "ITA", "watch_officer", path, phase=to, reason="All is calm."
            )
        return plain(said)

    for to in ("alert", "uncertainty", "distress", "alert"):
        assert (await phase(to))["untasked"] == stood, to
    assert await deferred(db, NOBODY_TASKED) == [job], "it does not begin afresh"
    await note_nobody_tasked(db, now=time.now, **job)
    assert (await told(db, "ITA")).count("NobodyTasked") == 1, "it rings on"
    (alarm,) = (await case_seen(client_of, case))["alarms"]
    assert alarm["cause"] == "untasked"
    async with lawful(db):
        second = await act(
            client_of, "ITA", "watch_officer", f"{case['id']}/second", function="Head of watch"
        )
    assert (plain(second)["untasked"], plain(second)["alarms"]) == (None, [])
    raised = await phase("distress")
    assert due(raised) == time.now + timedelta(minutes=5), "it is another distress"


async def test_a_word_that_stays_alone_does_not_stop_it_either(
    client_of: ClientOf, time: ExerciseTime, db: AsyncSession
) -> None:
    case = await opened(client_of)
    path = f"{case['id']}/phase"
    await act(client_of, "ITA", "watch_officer", path, phase="alert", reason="All is calm.")
    (job,) = await deferred(db, STAYS_ALONE)
    await note_alone(db, now=time.advance(minutes=30), **job)
    assert (await case_seen(client_of, case))["untasked"] == case["untasked"]
    await hailed(client_of, case)
    assert (await case_seen(client_of, case))["untasked"] is None, "a hail stops it in any phase"


async def test_no_able_unit_and_why_is_an_entry_and_is_asked_again_in_ten_minutes(
    client_of: ClientOf, time: ExerciseTime, db: AsyncSession
) -> None:
    case = await opened(client_of)
    path = f"{case['id']}/no-able-unit"
    told = plain(await act(client_of, "ITA", "watch_officer", path, reason="Fog at all bases."))
    no_able = told["untasked"]["no_able"]
    assert no_able["reason"] == "Fog at all bases."
    assert datetime.fromisoformat(no_able["again_at"]) == time.now + timedelta(minutes=10)
    assert (await entries(db, "ITA"))[-1]["sentence"].endswith("no able unit. Fog at all bases.")
    await hailed(client_of, case)
    late = await act(client_of, "ITA", "watch_officer", path, reason="None.")
    assert codes(late) == ["not_awaited"]
    other = await act(client_of, "MLT", "watch_officer", path, reason="None.")
    assert codes(other) == ["not_lead"]


@pytest.mark.long
async def test_the_soonest_is_named_with_whose_it_is_and_its_owner_is_proposed(
    client_of: ClientOf, world: World
) -> None:
    unit = await maltas(client_of)
    await registered(client_of, "ITA", helicopter(name="Far", base=point(15.6, 38.0)))
    case = await opened(client_of)
    found = await first(client_of, case)
    assert (found["soonest"]["asset_id"], found["soonest"]["party"]) == (unit["id"], "MLT")
    assert found["soonest"]["minutes"] > 0
    assert [(one["centre"]["party"], one["unit"]["name"]) for one in found["ask"]] == [
        ("MLT", "Rescue 1")
    ]
    assert not found["acknowledged"]
    made = await asked(client_of, world, "MLT", incident=case)
    waiting = await first(client_of, case)
    assert (waiting["ask"], waiting["acknowledged"]) == ([], False)
    await post(client_of, "MLT", f"requests/{made['id']}/acknowledge")
    assert (await first(client_of, case))["acknowledged"]
    await post(client_of, "MLT", f"requests/{made['id']}/decline", reason="All are out.")
    assert not (await first(client_of, case))["acknowledged"]


async def test_a_party_that_the_case_is_kept_from_is_never_proposed(client_of: ClientOf) -> None:
    await maltas(client_of)
    case = await opened(client_of, kept_from=[{"party": "MLT", "reason": "They fled from there."}])
    assert (await first(client_of, case))["ask"] == []


@pytest.mark.long
async def test_nobody_is_proposed_whose_unit_is_later_than_ones_own(client_of: ClientOf) -> None:
    await maltas(client_of)
    own = await registered(client_of, "ITA", helicopter(name="Near", base=point(12.75, 34.4)))
    case = await opened(client_of)
    found = await first(client_of, case)
    assert (found["soonest"]["asset_id"], found["ask"]) == (own["id"], [])


@pytest.mark.long
@pytest.mark.parametrize(
    ("phase", "needed"),
    [
        ("uncertainty", ("search", "phase", "assets", 1)),
        ("alert", ("search", "phase", "assets", 1)),
        ("distress", ("take_aboard", "distress", "persons", 12)),
    ],
)
async def test_who_could_come_is_told_in_every_phase_for_what_the_case_needs_first(
    client_of: ClientOf, phase: str, needed: tuple[str, str, str, int]
) -> None:
    await maltas(client_of)
    for number in range(3):
        await registered(client_of, "ITA", helicopter(name=f"Nemo {number}"))
    plane = await registered(
        client_of, "ITA", helicopter(name="Seeker", type="F1", base=point(12.7, 34.6))
    )
    case = await opened(client_of, phase=phase, pob={"min": 9, "max": 12})
    found = await first(client_of, case)
    need = found["need"]
    assert (found["first"], found["ground"], need["unit"], need["quantity"]) == needed
    people = found["people"]
    assert (people["unit"], people["quantity"], found["pob_told"]) == ("persons", 12, True)
    asked_for = {
        "incident_id": case["id"],
        "need": {name: need[name] for name in ("unit", "quantity", "kinds")},
    }
    answer = await client_of("ITA", "observer").post("/api/matches", json=asked_for)
    ranked = [one["asset_id"] for one in plain(answer)["items"]]
    shown = [one["asset_id"] for one in found["best"]]
    assert shown == ranked[: len(shown)]
    assert (plane["id"] in shown) is (phase != "distress"), "it finds people, and takes none"
    assert "Rescue 1" in [one["name"] for one in found["best"]]
    assert found["soonest"]["name"] == "Rescue 1", "it takes people aboard"
    assert found["totals_by_verdict"] == plain(answer)["totals_by_verdict"]
    assert found["tasked"] == {"units": 0, "room": 0, "at_least": False, "enough": False}


async def test_who_could_come_goes_by_the_object_of_the_case(client_of: ClientOf) -> None:
    await maltas(client_of)
    await registered(client_of, "ITA", helicopter(name="Seeker", type="F1"))
    ship = await ship_of_opportunity(client_of)
    two = {"min": 2, "max": 2}
    raft = await opened(client_of, phase="alert", pob=two, object_class="Life-raft")
    lifted = await first(client_of, raft)
    assert (lifted["first"], lifted["ground"]) == ("take_aboard", "survival_craft")
    assert lifted["need"]["kinds"] == ["aircraft", "vessel"]
    names = {one["name"] for one in lifted["best"]}
    assert "Rescue 1" in names
    assert "Seeker" not in names, "it takes nobody aboard"
    assert lifted["without_means"] == [ship["id"]], "a bulk carrier: it lowers ladders and nets"
    yacht = await opened(client_of, phase="alert", pob=two, object_class="Yacht")
    overdue = await first(client_of, yacht)
    assert (overdue["first"], overdue["without_means"]) == ("search", [])
    adrift_yes = [{"criterion": "adrift", "answer": "yes", "source": "master"}]
    await done(client_of, "ITA", yacht, "assessment", answers=adrift_yes)
    adrift = await first(client_of, yacht)
    assert (adrift["first"], adrift["ground"]) == ("tow", "adrift")
    assert {one["ship_id"] for one in adrift["best"]} == {ship["id"]}, "no aircraft tows"
    since = {"since": clock.now().isoformat(), "source": "master"}
    await case_changed(client_of, yacht, in_water=since)
    assert (await first(client_of, yacht))["ground"] == "in_water"


@pytest.mark.long
@pytest.mark.parametrize(("pob", "quantity"), [({"min": 9, "source": "caller"}, 9), ({}, 1)])
async def test_while_nobody_knows_how_many_at_most_as_many_as_were_told_of_are_to_be_taken(
    client_of: ClientOf, pob: Plain, quantity: int
) -> None:
    found = await first(client_of, await opened(client_of, pob=pob))
    assert (found["need"]["unit"], found["need"]["quantity"]) == ("persons", quantity)
    assert found["pob_told"] is bool(pob)


@pytest.mark.long
async def test_the_room_of_those_that_are_tasked_is_told(client_of: ClientOf, world: World) -> None:
    case = await opened(client_of, pob={"min": 3, "max": 3})
    made = await asked(client_of, world, "MLT", incident=case)
    unit = await registered(client_of, "MLT", helicopter())
    await accepted(
        client_of,
        "ITA",
        await offered(client_of, "MLT", f"requests/{made['id']}", unit["id"]),
    )
    tasked = (await first(client_of, case))["tasked"]
    assert (tasked["units"], tasked["enough"]) == (1, True)
    assert tasked["room"] >= 3


@pytest.mark.long
async def test_it_is_the_leads_to_ask(client_of: ClientOf) -> None:
    case = await opened(client_of)
    answer = await client_of("MLT", "observer").get(f"/api/incidents/{case['id']}/first-unit")
    assert codes(answer) == ["not_lead"]
