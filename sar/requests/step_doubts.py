"""Contradictions in what is told of a unit, which stand beside it until they are resolved (pure).

Facts are recorded at once. More who left than were aboard: until the persons are counted anew. A
unit that gave or took people and was not known to be there: until it arrives, takes or lands
people, or they are counted anew. An asset that left while its earlier work goes on, as far as is
told: until that has ended. A step before the one that it follows: until the next that follows
in time; the record keeps the sentence.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from sar.machine import in_words
from sar.requests.deployment_traits import TRAITS
from sar.requests.step_times import StepInstant
from sar.requests.tally import Tally, more_dead_left, more_than_aboard
from sar.requests.words import DeploymentAction, DeploymentState, StepDoubt

DoubtRow = dict[str, Any]
"""A contradiction as it is kept: `code`, `at`, `params`."""

_SHOWS_IT_THERE: Final = frozenset(
    {
        DeploymentAction.ARRIVE,
        DeploymentAction.LOAD,
        DeploymentAction.EMBARK,
        DeploymentAction.DELIVER,
        DeploymentAction.CORRECT_COUNT,
    }
)
_TAKES_ABOARD: Final = frozenset({DeploymentAction.LOAD, DeploymentAction.EMBARK})
_HANDS_OVER: Final = frozenset({DeploymentAction.TRANSFER, DeploymentAction.RECEIVE})
_LEAVES_DEAD: Final = frozenset({DeploymentAction.DELIVER, DeploymentAction.TRANSFER})
_COUNTS: Final = frozenset({StepDoubt.MORE_THAN_ABOARD, StepDoubt.MORE_DEAD_THAN_ABOARD})
KEPT_AT_MOST: Final = 10
"""So many stand beside a unit; the record has them all."""


def doubts_after(
    standing: Iterable[DoubtRow],
    action: DeploymentAction,
    before: Tally,
    *,
    persons: int | None = None,
    dead: int | None = None,
    instant: StepInstant | None = None,
    away_in: DeploymentState | None = None,
    earlier_goes_on: bool | None = None,
    now: datetime,
) -> list[DoubtRow]:
    """The contradictions beside the unit after a step or a fact about lives. `away_in`: the state
    in which it was not known to be where people come aboard, or go from one to the other.
    `earlier_goes_on`: whether its earlier work does; None: nobody has looked."""
    shows = action in _SHOWS_IT_THERE or (action in _HANDS_OVER and away_in is None)
    left = [row for row in standing if not _settles(StepDoubt(row["code"]), action, shows, instant)]
    if more := more_than_aboard(before, action, persons=persons):
        count = {
            "action": action.value,
            "persons": persons,
            "aboard": before.aboard,
            "uncounted": more,
        }
        left.append(_row(StepDoubt.MORE_THAN_ABOARD, count, now=now))
    if action in _LEAVES_DEAD and dead:
        more, uncounted = more_dead_left(before, persons=persons, dead=dead)
        told_dead = {
            "action": action.value,
            "persons": dead,
            "aboard": before.dead_aboard,
            "uncounted": uncounted,
        }
        if more:
            left.append(_row(StepDoubt.MORE_DEAD_THAN_ABOARD, told_dead, now=now))
    if away_in is not None:
        told_in = {"action": action.value, "state": away_in.value}
        left.append(_row(StepDoubt.NOT_THERE, told_in, now=now))
    if earlier_goes_on is False:
        left = without_earlier_work(left)
    elif earlier_goes_on and not doubts_earlier_work(left):
        left.append(_row(StepDoubt.EARLIER_WORK, {"action": action.value}, now=now))
    if instant is not None and instant.before is not None:
        last = instant.before
        told = {"action": action.value}
        if last.action:
            told |= {"before": last.action, "at": last.at.isoformat()}
        left.append(_row(StepDoubt.OUT_OF_ORDER, told, now=now))
    return _kept(left)


def without_earlier_work(standing: Iterable[DoubtRow]) -> list[DoubtRow]:
    """The contradictions once the earlier work of an asset has ended."""
    return [row for row in standing if row["code"] != StepDoubt.EARLIER_WORK]


def doubts_earlier_work(standing: Iterable[DoubtRow]) -> bool:
    """Whether earlier work of the asset goes on, as far as is told."""
    return any(row["code"] == StepDoubt.EARLIER_WORK for row in standing)


def earlier_said(name: str, goes_on: bool | None) -> str:
    """For the record, that the earlier work goes on; empty: it does not, or nobody has looked."""
    if not goes_on:
        return ""
    return f"Earlier work of {name} goes on as far as is told: end it, or stand this one down."


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
    return StepDoubt(row["code"]) in _COUNTS


def uncounted_in(standing: Iterable[DoubtRow]) -> int:
    """The persons who left the unit, or died, without having been counted aboard: as long as nobody
    counts anew they may be missing still."""
    return sum(int(row["params"].get("uncounted", 0)) for row in standing)


def _settles(
    doubt: StepDoubt, action: DeploymentAction, shows_it_there: bool, instant: StepInstant | None
) -> bool:
    match doubt:
        case StepDoubt.MORE_THAN_ABOARD | StepDoubt.MORE_DEAD_THAN_ABOARD:
            return action is DeploymentAction.CORRECT_COUNT
        case StepDoubt.NOT_THERE:
            return shows_it_there
        case StepDoubt.EARLIER_WORK:
            return False
        case StepDoubt.OUT_OF_ORDER:
            return instant is not None and instant.before is None


def _row(code: StepDoubt, params: dict[str, Any], *, now: datetime) -> DoubtRow:
    return {"code": code.value, "at": now.isoformat(), "params": params}


def taken_before_arrival(
    action: DeploymentAction, state: DeploymentState, *, arrived: bool
) -> DeploymentState | None:
    """The state of a unit that took people aboard though nobody has told that it was there; None:
    it was, or took nobody."""
    takes = TRAITS[state].takes or TRAITS[state].ship_takes
    return state if action in _TAKES_ABOARD and not (arrived or takes) else None


def away_said(name: str, away_in: DeploymentState | None) -> str:
    """For the record, that it was not known to be there; empty: it was."""
    if away_in is None:
        return ""
    return f"{name} was not known to be there: {in_words(away_in)}."


def dead_said(
    before: Tally, action: DeploymentAction, *, persons: int | None, dead: int | None
) -> str:
    """For the record, how many dead were landed or handed over, and that fewer were known to be
    aboard; empty: none was."""
    if action not in _LEAVES_DEAD or not dead:
        return ""
    more, _ = more_dead_left(before, persons=persons, dead=dead)
    went = "landed" if action is DeploymentAction.DELIVER else "handed over"
    known = f" {before.dead_aboard} dead were known to be aboard: count anew." if more else ""
    return f"{dead} dead were {went}.{known}"


def count_said(before: Tally, action: DeploymentAction, *, persons: int | None) -> str:
    """For the record, that more are told than were aboard; empty: they are not."""
    if not more_than_aboard(before, action, persons=persons):
        return ""
    return f"{before.aboard} were known to be aboard: count the persons anew."
