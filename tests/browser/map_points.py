"""Points of the map about a case that was fitted into it."""

import re
from typing import Final

from playwright.async_api import Page

FITTED_PX: Final = -15
"""The case is fitted beside the middle of the map: names stand to the right of their signs."""


async def beside_the_case(page: Page, north_nm: float, east_nm: float = 0.0) -> tuple[float, float]:
    """The point so far north and east of the case."""
    box = await page.locator(".map canvas").bounding_box()
    scale = page.locator(".map-scale")
    bar = await scale.bounding_box()
    assert box
    assert bar
    told = re.match(r"([\d.]+)", await scale.inner_text())
    assert told
    px = bar["width"] / float(told[1])
    middle_x = box["x"] + box["width"] / 2 + FITTED_PX
    return middle_x + east_nm * px, box["y"] + box["height"] / 2 - north_nm * px
