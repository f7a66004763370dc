"""How soon a field of the sea stands, how soon it answers, and how far its ways are from tables."""

import csv
import statistics
import time
from pathlib import Path

import numpy as np

from bench.ground import Figure
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.geo.sea.field import sea_field
from sar.geo.sea.legs import sea_way

PUBLISHED = Path(__file__).parent / "sea_distances.csv"
DATUM = LatLon(lat=35.0, lon=18.0)
TIMES = 5
LOOKUPS = 100_000


def measure() -> list[Figure]:
    """Fields in the Ionian Sea, warm code; then every published distance once."""
    sea_field(DATUM)
    figures = [
        Figure(f"sea_field_cold_{radius_nm}nm_ms", _cold_ms(float(radius_nm)), "ms", context)
        for radius_nm, context in ((150, "150 nm"), (300, "300 nm"), (1_200, "1,200 nm"))
    ]
    cold = f"new datum, 600 nm by cells of 1 nm, code compiled, processor time, median of {TIMES}"
    figures.insert(0, Figure("sea_field_cold_ms", _cold_ms(600.0), "ms", cold))
    return [*figures, _lookup(), *_errors()]


def _cold_ms(radius_nm: float) -> float:
    took_s = []
    for n in range(TIMES):
        started = time.process_time()
        sea_field(LatLon(lat=DATUM.lat + 0.01 * n, lon=DATUM.lon), radius_nm=radius_nm)
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


def _errors() -> list[Figure]:
    """Of both halves, told apart."""
    figures = []
    for half in ("tuning", "held"):
        off_pct = sorted(abs(error) for error in _errors_pct(half))
        median, p90 = statistics.median(off_pct), off_pct[int(0.9 * len(off_pct))]
        of = f"{len(off_pct)} distances of Pub. 151, {half} half"
        name = "sea_error" if half == "held" else "sea_error_tuning"
        figures += [
            Figure(f"{name}_median_pct", round(median, 2), "%", of),
            Figure(f"{name}_p90_pct", round(p90, 2), "%", of),
        ]
    return figures


def _errors_pct(half: str) -> list[float]:
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["half"] == half]
    errors = []
    for row in rows:
        a = LatLon(lat=float(row["from_lat"]), lon=float(row["from_lon"]))
        b = LatLon(lat=float(row["to_lat"]), lon=float(row["to_lon"]))
        way = sea_way(a, b, opened=frozenset(filter(None, [row["opened"]])))
        if way.nm is None or way.nm < distance_nm(a, b):
            raise RuntimeError(f"{row['from']} to {row['to']}: {way.nm} nm. {way.note}")
        errors.append(100.0 * (way.nm / float(row["published_nm"]) - 1.0))
    return errors
