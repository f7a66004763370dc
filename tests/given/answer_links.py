"""Answer links as tests make them over HTTP, and the devices of those who hold them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from tests.clients import ClientOf
from tests.given.incidents import Plain, opened, plain
from tests.given.requests import helicopter_at_work, id_of, post
from tests.world import LISTED, World

FUNCTION = "duty officer"


@dataclass(frozen=True)
class Made:
    """A link as it was shown to its maker."""

    url: str
    code: str

    @property
    def token(self) -> str:
        """The token, from the fragment."""
        return self.url.partition("#")[2]

    @property
    def wrong(self) -> str:
        """A code that is not the right one."""
        return f"{(int(self.code) + 1) % 1_000_000:06d}"


async def link_for(client_of: ClientOf, world: World, request: Plain, *, by: str = "ITA") -> Made:
    """A link for the listed centre of a request."""
    body = {"id": id_of(), "centre_id": str(world.centres[LISTED])}
    where = f"/api/requests/{request['id']}/answer-link"
    return _made(await client_of(by, "watch_officer").post(where, json=body))


async def link_to_clearance(client_of: ClientOf, clearance: Plain, *, by: str = "MLT") -> Made:
    """A link for the listed State that is asked for clearance."""
    where = f"/api/clearances/{clearance['id']}/answer-link"
    return _made(await client_of(by, "watch_officer").post(where, json={"id": id_of()}))


def _made(answer: httpx.Response) -> Made:
    assert answer.status_code == 201, answer.text
    return Made(answer.json()["url"], answer.json()["code"])


@dataclass
class Holder:
    """A device that holds a link's token."""

    client: httpx.AsyncClient
    token: str

    async def call(self, action: str, body: Any = None) -> httpx.Response:
        """One call of the page."""
        headers = {"Authorization": f"Bearer {self.token}"}
        return await self.client.post(f"/api/answer/{action}", json=body, headers=headers)

    async def look(self) -> Plain:
        """The page."""
        return _read(await self.call("look"))

    async def open(self, code: str) -> Plain:
        """The page after a code."""
        return _read(await self.call("open", {"code": code}))

    async def say(self, answer: str, said: str = "", **more: Any) -> httpx.Response:
        """An answer, by function."""
        body = {"id": id_of(), "answer": answer, "function": FUNCTION, "said": said, **more}
        return await self.call("say", body)


Devices = Callable[[str], Holder]
"""Makes a device of its own that holds the token."""


def _read(answer: httpx.Response) -> Plain:
    assert answer.status_code == 200, answer.text
    return plain(answer)


OFF_TRIPOLI = {"point": {"type": "Point", "coordinates": [13.2, 33.0]}, "error_nm": 1.0}
"""In the territorial sea of Libya."""


MISSION = {
    "need": "Hoist of people in the water.",
    "crew": 6,
    "heights": "Below 2000 ft.",
    "duration_minutes": 90,
    "radio": "VHF 16, 123.1",
}
PARTICULARS = {
    "service": "military",
    "armed": False,
    "sensors": ["infrared"],
    "callsign": "RESCUE1",
    "icao24": "4d2222",
}


async def asked_of_tripoli(client_of: ClientOf, world: World, **more: Any) -> Plain:
    """A clearance for a unit of Malta's that works for Italy."""
    incident = await opened(client_of, position=OFF_TRIPOLI)
    unit = {"name": "Rescue 1", **more.pop("unit", {})}
    work = await helicopter_at_work(client_of, world, incident, **unit)
    answer = await post(
        client_of,
        "MLT",
        f"deployments/{work['id']}/clearances",
        id=id_of(),
        territory=LISTED,
        details="Two crew, one hoist.",
        **more,
    )
    assert answer.status_code == 201, answer.text
    return plain(answer)
