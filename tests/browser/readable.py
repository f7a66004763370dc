"""Faults that keep a screen from being read: of axe, of its width, of what is cut; by window."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from playwright.async_api import Page, expect

from tests.browser.conftest import ARE_WANTED, Screen
from tests.running import ROOT

AXE = (Path(ROOT) / "frontend" / "node_modules" / "axe-core" / "axe.min.js").read_text()
WANTED = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""The size of targets (WCAG 2.2, 2.5.8) is asked for beside what axe looks at anyway."""
STAY_IN_VIEW = ('type="submit" class="main"', '<button type="button" class="quiet">')
IS_CUT = "all => all.some(one => one.scrollWidth > one.clientWidth)"
IS_LOW = "all => all.some(one => one.scrollHeight > one.clientHeight)"
HEIGHT_OF = {390: 844, 1280: 800, 1440: 900, 3840: 2160}
"""The windows: a phone, two desks and a wall of 4K."""
WINDOWS = [(palette, width) for width in HEIGHT_OF for palette in ("night", "day")]
ALL_WINDOWS = "SAR_TESTS_ALL_WINDOWS"
Window = TypeVar("Window")
USUAL = ("night", 1280)
"""The window of the usual run; the others are tried when there is time."""


def in_turn(*windows: Window) -> Sequence[Window]:
    """The windows in which a screen is looked at in this run: the last alone, unless all are asked
    for, or pictures are kept."""
    return windows if ARE_WANTED or ALL_WINDOWS in os.environ else windows[-1:]


async def faults_of_axe(page: Page, within: str = "html") -> list[dict[str, Any]]:
    """The faults that axe finds on the page as it stands, or in a part of it."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE)
    found = await page.evaluate("([part, wanted]) => axe.run(part, wanted)", [within, WANTED])
    return [
        {"id": fault["id"], "where": [node["html"][:160] for node in nodes][:3]}
        for fault in found["violations"]
        if (nodes := [node for node in fault["nodes"] if not is_half_scrolled_in(node)])
    ]


def is_half_scrolled_in(node: dict[str, Any]) -> bool:
    """The line of the main act or the head of a table, which stay in view, covers it as it is
    scrolled now."""
    near = [beside["html"] for check in node["any"] for beside in check["relatedNodes"]]
    return any(stays in html for html in near for stays in STAY_IN_VIEW)


async def unreadable(screen: Screen, name: str, window: str, within: str = "html") -> list[str]:
    """The faults of the screen as it stands: those of axe, in a part alone where one is named, and
    that it is wider than the window."""
    page = screen.page
    await expect(page.get_by_role("main").get_by_text("Loading…")).to_have_count(0)
    await screen.shot(f"{name}-{window}")
    found = [f"{name}-{window}: {fault}" for fault in await faults_of_axe(page, within)]
    wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if wide > 0:
        found.append(f"{name}-{window}: {wide} px wider than the window")
    if await page.locator(".map-scale, .map-credit").evaluate_all(IS_CUT):
        found.append(f"{name}-{window}: the scale's length or the map's reservation is cut")
    if await page.locator(".map-foot").evaluate_all(IS_LOW):
        found.append(f"{name}-{window}: a line of the map's reservation is cut")
    return found


async def at_every_width(
    screen: Screen, name: str, palette: str, widths: Sequence[int], within: str = "html"
) -> list[str]:
    """The faults of what is open, in each window in its turn."""
    faults: list[str] = []
    for width in widths:
        await screen.page.set_viewport_size({"width": width, "height": HEIGHT_OF[width]})
        await screen.page.locator(within).scroll_into_view_if_needed()
        faults += await unreadable(screen, name, f"{palette}-{width}", within)
    return faults


async def in_every_window(screen: Screen, name: str) -> list[str]:
    """The faults of a form that is open, by night and day and at every width; what is typed in it
    stays, as no key is pressed, and the map keeps its colours."""
    look = "palette => { document.documentElement.dataset.palette = palette; }"
    before = screen.page.viewport_size
    faults: list[str] = []
    for palette in ("day", "night"):
        await screen.page.evaluate(look, palette)
        faults += await at_every_width(screen, name, palette, list(HEIGHT_OF))
    if before is not None:
        await screen.page.set_viewport_size(before)
    return faults
