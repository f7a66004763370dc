"""Every sheet and card, by night and by day, from a phone to a wall: readable, without a fault of
axe, with the focus inside as long as it is open and back where it came from afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screen, Screens, person
from tests.browser.full_picture import Filled, filled
from tests.browser.readable import HEIGHT_OF, USUAL, WINDOWS, at_every_width
from tests.clients import Clients
from tests.running import Server

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True

ROLES = ("coordinator", "watch_officer", "registrar", "admin")
ASSET = "/assets/{asset}"
CASE, ANSWERS, ASK = (f"/incidents/{{incident}}{tab}" for tab in ("", "/answers", "/ask"))
DIALOG = "dialog[open]"
IS_INSIDE = "one => one.contains(document.activeElement)"


@dataclass(frozen=True)
class Sheet:
    """Something that a button opens beside the map, and Escape closes."""

    name: str
    at: str
    """The address of the page, as a template of the ids that it names."""
    button: str
    ready: str
    """Words that are there once it is open."""
    then: tuple[str, str] | None = None
    """A choice in it that shows another part: its label, and what is chosen."""


SHEETS = (
    Sheet("search-box", CASE, "Search area", "Along, ° true"),
    Sheet("search-sector", CASE, "Search area", "Radius, nm", ("Shape", "sector")),
    Sheet("search-ring", CASE, "Search area", "To, nm", ("Shape", "ring")),
    Sheet("search-corners", CASE, "Search area", "Add corners", ("Shape", "corners")),
    Sheet("osc", CASE, "OSC and ACO", "Aircraft coordinator (ACO)"),
    Sheet("channels", CASE, "Channels", "Purpose"),
    Sheet("position", CASE, "Report a position", "Position"),
    Sheet("conditions", CASE, "Conditions", "Sea state"),
    Sheet("report-ship", ASK, "Report a ship", "Call sign"),
    Sheet("new-eta", ANSWERS, "New ETA", "Promised at the scene"),
    Sheet("count-anew", ANSWERS, "Count anew", "Aboard now"),
    Sheet("heard-from", ANSWERS, "Heard from", "Who spoke"),
    Sheet("position-heard", ASSET, "Position heard", "Position"),
    Sheet("asset-edit", ASSET, "Edit", "These data were last checked at"),
    Sheet("type-refine", "/assets/types", "Refine", "Figures with a public source"),
    Sheet("own-capability", "/assets/types", "Add a capability", "Meaning"),
    Sheet("centre", "/contacts", "Languages and time zone", "Time zone"),
)
FUEL_POINTS = "/fuel-points"
OTHERS = (
    Sheet("readiness", ASSET, "Say its readiness", "Under way or aloft already"),
    Sheet("called", CASE, "Called the people", "Called the people"),
    Sheet("datum", CASE, "Set the datum", "Position"),
    Sheet("route", CASE, "Intended route", "Last port"),
    Sheet("phase", CASE, "Change the phase", "Why"),
    Sheet("pob", CASE, "Persons on board", "POB at least"),
    Sheet("water", CASE, "People in the water", "In the water since"),
    Sheet("found", CASE, "Found by others", "Found by others"),
    Sheet("refusal", CASE, "They refuse help", "They refuse help"),
    Sheet("tow", CASE, "It is under tow", "It is under tow"),
    Sheet("authority", CASE, "Another authority has it", "Another authority has it"),
    Sheet("describe", CASE, "Describe", "What happened"),
    Sheet("lead", CASE, "Propose who leads", "Propose who leads"),
    Sheet("voice", CASE, "SMC by voice", "SMC by voice"),
    Sheet("link", CASE, "Link a case", "Link a case"),
    Sheet("first", CASE, "Whom to tell first", "Whom to tell first"),
    Sheet("keep", CASE, "Keep from a party", "Keep from a party"),
    Sheet("suspend", CASE, "Suspend", "Suspend"),
    Sheet("close", CASE, "Close", "Close"),
    Sheet("ship-withdraw", ASK, "Withdraw", "Why"),
    Sheet("lives", ANSWERS, "Died, born, in water", "What happened"),
    Sheet("with-its-time", ANSWERS, "With its time", "With its time"),
    Sheet("fuel-point", FUEL_POINTS, "Change Lampedusa", "Hours, in UTC"),
    Sheet("fuel-point-withdraw", FUEL_POINTS, "Withdraw Lampedusa", "Why"),
    Sheet("search-change", CASE, "Change A1", "Searched by"),
    Sheet("search-take-back", CASE, "Take back A1", "Call whoever searches it."),
)
"""Sheets that others resemble, and that their own tests fill in."""


async def faults_of_sheets(
    screen: Screen,
    sheets: Sequence[Sheet],
    ids: Filled,
    palette: str,
    widths: Sequence[int],
    within: str = "html",
) -> list[str]:
    """The faults of these sheets, each opened once by a key, with the page that they stand on or
    without."""
    page = screen.page
    faults: list[str] = []
    shown = ""
    for sheet in sheets:
        await page.set_viewport_size({"width": widths[0], "height": HEIGHT_OF[widths[0]]})
        if sheet.at != shown:
            shown = sheet.at
            await screen.go(shown.format(**vars(ids)))
        opener = page.get_by_role("main").get_by_role("button", name=sheet.button).first
        await opener.focus()
        await screen.say("Enter")
        dialog = page.get_by_role("dialog")
        if sheet.then:
            await dialog.get_by_label(sheet.then[0], exact=True).select_option(sheet.then[1])
        await expect(dialog.get_by_text(sheet.ready).first).to_be_visible()
        if not await dialog.evaluate(IS_INSIDE):
            faults.append(f"{sheet.name}: the focus is not in it")
        faults += await at_every_width(screen, f"sheet-{sheet.name}", palette, widths, within)
        await screen.say("Escape")
        await expect(dialog).to_have_count(0)
        await expect(opener).to_be_focused()
    return faults


async def faults_of_costs(
    screen: Screen, ids: Filled, palette: str, widths: Sequence[int]
) -> list[str]:
    """The faults of the costs of a unit's work, opened on its card by a key."""
    await screen.go(ANSWERS.format(**vars(ids)))
    card = screen.page.get_by_role("article", name="AS1630")
    await card.get_by_text("Costs by the terms").focus()
    await screen.say("Enter")
    await expect(card).to_contain_text("Italy owes Malta")
    await card.get_by_text("Italy owes Malta").scroll_into_view_if_needed()
    return await at_every_width(screen, "costs", palette, widths, within=".card:has(details[open])")


