"""Taking one message of mail, in the transaction in which it is known to be taken: positions move
assets, a text of distress rings, all else waits for a person."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.distress_reports.schemas import TellDistressBody
from sar.distress_reports.telling import TextTeller, tell_text
from sar.distress_reports.words import TextSource
from sar.errors import Conflict
from sar.interop import mail_rows
from sar.interop.ais.heard_positions import HeardPosition
from sar.interop.mail_content import MailContent, read_mail, told_text
from sar.interop.mail_distress import may_be_distress
from sar.interop.models import FeedMail
from sar.interop.position_batch import keep
from sar.interop.position_texts import PositionTexts, read_positions
from sar.interop.source_address import MailboxName
from sar.interop.station_reports import StationReport, position_told
from sar.interop.words import FOR_PEOPLE, FeedFault, MailOutcome
from sar.record.service import PLATFORM
from sar.threads import to_its_end

STRANGERS_AT_MOST: Final = 30
STRANGERS_WITHIN: Final = timedelta(hours=1)
"""Beyond so many messages of distress by unknown senders, of all mail of one party, further ones
ring nowhere and wait for a person (house figures)."""

_FAULTS: Final = {
    MailOutcome.UNREAD: FeedFault.UNREADABLE,
    MailOutcome.IN_PART: FeedFault.UNREADABLE,
    MailOutcome.UNKNOWN_SENDER: FeedFault.UNKNOWN_SENDER,
    MailOutcome.AUTOMATIC: FeedFault.AUTOMATIC,
    MailOutcome.SAYS_TEST: FeedFault.SAYS_TEST,
    MailOutcome.TOO_MANY: FeedFault.TOO_MANY_IN_DISTRESS,
}


@dataclass(frozen=True, slots=True)
class MailFeed:
    """The feed of which messages are taken: a mailbox of a party."""

    id: UUID
    party: str
    mailbox: MailboxName


@dataclass(slots=True)
class TakenMail:
    """The outcome of a message, for the counts of its feed; None: it was taken before."""

    outcome: MailOutcome | None
    positions: int = 0
    unregistered: int = 0
    lag_s: float | None = None
    faults: list[FeedFault] = field(default_factory=list)

    @property
    def is_for_people(self) -> bool:
        """Whether a person has to read it."""
        return self.outcome in FOR_PEOPLE


@dataclass(frozen=True, slots=True)
class _ReadMail:
    content: MailContent
    may_be_distress: bool
    positions: PositionTexts
    text: str


def _read(raw: bytes, proven_by: str, came_at: datetime) -> _ReadMail:
    """All that is read of a message; runs in a thread."""
    content = read_mail(raw, proven_by=proven_by)
    texts = content.texts or ("",)
    found = [
        read_positions(
            text, subject=content.subject, written_at=content.written_at, came_at=came_at
        )
        for text in texts
    ]
    return _ReadMail(
        content,
        may_be_distress(content.subject, content.texts, now=came_at),
        PositionTexts(
            tuple(dict.fromkeys(one for each in found for one in each.reports)),
            content.is_cut or any(each.is_doubtful for each in found),
        ),
        told_text(content),
    )


async def take_mail(
    db: AsyncSession, feed: MailFeed, numbers: tuple[int, int], raw: bytes
) -> TakenMail:
    """Take a message by its numbers in the mailbox (validity, number), and note that it is taken;
    whoever calls commits both at once."""
    now, real_now = clock.now(), clock.real_now()
    work = asyncio.to_thread(_read, raw, feed.mailbox.proven_by, now)
    read = await to_its_end(asyncio.ensure_future(work))
    content = read.content
    await mail_rows.took(db, feed.id, *numbers)
    if await mail_rows.is_known(db, feed.id, content.key):
        return TakenMail(None, faults=[FeedFault.REPEATED])
    row = FeedMail(
        feed_id=feed.id,
        came_at=real_now,
        uid_validity=numbers[0],
        uid=numbers[1],
        key=content.key,
        sender=content.sender,
        is_known=feed.mailbox.knows(content.sender) and content.is_proven is not False,
        is_proven=content.is_proven,
        subject=content.subject,
        outcome=MailOutcome.UNREAD,
    )
    taken = await _taken(db, feed, row, read, now=now)
    if content.is_cut:
        taken.faults.append(FeedFault.TOO_LONG)
    if taken.outcome is MailOutcome.DISTRESS:
        row.sender = row.subject = ""  # they stand with the report, and are forgotten with it
    elif taken.is_for_people and await mail_rows.has_room(db, feed.id, now=real_now):
        row.text = read.text
    row.outcome = taken.outcome or row.outcome
    db.add(row)
    return taken


async def take_unread(
    db: AsyncSession, feed: MailFeed, numbers: tuple[int, int], raw: bytes
) -> TakenMail:
    """Have a message wait for a person whose taking failed again and again, so that those behind it
    come."""
    content = read_mail(raw)
    await mail_rows.took(db, feed.id, *numbers)
    if not await mail_rows.is_known(db, feed.id, content.key):
        db.add(
            FeedMail(
                feed_id=feed.id,
                came_at=clock.real_now(),
                uid_validity=numbers[0],
                uid=numbers[1],
                key=content.key,
                sender=content.sender,
                is_known=False,
                is_proven=None,
                subject=content.subject,
                outcome=MailOutcome.UNREAD,
                text=told_text(content),
            )
        )
    return _counted(MailOutcome.UNREAD)


async def _taken(
    db: AsyncSession, feed: MailFeed, row: FeedMail, read: _ReadMail, *, now: datetime
) -> TakenMail:
    if read.content.is_automatic or read.content.sender == feed.mailbox.login.lower():
        return _counted(MailOutcome.AUTOMATIC)
    if read.may_be_distress:
        return _counted(await _distress(db, feed, row, read, now=now))
    if not read.positions.reports:
        return _counted(MailOutcome.UNREAD)
    if not row.is_known:
        return _counted(MailOutcome.UNKNOWN_SENDER)
    return await _positions(db, feed, read.positions, now=now)


def _counted(outcome: MailOutcome) -> TakenMail:
    return TakenMail(outcome, faults=[_FAULTS[outcome]] if outcome in _FAULTS else [])


async def _distress(
    db: AsyncSession, feed: MailFeed, row: FeedMail, read: _ReadMail, *, now: datetime
) -> MailOutcome:
    """Have it ring, unless it says that it is a test, or too many strangers write."""
    since = clock.real_now() - STRANGERS_WITHIN
    if (
        not row.is_known
        and await mail_rows.strangers_since(db, feed.party, since) >= STRANGERS_AT_MOST
    ):
        return MailOutcome.TOO_MANY
    is_proven = row.is_known and row.is_proven is True
    teller = TextTeller(feed.party, None, PLATFORM, is_proven=is_proven)
    body = TellDistressBody(text=read.text, source=TextSource.EMAIL)
    try:
        row.report_id = await tell_text(db, teller, body, now=now)
    except Conflict as refused:
        is_test = refused.code == "says_test"
        return MailOutcome.SAYS_TEST if is_test else MailOutcome.UNREAD
    return MailOutcome.DISTRESS


async def _positions(
    db: AsyncSession, feed: MailFeed, found: PositionTexts, *, now: datetime
) -> TakenMail:
    heard: list[HeardPosition] = []
    faults: list[FeedFault] = []
    for one in found.reports:
        told = position_told(_by_our_clock(one))
        if isinstance(told, HeardPosition):
            heard.append(told)
        elif told is not None:
            faults.append(told)
    nobodys = await keep(db, feed.party, heard, now=now) if heard else []
    outcome = _outcome(len(heard) - len(nobodys), nobodys, faults, is_doubtful=found.is_doubtful)
    taken = _counted(outcome)
    taken.positions, taken.unregistered = len(heard), len(nobodys)
    taken.faults += faults
    if heard:
        taken.lag_s = (now - max(one.at for one in heard)).total_seconds()
    return taken


def _outcome(
    kept: int, nobodys: Sequence[HeardPosition], faults: Sequence[FeedFault], *, is_doubtful: bool
) -> MailOutcome:
    if kept == 0:
        return MailOutcome.NOBODYS if nobodys else MailOutcome.UNREAD
    is_whole = not nobodys and not faults and not is_doubtful
    return MailOutcome.POSITIONS if is_whole else MailOutcome.IN_PART


def _by_our_clock(report: StationReport) -> StationReport:
    """In an exercise the times of real ships mean nothing: a position is of when it came."""
    return report._replace(heard_at=None) if clock.is_played() else report
