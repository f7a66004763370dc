"""Filing a request, sending it, and amending what it asks for."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import installation
from sar.agreements.words import Situation
from sar.assets.own_capability_acts import check_capabilities_seen
from sar.assets.own_type_acts import check_seen
from sar.errors import Conflict, Malformed, Refusal
from sar.incidents import visible as incidents
from sar.incidents.models import Incident
from sar.incidents.references import next_reference
from sar.incidents.words import IncidentState
from sar.languages.places import filled
from sar.machine import Side, Step, decide
from sar.matching.schemas import NeedBody
from sar.parties.caller import Caller
from sar.record.entries import RequestAmended, RequestDrafted, RequestOpened
from sar.requests import locks, rows
from sar.requests.asking.addressing import check_centres, check_quotas, send
from sar.requests.asking.fulfilment import update_fulfilment
from sar.requests.models import Addressee, Need, Request
from sar.requests.recording import Touched, changed, recording, refuse
from sar.requests.schemas import AmendRequestBody, RequestBody
from sar.requests.state_tables import REQUEST
from sar.requests.words import RequestAction, RequestState
from sar.wire import check_version


async def file(db: AsyncSession, caller: Caller, body: RequestBody, *, now: datetime) -> None:
    """File a request as a draft, or send it at once. Only the lead files for an incident."""
    incident = await _incident(db, caller, body)
    _check_needs(body.needs, now=now)
    await _check_codes(db, caller, body.needs, now=now)
    centres = await check_centres(db, caller, body.to)
    if body.open and not centres:
        raise _nobody()
    request = await _request(db, caller, body, incident, now=now)
    if body.open:
        await check_quotas(db, request, incident, centres, now=now)
    touched = Touched(incidents=_ids(incident), requests=[request.id])
    async with recording(db, touched, by=caller.actor, exercise=request.exercise, now=now) as entry:
        db.add(request)
        await db.flush()
        addressees = [
            Addressee(request_id=request.id, centre_id=centre.id, party_code=centre.party)
            for centre in centres
        ]
        db.add_all([*_replace(request, {}, body.needs, now=now), *addressees])
        if not body.open:
            drafted = RequestDrafted(id=request.id, about=request.reference)
            entry.record(drafted, readers=[caller.party])
            return
        request.state, request.opened_at = RequestState.OPEN, now
        newcomers = await send(db, request, incident, addressees, now=now)
        entry.record(
            RequestOpened(id=request.id, about=request.reference, centres=_names(centres)),
            readers=[caller.party, *(one.party_code for one in addressees)],
            resync=newcomers.parties | newcomers.resync,
        )


async def _incident(db: AsyncSession, caller: Caller, body: RequestBody) -> Incident | None:
    if body.incident_id is None:
        return None
    if body.place is not None:
        raise Malformed.at("place", "datum_says", "is for requests without an incident")
    if body.situation is not None:
        raise Malformed.at("situation", "incident_says", "is for requests without an incident")
    incident = await incidents.access_incident(db, caller, body.incident_id, lock=True)
    incidents.lead_only(caller, incident)
    not_closed(incident)
    return incident


def not_closed(incident: Incident) -> None:
    """Conflict when the incident is closed: nothing more is asked or offered for it."""
    if incident.state is IncidentState.CLOSED:
        refusal = Refusal(
            "incident_closed",
            filled("{reference} is closed: reopen it first.", reference=incident.reference),
        )
        raise Conflict.of(refusal, state=incident.state)


def _check_needs(
    needs: Sequence[NeedBody], *, kept: Mapping[UUID, Need] = MappingProxyType({}), now: datetime
) -> None:
    """Malformed when an instant is past, unless the need has it already, or an id comes twice."""
    faults: list[dict[str, Any]] = []
    for place, need in enumerate(needs):
        for name in ("by_at", "until_at"):
            at = getattr(need, name)
            if at is not None and at <= now and at != getattr(kept.get(need.id), name, None):
                faults.append(_past(f"needs[{place}].{name}"))
        if need.id in [other.id for other in needs[:place]]:
            reason = "is another need's id"
            faults.append({"field": f"needs[{place}].id", "code": "id_twice", "reason": reason})
    if faults:
        raise Malformed.all(faults)


async def _check_codes(
    db: AsyncSession,
    caller: Caller,
    needs: Sequence[NeedBody],
    *,
    kept: Mapping[UUID, Need] = MappingProxyType({}),
    now: datetime,
) -> None:
    """Malformed when a need newly names a type or a capability that the caller does not see."""
    codes = {
        f"needs[{place}].types[{at}]": code
        for place, need in enumerate(needs)
        for at, code in enumerate(need.types)
        if need.id not in kept or code not in kept[need.id].types
    }
    await check_seen(db, caller.party, codes, now=now)
    able = {
        f"needs[{place}].capabilities[{at}]": str(code)
        for place, need in enumerate(needs)
        for at, code in enumerate(need.capabilities)
        if need.id not in kept or code not in kept[need.id].capabilities
    }
    await check_capabilities_seen(db, caller.party, able, now=now)


def _past(field: str) -> dict[str, Any]:
    return {"field": field, "code": "in_the_past", "reason": "is not in the future"}


def _nobody() -> Malformed:
    return Malformed.at("to", "nobody_addressed", "names no centre to send the request to")


async def _request(
    db: AsyncSession,
    caller: Caller,
    body: RequestBody,
    incident: Incident | None,
    *,
    now: datetime,
) -> Request:
    here = (await installation.read(db)).exercise
    return Request(
        id=body.id,
        reference=await next_reference(db, caller.party, now=now, kind="REQ"),
        incident_id=incident.id if incident else None,
        party_code=caller.party,
        centre_id=caller.centre_id,
        filed_by=caller.party,
        exercise=incident.exercise if incident else here,
        situation=incident.situation if incident else body.situation or Situation.CAPACITY_BUILDING,
        message=body.message,
        place=body.place.to_latlon() if body.place else None,
        created_at=now,
        updated_at=now,
    )


def _columns(body: NeedBody) -> dict[str, Any]:
    """The columns of a need's row that its body gives, besides its id."""
    return {
        "what": body.what,
        "kinds": [kind.value for kind in body.kinds],
        "types": list(body.types),
        "capabilities": [str(capability) for capability in body.capabilities],
        "quantity": body.quantity,
        "unit": body.unit,
        "from_at": body.from_at,
        "by_at": body.by_at,
        "until_at": body.until_at,
    }


