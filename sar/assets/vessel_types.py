"""Types of ship and cargo as AIS tells them (ITU-R M.1371-5, table 53), in words (pure)."""

from typing import Final

from sar.assets.words import NavigationStatus, VesselKind

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


_TAKEN_AS: Final = {30: "M1", 31: "M1", 32: "M1", 50: "M5", 52: "M1", 53: "M5", 54: "M1", 58: "M5"}
_BY_TEN_AS: Final = {4: "M5", 6: "M3", 7: "M4", 8: "M2", 9: "M4"}
_SMALL_AS: Final = {6: "M5", 9: None}
_LARGE_AS: Final = {4: "M3"}
_SMALL_BELOW_M: Final = 60
"""A passenger ship that is shorter is no ferry with car decks (house figure)."""


def hailed_as(ship_type: int | None, length_m: int | None) -> str | None:
    """The type of the catalogue whose figures a vessel is reckoned with; None: it is not hailed.

    Sailing vessels and pleasure craft, vessels that dredge or dive, those of States (military, law
    enforcement, search and rescue), and those that tell no type are not.
    """
    if ship_type is None:
        return None
    if ship_type in _TAKEN_AS or ship_type in _SPECIAL:
        return _TAKEN_AS.get(ship_type)
    ten = ship_type // 10
    is_small = length_m is not None and length_m < _SMALL_BELOW_M
    usual = _BY_TEN_AS.get(ten)
    if length_m is None:
        return usual
    return _SMALL_AS.get(ten, usual) if is_small else _LARGE_AS.get(ten, usual)


FASTEST_KN: Final = 45.0
"""The fastest ferries make that much (house figure), and boats of States and pleasure craft are
let go with the margin that a reach has."""
_SLOW_KN: Final = 30.0
"""No cargo ship, tanker, tug or fishing vessel is faster (house figure)."""
_SLOW: Final = frozenset({VesselKind.CARGO, VesselKind.TANKER, VesselKind.TUG, VesselKind.FISHING})


def fastest_kn(ship_type: int | None) -> float:
    """The speed by which the reach of a vessel is judged, by the type that it tells."""
    return _SLOW_KN if vessel_kind(ship_type) in _SLOW else FASTEST_KN


def type_words(ship_type: int | None) -> str | None:
    """The type in words; None: it is not told, or the number is not in use."""
    if ship_type is None:
        return None
    return _SPECIAL.get(ship_type) or _BY_TEN.get(ship_type // 10)


_KIND_OF: Final = {
    30: VesselKind.FISHING,
    35: VesselKind.STATE,
    36: VesselKind.LEISURE,
    37: VesselKind.LEISURE,
    51: VesselKind.STATE,
    55: VesselKind.STATE,
    59: VesselKind.STATE,
}
_KIND_BY_TEN: Final = {
    3: VesselKind.TUG,
    4: VesselKind.PASSENGER,
    5: VesselKind.TUG,
    6: VesselKind.PASSENGER,
    7: VesselKind.CARGO,
    8: VesselKind.TANKER,
}


def vessel_kind(ship_type: int | None) -> VesselKind:
    """The kind as which a map draws a vessel."""
    if ship_type is None or type_words(ship_type) is None:
        return VesselKind.OTHER
    return _KIND_OF.get(ship_type) or _KIND_BY_TEN.get(ship_type // 10, VesselKind.OTHER)


STATUS_WORDS: Final = {
    NavigationStatus.UNDER_WAY: "under way using its engine",
    NavigationStatus.AT_ANCHOR: "at anchor",
    NavigationStatus.NOT_UNDER_COMMAND: "not under command",
    NavigationStatus.RESTRICTED: "restricted in its ability to manoeuvre",
    NavigationStatus.CONSTRAINED_BY_DRAUGHT: "constrained by its draught",
    NavigationStatus.MOORED: "moored",
    NavigationStatus.AGROUND: "aground",
    NavigationStatus.FISHING: "fishing",
    NavigationStatus.SAILING: "under way sailing",
    NavigationStatus.TOWING: "towing or pushing",
}

HELPLESS: Final = frozenset({NavigationStatus.NOT_UNDER_COMMAND, NavigationStatus.AGROUND})
"""By its own word such a vessel cannot come."""
