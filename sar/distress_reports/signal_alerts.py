"""Alerts about signals of distress: somebody is awaited who takes one up, and the facts that tell
of the centre's contacts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.alerts.ladder import Silence
from sar.alerts.subjects import AlertFacts, AwaitedAnswer, Subject, register
from sar.alerts.words import AlertMatter, AlertTurn
from sar.distress_reports import visible
from sar.distress_reports.addressing import addressed
from sar.distress_reports.models import DistressReport, SignalRinging
from sar.distress_reports.presenting import RingsNow
from sar.distress_reports.recording import recording
from sar.distress_reports.ringing import ring_at_hearer
from sar.distress_reports.signal_names import kind_of, name_of
from sar.distress_reports.words import ReportState
from sar.incidents import visible as incidents
from sar.parties import presence
from sar.record.entries import (
    DistressAlertFailed,
    DistressAlertGivenUp,
    DistressAlertSent,
    DistressContactsExhausted,
)
from sar.record.recording import FurtherFact, Recording
from sar.record.service import PLATFORM

TAKEN_UP_WITHIN: Final = timedelta(minutes=5)
"""On screen, where somebody is signed in; each contact is given as long (house figure)."""
AGAIN_EACH: Final = timedelta(minutes=30)
"""Taken up or not, a signal of which nobody has said what it is has the contacts tried once more,
for as long as it waits (house figure)."""
WAITS: Final = "a signal of distress waits"
NOT_TAKEN_UP: Final = "a signal of distress that you heard is not taken up"
"""The least that wakes somebody: no position, no number, no name."""


async def _read(
    db: AsyncSession, ringing_id: UUID, lock: bool, _now: datetime
) -> AwaitedAnswer | None:
    """The ringing, whose report is locked where that is wanted."""
    rings = await visible.ringing_by_id(db, ringing_id)
    if rings is None:
        return None
    report = await visible.report_of(db, rings.report_id, lock=lock)
    if lock:
        await db.refresh(rings)
    centre = (await incidents.centre_refs(db, ids=[rings.centre_id]))[rings.centre_id]
    present = (await visible.rings_now(db, [report])).get(report.id)
    return AwaitedAnswer(
        about_id=rings.id,
        fields={
            "id": report.id,
            "about": name_of(report.means, report.sender),
            "centre": centre.name,
        },
        party=rings.party_code,
        centre_id=rings.centre_id,
        asker_centre_id=report.centre_id,
        reference=kind_of(report.means),
        exercise=report.exercise,
        silence=await _silence(db, rings, exercise=report.exercise),
        is_over=_is_over(report, rings, present),
        readers=[rings.party_code] if rings.of_hearer else visible.readers_of(report),
        says=NOT_TAKEN_UP if rings.of_hearer else WAITS,
    )


def _is_over(report: DistressReport, rings: SignalRinging, present: RingsNow | None) -> bool:
    """Settled, or it rings elsewhere now; of who heard it, also that somebody has it."""
    if report.state is not ReportState.WAITING or present is None:
        return True
    if rings.of_hearer:
        return (rings.taken_up_at or present.taken_up_at) is not None
    return present.row.id != rings.id


async def _silence(db: AsyncSession, rings: SignalRinging, *, exercise: bool) -> Silence:
    watched = await presence.watch_signed_in(db, rings.centre_id)
    return Silence(
        exercise=exercise,
        asked_at=rings.at,
        acknowledge_due_at=rings.at + TAKEN_UP_WITHIN,
        answer_due_at=None if rings.of_hearer else rings.at + AGAIN_EACH,
        acknowledged=rings.taken_up_at is not None,
        at_once=not watched,
        again_each=None if rings.of_hearer else AGAIN_EACH,
        seen_at=rings.taken_up_at,
    )


@asynccontextmanager
async def _recording(
    db: AsyncSession, about: AwaitedAnswer, now: datetime
) -> AsyncIterator[Recording]:
    report = await visible.report_of(db, about.fields["id"], lock=True)
    async with recording(db, report, by=PLATFORM, exercise=report.exercise, now=now) as entry:
        yield entry


async def _tell_others(
    db: AsyncSession, about: AwaitedAnswer, _turn: AlertTurn, _tried: int, now: datetime
) -> list[FurtherFact]:
    """The party that heard it, where nobody at the centre of another party was reached: its own
    contacts are alerted, once."""
    report = await visible.report_of(db, about.fields["id"], lock=True)
    heard_by = report.heard_party
    rang = await visible.ringings_of(db, report.id, heard_by)
    if heard_by == report.party_code or any(one.of_hearer for one in rang):
        return []
    own = await addressed(db, heard_by, None)
    if own is not None:
        await ring_at_hearer(db, report, own.centre_id, now=now)
    return []


_FACTS: Final = AlertFacts(
    DistressAlertSent, DistressAlertFailed, DistressAlertGivenUp, DistressContactsExhausted
)

register(
    AlertMatter.SIGNAL,
    Subject(read=_read, recording=_recording, facts=_FACTS, tell_others=_tell_others),
)
