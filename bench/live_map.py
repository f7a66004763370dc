"""The map: its weight, its frames with all layers and 5,000 moving assets, and how soon an event
is seen."""

import asyncio
import math
import time
from datetime import timedelta
from pathlib import Path
from statistics import fmean
from typing import Any

import orjson
from playwright.async_api import Page, WebSocketRoute, async_playwright

from bench.ground import Figure, ground
from sar.http.pages import BUILT
from tests.browser.conftest import FLAGS, WITH_MAP, chromium, person
from tests.clients import Clients
from tests.coasts import WATERS, WORLD, bytes_by_zoom
from tests.given.agreements import agreement, concluded, term
from tests.given.fuel_points import fuel_point
from tests.given.incidents import IN_MALTAS_REGION, opened
from tests.given.limits import limit
from tests.given.places import point
from tests.running import Server, running
from tests.world import PASSWORD, START, box

ASSETS = 5_000
BATCHES_A_SECOND = 5
FRAMES_S = 15.0
SETTLES_S = 10
OUT = 3
"""The times that the view is widened from the open case before it holds most of the assets: once
more, and fuel points are drawn no longer."""
EVENTS = 25
WEST, SOUTH, WIDE, HIGH = 5.0, 31.0, 16.0, 9.0
"""The assets move all over the central Mediterranean, which is what the map shows."""
FUEL_POINTS = 400
LIMITS_EACH = 10
LIMIT_CORNERS = 60
ZONES = 12
SEARCH_AREAS = 12
SHOWN = """(layers) => localStorage.setItem("sar.layers", JSON.stringify(layers))"""
ALL = {"reach": "patrol_boat"}
"""All layers are shown; the isochrones beside, which are chosen."""
BARE = {"limits": False, "fuel": False, "places": False}
"""Without limits, fuel points, names of places and isochrones; by its case without search areas and
drift, and as a page is opened without a way that is measured and a ring of sight."""
DRIFTS_H = 4
DRIFTS_KN = 0.9
CORNERS = 4
EYE_M = 3_000
"""From so high the horizon is 114 nm away, about as wide as the search areas lie."""
ROUNDS = 2
"""Frames are measured so often with all layers and without, by turns."""

FRAME_TIMES = """async (forMs) => {
  const gaps = [];
  const end = performance.now() + forMs;
  let before = performance.now();
  while (before < end) {
    const now = await new Promise(requestAnimationFrame);
    gaps.push(now - before);
    before = now;
  }
  return gaps;
}"""
SEEN_AT = """(title) => new Promise((seen) => {
  const look = () => {
    if (!document.querySelector('.situation').textContent.includes(title)) return false;
    requestAnimationFrame(() => requestAnimationFrame(() => seen(Date.now())));
    watch.disconnect();
    return true;
  };
  const watch = new MutationObserver(look);
  watch.observe(document.querySelector('.situation'), { subtree: true, childList: true });
  look();
})"""


DECLARING = ("ITA", "MLT", "TUN", "GRC")


def measure() -> list[Figure]:
    """Sizes of the build as it is served, then a real browser on a real server."""
    with (
        ground("live_map") as prepared,
        running(prepared.database_url, prepared.world) as server,
    ):
        with_all_ms, bare_ms, pixels_ms = asyncio.run(_run(server))
    browser = "headless Chromium drawing in software, on the same machine as server and database"
    return [
        _size("web_map_kb", ["map-*.js.br", "map-*.css.br", "maplibre-gl-worker*.br"], "brotli"),
        _size("web_basemap_kb", ["land-*.pmtiles"], "world and waters, read in parts"),
        *_basemap_steps(),
        Figure(
            "map_frame_p95_ms",
            _p95(with_all_ms),
            "ms",
            f"{ASSETS} assets on the map, each moved once a second, {FUEL_POINTS} fuel points,"
            f" {LIMITS_EACH * len(DECLARING)} declared limits, {ZONES} zones of clauses, a case"
            f" with {SEARCH_AREAS} search areas, isochrones and a drift, and by turns a way that"
            f" is measured and a ring of sight; {browser}",
        ),
        Figure(
            "map_frame_layers_ratio",
            round(_p95(with_all_ms) / _p95(bare_ms), 2),
            "×",
            f"p95 by that without limits, fuel points, names of places, isochrones, search areas,"
            f" drift, way and ring, {_p95(bare_ms)} ms; the means {fmean(with_all_ms):.1f} and"
            f" {fmean(bare_ms):.1f} ms; {ROUNDS} times by turns",
        ),
        Figure(
            "event_to_pixel_p95_ms",
            _p95(pixels_ms),
            "ms",
            f"{EVENTS} cases opened over HTTP, from sending to the frame that shows it; {browser}",
        ),
    ]


