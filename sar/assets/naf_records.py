"""Positions of vessels in records of the North Atlantic Format, as fisheries monitoring centres
send them (VMS): `//SR//TM/POS//RC/IBCD//LT/+35.500//LG/+012.600//DA/20260601//TI/0300//ER//`
(pure)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from math import hypot
from typing import Final

from sar.assets.fix_payloads import USUAL_NM
from sar.geo.position import LatLon

BEGIN: Final = b"//SR//"
END: Final = b"//ER//"

VMS: Final = "VMS"
"""The source of a position, as its asset tells it."""

_POSITIONS: Final = frozenset({"POS", "MAN", "ENT", "EXI"})
"""A vessel's position, by its device or by hand, also on entering and leaving an area."""

_BETWEEN: Final = re.compile(r"//\s*(?=[A-Z]{2}/)", re.IGNORECASE)
"""Between fields: one without a value has a slash before it."""

_MOST_KN: Final = 100.0

_DEGREES: Final = re.compile(r"([+-]?)([0-9]{1,3})(?:\.([0-9]{1,9}))?")
_MINUTES: Final = {
    "LA": re.compile(r"([NS])([0-9]{2})([0-5][0-9])(?:\.([0-9]{1,9}))?"),
    "LO": re.compile(r"([EW])([0-9]{3})([0-5][0-9])(?:\.([0-9]{1,9}))?"),
}
_MINUTES_OF_DEGREE: Final = 60.0
_NAMES: Final = (
    ("IM", "imo", re.compile(r"[0-9]{7}")),
    ("IR", "tracker_id", re.compile(r"[A-Z]{3}[0-9A-Z]{1,12}")),
    ("RC", "callsign", re.compile(r"[0-9A-Z]{2,10}")),
)
"""The fields of a record that name its vessel, the surest first: IMO number, number in the fleet
register, and call sign."""


class UnreadableNaf(ValueError):  # noqa: N818 what it is stands in its name
    """A record that is not as the format says."""


@dataclass(frozen=True, slots=True)
class NafPosition:
    """The position that a record tells: of whom, by fields of the register and the surest first,
    when and where; None: not told."""

    names: tuple[tuple[str, str], ...]
    at: datetime
    place: LatLon
    speed_kn: float | None
    course_deg: float | None
    uncertainty_nm: float


def read_record(record: bytes) -> NafPosition | None:
    """Read what stands between the start of a record and its end; None: it tells no position.
    Raises UnreadableNaf."""
    fields: dict[str, str] = {}
    for one in _BETWEEN.split(record.decode("latin-1")):
        code, slash, value = one.strip().partition("/")
        if slash:
            fields.setdefault(code.strip().upper(), value.strip())
    if fields.get("TM", "").upper() not in _POSITIONS:
        if "TM" not in fields:
            raise UnreadableNaf("tells no type")
        return None
    names = _names(fields)
    if not names:
        raise UnreadableNaf("names no vessel")
    (lat, lat_off), (lon, lon_off) = _angle(fields, "LT", "LA"), _angle(fields, "LG", "LO")
    if abs(lat) > 90.0 or abs(lon) > 180.0:
        raise UnreadableNaf("tells no place on Earth")
    return NafPosition(
        names=names,
        at=_time(fields),
        place=LatLon(lat, lon),
        speed_kn=_tenths(fields.get("SP", "")),
        course_deg=_course(fields.get("CO", "")),
        uncertainty_nm=max(USUAL_NM, hypot(lat_off, lon_off) * _MINUTES_OF_DEGREE),
    )


def _names(fields: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    told = [(name, form, _plain(fields.get(code, ""))) for code, name, form in _NAMES]
    return tuple((name, value) for name, form, value in told if form.fullmatch(value))


def _plain(given: str) -> str:
    """A call sign without the signs that some write between its parts."""
    return re.sub(r"[ .-]", "", given).upper()


def _angle(fields: Mapping[str, str], decimal: str, sixtieth: str) -> tuple[float, float]:
    """A latitude or longitude in degrees, and half its last place."""
    if found := _DEGREES.fullmatch(fields.get(decimal, "")):
        sign, whole, part = found.groups()
        value = float(f"{whole}.{part or 0}")
        return -value if sign == "-" else value, 0.5 * 10.0 ** -len(part or "")
    if found := _MINUTES[sixtieth].fullmatch(fields.get(sixtieth, "").upper()):
        side, whole, minutes, part = found.groups()
        value = int(whole) + float(f"{minutes}.{part or 0}") / _MINUTES_OF_DEGREE
        off = 0.5 * 10.0 ** -len(part or "") / _MINUTES_OF_DEGREE
        return -value if side in "SW" else value, off
    raise UnreadableNaf("tells no place")


def _time(fields: Mapping[str, str]) -> datetime:
    told = fields.get("DA", "") + fields.get("TI", "")
    if not re.fullmatch(r"[0-9]{12}", told):
        raise UnreadableNaf("tells no time")
    try:
        return datetime.strptime(told, "%Y%m%d%H%M").replace(tzinfo=UTC)
    except ValueError:
        raise UnreadableNaf("tells no time") from None


def _tenths(given: str) -> float | None:
    """A speed, told in tenths of knots."""
    if not re.fullmatch(r"[0-9]{1,4}", given):
        return None
    value = int(given) / 10.0
    return value if value <= _MOST_KN else None


def _course(given: str) -> float | None:
    if not re.fullmatch(r"[0-9]{1,3}", given) or int(given) > 360:
        return None
    return float(int(given) % 360)
