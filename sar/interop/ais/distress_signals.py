"""Signals of distress in messages of AIS (ITU-R M.1371-5, annexes 8 and 9; M.585, annex 2) (pure).

A transmitter under test says so, and is no distress: navigational status 15, or a text with TEST.
"""

from typing import Any, Final

from sar.distress_reports.heard_distress import HeardDistress
from sar.distress_reports.words import TRANSMITTERS, ReportMeans
from sar.geo.position import LatLon
from sar.interop.ais.heard_positions import heard_at
from sar.interop.ais.sentences import Received

_POSITION_TYPES: Final = frozenset({1, 2, 3})
_TEXT_TYPES: Final = frozenset({12, 14})
"""Texts that bear on safety: to one station, and to all."""
_ACTIVE: Final = 14
"""The navigational status of a transmitter in distress that is active (table 45)."""


def distress_in(received: Received) -> HeardDistress | None:
    """The signal of distress in a message; None: it is none, or a test."""
    message = received.message
    number = f"{int(message.mmsi):09d}"
    means = TRANSMITTERS.get(number[:3])
    if message.msg_type in _TEXT_TYPES:
        if means is None or not _says_active(message):
            return None
        return HeardDistress(means, number, heard_at(received), None)
    if message.msg_type not in _POSITION_TYPES or message.status != _ACTIVE:
        return None
    place = _place(message)
    return HeardDistress(means or ReportMeans.AIS_SHIP, number, heard_at(received), place)


def _says_active(message: Any) -> bool:
    """Whether the text is that of an active one: `SART ACTIVE`, `MOB ACTIVE`, `EPIRB ACTIVE`."""
    words = str(message.text or "").upper().split()
    return "ACTIVE" in words and "TEST" not in words


def _place(message: Any) -> LatLon | None:
    lat, lon = message.lat, message.lon
    if lat is None or lon is None or abs(lat) > 90.0 or abs(lon) > 180.0:
        return None
    return LatLon(lat, lon)
