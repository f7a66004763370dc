"""What is told of a way by sea, and of why there is none."""

from dataclasses import dataclass

from sar.geo.position import LatLon

NO_WAY = "No way by sea: the two waters are not connected."
INLAND = "No way by sea: no sea within 10 nm."
TOO_FAR = "Beyond the field: not worked out; the great circle is a lower bound."
ASHORE = "On land or alongside: {nm:.1f} nm to the nearest water added."


@dataclass(frozen=True, slots=True)
class SeaWay:
    """The way a ship would take by water, or none, and why not.

    `nm` is None where there is no way, or none is known; `bound_nm` is never above the true
    way and always there. `path` runs from the vessel to the datum. `passages` are the codes
    of the straits and canals it goes through.
    """

    nm: float | None
    bound_nm: float
    path: tuple[LatLon, ...] = ()
    passages: tuple[str, ...] = ()
    note: str = ""
