"""The contacts of a centre are set in their order by its administrator, and read by its watch."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import faults_of_axe, in_turn
from tests.clients import Clients
from tests.running import Server

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_an_administrator_sets_the_contacts_and_the_watch_reads_them(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    admin = await person(client_of, server, "GRC", "grc.contacts", "admin")
    watch = await person(client_of, server, "GRC", "grc.reads", "watch_officer")
    screen = await screens.sign_in(admin, at="/contacts", width=1440, height=900)
    page = screen.page
    centre = page.get_by_role("region", name="JRCC Piraeus")
    await expect(centre.get_by_role("group").first).to_be_visible()
    before = await centre.get_by_role("group").count()
    await centre.get_by_role("button", name="Add a contact").click()
    added = centre.get_by_role("group").nth(before)
    await added.get_by_role("combobox").select_option("sms")
    await added.get_by_label("Number or address").fill("no number")
    await centre.get_by_role("button", name="Save the list").click()
    await expect(centre.get_by_role("alert")).to_be_visible()
    assert await added.get_by_label("Number or address").input_value() == "no number"
    await added.get_by_label("Number or address").fill("+302100000001")
    await added.get_by_label("Alerted between").fill("20:00-06:00")
    await added.get_by_label("Verified on").fill("2026-10-01")
    await added.get_by_label("Also alerted in exercises").check()
    for _ in range(before):
        await centre.get_by_role("button", name="Earlier").last.click()
        break
    await centre.get_by_role("button", name="Save the list").click()
    await expect(centre.get_by_role("button", name="Cancel")).to_have_count(0)  # it is kept
    await expect(centre.get_by_role("button", name="Save the list")).to_be_disabled()
    await expect(centre.get_by_role("alert")).to_have_count(0)
    assert await faults_of_axe(page) == []
    await screen.shot("contacts-night-1440")

    for palette, width, height in in_turn(("day", 1280, 800), ("night", 390, 844)):
        reads = await screens.sign_in(
            watch, at="/contacts", palette=palette, width=width, height=height
        )
        await expect(reads.page.get_by_text("SMS: +302100000001")).to_be_visible()
        await expect(reads.page.get_by_text("alerted 20:00-06:00")).to_be_visible()
        await expect(reads.page.get_by_role("button", name="Save the list")).to_have_count(0)
        assert await faults_of_axe(reads.page) == []
        await reads.shot(f"contacts-read-{palette}-{width}")


@pytest.mark.long
async def test_whoever_has_to_be_called_is_found_among_other_centres(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.calls", "watch_officer")
    screen = await screens.sign_in(login)
    page = screen.page
    await screen.say("g", "o")
    others = page.get_by_role("region", name="Other centres")
    lines = others.get_by_role("listitem").filter(has=page.get_by_role("heading"))
    await expect(lines).to_have_count(4)
    await expect(others).to_contain_text("by voice")
    await screen.say("/")
    await expect(page.get_by_label("Find a centre")).to_be_focused()
    await screen.type("malta")
    await expect(lines).to_have_count(1)
    await expect(lines).to_contain_text("telephone: +000")
    await expect(lines).to_contain_text("local")
    assert await faults_of_axe(page) == []
    await screen.shot("contacts-others-night-1280")
    await page.get_by_label("Find a centre").fill("nobody")
    await expect(others.get_by_text("No centre is called so.")).to_be_visible()
    await page.get_by_label("Find a centre").fill("")
    await screen.say("Escape", "d")
    await page.set_viewport_size({"width": 390, "height": 844})
    assert await faults_of_axe(page) == []
    await screen.shot("contacts-others-day-390")


@pytest.mark.long
async def test_an_administrator_sets_languages_and_time_zone_and_the_watch_reads_them(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    admin = await person(client_of, server, "GRC", "grc.zones", "admin")
    watch = await person(client_of, server, "GRC", "grc.watches", "watch_officer")
    reads = await screens.sign_in(watch, at="/contacts", palette="day", width=390, height=844)
    await expect(reads.page.get_by_role("region", name="JRCC Piraeus")).to_contain_text("Code")
    await expect(reads.page.get_by_role("button", name="Languages and time zone")).to_have_count(0)

    screen = await screens.sign_in(admin, at="/contacts")
    page = screen.page
    centre = page.get_by_role("region", name="JRCC Piraeus")
    change = centre.get_by_role("button", name="Languages and time zone")
    await centre.get_by_role("button", name="Add a contact").click()
    await expect(change).to_be_disabled()
    await centre.get_by_role("button", name="Cancel").click()
    await change.click()
    sheet = page.get_by_role("dialog")
    languages = sheet.get_by_label("Languages")
    await languages.fill("el, english")
    await sheet.get_by_role("button", name="Save").click()
    await expect(sheet.get_by_text("like it or en: english")).to_be_visible()
    await languages.fill("el, en")
    await expect(sheet.get_by_text("Greek (el), English (en)")).to_be_visible()
    await sheet.get_by_label("Time zone").select_option("Asia/Nicosia")
    assert await faults_of_axe(page) == []
    await screen.shot("centre-change-night-1280")
    await sheet.get_by_role("button", name="Save").click()
    await expect(sheet).to_have_count(0)
    await expect(centre).to_contain_text("Greek (el), English (en)")
    await expect(centre).to_contain_text("Asia/Nicosia")
    assert await faults_of_axe(page) == []
    read = reads.page.get_by_role("region", name="JRCC Piraeus")
    await expect(read).to_contain_text("Greek (el), English (en)")
    await expect(read).to_contain_text("Asia/Nicosia · ")
    assert await faults_of_axe(reads.page) == []
    await reads.shot("centre-read-day-390")
    await screen.say("d")
    await page.set_viewport_size({"width": 390, "height": 844})
    await change.click()
    await screen.shot("centre-change-day-390")
