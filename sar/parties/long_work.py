"""Long work of one process off the event loop, the parties in turn."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import HTTPConnection

from sar.errors import Unavailable
from sar.http.party_turns import PartyTurns
from sar.parties.admission import give_up, given_back, heavy_work
from sar.parties.identifying import identified, read_as_of_one_instant
from sar.threads import to_its_end

TURN_COUNTS_S: Final = 0.25
"""No turn counts for more by the clock, whatever others use of the machine (house figure)."""

IN_LINE: Final = 8
"""So many of one party wait; of more it is told at once."""

T = TypeVar("T")


class LongWork:
    """`most` at once, one of each party."""

    def __init__(
        self, *, most: int, busy: Callable[[], Unavailable], waiting: int = IN_LINE
    ) -> None:
        self.turns: Final = PartyTurns(most=most, waiting=waiting, busy=busy)

    async def done(
        self, connection: HTTPConnection, db: AsyncSession, party: str, work: Callable[[], T]
    ) -> T:
        """The result, in the party's turn; the request holds no connection nor a turn at one.

        TooManyAtOnce where too many of the same party wait, `busy` where others take too long. The
        request's turn at a connection it has at once afterwards: the result would be lost if it
        waited in vain for what else its party is about.
        """
        await db.commit()
        heavy = heavy_work(connection)
        if self.turns.are_all_taken:
            heavy.release(of=self, but=party)
        async with given_back(connection), self.turns.turn(party):
            with heavy.counted(party, work, of=self) as counted:
                return await to_its_end(asyncio.ensure_future(asyncio.to_thread(counted)))

    @asynccontextmanager
    async def turn(
        self,
        connection: HTTPConnection,
        db: AsyncSession,
        party: str,
        *,
        as_of_one_instant: bool = False,
    ) -> AsyncIterator[None]:
        """The party's turn at work that reads the database as it goes, in a transaction of its own.

        A party that waits for it holds no connection, and the request has no other turn any more:
        whoever has this one waits for nobody. While another turn is free it begins later where
        parties that have had less heavy work ask something. It counts as such itself, by the clock:
        the database works for it meanwhile. TooManyAtOnce or `busy` as above.
        """
        await db.commit()
        give_up(connection)
        heavy = heavy_work(connection)
        async with self.turns.turn(party):
            if not self.turns.are_all_taken:
                await heavy.stand_aside(party)
            with heavy.under_way(party, of=self):
                started = time.monotonic()
                if as_of_one_instant:
                    await read_as_of_one_instant(db)
                await identified(connection, db)
                yield
                await db.commit()
            heavy.add(party, min(time.monotonic() - started, TURN_COUNTS_S))
