"""Request bodies of fuel points."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError
from uuid_utils.compat import uuid7

from sar.assets.asset_fields import DValue, Mass, Note, Runway
from sar.assets.words import CraftKind, Fuel
from sar.geo.geojson import Point
from sar.parties.hours import HOURS
from sar.text_fields import Line, Named
from sar.wire import Body


def _hours(given: str) -> str:
    if given and HOURS.fullmatch(given) is None:
        raise PydanticCustomError("no_hours", "must be hours in UTC like 06:00-18:00, or empty")
    return given


def _each_fuel(given: list[Fuel]) -> list[Fuel]:
    """Each once, in the order of the list."""
    return [one for one in Fuel if one in given]


def _each_craft(given: list[CraftKind]) -> list[CraftKind]:
    """Each once, in the order of the list."""
    return [one for one in CraftKind if one in given]


Fuels = Annotated[list[Fuel], Field(min_length=1, max_length=len(Fuel)), AfterValidator(_each_fuel)]
Crafts = Annotated[
    list[CraftKind], Field(min_length=1, max_length=len(CraftKind)), AfterValidator(_each_craft)
]
HoursUtc = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=11), AfterValidator(_hours)
]
MostDraught = Annotated[float, Field(strict=True, gt=0, le=40)]


class FuelPointBody(Body):
    """A new fuel point of the caller's party.

    `hours_utc` like `06:00-18:00`, in UTC, also over midnight; empty: at every hour. The limits of
    landing there: `d_value_max_m`, the D-value of the largest helicopter (its length with rotors
    turning), `mass_max_t` of the heaviest aircraft, in tonnes, and the length of the runway,
    `runway_m`.
    """

    id: UUID = Field(default_factory=uuid7)
    name: Named
    place: Point
    fuels: Fuels
    crafts: Crafts
    hours_utc: HoursUtc = ""
    draught_max_m: MostDraught | None = None
    d_value_max_m: DValue | None = None
    mass_max_t: Mass | None = None
    runway_m: Runway | None = None
    source: Line = ""
    note: Note = ""


class ChangeFuelPointBody(Body):
    """The changes; fields left out keep their values."""

    name: Named = Field(default_factory=str)
    place: Point | None = None
    fuels: Fuels = Field(default_factory=list)
    crafts: Crafts = Field(default_factory=list)
    hours_utc: HoursUtc = Field(default_factory=str)
    draught_max_m: MostDraught | None = None
    d_value_max_m: DValue | None = None
    mass_max_t: Mass | None = None
    runway_m: Runway | None = None
    source: Line = Field(default_factory=str)
    note: Note = Field(default_factory=str)
