"""The feeds of a party on the screen: as of when they are told, and why nothing comes."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from sar import clock
from sar.interop.models import FeedMail
from sar.interop.words import FeedFault, MailOutcome
from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn
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
    an_hour_ago = clock.real_now() - timedelta(hours=1)
    unread = feed(name="Pantelleria", told_at=an_hour_ago, last_message_at=an_hour_ago)
    aircraft = feed(
        name="Roof",
        address="aircraft+http://10.0.0.7:8080/data/aircraft.json",
        sentences=9_120,
        positions=9_120,
        unregistered=9_002,
        per_s=3.0,
        lag_s=1.2,
    )
    lines = feed(
        name="Trapani",
        address="sbs+tcp://10.0.0.9:30003",
        sentences=700,
        connected_since=an_hour_ago,
        last_message_at=an_hour_ago,
    )
    fishing = feed(
        name="Fisheries",
        address="naf+tcp-listen://10.0.0.1:4011?from=10.0.0.8",
        sentences=412,
        positions=400,
        connected_since=an_hour_ago,
        last_message_at=an_hour_ago,
        lag_s=2_400.0,
        faults={FeedFault.WRONG_TIME.value: 2},
    )
    played = feed(name="replay", address="replay:night.nmea", sentences=40, positions=31, per_s=2.0)
    await add_feeds(
        server.database_url,
        played,
        *(heard, linosa, unread, aircraft, lines, fishing, feed(party_code="MLT", name="Gozo")),
    )
    login = await person(client_of, server, "ITA", "ita.feeds", "watch_officer")
    for palette, width, height in in_turn(*SIZES):
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
        fourth = page.get_by_role("listitem").filter(has_text="Roof")
        await expect(fourth).to_contain_text("3.0 reports a second · 1 s from station to here")
        await expect(fourth).to_contain_text("9\u202f002 of them of aircraft in no register")
        await expect(fourth).to_contain_text("ADS-B (aircraft.json) · aircraft+http://10.0.0.7")
        fifth = page.get_by_role("listitem").filter(has_text="Trapani")
        await expect(fifth).to_contain_text("It has heard no aircraft for three minutes")
        sixth = page.get_by_role("listitem").filter(has_text="Fisheries")
        await expect(sixth).to_contain_text("Live")
        await expect(sixth).to_contain_text("last heard 1 h before · 40 min from vessel to here")
        await expect(sixth).not_to_contain_text("a second")
        await expect(sixth).to_contain_text("2 with a time to come or long ago")
        last = page.get_by_role("listitem").filter(has_text="replay:night.nmea")
        await expect(last).to_contain_text("Replay: not heard now")
        await expect(last).not_to_contain_text("Live")
        await expect(last).to_contain_text("AIS · replay:night.nmea")
        await expect(page.get_by_text("As of")).to_be_visible()
        await expect(page.get_by_text("Gozo")).to_have_count(0)
        await officer.shot(f"feeds-{palette}-{width}")
        await last.scroll_into_view_if_needed()
        await officer.shot(f"feeds-replay-{palette}-{width}")


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


async def test_mail_that_a_person_has_to_read_is_shown_with_who_sent_it(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    mail = feed(
        name="Reports",
        address="mail+imaps://mail.mrcc.example.int/reports?from=@navy.example.int",
        sentences=12,
        positions=9,
        faults={FeedFault.UNKNOWN_SENDER.value: 1},
    )
    waiting = FeedMail(
        feed_id=mail.id,
        came_at=clock.real_now(),
        uid_validity=1,
        uid=7,
        key="one",
        sender="amal@yacht.example.org",
        is_known=False,
        is_proven=None,
        subject="Noon <b>report</b>",
        outcome=MailOutcome.UNKNOWN_SENDER,
        text="From: amal@yacht.example.org\n\nPOS 3430N 01245E all well",
    )
    await add_feeds(server.database_url, mail)
    await add_feeds(server.database_url, waiting)
    login = await person(client_of, server, "ITA", "ita.feeds.mail", "watch_officer")
    for palette, width, height in in_turn(*SIZES):
        officer = await screens.sign_in(
            login, at="/feeds", palette=palette, width=width, height=height
        )
        line = officer.page.get_by_role("listitem").filter(has_text="Reports").first
        await expect(line).to_contain_text("1 message waits for a person to read")
        await line.get_by_role("button", name="Show messages").click()
        await expect(line).to_contain_text("not proven: anybody can write this")
        await expect(line).to_contain_text("Noon <b>report</b>")
        await expect(line).to_contain_text("POS 3430N 01245E all well")
        await expect(line).to_contain_text("Positions of a sender that is not known: not kept")
        await line.scroll_into_view_if_needed()
        await officer.shot(f"feeds-mail-{palette}-{width}")
