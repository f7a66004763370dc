"""Cache of the distance fields about scenes: a near one for each, and wider ones for the vessels
whose routes leave it."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from contextvars import copy_context
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from threading import Lock, Thread
from typing import Final, TypeVar

import numpy as np

from sar.allocator import return_freed
from sar.geo.arrays import Floats, Mask
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.geo.sea.draught import Draught
from sar.geo.sea.field import SeaField, is_inland, sea_field
from sar.geo.sea.lake_ways import lake_at, lake_way
from sar.geo.sea.legs import FIELDS_NM, whole_earth
from sar.geo.sea.passages import as_asked
from sar.geo.sea.sea_route import INLAND, OFF_LAKE, SeaWay
from sar.geo.sea.standstill import Standstill, present, timed

PATIENCE_S: Final = 2.5
"""A question waits this long for a wider field, then answers with the known routes."""

_POLL_S: Final = 0.05

T = TypeVar("T")

WiderTurn = Callable[[], AbstractAsyncContextManager[None]]
"""Enters the turn at the wider field that is computed next, of one size one at a time."""


BOATS: Final = frozenset({Draught.SHALLOW})


class CachedField:
    """A field about one place, with a cache of the routes requested last.

    The route of a ship alongside begins with a finer field about its port: 20 ms once that exists.
    """

    def __init__(self, field: SeaField, *, ways: int = 2_048) -> None:
        self.field = field
        self._way = lru_cache(maxsize=ways)(field.way)

    def way(self, p: LatLon) -> SeaWay:
        """The route from p."""
        return self._way(p)


class _FieldOnce:
    """A field computed once, by the first of several concurrent callers."""

    def __init__(self, make: Callable[[], SeaField], *, ways: int) -> None:
        self._make, self._ways, self._lock = make, ways, Lock()
        self._standstill = Standstill()
        """The one that the computing under way goes by."""
        self._is_waited_for = False
        self.made: CachedField | None = None

    def release(self) -> None:
        """Never have it stand still any more, if it is under way: another question waits for it
        too."""
        if self._lock.locked():
            self._is_waited_for = True
            self._standstill.release()

    def field(self) -> CachedField:
        if not self._lock.acquire(blocking=False):
            self.release()
            self._lock.acquire()
        try:
            if self.made is None:
                self._standstill = present()
                if self._is_waited_for:
                    self._standstill.release()
                self.made = CachedField(self._make(), ways=self._ways)
            return self.made
        finally:
            self._lock.release()


class FieldCache:
    """Fields of one size about the places requested last, for boats and for deep ships."""

    def __init__(
        self, make: Callable[[LatLon, Draught], SeaField], *, room: int, ways: int = 2_048
    ) -> None:
        """`room` for so many fields, each with its `ways` requested last."""
        self._make, self._room, self._ways = make, room, ways
        self._kept: OrderedDict[tuple[LatLon, Draught], _FieldOnce] = OrderedDict()
        self._lock, self._busy = Lock(), Lock()

    def field(self, place: LatLon, draught: Draught = Draught.SHALLOW) -> CachedField:
        """The field about a place, computed if absent."""
        return self._at(place, draught).field()

    def ready(self, place: LatLon, draught: Draught = Draught.SHALLOW) -> CachedField | None:
        """The field about a place, if it is computed: it counts as requested by that."""
        with self._lock:
            kept = self._kept.get((place, draught))
            if kept is not None:
                self._kept.move_to_end((place, draught))
        return None if kept is None else kept.made

    def start(self, place: LatLon, draught: Draught) -> bool:
        """Compute the field in the background, unless another is being computed: a later call
        starts it then. Whether this one has."""
        if self.ready(place, draught) is not None or not self._busy.acquire(blocking=False):
            return False
        # A daemon thread: a process that ends does not wait for it.
        work = partial(copy_context().run, self._work, self._at(place, draught))
        Thread(target=work, name="wider field", daemon=True).start()
        return True

    async def ready_within(
        self, place: LatLon, draught: Draught, *, within_s: float, turn: WiderTurn = nullcontext
    ) -> CachedField | None:
        """The field, if it is computed within that time. It is started in any case, unless the
        question's turn does not come by then; one that is computed is not waited for."""
        found = self.ready(place, draught)
        if found is not None or within_s <= 0.0:
            self.start(place, draught)
            return found
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s), turn():
                is_own = False
                while self.ready(place, draught) is None:
                    is_own = self.start(place, draught) or is_own
                    if not is_own:
                        self._at(place, draught).release()
                    await asyncio.sleep(_POLL_S)
        return self.ready(place, draught)

    def _work(self, kept: _FieldOnce) -> None:
        try:
            return_freed()  # the largest work of all takes 140 MB for a while
            with timed(present()):
                kept.field()
        finally:
            self._busy.release()

    def _at(self, place: LatLon, draught: Draught) -> _FieldOnce:
        with self._lock:
            kept = self._kept.get((place, draught))
            if kept is None:
                kept = self._kept[place, draught] = _FieldOnce(
                    partial(self._make, place, draught), ways=self._ways
                )
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


