"""Views of the assessment of a case and of the help for it, from its row."""

from collections.abc import Mapping
from typing import Any

from sar.agreements.words import Phase
from sar.incidents.assessment_views import (
    AssessmentView,
    CriterionAnswerView,
    CriterionView,
    HelpGoneView,
    HelpRefusedView,
    NoAbleUnitView,
    OtherAuthorityView,
    SecondView,
    SentAwayView,
    SuggestionReasonView,
    SuggestionView,
    TowView,
    UntaskedView,
)
from sar.incidents.criterion_answers import contradicts, standing_answers
from sar.incidents.distress import Criterion, Suggested, is_below
from sar.incidents.gone_help import gone_units
from sar.incidents.models import Incident
from sar.incidents.newest_sheet import is_reasoned, suggested_for
from sar.incidents.other_authorities import AuthorityRow, last_told
from sar.incidents.sheet_words import DUTY_OF_CARE, suggestion_text
from sar.incidents.tow_rules import HAZARD, is_hazardous


def assessment_fields(incident: Incident) -> dict[str, Any]:
    """The fields of the assessment sheet of a case."""
    return {
        "assessment": _assessment(incident),
        "assessment_due_why": incident.assessment_due_why or None,
    }


def help_fields(incident: Incident, *, reader: str, call_back: bool) -> dict[str, Any]:
    """The fields of the help that the case has, lost, refuses or has from other authorities."""
    gone = _gone(incident)
    return {
        "sent_away": sent_away(incident, reader=reader) if call_back else [],
        "untasked": _untasked(incident),
        "tow": incident.tow and _tow(incident.tow),
        "help_gone": gone[-1] if incident.help_gone else None,
        "units_gone": gone,
        "refuses_help": incident.refuses_help
        and HelpRefusedView(**incident.refuses_help, duty=DUTY_OF_CARE),
        "other_authority": _last_authority(incident),
        "other_authorities": list(map(_authority, incident.other_authorities)),
    }


def _tow(row: Mapping[str, Any]) -> TowView:
    return TowView(**row, hazard=HAZARD, hazardous=is_hazardous(row["persons"]))


def _last_authority(incident: Incident) -> OtherAuthorityView | None:
    last = last_told(incident.other_authorities)
    return _authority(last) if last else None


def _authority(row: AuthorityRow) -> OtherAuthorityView:
    return OtherAuthorityView(**row)


def _assessment(incident: Incident) -> AssessmentView | None:
    said = incident.assessment
    if said is None:
        return None
    return AssessmentView(
        id=said["id"],
        at=said["at"],
        by_party=said["party"],
        source=said.get("source", ""),
        begun=said.get("begun", False),
        answers=[
            _criterion(one, said["answers"][one]) for one in Criterion if one in said["answers"]
        ],
        suggestion=suggestion(suggested_for(incident), incident.phase),
        suggested_since=incident.suggested_since or said.get("below_since"),
        reason=said["reason"] if is_reasoned(incident) else "",
        second_due_at=said["second_due_at"],
        second=said["second"] and SecondView(**said["second"]),
        alone=said["alone"],
    )


def _criterion(one: Criterion, line: Mapping[str, Any]) -> CriterionView:
    others = [CriterionAnswerView(**_by(other)) for other in line.get("others", ())]
    return CriterionView(
        criterion=one, **_by(line), others=others, contradicts=contradicts(standing_answers(line))
    )


def _by(row: Mapping[str, Any]) -> dict[str, Any]:
    """An answer with who wrote it down, which earlier versions did not keep."""
    said = {name: row[name] for name in ("answer", "source", "at")}
    return {**said, "party": row.get("party"), "heard": row.get("heard", False)}


def sent_away(incident: Incident, *, reader: str) -> list[SentAwayView]:
    """The units that were sent away by one person's word; the people are the lead's to count."""
    leads = reader == incident.lead_party
    names = SentAwayView.model_fields.keys() - {"sentence"}
    return [
        SentAwayView(
            **{name: one[name] for name in names}, sentence=one["sentence" if leads else "told"]
        )
        for one in incident.sent_away
    ]


def _gone(incident: Incident) -> list[HelpGoneView]:
    return [
        HelpGoneView(name=one["name"], why=one["why"], at=one["at"], by=one.get("by"))
        for one in gone_units(incident.help_gone)
    ]


def _untasked(incident: Incident) -> UntaskedView | None:
    found = incident.untasked
    if found is None:
        return None
    return UntaskedView(
        since=found["since"],
        due_at=found["due_at"],
        no_able=found["no_able"] and NoAbleUnitView(**found["no_able"]),
    )


def suggestion(suggested: Suggested, phase: Phase) -> SuggestionView:
    """A suggestion for a case in that phase."""
    return SuggestionView(
        level=suggested.level,
        least_phase=suggested.least_phase,
        below=is_below(phase, suggested),
        reasons=[
            SuggestionReasonView(ground=one.ground, criteria=list(one.criteria))
            for one in suggested.reasons
        ],
        sentence=suggestion_text(suggested),
    )
