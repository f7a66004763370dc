"""The instant of a step: not in the future; one before the step that it follows is in doubt.

A fact is not refused: a report that comes late, or from another clock, is recorded as it is told,
and that it is out of order stands beside it. A slip in typing is caught by the form, which asks
once; what is sent is recorded.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sar.incidents.checks import check_past
from sar.requests.words import LIVES, DeploymentAction
from sar.time_words import minute_text, to_the_minute

AT_THE_DESK: Final = frozenset(
    {
        DeploymentAction.EXTEND,
        DeploymentAction.PROMISE,
        DeploymentAction.DIVERT,
        DeploymentAction.DECLINE_DIVERT,
        DeploymentAction.WITHDRAW_DIVERT,
        DeploymentAction.LOSE_CARRIER,
        DeploymentAction.CORRECT_COUNT,
        *LIVES,
        DeploymentAction.HEADCOUNT,
        DeploymentAction.HEARD,
        DeploymentAction.CASE_CLOSED,
    }
)
"""Steps that are agreed about the work, at the instant at which they are agreed, and facts about
lives; the unit does nothing in them, and its earlier acts may still be reported after them."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A step that was taken, and when; `first`: the deployment began with it.

    If it is another unit's there is no `action`.
    """

    action: str
    at: datetime
    first: bool = False


@dataclass(frozen=True, slots=True)
class StepInstant:
    """The instant that is stored. `before`: the step that it should follow, and is told to have
    been before."""

    at: datetime
    before: Earlier | None = None

    @property
    def said(self) -> str:
        """For the record, that it is out of order; empty: it is not."""
        return "" if self.before is None else _out_of_order(self.before)


def instant_of(
    stated: datetime | None, earlier: Iterable[Earlier], *, now: datetime
) -> StepInstant:
    """The instant that is stored for the step; Malformed when it is in the future. `earlier`: the
    steps that it should follow, none of a step at the desk.

    Read from a clock on the wall it may be in the same minute as the one before, and another clock
    may be ahead of ours: the instant stored is not earlier then.
    """
    check_past("at", stated, now=now)
    last = max(earlier, key=lambda step: step.at, default=None)
    if last is None:
        return StepInstant(stated or now)
    if stated is not None and stated < to_the_minute(last.at):
        return StepInstant(stated, last)
    return StepInstant(max(stated or now, last.at))


def of_one(instant: StepInstant, last: Earlier) -> StepInstant:
    """The step that stands at one of two units that did something together: what the other did last
    before is not told there."""
    if instant.before is None:
        return instant
    late = instant.at < to_the_minute(last.at)
    return StepInstant(instant.at, last if late else replace(instant.before, action=""))


def _out_of_order(last: Earlier) -> str:
    if not last.action:
        return "Told to have been before the last step of the other unit."
    said = minute_text(last.at)
    if last.first:
        return f"Told to have been before the deployment began at {said}."
    return f"Told to have been before {last.action.replace('-', ' ')} at {said}, which it follows."
