"""A listed centre answers from a link on a phone; who asks sees it without loading anew."""

import re
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, Route, expect
from starlette.datastructures import Headers

from sar.http.pages import BUILT
from sar.languages.words import OTHERS, Language
from sar.requests.answer_links.page_phrases import answer
from tests.browser.conftest import Screen, Screens, person
from tests.browser.readable import faults_of_axe, in_turn
from tests.clients import Clients
from tests.given.answer_links import (
    MISSION,
    PARTICULARS,
    asked_of_tripoli,
    link_to_clearance,
)
from tests.given.incidents import opened
from tests.given.requests import asked, id_of
from tests.running import Server

pytestmark = pytest.mark.anyio

PHONE = {"width": 390, "height": 844}
SLOW_BITS = 64_000


async def made_link(page: Page) -> tuple[str, str]:
    """The link and the code as they stand in the dialog that shows them."""
    dialog = page.get_by_role("dialog", name="Answer link for JRCC Tripoli")
    url = await dialog.get_by_label("Link: send it by any way").input_value()
    code = (await dialog.locator("output").inner_text()).replace(" ", "")
    return url, code


async def fits(screen: Screen, name: str) -> None:
    """It fits into the window's width, axe finds nothing wrong; a picture is kept."""
    await screen.shot(name)
    wide = await screen.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide, name
    assert await faults_of_axe(screen.page) == [], name


async def acknowledged(
    server: Server, screens: Screens, client_of: Clients
) -> tuple[Screen, Screen, str]:
    """The asker's window, and the phone on which its link, the third, was opened by the code and
    the request acknowledged."""
    case = await opened(client_of)
    sent = await asked(client_of, server.world, "LBY", incident=case, message="Any hull.")
    watch = await person(client_of, server, "ITA", "ita.links", "watch_officer")
    italy = await screens.sign_in(watch, at=f"/requests/{sent['id']}", width=1440, height=900)
    await italy.page.get_by_role("button", name="Make an answer link").click()
    url, code = await made_link(italy.page)
    await expect(italy.page.get_by_text("opens on this machine alone")).to_be_visible()
    ready = italy.page.get_by_label("Text to send with it")
    to_send = await ready.input_value()
    assert to_send.startswith(f"EXERCISE. SAR: MRCC Roma asks you. Reference {sent['reference']}.")
    assert url in to_send
    assert code not in to_send, "the code is spoken, never sent"
    await fits(italy, "answer-link-made-night-1440")
    await italy.page.get_by_role("button", name="The code is spoken").click()
    await expect(italy.page.get_by_text("the code is not given yet")).to_be_visible()

    tripoli = await screens.open(palette="night", **PHONE)
    page = tripoli.page
    answer = await page.goto(url)
    assert answer is not None
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "unsafe" not in answer.headers["content-security-policy"]
    await expect(page.get_by_text("EXERCISE EXERCISE EXERCISE")).to_be_visible()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("MRCC Roma asks JRCC")
    await expect(page.get_by_text(sent["reference"])).to_be_visible()
    await expect(page.get_by_text("Any hull.")).to_have_count(0)
    await fits(tripoli, "answer-page-code-night-390")
    await page.get_by_label("Six-digit code").fill("12")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_have_text("Type the six digits.")
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    await page.get_by_label("Six-digit code").fill(wrong)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_have_text("That code is wrong. Tries left: 4.")
    await page.get_by_label("Six-digit code").fill(f"{code[:3]} {code[3:]}")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Any hull.")).to_be_visible()
    await expect(page.get_by_text("250 TO 400")).to_be_visible()
    await fits(tripoli, "answer-page-open-night-390")
    await expect(italy.page.get_by_text("Answer link opened by the code")).to_be_visible()

    await page.get_by_label("We have read it").check()
    await page.get_by_label("Who answers, by function").fill("Duty officer")
    await page.get_by_role("button", name="Send the answer").click()
    await expect(page.get_by_role("status")).to_contain_text("On the record at")
    await expect(italy.page.get_by_text("Duty officer, acknowledged, by link")).to_be_visible()
    return italy, tripoli, url


