"""A case's chart as SVG: the coast and numbered signs, to be printed in black and white (pure).

The numbers are those of the places in their order; a list beside the chart tells what they are.
A unit at work has its name and the time of its position beside its sign as well. The coast is the
finer one of the screens' map where that is seen there, and some places nearest to the scene have
their names.
"""

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from sar.casefile.backdrop import (
    BARE,
    Backdrop,
    FinerCoast,
    finer_coast,
    places_within,
    zoom_of,
)
from sar.casefile.case_data import CaseFile
from sar.casefile.places import AreaToSearch, Place, PlaceKind
from sar.casefile.places import areas as areas_of
from sar.casefile.places import places as places_of
from sar.casefile.places import unplaced as unplaced_of
from sar.casefile.printable import without_controls
from sar.geo.position import LatLon, format_ddm
from sar.geo.sea.land import rings_within
from sar.geo.units import NM_PER_DEGREE
from sar.geo.vector_tiles import FARTHEST_LAT
from sar.time_words import minute_text

WIDTH: Final = 800.0
HEIGHT: Final = 500.0
LEAST_NM: Final = 12.0
"""The least height of a chart: nearer places are not told apart by more."""
MARGIN: Final = 1.35
FONT: Final = "DejaVu Sans Mono, monospace"
LINE: Final = 15.0
LONGEST: Final = 118
"""So many letters fit below the chart in a line."""
LETTER: Final = 6.7
"""The width of a letter."""
NAME: Final = 24
"""So many letters of a unit's name stand beside its sign."""
NAMES: Final = 8
"""So many places have their names at most."""
NAMES_ARE: Final = (
    "Names of places: GeoNames (CC BY 4.0), without prejudice to any claim or boundary."
)
NAMES_APART: Final = 40.0
"""Names of places nearer to each other are not told apart at a glance."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """A chart about a middle, alike in all directions there; `scale`: units for each degree."""

    middle: LatLon
    scale: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        east = (lon - self.middle.lon + 540.0) % 360.0 - 180.0
        return self._x(east), HEIGHT / 2.0 - (lat - self.middle.lat) * self.scale

    def of_coast(self, lon: float, lat: float) -> tuple[float, float]:
        """Of a corner whose longitude runs on from that of the middle."""
        return self._x(lon - self.middle.lon), HEIGHT / 2.0 - (lat - self.middle.lat) * self.scale

    def _x(self, east_deg: float) -> float:
        return WIDTH / 2.0 + east_deg * self.scale * self.narrowing

    @property
    def narrowing(self) -> float:
        return math.cos(math.radians(self.middle.lat))

    @property
    def per_nm(self) -> float:
        return self.scale / NM_PER_DEGREE

    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        half_lat = HEIGHT / 2.0 / self.scale
        half_lon = WIDTH / 2.0 / self.scale / self.narrowing
        middle = self.middle
        return (
            middle.lon - half_lon,
            max(-90.0, middle.lat - half_lat),
            middle.lon + half_lon,
            min(90.0, middle.lat + half_lat),
        )


def of_case(case: CaseFile, *, listed: bool = False, backdrop: Backdrop = BARE) -> str | None:
    """The chart of a case; None where no place of it is known."""
    found = places_of(case)
    if not found:
        return None
    return svg(
        found,
        as_of=case.as_of,
        listed=listed,
        unplaced=unplaced_of(case),
        areas=areas_of(case),
        backdrop=backdrop,
    )


def svg(
    places: Sequence[Place],
    *,
    as_of: datetime,
    listed: bool = False,
    unplaced: Sequence[str] = (),
    areas: Sequence[AreaToSearch] = (),
    backdrop: Backdrop = BARE,
) -> str:
    """The chart of at least one place, and of the areas to be searched; units of 1/800 of its
    width. `listed`: with the list of places and areas below it, else it stands elsewhere.
    `unplaced`: units at work of no known position."""
    corners = [corner for area in areas for ring in area.rings for corner in ring]
    frame = _framed(places, corners)
    names = [_name(number, place, as_of) for number, place in enumerate(places, 1)]
    points = [frame.at(place.point.lon, place.point.lat) for place in places]
    labels = _labels(names, points)
    finer = _finer(frame, backdrop)
    named = _named_places(frame, backdrop, places[0].point, points, labels)
    coast = "Natural Earth, GSHHG" if finer.waters else "Natural Earth"
    told = [f"As of {minute_text(as_of)}. Coast: {coast}, approximate. Not for navigation."]
    told += [NAMES_ARE] * bool(named)
    if listed:
        told += [_line(number, place) for number, place in enumerate(places, 1)]
        told += [_shortened(f"     Search area {area.said}") for area in areas]
    if unplaced:
        said = without_controls(f"Position not known: {', '.join(unplaced)}.")
        told += textwrap.wrap(said, LONGEST)
    height = HEIGHT + LINE * len(told) + LINE / 2.0
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {height:g}"'
        f' role="img" aria-label="Chart" font-family="{FONT}" font-size="11">',
        f'<clipPath id="sea"><rect width="{WIDTH:g}" height="{HEIGHT:g}"/></clipPath>',
        f'<rect width="{WIDTH:g}" height="{HEIGHT:g}" fill="#fff" stroke="#000"/>',
        '<g clip-path="url(#sea)">',
        _coast(frame),
        _finer_drawn(frame, finer),
        *named,
        *(_area(frame, area) for area in areas),
        _track(frame, places),
        *(
            _sign(frame, place, point, label)
            for place, point, label in zip(places, points, labels, strict=True)
        ),
        _scale_bar(frame),
        "</g>",
        *(
            f'<text x="2" y="{HEIGHT + LINE * at:g}">{escape(line)}</text>'
            for at, line in enumerate(told, 1)
        ),
        "</svg>",
    ]
    return "".join(parts)


def _line(number: int, place: Place) -> str:
    within = f" ±{place.within_nm:g} nm" if place.within_nm else ""
    said = f"{number:>3}  {format_ddm(place.point)}{within}, {minute_text(place.at)}: {place.name}"
    return _shortened(said)


def _shortened(said: str) -> str:
    return without_controls(said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…")


def _framed(places: Sequence[Place], corners: Sequence[LatLon]) -> _Frame:
    first = places[0].point.lon
    points = [*(place.point for place in places), *corners]
    easts = [(point.lon - first + 540.0) % 360.0 - 180.0 for point in points]
    lats = [point.lat for point in points]
    reach = max(place.within_nm for place in places) / NM_PER_DEGREE
    lat = (min(lats) + max(lats)) / 2.0
    lat = min(FARTHEST_LAT, max(-FARTHEST_LAT, lat))
    middle = LatLon(lat=lat, lon=(first + (min(easts) + max(easts)) / 2.0 + 540.0) % 360.0 - 180.0)
    narrowing = math.cos(math.radians(lat))
    high = max(max(lats) - min(lats) + 2.0 * reach, LEAST_NM / NM_PER_DEGREE) * MARGIN
    wide = ((max(easts) - min(easts)) * narrowing + 2.0 * reach) * MARGIN
    return _Frame(middle, min(HEIGHT / high, WIDTH / max(wide, 1e-6)))


def _coast(frame: _Frame) -> str:
    west, south, east, north = frame.box()
    tolerance = 0.5 / frame.scale
    paths = []
    for ring in rings_within(west, south, east, north, tolerance_deg=tolerance):
        corners = (frame.of_coast(lon, lat) for lon, lat in ring)
        paths.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in corners) + "Z")
    return (
        f'<path d="{"".join(paths)}" fill="#ddd" fill-rule="evenodd" stroke="#666"'
        ' stroke-width="0.7"/>'
    )


def _finer(frame: _Frame, backdrop: Backdrop) -> FinerCoast:
    zoom = zoom_of(frame.scale * frame.narrowing)
    return finer_coast(backdrop, frame.box(), zoom, tolerance_deg=0.5 / frame.scale)


def _finer_drawn(frame: _Frame, finer: FinerCoast) -> str:
    """White over what the other coast has in its waters, its land, and its edges."""
    if not finer.waters:
        return ""
    waters = "".join(_path(frame, shapely.box(*box), "Z") for box in finer.waters)
    return (
        f'<path d="{waters}" fill="#fff"/>'
        f'<path class="finer" d="{_path(frame, finer.land, "Z")}" fill="#ddd"'
        ' fill-rule="evenodd"/>'
        f'<path d="{_path(frame, finer.shore)}" fill="none" stroke="#666" stroke-width="0.7"/>'
    )


def _path(frame: _Frame, shape: BaseGeometry, end: str = "") -> str:
    """The edges of areas, or lines."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    lines = shapely.get_rings(parts) if end else parts
    return "".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in (frame.of_coast(*at) for at in corners)) + end
        for line in lines
        if len(corners := shapely.get_coordinates(line))
    )


