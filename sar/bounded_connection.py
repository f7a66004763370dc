"""A connection to PostgreSQL that ends where the server says nothing for too long."""

import asyncio
import os
import socket
from typing import Any, Final, Self, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus

from sar import stints
from sar.lean_cursor import LeanCursor

T = TypeVar("T")

NETWORK: Final = {
    "connect_timeout": 3,
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
"""The times in which a server that is not reached any more is noticed (libpq's parameters, house
figures)."""


class BoundedConnection(psycopg.AsyncConnection[Any]):
    """A statement, and a commit, that is not answered in time ends the connection, as if the server
    had closed it: processes that stand still, and networks that swallow, say nothing by themselves.

    None: it waits without end. `answer_s` should be longer than the server's own limit of a
    statement, which leaves the connection usable.
    """

    answer_s: float | None = None

    @classmethod
    async def answering(cls, conninfo: str = "", *, answer_s: float | None, **given: Any) -> Self:
        """As `connect`, bounded."""
        connection = await cls.connect(
            conninfo, **{**NETWORK, "cursor_factory": LeanCursor, **given}
        )
        connection.answer_s = answer_s
        return connection

    async def wait(
        self,
        gen: PQGen[T],
        interval: float = 0.1,
        timeout: float | None = None,  # noqa: ASYNC109 the signature is psycopg's
    ) -> T:
        """As psycopg's own, for everything that is asked of the server.

        A pause comes before: in one after the answer has come the loop would find the socket
        ready, over and over, and nobody reading it.
        """
        await stints.pause()
        if self.answer_s is None:
            return await super().wait(gen, interval, timeout)
        late = asyncio.get_running_loop().call_later(self.answer_s, self._give_up)
        try:
            return await super().wait(gen, interval, timeout)
        finally:
            late.cancel()

    def _give_up(self) -> None:
        """Ends the socket under what is awaited; who merely listens awaits no answer."""
        if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
            with socket.socket(fileno=os.dup(self.pgconn.socket)) as own:
                own.shutdown(socket.SHUT_RDWR)
