"""Texts tell what stands and what was copied as of when; a watch is relieved on one page."""

from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.test_people import at_sea
from tests.clients import Clients
from tests.given.requests import asked, opened
from tests.running import Server

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_a_text_that_was_copied_says_when_it_has_become_another(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await at_sea(client_of, server)
    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.texts", "watch_officer"),
        at=f"/incidents/{case['id']}",
        width=1440,
        height=900,
    )
    page = italy.page
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await page.get_by_role("button", name="Short SITREP").click()
    text = page.locator("pre.words").first
    await expect(text).to_contain_text("SAR SITREP NO 1 (DRAFT, NOT ISSUED)")
    await expect(text).to_contain_text("RECOVERED 10: ABOARD 7")
    await expect(text).to_contain_text("E. ASSISTANCE REQUIRED: NONE BEYOND WHAT IS ACCEPTED")
    await page.get_by_role("button", name="Copy", exact=True).click()
    await expect(page.get_by_text("copied as of")).to_be_visible()
    await page.get_by_role("button", name="Issue it").click()
    issued = page.locator("summary", has_text="SITREP No 1")
    await expect(issued).to_contain_text("to all concerned")
    await expect(text).to_contain_text("SAR SITREP NO 2 (DRAFT, NOT ISSUED)")
    await expect(page.get_by_text("It has changed since you copied it")).to_be_visible()
    await expect(page.locator("details pre.words")).to_contain_text("SAR SITREP NO 1\n")
    await italy.shot("texts-night")
    survivors = page.locator("summary", has_text="Who was taken aboard")
    await survivors.click()
    await expect(page.get_by_text("landed 3 at Lampedusa port")).to_be_visible()
    await survivors.scroll_into_view_if_needed()
    await italy.shot("survivors-night")