def _named_places(
    frame: _Frame,
    backdrop: Backdrop,
    scene: LatLon,
    points: Sequence[tuple[float, float]],
    labels: Sequence["_Label"],
) -> list[str]:
    """The places nearest to the scene, each with its name where it covers no sign, no other text
    and not the scale."""
    zoom = zoom_of(frame.scale * frame.narrowing)
    taken = [_box(label, x, y) for label, (x, y) in zip(labels, points, strict=True)]
    taken += [(x - 8.0, y - 8.0, x + 8.0, y + 8.0) for x, y in points]
    taken.append((0.0, HEIGHT - 32.0, WIDTH / 4.0 + 20.0, HEIGHT))
    drawn: list[str] = []
    for name, lon, lat in places_within(backdrop, frame.box(), zoom, near=scene):
        x, y = frame.of_coast(lon, lat)
        sign = (x - 3.0, y - 3.0, x + 3.0, y + 3.0)
        choices = [
            _Label(name, -5.0 if is_left else 5.0, dy, is_left)
            for dy in (4.0, -6.0, 14.0)
            for is_left in (False, True)
        ]
        free = [one for one in choices if _is_free(_box(one, x, y), taken)]
        if not free or not _is_free(sign, taken):
            continue
        label = free[0]
        left, top, right, low = _box(label, x, y)
        taken += [sign, (left - NAMES_APART, top - 4.0, right + NAMES_APART, low + 4.0)]
        side = ' text-anchor="end"' if label.is_left else ""
        drawn.append(
            f'<circle class="town" cx="{x:.1f}" cy="{y:.1f}" r="1.5" fill="#444"/>'
            f'<text x="{x + label.dx:.1f}" y="{y + label.dy:.1f}" fill="#444" stroke="#fff"'
            f' stroke-width="2" paint-order="stroke"{side}>{escape(without_controls(name))}</text>'
        )
        if len(drawn) == NAMES:
            break
    return drawn


