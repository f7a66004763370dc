"""An end to waiting: a request without an answer is given up, answered, and what it does undone."""

import asyncio
import re
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sar.errors import TookTooLong
from sar.http import problems
from sar.http.bodies import may_write
from sar.log import logger

log = logger(__name__)

LONG: Final = re.compile(r"/api/assets/import")
"""Work that gives way to everybody else's, and so takes as long as they leave it."""
LONGER: Final = 8.0
"""So many times the usual is it given (house figure)."""


def within(path: str, usual_s: float) -> float:
    """The seconds that a request of this path is given."""
    return LONGER * usual_s if LONG.fullmatch(path) else usual_s


class Deadline:
    """One request's. Once it has begun to answer it is under no deadline any more.

    The work is cancelled, so that its transaction is undone unless it is just being committed; it
    may go on for a while, unheard, where it waits for a database that says nothing.
    """

    def __init__(self, within_s: float, scope: Scope, receive: Receive, send: Send) -> None:
        self._within_s: Final = within_s
        self._scope, self._receive, self._send = scope, receive, send
        self._giving_up: asyncio.Task[None] | None = None

    async def answered(self, app: ASGIApp) -> None:
        """Have the application answer."""
        work = asyncio.current_task()
        assert work is not None  # noqa: S101 a server runs it in a task
        self._late = asyncio.get_running_loop().call_later(self._within_s, self._give_up, work)
        try:
            await app(self._scope, self._receive, self._in_time)
        except asyncio.CancelledError:
            if self._giving_up is None:
                raise
        except Exception as error:
            if self._giving_up is None:
                raise
            log.info("ended late", path=self._scope["path"], error=type(error).__name__)
        finally:
            self._late.cancel()
        if self._giving_up is not None:
            work.uncancel()
            await self._giving_up

    async def _in_time(self, message: Message) -> None:
        if self._giving_up is None:
            self._late.cancel()
            await self._send(message)

    def _give_up(self, work: "asyncio.Task[None]") -> None:
        self._giving_up = asyncio.create_task(self._tell())
        work.cancel()

    async def _tell(self) -> None:
        """Answer that it took too long."""
        log.warning("given up", path=self._scope["path"], method=self._scope["method"])
        late = TookTooLong(may_be_done=may_write(self._scope))
        await problems.answer(late, self._scope)(self._scope, self._receive, self._send)
