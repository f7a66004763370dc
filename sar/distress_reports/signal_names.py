"""Names of signals for sentences, titles and sources (pure)."""

from typing import Final

from sar.distress_reports.words import TRANSMITTERS, ReportMeans, TextSource

_NAMES: Final = {
    ReportMeans.AIS_SART: "AIS-SART",
    ReportMeans.AIS_MOB: "AIS-MOB",
    ReportMeans.AIS_EPIRB: "EPIRB-AIS",
    ReportMeans.AIS_SHIP: "Ship's transponder",
    ReportMeans.SIT_185: "Cospas-Sarsat alert",
    ReportMeans.DSC: "DSC call",
    ReportMeans.SITREP: "Situation report",
    ReportMeans.FREE_TEXT: "Text of distress",
}
SOURCES: Final = {
    TextSource.TELEX: "telex",
    TextSource.EMAIL: "e-mail",
    TextSource.FAX: "fax",
    TextSource.DSC_RECEIVER: "DSC receiver",
    TextSource.VOICE: "voice",
    TextSource.OTHER: "another way",
}


def name_of(means: ReportMeans, sender: str) -> str:
    """The signal as people call it: `EPIRB-AIS 974123456`; a ship's own number is left out."""
    return f"{_NAMES[means]} {shown}" if (shown := shown_sender(sender)) else _NAMES[means]


def kind_of(means: ReportMeans) -> str:
    """The kind of signal, without any number: `EPIRB-AIS`."""
    return _NAMES[means]


def shown_sender(sender: str) -> str:
    """The number, where it is of a transmitter that is made for distress alone; else none.

    A ship's number tells which ship is in distress: it stands with the report as read by its id,
    and with the craft of a case, where it can be erased; never in the record or in a picture.
    """
    return sender if len(sender) == 9 and sender[:3] in TRANSMITTERS else ""
