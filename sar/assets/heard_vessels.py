"""Vessels off the air that no register has: positions and particulars as receivers bring them
(pure)."""

from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Final

from sar.assets.asset_fields import NOBODYS
from sar.assets.words import NavigationStatus
from sar.geo.position import LatLon

_SHIP_BEGINS: Final = "234567"
"""The first digit of a ship's number, that of its State's maritime identification digits (ITU-R
M.585, annex 1). Coast stations and groups begin with 0, search-and-rescue aircraft with 111,
handheld sets with 8, beacons with 97, boats of a parent ship with 98, aids to navigation with
99."""

WRITTEN_AFTER: Final = timedelta(seconds=10)
"""A vessel's positions that come sooner after one another are not written (house figure: class A
under way tells one every 2 to 10 s, ITU-R M.1371, table 1)."""
TRACKED_AFTER: Final = timedelta(minutes=5)
"""The least time between two positions of a vessel's track (house figure)."""
VESSELS_AT_MOST: Final = 30_000
"""Vessels of one feed that are kept; further ones are counted and dropped until old ones are
pruned (house figure)."""
ONCE_KEPT: Final = timedelta(minutes=30)
"""A number that was heard at one instant alone is kept so long (house figure): numbers by the
million, as false ones come, take nobody's room for hours."""


@dataclass(frozen=True, slots=True)
class VesselPosition:
    """A position of a vessel; None: not told."""

    mmsi: str
    at: datetime
    place: LatLon
    speed_kn: float | None
    course_deg: float | None
    uncertainty_nm: float
    status: NavigationStatus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VesselParticulars:
    """Particulars by a vessel's own word; None: this message does not tell it."""

    mmsi: str
    at: datetime
    name: str | None = None
    callsign: str | None = None
    imo: str | None = None
    ship_type: int | None = None
    """Type of ship and cargo (ITU-R M.1371, table 53)."""
    length_m: int | None = None
    beam_m: int | None = None
    draught_m: float | None = None

    def adds_nothing_to(self, earlier: "VesselParticulars") -> bool:
        """Whether everything that this message tells was told before."""
        return all(
            (told := getattr(self, name)) is None or told == getattr(earlier, name)
            for name in _TOLD
        )

    def with_later(self, later: "VesselParticulars") -> "VesselParticulars":
        """The same with what a later message tells."""
        told = {field.name: getattr(later, field.name) for field in fields(later)}
        return replace(self, **{name: value for name, value in told.items() if value is not None})


_TOLD: Final = tuple(
    field.name for field in fields(VesselParticulars) if field.name not in ("mmsi", "at")
)


def is_ship_number(mmsi: str) -> bool:
    """Whether a number is a ship's, and somebody has set it."""
    return mmsi[:1] in _SHIP_BEGINS and mmsi not in NOBODYS
