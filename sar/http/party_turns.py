"""Turns at long work: one of each party at a time, the parties in turn."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

from sar.errors import TooManyAtOnce, Unavailable
from sar.http.lanes import AllBusyError, LaneBounds, Lanes, OwnLimitError, Whose

TURN_S: Final = 20.0


class PartyTurns:
    """`most` turns at once; so many of one party wait in line, for `TURN_S` at most."""

    def __init__(self, *, most: int, waiting: int, busy: Callable[[], Unavailable]) -> None:
        self._most: Final = most
        self._busy: Final = busy
        self._lanes: Final = Lanes(
            LaneBounds(
                most=most,
                writes=0,
                party=1,
                identity=1,
                own_writes=0,
                waiting=waiting,
                wait_s=TURN_S,
            )
        )

    @asynccontextmanager
    async def turn(self, party: str) -> AsyncIterator[None]:
        """A turn; TooManyAtOnce where too many of the party wait, `busy` where others take long."""
        try:
            async with self._lanes.turn(Whose(party, party, writes=False)):
                yield
        except OwnLimitError:
            raise TooManyAtOnce from None
        except AllBusyError:
            raise self._busy() from None

    @property
    def are_all_taken(self) -> bool:
        """Whether whoever comes now waits."""
        return self._lanes.under_way >= self._most

    @property
    def in_line(self) -> int:
        """The number of those that wait."""
        return self._lanes.in_line
