"""Long work of one process off the event loop, the parties in turn."""

import asyncio
from collections.abc import Callable
from typing import Final, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import HTTPConnection

from sar.errors import TooManyAtOnce, Unavailable
from sar.http.lanes import AllBusyError, LaneBounds, Lanes, OwnLimitError, Whose
from sar.parties.admission import given_back

IN_LINE: Final = 8
"""So many of one party wait; of more it is told at once."""

T = TypeVar("T")


class LongWork:
    """`most` at once, one of each party."""

    def __init__(self, *, most: int, busy: Callable[[], Unavailable]) -> None:
        self._busy: Final = busy
        self._lanes: Final = Lanes(
            LaneBounds(
                most=most, writes=0, party=1, identity=1, own_writes=0, waiting=IN_LINE, wait_s=20.0
            )
        )

    async def done(
        self, connection: HTTPConnection, db: AsyncSession, party: str, work: Callable[[], T]
    ) -> T:
        """The result, in the party's turn; the request holds no connection nor a turn at one.

        TooManyAtOnce where too many of the same party wait, `busy` where others take too long.
        """
        await db.commit()
        async with given_back(connection):
            try:
                async with self._lanes.turn(Whose(party, party, writes=False)):
                    return await asyncio.to_thread(work)
            except OwnLimitError:
                raise TooManyAtOnce from None
            except AllBusyError:
                raise self._busy() from None
