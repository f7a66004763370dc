"""A party declares its limits; a case and a clearance say whose waters these are."""

import json
from datetime import datetime, timedelta

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import faults_of_axe, in_turn
from tests.browser.test_acting import fits
from tests.clients import Clients
from tests.given.assets import helicopter, registered
from tests.given.incidents import act, opened
from tests.given.limits import declared
from tests.given.places import point
from tests.given.requests import accepted, asked, offered
from tests.running import Server
from tests.world import box

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True

SIZES = (("night", 1440, 900), ("day", 1440, 900), ("night", 390, 844), ("day", 390, 844))
FAR_OUT = {"point": point(11.8, 34.3), "error_nm": 1.0}
ABOUT = box(11.55, 34.1, 12.05, 34.5)
THERE = {"point": point(15.0, 34.5), "error_nm": 1.0}
ELSEWHERE = box(14.6, 34.2, 15.4, 34.8)


@pytest.mark.long
async def test_an_administrator_declares_a_limit_from_geojson_and_withdraws_it(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await declared(client_of, "TUN", name="Gulf waters", area=box(10.2, 33.9, 11.4, 34.9))
    await declared(client_of, "TUN", name="Tunis FIR", kind="fir", area=box(8, 33, 12, 38))
    login = await person(client_of, server, "ITA", "ita.limits", "admin")
    italy = await screens.sign_in(login, at="/limits", width=1440, height=900)
    page = italy.page
    await expect(page.get_by_text("Your party has declared nothing")).to_be_visible()
    await expect(page.get_by_text("Gulf waters")).to_be_visible()
    await page.get_by_role("link", name="Declare a limit").click()
    await page.get_by_label("Name", exact=True).fill("Southern sea")
    await page.get_by_label("Deposit", exact=True).fill("M.Z.N. 12")
    await page.get_by_label("Date of deposit").fill("1998-03-05")
    bow_tie = [[12.3, 34.0], [13.1, 34.6], [13.1, 34.0], [12.3, 34.6], [12.3, 34.0]]
    where = page.get_by_label("Where", exact=True)
    await where.fill(json.dumps({"type": "Polygon", "coordinates": [bow_tie]}))
    await page.get_by_role("button", name="Declare").click()
    await expect(page.get_by_text("crosses itself")).to_be_visible()
    feature = {"type": "Feature", "properties": {}, "geometry": ABOUT}
    await where.fill(json.dumps(feature))
    await expect(page.get_by_text("Read: one area, 4 corners")).to_be_visible()
    await expect(page.locator(".map canvas")).to_be_visible()
    await italy.shot("limits-new-night-1440")
    await page.get_by_role("button", name="Declare").click()
    own = page.get_by_role("region", name="Declared by Italy, your party")
    await expect(own.get_by_text("Southern sea")).to_be_visible()
    await own.get_by_role("button", name="These are all our limits").click()
    await expect(own.get_by_text("Your party says that these are all")).to_be_visible()
    for palette, width, height in in_turn(*SIZES):
        other = await screens.sign_in(
            login, at="/limits", palette=palette, width=width, height=height
        )
        await expect(other.page.get_by_text("Southern sea").first).to_be_visible()
        assert await fits(other.page)
        await other.shot(f"limits-{palette}-{width}")
    phone = await screens.sign_in(login, at="/limits/new", palette="day", width=390, height=844)
    await expect(phone.page.get_by_label("Where", exact=True)).to_be_visible()
    assert await fits(phone.page)
    await phone.shot("limits-new-day-390")
    await own.get_by_role("button", name="Withdraw Southern sea").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("Why").fill("Deposited anew.")
    await sheet.get_by_role("button", name="Withdraw").click()
    await expect(own.get_by_text("Southern sea")).to_have_count(0)


@pytest.mark.long
async def test_a_limit_that_was_withdrawn_is_listed_with_whose_when_and_why(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await declared(client_of, "TUN", name="Old gulf", area=box(10.2, 33.9, 11.4, 34.9))
    admin = await person(client_of, server, "GRC", "grc.limits", "admin")
    screen = await screens.sign_in(admin, at="/limits")
    page = screen.page
    summary = page.get_by_text("Withdrawn limits", exact=True)
    await summary.click()
    withdrawn = page.get_by_role("region", name="Withdrawn limits")
    line = withdrawn.get_by_role("listitem").filter(has_text="Old gulf")
    await expect(withdrawn.get_by_text("They hold no more")).to_be_visible()
    await expect(line).to_have_count(0)
    (tunis,) = [
        one
        for one in (await client_of("TUN", "observer").get("/api/declared-limits")).json()
        if one["name"] == "Old gulf"
    ]
    gone = await client_of("TUN", "admin").post(
        f"/api/declared-limits/{tunis['id']}/withdraw", json={"reason": "Deposited anew."}
    )
    assert gone.is_success, gone.text
    await expect(line).to_contain_text("Withdrawn by Tunisia")
    await expect(line).to_contain_text("Z: Deposited anew.")
    await expect(line).to_contain_text("M.Z.N. 1, 1998-03-05 · declared ")
    assert await faults_of_axe(page) == []
    await screen.shot("limits-withdrawn-night-1280")
    phone = await screens.sign_in(admin, at="/limits", palette="day", width=390, height=844)
    await phone.page.get_by_text("Withdrawn limits", exact=True).click()
    told = phone.page.get_by_role("region", name="Withdrawn limits").get_by_text("Old gulf")
    await told.scroll_into_view_if_needed()
    assert await fits(phone.page)
    await phone.shot("limits-withdrawn-day-390")


@pytest.mark.long
async def test_a_case_says_that_its_waters_are_not_determined_and_whom_to_tell(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, title="Between two claims", position=FAR_OUT)
    login = await person(client_of, server, "ITA", "ita.waters", "watch_officer")
    at = f"/incidents/{case['id']}"
    italy = await screens.sign_in(login, at=at, width=1440, height=900)
    waters = italy.page.get_by_role("region", name="Waters", exact=True)
    await expect(waters.get_by_text("Beyond any territorial sea known here.")).to_be_visible()
    await declared(client_of, "TUN", area=ABOUT)
    await expect(waters.get_by_text("declared by Tunisia (M.Z.N. 1, 1998-03-05)")).to_be_visible()
    await declared(client_of, "MLT", area=ABOUT)
    await expect(
        waters.get_by_text("Not determined here: declared by Malta and by Tunisia.")
    ).to_be_visible()
    await expect(waters.get_by_text("Whom to tell: ")).to_contain_text("Tunisia")
    await expect(waters.get_by_text("Without prejudice to any claim")).to_be_visible()
    for palette, width, height in in_turn(*SIZES):
        other = await screens.sign_in(login, at=at, palette=palette, width=width, height=height)
        region = other.page.get_by_role("region", name="Waters", exact=True)
        await expect(region.get_by_text("Not determined here")).to_be_visible()
        await region.scroll_into_view_if_needed()
        assert await fits(other.page)
        await other.shot(f"waters-{palette}-{width}")


@pytest.mark.long
async def test_the_waters_of_a_case_that_drifts_are_those_where_it_is_by_now(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await declared(client_of, "TUN", name="Drifted into", area=box(7.0, 38.6, 7.6, 39.4))
    case = await opened(
        client_of, title="Drifts west", position={"point": point(7.8, 39.0), "error_nm": 1.0}
    )
    ago = datetime.fromisoformat(case["datum"]["at"]) - timedelta(hours=5)
    drift = {"course_deg": 270, "speed_kn": 4.0}
    set_to = {"point": point(7.8, 39.0), "uncertainty_nm": 1, "at": ago.isoformat()}
    answer = await act(
        client_of, "ITA", "watch_officer", f"{case['id']}/datum", **set_to, drift=drift
    )
    assert answer.is_success, answer.text
    login = await person(client_of, server, "ITA", "ita.drifts", "watch_officer")
    italy = await screens.sign_in(login, at=f"/incidents/{case['id']}", width=1440, height=900)
    waters = italy.page.get_by_role("region", name="Waters", exact=True)
    await expect(waters.get_by_text("Not determined here: declared by Tunisia.")).to_be_visible()
    await expect(waters.get_by_text("the present place at")).to_contain_text("At 39°00.")
    await waters.scroll_into_view_if_needed()
    await italy.shot("waters-drifted-night-1440")


@pytest.mark.long
async def test_a_unit_asks_both_claimants_without_a_word_on_whose_waters_these_are(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await declared(client_of, "TUN", area=ELSEWHERE)
    await declared(client_of, "GRC", area=ELSEWHERE)
    case = await opened(client_of, title="Between two others", position=THERE)
    rescue = await registered(client_of, "MLT", helicopter(name="AS1635", base=point(14.5, 35.85)))
    request = await asked(client_of, server.world, "MLT", incident=case)
    await accepted(
        client_of, "ITA", await offered(client_of, "MLT", f"requests/{request['id']}", rescue["id"])
    )
    login = await person(client_of, server, "MLT", "mlt.claims", "watch_officer")
    at = f"/incidents/{case['id']}/answers"
    malta = await screens.sign_in(login, at=at, width=1440, height=900)
    page = malta.page
    card = page.get_by_role("article", name="AS1635")
    await expect(card.get_by_text("declared by Greece and by Tunisia").first).to_be_visible()
    await expect(card.get_by_role("button", name="Ask MRCC Tunis for clearance")).to_be_visible()
    await card.get_by_role("button", name="Ask JRCC Piraeus for clearance").click()
    await malta.shot("waters-ask-night-1440")
    await malta.say("Control+Enter")
    await card.get_by_role("link", name="Clearance to enter").click()
    waters = page.get_by_role("region", name="Waters", exact=True)
    await expect(
        waters.get_by_text("Not determined here: declared by Greece and by Tunisia.")
    ).to_be_visible()
    await waters.scroll_into_view_if_needed()
    await malta.shot("waters-clearance-night-1440")
    phone = await screens.sign_in(
        login, at="/" + page.url.split("/", 3)[3], palette="day", width=390, height=844
    )
    region = phone.page.get_by_role("region", name="Waters", exact=True)
    await expect(region.get_by_text("Not determined here")).to_be_visible()
    await region.scroll_into_view_if_needed()
    assert await fits(phone.page)
    await phone.shot("waters-clearance-day-390")


@pytest.mark.long
async def test_an_administrator_says_how_the_state_treats_entry_to_assist(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "TUN", "tun.assist", "admin")
    tunis = await screens.sign_in(login, at="/limits")
    page = tunis.page
    own = page.get_by_role("region", name="Declared by Tunisia, your party")
    await expect(own.get_by_text("Your State has said nothing")).to_be_visible()
    await own.get_by_role("button", name="State it for your State").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("State vessels, not military").select_option("notice")
    await sheet.get_by_label("Military vessels").select_option("request")
    await sheet.get_by_label("Source").fill("Maritime Code, article 5")
    await sheet.get_by_label("Its date").fill("1 March 2019")
    await sheet.get_by_role("button", name="State it").click()
    await expect(sheet.get_by_text("Write it as year, month, day")).to_be_visible()
    await sheet.get_by_label("Its date").fill("2019-03-01")
    await tunis.shot("assistance-form-night-1280")
    await sheet.get_by_role("button", name="State it").click()
    await expect(own.get_by_text("State vessels, not military: asks for a notice")).to_be_visible()
    await expect(own.get_by_text("Civil rescue vessels: nothing said")).to_be_visible()

    reader = await person(client_of, server, "ITA", "ita.assist", "watch_officer")
    for palette, width, height in in_turn(*SIZES):
        italy = await screens.sign_in(
            reader, at="/limits", palette=palette, width=width, height=height
        )
        theirs = italy.page.get_by_role("region", name="Declared by Tunisia")
        await expect(theirs.get_by_text("Military vessels: asks for a request")).to_be_visible()
        await expect(theirs.get_by_text("Maritime Code, article 5, 2019-03-01")).to_be_visible()
        await expect(italy.page.get_by_role("button", name="State it")).to_have_count(0)
        assert await fits(italy.page)
        await theirs.scroll_into_view_if_needed()
        await italy.shot(f"assistance-{palette}-{width}")

    await own.get_by_role("button", name="Withdraw it").click()
    await sheet.get_by_label("Why").fill("A new law is prepared.")
    await sheet.get_by_role("button", name="Withdraw it").click()
    await expect(own.get_by_text("Your State has said nothing")).to_be_visible()
