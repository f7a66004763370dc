"""Limits that parties declare: how one is read and refused, and all that stand, as one snapshot.

A declaration is the party's own act, deposited or published by it (UNCLOS 16(2), 47(9), 75(2)); it
is taken as it is said, and given to nobody else. Only what cannot be meant is refused.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final, Self

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon

from sar.geo.areas import area_km2, around, contains, disc
from sar.geo.extents import TERRITORIAL_SEA_NM, TILE_DEG
from sar.geo.position import LatLon
from sar.geo.state_names import StateNames


class LimitKind(StrEnum):
    """The kinds of declared limits: of waters or land, or of a zone that is only named."""

    INTERNAL_WATERS = "internal_waters"
    """Inside its baselines."""
    ARCHIPELAGIC_WATERS = "archipelagic_waters"
    TERRITORIAL_SEA = "territorial_sea"
    ISLAND = "island"
    """A place or an outline of land; the sea for twelve miles around counts with it."""
    EEZ = "eez"
    FIR = "fir"


ZONES: Final = frozenset({LimitKind.EEZ, LimitKind.FIR})
"""Named in an answer; nobody is asked because of them."""

MOST_KM2: Final[Mapping[LimitKind, float]] = {
    LimitKind.INTERNAL_WATERS: 3.0e6,
    LimitKind.ARCHIPELAGIC_WATERS: 4.0e6,
    LimitKind.TERRITORIAL_SEA: 1.0e6,
    LimitKind.ISLAND: 2.5e6,
    LimitKind.EEZ: 9.0e6,
    LimitKind.FIR: 6.0e7,
}
"""House figures, above the largest there are: what is larger is a slip of the pen."""

MOST_LAT: Final = 85.0
"""Waters beyond are not cut by ways here."""


@dataclass(frozen=True, slots=True)
class LimitFault:
    """One fault of a declaration: its field, a stable code, its sentence and parameters."""

    at: str
    code: str
    sentence: str
    params: Mapping[str, Any] = field(default_factory=dict)


def limit_faults(
    kind: LimitKind,
    where: MultiPolygon | LatLon,
    *,
    deposit: str,
    deposited_on: date,
    today: date,
) -> Iterator[LimitFault]:
    """Everything that speaks against a declaration whose geometry could be read."""
    if not deposit.strip():
        said = "must say where it is deposited or published: an M.Z.N. number, a law, a gazette"
        yield LimitFault("deposit", "deposit_empty", said)
    if deposited_on > today:
        said = "lies in the future: what is not deposited yet is not loaded"
        yield LimitFault("deposited_on", "date_in_future", said, {"today": today.isoformat()})
    at = "place" if isinstance(where, LatLon) else "area"
    if isinstance(where, LatLon):
        if kind is not LimitKind.ISLAND:
            said = "must be a Polygon or a MultiPolygon: only an island may be a place"
            yield LimitFault("place", "place_not_island", said)
        north = abs(where.lat)
    else:
        _, low, _, high = where.bounds
        north = max(abs(low), abs(high))
        most, has = MOST_KM2[kind], area_km2(where)
        if has > most:
            said = f"is larger than any {words_of(kind)} there is: {has:,.0f} km² of {most:,.0f}"
            yield LimitFault(
                "area", "area_too_large", said, {"km2": round(has), "most_km2": round(most)}
            )
    if kind not in ZONES and north > MOST_LAT:
        said = f"reaches beyond latitude {MOST_LAT:.0f}: leave that part out"
        yield LimitFault(at, "too_near_a_pole", said, {"most_lat": MOST_LAT})
    elif kind is LimitKind.ISLAND and not isinstance(where, LatLon) and not _has_sea(where):
        said = "is too wide for the sea around it to be drawn: cut the island into several parts"
        yield LimitFault("area", "island_too_wide", said)


def _has_sea(island: MultiPolygon) -> bool:
    try:
        return not around(island, TERRITORIAL_SEA_NM).is_empty
    except ValueError:
        return False


def words_of(kind: LimitKind) -> str:
    """A kind as a sentence says it."""
    return _WORDS[kind]


_WORDS: Final = {
    LimitKind.INTERNAL_WATERS: "internal waters",
    LimitKind.ARCHIPELAGIC_WATERS: "archipelagic waters",
    LimitKind.TERRITORIAL_SEA: "territorial sea",
    LimitKind.ISLAND: "island",
    LimitKind.EEZ: "exclusive economic zone",
    LimitKind.FIR: "flight information region",
}


@dataclass(frozen=True, slots=True)
class LimitPlain:
    """A declared limit that stands, as the rules read it."""

    id: str
    party: str
    kind: LimitKind
    name: str
    deposit: str
    deposited_on: date
    where: MultiPolygon | LatLon = field(compare=False, repr=False)

    def declaration(self, names: StateNames) -> str:
        """Party and deposit, for a sentence."""
        by, on = names.of(self.party), self.deposited_on.isoformat()
        return f"declared by {by} ({self.deposit}, {on})"

    def extent(self) -> MultiPolygon:
        """All that it speaks of: an island with the sea around it; ValueError where none can be
        drawn."""
        if isinstance(self.where, LatLon):
            return disc(self.where, TERRITORIAL_SEA_NM)
        if self.kind is LimitKind.ISLAND:
            return around(self.where, TERRITORIAL_SEA_NM)
        return self.where

    def on_island(self, p: LatLon) -> bool:
        """Whether the place lies on the land of this island itself."""
        return not isinstance(self.where, LatLon) and contains(self.where, p)


@dataclass(frozen=True, slots=True)
class DrawnLimit:
    """A limit with the parts of its extent, ready to be asked; work for a thread of its own."""

    limit: LimitPlain
    parts: tuple[Polygon, ...]
    """None: it has no extent, and holds nothing."""

    @classmethod
    def of(cls, limit: LimitPlain) -> Self:
        """Draw a limit. A declaration without extent takes nothing from what others declare."""
        try:
            parts = tuple(limit.extent().geoms)
        except ValueError:
            parts = ()
        shapely.prepare(parts)
        return cls(limit, parts)


class _Areas:
    """Areas by part, to be asked about places and legs."""

    def __init__(self, drawn: Sequence[DrawnLimit]) -> None:
        self.of = [one.limit for one in drawn for _ in one.parts]
        self.tree = shapely.STRtree([part for one in drawn for part in one.parts])

    def at(self, p: LatLon) -> tuple[LimitPlain, ...]:
        """The limits that hold the place, each once, in the order in which they were given."""
        if not self.of:
            return ()
        found: set[int] = set()
        for lon in {p.lon, -p.lon} if abs(p.lon) == 180.0 else {p.lon}:
            found |= set(self.tree.query(shapely.Point(lon, p.lat), "intersects").tolist())
        return tuple({self.of[n].id: self.of[n] for n in sorted(found)}.values())


class DeclaredWaters:
    """Every limit that stands, and the parties that say theirs are complete: one generation, kept
    until any changes. Equal only to itself."""

    def __init__(self, limits: Iterable[DrawnLimit] = (), complete: Iterable[str] = ()) -> None:
        drawn = sorted(limits, key=_in_order)
        claims = [one for one in drawn if one.limit.kind not in ZONES]
        self.claims = _Areas(claims)
        self.zones = _Areas([one for one in drawn if one.limit.kind in ZONES])
        self.complete = frozenset(complete) & {
            one.limit.party for one in claims if one.limit.kind is LimitKind.TERRITORIAL_SEA
        }
        """Only with a territorial sea: nobody declares that it has none by saying nothing."""
        self.taken = _tiles_of(self.claims.tree.geometries)
        """By tile as `territory.may_meet` asks: whether any claim comes near."""

    @classmethod
    def drawing(cls, limits: Iterable[LimitPlain], complete: Iterable[str] = ()) -> Self:
        """Of limits that are still to be drawn."""
        return cls(map(DrawnLimit.of, limits), complete)

    def __bool__(self) -> bool:
        return bool(self.claims.of or self.zones.of)


def _in_order(one: DrawnLimit) -> tuple[str, str, str, str]:
    return one.limit.party, one.limit.kind, one.limit.name, one.limit.id


def _tiles_of(parts: NDArray[np.object_]) -> NDArray[np.bool_]:
    taken = np.zeros((round(180.0 / TILE_DEG), round(360.0 / TILE_DEG)), np.bool_)
    corner = np.array([-180.0, -90.0, -180.0, -90.0])
    for west, south, east, north in ((shapely.bounds(parts) - corner) / TILE_DEG).astype(int):
        taken[south : north + 1, west : east + 1] = True
    return taken


NOTHING_DECLARED: Final = DeclaredWaters()
