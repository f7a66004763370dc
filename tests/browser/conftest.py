"""Journeys in a real browser: the built screens on a real server and database."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Page, Route, async_playwright, expect

from sar.http.pages import BUILT
from tests.clients import Clients
from tests.conftest import ExerciseTime
from tests.journeys.conftest import client_of, server
from tests.running import ROOT, Server
from tests.world import PASSWORD

__all__ = ["client_of", "server"]

SHOTS = ROOT / "build" / "screens"
ARE_WANTED = "SAR_PICTURES" in os.environ
"""Hundreds are taken in a run, and few are looked at."""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",  # pages are composed without it, which costs a tenth
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
WITH_MAP = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
WITHOUT_MAP = ("--disable-3d-apis",)
"""As an old machine has it: what stands around the map goes on. A processor draws the map of a
window in some three seconds, so that only the tests that look at it have it: their module says
`MAP_IS_DRAWN = True`."""
FEW_POINTS = "Object.defineProperty(window, 'devicePixelRatio', { get: () => 0.25 })"
"""A map costs by its points, and is drawn in a sixteenth of them where nobody looks at its picture:
no module that says `MAP_IS_LOOKED_AT = True`, and no picture that is kept. Nothing else asks for
this: a page is laid out as it is."""
NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_MS = 60_000
"""A thing waited for comes at once, but for a machine that has much else to do."""
expect.set_options(timeout=PATIENCE_MS)


def chromium() -> str:
    """The system's Chromium, or the one that SAR_CHROMIUM names."""
    named = os.environ.get("SAR_CHROMIUM")
    found = named or next((path for name in NAMES if (path := shutil.which(name))), None)
    assert found, "no Chromium here: `make browser` sees to one"
    return found


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """One event loop for all tests of screens, so that they can share a browser."""
    return "asyncio"


@pytest.fixture(scope="session")
async def drawing() -> AsyncIterator[Browser]:
    """The worker's browser that draws maps; each window is a context of its own and shares
    nothing."""
    async with launched(*WITH_MAP) as browser:
        yield browser


@pytest.fixture(scope="session")
async def plain() -> AsyncIterator[Browser]:
    """The worker's browser that draws none."""
    async with launched(*WITHOUT_MAP) as browser:
        yield browser


@asynccontextmanager
async def launched(*flags: str) -> AsyncIterator[Browser]:
    """A browser with these flags besides."""
    assert (BUILT / "index.html").is_file(), "the screens are not built: `make setup`"
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(
            executable_path=chromium(), args=[*FLAGS, *flags]
        )
        yield started
        await started.close()


@pytest.fixture
def browser(request: pytest.FixtureRequest) -> Browser:
    """The browser that the module's tests want."""
    drawn = getattr(request.module, "MAP_IS_DRAWN", False)
    found: Browser = request.getfixturevalue("drawing" if drawn else "plain")
    return found


