"""A case is watched again, as the party saw it: by slider and keys, beside another party."""

from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import Screen, Screens, person
from tests.clients import Clients
from tests.conftest import ExerciseTime
from tests.given.incidents import case_changed, opened
from tests.given.requests import Plain, asked
from tests.running import Server

pytestmark = pytest.mark.anyio


class Night:
    """A night of a case of Italy's, in which the clock of the server goes as the test's does. It
    begins after the nights of the tests before: a server's clock does not go back beyond what it
    has shown to somebody."""

    def __init__(self, server: Server, client_of: Clients, time: ExerciseTime) -> None:
        self.server, self.client_of, self.time = server, client_of, time
        self.began = time.now

    async def begins(self) -> None:
        """Set both clocks to the hour that follows what the server has seen."""
        seen = (await self.client_of("ITA", "observer").get("/api/me")).json()["clock"]["now"]
        while self.time.now < datetime.fromisoformat(seen):
            self.time.advance(hours=1)
        self.began = self.time.now
        await self.passes(0)

    async def passes(self, minutes: int) -> None:
        """Let minutes pass."""
        self.time.advance(minutes=minutes)
        await self.server.set_clock(at=self.time.now, paused=True)

    async def case(self, title: str) -> Plain:
        """A case; 10 minutes later other words, after 25 Greece is asked, after 30 words again, and
        it is 65 minutes later now."""
        await self.begins()
        case = await opened(self.client_of, title=title)
        await self.passes(10)
        await case_changed(self.client_of, case, description="Flares were seen.")
        await self.passes(15)
        await asked(self.client_of, self.server.world, "GRC", incident=case)
        await self.passes(5)
        await case_changed(self.client_of, case, description="The hull was found.")
        await self.passes(35)
        return case

    def at(self, minutes: float) -> datetime:
        """So many minutes after it began."""
        return self.began + timedelta(minutes=minutes)

    def full(self, minutes: float) -> str:
        """The same as the screen tells it."""
        return f"{self.at(minutes):%-d %b %Y %H:%M:%S}Z"

    def time_of(self, minutes: float) -> str:
        """Its time of day, as the table tells it."""
        return f"{self.at(minutes):%H:%M:%S}Z"

    def address(self, case: Plain, minutes: float) -> str:
        """The address of the case at that instant."""
        return f"/incidents/{case['id']}/replay/{self.at(minutes):%Y-%m-%dT%H:%M:%SZ}"


@pytest.fixture
def night(server: Server, client_of: Clients, time: ExerciseTime) -> Night:
    return Night(server, client_of, time)


def row_of(page: Page, time: str) -> Locator:
    """The first fact of that time of day."""
    button = page.get_by_role("button", name=time, exact=True)
    return page.locator(".told-table").get_by_role("row").filter(has=button).first


async def stands_at(screen: Screen, time: str, entry: str) -> None:
    """The bar tells the instant in full, and its entry."""
    bar = screen.page.get_by_role("region", name="Time of the case")
    await expect(bar.get_by_text("AS IT WAS")).to_contain_text(time)
    await expect(bar).to_contain_text(entry)


async def test_keys_go_from_entry_to_entry_by_the_hour_and_to_both_ends(
    server: Server, screens: Screens, client_of: Clients, night: Night
) -> None:
    case = await night.case("Moved by keys")
    login = await person(client_of, server, "ITA", "ita.replay.keys", "observer")
    screen = await screens.sign_in(login, at=night.address(case, 14.5))
    await stands_at(screen, night.full(14.5), "entry")
    await expect(screen.page.get_by_role("slider")).to_be_focused()
    for key, minutes in (
        ("ArrowRight", 25),
        ("ArrowUp", 30),
        ("ArrowRight", 65),
        ("ArrowLeft", 30),
        ("PageDown", 0),
        ("PageUp", 60),
        ("Home", 0),
        ("End", 65),
    ):
        await screen.say(key)
        await stands_at(screen, night.full(minutes), "entry")
    await screen.say("Home", "Space")
    await expect(screen.page.get_by_role("button", name="Pause")).to_be_visible()
    await stands_at(screen, night.full(10), "entry")
    await screen.say("Space")
    await expect(screen.page.get_by_role("button", name="Play")).to_be_visible()
    await screen.say("d")
    await expect(screen.page.locator("html"), "a slider takes no letters").to_have_attribute(
        "data-palette", "day"
    )


async def test_two_parties_see_different_things_at_the_same_instant(
    server: Server, screens: Screens, client_of: Clients, night: Night
) -> None:
    case = await night.case("Seen by two")
    italy = await person(client_of, server, "ITA", "ita.replay.two", "observer")
    greece = await person(client_of, server, "GRC", "grc.replay.two", "observer")
    at = night.address(case, 14)
    lead = await screens.sign_in(italy, at=at)
    other = await screens.sign_in(greece, at=at)
    await expect(lead.page.get_by_role("main")).to_contain_text("Flares were seen.")
    main = other.page.get_by_role("main")
    await expect(main).to_contain_text("Your party had been told nothing of this case then.")
    await expect(main).to_contain_text(f"first told of the case at {night.full(25)}")
    await expect(main).not_to_contain_text("Flares were seen.")
    await lead.page.get_by_label("Beside").select_option("GRC")
    changed = row_of(lead.page, night.time_of(10))
    await expect(changed).to_contain_text("NOT told")
    await expect(changed).to_contain_text(
        f"told something of the case next {night.time_of(25)}, 15 min later"
    )
    asked_row = row_of(lead.page, night.time_of(25))
    await expect(asked_row).to_contain_text("told at the same time")
    await expect(lead.page.get_by_role("main")).to_contain_text("25 min later")
    await expect(other.page.get_by_label("Beside").get_by_role("option")).to_have_text(["Italy"])


async def test_an_answer_that_comes_late_never_takes_the_place_of_a_newer_one(
    server: Server, screens: Screens, client_of: Clients, night: Night
) -> None:
    case = await night.case("Out of order")
    login = await person(client_of, server, "ITA", "ita.replay.order", "observer")
    screen = await screens.sign_in(login, at=f"/incidents/{case['id']}/replay")
    page, main = screen.page, screen.page.get_by_role("main")
    await expect(main).to_contain_text("The hull was found.")
    asked_for = f"**/as-of?at={quote(f'{night.at(10):%Y-%m-%dT%H:%M:%SZ}')}*"
    held = await screen.hold_back(asked_for)
    button = row_of(page, night.time_of(10)).get_by_role("button")
    async with page.expect_request(asked_for):
        await button.click()
    await expect(main).to_contain_text(f"Still shown: {night.full(65)}")
    await page.get_by_role("slider").focus()
    await screen.say("Home")
    await expect(main.get_by_text("Still shown")).to_have_count(0)
    await stands_at(screen, night.full(0), "entry")
    held.set()
    await page.wait_for_timeout(500)
    await expect(main.locator(".case-then")).not_to_contain_text("Flares were seen.")
    await expect(main.locator(".case-then")).not_to_contain_text("The hull was found.")
