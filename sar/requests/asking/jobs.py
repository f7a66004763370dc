"""Deferred work of asking: silent centres, mutings that end, help that nobody is asked for."""

from collections.abc import Collection
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.incidents import visible as incidents
from sar.incidents.alarms.help_asked import NOTHING_ASKED
from sar.record.entries import AcknowledgementOverdue, AnswerOverdue
from sar.record.recording import Recording
from sar.record.service import PLATFORM
from sar.requests import rows
from sar.requests.asking import muting, nothing_asked, phase_answers
from sar.requests.asking.addressing import ANSWER_OVERDUE, OVERDUE
from sar.requests.asking.muting import MUTING_OVER
from sar.requests.asking.phase_answers import HELP_FOLLOWS
from sar.requests.locks import lock_request_row
from sar.requests.models import Addressee, Request
from sar.requests.recording import Touched, changed, recording
from sar.requests.state_tables import ASKING, AWAITED
from sar.requests.words import AnswerState


@jobs.task(OVERDUE)
async def note_overdue(db: AsyncSession, *, addressee_id: str, now: datetime) -> None:
    """Put on the record that a centre has not acknowledged in time: it must be called."""
    waiting = await _silent(db, UUID(addressee_id), {AnswerState.SENT})
    if waiting is None or waiting.addressee.overdue_at is not None:
        return
    async with _recording_silence(db, waiting, now=now) as entry:
        waiting.addressee.overdue_at = now
        changed(waiting.request, now=now)
        entry.record(AcknowledgementOverdue(**await _named(db, waiting)), readers=waiting.readers)


@jobs.task(ANSWER_OVERDUE)
async def note_answer_overdue(db: AsyncSession, *, addressee_id: str, now: datetime) -> None:
    """Put on the record that a centre has not answered in time, whether or not it acknowledged."""
    waiting = await _silent(db, UUID(addressee_id), AWAITED)
    if waiting is None or waiting.addressee.answer_overdue_at is not None:
        return
    async with _recording_silence(db, waiting, now=now) as entry:
        waiting.addressee.answer_overdue_at = now
        changed(waiting.request, now=now)
        entry.record(AnswerOverdue(**await _named(db, waiting)), readers=waiting.readers)


class _Named(TypedDict):
    """The fields that both facts have."""

    id: UUID
    about: str
    centre: str


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A request, locked, and an addressee that something is awaited from."""

    request: Request
    addressee: Addressee

    @property
    def readers(self) -> list[str]:
        """The requester and the silent party."""
        return [self.request.party_code, self.request.filed_by, self.addressee.party_code]


async def _silent(
    db: AsyncSession, addressee_id: UUID, states: Collection[AnswerState]
) -> _Waiting | None:
    """The addressee, if it has come no further and the request still asks."""
    seen = await rows.addressee(db, addressee_id)
    if seen is None:
        return None
    request = await lock_request_row(db, seen.request_id)
    await db.refresh(seen)
    if seen.state not in states or request.state not in ASKING:
        return None
    # A centre asked, whose party has taken the case over since, has nobody to answer to; one that
    # the case is kept from since is not to be called.
    if seen.party_code == request.party_code or await incidents.is_kept_from(
        db, request.incident_id, seen.party_code
    ):
        return None
    return _Waiting(request, seen)


async def _named(db: AsyncSession, waiting: _Waiting) -> _Named:
    refs = await incidents.centre_refs(db, ids=[waiting.addressee.centre_id])
    return _Named(
        id=waiting.request.id,
        about=waiting.request.reference,
        centre=refs[waiting.addressee.centre_id].name,
    )


def _recording_silence(
    db: AsyncSession, waiting: _Waiting, *, now: datetime
) -> AbstractAsyncContextManager[Recording]:
    touched = Touched(requests=[waiting.request.id])
    return recording(db, touched, by=PLATFORM, exercise=waiting.request.exercise, now=now)


@jobs.task(NOTHING_ASKED)
async def note_nothing_asked(
    db: AsyncSession, *, incident_id: str, look_at: str, now: datetime
) -> None:
    """Put on the record that help for people in distress is short and nobody is asked, or let it
    ring no more."""
    await nothing_asked.check_help_asked(db, UUID(incident_id), look_at, now=now)


@jobs.task(MUTING_OVER)
async def end_muting(db: AsyncSession, *, muting_id: str, now: datetime) -> None:
    """Put on the record that a muting's time is over, unless it was ended before."""
    await muting.run_out(db, UUID(muting_id), now=now)


@jobs.task(HELP_FOLLOWS)
async def follow_distress(db: AsyncSession, *, addressee_id: str, now: datetime) -> None:
    """Have a centre answer as in distress."""
    await phase_answers.follow_distress(db, UUID(addressee_id), now=now)
