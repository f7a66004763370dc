"""Match questions about a filed need, or one not filed yet."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import installation
from sar.agreements.clauses import Setting
from sar.agreements.words import Situation
from sar.assets.own_capability_acts import check_capabilities_seen
from sar.assets.own_type_acts import check_seen
from sar.errors import Malformed, NotFound
from sar.incidents import visible as incidents
from sar.incidents.lifecycle.cases import check_territory
from sar.incidents.models import Incident
from sar.matching.fleet_line import FleetLine
from sar.matching.question import Hail, PresentWork, Where
from sar.matching.schemas import MatchBody, NeedBody
from sar.matching.service import NeedAsked, answer
from sar.matching.views import MatchedNeed, MatchesView
from sar.parties.caller import Caller
from sar.requests import rows, visible
from sar.requests.last_works import last_works
from sar.requests.models import Need
from sar.requests.scene_setting import at_incident, at_place, where_of


async def for_filed_need(
    line: FleetLine,
    request_id: UUID,
    need_id: UUID | None,
    *,
    limit: int,
    cursor: str | None,
) -> MatchesView:
    """The candidates for a need of a request, both as far as the caller sees them."""

    async def read(caller: Caller, now: datetime) -> NeedAsked:
        request = await visible.access_request(line.db, caller, request_id)
        needs = (await rows.needs_of(line.db, [request_id]))[request_id]
        need = _the_need([need for need in needs if need.withdrawn_at is None], need_id)
        incident = None
        if request.incident_id is not None:
            incident = await incidents.access_incident(line.db, caller, request.incident_id)
        where = where_of(request, incident, now=now)
        asked = MatchedNeed(id=need.id, **_said(need))
        return await _asked(line.db, caller, asked, where, incident, now=now)

    return await answer(line, read, limit=limit, cursor=cursor)


def _the_need(needs: Sequence[Need], need_id: UUID | None) -> Need:
    if need_id is None and len(needs) == 1:
        return needs[0]
    if need_id is None:
        raise Malformed.at("need_id", "missing", "must say which of the needs")
    found = next((need for need in needs if need.id == need_id), None)
    if found is None:
        raise NotFound("need")
    return found


async def for_new_need(line: FleetLine, body: MatchBody) -> MatchesView:
    """The candidates for a need that is not filed, for an incident or at a place."""

    async def read(caller: Caller, now: datetime) -> NeedAsked:
        codes = {f"need.types[{at}]": code for at, code in enumerate(body.need.types)}
        await check_seen(line.db, caller.party, codes, now=now)
        able = {f"need.capabilities[{at}]": code for at, code in enumerate(body.need.capabilities)}
        await check_capabilities_seen(line.db, caller.party, able, now=now)
        incident = None
        if body.incident_id is not None:
            incident = await incidents.access_incident(line.db, caller, body.incident_id)
            where = at_incident(incident, now=now)
        else:
            await check_territory(line.db, body.territory_of)
            place = body.place.to_latlon() if body.place else None
            setting = Setting(Situation(body.situation), None, place)
            exercise = (await installation.read(line.db)).exercise
            where = at_place(place, body.territory_of, setting, exercise=exercise)
        asked = MatchedNeed(id=None, **_said(body.need))
        return await _asked(line.db, caller, asked, where, incident, now=now)

    return await answer(line, read, limit=body.limit, cursor=body.cursor)


async def about_case(
    db: AsyncSession, caller: Caller, need: NeedBody, incident: Incident, *, now: datetime
) -> NeedAsked:
    """The question about a need of the case that is not filed."""
    asked = MatchedNeed(id=None, **_said(need))
    where = at_incident(incident, now=now)
    return await _asked(db, caller, asked, where, incident, now=now)


async def _asked(
    db: AsyncSession,
    caller: Caller,
    need: MatchedNeed,
    where: Where,
    incident: Incident | None,
    *,
    now: datetime,
) -> NeedAsked:
    return NeedAsked(
        need=need,
        where=where,
        hails=await _hails(db, caller, incident),
        engagements=await _engagements(db, caller, incident),
        last_works=await last_works(db, exercise=where.exercise, now=now),
    )


async def _hails(
    db: AsyncSession, caller: Caller, incident: Incident | None
) -> Mapping[UUID, Hail]:
    return {} if incident is None else await visible.hails(db, caller.party, incident.id)


async def _engagements(
    db: AsyncSession, caller: Caller, incident: Incident | None
) -> Mapping[UUID, PresentWork]:
    return {} if incident is None else await visible.engagements(db, caller.party, incident)


def _said(need: Need | NeedBody) -> dict[str, Any]:
    """The question, as the answer repeats it."""
    names = ("what", "quantity", "unit", "from_at", "by_at", "until_at")
    lists = ("kinds", "types", "capabilities")
    return {name: getattr(need, name) for name in names} | {
        name: list(getattr(need, name)) for name in lists
    }
