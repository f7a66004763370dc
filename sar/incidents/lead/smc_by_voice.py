"""A listed centre as mission coordinator: taking over by voice, being heard, and giving it back.

The case stays open where it is kept; its own units go on.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sar import jobs
from sar.errors import Conflict
from sar.incidents import coordination, visible
from sar.incidents.checks import check_past
from sar.incidents.coordination import CONTACT_WITHIN, AskedCentre
from sar.incidents.coordination_schemas import SmcByVoiceBody
from sar.incidents.informing.involving import refuse_kept_from
from sar.incidents.lead import proposals
from sar.incidents.lead.confirming import await_confirmation
from sar.incidents.models import Coordination, Incident
from sar.incidents.one_event import against_telling
from sar.incidents.recording import changed, in_full, recording
from sar.incidents.words import CaseAction, CoordinationState, Office
from sar.parties import visible as directory
from sar.parties.caller import Caller
from sar.record.entries import SmcHeard, SmcTakenBack, SmcTakenByVoice
from sar.time_words import minute_text
from sar.wire import ReasonBody

SMC_SILENT: Final = "incidents.smc_silent"
"""The job that tells the record that nothing was heard from a mission coordinator by voice."""


async def hold(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: SmcByVoiceBody, *, now: datetime
) -> None:
    """Write down that a listed centre has taken the mission over, or, when it has, that it was
    heard again. Each time its contact clock starts anew, from when it was heard. A proposal to
    another centre that nobody has answered ends: accepted later, it would displace this one.

    Of a centre that has joined, and that the mission is proposed to, it is a claim."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    has = incident.smc_by_voice
    again = has if has is not None and has["centre_id"] == str(body.centre_id) else None
    visible.allow(caller, incident, CaseAction.LOG if again else CaseAction.TELL_SMC)
    check_past("at", body.at, now=now)
    at = body.at or now
    centre = await visible.named_centre(db, "centre_id", body.centre_id)
    word = _Word(centre, body, at)
    if again is not None:
        await _hear_again(db, caller, incident, word, again, now=now)
        return
    await directory.check_serving(db, "centre_id", body.centre_id)
    row = await visible.open_proposal(db, incident.id, Office.SMC)
    reasons = coordination.by_voice(centre, open_to=row.to_centre_id if row else None)
    if reasons:
        raise Conflict.of(reasons, state=incident.state)
    if row is not None and not centre.listed:
        await proposals.claim(db, caller, incident, row, body, at=at, now=now)
        return
    await refuse_kept_from(db, incident, [centre.party])
    kept = await visible.linked_kept_from(db, caller, incident, centre.party, now=now)
    if kept:
        name = (await directory.state_names(db)).of(centre.party)
        refusals = against_telling(kept, party=centre.party, name=name)
        raise Conflict.of(refusals, state=incident.state)
    await _take_over(db, caller, incident, word, now=now)


@dataclass(frozen=True, slots=True)
class _Word:
    """The word of a centre by voice, and when it was heard."""

    centre: AskedCentre
    body: SmcByVoiceBody
    at: datetime

    def said(self, incident: Incident) -> dict[str, Any]:
        """The fields of the fact."""
        return {
            "id": incident.id,
            "about": incident.reference,
            "centre": self.centre.name,
            "function": self.body.function,
            "heard": self.body.heard,
            "time": minute_text(self.at),
        }


async def _hear_again(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    word: _Word,
    has: dict[str, Any],
    *,
    now: datetime,
) -> None:
    """The centre that has the mission was heard again; a word told late is not its last."""
    body, at = word.body, word.at
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        if word.centre.listed:
            incident.hear_by_voice(word.centre.code, at=at)
        last = {"function": body.function, "heard": body.heard}
        later = {**has, **last} if at >= datetime.fromisoformat(has["heard_at"]) else has
        await _contact(db, incident, later, at=at)
        entry.record(SmcHeard(**word.said(incident)), readers=in_full)
        changed(incident, now=now)


