"""The daily inquiry of ships, and of those who follow ships, about a craft without a place (pure).

While a search has no datum, or one whose drift is followed no more, ships in the area and the
systems that follow them (AIS, LRIT, VMS) are asked each day (house figures, serving SAR Convention,
Annex 5.4.2). It is a reminder, in colour; it ends once there is a datum again, or all are found.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

FIRST_WITHIN: Final = timedelta(hours=1)
"""After the first report."""
AGAIN_AFTER: Final = timedelta(hours=24)


class ShipSource(StrEnum):
    """The sources that are asked about a craft, or looked at."""

    SHIPS = "ships"
    """Ships in the area, by radio or by a broadcast."""
    AIS = "ais"
    LRIT = "lrit"
    VMS = "vms"
    """The monitoring of fishing vessels."""


NAMES: Final = {
    ShipSource.SHIPS: "ships in the area",
    ShipSource.AIS: "AIS",
    ShipSource.LRIT: "LRIT",
    ShipSource.VMS: "VMS",
}


def ask_at(
    asked_at: datetime | None,
    *,
    opened_at: datetime,
    known_until: datetime | None,
    is_worked_on: bool,
    all_found: bool,
) -> datetime | None:
    """The instant of the next inquiry; None: there is nobody to look for.

    `known_until`: until then the drift of the datum is followed; None: there is no datum.
    """
    if all_found or not is_worked_on:
        return None
    first = opened_at + FIRST_WITHIN if known_until is None else known_until
    return first if asked_at is None else max(first, asked_at + AGAIN_AFTER)


def in_words(sources: list[ShipSource]) -> str:
    """The sources that were asked, in the order of the list."""
    return ", ".join(NAMES[one] for one in ShipSource if one in sources)
