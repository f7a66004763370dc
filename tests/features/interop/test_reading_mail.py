"""Mailboxes read from a real mail server into a database: positions move the own assets, a text of
distress rings, and no message is lost, taken twice or answered."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlmodel import col

from sar import clock
from sar.assets.models import Fix
from sar.distress_reports.models import DistressReport, SignalRinging
from sar.distress_reports.words import ReportState
from sar.feed_process import read_feeds_here
from sar.installation import Installation
from sar.interop import mail_reading, mail_rows, mail_taking
from sar.interop.feed_state import state_of
from sar.interop.models import FeedMail, ReceiverFeed
from sar.interop.words import FeedFault, FeedState, MailOutcome
from sar.settings import settings
from tests.features.interop import test_reading_feeds as feeds
from tests.features.interop.test_reading_feeds import MMSI, Ground
from tests.mailboxes import LOGIN, PASSWORD, MailServer, message
from tests.receivers import until

pytestmark = pytest.mark.anyio

installed, ground = feeds.installed, feeds.ground


@pytest.fixture(scope="module")
def started() -> Iterator[MailServer]:
    """A mail server, which takes seconds to start."""
    found = MailServer()
    found.start()
    yield found
    found.stop()


@pytest.fixture
def server(started: MailServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """It, with an empty mailbox, which is read every moment."""
    monkeypatch.setenv("SAR_MAIL_PASSWORDS", f'{{"{LOGIN}": "{PASSWORD}"}}')
    settings.cache_clear()
    monkeypatch.setattr(mail_reading, "ASKED_EVERY_S", 0.1)
    monkeypatch.setattr(mail_reading, "OPENED_EVERY_S", 0.1)
    started.empty()
    yield started
    settings.cache_clear()


@pytest.fixture
async def reading(ground: Ground) -> AsyncIterator[Ground]:
    """The ground, with no mail yet, while feeds are read."""
    async with ground.sessions() as db, db.begin():
        await db.execute(delete(FeedMail))
        await db.execute(delete(SignalRinging))
        await db.execute(delete(DistressReport))
        await db.execute(delete(ReceiverFeed))
    task = asyncio.create_task(read_feeds_here(ground.url))
    yield ground
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def reported(lon_minutes: float, *, mmsi: int = MMSI) -> str:
    """The report of a ship at 34°30′N."""
    return f"MMSI {mmsi}\nPOS 3430.0N 012{lon_minutes:04.1f}E\n{datetime.now(UTC):%d%H%MZ}\n"


async def mail_of(ground: Ground) -> list[FeedMail]:
    """All messages that were taken, the oldest first."""
    async with ground.sessions() as db:
        return list(await db.scalars(select(FeedMail).order_by(col(FeedMail.id))))


async def has_taken(ground: Ground, *outcomes: MailOutcome) -> list[FeedMail]:
    """Wait until messages with these outcomes were taken, and no others."""

    async def taken() -> bool:
        return len(await mail_of(ground)) >= len(outcomes)

    await until(taken)
    rows = await mail_of(ground)
    assert [row.outcome for row in rows] == list(outcomes)
    return rows


async def counts(ground: Ground, name: str, fault: FeedFault, count: int = 1) -> None:
    """Wait until the feed tells of so many such faults."""

    async def told() -> bool:
        return (await ground.feed(name)).faults.get(fault, 0) == count

    await until(told)


async def reports_of(ground: Ground) -> list[DistressReport]:
    """All reports of distress."""
    async with ground.sessions() as db:
        return list(await db.scalars(select(DistressReport).order_by(col(DistressReport.id))))


async def test_a_ships_report_moves_it_and_is_marked_as_read(
    reading: Ground, server: MailServer
) -> None:
    await reading.add(server.address(), "Mail")
    server.deliver(message(reported(45.0)))
    await reading.is_at(12.75)
    (row,) = await has_taken(reading, MailOutcome.POSITIONS)
    assert (row.sender, row.text, row.is_known) == ("bridge@navy.example.int", "", True)

    async def is_marked() -> bool:
        return await asyncio.to_thread(server.unread) == 0

    await until(is_marked)

    async def tells() -> bool:
        feed = await reading.feed("Mail")
        return feed.sentences == 1 and feed.positions == 1

    await until(tells)
    told = await reading.feed("Mail")
    assert state_of(told, now=clock.real_now()) is FeedState.LIVE
    async with reading.sessions() as db:
        fix = await db.get_one(Fix, reading.boat)
    assert fix.source == "e-mail"


async def test_a_text_of_distress_rings_and_says_that_its_sender_is_not_proven(
    reading: Ground, server: MailServer
) -> None:
    await reading.add(server.address(), "Mail")
    said = f"MAYDAY yacht Amal sinking MMSI {MMSI}\n34 30.0N 012 45.0E\n5 persons on board"
    server.deliver(message(said, sender="amal@yacht.example.org", subject="help"))
    (row,) = await has_taken(reading, MailOutcome.DISTRESS)
    (report,) = await reports_of(reading)
    assert row.report_id == report.id
    assert (row.sender, row.subject, row.text) == ("", "", "")
    assert (report.heard_party, report.state) == ("ITA", ReportState.WAITING)
    assert report.point is not None
    assert round(report.point.lat, 2) == 34.5
    (text,) = report.texts
    assert "From: amal@yacht.example.org (not proven: anybody can write this)" in text["text"]
    assert "5 persons on board" in text["text"]
    assert text["source"] == "email"
    async with reading.sessions() as db:
        assert await db.get(Fix, reading.boat) is None, "the position alone is believed of nobody"


async def test_a_forged_call_is_no_further_text_of_a_true_one(
    reading: Ground, server: MailServer
) -> None:
    await reading.add(server.address("from=@navy.example.int&proven-by=mx.example.int"), "Mail")
    signed = "mx.example.int; dkim=pass header.d=navy.example.int"
    true = f"MAYDAY MMSI {MMSI} 34 30.0N 012 45.0E"
    server.deliver(message(true, Authentication_Results=signed))
    await has_taken(reading, MailOutcome.DISTRESS)
    server.deliver(message(f"MAYDAY MMSI {MMSI} 38 00.0N 012 00.0E", subject="moved"))
    server.deliver(message(true, subject="again", Authentication_Results=signed))
    await has_taken(reading, *[MailOutcome.DISTRESS] * 3)
    first, forged = await reports_of(reading)
    assert first.point is not None
    assert round(first.point.lat, 2) == 34.5
    assert (len(first.texts), first.sender) == (2, str(MMSI))
    assert (len(forged.texts), forged.sender) == (1, "")


async def test_positions_of_strangers_wait_for_a_person(
    reading: Ground, server: MailServer
) -> None:
    await reading.add(server.address("from=@navy.example.int&proven-by=mx.example.int"), "Mail")
    server.deliver(
        message(reported(45.0), sender="pirate@sea.example.org"),
        message(reported(46.0), subject="not signed"),
    )
    rows = await has_taken(reading, *[MailOutcome.UNKNOWN_SENDER] * 2)
    assert all("MMSI" in row.text for row in rows)
    await counts(reading, "Mail", FeedFault.UNKNOWN_SENDER, 2)
    assert server.unread() == 2
    async with reading.sessions() as db:
        assert await db.get(Fix, reading.boat) is None
    server.open_all()

    async def is_read() -> bool:
        return all(row.read_at and not row.text for row in await mail_of(reading))

    await until(is_read)


async def test_what_cannot_be_read_waits_and_the_next_is_taken(
    reading: Ground, server: MailServer
) -> None:
    await reading.add(server.address(), "Mail")
    bomb = b"From: a@navy.example.int\nContent-Type: multipart/mixed; boundary=b0\n\n" + b"".join(
        b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (n, n + 1) for n in range(25)
    )
    server.deliver(
        bomb,
        b"\x00\xff\xfe no header at all",
        message("Good morning from a quiet sea."),
        message(reported(45.0), mmsi_is_not_a_header="x"),
    )
    await reading.is_at(12.75)
    unread = MailOutcome.UNREAD
    rows = await has_taken(reading, unread, unread, unread, MailOutcome.POSITIONS)
    assert "quiet sea" in rows[2].text
    await counts(reading, "Mail", FeedFault.UNREADABLE, 3)
    assert server.unread() == 3


async def test_no_message_is_lost_or_taken_twice_while_the_reader_and_the_server_fall_over(
    ground: Ground, server: MailServer
) -> None:
    async with ground.sessions() as db, db.begin():
        await db.execute(delete(FeedMail))
        await db.execute(delete(ReceiverFeed))
    await ground.add(server.address(), "Mail")
    sent = [message(reported(10.0 + number)) for number in range(8)]
    for one in sent[:4]:
        task = asyncio.create_task(read_feeds_here(ground.url))
        server.deliver(one)
        await until(_taken_at_least(ground, sent.index(one) + 1))
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    server.deliver(*sent[4:6])
    task = asyncio.create_task(read_feeds_here(ground.url))
    await until(_taken_at_least(ground, 6))
    server.stop()
    server.start()
    server.deliver(*sent)
    await until(_taken_at_least(ground, 8), within_s=30)
    await counts(ground, "Mail", FeedFault.REPEATED, 6)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert len(await mail_of(ground)) == 8


def _taken_at_least(ground: Ground, count: int) -> Callable[[], Awaitable[bool]]:
    async def taken() -> bool:
        return len(await mail_of(ground)) >= count

    return taken


@pytest.mark.long
async def test_old_mail_of_a_mailbox_is_left_alone(reading: Ground, server: MailServer) -> None:
    hour_ago = datetime.now(UTC) - timedelta(hours=1)
    server.deliver(message("MAYDAY of a year ago"), arrived_at=hour_ago)
    await reading.add(server.address(), "Mail")
    server.deliver(message(reported(45.0)))
    await reading.is_at(12.75)
    await has_taken(reading, MailOutcome.POSITIONS)
    assert await reports_of(reading) == []


@pytest.mark.long
async def test_machines_that_answer_and_tests_ring_nowhere(
    reading: Ground, server: MailServer
) -> None:
    async with reading.sessions() as db, db.begin():
        await db.execute(update(Installation).values(exercise=False))
    await reading.add(server.address(), "Mail")
    server.deliver(
        message("I am away. > MAYDAY RELAY", Auto_Submitted="auto-replied"),
        message("MAYDAY from our own mailbox", sender=LOGIN),
        message("MAYDAY\nTHIS IS A TEST\n", subject="TEST"),
    )
    automatic = MailOutcome.AUTOMATIC
    await has_taken(reading, automatic, automatic, MailOutcome.SAYS_TEST)
    assert await reports_of(reading) == []
    await counts(reading, "Mail", FeedFault.AUTOMATIC, 2)
    await counts(reading, "Mail", FeedFault.SAYS_TEST)
    async with reading.sessions() as db, db.begin():
        await db.execute(update(Installation).values(exercise=True))


@pytest.mark.long
async def test_a_flood_of_strangers_calls_does_not_ring_without_end(
    reading: Ground, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_taking, "STRANGERS_AT_MOST", 2)
    monkeypatch.setattr(mail_rows, "TEXTS_AT_MOST", 1)
    await reading.add(server.address(), "Mail")
    for number in range(4):
        server.deliver(message(f"MAYDAY {number}", sender="flood@sea.example.org"))
    server.deliver(message("MAYDAY of a known ship"))
    ring, many = MailOutcome.DISTRESS, MailOutcome.TOO_MANY
    rows = await has_taken(reading, ring, ring, many, many, ring)
    assert len(await reports_of(reading)) == 3
    assert [bool(row.text) for row in rows] == [False, False, True, False, False]
    await counts(reading, "Mail", FeedFault.TOO_MANY_IN_DISTRESS, 2)


@pytest.mark.long
async def test_a_wrong_password_is_told_without_it(reading: Ground, server: MailServer) -> None:
    settings().mail_passwords.clear()
    await reading.add(server.address(), "Mail")

    async def tells() -> bool:
        return (await reading.feed("Mail")).problem != ""

    await until(tells)
    assert (await reading.feed("Mail")).problem == (
        f"SAR_MAIL_PASSWORDS has no password of {LOGIN}"
    )
