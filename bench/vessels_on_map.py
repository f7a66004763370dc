"""The map with 20,000 vessels off the air that are heard again and again: its frames, and what one
view asks of the line and of the server."""

import asyncio
import math
import time
from datetime import datetime, timedelta
from typing import Final

from playwright.async_api import Page, async_playwright

from bench.ground import Figure, ground
from bench.live_map import FRAME_TIMES
from sar import clock
from sar.assets.heard_vessels import VesselPosition
from sar.assets.vessel_ingest import keep_vessels
from sar.geo.position import LatLon
from tests.browser.conftest import FLAGS, WITH_MAP, chromium, person
from tests.clients import Clients
from tests.given.incidents import opened
from tests.running import Server, running
from tests.world import PASSWORD

VESSELS: Final = 20_000
HEARD_EVERY_S: Final = 10
BATCHES: Final = 10
"""All of them are heard again in so many writings."""
FRAMES_S: Final = 15.0
SETTLES_S: Final = 8
VIEWS: Final = 60
WEST, SOUTH, WIDE, HIGH = 5.0, 31.0, 16.0, 9.0
WHOLE: Final = f"{WEST},{SOUTH},{WEST + WIDE},{SOUTH + HIGH}"
PART: Final = "12.0,34.0,12.6,34.4"
SHOWN: Final = """() => localStorage.setItem("sar.layers", JSON.stringify({ vessels: true }))"""


def measure() -> list[Figure]:
    """A real browser on a real server, while the vessels are written beside it."""
    with (
        ground("vessels_on_map") as prepared,
        running(prepared.database_url, prepared.world) as server,
    ):
        frames_ms, views = asyncio.run(_run(server))
    heard = f"{VESSELS} vessels, each heard again every {HEARD_EVERY_S} s"
    figures = [
        Figure(
            "vessels_frame_p95_ms",
            _p95(frames_ms),
            "ms",
            f"{heard}, all of them in a view that is moved; headless Chromium drawing in software,"
            " on the same machine as server and database",
        )
    ]
    for name, (times_ms, size) in views.items():
        figures += [
            Figure(f"vessels_{name}_p95_ms", _p95(times_ms), "ms", f"{VIEWS} answers; {heard}"),
            Figure(f"vessels_{name}_kb", round(size / 1e3, 1), "kB", "one answer, not compressed"),
        ]
    return figures


def _p95(times_ms: list[float]) -> float:
    return round(sorted(times_ms)[math.ceil(len(times_ms) * 0.95) - 1], 1)


async def _run(server: Server) -> tuple[list[float], dict[str, tuple[list[float], int]]]:
    """The times of frames, and by view the times of answers and the size of one."""
    clients = Clients(server.client)
    login = await person(clients, server, "ITA", "ita.bench", "watch_officer")
    case = await opened(clients, "ITA", title="Among vessels")
    await _hear(server, 0, BATCHES)
    async with async_playwright() as playwright, asyncio.TaskGroup() as group:
        hearing = group.create_task(_hear_again(server))
        browser = await playwright.chromium.launch(
            executable_path=chromium(), args=[*FLAGS, *WITH_MAP]
        )
        page = await browser.new_page(viewport={"width": 1680, "height": 1000})
        await page.goto(server.base_url)
        await page.evaluate(SHOWN)
        await page.goto(f"{server.base_url}/incidents/{case['id']}")
        await page.get_by_label("Login", exact=True).fill(login)
        await page.get_by_label("Password", exact=True).fill(PASSWORD)
        await page.keyboard.press("Enter")
        frames_ms = await _frames(page)
        await browser.close()
        views = {
            "whole_view": await _answers(clients, WHOLE),
            "part_view": await _answers(clients, PART),
        }
        hearing.cancel()
    await clients.close()
    return frames_ms, views


async def _frames(page: Page) -> list[float]:
    """The times of frames while the map goes to and fro with all vessels in it."""
    await page.wait_for_selector(".map-vessels", timeout=60_000)
    await asyncio.sleep(SETTLES_S)
    for _ in range(3):
        await page.get_by_role("button", name="Farther").click()
    await asyncio.sleep(SETTLES_S)
    await page.keyboard.press("m")
    found = asyncio.create_task(page.evaluate(FRAME_TIMES, FRAMES_S * 1e3))
    for turn in range(int(FRAMES_S / 2)):
        await page.keyboard.press("ArrowLeft" if turn % 2 else "ArrowRight")
        await asyncio.sleep(1.5)
    times_ms: list[float] = await found
    return times_ms


async def _answers(clients: Clients, bbox: str) -> tuple[list[float], int]:
    """The times of the answers about a view, and the bytes of the last."""
    times_ms, size = [], 0
    observer = clients("ITA", "observer")
    for _ in range(VIEWS):
        begun = time.perf_counter()
        answer = await observer.get("/api/vessels/on-map", params={"bbox": bbox}, timeout=30)
        times_ms.append((time.perf_counter() - begun) * 1e3)
        answer.raise_for_status()
        size = len(answer.content)
    return times_ms, size


async def _hear_again(server: Server) -> None:
    """All vessels again, a part at a time, as feeds write them."""
    step = BATCHES
    while True:
        begun = time.perf_counter()
        await _hear(server, step, step + 1)
        step += 1
        rest = HEARD_EVERY_S / BATCHES - (time.perf_counter() - begun)
        await asyncio.sleep(max(0.0, rest))


async def _hear(server: Server, begin: int, end: int) -> None:
    async with server.db() as db:
        for step in range(begin, end):
            at = clock.now() + timedelta(seconds=step * HEARD_EVERY_S / BATCHES)
            rows = [_position(n, step, at) for n in range(step % BATCHES, VESSELS, BATCHES)]
            await keep_vessels(db, "ITA", "bench", rows, [])
            await db.commit()


def _position(n: int, step: int, at: datetime) -> VesselPosition:
    lon = WEST + WIDE * n / VESSELS + step / 1e5
    lat = SOUTH + HIGH * ((n * 0.618034) % 1)
    return VesselPosition(f"2{n:08d}", at, LatLon(lat, lon), 12.0, n % 360, 0.1)
