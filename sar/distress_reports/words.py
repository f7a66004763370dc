"""Words of distress reports."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class ReportMeans(StrEnum):
    """The means by which a report came."""

    AIS_SART = "ais_sart"
    """An AIS search-and-rescue transmitter, mostly of a raft (MMSI 970…, ITU-R M.585)."""
    AIS_MOB = "ais_mob"
    """A man-overboard device (MMSI 972…)."""
    AIS_EPIRB = "ais_epirb"
    """The AIS part of an emergency beacon (MMSI 974…)."""
    AIS_SHIP = "ais_ship"
    """A ship's own transponder that says that it is a transmitter in distress."""


TRANSMITTERS: Final[Mapping[str, ReportMeans]] = {
    "970": ReportMeans.AIS_SART,
    "972": ReportMeans.AIS_MOB,
    "974": ReportMeans.AIS_EPIRB,
}
"""By the first digits of their numbers (ITU-R M.585, annex 2)."""


class ReportState(StrEnum):
    """The states of a report."""

    WAITING = "waiting"
    """Nobody has said yet what it is: it rings."""
    OPENED = "opened"
    """A case was opened of it."""
    JOINED = "joined"
    """It is of a case that stood already."""
    DISMISSED = "dismissed"
    """It was no distress, as somebody has said with the reason."""
