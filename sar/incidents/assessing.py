"""Assessing a case: the sheet, the second person's word, and facts that bear on it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock, jobs
from sar.agreements.words import Phase
from sar.errors import Malformed
from sar.incidents import visible
from sar.incidents.assessment_clock import PROGRESS_WITHIN, AssessmentCause, due_after
from sar.incidents.assessment_due import ask_again, set_due
from sar.incidents.assessment_views import SuggestionView
from sar.incidents.authority_help import gone_after
from sar.incidents.case_clocks import follow_clocks
from sar.incidents.checks import check_past
from sar.incidents.criterion_answers import (
    LineRow,
    StandingAnswer,
    answered,
    contradictions,
    taken_back,
    told_late,
)
from sar.incidents.gone_help import gone_units
from sar.incidents.models import Incident
from sar.incidents.newest_sheet import (
    NOBODY_YET,
    begin_sheet,
    begun_sheet,
    has_left_distress,
    is_reasoned,
    sheet_of,
    stays_below,
    suggested_by,
    suggested_for,
)
from sar.incidents.one_word import given
from sar.incidents.presenting import suggestion
from sar.incidents.raising import raise_at_lead
from sar.incidents.recording import changed, in_full, readers_of_fact, recording
from sar.incidents.schemas import (
    AssessBody,
    CriterionBody,
    OtherAuthorityBody,
    RefusalBody,
    SuggestBody,
)
from sar.incidents.seconding import await_second
from sar.incidents.sheet_words import (
    DUTY_OF_CARE,
    answers_text,
    contradictions_text,
    suggestion_text,
    taken_back_text,
    told_late_text,
)
from sar.incidents.suspended_news import follow_news
from sar.incidents.words import AlarmCause, CaseAction
from sar.parties.caller import Caller
from sar.record.entries import (
    DistressAssessed,
    HelpRefused,
    HelpWanted,
    OtherAuthorityHasIt,
    OtherAuthorityLeft,
    OtherAuthorityUnitComes,
    OtherAuthorityUnitGone,
)

NO_PROGRESS: Final = "incidents.no_progress"
"""The job that tells the record that another authority, which has the case, is silent."""


async def look(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: SuggestBody
) -> SuggestionView:
    """The suggestion if those lines were written; nothing is kept."""
    incident = await visible.access_incident(db, caller, incident_id)
    before = (incident.assessment or {}).get("answers", {})
    now = clock.now()
    answers = {**before, **_rows(before, body.answers, source="", at=None, now=now)}
    sheet = sheet_of({"answers": answers})
    return suggestion(suggested_by(sheet, incident), incident.phase)


async def assess(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: AssessBody, *, now: datetime
) -> None:
    """Write the sheet. It is kept whether or not anybody says why the phase stays below what it
    suggests: that stands beside it in red."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    visible.allow(caller, incident, CaseAction.ASSESS)
    check_past("at", body.at, now=now)
    for index, line in enumerate(body.answers):
        check_past(f"answers.{index}.at", line.at, now=now)
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        before = incident.assessment or NOBODY_YET
        earlier = before.get("answers", {})
        rows = _rows(earlier, body.answers, source=body.source, at=body.at, now=now)
        answers = {**earlier, **rows}
        decided = _decided(earlier, body, now=now)
        incident.assessment = {**before, "answers": answers}
        said = body.reason.strip() or (before["reason"] if is_reasoned(incident) else "")
        sheet = {
            "id": str(body.id),
            "at": (body.at or now).isoformat(),
            "party": caller.party,
            "source": body.source,
        }
        incident.assessment = {**sheet, "answers": answers, **NOBODY_YET, **_left(before)}
        if said and stays_below(incident):
            await keep_below(db, incident, caller, said, now=now)
        due_at = due_after(incident.phase, at=now)
        await set_due(db, incident, due_at, AssessmentCause.INTERVAL)
        await follow_clocks(db, incident, now=now)
        changed(incident, now=now)
        entry.record(_assessed(incident, decided), readers=in_full)


