"""The frame of the screen: signing in and out, liveness, palettes, addresses."""

import re

import pytest
from playwright.async_api import expect

from sar.http.pages import BUILT
from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.given.incidents import opened
from tests.running import Server

pytestmark = pytest.mark.anyio


async def test_a_watch_officer_signs_in_sees_the_picture_live_and_signs_out(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.shell", "watch_officer")
    before = await opened(client_of, "ITA", title="Before the screen was opened")
    screen = await screens.sign_in(login)
    page = screen.page
    await expect(page.get_by_text("EXERCISE", exact=False).first).to_be_visible()
    await expect(page.get_by_role("link", name=before["reference"])).to_be_visible()

    await opened(client_of, "ITA", title="While it was open")
    listed = page.get_by_role("navigation", name="Incidents")
    await expect(listed.get_by_text("While it was open")).to_be_visible()
    await screen.shot("situation-night")

    await screen.say("d")
    await expect(page.locator("html")).to_have_attribute("data-palette", "day")
    await screen.shot("situation-day")
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("data-palette", "day")
    await expect(page.get_by_text("LIVE", exact=True)).to_be_visible()

    await page.get_by_role("button", name="Who you act for").click()
    await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_label("Login", exact=True)).to_be_visible()
    await screen.shot("sign-in-day")


async def test_a_wrong_password_is_told_and_the_login_stays(screens: Screens) -> None:
    screen = await screens.open()
    await screen.page.goto("/incidents/0198f4a8-0000-7000-8000-000000000000")
    await expect(screen.page.get_by_label("Login", exact=True)).to_be_focused()
    await screen.fill("Login", "nobody.here")
    await screen.fill("Password", "not-the-password")
    await screen.say("Enter")
    await expect(screen.page.get_by_role("alert")).to_be_visible()
    await expect(screen.page.get_by_label("Login", exact=True)).to_have_value("nobody.here")


async def test_the_shortcut_sheet_opens_and_gives_the_focus_back(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.keys", "observer")
    screen = await screens.sign_in(login)
    link = screen.page.get_by_role("link", name="SAR Assist")
    await link.focus()
    await screen.say("?")
    await expect(screen.page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    await screen.shot("keyboard-night")
    await screen.say("Escape")
    await expect(screen.page.get_by_role("dialog")).to_have_count(0)
    await expect(link).to_be_focused()


def test_what_must_be_there_before_the_first_view_stays_within_its_weight() -> None:
    wanted = re.findall(r'/assets/([^"]+\.(?:js|css))"', (BUILT / "index.html").read_text())
    loaded: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name in loaded:
            continue
        loaded.add(name)
        if name.endswith(".js"):
            script = (BUILT / "assets" / name).read_text()
            wanted += re.findall(r'(?:from|import)\s*"\./([^"]+\.js)"', script)
    bytes_ = sum(_compressed(name) for name in loaded)
    assert 50_000 < bytes_ <= 90_000


def _compressed(name: str) -> int:
    file = BUILT / "assets" / name
    smaller = file.with_name(f"{name}.br")
    return (smaller if smaller.is_file() else file).stat().st_size
