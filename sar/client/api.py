"""A party's desk: its roles' keys at the public HTTP API, its live feed, and the clock it reads."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Final, Self

import httpx
import orjson
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from sar.log import logger
from sar.parties.roles import Role
from sar.scenarios.load import Access, Credentials

log = logger(__name__)

RETRIES: Final = 6
RETRY_S: Final = 0.5
NOT_NOW: Final = (429, 503)
TIMEOUT_S: Final = 30.0


class RefusedError(Exception):
    """The API said no: the problem's status, code and sentence."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail


class Desk:
    """Acts for one party, each time with the key of the role that the act needs."""

    def __init__(self, party: str, access: Mapping[str, Access], *, base_url: str) -> None:
        self.party = party
        self._keys = {role: one.api_key for role, one in access.items()}
        self._base_url = base_url
        self._client = httpx.AsyncClient(base_url=base_url, timeout=TIMEOUT_S, trust_env=False)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._client.aclose()

    async def get(self, path: str, role: Role = Role.OBSERVER) -> Any:
        """Read something."""
        return await self.ask("GET", path, role)

    async def post(
        self, path: str, role: Role, body: Any | None = None, *, key: str | None = None
    ) -> Any:
        """Do something; under a `key` it is done once however often it is asked."""
        return await self.ask("POST", path, role, body or {}, key=key)

    async def change(self, path: str, role: Role, body: Any, *, key: str | None = None) -> Any:
        """Change something, based on the version that stands."""
        version = (await self.ask("GET", path, role))["version"]
        return await self.ask("PATCH", path, role, body, key=key, version=version)

    async def ask(
        self,
        method: str,
        path: str,
        role: Role,
        body: Any | None = None,
        *,
        key: str | None = None,
        version: int | None = None,
    ) -> Any:
        """Ask again when the platform says later or the link fails; RefusedError when it says no.

        JSON, or text where the answer is text.
        """
        headers = {"Authorization": f"Bearer {self._keys[role]}"}
        if key is not None:
            headers["Idempotency-Key"] = key
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        for _ in range(RETRIES):
            try:
                answer = await self._client.request(method, path, json=body, headers=headers)
            except httpx.TransportError:
                await asyncio.sleep(RETRY_S)
                continue
            if answer.status_code not in NOT_NOW:
                return _read(answer)
            await asyncio.sleep(float(answer.headers.get("Retry-After", RETRY_S)))
        raise RefusedError(503, "no_answer", f"No answer from {self._base_url}.")

    async def every(self, path: str, role: Role = Role.OBSERVER) -> list[Any]:
        """All items of a list, page by page."""
        items: list[Any] = []
        address: str | None = path
        while address is not None:
            page = await self.get(address, role)
            items += page["items"]
            address = page["next"]
        return items

    async def live(self) -> AsyncIterator[dict[str, Any]]:
        """The frames of the party's live feed for ever, through lost connections.

        Missed frames are not made up for: a `ready` frame says that something may have been.
        """
        address = f"{self._base_url.replace('http', 'ws', 1)}/api/live"
        headers = {"Authorization": f"Bearer {self._keys[Role.OBSERVER]}"}
        while True:
            try:
                async with connect(address, additional_headers=headers, proxy=None) as socket:
                    await socket.send('{"type":"start","since":null}')
                    async for text in socket:
                        yield orjson.loads(text)
            except (OSError, WebSocketException) as error:
                log.debug("live feed lost, connecting again", party=self.party, error=str(error))
            await asyncio.sleep(RETRY_S)


@asynccontextmanager
async def open_desks(credentials: Credentials, *, base_url: str) -> AsyncIterator[dict[str, Desk]]:
    """The desks of all parties that have people, in use until the end of the block."""
    async with AsyncExitStack() as stack:
        yield {
            party: await stack.enter_async_context(Desk(party, access, base_url=base_url))
            for party, access in credentials.items()
        }


def _read(answer: httpx.Response) -> Any:
    if answer.is_success:
        is_json = answer.headers.get("content-type", "").startswith("application/json")
        return orjson.loads(answer.content) if is_json and answer.content else answer.text
    try:
        problem = answer.json()
    except ValueError:
        problem = {}
    detail = problem.get("detail") or f"{answer.status_code} {answer.reason_phrase}"
    raise RefusedError(answer.status_code, problem.get("code", ""), detail)


@dataclass
class Watch:
    """The platform's clock as a client keeps it; never ahead of the platform's own."""

    at: datetime
    heard: float
    rate: float
    paused: bool

    @classmethod
    async def read(cls, desk: Desk) -> "Watch":
        """Ask the platform what time it is."""
        answer = (await desk.get("/api/me"))["clock"]
        return cls(
            datetime.fromisoformat(answer["now"]),
            time.monotonic(),
            answer["rate"],
            answer["paused"],
        )

    def now(self) -> datetime:
        """The exercise instant."""
        if self.paused:
            return self.at
        return self.at + timedelta(seconds=(time.monotonic() - self.heard) * self.rate)

    async def set_by(self, desk: Desk) -> None:
        """Set it again: somebody may have changed its rate or stopped it."""
        fresh = await Watch.read(desk)
        self.at, self.heard = fresh.at, fresh.heard
        self.rate, self.paused = fresh.rate, fresh.paused

    async def until(self, at: datetime) -> None:
        """Wait until the exercise clock shows `at`."""
        while True:
            left_s = (at - self.now()).total_seconds()
            if left_s <= 0:
                return
            await asyncio.sleep(0.05 if self.paused else min(left_s / self.rate + 0.001, 1.0))
