"""The instant of a step: not in the future, and not before the step that it follows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sar.errors import Malformed
from sar.incidents.checks import check_past, to_the_minute
from sar.requests.words import LIVES, DeploymentAction

AT_THE_DESK: Final = frozenset(
    {
        DeploymentAction.EXTEND,
        DeploymentAction.DIVERT,
        DeploymentAction.DECLINE_DIVERT,
        DeploymentAction.WITHDRAW_DIVERT,
        DeploymentAction.LOSE_CARRIER,
        DeploymentAction.CORRECT_COUNT,
        *LIVES,
        DeploymentAction.HEADCOUNT,
        DeploymentAction.CASE_CLOSED,
    }
)
"""Steps that are agreed about the work, at the instant at which they are agreed, and facts about
lives; the unit does nothing in them, and its earlier acts may still be reported after them."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A step that was taken, and when; `first`: the deployment began with it.

    A reader who does not see the step gets no `action`.
    """

    action: str
    at: datetime
    first: bool = False


def instant_of(stated: datetime | None, earlier: Iterable[Earlier], *, now: datetime) -> datetime:
    """The instant that is stored for the step; Malformed when it cannot have been at `stated`.

    Read from a clock on the wall it may be in the same minute as the one before, and another clock
    may be ahead of ours: the instant stored is never earlier.
    """
    check_past("at", stated, now=now)
    last = max(earlier, key=lambda step: step.at)
    at = stated or now
    if stated is not None and stated < to_the_minute(last.at):
        raise _before(last)
    return max(at, last.at)


def _before(last: Earlier) -> Malformed:
    if not last.action:
        return Malformed.at("at", "before_step", "is before the last step of the other unit")
    said, params = f"{last.at:%d %b %H:%MZ}", {"action": last.action, "at": last.at.isoformat()}
    if last.first:
        reason = f"is before the deployment began at {said}"
        return Malformed.at("at", "before_it_began", reason, **params)
    action = last.action.replace("-", " ")
    return Malformed.at(
        "at", "before_step", f"is before {action} at {said}, which it follows", **params
    )
