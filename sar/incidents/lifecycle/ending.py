"""Closing and reopening a case (SAR Convention, Annex 4.8)."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Conflict, Refusal
from sar.incidents import visible
from sar.incidents.alarms.assessment_due import ask_again, set_due
from sar.incidents.alarms.authority_clock import await_progress_again
from sar.incidents.alarms.raising import follow_again
from sar.incidents.assessment.seconding import await_second
from sar.incidents.assessment_clock import AssessmentCause
from sar.incidents.case_clocks import follow_clocks
from sar.incidents.case_people import outstanding_of
from sar.incidents.checks import check_past
from sar.incidents.ending_schemas import CloseIncidentBody
from sar.incidents.informing import occasions, regions
from sar.incidents.lead import proposals
from sar.incidents.lead.confirming import await_confirmation_again
from sar.incidents.lead.smc_by_voice import await_word_again
from sar.incidents.lifecycle import same_case
from sar.incidents.models import Incident
from sar.incidents.one_word import given, has_lapsed
from sar.incidents.people.outstanding import PersonsRange, missing_in_numbers
from sar.incidents.phases import ClosingStep, Outstanding, closing, grew
from sar.incidents.recording import changed, changed_for_all, in_full, line_of, recording
from sar.incidents.words import CaseAction, IncidentState
from sar.parties import visible as directory
from sar.parties.caller import Caller
from sar.record.entries import (
    ClosingWithdrawn,
    Fact,
    IncidentClosed,
    IncidentReopened,
    LogWritten,
)
from sar.time_words import minute_text
from sar.wire import ReasonBody


async def reopen(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: ReasonBody, *, now: datetime
) -> None:
    """Work on a suspended or closed case again."""
    await visible.access_incident(db, caller, incident_id)
    other = await same_case.hold_reopened(db, incident_id)
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    step = visible.allow(caller, incident, CaseAction.REOPEN)
    cases = [incident, *([other] if other else [])]
    async with recording(db, *cases, by=caller.actor, now=now) as entry:
        if other is not None:
            same_case.forget(incident, other, now=now)
        was_closed = incident.state is IncidentState.CLOSED
        if was_closed:  # closing ended its units' work
            incident.able_tasked = incident.attended = False
            incident.help_gone = None
        incident.state = step.state
        incident.suspended_at = incident.closed_at = incident.heard_after_close_at = None
        incident.suspension = incident.look_again_at = incident.asked_to_suspend = None
        incident.heard_suspended_at = None
        incident.outcome = ""
        await ask_again(db, incident, AssessmentCause.REOPENED, now=now)
        await follow_clocks(db, incident, now=now)
        if was_closed:
            await await_word_again(db, incident, now=now)
            await await_progress_again(db, incident, now=now)
            await await_confirmation_again(db, incident, now=now)
            await follow_again(db, incident, now=now)
            await regions.raise_anew(db, incident, now=now)
        changed_for_all(incident, now=now)
        resync = await occasions.refresh(db, incident, now=now)
        fact = IncidentReopened(id=incident.id, about=incident.reference, reason=body.reason)
        entry.record(fact, readers=in_full, resync=resync)


_SAME: Final = "Closed as the same as a linked case, where the search goes on. "


@dataclass(frozen=True, slots=True)
class Ended:
    """The outcome of a wish to close; the caller records `fact`.

    If the case is not closed yet, a second person of the lead must say so too.
    """

    fact: Fact
    closed: bool
    resync: frozenset[str] = frozenset()


async def close(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    left: Outstanding,
    body: CloseIncidentBody,
    *,
    seconds: bool = False,
    same_as: UUID | None = None,
    now: datetime,
) -> Ended:
    """Close the case, or store that a first person wishes it `despite` what is left. `seconds`: a
    second says so of that wish, as it stands. `same_as`: the case that it is, where the search goes
    on.

    The case is locked, `before` is drawn. Writes the rows of the case, not the record: the layer
    that knows the deployments says what is left and records the fact. Raises Conflict with every
    reason when the rules refuse.
    """
    step = visible.allow(caller, incident, CaseAction.CLOSE)
    asked = _still_asked(incident, left)
    first = UUID(asked["identity"]) if asked else None
    check_past("second_at", body.second_at, now=now)
    wished = asked["reason"] if asked and seconds else ""
    if same_as:
        left = replace(left, unaccounted=0, unknown=False)
    ending = closing(
        left,
        despite="" if same_as else body.despite or wished,
        by=caller.person_id,
        first=first,
        second=body.second,
        law=await directory.law_of(db, caller.party),
    )
    if isinstance(ending, list):
        raise Conflict.of(ending, state=incident.state)
    if ending is ClosingStep.ASK_SECOND:
        return await _ask_second(db, caller, incident, left, body, now=now)
    incident.state, incident.closed_at = step.state, now
    incident.silent_hails = incident.silent_units = None
    incident.closed_as = {"incident_id": str(same_as)} if same_as else None
    missing = outstanding_of(incident) if left.misses_people else None
    incident.outcome = (
        f"{_SAME}{body.reason}"
        if same_as
        else _outcome(
            body,
            asked["reason"] if asked and left.any else "",
            missing,
            heard_at=body.second_at or now,
        )
    )
    resync = await _end_work(db, incident, now=now)
    fact = IncidentClosed(id=incident.id, about=incident.reference, reason=incident.outcome)
    return Ended(fact, closed=True, resync=resync)


async def _end_work(db: AsyncSession, incident: Incident, *, now: datetime) -> frozenset[str]:
    """End all that waits in the closed case; the parties whose pictures are to be sent anew."""
    incident.asked_to_close = incident.asked_to_suspend = None
    await set_due(db, incident, None, AssessmentCause.INTERVAL)
    await follow_clocks(db, incident, now=now)
    await proposals.withdraw_all(db, incident, reason="The case was closed.", now=now)
    changed_for_all(incident, now=now)
    await db.flush()
    return await occasions.refresh(db, incident, now=now)


_NAMED: Final = ("unreleased", "uncounted", "uncounted_delivered")
"""The obstacles that are kept by name."""


def _still_asked(incident: Incident, left: Outstanding) -> dict[str, Any] | None:
    """The first person's wish, unless it has lapsed, or more is left than it was given for."""
    asked = incident.asked_to_close
    if asked is None or "left" not in asked or has_lapsed(asked):
        return None
    kept = asked["left"]
    named = {key: tuple(kept.get(key, ())) for key in _NAMED}
    was = Outstanding(**kept | named)
    return None if grew(was, left) else asked


