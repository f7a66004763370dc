"""The closed vocabularies of assets and their bindings."""

from enum import StrEnum
from typing import Final

CARRIED: Final = ("mmsi", "imo", "icao24", "callsign", "tracker_id")
"""The fields of what an asset carries to be told by."""

UNIQUE: Final = ("mmsi", "icao24", "tracker_id")
"""Of these, those that one asset of a party alone may carry."""


class Readiness(StrEnum):
    """The readiness of an asset, as its party says."""

    AVAILABLE = "available"
    LIMITED = "limited"
    UNAVAILABLE = "unavailable"
    MAINTENANCE = "maintenance"


class ListForm(StrEnum):
    """The form in which a list of assets was read."""

    UTF_8 = "utf-8"
    WINDOWS_1252 = "windows-1252"
    XLSX = "xlsx"


class FixOutcome(StrEnum):
    """The outcome of a delivered position."""

    ACCEPTED = "accepted"
    OLDER = "older"
    """Kept on the track; what is reckoned from is later."""
    IMPLAUSIBLE = "implausible"
    """Kept on the track and marked."""
    REPEATED = "repeated"
    """Known before."""
    PLACELESS = "placeless"
    """A message of a receiver that tells no position."""
    REFUSED = "refused"


class FixTrust(StrEnum):
    """The trust in a position."""

    PLAUSIBLE = "plausible"
    SUSPECT = "suspect"
    """It may be false: shown and marked, it moves the asset until a person says otherwise."""
    CONFLICTING = "conflicting"
    """It cannot be true beside the place that stands, and does not move it."""


class FixDoubt(StrEnum):
    """The reason for which a position is not plausible."""

    TELEPORT = "teleport"
    """Out of reach of the place that stands."""
    TWO_TRACKS = "two_tracks"
    """One of two tracks under one identity, each consistent and out of the other's reach."""
    SENTINEL = "sentinel"
    """It holds values that receivers send when they know none."""
    FUTURE = "future"
    """Of a time that had not come when it was received."""
    OLD = "old"
    """Received long after its time."""
    ON_LAND = "on_land"
    """A vessel's, far from any water that is known."""
    FROZEN = "frozen"
    """The same to the last digit although the asset moves."""
    CIRCLE = "circle"
    """On a circle to which course and speed do not fit, as false signals of satellites draw."""


class AssetForm(StrEnum):
    """The build of a type for moving; with its kind this chooses its sign on the map."""

    ROTARY_WING = "rotary_wing"
    FIXED_WING = "fixed_wing"
    RESCUE_VESSEL = "rescue_vessel"
    COMMERCIAL_VESSEL = "commercial_vessel"
    """Built for trade, fishing or passengers."""
    PEOPLE = "people"
    GOODS = "goods"


class Hull(StrEnum):
    """The kind of a vessel's hull, by which it loses speed in a sea."""

    DISPLACEMENT = "displacement"
    PLANING = "planing"


class Fuel(StrEnum):
    """The fuels that fuel points give."""

    JET_A1 = "jet_a1"
    AVGAS = "avgas"
    MARINE_GAS_OIL = "marine_gas_oil"
    PETROL = "petrol"


class NavigationStatus(StrEnum):
    """The navigational status of a vessel by its own word (ITU-R M.1371-5, table 45)."""

    UNDER_WAY = "under_way"
    """By engine."""
    AT_ANCHOR = "at_anchor"
    NOT_UNDER_COMMAND = "not_under_command"
    RESTRICTED = "restricted"
    """In its ability to manoeuvre."""
    CONSTRAINED_BY_DRAUGHT = "constrained_by_draught"
    MOORED = "moored"
    AGROUND = "aground"
    FISHING = "fishing"
    SAILING = "sailing"
    TOWING = "towing"
    """Astern or alongside, or pushing ahead."""


class VesselKind(StrEnum):
    """The kind of a vessel off the air, as a map draws it."""

    CARGO = "cargo"
    TANKER = "tanker"
    PASSENGER = "passenger"
    """Ferries, cruise ships and other passenger ships, and high-speed craft."""
    FISHING = "fishing"
    TUG = "tug"
    """Tugs, pilot vessels, tenders and other vessels at work for ports and at sea."""
    LEISURE = "leisure"
    """Sailing vessels and pleasure craft."""
    STATE = "state"
    """Of search and rescue, law enforcement, armed forces or a neutral State."""
    OTHER = "other"
    """Of another type, or of one that it does not tell."""


class CraftKind(StrEnum):
    """The craft that fuel points serve."""

    HELICOPTER = "helicopter"
    AEROPLANE = "aeroplane"
    VESSEL = "vessel"


class Capability(StrEnum):
    """Capabilities and equipment of a type of asset; needs ask for these."""

    HOIST = "hoist"
    DUAL_HOIST = "dual_hoist"
    FLIGHT_DECK = "flight_deck"
    BOATS = "boats"
    """Lowers boats of its own to reach people in the water."""
    HIGH_FREEBOARD = "high_freeboard"
    LOW_FREEBOARD = "low_freeboard"
    LEE = "lee"
    """Large enough to shelter a small craft from wind and sea."""
    SELF_RIGHTING = "self_righting"
    RADAR = "radar"
    FLIR = "flir"
    """Infrared or low-light cameras."""
    NIGHT = "night"
    """Crewed and equipped to work in the dark."""
    AIS = "ais"
    DIRECTION_FINDER = "direction_finder"
    PHONE_LOCATOR = "phone_locator"
    DEICE = "deice"
    ICE = "ice"
    """Works in sea ice."""
    REFUELS_IN_FLIGHT = "refuels_in_flight"
    DROPS_RAFTS = "drops_rafts"
    RAFTS = "rafts"
    MEDICAL = "medical"
    SEARCH_DOGS = "search_dogs"
    URBAN_SEARCH = "urban_search"
    FIREFIGHTING = "firefighting"
    PUMP = "pump"
    DIVERS = "divers"
    TRAINING = "training"
    SEARCH_PLANNING = "search_planning"
    MASS_RESCUE = "mass_rescue"
    INTERPRETING = "interpreting"


class TypeSource(StrEnum):
    """The reliability of a type's figures; unverified ones are shown as illustrative."""

    SOURCED = "sourced"
    COMPUTED = "computed"
    UNVERIFIED = "unverified"
