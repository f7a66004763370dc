"""The assessment that a case keeps in its row: its sheet, and what follows from it now."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from uuid_utils.compat import uuid7

from sar.agreements.words import Phase
from sar.incidents.assessment_clock import is_assessed
from sar.incidents.distress import (
    Answer,
    Criterion,
    Sheet,
    Suggested,
    Suggestion,
    is_below,
    is_graver,
    suggest,
)
from sar.incidents.gone_help import gone_units
from sar.incidents.models import Incident
from sar.incidents.one_word import NO_WORD
from sar.incidents.words import IncidentState

NOBODY_YET: Final[dict[str, Any]] = {"reason": "", "reason_for": "none", **NO_WORD}
"""Nobody has said why the phase stays below what the sheet suggests."""


def begun_sheet(party: str, *, now: datetime) -> dict[str, Any]:
    """A sheet of which no line is answered yet, and by which a suggestion can stand."""
    begun = {"id": str(uuid7()), "at": now.isoformat(), "party": party, "source": ""}
    return {**begun, "answers": {}, "begun": True, **NOBODY_YET}


def begin_sheet(incident: Incident, party: str, *, now: datetime) -> None:
    """Begin the sheet of the locked case, where something is suggested that no line says. A case in
    distress needs none."""
    if incident.assessment is None and incident.phase is not Phase.DISTRESS:
        incident.assessment = begun_sheet(party, now=now)


def sheet_of(assessment: dict[str, Any] | None) -> dict[Criterion, Answer]:
    """The answers of a sheet as it is kept."""
    kept = (assessment or {}).get("answers", {})
    return {Criterion(one): Answer(line["answer"]) for one, line in kept.items()}


def suggested_for(incident: Incident) -> Suggested:
    """The suggestion by the newest sheet, by units that turned back, and by a distress that one
    person's word alone has ended."""
    return suggested_by(sheet_of(incident.assessment), incident)


def suggested_by(sheet: Sheet, incident: Incident) -> Suggested:
    """The suggestion if that were the newest sheet."""
    gone, left = bool(gone_units(incident.help_gone)), has_left_distress(incident.assessment)
    return suggest(sheet, help_gone=gone, left_distress=left)


def has_left_distress(assessment: Mapping[str, Any] | None) -> bool:
    """Whether one person's word alone has ended a distress; earlier sheets say nothing of it."""
    kept = assessment or {}
    return bool(kept.get("left_distress")) and not kept.get("second")


def is_distress_still(incident: Incident) -> bool:
    """Whether the case is in distress as far as two persons have said."""
    return incident.phase is Phase.DISTRESS or has_left_distress(incident.assessment)


def stays_below(incident: Incident) -> bool:
    """Whether the phase is below what the newest sheet suggests."""
    return incident.assessment is not None and is_below(incident.phase, suggested_for(incident))


def is_or_suggests_distress(incident: Incident) -> bool:
    """Whether the case is worked on and is in distress, or its newest sheet suggests that it is:
    who keeps the phase below that takes no safeguard away by it."""
    if incident.state is not IncidentState.OPEN:
        return False
    suggested = incident.assessment is not None and suggested_for(incident).level
    return incident.phase is Phase.DISTRESS or suggested is Suggestion.DISTRESS


def is_reasoned(incident: Incident) -> bool:
    """Whether somebody has said why the phase stays below what is suggested now."""
    said = incident.assessment or {}
    if not said.get("reason"):
        return False
    return not is_graver(suggested_for(incident).level, Suggestion(said["reason_for"]))


def is_attended(incident: Incident) -> bool:
    """Whether a vessel is alongside, to people who do not refuse help."""
    return incident.attended and incident.refuses_help is None


def is_to_be_assessed(incident: Incident) -> bool:
    """Whether the clock of assessments runs."""
    return is_assessed(
        incident.phase,
        is_open=incident.state is IncidentState.OPEN,
        attended=is_attended(incident),
    )
