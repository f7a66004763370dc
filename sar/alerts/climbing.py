"""Climbs the ladder of a silent centre's contacts: decides whom to alert, and puts it on the
record. Sending is apart (`sending`): no transaction waits for another's server."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock, jobs
from sar.alerts import ladder, rows
from sar.alerts.ladder import LadderMove, Rung, Tried
from sar.alerts.models import Alert, Escalation
from sar.alerts.rows import CHANNEL, CLIMB
from sar.alerts.subjects import AwaitedAnswer, Subject, subject_of
from sar.alerts.ways import configured
from sar.alerts.words import AlertState, AlertTurn
from sar.settings import settings

_FAILED: Final = frozenset({AlertState.FAILED, AlertState.GIVEN_UP})


async def climb(db: AsyncSession, escalation_id: UUID, *, now: datetime) -> None:
    """Alert the next contact of a centre that is silent, if it is time; look again when it will
    be."""
    seen = await rows.escalation(db, escalation_id)
    if seen is None:
        return
    subject = subject_of(seen.matter)
    about = await subject.read(db, seen.about_id, True, now)
    found = await rows.escalation(db, seen.id)
    if about is None or found is None or about.is_over:
        return
    tried = await rows.alerts_of(db, found.id)
    move = ladder.next_move(
        await rows.rungs_of(db, about.party, about.centre_id),
        about.silence,
        [_tried(one) for one in tried],
        ways=configured(settings()),
        over=_exhausted(found),
        now=now,
    )
    await _look_again(db, found, move, now=now)
    if move.send is not None:
        await _alert(db, found, move.turn, move.send, now=now)
    elif move.exhausted:
        await _exhaust(db, subject, about, found, move.turn, tried, now=now)


def _tried(row: Alert) -> Tried:
    return Tried(
        centre_id=row.centre_id,
        channel=row.channel,
        address=row.address,
        turn=row.turn,
        at=row.at,
        failed=row.state in _FAILED,
    )


def _exhausted(row: Escalation) -> frozenset[AlertTurn]:
    """The turns that are over."""
    ends = {
        AlertTurn.ACKNOWLEDGE: row.acknowledge_exhausted_at,
        AlertTurn.ANSWER: row.answer_exhausted_at,
    }
    return frozenset(turn for turn, at in ends.items() if at is not None)


async def _look_again(
    db: AsyncSession, found: Escalation, move: LadderMove, *, now: datetime
) -> None:
    """Have a job look again, unless one waits for that instant already: looks that come beside the
    ladder's own leave no second chain of them."""
    waits = found.look_at == move.look_at and move.look_at is not None and move.look_at > now
    found.look_at = move.look_at
    if move.look_at is not None and not waits:
        await jobs.defer(db, CLIMB, {"escalation_id": str(found.id)}, at=move.look_at)


async def _alert(
    db: AsyncSession, found: Escalation, turn: AlertTurn, rung: Rung, *, now: datetime
) -> None:
    """Have an alert sent; it is in the pictures once something has come of it."""
    alert = Alert(
        escalation_id=found.id,
        turn=turn,
        centre_id=rung.centre_id,
        place=rung.place,
        channel=rung.channel,
        address=rung.address,
        at=now,
        try_at=clock.real_now(),
    )
    db.add(alert)
    await db.execute(text(f"NOTIFY {CHANNEL}"))


async def _exhaust(
    db: AsyncSession,
    subject: Subject,
    about: AwaitedAnswer,
    found: Escalation,
    turn: AlertTurn,
    tried: Sequence[Alert],
    *,
    now: datetime,
) -> None:
    proposed = await subject.ask_next(db, about)
    async with subject.recording(db, about, now) as entry:
        if turn is AlertTurn.ACKNOWLEDGE:
            found.acknowledge_exhausted_at = now
        else:
            found.answer_exhausted_at = now
        found.propose(proposed)
        number = sum(one.turn is turn for one in tried)
        entry.further += await subject.tell_others(db, about, turn, number, now)
        entry.record(subject.facts.none_left(about, tried=number), readers=about.readers)


async def climb_about(db: AsyncSession, about_id: UUID, *, now: datetime) -> None:
    """As `climb_now`, of what is awaited of this row."""
    found = await rows.escalation_about(db, about_id)
    if found is not None:
        await climb_now(db, found.id, now=now)


async def climb_now(db: AsyncSession, escalation_id: UUID, *, now: datetime) -> None:
    """Have the ladder looked at as soon as this is committed."""
    await jobs.defer(db, CLIMB, {"escalation_id": str(escalation_id)}, at=now)