@dataclass
class Screen:
    """One person's browser window, and what went wrong in it."""

    page: Page
    faults: list[str] = field(default_factory=list)
    presses: int = 0
    """Keys pressed so far, of commands and of texts."""

    async def shot(self, name: str, *, whole: bool = False) -> None:
        """Keep a picture of what is on the screen, or of the whole page, to be looked at, where
        pictures are wanted."""
        if ARE_WANTED:
            SHOTS.mkdir(parents=True, exist_ok=True)
            await self.page.screenshot(path=SHOTS / f"{name}.png", full_page=whole)

    async def say(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            await self.page.keyboard.press(key)
        self.presses += len(keys)

    async def type(self, text: str) -> None:
        """Type a text where the focus is."""
        await self.page.keyboard.type(text)
        self.presses += len(text)

    async def go(self, path: str) -> None:
        """Go to another address as the browser's arrows do: nothing is loaded anew."""
        await self.page.evaluate(
            "path => { history.pushState(null, '', path); dispatchEvent(new Event('popstate')); }",
            path,
        )

    async def hold_back(self, files: str) -> asyncio.Event:
        """Keep files with such an address from coming until the event is set."""
        comes = asyncio.Event()

        async def held(route: Route) -> None:
            await comes.wait()
            await route.continue_()

        await self.page.route(files, held)
        return comes

    def forget(self, saying: str) -> None:
        """Leave out faults that the test itself has brought about."""
        self.faults = [fault for fault in self.faults if saying not in fault]

    async def fill(self, label: str, value: str) -> None:
        """Write into the field with this label."""
        await self.page.get_by_label(label, exact=True).fill(value)


class Screens:
    """Opens windows on the running server; none may complain or ask another host."""

    def __init__(
        self, server: Server, browser: Browser, stack: AsyncExitStack, *, map_is_looked_at: bool
    ) -> None:
        self.server = server
        self._browser = browser
        self._stack = stack
        self._map_is_looked_at = map_is_looked_at
        self.opened: list[Screen] = []

    async def open(
        self, *, palette: str = "night", width: int = 1280, height: int = 800, **more: Any
    ) -> Screen:
        """A window in which nobody is signed in; `more` is what else the browser's context has."""
        context = await self._browser.new_context(
            base_url=self.server.base_url,
            viewport={"width": width, "height": height},
            color_scheme="light" if palette == "day" else "dark",
            reduced_motion="reduce",
            **more,
        )
        context.set_default_timeout(PATIENCE_MS)
        if not self._map_is_looked_at:
            await context.add_init_script(FEW_POINTS)
        self._stack.push_async_callback(context.close)
        screen = Screen(await context.new_page())
        self._listen(screen)
        self.opened.append(screen)
        return screen

    async def sign_in(self, login: str, *, at: str = "/", **window: Any) -> Screen:
        """A window in which this person has signed in, at an address."""
        screen = await self.open(**window)
        await self.signs_in(screen, login, at=at)
        return screen

    async def signs_in(self, screen: Screen, login: str, *, at: str = "/") -> None:
        """Sign in at an open window; the screen of the address is what they see first."""
        await screen.page.goto(at)
        await screen.fill("Login", login)
        await screen.fill("Password", PASSWORD)
        await screen.say("Enter")
        await expect(screen.page.get_by_text("LIVE", exact=True)).to_be_visible()

    def _listen(self, screen: Screen) -> None:
        own = urlsplit(self.server.base_url).netloc

        def asked(url: str) -> None:
            parts = urlsplit(url)
            if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != own:
                screen.faults.append(f"asked another host: {url}")

        screen.page.on("request", lambda request: asked(request.url))
        screen.page.on("pageerror", lambda error: screen.faults.append(f"error: {error}"))
        screen.page.on(
            "console",
            lambda said: (
                screen.faults.append(f"console: {said.text}")
                if said.type in ("error", "warning") and not _is_of_the_browser(said.text)
                else None
            ),
        )


def _is_of_the_browser(text: str) -> bool:
    """Its own line about an answer of 4xx, which the screens show as what it is, or about the cost
    of a map that is drawn without a graphics card."""
    return (
        text.startswith("Failed to load resource: the server responded with a status of 4")
        or "GPU stall due to ReadPixels" in text
    )


@pytest.fixture
async def clock_at_start(server: Server, time: ExerciseTime) -> None:
    """The server's clock, which the test before may have set forward, stands where the test's
    does."""
    await server.set_clock(at=time.now, paused=True)


@pytest.fixture
async def screens(
    server: Server, browser: Browser, request: pytest.FixtureRequest
) -> AsyncIterator[Screens]:
    """Windows on the running server."""
    looked_at = ARE_WANTED or getattr(request.module, "MAP_IS_LOOKED_AT", False)
    async with windows_on(server, browser, map_is_looked_at=looked_at) as opened:
        yield opened


@pytest.fixture
async def plain_screens(server: Server, plain: Browser) -> AsyncIterator[Screens]:
    """Windows without a map, in a module that has it drawn in others."""
    async with windows_on(server, plain) as opened:
        yield opened


@asynccontextmanager
async def windows_on(
    server: Server, browser: Browser, *, map_is_looked_at: bool = False
) -> AsyncIterator[Screens]:
    """Windows of a browser; nothing may have gone wrong in them."""
    async with AsyncExitStack() as stack:
        opened = Screens(server, browser, stack, map_is_looked_at=map_is_looked_at)
        yield opened
        faults = [fault for screen in opened.opened for fault in screen.faults]
    assert faults == []


async def person(clients: Clients, server: Server, party: str, login: str, *roles: str) -> str:
    """An account at the party's centre; its login as it is typed."""
    body = {
        "login": login,
        "name": login.replace(".", " ").title(),
        "password": PASSWORD,
        "centre_id": str(server.world.centres[party]),
        "roles": list(roles),
    }
    answer = await clients(party, "admin").post("/api/people", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["sign_in_as"])
