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
    SIT_185 = "sit_185"
    """A text: an alert of Cospas-Sarsat, of a beacon on 406 MHz (SIT 185)."""
    DSC = "dsc"
    """A text: a call by digital selective calling."""
    SITREP = "sitrep"
    """A text: a situation report."""
    FREE_TEXT = "free_text"
    """A text in plain words."""


class TextSource(StrEnum):
    """The ways by which a text of distress comes to a centre."""

    TELEX = "telex"
    """Also AFTN and AMHS."""
    EMAIL = "email"
    FAX = "fax"
    DSC_RECEIVER = "dsc_receiver"
    """The printer or log of a receiver of digital selective calls."""
    VOICE = "voice"
    """Written down as it was heard, by radio or by telephone."""
    OTHER = "other"


class RingsBy(StrEnum):
    """The reasons for which a report rings at its centre."""

    POSITION = "position"
    """The region of its position is the centre's."""
    LAST_KNOWN = "last_known"
    """It has no position: the region of the sender's last known one."""
    NO_POSITION = "no_position"
    """Nobody knows where it is: it rings at the centre that has the text."""
    NO_CENTRE_JOINED = "no_centre_joined"
    """No centre that has joined has that region: it rings at the one that has the text."""


TRANSMITTERS: Final[Mapping[str, ReportMeans]] = {
    "970": ReportMeans.AIS_SART,
    "972": ReportMeans.AIS_MOB,
    "974": ReportMeans.AIS_EPIRB,
}
"""By the first digits of their numbers (ITU-R M.585, annex 2)."""

HEARD: Final = frozenset(
    {ReportMeans.AIS_SART, ReportMeans.AIS_MOB, ReportMeans.AIS_EPIRB, ReportMeans.AIS_SHIP}
)
"""The means that receivers hear; the others are texts that somebody has told."""


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
