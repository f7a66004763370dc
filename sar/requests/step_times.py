"""When a step was: not in the future, and not before the step that it follows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sar.errors import Malformed
from sar.incidents.checks import check_past, to_the_minute
from sar.requests.words import DeploymentAction

AT_THE_DESK: Final = frozenset(
    {
        DeploymentAction.EXTEND,
        DeploymentAction.DIVERT,
        DeploymentAction.DECLINE_DIVERT,
        DeploymentAction.WITHDRAW_DIVERT,
        DeploymentAction.LOSE_CARRIER,
        DeploymentAction.CORRECT_COUNT,
    }
)
"""What is agreed about the work, at the instant at which it is said; the unit does nothing in it.
What the unit did a little earlier may still be reported after it."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A step that was taken, and when; `first`: the deployment began with it.

    Without `action` who asks does not read the step.
    """

    action: str
    at: datetime
    first: bool = False


def instant_of(stated: datetime | None, earlier: Iterable[Earlier], *, now: datetime) -> datetime:
    """When the step is kept to have been; Malformed when it cannot have been at `stated`.

    Read from a clock on the wall it may be in the same minute as the one before, and another clock
    may be ahead of ours: it is kept as never earlier.
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
