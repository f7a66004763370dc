"""Build `sar/geo/territories.npz`: each State's territory with its territorial sea of 12 nm.

Run by hand, when the sources change, in a folder that holds what
`npm pack world-atlas@2.0.2 i18n-iso-countries@7.14.0` has fetched, unpacked, and
`binned_GSHHS_f.nc` of the Debian package gmt-gshhg-full 2.3.7, with h5py installed beside:

    python scripts/build_territories.py FOLDER sar/geo/territories.npz

Coast and borders are Natural Earth's 1:10m (public domain; world-atlas, ISC); islands that it lacks
come from GSHHG (LGPL), a State's where that is plain (`owners`), else nobody's here. Approximate:
no straight baselines, no maritime boundaries that States have agreed. Sea is a State's where no
coast but its own lies within 24 nm; where two States' coasts do, or land that is nobody's or
contested (`sar/geo/contested.yaml`), it is not determined.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely
import yaml
from full_coast import islands as full_islands
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

GSHHG: Final = "binned_GSHHS_f.nc"
NOBODY: Final = ""
"""In place of a State's code."""

HUGS_NM: Final = 3.0
FARTHER: Final = 4.0
"""Between two coasts an island is plainly of the one that it lies so close to, where the other is
so many times as far, and at least a mile: the house's measures."""

TREATY_LAT: Final = -60.0
"""Land to the south of it is nobody's here (Antarctic Treaty, VI)."""

DRAWN_KM2: Final = 0.3
"""Islands smaller than this count for the sea about them, but are not drawn in waters that are not
determined."""

PROCESSES: Final = 2

FIRST_M: Final = M_PER_NM
FINE_M: Final = 20.0


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


def near(tiles: Iterable[tuple[float, float, BaseGeometry]]) -> tuple[BaseGeometry, BaseGeometry]:
    """All within 12 and within 24 nm of the edge of land in tiles, the land in reach included."""
    close, wide = [], []
    for lon, lat, part in tiles:
        if abs(part.area - TILE_DEG**2) < 1e-9:
            continue
        to, back = _flat(lon, lat)
        first = shapely.buffer(moved(part, to.transform), FIRST_M, quad_segs=8)
        one = shapely.buffer(shapely.simplify(first, FINE_M), SEA_M - FIRST_M, quad_segs=8)
        two = shapely.buffer(shapely.simplify(one, FINE_M), SEA_M, quad_segs=8)
        close.append(shapely.make_valid(_back(one, lon, back)))
        wide.append(shapely.make_valid(_back(two, lon, back)))
    return _areas(shapely.union_all(close)), _areas(shapely.union_all(wide))


def near_land(land: BaseGeometry) -> tuple[BaseGeometry, BaseGeometry]:
    """The same of land of any size."""
    return near(_tiles(land, TILE_DEG))


def near_islands(islands: np.ndarray[Any, Any]) -> tuple[BaseGeometry, BaseGeometry]:
    """The same of islands, each whole in the tile of its south-west corner."""
    corners = np.floor(shapely.bounds(islands)[:, :2] / TILE_DEG)
    places, of = np.unique(corners, axis=0, return_inverse=True)
    return near(
        (*((place + 0.5) * TILE_DEG), shapely.geometrycollections(islands[of.ravel() == n]))
        for n, place in enumerate(places)
    )


