"""The sea and the light at the scene decide whom the units of a need recover."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.texts.telex import unwrapped
from tests.clients import ClientOf
from tests.given.incidents import case_changed
from tests.given.requests import (
    Plain,
    asked,
    coverage,
    hailed,
    need,
    opened,
    post,
    ship_of_opportunity,
    stepped,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio


def persons(quantity: int) -> Plain:
    return need(kinds=[], unit="persons", quantity=quantity)


async def sea_state(client_of: ClientOf, incident: Plain, state: int | None) -> None:
    """Italy is told of the sea."""
    await case_changed(client_of, incident, conditions={"sea_state": state})


async def test_sea_and_light_hold_back_whom_they_limit(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    sent = await asked(
        client_of,
        world,
        "MLT",
        incident=incident,
        needs=[persons(90)],
    )
    seiner = await ship_of_opportunity(client_of, type="M1", name="Exercise Tuna")
    async with lawful(db):
        ship = await hailed(
            client_of, incident, ship_id=seiner["id"], need_id=sent["needs"][0]["id"]
        )
        await stepped(client_of, "ITA", ship, "proceed", "arrive")
    covered = await coverage(client_of, sent)
    assert (covered["room"], covered["recovers"], covered["sea_state"]) == (40, 40, None)
    assert covered["persons_an_hour"] == covered["persons_an_hour_there"] == 15, "a cautious pace"
    assert [(one["why"], one["recovers"], one["dark"]) for one in covered["limited"]] == [
        ("by_day_only", True, False)
    ]
    async with lawful(db):
        await sea_state(client_of, incident, 2)
    covered = await coverage(client_of, sent)
    assert (covered["recovers"], covered["persons_an_hour"], covered["sea_state"]) == (40, 30, 2)
    async with lawful(db):
        await sea_state(client_of, incident, 6)
    covered = await coverage(client_of, sent)
    assert (covered["promised"], covered["recovers"], covered["persons_an_hour"]) == (40, 0, 0)
    [held] = covered["limited"]
    assert (held["name"], held["why"], held["sea_state_max"]) == (
        "Exercise Tuna",
        "beyond_sea_state",
        5,
    )
    report = await client_of("ITA", "observer").get(
        f"/api/incidents/{incident['id']}/text?kind=sitrep-short"
    )
    told = " ".join(unwrapped(report.text))
    assert "RECOVERY FOR 50, MEANS TO RECOVER 40 FOR WHOM THERE IS ROOM" in told


async def test_moving_the_datum_into_the_night_holds_back_who_recovers_by_day(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    sent = await asked(
        client_of,
        world,
        "MLT",
        incident=incident,
        needs=[persons(40)],
    )
    seiner = await ship_of_opportunity(client_of, type="M1")
    ship = await hailed(client_of, incident, ship_id=seiner["id"], need_id=sent["needs"][0]["id"])
    await stepped(client_of, "ITA", ship, "proceed", "arrive")
    assert (await coverage(client_of, sent))["recovers"] == 40
    far_east = {"point": {"type": "Point", "coordinates": [164.0, 35.0]}, "uncertainty_nm": 5.0}
    async with lawful(db):
        where = f"incidents/{incident['id']}/datum"
        answer = await post(client_of, "ITA", where, role="watch_officer", **far_east)
        assert answer.status_code == 200, answer.text
    covered = await coverage(client_of, sent)
    assert (covered["recovers"], covered["limited"][0]["dark"]) == (0, True)
    assert covered["limited"][0]["persons_an_hour"] == 15, "by day"
