"""Presence: the sessions whose person did something just now, and whose role that is. Real time.

A page that is open reads by itself, also in an empty room: that is nobody's presence. A client says
with what it sends how long ago its person last touched it.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar import clock
from sar.parties.models import Person, Posting, SignIn
from sar.parties.roles import Act, holders

NOTED_EVERY: Final = timedelta(minutes=1)
"""A session's last use is written no more often; so long a touch of the page may be ago."""
IDLE_HEADER: Final = "sar-idle-seconds"
"""The whole seconds since somebody last touched the page that sends it."""
PRESENT_FOR: Final = timedelta(minutes=5)
"""So long after its last use a session counts as its person's presence. A house figure."""


def is_by_person(method: str | None, idle: str | None) -> bool:
    """Whether a request shows that a person is there: by what the page says; a client that says
    nothing shows it by a write, never by a read."""
    if idle is None:
        return method not in (None, "GET", "HEAD", "OPTIONS")
    seconds = int(idle) if idle.isascii() and idle.isdigit() and len(idle) <= _DIGITS else None
    return seconds is not None and seconds < NOTED_EVERY.total_seconds()


_DIGITS: Final = 9


async def note_use(db: AsyncSession, sign_in_ids: Collection[UUID]) -> None:
    """Write down that persons use the sessions now, where that is not known by the minute.

    Waits for nobody: a session that another transaction holds is being used by it.
    """
    real = clock.real_now()
    stale = (
        select(col(SignIn.id))
        .where(col(SignIn.id).in_(sign_in_ids), col(SignIn.used_at) < real - NOTED_EVERY)
        .with_for_update(skip_locked=True)
    )
    await db.execute(
        update(SignIn)
        .where(col(SignIn.id).in_(stale))
        .values(used_at=real)
        .execution_options(synchronize_session=False)
    )


async def watch_signed_in(db: AsyncSession, centre_id: UUID) -> bool:
    """Whether a person who keeps the watch of the centre is signed in there, and present."""
    return await _signed_in(db, centre_id, Act.WATCH)


async def coordinator_signed_in(db: AsyncSession, centre_id: UUID) -> bool:
    """Whether a person who coordinates at the centre is signed in there, and present."""
    return await _signed_in(db, centre_id, Act.COORDINATE)


async def _signed_in(db: AsyncSession, centre_id: UUID, act: Act) -> bool:
    real = clock.real_now()
    present = (
        exists()
        .where(
            col(SignIn.centre_id) == centre_id,
            col(SignIn.ended_at).is_(None),
            col(SignIn.expires_at) > real,
            col(SignIn.used_at) > real - PRESENT_FOR,
        )
        .where(
            col(Person.id) == col(SignIn.person_id),
            col(Person.disabled_at).is_(None),
        )
        .where(
            col(Posting.person_id) == col(SignIn.person_id),
            col(Posting.centre_id) == centre_id,
            col(Posting.role).in_(holders(act)),
        )
    )
    return bool(await db.scalar(select(present)))