@pytest.mark.long
async def test_each_text_is_two_keys_from_the_case(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await at_sea(client_of, server)
    for name, window in (
        ("night", {"width": 1440, "height": 900}),
        ("day", {"palette": "day", "width": 1440, "height": 900}),
        ("phone", {"width": 390, "height": 844}),
        ("phone-day", {"palette": "day", "width": 390, "height": 844}),
    ):
        login = await person(client_of, server, "ITA", f"ita.texts.{name}", "watch_officer")
        italy = await screens.sign_in(login, at=f"/incidents/{case['id']}", **window)
        page = italy.page
        await expect(page.get_by_text("SITREP No 1 is due since")).to_be_visible()
        section = page.get_by_role("region", name="Texts")
        text = section.locator("pre.words")
        await italy.say("b")
        await expect(page.get_by_text("Press its letter")).to_be_visible()
        await italy.say("m")
        await expect(text).to_contain_text("MAYDAY RELAY, MAYDAY RELAY, MAYDAY RELAY")
        await expect(text).to_contain_text("REPORT TO MRCC ROMA: ")
        await text.scroll_into_view_if_needed()
        await italy.shot(f"text-relay-{name}")
        await italy.say("b")
        await expect(page.get_by_text("Press its letter")).to_be_visible()
        await italy.say("f")
        await expect(text).to_contain_text("J. INITIAL ACTION TAKEN: TASKED")
        await italy.shot(f"text-sitrep-{name}")
    await italy.say("b")
    await italy.say("o")
    await expect(section.get_by_text("Nobody is named ON-SCENE COORDINATOR")).to_be_visible()
    await italy.say("b")
    await italy.say("c")
    await page.get_by_label("Whom to call").select_option(label="JRCC Tripoli (LBY), by voice")
    await expect(text).to_contain_text("We stay mission coordinator.")
    await page.get_by_label("Propose that it takes over").check()
    await expect(text).to_contain_text("We propose that you take over as mission coordinator")
    await italy.shot("text-script-phone-day")


@pytest.mark.long
async def test_a_text_stands_in_arabic_beneath_its_english(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of)
    login = await person(client_of, server, "ITA", "ita.arabic", "watch_officer")
    italy = await screens.sign_in(login, at=f"/incidents/{case['id']}", width=1440, height=900)
    page = italy.page
    section = page.get_by_role("region", name="Texts")
    await expect(page.get_by_text("SITREP No 1 is due since")).to_be_visible()
    await italy.say("b")
    await italy.say("c")
    await page.get_by_label("Whom to call").select_option(label="JRCC Tripoli (LBY), by voice")
    await expect(section.locator("pre.words")).to_contain_text("We stay mission coordinator.")
    await page.get_by_label("Beneath the English").select_option("العربية")
    beneath = section.get_by_role("region", name="العربية")
    await expect(beneath.get_by_text("not reviewed, for exercises only")).to_be_visible()
    arabic = beneath.locator("pre.words")
    await expect(arabic).to_contain_text("نبقى نحن منسق المهمة.")
    assert await arabic.get_attribute("dir") == "rtl"
    await expect(section.locator("pre.words").first).to_contain_text("We stay mission coordinator.")
    await arabic.scroll_into_view_if_needed()
    await italy.shot("text-script-arabic-night-1440")


@pytest.mark.long
async def test_a_request_for_a_doctor_stands_in_arabic_beneath_its_english(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of)
    login = await person(client_of, server, "ITA", "ita.doctor", "watch_officer")
    looks: dict[str, Any] = {"palette": "day", "width": 1440, "height": 900}
    italy = await screens.sign_in(login, at=f"/incidents/{case['id']}", **looks)
    page = italy.page
    section = page.get_by_role("region", name="Texts")
    await expect(page.get_by_text("SITREP No 1 is due since")).to_be_visible()
    await italy.say("b")
    await section.get_by_role("button", name="TMAS advice").click()
    await expect(section.locator("pre.words")).to_contain_text("TELEMEDICAL ADVICE (TMAS)")
    await page.get_by_label("Beneath the English").select_option("العربية")
    beneath = section.get_by_role("region", name="العربية")
    await expect(beneath.get_by_text("not reviewed, for exercises only")).to_be_visible()
    await expect(beneath.locator("pre.words")).to_contain_text("طلب مشورة طبية عن بعد (TMAS)")
    await beneath.scroll_into_view_if_needed()
    await italy.shot("text-tmas-arabic-day-1440")


@pytest.mark.long
async def test_a_letter_that_was_asked_for_is_not_taken_by_a_map_that_comes_meanwhile(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of)
    login = await person(client_of, server, "ITA", "ita.late.map", "watch_officer")
    italy = await screens.open()
    page, comes = italy.page, await italy.hold_back("**/map-*.js")
    await screens.signs_in(italy, login, at=f"/incidents/{case['id']}")
    await italy.say("b")
    await expect(page.get_by_text("Press its letter")).to_be_visible()
    comes.set()
    await expect(page.get_by_text("The map cannot be drawn here")).to_be_visible()
    await italy.say("m")
    text = page.get_by_role("region", name="Texts").locator("pre.words")
    await expect(text).to_contain_text("MAYDAY RELAY")


async def test_a_case_that_is_kept_from_a_party_is_told_to_nobody_of_it_by_mistake(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    kept = {"party": "LBY", "reason": "They fled from there."}
    case = await opened(client_of, kept_from=[kept])
    login = await person(client_of, server, "ITA", "ita.kept", "watch_officer")
    italy = await screens.sign_in(login, at=f"/incidents/{case['id']}", width=1440, height=900)
    page = italy.page
    await expect(page.get_by_role("button", name="MAYDAY RELAY")).to_be_visible()
    await italy.say("b")
    await italy.say("m")
    await expect(page.get_by_text("everybody hears a broadcast")).to_be_visible()
    await italy.shot("text-kept-night")
    await page.get_by_label("Everybody may hear it, also LBY").check()
    await expect(page.locator("pre.words")).to_contain_text("MAYDAY RELAY, MAYDAY RELAY")
    await italy.say("b")
    await italy.say("c")
    await expect(page.get_by_text("Kept from LBY: not among them.")).to_be_visible()
    await expect(page.get_by_label("Whom to call").locator("option", has_text="LBY")).to_have_count(
        0
    )


@pytest.mark.long
async def test_who_has_not_been_told_that_it_is_over_is_shown(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, pob={"min": 0, "max": 0})
    await asked(client_of, server.world, "LBY", incident=case)
    coordinator = client_of("ITA", "coordinator")
    path = f"/api/incidents/{case['id']}"
    closed = await coordinator.post(f"{path}/close", json={"reason": "All are safe."})
    assert closed.is_success, closed.text
    login = await person(client_of, server, "ITA", "ita.last", "watch_officer")
    italy = await screens.sign_in(login, at=f"/incidents/{case['id']}", width=1440, height=900)
    page = italy.page
    left = page.get_by_role("region", name="Not yet told that it is over")
    await expect(left).to_contain_text("JRCC Tripoli")
    await italy.shot("text-untold-night")
    await italy.say("b")
    await italy.say("f")
    await page.get_by_label("To whom").select_option(label="JRCC Tripoli (LBY), by voice")
    await page.get_by_role("button", name="Issue it").click()
    await expect(left).to_have_count(0)
    await expect(
        page.get_by_text("All who were asked, helped or were to be called have had")
    ).to_be_visible()


@pytest.mark.long
async def test_a_watch_is_taken_over_on_the_page_that_tells_all(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await at_sea(client_of, server)
    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.relief", "watch_officer"),
        width=1440,
        height=900,
    )
    page = italy.page
    await italy.say("g", "w")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Watch relief")
    card = page.get_by_role("region", name=case["reference"])
    await expect(card).to_contain_text("outstanding")
    await expect(card).to_contain_text("Rescue 1")
    await expect(card).to_contain_text("Whose region, and who knows")
    await italy.shot("relief-night")
    await page.get_by_text("Take the watch over", exact=True).click()
    await italy.fill("From whom", "the night watch")
    await page.get_by_role("button", name="takes the watch over now").click()
    await expect(page.get_by_text("from the night watch; read up to entry")).to_be_visible()
    await expect(page.get_by_text("WatchTakenOver")).to_have_count(0)
    await expect(page.locator(".timeline")).not_to_have_count(0)
    relief = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.second", "watch_officer"), at="/relief"
    )
    await relief.page.get_by_text("Take the watch over", exact=True).click()
    await expect(relief.page.get_by_text("that you have read up to entry")).to_be_visible()
    await relief.fill("From whom", "the day watch")
    await relief.shot("relief-form-night")
    await relief.page.get_by_role("button", name="takes the watch over now").click()
    since = page.get_by_role("link", name="since then")
    await expect(page.get_by_text("from the day watch; read up to entry")).to_be_visible()
    await expect(since).to_be_visible()
    await italy.shot("relief-taken-night")
    await since.click()
    await expect(page.get_by_label("After number")).not_to_have_value("")
    results = page.get_by_role("list", name="Entries of the record").get_by_role("listitem")
    await expect(results.last).to_contain_text("took over the watch")
    await italy.shot("relief-since-night")
    for name, window in (
        ("relief-day", {"palette": "day", "width": 1440, "height": 900}),
        ("relief-phone", {"width": 390, "height": 844}),
        ("relief-phone-day", {"palette": "day", "width": 390, "height": 844}),
    ):
        login = await person(client_of, server, "ITA", f"ita.{name}", "watch_officer")
        other = await screens.sign_in(login, at="/relief", **window)
        await expect(other.page.get_by_text("; read up to entry")).to_be_visible()
        await other.shot(name)
