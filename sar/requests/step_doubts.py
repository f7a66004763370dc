"""Contradictions in what is told of a unit, which stand beside it until they are resolved (pure).

Facts are recorded at once. More who left than were aboard: until the persons are counted anew. A
step before the one that it follows: until the next that follows in time; the record keeps the
sentence.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from sar.requests.persons import Tally, more_than_aboard
from sar.requests.step_times import StepInstant
from sar.requests.words import DeploymentAction, StepDoubt

DoubtRow = dict[str, Any]
"""A contradiction as it is kept: `code`, `at`, `params`."""

KEPT_AT_MOST: Final = 10
"""So many stand beside a unit; the record has them all."""


def doubts_after(
    standing: Iterable[DoubtRow],
    action: DeploymentAction,
    before: Tally,
    *,
    persons: int | None = None,
    instant: StepInstant | None = None,
    now: datetime,
) -> list[DoubtRow]:
    """The contradictions beside the unit after a step or a fact about lives."""
    left = [row for row in standing if not _settles(StepDoubt(row["code"]), action, instant)]
    if more := more_than_aboard(before, action, persons=persons):
        count = {
            "action": action.value,
            "persons": persons,
            "aboard": before.aboard,
            "uncounted": more,
        }
        left.append(_row(StepDoubt.MORE_THAN_ABOARD, count, now=now))
    if instant is not None and instant.before is not None:
        last = instant.before
        told = {"action": action.value}
        if last.action:
            told |= {"before": last.action, "at": last.at.isoformat()}
        left.append(_row(StepDoubt.OUT_OF_ORDER, told, now=now))
    return _kept(left)


def _kept(rows: list[DoubtRow]) -> list[DoubtRow]:
    """So many as can be read: counts become one before anything is left out, so that no person of
    theirs is forgotten."""
    while len(rows) > KEPT_AT_MOST:
        counts = [row for row in rows if _is_count(row)]
        if len(counts) > 1:
            first, second = counts[:2]
            params = {**second["params"], "uncounted": uncounted_in((first, second))}
            both = {**second, "params": params}
            rows = [both if row is second else row for row in rows if row is not first]
        else:
            oldest = next(row for row in rows if not _is_count(row))
            rows = [row for row in rows if row is not oldest]
    return rows


def _is_count(row: DoubtRow) -> bool:
    return StepDoubt(row["code"]) is StepDoubt.MORE_THAN_ABOARD


def uncounted_in(standing: Iterable[DoubtRow]) -> int:
    """The persons who left the unit, or died, without having been counted aboard: as long as nobody
    counts anew they may be missing still."""
    return sum(int(row["params"].get("uncounted", 0)) for row in standing)


def _settles(doubt: StepDoubt, action: DeploymentAction, instant: StepInstant | None) -> bool:
    match doubt:
        case StepDoubt.MORE_THAN_ABOARD:
            return action is DeploymentAction.CORRECT_COUNT
        case StepDoubt.OUT_OF_ORDER:
            return instant is not None and instant.before is None


def _row(code: StepDoubt, params: dict[str, Any], *, now: datetime) -> DoubtRow:
    return {"code": code.value, "at": now.isoformat(), "params": params}


def count_said(before: Tally, action: DeploymentAction, *, persons: int | None) -> str:
    """For the record, that more are told than were aboard; empty: they are not."""
    if not more_than_aboard(before, action, persons=persons):
        return ""
    return f"{before.aboard} were known to be aboard: count the persons anew."
