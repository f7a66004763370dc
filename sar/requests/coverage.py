"""Coverage of a need: the amounts promised, on their way and there, and the amount in time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sar.matching.words import NeedUnit
from sar.requests.deployment_traits import TRAITS, Counts
from sar.requests.words import DeploymentState, Lateness


@dataclass(frozen=True, slots=True)
class Promise:
    """One deployment as a need counts it. `persons` is what one lift of all its units takes.

    `is_expected`: a time of its arrival is known, worked out; `late`: what it misses by it.
    """

    state: DeploymentState
    quantity: int
    persons: int
    recovered: int = 0
    promised_at: datetime | None = None
    is_expected: bool = False
    late: Lateness | None = None
    arrived_at: datetime | None = None

    def counts(self, unit: NeedUnit) -> int:
        """The amount it covers: units; or persons, as many as one lift takes or more once
        recovered.

        Called off, or released and on its way home, it covers no more than the persons it has
        recovered; as a unit it counts when its work is done, if it was there.
        """
        counts = TRAITS[self.state].counts
        promised = counts is Counts.PROMISED
        match unit:
            case NeedUnit.ASSETS:
                was_there = counts is Counts.DONE and self.arrived_at is not None
                return self.quantity if promised or was_there else 0
            case NeedUnit.PERSONS:
                return max(self.persons if promised else 0, self.recovered)

    def in_time(self, by_at: datetime | None) -> bool | None:
        """Whether it is there in time; None: no time is known. What is worked out tells more than
        what was promised."""
        if by_at is None:
            return True
        if self.arrived_at is not None:
            return self.arrived_at <= by_at
        if self.is_expected or self.late is Lateness.NEED:
            return self.late is not Lateness.NEED
        if self.late is not None or self.promised_at is None:
            return None
        return self.promised_at <= by_at


@dataclass(frozen=True, slots=True)
class Coverage:
    """The amounts of `wanted` that are promised, moving and arrived; and of the promised those in
    time and late. Without any time an amount is neither in time nor late."""

    wanted: int
    promised: int = 0
    in_time: int = 0
    late: int = 0
    moving: int = 0
    arrived: int = 0

    @property
    def covered(self) -> bool:
        """Whether enough is promised."""
        return self.promised >= self.wanted

    @property
    def missing(self) -> int:
        """The amount that nobody has promised yet."""
        return max(0, self.wanted - self.promised)


def cover(
    *, wanted: int, unit: NeedUnit, by_at: datetime | None, promises: Iterable[Promise]
) -> Coverage:
    """The coverage of one need. Work that was done counts; what was called off does not."""
    promised = in_time = late = moving = arrived = 0
    for promise in promises:
        amount = promise.counts(unit)
        promised += amount
        moving += amount if TRAITS[promise.state].moving else 0
        arrived += amount if promise.arrived_at is not None else 0
        match promise.in_time(by_at):
            case True:
                in_time += amount
            case False:
                late += amount
            case None:
                pass
    return Coverage(wanted, promised, in_time, late, moving, arrived)


def filled(coverages: Iterable[Coverage]) -> bool:
    """Whether a request is filled: it has needs, and each is covered."""
    needs = list(coverages)
    return bool(needs) and all(need.covered for need in needs)
