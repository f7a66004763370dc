"""Entries about the alerts of a case, written by the platform."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from sar.alerts.subjects import AwaitedAnswer
from sar.incidents import visible
from sar.incidents.recording import recording
from sar.record.recording import Recording
from sar.record.service import PLATFORM


@asynccontextmanager
async def recording_alert(
    db: AsyncSession, about: AwaitedAnswer, now: datetime
) -> AsyncIterator[Recording]:
    """The recording of an alert of the case whose id is in `fields`. A form that is open on it is
    not stale by that: its version stays."""
    incident = await visible.locked(db, about.fields["id"])
    async with recording(db, incident, by=PLATFORM, now=now) as entry:
        yield entry
