"""HTTP: the assessment of a case, and the facts that bear on it."""

from uuid import UUID

from fastapi import APIRouter

from sar import clock
from sar.db import Db
from sar.incidents import assessing, visible
from sar.incidents.schemas import (
    AssessBody,
    OtherAuthorityBody,
    RefusalBody,
    SecondBody,
    SuggestBody,
)
from sar.incidents.views import IncidentView, SuggestionView
from sar.parties.caller import Reader, Watch
from sar.parties.once import Idempotent

router = APIRouter(prefix="/api/incidents/{incident_id}", tags=["incidents"])


@router.post("/assessment", summary="Assess the incident")
async def assess_incident(
    incident_id: UUID, body: AssessBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By the lead's watch. Needed only to stay below distress. The answer has the suggestion and
    why; the phase stays as it is, and below the suggestion it needs a `reason` and a second person.

    A house list after Reg. (EU) 656/2014, art. 9(2)(f), which binds only operations that Frontex
    coordinates. *Not known* is never *no*.
    """
    now = clock.now()
    if not once.repeated:
        await assessing.assess(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.post("/assessment/suggestion", summary="The suggestion if that were answered")
async def suggest_phase(
    incident_id: UUID, body: SuggestBody, db: Db, caller: Reader
) -> SuggestionView:
    """By involved parties. Lines left out are as on the newest sheet. Nothing is written."""
    return await assessing.look(db, caller, incident_id, body)


@router.post("/assessment/second", summary="Be the second to keep the phase below")
async def second_assessment(
    incident_id: UUID, body: SecondBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By another watch officer or coordinator of the lead than who gave the reason, or for one
    heard by voice (`function`). It blocks nothing: without one in 30 minutes (a house figure) the
    word is marked `alone`.
    """
    now = clock.now()
    if not once.repeated:
        await assessing.second(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.post("/help-refused", summary="Tell that those aboard refuse help, or do not any more")
async def tell_refusal(
    incident_id: UUID, body: RefusalBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By any involved party, of a closed case too. The phase stays; the duty of care goes on."""
    now = clock.now()
    if not once.repeated:
        await assessing.tell_refusal(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.post("/other-authority", summary="Tell that another authority has it, and what it says")
async def tell_other_authority(
    incident_id: UUID, body: OtherAuthorityBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By any involved party, of a closed case too. Each time starts the clock of its progress anew
    (60 minutes, a house figure); when it lapses, the lead is to ask and to write.
    """
    now = clock.now()
    if not once.repeated:
        await assessing.tell_authority(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)
