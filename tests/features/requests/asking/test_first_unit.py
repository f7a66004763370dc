"""In distress an able unit is tasked in five minutes, or it rings, and nobody is asked unseen."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from sar.incidents.untasked import NOBODY_TASKED
from sar.jobs import SNAPSHOTS
from sar.requests.jobs import note_nobody_tasked
from tests.clients import ClientOf
from tests.conftest import ExerciseTime, _session_on
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.incidents import JOINED, act, codes, opened, plain
from tests.given.places import point
from tests.given.record import entries
from tests.given.requests import accepted, asked, deferred, hailed, offered, post, stepped
from tests.world import World

pytestmark = pytest.mark.anyio

Plain = dict[str, Any]


async def seen(client_of: ClientOf, case: Plain, party: str = "ITA") -> Plain:
    return plain(await client_of(party, "observer").get(f"/api/incidents/{case['id']}"))


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
    assert "5 minutes after distress no unit or ship" in (await entries(db, "ITA"))[-1]["sentence"]


async def test_the_lead_alone_is_told_the_soonest_that_it_sees(
    client_of: ClientOf, time: ExerciseTime, db: AsyncSession, connection: AsyncConnection
) -> None:
    await maltas(client_of)
    await opened(client_of)
    db.info[SNAPSHOTS] = partial(_session_on, connection)
    (job,) = await deferred(db, NOBODY_TASKED)
    await note_nobody_tasked(db, now=time.advance(minutes=5), **job)
    told = {party: {one["type"]: one for one in await entries(db, party)} for party in JOINED}
    named = told["ITA"]["SoonestUntasked"]
    assert (named["facts"]["name"], named["facts"]["whose"]) == ("Rescue 1", "Malta")
    assert named["facts"]["minutes"] > 0
    assert "NobodyTasked" in told["MLT"]
    assert not any("SoonestUntasked" in told[party] for party in ("MLT", "TUN", "GRC"))


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
    assert "NobodyTasked" not in [one["type"] for one in await entries(db, "ITA")]
    await post(client_of, "MLT", f"requests/{made['id']}/decline", reason="All are out.")
    await note_nobody_tasked(db, now=time.advance(minutes=10), **job)
    (told,) = [one for one in await entries(db, "ITA") if one["type"] == "NobodyTasked"]
    assert told["facts"] == {"minutes": 15}


async def test_a_hail_stops_it_and_a_ship_that_cannot_come_starts_it_anew(
    client_of: ClientOf, time: ExerciseTime, db: AsyncSession
) -> None:
    case = await opened(client_of)
    ship = await hailed(client_of, case)
    assert (await seen(client_of, case))["untasked"] is None
    (job,) = await deferred(db, NOBODY_TASKED)
    before = await entries(db, "ITA")
    await note_nobody_tasked(db, now=time.advance(minutes=5), **job)
    assert await entries(db, "ITA") == before
    await stepped(client_of, "ITA", ship, "unable", note="Aground.")
    assert due(await seen(client_of, case)) == time.now + timedelta(minutes=5)


@pytest.mark.parametrize(("unit", "stops"), [({}, True), ({"type": "F1"}, False)])
async def test_a_request_does_not_stop_it_nor_an_aeroplane_but_an_able_unit_that_is_accepted_does(
    client_of: ClientOf, world: World, unit: Plain, stops: bool
) -> None:
    case = await opened(client_of)
    made = await asked(client_of, world, "MLT", incident=case)
    assert (await seen(client_of, case))["untasked"] is not None
    asset = await registered(client_of, "MLT", helicopter(**unit))
    offer = await offered(client_of, "MLT", f"requests/{made['id']}", asset["id"])
    assert (await seen(client_of, case))["untasked"] is not None
    await accepted(client_of, "ITA", offer)
    assert ((await seen(client_of, case))["untasked"] is None) is stops


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


async def test_nobody_is_proposed_whose_unit_is_later_than_ones_own(client_of: ClientOf) -> None:
    await maltas(client_of)
    own = await registered(client_of, "ITA", helicopter(name="Near", base=point(12.75, 34.4)))
    case = await opened(client_of)
    found = await first(client_of, case)
    assert (found["soonest"]["asset_id"], found["ask"]) == (own["id"], [])


async def test_it_is_the_leads_to_ask(client_of: ClientOf) -> None:
    case = await opened(client_of)
    answer = await client_of("MLT", "observer").get(f"/api/incidents/{case['id']}/first-unit")
    assert codes(answer) == ["not_lead"]
