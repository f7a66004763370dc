"""The words of other centres and States: a lead accepted by telephone, the paragraph by which a
centre is asked, and the authority that is called last about an entry."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn
from tests.clients import Clients
from tests.features.alerts.test_climbing import entry_asked
from tests.given.incidents import act, opened
from tests.given.requests import asked, post
from tests.running import Server

pytestmark = pytest.mark.anyio

SIZES = (("day", 1280, 900), ("night", 390, 844))


@pytest.mark.long
async def test_a_joined_centre_that_takes_over_by_telephone_is_written_down(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of)
    malta_id = str(server.world.centres["MLT"])
    asks = await act(
        client_of, "ITA", "coordinator", f"{case['id']}/coordination", to_centre_id=malta_id
    )
    assert asks.is_success, asks.text
    at = f"/incidents/{case['id']}"
    watch = await person(client_of, server, "ITA", "ita.telephone", "watch_officer")
    page = (await screens.sign_in(watch, at=at, width=1280, height=900)).page
    await page.get_by_role("button", name="RCC Malta took over by voice").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_label("Centre that took over")).to_have_value(malta_id)
    await dialog.get_by_label("Function").fill("Duty officer")
    await dialog.get_by_label("What was said").fill("We take it; our line is down.")
    await dialog.get_by_role("button", name="SMC by voice").click()
    await expect(dialog).to_have_count(0)
    await expect(page.get_by_text("Said by voice, to be confirmed here")).to_be_visible()
    malta = await person(client_of, server, "MLT", "mlt.telephone", "coordinator")
    for who in (watch, malta):
        for palette, width, height in in_turn(*SIZES):
            seen = await screens.sign_in(who, at=at, palette=palette, width=width, height=height)
            said = seen.page.get_by_text("Said by voice, to be confirmed here")
            await expect(said).to_be_visible()
            await expect(seen.page.get_by_text("Written down by ITA (MRCC Roma).")).to_be_visible()
            await said.scroll_into_view_if_needed()
            await seen.shot(f"lead-claimed-{who[:3]}-{palette}-{width}")


@pytest.mark.long
async def test_the_form_to_decline_says_by_which_paragraph_is_asked(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of)
    sent = await asked(client_of, server.world, "MLT", incident=case)
    serves = sent["addressees"][0]["limits"]["answer"]["serves"]
    watch = await person(client_of, server, "MLT", "mlt.declines", "watch_officer")
    for palette, width, height in in_turn(*SIZES):
        seen = await screens.sign_in(
            watch, at=f"/requests/{sent['id']}", palette=palette, width=width, height=height
        )
        await seen.page.get_by_role("button", name="Decline").click()
        dialog = seen.page.get_by_role("dialog")
        await expect(dialog.get_by_text(f"({serves})")).to_be_visible()
        await expect(dialog.get_by_text("That you say why is a house rule.")).to_be_visible()
        await seen.shot(f"decline-basis-{palette}-{width}")


@pytest.mark.long
async def test_an_administrator_names_the_authority_for_entry(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    admin = await person(client_of, server, "TUN", "tun.authority", "admin")
    page = (await screens.sign_in(admin, at="/people", width=1280, height=900)).page
    region = page.get_by_role("region", name="Authority for entry")
    await region.get_by_role("button", name="Name it").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Function").fill("Ministry, duty desk")
    await dialog.get_by_label("Its numbers").fill("+216 71 0000; +216 71 0001")
    await dialog.get_by_role("button", name="Name it").click()
    await expect(
        region.get_by_text("Ministry, duty desk: +216 71 0000; +216 71 0001")
    ).to_be_visible()
    for palette, width, height in in_turn(*SIZES):
        seen = await screens.sign_in(
            admin, at="/people", palette=palette, width=width, height=height
        )
        named = seen.page.get_by_text("Ministry, duty desk: +216 71 0000")
        await named.scroll_into_view_if_needed()
        await seen.shot(f"entry-authority-{palette}-{width}")
    clearance = await entry_asked(client_of, server.world, await opened(client_of), "TUN")
    where = f"clearances/{clearance}/call"
    called = await post(client_of, "MLT", where, role="watch_officer", outcome="no_answer")
    assert called.is_success, called.text
    watch = await person(client_of, server, "MLT", "mlt.asks", "watch_officer")
    for palette, width, height in in_turn(*SIZES):
        seen = await screens.sign_in(
            watch, at=f"/clearances/{clearance}", palette=palette, width=width, height=height
        )
        last = seen.page.get_by_text("its authority for entry: Ministry, duty desk")
        await expect(last).to_be_visible()
        await last.scroll_into_view_if_needed()
        await seen.shot(f"entry-authority-called-{palette}-{width}")