def _size(name: str, patterns: list[str], context: str) -> Figure:
    sizes = [path.stat().st_size for glob in patterns for path in Path(BUILT, "assets").glob(glob)]
    if not sizes:
        raise FileNotFoundError(f"no {patterns} in {BUILT}: run make setup")
    return Figure(name, round(sum(sizes) / 1e3, 1), "kB", context)


def _basemap_steps() -> list[Figure]:
    """The weight of each step of the coast: the zooms that are cut from one source."""
    steps = (
        ("0_2", WORLD, "Natural Earth 1:110m"),
        ("3_4", WORLD, "Natural Earth 1:50m"),
        ("5", WORLD, "Natural Earth 1:10m"),
        ("7_10", WATERS, "GSHHG, the demo's waters alone"),
    )
    return [
        Figure(
            f"web_basemap_zoom_{zooms}_kb",
            round(sum(_weights(archive, zooms)) / 1e3, 1),
            "kB",
            f"{source}; all tiles of the step, of which a view takes a few",
        )
        for zooms, archive, source in steps
    ]


def _weights(archive: Path, zooms: str) -> list[int]:
    first, _, last = zooms.partition("_")
    within = range(int(first), int(last or first) + 1)
    return [size for zoom, size in bytes_by_zoom(archive).items() if zoom in within]


def _p95(times_ms: list[float]) -> float:
    return round(sorted(times_ms)[math.ceil(len(times_ms) * 0.95) - 1], 1)


async def _run(server: Server) -> tuple[list[float], list[float], list[float]]:
    """The times of frames with all layers and without the later ones, and from event to pixel."""
    clients = Clients(server.client)
    login = await person(clients, server, "ITA", "ita.bench", "watch_officer")
    ids = await _register(clients)
    case_id, bare_case_id = await _lay_out(clients)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium(), args=[*FLAGS, *WITH_MAP]
        )
        page = await browser.new_page(viewport={"width": 1680, "height": 1000})
        moving = _Moving(ids)
        await page.route_web_socket("**/api/live", moving.join)
        await page.goto(server.base_url)
        await page.evaluate(SHOWN, ALL)
        await _sign_in(page, f"{server.base_url}/incidents/{case_id}", login)
        pixels_ms = [await _event(page, clients, n) for n in range(EVENTS)]
        with_all_ms = await _frames_of_all(page, moving)
        bare_ms: list[float] = []
        for turn in range(2 * ROUNDS - 1):
            await page.evaluate(SHOWN, ALL if turn % 2 else BARE)
            shown = case_id if turn % 2 else bare_case_id
            await page.goto(f"{server.base_url}/incidents/{shown}")
            await _settled(page)
            if turn % 2:
                with_all_ms += await _frames_of_all(page, moving)
            else:
                bare_ms += await _frames(page, moving, FRAMES_S)
        await browser.close()
    await clients.close()
    return with_all_ms, bare_ms, pixels_ms


