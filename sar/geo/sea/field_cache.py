"""The ways by water to a scene, kept for as long as the scene stays where it is: by a field about
it, and by wider ones for the vessels whose ways leave that."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from threading import Lock, Thread
from time import monotonic
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from sar.geo.position import LatLon
from sar.geo.sea.draught import Draught
from sar.geo.sea.field import SeaField, sea_field
from sar.geo.sea.legs import FIELDS_NM, whole_earth
from sar.geo.sea.passages import as_asked
from sar.geo.sea.sea_route import SeaWay

PATIENCE_S: Final = 2.5
"""So long a question waits for a wider field; then it answers with what is known."""

_LOOK_S: Final = 0.05

T = TypeVar("T")

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

BOATS: Final = frozenset({Draught.SHALLOW})


class Ways:
    """The ways to one place by one field; those that were asked for last are kept.

    A ship alongside takes a look out of its port by a finer field: 20 ms once that is there.
    """

    def __init__(self, field: SeaField) -> None:
        self.field = field
        self._way = lru_cache(maxsize=2_048)(field.way)

    def way(self, p: LatLon) -> SeaWay:
        """The way from p."""
        return self._way(p)


class _Kept:
    """Ways that those who want them at once wait for together."""

    def __init__(self, make: Callable[[], SeaField]) -> None:
        self._make, self._lock = make, Lock()
        self.made: Ways | None = None

    def ways(self) -> Ways:
        with self._lock:
            if self.made is None:
                self.made = Ways(self._make())
            return self.made


class Shelf:
    """Fields of one size about the places that were asked for last, of boats and of deep ships."""

    def __init__(self, make: Callable[[LatLon, Draught], SeaField], *, room: int) -> None:
        self._make, self._room = make, room
        self._kept: OrderedDict[tuple[LatLon, Draught], _Kept] = OrderedDict()
        self._lock, self._busy = Lock(), Lock()

    def ways(self, place: LatLon, draught: Draught = Draught.SHALLOW) -> Ways:
        """The ways to a place, made if they are not there."""
        return self._at(place, draught).ways()

    def standing(self, place: LatLon, draught: Draught = Draught.SHALLOW) -> Ways | None:
        """The ways to a place, if they are there."""
        with self._lock:
            kept = self._kept.get((place, draught))
        return None if kept is None else kept.made

    def begin(self, place: LatLon, draught: Draught) -> None:
        """Have the ways to a place made, unless others are being made: who asks again begins
        them then."""
        if self.standing(place, draught) is None and self._busy.acquire(blocking=False):
            # As a daemon: a process that ends does not wait for it.
            making = (self._at(place, draught),)
            Thread(target=self._work, args=making, name="wider waters", daemon=True).start()

    async def begun(self, place: LatLon, draught: Draught, *, within_s: float) -> Ways | None:
        """The ways to a place, if they stand within that time; they are begun in any case."""
        deadline = monotonic() + within_s
        while True:
            self.begin(place, draught)
            found = self.standing(place, draught)
            if found is not None or monotonic() >= deadline:
                return found
            await asyncio.sleep(_LOOK_S)

    def _work(self, kept: _Kept) -> None:
        try:
            kept.ways()
        finally:
            self._busy.release()

    def _at(self, place: LatLon, draught: Draught) -> _Kept:
        with self._lock:
            kept = self._kept.get((place, draught))
            if kept is None:
                kept = self._kept[place, draught] = _Kept(partial(self._make, place, draught))
            self._kept.move_to_end((place, draught))
            while len(self._kept) > self._room:
                self._kept.popitem(last=False)
            return kept


def _near(place: LatLon, draught: Draught) -> SeaField:
    return sea_field(place, draught=draught)


def _wide(place: LatLon, draught: Draught) -> SeaField:
    radius_nm, cell_nm = FIELDS_NM[-1]
    return sea_field(place, radius_nm=radius_nm, cell_nm=cell_nm, draught=draught)


def _earth(place: LatLon, draught: Draught) -> SeaField:
    return whole_earth(place, as_asked(), draught=draught)


NEAR: Final = Shelf(_near, room=16)
"""Some 5 MB each; about half a second."""

WIDE: Final = Shelf(_wide, room=16)
"""Some 7 MB each; about two seconds."""

EARTH: Final = Shelf(_earth, room=2)
"""Some 40 MB each; ten seconds and more, which nobody waits for."""


_WIDER: Final = ((WIDE, PATIENCE_S), (EARTH, 0.0))
"""From narrow to wide, and how long a question waits for each."""


class Waters:
    """The ways to one place by the fields that stand: for one question always the same ones.

    The wider fields are coarser: they are asked only for ways that the nearer ones cannot prove.
    The nearest of a draught is made when a vessel of it first asks.
    """

    def __init__(
        self, place: LatLon, wider: Mapping[Draught, tuple[Ways, ...]], *, near: Shelf = NEAR
    ) -> None:
        self._place, self._wider, self._near = place, wider, near
        self._lacking: set[Draught] = set()

    @property
    def lacks(self) -> bool:
        """Whether a way was asked for that a wider field would know better."""
        return bool(self._lacking)

    def way(self, p: LatLon, draught: Draught) -> SeaWay:
        """The best way from p that is known, else the greatest of its bounds."""
        best = self._near.ways(self._place, draught).way(p)
        wider = self._wider.get(draught, ())
        for field in wider:
            if best.is_proven:
                return best
            best = better(best, field.way(p))
        if not best.is_proven and len(wider) < len(_WIDER):
            self._lacking.add(draught)
        return best

    def has_none(self, lons: Floats, lats: Floats, draught: Draught) -> Mask:
        """Positions from which there surely is no way; not all are told."""
        near = self._near.standing(self._place, draught)
        if near is None:
            return np.zeros(len(lons), dtype=bool)
        return near.field.has_none(lons, lats)

    async def widened(self) -> "Waters | None":
        """With the next wider fields of the draughts that lack them; None: they do not stand in
        time."""
        wider = dict(self._wider)
        for draught in sorted(self._lacking):
            known = wider.get(draught, ())
            shelf, within_s = _WIDER[len(known)]
            found = await shelf.begun(self._place, draught, within_s=within_s)
            if found is not None:
                wider[draught] = (*known, found)
        return Waters(self._place, wider, near=self._near) if wider != self._wider else None


def better(one: SeaWay, other: SeaWay) -> SeaWay:
    """The shorter way; what either field proves of it holds."""
    if one.is_none or other.is_none:
        return one if one.is_none else other
    best = min(one, other, key=lambda way: (way.nm is None, way.nm or 0.0))
    bound_nm = max(one.bound_nm, other.bound_nm)
    return replace(best, bound_nm=bound_nm if best.nm is None else min(bound_nm, best.nm))


def waters_of(place: LatLon, draughts: Collection[Draught] = BOATS) -> Waters:
    """The ways to a place by the fields of the draughts, made if they are not there, and by the
    wider ones that stand."""
    for draught in draughts:
        NEAR.ways(place, draught)
    return Waters(place, {draught: _standing(place, draught) for draught in Draught})


def _standing(place: LatLon, draught: Draught) -> tuple[Ways, ...]:
    fields = []
    for shelf, _ in _WIDER:
        wider = shelf.standing(place, draught)
        if wider is None:
            break
        fields.append(wider)
    return tuple(fields)


async def asked(sea: Waters | None, ask: Callable[[Waters | None], Awaitable[T]]) -> T:
    """What is found with these ways; once more, if ways leave them and a wider field comes."""
    found = await ask(sea)
    while sea is not None and sea.lacks:
        sea = await sea.widened()
        if sea is not None:
            found = await ask(sea)
    return found
