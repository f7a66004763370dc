"""The words of reports of distress as they are read."""

from enum import StrEnum


class ReportForm(StrEnum):
    """The forms of texts that are read."""

    SIT_185 = "sit_185"
    """A Cospas-Sarsat alert to an RCC or SPOC (C/S A.002, SIT 185; C/S G.007)."""
    DSC = "dsc"
    """A call by digital selective calling, as a receiver or its printer tells it."""
    SITREP = "sitrep"
    """A situation report by lettered headings (IAMSAR Volume III, Appendix D)."""
    FREE_TEXT = "free_text"


class ReportKind(StrEnum):
    """The kinds of message; only an alert is somebody's own call."""

    ALERT = "alert"
    RELAY = "relay"
    """Told by another station of the one in distress."""
    ACKNOWLEDGEMENT = "acknowledgement"
    """A station has heard an alert: it is none itself."""
    NOTIFICATION = "notification"
    """A notification of the country of registration (NOCR), or the like."""
    REPORT = "report"
    """A report about a case, or a text of which no more is known."""
    OTHER_CALL = "other_call"
    """A DSC call of urgency, safety or routine."""


class DistressNature(StrEnum):
    """The nature of distress, in the words of ITU-R M.493 (symbols 100 to 112)."""

    FIRE = "fire"
    FLOODING = "flooding"
    COLLISION = "collision"
    GROUNDING = "grounding"
    LISTING = "listing"
    SINKING = "sinking"
    DISABLED_ADRIFT = "disabled_adrift"
    UNDESIGNATED = "undesignated"
    ABANDONING = "abandoning"
    PIRACY = "piracy"
    MAN_OVERBOARD = "man_overboard"
    EPIRB = "epirb"


class ReportEnding(StrEnum):
    """The words by which a text says that there is no alert any more; people decide whether."""

    CANCELLED = "cancelled"
    BEACON_CEASED = "beacon_ceased"
    """It is heard no more: that may as well be because it sank."""
    NO_DISTRESS = "no_distress"
    FALSE_ALERT = "false_alert"


class DopplerSide(StrEnum):
    """The two places that one pass of a satellite leaves possible."""

    A = "A"
    B = "B"
