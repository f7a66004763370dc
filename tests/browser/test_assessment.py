"""The assessment of a case: a key a line, the suggestion beside it, one key to raise the phase."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn
from tests.browser.test_acting import fits
from tests.clients import Clients
from tests.given.requests import hailed, opened, stepped
from tests.running import Server

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_a_sheet_is_filled_by_key_and_the_phase_raised_by_one(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, title="Seen from the air", phase="alert")
    login = await person(client_of, server, "ITA", "ita.assess", "watch_officer")
    italy = await screens.sign_in(login, at=f"/incidents/{case['id']}", width=1440, height=900)
    page = italy.page
    card = page.get_by_role("region", name="Assessment")
    await expect(card.get_by_text("Not assessed yet.")).to_be_visible()
    await page.keyboard.press("c")
    sheet = page.get_by_role("dialog")
    await expect(sheet.get_by_text("Suggests no graver phase than uncertainty.")).to_be_visible()
    for key in ("n", " ", " ", "y"):
        await page.keyboard.press(key)
    await expect(sheet.get_by_text("Suggests alert: too many people")).to_be_visible()
    for key in (" ", "y"):
        await page.keyboard.press(key)
    await expect(sheet.get_by_text("Suggests distress: too many people")).to_be_visible()
    await expect(sheet.get_by_label("Why it stays in alert")).to_be_visible()
    await italy.shot("assessment-sheet-night-1440")
    for palette, width, height in in_turn(
        ("day", 1440, 900), ("night", 390, 844), ("day", 390, 844)
    ):
        at = f"/incidents/{case['id']}"
        other = await screens.sign_in(login, at=at, palette=palette, width=width, height=height)
        await expect(other.page.get_by_role("region", name="Assessment")).to_be_visible()
        await other.page.keyboard.press("c")
        await expect(other.page.get_by_role("dialog")).to_be_visible()
        for key in ("n", " ", " ", "y", " ", "y"):
            await other.page.keyboard.press(key)
        await expect(other.page.get_by_text("Suggests distress: too many people")).to_be_visible()
        assert await fits(other.page)
        await other.shot(f"assessment-sheet-{palette}-{width}")
    await page.keyboard.press("Control+Enter")
    await expect(
        card.get_by_text("The phase is below what is suggested (distress).")
    ).to_be_visible()
    await italy.shot("assessment-below-night-1440")
    await page.keyboard.press("y")
    await expect(page.get_by_text("DISTRESS", exact=True).first).to_be_visible()
    await expect(card.get_by_text("below what is suggested")).to_have_count(0)


@pytest.mark.long
async def test_what_bears_on_it_is_seen_and_a_second_person_says_so(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, title="Handled by another force", phase="uncertainty")
    watch = client_of("ITA", "watch_officer")
    path = f"/api/incidents/{case['id']}"
    police = {"name": "Customs", "function": "duty officer", "unit": "patrol boat V 6006"}
    await watch.post(f"{path}/other-authority", json=police)
    await watch.post(f"{path}/help-refused", json={"source": "aircraft"})
    weather = [{"criterion": "bad_weather", "answer": "yes", "source": "forecast"}]
    body = {"answers": weather, "reason": "Customs is on its way."}
    await watch.post(f"{path}/assessment", json=body)
    ship = await hailed(client_of, case)
    await stepped(client_of, "ITA", ship, "unable", note="Too much sea.")
    await watch.post(f"{path}/assessment", json={"reason": "Customs is on its way."})
    login = await person(client_of, server, "ITA", "ita.second", "watch_officer")
    at = f"/incidents/{case['id']}"
    italy = await screens.sign_in(login, at=at, width=1440, height=900)
    page = italy.page
    await expect(page.get_by_text("Exercise Star cannot come")).to_be_visible()
    await expect(
        page.get_by_text("Customs has it (duty officer, patrol boat V 6006)")
    ).to_be_visible()
    await expect(page.get_by_text("The duty of care goes on")).to_be_visible()
    await italy.shot("assessment-bearing-night-1440")
    for palette, width, height in in_turn(
        ("day", 1440, 900), ("night", 390, 844), ("day", 390, 844)
    ):
        other = await screens.sign_in(login, at=at, palette=palette, width=width, height=height)
        await expect(other.page.get_by_text("Customs has it")).to_be_visible()
        assert await fits(other.page)
        await other.shot(f"assessment-bearing-{palette}-{width}")
    await page.get_by_role("button", name="I am the second").click()
    await expect(page.get_by_text("second: a watch officer")).to_be_visible()


@pytest.mark.long
async def test_sources_that_contradict_are_shown_and_taken_back_with_a_reason(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, title="Seen twice", phase="alert")
    watch = client_of("ITA", "watch_officer")
    path = f"/api/incidents/{case['id']}/assessment"
    for answer, source in (("yes", "Aircraft Osprey 2"), ("no", "MV Exercise Star")):
        line = {"criterion": "dead_aboard", "answer": answer, "source": source}
        made = await watch.post(path, json={"answers": [line]})
        assert made.is_success, made.text
    at = f"/incidents/{case['id']}"
    login = await person(client_of, server, "ITA", "ita.sources", "watch_officer")
    both = "dead aboard (yes by Aircraft Osprey 2 12:26Z, no by MV Exercise Star 12:26Z)"
    for palette, width, height in in_turn(
        ("day", 390, 844), ("night", 390, 844), ("day", 1280, 800), ("night", 1280, 800),
    ):  # fmt: skip
        italy = await screens.sign_in(login, at=at, palette=palette, width=width, height=height)
        page = italy.page
        await expect(page.get_by_text(both)).to_be_visible()
        assert await fits(page)
        await italy.shot(f"assessment-contradicts-{palette}-{width}")
    await page.get_by_role("button", name="Assess C").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Source of what you enter").fill("MV Exercise Star")
    await dialog.get_by_role("button", name="Dead aboard: No", exact=True).click()
    await expect(dialog.get_by_text("Suggests distress")).to_be_visible()
    why = dialog.get_by_label("Why it does not stand any more")
    await why.fill("Bundles, on the photographs.")
    await expect(dialog.get_by_text("Suggests no graver phase")).to_be_visible()
    await why.scroll_into_view_if_needed()
    await italy.shot("assessment-takes-back-night-1280")
    await dialog.get_by_role("button", name="Write it").click()
    await expect(page.get_by_text("SOURCES CONTRADICT")).to_have_count(0)
    await expect(page.get_by_text("Suggests no graver phase")).to_be_visible()


@pytest.mark.long
async def test_that_another_authoritys_unit_turned_back_is_written_and_rings(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, title="Told for information", phase="alert")
    watch = client_of("ITA", "watch_officer")
    path = f"/api/incidents/{case['id']}"
    weather = [{"criterion": "bad_weather", "answer": "yes", "source": "forecast"}]
    await watch.post(f"{path}/assessment", json={"answers": weather})
    customs = {"name": "Customs", "function": "duty officer", "unit": "boat V 6006"}
    await watch.post(f"{path}/other-authority", json=customs)
    await watch.post(f"{path}/assessment", json={})
    login = await person(client_of, server, "ITA", "ita.back", "watch_officer")
    for palette, width, height in in_turn(
        ("day", 390, 844), ("night", 390, 844), ("day", 1280, 800), ("night", 1280, 800),
    ):  # fmt: skip
        at = f"/incidents/{case['id']}"
        italy = await screens.sign_in(login, at=at, palette=palette, width=width, height=height)
        page = italy.page
        await page.get_by_role("button", name="Another authority has it").click()
        await page.get_by_label("Its unit does not come").select_option("turned_back")
        assert await fits(page)
        await italy.shot(f"authority-form-{palette}-{width}")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Another authority has it").click()
    await expect(page.get_by_text("boat V 6006 turned back")).to_be_visible()
    await expect(page.get_by_text("Suggests distress")).to_be_visible()
    await italy.shot("authority-turned-back-night-1280")
    ship = await hailed(client_of, case)
    await stepped(client_of, "ITA", ship, "unable", note="Too much sea.")
    both = page.get_by_text("No unit that takes people aboard has set out in their place.")
    await expect(both).to_contain_text("boat V 6006 turned back")
    await expect(both).to_contain_text("Exercise Star cannot come")
    for palette, width, height in in_turn(
        ("day", 390, 844), ("night", 390, 844), ("day", 1280, 800)
    ):
        at = f"/incidents/{case['id']}"
        other = await screens.sign_in(login, at=at, palette=palette, width=width, height=height)
        told = other.page.get_by_text("Exercise Star cannot come")
        await told.scroll_into_view_if_needed()
        assert await fits(other.page)
        await other.shot(f"units-gone-{palette}-{width}")
    await both.scroll_into_view_if_needed()
    await italy.shot("units-gone-night-1280")
    await page.get_by_role("button", name="Another authority has it").click()
    await page.get_by_label("Its unit comes after all").select_option("sails_again")
    await italy.shot("authority-comes-form-night-1280")
    await dialog.get_by_role("button", name="Another authority has it").click()
    await expect(page.get_by_text("boat V 6006 SAILS AGAIN.")).to_be_visible()
    await expect(page.get_by_text("boat V 6006 turned back")).to_have_count(0)
    await expect(page.get_by_text("Exercise Star cannot come")).to_be_visible()
    await italy.shot("authority-comes-night-1280")
    at = f"/incidents/{case['id']}"
    day = await screens.sign_in(login, at=at, palette="day", width=390, height=844)
    await expect(day.page.get_by_text("boat V 6006 SAILS AGAIN.")).to_be_visible()
    await day.page.get_by_text("boat V 6006 SAILS AGAIN.").scroll_into_view_if_needed()
    await day.shot("authority-comes-day-390")


@pytest.mark.long
async def test_another_party_tells_what_it_heard_beside_the_leads_sheet(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, title="Heard by two", phase="alert")
    path = f"/api/incidents/{case['id']}"
    no = [{"criterion": "dead_aboard", "answer": "no", "source": "her master"}]
    await client_of("ITA", "watch_officer").post(f"{path}/assessment", json={"answers": no})
    login = await person(client_of, server, "MLT", "mlt.hears", "watch_officer")
    at = f"/incidents/{case['id']}"
    malta = await screens.sign_in(login, at=at, width=1440, height=900)
    page = malta.page
    card = page.get_by_role("region", name="Assessment")
    await expect(card.get_by_role("button", name="What you heard")).to_be_visible()
    await page.keyboard.press("c")
    sheet = page.get_by_role("dialog")
    await expect(sheet.get_by_text("It stands beside the lead's sheet")).to_be_visible()
    await expect(sheet.get_by_role("button", name="Tell it")).to_be_disabled()
    await sheet.get_by_label("Source of what you enter").fill("Aircraft")
    await sheet.get_by_role("button", name="Dead aboard: Yes").click()
    await sheet.get_by_role("button", name="Adrift: No", exact=True).click()
    await expect(sheet.get_by_text("Suggests distress: dead aboard")).to_be_visible()
    await expect(sheet.get_by_role("button", name="Raise to")).to_have_count(0)
    await malta.shot("assessment-heard-sheet-night-1440")
    await sheet.get_by_role("button", name="Tell it").click()
    for palette, width, height in in_turn(("night", 1440, 900), ("day", 390, 844)):
        of = await person(client_of, server, "ITA", f"ita.reads{width}", "watch_officer")
        italy = await screens.sign_in(of, at=at, palette=palette, width=width, height=height)
        seen = italy.page.get_by_role("region", name="Assessment")
        await expect(seen.get_by_text("SOURCES CONTRADICT, it counts as yes")).to_be_visible()
        await expect(seen.get_by_text("(heard by MLT)").first).to_be_visible()
        await expect(seen.get_by_text("Heard: Adrift (no by Aircraft")).to_be_visible()
        assert await fits(italy.page)
        await italy.shot(f"assessment-heard-{palette}-{width}")
