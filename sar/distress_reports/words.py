"""Words of distress reports."""

from enum import StrEnum


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
