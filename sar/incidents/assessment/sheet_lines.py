"""Lines of the sheet as they are kept once somebody has answered them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sar.incidents.assessment_schemas import CriterionBody, HeardCriterionBody
from sar.incidents.criterion_answers import LineRow, StandingAnswer, answered, heard
from sar.incidents.distress import Answer, Criterion, Suggested, Suggestion

AnsweredLine = CriterionBody | HeardCriterionBody
SheetLines = Mapping[str, Mapping[str, Any]]
"""The lines of a sheet by criterion."""


@dataclass(frozen=True, slots=True)
class Teller:
    """The party that writes the lines, and the source and time of those without their own."""

    party: str
    source: str = ""
    at: datetime | None = None


def answer_of(line: AnsweredLine, teller: Teller, *, now: datetime) -> StandingAnswer:
    """The answer of a line that the lead writes."""
    source, at = line.source or teller.source, line.at or teller.at or now
    return StandingAnswer(line.answer, source, at, teller.party)


def heard_of(line: AnsweredLine, teller: Teller, *, now: datetime) -> StandingAnswer:
    """The answer of a line that was heard, beside the lead's sheet."""
    said = answer_of(line, teller, now=now)
    return StandingAnswer(said.answer, said.source, said.at, said.party, heard=True)


def lead_rows(
    before: SheetLines, lines: Iterable[CriterionBody], teller: Teller, *, now: datetime
) -> dict[str, LineRow]:
    """The lines that the lead answers, as they are kept then."""
    return {
        line.criterion.value: answered(
            before.get(line.criterion.value),
            answer_of(line, teller, now=now),
            takes_back=bool(line.takes_back),
        )
        for line in lines
    }


def heard_rows(
    before: SheetLines, lines: Iterable[AnsweredLine], teller: Teller, *, now: datetime
) -> dict[str, LineRow]:
    """The lines of which a party heard something, as they are kept then: none is less grave."""
    rows: dict[str, LineRow] = {}
    for line in lines:
        key = line.criterion.value
        if row := heard(rows.get(key, before.get(key)), heard_of(line, teller, now=now)):
            rows[key] = row
    return rows


def speaks_against_closing(suggested: Suggested, lines: Iterable[AnsweredLine]) -> bool:
    """Whether what was heard contradicts that the case is closed: a *yes* for which more than
    uncertainty is suggested."""
    made_by = {one for reason in suggested.reasons for one in reason.criteria}
    yes: set[Criterion] = {line.criterion for line in lines if line.answer is Answer.YES}
    return suggested.level is not Suggestion.NONE and bool(made_by & yes)
