"""The main job by two States in two windows, with the keyboard alone, and an offer that waits."""

from datetime import timedelta

import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import ARE_WANTED, Screen, Screens, person
from tests.browser.keyboard import tab_to, write
from tests.clients import Clients
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.running import Server, working
from tests.world import START

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = ARE_WANTED
"""Its pictures show it; nothing else here asks for it."""

MOST_PRESSES = 130


def in_work(screen: Screen, state: str) -> Locator:
    """The state of the one deployment in the panel; the lanes say it too."""
    return screen.page.get_by_role("main").get_by_text(state, exact=True)


async def opens_the_case(italy: Screen) -> None:
    await italy.say("n")
    await expect(italy.page.get_by_label("What happened")).to_be_focused()
    await italy.type("Yacht taking water")
    await write(italy, "Position", "34 20.0N 012 42.0E")
    await expect(italy.page.get_by_text("read as 34°20.0′N 012°42.0′E")).to_be_visible()
    await write(italy, "Reported by", "satellite phone")
    await write(italy, "Call back", "+8816 000")
    await write(italy, "POB at most", "12")
    await italy.shot("new-incident-night")
    await italy.say("Enter")
    await expect(italy.page.get_by_role("heading", name="Yacht taking")).to_be_visible()
    await italy.shot("incident-night")


async def asks_malta(italy: Screen) -> None:
    page = italy.page
    await italy.say("2", "Enter")
    await expect(page.get_by_role("heading", name="Ask for help")).to_be_visible()
    await tab_to(italy, "aircraft")
    await italy.say("Space")
    await expect(page.get_by_text("AS1630", exact=True).first).to_be_visible()
    await write(italy, "At the scene by", "+60")
    await write(italy, "What for", "Lift them off")
    await tab_to(italy, "MLT RCC Malta")
    await italy.say("Space", "x")
    await italy.shot("ask-night")
    await italy.say("Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await italy.shot("ask-review-night")
    await italy.say("Enter")
    await expect(page.get_by_text("sent", exact=False).first).to_be_visible()
    await italy.shot("needs-night")


async def answers(malta: Screen) -> None:
    page = malta.page
    await expect(page.get_by_role("link", name="1 to acknowledge")).to_be_visible()
    await malta.say("s")
    await expect(page.get_by_text("silenced here")).to_be_visible()
    await malta.say("a")
    await expect(page.get_by_role("heading", name="asks for help")).to_be_visible()
    await malta.shot("request-day")
    await malta.say("a")
    await expect(page.get_by_text("to acknowledge")).to_have_count(0)
    await malta.say("o")
    await expect(page.get_by_role("button", name="Send the offer")).to_be_focused()
    await malta.shot("offer-day")
    await malta.say("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.get_by_role("article", name="Offer of MLT")).to_be_visible()


async def accepts(italy: Screen) -> None:
    page = italy.page
    await italy.say("3")
    await expect(page.get_by_role("article", name="Offer of MLT")).to_be_visible()
    await italy.shot("answers-night")
    await expect(page.get_by_role("link", name="help offered: decide")).to_be_visible()
    await expect(page).to_have_title("(1) SAR Assist")
    await italy.say("Enter")
    await expect(page.get_by_role("button", name="Accept AS1630")).to_be_focused()
    await italy.shot("accept-night")
    await italy.say("Enter")
    await expect(in_work(italy, "committed")).to_be_visible()
    card = page.get_by_role("article", name="AS1630")
    await expect(card).to_be_focused()
    await expect(card.get_by_text("LATE", exact=True)).to_be_visible()
    await expect(page.get_by_role("link", name="1 late at scene")).to_be_visible()


async def works(malta: Screen, italy: Screen) -> None:
    await malta.say("j", "3")
    for button, state in (("Departed", "under way"), ("Arrived", "on scene")):
        await tab_to(malta, button)
        await malta.say("Enter")
        await expect(in_work(italy, state)).to_be_visible()
    await italy.shot("deployed-night")
    await tab_to(italy, "Release")
    await italy.say("Enter")
    # It is the last that can take them aboard: on an urgent ground it goes at once.
    await expect(italy.page.get_by_role("dialog").get_by_label("Why it goes")).to_be_focused()
    await italy.say("t", "Control+Enter")
    await expect(in_work(malta, "released")).to_be_visible()


async def test_from_distress_to_release_with_the_keyboard_alone(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    shared = term(visibility="position", incident_awareness="full", may_request=True)
    body = agreement(shared, reference="STORY", parties=("ITA", "MLT"))
    await concluded(client_of, body)
    await registered(client_of, "MLT", helicopter(name="AS1630"))
    await server.set_clock(paused=False)
    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.story", "coordinator")
    )
    malta = await screens.sign_in(
        await person(client_of, server, "MLT", "mlt.story", "watch_officer"), palette="day"
    )
    with working(server):
        await opens_the_case(italy)
        await asks_malta(italy)
        await answers(malta)
        await server.set_clock(at=START + timedelta(minutes=30), paused=False)
        await accepts(italy)
        # From the call to the accepted offer; a story by telephone knows no such number.
        assert italy.presses + malta.presses <= MOST_PRESSES
        await works(malta, italy)
