"""A search area in words: its name, to whom it is given, and its shape or corners (pure)."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sar.geo.areas import outer_rings
from sar.geo.position import LatLon, format_ddm
from sar.incidents.texts.telex import joined

SHAPE: Final = re.compile(r"(box|circle|sector|ring) .* about \d+°")
"""The beginning of a note that says where the area is, as the screens write it."""
MOST_CORNERS: Final = 6
"""An area of more is told by the box around it."""


def area_text(area: Mapping[str, Any]) -> str:
    """`A1 to Nemo 11-03: box 10 × 6 nm along 045° about 34°20.0′N 012°42.0′E, sector (VS)`."""
    note = area.get("note") or ""
    where = note if SHAPE.match(note) else joined(_corners(area["area"]), note)
    return f"{area_in_brief(area)}: {joined(where, area.get('pattern') or '')}"


def area_in_brief(area: Mapping[str, Any]) -> str:
    """`A1 to Nemo 11-03`."""
    unit = area.get("assigned_to")
    return f"{area['name']} to {unit}" if unit else f"{area['name']}"


def _corners(area: Mapping[str, Any]) -> str:
    rings = outer_rings(area)
    if len(rings) == 1 and len(rings[0]) <= MOST_CORNERS:
        return "corners " + " / ".join(format_ddm(corner) for corner in rings[0])
    return _around([corner for ring in rings for corner in ring])


def _around(corners: Sequence[LatLon]) -> str:
    """The box around it; one over the antimeridian, whose parts lie at both ends of the map, goes
    from its western side there."""
    lats, lons = [one.lat for one in corners], [one.lon for one in corners]
    west, east = min(lons), max(lons)
    if west == -180.0 and east == 180.0:
        west = min(lon for lon in lons if lon > 0.0)
        east = max(lon for lon in lons if lon < 0.0)
    south_west, north_east = LatLon(min(lats), west), LatLon(max(lats), east)
    return f"within {format_ddm(south_west)} to {format_ddm(north_east)}"
