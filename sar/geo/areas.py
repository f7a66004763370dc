"""Areas on the earth: taken from GeoJSON under limits, drawn as discs and legs, asked about."""

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Proj
from shapely.affinity import scale, translate
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box, mapping
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from sar.geo.geodesy import WGS84, distance_nm
from sar.geo.position import LatLon
from sar.geo.units import M_PER_NM

MAX_VERTICES: Final = 2_000
MAX_RINGS: Final = 50
MAX_DISC_RADIUS_NM: Final = 5_400.0

_DISC_POINTS = 144
_LEG_STEP_NM = 10.0
_EDGE_STEP_DEG = 0.1
_LONG_EDGE_DEG = 1.0
_ROUNDING_DEG = 1e-9
_TOO_WIDE = "the area is too wide for a plane about its middle"

Ring = list[tuple[float, float]]
Polyline = tuple[tuple[float, float], ...]


_SENTENCES: Final[Mapping[str, str]] = {
    "area_not_an_object": "must be a GeoJSON geometry: an object with type and coordinates",
    "area_type": "must be a Polygon or a MultiPolygon",
    "area_unknown_member": "may hold type and coordinates alone: send the geometry of a Feature",
    "area_not_an_array": "must be a list there",
    "area_empty": "is empty there",
    "area_too_many_rings": "has too many rings: draw it in several parts",
    "area_too_many_vertices": "has too many corners: simplify it, or draw it in several parts",
    "area_ring_too_short": "has a ring of fewer than three corners",
    "area_ring_open": "has a ring that is not closed: its last corner must be its first",
    "area_crosses_antimeridian": "goes over the antimeridian: cut it there, into a MultiPolygon",
    "area_position_not_a_pair": "has a corner that is not longitude and latitude alone",
    "area_position_not_a_number": "has a corner that is not a number",
    "area_position_not_finite": "has a corner that is not a number",
    "area_position_out_of_range": "has a corner off the earth: longitude first, then latitude",
    "area_without_area": "has a ring without any area",
    "area_not_simple": "crosses itself, or two of its rings overlap",
}


class AreaRefused(ValueError):  # noqa: N818 refusals have their own word
    """An area that cannot be taken: a stable code, its parameters, and where in the GeoJSON."""

    def __init__(self, code: str, params: Mapping[str, Any], at: str) -> None:
        told = ", ".join(f"{name} {value}" for name, value in params.items())
        super().__init__(f"{_SENTENCES[code]}, at {at}" + (f" ({told})" if told else ""))
        self.code = code
        self.params = dict(params)
        self.at = at


def parse_area(geojson: object) -> MultiPolygon:
    """The area a GeoJSON Polygon or MultiPolygon describes, edges straight in lon and lat.

    Never repairs. Refuses by AreaRefused: another type or member, more than MAX_VERTICES or
    MAX_RINGS, numbers that are not finite or not on earth, open or short rings, edges that jump
    over the antimeridian (RFC 7946 section 3.1.9 wants them cut), crossing or overlapping
    rings, rings without area. The cheap checks come first, so that no size of input is costly.
    """
    if not isinstance(geojson, Mapping):
        raise AreaRefused("area_not_an_object", {}, "$")
    kind, coordinates = geojson.get("type"), geojson.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        raise AreaRefused("area_type", {"allowed": "Polygon, MultiPolygon"}, "type")
    for member in geojson:
        if member not in ("type", "coordinates"):
            raise AreaRefused("area_unknown_member", {"member": str(member)[:40]}, "$")
    if kind == "Polygon":
        polygons = [_Reader().polygon(coordinates, "coordinates")]
    else:
        polygons = _Reader().polygons(coordinates)
    area = MultiPolygon(polygons)
    _check_valid(area)
    return area


