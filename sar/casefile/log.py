"""The log of a case file: the party's entries, and before the first the case's history (pure).

The screens order it by the same rule (`frontend/src/state/timeline.ts`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sar.casefile.case_data import CaseFile
from sar.incidents.words import CoordinationState
from sar.record.entries import LogWritten
from sar.requests.words import DeploymentAction
from sar.wire import wire_instant

UNTOLD: Final = "The counts are left out here."


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldLine:
    """A line of the log; instants as entries write them. `number`: the party's own, None where it
    is from before the case was the party's to know; `happened_at`: "" when it was recorded."""

    number: int | None = None
    recorded_at: str
    happened_at: str = ""
    party: str = ""
    centre: str = ""
    who: str = ""
    type: str = ""
    about: str = ""
    text: str
    own: bool = False
    """Kept to the party that wrote it."""

    @property
    def at(self) -> str:
        """The instant at which it happened, as far as that is told."""
        return self.happened_at or self.recorded_at


def lines(case: CaseFile) -> list[ToldLine]:
    """The log, the oldest first; the lines kept to the own party only where they are chosen."""
    return [line for line in _all_lines(case) if case.own_lines or not line.own]


def _all_lines(case: CaseFile) -> list[ToldLine]:
    told = [_of_entry(entry, with_kinds=case.with_kinds) for entry in case.entries]
    first = min((line.recorded_at for line in told), default=None)
    before = [line for line in _earlier(case) if first is None or line.recorded_at < first]
    return sorted([*before, *told], key=lambda line: (line.at, line.number or 0))


def _of_entry(entry: dict[str, Any], *, with_kinds: bool) -> ToldLine:
    by, about = entry.get("by") or {}, entry.get("about") or {}
    return ToldLine(
        number=entry["number"],
        recorded_at=entry.get("at") or "",
        happened_at=(entry.get("facts") or {}).get("happened_at") or "",
        party=by.get("party") or "",
        centre=by.get("centre") or "",
        who=by.get("who") or "",
        type=entry["type"],
        about=about.get("reference") or "",
        text=text_of(entry, with_kinds=with_kinds),
        own=(entry.get("facts") or {}).get("own") is True,
    )


def text_of(entry: dict[str, Any], *, with_kinds: bool) -> str:
    """The sentence; that people were counted by kind without the counts, unless these are chosen:
    two pregnant women, or one child alone, may be told apart by them."""
    facts, said = entry.get("facts") or {}, entry.get("sentence")
    counts = facts.get("note") if facts.get("action") == DeploymentAction.HEADCOUNT else None
    if with_kinds or not counts or not said:
        return said or "An entry that was erased."
    return f"{said.removesuffix(' '.join(counts.split())).rstrip()} {UNTOLD}"


def _earlier(case: CaseFile) -> Iterator[ToldLine]:
    incident, history = case.incident, case.history
    yield _line(incident.opened_at, incident.opened_by, f"{incident.reference} was opened.")
    for phase in history.phases:
        yield _line(phase.at, phase.by_party, f"{phase.phase.value}. {phase.reason}")
    for datum in history.datums:
        said = f"Datum {datum.position} ±{datum.uncertainty_nm:g} nm. {datum.reason}"
        yield _line(datum.set_at, datum.by_party, said)
    for written in case.log:
        yield ToldLine(
            recorded_at=wire_instant(written.written_at),
            happened_at=wire_instant(written.at) if written.at != written.written_at else "",
            party=written.by_party,
            centre=written.by_centre.name,
            type=LogWritten.__name__,
            text=written.text,
            own=written.own,
        )
    for asked in history.coordination:
        office = f"{asked.office.value.upper()} to {asked.to_centre.name}"
        proposed = f"{office}: proposed. {asked.reason}"
        yield _line(asked.proposed_at, asked.from_centre.party, proposed)
        if asked.answered_at is not None:
            withdrawn = asked.state is CoordinationState.WITHDRAWN
            by = asked.from_centre if withdrawn else asked.to_centre
            answered = f"{office}: {asked.state.value}. {asked.answer_reason}"
            yield _line(asked.answered_at, by.party, answered)


def _line(at: datetime, party: str, text: str) -> ToldLine:
    return ToldLine(recorded_at=wire_instant(at), party=party, text=text.strip())
