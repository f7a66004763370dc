"""A doubted position is told in words, with its reason and figures, and the watch rules on it by a
key."""

from datetime import timedelta

import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import ARE_WANTED, Screen, Screens, person
from tests.browser.readable import faults_of_axe
from tests.clients import Clients
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.incidents import IN_MALTAS_REGION, opened
from tests.given.places import point
from tests.given.vessels import heard
from tests.running import Server
from tests.world import START

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("clock_at_start")]

LON, LAT = IN_MALTAS_REGION
JUMP = (
    "Position of 12:07Z doubted: a jump of 140 nm in 4 min. The last good one, of 12:03Z, stands."
)


async def a_ship(client_of: Clients, name: str) -> str:
    ship = helicopter(name=name, type="S1", base=point(15.5, 35.5), mmsi=None)
    return str((await registered(client_of, "ITA", ship))["id"])


async def jumped(client_of: Clients, name: str) -> str:
    """A ship whose last position is 140 miles off, and was received late."""
    unit = await a_ship(client_of, name)
    for minutes, north in ((25, 0.0), (23, 0.01), (19, 141 / 59.9)):
        place = fix(LON, LAT + north, START - timedelta(minutes=minutes), speed_kn=12.0)
        await delivered(client_of, "ITA", unit, place)
    return unit


async def ruled(screen: Screen, key: str, button: str, name: str) -> None:
    """Give a ruling by its key, with a reason."""
    await screen.say(key)
    sheet = screen.page.get_by_role("dialog", name=f"{button}: {name}")
    await expect(sheet.get_by_label("Why")).to_be_focused()
    assert await faults_of_axe(screen.page, "dialog[open]") == []
    await screen.shot(f"ruling-{key}-night-1280")
    await screen.type("Spoken with the master on VHF 16.")
    await screen.say("Enter")
    await expect(sheet).to_have_count(0)


async def pictures(screen: Screen, name: str, about: Locator) -> None:
    """By night and by day, on a desk and a phone, where pictures are wanted."""
    if not ARE_WANTED:
        return
    for width, height in ((1280, 800), (390, 844)):
        await screen.page.set_viewport_size({"width": width, "height": height})
        for light in ("night", "day"):
            await about.scroll_into_view_if_needed()
            await screen.shot(f"{name}-{light}-{width}")
            await screen.say("d")
    await screen.page.set_viewport_size({"width": 1280, "height": 800})


async def test_a_jump_is_told_with_its_figures_and_believed_by_a_key(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    unit = await jumped(client_of, "Diciotti jumps")
    login = await person(client_of, server, "ITA", "ita.believes", "watch_officer")
    screen = await screens.sign_in(login, at=f"/assets/{unit}")
    about = screen.page.get_by_role("region", name="Diciotti jumps")
    await expect(about).to_contain_text(JUMP)
    await expect(about).to_contain_text("received 12:26Z, 23 min later")
    await about.get_by_text("Where it has been (6 h)").click()
    await expect(about).to_contain_text("not believed: too far for its type in the time")
    for light in ("dark", "light"):
        await expect(screen.page.locator("html")).to_have_css("color-scheme", light)
        assert await faults_of_axe(screen.page, "main") == []
        await screen.say("d")
    await pictures(screen, "doubted-jump", about)
    await ruled(screen, "b", "Believe that of 12:07Z", "Diciotti jumps")
    await expect(about).to_contain_text("at 12:07Z, 19 min old")
    await expect(about).not_to_contain_text("doubted")
    await expect(about).not_to_contain_text("not believed")


async def test_an_observer_and_another_party_are_offered_no_ruling(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    unit = await jumped(client_of, "Diciotti watched")
    login = await person(client_of, server, "ITA", "ita.looks", "observer")
    screen = await screens.sign_in(login, at=f"/assets/{unit}")
    about = screen.page.get_by_role("region", name="Diciotti watched")
    await expect(about).to_contain_text(JUMP)
    await screen.say("b")
    await expect(about.get_by_role("button", name="Believe that of")).to_have_count(0)
    await expect(screen.page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.long
async def test_a_candidate_off_the_air_says_why_its_position_is_doubted(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    sent: dict[str, list[tuple[int, float]]] = {
        "TOLD TWICE": [(9, 15.3), (8, 21.3), (7, 15.3), (6, 21.3), (5, 15.3)],
        "SEEMS TO JUMP": [(9, 15.6), (4, 21.6)],
    }
    async with server.db() as db:
        for number, (name, places) in enumerate(sent.items(), 247321600):
            for minutes, lon in places:
                at = START - timedelta(minutes=minutes)
                await heard(db, str(number), lon, 36.6, at, name=name, ship_type=70)
    middle = {"point": point(15.5, 36.6), "error_nm": 0.5}
    case = await opened(client_of, title="Off Capo Passero", position=middle)
    login = await person(client_of, server, "ITA", "ita.doubts", "watch_officer")
    screen = await screens.sign_in(login, at=f"/incidents/{case['id']}/ask", width=1280, height=800)
    rows = screen.page.get_by_role("listitem")
    for name, why in (
        ("TOLD TWICE", "Its position of 12:21Z is suspect: two tracks are told under one identity"),
        (
            "SEEMS TO JUMP",
            "Its position of 12:22Z is not believed (too far for its type in the time):"
            " the time is worked out from that of 12:17Z.",
        ),
    ):
        row = rows.filter(has_text=name).first
        await expect(row).to_contain_text(why)
        await expect(row.get_by_text("position doubted", exact=True)).to_be_visible()
        await pictures(screen, f"doubted-candidate-{name[-5:].strip().lower()}", row)
    assert await faults_of_axe(screen.page, "main") == []
