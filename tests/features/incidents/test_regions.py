"""Whose regions a case touches, and since when they know."""

from datetime import datetime

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.geo.areas import disc
from sar.geo.position import LatLon
from sar.parties.models import Centre
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.incidents import IN_MALTAS_REGION, act, opened, plain
from tests.world import World

pytestmark = pytest.mark.anyio

Told = list[tuple[str, str, datetime | None]]


async def told(client_of: ClientOf, incident_id: str, *, to: str = "ITA") -> Told:
    """Party, touch and instant of each region, as they are told to a party."""
    answer = await client_of(to, "observer").get(f"/api/incidents/{incident_id}/regions")
    assert answer.status_code == 200, answer.text
    return [
        (
            one["centre"]["party"],
            one["touch"],
            one["told_at"] and datetime.fromisoformat(one["told_at"]),
        )
        for one in answer.json()
    ]


async def test_the_region_that_holds_the_place_knows_since_the_case_was_opened(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    incident = await opened(client_of, drift={"course_deg": 180.0, "speed_kn": 4.0})
    since = time.now
    assert await told(client_of, incident["id"]) == [
        ("MLT", "holds", since),
        ("LBY", "drift", None),
    ]
    assert await told(client_of, incident["id"], to="MLT") == await told(client_of, incident["id"])


async def test_a_case_that_drifts_on_touches_what_it_has_come_to_and_the_new_datum_tells(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    incident = await opened(
        client_of, object_class="inflatable", conditions={"wind_kn": 0.0, "wind_from_deg": 0.0}
    )
    since = time.now
    assert await told(client_of, incident["id"]) == [("MLT", "holds", since)]
    time.advance(hours=100)
    grown = await told(client_of, incident["id"])
    assert grown[0] == ("MLT", "holds", since)
    assert ("LBY", "circle", None) in grown
    set_ = await act(client_of, "ITA", "watch_officer", f"{incident['id']}/datum/drift")
    assert "LBY" in [centre["party"] for centre in plain(set_)["to_be_called"]]


async def test_several_holders_are_all_told_and_shown(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    lon, lat = IN_MALTAS_REGION
    await db.execute(
        update(Centre)
        .where(col(Centre.id) == world.centres["TUN"])
        .values(srr=disc(LatLon(lat=lat, lon=lon), 30.0))
    )
    await db.commit()
    incident = await opened(client_of)
    assert await told(client_of, incident["id"]) == [
        ("TUN", "holds", time.now),
        ("MLT", "holds", time.now),
    ]
    assert {one["party"] for one in incident["involved"]} == {"ITA", "MLT", "TUN"}


async def test_without_a_datum_no_region_is_touched(client_of: ClientOf) -> None:
    incident = await opened(client_of, position=None)
    assert await told(client_of, incident["id"]) == []