NEAR: Final = FieldCache(_near, room=16)
"""Some 4 MB each; about half a second."""

WIDE: Final = FieldCache(_wide, room=16)
"""Some 6 MB each; about two seconds."""

EARTH: Final = FieldCache(_earth, room=2)
"""Some 20 MB each; ten seconds and more, for which no question waits."""


_WIDER: Final = ((WIDE, PATIENCE_S), (EARTH, 0.0))
"""From narrow to wide, and how long a question waits for each."""


class FieldLackingError(Exception):
    """A route needs the near field of a draught, which is not computed."""

    def __init__(self, draught: Draught) -> None:
        super().__init__(draught)
        self.draught = draught


class SceneFields:
    """Routes by water to one place, by a fixed set of fields for the length of one question, of at
    most so many `sizes` wider than the near one.

    The wider fields are coarser: only routes that the nearer ones cannot prove use them. The
    nearest of a draught is computed for the first vessel of that draught; with `ready` none is, and
    a route by another one raises FieldLackingError.
    """

    def __init__(
        self,
        place: LatLon,
        wider: Mapping[Draught, tuple[CachedField, ...]],
        *,
        near: FieldCache = NEAR,
        ready: Mapping[Draught, CachedField] | None = None,
        sizes: int = len(_WIDER),
    ) -> None:
        self.place = place
        self._wider, self._near, self._ready, self._sizes = wider, near, ready, sizes
        self._need_wider: set[Draught] = set()
        self.routed: set[Draught] = set()
        """The draughts of the vessels whose routes were requested of the sea."""
        self._lake = lake_at(place)

    @property
    def needs_wider(self) -> bool:
        """Whether a wider field could improve any route requested so far."""
        return bool(self._need_wider)

    def way(self, p: LatLon, draught: Draught) -> SeaWay:
        """The best known route from p, else the greatest of its bounds. One within a lake is the
        same for all vessels, and asks no field."""
        if self._lake is not None:
            if self._lake.has(p):
                return lake_way(p, self.place)
            if self._is_off_sea:
                return SeaWay(None, distance_nm(p, self.place), note=OFF_LAKE)
        best = self._nearest(draught).way(p)
        wider = self._wider.get(draught, ())
        for field in wider:
            if best.is_proven:
                return best
            best = better(best, field.way(p))
        if not best.is_proven and lake_at(p) is not None and is_inland(p, as_asked()):
            return SeaWay(None, best.bound_nm, note=INLAND)
        if not best.is_proven and len(wider) < self._sizes:
            self._need_wider.add(draught)
        return best

    def has_none(self, lons: Floats, lats: Floats, draught: Draught) -> Mask:
        """Positions certainly without any route; a position without one may be missed."""
        if self._lake is not None:
            on_it = self._lake.holds(lons, lats)
            return ~on_it if self._is_off_sea else np.zeros(len(lons), dtype=bool)
        near = self._near_if_ready(draught)
        if near is None:
            return np.zeros(len(lons), dtype=bool)
        return near.field.has_none(lons, lats)

    @cached_property
    def _is_off_sea(self) -> bool:
        """Whether no way leads from the sea to near the place."""
        return is_inland(self.place, as_asked())

    def start_wider(self) -> None:
        """Compute the next wider field that a route needs in the background: for a later question,
        with fields of its own."""
        for draught in sorted(self._need_wider):
            shelf, _ = _WIDER[len(self._wider.get(draught, ()))]
            shelf.start(self.place, draught)

    def lacks(self, draught: Draught) -> bool:
        """Whether a vessel of the draught would have a field computed first."""
        return self._lake is None and self._ready is not None and draught not in self._ready

    def _nearest(self, draught: Draught) -> CachedField:
        self.routed.add(draught)
        if self._ready is None:
            return self._near.field(self.place, draught)
        if draught not in self._ready:
            raise FieldLackingError(draught)
        return self._ready[draught]

    def _near_if_ready(self, draught: Draught) -> CachedField | None:
        if self._ready is None:
            return self._near.ready(self.place, draught)
        return self._ready.get(draught)

    def with_near(self, draught: Draught) -> "SceneFields":
        """The same with the near field of a draught, computed if absent."""
        ready = {**(self._ready or {}), draught: self._near.field(self.place, draught)}
        return SceneFields(self.place, self._wider, near=self._near, ready=ready, sizes=self._sizes)

    async def widened(self, turn: WiderTurn = nullcontext) -> "SceneFields | None":
        """The same with the next wider field of each draught that needs one; None: none is
        computed in time."""
        wider = dict(self._wider)
        for draught in sorted(self._need_wider):
            known = wider.get(draught, ())
            shelf, within_s = _WIDER[len(known)]
            found = await shelf.ready_within(self.place, draught, within_s=within_s, turn=turn)
            if found is not None:
                wider[draught] = (*known, found)
        if wider == self._wider:
            return None
        return SceneFields(self.place, wider, near=self._near, ready=self._ready, sizes=self._sizes)


