"""A case is watched again, as the party saw it: by slider and keys, on the map, beside another."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screen, Screens, person
from tests.browser.readable import faults_of_axe
from tests.clients import Clients
from tests.conftest import ExerciseTime
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.incidents import case_changed, opened
from tests.given.requests import Plain, accepted, asked, deployed, offered, post, stepped
from tests.running import Server

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True


class Night:
    """A night of a case of Italy's, in which the clock of the server goes as the test's does."""

    def __init__(self, server: Server, client_of: Clients, time: ExerciseTime) -> None:
        self.server, self.client_of, self.time = server, client_of, time

    async def passes(self, minutes: int) -> None:
        """Let minutes pass."""
        self.time.advance(minutes=minutes)
        await self.server.set_clock(at=self.time.now, paused=True)

    async def case(self, title: str) -> Plain:
        """At 12:26 a case; at 12:36 other words; at 12:51 Greece is asked; at 13:31 it is 13:31."""
        await self.server.set_clock(at=self.time.now, paused=True)
        case = await opened(self.client_of, title=title)
        await self.passes(10)
        await case_changed(self.client_of, case, description="Flares were seen.")
        await self.passes(15)
        await asked(self.client_of, self.server.world, "GRC", incident=case)
        await self.passes(5)
        await case_changed(self.client_of, case, description="The hull was found.")
        await self.passes(35)
        return case


@pytest.fixture
def night(server: Server, client_of: Clients, time: ExerciseTime) -> Night:
    return Night(server, client_of, time)


async def stands_at(screen: Screen, time: str, entry: str) -> None:
    """The bar tells the instant in full, and its entry."""
    bar = screen.page.get_by_role("region", name="Time of the case")
    await expect(bar.get_by_text("AS IT WAS")).to_contain_text(time)
    await expect(bar).to_contain_text(entry)


async def test_the_case_before_a_change_shows_the_former_words_and_a_live_change_moves_nothing(
    server: Server, screens: Screens, client_of: Clients, night: Night
) -> None:
    case = await night.case("Watched again")
    login = await person(client_of, server, "ITA", "ita.replay", "watch_officer")
    screen = await screens.sign_in(login, at=f"/incidents/{case['id']}/log")
    page, main = screen.page, screen.page.get_by_role("main")
    await expect(main.get_by_role("link", name="Watch the case again")).to_be_visible()
    await screen.say("v")
    slider = page.get_by_role("slider", name="Time of the case")
    await expect(slider).to_be_focused()
    await expect(main).to_contain_text("The hull was found.")
    await screen.say("ArrowLeft")
    await expect(main).to_contain_text("The hull was found.")
    await screen.say("ArrowLeft")
    await expect(main).to_contain_text("Flares were seen.")
    await expect(main).not_to_contain_text("The hull was found.")
    await screen.shot("replay-first")
