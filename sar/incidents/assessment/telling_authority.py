"""Telling that another authority has a case, what is heard from it, and that it has it no more."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Malformed
from sar.incidents import visible
from sar.incidents.alarms.assessment_due import ask_again
from sar.incidents.alarms.authority_clock import keep_authorities
from sar.incidents.alarms.raising import raise_at_lead
from sar.incidents.alarms.suspended_news import follow_news
from sar.incidents.assessment.authority_help import gone_after
from sar.incidents.assessment_clock import AssessmentCause
from sar.incidents.assessment_schemas import OtherAuthorityBody
from sar.incidents.case_clocks import follow_clocks
from sar.incidents.checks import check_past
from sar.incidents.gone_help import GoneRow, gone_units
from sar.incidents.models import Incident
from sar.incidents.newest_sheet import begin_sheet, is_distress_still
from sar.incidents.other_authorities import (
    AuthorityRow,
    AuthorityWord,
    after_leaving,
    after_word,
    kept_row,
    names_of,
)
from sar.incidents.recording import changed, readers_of_fact, recording
from sar.incidents.words import AlarmCause, CaseAction, UnitComes
from sar.parties.caller import Caller
from sar.record.entries import (
    OtherAuthorityHasIt,
    OtherAuthorityLeft,
    OtherAuthorityUnitComes,
    OtherAuthorityUnitGone,
)
from sar.time_words import minute_text

ToldOf = OtherAuthorityHasIt | OtherAuthorityLeft | OtherAuthorityUnitComes | OtherAuthorityUnitGone


async def tell_authority(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: OtherAuthorityBody, *, now: datetime
) -> None:
    """Write down that another authority has it and what was heard; contact with it starts the clock
    of its progress anew. Or that it has it no more. Of the others nothing changes."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    visible.allow(caller, incident, CaseAction.LOG)
    check_past("contact_at", body.contact_at, now=now)
    check_past("since", body.since, now=now)
    if body.unit_comes is not None and (body.over or body.unit_gone is not None):
        raise Malformed.at("unit_comes", "not_here", "is not told with unit_gone or over")
    kept = kept_row(incident.other_authorities, body.name)
    name = kept["name"] if kept else body.name
    unit = _unit(body, kept, gone_units(incident.help_gone))
    readers = await readers_of_fact(db, incident)
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        await _keep(db, incident, body, now=now)
        entry.record(_fact(incident, name, unit, body), readers=readers)
        await ask_again(db, incident, AssessmentCause.OTHER_AUTHORITY, now=now)
        await follow_news(db, incident, now=now)
        gone = gone_after(
            gone_units(incident.help_gone),
            name=name,
            unit=unit,
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
            if caller.centre_id != incident.lead_centre_id:
                await raise_at_lead(db, incident, AlarmCause.HELP_GONE, now=now)
        changed(incident, now=now)


async def _keep(
    db: AsyncSession, incident: Incident, body: OtherAuthorityBody, *, now: datetime
) -> None:
    rows = incident.other_authorities
    if body.over:
        rows = after_leaving(rows, body.name, why=body.heard, now=now)
    else:
        rows = after_word(rows, _word(body), in_distress=is_distress_still(incident), now=now)
    await keep_authorities(db, incident, rows)


def _word(body: OtherAuthorityBody) -> AuthorityWord:
    return AuthorityWord(
        name=body.name,
        function=body.function,
        unit=body.unit,
        source=body.source,
        heard=body.heard,
        since=body.since,
        contact_at=body.contact_at,
        unit_comes=body.unit_comes,
    )


def _unit(body: OtherAuthorityBody, kept: AuthorityRow | None, gone: Sequence[GoneRow]) -> str:
    """The unit that is meant: that it is gone, or back, is of the one told before, unless another
    is named. Of several that are gone nobody knows which is back."""
    if body.unit or kept is None or body.unit_comes is UnitComes.ANOTHER:
        return body.unit
    several = sum(one.get("by") == kept["name"] for one in gone) > 1
    if body.unit_comes is not None and several:
        return ""
    is_meant = body.unit_gone is not None or body.unit_comes is not None
    return kept["unit"] if is_meant else ""


def _fact(incident: Incident, name: str, unit: str, body: OtherAuthorityBody) -> ToldOf:
    about = {
        "id": incident.id,
        "about": incident.reference,
        "name": name,
        "heard": body.heard,
        "source": body.source,
        "others": names_of(incident.other_authorities, but=name),
    }
    if body.over:
        return OtherAuthorityLeft(**about)
    row = kept_row(incident.other_authorities, body.name)
    contact_at = datetime.fromisoformat(row["contact_at"]) if row and row["contact_at"] else None
    said = {
        **about,
        "function": body.function or "function not told",
        "contact": minute_text(contact_at) if contact_at else "",
    }
    named = unit or "A unit"
    if body.unit_comes is not None:
        return OtherAuthorityUnitComes(**said, unit=named, comes=body.unit_comes.value)
    if body.unit_gone is None:
        return OtherAuthorityHasIt(**said, unit=body.unit)
    return OtherAuthorityUnitGone(**said, unit=named, gone=body.unit_gone.value)
