"""Deferred work of requests: offers that lapse, answers that are missing, work that begins."""

from collections.abc import Collection
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypedDict
from uuid import UUID

from procrastinate import JobContext
from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.alerts.climbing import climb_about
from sar.assets import visible as assets
from sar.assets.fleet.following import Snapshots
from sar.incidents import visible as incidents
from sar.incidents.access import kept_from
from sar.incidents.alarms.help_asked import NOTHING_ASKED
from sar.incidents.alarms.raising import alarm_that_rings, raise_at_lead
from sar.incidents.alarms.untasked import NOBODY_TASKED, looked_for_again_at
from sar.incidents.alarms.unwritten import LEAD_UNHEARD
from sar.incidents.models import Incident
from sar.incidents.phases import PHASE_CHANGED, PHASE_RAISED
from sar.incidents.recording import in_full
from sar.incidents.recording import recording as case_recording
from sar.incidents.words import AlarmCause
from sar.matching.views import MatchView
from sar.parties import visible as directory
from sar.record.entries import (
    AcknowledgementOverdue,
    AnswerOverdue,
    EntryAcknowledgementOverdue,
    EntryAnswerOverdue,
    NobodyTasked,
    PictureChanged,
    SoonestUntasked,
)
from sar.record.recording import FurtherFact, Recording
from sar.record.service import PLATFORM
from sar.requests import addressee_alerts as _addressee_alerts  # noqa: F401 registers what alerts are about
from sar.requests import case_alerts as _case_alerts  # noqa: F401 as above
from sar.requests import clearance_rows, rows, waking
from sar.requests.answer_links import for_alerts as _for_alerts  # noqa: F401 as above
from sar.requests.asking import muting, nothing_asked, phase_answers
from sar.requests.asking.addressing import ANSWER_OVERDUE, OVERDUE
from sar.requests.asking.muting import MUTING_OVER
from sar.requests.asking.phase_answers import HELP_FOLLOWS
from sar.requests.asking.soonest import soonest_seen
from sar.requests.clearance_rules import UNREAD as UNREAD_STATES
from sar.requests.clearances import clearance_alerts as _clearance_alerts  # noqa: F401 as above
from sar.requests.clearances import phase_following
from sar.requests.clearances.applying import UNREAD, UNSAID
from sar.requests.clearances.granting import (
    LAPSE,
    lapse,
    named,
    over,
    readers_of,
    recording_clearance,
)
from sar.requests.clearances.phase_following import ENTRY_FOLLOWS
from sar.requests.deployments import hail_clock, silent_ships
from sar.requests.deployments.hail_clock import HAIL_FOLLOWS, HAIL_UNANSWERED
from sar.requests.deployments.sharing import SHARE, share
from sar.requests.locks import LockedClearance, lock_any_clearance, lock_request_row
from sar.requests.models import Addressee, Request
from sar.requests.offers import deciding, undecided
from sar.requests.offers.making import EXPIRE
from sar.requests.offers.waiting import UNDECIDED
from sar.requests.owner_knows import anybody_knows, known_until, owner_knows
from sar.requests.recording import Touched, changed, recording
from sar.requests.state_tables import ASKING, AWAITED
from sar.requests.words import UNANSWERED, AnswerState, ClearanceState

ONE_MINUTE: Final = timedelta(minutes=1)
HOURLY: Final = "7 * * * *"


@jobs.task(EXPIRE)
async def expire_offer(db: AsyncSession, *, offer_id: str, now: datetime) -> None:
    """Let an offer that nobody has decided expire on the record."""
    offer = await rows.offer(db, UUID(offer_id))
    if offer is not None:
        await deciding.expire(db, offer, now=now)


@jobs.task(UNDECIDED)
async def note_offer_undecided(db: AsyncSession, *, offer_id: str, now: datetime) -> None:
    """Put on the record that nobody has decided an offer in time."""
    offer = await rows.offer(db, UUID(offer_id))
    if offer is not None:
        await undecided.tell_undecided(db, offer, now=now)


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
    if seen.party_code == request.party_code or await _is_kept(
        db, request.incident_id, seen.party_code
    ):
        return None
    return _Waiting(request, seen)


