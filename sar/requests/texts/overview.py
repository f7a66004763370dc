"""The texts of a case that are still to be sent: the next situation report, and the last word to
those who have not had it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents import listing as cases
from sar.incidents import visible
from sar.incidents.access import kept_from
from sar.incidents.centre_ref import CentreRef
from sar.incidents.history_views import SitrepView
from sar.incidents.models import Incident
from sar.incidents.words import IncidentState
from sar.parties.caller import Caller
from sar.requests import listing
from sar.requests.listing import RequestList
from sar.requests.texts.facts import MOST_UNITS, ships_of
from sar.requests.texts.final_word import ActivatedCentre, untold
from sar.requests.texts.sitrep_due import LastReport, next_report
from sar.requests.views import NextSitrepView, TextsOverview


def told_by(incident: Incident) -> dict[str, Any]:
    """The part of a report for which the next one is due when it changes, as it reads now."""
    return {
        "phase": incident.phase.value,
        "state": incident.state.value,
        "coordinator": str(incident.smc_centre_id),
        "on_scene": [_name(incident.osc), _name(incident.aco)],
        "on_board": _on_board(incident),
    }


def _on_board(incident: Incident) -> list[int | None]:
    """The numbers on board; while one person alone says fewer, up to how many are searched for."""
    told = [incident.pob_min, incident.pob_max]
    return [*told, incident.searched_for.most] if incident.fewer_on_board else told


def _name(holder: dict[str, Any] | None) -> str:
    return str(holder["name"]) if holder else ""


async def overview(
    db: AsyncSession, caller: Caller, incident: Incident, *, now: datetime
) -> TextsOverview:
    """For the party that leads: the next report of the caller's centre, and once the search has
    ended the centres and ships to which nobody has said so. For others empty."""
    if caller.party != incident.lead_party:
        return TextsOverview(as_of=now, sitrep=None, untold=[], ships=[])
    reports = await cases.sitreps(db, caller.party, incident.id)
    is_open = incident.state is IncidentState.OPEN
    since = None if is_open else incident.closed_at or incident.suspended_at
    return TextsOverview(
        as_of=now,
        sitrep=await _next(db, caller, incident, now=now),
        untold=await _untold(db, caller, incident, reports, since=since, now=now) if since else [],
        ships=await ships_of(db, caller.party, incident.id) if since else [],
    )


async def _next(
    db: AsyncSession, caller: Caller, incident: Incident, *, now: datetime
) -> NextSitrepView:
    row = await cases.last_sitrep(db, incident.id, caller.centre_id)
    last = LastReport(row.number, row.at, row.told) if row else None
    due = next_report(
        last,
        told_by(incident),
        state=incident.state,
        opened_at=incident.opened_at,
        changed_at=incident.updated_at,
        now=now,
    )
    return NextSitrepView(
        number=(last.number if last else 0) + 1,
        last_at=last.at if last else None,
        due_at=due.at,
        causes=list(due.causes),
    )


async def _untold(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    reports: Iterable[SitrepView],
    *,
    since: datetime,
    now: datetime,
) -> list[CentreRef]:
    activated = await _activated(db, caller, incident, now=now)
    told: set[UUID | None] = {
        one.to.id if one.to else None
        for one in reports
        if one.centre.party == caller.party and one.at >= since
    }
    own = {one.id for one in activated.values() if one.party == incident.lead_party}
    left = untold(
        [ActivatedCentre(one.id, one.name, joined=not one.listed) for one in activated.values()],
        told=told,
        own=own,
    )
    return [activated[one.id] for one in left]


async def _activated(
    db: AsyncSession, caller: Caller, incident: Incident, *, now: datetime
) -> dict[UUID, CentreRef]:
    """The centres that were asked for help or for the lead, or have offered, and those that were to
    be called because their region is touched (Annex 4.8.3: *activated or notified*); none of a
    party that the case is kept from."""
    wanted = RequestList(incident_id=incident.id, limit=MOST_UNITS)
    requests = await listing.requests(db, caller.party, wanted)
    offers = await listing.offers(db, caller.party, incident_id=incident.id, now=now)
    history = await cases.history(db, incident.id)
    found = [
        *(a.centre for one in requests for a in one.addressees if a.sent_at is not None),
        *(one.centre for one in offers),
        *(centre for one in history.coordination for centre in (one.from_centre, one.to_centre)),
    ]
    by_voice = [incident.smc_centre_id] if incident.smc_by_voice else []
    found += (await visible.centre_refs(db, ids=by_voice, codes=incident.to_be_called)).values()
    kept = kept_from(incident)
    return {one.id: one for one in found if one.party not in kept}
