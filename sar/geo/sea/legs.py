"""The way by water between any two positions on earth, by a field as large as the leg needs."""

import math
from dataclasses import replace
from typing import Final

from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.geo.sea.draught import Draught
from sar.geo.sea.field import SeaField, field_on, is_inland
from sar.geo.sea.grid import OFFING_NM, Grid
from sar.geo.sea.lake_ways import lake_at, lake_way
from sar.geo.sea.passages import Passage, as_asked
from sar.geo.sea.sea_route import INLAND, SeaWay

# Radius and cell of ever larger fields; the last resort is the whole earth.
FIELDS_NM: Final = ((250.0, 0.5), (1_000.0, 1.5), (2_500.0, 4.0))
WHOLE_EARTH_CELL_NM: Final = 6.0
_FARTHEST_NM = 40_000.0


def sea_way(
    a: LatLon,
    b: LatLon,
    *,
    opened: frozenset[str] = frozenset(),
    shut: frozenset[str] = frozenset(),
    draught: Draught = Draught.SHALLOW,
) -> SeaWay:
    """The way from a to b; seconds and some 200 MB where the whole earth must be asked.

    Asked from b to a it is the same way: the field is always about the same end.
    """
    passages = as_asked(opened=opened, shut=shut)
    lake = lake_at(a)
    if lake is not None and lake.has(b):
        return lake_way(a, b)
    if is_inland(a, passages) or is_inland(b, passages):
        return SeaWay(None, distance_nm(a, b), note=INLAND)
    if (a.lon, a.lat) > (b.lon, b.lat):
        way = _way(b, a, passages, draught)
        return replace(way, path=way.path[::-1])
    return _way(a, b, passages, draught)


def _way(a: LatLon, b: LatLon, passages: tuple[Passage, ...], draught: Draught) -> SeaWay:
    """By a field about b; a smaller one is believed only if no way that leaves it could be
    shorter."""
    for radius_nm, cell_nm in FIELDS_NM:
        grid = Grid.about(b, radius_nm=radius_nm, cell_nm=cell_nm)
        if grid.cell(a) < 0:
            continue
        offing = math.ceil(OFFING_NM / cell_nm)
        field = field_on(
            grid, radius_nm=radius_nm, offing=offing, passages=passages, draught=draught, target=a
        )
        way = field.way(a)
        if way.is_proven:
            return way
    return whole_earth(b, passages, draught=draught, target=a).way(a)


def whole_earth(
    datum: LatLon,
    passages: tuple[Passage, ...],
    *,
    draught: Draught,
    target: LatLon | None = None,
) -> SeaField:
    """The field that no way leaves."""
    grid = Grid.round_the_earth(datum, cell_nm=WHOLE_EARTH_CELL_NM)
    return field_on(
        grid,
        radius_nm=_FARTHEST_NM,
        offing=1,
        passages=passages,
        draught=draught,
        target=target,
    )
