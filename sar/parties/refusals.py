"""Refusals of requests that come too fast: whoever goes on at once is answered later."""

import asyncio
from typing import Final

from starlette.requests import HTTPConnection
from starlette.types import Scope

from sar import limits
from sar.errors import Problem, SlowDown
from sar.http.networks import network_of
from sar.parties.admission import LARGE

AT_ONCE: Final = 30
PER_MINUTE: Final = 300
"""Refusals of one address that are answered at once."""
HELD_S: Final = 5.0
"""Each further one is answered when the client may come again, or so much later at most."""
MOST_HELD: Final = 2_000
"""Of all addresses; further ones are answered at once (all four are house figures)."""


class Refusals:
    """The refusals of one process. A client that asks again at once, whatever Retry-After says,
    keeps a processor busy by being refused; one whose answer waits does not."""

    def __init__(self) -> None:
        self._held = 0

    async def hold(self, scope: Scope, problem: Problem) -> Problem:
        """Wait before a refusal is answered, where its address has had many lately, for as long as
        the client is to stay away; never with a large body, whose room others want. Returns the
        problem to answer then."""
        if problem.status != SlowDown.status or LARGE in scope or self._held >= MOST_HELD:
            return problem
        client = HTTPConnection(scope).client
        try:
            limits.take(
                "refusal",
                network_of(client.host if client else ""),
                per_minute=PER_MINUTE,
                at_once=AT_ONCE,
            )
        except SlowDown:
            return await self._later(problem)
        return problem

    async def _later(self, problem: Problem) -> Problem:
        wait_s = min(HELD_S, float(problem.headers.get("Retry-After", HELD_S)))
        self._held += 1
        try:
            await asyncio.sleep(wait_s)
        finally:
            self._held -= 1
        return problem.after(wait_s)