class _Reader:
    """Counts vertices and rings over all polygons while it reads them."""

    def __init__(self) -> None:
        self.vertices = 0
        self.rings = 0

    def polygons(self, coordinates: object) -> list[Polygon]:
        return [
            self.polygon(polygon, f"coordinates[{i}]")
            for i, polygon in enumerate(_array(coordinates, "coordinates"))
        ]

    def polygon(self, coordinates: object, at: str) -> Polygon:
        shell, *holes = (
            self.ring(ring, f"{at}[{i}]") for i, ring in enumerate(_array(coordinates, at))
        )
        return Polygon(shell, holes)

    def ring(self, coordinates: object, at: str) -> Ring:
        positions = _array(coordinates, at)
        self.rings += 1
        self.vertices += len(positions)
        if self.rings > MAX_RINGS:
            raise AreaRefused("area_too_many_rings", {"limit": MAX_RINGS}, at)
        if self.vertices > MAX_VERTICES:
            raise AreaRefused("area_too_many_vertices", {"limit": MAX_VERTICES}, at)
        ring = [_position(position, f"{at}[{i}]") for i, position in enumerate(positions)]
        if len(ring) < 4:
            raise AreaRefused("area_ring_too_short", {"positions": len(ring), "least": 4}, at)
        if ring[0] != ring[-1]:
            raise AreaRefused("area_ring_open", {}, at)
        for i, (a, b) in enumerate(itertools.pairwise(ring)):
            if abs(b[0] - a[0]) >= 180.0:
                raise AreaRefused("area_crosses_antimeridian", {}, f"{at}[{i + 1}]")
        return ring


def _array(value: object, at: str) -> list[Any] | tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise AreaRefused("area_not_an_array", {}, at)
    if not value:
        raise AreaRefused("area_empty", {}, at)
    return value


def _position(value: object, at: str) -> tuple[float, float]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise AreaRefused("area_position_not_a_pair", {}, at)
    lon, lat = value
    for number, bound, name in ((lon, 180, "lon"), (lat, 90, "lat")):
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise AreaRefused("area_position_not_a_number", {"axis": name}, at)
        if not (isinstance(number, int) or math.isfinite(number)):
            raise AreaRefused("area_position_not_finite", {"axis": name}, at)
        if not -bound <= number <= bound:
            raise AreaRefused("area_position_out_of_range", {"axis": name, "bound": bound}, at)
    return float(lon), float(lat)


def _check_valid(area: MultiPolygon) -> None:
    for i, polygon in enumerate(area.geoms):
        for j, ring in enumerate((polygon.exterior, *polygon.interiors)):
            if ring.convex_hull.area == 0.0:
                raise AreaRefused("area_without_area", {"polygon": i, "ring": j}, "coordinates")
    if not shapely.is_valid(area):
        reason = shapely.is_valid_reason(area)
        raise AreaRefused("area_not_simple", {"reason": reason}, "coordinates")


def area_geojson(area: MultiPolygon) -> dict[str, Any]:
    """A GeoJSON MultiPolygon, outer rings counter-clockwise as RFC 7946 asks."""
    geojson = mapping(MultiPolygon([orient(polygon) for polygon in area.geoms]))
    return {
        "type": "MultiPolygon",
        "coordinates": [
            [[list(position) for position in ring] for ring in polygon]
            for polygon in geojson["coordinates"]
        ],
    }


def outer_rings(geojson: Mapping[str, Any]) -> list[list[LatLon]]:
    """The corners of each part of a stored area, its first one once."""
    parts = parse_area(geojson).geoms
    return [[LatLon(lat, lon) for lon, lat in one.exterior.coords[:-1]] for one in parts]


def contains(area: MultiPolygon, p: LatLon) -> bool:
    """Whether p lies in the area or on its edge; the antimeridian has both signs."""
    if shapely.intersects_xy(area, p.lon, p.lat):
        return True
    return abs(p.lon) == 180.0 and bool(shapely.intersects_xy(area, -p.lon, p.lat))


def nearest(areas: Sequence[MultiPolygon], p: LatLon) -> int | None:
    """The number of the area nearest to p, on a plane about p that is true in its middle; None
    without any."""
    if not areas:
        return None
    middle, wide = Point(p.lon, p.lat), math.cos(math.radians(p.lat))

    def degrees(area: MultiPolygon) -> float:
        turns = (translate(area, turn) for turn in (-360.0, 0.0, 360.0))
        return min(scale(one, wide, 1.0, origin=middle).distance(middle) for one in turns)

    return min(range(len(areas)), key=lambda number: degrees(areas[number]))


