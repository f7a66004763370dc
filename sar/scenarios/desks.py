"""Desks of a scenario's parties: each role's client of the public API."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager

from sar.client import Client
from sar.parties.roles import Role
from sar.scenarios.load import Access, Credentials


class Desk:
    """Acts for one party, each time as the role that the act needs: `desk[Role.REGISTRAR]`."""

    def __init__(self, party: str, access: Mapping[str, Access], *, base_url: str) -> None:
        self.party = party
        self._access, self._base_url = access, base_url
        self._clients: dict[Role, Client] = {}

    def __getitem__(self, role: Role) -> Client:
        """Opened when it is first asked for: most roles never act."""
        if role not in self._clients:
            self._clients[role] = Client(self._base_url, self._access[role].api_key)
        return self._clients[role]

    @property
    def reader(self) -> Client:
        """The client that only reads."""
        return self[Role.OBSERVER]

    async def close(self) -> None:
        """Close every client."""
        for client in self._clients.values():
            await client.close()


@asynccontextmanager
async def open_desks(credentials: Credentials, *, base_url: str) -> AsyncIterator[dict[str, Desk]]:
    """The desks of all parties that have people, in use until the end of the block."""
    async with AsyncExitStack() as stack:
        desks: dict[str, Desk] = {}
        for party, access in credentials.items():
            desks[party] = Desk(party, access, base_url=base_url)
            stack.push_async_callback(desks[party].close)
        yield desks
