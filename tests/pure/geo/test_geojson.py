"""The API's shapes accept GeoJSON and nothing else, and describe themselves."""

import json
import math
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError
from shapely.geometry import MultiPolygon

from sar.geo.geojson import AreaShape, Point
from sar.geo.position import LatLon

TRIANGLE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}


class Zone(BaseModel):
    name: str
    area: AreaShape
    at: Point | None = None


def test_a_point_is_a_position_and_back() -> None:
    point = Point.model_validate_json('{"type":"Point","coordinates":[12.5,35]}')
    assert point.to_latlon() == LatLon(35, 12.5)
    assert Point.of(LatLon(35, 12.5)) == point
    assert json.loads(point.model_dump_json()) == {"type": "Point", "coordinates": [12.5, 35.0]}


@pytest.mark.parametrize(
    "value",
    [
        {"type": "Point", "coordinates": [12.5]},
        {"type": "Point", "coordinates": [12.5, 35, 0]},
        {"type": "Point", "coordinates": [181, 35]},
        {"type": "Point", "coordinates": [12.5, 91]},
        {"type": "Point", "coordinates": [math.nan, 35]},
        {"type": "Point", "coordinates": [12.5, math.inf]},
        {"type": "Point", "coordinates": ["12.5", 35]},
        {"type": "Point", "coordinates": [True, 35]},
        {"type": "Point", "coordinates": [12.5, 35], "bbox": []},
        {"type": "Polygon", "coordinates": [12.5, 35]},
        {"type": "Point"},
    ],
)
def test_a_bad_point_is_refused(value: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Point.model_validate(value)


def test_an_area_is_read_and_written_as_geojson() -> None:
    zone = Zone.model_validate({"name": "A", "area": TRIANGLE})
    assert isinstance(zone.area, MultiPolygon)
    written = json.loads(zone.model_dump_json())["area"]
    assert written["type"] == "MultiPolygon"
    assert Zone.model_validate({"name": "A", "area": written}).area.equals(zone.area)
    assert Zone(name="B", area=zone.area).area is zone.area


def test_a_refused_area_tells_code_and_place() -> None:
    crossing = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
    with pytest.raises(ValidationError) as refused:
        Zone.model_validate({"name": "A", "area": crossing})
    (error,) = refused.value.errors()
    assert error["type"] == "area_not_simple"
    assert error["loc"] == ("area",)
    assert error["ctx"]["at"] == "coordinates"


@pytest.mark.parametrize("member", ["{x}", "{", "a" * 100])
def test_a_member_with_braces_does_not_break_the_message(member: str) -> None:
    with pytest.raises(ValidationError, match="type and coordinates alone"):
        Zone.model_validate({"name": "A", "area": {**TRIANGLE, member: 1}})


def test_openapi_describes_both_shapes() -> None:
    schema = Zone.model_json_schema()["properties"]["area"]
    assert [shape["properties"]["type"]["const"] for shape in schema["oneOf"]] == [
        "Polygon",
        "MultiPolygon",
    ]
    assert Zone.model_json_schema(mode="serialization")["properties"]["area"]["oneOf"]