def follow_distress(incident: Incident, caller: Caller, *, was: Phase, now: datetime) -> None:
    """Mark, beside the sheet, that the case has left distress; a sheet is begun where there is
    none. It is one person's word until a second has said so too: whoever lowers the phase alone
    takes no safeguard of distress away by that."""
    kept = incident.assessment
    if incident.phase is Phase.DISTRESS:
        if kept is not None:
            incident.assessment = {**kept, "left_distress": False}
    elif was is Phase.DISTRESS:
        begun = kept or begun_sheet(caller.party, now=now)
        incident.assessment = {**begun, **NOBODY_YET, "left_distress": True}


def _left(before: Mapping[str, Any]) -> dict[str, bool]:
    """A sheet does not end it that a distress was left on one person's word."""
    return {"left_distress": has_left_distress(before)}


def _rows(
    before: Mapping[str, Any],
    lines: Iterable[CriterionBody],
    *,
    source: str,
    at: datetime | None,
    now: datetime,
) -> dict[str, LineRow]:
    """The lines as they are kept once these are answered."""
    return {
        line.criterion.value: answered(
            before.get(line.criterion.value),
            _said(line, source=source, at=at, now=now),
            takes_back=bool(line.takes_back),
        )
        for line in lines
    }


def _said(
    line: CriterionBody, *, source: str, at: datetime | None, now: datetime
) -> StandingAnswer:
    return StandingAnswer(line.answer, line.source or source, line.at or at or now)


def _decided(before: Mapping[str, Any], body: AssessBody, *, now: datetime) -> str:
    """The answers of other sources that were taken back, and why, and words that were told late;
    for the record."""
    told = []
    for line in body.answers:
        said = _said(line, source=body.source, at=body.at, now=now)
        stood = before.get(line.criterion.value)
        gone = taken_back(stood, said) if line.takes_back else []
        if gone:
            told.append(taken_back_text(line.criterion, gone, line.takes_back))
        elif not line.takes_back and told_late(stood, said):
            told.append(told_late_text(line.criterion, said))
    return " ".join(told)


def _assessed(incident: Incident, decided: str) -> DistressAssessed:
    found = suggested_for(incident)
    kept = incident.assessment
    sources = contradictions_text(contradictions((kept or {}).get("answers", {})))
    made_by = sorted({one.value for reason in found.reasons for one in reason.criteria})
    return DistressAssessed(
        id=incident.id,
        about=incident.reference,
        suggestion=found.level.value,
        made_by=made_by,
        phase=incident.phase.value,
        text=suggestion_text(found),
        answers=" ".join(part for part in (answers_text(sheet_of(kept)), sources, decided) if part),
        reason=(incident.assessment or {})["reason"] if stays_below(incident) else "",
    )


async def keep_below(
    db: AsyncSession, incident: Incident, caller: Caller, reason: str, *, now: datetime
) -> None:
    """One person's word that the phase stays below the suggestion."""
    if incident.assessment is None:
        return
    left = _left(incident.assessment)
    why = {"reason": reason, "reason_for": suggested_for(incident).level.value}
    word = given(caller.identity, now=now)
    incident.assessment = {**incident.assessment, **why, **word, **left}
    await await_second(db, incident, incident.assessment)


