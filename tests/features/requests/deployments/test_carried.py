"""Carried units, when their carrier stops or is diverted."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.beginnings import beginning
from tests.clients import ClientOf
from tests.given.assets import helicopter, pumps, registered
from tests.given.record import entries
from tests.given.requests import (
    FAR_EAST,
    Plain,
    accepted,
    asked,
    coverage,
    deployed,
    expected,
    foreseen,
    later,
    need,
    offered,
    opened,
    plain,
    post,
    request_seen,
    stepped,
    work_seen,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio


@beginning
async def pumps_asked(client_of: ClientOf, world: World, incident: Plain) -> Plain:
    """Italy asks Malta for pumps within two hours, and for a helicopter."""
    needs = [need(kinds=["equipment"], by_at=later(hours=2)), need()]
    return await asked(client_of, world, "MLT", incident=incident, needs=needs)


@beginning
async def pair(client_of: ClientOf, pumps_asked: Plain) -> dict[str, Plain]:
    """Malta's helicopter and the pumps that it carries, by name."""
    stock = await registered(client_of, "MLT", pumps())
    rescue = await registered(client_of, "MLT", helicopter(name="Rescue 1"))
    first, second = pumps_asked["needs"]
    there = later(hours=1)
    items = [
        {"asset_id": rescue["id"], "need_id": second["id"], "promised_at": there},
        {
            "asset_id": stock["id"],
            "need_id": first["id"],
            "promised_at": there,
            "carrier_asset_id": rescue["id"],
        },
    ]
    made = await offered(client_of, "MLT", f"requests/{pumps_asked['id']}", items=items)
    await accepted(client_of, "ITA", made)
    return {row["name"]: row for row in await deployed(client_of, "MLT", made)}


async def in_time(client_of: ClientOf, sent: Plain) -> int:
    """The number of pieces of the equipment that come in time."""
    count: int = (await coverage(client_of, sent))["in_time"]
    return count


@pytest.mark.long
async def test_a_carrier_that_names_no_need_counts_for_none(
    client_of: ClientOf, db: AsyncSession, world: World, incident: Plain
) -> None:
    stock = await registered(client_of, "MLT", pumps())
    rescue = await registered(client_of, "MLT", helicopter(name="Rescue 1"))
    wanted = need(kinds=["equipment"], quantity=3)
    sent = await asked(client_of, world, "MLT", incident=incident, needs=[wanted])
    load = {"asset_id": stock["id"], "quantity": 2, "carrier_asset_id": rescue["id"]}
    items = [load, {"asset_id": rescue["id"]}]
    made = await offered(client_of, "MLT", f"requests/{sent['id']}", items=items)
    async with lawful(db):
        await accepted(client_of, "ITA", made)
    works = {one["name"]: one for one in await deployed(client_of, "MLT", made)}
    assert works["Rescue 1"]["need_id"] is None
    assert works["Pumps"]["need_id"] == wanted["id"]
    request = await request_seen(client_of, sent)
    assert request["needs"][0]["coverage"]["promised"] == 2


@pytest.mark.long
@pytest.mark.parametrize(
    ("party", "action", "over"),
    [("ITA", "stand-down", "stood down"), ("MLT", "recall", "recalled")],
)
async def test_what_is_carried_loses_carrier_and_eta_when_its_carrier_stops(
    client_of: ClientOf,
    db: AsyncSession,
    pumps_asked: Plain,
    pair: dict[str, Plain],
    party: str,
    action: str,
    over: str,
) -> None:
    await stepped(client_of, "MLT", pair["Pumps"], "mobilise")
    assert await in_time(client_of, pumps_asked) == 1
    async with lawful(db):
        await stepped(client_of, party, pair["Rescue 1"], action)
    left = await work_seen(client_of, pair["Pumps"])
    now = left["deployment"]
    assert (now["state"], now["carrier_asset_id"]) == ("mobilising", None)
    assert now["promised_at"] is None
    last = left["steps"][-1]
    assert (last["action"], last["note"]) == (
        "lose-carrier",
        f"Rescue 1 was {over}: another carrier is needed.",
    )
    assert await in_time(client_of, pumps_asked) == 0
    for reader in ("ITA", "MLT"):
        told = await entries(db, reader, of="DeploymentStepped")
        facts = told[-1]["facts"]
        assert facts["note"] == "Called off. It was to carry Pumps: another carrier is needed."


@pytest.mark.long
async def test_what_is_there_already_keeps_what_brought_it(
    client_of: ClientOf, db: AsyncSession, pair: dict[str, Plain]
) -> None:
    for one in pair.values():
        await stepped(client_of, "MLT", one, "depart", "arrive")
    async with lawful(db):
        await stepped(client_of, "MLT", pair["Rescue 1"], "recall")
    now = (await work_seen(client_of, pair["Pumps"]))["deployment"]
    assert now["carrier_asset_id"] == pair["Rescue 1"]["asset_id"]
    assert now["promised_at"] == pair["Pumps"]["promised_at"]


async def diverted(client_of: ClientOf, work: Plain, second: Plain) -> Plain:
    """The work at the second incident that goes on from this."""
    where = f"deployments/{work['id']}"
    body = {"incident_id": second["id"], "reason": "It is sinking."}
    wish = await post(client_of, "ITA", f"{where}/divert", **body)
    assert wish.status_code == 200, wish.text
    done = await post(client_of, "MLT", f"{where}/consent-divert")
    assert done.status_code == 200, done.text
    there = {"incident_id": second["id"], "asset_id": work["asset_id"]}
    listed = await client_of("ITA", "observer").get("/api/deployments", params=there)
    (after,) = plain(listed)["items"]
    found: Plain = after
    return found


async def test_what_is_carried_goes_with_a_diverted_carrier_only_if_it_is_diverted_too(
    client_of: ClientOf, db: AsyncSession, pair: dict[str, Plain]
) -> None:
    second = await opened(client_of, title="Inflatable adrift", position=FAR_EAST)
    async with lawful(db):
        carrier = await diverted(client_of, pair["Rescue 1"], second)
    now = (await work_seen(client_of, pair["Pumps"]))["deployment"]
    assert (now["state"], now["carrier_asset_id"], now["promised_at"]) == (
        "committed",
        None,
        None,
    )
    (told,) = await entries(db, "MLT", of="DeploymentDiverted")
    reason = told["facts"]["reason"]
    assert reason == "It is sinking. It was to carry Pumps: another carrier is needed."
    async with lawful(db):
        carried = await diverted(client_of, pair["Pumps"], second)
    assert carried["carrier_asset_id"] == carrier["asset_id"]
    await foreseen(db)
    times = [(await expected(client_of, "MLT", one))["at"] for one in (carried, carrier)]
    assert times[0] == times[1] is not None


@pytest.mark.long
async def test_what_is_diverted_alone_comes_without_its_carrier(
    client_of: ClientOf, db: AsyncSession, pair: dict[str, Plain]
) -> None:
    second = await opened(client_of, title="Inflatable adrift", position=FAR_EAST)
    async with lawful(db):
        carried = await diverted(client_of, pair["Pumps"], second)
    assert carried["carrier_asset_id"] is None
    await foreseen(db)
    time = await expected(client_of, "MLT", carried)
    assert (time["at"], time["why"]) == (None, "no_carrier")
