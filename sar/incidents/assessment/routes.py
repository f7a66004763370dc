"""HTTP: the assessment of a case, and the facts that bear on it."""

from uuid import UUID

from fastapi import APIRouter

from sar import clock
from sar.http.request_session import Db
from sar.incidents import visible
from sar.incidents.alarms import untasked
from sar.incidents.assessment import assessing_distress, hearing_criteria, telling_authority, towing
from sar.incidents.assessment_schemas import (
    AssessBody,
    HearCriteriaBody,
    OtherAuthorityBody,
    RefusalBody,
    SuggestBody,
    TowBody,
)
from sar.incidents.assessment_views import SuggestionView
from sar.incidents.views import IncidentView
from sar.parties.identifying import Reader, Watch
from sar.parties.once import Idempotent
from sar.wire import ReasonBody

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
        await assessing_distress.assess(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.post("/criteria", summary="Tell what was heard of criteria of distress")
async def tell_criteria(
    incident_id: UUID, body: HearCriteriaBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By any involved party, of a closed case too: it is a fact. It stands beside the lead's sheet
    with who said it; a *yes* counts at once, nothing gets less grave by it. The phase stays.
    """
    now = clock.now()
    if not once.repeated:
        await hearing_criteria.tell_criteria(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.post("/assessment/suggestion", summary="The suggestion if that were answered")
async def suggest_phase(
    incident_id: UUID, body: SuggestBody, db: Db, caller: Reader
) -> SuggestionView:
    """By involved parties. Lines left out are as on the newest sheet. Nothing is written."""
    return await assessing_distress.preview_suggestion(db, caller, incident_id, body)


@router.post("/help-refused", summary="Tell that those aboard refuse help, or do not any more")
async def tell_refusal(
    incident_id: UUID, body: RefusalBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By any involved party, of a closed case too. The phase stays; the duty of care goes on."""
    now = clock.now()
    if not once.repeated:
        await assessing_distress.tell_refusal(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.post("/tow", summary="Tell that the craft is under tow, or is no more")
async def tell_tow(
    incident_id: UUID, body: TowBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By any involved party, of a closed case too: it is a fact. Its hazard stands beside it as
    long as anybody is aboard what is towed, or nobody knows.
    """
    now = clock.now()
    if not once.repeated:
        await towing.tell_tow(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.post("/no-able-unit", summary="Tell that no unit is able, and why")
async def tell_no_able_unit(
    incident_id: UUID, body: ReasonBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By the lead, in distress while no unit or ship that takes people aboard is committed or
    hailed. It is asked again in 10 minutes (a house figure).
    """
    now = clock.now()
    if not once.repeated:
        await untasked.tell_no_able_unit(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.post("/other-authority", summary="Tell that another authority has it, and what it says")
async def tell_other_authority(
    incident_id: UUID, body: OtherAuthorityBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By any involved party, of a closed case too. Several may have it at once, each by its `name`;
    of the others nothing changes. Contact starts the clock of its progress anew: 60
    minutes, in distress 15 (house figures); when it lapses, the lead is to ask and to write.
    """
    now = clock.now()
    if not once.repeated:
        await telling_authority.tell_authority(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)
