"""Names of signals for sentences, titles and sources (pure)."""

from typing import Final

from sar.distress_reports.words import ReportMeans

_NAMES: Final = {
    ReportMeans.AIS_SART: "AIS-SART",
    ReportMeans.AIS_MOB: "AIS-MOB",
    ReportMeans.AIS_EPIRB: "EPIRB-AIS",
    ReportMeans.AIS_SHIP: "AIS of a ship",
}


def name_of(means: ReportMeans, sender: str) -> str:
    """The signal as people call it: `EPIRB-AIS 974123456`."""
    return f"{_NAMES[means]} {sender}"
