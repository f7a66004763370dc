"""A case is watched again, as the party saw it: by slider and keys, on the map, beside another."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screen, Screens, person
from tests.browser.readable import unreadable
from tests.clients import Clients
from tests.conftest import ExerciseTime
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.incidents import case_changed, opened
from tests.given.requests import Plain, accepted, asked, deployed, id_of, offered, post, stepped
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


async def with_a_unit(night: Night, client_of: Clients, title: str) -> tuple[Plain, Plain]:
    """A case for which Malta's helicopter is under way, heard of on the way there."""
    await night.passes(0)
    asset = await registered(client_of, "MLT", helicopter(name=f"AS {title[-3:]}"))
    case = await opened(client_of, title=title)
    await night.passes(9)
    request = await asked(client_of, night.server.world, "MLT", incident=case)
    await night.passes(6)
    offer = await offered(client_of, "MLT", f"requests/{request['id']}", asset["id"])
    (work,) = await deployed(client_of, "MLT", await accepted(client_of, "ITA", offer))
    await night.passes(5)
    line = {"id": id_of(), "text": "The family has been told.", "own": True}
    await post(client_of, "ITA", f"incidents/{case['id']}/log", role="watch_officer", **line)
    await stepped(client_of, "MLT", work, "depart")
    await delivered(client_of, "MLT", asset["id"], fix(14.48, 35.85, night.time.now))
    await night.passes(4)
    return case, work


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
    await stands_at(screen, "11 Oct 2026 12:51:00Z", "entry 3")
    await expect(page.locator(".map-past")).to_contain_text("11 Oct 12:51Z: not now")
    await expect(page.locator(".map")).to_have_class("map past")
    await expect(main.locator(".told-table .here")).to_contain_text("12:51:00Z")
    await expect(page).to_have_url(
        f"{server.base_url}/incidents/{case['id']}/replay/2026-10-11T12:51:00Z"
    )
    await case_changed(client_of, case, description="All are safe.", title="Changed meanwhile")
    await expect(page.get_by_role("navigation", name="Incidents")).to_contain_text(
        "Changed meanwhile"
    )
    await expect(main).to_contain_text("The case has gone on since this was opened.")
    await expect(main).to_contain_text("Flares were seen.")
    await expect(main).not_to_contain_text("All are safe.")
    await page.get_by_role("button", name="Bring the scale up to now").click()
    await stands_at(screen, "11 Oct 2026 12:51:00Z", "entry 3")
    await slider.focus()
    await screen.say("End")
    await expect(main).to_contain_text("All are safe.")
    await main.get_by_role("link", name="Back to the case").click()
    await expect(page.locator(".map")).to_have_class("map")


async def test_keys_go_from_entry_to_entry_by_the_hour_and_to_both_ends(
    server: Server, screens: Screens, client_of: Clients, night: Night
) -> None:
    case = await night.case("Moved by keys")
    login = await person(client_of, server, "ITA", "ita.replay.keys", "observer")
    at = f"/incidents/{case['id']}/replay/2026-10-11T12:40:30Z"
    screen = await screens.sign_in(login, at=at)
    await stands_at(screen, "12:40:30Z", "entry")
    await expect(screen.page.get_by_role("slider")).to_be_focused()
    for key, time in (
        ("ArrowRight", "12:51:00Z"),
        ("ArrowUp", "12:56:00Z"),
        ("ArrowRight", "13:31:00Z"),
        ("ArrowLeft", "12:56:00Z"),
        ("PageDown", "12:26:00Z"),
        ("PageUp", "13:26:00Z"),
        ("Home", "12:26:00Z"),
        ("End", "13:31:00Z"),
    ):
        await screen.say(key)
        await stands_at(screen, f"11 Oct 2026 {time}", "entry")
    await screen.say("Home", "Space")
    await expect(screen.page.get_by_role("button", name="Pause")).to_be_visible()
    await stands_at(screen, "12:36:00Z", "entry")
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
    at = f"/incidents/{case['id']}/replay/2026-10-11T12:40:00Z"
    lead = await screens.sign_in(italy, at=at)
    other = await screens.sign_in(greece, at=at)
    await expect(lead.page.get_by_role("main")).to_contain_text("Flares were seen.")
    main = other.page.get_by_role("main")
    await expect(main).to_contain_text("Your party had been told nothing of this case then.")
    await expect(main).to_contain_text("first told of the case at 11 Oct 2026 12:51:00Z")
    await expect(main).not_to_contain_text("Flares were seen.")
    table = lead.page.locator(".told-table")
    await lead.page.get_by_label("Beside").select_option("GRC")
    changed = table.get_by_role("row").filter(has_text="12:36:00Z").first
    await expect(changed).to_contain_text("NOT told")
    await expect(changed).to_contain_text("told something of the case next 12:51:00Z, 15 min later")
    asked_row = table.get_by_role("row").filter(has_text="12:51:00Z").first
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
    held = await screen.hold_back("**/as-of?at=2026-10-11T12%3A36%3A00Z*")
    button = main.get_by_role("row").filter(has_text="12:36:00Z").first.get_by_role("button")
    async with page.expect_request("**/as-of?at=2026-10-11T12%3A36%3A00Z*"):
        await button.click()
    await expect(main).to_contain_text("Still shown: 11 Oct 2026 13:31:00Z")
    await page.get_by_role("slider").focus()
    await screen.say("Home")
    await expect(main.get_by_text("Still shown")).to_have_count(0)
    await stands_at(screen, "12:26:00Z", "entry")
    held.set()
    await page.wait_for_timeout(500)
    await expect(main.locator(".case-then")).not_to_contain_text("Flares were seen.")
    await expect(main.locator(".case-then")).not_to_contain_text("The hull was found.")


@pytest.mark.parametrize("palette", ["night", "day"])
async def test_the_past_can_be_read_by_night_and_by_day_at_a_desk_and_on_a_phone(
    server: Server,
    screens: Screens,
    client_of: Clients,
    night: Night,
    time: ExerciseTime,
    palette: str,
) -> None:
    case, _ = await with_a_unit(night, client_of, f"Looked at by {palette}")
    login = await person(client_of, server, "ITA", f"ita.replay.{palette}", "watch_officer")
    at = f"/incidents/{case['id']}/replay"
    for width, height in ((1280, 800), (390, 844)):
        screen = await screens.sign_in(login, at=at, palette=palette, width=width, height=height)
        main = screen.page.get_by_role("main")
        await expect(main).to_contain_text("35°51.0′N 014°28.8′E")
        await expect(screen.page.locator(".map-past")).to_contain_text("PAST")
        await screen.page.wait_for_load_state("networkidle")
        assert await unreadable(screen, "replay", f"{palette}-{width}") == []
        if width == 390:
            await main.get_by_role("button", name="MLT", exact=True).click()
            await expect(main.get_by_role("columnheader", name="MLT")).to_be_visible()
            await expect(main.get_by_role("columnheader", name="ITA")).not_to_be_visible()
            await screen.shot(f"replay-{palette}-{width}-whole", whole=True)
