"""Estimates of what a unit's work costs by the clause that governed it when it was accepted.

The hours run from leaving to release, recall or diversion; the free hours go first, and of what is
left each hour begun counts whole (house rule, where the clause says no more). Money is exact
decimal, in the clause's currency; it decides and ranks nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Final

from sar.agreements.term_document import CostClause
from sar.agreements.words import CostRule
from sar.requests.deployment_traits import TRAITS
from sar.requests.words import DeploymentState, Owed

COUNTED_BY: Final = (
    "From leaving to release, recall or diversion; the free hours go first, and each hour begun"
    " after them counts whole (house rule, where the clause says no more)."
)
CONTRADICTION: Final = " Its end is told to have been before it left: nothing is final."


@dataclass(frozen=True, slots=True)
class WorkTime:
    """A unit's time at work: None before it has left, and while it goes on."""

    left_at: datetime | None = None
    ended_at: datetime | None = None

    def elapsed(self, now: datetime) -> timedelta:
        """So long it has been at work; never less than none."""
        if self.left_at is None:
            return timedelta()
        return max((self.ended_at or now) - self.left_at, timedelta())

    @property
    def contradicts_itself(self) -> bool:
        """Whether its end is told to have been before it left: both are recorded, and one is a
        slip."""
        return bool(self.left_at and self.ended_at and self.ended_at < self.left_at)


@dataclass(frozen=True, slots=True)
class CostEstimate:
    """The costs owed by the clause. `amount`: None where no rate gives it."""

    owed: Owed
    counted_hours: int
    amount: Decimal | None
    final: bool
    claim_until: date | None = None
    """The last day of the claim, in UTC; None while the work goes on, or where no day is agreed."""


def work_time(
    left_at: datetime | None, steps: Iterable[tuple[DeploymentState, datetime]]
) -> WorkTime:
    """The time at work by the steps, oldest first, each the state it led to and when.

    It goes on where a unit that had been released takes survivors aboard after all.
    """
    ended_at = None
    for state, at in steps:
        traits = TRAITS[state]
        if traits.binds and not traits.homeward:
            ended_at = None
        elif ended_at is None:
            ended_at = at
    return WorkTime(left_at, ended_at)


def exact(number: float) -> Decimal:
    """The decimal number as it was typed."""
    return Decimal(str(number))


def counted_hours(elapsed: timedelta, *, free_hours: Decimal) -> int:
    """The hours begun after the free ones."""
    spent = Fraction(elapsed // timedelta(microseconds=1), 3_600_000_000)
    return max(0, ceil(spent - Fraction(free_hours)))


def estimate(costs: CostClause, time: WorkTime, *, now: datetime) -> CostEstimate:
    """The estimate at `now`; final once the work has ended."""
    final = time.ended_at is not None and not time.contradicts_itself
    if costs.rule is CostRule.OWN:
        return CostEstimate(Owed.NOTHING, 0, None, final)
    free = exact(costs.free_hours)
    hours = counted_hours(time.elapsed(now), free_hours=free)
    if hours == 0 and (free > 0 or costs.rate_per_hour is not None):
        return CostEstimate(Owed.NOTHING, 0, None, final)
    until = _claim_until(costs, time)
    if costs.rate_per_hour is None:
        return CostEstimate(Owed.BY_ACCOUNT, hours, None, final, until)
    amount = exact(costs.rate_per_hour) * hours
    return CostEstimate(Owed.BY_RATE, hours, amount, final, until)


def _claim_until(costs: CostClause, time: WorkTime) -> date | None:
    if time.ended_at is None or costs.claim_days is None:
        return None
    return time.ended_at.astimezone(UTC).date() + timedelta(days=costs.claim_days)


def money(amount: Decimal) -> str:
    """The exact amount in digits, at least two of them after the point."""
    places = max(2, -int(amount.normalize().as_tuple().exponent))
    return f"{amount:.{places}f}"


def digits(number: Decimal) -> str:
    """The exact number in digits, without empty ones."""
    return f"{number.normalize():f}"
