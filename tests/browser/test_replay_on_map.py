"""A case is watched again on the map, which tells that it shows the past."""

import pytest
from playwright.async_api import expect

from tests.browser import test_replay as replay
from tests.browser.conftest import Screens, person
from tests.browser.readable import unreadable
from tests.browser.test_replay import Night, stands_at
from tests.clients import Clients
from tests.conftest import ExerciseTime
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.incidents import case_changed, opened
from tests.given.requests import Plain, accepted, asked, deployed, id_of, offered, post, stepped
from tests.running import Server

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True
night = replay.night


async def with_a_unit(night: Night, client_of: Clients, title: str) -> tuple[Plain, Plain]:
    """A case for which Malta's helicopter is under way, heard of on the way there."""
    await night.begins()
    asset = await registered(client_of, "MLT", helicopter(name=f"AS {title[-3:]}"))
    case = await opened(client_of, title=title)
    await night.passes(9)
    request = await asked(client_of, night.server.world, "MLT", incident=case)
    await night.passes(6)
    offer = await offered(client_of, "MLT", f"requests/{request['id']}", asset["id"])
    (work,) = await deployed(client_of, "MLT", await accepted(client_of, "ITA", offer))
    await night.passes(5)
    line = {"id": id_of(), "text": "The family has been told.", "own": True}
    await post(client_of, "ITA", f"incidents/{case['id']}/log", role="watch_officer", **line)
    await stepped(client_of, "MLT", work, "depart")
    await delivered(client_of, "MLT", asset["id"], fix(14.48, 35.85, night.time.now))
    await night.passes(4)
    return case, work


async def test_the_case_before_a_change_shows_the_former_words_and_a_live_change_moves_nothing(
    server: Server, screens: Screens, client_of: Clients, night: Night
) -> None:
    case = await night.case("Watched again")
    login = await person(client_of, server, "ITA", "ita.replay", "watch_officer")
    screen = await screens.sign_in(login, at=f"/incidents/{case['id']}/log")
    page, main = screen.page, screen.page.get_by_role("main")
    await expect(main.get_by_role("link", name="Watch the case again")).to_be_visible()
    await screen.say("v")
    slider = page.get_by_role("slider", name="Time of the case")
    await expect(slider).to_be_focused()
    await expect(main).to_contain_text("The hull was found.")
    await screen.say("ArrowLeft")
    await expect(main).to_contain_text("The hull was found.")
    await screen.say("ArrowLeft")
    await expect(main).to_contain_text("Flares were seen.")
    await expect(main).not_to_contain_text("The hull was found.")
    await stands_at(screen, night.full(25), "entry")
    await expect(page.locator(".map-past")).to_contain_text(
        f"{night.at(25):%-d %b %H:%M}Z: not now"
    )
    await expect(page.locator(".map")).to_have_class("map past")
    await expect(main.locator(".told-table .here")).to_contain_text(night.full(25))
    await expect(page).to_have_url(server.base_url + night.address(case, 25))
    await case_changed(client_of, case, description="All are safe.", title="Changed meanwhile")
    await expect(page.get_by_role("navigation", name="Incidents")).to_contain_text(
        "Changed meanwhile"
    )
    await expect(main).to_contain_text("The case has gone on since this was opened.")
    await expect(main).to_contain_text("Flares were seen.")
    await expect(main).not_to_contain_text("All are safe.")
    await page.get_by_role("button", name="Bring the scale up to now").click()
    await stands_at(screen, night.full(25), "entry")
    await slider.focus()
    await screen.say("End")
    await expect(main).to_contain_text("All are safe.")
    await main.get_by_role("link", name="Back to the case").click()
    await expect(page.locator(".map")).to_have_class("map")


SHORT = (("night", 1280, 800), ("day", 390, 844))
LONG = (("night", 390, 844), ("day", 1280, 800))


@pytest.mark.parametrize(
    ("palette", "width", "height"),
    [*SHORT, *(pytest.param(*one, marks=pytest.mark.long) for one in LONG)],
)
async def test_the_past_can_be_read_by_night_and_by_day_at_a_desk_and_on_a_phone(
    server: Server,
    screens: Screens,
    client_of: Clients,
    night: Night,
    time: ExerciseTime,
    palette: str,
    width: int,
    height: int,
) -> None:
    case, _ = await with_a_unit(night, client_of, f"Looked at by {palette} at {width}")
    who = f"ita.replay.{palette}.{width}"
    login = await person(client_of, server, "ITA", who, "watch_officer")
    at = f"/incidents/{case['id']}/replay"
    screen = await screens.sign_in(login, at=at, palette=palette, width=width, height=height)
    main = screen.page.get_by_role("main")
    await expect(main).to_contain_text("35°51.0′N 014°28.8′E")
    await expect(screen.page.locator(".map-past")).to_contain_text("PAST")
    await screen.page.wait_for_load_state("networkidle")
    assert await unreadable(screen, "replay", f"{palette}-{width}") == []
    if width == 390:
        await main.get_by_role("button", name="MLT", exact=True).click()
        await expect(main.get_by_role("columnheader", name="MLT")).to_be_visible()
        await expect(main.get_by_role("columnheader", name="ITA")).not_to_be_visible()
        await screen.shot(f"replay-{palette}-{width}-whole", whole=True)