async def _is_kept(db: AsyncSession, incident_id: UUID | None, party: str) -> bool:
    """Whether the case is kept from the party."""
    cases = await incidents.rows_of(db, {incident_id}) if incident_id else []
    return any(party in kept_from(one) for one in cases)


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


@jobs.task(NOBODY_TASKED)
async def note_nobody_tasked(
    db: AsyncSession, *, incident_id: str, due_at: str, at_once: bool = False, now: datetime
) -> None:
    """Put on the record that no able unit is tasked in time: at once, and the soonest that the lead
    sees is looked for only then, in a further run, for to look for it may take a minute. If the
    owner of the soonest may know what is asked of it, somebody having said so, it is looked for
    first, and nothing rings while it does. It is looked at again for an hour, and while that owner
    knows: another unit may be the soonest then, whose owner it is that silences the alarm. One that
    is tasked while the soonest is looked for came too late: that is told too. `at_once`: beside the
    looks that follow one another."""
    id_ = UUID(incident_id)
    args = {"incident_id": incident_id, "due_at": due_at}
    if await _rings_first(db, id_, due_at, now=now):
        beside = {"at_once": True} if at_once else {}
        return await jobs.defer(db, NOBODY_TASKED, {**args, **beside}, at=now)
    snapshots = db.info.get(jobs.SNAPSHOTS)
    missed = await _missed(snapshots, id_, due_at) if snapshots else None
    soonest = await soonest_seen(snapshots, id_, now=now) if snapshots else None
    incident = await incidents.locked(db, id_)
    if incident.untasked is None or incident.untasked["due_at"] != due_at:
        if missed is not None and not await _is_told(db, incident, missed):
            await _tell_nobody(db, incident, missed, [], now=now)
        return None
    waits_for = (soonest.party if soonest else None) or ""
    answers = await rows.answers_in(db, id_, now=now)
    knows = owner_knows(waits_for, answers, now=now)
    each = looked_for_again_at(datetime.fromisoformat(due_at), knows=knows, now=now)
    if each is not None and not at_once:
        again = min(known_until(waits_for, answers, now=now) or each, each)
        await jobs.defer(db, NOBODY_TASKED, args, at=again)
    since = incident.untasked["since"]
    told = await alarm_that_rings(db, incident, AlarmCause.UNTASKED, since)
    named = [await _soonest(db, incident, soonest)] if soonest else []
    if told is not None:
        if snapshots is not None:
            told.waits_for = waits_for
        if named and not incident.untasked.get("named"):
            await _name(db, incident, named[0], now=now)
        await climb_about(db, told.id, now=now)
    elif not knows:
        incident.untasked = {**incident.untasked, "named": bool(named)}
        await _tell_nobody(db, incident, since, named, waits_for=waits_for, now=now)
    return None


async def _rings_first(db: AsyncSession, incident_id: UUID, due_at: str, *, now: datetime) -> bool:
    """Put it on the record and let it ring where that was not done, and nobody has said that he
    knows what is needed: then it does not matter whose unit is the soonest."""
    incident = next(iter(await incidents.rows_of(db, {incident_id})), None)
    if incident is None or not await _is_to_tell(db, incident, due_at, now=now):
        return False
    incident = await incidents.locked(db, incident_id)
    if incident.untasked is None or not await _is_to_tell(db, incident, due_at, now=now):
        return False
    await _tell_nobody(db, incident, incident.untasked["since"], [], now=now)
    return True


async def _is_to_tell(db: AsyncSession, incident: Incident, due_at: str, *, now: datetime) -> bool:
    untasked = incident.untasked
    if untasked is None or untasked["due_at"] != due_at:
        return False
    if await _is_told(db, incident, untasked["since"]):
        return False
    answers = await rows.answers_in(db, incident.id, now=now)
    return not anybody_knows(answers, now=now)