async def _frames_of_all(page: Page, moving: "_Moving") -> list[float]:
    """The times of frames with all that the map can show: half of them with a way that is
    measured, half with a ring of sight, of which the screens show one at a time."""
    await page.keyboard.press("z")
    panel = page.get_by_role("region", name="Course and distance")
    for _ in range(CORNERS):
        await page.keyboard.press("Enter")
        await page.keyboard.press("ArrowRight")
        await asyncio.sleep(1)
    await panel.locator("li").nth(CORNERS - 1).wait_for()
    await _as_fitted(page)
    found = await _frames(page, moving, FRAMES_S / 2)
    await panel.get_by_role("button", name="Ring of sight").click()
    await page.get_by_label("Eye height").fill(str(EYE_M))
    await page.get_by_role("region", name="Ring of sight").get_by_text("114 nm").wait_for()
    await _as_fitted(page)
    return found + await _frames(page, moving, FRAMES_S / 2)


async def _frames(page: Page, moving: "_Moving", for_s: float) -> list[float]:
    """The times of frames while all assets move."""
    async with asyncio.TaskGroup() as group:
        mover = group.create_task(moving.move())
        await asyncio.sleep(3)
        found: list[float] = await page.evaluate(FRAME_TIMES, for_s * 1e3)
        mover.cancel()
    return found


async def _register(clients: Clients) -> list[str]:
    rows = "".join(f"Unit {n},S7,{_lat(n):.4f},{_lon(n):.4f}\n" for n in range(ASSETS))
    registrar = clients("ITA", "registrar")
    answer = await registrar.post(
        "/api/assets/import",
        content=f"name,type,base_lat,base_lon\n{rows}",
        headers={"Content-Type": "text/csv"},
        timeout=120,
    )
    answer.raise_for_status()
    snapshot = await registrar.get("/api/snapshot", timeout=120)
    return [asset["id"] for asset in snapshot.json()["asset"]]


async def _lay_out(clients: Clients) -> tuple[str, str]:
    """Everything else that the map shows about an open case; the ids of the case and of one at the
    same present place without search areas and drift."""
    registrar = clients("ITA", "registrar")
    for n in range(FUEL_POINTS):
        lon, lat = WEST + WIDE * n / FUEL_POINTS, _lat(n)
        body = fuel_point(lon, lat, name=f"Fuel {n}")
        (await registrar.post("/api/fuel-points", json=body)).raise_for_status()
    for at, party in enumerate(DECLARING):
        for n in range(at, LIMITS_EACH * len(DECLARING), len(DECLARING)):
            body = limit(_ring(n), name=f"Limit {n}")
            answer = await clients(party, "admin").post("/api/declared-limits", json=body)
            answer.raise_for_status()
    zones = [_area(n, ZONES, wide=1.5, high=1.0) for n in range(ZONES)]
    terms = [term(f"Art. {n}", visibility="existence", zone=zone) for n, zone in enumerate(zones)]
    await concluded(clients, agreement(*terms))
    lon, lat = IN_MALTAS_REGION
    since = {
        "point": point(lon, lat - DRIFTS_H * DRIFTS_KN / 60),
        "at": (START - timedelta(hours=DRIFTS_H)).isoformat(),
        "error_nm": 2.0,
    }
    north = {"course_deg": 0.0, "speed_kn": DRIFTS_KN}
    case = await opened(clients, "ITA", title="Searched", position=since, drift=north)
    areas = [
        {"name": f"A{n}", "area": _area(n, SEARCH_AREAS, wide=0.8, high=0.5)}
        for n in range(SEARCH_AREAS)
    ]
    answer = await clients("ITA", "watch_officer").patch(
        f"/api/incidents/{case['id']}",
        json={"search_areas": areas},
        headers={"If-Match": f'"{case["version"]}"'},
    )
    answer.raise_for_status()
    bare = await opened(clients, "ITA", title="Not searched yet")
    return str(case["id"]), str(bare["id"])


