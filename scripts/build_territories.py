"""Build `sar/geo/territories.npz`: each State's territory with its territorial sea of 12 nm.

Run by hand, when the sources change, in a folder that holds what
`npm pack world-atlas@2.0.2 i18n-iso-countries@7.14.0` has fetched, unpacked:

    python scripts/build_territories.py FOLDER sar/geo/territories.npz

Coast and borders are Natural Earth's 1:10m (public domain; world-atlas, ISC). Approximate: no
straight baselines, no maritime boundaries that States have agreed. Sea is a State's where no coast
but its own lies within 24 nm; where two States' coasts do, or land that is nobody's or contested
(`sar/geo/contested.yaml`), it is not determined.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely
import yaml
from pyproj import Transformer
from shapely.affinity import translate
from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry

from sar.geo.territory import UNDETERMINED, UNDETERMINED_BEYOND
from sar.geo.units import M_PER_NM

SEA_M: Final = 12.0 * M_PER_NM
TILE_DEG: Final = 2.0
SIMPLIFY_DEG: Final = 0.003
STEP_DEG: Final = 0.001

STATE_OF: Final = {
    dependent: state
    for state, dependents in {
        "AUS": "NFK HMD CXR CCK",
        "CHN": "HKG MAC",
        "DNK": "FRO GRL",
        "FIN": "ALA",
        "FRA": "PYF NCL WLF SPM ATF BLM MAF GLP MTQ GUF REU MYT",
        "GBR": "GIB IMN GGY JEY FLK BMU VGB CYM TCA MSR AIA SHN SGS IOT PCN",
        "NLD": "ABW CUW SXM BES",
        "NOR": "SJM BVT",
        "NZL": "COK NIU TKL",
        "USA": "PRI VIR GUM MNP ASM UMI",
    }.items()
    for dependent in dependents.split()
}
"""A dependent territory counts as its State's."""

OWNED: Final = {
    "Baikonur": "KAZ",
    "Clipperton I.": "FRA",
    "Coral Sea Is.": "AUS",
    "Indian Ocean Ter.": "AUS",
}
"""Land without a code of ISO 3166 that is plainly one State's."""

NOBODYS: Final = frozenset({"ATA", "ESH", "TWN"})
"""Codes of land of which nothing is said, as of land without a code (see `contested.yaml`)."""

CONTESTED: Final = Path(__file__).parents[1] / "sar" / "geo" / "contested.yaml"
ISLAND_M: Final = M_PER_NM


