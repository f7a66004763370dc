"""Another arrival is promised while a unit is still to come, without any other step."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.beginnings import beginning
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.assets import delivered, fix, helicopter, registered, seen
from tests.given.record import entries
from tests.given.requests import (
    Plain,
    asked,
    codes,
    coverage,
    foreseen,
    hailed,
    id_of,
    later,
    need,
    opened,
    plain,
    post,
    ship_of_opportunity,
    stepped,
    work_of,
    work_seen,
)
from tests.law import lawful
from tests.world import START, World

pytestmark = pytest.mark.anyio


@beginning
async def nowhere(client_of: ClientOf, world: World) -> Plain:
    """Italy asks Malta and Tunisia for an aircraft within two hours, nobody knows where to."""
    case = await opened(client_of, position=None)
    wanted = need(by_at=later(hours=2))
    return await asked(client_of, world, "MLT", "TUN", incident=case, needs=[wanted])


@beginning
async def work(client_of: ClientOf, nowhere: Plain, rescue: Plain) -> Plain:
    """The helicopter, promised for an hour too late."""
    return await work_of(client_of, nowhere, rescue, promised_at=later(hours=3))


@pytest.mark.long
@pytest.mark.parametrize("before", [[], ["mobilise"], ["depart"]])
async def test_its_owner_promises_anew_and_the_need_is_covered_in_time(
    client_of: ClientOf, db: AsyncSession, nowhere: Plain, work: Plain, before: list[str]
) -> None:
    work = await stepped(client_of, "MLT", work, *before)
    late = await coverage(client_of, nowhere)
    assert (late["promised"], late["in_time"], late["late"]) == (1, 0, 1)
    path, anew = f"deployments/{work['id']}/promise", "2026-10-11T13:56:00Z"
    async with lawful(db):
        body = {"promised_at": anew, "note": "Tail wind."}
        answer = await post(client_of, "MLT", path, role="watch_officer", **body)
    told = plain(answer)
    assert told["deployment"] | {"promised_at": anew, "state": work["state"]} == told["deployment"]
    assert told["deployment"]["left_at"] == work["left_at"]
    step = told["steps"][-1]
    assert (step["action"], step["from_state"], step["to_state"]) == (
        "promise",
        work["state"],
        work["state"],
    )
    soon = await coverage(client_of, nowhere)
    assert (soon["promised"], soon["in_time"], soon["late"]) == (1, 1, 0)
    last = (await entries(db, "ITA"))[-1]
    assert last["type"] == "DeploymentStepped"
    assert "has a new time of arrival" in last["sentence"]
    assert last["sentence"].endswith("Tail wind. Promised at the scene at 11 Oct 13:56Z.")


@pytest.mark.long
async def test_one_that_is_overdue_is_not_once_it_is_promised_anew(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, nowhere: Plain, rescue: Plain
) -> None:
    work = await work_of(client_of, nowhere, rescue, promised_at=later(minutes=30))
    await stepped(client_of, "MLT", work, "depart")
    time.advance(minutes=31)
    await foreseen(db)
    assert (await work_seen(client_of, work))["deployment"]["late"] == "promise"
    async with lawful(db):
        await stepped(client_of, "MLT", work, "promise", promised_at=later(minutes=40))
        await foreseen(db)
    assert (await work_seen(client_of, work))["deployment"]["late"] is None
    case = plain(await client_of("ITA", "observer").get(f"/api/incidents/{work['incident_id']}"))
    assert case["units_gone"] == []


@pytest.mark.long
async def test_who_hailed_a_ship_and_who_leads_promise_for_her(
    client_of: ClientOf, db: AsyncSession, nowhere: Plain
) -> None:
    ship_id = (await ship_of_opportunity(client_of))["id"]
    where = f"incidents/{nowhere['incident_id']}/ships"
    made = await post(client_of, "MLT", where, id=id_of(), ship_id=ship_id)
    ship = plain(made)["deployment"]
    assert (ship["lead_party"], ship["hailed_by"]) == ("ITA", "MLT")
    first, then = later(hours=2), later(hours=3)
    async with lawful(db):
        told = await stepped(client_of, "MLT", ship, "promise", promised_at=first)
    assert told["state"] == "hailed"
    async with lawful(db):
        await stepped(client_of, "ITA", ship, "proceed")
        told = await stepped(client_of, "ITA", ship, "promise", promised_at=then)
    assert told["state"] == "proceeding"
    assert datetime.fromisoformat(told["promised_at"]) == START + timedelta(hours=3)


async def test_nobody_else_promises(client_of: ClientOf, nowhere: Plain, work: Plain) -> None:
    """Not who leads, nor who only sees it, nor who does not, nor whose role is to read."""
    path, body = f"deployments/{work['id']}/promise", {"promised_at": later(hours=1)}
    for party in ("ITA", "TUN"):
        answer = await post(client_of, party, path, **body)
        assert (answer.status_code, codes(answer)) == (403, ["not_yours"]), party
    assert (await post(client_of, "GRC", path, **body)).status_code == 404
    answer = await post(client_of, "MLT", path, role="observer", **body)
    assert (answer.status_code, answer.json()["code"]) == (403, "role_missing")
    ship = await hailed(client_of, {"id": work["incident_id"]})
    answer = await post(client_of, "MLT", f"deployments/{ship['id']}/promise", **body)
    assert (answer.status_code, codes(answer)) == (403, ["not_yours"])


@pytest.mark.long
async def test_who_is_there_or_comes_no_more_is_promised_no_more(
    client_of: ClientOf, work: Plain
) -> None:
    path, body = f"deployments/{work['id']}/promise", {"promised_at": later(hours=1)}
    for step in ("arrive", "recall"):
        await stepped(client_of, "MLT", work, step)
        answer = await post(client_of, "MLT", path, **body)
        assert (answer.status_code, codes(answer)) == (409, ["wrong_state"])
        allowed = answer.json()["params"]["allowed_in"]
        assert allowed == ["committed", "mobilising", "underway"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "missing"),
        ({"note": "Soon."}, "missing"),
        ({"promised_at": None}, "missing"),
        ({"promised_at": (START - timedelta(minutes=2)).isoformat()}, "in_the_past"),
        ({"eta_at": (START - timedelta(minutes=2)).isoformat()}, "in_the_past"),
    ],
)
async def test_it_says_when_and_not_before_now(
    client_of: ClientOf, db: AsyncSession, work: Plain, body: Plain, code: str
) -> None:
    told = len(await entries(db, "ITA"))
    answer = await post(client_of, "MLT", f"deployments/{work['id']}/promise", **body)
    (fault,) = answer.json()["errors"]
    assert (answer.status_code, fault["field"], fault["code"]) == (422, "promised_at", code)
    assert (await work_seen(client_of, work))["deployment"]["promised_at"] == work["promised_at"]
    assert len(await entries(db, "ITA")) == told


async def test_its_earlier_name_is_taken(client_of: ClientOf, work: Plain) -> None:
    told = await stepped(client_of, "MLT", work, "promise", eta_at="2026-10-11T13:30:00Z")
    assert told["promised_at"] == "2026-10-11T13:30:00Z"


@pytest.mark.long
async def test_work_for_tomorrow_does_not_begin_by_it(
    client_of: ClientOf, db: AsyncSession, nowhere: Plain
) -> None:
    """Nor is the place of its unit shared."""
    rescue = await registered(client_of, "MLT", helicopter(name="Rescue 7"))
    await delivered(client_of, "MLT", rescue["id"], fix(14.5, 35.9, START - timedelta(hours=1)))
    work = await work_of(client_of, nowhere, rescue, from_at=later(hours=24))
    async with lawful(db):
        told = await stepped(client_of, "MLT", work, "promise", promised_at=later(hours=26))
    assert (told["state"], told["from_at"]) == ("committed", work["from_at"])
    for party in ("ITA", "TUN"):
        assert await seen(client_of, party, rescue["id"]) is None, party
    free = await work_of(client_of, nowhere, rescue, until_at=later(hours=2))
    assert free["state"] == "committed", "it is not bound until tomorrow"


async def test_a_promise_that_is_told_late_contradicts_nothing_and_settles_nothing(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, work: Plain
) -> None:
    """The unit does nothing in it."""
    time.advance(minutes=30)
    await stepped(client_of, "MLT", work, "depart")
    heard, then = later(minutes=-10), later(hours=1)
    async with lawful(db):
        told = await stepped(client_of, "MLT", work, "promise", at=heard, promised_at=then)
    assert told["doubts"] == []
    steps = (await work_seen(client_of, work, "MLT"))["steps"]
    (step,) = [one for one in steps if one["action"] == "promise"]
    assert datetime.fromisoformat(step["at"]) == datetime.fromisoformat(heard)
    told = await stepped(client_of, "MLT", work, "refuel", at=later(minutes=-20))
    assert [one["code"] for one in told["doubts"]] == ["out_of_order"]
    async with lawful(db):
        told = await stepped(client_of, "MLT", work, "promise", promised_at=then)
    assert [one["code"] for one in told["doubts"]] == ["out_of_order"]


@pytest.mark.long
async def test_what_it_did_before_is_told_after_it_without_any_doubt(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, work: Plain
) -> None:
    await stepped(client_of, "MLT", work, "depart")
    time.advance(minutes=30)
    there = later(minutes=-5)
    await stepped(client_of, "MLT", work, "promise", promised_at=later(minutes=20))
    async with lawful(db):
        told = await stepped(client_of, "MLT", work, "arrive", at=there)
    assert (told["state"], told["doubts"]) == ("on_scene", [])
    assert datetime.fromisoformat(told["arrived_at"]) == datetime.fromisoformat(there)