def _area(n: int, of: int, *, wide: float, high: float) -> dict[str, Any]:
    """One of some rectangles that lie all over the view."""
    west, south = WEST + (WIDE - wide) * n / of, _lat(n)
    return box(west, south, west + wide, south + high)


def _ring(n: int) -> dict[str, Any]:
    """A round area of many corners, as limits are drawn."""
    lon, lat = WEST + WIDE * n / (LIMITS_EACH * len(DECLARING)), _lat(n)
    turns = [math.tau * (k % LIMIT_CORNERS) / LIMIT_CORNERS for k in range(LIMIT_CORNERS + 1)]
    ring = [[lon + 0.5 * math.cos(turn), lat + 0.4 * math.sin(turn)] for turn in turns]
    return {"type": "Polygon", "coordinates": [ring]}


def _lat(n: int) -> float:
    return SOUTH + HIGH * ((n * 0.618034) % 1)


def _lon(n: int) -> float:
    return WEST + WIDE * (n / ASSETS)


async def _sign_in(page: Page, address: str, login: str) -> None:
    await page.goto(address)
    await page.get_by_label("Login", exact=True).fill(login)
    await page.get_by_label("Password", exact=True).fill(PASSWORD)
    await page.keyboard.press("Enter")
    await _settled(page)


async def _settled(page: Page) -> None:
    """Wait for the map about the case, and widen it until most of the assets are in view."""
    await page.wait_for_selector(".map canvas", timeout=60_000)
    await asyncio.sleep(SETTLES_S)
    await _widened(page)


async def _as_fitted(page: Page) -> None:
    """The view about the case again, as wide as before."""
    await page.get_by_role("button", name="Fit").click()
    await asyncio.sleep(2)
    await _widened(page)


async def _widened(page: Page) -> None:
    """Widen the view until most of the assets are in it."""
    for _ in range(OUT):
        await page.get_by_role("button", name="Farther").click()
    await asyncio.sleep(SETTLES_S)


async def _event(page: Page, clients: Clients, n: int) -> float:
    title = f"Seen on the screen {n:03d}"
    seen = asyncio.create_task(page.evaluate(SEEN_AT, title))
    await asyncio.sleep(0.2)
    sent_s = time.time()
    await opened(clients, "ITA", title=title)
    at_ms: float = await seen
    return at_ms - sent_s * 1e3


class _Moving:
    """Passes the feed on to the page, and adds to it the positions of all assets as they move."""

    def __init__(self, ids: list[str]) -> None:
        self._ids = ids
        self._page: WebSocketRoute | None = None

    def join(self, page: WebSocketRoute) -> None:
        """A socket of the page: what the server says goes on to it."""
        server = page.connect_to_server()
        page.on_message(server.send)
        server.on_message(page.send)
        self._page = page

    async def move(self) -> None:
        """Each asset once a second, in several frames as a server sends them."""
        batch = math.ceil(len(self._ids) / BATCHES_A_SECOND)
        step = 0
        while True:
            begin = (step % BATCHES_A_SECOND) * batch
            fixes = [self._fix(n, step) for n in range(begin, min(begin + batch, len(self._ids)))]
            if self._page:
                frame = {"type": "positions", "fixes": fixes, "gone": []}
                self._page.send(orjson.dumps(frame).decode())
            step += 1
            await asyncio.sleep(1 / BATCHES_A_SECOND)

    def _fix(self, n: int, step: int) -> dict[str, Any]:
        turn = step / 40 + n
        lon, lat = _lon(n) + 0.2 * math.cos(turn), _lat(n) + 0.2 * math.sin(turn)
        return {
            "thing": "asset",
            "id": self._ids[n],
            "at": START.isoformat(),
            "point": {"type": "Point", "coordinates": [lon, lat]},
            "course_deg": math.degrees(turn) % 360,
            "speed_kn": 18.0,
            "uncertainty_nm": 0.1,
            "precision_nm": 0.0,
            "delay_minutes": 0,
            "source": "bench",
            "implausible": False,
        }
