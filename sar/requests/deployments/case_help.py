"""The help that a case has, as its clocks ask: who is alongside, tasked, or gone."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements.words import Kind
from sar.assets.catalogue import type_of
from sar.assets.models import Asset
from sar.incidents.assessment_clock import AssessmentCause
from sar.incidents.assessment_due import ask_again, set_due
from sar.incidents.case_clocks import follow_clocks
from sar.incidents.models import Incident
from sar.incidents.newest_sheet import is_attended
from sar.incidents.raising import raise_alarm
from sar.incidents.untasked import follow_tasking
from sar.incidents.words import AlarmCause, HelpGone
from sar.requests import rows
from sar.requests.deployment_traits import TRAITS, Counts
from sar.requests.models import Deployment
from sar.requests.recovery import type_can_take
from sar.requests.words import DeploymentState

GONE: Final = {
    DeploymentState.RECALLED: HelpGone.TURNED_BACK,
    DeploymentState.DIVERTED: HelpGone.TURNED_BACK,
    DeploymentState.UNABLE: HelpGone.UNABLE,
}
"""The states of a unit that was to come and does not."""


@dataclass(frozen=True, slots=True)
class CaseHelp:
    """The help that a case has by its units: a vessel alongside, one that takes people aboard and
    is tasked, and the unit that is gone."""

    attended: bool
    able_tasked: bool
    help_gone: dict[str, Any] | None


async def help_after(
    db: AsyncSession,
    incident: Incident | None,
    row: Deployment,
    to: DeploymentState,
    *,
    now: datetime,
) -> CaseHelp | None:
    """The help of the locked case once its unit is in that state; None: as it is told already.

    A unit under way or on scene takes the place of one that is gone.
    """
    if incident is None:
        return None
    states = await rows.states_of_case(db, incident.id)
    states[row.id] = (to, row.type_code)
    attended = any(_is_alongside(*one) for one in states.values())
    gone = incident.help_gone
    if to in GONE and row.state is not to:
        gone = _gone(row, GONE[to], now=now)
    elif TRAITS[to].moving or TRAITS[to].on_scene:
        gone = None
    able = any(is_able(*one, sea_state=sea_state(incident)) for one in states.values())
    found, was = CaseHelp(attended, able, gone), _told(incident)
    return None if found == was else found


def _told(incident: Incident) -> CaseHelp:
    return CaseHelp(incident.attended, incident.able_tasked, incident.help_gone)


def sea_state(incident: Incident) -> int | None:
    """The sea state there; None: nobody knows."""
    found: int | None = incident.conditions.get("sea_state")
    return found


def is_able(state: DeploymentState, type_code: str, *, sea_state: int | None) -> bool:
    """Whether a unit in that state is tasked, and takes people aboard in that sea."""
    traits = TRAITS[state]
    is_tasked = traits.counts is Counts.PROMISED or (traits.engages and traits.waits)
    return is_tasked and type_can_take(type_of(type_code), sea_state=sea_state)


async def tell_tasked(
    db: AsyncSession, incident: Incident | None, rows: Iterable[Deployment], *, now: datetime
) -> None:
    """Stop the clock of the first able unit of the locked case, if one of these is: committed or
    hailed."""
    if incident is None or incident.able_tasked:
        return
    sea = sea_state(incident)
    if any(is_able(row.state, row.type_code, sea_state=sea) for row in rows):
        incident.able_tasked = True
        await follow_tasking(db, incident, now=now)
        incident.updated_at = now


def lateness_of(
    incident: Incident | None, row: Deployment, *, late: bool, now: datetime
) -> CaseHelp | None:
    """The help of the case once its unit runs late, or is in time again."""
    if incident is None:
        return None
    gone = incident.help_gone
    if late:
        return replace(_told(incident), help_gone=_gone(row, HelpGone.LATE, now=now))
    if gone and (gone["name"], gone["why"]) == (row.name, HelpGone.LATE.value):
        return replace(_told(incident), help_gone=None)
    return None


async def tell_case(
    db: AsyncSession,
    incident: Incident,
    told: CaseHelp,
    *,
    asset: Asset | None,
    by: str | None,
    now: datetime,
) -> None:
    """Write it into the locked case, and have that assessed at once where help is gone. It rings at
    the lead and at the unit's owner, but not at the party `by` which it is told."""
    was_attended, was_gone = is_attended(incident), incident.help_gone
    incident.attended, incident.help_gone = told.attended, told.help_gone
    incident.able_tasked = told.able_tasked
    await follow_clocks(db, incident, now=now)
    incident.updated_at = now
    if is_attended(incident):
        await set_due(db, incident, None, AssessmentCause.INTERVAL)
    elif was_attended:
        await ask_again(db, incident, AssessmentCause.UNIT_LEFT, now=now)
    if told.help_gone and told.help_gone != was_gone:
        await ask_again(db, incident, AssessmentCause.HELP_GONE, now=now)
        rings_at = {incident.lead_centre_id: incident.lead_party}
        if asset is not None:
            rings_at[asset.centre_id] = asset.party_code
        for centre_id, party in rings_at.items():
            if party != by:
                await raise_alarm(db, incident, AlarmCause.HELP_GONE, centre_id, party, now=now)


def _is_alongside(state: DeploymentState, type_code: str) -> bool:
    """An aircraft overhead is not alongside."""
    return TRAITS[state].on_scene and type_of(type_code).kind is Kind.VESSEL


def _gone(row: Deployment, why: HelpGone, *, now: datetime) -> dict[str, Any]:
    return {"name": row.name, "why": why.value, "at": now.isoformat()}
