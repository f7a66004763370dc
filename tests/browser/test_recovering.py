"""The need card tells who recovers people in this sea and light, and how fast, in round figures."""

import pytest
from playwright.async_api import expect

from sar import clock
from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn
from tests.clients import Clients
from tests.given.requests import (
    Plain,
    asked,
    hailed,
    need,
    opened,
    ship_of_opportunity,
    stepped,
)
from tests.running import Server

pytestmark = pytest.mark.anyio


NOON, MIDNIGHT = 12, 24


def where_it_is(hour: int) -> Plain:
    """On the equator, where that is the hour of the day now."""
    now = clock.now()
    lon = (hour - now.hour - now.minute / 60) * 15.0
    return {"type": "Point", "coordinates": [(lon + 180.0) % 360.0 - 180.0, 0.0]}


async def in_the_sea(client_of: Clients, server: Server, sea_state: int | None, hour: int) -> Plain:
    """A seiner and a bulk carrier have come for people, of whom they have room for ninety."""
    case = await opened(
        client_of,
        position={"point": where_it_is(hour), "error_nm": 2.0},
        conditions={"sea_state": sea_state},
    )
    wanted = need(what="Lift them off", kinds=[], quantity=190, unit="persons")
    sent = await asked(client_of, server.world, "MLT", incident=case, needs=[wanted])
    for type_, name in (("M1", "Exercise Tuna"), ("M4", "Exercise Ore")):
        ship = await ship_of_opportunity(client_of, type=type_, name=name)
        row = await hailed(client_of, case, ship_id=ship["id"], need_id=sent["needs"][0]["id"])
        await stepped(client_of, "ITA", row, "proceed", "arrive")
    return case


@pytest.mark.long
@pytest.mark.parametrize(
    ("sea_state", "hour", "told"),
    [
        (
            6,
            NOON,
            [
                "0 recovered, room for 90, 50 of it without means to recover them",
                "able to recover nobody · sea state 6",
                "Exercise Tuna, room for 40: beyond its sea state 5",
            ],
        ),
        pytest.param(
            2,
            NOON,
            [
                "able to recover 40 · about 30 an hour (house figure) · sea state 2",
                "Exercise Tuna, room for 40: by day only",
            ],
            marks=pytest.mark.long,
        ),
        pytest.param(
            2,
            MIDNIGHT,
            [
                "able to recover nobody · sea state 2",
                "Exercise Tuna, room for 40: by day only, and it is dark there",
            ],
            marks=pytest.mark.long,
        ),
        pytest.param(
            None,
            NOON,
            ["about 15 an hour (house figure) · sea state not known"],
            marks=pytest.mark.long,
        ),
    ],
)
async def test_the_need_card_tells_who_recovers_and_what_holds_others_back(
    server: Server,
    screens: Screens,
    client_of: Clients,
    sea_state: int | None,
    hour: int,
    told: list[str],
) -> None:
    case = await in_the_sea(client_of, server, sea_state, hour)
    for palette, width, height in in_turn(("day", 1440, 900), ("night", 390, 844)):
        login = f"ita.sea{sea_state}.{hour}.{palette}".lower()
        italy = await screens.sign_in(
            await person(client_of, server, "ITA", login, "watch_officer"),
            at=f"/incidents/{case['id']}/needs",
            palette=palette,
            width=width,
            height=height,
        )
        for line in told:
            await expect(italy.page.get_by_text(line)).to_be_visible()
        await italy.shot(f"recovering-{sea_state}-{hour}-{width}-{palette}")
