"""Rows of mail that feeds have brought: what was taken, and what a person has to read."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Delete, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.interop.models import FeedMail, ReceiverFeed
from sar.interop.words import FOR_PEOPLE, MailOutcome

KEPT: Final = timedelta(days=30)
"""So long a message is known to have come, and its words are kept for a person (house figure)."""
LISTED: Final = 100
ASKED_ABOUT: Final = 500
TEXTS_AT_MOST: Final = 1_000
"""Messages of a day whose words are kept for a person; of further ones the words are in the mailbox
alone (house figure)."""


async def is_known(db: AsyncSession, feed_id: UUID, key: str) -> bool:
    """Whether the message was taken before."""
    found = select(col(FeedMail.id)).where(
        col(FeedMail.feed_id) == feed_id, col(FeedMail.key) == key
    )
    return (await db.execute(found)).first() is not None


async def took(db: AsyncSession, feed_id: UUID, uid_validity: int, uid: int) -> None:
    """Have the next look begin after this message."""
    cursor = {"mail_uid_validity": uid_validity, "mail_uid": uid}
    await db.execute(update(ReceiverFeed).where(col(ReceiverFeed.id) == feed_id).values(cursor))


async def strangers_since(db: AsyncSession, party: str, since: datetime) -> int:
    """The number of the party's messages of distress by unknown senders that rang since then."""
    query = (
        select(func.count())
        .select_from(FeedMail)
        .join(ReceiverFeed, col(ReceiverFeed.id) == col(FeedMail.feed_id))
        .where(
            col(ReceiverFeed.party_code) == party,
            col(FeedMail.came_at) > since,
            col(FeedMail.outcome) == MailOutcome.DISTRESS,
            col(FeedMail.is_known).is_(False),
        )
    )
    return (await db.execute(query)).scalar_one()


async def has_room(db: AsyncSession, feed_id: UUID, *, now: datetime) -> bool:
    """Whether the words of one more message are kept for a person."""
    query = select(func.count()).where(
        col(FeedMail.feed_id) == feed_id,
        col(FeedMail.came_at) > now - timedelta(days=1),
        col(FeedMail.text) != "",
    )
    return (await db.execute(query)).scalar_one() < TEXTS_AT_MOST


async def waiting_uids(db: AsyncSession, feed_id: UUID, uid_validity: int) -> Sequence[int]:
    """The numbers of the newest messages that a person has to read and has not opened yet."""
    query = (
        select(col(FeedMail.uid))
        .where(
            col(FeedMail.feed_id) == feed_id,
            col(FeedMail.uid_validity) == uid_validity,
            col(FeedMail.outcome).in_(FOR_PEOPLE),
            col(FeedMail.read_at).is_(None),
        )
        .order_by(col(FeedMail.uid).desc())
        .limit(ASKED_ABOUT)
    )
    return (await db.scalars(query)).all()


async def were_read(
    db: AsyncSession, feed_id: UUID, uid_validity: int, uids: Collection[int], *, now: datetime
) -> None:
    """Have these messages be read; their words are not needed here any more."""
    read = (
        update(FeedMail)
        .where(
            col(FeedMail.feed_id) == feed_id,
            col(FeedMail.uid_validity) == uid_validity,
            col(FeedMail.uid).in_(uids),
        )
        .values(read_at=now, text="")
    )
    await db.execute(read)


async def waiting_of_party(db: AsyncSession, party: str, feed_id: UUID) -> Sequence[FeedMail]:
    """The messages of the party's feed that a person has to read, the newest first."""
    query = (
        select(FeedMail)
        .join(ReceiverFeed, col(ReceiverFeed.id) == col(FeedMail.feed_id))
        .where(
            col(ReceiverFeed.id) == feed_id,
            col(ReceiverFeed.party_code) == party,
            col(ReceiverFeed.withdrawn_at).is_(None),
            col(FeedMail.outcome).in_(FOR_PEOPLE),
            col(FeedMail.read_at).is_(None),
        )
        .order_by(col(FeedMail.came_at).desc(), col(FeedMail.id).desc())
        .limit(LISTED)
    )
    return (await db.scalars(query)).all()


async def waiting_counts(db: AsyncSession, party: str) -> dict[UUID, int]:
    """The number of messages that a person has to read, by feed of the party; none: not told."""
    query = (
        select(col(FeedMail.feed_id), func.count())
        .join(ReceiverFeed, col(ReceiverFeed.id) == col(FeedMail.feed_id))
        .where(
            col(ReceiverFeed.party_code) == party,
            col(FeedMail.outcome).in_(FOR_PEOPLE),
            col(FeedMail.read_at).is_(None),
        )
        .group_by(col(FeedMail.feed_id))
    )
    found = await db.execute(query)
    return {row[0]: row[1] for row in found}


def old_mail(before: datetime, *, limit: int) -> Delete:
    """Delete the messages that came before then, so many at once."""
    old = select(col(FeedMail.id)).where(col(FeedMail.came_at) < before).limit(limit).subquery()
    return delete(FeedMail).where(col(FeedMail.id) == old.c.id)
