"""Coverage of a need: the amounts promised, on their way and there, and the amount in time.

Of persons it counts those recovered and the room that is left for more, and tells apart the room of
units that take people out of the water or off a deck themselves.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sar.assets.words import Capability
from sar.matching.words import NeedUnit
from sar.requests.deployment_traits import TRAITS, Counts
from sar.requests.words import DeploymentState, Lateness

RECOVER_BY: Final = frozenset(
    {Capability.HOIST, Capability.DUAL_HOIST, Capability.BOATS, Capability.LOW_FREEBOARD}
)
"""The means by which a unit recovers people; without any it has room for them alone."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One deployment as a need counts it. `persons` is what one lift of all its units takes,
    `aboard` how many it has now; `recovers`: it has the means to recover people itself.

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
    aboard: int = 0
    recovers: bool = True

    @property
    def room(self) -> int:
        """How many more one lift takes, of a unit that still works for the need."""
        promised = TRAITS[self.state].counts is Counts.PROMISED
        return max(0, self.persons - self.aboard) if promised else 0

    def counts(self, unit: NeedUnit) -> int:
        """The amount it covers: units; or persons, those it has recovered and its room for more.

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
                return self.recovered + self.room

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
    time and late. Without any time an amount is neither in time nor late.

    Of persons, what is promised is `recovered` and `room`, some of it of units that `recovers`; and
    `wanted` are no more than are recovered for it or outstanding.
    """

    wanted: int
    promised: int = 0
    in_time: int = 0
    late: int = 0
    moving: int = 0
    arrived: int = 0
    recovered: int = 0
    room: int = 0
    recovers: int = 0

    @property
    def covered(self) -> bool:
        """Whether enough is promised."""
        return self.promised >= self.wanted

    @property
    def missing(self) -> int:
        """The amount that nobody has promised yet."""
        return max(0, self.wanted - self.promised)


def still_wanted(*, asked: int, recovered: int, outstanding: int | None) -> int:
    """The persons that a need wants: as asked, and no more than it has recovered and are
    outstanding at most in its case (None: nobody knows)."""
    return asked if outstanding is None else min(asked, recovered + outstanding)


def cover(
    *,
    wanted: int,
    unit: NeedUnit,
    by_at: datetime | None,
    promises: Iterable[Promise],
    outstanding: int | None = None,
) -> Coverage:
    """The coverage of one need. Work that was done counts; what was called off does not.

    `outstanding`: the most in its case whom nobody has found yet; None: nobody knows.
    """
    promised = in_time = late = moving = arrived = 0
    units = list(promises)
    for promise in units:
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
    counted = units if unit is NeedUnit.PERSONS else []
    recovered = sum(one.recovered for one in counted)
    if unit is NeedUnit.PERSONS:
        wanted = still_wanted(asked=wanted, recovered=recovered, outstanding=outstanding)
    return Coverage(
        wanted,
        promised,
        in_time,
        late,
        moving,
        arrived,
        recovered=recovered,
        room=sum(one.room for one in counted),
        recovers=sum(one.room for one in counted if one.recovers),
    )


def filled(coverages: Iterable[Coverage]) -> bool:
    """Whether a request is filled: it has needs, and each is covered."""
    needs = list(coverages)
    return bool(needs) and all(need.covered for need in needs)
