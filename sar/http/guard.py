"""Outermost layer: metrics, headers, admission, sizes, a deadline; nothing and nobody is left
without an answer."""

import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from functools import partial
from typing import NamedTuple

from prometheus_client import Counter, Histogram
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sar.errors import Malformed, Problem
from sar.http import bodies, deadline, hardening, problems
from sar.http.lanes import LaneTurn
from sar.http.loop_shares import ReadPace

REQUESTS = Counter("sar_http_requests_total", "Requests answered", ["method", "status"])
SECONDS = Histogram("sar_http_request_seconds", "Time to answer", ["method"])


class Admitted(NamedTuple):
    """A request that was counted: its turn, to be entered, and whether a stranger sent it; the pace
    that it keeps if it reads, and the room for a large body, to be entered before it is read."""

    turn: AbstractAsyncContextManager[LaneTurn]
    stranger: bool
    pace: ReadPace | None = None
    room: AbstractAsyncContextManager[object] = nullcontext()


Admit = Callable[[Scope], Awaitable[Admitted]]
"""Counts a request; it and the turn may raise a Problem."""
CountPage = Callable[[Scope], None]
"""Counts a request for what is not below /api; it may raise a Problem."""
Hold = Callable[[Scope, Problem], Awaitable[Problem]]
"""Waits before a refusal is answered; with what is to be answered then."""


class Guard:
    """One ASGI layer around the application; below /api every request is admitted first, and
    elsewhere counted."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        admit: Admit,
        count_page: CountPage,
        hold: Hold,
        within_s: float,
        tls: bool = False,
    ) -> None:
        self._app = app
        self._admit = admit
        self._count_page = count_page
        self._hold = hold
        self._within_s = within_s
        self._tls = tls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass HTTP on, measured and bounded; of a socket harden the answer that refuses it; leave
        everything else alone."""
        if scope["type"] != "http":
            refusing = partial(self._refusing, scope, send)
            await self._app(scope, receive, refusing if scope["type"] == "websocket" else send)
            return
        started = time.perf_counter()
        status = 0

        async def measured(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self._harden(MutableHeaders(scope=message), scope["path"])
            await send(message)

        try:
            await self._admitted(scope, receive, measured)
        except Exception as error:
            # The application logs no fault of its own: it is told here, once.
            problem = error if isinstance(error, Problem) else problems.fault(scope["path"], error)
            if not status:
                refused = time.perf_counter()
                problem = await self._hold(scope, problem.with_traceback(None))
                started += time.perf_counter() - refused
                await problems.answer(problem, scope)(scope, receive, measured)
        finally:
            method = scope["method"] if scope["method"] in problems.METHODS else "other"
            REQUESTS.labels(method, str(status or 500)).inc()
            SECONDS.labels(method).observe(time.perf_counter() - started)

    async def _refusing(self, scope: Scope, send: Send, message: Message) -> None:
        if message["type"] == "websocket.http.response.start":
            self._harden(MutableHeaders(scope=message), scope["path"])
        await send(message)

    async def _admitted(self, scope: Scope, receive: Receive, send: Send) -> None:
        if b"%00" in scope["query_string"] or "\x00" in scope["path"]:
            raise Malformed.at("address", "nul_character", "contains a NUL character")
        if not scope["path"].startswith("/api/"):
            self._count_page(scope)
            await deadline.Deadline(self._within_s, scope, receive, send).answered(self._app)
            return
        admitted = await self._admit(scope)
        async with admitted.room:
            body, heard = await bodies.read(scope, receive, stranger=admitted.stranger)
            async with admitted.turn as turn:
                bodies.look_at(scope, body)
                del body
                work = partial(self._ending, turn, admitted.pace)
                within_s = deadline.within(scope["path"], self._within_s)
                await deadline.Deadline(within_s, scope, heard, send).answered(work)

    async def _ending(
        self, turn: LaneTurn, pace: ReadPace | None, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """The application, whose turn ends when it answers: a slow reader keeps nobody waiting."""

        async def answer(message: Message) -> None:
            turn.end()
            await send(message)

        async def work() -> None:
            await self._app(scope, receive, answer)

        await (work() if pace is None else pace.keep(work()))

    def _harden(self, headers: MutableHeaders, path: str) -> None:
        for name, value in hardening.of_answer(path, tls=self._tls).items():
            headers.setdefault(name, value)
