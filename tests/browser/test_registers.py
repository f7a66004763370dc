"""The registers, from the keyboard: the record searched, a case on paper."""

import re
from hashlib import sha256
from typing import Any

import httpx
import pytest
from playwright.async_api import Locator, Route, expect

from tests.browser.conftest import Screen, Screens, person
from tests.clients import Clients
from tests.given.agreements import act, agreement, concluded, proposed, term
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.incidents import opened
from tests.running import Server
from tests.workbooks import smallest

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_the_record_is_searched_and_opens_what_an_entry_is_about(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.search", "watch_officer")
    case = await opened(client_of, "ITA", title="Barque without oars")
    screen = await screens.sign_in(login)
    page = screen.page
    await screen.say("/")
    await expect(page.get_by_label("Words in what happened")).to_be_focused()
    await page.keyboard.type(case["reference"])
    await screen.say("Enter")
    results = page.get_by_role("list", name="Entries of the record")
    await expect(results.get_by_role("listitem").first).to_contain_text(case["reference"])
    await screen.shot("search-night")

    await page.get_by_label("Words in what happened").fill("nobody ever wrote this")
    await screen.say("Enter")
    await expect(page.get_by_text("No entry that you may read says this")).to_be_visible()
    await page.go_back()
    await results.get_by_role("link", name=f"Open {case['reference']}").first.click()
    await expect(page.get_by_role("heading", name="Barque without oars")).to_be_visible()


@pytest.mark.long
async def test_a_case_is_printed_with_its_log_and_exercise_on_every_page(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.paper", "watch_officer")
    source = {"who": "fishing vessel", "call_back": "+8816 000", "channel": "phone"}
    case = await opened(client_of, "ITA", title="A case for the file", source=source)
    client = client_of("ITA", "watch_officer")
    for number in range(70):
        answer = await client.post(
            f"/api/incidents/{case['id']}/log", json={"text": f"Line {number} of the log"}
        )
        assert answer.status_code == 201, answer.text
    kept = {"text": "For our own watch alone", "own": True}
    answer = await client.post(f"/api/incidents/{case['id']}/log", json=kept)
    assert answer.status_code == 201, answer.text
    screen = await screens.sign_in(login, at=f"/incidents/{case['id']}/log")
    page = screen.page
    await page.locator("summary", has_text="Filter").click()
    await page.get_by_label("From", exact=True).fill("0000")
    await expect(page.get_by_text(re.compile(r"\d\d [A-Z][a-z]{2} 00:00Z"))).to_be_visible()
    await screen.shot("log-filter-night")
    await page.get_by_role("link", name=case["reference"]).first.click()
    await expect(page.get_by_role("heading", name="A case for the file")).to_be_visible()
    await screen.say("p")
    await expect(page.get_by_role("button", name="Print")).to_be_enabled()
    await expect(page.get_by_text("Line 0 of the log")).to_be_attached()
    sheet = page.locator(".paper")
    await expect(sheet).not_to_contain_text("+8816 000")
    await page.get_by_label("with call-back").check()
    await expect(sheet).to_contain_text("+8816 000")
    await expect(sheet).not_to_contain_text("For our own watch alone")
    taken = page.get_by_role("link", name="Log as CSV")
    await expect(taken).to_have_attribute("href", re.compile("own_lines=false"))
    await page.get_by_label("with own lines of the log").check()
    await expect(sheet).to_contain_text("For our own watch alone")
    await expect(taken).to_have_attribute("href", re.compile("own_lines=true"))
    await screen.shot("paper-chosen")
    await page.emulate_media(media="print")
    await expect(page.get_by_role("button", name="Print")).to_be_hidden()
    await expect(page.get_by_role("link", name="SAR Assist")).to_be_hidden()
    await expect(page.get_by_role("main").get_by_text("EXERCISE EXERCISE")).to_be_visible()
    await screen.shot("paper")
    printed = await page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) >= 2


async def a_registrar(
    server: Server, screens: Screens, client_of: Clients, name: str, **window: Any
) -> Screen:
    login = await person(client_of, server, "ITA", name, "registrar", "watch_officer")
    return await screens.sign_in(login, **window)


@pytest.mark.long
async def test_an_asset_is_made_unready_in_two_keystrokes(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    made = await registered(client_of, "ITA", helicopter(name="Keystroke 1"))
    await delivered(client_of, "ITA", made["id"], fix(12.6, 35.5, speed_kn=0.0))
    screen = await a_registrar(server, screens, client_of, "ita.ready")
    page = screen.page
    await screen.say("g", "a")
    await page.get_by_label("Look for").fill("Keystroke")
    await page.get_by_role("link", name="Keystroke 1").focus()
    await screen.say("j")
    await expect(page.get_by_role("region", name="Keystroke 1")).to_be_visible()
    await screen.say("r", "u")
    await expect(page.get_by_role("cell", name="unavailable")).to_be_visible()
    await screen.shot("assets-night")
    answer = await client_of("ITA", "observer").get(f"/api/assets/{made['id']}")
    assert answer.json()["readiness"] == "unavailable"
    await page.get_by_text("Where it has been").click()
    track = page.get_by_role("group").get_by_role("listitem")
    await expect(track.filter(has_text="35°30.0′N 012°36.0′E")).to_be_visible()

    await page.get_by_role("button", name="Edit").click()
    await screen.fill("Call sign", "KEYS1")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("KEYS1")).to_be_visible()
    await page.get_by_role("button", name="Retire").click()
    await page.get_by_role("dialog").get_by_role("button", name="Retire").click()
    await expect(page.get_by_role("link", name="Keystroke 1")).to_have_count(0)


async def test_an_asset_is_written_down_and_the_draft_survives_a_reload(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    screen = await a_registrar(
        server, screens, client_of, "ita.new.asset", palette="day", at="/assets/new"
    )
    page = screen.page
    await screen.fill("Name", "Written by hand")
    await page.reload()
    await expect(page.get_by_label("Name", exact=True)).to_have_value("Written by hand")
    await page.get_by_label("Type", exact=True).select_option("H1")
    await screen.fill("Base, position", "12 36.0N 035 30.0E")
    await expect(page.get_by_text("1622 nm from your own waters")).to_be_visible()
    await screen.fill("Base, position", "35 30.0N 012 36.0E")
    await expect(page.get_by_text("from your own waters")).to_have_count(0)
    await expect(page.get_by_text("This is on land")).to_have_count(0)
    tracker = page.get_by_label("Tracker's id")
    await expect(tracker).to_have_accessible_description(re.compile("IMEI"))
    await tracker.fill("357454071234567")
    await tracker.scroll_into_view_if_needed()
    await screen.shot("asset-new-day")
    cruise = page.get_by_label("Cruise (kn)")
    await expect(cruise).to_have_accessible_description("empty: the type's, 145")
    await cruise.fill("131")
    await screen.fill("These data were last checked at", "2025-11-20 09:30")
    await page.get_by_role("button", name="Register it").click()
    written = page.get_by_role("region", name="Written by hand")
    await expect(written).to_contain_text("H1 · ")
    await expect(written).to_contain_text("cruises at 131 kn")
    await expect(written).to_contain_text("357454071234567")
    await screen.shot("asset-written-day")
    await page.get_by_role("button", name="Edit").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_label("Cruise (kn)")).to_have_value("131")
    checked = dialog.get_by_label("These data were last checked at")
    await expect(checked).to_have_value("2025-11-20 09:30Z")
    await dialog.get_by_label("Cruise (kn)").fill("")
    await dialog.get_by_role("button", name="Save").click()
    await expect(written).to_contain_text("cruises at 145 kn")


@pytest.mark.long
async def test_a_list_with_faults_imports_nothing_and_names_every_row(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    screen = await a_registrar(
        server, screens, client_of, "ita.import", palette="day", at="/assets/import"
    )
    page = screen.page
    faulty = (
        b"name,type,mmsi,centre\nListed 1,H1,12,\nListed 2,NONE,,\n"
        b"Listed 3,H1,247000123,MRCC Roma\nListed 4,H1,,RCC-MALTA\n"
    )
    await page.get_by_label("The list").set_input_files(
        {"name": "fleet.csv", "mimeType": "text/csv", "buffer": faulty}
    )
    await expect(page.get_by_text("4 lines after the header")).to_be_visible()
    await page.get_by_role("button", name="Import", exact=True).click()
    told = page.get_by_role("alert")
    await expect(told).to_contain_text("Nothing was imported. 4 faults")
    await expect(told).to_contain_text("row 2, mmsi")
    await expect(told).to_contain_text("row 3, type")
    named = "row 4, centre 'MRCC Roma' is no code: write MRCC-ROMA"
    await expect(told).to_contain_text(named)
    await expect(told).to_contain_text("row 5, centre 'RCC-MALTA' is not the code of a centre of")
    await told.scroll_into_view_if_needed()
    await screen.shot("import-day")

    await page.get_by_text("Codes of centres and types").click()
    await expect(
        page.get_by_role("listitem").filter(has_text="MRCC-ROMA MRCC Roma")
    ).to_be_visible()
    await expect(page.get_by_role("listitem").filter(has_text=re.compile("^H1 "))).to_be_visible()
    accented = "name;type\r\nCittà di Bari;S5\r\n".encode("cp1252")
    await page.get_by_label("The list").set_input_files(
        {"name": "fleet.csv", "mimeType": "text/csv", "buffer": accented}
    )
    await page.get_by_role("button", name="Import", exact=True).click()
    await expect(page.get_by_text("1 asset was registered.")).to_be_visible()
    await expect(page.get_by_text("was read as Windows-1252")).to_be_visible()
    await expect(page.get_by_role("list", name="Doubts by row")).to_have_count(0)

    swapped = b"name,type,base_lat,base_lon\nSwapped,S5,12.6,35.5\n"
    await page.get_by_label("The list").set_input_files(
        {"name": "fleet.csv", "mimeType": "text/csv", "buffer": swapped}
    )
    await page.get_by_role("button", name="Import", exact=True).click()
    await expect(page.get_by_text("1 asset was registered.")).to_be_visible()
    await expect(page.get_by_role("list", name="Doubts by row")).to_contain_text(
        "row 2, Swapped: Latitude and longitude of the base may be exchanged: 35°30.0′N"
    )

    units = smallest(("name", "type"), ("Workbook 1", "H1"), ("Workbook 2", "H1"))
    await page.get_by_label("The list").set_input_files(
        {"name": "units.xlsx", "mimeType": "", "buffer": units}
    )
    await expect(page.get_by_text("its first sheet is the list")).to_be_visible()
    await page.get_by_role("button", name="Import", exact=True).click()
    await expect(page.get_by_text("2 assets were registered.")).to_be_visible()

    rows = "".join(f"Listed {number},H1\n" for number in range(2_000))
    await page.get_by_label("The list").set_input_files(
        {"name": "fleet.csv", "mimeType": "text/csv", "buffer": f"name,type\n{rows}".encode()}
    )
    await page.get_by_role("button", name="Import", exact=True).click()
    await expect(page.get_by_text("2000 assets were registered.")).to_be_visible(timeout=180_000)
    await page.get_by_role("button", name="Show the assets").click()
    await page.get_by_label("Look for").fill("Listed")
    await expect(page.get_by_text(re.compile("^2000 (of|assets)"))).to_be_visible()
    await page.get_by_role("button", name="Name").click()
    await expect(page.get_by_role("link", name="Listed 1999")).to_be_visible()
    assert await page.get_by_role("row").count() < 100, "only the rows in view are drawn"
    await screen.shot("assets-day")


@pytest.mark.long
async def test_an_agreement_is_read_previewed_signed_and_suspended_by_keyboard(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    zone = {
        "type": "Polygon",
        "coordinates": [[[12, 34], [14, 34], [14, 36], [12, 36], [12, 34]]],
    }
    stands = agreement(term("Art. 2", clocks={"answer": 10}), reference="STANDS-7")
    await concluded(client_of, stands)
    shared = term(
        "Art. 4", visibility="position", clocks={"answer": 60}, zone=zone, zone_name="Strait"
    )
    await proposed(client_of, agreement(shared, reference="SCREEN-7", parties=("ITA", "MLT")))
    await registered(client_of, "MLT", helicopter(name="Seen by treaty"))
    login = await person(client_of, server, "MLT", "mlt.treaty", "negotiator")
    screen = await screens.sign_in(login)
    page = screen.page
    await screen.say("g", "t")
    await expect(page.get_by_role("cell", name="waits for ITA, MLT").first).to_be_visible()
    await page.get_by_role("link", name="SCREEN-7", exact=True).focus()
    await screen.say("Enter")
    one = page.get_by_role("region", name="SCREEN-7")
    await expect(one.get_by_text("Each party shows", exact=False)).to_be_visible()
    await expect(one.get_by_text("Zone on the map: Strait")).to_be_visible()
    conflict = one.get_by_role("region", name="Clauses that conflict with others")
    await expect(conflict).to_contain_text("Art. 4, time limits")
    await expect(conflict).to_contain_text("Art. 2 of STANDS-7, version 1 holds instead:")
    await expect(conflict).to_contain_text("answers their requests within 10 minutes")
    await screen.shot("agreement-conflict-night")
    await screen.say("d")
    await page.set_viewport_size({"width": 390, "height": 844})
    await conflict.scroll_into_view_if_needed()
    await screen.shot("agreement-conflict-day-390")
    await page.set_viewport_size({"width": 1280, "height": 800})
    await screen.say("d")

    await one.get_by_text("What another party sees").focus()
    await screen.say("Enter")
    await expect(one.get_by_role("cell", name="its position (more)").first).to_be_visible()
    await screen.shot("agreement-preview-night")
    await screen.say("Enter")

    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    await one.get_by_role("button", name="Confirm the rendering").focus()
    await screen.say("Enter")
    await expect(page.get_by_role("dialog")).to_contain_text(
        "It holds once it is confirmed for Italy too."
    )
    await expect(page.get_by_role("dialog")).to_contain_text("the page names them")
    assert [url for url in asked if "/conflicts" in url] == [], "the page has read them"
    await screen.shot("agreement-sign-night")
    await page.get_by_role("dialog").get_by_role("button", name="Confirm the rendering").focus()
    await screen.say("Enter")
    await expect(one.get_by_text("waits for ITA")).to_be_visible()
    [answer] = [
        one
        for one in (await client_of("ITA", "negotiator").get("/api/agreements")).json()["items"]
        if one["reference"] == "SCREEN-7"
    ]
    await act(client_of, "ITA", answer["id"], "sign", version=1)
    await expect(one.get_by_text("in force", exact=True)).to_be_visible()
    await expect(conflict).to_contain_text("All parties have confirmed this text.")
    await screen.shot("agreement-night")

    await one.get_by_role("button", name="Suspend what we grant").focus()
    await screen.say("Enter")
    await page.keyboard.type("Talks about the zone")
    await screen.say("Control+Enter")
    await expect(
        one.get_by_text("What Malta grants is suspended from", exact=False)
    ).to_be_visible()
    await one.get_by_text("What another party sees").focus()
    await screen.say("Enter")
    cell = one.get_by_role("row", name="Seen by treaty").get_by_role("cell").nth(2)
    await expect(cell).to_contain_text("its position")
    said = one.get_by_text(
        re.compile("Malta suspends what it grants here from [0-9 :Z-]+[.]")
    ).first
    (at,) = re.findall("here from ([0-9 :Z-]+)[.]", await said.inner_text())
    await expect(cell).to_contain_text(f"(suspended from {at})")
    await cell.scroll_into_view_if_needed()
    await screen.shot("agreement-suspended-night")
    await screen.say("Enter")
    await screen.say("d")
    await page.set_viewport_size({"width": 390, "height": 844})
    await screen.shot("agreement-suspended-day-390")
    await page.set_viewport_size({"width": 1440, "height": 900})
    await _ends_its_part_and_takes_that_back(screen, one)
    await screen.say("Escape")
    await expect(one).to_have_count(0)
    await screen.shot("agreements-day")


async def _ends_its_part_and_takes_that_back(screen: Screen, one: Locator) -> None:
    page = screen.page
    await one.get_by_role("button", name="End our part").focus()
    await screen.say("Enter")
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("The version ends with it.")
    await expect(dialog).to_contain_text("It needs 24 hours' notice (house figure)")
    await page.keyboard.type("A treaty replaces it")
    await screen.shot("agreement-end-day")
    await screen.say("Control+Enter")
    notice = one.get_by_text("The part of Malta ends at", exact=False)
    await expect(notice).to_contain_text("A treaty replaces it")
    await expect(
        one.get_by_text("Malta ends its part here from", exact=False).first
    ).to_be_visible()
    await notice.scroll_into_view_if_needed()
    await screen.shot("agreement-ends-day")
    await page.set_viewport_size({"width": 390, "height": 844})
    await screen.shot("agreement-ends-day-390")
    await screen.say("d")
    await screen.shot("agreement-ends-night-390")
    await page.set_viewport_size({"width": 1280, "height": 900})
    await screen.shot("agreement-ends-night")
    await screen.say("d")
    await page.set_viewport_size({"width": 1440, "height": 900})
    await one.get_by_role("button", name="Take back our notice").focus()
    await screen.say("Enter")
    await dialog.get_by_role("button", name="Take back our notice").focus()
    await screen.say("Enter")
    await expect(notice).to_have_count(0)


@pytest.mark.long
async def test_an_admin_adds_a_person_who_signs_in_and_changes_the_password(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.keeper", "admin")
    screen = await screens.sign_in(login)
    page = screen.page
    await screen.say("g", "p")
    await expect(page.get_by_role("link", name="ITA/ita.keeper")).to_be_visible()
    await page.get_by_role("button", name="Add a person").focus()
    await screen.say("Enter")
    await expect(page.get_by_label("Login")).to_be_focused()
    await page.keyboard.type("night.desk")
    await screen.say("Tab")
    await page.keyboard.type("Night desk")
    await screen.say("Control+Enter")
    told = page.get_by_role("dialog", name="Password")
    await expect(told).to_contain_text("Tell it to ITA/night.desk")
    password = await told.locator(".secret").inner_text()
    await screen.shot("person-told-night")
    await screen.say("Escape")
    await page.get_by_role("link", name="ITA/night.desk").focus()
    await screen.say("Enter")
    one = page.get_by_role("region", name="Night desk")
    await expect(one.get_by_text("watch officer", exact=False)).to_be_visible()
    await screen.shot("person-night")

    other = await screens.open(palette="day")
    await other.page.goto("/password")
    await other.fill("Login", "ITA/night.desk")
    await other.fill("Password", password)
    await other.say("Enter")
    await other.fill("Password so far", password)
    await other.fill("New password", "a longer one of my own")
    await other.fill("New password, again", "a longer one of my own")
    await other.say("Enter")
    await expect(other.page.get_by_text("Your password is changed.")).to_be_visible()
    await other.shot("password-day")
    await other.go("/people")
    await expect(other.page.get_by_text("An administrator of your party")).to_be_visible()

    await one.get_by_role("button", name="Close the account").focus()
    await screen.say("Enter")
    await page.get_by_role("dialog").get_by_role("button", name="Close the account").focus()
    await screen.say("Enter")
    await expect(one.get_by_text("closed", exact=False).first).to_be_visible()
    await expect(other.page.get_by_label("Login", exact=True)).to_be_visible()
    other.forget("WebSocket connection")  # it may have been about to come again


@pytest.mark.long
async def test_an_admin_makes_a_key_that_is_shown_once_and_revokes_it(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.keys.kept", "admin")
    screen = await screens.sign_in(login, at="/people", palette="day")
    page = screen.page
    await page.get_by_role("button", name="Make a key").focus()
    await screen.say("Enter")
    await expect(page.get_by_label("What for")).to_be_focused()
    await page.keyboard.type("Traffic feed")
    await screen.say("Control+Enter")
    made = page.get_by_role("dialog", name="Key")
    secret = await made.locator(".secret").inner_text()
    await screen.shot("key-made-day")
    await screen.say("Escape")
    async with httpx.AsyncClient(base_url=server.base_url) as machine:
        bearer = {"Authorization": f"Bearer {secret}"}
        taken = await machine.get("/api/me", headers=bearer)
        assert taken.json()["roles"] == ["feed"]
        await page.get_by_role("button", name="Revoke: Traffic feed").focus()
        await screen.say("Enter")
        await page.get_by_role("dialog").get_by_role("button", name="Revoke").focus()
        await screen.say("Enter")
        await expect(page.get_by_text("revoked", exact=False)).to_be_visible()
        refused = await machine.get("/api/me", headers=bearer)
        assert refused.status_code == 401
    await screen.shot("people-day")


@pytest.mark.long
async def test_an_agreement_is_drafted_with_a_zone_changed_and_proposed(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.drafts", "negotiator")
    screen = await screens.sign_in(login, at="/agreements", palette="day")
    page = screen.page
    await page.get_by_role("button", name="Draft an agreement").focus()
    await screen.say("Enter")
    await expect(page.get_by_label("Reference")).to_be_focused()
    await page.keyboard.type("draft-9")
    await screen.fill("Title", "Arrangement for the strait")
    await screen.fill("The other parties", "mlt")
    await page.get_by_label("Who grants").select_option("ITA")
    kinds = page.get_by_role("group", name="Of which assets", exact=True)
    await expect(kinds).to_be_visible()
    await screen.fill("Answers within (min)", "20")
    await expect(kinds).to_have_count(0)
    await screen.shot("agreement-clocks-alone-day")
    await page.get_by_label("What is seen of assets").select_option("readiness")
    await kinds.get_by_role("checkbox", name="Vessel").press("Space")
    await page.get_by_text("Where and when only").focus()
    await screen.say("Enter")
    await screen.fill("Zone", "34 00.0N 012 00.0E\n34 00.0N 013 00.0E\nsomewhere")
    await screen.say("Control+Enter")
    await expect(page.get_by_text("“somewhere” cannot be read")).to_be_visible()
    await expect(page.get_by_label("Zone", exact=True)).to_be_focused()
    await screen.fill("Zone", "34 00.0N 012 00.0E\n34 00.0N 013 00.0E\n35.0, 13.0\n35.0, 12.0")
    await expect(page.get_by_text("4 corners")).to_be_visible()
    await page.get_by_role("checkbox", name="Distress", exact=True).press("Space")
    await page.get_by_label("The text it renders").select_option("treaty")
    await screen.fill("Authentic in", "en, fr")
    await screen.fill("Deposited", "UNTS 12345")
    await page.get_by_label("Read the hash of a file").set_input_files(
        {"name": "treaty.pdf", "mimeType": "application/pdf", "buffer": b"The text."}
    )
    digest = sha256(b"The text.").hexdigest()
    await expect(page.get_by_label("Its file", exact=True)).to_have_value(f"{digest} treaty.pdf")
    await screen.shot("agreement-draft-day")
    await screen.say("Control+Enter")
    one = page.get_by_role("region", name="DRAFT-9")
    await expect(one.get_by_text("answers their requests within 20 minutes").first).to_be_visible()
    await expect(one.get_by_text("your party alone", exact=True)).to_be_visible()
    await expect(one.get_by_text(f"file treaty.pdf, SHA-256 {digest}")).to_be_visible()

    await one.get_by_role("button", name="Go on with the draft").focus()
    await screen.say("Enter")
    await expect(page.get_by_text("4 corners")).to_be_visible()
    await screen.fill("Answers within (min)", "25")
    await page.get_by_text("Clearance to enter territory").press("Enter")
    ahead, landing = page.get_by_label("So long ahead (min)"), page.get_by_label("Also to land")
    await expect(ahead).to_have_count(0)
    await page.get_by_label("Units enter").select_option("notify")
    enter = page.get_by_role("group", name="Which units", exact=True)
    await expect(enter.get_by_role("checkbox")).to_have_count(1)
    await ahead.fill("30")
    await landing.select_option("yes")
    await screen.shot("agreement-entry-day")
    await page.get_by_label("Units enter").select_option("request")
    await expect(landing).to_have_count(0)
    await expect(ahead).to_have_value("30")
    await screen.shot("agreement-entry-on-request-day")
    await screen.say("Control+Enter")
    await expect(one.get_by_text("30 minutes ahead").first).to_be_visible()
    await expect(one.get_by_text("answers their requests within 25 minutes").first).to_be_visible()
    await screen.shot("agreement-drafted-day")
    await one.get_by_role("button", name="Propose it").focus()
    await screen.say("Enter")
    await page.get_by_role("dialog").get_by_role("button", name="Propose").focus()
    await screen.say("Enter")
    await expect(one.get_by_text("waits for ITA, MLT")).to_be_visible()


@pytest.mark.long
async def test_a_text_of_which_not_all_was_compared_says_so(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    id_ = await proposed(client_of, agreement(term("Art. 3"), reference="LEFT-7"))
    login = await person(client_of, server, "MLT", "mlt.left", "negotiator")
    screen = await screens.sign_in(login)
    page = screen.page

    async def as_at_its_bound(route: Route) -> None:
        answer = await route.fetch()
        said = {**await answer.json(), "items": [], "not_compared": 3}
        await route.fulfill(response=answer, json={**said, "looked_until": "2027-03-01T00:00:00Z"})

    await page.route("**/api/agreements/conflicts*", as_at_its_bound)
    await page.goto(f"{server.base_url}/agreements/{id_}")
    left = page.get_by_role("region", name="Not all clauses were compared")
    await expect(left).to_contain_text("3 clauses of other agreements were not compared")
    await expect(left).to_contain_text("No clause conflicts with another of those that were")
    await expect(page.get_by_text("No clause conflicts with another that is")).to_have_count(0)
    await screen.shot("agreement-not-compared-night")
    await screen.say("d")
    await page.set_viewport_size({"width": 390, "height": 844})
    await left.scroll_into_view_if_needed()
    await screen.shot("agreement-not-compared-day-390")
    await page.set_viewport_size({"width": 1280, "height": 800})
    await page.get_by_role("button", name="Confirm the rendering").click()
    await expect(page.get_by_role("dialog")).to_contain_text("whether they conflict is not known")
