"""Incidents as tests open them over HTTP, and the law of live data held against them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sar import clock
from sar.incidents import visible
from sar.parties.caller import Caller
from sar.parties.roles import Role
from sar.record import service as record
from sar.record.service import Picture
from tests.clients import ClientOf
from tests.given.places import point
from tests.given.record import entries
from tests.world import World

Plain = dict[str, Any]

JOINED = ("ITA", "MLT", "TUN", "GRC")
IN_MALTAS_REGION = (12.7, 34.0 + 20 / 60)
"""Incident A1 of the scenarios, lon and lat."""


def case(**fields: Any) -> Plain:
    """The body of a new case, A1 unless told."""
    return {
        "id": str(uuid7()),
        "title": "Wooden boat taking water",
        "situation": "maritime",
        "phase": "distress",
        "source": {"who": "satellite phone from on board", "call_back": "+8816 000"},
        "pob": {"min": 250, "max": 400, "children": 60, "source": "caller"},
        "position": {"point": point(*IN_MALTAS_REGION), "error_nm": 2.0},
        **fields,
    }


async def opened(client_of: ClientOf, party: str = "ITA", **fields: Any) -> Plain:
    """A case that the party's watch has opened."""
    answer = await client_of(party, "watch_officer").post("/api/incidents", json=case(**fields))
    assert answer.status_code == 201, answer.text
    return plain(answer)


def plain(answer: httpx.Response) -> Plain:
    """The body of an answer."""
    found: Plain = answer.json()
    return found


def codes(answer: httpx.Response) -> list[str]:
    """The codes of a refusal, all reasons."""
    body = plain(answer)
    return [error["code"] for error in body.get("errors", [])] or [body["code"]]


async def act(client_of: ClientOf, party: str, role: str, path: str, **body: Any) -> httpx.Response:
    """POST an action on an incident, `{id}/{action}`."""
    return await client_of(party, role).post(f"/api/incidents/{path}", json=body)


def coordinator(world: World, party: str, who: UUID | None = None) -> Caller:
    """A coordinator of the party, as services see the caller; `who` is the person."""
    return Caller(
        party=party,
        centre_id=world.centres[party],
        centre=party,
        roles=frozenset({Role.COORDINATOR}),
        who="coordinator",
        person_id=who or uuid7(),
    )


class Law:
    """Old picture + entries = new picture, for every party, of incidents."""

    def __init__(self, db: AsyncSession) -> None:
        self.db = db
        self.numbers: dict[str, int] = {}
        self.pictures: dict[str, Picture] = {}

    async def begin(self) -> None:
        """Take every party's picture and number."""
        self.numbers = {party: await record.head(self.db, party) for party in JOINED}
        self.pictures = await self._look()

    async def holds(self) -> None:
        """Assert that what the entries say leads from the pictures taken to the present ones."""
        present = await self._look()
        for party in JOINED:
            picture = self.pictures[party]
            for entry in await entries(self.db, party, self.numbers[party]):
                picture = record.apply(picture, _of_incidents(entry["changes"]))
            assert picture == present[party], party
        await self.begin()

    async def _look(self) -> dict[str, Picture]:
        self.db.expire_all()
        now = clock.now()
        return {party: await visible.picture(self.db, party, now=now) for party in JOINED}


def _of_incidents(changes: Iterable[Plain]) -> list[Plain]:
    return [change for change in changes if change["thing"] == "incident"]
