"""Types of ship and cargo as AIS tells them (ITU-R M.1371-5, table 53), in words (pure)."""

from typing import Final

_SPECIAL: Final = {
    30: "fishing vessel",
    31: "tug, towing",
    32: "tug, with a long or broad tow",
    33: "dredger or at underwater work",
    34: "at diving work",
    35: "at military work",
    36: "sailing vessel",
    37: "pleasure craft",
    50: "pilot vessel",
    51: "search-and-rescue vessel",
    52: "tug",
    53: "port tender",
    54: "vessel against pollution",
    55: "law-enforcement vessel",
    58: "medical transport",
    59: "vessel of a neutral State",
}
_BY_TEN: Final = {
    2: "wing-in-ground craft",
    4: "high-speed craft",
    6: "passenger ship",
    7: "cargo ship",
    8: "tanker",
    9: "other type of vessel",
}


def type_words(ship_type: int | None) -> str | None:
    """The type in words; None: it is not told, or the number is not in use."""
    if ship_type is None:
        return None
    return _SPECIAL.get(ship_type) or _BY_TEN.get(ship_type // 10)
