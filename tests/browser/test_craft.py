"""The craft in distress is told on opening a case, shown on its card, and corrected there."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn
from tests.clients import Clients
from tests.running import Server

pytestmark = pytest.mark.anyio


OTHERS = (("day", 1280, 800), ("night", 390, 844), ("day", 390, 844))


@pytest.mark.long
@pytest.mark.parametrize(
    "others", [(), pytest.param(OTHERS, marks=pytest.mark.long)], ids=["one", "all-windows"]
)
async def test_the_craft_is_told_on_opening_shown_and_corrected(
    server: Server,
    screens: Screens,
    client_of: Clients,
    others: tuple[tuple[str, int, int], ...],
) -> None:
    login = await person(client_of, server, "ITA", f"ita.craft{len(others)}", "watch_officer")
    italy = await screens.sign_in(login, at="/incidents/new", width=1280, height=1400)
    page = italy.page
    for label, text in {
        "What happened": "Ketch dismasted",
        "Reported by": "Coast station",
        "Name of the craft": "Sirocco, skipper named Elia",
        "Call sign": "5axy7",
        "Flag": "lby",
    }.items():
        await page.get_by_label(label, exact=True).fill(text)
    await expect(page.get_by_text("looks like", exact=False).first).to_be_visible()
    await page.get_by_label("Name of the craft").fill("Sirocco")
    await italy.shot("craft-new-night")
    await page.get_by_role("button", name="Open the incident").click()
    await expect(page.get_by_role("heading", name="Ketch dismasted")).to_be_visible()
    told = page.get_by_text("Sirocco, Call sign 5AXY7, Flag LBY")
    await expect(told).to_be_visible()

    await page.get_by_role("button", name="Describe").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_label("Call sign")).to_have_value("5AXY7")
    await dialog.get_by_label("MMSI").fill("642000111")
    await dialog.get_by_label("Flag").fill("")
    await italy.shot("craft-correct-night")
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_text("Sirocco, Call sign 5AXY7, MMSI 642000111")).to_be_visible()
    await expect(told).to_have_count(0)
    await italy.shot("craft-card-night")
    case = page.url.split("/incidents/")[1]
    for palette, width, height in in_turn(*others):
        other = await screens.sign_in(
            login, at=f"/incidents/{case}", palette=palette, width=width, height=height
        )
        await expect(other.page.get_by_text("Sirocco, Call sign 5AXY7")).to_be_visible()
        await other.shot(f"craft-card-{palette}-{width}")
