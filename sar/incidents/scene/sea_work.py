"""The line before the fields of distances by sea, of questions, isochrones and sea ways: parties in
turn."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Final, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import HTTPConnection

from sar.errors import Busy, TooManyAtOnce
from sar.geo.sea.draught import Draught
from sar.geo.sea.standstill import going_by
from sar.http.party_turns import PartyTurns
from sar.parties.admission import heavy_work
from sar.parties.long_work import LongWork

FIELDS: Final = LongWork(most=2, busy=Busy)
"""A new field takes a core for about half a second."""

_WIDER: Final = PartyTurns(most=1, waiting=64, busy=Busy)
"""A wider one takes two; who comes to no turn is answered without it, and never refused: nobody has
so many questions under way, nor waits so long."""

_EXPECTED: Final[dict[str, set[Draught]]] = {}
"""By party, the draughts for which its last question needed a near field."""

T = TypeVar("T")


def wider_turn(party: str) -> AbstractAsyncContextManager[None]:
    """The party's turn at a wider field, of which one at a time is computed."""
    return _WIDER.turn(party)


@dataclass(frozen=True, slots=True)
class PartyFieldLine:
    """The line of one request of a party; while it waits for a near field it holds no connection
    nor a turn at one (`LongWork.done`)."""

    connection: HTTPConnection
    db: AsyncSession
    party: str

    @property
    def expected(self) -> set[Draught]:
        """As of this process."""
        return _EXPECTED.setdefault(self.party, set())

    async def computed(self, work: Callable[[], T]) -> T:
        """The result of the work, in the party's turn."""
        return await FIELDS.done(self.connection, self.db, self.party, work)

    async def computed_within(self, work: Callable[[], T], within_s: float) -> T | None:
        """The same, if the turn comes within that time; None also where too many wait for it."""
        try:
            async with asyncio.timeout(within_s):
                return await self.computed(work)
        except (TimeoutError, Busy, TooManyAtOnce):
            return None

    @asynccontextmanager
    async def wider(self) -> AsyncIterator[None]:
        """As `wider_turn`; the field gives way as other heavy work does."""
        heavy = heavy_work(self.connection)
        if _WIDER.are_all_taken:
            heavy.release(of=_WIDER, but=self.party)
        async with wider_turn(self.party):
            with heavy.under_way(self.party, of=_WIDER) as standstill, going_by(standstill):
                yield
