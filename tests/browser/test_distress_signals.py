"""A beacon on the air, or a text that is taken in, rings at its centre, and is made a case with one
key."""

import asyncio

import pytest
from playwright.async_api import Route, expect

from sar import clock
from sar.database_roles import DatabaseRole
from sar.db import make_engine, make_sessions
from sar.distress_reports.hearing import hear
from sar.geo.position import LatLon
from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn, unreadable
from tests.clients import Clients
from tests.given.distress_reports import beacon
from tests.running import Server

pytestmark = pytest.mark.anyio

ALERT = """1. DISTRESS COSPAS-SARSAT POSITION ALERT
3. DETECTED AT 11 OCT 26 1226 UTC BY SARSAT S11
7. EMERGENCY CODE: SINKING
8. POSITIONS
   DOPPLER A - 40 00.0 N 012 00.0 E PROB 40 PERCENT
   DOPPLER B - 34 30.0 N 014 00.0 E PROB 60 PERCENT
11. HEX ID 1EE43C4800FFBFF
GIBBERISH XYZZY PLUGH
END OF MESSAGE"""
SIZES = (("night", 1280, 800), ("day", 1280, 800), ("night", 390, 844), ("day", 390, 844))


async def on_the_air(server: Server, by: str, sender: str, place: LatLon | None) -> None:
    """A receiver of the party hears a beacon."""
    engine = make_engine(server.database_url, DatabaseRole.SYSTEM)
    async with make_sessions(engine)() as db, db.begin():
        now = clock.now()
        assert await hear(db, by, "Lampedusa", beacon(now, place, sender=sender), now=now)
    await engine.dispose()


async def test_it_rings_and_is_a_case_with_one_key(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "MLT", "mlt.signal", "watch_officer")
    officer = await screens.sign_in(login, width=1280, height=800)
    page = officer.page
    await on_the_air(server, "ITA", "974000001", LatLon(34.6, 14.2))
    ringing = page.get_by_role("alert").get_by_text("distress signal heard")
    await expect(ringing).to_be_visible(timeout=5_000)
    await officer.shot("signal-rings")
    await ringing.click()
    card = page.get_by_role("listitem").filter(has_text="EPIRB-AIS 974000001")
    await expect(card).to_contain_text("34°36.0′N")
    await expect(card).to_contain_text("Heard by Italy, Lampedusa")
    await officer.shot("signal-card")
    await page.keyboard.press("o")
    await expect(page.get_by_role("heading", name="EPIRB-AIS 974000001")).to_be_visible()
    await expect(ringing).to_have_count(0)


async def test_it_is_of_a_case_or_no_distress(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "MLT", "mlt.signal.two", "watch_officer")
    await on_the_air(server, "MLT", "974000002", LatLon(34.2, 15.2))
    officer = await screens.sign_in(login, at="/signals", width=1280, height=800)
    page = officer.page
    card = page.get_by_role("listitem").filter(has_text="EPIRB-AIS 974000002")
    await page.keyboard.press("x")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("textbox").fill("Fell from its bracket, the master says.")
    await dialog.get_by_role("button", name="No distress").click()
    await expect(card).to_have_count(0)


