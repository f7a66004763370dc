"""Straits and canals that a grid would open or shut by chance, so that they are so on purpose."""

import itertools
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import yaml
from numpy.typing import NDArray
from shapely.geometry import LineString

from sar.geo.areas import leg
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon

_CLOSE_NM: Final = 0.1
"""More than the line of a leg lies off its geodesic."""

SERVICE_KN: Final = 15.0
"""House figure: what a ship would have gone in the hours that a canal takes."""

FILE: Final = Path(__file__).parent / "passages.yaml"


class PassageKind(StrEnum):
    """A strait is there anyway; a canal has a keeper, limits and a queue."""

    STRAIT = "strait"
    CANAL = "canal"


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A way between two waters: the line ships follow, and a gate across it to tell who passes.

    Limits that are None are not known here or do not bind. The transit time is what a canal
    takes beyond the miles at a ship's own speed: waiting, pilot, locks, its speed limit.
    """

    code: str
    name: str
    kind: PassageKind
    is_open: bool
    line: tuple[LatLon, ...]
    gate: tuple[LatLon, LatLon]
    max_length_m: float | None = None
    max_beam_m: float | None = None
    max_draught_m: float | None = None
    max_height_m: float | None = None
    transit: timedelta = timedelta(0)
    note: str = ""

    @property
    def limits_m(self) -> dict[str, float | None]:
        """The largest ship that it takes, by measure."""
        return {
            "length": self.max_length_m,
            "beam": self.max_beam_m,
            "draught": self.max_draught_m,
            "height": self.max_height_m,
        }

    def points(self, step_nm: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Longitudes and latitudes along the line if it is open, along its gate if it is shut."""
        corners = self.line if self.is_open else self.gate
        lons = np.unwrap([p.lon for p in corners], period=360.0)
        lats = np.array([p.lat for p in corners])
        east = np.diff(lons) * np.cos(np.radians(lats[:-1]))
        steps = np.ceil(np.hypot(east, np.diff(lats)) * 60.0 / step_nm).astype(int) + 1
        at = np.concatenate([[0.0], *(k + np.arange(1, m + 1) / m for k, m in enumerate(steps))])
        corner = np.arange(len(corners))
        return np.interp(at, corner, lons), np.interp(at, corner, lats)

    def is_passed_by(self, path: tuple[LatLon, ...]) -> bool:
        """Whether a way crosses the gate."""
        gate = LineString([(p.lon, p.lat) for p in self.gate])
        return any(
            leg(a, b).intersects(gate) for a, b in itertools.pairwise(path) if self._is_near(a, b)
        )

    def _is_near(self, a: LatLon, b: LatLon) -> bool:
        """Whether a leg may come to the gate: over one of its ends it is not much longer."""
        one, other = self.gate
        over_nm = distance_nm(a, one) + distance_nm(one, b)
        return over_nm <= distance_nm(a, b) + 2.0 * distance_nm(one, other) + _CLOSE_NM


@cache
def passages() -> dict[str, Passage]:
    """All that are known, by code, as they stand in the file."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {code: _passage(code, row) for code, row in rows.items()}


def canals_minutes(through: tuple[str, ...]) -> float:
    """The minutes that these canals take beyond those of the miles."""
    if not through:
        return 0.0
    return sum((passages()[code].transit for code in through), timedelta()) / timedelta(minutes=1)


def _passage(code: str, row: dict[str, Any]) -> Passage:
    plain = dict(row)
    line = tuple(LatLon(lat=lat, lon=lon) for lon, lat in plain.pop("line"))
    one, other = (LatLon(lat=lat, lon=lon) for lon, lat in plain.pop("gate"))
    kind = PassageKind(plain.pop("kind"))
    transit = timedelta(hours=plain.pop("transit_hours", 0.0))
    return Passage(code=code, kind=kind, line=line, gate=(one, other), transit=transit, **plain)


def as_asked(
    *, opened: frozenset[str] = frozenset(), shut: frozenset[str] = frozenset()
) -> tuple[Passage, ...]:
    """The passages with some opened or shut against what the file says: for the same question the
    same ones. KeyError if unknown."""
    return _as_asked(opened, shut)


@lru_cache(maxsize=64)
def _as_asked(opened: frozenset[str], shut: frozenset[str]) -> tuple[Passage, ...]:
    known = passages()
    for code in opened | shut:
        known[code]
    return tuple(
        replace(p, is_open=(p.is_open or p.code in opened) and p.code not in shut)
        for p in known.values()
    )
