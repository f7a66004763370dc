"""Help that belongs to no case: asked for, listed, offered for and worked on, by keyboard."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import ARE_WANTED, Screens, person
from tests.browser.readable import faults_of_axe, in_every_window, in_turn
from tests.browser.test_acting import fits
from tests.clients import Clients
from tests.given.assets import helicopter, registered
from tests.given.requests import id_of, need
from tests.running import Server

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = ARE_WANTED
"""Its pictures show it; nothing else here asks for it."""


@pytest.mark.long
async def test_help_without_a_case_is_asked_for_and_given(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await registered(client_of, "MLT", helicopter(name="Rescue 1"))
    login = await person(client_of, server, "ITA", "ita.alone", "coordinator")
    italy = await screens.sign_in(login)
    page = italy.page
    await italy.say("g", "h")
    await expect(page.get_by_role("heading", name="Help without a case")).to_be_visible()
    own = page.get_by_role("region", name="You asked")
    await expect(own).to_contain_text("None.")
    await italy.shot("without-case-empty-night-1280")
    await italy.say("Enter")
    about = page.get_by_label("What it is about")
    await expect(about).to_be_focused()
    await about.select_option("border_emergency")
    await italy.fill("Position, if it has one", "35 30N 012 36E")
    await expect(page.get_by_text("read as 35°30.0′N 012°36.0′E")).to_be_visible()
    await page.get_by_role("checkbox", name="aircraft", exact=True).check()
    await italy.fill("What for", "Carry a team to the island")
    await page.reload()
    await expect(page.get_by_text("This is your draft of 12:26Z")).to_be_visible()
    await expect(page.get_by_label("What for")).to_have_value("Carry a team to the island")
    await expect(about).to_have_value("border_emergency")
    await page.get_by_role("checkbox", name="MLT RCC Malta").check()
    await italy.shot("without-case-asking-night-1280")
    assert await faults_of_axe(page) == []
    await page.get_by_role("button", name="Send to 1 centre").press("Enter")
    send = page.get_by_role("button", name="Send now")
    await expect(send).to_be_focused()
    await expect(page.get_by_role("dialog")).to_contain_text("border emergency")
    await expect(page.get_by_role("dialog")).to_contain_text("35°30.0′N 012°36.0′E")
    assert await in_every_window(italy, "without-case-review") == []
    await italy.say("Enter")
    heading = page.get_by_role("heading", name="REQ-ITA-2026-0001", level=1)
    await expect(heading).to_be_visible()
    await expect(page.get_by_role("link", name="Without a case")).to_be_visible()

    malta = await screens.sign_in(
        await person(client_of, server, "MLT", "mlt.alone", "watch_officer"), palette="day"
    )
    other = malta.page
    await malta.say("g", "h")
    asked = other.get_by_role("region", name="You are asked")
    await asked.get_by_role("link", name="REQ-ITA-2026-0001").press("Enter")
    await expect(other.get_by_text("Your answer")).to_be_visible()
    await expect(other.get_by_text("35°30.0′N 012°36.0′E")).to_be_visible()
    await malta.say("o")
    await expect(other.get_by_role("list", name="What is offered")).to_contain_text("Rescue 1")
    await malta.shot("without-case-offer-day-1280")
    await malta.say("Enter")
    await expect(other.get_by_role("dialog")).to_have_count(0)

    offer = page.get_by_role("article", name="Offer of MLT")
    await offer.get_by_role("button", name="Accept Rescue 1").press("Enter")
    work = page.get_by_role("region", name="Units that were given")
    await expect(work.get_by_role("article", name="Rescue 1")).to_be_visible()
    assert await in_every_window(italy, "without-case-request") == []
    await italy.say("g", "h")
    await expect(own.get_by_role("article")).to_contain_text("REQ-ITA-2026-0001")
    await italy.say("d")
    await page.set_viewport_size({"width": 390, "height": 844})
    assert await fits(page)
    assert await faults_of_axe(page) == []
    await italy.shot("without-case-list-day-390")


@pytest.mark.long
async def test_a_draft_of_another_client_is_sent_and_one_that_is_over_stays_in_the_list(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    body = {
        "id": id_of(),
        "needs": [need(kinds=["expertise"], what="A course in rescue planning")],
        "to": [str(server.world.centres["MLT"])],
    }
    watch = client_of("ITA", "watch_officer")
    drafted = (await watch.post("/api/requests", json=body)).json()
    assert drafted["state"] == "draft"
    login = await person(client_of, server, "ITA", "ita.drafted", "watch_officer")
    italy = await screens.sign_in(login, at="/requests")
    page = italy.page
    line = page.get_by_role("article").filter(has_text="A course in rescue planning")
    await expect(line).to_contain_text("not sent yet")
    await line.get_by_role("link").press("Enter")
    await page.get_by_role("button", name="Send it now").press("Enter")
    await expect(page.get_by_text("open", exact=True)).to_be_visible()
    await watch.post(f"/api/requests/{drafted['id']}/cancel", json={"reason": "Another way."})
    await italy.go("/requests")
    over = page.get_by_role("region", name="Over")
    await expect(over.get_by_role("article")).to_contain_text("A course in rescue planning")
    await expect(over).to_contain_text("cancelled")
    reader = await person(client_of, server, "ITA", "ita.reads.alone", "observer")
    seen = await screens.sign_in(reader, at="/requests")
    await expect(seen.page.get_by_role("heading", name="Help without a case")).to_be_visible()
    ask = seen.page.get_by_role("button", name="Ask for help without a case")
    await expect(ask).to_have_count(0)


@pytest.mark.long
async def test_own_units_are_sent_for_an_own_request_without_a_case(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await registered(client_of, "ITA", helicopter(name="Own 1"))
    request = {
        "id": id_of(),
        "situation": "border_emergency",
        "place": {"type": "Point", "coordinates": [12.6, 35.5]},
        "needs": [need(kinds=["aircraft"], what="Carry a team to the island")],
        "to": [str(server.world.centres["MLT"])],
        "open": True,
    }
    watch = client_of("ITA", "watch_officer")
    sent = await watch.post("/api/requests", json=request)
    assert sent.status_code == 201, sent.text
    at = f"/requests/{request['id']}"
    for palette, width in in_turn(("night", 1280), ("day", 1280), ("day", 390)):
        login = await person(
            client_of, server, "ITA", f"ita.sends.{palette}.{width}", "coordinator"
        )
        italy = await screens.sign_in(login, at=at, palette=palette, width=width)
        page = italy.page
        button = page.get_by_role("button", name="Send own units")
        await expect(button).to_be_visible()
        await italy.say("o")
        form = page.get_by_role("dialog")
        await expect(form.get_by_role("list", name="What is sent")).to_contain_text("Own 1")
        await expect(form.get_by_text("At Lampedusa")).to_be_visible()
        for not_asked in ("Valid until (UTC)", "By which terms", "Provisional"):
            await expect(form.get_by_text(not_asked)).to_have_count(0)
        await page.wait_for_load_state("networkidle")
        await italy.shot(f"send-own-{palette}-{width}")
        assert await fits(page)
        assert await faults_of_axe(page) == []
        await italy.say("Escape")
        await expect(form).to_have_count(0)
        await expect(button).to_be_focused()
    await italy.say("Enter")
    await expect(form.get_by_role("button", name="Send them")).to_be_focused()
    await italy.say("Enter")
    await expect(form).to_have_count(0)
    work = page.get_by_role("region", name="Units that were given")
    await expect(work.get_by_role("article", name="Own 1")).to_contain_text("committed")
    work_of_all = (await watch.get("/api/deployments")).json()["items"]
    assert [one["name"] for one in work_of_all if one["request_id"] == request["id"]] == ["Own 1"]
    officer = await person(client_of, server, "ITA", "ita.may.not", "watch_officer")
    seen = await screens.sign_in(officer, at=at)
    await expect(seen.page.get_by_text("A coordinator sends own units.")).to_be_visible()
    await expect(seen.page.get_by_role("button", name="Send own units")).to_have_count(0)
