"""Lower bounds of the rank key of every ship of opportunity; vessels without any route."""

import numpy as np
from numpy.typing import NDArray

from sar.assets.fleet.ships import Ships
from sar.geo.arrays import Floats, Mask, Rows
from sar.geo.bounds import least_nm
from sar.geo.sea.draught import Draught
from sar.geo.sea.field_cache import SceneFields
from sar.matching import carriage
from sar.matching.fleet.asset_classes import AssetClasses
from sar.matching.fleet.kernels import COMES, TIMELESS, UNSUITED
from sar.matching.least_time import NO_TIME, least_minutes
from sar.matching.question import Question


def ship_bounds(question: Question, ships: Ships, classes: AssetClasses) -> Floats:
    """Bounds of all ships of opportunity, whatever their route; each is under way, and none is out
    by its word."""
    scene, of = question.scene, classes.of
    speed = classes.speed_kn[of]
    part = np.where(classes.unsuited[of], UNSUITED, COMES)
    timeless = (speed == 0.0) | (scene.place is None)
    part[timeless & (part == COMES)] = TIMELESS
    by_id = ships.id_high.astype(np.float64)
    minutes = np.where(part == UNSUITED, NO_TIME + by_id, by_id)
    if scene.place is not None:
        drifts_kn = carriage.TURNED * scene.drift.speed_kn if scene.drift else 0.0
        away_nm = least_nm(ships.lon, ships.lat, scene.place) - carriage.BESIDE_NM
        with np.errstate(divide="ignore", invalid="ignore"):
            least = least_minutes(away_nm, classes.at_sea[of], speed, drifts_kn)
        minutes = np.where(timeless, minutes, np.maximum(least, 0.0))
    return np.vstack((part, minutes))


def ship_bounds_with_ways(
    bounds: Floats, some: Rows, ships: Ships, classes: AssetClasses, sea: SceneFields | None
) -> Floats:
    """Bounds of some ships, with those that have no route ranked among the timeless, or after all
    times if they fail."""
    found, lon, lat = bounds[:, some], ships.lon[some], ships.lat[some]
    lost = has_no_way(classes, classes.of[some], lon, lat, sea)
    by_id = ships.id_high[some].astype(np.float64)
    comes, fails = lost & (found[0] == COMES), lost & (found[0] == UNSUITED)
    found[0, comes], found[1, comes] = TIMELESS, by_id[comes]
    found[1, fails] = NO_TIME + by_id[fails]
    return found


def has_no_way(
    classes: AssetClasses,
    of: NDArray[np.int32],
    lons: Floats,
    lats: Floats,
    sea: SceneFields | None,
) -> Mask:
    """Vessels that certainly have no route by water to the scene."""
    result = np.zeros(len(of), dtype=bool)
    if sea is None:
        return result
    for draught in Draught:
        theirs = classes.sails[of] & (classes.deep[of] == (draught is Draught.DEEP))
        some = np.flatnonzero(theirs & ~np.isnan(lons))
        result[some] = sea.has_none(lons[some], lats[some], draught)
    return result
