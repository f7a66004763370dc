"""Positions and areas as PostGIS columns (geography, WGS 84)."""

from collections.abc import Callable
from functools import lru_cache
from struct import Struct
from typing import Any, Final, Literal

import shapely
from geoalchemy2 import Geography
from geoalchemy2.elements import WKBElement
from shapely.geometry import MultiPolygon, Polygon
from sqlalchemy import ColumnElement, Dialect, Double, func, literal, or_, type_coerce
from sqlalchemy.types import TypeDecorator

from sar.geo.position import LatLon

_SRID = 4326


class PointColumn(TypeDecorator[LatLon]):
    """A LatLon in a geography(POINT). Indexes are declared by the model, with gist."""

    impl = Geography
    cache_ok = True

    def __init__(self) -> None:
        super().__init__("POINT", srid=_SRID, spatial_index=False)

    def process_bind_param(self, value: LatLon | None, _dialect: Dialect) -> str | None:
        if value is None:
            return None
        return f"SRID={_SRID};POINT({value.lon!r} {value.lat!r})"

    def result_processor(self, _dialect: Dialect, _coltype: object) -> Callable[[Any], Any]:
        """Read without the library's element: the last sixteen bytes of any point's binary form."""
        return _point

    def process_result_value(self, value: WKBElement | None, _dialect: Dialect) -> LatLon | None:
        return _point(value)


def _point(value: str | bytes | memoryview | WKBElement | None) -> LatLon | None:
    if value is None:
        return None
    data = value.data if isinstance(value, WKBElement) else value
    binary = bytes.fromhex(data) if isinstance(data, str) else data
    form = _LITTLE if binary[0] else _BIG
    lon, lat = form.unpack_from(binary, len(binary) - form.size)
    return LatLon(lat=lat, lon=lon)


_LITTLE: Final = Struct("<dd")
_BIG: Final = Struct(">dd")


class AreaColumn(TypeDecorator[MultiPolygon]):
    """An area in a geography(MULTIPOLYGON). Indexes are declared by the model, with gist."""

    impl = Geography
    cache_ok = True

    def __init__(self) -> None:
        super().__init__("MULTIPOLYGON", srid=_SRID, spatial_index=False)

    def process_bind_param(self, value: MultiPolygon | None, _dialect: Dialect) -> str | None:
        if value is None:
            return None
        polygons = ",".join(_polygon_text(polygon) for polygon in value.geoms)
        return f"SRID={_SRID};MULTIPOLYGON({polygons})"

    def process_result_value(
        self, value: WKBElement | None, _dialect: Dialect
    ) -> MultiPolygon | None:
        if value is None:
            return None
        return _area(bytes(value.data) if not isinstance(value.data, str) else value.data)


@lru_cache(maxsize=256)
def _area(wkb: bytes | str) -> MultiPolygon:
    """The area; regions and zones are read again and again, and nobody changes one."""
    return MultiPolygon(shapely.get_parts(shapely.from_wkb(wkb)).tolist())


def _polygon_text(polygon: Polygon) -> str:
    """Written with repr(), because WKT writers round small numbers away."""
    rings = (
        ",".join(f"{lon!r} {lat!r}" for lon, lat in ring.coords)
        for ring in (polygon.exterior, *polygon.interiors)
    )
    return "(" + ",".join(f"({ring})" for ring in rings) + ")"


def point_literal(p: LatLon) -> ColumnElement[LatLon]:
    """p as a bound geography, for `func.ST_DWithin(Fix.position, point_literal(p), range_m)`."""
    return literal(p, PointColumn())


def area_literal(area: MultiPolygon) -> ColumnElement[MultiPolygon]:
    """The area as a bound geography."""
    return literal(area, AreaColumn())


def area_covers(area: Any, point: Any) -> ColumnElement[bool]:
    """The SQL twin of `areas.contains`: edges straight in lon and lat, both signs of 180.

    Geography predicates bend long edges along geodesics and so disagree with GeoJSON by miles;
    this compares as geometry, which no geography index serves: narrow the rows beforehand.
    """
    # Not cast(): the type's own read function must not be wrapped around the operands.
    flat_area = func.geometry(type_coerce(area, AreaColumn()))
    flat_point = func.geometry(type_coerce(point, PointColumn()))
    mirrored = func.ST_SetSRID(
        func.ST_MakePoint(-func.ST_X(flat_point), func.ST_Y(flat_point)), _SRID
    )
    return or_(
        func.ST_Intersects(flat_area, flat_point),
        (func.abs(func.ST_X(flat_point)) == 180.0) & func.ST_Intersects(flat_area, mirrored),
    )


def snapped(point: Any, precision_nm: Any) -> ColumnElement[LatLon]:
    """The SQL twin of `geodesy.snap`, to the last bit; its text stands in revision 0012."""
    return func.snapped(point, precision_nm, type_=PointColumn())


def displaced_cell(point: Any, precision_nm: Any, secret: Any, berth: Any) -> ColumnElement[LatLon]:
    """The SQL twin of `geodesy.displaced_cell`, to the last bit; its text stands in revision
    0099."""
    return func.displaced_cell(point, precision_nm, secret, berth, type_=PointColumn())


def lon_lat(point: Any) -> tuple[ColumnElement[float], ColumnElement[float]]:
    """Longitude and latitude of a point column, null where it is."""
    flat = func.geometry(type_coerce(point, PointColumn()))
    return func.ST_X(flat, type_=Double()), func.ST_Y(flat, type_=Double())


def within_box(
    point: Any, west: float, south: float, east: float, north: float
) -> ColumnElement[bool]:
    """Whether a point column lies in the box or on its edge; west of east, else across 180.

    As flat envelopes: a box half round the earth or more has edges that no geography can hold.
    """
    spans = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
    flat = func.geometry(type_coerce(point, PointColumn()))
    return or_(
        *(
            func.ST_Intersects(flat, func.ST_MakeEnvelope(left, south, right, north, _SRID))
            for left, right in spans
        )
    )


def render_item(kind: str, item: Any, context: Any) -> str | Literal[False]:
    """For Alembic's `render_item`: migrations name these types by import."""
    if kind == "type" and isinstance(item, PointColumn | AreaColumn):
        name = type(item).__name__
        context.imports.add(f"from sar.geo.columns import {name}")
        return f"{name}()"
    return False
