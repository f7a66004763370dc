"""Positions as other programs send them, as rows of `fix_rows` (pure).

- AIS-catcher (`-H`): an envelope of messages with the fields of ITU-R M.1371 by name, in knots and
  degrees. Fields that are not available are left out; old versions send the standard's own values.
- Traccar (`forward.type` json): one position and its device. The device is named by its attributes
  `id`, `mmsi`, `imo`, `icao24`, `callsign` and `tracker_id`, or else by its unique id, as a tracker
  or as whichever of these it has the form of.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from sar.assets.words import CARRIED
from sar.geo.units import M_PER_NM

SentRow = dict[str, Any]

NOT_AVAILABLE_KN: Final = 102.3
NOT_AVAILABLE_DEG: Final = 360.0
"""ITU-R M.1371, table 48; a latitude of 91 and a longitude of 181 likewise."""

_ON_LONG_RANGE: Final = 27
LONG_RANGE_NM: Final = 0.2
"""Its positions are told to a tenth of a minute."""

USUAL_NM: Final = 0.1

IDENTIFIERS: Final = ("id", *CARRIED)
"""The fields by which a row names its asset; several of them must name the same."""

_FORMS: Final[Sequence[tuple[str, re.Pattern[str], Callable[[str], Any]]]] = (
    ("id", re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE), UUID),
    ("mmsi", re.compile(r"[0-9]{9}"), str),
    ("imo", re.compile(r"[0-9]{7}"), str),
    ("icao24", re.compile(r"[0-9a-f]{6}", re.IGNORECASE), str.lower),
    ("callsign", re.compile(r"[0-9a-z]{2,10}", re.IGNORECASE), str.upper),
)


def rows_of(given: Any) -> list[SentRow | None] | None:
    """The rows of what AIS-catcher or Traccar has sent, None for each message that tells no
    position; None: neither of them has sent it."""
    if not isinstance(given, Mapping):
        return None
    messages, position, device = given.get("msgs"), given.get("position"), given.get("device")
    if given.get("protocol") == "jsonaiscatcher" and isinstance(messages, list):
        return [_of_ais(one) for one in messages]
    if isinstance(position, Mapping) and isinstance(device, Mapping):
        return [_of_traccar(position, device)]
    return None


def _of_ais(message: Any) -> SentRow | None:
    if not isinstance(message, Mapping):
        return None
    lat, lon = message.get("lat"), message.get("lon")
    if lat is None or lon is None or abs(_number(lat)) > 90.0 or abs(_number(lon)) > 180.0:
        return None
    row: SentRow = {"at": _received_at(message), "lat": lat, "lon": lon, "source": "AIS"}
    if isinstance(mmsi := message.get("mmsi"), int):
        row["mmsi"] = f"{mmsi:09d}"
    speed, course = message.get("speed"), message.get("course")
    if speed is not None and _number(speed) < NOT_AVAILABLE_KN:
        row["speed_kn"] = speed
    if course is not None and _number(course) < NOT_AVAILABLE_DEG:
        row["course_deg"] = course
    long_range = message.get("type") == _ON_LONG_RANGE
    row["uncertainty_nm"] = LONG_RANGE_NM if long_range else USUAL_NM
    return row


def _number(given: Any) -> float:
    """The number, or one that is none of its kind: the row says then what is wrong with it."""
    return float(given) if isinstance(given, int | float) else 0.0


def _received_at(message: Mapping[str, Any]) -> Any:
    """The instant at which the receiver heard it; what is no time stays as it is."""
    seconds, digits = message.get("rxuxtime"), message.get("rxtime")
    if isinstance(seconds, int | float):
        return _or_as_given(lambda: datetime.fromtimestamp(seconds, UTC), seconds)
    if isinstance(digits, str):
        return _or_as_given(
            lambda: datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC), digits
        )
    return digits


def _or_as_given(read: Callable[[], datetime], given: Any) -> Any:
    try:
        return read()
    except (ValueError, OverflowError, OSError):
        return str(given)


def _of_traccar(position: Mapping[str, Any], device: Mapping[str, Any]) -> SentRow | None:
    if position.get("valid") is False or position.get("outdated") is True:
        return None
    names = _names_of(device)
    protocol = position.get("protocol")
    row: SentRow = {
        **names,
        "at": position.get("fixTime"),
        "lat": position.get("latitude"),
        "lon": position.get("longitude"),
        "source": f"Traccar {protocol}" if isinstance(protocol, str) else "Traccar",
    }
    accuracy_m = position.get("accuracy")
    if isinstance(accuracy_m, int | float) and accuracy_m > 0:
        row["uncertainty_nm"] = max(USUAL_NM, accuracy_m / M_PER_NM)
    speed, course = position.get("speed"), position.get("course")
    if speed is not None:
        row["speed_kn"] = speed
    if course is not None:
        row["course_deg"] = 0.0 if course == NOT_AVAILABLE_DEG else course
    return row


def _names_of(device: Mapping[str, Any]) -> SentRow:
    """The identifiers by which the device is named."""
    attributes = device.get("attributes")
    if isinstance(attributes, Mapping):
        told = {name: attributes[name] for name in IDENTIFIERS if attributes.get(name)}
        if told:
            return {name: str(value) for name, value in told.items()}
    unique = device.get("uniqueId")
    return {"tracker_id": unique} if isinstance(unique, str) and unique else {}


def otherwise_named(tracker: str) -> tuple[str, Any] | None:
    """The identifier that a tracker's id has the form of, by field, as the register has it: it is
    that of the asset where no asset has such a tracker."""
    for name, form, plain in _FORMS:
        if form.fullmatch(tracker):
            return name, plain(tracker)
    return None
