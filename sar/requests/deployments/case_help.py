"""The help that a case has, as its assessment asks: a vessel alongside, or a unit that is gone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements.words import Kind
from sar.assets.catalogue import type_of
from sar.incidents.assessment_clock import AssessmentCause
from sar.incidents.assessment_due import ask_again, set_due
from sar.incidents.models import Incident
from sar.incidents.newest_sheet import is_attended
from sar.incidents.words import HelpGone
from sar.requests import rows
from sar.requests.deployment_traits import TRAITS
from sar.requests.models import Deployment
from sar.requests.words import DeploymentState

GONE: Final = {
    DeploymentState.RECALLED: HelpGone.TURNED_BACK,
    DeploymentState.DIVERTED: HelpGone.TURNED_BACK,
    DeploymentState.UNABLE: HelpGone.UNABLE,
}
"""The states of a unit that was to come and does not."""


@dataclass(frozen=True, slots=True)
class CaseHelp:
    """The help that a case has by its units: a vessel alongside, and the unit that is gone."""

    attended: bool
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
    found = CaseHelp(attended, gone)
    return None if found == CaseHelp(incident.attended, incident.help_gone) else found


def lateness_of(
    incident: Incident | None, row: Deployment, *, late: bool, now: datetime
) -> CaseHelp | None:
    """The help of the case once its unit runs late, or is in time again."""
    if incident is None:
        return None
    gone = incident.help_gone
    if late:
        return CaseHelp(incident.attended, _gone(row, HelpGone.LATE, now=now))
    if gone and (gone["name"], gone["why"]) == (row.name, HelpGone.LATE.value):
        return CaseHelp(incident.attended, None)
    return None


async def tell_case(db: AsyncSession, incident: Incident, told: CaseHelp, *, now: datetime) -> None:
    """Write it into the locked case, and have that assessed at once where help is gone."""
    was_attended, was_gone = is_attended(incident), incident.help_gone
    incident.attended, incident.help_gone = told.attended, told.help_gone
    incident.updated_at = now
    if is_attended(incident):
        await set_due(db, incident, None, AssessmentCause.INTERVAL)
    elif was_attended:
        await ask_again(db, incident, AssessmentCause.UNIT_LEFT, now=now)
    if told.help_gone and told.help_gone != was_gone:
        await ask_again(db, incident, AssessmentCause.HELP_GONE, now=now)


def _is_alongside(state: DeploymentState, type_code: str) -> bool:
    """An aircraft overhead is not alongside."""
    return TRAITS[state].on_scene and type_of(type_code).kind is Kind.VESSEL


def _gone(row: Deployment, why: HelpGone, *, now: datetime) -> dict[str, Any]:
    return {"name": row.name, "why": why.value, "at": now.isoformat()}
