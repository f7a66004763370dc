"""Request bodies of positions: of one asset, and rows of many."""

from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from sar.assets.asset_fields import Callsign, Icao24, Imo, Mmsi, TrackerId
from sar.assets.words import CARRIED
from sar.geo.geojson import Latitude, Longitude, Point
from sar.plain_fields import At
from sar.text_fields import Line
from sar.wire import Body

MAX_FIXES: Final = 5_000
CourseDeg = Annotated[float, Field(strict=True, ge=0, lt=360)]
Speed = Annotated[float, Field(strict=True, ge=0, le=2_000)]
Uncertainty = Annotated[float, Field(strict=True, ge=0, le=600)]


class FixBody(Body):
    """A position at a time, from a source."""

    at: At
    point: Point
    course_deg: CourseDeg | None = None
    speed_kn: Speed | None = None
    uncertainty_nm: Uncertainty = 0.1
    source: Line = ""


Fixes = Annotated[
    list[FixBody],
    Field(min_length=1, max_length=MAX_FIXES),
    BeforeValidator(
        lambda given: [given] if isinstance(given, dict) else given,
        json_schema_input_type=FixBody | list[FixBody],
    ),
]
"""One position or several."""


class FixRow(Body):
    """A position among those of many assets: whose it is, when and where, in degrees (WGS 84). The
    asset is named by its `id` here or by what it carries; several names must be of the same.

    A `tracker_id` that no asset has as such is of the one that carries it as another identifier.
    """

    id: UUID | None = None
    mmsi: Mmsi | None = None
    imo: Imo | None = None
    icao24: Icao24 | None = None
    callsign: Callsign | None = None
    tracker_id: TrackerId | None = None
    at: At
    lat: Latitude
    lon: Longitude
    course_deg: CourseDeg | None = None
    speed_kn: Speed | None = None
    uncertainty_nm: Uncertainty = 0.1
    source: Line = ""

    @model_validator(mode="after")
    def _names_an_asset(self) -> Self:
        if all(getattr(self, name) is None for name in ("id", *CARRIED)):
            raise PydanticCustomError(
                "no_identifier",
                "names no asset: give its id, mmsi, imo, icao24, callsign or tracker_id",
            )
        return self