async def _take_over(
    db: AsyncSession, caller: Caller, incident: Incident, word: _Word, *, now: datetime
) -> None:
    """The centre has the mission from then on, and what was proposed to another ends."""
    centre, body, at = word.centre, word.body, word.at
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        if centre.listed:
            incident.hear_by_voice(centre.code, at=at)
        why = f"{centre.name} took the mission over by voice."
        entry.further += await proposals.withdraw_smc(db, caller, incident, reason=why, now=now)
        _history(db, incident, to=(centre.centre_id, centre.party), words=body.heard, at=at)
        written_at = max(at, now)  # nobody could confirm anything before
        incident.hand_over(centre.centre_id, at=written_at, by_voice=True)
        await await_confirmation(db, incident, at=written_at)
        taken = {
            "centre_id": str(body.centre_id),
            "function": body.function,
            "heard": body.heard,
            "channel": body.channel,
            "taken_at": at.isoformat(),
            "recorded_by": caller.party,
            "heard_at": at.isoformat(),
        }
        await _contact(db, incident, taken, at=at)
        fact = SmcTakenByVoice(**word.said(incident), channel=body.channel)
        entry.record(fact, readers=in_full)
        changed(incident, now=now)


async def _contact(
    db: AsyncSession, incident: Incident, has: dict[str, Any], *, at: datetime
) -> None:
    """The clock runs from the latest word; an earlier one that is told late does not turn it."""
    heard_at = max(at, datetime.fromisoformat(has["heard_at"]))
    heard = {**has, "heard_at": heard_at.isoformat()}
    await _await_word(db, incident, heard, due_at=heard_at + CONTACT_WITHIN)


async def _await_word(
    db: AsyncSession, incident: Incident, has: dict[str, Any], *, due_at: datetime
) -> None:
    incident.smc_by_voice = {**has, "due_at": due_at.isoformat(), "silent_at": None}
    args = {"incident_id": str(incident.id), "due_at": due_at.isoformat()}
    await jobs.defer(db, SMC_SILENT, args, at=due_at)


async def await_word_again(db: AsyncSession, incident: Incident, *, now: datetime) -> None:
    """A case is worked on again in which a listed centre leads: its contact clock, if its time was
    over meanwhile, starts anew."""
    has = incident.smc_by_voice
    if has is None or has["silent_at"] or datetime.fromisoformat(has["due_at"]) > now:
        return
    await _await_word(db, incident, has, due_at=now + CONTACT_WITHIN)


def _history(
    db: AsyncSession, incident: Incident, *, to: tuple[UUID, str], words: str, at: datetime
) -> None:
    db.add(
        Coordination(
            id=uuid7(),
            incident_id=incident.id,
            from_centre_id=incident.smc_centre_id,
            from_party=incident.lead_party,
            to_centre_id=to[0],
            to_party=to[1],
            state=CoordinationState.ACCEPTED,
            answer_reason=words,
            proposed_at=at,
            answered_at=at,
        )
    )


async def take_back(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: ReasonBody, *, now: datetime
) -> None:
    """The centre that keeps the case is mission coordinator again, and says why."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    visible.allow(caller, incident, CaseAction.TELL_SMC)
    has = incident.smc_by_voice
    if has is None:
        raise Conflict.of(coordination.not_by_voice(), state=incident.state)
    centre = await visible.named_centre(db, "centre_id", UUID(has["centre_id"]))
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        to = (incident.lead_centre_id, incident.lead_party)
        _history(db, incident, to=to, words=body.reason, at=now)
        incident.smc_by_voice = incident.handover = None
        changed(incident, now=now)
        keeps = await visible.named_centre(db, "centre_id", incident.lead_centre_id)
        fact = SmcTakenBack(
            id=incident.id,
            about=incident.reference,
            centre=centre.name,
            lead=keeps.name,
            reason=body.reason,
        )
        entry.record(fact, readers=in_full)
