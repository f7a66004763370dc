"""The map with 20,000 vessels off the air, which a station's sentences bring through a feed: its
frames, and what one view asks of the line and of the server."""

import asyncio
import math
import os
import tempfile
import time
from pathlib import Path
from typing import Final

from playwright.async_api import Page, async_playwright
from sqlalchemy import text

from bench.ais_ingest import feed_at_a_port, reader_of, station
from bench.ais_traffic import HIGH, SOUTH, WEST, WIDE, Traffic
from bench.ground import ROOT, Figure, ground
from bench.live_map import FRAME_TIMES
from tests.browser.conftest import FLAGS, WITH_MAP, chromium, person
from tests.clients import Clients
from tests.given.incidents import opened
from tests.running import Server, running
from tests.world import PASSWORD, START

VESSELS: Final = 20_000
PER_S: Final = 4_000
"""Sentences a second: a ship tells her position every six seconds, as ships under way do."""
FOR_S: Final = 240
"""Longer than it takes to measure."""
ALL_BUT: Final = 200
"""So many may not have been heard yet when it begins: whose turn it is, chance decides."""
HEARD_WITHIN_S: Final = 90.0
FRAMES_S: Final = 15.0
SETTLES_S: Final = 8
VIEWS: Final = 60
WHOLE: Final = f"{WEST},{SOUTH},{WEST + WIDE},{SOUTH + HIGH}"
PART: Final = "12.0,34.0,12.6,34.4"
SHOWN: Final = """() => localStorage.setItem("sar.layers", JSON.stringify({ vessels: true }))"""


def measure() -> list[Figure]:
    """A real browser on a real server, while the reader of feeds keeps what a station sends."""
    with tempfile.TemporaryDirectory(dir=ROOT / ".sar") as folder:
        file = Path(folder, "traffic.nmea")
        with file.open("wb") as traffic:
            for second in Traffic(VESSELS).seconds(FOR_S, PER_S):
                traffic.write(second)
        with (
            ground("vessels_on_map") as prepared,
            running(prepared.database_url, prepared.world) as server,
        ):
            frames_ms, views, told = asyncio.run(_run(server, file))
    heard = (
        f"{VESSELS:,} vessels of no register, {PER_S:,} sentences/s through a feed, of which"
        f" {told}; load {os.getloadavg()[0]:.1f}"
    )
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


async def _run(
    server: Server, file: Path
) -> tuple[list[float], dict[str, tuple[list[float], int]], str]:
    """The times of frames, by view the times of answers and the size of one, and what the feed
    says of itself."""
    await server.set_clock(at=START, paused=False)
    port = await feed_at_a_port(server)
    clients = Clients(server.client)
    login = await person(clients, server, "ITA", "ita.bench", "watch_officer")
    case = await opened(clients, "ITA", title="Among vessels")
    with (
        station(file, port, "--per-s", str(PER_S), "--for-s", str(FOR_S)) as sending,
        reader_of(server),
    ):
        await _heard_all(server)
        frames_ms = await _seen(server, login, case["id"])
        views = {
            "whole_view": await _answers(clients, WHOLE),
            "part_view": await _answers(clients, PART),
        }
        if sending.poll() is not None:
            raise RuntimeError("the station had sent all before the end")
    told = await _told(server)
    await clients.close()
    return frames_ms, views, told


async def _heard_all(server: Server) -> None:
    """Wait until nearly all vessels have been heard."""
    deadline, many = time.monotonic() + HEARD_WITHIN_S, 0
    while many < VESSELS - ALL_BUT:
        if time.monotonic() > deadline:
            raise TimeoutError(f"only {many} vessels were heard")
        await asyncio.sleep(1.0)
        async with server.db() as db:
            count = text("SELECT count(*) FROM heard_vessel")
            many = (await db.execute(count)).scalar_one()


async def _told(server: Server) -> str:
    async with server.db() as db:
        row = (await db.execute(text("SELECT sentences, dropped, vessels_dropped FROM feed"))).one()
    return f"{row.sentences:,} were read and {row.dropped + row.vessels_dropped:,} dropped"


async def _seen(server: Server, login: str, case_id: str) -> list[float]:
    """The times of frames in a browser of one who has signed in."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium(), args=[*FLAGS, *WITH_MAP]
        )
        page = await browser.new_page(viewport={"width": 1680, "height": 1000})
        await page.goto(server.base_url)
        await page.evaluate(SHOWN)
        await page.goto(f"{server.base_url}/incidents/{case_id}")
        await page.get_by_label("Login", exact=True).fill(login)
        await page.get_by_label("Password", exact=True).fill(PASSWORD)
        await page.keyboard.press("Enter")
        frames_ms = await _frames(page)
        await browser.close()
    return frames_ms


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
