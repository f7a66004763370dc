"""A ferry burns in the neighbour's region: both States play it on the screens, by the keyboard."""

import re

import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import Screen, Screens, person
from tests.browser.keyboard import tab_to, write
from tests.clients import Clients
from tests.running import Server

pytestmark = pytest.mark.anyio


def rings(screen: Screen, name: str) -> Locator:
    """The alarm of that name in the header."""
    return screen.page.get_by_role("link", name=name, exact=True)


async def italy_opens_it(italy: Screen) -> None:
    page = italy.page
    await italy.say("n")
    await expect(page.get_by_label("What happened")).to_be_focused()
    await italy.type("Ferry on fire")
    await tab_to(italy, "Phase")
    await italy.type("Alert")
    await write(italy, "Position", "34 20.0N 012 42.0E")
    await expect(page.get_by_text("read as 34°20.0′N 012°42.0′E")).to_be_visible()
    await expect(page.get_by_text("RCC Malta", exact=False).first).to_be_visible()
    await write(italy, "Reported by", "coast radio")
    await write(italy, "POB at least", "310")
    await write(italy, "POB at most", "340")
    await italy.shot("ferry-typed-night")
    await italy.say("Enter")
    await expect(page.get_by_role("heading", name="Ferry on fire")).to_be_visible()
    knows = page.get_by_role("region", name="Whose region, and who knows")
    await expect(knows).to_contain_text(re.compile(r"RCC Malta: it lies in their region"))
    await expect(knows).to_contain_text(re.compile(r"knows since \d\d:\d\dZ"))
    await expect(rings(italy, "new case")).to_have_count(0)


async def malta_hears_and_opens_it(malta: Screen) -> None:
    page = malta.page
    await expect(rings(malta, "new case")).to_be_visible()
    await expect(page).to_have_title(re.compile(r"^\(1\) "))
    await expect(page.get_by_role("button", name="Silence here")).to_be_visible()
    await malta.shot("ferry-rings-day")
    await malta.say("s")
    await expect(page.get_by_text("silenced here")).to_be_visible()
    await malta.say("j")
    await expect(page.get_by_role("heading", name="Ferry on fire")).to_be_visible()
    await expect(rings(malta, "new case")).to_have_count(0)
    await expect(page.get_by_role("main")).to_contain_text("POB 310–340")
    await malta.shot("ferry-opened-day")


async def italy_raises_it(italy: Screen) -> None:
    page = italy.page
    await tab_to(italy, "Change the phase")
    await italy.say("Enter")
    sheet = page.get_by_role("dialog")
    await expect(sheet).to_be_visible()
    await tab_to(italy, "Phase")
    await italy.type("Distress")
    await write(italy, "Why", "The fire is out of hand.")
    await italy.say("Control+Enter")
    await expect(sheet).to_have_count(0)


@pytest.mark.long
async def test_a_ferry_burns_in_maltas_region_and_malta_hears_it(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.ferry", "watch_officer")
    )
    malta = await screens.sign_in(
        await person(client_of, server, "MLT", "mlt.ferry", "watch_officer"), palette="day"
    )
    await italy_opens_it(italy)
    await malta_hears_and_opens_it(malta)
    await italy_raises_it(italy)
    await expect(rings(malta, "case is worse")).to_be_visible()
    await malta.shot("ferry-worse-day")
    await malta.say("s")
    await expect(rings(malta, "case is worse")).to_have_count(0)
