"""Sheets stand over the panel: map, lanes and alarm go on beside them, and the text that one needs
stays readable."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.given.incidents import opened
from tests.given.requests import asked
from tests.running import Server

pytestmark = pytest.mark.anyio

FOCUSED = "document.activeElement !== document.body"


async def box(of: Locator) -> dict[str, float]:
    """The place of an element on the screen, by its edges."""
    found = await of.bounding_box()
    assert found is not None
    x, y = found["x"], found["y"]
    return {"x": x, "y": y, "right": x + found["width"], "low": y + found["height"]}


async def is_on_top(page: Page, of: Locator) -> bool:
    """Whether a click in its middle would reach it."""
    return bool(
        await of.evaluate(
            """one => {
              const { x, y, width, height } = one.getBoundingClientRect();
              return one.contains(document.elementFromPoint(x + width / 2, y + height / 2));
            }"""
        )
    )


@pytest.mark.long
async def test_a_sheet_leaves_the_map_and_the_alarm_in_sight_and_in_reach(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    own = await opened(client_of, "MLT", title="Our own")
    case = await opened(client_of, "ITA", title="Rings beside it")
    login = await person(client_of, server, "MLT", "mlt.sheets", "watch_officer")
    for width, height, palette in ((1280, 800, "night"), (390, 844, "day")):
        await asked(client_of, server.world, "MLT", incident=case)
        malta = await screens.sign_in(
            login, at=f"/incidents/{own['id']}", width=width, height=height, palette=palette
        )
        page = malta.page
        opener = page.get_by_role("main").get_by_role("button", name="Report a position")
        await opener.focus()
        await malta.say("Enter")
        sheet = page.get_by_role("dialog", name="Report a position")
        await expect(sheet).to_be_visible()
        shown, header = await box(sheet), await box(page.locator("header.top"))
        assert shown["y"] >= header["low"] - 1
        if width > 1100:
            beside = await box(page.locator(".centre-map"))
            assert shown["x"] >= beside["right"] - 1
            assert shown["low"] <= height + 1
            assert await is_on_top(page, opener), "what it was opened from is seen above it"
        else:
            assert (shown["x"], shown["right"]) == (0, width)
        silence = page.get_by_role("button", name="Silence here")
        assert await is_on_top(page, silence)
        await malta.shot(f"sheet-{palette}-{width}")
        await malta.say("Alt+s")
        await expect(page.get_by_text("silenced here")).to_be_visible()
        await expect(sheet).to_be_visible()
        assert await page.evaluate(FOCUSED)
        await malta.say("Escape")
        await expect(sheet).to_have_count(0)
        await expect(opener).to_be_focused()

        await malta.say("Enter")
        await expect(sheet).to_be_visible()
        await page.get_by_role("link", name="to acknowledge").first.click()
        await expect(page.get_by_role("heading", name="asks for help")).to_be_visible()
        await expect(sheet).to_have_count(0)


@pytest.mark.long
async def test_the_call_script_is_read_above_and_in_the_sheet_that_takes_the_answer(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, "ITA", title="Calls and writes")
    await asked(client_of, server.world, "LBY", incident=case)
    login = await person(client_of, server, "ITA", "ita.sheets", "watch_officer")
    for width, height, palette in ((1280, 800, "day"), (390, 844, "night")):
        italy = await screens.sign_in(
            login, at=f"/incidents/{case['id']}/needs", width=width, height=height, palette=palette
        )
        page = italy.page
        await page.get_by_role("button", name="Call script").first.click()
        script = page.locator("pre.words").first
        await expect(script).to_contain_text("This is")
        await page.get_by_role("button", name="Write down").first.click()
        sheet = page.get_by_role("dialog")
        await expect(sheet).to_be_visible()
        if width > 1100:
            above = (await box(script))["y"]
            assert above + 60 < (await box(sheet))["y"], "it begins above the sheet"
        await sheet.get_by_text("Call script").click()
        await expect(sheet.locator("pre.words")).to_contain_text("This is")
        await italy.shot(f"sheet-and-script-{palette}-{width}")
        await italy.say("Escape")
        await expect(sheet).to_have_count(0)
