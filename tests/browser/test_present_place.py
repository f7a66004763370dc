"""The present place of a case: in its head, on map and paper, and taken as its datum by one key."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn
from tests.clients import Clients
from tests.given.incidents import IN_MALTAS_REGION, opened
from tests.given.places import point
from tests.running import Server
from tests.world import START

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True

SET_AT = (START - timedelta(hours=4)).isoformat()


async def adrift(client_of: Clients, **fields: Any) -> dict[str, Any]:
    """A case of Italy's whose datum is four hours old and drifts north at 0.9 kn."""
    return await opened(
        client_of,
        "ITA",
        position={"point": point(*IN_MALTAS_REGION), "at": SET_AT, "error_nm": 0.5},
        drift={"course_deg": 0.0, "speed_kn": 0.9},
        **fields,
    )


@pytest.mark.long
async def test_a_case_is_shown_where_it_has_drifted_and_one_key_takes_that_as_datum(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await adrift(client_of, title="Adrift since noon")
    login = await person(client_of, server, "ITA", "ita.adrift", "watch_officer")
    screen = await screens.sign_in(login, at=f"/incidents/{case['id']}", width=1440, height=900)
    page = screen.page
    head = page.get_by_role("article", name=case["reference"]).locator("header")
    await expect(head).to_contain_text("now about 34°23.6′N 012°42.0′E ±1.4 nm (12:26Z)")
    await expect(head).to_contain_text("datum 34°20.0′N 012°42.0′E ±0.5 nm · 08:26Z")
    await expect(page.locator(".map canvas")).to_be_visible()
    await page.wait_for_load_state("networkidle")
    await screen.shot("adrift-night")
    await screen.say("d")
    await screen.shot("adrift-day")
    await page.get_by_role("button", name="Short SITREP").click()
    text = page.locator("pre")
    await expect(text).to_contain_text("B. POSITION: 34-23.6N 012-42.0E AT ")
    await expect(text).to_contain_text(". LAST KNOWN 34-20.0N 012-42.0E AT ")
    await screen.say("p")
    await expect(page.locator(".paper")).to_contain_text("now about 34°23.6′N 012°42.0′E ±1.4 nm")
    await screen.go(f"/incidents/{case['id']}")
    await expect(page.get_by_role("button", name="Set the present place as datum")).to_be_visible()
    await screen.say("t")
    await expect(head).to_contain_text("34°23.6′N 012°42.0′E ±1.4 nm · 12:26Z")
    await expect(head).not_to_contain_text("datum 3")
    history = (
        await client_of("ITA", "observer").get(f"/api/incidents/{case['id']}/history")
    ).json()
    assert [one["source"] for one in history["datums"]] == ["given", "drift"]


@pytest.mark.long
async def test_a_later_fix_is_proposed_to_the_lead_and_never_taken_by_itself(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await adrift(client_of, title="Seen from the air")
    reported = await client_of("MLT", "watch_officer").post(
        f"/api/incidents/{case['id']}/positions",
        json={"point": point(12.75, 34.4), "error_nm": 0.2, "source": "Maltese aircraft"},
    )
    assert reported.status_code == 201, reported.text
    malta = await screens.sign_in(
        await person(client_of, server, "MLT", "mlt.fix", "watch_officer"),
        at=f"/incidents/{case['id']}",
    )
    await expect(malta.page.get_by_text("Reported positions (2)")).to_be_visible()
    login = await person(client_of, server, "ITA", "ita.fix", "watch_officer")
    screen = await screens.sign_in(login, at=f"/incidents/{case['id']}", width=390, height=844)
    page = screen.page
    await expect(page.get_by_text("A later fix: 34°24.0′N 012°45.0′E ±0.2 nm")).to_be_visible()
    await expect(page.locator("header").first).to_be_visible()
    await screen.shot("later-fix-narrow-night")
    theirs = malta.page.get_by_text("The datum stays until the lead takes it.")
    await expect(theirs).to_be_visible()
    await expect(malta.page.get_by_role("button", name="Set it as datum")).to_have_count(0)
    await page.get_by_role("button", name="Set it as datum").click()
    head = page.get_by_role("article", name=case["reference"]).locator("header")
    await expect(head).to_contain_text("34°24.0′N 012°45.0′E ±0.2 nm · 12:26Z")
    await expect(page.get_by_text("A later fix")).to_have_count(0)


@pytest.mark.long
async def test_a_centre_that_nobody_told_is_told_by_voice_with_number_and_words(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    there = {"point": point(13.5, 33.6), "error_nm": 2.0}
    case = await opened(client_of, "ITA", title="Off Tripoli", position=there)
    login = await person(client_of, server, "ITA", "ita.tells", "watch_officer")
    for palette, width, height in in_turn(("night", 1440, 900), ("day", 390, 844)):
        italy = await screens.sign_in(
            login, at=f"/incidents/{case['id']}", palette=palette, width=width, height=height
        )
        page = italy.page
        knows = page.get_by_role("region", name="Whose region, and who knows")
        await expect(knows).to_contain_text("JRCC Tripoli: it lies in their region")
        await expect(knows).to_contain_text("nobody has told them")
        await expect(page.get_by_text("JRCC Tripoli: telephone +000", exact=True)).to_be_visible()
        tell = knows.get_by_role("button", name="Tell JRCC Tripoli")
        await tell.focus()
        await italy.say("Enter")
        script = knows.locator("pre.words")
        await expect(script).to_contain_text("1. telephone: +000")
        await expect(script).to_contain_text("JRCC Tripoli, this is MRCC Roma")
        await tell.scroll_into_view_if_needed()
        await italy.shot(f"tell-{palette}-{width}")
