"""Coverage of a need: the amounts promised, on their way and there, and the amount in time.

Of persons it counts those recovered and the room that is left for more, and tells apart the room of
units that take people out of the water or off a deck themselves, in the sea and light there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sar.geo.position import LatLon
from sar.matching.words import NeedUnit
from sar.requests.deployment_traits import TRAITS, Counts
from sar.requests.recovery import UNLIMITED, LimitedUnit, Means, Recovers, dark_at, recovers
from sar.requests.words import DeploymentState, Lateness, NotRecovering


@dataclass(frozen=True, slots=True)
class PeopleThere:
    """The case as a need for persons counts it: the most whom nobody has found yet, the sea state
    and the datum; None: nobody knows."""

    outstanding: int | None = None
    sea_state: int | None = None
    place: LatLon | None = None


NOBODY_KNOWS: Final = PeopleThere()


@dataclass(frozen=True, slots=True)
class Promise:
    """One deployment as a need counts it. `persons` is what one lift of all its units takes,
    `aboard` how many it has now; `uncounted`: others are aboard whom nobody has counted, so that
    its room is not known. `means`: those to recover people itself, None without any.

    `is_expected`: a time of its arrival is known, worked out: `expected_at`; `late`: what it misses
    by it.
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
    means: Means | None = UNLIMITED
    is_vessel: bool = True
    name: str = ""
    expected_at: datetime | None = None
    uncounted: bool = False

    @property
    def is_there(self) -> bool:
        """It is at the scene now."""
        return TRAITS[self.state].on_scene

    @property
    def there_at(self) -> datetime | None:
        """The instant at which it came there; else that at which it is expected, else promised."""
        return self.arrived_at or self.expected_at or self.promised_at

    @property
    def room(self) -> int:
        """The further persons whom one lift surely takes, of a unit that still works for the
        need."""
        promised = TRAITS[self.state].counts is Counts.PROMISED
        return max(0, self.persons - self.aboard) if promised and not self.uncounted else 0

    @property
    def is_room_unknown(self) -> bool:
        """It still works for the need, and nobody knows how many more it takes: not counted is not
        zero, and as many as it holds may be aboard."""
        takes = TRAITS[self.state].counts is Counts.PROMISED and self.persons > 0
        return self.uncounted and takes

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
        """Whether it is there in time; None: no time is known. An estimate tells more than a
        promise."""
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

    Of persons, what is promised is `recovered` and `room`, some of it of units that `recovers`, in
    the sea and light there, so many an hour (`there`: of units that are at the scene); `limited`:
    the units that do not, or by day only; `room_unknown`: those whose room nobody knows, with
    people aboard who are not counted: the amounts are so many at least. And `wanted` are no more
    than are recovered for it or outstanding.
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
    persons_an_hour: int = 0
    persons_an_hour_there: int = 0
    sea_state: int | None = None
    limited: tuple[LimitedUnit, ...] = ()
    room_unknown: tuple[str, ...] = ()

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
    people: PeopleThere = NOBODY_KNOWS,
) -> Coverage:
    """The coverage of one need. Work that was done counts; what was called off does not."""
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
    amounts = Coverage(wanted, promised, in_time, late, moving, arrived)
    return amounts if unit is NeedUnit.ASSETS else _of_persons(amounts, units, people)


def _of_persons(amounts: Coverage, units: Sequence[Promise], people: PeopleThere) -> Coverage:
    """The same, with what becomes of persons."""
    able = [(unit, _recovers(unit, people)) for unit in units]
    counted = [(unit, found) for unit, found in able if found.persons]
    recovered = sum(unit.recovered for unit in units)
    return replace(
        amounts,
        wanted=still_wanted(
            asked=amounts.wanted, recovered=recovered, outstanding=people.outstanding
        ),
        recovered=recovered,
        room=sum(unit.room for unit in units),
        recovers=sum(found.persons for _, found in counted),
        persons_an_hour=sum(found.persons_an_hour for _, found in counted),
        persons_an_hour_there=sum(
            found.persons_an_hour for unit, found in counted if unit.is_there
        ),
        sea_state=people.sea_state,
        limited=tuple(
            limited
            for unit, found in able
            if (limited := _limited(unit, found, people.place)) is not None
        ),
        room_unknown=tuple(unit.name for unit in units if unit.is_room_unknown),
    )


def _recovers(unit: Promise, people: PeopleThere) -> Recovers:
    return recovers(
        unit.means,
        room=unit.room,
        quantity=unit.quantity,
        sea_state=people.sea_state,
        dark=dark_at(people.place, unit.there_at),
    )


def _limited(unit: Promise, found: Recovers, place: LatLon | None) -> LimitedUnit | None:
    """The unit with its limit; None: it has no room, no limit speaks, or it has no means at all."""
    if not unit.room or unit.means is None:
        return None
    why = found.why or (None if unit.means.by_night else NotRecovering.BY_DAY_ONLY)
    if why is None:
        return None
    return LimitedUnit(
        name=unit.name,
        room=unit.room,
        persons_an_hour=found.persons_an_hour,
        why=why,
        recovers=found.persons > 0,
        came=unit.arrived_at is not None,
        there=unit.is_there,
        dark=dark_at(place, unit.there_at),
        sea_state_max=unit.means.sea_state_max,
    )


def filled(coverages: Iterable[Coverage]) -> bool:
    """Whether a request is filled: it has needs, and each is covered."""
    needs = list(coverages)
    return bool(needs) and all(need.covered for need in needs)