def _area(frame: _Frame, area: AreaToSearch) -> str:
    """Its outline, and its name at its first corner."""
    if not area.rings:
        return ""
    drawn = [[frame.at(corner.lon, corner.lat) for corner in ring] for ring in area.rings]
    path = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in drawn)
    x, y = drawn[0][0]
    return (
        f'<path class="area" d="{path}" fill="none" stroke="#000" stroke-dasharray="8 3">'
        f"<title>{escape(without_controls(area.said))}</title></path>"
        f'<text x="{x + 4:.1f}" y="{y - 4:.1f}" font-weight="bold" stroke="#fff" stroke-width="3"'
        f' paint-order="stroke">{escape(without_controls(area.name))}</text>'
    )


def _track(frame: _Frame, places: Sequence[Place]) -> str:
    """From datum to datum and to the present place."""
    kinds = (PlaceKind.DATUM, PlaceKind.PRESENT)
    way = [frame.at(one.point.lon, one.point.lat) for one in places if one.kind in kinds]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in way)
    return f'<polyline points="{points}" fill="none" stroke="#000" stroke-dasharray="2 3"/>'


_SIGNS: Final = {
    PlaceKind.DATUM: '<path d="M-5 0H5M0-5V5" stroke="#000"/>',
    PlaceKind.PRESENT: '<path d="M-8 0H8M0-8V8" stroke="#000" stroke-width="2.5"/>',
    PlaceKind.REPORTED: '<circle r="3" fill="#fff" stroke="#000"/>',
    PlaceKind.STEP: '<rect x="-3" y="-3" width="6" height="6" fill="#fff" stroke="#000"/>',
    PlaceKind.UNIT: '<path d="M0-6L5 5H-5Z" fill="#000"/>',
}


