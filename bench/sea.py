"""The time to compute a field of the sea and to answer from it, and its distances beside tables.

The tables are those of merchant ships, so the ways of deep ships are compared with them; those of
boats are told beside them.
"""

import csv
import statistics
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import numpy as np
import searoute

from bench.ground import Figure
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.geo.sea.draught import Draught
from sar.geo.sea.field import sea_field
from sar.geo.sea.legs import sea_way

PUBLISHED = Path(__file__).parent / "sea_distances.csv"
DATUM = LatLon(lat=35.0, lon=18.0)
SEAROUTE = version("searoute")
TIMES = 5
LOOKUPS = 100_000
PARTS = {"fresh": "_fresh", "final": "_final", "held": "", "tuning": "_tuning"}

Row = dict[str, str]


def measure() -> Iterator[Figure]:
    """Fields in the Ionian Sea, warm code; then every published distance once."""
    for draught in Draught:
        sea_field(DATUM, draught=draught)
    cold = f"new datum, 600 nm by cells of 1 nm, code compiled, processor time, median of {TIMES}"
    yield Figure("sea_field_cold_ms", _cold_ms(600.0), "ms", cold)
    deep = f"the same for deep ships, {cold}"
    yield Figure("sea_field_deep_cold_ms", _cold_ms(600.0, Draught.DEEP), "ms", deep)
    for radius_nm, context in ((150, "150 nm"), (300, "300 nm"), (1_200, "1,200 nm")):
        name = f"sea_field_cold_{radius_nm}nm_ms"
        yield Figure(name, _cold_ms(float(radius_nm)), "ms", context)
    yield _lookup()
    yield from _errors()


def _cold_ms(radius_nm: float, draught: Draught = Draught.SHALLOW) -> float:
    took_s = []
    for n in range(TIMES):
        started = time.process_time()
        datum = LatLon(lat=DATUM.lat + 0.01 * n, lon=DATUM.lon)
        sea_field(datum, radius_nm=radius_nm, draught=draught)
        took_s.append(time.process_time() - started)
    return round(1e3 * statistics.median(took_s))


def _lookup() -> Figure:
    field = sea_field(DATUM)
    rng = np.random.default_rng(1)
    lons = DATUM.lon + rng.uniform(-8.0, 8.0, LOOKUPS)
    lats = DATUM.lat + rng.uniform(-6.0, 6.0, LOOKUPS)
    started = time.process_time()
    field.nm(lons, lats)
    each_us = 1e6 * (time.process_time() - started) / LOOKUPS
    context = f"one of {LOOKUPS:,} positions asked at once, on the ellipsoid, processor time"
    return Figure("sea_field_lookup_us", round(each_us, 2), "µs", context)


def _errors() -> Iterator[Figure]:
    """The errors of deep ways, boats' and searoute's on the same pairs; each part by itself."""
    for part, suffix in PARTS.items():
        rows = _published(part)
        of = f"{len(rows)} distances of Pub. 151, part {part}"
        for draught in Draught:
            name = "sea_error" if draught is Draught.DEEP else "sea_error_boats"
            found_nm = [_ours_nm(row, draught) for row in rows]
            yield from _spread(f"{name}{suffix}", f"{of}, {draught} draught", found_nm, rows)
        by_searoute = [_searoute_nm(row) for row in rows]
        name = f"searoute_sea_error{suffix}"
        yield from _spread(name, f"searoute {SEAROUTE}, {of}", by_searoute, rows)


def _spread(name: str, of: str, found_nm: list[float], rows: list[Row]) -> list[Figure]:
    off_pct = sorted(
        abs(100.0 * (nm / float(row["published_nm"]) - 1.0))
        for nm, row in zip(found_nm, rows, strict=True)
    )
    median, p90 = statistics.median(off_pct), off_pct[int(0.9 * len(off_pct))]
    return [
        Figure(f"{name}_median_pct", round(median, 2), "%", of),
        Figure(f"{name}_p90_pct", round(p90, 2), "%", of),
    ]


def _published(part: str) -> list[Row]:
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["half"] == part]


def _ends(row: Row) -> tuple[LatLon, LatLon]:
    a, b = (LatLon(lat=float(row[f"{k}_lat"]), lon=float(row[f"{k}_lon"])) for k in ("from", "to"))
    return a, b


def _ours_nm(row: Row, draught: Draught) -> float:
    a, b = _ends(row)
    way = sea_way(a, b, opened=frozenset(filter(None, [row["opened"]])), draught=draught)
    if way.nm is None or way.nm < distance_nm(a, b):
        raise RuntimeError(f"{row['from']} to {row['to']}: {way.nm} nm. {way.note}")
    return way.nm


def _searoute_nm(row: Row) -> float:
    a, b = _ends(row)
    way = searoute.searoute((a.lon, a.lat), (b.lon, b.lat), units="naut")
    return float(way.properties["length"])
