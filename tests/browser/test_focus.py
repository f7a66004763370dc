"""Focus is never lost: after each act of a case worked by keyboard it lies in what changed."""

import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import Screen, Screens, person
from tests.browser.keyboard import tab_to, write
from tests.clients import Clients
from tests.given.incidents import opened
from tests.running import Server

pytestmark = pytest.mark.anyio

SETTLES_MS = 400
"""A part taken away after the act, once the server has told of it, loses the focus as well."""
HAS_FOCUS = "part => document.activeElement !== document.body && part.matches(':focus-within')"


async def focus_is_in(screen: Screen, part: Locator) -> None:
    """The focus lies in this part, and stays there when the act has come back as an event."""
    await expect(part).to_be_visible()
    await screen.page.wait_for_timeout(SETTLES_MS)
    on = await screen.page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
    assert await part.evaluate(HAS_FOCUS), on


async def test_a_case_is_worked_by_keyboard_and_the_focus_is_where_something_changed(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, "ITA", title="Worked by keys")
    login = await person(client_of, server, "ITA", "ita.focus", "watch_officer")
    screen = await screens.sign_in(login)
    page = screen.page
    main = page.get_by_role("main")
    sheet = page.get_by_role("dialog")

    await page.get_by_role("navigation").get_by_role("link", name="Worked by keys").focus()
    await screen.say("Enter")
    await expect(main.get_by_role("heading", name="Worked by keys")).to_be_visible()
    await focus_is_in(screen, main)
    for key, path in (("4", "log"), ("3", "answers"), ("2", "needs"), ("1", case["id"])):
        await main.locator("a, button").last.focus()
        await screen.say(key)
        await page.wait_for_url(f"**/{path}")
        await focus_is_in(screen, main)

    await screen.say("2", "Enter")
    await focus_is_in(screen, page.locator("form.ask"))
    await page.get_by_label("aircraft", exact=True).check()
    await page.get_by_label("LBY JRCC Tripoli").check()
    await screen.say("Enter")
    await focus_is_in(screen, sheet)
    await screen.say("Enter")
    await expect(sheet).to_have_count(0)
    await focus_is_in(screen, main)

    await tab_to(screen, "Write down the answer")
    await screen.say("Enter")
    await focus_is_in(screen, sheet)
    await page.get_by_label("Who spoke, by function").fill("Duty officer")
    await page.get_by_label("They have").select_option("declined")
    await write(screen, "What was said", "Nothing is free.")
    await tab_to(screen, "Put it on the record")
    await screen.say("Enter")
    await expect(sheet).to_have_count(0)
    line = main.get_by_role("listitem").filter(has_text="JRCC Tripoli")
    await expect(line).to_contain_text("Nothing is free.")
    await focus_is_in(screen, line)

    await screen.say("4")
    await write(screen, "Write into the log", "Tripoli has nothing.")
    await tab_to(screen, "Write", most=3)
    await screen.say("Enter")
    await expect(main.get_by_text("Tripoli has nothing.")).to_be_visible()
    await focus_is_in(screen, main.locator(".log form"))