async def test_a_centre_without_an_account_acknowledges_and_who_asks_sees_it(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await acknowledged(server, screens, client_of)


@pytest.mark.long
async def test_a_centre_without_an_account_answers_and_who_asks_sees_it(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    italy, tripoli, url = await acknowledged(server, screens, client_of)
    page = tripoli.page
    await page.get_by_label("We offer help").check()
    await page.get_by_role("button", name="Send the answer").click()
    await expect(page.get_by_role("status")).to_have_text("Say it in a few words.")
    await page.get_by_label("What, and how many").fill("One tug, deck for 20")
    there = page.get_by_label("When it would be there (UTC)")
    await there.fill("1")
    await page.get_by_role("button", name="Send the answer").click()
    await expect(page.get_by_role("status")).to_have_text(
        "Write the time like 1800 or +120, or leave it empty."
    )
    assert await there.input_value() == "1", "what was typed is kept"
    await there.fill("1500")
    read = await page.get_by_text("Read as").inner_text()
    assert re.fullmatch(r"Read as \d\d1500Z [A-Z]{3} \d\d\.", read)
    assert await page.get_by_label("Who answers, by function").input_value() == "Duty officer"
    await fits(tripoli, "answer-page-offer-night-390")
    await page.get_by_role("button", name="Send the answer").click()
    await expect(page.get_by_label("We take our offer back")).to_be_visible()
    await fits(tripoli, "answer-page-offered-night-390")
    said = f"One tug, deck for 20. There: {read.removeprefix('Read as ').removesuffix('.')}"
    await expect(italy.page.get_by_text(said).first).to_be_visible()
    await expect(italy.page.get_by_text("1 offered by link").first).to_be_visible()
    await fits(italy, "answer-link-offered-night-1440")

    await page.reload()
    await expect(page.get_by_text("One tug, deck for 20")).to_be_visible()
    other = await screens.open(palette="day", width=1280, height=800)
    await other.page.goto(url)
    await expect(other.page.get_by_text("opened on another device")).to_be_visible()
    await expect(other.page.get_by_text("One tug")).to_have_count(0)
    await fits(other, "answer-page-other-device-day-1280")

    await italy.page.get_by_role("button", name="Withdraw the link").click()
    await expect(italy.page.get_by_role("button", name="Make an answer link")).to_be_visible()
    await page.get_by_label("We change our offer").check()
    await page.get_by_label("What, and how many").fill("Two tugs")
    await page.get_by_role("button", name="Send the answer").click()
    await expect(page.get_by_text("This link is no longer good")).to_be_visible()
    await fits(tripoli, "answer-page-over-night-390")


@pytest.mark.long
async def test_an_answer_outlasts_a_lost_line_and_is_given_once(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of)
    sent = await asked(client_of, server.world, "LBY", incident=case)
    link = await link_of(server, client_of, sent["id"])
    phone = await screens.open(palette="day", **PHONE)
    page = phone.page
    await page.goto(link["url"])
    lost: list[int] = []

    async def lose(route: Route) -> None:
        """The server's answer to the first code never arrives."""
        answer = await route.fetch()
        lost.append(answer.status)
        await (route.fulfill(response=answer) if len(lost) > 1 else route.abort())

    await page.route("**/api/answer/open", lose)
    await page.get_by_label("Six-digit code").fill(link["code"])
    await page.get_by_role("button", name="Open").click()
    await page.get_by_label("We cannot help").check()
    assert lost == [200, 200]
    phone.forget("net::ERR_FAILED")
    await page.get_by_label("Why not").fill("All our hulls are out.")
    await page.get_by_label("Who answers, by function").fill("Deputy")
    await fits(phone, "answer-page-decline-day-390")
    await page.context.set_offline(True)
    await page.get_by_role("button", name="Send the answer").dblclick()
    await expect(page.get_by_role("status")).to_contain_text("kept on this page")
    await expect(page.get_by_label("Why not")).to_be_disabled()
    await phone.shot("answer-page-away-day-390")
    await page.context.set_offline(False)
    await expect(page.get_by_role("status")).to_contain_text("On the record at")
    phone.forget("net::ERR_INTERNET_DISCONNECTED")
    seen = await client_of("ITA", "observer").get(f"/api/requests/{sent['id']}")
    (tripoli,) = seen.json()["addressees"]
    assert (tripoli["state"], tripoli["reason"]) == ("declined", "All our hulls are out.")
    assert len(tripoli["voice"]) == 1


@pytest.mark.long
async def test_a_state_without_an_account_lets_a_unit_enter(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    clearance = await asked_of_tripoli(client_of, server.world)
    watch = await person(client_of, server, "MLT", "mlt.links", "watch_officer")
    at = f"/clearances/{clearance['id']}"
    malta = await screens.sign_in(watch, at=at, palette="day", width=1440, height=900)
    await malta.page.get_by_role("button", name="Make an answer link").click()
    url, code = await made_link(malta.page)
    await malta.page.get_by_role("button", name="The code is spoken").click()
    phone = await screens.open(palette="night", **PHONE)
    page = phone.page
    await page.goto(url)
    await page.get_by_label("Six-digit code").fill(code)
    await page.get_by_role("button", name="Open").click()
    await expect(page.get_by_text("Two crew, one hoist.")).to_be_visible()
    await page.get_by_label("The unit may enter").check()
    await page.get_by_label("Conditions, if any").fill("Below 1500 feet.")
    await page.get_by_label("Who answers, by function").fill("Duty officer")
    await page.get_by_role("button", name="Send the answer").click()
    await expect(page.get_by_role("status")).to_contain_text("On the record at")
    await fits(phone, "answer-page-clearance-night-390")
    await expect(malta.page.get_by_text("may enter", exact=True).first).to_be_visible()
    await expect(malta.page.get_by_text("by link after the code")).to_be_visible()
    await expect(malta.page.get_by_text("no end was said").first).to_be_visible()
    await fits(malta, "answer-link-clearance-day-1440")
    await malta.page.get_by_role("button", name="Write down the answer").click()
    await malta.fill("Who spoke, by function", "Deputy")
    await malta.page.get_by_label("They have").select_option("let it enter")
    await malta.fill("What was said", "As before, but be gone by then.")
    await malta.fill("May enter until (UTC)", "+120")
    for width in (390, 1280):
        await malta.page.set_viewport_size({"width": width, "height": 844})
        await fits(malta, f"clearance-voice-until-day-{width}")
    await malta.say("Control+Enter")
    await expect(malta.page.get_by_role("dialog")).to_have_count(0)
    until = re.compile(r"be gone by then\. · until .*\d\d:\d\dZ")
    await expect(malta.page.get_by_text(until)).to_be_visible()
    for width in (390, 1280):
        await malta.page.set_viewport_size({"width": width, "height": 844})
        await fits(malta, f"clearance-until-day-{width}")
    await expect(page.get_by_label("The unit may enter")).to_be_visible()


@pytest.mark.long
async def test_a_state_without_an_account_says_no_to_a_notice(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    """A State that is only told may say no, also once it has read it; the border is asked about
    next."""
    notice = await asked_of_tripoli(client_of, server.world, mode="notify")
    watch = await person(client_of, server, "MLT", "mlt.hears", "watch_officer")
    at = f"/clearances/{notice['id']}"
    malta = await screens.sign_in(watch, at=at, palette="night", width=1280, height=900)
    await malta.page.get_by_role("button", name="Make an answer link").click()
    url, code = await made_link(malta.page)
    await malta.page.get_by_role("button", name="The code is spoken").click()
    phone = await screens.open(palette="day", **PHONE)
    page = phone.page
    await page.goto(url)
    await page.get_by_label("Six-digit code").fill(code)
    await page.get_by_role("button", name="Open").click()
    await expect(page.get_by_label("We have read it")).to_be_visible()
    await expect(page.get_by_label("The unit may enter")).to_be_visible()
    await page.get_by_label("The unit may not enter").check()
    await page.get_by_label("Why not").fill("Live firing there.")
    await page.get_by_label("Who answers, by function").fill("Duty officer")
    await fits(phone, "answer-page-notice-day-390")
    await page.get_by_role("button", name="Send the answer").click()
    await expect(page.get_by_role("status")).to_contain_text("On the record at")
    refused = malta.page.get_by_role("link", name="clearance refused", exact=True)
    await expect(refused).to_be_visible()
    await expect(malta.page.get_by_text("Live firing there.").first).to_be_visible()
    await fits(malta, "notice-refused-night-1280")


@pytest.mark.long
async def test_a_state_reads_all_that_it_decides_on(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await decided_on(server, screens, client_of, [("en", "night", 390), ("ar", "day", 390)])


@pytest.mark.long
async def test_a_state_reads_it_on_every_screen(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    looks = product(("en", "ar"), ("night", "day"), (390, 1280))
    await decided_on(server, screens, client_of, looks)


async def decided_on(
    server: Server, screens: Screens, client_of: Clients, looks: Iterable[tuple[str, str, int]]
) -> None:
    """The page of a clearance has what its text has, in each language and on each screen."""
    unit = {**PARTICULARS, "icao24": id_of()[-6:]}
    clearance = await asked_of_tripoli(client_of, server.world, unit=unit, mission=MISSION)
    for language, palette, width in looks:
        link = await link_to_clearance(client_of, clearance)
        make = in_arabic if language == "ar" else in_english
        screen = await make(screens, palette=palette, width=width, height=844)
        page = screen.page
        await page.goto(link.url)
        await page.locator("#code").fill(link.code)
        await page.keyboard.press("Enter")
        await expect(page.locator("#asked")).to_be_visible()
        facts = page.locator("dl")
        for said in ("NOT MILITARY", "PERSONS AT RISK", "250"):
            await expect(facts.get_by_text(said)).to_have_count(0)
        for said in ("MILITARY", "90 MIN", "Hoist of people in the water.", "INFRARED"):
            await expect(facts.get_by_text(said).first).to_be_visible()
        await expect(facts.get_by_text("CALL SIGN RESCUE1")).to_be_visible()
        await expect(facts.get_by_text("WITHOUT PREJUDICE TO ANY CLAIM")).to_be_visible()
        arabic = 1 if language == "ar" else 0
        for said in ("عسكرية", "لغرض البحث والإنقاذ وحده", "دون المساس"):
            await expect(facts.get_by_text(said)).to_have_count(arabic)
        name = f"answer-page-entry-{language}-{palette}-{width}"
        await fits(screen, name)
        await screen.shot(f"{name}-whole", whole=True)
        await lets_it_enter_until(screen, f"answer-page-until-{language}-{palette}-{width}")
        seen = await client_of("MLT", "observer").get(f"/api/clearances/{clearance['id']}")
        assert (seen.json()["state"], seen.json()["end"]) == ("granted", "named")


async def lets_it_enter_until(screen: Screen, name: str) -> None:
    """The State says until when the unit may enter; the page reads it back, and refuses what is
    none. It says so in numbers alone, for it is read in any language."""
    page = screen.page
    await page.locator("#answer-granted").check()
    await page.locator("#function").fill("Duty officer")
    await page.locator("#until").fill("2561")
    await page.locator("#send").click()
    await expect(page.get_by_role("status")).to_contain_text(re.compile("1800.+120"))
    assert await page.evaluate("document.activeElement.id") == "until"
    await page.locator("#until").fill("2020-01-01 10:00")
    await page.locator("#send").click()
    await expect(page.locator("#until-read")).to_contain_text("011000Z JAN 20")
    await expect(page.locator("#until")).to_have_attribute("aria-invalid", "true")
    await page.locator("#until").fill("+٢:٠٠")
    await expect(page.get_by_role("status")).to_be_empty()
    await expect(page.locator("#until-read")).to_contain_text(OCTOBER)
    read = OCTOBER.search(await page.locator("#until-read").inner_text())
    assert read is not None
    await fits(screen, name)
    await screen.shot(f"{name}-whole", whole=True)
    await page.locator("#send").click()
    await expect(page.get_by_role("status")).to_contain_text(read[0])
    await expect(page.locator("section", has=page.locator("#said"))).to_contain_text(read[0])
    await fits(screen, f"{name}-said")


OCTOBER = re.compile(r"\d{6}Z [A-Z]{3} \d\d")
"""An instant with its day, as texts have it."""


async def in_english(screens: Screens, **looks: Any) -> Screen:
    """A screen whose browser asks for English."""
    return await screens.open(**looks)


@pytest.mark.long
async def test_what_changes_meanwhile_is_told_and_disturbs_nobody_who_types(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of)
    sent = await asked(client_of, server.world, "LBY", incident=case, message="Any hull.")
    link = await link_of(server, client_of, sent["id"])
    phone = await screens.open(palette="day", **PHONE)
    page = phone.page
    await page.goto(link["url"])
    await page.get_by_label("Six-digit code").fill(link["code"])
    await page.get_by_role("button", name="Open").click()
    await page.get_by_label("We offer help").check()
    words = page.get_by_label("What, and how many")
    await words.fill("One tug")
    await words.press("Home")
    changed = {"reason": "The sea is up.", "message": "No small boats.", "needs": sent["needs"]}
    needs = [{"id": one["id"], "kinds": one["kinds"]} for one in changed["needs"]]
    where = f"/api/requests/{sent['id']}/amend"
    watch = client_of("ITA", "watch_officer")
    assert (await watch.post(where, json={**changed, "needs": needs})).is_success
    await expect(page.get_by_text("No small boats.")).to_be_visible()
    await expect(page.get_by_role("status")).to_contain_text("What is asked has changed")
    await page.keyboard.type("Now ")
    assert await words.input_value() == "Now One tug"


@pytest.mark.long
async def test_french_is_marked_as_not_reviewed(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of)
    sent = await asked(client_of, server.world, "LBY", incident=case)
    link = await link_of(server, client_of, sent["id"])
    phone = await screens.open(palette="day", **PHONE)
    await phone.page.goto(link["url"])
    await phone.page.get_by_label("Language").select_option("Français")
    await expect(phone.page.get_by_label("Code à six chiffres")).to_be_visible()
    await expect(phone.page.get_by_text("ne sert qu'aux exercices")).to_be_visible()
    assert await phone.page.evaluate("document.documentElement.lang") == "fr"
    await fits(phone, "answer-page-french-day-390")
    await phone.page.get_by_label("Langue").select_option("English")
    await expect(phone.page.get_by_label("Six-digit code")).to_be_visible()


async def in_arabic(screens: Screens, **looks: Any) -> Screen:
    """A screen whose browser asks for Arabic."""
    screen = await screens.open(**looks)
    await screen.page.add_init_script(
        "Object.defineProperty(navigator, 'languages', { get: () => ['ar-LY', 'en'] })"
    )
    return screen


async def left_of(page: Page, label: str) -> float:
    """The left edge of an element."""
    box = await page.locator(label).bounding_box()
    assert box is not None
    return box["x"]


async def test_arabic_is_read_from_the_right_and_answers(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of)
    sent = await asked(client_of, server.world, "LBY", incident=case, message="Any hull.")
    link = await link_of(server, client_of, sent["id"])
    phone = await in_arabic(screens, palette="night", **PHONE)
    page = phone.page
    await page.goto(link["url"])
    await expect(page.get_by_label("رمز من ستة أرقام")).to_be_visible()
    assert await page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [
        "ar",
        "rtl",
    ]
    await expect(page.get_by_text("لم تُراجَع هذه الترجمة")).to_be_visible()
    assert await page.locator("#reference").get_attribute("dir") == "ltr"
    number = page.locator(".numbers a")
    assert await number.get_attribute("dir") == "ltr"
    choice = await left_of(page, "#language")
    assert choice < PHONE["width"] / 2, "the choice stands at the end of the line"
    await fits(phone, "answer-page-arabic-code-night-390")
    await page.get_by_label("رمز من ستة أرقام").fill("1")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_have_text("اكتبوا الأرقام الستة.")
    await page.get_by_label("رمز من ستة أرقام").fill(link["code"])
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("DISTRESS (DETRESFA)")).to_be_visible()
    await expect(page.get_by_text("الاستغاثة (DETRESFA)")).to_be_visible()
    await page.get_by_label("نعرض المساعدة").check()
    radio = await left_of(page, "#answer-offered")
    assert radio > PHONE["width"] / 2, "buttons stand at the right"
    await page.get_by_label("ماذا وكم").fill("قاطرة واحدة")
    await page.get_by_label("من يرد، بصفته الوظيفية").fill("ضابط مناوب")
    await fits(phone, "answer-page-arabic-offer-night-390")
    await page.get_by_role("button", name="إرسال الرد").click()
    await expect(page.get_by_role("status")).to_contain_text("في السجل عند")
    await fits(phone, "answer-page-arabic-sent-night-390")
    seen = await client_of("ITA", "observer").get(f"/api/requests/{sent['id']}")
    (tripoli,) = seen.json()["addressees"]
    assert (tripoli["state"], tripoli["voice"][0]["said"]) == ("offered", "قاطرة واحدة")


@pytest.mark.long
async def test_arabic_fits_by_day_and_on_a_wide_screen(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of)
    sent = await asked(client_of, server.world, "LBY", incident=case, message="Any hull.")
    for palette, width in in_turn(("day", 390), ("night", 1280), ("day", 1280)):
        link = await link_of(server, client_of, sent["id"])
        screen = await in_arabic(screens, palette=palette, width=width, height=844)
        await screen.page.goto(link["url"])
        await screen.page.get_by_label("رمز من ستة أرقام").fill(link["code"])
        await screen.page.keyboard.press("Enter")
        await screen.page.get_by_label("نعرض المساعدة").check()
        await fits(screen, f"answer-page-arabic-{palette}-{width}")


@pytest.mark.long
async def test_it_comes_over_a_line_of_64_kbit_a_second(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of)
    sent = await asked(client_of, server.world, "LBY", incident=case)
    link = await link_of(server, client_of, sent["id"])
    phone = await screens.open(palette="night", **PHONE)
    network = await phone.page.context.new_cdp_session(phone.page)
    await network.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": 600,
            "downloadThroughput": SLOW_BITS / 8,
            "uploadThroughput": SLOW_BITS / 8,
        },
    )
    await phone.page.goto(link["url"])
    await expect(phone.page.get_by_label("Six-digit code")).to_be_visible()


@pytest.mark.long
async def test_words_about_people_are_warned_of_and_never_refused(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of)
    sent = await asked(client_of, server.world, "LBY", incident=case)
    link = await link_of(server, client_of, sent["id"])
    phone = await in_arabic(screens, palette="night", **PHONE)
    page = phone.page
    await page.goto(link["url"])
    await page.locator("#code").fill(link["code"])
    await page.keyboard.press("Enter")
    await page.locator("#answer-offered").check()
    warned = page.locator("#words-about")
    await expect(warned).to_have_text("")
    await page.locator("#words").fill("قاطرة، رجال سوريون، 0021891234567")
    await expect(warned).to_contain_text("يبدو «0021891234567» رقم هاتف.")
    await expect(warned).to_contain_text("جنسية أشخاص أو أصلهم")
    await page.locator("#function").fill("السيد أحمد")
    await expect(page.locator("#function-about")).to_contain_text("اسم شخص")
    await fits(phone, "answer-page-guard-arabic-night-390")
    await page.get_by_label("اللغة").select_option("English")
    await expect(warned).to_contain_text("“0021891234567” looks like a telephone number.")
    await fits(phone, "answer-page-guard-english-night-390")
    await page.locator("#words").fill("One tug")
    await expect(warned).to_have_text("")
    await page.locator("#words").fill("One tug, 12 Syrian men aboard it")
    await expect(warned).to_contain_text("leave it out, or send it if lives depend on it")
    await page.get_by_role("button", name="Send the answer").click()
    await expect(page.get_by_role("status")).to_contain_text("On the record at")
    seen = await client_of("ITA", "observer").get(f"/api/requests/{sent['id']}")
    (tripoli,) = seen.json()["addressees"]
    assert tripoli["voice"][0]["said"] == "One tug, 12 Syrian men aboard it"


def test_the_script_is_read_by_old_browsers() -> None:
    (name,) = re.findall(r'"/(assets/[^"]+\.js)"', (BUILT / "answer.html").read_text())
    script = (BUILT / name).read_text()
    for later in ("(?<", "=>{}catch{", "?.", "??", "async "):
        assert later not in script.replace('"?."', ""), later


def test_the_page_stays_within_its_weight() -> None:
    assert 3_000 < page_bytes() + max(map(phrases_bytes, OTHERS)) <= 15_000


def page_bytes() -> int:
    """The page with its script and style, as they travel to a browser that takes gzip alone."""
    page = BUILT / "answer.html"
    names = re.findall(r'"/(assets/[^"]+)"', page.read_text())
    assert len(names) == 2
    return sum(Path(f"{BUILT / name}.gz").stat().st_size for name in ("answer.html", *names))


def phrases_bytes(language: Language) -> int:
    """The phrases of a language, which come by themselves."""
    return len(answer(language, Headers({"accept-encoding": "gzip"})).body)


async def link_of(server: Server, client_of: Clients, request_id: str) -> dict[str, str]:
    """A link to Tripoli for a request of Italy's."""
    body = {"id": id_of(), "centre_id": str(server.world.centres["LBY"])}
    where = f"/api/requests/{request_id}/answer-link"
    answer = await client_of("ITA", "watch_officer").post(where, json=body)
    assert answer.status_code == 201, answer.text
    made: dict[str, str] = answer.json()
    return made


@pytest.mark.long
async def test_a_code_is_made_anew_to_be_spoken_and_the_one_before_is_over(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of)
    sent = await asked(client_of, server.world, "LBY", incident=case)
    watch = await person(client_of, server, "ITA", "ita.speaks", "watch_officer")
    italy = await screens.sign_in(watch, at=f"/requests/{sent['id']}", width=1440, height=900)
    await italy.page.get_by_role("button", name="Make an answer link").click()
    url, first = await made_link(italy.page)
    await italy.page.get_by_role("button", name="The code is spoken").click()

    await italy.page.get_by_role("button", name="Make a code to speak").click()
    dialog = italy.page.get_by_role("dialog", name="Answer link for JRCC Tripoli")
    await expect(dialog.get_by_label("Link: send it by any way")).to_have_count(0)
    await expect(dialog.get_by_text("For the link that it has been sent")).to_be_visible()
    code = (await dialog.locator("output").inner_text()).replace(" ", "")
    await fits(italy, "answer-code-to-speak-night-1440")
    await italy.page.get_by_role("button", name="The code is spoken").click()

    tripoli = await screens.open(palette="day", **PHONE)
    page = tripoli.page
    await page.goto(url)
    if first != code:
        await page.get_by_label("Six-digit code").fill(first)
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("status")).to_contain_text("That code is wrong")
    await page.get_by_label("Six-digit code").fill(code)
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("We have read it")).to_be_visible()
