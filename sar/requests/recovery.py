"""Recovery of persons by a unit: whether it may in this sea and light, and about how many an hour.

A limit speaks only where the sea or the light is known: nothing is told as within limits that
nobody knows. Paces are house figures of the catalogue.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from sar.agreements.words import Kind
from sar.assets.availability import is_night
from sar.assets.catalogue import AssetType, RecoveryPace, asset_types
from sar.assets.words import Capability
from sar.geo.position import LatLon
from sar.matching.words import NeedUnit
from sar.requests.words import NotRecovering

RECOVER_BY: Final = frozenset(
    {Capability.HOIST, Capability.DUAL_HOIST, Capability.BOATS, Capability.LOW_FREEBOARD}
)
"""The means by which a unit recovers people; without any it has room for them alone."""


@dataclass(frozen=True, slots=True)
class Means:
    """The means of a type: the paces of each, calmest sea first (none: no figures are known), and
    whether it works in the dark."""

    paces: tuple[tuple[RecoveryPace, ...], ...] = ()
    by_night: bool = True

    @property
    def sea_state_max(self) -> int | None:
        """The greatest sea state in which any of them works; None: not known."""
        return max((pace.sea_state_max for means in self.paces for pace in means), default=None)

    def work_in(self, sea_state: int | None) -> bool:
        """Whether the sea allows any of them; nothing limits them where nobody knows it."""
        limit = self.sea_state_max
        return limit is None or sea_state is None or sea_state <= limit


UNLIMITED: Final = Means()
"""Means of which no figures are known."""


def means_of(asset_type: AssetType) -> Means | None:
    """The means of the type; None: it has none. Without figures nothing limits it."""
    if RECOVER_BY.isdisjoint(asset_type.capabilities):
        return None
    paces = tuple(asset_type.recovery.values())
    return Means(paces, by_night=not paces or Capability.NIGHT in asset_type.capabilities)


def can_take(means: Means | None, *, is_vessel: bool, sea_state: int | None) -> bool:
    """Whether such a unit takes people aboard in that sea (None: not known), by day at least.

    A vessel without the means is a ship that lowers ladders and nets: it counts, as in 2013.
    """
    return is_vessel if means is None else means.work_in(sea_state)


def type_can_take(asset_type: AssetType, *, sea_state: int | None) -> bool:
    """The same of a type."""
    is_vessel = asset_type.kind is Kind.VESSEL
    return can_take(means_of(asset_type), is_vessel=is_vessel, sea_state=sea_state)


def need_takes_people(
    *,
    unit: NeedUnit,
    kinds: Collection[str],
    types: Collection[str],
    capabilities: Collection[str],
) -> bool:
    """Whether a need asks for units that take people aboard: it counts persons, or some type that
    it names does. One that names neither kind nor type asks for any."""
    if unit is NeedUnit.PERSONS:
        return True
    return any(
        type_can_take(one, sea_state=None)
        for one in asset_types().values()
        if (not (kinds or types) or one.kind in kinds or one.code in types)
        and one.capabilities.issuperset(capabilities)
    )


@dataclass(frozen=True, slots=True)
class Recovers:
    """The persons that a unit's one lift recovers, how many an hour it does while it may, and why
    it does not."""

    persons: int
    persons_an_hour: int = 0
    why: NotRecovering | None = None


def recovers(
    means: Means | None, *, room: int, quantity: int, sea_state: int | None, dark: bool | None
) -> Recovers:
    """The persons the unit recovers, of those for whom it has room; `sea_state` or `dark` None: not
    known.

    In a sea that nobody knows its pace is that of the roughest it works in. In the dark the pace
    is that of the day to come.
    """
    if means is None:
        return Recovers(0, why=NotRecovering.NO_MEANS)
    limit = means.sea_state_max
    if limit is not None and sea_state is not None and sea_state > limit:
        return Recovers(0, why=NotRecovering.BEYOND_SEA_STATE)
    pace = quantity * _pace(means, limit if sea_state is None else sea_state) if room else 0
    if dark and not means.by_night:
        return Recovers(0, pace, why=NotRecovering.BY_DAY_ONLY)
    return Recovers(room, pace)


def _pace(means: Means, sea_state: int | None) -> int:
    """The persons an hour of the one means that is fastest there: a crew uses one at a time."""
    there = sea_state or 0
    fits = (
        next((pace.persons_an_hour for pace in paces if there <= pace.sea_state_max), 0)
        for paces in means.paces
    )
    return max(fits, default=0)


@dataclass(frozen=True, slots=True)
class LimitedUnit:
    """A unit whose recovery the sea limits, or may by the light, which changes with the hour.

    `recovers`: its room counts as recovering, by the light when it came or is expected there:
    `dark`, None: nobody knows. `came`: it has been there, and the light of now counts; `there`: it
    is at the scene.
    """

    name: str
    room: int
    persons_an_hour: int
    why: NotRecovering
    recovers: bool
    came: bool
    there: bool
    dark: bool | None
    sea_state_max: int | None


class LightLimited(Protocol):
    """A unit as its coverage tells it."""

    @property
    def room(self) -> int: ...
    @property
    def persons_an_hour(self) -> int: ...
    @property
    def why(self) -> NotRecovering: ...
    @property
    def recovers(self) -> bool: ...
    @property
    def came(self) -> bool: ...


def dark_at(place: LatLon | None, at: datetime | None) -> bool | None:
    """Whether it is night at the place then; None: nobody knows where or when."""
    return None if place is None or at is None else is_night(place, at)


def change_by_light(units: Iterable[LightLimited], *, dark: bool | None) -> tuple[int, int]:
    """The change of the persons, and persons an hour, that the units that have come recover: in the
    light of now against that of their coming (fewer: below 0). Nobody knows the light: no
    change."""
    changes = [
        ((not dark) - unit.recovers, unit)
        for unit in units
        if unit.came and unit.why is NotRecovering.BY_DAY_ONLY and dark is not None
    ]
    return (
        sum(change * unit.room for change, unit in changes),
        sum(change * unit.persons_an_hour for change, unit in changes),
    )
