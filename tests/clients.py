"""HTTP clients of any party and role, each kept once it is open."""

from collections.abc import Callable, Coroutine
from typing import Any

import httpx
from fastapi import FastAPI

from tests.world import World

ClientOf = Callable[[str, str], httpx.AsyncClient]
SignedIn = Callable[[str], Coroutine[Any, Any, httpx.AsyncClient]]
"""Somebody of Rome with that role, signed in at a browser of their own."""


class Clients:
    """`client_of("ITA", "watch_officer")`: HTTP as that party's key; to be closed."""

    def __init__(self, opened_as: ClientOf) -> None:
        self._opened_as = opened_as
        self._opened: dict[tuple[str, str], httpx.AsyncClient] = {}

    def __call__(self, party: str, role: str) -> httpx.AsyncClient:
        """HTTP as that party's key."""
        if (party, role) not in self._opened:
            self._opened[party, role] = self._opened_as(party, role)
        return self._opened[party, role]

    async def close(self) -> None:
        """Close every connection."""
        for client in self._opened.values():
            await client.aclose()


def in_process(app: FastAPI, world: World, *, raising: bool = False) -> Clients:
    """Clients of an application in this process, which answers its own faults unless `raising`."""

    def opened_as(party: str, role: str) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app, raise_app_exceptions=raising),
            base_url="http://test",
            headers={"Authorization": f"Bearer {world.keys[party, role]}"},
            timeout=60,
        )

    return Clients(opened_as)
