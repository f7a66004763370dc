"""A session that is gone: the sign-in comes over the page, which waits for its owner alone."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Screen, Screens, person
from tests.clients import Clients
from tests.given.incidents import opened
from tests.given.places import point
from tests.running import Server
from tests.world import PASSWORD

pytestmark = pytest.mark.anyio

DRAFTS = "() => Object.values(localStorage).join()"


async def writing(screens: Screens, login: str) -> Screen:
    """A window in which a new case is being written."""
    screen = await screens.sign_in(login, at="/incidents/new")
    await screen.fill("What happened", "Half a sentence")
    await screen.fill("Reported by", "coast radio")
    return screen


async def back(page: Page, login: str | None = None) -> None:
    """Sign in over the page; as another person, if one is named."""
    over = page.get_by_role("dialog", name="Your sign-in has ended")
    await expect(over).to_be_visible()
    await expect(over.get_by_label("Password")).to_be_focused()
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    await expect(over).to_be_visible()
    if login:
        await over.get_by_label("Login").fill(login)
    await over.get_by_label("Password").fill(PASSWORD)
    await page.keyboard.press("Enter")
    await expect(over).to_have_count(0)
    await expect(page.get_by_text("LIVE", exact=True)).to_be_visible()


@pytest.mark.long
async def test_a_refused_act_brings_the_sign_in_and_the_page_goes_on(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.gone", "watch_officer")
    screen = await writing(screens, login)
    page = screen.page
    await page.context.clear_cookies()
    await page.get_by_role("button", name="Open the incident").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await expect(page.get_by_role("alert").get_by_text("NOT LIVE")).to_be_visible()
    await screen.shot("sign-in-again-night")
    await expect(page.get_by_role("dialog").get_by_label("Login")).to_have_value(login)
    await back(page)
    await expect(page.get_by_label("What happened")).to_have_value("Half a sentence")
    await page.get_by_role("button", name="Open the incident").click()
    await expect(page.get_by_role("heading", name="Half a sentence")).to_be_visible()
    await opened(client_of, "ITA", title="Told to who is back")
    await expect(page.get_by_text("Told to who is back")).to_be_visible()


async def test_a_session_that_the_server_ends_is_said_at_once(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.ended", "watch_officer")
    screen = await writing(screens, login)
    other = await screen.page.context.new_page()
    await other.goto("/")
    await expect(other.get_by_text("LIVE", exact=True)).to_be_visible()
    ended = await screen.page.context.request.delete(
        "/api/session", headers={"Origin": server.base_url}
    )
    assert ended.ok, await ended.text()
    await expect(other.get_by_role("dialog", name="Your sign-in has ended")).to_be_visible()
    await back(screen.page)
    await expect(screen.page.get_by_label("What happened")).to_have_value("Half a sentence")
    await expect(other.get_by_role("dialog")).to_have_count(0)
    await expect(other.get_by_text("LIVE", exact=True)).to_be_visible()


@pytest.mark.long
async def test_another_state_finds_nothing_of_the_page_behind(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.left", "watch_officer")
    other = await person(client_of, server, "MLT", "mlt.comes", "watch_officer")
    off_rome = {"point": point(11.8, 41.5), "error_nm": 1.0}
    case = await opened(client_of, "ITA", title="Not for Malta", position=off_rome)
    screen = await writing(screens, login)
    page = screen.page
    await expect(page.get_by_text("Not for Malta")).to_be_visible()
    await page.context.clear_cookies()
    await page.get_by_role("button", name="Open the incident").click()
    await back(page, other)
    await expect(page.get_by_role("button", name="Who you act for")).to_contain_text("MLT")
    for secret in ("Half a sentence", "Not for Malta", case["reference"]):
        assert secret not in await page.content()
        assert secret not in await page.evaluate(DRAFTS)
    await screen.say("n")
    await expect(page.get_by_label("What happened")).to_have_value("")