async def faults_on_the_map(
    screen: Screen, ids: Filled, palette: str, widths: Sequence[int]
) -> list[str]:
    """The faults of what stands on the map: a unit's card, what is measured, the signs."""
    page = screen.page
    faults: list[str] = []
    await screen.go(CASE.format(**vars(ids)))
    await screen.say("m", "Tab")
    near = page.get_by_role("list", name="Near the middle of the map")
    unit = near.get_by_role("button", name="AS1630").first
    await unit.focus()
    await screen.say("Enter")
    card = page.get_by_role("region", name="Unit on the map: AS1630")
    await expect(card).to_contain_text("12 min old")
    faults += await at_every_width(screen, "unit-card", palette, widths, within=".map-card")
    await screen.say("Escape")
    await expect(card).to_have_count(0)
    await expect(unit).to_be_focused()
    await screen.say("Enter")
    await card.get_by_role("button", name="Ring of sight").press("Enter")
    await expect(page.get_by_role("region", name="Ring of sight")).to_contain_text("AS1630")
    faults += await at_every_width(screen, "sight", palette, widths, within=".map")
    await screen.say("Escape", "l")
    await page.get_by_label("Reached in time by").select_option("helicopter")
    await screen.say("l")
    await expect(page.get_by_text("Cut at 150 nm")).to_be_visible()
    faults += await at_every_width(screen, "reach-legend", palette, widths, within=".map")
    await screen.say("l")
    await page.get_by_label("Reached in time by").select_option("")
    await screen.say("l")
    await screen.say("z")
    await expect(page.get_by_role("region", name="Course and distance")).to_be_visible()
    await screen.say("Enter", "ArrowRight", "Enter")
    faults += await at_every_width(screen, "measure", palette, widths, within=".map")
    await screen.say("Escape", "l")
    await page.get_by_text("Signs", exact=True).click()
    await expect(page.get_by_text("search suspended")).to_be_visible()
    faults += await at_every_width(screen, "signs", palette, widths, within=".map")
    await page.get_by_text("Lines and areas", exact=True).click()
    await expect(page.get_by_text("a case may be anywhere within")).to_be_visible()
    faults += await at_every_width(screen, "lines", palette, widths, within=".map")
    await screen.say("l")
    return faults


