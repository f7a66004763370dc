"""The help that a case has, as its clocks ask: who is alongside, tasked, or gone."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements.words import Kind
from sar.assets.catalogue import type_of
from sar.assets.models import Asset
from sar.incidents.alarms.assessment_due import ask_again, set_due
from sar.incidents.alarms.raising import raise_alarm
from sar.incidents.alarms.untasked import follow_tasking
from sar.incidents.assessment_clock import AssessmentCause
from sar.incidents.case_clocks import follow_clocks
from sar.incidents.gone_help import GoneRow, gone_units
from sar.incidents.models import Incident
from sar.incidents.newest_sheet import begin_sheet, is_attended
from sar.incidents.recording import WritingDesk
from sar.incidents.words import AlarmCause
from sar.requests import deployment_rows
from sar.requests.deployment_traits import TRAITS
from sar.requests.models import Deployment
from sar.requests.taking_place import (
    UnitAtWork,
    gone_after_lateness,
    gone_after_step,
    is_able,
)
from sar.requests.words import DeploymentState


@dataclass(frozen=True, slots=True)
class CaseHelp:
    """The help that a case has by its units: a vessel alongside, one that takes people aboard and
    is tasked, and the units that are gone."""

    attended: bool
    able_tasked: bool
    help_gone: list[GoneRow]


async def help_after(
    db: AsyncSession,
    incident: Incident | None,
    row: Deployment,
    to: DeploymentState,
    *,
    now: datetime,
) -> CaseHelp | None:
    """The help of the locked case once its unit is in that state; None: as it is told already."""
    if incident is None:
        return None
    states = await deployment_rows.states_of_case(db, incident.id)
    if not TRAITS[to].awaits_answer or row.hail_overdue_at is None:
        states[row.id] = (to, row.type_code)
    attended = any(_is_alongside(*one) for one in states.values())
    unit = _at_work(incident, row, to)
    gone = gone_after_step(gone_units(incident.help_gone), unit, was=row.state, now=now)
    able = any(is_able(*one, sea_state=sea_state(incident)) for one in states.values())
    found, was = CaseHelp(attended, able, gone), _told(incident)
    return None if found == was else found


def _told(incident: Incident) -> CaseHelp:
    return CaseHelp(incident.attended, incident.able_tasked, gone_units(incident.help_gone))


def sea_state(incident: Incident) -> int | None:
    """The sea state there; None: nobody knows."""
    found: int | None = incident.conditions.get("sea_state")
    return found


async def tell_tasked(
    db: AsyncSession, incident: Incident | None, rows: Iterable[Deployment], *, now: datetime
) -> None:
    """Stop the clock of the first able unit of the locked case, if one of these is: committed or
    hailed. One that is under way already takes the place of those that are gone."""
    if incident is None:
        return
    told, gone = _told(incident), gone_units(incident.help_gone)
    able = incident.able_tasked
    for row in rows:
        unit = _at_work(incident, row, row.state)
        able = able or unit.able
        gone = gone_after_step(gone, unit, was=row.state, now=now)
    if CaseHelp(incident.attended, able, gone) != told:
        incident.able_tasked, incident.help_gone = able, gone or None
        await follow_tasking(db, incident, now=now)
        incident.updated_at = now


def lateness_of(
    incident: Incident | None, row: Deployment, *, late: bool, now: datetime
) -> CaseHelp | None:
    """The help of the case once its unit runs late, or is in time again."""
    if incident is None:
        return None
    told = _told(incident)
    unit = _at_work(incident, row, row.state)
    gone = gone_after_lateness(told.help_gone, unit, late=late, now=now)
    return None if gone == told.help_gone else replace(told, help_gone=gone)


async def tell_case(
    db: AsyncSession,
    incident: Incident,
    told: CaseHelp,
    *,
    asset: Asset | None,
    by: WritingDesk | None,
    now: datetime,
) -> None:
    """Write it into the locked case, and have that assessed at once where help is gone. It rings at
    the lead and at the unit's owner, but not at the centre of the desk `by` which it is told: of
    one party's centres one may lead, and another recall its unit."""
    was_attended, was_gone = is_attended(incident), gone_units(incident.help_gone)
    incident.attended, incident.help_gone = told.attended, told.help_gone or None
    incident.able_tasked = told.able_tasked
    is_news = any(one not in was_gone for one in told.help_gone)
    if is_news:
        begin_sheet(incident, by.party if by else incident.lead_party, now=now)
    await follow_clocks(db, incident, now=now)
    incident.updated_at = now
    if is_attended(incident):
        await set_due(db, incident, None, AssessmentCause.INTERVAL)
    elif was_attended:
        await ask_again(db, incident, AssessmentCause.UNIT_LEFT, now=now)
    if is_news:
        await ask_again(db, incident, AssessmentCause.HELP_GONE, now=now)
        rings_at = {incident.lead_centre_id: incident.lead_party}
        if asset is not None:
            rings_at[asset.centre_id] = asset.party_code
        for centre_id, party in rings_at.items():
            if by is None or centre_id != by.centre_id:
                await raise_alarm(db, incident, AlarmCause.HELP_GONE, centre_id, party, now=now)


def _is_alongside(state: DeploymentState, type_code: str) -> bool:
    """An aircraft overhead is not alongside."""
    return TRAITS[state].on_scene and type_of(type_code).kind is Kind.VESSEL


def _at_work(incident: Incident, row: Deployment, state: DeploymentState) -> UnitAtWork:
    return UnitAtWork(
        work=str(row.id),
        unit=str(row.asset_id or row.ship_id),
        owner=row.party_code,
        name=row.name,
        state=state,
        able=is_able(state, row.type_code, sea_state=sea_state(incident)),
        tasked_at=row.created_at,
    )