def better(one: SeaWay, other: SeaWay) -> SeaWay:
    """The sooner route, canal hours counted, with the greater of the two lower bounds."""
    if one.is_none or other.is_none:
        return one if one.is_none else other
    best = min(one, other, key=lambda way: (way.nm is None, (way.nm or 0.0) + way.hours_nm))
    bound_nm = max(one.bound_nm, other.bound_nm)
    return replace(best, bound_nm=bound_nm if best.nm is None else min(bound_nm, best.nm))


def fields_known(place: LatLon) -> SceneFields:
    """The fields that are computed already; a route that needs another raises
    FieldLackingError."""
    near = {draught: NEAR.ready(place, draught) for draught in Draught}
    ready = {draught: field for draught, field in near.items() if field is not None}
    wider = {draught: _ready_wider(place, draught) for draught in Draught}
    return SceneFields(place, wider, ready=ready)


def scene_fields(
    place: LatLon, draughts: Collection[Draught] = BOATS, *, sizes: int = len(_WIDER)
) -> SceneFields:
    """The near fields of the draughts, computed if absent, and every wider field that is already
    computed."""
    for draught in () if lake_at(place) is not None else draughts:
        NEAR.field(place, draught)
    wider = {draught: _ready_wider(place, draught) for draught in Draught}
    return SceneFields(place, wider, sizes=sizes)


def _ready_wider(place: LatLon, draught: Draught) -> tuple[CachedField, ...]:
    fields = []
    for shelf, _ in _WIDER:
        wider = shelf.ready(place, draught)
        if wider is None:
            break
        fields.append(wider)
    return tuple(fields)


async def retry_with_wider(
    sea: SceneFields | None,
    ask: Callable[[SceneFields | None], Awaitable[T]],
    *,
    turn: WiderTurn = nullcontext,
) -> T:
    """The answer with these fields; again, when a wider field that it needs is computed in time."""
    found = await ask(sea)
    while sea is not None and sea.needs_wider:
        sea = await sea.widened(turn)
        if sea is not None:
            found = await ask(sea)
    return found
