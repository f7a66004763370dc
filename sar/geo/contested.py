"""Land whose ownership States dispute, by the list drawn by hand (`contested.yaml`): the platform
says of none whose it is, whoever declares it alone."""

from functools import cache, lru_cache
from importlib.resources import files

import shapely
import yaml
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from sar.geo.areas import boxes_about, disc
from sar.geo.position import LatLon

_ROCK_NM = 1.0
"""As far about its place an island of the list is looked for on the full coast."""


@cache
def _disputed() -> shapely.STRtree:
    rows = yaml.safe_load(files("sar.geo").joinpath("contested.yaml").read_text("utf-8"))
    areas: list[BaseGeometry] = [
        Polygon([(lon, lat) for lat, lon in corners]) for corners in rows["land"].values()
    ]
    for lat, lon, *owner in rows["islands"].values():
        if not owner:
            areas.append(disc(LatLon(lat, lon), _ROCK_NM))
    return shapely.STRtree(areas)


@lru_cache(maxsize=16_384)
def contested_near(p: LatLon, *, within_nm: float) -> bool:
    """Whether the outline of some such land lies within a box that reaches so far from the
    place."""
    _, found = _disputed().query(boxes_about(p, within_nm), "intersects")
    return bool(len(found))
