"""Issues situation reports: each has the next number of its case and originating centre."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents import listing, visible
from sar.incidents.change_schemas import IssueSitrepBody
from sar.incidents.models import Sitrep
from sar.parties.caller import Caller
from sar.record import service as record
from sar.record.entries import SitrepIssued
from sar.requests.texts.composing import Wanted, report_of, written_report
from sar.requests.texts.facts import facts_of, operation_of, without_sources
from sar.requests.texts.overview import told_by
from sar.requests.texts.sitrep import usual_form


async def issue(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: IssueSitrepBody, *, now: datetime
) -> None:
    """Issue the report as it reads now, and keep it as it left.

    The case's lock makes two that issue at once take two numbers.
    """
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    facts = await facts_of(db, caller, incident, to=body.to_centre_id, now=now)
    number = await listing.next_sitrep(db, incident.id, caller.centre_id)
    operation = await operation_of(db, caller, incident, facts)
    wanted = Wanted(assistance=body.assistance, plans=body.plans)
    report = report_of(
        facts,
        number=number,
        form=body.form or usual_form(number),
        issued=True,
        wanted=wanted,
        now=now,
    )
    text, without = (
        written_report(one, report, operation, now=now) for one in (facts, without_sources(facts))
    )
    db.add(
        Sitrep(
            id=body.id,
            incident_id=incident.id,
            centre_id=caller.centre_id,
            party_code=caller.party,
            number=number,
            to_centre_id=body.to_centre_id,
            text=text,
            without_sources=without,
            told=told_by(incident),
            at=now,
            by=caller.who,
        )
    )
    await db.flush()
    fact = SitrepIssued(
        id=incident.id,
        about=incident.reference,
        number=number,
        originator=facts.sender.name,
        to=facts.to.name if facts.to else "all concerned",
    )
    readers = await visible.fact_readers(db, incident, now=now)
    # Reports are in nobody's picture.
    await record.write(db, fact, by=caller.actor, told=readers, now=now, exercise=incident.exercise)
