"""The kinds of fields that assets, ships and their types take: identifiers, codes and measures."""

from typing import Annotated, Final

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from sar.agreements.words import Sensor
from sar.assets.catalogue import PREFIX_END, UNKNOWN_TYPE, shipped_types


def _known_type(code: str) -> str:
    if code not in shipped_types() and PREFIX_END not in code:
        raise PydanticCustomError("unknown_type", UNKNOWN_TYPE)
    return code


def _imo(number: str) -> str:
    weighted = sum(int(digit) * weight for digit, weight in zip(number, range(7, 1, -1)))  # noqa: B905 the last digit is the check
    if weighted % 10 != int(number[6]):
        raise PydanticCustomError(
            "imo_check_digit", "is no IMO number: its last digit does not fit the others"
        )
    return number


TypeCode = Annotated[str, StringConstraints(max_length=20), AfterValidator(_known_type)]
"""A shipped type, or a code as parties' own have it: the verb asks the database whether the caller
may name that one (`own_type_acts`)."""
NOBODYS: Final = frozenset({"000000000", "111111111", "123456789", "999999999"})
"""Numbers that transponders send which nobody has set."""

_BEACONS: Final = ("970", "972", "974")
"""Transponders of people and boats in distress, man overboard, and beacons (ITU-R M.585)."""


def _ships_number(number: str) -> str:
    if number in NOBODYS:
        raise PydanticCustomError("nobodys_number", "is nobody's number: leave it out")
    if number.startswith(_BEACONS):
        raise PydanticCustomError(
            "beacons_number", "is the number of a distress beacon, not of a ship: report a distress"
        )
    return number


def _once(sensors: list[Sensor]) -> list[Sensor]:
    """Each once, in the order of the list."""
    return [one for one in Sensor if one in sensors]


Mmsi = Annotated[str, StringConstraints(pattern=r"^[0-9]{9}$"), AfterValidator(_ships_number)]
Imo = Annotated[str, StringConstraints(pattern=r"^[0-9]{7}$"), AfterValidator(_imo)]
Icao24 = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9A-Fa-f]{6}$"),
    AfterValidator(str.lower),
]
Callsign = Annotated[
    str, StringConstraints(pattern=r"^[0-9A-Za-z]{2,10}$"), AfterValidator(str.upper)
]
TrackerId = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z._:-]{4,40}$")]
"""The name of a tracker, as it is: an IMEI has 15 digits."""
FlagState = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{3}$"), AfterValidator(str.upper)]
"""A State by ISO 3166-1 alpha-3."""
Sensors = Annotated[list[Sensor], Field(max_length=len(Sensor)), AfterValidator(_once)]
NoticeMinutes = Annotated[int, Field(strict=True, ge=0, le=10_080)]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)]
Quantity = Annotated[int, Field(strict=True, ge=1, le=100_000)]
DValue = Annotated[float, Field(strict=True, gt=0, le=60)]
"""The length of a helicopter with its rotors turning, in metres (ICAO Annex 14, CAP 437)."""
Mass = Annotated[float, Field(strict=True, gt=0, le=700)]
"""Of an aircraft, at take-off, in tonnes."""
Runway = Annotated[float, Field(strict=True, gt=0, le=6_000)]
"""In metres."""
