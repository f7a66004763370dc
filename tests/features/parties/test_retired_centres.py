"""Centres that are retired: asked for nothing, offered nowhere, and kept where they stood."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.cli.retiring import work_left
from sar.errors import Conflict
from sar.parties import directory
from sar.parties.models import Centre
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.assets import helicopter, registered
from tests.given.incidents import faults, opened, plain
from tests.given.requests import asked, id_of, post, request, work_of
from tests.law import OverHttp, kept
from tests.world import World

pytestmark = pytest.mark.anyio


async def retire(db: AsyncSession, world: World, party: str, time: ExerciseTime) -> Centre:
    centre = await db.get_one(Centre, world.centres[party], populate_existing=True)
    await directory.retire_centre(db, centre, now=time.now)
    await db.commit()
    return centre


@pytest.mark.long
async def test_a_retired_centre_is_asked_for_nothing(
    client_of: ClientOf, db: AsyncSession, world: World, time: ExerciseTime
) -> None:
    incident = await opened(client_of)
    async with kept(OverHttp(client_of)) as law:
        await retire(db, world, "MLT", time)
    assert law.resynced == {"ITA", "MLT", "TUN", "GRC"}
    malta = str(world.centres["MLT"])
    seen = plain(await client_of("ITA", "observer").get(f"/api/centres/{malta}"))
    assert seen["retired_at"] == "2026-10-11T12:26:00Z"

    watch = client_of("ITA", "watch_officer")
    body = request(world, "MLT", incident=incident)
    assert faults(await watch.post("/api/requests", json=body)) == ["centre_retired"]
    taking = {"office": "smc", "to_centre_id": malta, "reason": "Theirs."}
    where = f"incidents/{incident['id']}/coordination"
    assert faults(await post(client_of, "ITA", where, **taking)) == ["centre_retired"]
    registrar = client_of("MLT", "registrar")
    new = await registrar.post("/api/assets", json=helicopter(centre_id=malta))
    assert faults(new) == ["centre_retired"]
    answer = await watch.get(f"/api/incidents/{incident['id']}/regions")
    told: list[dict[str, Any]] = answer.json()
    assert malta not in [one["centre"]["id"] for one in told]


async def test_it_serves_again(
    client_of: ClientOf, db: AsyncSession, world: World, time: ExerciseTime
) -> None:
    centre = await retire(db, world, "MLT", time)
    with pytest.raises(Conflict):
        await directory.retire_centre(db, centre, now=time.now)
    async with kept(OverHttp(client_of)):
        await directory.restore_centre(db, centre, now=time.now)
        await db.commit()
    await asked(client_of, world, "MLT", incident=await opened(client_of))
    with pytest.raises(Conflict):
        await directory.restore_centre(db, centre, now=time.now)


@pytest.mark.long
async def test_it_is_not_retired_while_it_has_work(
    client_of: ClientOf, db: AsyncSession, world: World
) -> None:
    keys = "keys act for it: "

    async def left(party: str) -> list[str]:
        found = await work_left(db, world.centres[party])
        return [reason for reason in found if not reason.startswith(keys)]

    assert await left("ITA") == []
    incident = await opened(client_of)
    case = f"it has a part in the lead of {incident['reference']}: close these, or hand them over"
    assert await left("ITA") == [case]
    made = await asked(client_of, world, "MLT", incident=incident)
    open_one = f"requests are open with it: {made['reference']}: close or answer these"
    assert await left("ITA") == [case, open_one]
    assert await left("MLT") == [open_one]
    await registered(client_of, "MLT", helicopter())
    assert await left("MLT") == [
        open_one,
        "assets belong to it: Nemo 11: give these to another centre",
    ]
    assert any(reason.startswith(keys) for reason in await work_left(db, world.centres["MLT"]))


@pytest.mark.long
async def test_nor_while_it_is_asked_to_lead_leads_by_voice_or_is_asked_for_clearance(
    client_of: ClientOf, db: AsyncSession, world: World
) -> None:
    async def parts(party: str) -> list[str]:
        found = await work_left(db, world.centres[party])
        return [one.partition(":")[0] for one in found if not one.startswith(("keys", "assets"))]

    incident = await opened(client_of)
    of = f"it has a part in the lead of {incident['reference']}"
    assert await parts("GRC") == []
    takes = {"office": "smc", "to_centre_id": str(world.centres["GRC"]), "reason": "Theirs."}
    await post(client_of, "ITA", f"incidents/{incident['id']}/coordination", **takes)
    assert (await parts("GRC"), await parts("ITA")) == ([of], [of])
    spoken = await opened(client_of, title="By voice")
    said = {
        "centre_id": str(world.centres["LBY"]),
        "function": "Duty officer",
        "heard": "We take the case over.",
        "channel": "telephone",
    }
    await post(client_of, "ITA", f"incidents/{spoken['id']}/smc-by-voice", **said)
    by_voice = f"it has a part in the lead of {spoken['reference']}"
    assert await parts("LBY") == [by_voice]
    asking = await asked(client_of, world, "MLT", incident=incident)
    work = await work_of(client_of, asking, await registered(client_of, "MLT", helicopter()))
    enters = {"id": id_of(), "territory": "LBY", "details": "Fuel at Tripoli."}
    await post(client_of, "MLT", f"deployments/{work['id']}/clearances", **enters)
    assert await parts("LBY") == [by_voice, "it is asked for clearances"]