async def tell_refusal(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: RefusalBody, *, now: datetime
) -> None:
    """Write down that those aboard refuse help, or do not any more. The phase stays as it is."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    visible.allow(caller, incident, CaseAction.LOG)
    check_past("since", body.since, now=now)
    about = {"id": incident.id, "about": incident.reference, "source": body.source}
    readers = await readers_of_fact(db, incident)
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        if body.refuses:
            since = (body.since or now).isoformat()
            incident.refuses_help = {"since": since, "source": body.source}
            entry.record(HelpRefused(**about, duty=DUTY_OF_CARE), readers=readers)
        else:
            incident.refuses_help = None
            entry.record(HelpWanted(**about), readers=readers)
        await ask_again(db, incident, AssessmentCause.HELP_REFUSED, now=now)
        await follow_news(db, incident, now=now)
        await follow_clocks(db, incident, now=now)
        changed(incident, now=now)


async def tell_authority(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: OtherAuthorityBody, *, now: datetime
) -> None:
    """Write down that another authority has it and what was heard, which starts the clock of its
    progress anew; or that it has it no more."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    visible.allow(caller, incident, CaseAction.LOG)
    check_past("contact_at", body.contact_at, now=now)
    if body.unit_comes is not None and (body.over or body.unit_gone is not None):
        raise Malformed.at("unit_comes", "not_here", "is not told with unit_gone or over")
    readers = await readers_of_fact(db, incident)
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        about = {"id": incident.id, "about": incident.reference, "name": body.name}
        if body.over:
            has = incident.other_authority
            if has is not None and has["name"] == body.name:
                incident.other_authority = None  # what another of them has, goes on
            entry.record(OtherAuthorityLeft(**about, heard=body.heard), readers=readers)
        else:
            await _has_it(db, incident, body, now=now)
            entry.record(_has_it_fact(incident, body, now=now), readers=readers)
        await ask_again(db, incident, AssessmentCause.OTHER_AUTHORITY, now=now)
        await follow_news(db, incident, now=now)
        gone = gone_after(
            gone_units(incident.help_gone),
            name=body.name,
            unit=body.unit,
            gone=body.unit_gone,
            comes=body.unit_comes,
            now=now,
        )
        incident.help_gone = gone or None
        if body.unit_gone is not None:
            begin_sheet(incident, caller.party, now=now)
        await follow_clocks(db, incident, now=now)
        if body.unit_gone is not None:
            await ask_again(db, incident, AssessmentCause.HELP_GONE, now=now)
            if caller.party != incident.lead_party:
                await raise_at_lead(db, incident, AlarmCause.HELP_GONE, now=now)
        changed(incident, now=now)


def _has_it_fact(
    incident: Incident, body: OtherAuthorityBody, *, now: datetime
) -> OtherAuthorityHasIt | OtherAuthorityUnitGone | OtherAuthorityUnitComes:
    contact_at = body.contact_at or now
    said = {
        "id": incident.id,
        "about": incident.reference,
        "name": body.name,
        "function": body.function or "function not told",
        "contact": f"{contact_at:%d %b %H:%MZ}",
        "heard": body.heard,
    }
    unit = body.unit or "A unit"
    if body.unit_comes is not None:
        return OtherAuthorityUnitComes(**said, unit=unit, comes=body.unit_comes.value)
    if body.unit_gone is None:
        return OtherAuthorityHasIt(**said, unit=body.unit)
    return OtherAuthorityUnitGone(**said, unit=unit, gone=body.unit_gone.value)


async def _has_it(
    db: AsyncSession, incident: Incident, body: OtherAuthorityBody, *, now: datetime
) -> None:
    has = {
        "name": body.name,
        "function": body.function,
        "unit": body.unit,
        "unit_comes": body.unit_comes and body.unit_comes.value,
        "contact_at": (body.contact_at or now).isoformat(),
        "heard": body.heard,
        "heard_at": now.isoformat(),
    }
    await _await_progress(db, incident, has, since=body.contact_at or now, now=now)


async def await_progress_again(db: AsyncSession, incident: Incident, *, now: datetime) -> None:
    """A case is worked on again that another authority has: the clock of its progress, if its time
    was over meanwhile, starts anew."""
    has = incident.other_authority
    if has is None or has["overdue_at"] or datetime.fromisoformat(has["due_at"]) > now:
        return
    await _await_progress(db, incident, has, since=now, now=now)


async def _await_progress(
    db: AsyncSession, incident: Incident, has: dict[str, Any], *, since: datetime, now: datetime
) -> None:
    """`since` it was heard from: of a contact written down late that is less than an hour ahead."""
    due_at = max(since + PROGRESS_WITHIN, now)
    incident.other_authority = {**has, "due_at": due_at.isoformat(), "overdue_at": None}
    args = {"incident_id": str(incident.id), "due_at": due_at.isoformat()}
    await jobs.defer(db, NO_PROGRESS, args, at=due_at)