def states(folder: Path) -> tuple[dict[str, BaseGeometry], BaseGeometry]:
    """The land of each State by its code, valid, between the antimeridians; and that of nobody."""
    codes = json.loads((folder / "i18n-iso-countries-7.14.0/package/codes.json").read_text())
    alpha3 = {number: three for _, three, number, *_ in codes}
    topology = json.loads((folder / "world-atlas-2.0.2/package/countries-10m.json").read_text())
    arcs = [_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    found, unowned = defaultdict(list), []
    for feature in topology["objects"]["countries"]["geometries"]:
        code = alpha3.get(feature.get("id", ""))
        name = feature["properties"]["name"]
        polygons = [
            _unrolled([_ring(ring, arcs) for ring in rings]) for rings in _polygons(feature)
        ]
        if code in NOBODYS or (code is None and name not in OWNED):
            print("without an owner:", name, file=sys.stderr)
            unowned += polygons
            continue
        code = code or OWNED[name]
        found[STATE_OF.get(code, code)] += polygons
    owned = {code: _areas(shapely.union_all(parts)) for code, parts in sorted(found.items())}
    return owned, _areas(shapely.union_all(unowned))


def _arc(arc: list[list[int]], quantised: dict[str, list[float]]) -> np.ndarray[Any, Any]:
    return np.cumsum(arc, axis=0) * quantised["scale"] + quantised["translate"]


def _polygons(feature: dict[str, Any]) -> list[list[list[int]]]:
    match feature["type"]:
        case "Polygon":
            return [feature["arcs"]]
        case "MultiPolygon":
            return list(feature["arcs"])
    return []


def _ring(indices: list[int], arcs: list[Any]) -> np.ndarray[Any, Any]:
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
    return np.vstack([part[1:] if n else part for n, part in enumerate(parts)])


def _unrolled(rings: list[np.ndarray[Any, Any]]) -> BaseGeometry:
    """A polygon whose rings may step over the antimeridian, brought back between its two sides."""
    shells = []
    for ring in rings:
        if len(ring) < 4:  # quantised to nothing
            continue
        lons = np.unwrap(ring[:, 0], period=360.0)
        shells.append(np.column_stack((lons, ring[:, 1])))
    if not shells:
        return Polygon()
    base = shells[0][:, 0].mean()
    for hole in shells[1:]:
        hole[:, 0] += 360.0 * round((base - hole[:, 0].mean()) / 360.0)
    return _between_antimeridians(shapely.make_valid(Polygon(shells[0], shells[1:])))


def _between_antimeridians(geometry: BaseGeometry) -> BaseGeometry:
    west, _, east, _ = geometry.bounds
    if west >= -180.0 and east <= 180.0:
        return geometry
    world = box(-180.0, -90.0, 180.0, 90.0)
    turned = (translate(geometry, xoff=turn) for turn in (-360.0, 0.0, 360.0))
    return shapely.union_all([shapely.intersection(part, world) for part in turned])


def _areas(geometry: BaseGeometry) -> BaseGeometry:
    polygons = [p for p in shapely.get_parts(geometry) if isinstance(p, Polygon)]
    return shapely.union_all(polygons) if polygons else Polygon()


def _tiles(geometry: BaseGeometry, size_deg: float) -> Iterator[tuple[float, float, BaseGeometry]]:
    """The geometry cut into tiles, each with the middle of its tile; halved until it fits one."""
    if geometry.is_empty:
        return
    west, south, east, north = geometry.bounds
    x, y = np.floor(west / size_deg), np.floor(south / size_deg)
    wide, high = np.ceil(east / size_deg) - x, np.ceil(north / size_deg) - y
    if wide <= 1 and high <= 1:
        yield (x + 0.5) * size_deg, (y + 0.5) * size_deg, geometry
        return
    if wide >= high:
        cut = (x + wide // 2) * size_deg
        halves = ((-361.0, -91.0, cut, 91.0), (cut, -91.0, 361.0, 91.0))
    else:
        cut = (y + high // 2) * size_deg
        halves = ((-361.0, -91.0, 361.0, cut), (-361.0, cut, 361.0, 91.0))
    for half in halves:
        yield from _tiles(_areas(_clipped(geometry, half)), size_deg)


def _clipped(geometry: BaseGeometry, half: tuple[float, float, float, float]) -> BaseGeometry:
    """The clipped area by the quick way, unless a sliver stops it."""
    try:
        return shapely.make_valid(shapely.clip_by_rect(geometry, *half))
    except shapely.errors.GEOSException:
        return shapely.intersection(shapely.make_valid(geometry), box(*half))


def moved(geometry: BaseGeometry, to: Any) -> BaseGeometry:
    """The geometry with its corners put where `to(xs, ys)` says."""
    return shapely.transform(geometry, lambda xy: np.column_stack(to(xy[:, 0], xy[:, 1])))


def _flat(lon: float, lat: float) -> tuple[Transformer, Transformer]:
    """To metres around a place, and back."""
    local = f"+proj=aeqd +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=m"
    return (
        Transformer.from_crs("EPSG:4326", local, always_xy=True),
        Transformer.from_crs(local, "EPSG:4326", always_xy=True),
    )


def _back(geometry: BaseGeometry, lon: float, back: Transformer) -> BaseGeometry:
    def unrolled(xs: Any, ys: Any) -> Any:
        lons, lats = back.transform(xs, ys)
        return lon + (np.asarray(lons) - lon + 180.0) % 360.0 - 180.0, lats

    return _between_antimeridians(moved(geometry, unrolled))


def near(land: BaseGeometry, sea_m: float) -> BaseGeometry:
    """All within so far of the land's edge, the land in reach of it included."""
    grown = []
    for lon, lat, part in _tiles(land, TILE_DEG):
        if abs(part.area - TILE_DEG**2) < 1e-9:
            continue
        to, back = _flat(lon, lat)
        flat = shapely.make_valid(moved(part, to.transform))
        around = shapely.buffer(flat, sea_m, quad_segs=8)
        grown.append(shapely.make_valid(_back(around, lon, back)))
    return _areas(shapely.union_all(grown))


def belts_of(lands: dict[str, BaseGeometry], sea_m: float) -> dict[str, BaseGeometry]:
    """All within so far of each State's coast, the land in reach of it included."""
    belts = {}
    for code, land in lands.items():
        belts[code] = near(land, sea_m)
        print(code, end=" ", flush=True, file=sys.stderr)
    return belts


def shared(belts: dict[str, BaseGeometry]) -> BaseGeometry:
    """Where the belts of two States or more lie over each other."""
    areas = list(belts.values())
    tree = shapely.STRtree(areas)
    pairs = zip(*tree.query(areas, "intersects"), strict=True)
    return _areas(
        shapely.union_all([shapely.intersection(areas[i], areas[j]) for i, j in pairs if i < j])
    )


def contested() -> tuple[dict[str, list[BaseGeometry]], BaseGeometry, BaseGeometry]:
    """By State its islands that the coast lacks; the land of which nothing is said, and the waters
    that are claimed without a coast."""
    with CONTESTED.open(encoding="utf-8") as file:
        listed = yaml.safe_load(file)
    islands = defaultdict(list)
    for lat, lon, *owner in listed["islands"].values():
        islands["".join(owner)].append(_circle(lat, lon))
    land = [_outline(corners) for corners in listed["land"].values()]
    waters = [_outline(corners) for corners in listed["waters"].values()]
    nobodys = islands.pop("")
    return islands, shapely.union_all([*land, *nobodys]), shapely.union_all(waters)


def _outline(corners: list[list[float]]) -> BaseGeometry:
    return shapely.make_valid(Polygon([(lon, lat) for lat, lon in corners]))


def _circle(lat: float, lon: float) -> BaseGeometry:
    to, back = _flat(lon, lat)
    return _back(shapely.buffer(shapely.Point(to.transform(lon, lat)), ISLAND_M), lon, back)


def territories(lands: dict[str, BaseGeometry], unowned: BaseGeometry) -> dict[str, BaseGeometry]:
    """Land and territorial sea of each State as far as they are plainly its own, and what is not
    determined, within 12 nm of a coast and beyond; without overlaps."""
    islands, disputed, claimed = contested()
    lands = {code: shapely.union_all([land, *islands[code]]) for code, land in lands.items()}
    nobodys = _areas(shapely.union_all([unowned, disputed]))
    plain = {code: _areas(shapely.difference(land, nobodys)) for code, land in lands.items()}
    ground = shapely.union_all(list(plain.values()))
    belts, wide = (belts_of(lands, sea_m) for sea_m in (SEA_M, 2.0 * SEA_M))
    owned = shapely.union_all(list(belts.values()))
    claimed = shapely.difference(claimed, owned)
    open_ = shapely.difference(
        shapely.union_all([shared(wide), near(nobodys, 2.0 * SEA_M), nobodys, claimed]), ground
    )
    close = shapely.union_all([owned, near(nobodys, SEA_M), nobodys, claimed])
    not_sea = shapely.union_all([ground, open_])
    found = {
        code: shapely.union_all(
            [plain[code], shapely.difference(belt, _clipped(not_sea, belt.bounds))],
            grid_size=1e-6,
        )
        for code, belt in belts.items()
    }
    found[UNDETERMINED] = shapely.intersection(open_, close, grid_size=1e-6)
    found[UNDETERMINED_BEYOND] = shapely.difference(open_, close, grid_size=1e-6)
    return {code: _areas(area) for code, area in found.items()}


def write(found: dict[str, BaseGeometry], path: Path) -> None:
    """Tiles as rings of whole steps from corner to corner, each with the number of its State."""
    codes = list(found)
    thin = shapely.coverage_simplify([found[code] for code in codes], SIMPLIFY_DEG)
    steps, lengths, owners, holes = [], [], [], []
    for number, geometry in enumerate(thin):
        tiles = (
            _areas(shapely.set_precision(shapely.make_valid(tile), STEP_DEG))
            for _, _, tile in _tiles(geometry, TILE_DEG)
        )
        for polygon in (part for tile in tiles for part in shapely.get_parts(tile)):
            for n, ring in enumerate((polygon.exterior, *polygon.interiors)):
                grid = np.round(shapely.get_coordinates(ring) / STEP_DEG).astype(np.int32)
                kept = grid[np.r_[True, np.any(np.diff(grid, axis=0) != 0, axis=1)]]
                if len(kept) < 4:
                    if n == 0:
                        break
                    continue
                steps.append(np.diff(kept, axis=0, prepend=[[0, 0]]))
                lengths.append(len(kept))
                owners.append(number)
                holes.append(n > 0)
    np.savez_compressed(
        path,
        codes=np.array(codes),
        steps=np.vstack(steps).astype(np.int32),
        lengths=np.array(lengths, dtype=np.int32),
        owners=np.array(owners, dtype=np.int16),
        holes=np.array(holes),
    )
    print(f"{len(codes)} States, {sum(lengths)} corners, {path.stat().st_size} bytes")


if __name__ == "__main__":
    write(territories(*states(Path(sys.argv[1]))), Path(sys.argv[2]))
