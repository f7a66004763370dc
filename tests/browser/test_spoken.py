"""Words said by voice beside what stands: both are shown, and nobody guesses which holds."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.given.assets import helicopter, registered
from tests.given.requests import (
    asked,
    helicopter_at_work,
    id_of,
    later,
    offered,
    opened,
    plain,
    post,
)
from tests.running import Server

pytestmark = pytest.mark.anyio

EAST_OF_BONIFACIO = {"point": {"type": "Point", "coordinates": [10.6, 41.28]}, "error_nm": 1.0}
WEST_OF_BONIFACIO = {"type": "Point", "coordinates": [7.2, 41.28]}


@pytest.mark.long
async def test_a_state_says_yes_to_a_notice_and_a_no_by_voice_stands_beside_it(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    incident = await opened(client_of, "ITA", position=EAST_OF_BONIFACIO)
    work = await helicopter_at_work(
        client_of, server.world, incident, name="AS1640", base=WEST_OF_BONIFACIO
    )
    body = {"id": id_of(), "territory": "ITA"}
    where = f"deployments/{work['id']}/clearances"
    notice = plain(await post(client_of, "MLT", where, role="watch_officer", **body))
    at = f"/clearances/{notice['id']}"
    rome = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.says", "watch_officer"), at=at, palette="day"
    )
    await rome.page.get_by_role("button", name="Say yes").click()
    dialog = rome.page.get_by_role("dialog")
    await dialog.get_by_label("Conditions").fill("Stay below 1500 feet.")
    await dialog.get_by_label("May enter until").fill("+90")
    await rome.shot("notice-say-yes-day")
    await dialog.get_by_role("button", name="Say yes").click()
    await expect(rome.page.get_by_text("notified, said yes")).to_be_visible()

    malta = await screens.sign_in(
        await person(client_of, server, "MLT", "mlt.hears", "watch_officer"),
        at=at,
        width=390,
        height=844,
    )
    page = malta.page
    await expect(page.get_by_text("Stay below 1500 feet.")).to_be_visible()
    await page.get_by_role("button", name="Write down the answer").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Who spoke").fill("duty officer")
    await dialog.get_by_label("They have").select_option("refused")
    await dialog.get_by_label("What was said").fill("Live firing there.")
    await malta.shot("notice-no-by-voice-phone-night")
    await dialog.get_by_role("button", name="Put it on the record").click()
    await expect(dialog).to_have_count(0)
    for screen in (malta, rome):
        await expect(screen.page.get_by_text("Ask which holds.")).to_be_visible()
        await expect(screen.page.get_by_text("notified, said yes")).to_be_visible()
    await malta.shot("notice-both-words-phone-night")
    await rome.shot("notice-both-words-day")


@pytest.mark.long
async def test_a_spoken_no_beside_an_offer_rings_until_it_is_settled(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    incident = await opened(client_of, "ITA")
    sent = await asked(client_of, server.world, "MLT", incident=incident)
    unit = await registered(client_of, "MLT", helicopter(name="AS1641"))
    await offered(client_of, "MLT", f"requests/{sent['id']}", unit["id"])
    rome = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.asks", "watch_officer"),
        at=f"/requests/{sent['id']}",
    )
    spoken = {"centre_id": str(server.world.centres["MLT"]), "function": "duty officer"}
    where = f"requests/{sent['id']}/voice-answer"
    told = {**spoken, "answer": "declined", "said": "Its engine failed."}
    assert (await post(client_of, "ITA", where, **told)).is_success
    stands = rome.page.get_by_text("ask which stands")
    await expect(stands.first).to_be_visible()
    await expect(rome.page.get_by_text("AS1641 at").first).to_be_visible()
    await rome.shot("spoken-no-beside-offer-night")
    answers = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.reads", "watch_officer"),
        at=f"/incidents/{incident['id']}/answers",
        palette="day",
        width=390,
        height=844,
    )
    offer = answers.page.get_by_role("article", name="MLT")
    await expect(offer.get_by_text("ask which stands")).to_be_visible()
    await answers.shot("spoken-no-on-offer-phone-day")
    again = {**spoken, "answer": "offered", "said": "It flies after all.", "at": later(minutes=1)}
    assert (await post(client_of, "ITA", where, **again)).is_success
    await expect(stands).to_have_count(0)
    await expect(offer.get_by_text("ask which stands")).to_have_count(0)
