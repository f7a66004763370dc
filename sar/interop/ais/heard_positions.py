"""Positions in messages of AIS (ITU-R M.1371-5), in the units that the rest of the program has
(pure)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from sar.assets.asset_fields import NOBODYS
from sar.assets.fix_payloads import (
    LONG_RANGE_NM,
    NOT_AVAILABLE_DEG,
    NOT_AVAILABLE_KN,
    USUAL_NM,
)
from sar.assets.words import NavigationStatus
from sar.distress_reports.words import TRANSMITTERS
from sar.geo.position import LatLon
from sar.interop.ais.sentences import Received
from sar.interop.words import FeedFault

POSITION_TYPES: Final = frozenset({1, 2, 3, 9, 18, 19, 27})
"""Of vessels of class A (1 to 3) and B (18, 19), of search-and-rescue aircraft (9), and of any over
long range (27)."""

_AIRCRAFT: Final = 9
_LONG_RANGE: Final = 27

_STATUS_TYPES: Final = frozenset({1, 2, 3, _LONG_RANGE})
_STATUS: Final = {
    0: NavigationStatus.UNDER_WAY,
    1: NavigationStatus.AT_ANCHOR,
    2: NavigationStatus.NOT_UNDER_COMMAND,
    3: NavigationStatus.RESTRICTED,
    4: NavigationStatus.CONSTRAINED_BY_DRAUGHT,
    5: NavigationStatus.MOORED,
    6: NavigationStatus.AGROUND,
    7: NavigationStatus.FISHING,
    8: NavigationStatus.SAILING,
    11: NavigationStatus.TOWING,
    12: NavigationStatus.TOWING,
}
"""By its number (table 45)."""

_NO_SPEED: Final = {_AIRCRAFT: 1023.0, _LONG_RANGE: 63.0}
"""In knots, where a type has another value for *not available* than 102.3 (tables 48, 76, 83)."""

_POSITIONING_FAILS: Final = 63
"""As the second of a position: the positioning system is inoperative (table 48)."""

TRUSTED_WITHIN: Final = timedelta(minutes=10)
"""A station's clock that differs from ours by more is not followed: a stream that was kept that
long and comes now is read with the times at which it comes (house figure)."""


AIS: Final = "AIS"
"""The source of a position, as its asset tells it."""


@dataclass(frozen=True, slots=True)
class HeardPosition:
    """A position off the air: whose, when and where; None: not told.

    `names`: by what the register may know whose it is, each a field of it and a value, the surest
    first: `("mmsi", "247000319")`.
    """

    names: tuple[tuple[str, str], ...]
    at: datetime
    place: LatLon
    speed_kn: float | None
    course_deg: float | None
    uncertainty_nm: float
    source: str = AIS
    status: NavigationStatus | None = None


class TimedReport(Protocol):
    """A report of a station, when it says that it heard it (None: it does not say), and when it
    came here."""

    @property
    def heard_at(self) -> datetime | None: ...

    @property
    def came_at(self) -> datetime: ...


def position_of(received: Received) -> HeardPosition | FeedFault | None:
    """The position that a message tells; None: it tells none, its station knows none, or it is a
    transmitter for distress (`distress_signals` reads those). A fault
    where the message is not what its type says, or nobody has set the transponder's number."""
    message = received.message
    kind = message.msg_type
    if kind not in POSITION_TYPES:
        return None
    lat, lon, mmsi = message.lat, message.lon, int(message.mmsi)
    if lat is None or lon is None or mmsi > 999_999_999:
        return FeedFault.UNREADABLE
    if (number := f"{mmsi:09d}") in NOBODYS:
        return FeedFault.NOBODYS_NUMBER
    if number[:3] in TRANSMITTERS:
        return None
    if abs(lat) > 90.0 or abs(lon) > 180.0 or _second(message) == _POSITIONING_FAILS:
        return None
    speed, course = message.speed, message.course
    none_kn = _NO_SPEED.get(kind, NOT_AVAILABLE_KN)
    return HeardPosition(
        names=(("mmsi", number),),
        at=heard_at(received),
        place=LatLon(lat, lon),
        speed_kn=None if speed is None or speed >= none_kn else float(speed),
        course_deg=None if course is None or course >= NOT_AVAILABLE_DEG else float(course),
        uncertainty_nm=LONG_RANGE_NM if kind == _LONG_RANGE else USUAL_NM,
        status=_status(message),
    )


def _status(message: Any) -> NavigationStatus | None:
    """The navigational status, of the types of message that tell one; None: it is not told, or the
    number is not in use."""
    told = getattr(message, "status", None) if message.msg_type in _STATUS_TYPES else None
    return None if told is None else _STATUS.get(int(told))


def _second(message: Any) -> int | None:
    return getattr(message, "second", None)


def trusted(received: TimedReport) -> datetime | None:
    """The time at which the station heard it; None where it tells none, or its clock is wrong."""
    told = received.heard_at
    if told is None or abs(told - received.came_at) > TRUSTED_WITHIN:
        return None
    return told


def heard_at(received: Received) -> datetime:
    """The time at which the station heard it, if it tells that and its clock is right; else the
    time at which it came."""
    told = trusted(received)
    return received.came_at if told is None else min(told, received.came_at)
