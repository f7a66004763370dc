"""The GeoJSON shapes the API speaks, as pydantic types."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema
from shapely.geometry import MultiPolygon

from sar.geo.areas import MAX_RINGS, AreaRefused, area_geojson, parse_area
from sar.geo.position import LatLon

Longitude = Annotated[float, Field(strict=True, ge=-180, le=180, allow_inf_nan=False)]
Latitude = Annotated[float, Field(strict=True, ge=-90, le=90, allow_inf_nan=False)]


class Point(BaseModel):
    """A GeoJSON Point: longitude, latitude, and nothing more."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: Literal["Point"] = "Point"
    coordinates: tuple[Longitude, Latitude] = Field(description="lon, lat in degrees, WGS 84")

    @classmethod
    def of(cls, p: LatLon) -> Self:
        return cls(coordinates=(p.lon, p.lat))

    def to_latlon(self) -> LatLon:
        lon, lat = self.coordinates
        return LatLon(lat=lat, lon=lon)


class MultiLine(BaseModel):
    """A GeoJSON MultiLineString."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: Literal["MultiLineString"] = "MultiLineString"
    coordinates: tuple[tuple[tuple[Longitude, Latitude], ...], ...] = Field(
        description="Lines of lon, lat in degrees, WGS 84"
    )


class _AreaShape:
    """A MultiPolygon as pydantic reads it, writes it, and describes it in OpenAPI."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _read_area,
            serialization=core_schema.plain_serializer_function_ser_schema(area_geojson),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        position = {
            "type": "array",
            "prefixItems": [
                {"type": "number", "minimum": -180, "maximum": 180},
                {"type": "number", "minimum": -90, "maximum": 90},
            ],
            "minItems": 2,
            "maxItems": 2,
        }
        ring = {"type": "array", "items": position, "minItems": 4}
        polygon = {"type": "array", "items": ring, "minItems": 1, "maxItems": MAX_RINGS}
        return {
            "description": "A GeoJSON Polygon or MultiPolygon, valid, with closed rings.",
            "oneOf": [
                _shape("Polygon", polygon),
                _shape("MultiPolygon", {"type": "array", "items": polygon, "minItems": 1}),
            ],
        }


def _shape(name: str, coordinates: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {"type": {"const": name}, "coordinates": coordinates},
        "required": ["type", "coordinates"],
        "additionalProperties": False,
    }


def _read_area(value: object) -> MultiPolygon:
    if isinstance(value, MultiPolygon):
        return value
    try:
        return parse_area(value)
    except AreaRefused as refused:
        message = str(refused).replace("{", "(").replace("}", ")")
        context = {"at": refused.at, **refused.params}
        raise PydanticCustomError(refused.code, message, context) from refused


AreaShape = Annotated[MultiPolygon, _AreaShape]
