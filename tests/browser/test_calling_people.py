"""A fact missing or contradicting turns red; whom to call and to ask next is on the screen."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn
from tests.clients import Clients
from tests.given.assets import helicopter, registered
from tests.given.incidents import case_seen, opened
from tests.given.requests import asked, post, stepped, work_of
from tests.running import Server
from tests.world import START

pytestmark = [pytest.mark.anyio, pytest.mark.long]

WINDOWS = (("day", 1280, 900), ("night", 390, 844))


async def test_the_people_are_called_again_and_what_contradicts_is_red(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    watch = await person(client_of, server, "ITA", "ita.calls", "watch_officer")
    case = await opened(client_of)
    sent = await asked(client_of, server.world, "MLT", "LBY", incident=case)
    asset = await registered(client_of, "MLT", helicopter())
    work = await work_of(client_of, sent, asset)
    await stepped(client_of, "MLT", work, "depart", "arrive")
    await stepped(client_of, "MLT", work, "load", persons=4)
    await stepped(client_of, "MLT", work, "deliver", persons=6)
    call = {"centre_id": str(server.world.centres["LBY"]), "outcome": "no_answer"}
    await post(client_of, "ITA", f"requests/{sent['id']}/call", **call)

    italy = await screens.sign_in(watch, at=f"/incidents/{case['id']}", width=1280, height=900)
    page = italy.page
    await page.get_by_role("button", name="Called the people").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Who called, by function").fill("Duty officer")
    await dialog.get_by_label("Did they answer").select_option("yes")
    await dialog.get_by_label("What was agreed").fill("Stay with the boat, engine off.")
    await italy.shot("called-people-form")
    await dialog.get_by_role("button", name="Called the people").click()
    await expect(dialog).to_have_count(0)
    await expect(page.get_by_text("Stay with the boat, engine off.")).to_be_visible()
    seen = await case_seen(client_of, case)
    assert seen["called_people"]["function"] == "Duty officer"

    await server.set_clock(at=START + timedelta(minutes=45), paused=False)
    for palette, width, height in in_turn(*WINDOWS):
        other = await screens.sign_in(
            watch, at=f"/incidents/{case['id']}", palette=palette, width=width, height=height
        )
        await expect(other.page.get_by_text("CALL THEM: it was due")).to_be_visible()
        await other.shot(f"called-people-{palette}-{width}")
        await other.go(f"/incidents/{case['id']}/answers")
        await expect(other.page.get_by_text("CONTRADICTS:").first).to_be_visible()
        await other.shot(f"contradicts-{palette}-{width}")
        await other.go(f"/requests/{sent['id']}")
        await expect(other.page.get_by_text("no answer.").first).to_be_visible()
        await expect(other.page.get_by_text("Ask next:").first).to_be_visible()
        await other.shot(f"ask-next-{palette}-{width}")