def _name(number: int, place: Place, as_of: datetime) -> str:
    """The number; of a unit its name, and the time of its position."""
    if place.kind is not PlaceKind.UNIT:
        return str(number)
    time = f"{place.at:%H:%MZ}" if place.at.date() == as_of.date() else minute_text(place.at)
    name = place.name if len(place.name) <= NAME else f"{place.name[: NAME - 1]}…"
    return without_controls(f"{number} {name} {time}")


@dataclass(frozen=True, slots=True)
class _Label:
    """A text beside its sign: where it begins, or ends when it stands to the left."""

    text: str
    dx: float
    dy: float
    is_left: bool


_ROWS: Final = (-5.0, 14.0, -18.0, 27.0, -31.0, 40.0, -44.0, 53.0)


def _labels(names: Sequence[str], points: Sequence[tuple[float, float]]) -> list[_Label]:
    """The texts, each on the first side of its sign where it covers no other and is not cut."""
    taken: list[tuple[float, float, float, float]] = []
    found = []
    for name, (x, y) in zip(names, points, strict=True):
        choices = [
            _Label(name, -7.0 if is_left else 7.0, dy, is_left)
            for dy in _ROWS
            for is_left in (False, True)
        ]
        boxes = [_box(label, x, y) for label in choices]
        at = next((n for n, box in enumerate(boxes) if _is_free(box, taken)), 0)
        taken.append(boxes[at])
        found.append(choices[at])
    return found


def _box(label: _Label, x: float, y: float) -> tuple[float, float, float, float]:
    wide = len(label.text) * LETTER
    left = x + label.dx - (wide if label.is_left else 0.0)
    return left, y + label.dy - 10.0, left + wide, y + label.dy + 2.0


def _is_free(
    box: tuple[float, float, float, float], taken: Sequence[tuple[float, float, float, float]]
) -> bool:
    left, top, right, low = box
    if left < 0.0 or top < 0.0 or right > WIDTH or low > HEIGHT:
        return False
    return all(
        right <= other_left or left >= other_right or low <= other_top or top >= other_low
        for other_left, other_top, other_right, other_low in taken
    )


def _sign(frame: _Frame, place: Place, point: tuple[float, float], label: _Label) -> str:
    x, y = point
    around = ""
    if place.within_nm * frame.per_nm > 4.0:
        around = f'<circle r="{place.within_nm * frame.per_nm:.1f}" fill="none" stroke="#000"'
        around += ' stroke-width="0.6"/>'
    said = escape(without_controls(f"{place.name}, {format_ddm(place.point)}"))
    side = ' text-anchor="end"' if label.is_left else ""
    return (
        f'<g transform="translate({x:.1f} {y:.1f})"><title>{said}</title>{around}'
        f'{_SIGNS[place.kind]}<text x="{label.dx:g}" y="{label.dy:g}" stroke="#fff"'
        f' stroke-width="3" paint-order="stroke"{side}>'
        f"{escape(label.text)}</text></g>"
    )


_BARS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


def _scale_bar(frame: _Frame) -> str:
    nm = max((bar for bar in _BARS if bar * frame.per_nm <= WIDTH / 4.0), default=1)
    length = nm * frame.per_nm
    y = HEIGHT - 14.0
    return (
        f'<path d="M14 {y - 4:g}V{y:g}H{14 + length:.1f}V{y - 4:g}" fill="none" stroke="#000"/>'
        f'<text x="16" y="{y - 6:g}">{nm} nm</text>'
    )
