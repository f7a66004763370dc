"""Fuel points as plain data: which craft take which fuel there, what may land there, and at what
hours. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from sar.assets.catalogue import AssetType
from sar.assets.words import CraftKind, Fuel
from sar.geo.position import LatLon
from sar.parties.hours import is_within

UTC_ZONE: Final = "UTC"
"""Hours of fuel points are of this zone, as aeronautical publications give them."""


class FitOf(StrEnum):
    """The limits of a place for what comes there."""

    DRAUGHT = "draught"
    D_VALUE = "d_value"
    MASS = "mass"
    RUNWAY = "runway"


@dataclass(frozen=True, slots=True)
class Fit:
    """One limit of a place beside the unit's own figure, in metres or tonnes; None: not known."""

    of: FitOf
    own: float | None
    there: float | None

    @property
    def is_exceeded(self) -> bool:
        """Whether it certainly does not fit."""
        return self.own is not None and self.there is not None and self.there < self.own


@dataclass(frozen=True, slots=True, kw_only=True)
class FuelPointPlain:
    """A fuel point as the rules read it."""

    id: UUID
    party: str
    name: str
    place: LatLon
    fuels: frozenset[Fuel]
    crafts: frozenset[CraftKind]
    hours_utc: str = ""
    """Like `06:00-18:00`; empty: always."""
    draught_max_m: float | None = None
    d_value_max_m: float | None = None
    mass_max_t: float | None = None
    runway_m: float | None = None

    def serves(self, one: AssetType) -> bool:
        """Whether its fuel is given there to such units, whatever their size."""
        craft = craft_of(one)
        if craft is None or craft not in self.crafts:
            return False
        return not self.fuels.isdisjoint(BURNS[craft])

    def misfits(self, one: AssetType) -> list[Fit]:
        """The limits there that such a unit is known to exceed."""
        return [fit for fit in self._fits(one) if fit.is_exceeded]

    def unknown_fits(self, one: AssetType) -> list[Fit]:
        """The limits there that it may exceed for all that is known."""
        return [fit for fit in self._fits(one) if fit.there is None or fit.own is None]

    def _fits(self, one: AssetType) -> list[Fit]:
        """The figures by which such a unit fits there or does not. A helicopter lands beside a
        runway, whatever its size."""
        match craft_of(one):
            case CraftKind.VESSEL:
                return [Fit(FitOf.DRAUGHT, one.draught_m, self.draught_max_m)]
            case CraftKind.AEROPLANE:
                runway = Fit(FitOf.RUNWAY, one.runway_m, self.runway_m)
                return [runway, *self._told_mass(one)]
            case CraftKind.HELICOPTER if self.runway_m is not None and self.d_value_max_m is None:
                return self._told_mass(one)
            case CraftKind.HELICOPTER:
                size = Fit(FitOf.D_VALUE, one.d_value_m, self.d_value_max_m)
                return [size, Fit(FitOf.MASS, one.mass_max_t, self.mass_max_t)]
            case None:
                return []

    def _told_mass(self, one: AssetType) -> list[Fit]:
        if self.mass_max_t is None:
            return []
        return [Fit(FitOf.MASS, one.mass_max_t, self.mass_max_t)]

    def is_open(self, at: datetime) -> bool:
        """Whether it gives fuel at that instant."""
        return is_within(self.hours_utc, UTC_ZONE, at)


BURNS: Final[Mapping[CraftKind, frozenset[Fuel]]] = {
    CraftKind.HELICOPTER: frozenset({Fuel.JET_A1}),
    CraftKind.AEROPLANE: frozenset({Fuel.JET_A1}),
    CraftKind.VESSEL: frozenset({Fuel.MARINE_GAS_OIL, Fuel.PETROL}),
}
"""The fuels of the catalogue's types, by craft (house rule): its aircraft are driven by turbines,
and small boats by either."""


def craft_of(one: AssetType) -> CraftKind | None:
    """The craft that a type is; None: it takes no fuel at such points. Uncrewed aircraft take
    their fuel where they are flown from."""
    return _CRAFTS.get(one.narrow.value)


_CRAFTS: Final = {craft.value: craft for craft in CraftKind}
