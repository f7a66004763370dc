"""Fields of distances by sea are computed for the parties in turn."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.geo.position import LatLon
from sar.geo.sea import field_cache
from sar.incidents.scene.sea_work import FIELDS
from sar.parties.long_work import IN_LINE
from tests.clients import ClientOf
from tests.connections import connection
from tests.given.assets import registered
from tests.given.incidents import IN_MALTAS_REGION
from tests.given.places import point
from tests.given.requests import (
    Plain,
    asked,
    codes,
    id_of,
    need,
    opened,
    work_of,
)
from tests.world import World

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def all_asked_for(party: str) -> AsyncIterator[None]:
    """The party has one computed, and as many in line as may wait."""
    done, anywhere = Event(), connection()
    asked = [
        asyncio.create_task(FIELDS.done(anywhere, AsyncSession(), party, done.wait))
        for _ in range(1 + IN_LINE)
    ]
    for _ in range(3):
        await asyncio.sleep(0)
    try:
        yield
    finally:
        done.set()
        await asyncio.gather(*asked)


NEW, KNOWN = point(17.35, 34.45), point(*IN_MALTAS_REGION)


def boat(base: Plain) -> Plain:
    return {"id": id_of(), "name": "Boat", "type": "S5", "base_name": "There", "base": base}


@pytest.mark.long
async def test_a_question_waits_in_its_partys_line_unless_the_field_is_computed(
    client_of: ClientOf,
) -> None:
    for party in ("ITA", "MLT"):
        await registered(client_of, party, boat(point(14.6, 35.7)))
    lon, lat = IN_MALTAS_REGION
    field_cache.NEAR.field(LatLon(lat, lon))
    new, known = (
        {"situation": "maritime", "place": place, "need": {"kinds": []}} for place in (NEW, KNOWN)
    )
    async with all_asked_for("ITA"):
        refused = await client_of("ITA", "watch_officer").post("/api/matches", json=new)
        of_known = await client_of("ITA", "watch_officer").post("/api/matches", json=known)
        answered = await client_of("MLT", "watch_officer").post("/api/matches", json=new)
    assert (refused.status_code, codes(refused)) == (429, ["too_many_at_once"])
    assert (of_known.status_code, answered.status_code) == (200, 200)


@pytest.mark.long
async def test_cover_at_home_waits_in_its_partys_line(client_of: ClientOf) -> None:
    at = {party: point(lon, 34.6) for party, lon in (("ITA", 17.6), ("MLT", 17.9))}
    own = {party: await registered(client_of, party, boat(at[party])) for party in at}
    async with all_asked_for("ITA"):
        refused, answered = [
            await client_of(party, "observer").get(
                "/api/home-cover", params={"asset_id": own[party]["id"]}
            )
            for party in at
        ]
    assert (refused.status_code, codes(refused)) == (429, ["too_many_at_once"])
    assert answered.status_code == 200, answered.text


@pytest.mark.long
async def test_borders_ahead_wait_in_their_partys_line_before_anything_is_locked(
    client_of: ClientOf, world: World
) -> None:
    incident = await opened(client_of, position={"point": point(11.35, 33.95), "error_nm": 1.0})
    asset = await registered(client_of, "MLT", boat(point(14.5, 35.85)))
    request = await asked(client_of, world, "MLT", incident=incident, needs=[need(kinds=[])])
    work = await work_of(client_of, request, asset)
    path = f"/api/deployments/{work['id']}"
    body = {"id": id_of(), "territory": "TUN"}
    async with all_asked_for("MLT"):
        read = await client_of("MLT", "observer").get(f"{path}/crossings")
        refused = await client_of("MLT", "watch_officer").post(f"{path}/clearances", json=body)
        answered = await client_of("ITA", "observer").get(f"{path}/crossings")
        done = await client_of("MLT", "watch_officer").post(f"{path}/clearances", json=body)
    assert (read.status_code, codes(read)) == (429, ["too_many_at_once"])
    assert (refused.status_code, codes(refused)) == (429, ["too_many_at_once"])
    assert answered.status_code == 200, answered.text
    assert done.status_code == 201, done.text
    lon, lat = 11.35, 33.95
    assert field_cache.NEAR.ready(LatLon(lat, lon)) is not None


@pytest.mark.long
@pytest.mark.parametrize("what", ["isochrones?minutes=60", "sea-ways?places=12.7,35.2"])
async def test_one_partys_fields_keep_no_other_waiting(client_of: ClientOf, what: str) -> None:
    incident = await opened(client_of)
    path = f"/api/incidents/{incident['id']}/{what}"
    async with all_asked_for("ITA"):
        refused = await client_of("ITA", "observer").get(path)
        answered = await client_of("MLT", "observer").get(path)
    assert (refused.status_code, codes(refused)) == (429, ["too_many_at_once"])
    assert answered.status_code == 200, answered.text