async def in_palette(screen: Screen, palette: str) -> None:
    """The screen in the palette."""
    page = screen.page.locator("html")
    if await page.get_attribute("data-palette") != palette:
        await screen.say("d")
    await expect(page).to_have_attribute("data-palette", palette)


THREE = [(palette, width) for palette in ("night", "day") for width in (1280, 390, 3840)]
"""A desk, a phone and a wall; those by night first."""


async def signed_in(
    server: Server, screens: Screens, client_of: Clients, ids: Filled, login: str
) -> Screen:
    """The window of somebody who may do everything in the picture."""
    signs_in = await person(client_of, server, "ITA", login, *ROLES)
    return await screens.sign_in(signs_in, at=CASE.format(**vars(ids)))


@pytest.mark.usefixtures("clock_at_start")
async def test_every_sheet_and_card_can_be_read_and_gives_the_focus_back(
    server: Server, screens: Screens, plain_screens: Screens, client_of: Clients
) -> None:
    """Half of the sheets, each in one window, the windows in turn; below are all in all windows."""
    ids = await filled(client_of, server)
    night, desk = USUAL
    mapped = await signed_in(server, screens, client_of, ids, "ita.cards")
    await expect(mapped.page.locator(".map canvas")).to_be_attached()
    faults = await faults_of_costs(mapped, ids, night, [desk])
    faults += await faults_on_the_map(mapped, ids, night, [desk])
    screen = await signed_in(server, plain_screens, client_of, ids, "ita.sheets")
    for number, (palette, width) in enumerate(THREE):
        await in_palette(screen, palette)
        sheets = (*SHEETS, *OTHERS)[number :: 2 * len(THREE)]
        faults += await faults_of_sheets(screen, sheets, ids, palette, [width], within=DIALOG)
    assert faults == []


@pytest.mark.long
@pytest.mark.parametrize("palette", ["night", "day"])
@pytest.mark.usefixtures("clock_at_start")
async def test_every_card_can_be_read_in_every_window(
    server: Server, screens: Screens, client_of: Clients, palette: str
) -> None:
    ids = await filled(client_of, server)
    screen = await signed_in(server, screens, client_of, ids, f"ita.cards.{palette}")
    await expect(screen.page.locator(".map canvas")).to_be_attached()
    await in_palette(screen, palette)
    widths = [width for other, width in WINDOWS if other == palette]
    faults = await faults_of_costs(screen, ids, palette, widths)
    faults += await faults_on_the_map(screen, ids, palette, widths)
    assert faults == []


@pytest.mark.long
@pytest.mark.parametrize("palette", ["night", "day"])
@pytest.mark.usefixtures("clock_at_start")
async def test_every_sheet_can_be_read_in_every_window(
    server: Server, plain_screens: Screens, client_of: Clients, palette: str
) -> None:
    ids = await filled(client_of, server)
    screen = await signed_in(server, plain_screens, client_of, ids, f"ita.sheets.{palette}")
    await in_palette(screen, palette)
    widths = [width for other, width in THREE if other == palette]
    assert await faults_of_sheets(screen, (*SHEETS, *OTHERS), ids, palette, widths) == []
