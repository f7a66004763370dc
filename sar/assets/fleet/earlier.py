"""Places of assets as veiled terms disclose them, by veil and column; only what has become another
place is read again."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sar.agreements.clauses import Veil
from sar.agreements.grants_array import FleetFacts, Promises
from sar.assets.fleet.columns import Fleet, micros
from sar.assets.fleet.past import PastFixes, PastKey
from sar.assets.holding import held
from sar.assets.redaction import told_place


@dataclass(slots=True)
class _Places:
    """`until`: the instant until which a place is the one to show, in microseconds; 0: unknown."""

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    until: NDArray[np.int64]


class EarlierRow(NamedTuple):
    """A place that is to be read."""

    veil: Veil
    row: int
    key: PastKey


class EarlierPlaces:
    """By veil the places of all assets of a fleet that any viewer's zone terms have asked for."""

    def __init__(self) -> None:
        self._fleet: Fleet | None = None
        self._changes = 0
        self._of: dict[Veil, _Places] = {}

    def missing(self, fleet: Fleet, promises: Promises, *, now: datetime) -> list[EarlierRow]:
        """The rows that a viewer's zone terms ask for and that are not known."""
        self._follow(fleet)
        return list(self._missing(fleet, promises, micros(now)))

    def _missing(self, fleet: Fleet, promises: Promises, present: int) -> Iterator[EarlierRow]:
        for veil, rows in promises.late_rows(fleet.facts).items():
            wanted = rows[self._places(fleet, veil).until[rows] <= present]
            delay, precision_nm = veil
            told = zip(
                wanted.tolist(), fleet.ids(wanted.tolist()), types(fleet, wanted), strict=True
            )
            for row, id_, code in told:
                yield EarlierRow(veil, row, (id_, held(precision_nm, delay, code)))

    def place(self, fleet: Fleet, rows: list[EarlierRow], past: PastFixes) -> None:
        """Fills in these rows; they count as changed, since who sees them may be another."""
        for veil, row, key in rows:
            places = self._places(fleet, veil)
            fix, until = past.known(*key)
            place = told_place(fix, fleet.base(row), veil)
            lon, lat = (place.lon, place.lat) if place else (np.nan, np.nan)
            if (lon, lat) != (places.lon[row], places.lat[row]):
                fleet.note(row)
            places.lon[row], places.lat[row], places.until[row] = lon, lat, until
        self._changes = fleet.changes

    def facts(self, fleet: Fleet, promises: Promises) -> FleetFacts:
        """The facts that a viewer's terms ask for, once what was missing is filled in."""
        now = fleet.facts
        asked = promises.late_rows(now)
        earlier = {veil: (self._of[veil].lon, self._of[veil].lat) for veil in asked}
        return replace(now, earlier=earlier)

    def _places(self, fleet: Fleet, veil: Veil) -> _Places:
        count = fleet.length
        if veil not in self._of:
            nowhere = np.full(count, np.nan)
            self._of[veil] = _Places(nowhere, nowhere.copy(), np.zeros(count, dtype=np.int64))
        return self._of[veil]

    def _follow(self, fleet: Fleet) -> None:
        """Forgets the places of changed rows."""
        same = self._fleet is fleet
        changed = fleet.changed_since(self._changes) if same else None
        if changed is None:
            self._of = {}
        else:
            for places in self._of.values():
                _grow(places, fleet.length)
                places.until[changed] = 0
        self._fleet, self._changes = fleet, fleet.changes


def _grow(places: _Places, count: int) -> None:
    more = count - len(places.until)
    if more > 0:
        nowhere = np.full(more, np.nan)
        places.lon = np.concatenate((places.lon, nowhere))
        places.lat = np.concatenate((places.lat, nowhere))
        places.until = np.concatenate((places.until, np.zeros(more, dtype=np.int64)))


def types(fleet: Fleet, rows: NDArray[np.intp]) -> list[str]:
    """The codes of the types of these rows."""
    codes = [code for _, code in fleet.index.types]
    return [codes[place] for place in fleet["type"][rows].tolist()]
