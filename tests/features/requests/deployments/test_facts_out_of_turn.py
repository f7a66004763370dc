"""People taken aboard or landed out of the usual turn: a fact of an open case is not refused."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.beginnings import beginning
from tests.clients import ClientOf
from tests.given.incidents import case_seen
from tests.given.record import sentences
from tests.given.requests import (
    Plain,
    asked,
    codes,
    hailed,
    post,
    stepped,
    work_of,
    work_seen,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio


@beginning
async def work(client_of: ClientOf, world: World, incident: Plain, rescue: Plain) -> Plain:
    """Malta's helicopter, committed to Italy's request."""
    sent = await asked(client_of, world, "MLT", incident=incident)
    return await work_of(client_of, sent, rescue)


async def outstanding(client_of: ClientOf, incident: Plain) -> tuple[int, int]:
    seen = await case_seen(client_of, incident)
    return seen["people"]["outstanding_min"], seen["people"]["outstanding_max"]


async def last_step(client_of: ClientOf, work: Plain) -> Plain:
    read = await work_seen(client_of, work, "MLT")
    last: Plain = read["steps"][-1]
    return last


@pytest.mark.long
async def test_a_released_ship_that_took_people_aboard_says_so_at_once(
    client_of: ClientOf, db: AsyncSession, incident: Plain
) -> None:
    ship = await hailed(client_of, incident)
    await stepped(client_of, "ITA", ship, "release", role="coordinator")
    least, most = await outstanding(client_of, incident)
    async with lawful(db):
        calls = await stepped(client_of, "ITA", ship, "embark", persons=30)
    assert (calls["state"], calls["aboard"]) == ("embarked", 30)
    assert await outstanding(client_of, incident) == (least - 30, most - 30)
    (doubt,) = calls["doubts"]
    assert (doubt["code"], doubt["params"]["state"]) == ("not_there", "released")
    said = await sentences(db, "ITA")
    assert any("was not known to be there: released." in sentence for sentence in said)
    again = await post(client_of, "ITA", f"deployments/{ship['id']}/release", role="coordinator")
    assert codes(again) == ["survivors_aboard"], "she is at work again until they are landed"
    async with lawful(db):
        landed = await stepped(client_of, "ITA", ship, "deliver", persons=30)
    assert (landed["delivered"], landed["doubts"]) == (30, [])
    assert (await stepped(client_of, "ITA", ship, "release"))["state"] == "released"


@pytest.mark.long
async def test_a_ship_that_landed_people_she_never_told_of_is_believed_and_doubted(
    client_of: ClientOf, db: AsyncSession, incident: Plain
) -> None:
    ship = await hailed(client_of, incident)
    await stepped(client_of, "ITA", ship, "proceed", "arrive")
    async with lawful(db):
        landed = await stepped(client_of, "ITA", ship, "deliver", persons=12)
    assert (landed["state"], landed["delivered"], landed["recovered"]) == ("on_scene", 12, 12)
    assert [one["code"] for one in landed["doubts"]] == ["more_than_aboard"]


async def test_an_asset_that_loads_before_its_arrival_is_told_stands_loaded_and_doubted(
    client_of: ClientOf, db: AsyncSession, work: Plain
) -> None:
    await stepped(client_of, "MLT", work, "depart")
    async with lawful(db):
        loaded = await stepped(client_of, "MLT", work, "load", persons=8)
    assert (loaded["state"], loaded["aboard"], loaded["arrived_at"]) == ("loaded", 8, None)
    assert [one["code"] for one in loaded["doubts"]] == ["not_there"]
    async with lawful(db):
        there = await stepped(client_of, "MLT", work, "arrive")
    assert (there["state"], there["doubts"]) == ("loaded", [])
    assert there["arrived_at"]


@pytest.mark.long
@pytest.mark.parametrize(
    ("steps", "state"),
    [
        (["recall"], "recalled"),
        (["depart", "arrive", "release"], "loaded"),
        (["depart", "arrive", "release", "return"], "loaded"),
        (["depart", "arrive", "release", "return", "returned"], "returned"),
        (["stand-down"], "stood_down"),
        ([], "committed"),
    ],
)
async def test_an_asset_loads_and_lands_in_whatever_state_it_was_told_to_be(
    client_of: ClientOf, db: AsyncSession, work: Plain, steps: list[str], state: str
) -> None:
    for step in steps:
        party = "ITA" if step in ("release", "stand-down") else "MLT"
        await stepped(client_of, party, work, step)
    async with lawful(db):
        loaded = await stepped(client_of, "MLT", work, "load", persons=4)
        landed = await stepped(client_of, "MLT", work, "deliver", persons=4)
    assert (loaded["state"], loaded["aboard"]) == (state, 4)
    assert (landed["aboard"], landed["delivered"]) == (0, 4)


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ([], "on_scene"),
        (["mobilise"], "on_scene"),
        (["depart", "stand-down"], "released"),
        (["stand-down"], "released"),
    ],
)
async def test_that_an_asset_came_is_told_whatever_it_was_told_to_do(
    client_of: ClientOf, db: AsyncSession, work: Plain, steps: list[str], state: str
) -> None:
    for step in steps:
        await stepped(client_of, "ITA" if step == "stand-down" else "MLT", work, step)
    async with lawful(db):
        there = await stepped(client_of, "MLT", work, "arrive")
    assert there["state"] == state
    assert there["arrived_at"]


@pytest.mark.long
async def test_an_asset_with_people_aboard_that_is_there_stands_loaded(
    client_of: ClientOf, db: AsyncSession, work: Plain
) -> None:
    await stepped(client_of, "MLT", work, "load", persons=4)
    async with lawful(db):
        there = await stepped(client_of, "MLT", work, "arrive")
    assert (there["state"], there["aboard"]) == ("loaded", 4)


@pytest.mark.long
async def test_a_recalled_asset_says_that_it_is_home_and_covers_nothing_by_it(
    client_of: ClientOf, db: AsyncSession, work: Plain
) -> None:
    await stepped(client_of, "MLT", work, "depart", "arrive", "recall")
    async with lawful(db):
        home = await stepped(client_of, "MLT", work, "returned")
    assert home["state"] == "recalled"
    assert (await last_step(client_of, work))["action"] == "returned"


@pytest.mark.long
@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ([], "committed"),
        pytest.param(["depart"], "underway", marks=pytest.mark.long),
        pytest.param(["depart", "arrive", "load"], "loaded", marks=pytest.mark.long),
        (["depart", "arrive", "load", "deliver"], "refuelling"),
        pytest.param(
            ["depart", "arrive", "release", "return"], "returning", marks=pytest.mark.long
        ),
        pytest.param(["depart", "recall"], "recalled", marks=pytest.mark.long),
    ],
)
async def test_that_an_asset_took_fuel_is_told_whenever_it_did(
    client_of: ClientOf, db: AsyncSession, work: Plain, steps: list[str], state: str
) -> None:
    for step in steps:
        people = {"persons": 4} if step in ("load", "deliver") else {}
        await stepped(client_of, "ITA" if step == "release" else "MLT", work, step, **people)
    async with lawful(db):
        fuelled = await stepped(client_of, "MLT", work, "refuel", place="Lampedusa")
    assert fuelled["state"] == state
    told = await last_step(client_of, work)
    assert (told["action"], told["place"]) == ("refuel", "Lampedusa")


@pytest.mark.long
async def test_a_ship_whose_engine_fails_keeps_her_people_and_comes_after_all(
    client_of: ClientOf, db: AsyncSession, incident: Plain
) -> None:
    ship = await hailed(client_of, incident)
    least, most = await outstanding(client_of, incident)
    await stepped(client_of, "ITA", ship, "proceed", "arrive")
    await stepped(client_of, "ITA", ship, "embark", persons=30)
    async with lawful(db):
        drifts = await stepped(client_of, "ITA", ship, "unable", note="Engine failure.")
    assert (drifts["state"], drifts["reason"]) == ("unable", "Engine failure.")
    assert await outstanding(client_of, incident) == (least - 30, most - 30)
    seen = await case_seen(client_of, incident)
    assert [one["persons"] for one in seen["people"]["aboard"]] == [30]
    moved = {"at": ship["from_at"], "point": {"type": "Point", "coordinates": [12.7, 34.2]}}
    stranger = await client_of("GRC", "feed").post(
        f"/api/ships/{ship['ship_id']}/fixes", json=moved
    )
    assert codes(stranger) == ["not_involved"], "where her people are is not for others to say"
    async with lawful(db):
        comes = await stepped(client_of, "ITA", ship, "proceed")
    assert (comes["state"], comes["aboard"], comes["reason"]) == ("embarked", 30, "")
    async with lawful(db):
        landed = await stepped(client_of, "ITA", ship, "deliver", persons=30)
    assert (landed["delivered"], landed["doubts"]) == (30, [])


@pytest.mark.long
@pytest.mark.parametrize(
    "steps",
    [
        [],
        pytest.param(["unable"], marks=pytest.mark.long),
        pytest.param(["proceed", "arrive", "unable"], marks=pytest.mark.long),
    ],
)
async def test_that_a_ship_came_is_told_though_she_was_not_to_come(
    client_of: ClientOf, db: AsyncSession, incident: Plain, steps: list[str]
) -> None:
    ship = await hailed(client_of, incident)
    for step in steps:
        await stepped(client_of, "ITA", ship, step, note="Engine trouble.")
    async with lawful(db):
        there = await stepped(client_of, "ITA", ship, "arrive")
    assert (there["state"], there["reason"]) == ("on_scene", "")
