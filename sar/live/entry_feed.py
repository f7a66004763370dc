"""The feed of the record's entries: read once after each commit, offered to every listener."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

import orjson
from prometheus_client import Counter
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from sar.live import protocol
from sar.live.audience import Audience, Listener
from sar.live.frames import ResyncReason
from sar.live.outbox import FeedEntry, runs_of
from sar.live.position_feed import PositionFeed
from sar.log import logger
from sar.record import service as record

log = logger(__name__)

OLDEST: Final = 10_000
"""A reader further behind than this many entries reads its snapshot again."""
PAGE: Final = 500
AT_ONCE: Final = 5_000
"""Entries of all parties that are read in one go."""

ENTRIES = Counter("sar_live_entries_total", "Entries read for listeners")
MOVES: Final = frozenset({"asset", "deployment", "agreement", "incident"})
"""Changes of these may change which positions are seen, without any new position."""


class EntryFeed:
    """Follows the record by the installation's number, which never leaves this class."""

    def __init__(self, audience: Audience, positions: PositionFeed) -> None:
        self._audience = audience
        self._positions = positions
        self._number = 0

    async def begin(self, db: AsyncSession) -> None:
        """Begin at the head. Call it before the first listener, so that none misses an entry."""
        self._number = (await db.execute(_HEAD)).scalar_one()

    async def send_changes(self, db: AsyncSession) -> None:
        """Offer what was committed since the last time, to each party what is its own."""
        while True:
            was = self._number
            self._number, reads = await record.committed_since(
                db, was, self._audience.parties, at_most=AT_ONCE
            )
            if self._number < was:
                self._begin_again(was)
            self._offer(reads)
            if self._number < was + AT_ONCE:
                return

    def _begin_again(self, was: int) -> None:
        """It is another record, of a database that was restored: nobody's number holds."""
        log.warning("the record is not the one that was followed", was=was, is_at=self._number)
        for listener in self._audience:
            listener.dismiss(protocol.BEGIN_AGAIN)

    def _offer(self, reads: Iterable[record.Read]) -> None:
        """To each party its own together: its sockets take them so, however many there are."""
        of: dict[str, list[FeedEntry]] = defaultdict(list)
        for read in reads:
            ENTRIES.inc()
            of[read.party].append(FeedEntry(read.number, read.json, read.resync))
            if read.resync or may_move(read.body):
                self._positions.look_again(read.party)
        for party, entries in of.items():
            for run in runs_of(entries):
                for listener in self._audience.of(party):
                    listener.outbox.offer(run)


def may_move(body: str | None) -> bool:
    """Whether an entry may change which positions its reader sees."""
    if body is None:
        return False
    return any(step["thing"] in MOVES for step in orjson.loads(body)["changes"])


_HEAD = text("SELECT coalesce(max(number), 0) FROM record_entry")


async def backlog(db: AsyncSession, listener: Listener) -> bool:
    """Take in one page of what the listener has not been offered; whether that was the last."""
    reads = await record.since(db, listener.party, listener.outbox.number, limit=PAGE)
    listener.outbox.fill(FeedEntry(read.number, read.json, read.resync) for read in reads)
    return len(reads) < PAGE


def not_resumable(*, since: int, head: int) -> ResyncReason | None:
    """The reason not to go on after `since`, when the party's last number is `head`."""
    if since > head:
        return protocol.AHEAD
    return protocol.TOO_OLD if head - since > OLDEST else None
