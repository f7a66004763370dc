"""Alarms stay in sight and in reach, whatever else is open."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.given.incidents import opened
from tests.given.requests import asked
from tests.running import Server

pytestmark = pytest.mark.anyio


async def test_a_dialog_leaves_the_alarm_in_sight_and_in_reach(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, "ITA", title="Rings")
    await asked(client_of, server.world, "MLT", incident=case)
    login = await person(client_of, server, "MLT", "mlt.rings", "watch_officer")
    for width, height in ((1280, 800), (390, 844)):
        malta = await screens.sign_in(login, width=width, height=height)
        page = malta.page
        chip = page.get_by_role("link", name="1 to acknowledge")
        await expect(chip).to_be_visible()
        await malta.say("n")
        await expect(page.get_by_label("What happened")).to_be_focused()
        await malta.go("/")
        await malta.say("?")
        sheet = page.get_by_role("dialog")
        await expect(sheet).to_be_visible()
        header = await page.locator("header.top").bounding_box()
        shown = await sheet.bounding_box()
        dimmed = await page.evaluate(
            "getComputedStyle(document.querySelector('dialog[open]'), '::backdrop').top"
        )
        assert header is not None
        assert shown is not None
        assert shown["y"] >= header["y"] + header["height"]
        assert float(dimmed.removesuffix("px")) >= header["height"]
        await malta.shot(f"dialog-and-alarm-{width}")
        await malta.say("s")
        await expect(page.get_by_text("silenced here")).to_be_visible()
        await expect(sheet).to_be_visible()


async def test_the_alarm_is_silenced_while_one_types(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, "ITA", title="Rings on")
    login = await person(client_of, server, "MLT", "mlt.types", "watch_officer")
    malta = await screens.sign_in(login, at="/incidents/new")
    page = malta.page
    await malta.fill("What happened", "Our own ca")
    await asked(client_of, server.world, "MLT", incident=case)
    await expect(page.get_by_role("link", name="1 to acknowledge")).to_be_visible()
    await malta.say("s", "e")
    await expect(page.get_by_role("button", name="Silence here")).to_be_visible()
    await malta.say("Alt+s")
    await expect(page.get_by_text("silenced here")).to_be_visible()
    await expect(page.get_by_label("What happened")).to_have_value("Our own case")
