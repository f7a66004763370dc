"""The cases that are over: found by words, opened and read by keyboard."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import faults_of_axe
from tests.clients import Clients
from tests.given.incidents import closed, opened
from tests.running import Server

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_a_case_that_is_over_is_found_by_its_words_and_read(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    for title in ("Flare off Linosa", "Empty raft"):
        await closed(client_of, await opened(client_of, phase="uncertainty", pob={}, title=title))
    await opened(client_of, title="Flare that goes on")
    screen = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.past", "watch_officer")
    )
    page, main = screen.page, screen.page.get_by_role("main")
    await screen.say("g", "c")
    await expect(main.get_by_role("article")).to_have_count(2)
    await expect(page.get_by_label("Reference or title")).to_be_focused()
    await screen.type("flare")
    await screen.say("Enter")
    found = main.get_by_role("article")
    await expect(found).to_have_count(1)
    for told in ("Flare off Linosa", "A false alert.", "MRCC Roma", "2026-10-11 12:26Z to"):
        await expect(found).to_contain_text(told)
    assert await faults_of_axe(page) == []
    await found.get_by_role("link").first.press("Enter")
    await expect(page.get_by_role("heading", name="Flare off Linosa")).to_be_visible()
    await expect(main).to_contain_text("This case is over.")
    await expect(main).to_contain_text("A false alert.")
    await screen.say("4")
    await expect(main).to_contain_text("was opened")
    await screen.shot("past-case-log-night-1280")
