"""Take the README's picture of the watch screen, from a demo that runs.

python docs/watch_screen.py http://127.0.0.1:8000 .sar/demo/credentials.json docs/watch-screen.png
"""

import asyncio
import json
import re
import sys
from pathlib import Path

from playwright.async_api import async_playwright, expect

from tests.browser.conftest import FLAGS, WITH_MAP, chromium

WHO = ("MLT", "coordinator")
CASE = "ITA-2026-0001"
WINDOW = {"width": 1440, "height": 900}
COAST_COMES_MS = 15_000
"""The finer coast comes after the coarse one, and nothing says when."""


async def take(url: str, login: str, password: str, file: str) -> None:
    """Sign in as who leads the first case by then, open its answers, and keep the picture."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium(), args=[*FLAGS, *WITH_MAP]
        )
        page = await browser.new_page(base_url=url, viewport=WINDOW, color_scheme="dark")
        await page.goto("/")
        await page.get_by_label("Login", exact=True).fill(login)
        await page.get_by_label("Password", exact=True).fill(password)
        await page.keyboard.press("Enter")
        await page.get_by_role("link", name=re.compile(CASE)).first.click()
        await expect(page.get_by_role("main").get_by_text(CASE).first).to_be_visible()
        await page.keyboard.press("3")
        await page.keyboard.press("s")
        await page.wait_for_timeout(COAST_COMES_MS)
        await expect(page.locator(".map-bare")).to_have_count(0, timeout=60_000)
        await page.screenshot(path=file)
        await browser.close()


if __name__ == "__main__":
    address, credentials, picture = sys.argv[1:4]
    party, role = WHO
    known = json.loads(Path(credentials).read_text())[party][role]
    asyncio.run(take(address, known["login"], known["password"], picture))