async def open_request(
    db: AsyncSession, caller: Caller, request_id: UUID, *, now: datetime
) -> None:
    """Send a draft."""
    locked = await locks.lock_request(db, caller, request_id)
    request, incident = locked.request, locked.incident
    step = _step(caller, request, RequestAction.OPEN)
    addressees = (await rows.addressees_of(db, [request.id]))[request.id]
    if not addressees:
        raise Conflict.of(
            Refusal("nobody_addressed", "The request names no centre to send it to."),
            state=request.state,
        )
    if incident is not None:
        incidents.lead_only(caller, incident)
        not_closed(incident)
    refs = await incidents.centre_refs(db, ids={one.centre_id for one in addressees})
    centres = [refs[one.centre_id] for one in addressees]
    await check_quotas(db, request, incident, centres, now=now)
    touched = Touched(incidents=_ids(incident), requests=[request.id])
    async with recording(db, touched, by=caller.actor, exercise=request.exercise, now=now) as entry:
        request.state, request.opened_at = step.state, now
        changed(request, now=now)
        newcomers = await send(db, request, incident, addressees, now=now)
        entry.record(
            RequestOpened(id=request.id, about=request.reference, centres=_names(centres)),
            readers=[caller.party, *(one.party_code for one in addressees)],
            resync=newcomers.parties | newcomers.resync,
        )


async def amend(
    db: AsyncSession,
    caller: Caller,
    request_id: UUID,
    body: AmendRequestBody,
    *,
    version: int | None,
    now: datetime,
) -> None:
    """Change what is asked for; the addressees are told, their answers stand, and what is promised
    is counted anew. `version`: the one the change is based on, when the caller says."""
    locked = await locks.lock_request(db, caller, request_id)
    request, incident = locked.request, locked.incident
    step = _step(caller, request, RequestAction.AMEND)
    if version is not None:
        check_version(given=version, current=request.version)
    kept = {need.id: need for need in (await rows.needs_of(db, [request.id]))[request.id]}
    _check_needs(body.needs, kept=kept, now=now)
    await _check_codes(db, caller, body.needs, kept=kept, now=now)
    known = (await rows.addressees_of(db, [request.id]))[request.id]
    known_ids = [one.centre_id for one in known]
    centres = await check_centres(db, caller, body.to, known=known_ids)
    await check_quotas(db, request, incident, centres, now=now)
    touched = Touched(incidents=_ids(incident), requests=[request.id])
    async with recording(db, touched, by=caller.actor, exercise=request.exercise, now=now) as entry:
        added = [
            Addressee(request_id=request.id, centre_id=centre.id, party_code=centre.party)
            for centre in centres
        ]
        db.add_all(added)
        db.add_all(_replace(request, kept, body.needs, now=now))
        request.message = request.message if body.message is None else body.message
        request.state = step.state
        changed(request, now=now)
        newcomers = await send(db, request, incident, added, now=now)
        await update_fulfilment(db, request, now=now)
        entry.record(
            RequestAmended(id=request.id, about=request.reference, reason=body.reason),
            readers=[caller.party, *(one.party_code for one in [*known, *added])],
            resync=newcomers.parties | newcomers.resync,
        )


def _replace(
    request: Request, kept: Mapping[UUID, Need], bodies: Sequence[NeedBody], *, now: datetime
) -> list[Need]:
    """Change the needs kept, withdraw those left out; returns the new ones."""
    for id_ in kept.keys() - {body.id for body in bodies}:
        kept[id_].withdrawn_at = kept[id_].withdrawn_at or now
    for body in bodies:
        if body.id in kept:
            kept[body.id].withdrawn_at = None
            for name, value in _columns(body).items():
                setattr(kept[body.id], name, value)
    new = [body for body in bodies if body.id not in kept]
    after = max((need.ordinal for need in kept.values()), default=0) + 1
    return [
        Need(id=body.id, request_id=request.id, ordinal=ordinal, **_columns(body))
        for ordinal, body in enumerate(new, after)
    ]


def _step(caller: Caller, request: Request, action: RequestAction) -> Step[RequestState]:
    sides = frozenset({Side.REQUESTER} if request.party_code == caller.party else ())
    step = decide(REQUEST, request.state, action, sides=sides)
    if isinstance(step, Step):
        return step
    raise refuse(step, state=request.state)


def _ids(incident: Incident | None) -> list[UUID]:
    return [incident.id] if incident else []


def _names(centres: Sequence[Any]) -> str:
    return ", ".join(centre.name for centre in centres)