async def _is_told(db: AsyncSession, incident: Incident, since: str) -> bool:
    return await alarm_that_rings(db, incident, AlarmCause.UNTASKED, since) is not None


async def _name(
    db: AsyncSession, incident: Incident, fact: SoonestUntasked, *, now: datetime
) -> None:
    """Tell the lead the soonest unit that it sees, once."""
    async with case_recording(db, incident, by=PLATFORM, now=now) as entry:
        incident.untasked = {**(incident.untasked or {}), "named": True}
        entry.record(fact, readers=[incident.lead_party])


async def _missed(snapshots: Snapshots, incident_id: UUID, due_at: str) -> str | None:
    """The time since which nobody is tasked, read when it is over; None: somebody is tasked."""
    async with snapshots() as db:
        incident = next(iter(await incidents.rows_of(db, {incident_id})), None)
        untasked = incident.untasked if incident else None
    return untasked["since"] if untasked and untasked["due_at"] == due_at else None


async def _tell_nobody(
    db: AsyncSession,
    incident: Incident,
    since: str,
    named: list[SoonestUntasked],
    *,
    waits_for: str = "",
    now: datetime,
) -> None:
    async with case_recording(db, incident, by=PLATFORM, now=now) as entry:
        minutes = (now - datetime.fromisoformat(since)) // ONE_MINUTE
        fact = NobodyTasked(id=incident.id, about=incident.reference, minutes=minutes)
        await raise_at_lead(db, incident, AlarmCause.UNTASKED, waits_for=waits_for, now=now)
        entry.further += [FurtherFact(one, PLATFORM, [incident.lead_party]) for one in named]
        entry.record(fact, readers=in_full)


async def _soonest(db: AsyncSession, incident: Incident, one: MatchView) -> SoonestUntasked:
    names = {party.id: party.name for party in await directory.parties(db)}
    return SoonestUntasked(
        id=incident.id,
        about=incident.reference,
        name=one.name,
        whose=names.get(one.party or "", "a ship of opportunity"),
        minutes=round(one.time.total_minutes) if one.time else 0,
    )


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


@jobs.task(UNREAD)
async def note_clearance_unread(db: AsyncSession, *, clearance_id: str, now: datetime) -> None:
    """Put on the record that a State has not acknowledged a clearance request."""
    locked = await _unanswered(db, UUID(clearance_id), UNREAD_STATES)
    if locked is None or locked.clearance.overdue_at is not None:
        return
    async with recording_clearance(db, locked, by=PLATFORM, now=now) as entry:
        locked.clearance.overdue_at = now
        changed(locked.clearance, now=now)
        fact = EntryAcknowledgementOverdue(
            **named(locked.clearance), centre=await _centre(db, locked)
        )
        entry.record(fact, readers=readers_of(locked))


@jobs.task(UNSAID)
async def note_clearance_unsaid(db: AsyncSession, *, clearance_id: str, now: datetime) -> None:
    """Put on the record that a State has not answered a clearance request."""
    locked = await _unanswered(db, UUID(clearance_id), UNANSWERED)
    if locked is None or locked.clearance.answer_overdue_at is not None:
        return
    async with recording_clearance(db, locked, by=PLATFORM, now=now) as entry:
        locked.clearance.answer_overdue_at = now
        changed(locked.clearance, now=now)
        fact = EntryAnswerOverdue(**named(locked.clearance), centre=await _centre(db, locked))
        entry.record(fact, readers=readers_of(locked))


@jobs.task(LAPSE)
async def note_clearance_lapsed(db: AsyncSession, *, clearance_id: str, now: datetime) -> None:
    """Put on the record that a State's clearance has run out, unless it gave another since."""
    seen = await clearance_rows.clearance(db, UUID(clearance_id))
    if seen is not None:
        await lapse(db, await lock_any_clearance(db, *seen), now=now)


