"""Straits used for international navigation, and by which regime one goes through them.

A list drawn by hand (`straits.yaml`), approximate, without prejudice: how far each row was read
stands in it. A regime governs the way *through*, without stopping: never work inside the strait.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Final

import shapely
import yaml
from shapely.geometry import Polygon

from sar.geo.areas import leg
from sar.geo.position import LatLon


class Regime(StrEnum):
    """The rights by which ships and aircraft go through straits."""

    TRANSIT = "transit"
    """Ships and aircraft, by transit passage (UNCLOS 37 to 39)."""
    SEA_LANES = "sea_lanes"
    """Ships and aircraft, by archipelagic sea lanes passage (UNCLOS 53)."""
    CONVENTION = "convention"
    """Ships, by a long-standing convention (UNCLOS 35(c))."""
    INNOCENT = "innocent"
    """Ships, by innocent passage that is not suspended (UNCLOS 45)."""
    OPEN_ROUTE = "open_route"
    """A route beyond territorial seas leads through; beside it innocent passage (UNCLOS 36)."""


_PASSED_BY: Final = {
    Regime.TRANSIT: "ships and aircraft go in transit passage",
    Regime.SEA_LANES: "ships and aircraft go in archipelagic sea lanes passage",
    Regime.CONVENTION: "ships pass by a long-standing convention",
    Regime.INNOCENT: "ships pass in innocent passage that is not suspended",
    Regime.OPEN_ROUTE: "a route leads beyond territorial seas, on which nobody is asked; beside it"
    " ships pass in innocent passage",
}

FREE: Final = frozenset({Regime.TRANSIT, Regime.SEA_LANES})
"""Under these nobody is asked, by sea or by air."""


class HowRead(StrEnum):
    """The source that a row on a strait was read in, or none."""

    READ = "read"
    FROM_MEMORY = "from_memory"
    HOUSE_READING = "house_reading"

    @property
    def said(self) -> str:
        """In words."""
        return {"from_memory": "from memory, not checked"}.get(self, self.replace("_", " "))


@dataclass(frozen=True, slots=True, eq=False)
class Strait:
    """A strait with its approaches."""

    code: str
    name: str
    """As within a sentence: "the Strait of Dover"."""
    regime: Regime
    basis: str
    how_read: HowRead
    waters: Polygon
    bounds: tuple[float, float, float, float]
    note: str = ""
    warships: Mapping[str, str] | None = None
    """The conditions for warships besides: `says`, a sentence, and its `basis`."""

    @property
    def sentences(self) -> str:
        """The way through it, and by what, in one or two sentences."""
        read = "" if self.how_read is HowRead.READ else f"; {self.how_read.said}"
        said = f"Through {self.name} {_PASSED_BY[self.regime]} ({self.basis}{read})."
        return f"{said} {self.note}" if self.note else said

    def __contains__(self, place: LatLon) -> bool:
        west, south, east, north = self.bounds
        if not (south <= place.lat <= north and west <= place.lon <= east):
            return False
        return bool(shapely.intersects_xy(self.waters, place.lon, place.lat))

    def holds(self, way: Sequence[LatLon]) -> bool:
        """Whether all of a way of geodesics lies in it."""
        if not all(corner in self for corner in way):
            return False
        return all(self.waters.covers(leg(a, b)) for a, b in pairwise(way))

    def legs_within(self, way: Sequence[LatLon]) -> Iterator[tuple[LatLon, LatLon]]:
        """The ends of what lies in it of each leg of a way of geodesics."""
        for a, b in pairwise(way):
            for part in shapely.get_parts(shapely.intersection(leg(a, b), self.waters)):
                places = [LatLon(lat, lon) for lon, lat in shapely.get_coordinates(part).tolist()]
                yield from pairwise(places)


@cache
def straits() -> tuple[Strait, ...]:
    """All that are listed."""
    text = files("sar.geo").joinpath("straits.yaml").read_text(encoding="utf-8")
    return tuple(_strait(code, row) for code, row in yaml.safe_load(text).items())


def _strait(code: str, row: dict[str, Any]) -> Strait:
    waters = Polygon([(lon, lat) for lat, lon in row["waters"]])
    shapely.prepare(waters)
    return Strait(
        code,
        row["name"],
        Regime(row["regime"]),
        row["basis"],
        HowRead(row["how_read"]),
        waters,
        waters.bounds,
        row.get("note", ""),
        row.get("warships"),
    )


def strait_at(place: LatLon) -> Strait | None:
    """The strait that a place lies in, or in whose approaches."""
    return next((one for one in straits() if place in one), None)


def strait_along(part: Sequence[LatLon], *, stops: Sequence[LatLon]) -> Strait | None:
    """The strait through which a part of a way goes: all of the part lies in it, and no place at
    which the whole way stops. Of several the smallest."""
    found = [
        one for one in straits() if not any(place in one for place in stops) and one.holds(part)
    ]
    return min(found, key=lambda one: one.waters.area, default=None)
