"""Assessing a case: the sheet, the second person's word, and facts that bear on it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.agreements.words import Phase
from sar.incidents import visible
from sar.incidents.alarms.assessment_due import ask_again, set_due
from sar.incidents.alarms.suspended_news import follow_news
from sar.incidents.assessment.seconding import await_second
from sar.incidents.assessment.sheet_lines import Teller, answer_of, heard_rows, lead_rows
from sar.incidents.assessment_clock import AssessmentCause, due_after
from sar.incidents.assessment_presenting import suggestion
from sar.incidents.assessment_schemas import AssessBody, RefusalBody, SuggestBody
from sar.incidents.assessment_views import SuggestionView
from sar.incidents.case_clocks import follow_clocks
from sar.incidents.checks import check_past
from sar.incidents.criterion_answers import contradictions, taken_back, told_late
from sar.incidents.models import Incident
from sar.incidents.newest_sheet import (
    NOBODY_YET,
    begun_sheet,
    has_left_distress,
    is_reasoned,
    sheet_of,
    stays_below,
    suggested_by,
    suggested_for,
)
from sar.incidents.one_word import OneWord, given, is_awaited, said_again, said_otherwise
from sar.incidents.recording import changed, in_full, readers_of_fact, recording
from sar.incidents.sheet_words import (
    DUTY_OF_CARE,
    answers_text,
    contradictions_text,
    suggestion_text,
    taken_back_text,
    told_late_text,
)
from sar.incidents.words import CaseAction, IncidentState
from sar.parties.caller import Caller
from sar.record.entries import (
    DistressAssessed,
    HelpRefused,
    HelpWanted,
)


async def preview_suggestion(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: SuggestBody
) -> SuggestionView:
    """The suggestion if those lines were written, by the lead into its sheet, or by another beside
    it, as of a closed case; nothing is kept."""
    incident = await visible.access_incident(db, caller, incident_id)
    before = (incident.assessment or {}).get("answers", {})
    now = clock.now()
    assesses = caller.party == incident.lead_party and incident.state is not IncidentState.CLOSED
    rows = lead_rows if assesses else heard_rows
    answers = {**before, **rows(before, body.answers, Teller(caller.party), now=now)}
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
        teller = Teller(caller.party, body.source, body.at)
        answers = {**earlier, **lead_rows(earlier, body.answers, teller, now=now)}
        decided = _decided(earlier, body, teller, now=now)
        incident.assessment = {**before, "answers": answers}
        stood = before if is_reasoned(incident) else None
        said = body.reason.strip() or (stood["reason"] if stood else "")
        sheet = {
            "id": str(body.id),
            "at": (body.at or now).isoformat(),
            "party": caller.party,
            "source": body.source,
        }
        incident.assessment = {**sheet, "answers": answers, **NOBODY_YET, **_carried(before)}
        if said and stays_below(incident):
            await keep_below(db, incident, caller, said, stood=stood, now=now)
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


def _carried(before: Mapping[str, Any]) -> dict[str, Any]:
    """No sheet ends it that a distress was left on one person's word, nor moves on the time since
    which a suggestion waits for an answer."""
    return {
        "left_distress": has_left_distress(before),
        "below_since": before.get("below_since"),
    }


def _decided(before: Mapping[str, Any], body: AssessBody, teller: Teller, *, now: datetime) -> str:
    """The answers of other sources that were taken back, and why, and words that were told late;
    for the record."""
    told = []
    for line in body.answers:
        said = answer_of(line, teller, now=now)
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
    db: AsyncSession,
    incident: Incident,
    caller: Caller,
    reason: str,
    *,
    stood: Mapping[str, Any] | None = None,
    now: datetime,
) -> None:
    """One person's word that the phase stays below the suggestion. `stood`: the word that held for
    it before; as long as nobody has been its second, no sheet puts that off."""
    if incident.assessment is None:
        return
    left = {"left_distress": has_left_distress(incident.assessment)}
    why = {"reason": reason, "reason_for": suggested_for(incident).level.value}
    again = stood is not None and stood["reason"] == reason
    word = _word(stood, caller.identity, again=again, now=now)
    incident.assessment = {**incident.assessment, **why, **word, **left}
    if not again and is_awaited(word):
        await await_second(db, incident, incident.assessment)


def _word(stood: OneWord | None, identity: UUID, *, again: bool, now: datetime) -> dict[str, Any]:
    if stood is None:
        return given(identity, now=now)
    return said_again(stood) if again else said_otherwise(stood, identity=identity, now=now)


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
