"""The drawing under a chart: the coast that shows harbours, and the names of places (pure)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry

from sar.geo.position import LatLon
from sar.geo.units import NM_PER_DEGREE
from sar.geo.vector_tiles import Tile, areas_of, tiles_over

TILE_PX: Final = 512.0
"""The screens' map draws a tile so large at its own zoom."""
LAND: Final = "land"

ChartBox = tuple[float, float, float, float]
"""West, south, east, north; beyond 180 degrees it goes on."""


class MapName(NamedTuple):
    """A place, and the zoom of the map from which its name is shown."""

    name: str
    lon: float
    lat: float
    zoom: int


@dataclass(frozen=True, slots=True)
class Backdrop:
    """The files of the screens' map: the tiles of its finer coast, of some waters alone, and the
    names of places."""

    tiles: Mapping[Tile, bytes] = field(default_factory=dict)
    places: Sequence[MapName] = ()

    @property
    def zooms(self) -> range:
        """The zooms of the tiles."""
        zooms = {tile.zoom for tile in self.tiles}
        return range(min(zooms), max(zooms) + 1) if zooms else range(0)


BARE: Final = Backdrop()


class FinerCoast(NamedTuple):
    """The coast of the tiles in a box, in degrees."""

    waters: list[ChartBox]
    """The boxes of the tiles: what another coast has there does not hold."""
    land: BaseGeometry
    shore: BaseGeometry
    """Its edges, without those at which it was cut."""


def zoom_of(units_per_degree: float) -> float:
    """The zoom of the screens' map at which a degree of longitude is as long."""
    return math.log2(max(units_per_degree * 360.0 / TILE_PX, 1.0))


def finer_coast(
    backdrop: Backdrop, box: ChartBox, zoom: float, *, tolerance_deg: float
) -> FinerCoast:
    """The finer coast in a box, thinned out by a tolerance; without waters from afar and where
    there is none."""
    zooms = backdrop.zooms
    waters: list[ChartBox] = []
    land: list[BaseGeometry] = []
    shore: list[BaseGeometry] = []
    if zooms and zoom >= zooms.start:
        for tile in tiles_over(box, min(math.floor(zoom), zooms.stop - 1)):
            x = tile.x % 2**tile.zoom
            data = backdrop.tiles.get(tile._replace(x=x))
            if data is None:
                continue
            areas = areas_of(data, LAND, tile)
            waters.append(tile.box)
            land.append(shapely.intersection(areas, shapely.box(*tile.box)))
            shore.append(shapely.clip_by_rect(shapely.boundary(areas), *tile.box))
    return FinerCoast(
        waters,
        shapely.simplify(shapely.union_all(land), tolerance_deg),
        shapely.simplify(shapely.geometrycollections(shore), tolerance_deg),
    )


def places_within(
    backdrop: Backdrop, box: ChartBox, zoom: float, *, near: LatLon
) -> list[tuple[str, float, float]]:
    """The places in a box that the map names at a zoom, the nearest first: name, longitude in the
    box's turn, latitude."""
    west, south, east, north = box
    found: list[tuple[float, str, float, float]] = []
    narrowing = math.cos(math.radians(near.lat))
    for name, lon, lat, first in backdrop.places:
        if first > zoom or not south < lat < north:
            continue
        turned = west + (lon - west) % 360.0
        if turned >= east:
            continue
        away = (lon - near.lon + 540.0) % 360.0 - 180.0
        apart = math.hypot(away * narrowing, lat - near.lat) * NM_PER_DEGREE
        found.append((apart, name, turned, lat))
    return [(name, lon, lat) for _, name, lon, lat in sorted(found)]
