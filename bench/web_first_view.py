"""The time over a satellite link until a watch officer can read a request and answer it."""

import asyncio
import time

from playwright.async_api import CDPSession, Page, async_playwright, expect

from bench.ground import Figure, ground
from tests.browser.conftest import FLAGS, WITH_MAP, chromium, person
from tests.clients import Clients
from tests.given.requests import asked, opened
from tests.running import Server, running
from tests.world import PASSWORD

BITS_A_SECOND = 64_000
ROUND_TRIP_MS = 600
PATIENCE_MS = 180_000


def measure() -> list[Figure]:
    """A real browser with an empty cache, throttled; signed in and the request open on screen."""
    with (
        ground("firstview") as prepared,
        running(prepared.database_url, prepared.world) as server,
    ):
        seconds, sent_bytes = asyncio.run(_run(server))
    context = (
        f"Chromium, empty cache, {BITS_A_SECOND // 1000} kbit/s and {ROUND_TRIP_MS} ms round trip, "
        "from the address typed until the request can be acknowledged; typing takes no time"
    )
    return [
        Figure("web_first_view_s_64kbit", round(seconds, 1), "s", context),
        Figure(
            "web_js_kb",
            round(sent_bytes / 1000, 1),
            "kB",
            "scripts and styles, compressed, that are loaded by then",
        ),
    ]


async def _run(server: Server) -> tuple[float, int]:
    clients = Clients(server.client)
    login = await person(clients, server, "MLT", "mlt.bench", "watch_officer")
    incident = await opened(clients, "ITA")
    request = await asked(clients, server.world, "MLT", incident=incident)
    await clients.close()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium(), args=[*FLAGS, *WITH_MAP]
        )
        context = await browser.new_context(base_url=server.base_url)
        page = await context.new_page()
        await _throttle(await context.new_cdp_session(page))
        found = await _first_view(page, login, f"/requests/{request['id']}")
        await browser.close()
    return found


async def _throttle(devtools: CDPSession) -> None:
    await devtools.send("Network.enable")
    await devtools.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": ROUND_TRIP_MS,
            "downloadThroughput": BITS_A_SECOND / 8,
            "uploadThroughput": BITS_A_SECOND / 8,
        },
    )


async def _first_view(page: Page, login: str, path: str) -> tuple[float, int]:
    sizes: dict[str, int] = {}
    page.on(
        "response",
        lambda answer: (
            sizes.update({answer.url: int(answer.headers.get("content-length", 0))})
            if "/assets/" in answer.url
            else None
        ),
    )
    started = time.perf_counter()
    await page.goto(path, timeout=PATIENCE_MS, wait_until="commit")
    await page.get_by_label("Login").fill(login, timeout=PATIENCE_MS)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.keyboard.press("Enter")
    button = page.get_by_role("button", name="Acknowledge")
    await expect(button).to_be_enabled(timeout=PATIENCE_MS)
    return time.perf_counter() - started, sum(sizes.values())
