"""A world in which others see things, and the register of writes that are watched in it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

import httpx
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from tests.beginnings import Beginnings
from tests.clients import ClientOf
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.requests import (
    accepted,
    asked,
    deployed,
    hailed,
    offered,
    opened,
    stepped,
)
from tests.world import World

Json = dict[str, Any]
Made = TypeVar("Made")


@dataclass
class Write:
    """One write over HTTP."""

    party: str
    role: str
    path: str
    json: Any = None
    method: str = "POST"
    headers: dict[str, str] = field(default_factory=dict)
    content: bytes | None = None
    anonymous: bool = False


class Stage:
    """A world in which others see things: Italy shares with Malta and Greece, less with Tunisia."""

    def __init__(
        self,
        client_of: ClientOf,
        world: World,
        beginnings: Beginnings | None = None,
        *,
        db: AsyncSession | None = None,
    ) -> None:
        self.client_of = client_of
        self.world = world
        self._db = db
        self._beginnings = beginnings

    @property
    def db(self) -> AsyncSession:
        """The database that the clients write to: for what an earlier release has left there."""
        assert self._db is not None
        return self._db

    async def set_up(self) -> None:
        """The agreements that make pictures rich."""
        await concluded(
            self.client_of,
            agreement(
                term("Art. 1", visibility="position", incident_awareness="full", may_request=True),
                reference="RICH",
                parties=("ITA", "MLT", "GRC"),
            ),
        )
        await concluded(
            self.client_of,
            agreement(
                term("Art. 1", visibility="readiness", incident_awareness="coarse"),
                reference="POOR",
                parties=("ITA", "TUN"),
            ),
        )

    async def asset(self, party: str = "MLT", **fields: Any) -> Json:
        """A helicopter with a position."""
        return await self.once(_asset, party, **fields)

    async def incident(self, party: str = "ITA", **fields: Any) -> Json:
        """An open case."""
        return await self.once(opened, party, **fields)

    async def request(self, *to: str, **fields: Any) -> Json:
        """Italy asks Malta for an aircraft, unless told."""
        if "incident" not in fields:
            fields["incident"] = await self.incident()
        return await self.once(asked, self.world, *(to or ("MLT",)), **fields)

    async def offer(self, **fields: Any) -> Json:
        """Malta's offer for Italy's request."""
        made, asset = await self.request(), await self.asset()
        where = f"requests/{made['id']}"
        return await self.once(offered, "MLT", where, asset["id"], **fields)

    async def deployment(self, *steps: str, **body: Any) -> Json:
        """Malta's asset at work for Italy, after some steps."""
        row = await self.once(_committed, await self.offer())
        return await self.stepped("MLT", row, *steps, **body)

    async def hailed(self, *steps: str, **body: Any) -> Json:
        """A ship of opportunity at work for Italy, after some steps."""
        row = await self.once(hailed, await self.incident())
        return await self.stepped("ITA", row, *steps, **body)

    async def stepped(self, party: str, deployment: Json, *steps: str, **body: Any) -> Json:
        """The deployment after steps that its party's coordinator takes."""
        row = deployment
        for step in steps:
            row = await self.once(stepped, party, row, step, **body)
        return row

    async def agreement(
        self,
        until: Callable[[ClientOf, Json], Awaitable[str]],
        *terms: Json,
        reference: str = "NEW",
        parties: tuple[str, ...] = ("ITA", "MLT"),
    ) -> str:
        """The id of another agreement, `drafted`, `proposed` or `concluded`."""
        return await self.once(_agreed, until, *terms, reference=reference, parties=parties)

    async def once(self, make: Callable[..., Awaitable[Made]], *args: Any, **fields: Any) -> Made:
        """The result of this over HTTP, as a step of what cases begin with."""
        done = partial(make, self.client_of, *args, **fields)
        if self._beginnings is None:
            return await done()
        told = [getattr(one, "__name__", one) for one in args]
        return await self._beginnings.once(f"{make.__name__} {told} {fields}", done)

    async def done(self, write: Write) -> Json:
        """Something written beforehand that must succeed."""
        answer = await self.send(write)
        assert answer.status_code < 300, answer.text
        return dict(answer.json()) if answer.content else {}

    async def send(
        self, write: Write, anonymous: httpx.AsyncClient | None = None
    ) -> httpx.Response:
        """Do the write."""
        client = anonymous if anonymous else self.client_of(write.party, write.role)
        return await client.request(
            write.method,
            write.path,
            json=write.json,
            content=write.content,
            headers=write.headers,
        )


async def _agreed(
    client_of: ClientOf,
    until: Callable[[ClientOf, Json], Awaitable[str]],
    *terms: Json,
    reference: str,
    parties: tuple[str, ...],
) -> str:
    return await until(client_of, agreement(*terms, reference=reference, parties=parties))


async def _asset(client_of: ClientOf, party: str, **fields: Any) -> Json:
    made = await registered(client_of, party, helicopter(**fields))
    at = clock.now() - timedelta(minutes=10)
    await delivered(client_of, party, made["id"], fix(12.7, 35.6, at))
    return made


async def _committed(client_of: ClientOf, offer: Json) -> Json:
    made = await accepted(client_of, "ITA", offer)
    return (await deployed(client_of, "MLT", made))[0]


Case = Callable[[Stage], Awaitable[Write]]
CASES: dict[str, tuple[str, Case]] = {}
"""By name: the route as OpenAPI names it, and the case."""


def writes(route: str) -> Callable[[Case], Case]:
    """Register a case of a route, `METHOD /path/{with}/parameters`."""

    def register(case: Case) -> Case:
        CASES[case.__name__] = (route, case)
        return case

    return register