def contains_all(
    area: MultiPolygon, lons: NDArray[np.float64], lats: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """`contains` for many positions; NaN lies nowhere."""
    shapely.prepare(area)
    found = np.asarray(shapely.intersects_xy(area, lons, lats))
    seam = np.flatnonzero(np.abs(lons) == 180.0)
    found[seam] |= shapely.intersects_xy(area, -lons[seam], lats[seam])
    return found


def disc(centre: LatLon, radius_nm: float) -> MultiPolygon:
    """All within the radius, as a polygon of many corners cut at the antimeridian.

    The radius is at most MAX_DISC_RADIUS_NM, a quarter of the way round.
    """
    if not 0.0 < radius_nm <= MAX_DISC_RADIUS_NM:
        raise ValueError(f"a disc has a radius of 0 to {MAX_DISC_RADIUS_NM:g} nm")
    lons, lats = _rim(centre, radius_nm)
    for pole_lat in (90.0, -90.0):
        if distance_nm(centre, LatLon(pole_lat, 0.0)) <= radius_nm:
            return _cap(lons, lats, pole_lat)
    east_deg = (lons - centre.lon + 180.0) % 360.0 - 180.0
    return _multi(_cut(Polygon(np.column_stack((centre.lon + east_deg, lats)))))


def _rim(centre: LatLon, radius_nm: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    azimuths_deg = np.arange(_DISC_POINTS) * (360.0 / _DISC_POINTS)
    around = np.ones(_DISC_POINTS)
    lons, lats, _ = WGS84.fwd(
        around * centre.lon, around * centre.lat, azimuths_deg, around * radius_nm * M_PER_NM
    )
    return np.asarray(lons), np.asarray(lats)


def _cap(lons: NDArray[np.float64], lats: NDArray[np.float64], pole_lat: float) -> MultiPolygon:
    """The disc that holds a pole: everything between its rim and the pole's line."""
    order = np.argsort(lons)
    lons, lats = lons[order], lats[order]
    seam_lat = float(np.interp(180.0, (lons[-1], lons[0] + 360.0), (lats[-1], lats[0])))
    rim = [(-180.0, seam_lat), *zip(lons.tolist(), lats.tolist(), strict=True), (180.0, seam_lat)]
    pole = [(float(lon), pole_lat) for lon in range(180, -181, -90)]
    return MultiPolygon([Polygon(dict.fromkeys(rim + pole))])


def boxes_about(p: LatLon, reach_nm: float) -> list[Polygon]:
    """The boxes of `bounds_about`, as areas."""
    return [shapely.box(*bounds) for bounds in bounds_about(p, reach_nm)]


def bounds_about(p: LatLon, reach_nm: float) -> list[tuple[float, float, float, float]]:
    """West, south, east and north of the box that reaches so far from a place, and of what of it
    lies beyond the antimeridian as it lies a turn further east or west."""
    high = reach_nm / 60.0
    wide = min(180.0, high / max(0.01, math.cos(math.radians(p.lat))))
    return [
        (middle - wide, p.lat - high, middle + wide, p.lat + high)
        for middle in (p.lon - 360.0, p.lon, p.lon + 360.0)
        if middle - wide <= 180.0 and middle + wide >= -180.0
    ]


def leg(a: LatLon, b: LatLon) -> BaseGeometry:
    """The geodesic as a line to intersect with areas, cut at the antimeridian.

    Between equal positions it is a point. Corners stand every ten miles, which keeps the line
    within metres of the geodesic except close to a pole.
    """
    if a == b:
        return Point(a.lon, a.lat)
    return _cut(LineString(np.column_stack(corners(a, b, distance_nm(a, b)))))


def corners(
    a: LatLon, b: LatLon, length_nm: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Longitudes, running on over the antimeridian, and latitudes of the geodesic of that length,
    about every ten miles."""
    between = max(0, math.ceil(length_nm / _LEG_STEP_NM) - 1)
    lons, lats = np.empty((2, between + 2))
    lons[0], lats[0], lons[-1], lats[-1] = a.lon, a.lat, b.lon, b.lat
    if between:
        inner = WGS84.inv_intermediate(
            a.lon, a.lat, b.lon, b.lat, npts=between, return_back_azimuth=False
        )
        lons[1:-1], lats[1:-1] = inner.lons, inner.lats
    if np.abs(lons[1:] - lons[:-1]).max() > 180.0:
        lons = np.unwrap(lons, period=360.0)
    return lons, lats


def lines(lons: NDArray[np.float64], lats: NDArray[np.float64]) -> list[Polyline]:
    """A line through positions no half turn apart, in as many parts as the antimeridian cuts."""
    running = np.column_stack((np.unwrap(lons, period=360.0), lats))
    parts = shapely.get_parts(_cut(LineString(running)))
    return [
        tuple((round(lon, 3), round(lat, 3)) for lon, lat in part.coords)
        for part in parts
        if isinstance(part, LineString)
    ]


def circle(centre: LatLon, radius_nm: float) -> list[Polyline]:
    """All that lies so far along the geodesic."""
    lons, lats = _rim(centre, radius_nm)
    return lines(np.append(lons, lons[0]), np.append(lats, lats[0]))


def _cut(geometry: BaseGeometry) -> BaseGeometry:
    """A geometry in running longitudes brought back between −180 and 180.

    Parts on the antimeridian itself are given on both of its sides.
    """
    west, _, east, _ = geometry.bounds
    first, last = math.ceil((west + 180.0) / 360.0) - 1, math.floor((east + 180.0) / 360.0)
    if first == last == 0:
        return geometry
    parts = []
    for turn in range(first, last + 1):
        world = box(turn * 360.0 - 180.0, -90.0, turn * 360.0 + 180.0, 90.0)
        parts.append(translate(shapely.intersection(geometry, world), xoff=-360.0 * turn))
    return shapely.union_all(parts)


def around(area: MultiPolygon, nm: float) -> MultiPolygon:
    """The area with all that lies so far from it, cut at the antimeridian; its holes are filled.

    Measured on a plane about the middle of each part: right to a hundredth for parts of up to a
    thousand miles that lie off the poles. ValueError for one that no such plane holds.
    """
    try:
        parts = [_part_around(part, nm) for part in area.geoms]
        found = _multi(shapely.union_all([_cut(part) for part in parts]))
        if found.is_valid and found.buffer(_ROUNDING_DEG).covers(area):
            return found
    except shapely.errors.GEOSException as error:
        raise ValueError(_TOO_WIDE) from error
    raise ValueError(_TOO_WIDE)


def _part_around(part: Polygon, nm: float) -> Polygon:
    middle = part.centroid
    plane = Proj(proj="aeqd", lat_0=middle.y, lon_0=middle.x, datum="WGS84")
    rim = shapely.get_coordinates(shapely.segmentize(part.exterior, _EDGE_STEP_DEG))
    wide = Polygon(np.column_stack(plane(rim[:, 0], rim[:, 1]))).buffer(nm * M_PER_NM, quad_segs=18)
    if not isinstance(wide, Polygon) or wide.is_empty:
        raise ValueError(_TOO_WIDE)  # it folds over itself beyond half the earth
    easts, norths = shapely.get_coordinates(wide.exterior).T
    lons, lats = plane(easts, norths, inverse=True)
    east_deg = (np.asarray(lons) - middle.x + 180.0) % 360.0 - 180.0
    return Polygon(np.column_stack((middle.x + east_deg, lats)))


def area_km2(area: MultiPolygon) -> float:
    """Its size on the earth, its holes left out."""
    parts = shapely.segmentize(np.array(area.geoms), _LONG_EDGE_DEG)  # edges are no geodesics
    found = (WGS84.geometry_area_perimeter(orient(part))[0] for part in parts)
    return sum(map(abs, found)) / 1e6


def _multi(geometry: BaseGeometry) -> MultiPolygon:
    parts = shapely.get_parts(geometry)
    return MultiPolygon([part for part in parts if isinstance(part, Polygon)])
