"""Ways by water are there before anybody asks about a case."""

import asyncio

import pytest

from sar.assets.fleet.following import following
from sar.geo.position import LatLon
from sar.geo.sea import field_cache
from sar.matching.warmup import Warming
from tests.clients import Clients
from tests.given.incidents import IN_MALTAS_REGION, opened
from tests.given.places import point
from tests.running import Server

pytestmark = pytest.mark.anyio

EAST = {"point": point(17.0, 36.5), "error_nm": 1.0}


async def stands_at(warming: Warming, lon: float, lat: float) -> None:
    """Wait until it is made."""
    place = LatLon(lat, lon)
    for _ in range(2_400):
        if warming.is_ready(place):
            break
        await asyncio.sleep(0.05)
    else:
        raise AssertionError("no field was made")
    assert field_cache.NEAR.ready(place) is not None
    assert field_cache.WIDE.ready(place) is not None


@pytest.mark.long
async def test_the_field_about_an_open_case_is_worked_out_ahead(
    server: Server, client_of: Clients
) -> None:
    url = server.database_url
    async with following(url) as fleet, Warming(url, fleet).running() as warming:
        case = await opened(client_of, "ITA")
        await stands_at(warming, *IN_MALTAS_REGION)
        moved = {"point": point(13.5, 34.5), "uncertainty_nm": 2.0}
        lead = client_of("ITA", "watch_officer")
        answer = await lead.post(f"/api/incidents/{case['id']}/datum", json=moved)
        assert answer.status_code == 200, answer.text
        await stands_at(warming, 13.5, 34.5)
        for lat in range(18, 34):  # in the Sahara, where there is no water to go through
            await asyncio.to_thread(field_cache.NEAR.field, LatLon(float(lat), 5.0))
        assert not warming.is_ready(LatLon(34.5, 13.5)), "others have taken its place"
        await opened(client_of, "ITA", position=EAST)
        await stands_at(warming, 13.5, 34.5)


@pytest.mark.long
async def test_none_is_made_for_a_scene_that_drifts_on_within_seconds(
    server: Server, client_of: Clients
) -> None:
    await server.set_clock(rate=1000.0)
    url, adrift = server.database_url, {"course_deg": 180, "speed_kn": 3}
    await opened(client_of, "ITA", position={"point": point(18.5, 36.0), "error_nm": 1.0})
    await opened(
        client_of, "ITA", position={"point": point(19.0, 37.0), "error_nm": 1.0}, drift=adrift
    )
    async with following(url) as fleet, Warming(url, fleet).running() as warming:
        await stands_at(warming, 18.5, 36.0)
        assert not warming.is_ready(LatLon(37.0, 19.0)), "the newer one, which would come first"
