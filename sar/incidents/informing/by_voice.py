"""Listed centres that are told of a case by voice, which the platform cannot tell."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Conflict, Refusal
from sar.incidents import visible
from sar.incidents.checks import check_past
from sar.incidents.informing.involving import refuse_kept_from
from sar.incidents.informing_schemas import ToldByVoiceBody
from sar.incidents.recording import changed, in_full, recording
from sar.incidents.words import CaseAction
from sar.parties.caller import Caller
from sar.record.entries import CentreToldByVoice
from sar.time_words import minute_text


async def note_centre_told(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: ToldByVoiceBody, *, now: datetime
) -> None:
    """Write down that a listed centre was told, by whose function it was heard, and what it said:
    it is not to be called any more. Conflict where it has joined, or is not to be told."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    visible.allow(caller, incident, CaseAction.LOG)
    check_past("at", body.at, now=now)
    centre = await visible.named_centre(db, "centre_id", body.centre_id)
    if not centre.listed:
        said = "This centre has joined: the platform tells it by itself."
        raise Conflict.of(Refusal("centre_joined", said), state=incident.state)
    await refuse_kept_from(db, incident, [centre.party])
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        incident.hear_by_voice(centre.code, at=body.at or now)
        changed(incident, now=now)
        fact = CentreToldByVoice(
            id=incident.id,
            about=incident.reference,
            centre=centre.name,
            function=body.function,
            said=body.said,
            time=minute_text(body.at or now),
        )
        entry.record(fact, readers=in_full)
