"""The line of match questions before the fleet of this process, and their turns in it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from typing import Annotated, TypeVar

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import HTTPConnection

from sar.assets.fleet.following import FleetFollower, FleetTurn
from sar.errors import Unauthenticated
from sar.geo.sea.question_fields import FieldsBetween
from sar.geo.sea.stop_ways import WaysComputed
from sar.http.request_session import Db
from sar.incidents.scene.sea_work import PartyFieldLine
from sar.parties.admission import given_back, heavy_work, loop_s
from sar.parties.caller import Caller
from sar.parties.identifying import Reader, identify, needs
from sar.parties.roles import Act

T = TypeVar("T")


class FleetLine:
    """The line before the fleet of this process, for the question of one caller."""

    def __init__(self, connection: HTTPConnection, db: AsyncSession, caller: Caller) -> None:
        self.db, self.caller = db, caller
        self._connection = connection
        self._fleet: FleetFollower = connection.app.state.fleet
        self._has_given_way = False
        self._begun_for: str | None = None

    @property
    def fields(self) -> PartyFieldLine:
        """The line before the fields of the sea, for the same question."""
        return PartyFieldLine(self._connection, self.db, self.caller.party)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[FleetTurn]:
        """The question's turn, after waiting once as its party's pace asks, and giving way once to
        parties that ask less.

        A party that waits holds no connection nor any turn at one, and is read anew after it: a key
        may be revoked meanwhile. Its turn at a connection it then has at once: the fleet never
        waits for what else its party is about.
        """
        heavy, party = heavy_work(self._connection), self.caller.party
        async with AsyncExitStack() as stack:
            rest_s = 0.0
            if self._begun_for is None:
                rest_s, self._begun_for = heavy.questions.begin(party), party
            gives_way = not self._has_given_way and heavy.has_to_give_way(party)
            waits = self._fleet.asking or gives_way or rest_s > 0
            if waits:
                await self.db.commit()
            async with given_back(self._connection) if waits else nullcontext():
                await asyncio.sleep(rest_s)
                if gives_way:
                    self._has_given_way = True
                    await heavy.give_way(party)
                question = self._fleet.question(self.caller.party)
                turn = await stack.enter_async_context(question)
            if not self.db.in_transaction():
                self.db.expunge_all()
                self.caller = await still_reader(self._connection, self.db)
            yield turn

    def end(self) -> None:
        """Count what the question took."""
        if self._begun_for is not None:
            questions = heavy_work(self._connection).questions
            questions.end(self._begun_for, loop_s(self._connection))


async def fleet_line(
    connection: HTTPConnection, db: Db, caller: Reader
) -> AsyncIterator[FleetLine]:
    """Dependency: the line before the fleet, for whoever may read."""
    line = FleetLine(connection, db, caller)
    try:
        yield line
    finally:
        line.end()


FleetInLine = Annotated[FleetLine, Depends(fleet_line, scope="function")]


async def still_reader(connection: HTTPConnection, db: AsyncSession) -> Caller:
    """The caller of a request that has waited, if it is one still."""
    found = await identify(connection, db)
    if found is None:
        raise Unauthenticated("unauthenticated", "Sign in, or send an API key as a bearer token.")
    return await needs(Act.READ)(found)


async def asked_in_line(
    line: FleetLine, ask: Callable[[FieldsBetween, WaysComputed], Awaitable[T]]
) -> T:
    """The answer to a question that is asked in turns; the ways by water that it lacks are computed
    between them, in the line of its party."""
    fields, stop_ways = FieldsBetween(line.fields), WaysComputed(line.fields)
    while True:
        found = await fields.asked(lambda known: ask(known, stop_ways))
        if not await stop_ways.compute():
            return found
