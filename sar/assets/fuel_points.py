"""Fuel points as plain data: which craft take which fuel there, and at what hours. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sar.assets.catalogue import AssetType
from sar.assets.words import CraftKind, Fuel
from sar.geo.position import LatLon
from sar.parties.hours import is_within

UTC_ZONE: Final = "UTC"
"""Hours of fuel points are of this zone, as aeronautical publications give them."""


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

    def serves(self, one: AssetType) -> bool:
        """Whether such a unit can take its fuel there."""
        craft = craft_of(one)
        if craft is None or craft not in self.crafts or self.fuels.isdisjoint(BURNS[craft]):
            return False
        deep = craft is CraftKind.VESSEL and self.draught_max_m is not None
        return not deep or (one.draught_m or 0.0) <= (self.draught_max_m or 0.0)

    def is_open(self, at: datetime) -> bool:
        """Whether it gives fuel at that instant."""
        return is_within(self.hours_utc, UTC_ZONE, at)


BURNS: Final = {
    CraftKind.HELICOPTER: frozenset({Fuel.JET_A1}),
    CraftKind.AEROPLANE: frozenset({Fuel.JET_A1}),
    CraftKind.VESSEL: frozenset({Fuel.MARINE_GAS_OIL, Fuel.PETROL}),
}
"""The fuels of the catalogue's types, by craft (house rule): its aircraft are driven by turbines,
and small boats by either."""


def craft_of(one: AssetType) -> CraftKind | None:
    """The craft that a type is; None: it takes no fuel at such points. What flies uncrewed takes
    its fuel where it is flown from."""
    return _CRAFTS.get(one.narrow.value)


_CRAFTS: Final = {craft.value: craft for craft in CraftKind}
