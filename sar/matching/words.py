"""The units of a need, the verdicts of matching, and how the end of a grant was said."""

from enum import StrEnum


class NeedUnit(StrEnum):
    """The unit of a need: assets, or persons to be recovered."""

    ASSETS = "assets"
    PERSONS = "persons"


class EndSaid(StrEnum):
    """The ways in which a State has said until when its leave to enter holds: an instant is named,
    or it was said that there is none, or nobody has told whether there is one."""

    NAMED = "named"
    NONE = "none"
    NOT_TOLD = "not_told"


class Verdict(StrEnum):
    """The verdict of the rules on one asset for one need."""

    ALLOWED = "allowed"
    AFTER_NOTICE = "after_notice"
    ENTRY_TO_BE_ASKED = "entry_to_be_asked"
    MAY_BE_ASKED = "may_be_asked"
    HAIL = "hail"
    NOT_SUITED = "not_suited"
    NOT_AVAILABLE = "not_available"
    NOT_PERMITTED = "not_permitted"