async def _ask_second(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    left: Outstanding,
    body: CloseIncidentBody,
    *,
    now: datetime,
) -> Ended:
    incident.asked_to_close = word = {
        **given(caller.identity, now=now),
        "party": caller.party,
        "reason": body.despite,
        "outcome": body.reason,
        "at": now.isoformat(),
        "left": asdict(left),
        "waits": True,
    }
    await await_second(db, incident, word)
    changed(incident, now=now)
    text = (
        f"{caller.centre} asks to close although not all is done: {body.despite}"
        " A second person must say so too."
    )
    db.add(line_of(incident, caller, text, now=now))
    await db.flush()
    return Ended(LogWritten(id=incident.id, about=incident.reference, text=text), closed=False)


async def withdraw_wish(
    db: AsyncSession, caller: Caller, incident_id: UUID, *, now: datetime
) -> None:
    """Take a wish to close back, whether it waits or has lapsed: the case goes on."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    visible.allow(caller, incident, CaseAction.CLOSE)
    if incident.asked_to_close is None:
        none = Refusal("no_wish_to_close", "Nobody has asked to close the case.")
        raise Conflict.of(none, state=incident.state)
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        incident.asked_to_close = None
        changed(incident, now=now)
        entry.record(ClosingWithdrawn(id=incident.id, about=incident.reference), readers=in_full)


def _outcome(
    body: CloseIncidentBody,
    first_despite: str,
    missing: PersonsRange | None,
    *,
    heard_at: datetime,
) -> str:
    """The outcome, with both persons' reasons when something was left, or who the second was, and
    how many people are missing."""
    despite = [reason for reason in (first_despite, body.despite) if reason]
    ended = [f"The search ended with {missing_in_numbers(missing)} missing."] if missing else []
    reasons = [f"Despite what was left: {reason}" for reason in despite]
    by_word = [f"Second person: {body.second}, {minute_text(heard_at)}."] if body.second else []
    return " ".join([*ended, body.reason, *reasons, *by_word])
