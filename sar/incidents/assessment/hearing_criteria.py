"""Writes down what a party involved heard of the criteria of distress, beside the lead's sheet."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents import visible
from sar.incidents.alarms.assessment_due import ask_again
from sar.incidents.alarms.suspended_news import follow_news
from sar.incidents.assessment.sheet_lines import (
    Teller,
    heard_of,
    heard_rows,
    speaks_against_closing,
)
from sar.incidents.assessment_clock import AssessmentCause
from sar.incidents.assessment_schemas import HearCriteriaBody
from sar.incidents.case_clocks import follow_clocks
from sar.incidents.checks import check_past
from sar.incidents.criterion_answers import contradictions
from sar.incidents.models import Incident
from sar.incidents.newest_sheet import begun_sheet, suggested_for
from sar.incidents.recording import changed, readers_of_fact, recording
from sar.incidents.sheet_words import contradictions_text, heard_text, suggestion_text
from sar.incidents.words import CaseAction, IncidentState
from sar.parties.caller import Caller
from sar.record.entries import CriteriaHeard


async def tell_criteria(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: HearCriteriaBody, *, now: datetime
) -> None:
    """Write it down, by any involved party, of a closed case too: it is a fact. If it makes a line
    graver the suggestion follows, and the case is to be assessed; nothing gets less grave. A word
    that contradicts that the case is closed stands red beside it until it is reopened."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    visible.allow(caller, incident, CaseAction.LOG)
    check_past("at", body.at, now=now)
    for index, line in enumerate(body.answers):
        check_past(f"answers.{index}.at", line.at, now=now)
    readers = await readers_of_fact(db, incident)
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        teller = Teller(caller.party, body.source or caller.centre, body.at)
        kept = incident.assessment or begun_sheet(incident.lead_party, now=now)
        before = kept["answers"]
        rows = heard_rows(before, body.answers, teller, now=now)
        incident.assessment = {**kept, "answers": {**before, **rows}}
        is_new = any(before.get(one) != row for one, row in rows.items())
        if is_new:
            await ask_again(db, incident, AssessmentCause.CRITERIA, now=now)
            await follow_news(db, incident, now=now)
        against = speaks_against_closing(suggested_for(incident), body.answers)
        if incident.state is IncidentState.CLOSED and is_new and against:
            incident.heard_after_close_at = now
        await follow_clocks(db, incident, now=now)
        changed(incident, now=now)
        entry.record(_heard(incident, body, teller, now=now), readers=readers)


def _heard(
    incident: Incident, body: HearCriteriaBody, teller: Teller, *, now: datetime
) -> CriteriaHeard:
    told = [(line.criterion, heard_of(line, teller, now=now)) for line in body.answers]
    found = suggested_for(incident)
    sources = contradictions_text(contradictions((incident.assessment or {})["answers"]))
    return CriteriaHeard(
        id=incident.id,
        about=incident.reference,
        party=teller.party,
        answers=" ".join(part for part in (heard_text(told), sources) if part),
        suggestion=found.level.value,
        phase=incident.phase.value,
        text=suggestion_text(found),
    )
