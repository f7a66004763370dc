"""Mutings: a party silences its alarms of another's requests below distress, for a time.

Nothing is hidden and no clock stops: only its screens are quiet. Distress always rings.
"""

from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import installation, jobs
from sar.alerts import rows as alerts
from sar.errors import Conflict, Forbidden, Malformed, Refusal
from sar.parties import visible as directory
from sar.parties.caller import Caller
from sar.record.entries import AlarmsRestored, AlarmsSilenced
from sar.record.recording import Recording
from sar.record.service import PLATFORM, Actor
from sar.requests import pair_rows, visible
from sar.requests.models import Muting
from sar.requests.recording import Touched, recording
from sar.requests.schemas import MuteBody
from sar.time_words import minute_text

MUTING_OVER: Final = "requests.muting_over"
"""The job that puts on the record that a muting's time is over."""


async def mute(db: AsyncSession, caller: Caller, body: MuteBody, *, now: datetime) -> None:
    """Silence the alarms; takes the place of an earlier muting of the same party."""
    if body.party == caller.party or body.party not in await directory.joined(db):
        raise Malformed.at("party", "no_such_party", "is not another party that has joined")
    await pair_rows.lock_pairs(db, asker=body.party, asked=[caller.party])
    earlier = await pair_rows.standing_mutings(db, party=caller.party, of_party=body.party)
    row = Muting(
        id=body.id,
        party_code=caller.party,
        centre_id=caller.centre_id,
        of_party=body.party,
        reason=body.reason,
        at=now,
        until_at=now + timedelta(minutes=body.minutes),
    )
    async with await _recording(db, [row, *earlier], by=caller.actor, now=now) as entry:
        for one in earlier:
            one.ended_at = now
        db.add(row)
        await jobs.defer(db, MUTING_OVER, {"muting_id": str(row.id)}, at=row.until_at)
        await _look_again(db, row, now=now)  # it may end sooner than the earlier one
        fact = AlarmsSilenced(
            id=row.id,
            about=row.of_party,
            party=row.party_code,
            until=minute_text(row.until_at),
            reason=row.reason,
        )
        entry.record(fact, readers=[row.party_code, row.of_party])


async def end(db: AsyncSession, caller: Caller, muting_id: UUID, *, now: datetime) -> None:
    """Let the alarms ring again at once."""
    row = await visible.access_muting(db, caller, muting_id)
    if row.party_code != caller.party:
        raise Forbidden("not_yours", "Only the party whose alarms they are lets them ring again.")
    await pair_rows.lock_pairs(db, asker=row.of_party, asked=[row.party_code])
    await db.refresh(row)
    if row.ended_at is not None or row.until_at <= now:
        raise Conflict.of(Refusal("muting_over", "It is over already: the alarms ring."))
    await _restore(db, row, by=caller.actor, now=now)


async def run_out(db: AsyncSession, muting_id: UUID, *, now: datetime) -> None:
    """Put on the record that its time is over; nothing when it was ended before."""
    row = await pair_rows.muting(db, muting_id)
    if row is None:
        return
    await pair_rows.lock_pairs(db, asker=row.of_party, asked=[row.party_code])
    await db.refresh(row)
    if row.ended_at is None and row.until_at <= now:
        await _restore(db, row, by=PLATFORM, now=now)


async def _restore(db: AsyncSession, row: Muting, *, by: Actor, now: datetime) -> None:
    async with await _recording(db, [row], by=by, now=now) as entry:
        row.ended_at = now
        await _look_again(db, row, now=now)
        fact = AlarmsRestored(id=row.id, about=row.of_party, party=row.party_code)
        entry.record(fact, readers=[row.party_code, row.of_party])


async def _look_again(db: AsyncSession, row: Muting, *, now: datetime) -> None:
    """Look anew whom of the party's contacts to alert of what is asked of it."""
    waits = await pair_rows.awaited_between(db, asker=row.of_party, asked=row.party_code)
    await alerts.look_again(db, waits, now=now)


async def _recording(
    db: AsyncSession, rows: list[Muting], *, by: Actor, now: datetime
) -> AbstractAsyncContextManager[Recording]:
    exercise = (await installation.read(db)).exercise
    touched = Touched(mutings=[row.id for row in rows])
    return recording(db, touched, by=by, exercise=exercise, now=now)
