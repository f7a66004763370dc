"""A way by sea, or the reason why there is none."""

from dataclasses import dataclass
from typing import Protocol

from sar.geo.position import LatLon
from sar.geo.sea.draught import Draught
from sar.geo.sea.passages import SERVICE_KN, canals_minutes

NO_WAY = "No way by sea: the two waters are not connected."
INLAND = "No way by sea: no sea within 10 nm."
ON_LAKE = "Within one lake: the great circle, whatever lies in it. Approximate."
OFF_LAKE = "No way by sea: it is on a lake, and the vessel is not on that."
TOO_FAR = "Beyond the field: not worked out."
ASHORE = "On land or alongside: {nm:.1f} nm to the nearest water added."


@dataclass(frozen=True, slots=True)
class SeaWay:
    """The way a ship would take by water, or none, and why not.

    `nm` is None where there is no way, or none is known; `bound_nm` is never above the true
    way and always there. `path` runs from the vessel to the datum, and has these two alone
    where none is known. `passages` are the codes of the straits and canals it goes through.
    """

    nm: float | None
    bound_nm: float
    path: tuple[LatLon, ...] = ()
    passages: tuple[str, ...] = ()
    note: str = ""

    @property
    def hours_nm(self) -> float:
        """The miles a ship would have gone in the hours of the canals."""
        return SERVICE_KN * canals_minutes(self.passages) / 60.0

    @property
    def is_none(self) -> bool:
        """Whether there is none, rather than none known."""
        return self.nm is None and self.note != TOO_FAR

    @property
    def is_proven(self) -> bool:
        """Whether a larger field could say nothing else of it."""
        return self.is_none or (self.nm is not None and self.nm <= self.bound_nm)


class SeaWays(Protocol):
    """Ways by water to one place."""

    def way(self, p: LatLon, draught: Draught, /) -> SeaWay:
        """The best known way from p."""
        ...
