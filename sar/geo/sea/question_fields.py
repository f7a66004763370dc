"""Fields of the sea of a question that is asked in turns, and the line in which it waits for
them."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from functools import partial
from typing import Final, Protocol, TypeVar

from sar.geo.position import LatLon
from sar.geo.sea.draught import Draught
from sar.geo.sea.field_cache import FieldLackingError, SceneFields, fields_known

T = TypeVar("T")


class FieldLine(Protocol):
    """The line in which a question waits for fields that are not computed yet; for one that is,
    nobody waits."""

    @property
    def expected(self) -> set[Draught]:
        """The draughts for which the last question of its party needed a near field."""
        ...

    async def computed(self, work: Callable[[], T]) -> T:
        """The result of the work, done off the event loop in the question's turn."""
        ...

    async def computed_within(self, work: Callable[[], T], within_s: float) -> T | None:
        """The same, if the question's turn at it comes within that time; it is never refused."""
        ...

    def wider(self) -> AbstractAsyncContextManager[None]:
        """The turn at a wider field, as WiderTurn."""
        ...


class NoFieldLine:
    """The line of a process that answers one question at a time, for nobody who waits."""

    def __init__(self) -> None:
        self.expected: set[Draught] = set()

    async def computed(self, work: Callable[[], T]) -> T:
        """At once."""
        return await asyncio.to_thread(work)

    async def computed_within(self, work: Callable[[], T], _within_s: float) -> T | None:
        """At once."""
        return await asyncio.to_thread(work)

    def wider(self) -> AbstractAsyncContextManager[None]:
        """At once."""
        return nullcontext()


class FieldsBetween:
    """The fields of a question that is asked in turns: none is computed in a turn, and those that
    were lacking are computed between two, in their own `line`."""

    def __init__(self, line: FieldLine) -> None:
        self._line: Final = line
        self._scene: SceneFields | None = None
        self._expects = False

    def about(self, place: LatLon | None) -> SceneFields | None:
        """The fields that are computed, for one turn; None without a place."""
        if place is None:
            self._scene = None
        elif self._scene is None or self._scene.place != place:
            self._scene = fields_known(place)
        return self._scene

    def expect(self, place: LatLon | None) -> None:
        """Raise FieldLackingError where the question of this line before needed a field that is
        not computed here: without it, all that is read for the answer would be read in vain. Not
        for a need that nothing answers by water."""
        self._expects = True
        scene = self.about(place)
        if scene is None:
            return
        for draught in sorted(self._line.expected):
            if scene.lacks(draught):
                raise FieldLackingError(draught)

    async def asked(self, ask: Callable[["FieldsBetween"], Awaitable[T]]) -> T:
        """The answer; `ask` is called again after each field that was lacking, or that is wider and
        computed in time."""
        while True:
            try:
                found = await ask(self)
            except FieldLackingError as lacking:
                self._line.expected.add(lacking.draught)
                await self._compute(lacking.draught)
                continue
            if not await self._widen():
                if self._scene is not None and self._expects:
                    self._line.expected.intersection_update(self._scene.routed)
                return found

    async def _compute(self, draught: Draught) -> None:
        assert self._scene is not None  # noqa: S101 its route needs the field
        self._scene = await self._line.computed(partial(self._scene.with_near, draught))

    async def _widen(self) -> bool:
        if self._scene is None or not self._scene.needs_wider:
            return False
        wider = await self._scene.widened(self._line.wider)
        if wider is not None:
            self._scene = wider
        return wider is not None
