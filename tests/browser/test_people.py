"""The people line tells the same everywhere, and counts are corrected with reason and source."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn
from tests.clients import Clients
from tests.given.assets import helicopter, registered
from tests.given.requests import (
    Plain,
    asked,
    embarked,
    need,
    opened,
    post,
    stepped,
    work_of,
)
from tests.running import Server

pytestmark = pytest.mark.anyio

SHORT = "7 aboard · 3 delivered · 2 outstanding"


async def at_sea(client_of: Clients, server: Server) -> Plain:
    """Twelve were on board: a ship has four of them and a helicopter three, which landed three."""
    case = await opened(client_of, pob={"min": 12, "max": 12, "source": "caller"})
    await embarked(client_of, case, persons=4)
    rescue = await registered(client_of, "MLT", helicopter(name="Rescue 1"))
    wanted = need(what="Lift them off", quantity=12, unit="persons")
    sent = await asked(client_of, server.world, "MLT", incident=case, needs=[wanted])
    row = await work_of(client_of, sent, rescue)
    await stepped(client_of, "MLT", row, "depart", "arrive")
    await stepped(client_of, "MLT", row, "load", persons=6)
    await stepped(client_of, "MLT", row, "deliver", persons=3, place="Lampedusa port")
    return case


async def lines(page: Page) -> list[str]:
    return [text.strip() for text in await page.locator(".people").all_inner_texts()]


@pytest.mark.long
async def test_every_place_tells_the_same_people_and_a_count_is_corrected(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await at_sea(client_of, server)
    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.people", "coordinator", "watch_officer"),
        at=f"/incidents/{case['id']}/answers",
        width=1440,
        height=900,
    )
    page = italy.page
    await expect(page.locator(".case .people")).to_have_text(SHORT)
    await expect(page.locator(".lanes-head .people")).to_have_text(SHORT)
    await expect(page.locator("header .people")).to_have_text(
        "7 aboard (Exercise Star: 4, Rescue 1: 3) · 3 delivered (Lampedusa port: 3) · 2 outstanding"
    )
    await italy.shot("people-night")
    card = page.get_by_role("article", name="Exercise Star")
    await card.get_by_role("button", name="Count anew").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("Aboard now").fill("8")
    await sheet.get_by_label("Source").fill("the master")
    await sheet.get_by_label("Why").fill("Counted again on deck.")
    await expect(sheet).to_contain_text("4 more found, and 2 at most were outstanding.")
    await sheet.get_by_role("button", name="Count anew").click()
    await expect(sheet, "it asks before it is sent").to_be_visible()
    await italy.shot("people-doubt-night")
    await sheet.get_by_label("Aboard now").fill("5")
    await sheet.get_by_label("Dead so far").fill("1")
    await sheet.get_by_role("button", name="Count anew").click()
    await expect(sheet).to_have_count(0)
    after = "8 aboard · 3 delivered · 1 dead (1 aboard) · 0 outstanding"
    await expect(page.locator(".case .people")).to_have_text(after)
    await expect(page.locator(".lanes-head .people")).to_have_text(after)
    await expect(page.locator(".lanes-head")).to_contain_text(
        "Lift them off: nobody is outstanding"
    )
    await italy.say("2")
    await expect(page.get_by_text("6 recovered, room for 5")).to_be_visible()
    await expect(page.get_by_text("Nobody is outstanding.")).to_be_visible()
    await italy.shot("people-needs-night")
    await italy.go(f"/paper/{case['id']}")
    await expect(page.locator(".paper")).to_contain_text(
        "8 aboard (Exercise Star: 5, Rescue 1: 3) · 3 delivered (Lampedusa port: 3) · 1 dead"
    )
    await italy.shot("people-paper")


@pytest.mark.long
async def test_who_jumps_again_is_missing_again_on_every_line(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await at_sea(client_of, server)
    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.lives", "watch_officer"),
        at=f"/incidents/{case['id']}/answers",
        width=1440,
        height=900,
    )
    page = italy.page
    card = page.get_by_role("article", name="Exercise Star")
    await card.get_by_role("button", name="Died, born, in water").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("What happened").select_option("back-in-water")
    await sheet.get_by_label("Persons").fill("3")
    await sheet.get_by_label("Source").fill("the master")
    await sheet.get_by_label("Note").fill("A boy named Idris, and 40 Syrian men.")
    warned = sheet.get_by_text("“named Idris” looks like a person's name.")
    await expect(warned).to_be_visible()
    await italy.shot("lives-night")
    await sheet.get_by_label("Note").fill("One of the crew saw it.")
    await expect(warned).to_have_count(0)
    await sheet.get_by_role("button", name="Send").click()
    await expect(sheet).to_have_count(0)
    after = "4 aboard · 3 delivered · 3 went into the water again · 5 outstanding"
    await expect(page.locator(".lanes-head .people")).to_have_text(after)
    await expect(card).to_contain_text("1 aboard · 0 delivered · 3 went into the water again")
    await italy.shot("lives-told-night")
    await card.get_by_role("button", name="Count by kind").click()
    await sheet.get_by_label("Children", exact=True).fill("1")
    await sheet.get_by_label("Urgent medical need").fill("0")
    await sheet.get_by_label("Source").fill("the master")
    await italy.shot("headcount-night")
    await sheet.get_by_role("button", name="Send").click()
    kinds = "children 1 of 1 counted · urgent medical 0 of 1 counted"
    await expect(page.get_by_text(kinds)).to_be_visible()
    await italy.shot("headcount-told-night")
    await card.get_by_role("button", name="Died, born, in water").click()
    await sheet.get_by_label("What happened").select_option("back-in-water")
    await sheet.get_by_label("Persons").fill("1")
    await sheet.get_by_label("Source").fill("the master")
    await sheet.get_by_role("button", name="Send").click()
    await expect(card).to_contain_text("0 aboard · 0 delivered · 4 went into the water again")
    await expect(page.get_by_text("children 1 counted · urgent medical 0 counted")).to_be_visible()
    await page.set_viewport_size({"width": 390, "height": 844})
    await card.scroll_into_view_if_needed()
    await italy.shot("lives-card-night-390")
    await italy.say("d")
    await italy.shot("lives-card-day-390")


@pytest.mark.long
async def test_fewer_on_board_ask_who_says_so_and_why(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, pob={"min": 250, "max": 400, "source": "caller"})
    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.fewer", "watch_officer"),
        at=f"/incidents/{case['id']}",
        width=390,
        height=844,
    )
    page = italy.page
    await page.get_by_role("button", name="Persons on board").click()
    sheet = page.get_by_role("dialog")
    await expect(sheet.get_by_label("Why fewer than before")).to_have_count(0)
    await sheet.get_by_label("POB at least").fill("326")
    await sheet.get_by_label("POB at most").fill("326")
    await sheet.get_by_label("Source").fill("count on scene")
    await sheet.get_by_label("Why fewer than before").fill("The caller had estimated.")
    await italy.shot("people-fewer-phone")
    await sheet.get_by_role("button", name="Persons on board").click()
    await expect(sheet).to_have_count(0)
    await expect(page.locator("header").last).to_contain_text("POB 326 (400 told before)")
    word = page.get_by_role("region", name="One person's word")
    await expect(word).to_contain_text("326 ON BOARD, not 250–400.")
    await word.scroll_into_view_if_needed()
    await italy.shot("people-told-phone")
    chief = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.chief", "coordinator"),
        at=f"/incidents/{case['id']}",
        palette="day",
    )
    await chief.page.get_by_role("button", name="I am the second").click()
    await expect(chief.page.get_by_role("region", name="One person's word")).to_have_count(0)
    await expect(word).to_have_count(0)


@pytest.mark.long
async def test_another_party_reads_who_counts(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await at_sea(client_of, server)
    malta = await screens.sign_in(
        await person(client_of, server, "MLT", "mlt.people", "watch_officer"),
        at=f"/incidents/{case['id']}",
    )
    counted = malta.page.get_by_text("counted by MRCC Roma, which keeps the case")
    await expect(counted).to_be_visible()
    assert await lines(malta.page) == []


@pytest.mark.long
async def test_survival_is_told_once_somebody_says_that_people_are_in_the_water(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, conditions={"water_c": 24})
    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.water", "watch_officer"),
        at=f"/incidents/{case['id']}",
        palette="day",
        width=1440,
        height=900,
    )
    page = italy.page
    head = page.locator("header").last
    await expect(head).to_contain_text("water 24 °C")
    await expect(head).not_to_contain_text("life-jackets")
    await page.get_by_role("button", name="People in the water").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("In the water since (UTC)").fill("1210")
    await sheet.get_by_label("Source").fill("a man on board")
    await sheet.get_by_role("button", name="People in the water").click()
    await expect(sheet).to_have_count(0)
    await expect(head).to_contain_text("IN THE WATER since 12:10Z (a man on board)")
    await expect(head).to_contain_text("without life-jackets: minutes")
    expected = "with life-jackets: deaths expected from 18:00Z–23:50Z (survival model of Hayward"
    await expect(head).to_contain_text(expected)
    await expect(page.get_by_text("without a limit")).to_have_count(0)
    await italy.shot("water-day")
    await page.get_by_role("button", name="People in the water").click()
    await sheet.get_by_label("Nobody is in the water any more").check()
    await sheet.get_by_role("button", name="People in the water").click()
    await expect(head).not_to_contain_text("life-jackets")


@pytest.mark.long
async def test_who_has_passed_on_the_lead_is_told_no_count_of_what_is_covered(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await at_sea(client_of, server)
    to_malta = {
        "office": "smc",
        "to_centre_id": str(server.world.centres["MLT"]),
        "reason": "It lies in your region.",
    }
    path = f"incidents/{case['id']}/coordination"
    assert (await post(client_of, "ITA", path, **to_malta)).is_success
    login = await person(client_of, server, "ITA", "ita.led", "watch_officer")
    for palette, width, height in in_turn(("night", 1440, 900), ("day", 390, 844)):
        italy = await screens.sign_in(
            login,
            at=f"/incidents/{case['id']}",
            palette=palette,
            width=width,
            height=height,
        )
        head = italy.page.locator(".lanes-head")
        if palette == "night":
            await expect(head.locator(".need")).to_contain_text("Lift them off")
            assert (await post(client_of, "MLT", f"{path}/accept", office="smc")).is_success
        await expect(head).to_contain_text(
            "Lift them off: 12 as asked; what is covered is not told here"
        )
        await expect(head.locator(".need")).to_have_count(0)
        await italy.shot(f"as-asked-{palette}-{width}")