async def _unanswered(
    db: AsyncSession, clearance_id: UUID, states: Collection[ClearanceState]
) -> LockedClearance | None:
    """The clearance, if the State has come no further and the unit is still at work."""
    seen = await clearance_rows.clearance(db, clearance_id)
    if seen is None:
        return None
    locked = await lock_any_clearance(db, *seen)
    if over(locked.work.deployment) or locked.clearance.state not in states:
        return None
    asked = locked.clearance.territory
    return None if await _is_kept(db, locked.work.deployment.incident_id, asked) else locked


async def _centre(db: AsyncSession, locked: LockedClearance) -> str:
    """The name of the centre that is silent."""
    id_ = locked.clearance.centre_id
    return (await incidents.centre_refs(db, ids=[id_]))[id_].name


@jobs.task(SHARE)
async def share_position(
    db: AsyncSession, *, incident_id: str, asset_id: str, now: datetime
) -> None:
    """Share an asset's position from now on: the window for which it is bound has begun.

    Nobody is told a fact; nothing when it has set out before, or was let go.
    """
    incident = await incidents.locked(db, UUID(incident_id))
    asset_ids = [asset.id for asset in await assets.access_assets(db, [UUID(asset_id)])]
    touched = Touched(assets=asset_ids)
    async with recording(db, touched, by=PLATFORM, exercise=incident.exercise, now=now) as entry:
        await share(db, incident.id, asset_ids, now=now)
        entry.record(PictureChanged(id=incident.id, about=incident.reference), readers=[])


@jobs.task(PHASE_RAISED)
async def look_at_raised(db: AsyncSession, *, incident_id: str, now: datetime) -> None:
    """Look anew whom to alert of what is awaited in a case whose phase was raised."""
    await waking.look_at_raised(db, UUID(incident_id), now=now)


@jobs.task(LEAD_UNHEARD)
async def note_lead_unheard(
    db: AsyncSession, *, incident_id: str, since: str, now: datetime
) -> None:
    """Tell the centres whose units are at work that the lead of their case is silent."""
    await waking.note_lead_unheard(db, UUID(incident_id), since, now=now)


@jobs.task(PHASE_CHANGED)
async def follow_changed(db: AsyncSession, *, incident_id: str, now: datetime) -> None:
    """Have what is asked for in a case follow its phase, each in a job of its own."""
    await phase_following.follow_changed(db, UUID(incident_id), now=now)


@jobs.task(ENTRY_FOLLOWS)
async def follow_phase(db: AsyncSession, *, clearance_id: str, now: datetime) -> None:
    """Have a clearance follow the phase of its case."""
    await phase_following.follow_phase(db, UUID(clearance_id), now=now)


@jobs.task(HELP_FOLLOWS)
async def follow_distress(db: AsyncSession, *, addressee_id: str, now: datetime) -> None:
    """Have a centre answer as in distress."""
    await phase_answers.follow_distress(db, UUID(addressee_id), now=now)


@jobs.task(HAIL_FOLLOWS)
async def hasten_hail(db: AsyncSession, *, deployment_id: str, now: datetime) -> None:
    """Have the answer of a hailed ship due as in distress."""
    await hail_clock.hasten_hail(db, UUID(deployment_id), now=now)


@jobs.task(HAIL_UNANSWERED)
async def tell_unanswered_hail(db: AsyncSession, *, deployment_id: str, now: datetime) -> None:
    """Put on the record that a hailed ship has not answered in time."""
    await hail_clock.tell_unanswered_hail(db, UUID(deployment_id), now=now)


@jobs.blueprint.periodic(cron=HOURLY)
@jobs.blueprint.task(
    name="silent_ships", queue=jobs.QUEUE, queueing_lock="silent_ships", pass_context=True
)
async def withdraw_silent_ships(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 its instant: the queue gives it
    """Take ships of which nobody tells a position any more out of everyone's picture."""
    await silent_ships.withdraw_all(context.additional_context["sessions"])
