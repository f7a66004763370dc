"""Particulars in messages of AIS (ITU-R M.1371-5, types 5, 19 and 24): what a vessel tells of
itself, as far as its form can be true (pure)."""

from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from sar.assets.asset_fields import Callsign, Imo
from sar.assets.heard_vessels import VesselParticulars, is_ship_number
from sar.interop.ais.heard_positions import heard_at
from sar.interop.ais.sentences import Received

_TYPES: Final = frozenset({5, 19, 24})
_LONGEST_M: Final = 500
_BROADEST_M: Final = 80
"""No vessel is greater (house figures): a transponder says so that is set wrongly."""
_DRAUGHT_OR_MORE_M: Final = 25.5
_SHIP_TYPES: Final = range(20, 100)
"""Types of ship and cargo; others are not in use (table 53)."""

_CALLSIGN: Final = TypeAdapter(Callsign)
_IMO: Final = TypeAdapter(Imo)


def particulars_of(received: Received) -> VesselParticulars | None:
    """The particulars that a message tells; None: it tells none, or is of no ship."""
    message = received.message
    if message.msg_type not in _TYPES or not 0 <= int(message.mmsi) <= 999_999_999:
        return None
    mmsi = f"{int(message.mmsi):09d}"
    if not is_ship_number(mmsi):
        return None
    told = VesselParticulars(
        mmsi=mmsi,
        at=heard_at(received),
        name=_line(message, "shipname"),
        callsign=_formed(_CALLSIGN, _line(message, "callsign")),
        imo=_imo(getattr(message, "imo", None)),
        ship_type=_ship_type(getattr(message, "ship_type", None)),
        length_m=_size(message, "to_bow", "to_stern", most=_LONGEST_M),
        beam_m=_size(message, "to_port", "to_starboard", most=_BROADEST_M),
        draught_m=_draught(getattr(message, "draught", None)),
    )
    return None if told == VesselParticulars(mmsi=mmsi, at=told.at) else told


def _line(message: Any, field: str) -> str | None:
    """A text in the six-bit letters of AIS, without what fills it up."""
    told = getattr(message, field, None)
    if not isinstance(told, str):
        return None
    line = " ".join(told.split("@")[0].split())
    return line if any(sign.isalnum() for sign in line) and line.isprintable() else None


def _formed(adapter: TypeAdapter[str], told: str | None) -> str | None:
    """The text as it is taken elsewhere, if it has that form."""
    try:
        return None if told is None else adapter.validate_python(told)
    except ValidationError:
        return None


def _imo(told: Any) -> str | None:
    return _formed(_IMO, f"{int(told):07d}") if told else None


def _ship_type(told: Any) -> int | None:
    return int(told) if told is not None and int(told) in _SHIP_TYPES else None


def _size(message: Any, before: str, behind: str, *, most: int) -> int | None:
    """The distance between two sides, by those from the antenna to each; one of them is 0 where
    the antenna's place is not told."""
    told = (getattr(message, before, None), getattr(message, behind, None))
    if told[0] is None or told[1] is None:
        return None
    size = int(told[0]) + int(told[1])
    return size if 0 < size <= most else None


def _draught(told: Any) -> float | None:
    """To a tenth of a metre; 0 is *not available*, and 25.5 is that or more."""
    return round(float(told), 1) if told and 0.0 < told < _DRAUGHT_OR_MORE_M else None