def shared(belts: dict[str, BaseGeometry]) -> BaseGeometry:
    """The areas in which the belts of two States or more lie over each other."""
    areas = list(belts.values())
    tree = shapely.STRtree(areas)
    pairs = zip(*tree.query(areas, "intersects"), strict=True)
    return _areas(
        shapely.union_all([shapely.intersection(areas[i], areas[j]) for i, j in pairs if i < j])
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """The areas of `contested.yaml`."""

    outlines: dict[str, BaseGeometry]
    """Of land of which nothing is said, by name."""
    land: BaseGeometry
    """All of it."""
    waters: BaseGeometry
    """Claimed without a coast."""
    circles: list[tuple[BaseGeometry, str]]
    """About islands, with their owner."""
    boxes: list[tuple[BaseGeometry, str]]
    """Boxes in which islands far from any coast are plainly one State's."""


def listed() -> Listed:
    """The list as it stands."""
    with CONTESTED.open(encoding="utf-8") as file:
        rows = yaml.safe_load(file)
    outlines = {name: _outline(corners) for name, corners in rows["land"].items()}
    return Listed(
        outlines=outlines,
        land=shapely.union_all(list(outlines.values())),
        waters=shapely.union_all([_outline(corners) for corners in rows["waters"].values()]),
        circles=[
            (_circle(lat, lon), "".join(owner) or NOBODY)
            for lat, lon, *owner in rows["islands"].values()
        ],
        boxes=[
            (box(west, south, east, north), code)
            for south, west, north, east, code in rows["remote"].values()
        ],
    )


def missing(folder: Path, coast: list[BaseGeometry]) -> np.ndarray[Any, Any]:
    """Islands of the full coast that touch no land of the other, between the antimeridians."""
    found = full_islands(folder / GSHHG)
    broken = ~shapely.is_valid(found)
    found[broken] = shapely.make_valid(found[broken])
    west, _, east, _ = shapely.bounds(found).T
    for n in np.flatnonzero((east > 180.0) | (west < -180.0)):
        found[n] = _between_antimeridians(found[n])
    land = [part for one in coast for _, _, tile in _tiles(one, 1.0) for part in _parts(tile)]
    met, _ = shapely.STRtree(land).query(found, "intersects")
    return np.delete(found, np.unique(met))


def _parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    return list(shapely.get_parts(geometry))


def owners(
    islands: np.ndarray[Any, Any],
    lands: dict[str, BaseGeometry],
    wide: dict[str, BaseGeometry],
    said: Listed,
) -> np.ndarray[Any, Any]:
    """The State that each island is plainly part of, or NOBODY. `lands` by State, NOBODY's too, and
    `wide` what lies within 24 nm of them.

    It is listed; or all land within 24 nm is one State's; or it lies close to one State's coast and
    several times as far from any other's; or it lies far from all in a box that is one State's.
    """
    near_by = [set[str]() for _ in islands]
    pieces = [(part, code) for code, area in wide.items() for _, _, part in _tiles(area, TILE_DEG)]
    tree = shapely.STRtree([part for part, _ in pieces])
    for n, piece in tree.query(islands, "intersects").T.tolist():
        near_by[n].add(pieces[piece][1])
    found = np.array(
        [next(iter(codes)) if len(codes) == 1 else NOBODY for codes in near_by], dtype=object
    )
    unclear = [n for n, codes in enumerate(near_by) if len(codes) > 1]
    for n, code in zip(unclear, _hugged(islands[unclear], lands), strict=True):
        found[n] = code
    far = np.array([n for n, codes in enumerate(near_by) if not codes], dtype=int)
    for area, code in said.boxes:
        found[far[shapely.intersects(islands[far], area)]] = code
    found[shapely.bounds(islands)[:, 1] < TREATY_LAT] = NOBODY
    for circle, code in said.circles:
        found[shapely.intersects(islands, circle)] = code
    return found


def _hugged(islands: np.ndarray[Any, Any], lands: dict[str, BaseGeometry]) -> Iterator[str]:
    """The State to whose coast each island lies close, far from any other's; or NOBODY.
    Distances on a flat map about it, good to a part in a hundred."""
    pieces = [
        (part, code) for code, area in lands.items() for _, _, part in _tiles(area, TILE_DEG / 4.0)
    ]
    parts = np.array([part for part, _ in pieces], dtype=object)
    codes = np.array([code for _, code in pieces], dtype=object)
    tree, reach = shapely.STRtree(parts), 2.0 * SEA_M / M_PER_NM / 60.0
    for island in islands:
        west, south, east, north = island.bounds
        shrunk = np.cos(np.radians((south + north) / 2.0))
        wide = reach / shrunk
        at = tree.query(box(west - wide, south - reach, east + wide, north + reach))

        def flat(xy: Any, shrunk: float = shrunk) -> Any:
            return xy * np.array([shrunk, 1.0])

        apart_nm = 60.0 * shapely.distance(
            shapely.transform(parts[at], flat), shapely.transform(island, flat)
        )
        nearest = sorted((apart_nm[codes[at] == code].min(), code) for code in {*codes[at]})
        (one_nm, code), (other_nm, _) = (*nearest, (np.inf, NOBODY), (np.inf, NOBODY))[:2]
        plain = one_nm <= HUGS_NM and other_nm >= max(1.0, FARTHER * one_nm)
        yield code if plain else NOBODY


def _outline(corners: list[list[float]]) -> BaseGeometry:
    return shapely.make_valid(Polygon([(lon, lat) for lat, lon in corners]))


def _circle(lat: float, lon: float) -> BaseGeometry:
    to, back = _flat(lon, lat)
    return _back(shapely.buffer(shapely.Point(to.transform(lon, lat)), ISLAND_M), lon, back)


def territories(
    lands: dict[str, BaseGeometry], unowned: BaseGeometry, islands: np.ndarray[Any, Any]
) -> dict[str, BaseGeometry]:
    """Land and territorial sea of each State as far as they are plainly its own, and what is not
    determined, within 12 nm of a coast and beyond; without overlaps."""
    said = listed()
    nobodys = _areas(shapely.union_all([unowned, said.land]))
    named = np.array([shapely.intersects(islands, circle) for circle, _ in said.circles])
    circles, alone = defaultdict(list), defaultdict(list)
    for (circle, code), met in zip(said.circles, named.any(axis=1), strict=True):
        circles[code].append(circle)
        if code != NOBODY and not (met or shapely.intersects(lands[code], circle)):
            alone[code].append(circle)
    known = {code: shapely.union_all([land, *circles[code]]) for code, land in lands.items()}
    with ProcessPoolExecutor(PROCESSES) as pool:
        belts, wide = _by_code(known, pool.map(near_land, known.values()))
        plain = {code: _areas(shapely.difference(land, nobodys)) for code, land in known.items()}
        owner = owners(
            islands, plain | {NOBODY: nobodys}, wide | {NOBODY: near_land(nobodys)[1]}, said
        )
        print(
            len(islands), "islands lacking,", (owner == NOBODY).sum(), "nobody's", file=sys.stderr
        )
        thin = shapely.simplify(islands, SIMPLIFY_DEG / 3.0)
        theirs = {code: thin[owner == code] for code in sorted({*owner} - {NOBODY})}
        added = _by_code(theirs, pool.map(near_islands, theirs.values()))
    for grown, more in zip((belts, wide), added, strict=True):
        for code, belt in more.items():
            grown[code] = _areas(shapely.union_all([grown[code], belt]))
    drawn = (_km2(thin) >= DRAWN_KM2) | named.any(axis=0)
    nobodys = _areas(shapely.union_all([nobodys, *circles[NOBODY], *thin[owner == NOBODY]]))
    plain = {
        code: _areas(
            shapely.difference(
                shapely.union_all([land, *alone[code], *thin[drawn & (owner == code)]]), nobodys
            )
        )
        for code, land in lands.items()
    }
    close_to_nobodys, near_nobodys = near_land(nobodys)
    ground = shapely.union_all(list(plain.values()))
    owned = shapely.union_all(list(belts.values()))
    claimed = shapely.difference(said.waters, owned)
    open_ = shapely.difference(
        shapely.union_all([shared(wide), near_nobodys, nobodys, claimed]), ground
    )
    close = shapely.union_all([owned, close_to_nobodys, nobodys, claimed])
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


def _by_code(
    of: dict[str, Any], found: Iterable[tuple[BaseGeometry, BaseGeometry]]
) -> tuple[dict[str, BaseGeometry], dict[str, BaseGeometry]]:
    """The findings on each State, in two."""
    close, wide = zip(*found, strict=True)
    return dict(zip(of, close, strict=True)), dict(zip(of, wide, strict=True))


def _km2(areas: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    _, south, _, north = shapely.bounds(areas).T
    return (
        shapely.area(areas) * (60.0 * M_PER_NM / 1e3) ** 2 * np.cos(np.radians((south + north) / 2))
    )


def write(found: dict[str, BaseGeometry], path: Path) -> None:
    """Tiles of the States' territories, each with the number of its State."""
    codes = list(found)
    thin = shapely.coverage_simplify([found[code] for code in codes], SIMPLIFY_DEG)
    write_pieces(_pieces(thin), np.array(codes), path)
    print(f"{len(codes)} States, {path.stat().st_size} bytes")


def _pieces(thin: Iterable[BaseGeometry]) -> Iterator[tuple[int, Polygon]]:
    for number, geometry in enumerate(thin):
        for polygon in on_grid(geometry):
            yield number, polygon


def on_grid(area: BaseGeometry) -> Iterator[Polygon]:
    """An area as pieces of the file: each within one tile, on its grid."""
    for _, _, tile in _tiles(area, TILE_DEG):
        yield from shapely.get_parts(
            _areas(shapely.set_precision(shapely.make_valid(tile), STEP_DEG))
        )


def write_pieces(pieces: Iterable[tuple[int, Polygon]], codes: Any, path: Path) -> None:
    """Rings of whole steps from corner to corner, each with the number of its State."""
    steps, lengths, owners, holes = [], [], [], []
    for number, polygon in pieces:
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
        codes=codes,
        steps=np.vstack(steps).astype(np.int32),
        lengths=np.array(lengths, dtype=np.int32),
        owners=np.array(owners, dtype=np.int16),
        holes=np.array(holes),
    )


if __name__ == "__main__":
    sources, target = map(Path, sys.argv[1:])
    coast, without = states(sources)
    write(territories(coast, without, missing(sources, [*coast.values(), without])), target)