async def test_it_is_taken_up_by_a_key_and_passed_on_to_another_centre(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    malta = await person(client_of, server, "MLT", "mlt.signal.held", "watch_officer")
    tunis = await person(client_of, server, "TUN", "tun.signal.held", "watch_officer")
    await on_the_air(server, "ITA", "974000005", LatLon(34.4, 14.6))
    officer = await screens.sign_in(malta, at="/signals", width=1280, height=800)
    other = await screens.sign_in(tunis, at="/signals", width=390, height=844)
    page = officer.page
    card = page.get_by_role("listitem").filter(has_text="EPIRB-AIS 974000005")
    await expect(card).to_contain_text("Nobody there has said yet: I have it.")
    await officer.say("i")
    await expect(card).to_contain_text("RCC Malta has it since")
    ringing = page.get_by_role("alert").get_by_text("distress signal heard")
    await expect(ringing).to_have_count(0)
    await officer.shot("signal-held-night-1280")
    await officer.say("p")
    sheet = page.get_by_role("dialog", name="Pass it on to another centre")
    assert await sheet.get_by_role("option", name="JRCC Tripoli").count() == 0, "it is called"
    await sheet.get_by_label("To").select_option(label="MRCC Tunis, Tunisia")
    await sheet.get_by_label("Why").fill("Their helicopter sees the raft.")
    await officer.shot("signal-pass-on-night-1280")
    await officer.say("Control+Enter")
    await expect(card).to_contain_text("It rings at MRCC Tunis. If nothing comes of it, call it")
    await expect(card).to_contain_text("Passed on by Malta")
    await expect(card.get_by_role("button", name="I have it")).to_have_count(0)
    there = other.page.get_by_role("listitem").filter(has_text="EPIRB-AIS 974000005")
    await expect(there).to_contain_text("Nobody there has said yet: I have it.")
    await expect(there.get_by_role("button", name="I have it")).to_be_visible()
    await other.shot("signal-passed-night-390")


async def test_signals_by_day_and_night_on_every_screen(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.signal", "watch_officer")
    await on_the_air(server, "ITA", "970000003", LatLon(33.2, 14.2))
    await on_the_air(server, "ITA", "974000004", None)
    for palette, width, height in in_turn(*SIZES):
        officer = await screens.sign_in(
            login, at="/signals", palette=palette, width=width, height=height
        )
        page = officer.page
        listed = page.get_by_role("listitem").filter(has_text="EPIRB-AIS 970000003")
        await expect(listed).to_contain_text("in the region of JRCC Tripoli")
        bare = page.get_by_role("listitem").filter(has_text="EPIRB-AIS 974000004")
        await expect(bare).to_contain_text("It tells no position.")
        await officer.shot(f"signals-{palette}-{width}")


async def test_a_text_is_looked_at_told_and_rings_at_the_other_partys_desk(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    malta = await person(client_of, server, "MLT", "mlt.text", "watch_officer")
    italy = await person(client_of, server, "ITA", "ita.text", "watch_officer")
    desk = await screens.sign_in(malta)
    officer = await screens.sign_in(italy, at="/signals")
    page = officer.page
    await expect(page.get_by_role("button", name="Take a text in")).to_be_visible()
    await officer.say("t")
    box = page.get_by_role("dialog", name="A text of distress")
    await expect(box.get_by_label("The text, as it came")).to_be_focused()
    await page.keyboard.insert_text(ALERT)
    look = box.get_by_role("region", name="As it is read")
    await expect(look.get_by_role("status")).to_contain_text("not wholly read")
    await expect(look).to_contain_text("It will ring at RCC Malta: its position is in that region.")
    await expect(look).to_contain_text("Cospas-Sarsat alert")
    lines = look.get_by_role("listitem")
    await expect(lines.filter(has_text="HEX ID")).to_contain_text("Read")
    await expect(lines.filter(has_text="XYZZY")).to_contain_text("NOT READ")
    faults: list[str] = []
    for palette, width, height in in_turn(*SIZES):
        await page.set_viewport_size({"width": width, "height": height})
        await page.evaluate(
            "palette => { document.documentElement.dataset.palette = palette; }", palette
        )
        faults += await unreadable(officer, "text-of-distress", f"{palette}-{width}", "dialog")
        await lines.filter(has_text="XYZZY").scroll_into_view_if_needed()
        await officer.shot(f"text-of-distress-lines-{palette}-{width}")
    assert faults == []
    await officer.say("Control+Enter")
    await expect(box.get_by_text("needed", exact=False).first).to_be_visible()
    await box.get_by_label("It came by").select_option("telex")
    await page.context.set_offline(True)
    await officer.say("Control+Enter")
    await expect(box.get_by_role("alert")).to_be_visible()
    await expect(box.get_by_label("The text, as it came")).to_have_value(ALERT)
    await page.context.set_offline(False)
    officer.forget("ERR_INTERNET_DISCONNECTED")
    stands = asyncio.Event()

    async def answers_late(route: Route) -> None:
        answer = await route.fetch()
        await stands.wait()
        await route.fulfill(response=answer)

    await page.route("**/api/distress-reports", answers_late)
    await officer.say("Control+Enter")
    card = page.get_by_role("listitem").filter(has_text="Cospas-Sarsat alert 1EE43C4800FFBFF")
    await expect(card).to_be_attached()  # it came by the stream, before the answer
    stands.set()
    await expect(box).to_have_count(0)
    await expect(card).to_contain_text("It rings at RCC Malta.")
    await expect(card.locator("pre")).to_have_text(ALERT)
    await officer.shot("text-of-distress-told")
    ringing = desk.page.get_by_role("alert").get_by_text("distress signal heard")
    await expect(ringing).to_be_visible()
    await officer.say("t")
    await box.get_by_label("The text, as it came").fill(ALERT)
    await expect(look).to_contain_text("A report of this sender waits already.")
    await look.get_by_role("link", name="Go to that report").click()
    await expect(box).to_have_count(0)


async def test_an_overtaken_look_never_wins_and_a_refused_text_stays(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.text.two", "watch_officer")
    officer = await screens.sign_in(login, at="/signals")
    page = officer.page
    asked, goes = asyncio.Event(), asyncio.Event()

    async def first_waits(route: Route) -> None:
        if not asked.is_set():
            asked.set()
            await goes.wait()
        await route.continue_()

    await page.route("**/distress-reports/look", first_waits)
    await expect(page.get_by_role("button", name="Take a text in")).to_be_visible()
    await officer.say("t")
    box = page.get_by_role("dialog", name="A text of distress")
    text = box.get_by_label("The text, as it came")
    look = box.get_by_role("region", name="As it is read")
    await text.fill("MAYDAY MMSI 247000111")
    await asyncio.wait_for(asked.wait(), 20)
    await expect(look.get_by_role("status")).to_have_text("Reading…")
    await text.fill("MAYDAY MMSI 247000222 POSITION 34-30N 014-00E")
    await expect(look).to_contain_text("It will ring at RCC Malta")
    goes.set()
    await page.wait_for_load_state("networkidle")
    await expect(look).to_contain_text("247000222")
    await expect(look).not_to_contain_text("247000111")
    await text.fill("MAYDAY \u202e")
    await expect(look.get_by_role("alert")).to_be_visible()
    await officer.shot("text-of-distress-refused")
    await expect(look).not_to_contain_text("It will ring")
    await expect(text).to_have_value("MAYDAY \u202e")
    await box.get_by_label("It came by").select_option("voice")
    await officer.say("Control+Enter")
    await expect(box.get_by_role("alert")).to_have_count(2)
    await expect(text).to_have_value("MAYDAY \u202e")
    await officer.say("Escape")
    await expect(box).to_have_count(0)
    await officer.say("t")
    await expect(box.get_by_role("status").first).to_be_visible()
    officer.forget("422")
