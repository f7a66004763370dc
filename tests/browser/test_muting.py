"""A coordinator silences alarms of one party below distress; distress rings, and both know."""

import re

import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import Screen, Screens, person
from tests.browser.readable import in_turn
from tests.clients import Clients
from tests.given.incidents import act, opened
from tests.given.places import point
from tests.given.requests import Plain, asked, request
from tests.running import Server

pytestmark = pytest.mark.anyio

HERE = {"point": point(9.5, 34.5), "error_nm": 2.0}
SIZES = (("night", 1440, 900), ("day", 1440, 900), ("night", 390, 844), ("day", 390, 844))


async def looked_at(screens: Screens, login: str, path: str, said: str, name: str) -> None:
    """A picture of the page at every size, once it says that."""
    for palette, width, height in in_turn(*SIZES):
        screen = await screens.sign_in(login, at=path, palette=palette, width=width, height=height)
        await expect(screen.page.get_by_role("main").get_by_text(said).first).to_be_visible()
        await screen.shot(f"{name}-{palette}-{width}")
        await screen.page.context.close()


async def flooded(client_of: Clients, server: Server, case: Plain) -> None:
    """Tunisia asks Greece until it is sent no more."""
    client = client_of("TUN", "watch_officer")
    status = 201
    while status == 201:
        body = request(server.world, "GRC", incident=case)
        status = (await client.post("/api/requests", json=body)).status_code
    assert status == 429


def ringing(screen: Screen) -> Locator:
    """The button that is there while something rings."""
    return screen.page.get_by_role("button", name="Silence here")


@pytest.mark.long
async def test_what_is_below_distress_is_quiet_and_distress_rings(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    """Tunisia floods Greece."""
    case = await opened(client_of, "TUN", title="Drifting boat", phase="alert", position=HERE)
    sent = await asked(client_of, server.world, "GRC", party="TUN", incident=case)
    await asked(client_of, server.world, "GRC", party="TUN", incident=case)
    login = await person(client_of, server, "GRC", "grc.mutes", "coordinator")
    page_of = f"/requests/{sent['id']}"
    greece = await screens.sign_in(login, at=page_of, width=1440, height=900)
    page = greece.page
    await expect(ringing(greece)).to_be_visible()
    await expect(page).to_have_title(re.compile(r"^\(2\) "))
    await page.get_by_role("button", name="Silence alarms of Tunisia…").click()
    sheet = page.get_by_role("dialog", name="Silence alarms of Tunisia below distress")
    await expect(sheet.get_by_text("Tunisia is told, with your reason.")).to_be_visible()
    await sheet.get_by_label("For how long").select_option(label="4 hours")
    await sheet.get_by_role("button", name="Silence", exact=True).click()
    await expect(sheet.get_by_label("Why")).to_have_attribute("aria-invalid", "true")
    await greece.fill("Why", "They send drills.")
    await greece.shot("mute-sheet-night")
    await sheet.get_by_role("button", name="Silence", exact=True).click()
    await expect(sheet).to_have_count(0)
    await expect(ringing(greece)).to_have_count(0)
    await expect(page).not_to_have_title(re.compile(r"^\("))
    # They stand there all the same, in amber, with their clocks.
    chip = page.get_by_role("link", name="2 to acknowledge")
    await expect(chip).to_have_class("pill alert")
    line = page.get_by_role("navigation", name="Incidents").get_by_text("Alarms of Tunisia below")
    await expect(line).to_have_text(
        re.compile(r"^Alarms of Tunisia below distress are silent until \d\d:\d\dZ$")
    )
    await looked_at(screens, login, page_of, "Alarms of Tunisia", "muted-request")

    worse = await act(
        client_of, "TUN", "coordinator", f"{case['id']}/phase", phase="distress", reason="It sinks."
    )
    assert worse.status_code == 200, worse.text
    await expect(ringing(greece)).to_be_visible()
    await expect(chip).to_have_class("pill filled")
    await greece.shot("muted-distress-rings")
    back = await act(
        client_of, "TUN", "coordinator", f"{case['id']}/phase", phase="alert", reason="It floats."
    )
    assert back.status_code == 200, back.text
    await expect(ringing(greece)).to_be_visible()  # one person's word quiets nothing
    sure = await act(
        client_of, "TUN", "coordinator", f"{case['id']}/second", function="Head of operations"
    )
    assert sure.status_code == 200, sure.text
    await expect(ringing(greece)).to_have_count(0)

    other = await person(client_of, server, "GRC", "grc.hears", "watch_officer")
    officer = await screens.sign_in(other, width=390, height=844)
    await expect(officer.page.get_by_text("Alarms of Tunisia below")).to_be_visible()
    await officer.shot("muted-list-night-390")
    await officer.page.get_by_role("button", name="End", exact=True).click()
    await expect(ringing(officer)).to_be_visible()
    await expect(ringing(greece)).to_be_visible()
    await expect(line).to_have_count(0)
    await expect(page.get_by_role("button", name="Silence alarms of Tunisia…")).to_be_visible()


@pytest.mark.long
async def test_who_asks_is_told_to_call_before_and_after_it_asks(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, "TUN", title="Not heard", phase="alert", position=HERE)
    sent = await asked(client_of, server.world, "GRC", party="TUN", incident=case)
    body = {"party": "TUN", "minutes": 240, "reason": "They send drills."}
    made = await client_of("GRC", "coordinator").post("/api/mutings", json=body)
    assert made.status_code == 201, made.text
    login = await person(client_of, server, "TUN", "tun.muted", "watch_officer")
    said = "Greece has silenced alarms of your requests below distress"
    await looked_at(screens, login, f"/requests/{sent['id']}", said, "not-heard-request")
    tunisia = await screens.sign_in(login, at=f"/incidents/{case['id']}/ask")
    main = tunisia.page.get_by_role("main")
    await expect(main.get_by_text(said)).to_have_count(0)
    await main.get_by_role("checkbox", name="aircraft").check()
    await main.get_by_label(re.compile("^GRC ")).check()
    await expect(main.get_by_text(said)).to_be_visible()
    await tunisia.shot("not-heard-ask-night")
    await main.get_by_role("button", name=re.compile("^Send to 1")).click()
    review = tunisia.page.get_by_role("dialog")
    await expect(review.get_by_text(said)).to_be_visible()
    await flooded(client_of, server, case)
    await review.get_by_role("button", name="Send now").click()
    await expect(review.get_by_role("alert")).to_contain_text("Call Greece by telephone")
    await tunisia.shot("not-heard-review-night")
    raised = {"phase": "distress", "reason": "It sinks."}
    worse = await client_of("TUN", "coordinator").post(
        f"/api/incidents/{case['id']}/phase", json=raised
    )
    assert worse.status_code == 200, worse.text
    await expect(review.get_by_text(said)).to_have_count(0)
    await review.get_by_role("button", name="Send now").click()
    await expect(review).to_have_count(0)
    await expect(main.get_by_text("acknowledge in").first).to_be_visible()
    await expect(main.get_by_text(said)).to_have_count(0)
    ended = await client_of("GRC", "coordinator").post(
        f"/api/mutings/{made.json()['id']}/end", json={}
    )
    assert ended.status_code == 200, ended.text
