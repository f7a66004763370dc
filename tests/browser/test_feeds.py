"""The feeds of a party on the screen: as of when they are told, and why nothing comes."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from sar import clock
from sar.interop.words import FeedFault
from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.given.feeds import add_feeds, feed
from tests.running import Server

pytestmark = pytest.mark.anyio

SIZES = (("night", 1280, 800), ("day", 1280, 800), ("night", 390, 844), ("day", 390, 844))


async def test_an_officer_sees_how_feeds_go(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    heard = feed(
        sentences=81_204,
        positions=64_112,
        unregistered=63_900,
        per_s=11.44,
        lag_s=2.2,
        faults={FeedFault.CHECKSUM.value: 12, FeedFault.UNFINISHED.value: 3},
    )
    linosa = feed(name="Linosa", connected_since=None, problem="Connection refused")
    long_ago = clock.real_now() - timedelta(hours=1)
    unread = feed(name="Pantelleria", told_at=long_ago, last_message_at=long_ago)
    await add_feeds(server.database_url, heard, linosa, unread, feed(party_code="MLT", name="Gozo"))
    login = await person(client_of, server, "ITA", "ita.feeds", "watch_officer")
    for palette, width, height in SIZES:
        officer = await screens.sign_in(
            login, at="/feeds", palette=palette, width=width, height=height
        )
        page = officer.page
        first = page.get_by_role("listitem").filter(has_text="Lampedusa")
        await expect(first).to_contain_text("Live")
        await expect(first).to_contain_text("11.4 sentences a second · 2 s from station to here")
        await expect(first).to_contain_text("63\u202f900 of them of vessels in no register")
        await expect(first).to_contain_text("12 broken on the way (checksum)")
        await expect(page.get_by_role("listitem").filter(has_text="Linosa")).to_contain_text(
            "Connection refused"
        )
        third = page.get_by_role("listitem").filter(has_text="Pantelleria")
        await expect(third).to_contain_text("Not read by any process")
        await expect(third).to_contain_text("last heard 1 h before")
        await expect(page.get_by_text("As of")).to_be_visible()
        await expect(page.get_by_text("Gozo")).to_have_count(0)
        await officer.shot(f"feeds-{palette}-{width}")


async def test_what_is_told_next_is_shown_without_a_hand(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    row = feed(name="Levanzo")
    await add_feeds(server.database_url, row)
    login = await person(client_of, server, "ITA", "ita.feeds.two", "observer")
    officer = await screens.sign_in(login, at="/feeds", width=1280, height=800)
    line = officer.page.get_by_role("listitem").filter(has_text="Levanzo")
    await expect(line).to_contain_text("Live")
    gone = feed(id=row.id, name="Levanzo", connected_since=None, problem="Timed out")
    await add_feeds(server.database_url, gone)
    await expect(line).to_contain_text("Not connected", timeout=15_000)
    await expect(line).to_contain_text("Timed out")
