"""Reading a mailbox: each new message is taken in a transaction of its own, and only then marked as
read; after a break it goes on behind the last one that was taken."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from typing import Any, Final, TypeVar

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from sar import clock
from sar.interop import mail_rows
from sar.interop.feed_tally import FeedTally
from sar.interop.mail_taking import MailFeed, TakenMail, take_mail, take_unread
from sar.interop.mailbox import ArrivedMail, Mailbox, MailboxError
from sar.interop.models import ReceiverFeed
from sar.interop.position_batch import is_away
from sar.interop.source_address import SourceAddress
from sar.interop.words import FeedFault
from sar.log import first_line, logger
from sar.settings import settings

log = logger(__name__)

T = TypeVar("T")

ASKED_EVERY_S: Final = 10.0
"""The time from one look for new messages to the next; a call of distress comes so much later
(house figure)."""
OPENED_EVERY_S: Final = 60.0
DONE_WITHIN_S: Final = 60.0
"""A mail server that has not done what it is asked for within that time is given up."""
ATTEMPTS: Final = 3
AGAIN_AFTER_S: Final = 1.0
LOOKED_BACK: Final = timedelta(days=7)
"""So far a mailbox is looked through whose numbers do not hold any more; messages that were taken
are known again by what they say."""
CLOCKS_DIFFER: Final = timedelta(minutes=10)
"""A mail server's clock may be so much behind: a message that it received so long before the feed
was added is taken."""


class MailReading:
    """The reading of one mailbox over one connection."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        feed: MailFeed,
        address: SourceAddress,
        tally: FeedTally,
        show: Callable[[FeedFault, bytes], None],
    ) -> None:
        self._sessions, self._feed, self._address = sessions, feed, address
        self._tally, self._show = tally, show
        self._added_at: datetime | None = None
        self._uid: int | None = None
        self._validity = 0
        self._mailbox: Mailbox | None = None

    async def run(self, opened: Callable[[], None]) -> None:
        """Take messages as they come, until the connection is lost; `opened` is called once the
        mailbox is open. Raises OSError or TimeoutError."""
        try:
            self._mailbox = await self._in_thread(self._open)
            await self._go_on_behind_the_last(self._mailbox)
            opened()
            looks_again_s = 0.0
            while True:
                await self._take_new(self._mailbox)
                now_s = asyncio.get_running_loop().time()
                if now_s >= looks_again_s:
                    await self._see_what_was_opened(self._mailbox)
                    looks_again_s = now_s + OPENED_EVERY_S
                await asyncio.sleep(ASKED_EVERY_S)
        except SQLAlchemyError as error:
            raise MailboxError(f"the database is away: {first_line(error)}") from error
        finally:
            if self._mailbox is not None:
                self._mailbox.cut()

    def _open(self) -> Mailbox:
        name = self._feed.mailbox
        password = settings().mail_passwords.get(name.login)
        if password is None:
            raise MailboxError(f"SAR_MAIL_PASSWORDS has no password of {name.login}")
        return Mailbox(self._address, name, password.get_secret_value())

    async def _in_thread(self, work: Callable[[], T]) -> T:
        """The result; a server that takes too long, and a reader that is stopped, break it off."""
        waiting = asyncio.ensure_future(asyncio.to_thread(work))
        try:
            async with asyncio.timeout(DONE_WITHIN_S):  # `wait_for` of 3.11 may miss being stopped
                return await asyncio.shield(waiting)
        except (TimeoutError, asyncio.CancelledError):
            if self._mailbox is not None:
                self._mailbox.cut()
            waiting.add_done_callback(_forget)
            raise

    async def _go_on_behind_the_last(self, mailbox: Mailbox) -> None:
        """The first message to take: the next after the last one, or, where the mailbox has been
        renumbered or was never read, the first that arrived since."""
        async with self._sessions() as db:
            row = await db.get_one(ReceiverFeed, self._feed.id)
        self._added_at, self._validity = row.created_at, mailbox.uid_validity
        if row.mail_uid_validity == mailbox.uid_validity and row.mail_uid is not None:
            self._uid = row.mail_uid
            return
        since = row.created_at - CLOCKS_DIFFER
        if row.mail_uid is not None:
            since = max(since, clock.real_now() - LOOKED_BACK)
        day = (since - timedelta(days=1)).date()
        uids = await self._in_thread(lambda: mailbox.uids_since(day))
        if uids:
            self._uid = uids[0] - 1
        else:
            known = await self._in_thread(lambda: mailbox.uids_after(0))
            self._uid = known[-1] if known else 0

    async def _take_new(self, mailbox: Mailbox) -> None:
        last = self._uid or 0
        for uid in await self._in_thread(lambda: mailbox.uids_after(last)):
            mail = await self._in_thread(partial(mailbox.fetch, uid))
            if mail is not None and not self._is_older(mail):
                taken = await self._take(uid, mail.raw)
                self._count(taken, mail.raw)
                if not taken.is_for_people:
                    await self._in_thread(partial(mailbox.mark_read, uid))
            else:
                async with self._sessions() as db, db.begin():
                    await mail_rows.took(db, self._feed.id, self._validity, uid)
            self._uid = uid

    def _is_older(self, mail: ArrivedMail) -> bool:
        """Whether it had arrived before the mailbox was a feed."""
        assert self._added_at is not None  # noqa: S101 known since the mailbox was opened
        return mail.arrived_at < self._added_at - CLOCKS_DIFFER

    async def _take(self, uid: int, raw: bytes) -> TakenMail:
        """Take it; where the database refuses it again and again, a person has to read it."""
        numbers = (self._validity, uid)
        for attempt in count(1):
            try:
                async with self._sessions() as db, db.begin():
                    return await take_mail(db, self._feed, numbers, raw)
            except (OSError, TimeoutError):
                raise
            except Exception as error:
                if isinstance(error, SQLAlchemyError) and is_away(error):
                    raise
                log.warning("a message of mail is not taken", error=type(error).__name__)
                if attempt >= ATTEMPTS:
                    log.exception("a message of mail waits for a person", uid=uid)
                    break
                await asyncio.sleep(AGAIN_AFTER_S)
        async with self._sessions() as db, db.begin():
            return await take_unread(db, self._feed, numbers, raw)

    def _count(self, taken: TakenMail, raw: bytes) -> None:
        tally = self._tally
        tally.sentences += 1
        tally.last_message_at = clock.real_now()
        tally.positions += taken.positions
        tally.unregistered += taken.unregistered
        if taken.lag_s is not None:
            tally.lag_s = taken.lag_s
        for kind in taken.faults:
            tally.faults[kind] += 1
            self._show(kind, b"%d bytes" % len(raw))

    async def _see_what_was_opened(self, mailbox: Mailbox) -> None:
        """Have messages that wait for a person wait no more once somebody has opened them."""
        async with self._sessions() as db, db.begin():
            waiting = await mail_rows.waiting_uids(db, self._feed.id, self._validity)
        read = await self._in_thread(lambda: mailbox.opened(waiting))
        if read:
            async with self._sessions() as db, db.begin():
                await mail_rows.were_read(
                    db, self._feed.id, self._validity, read, now=clock.real_now()
                )


def _forget(work: "asyncio.Future[Any]") -> None:
    """Have nobody be told of the fault of what nobody waits for; a mailbox that it opened is closed
    again."""
    if not work.cancelled() and work.exception() is None:
        opened = work.result()
        if isinstance(opened, Mailbox):
            opened.cut()
