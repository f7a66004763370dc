"""The units of a need, and the verdicts of matching."""

from enum import StrEnum


class NeedUnit(StrEnum):
    """The unit of a need: assets, or persons to be recovered."""

    ASSETS = "assets"
    PERSONS = "persons"


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
