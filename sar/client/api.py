"""The HTTP API and the live feed, as the holder of one key uses them."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Mapping, Sequence
from functools import cache
from ssl import SSLContext
from types import TracebackType
from typing import Any, Final, Self
from uuid import uuid4

import httpx
import orjson

from sar.client.events import LiveEvent
from sar.client.feed import LiveFeed
from sar.client.pauses import pause_s
from sar.client.platform_clock import PlatformClock
from sar.client.refused import Refused

log = logging.getLogger(__name__)

ATTEMPTS: Final = 6
LONGEST_PAUSE_S: Final = 8.0
LONGEST_WAIT_S: Final = 60.0
"""A client told to come again later than this is refused at once: people must hear of it."""
NOT_NOW: Final = (429, 503)
TIMEOUT_S: Final = 30.0
READS: Final = ("GET", "HEAD")


class Client:
    """Acts with one API key. Use it as `async with`, or `close()` it.

    Every call is repeated when the platform says later (429, 503; within a minute) or the link
    fails. A write is done once all the same: a creation is known by the `id` in its body, anything
    else by an Idempotency-Key, which is made here unless it is given. Every other answer than a
    success is raised as `Refused`.

    `trust_env`: go through the proxies and certificates that the environment names.
    """

    def __init__(self, base_url: str, key: str, *, trust_env: bool = False) -> None:
        self.base_url = base_url.rstrip("/")
        self._authorization = {"Authorization": f"Bearer {key}"}
        self._trust_env = trust_env
        self._http = httpx.AsyncClient(
            base_url=self.base_url,
            headers=self._authorization,
            timeout=TIMEOUT_S,
            trust_env=trust_env,
            verify=_certificates(trust_env),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def get(self, path: str, params: Mapping[str, Any] | None = None) -> Any:
        """Read something, as plain JSON data; text where the answer is text."""
        return await self.ask("GET", path, params=params)

    async def post(
        self, path: str, body: Any | None = None, *, idempotency_key: str | None = None
    ) -> Any:
        """Do something. Instants and UUIDs in `body` may be Python's own.

        Under an `idempotency_key` it is done once however often it is asked, also by another run
        of your program; the same key with another body is refused.
        """
        return await self.ask("POST", path, body or {}, idempotency_key=idempotency_key)

    async def change(self, path: str, body: Any, *, idempotency_key: str | None = None) -> Any:
        """Change something, based on the version that is read first (If-Match).

        `Refused` with status 412 when somebody else changed it in between: read it again.
        """
        version = (await self.get(path))["version"]
        return await self.ask("PATCH", path, body, idempotency_key=idempotency_key, version=version)

    async def every(self, path: str, params: Mapping[str, Any] | None = None) -> list[Any]:
        """All items of a list, page by page."""
        page = await self.get(path, params)
        items: list[Any] = page["items"]
        while page["next"] is not None:
            page = await self.get(page["next"])
            items += page["items"]
        return items

    async def ask(
        self,
        method: str,
        path: str,
        body: Any | None = None,
        *,
        params: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        version: int | None = None,
    ) -> Any:
        """Any call; `version` is the one that a change is based on.

        The last refusal is raised when the platform says later again and again, and one with the
        code `no_answer` when the link fails as often.
        """
        headers = {}
        if method not in READS and (idempotency_key or not _names_itself(body)):
            headers["Idempotency-Key"] = idempotency_key or str(uuid4())
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        if body is not None:
            headers["Content-Type"] = "application/json"
        request = self._http.build_request(
            method,
            path,
            content=None if body is None else orjson.dumps(body),
            params=params,
            headers=headers,
        )
        return await self._sent(request)

    async def _sent(self, request: httpx.Request) -> Any:
        refused = Refused(503, "no_answer", f"No answer from {self.base_url}.")
        for failures in range(1, ATTEMPTS + 1):
            retry_after = None
            try:
                answer = await self._http.send(request)
            except httpx.TransportError as error:
                log.debug("no answer to %s %s: %r", request.method, request.url.path, error)
            else:
                if answer.is_success:
                    return _read(answer)
                refused = Refused.of(answer.status_code, answer.content)
                if answer.status_code not in NOT_NOW:
                    break
                retry_after = answer.headers.get("Retry-After")
            pause = pause_s(failures, longest_s=LONGEST_PAUSE_S, retry_after=retry_after)
            if pause > LONGEST_WAIT_S:
                break
            if failures < ATTEMPTS:
                await asyncio.sleep(pause)
        raise refused

    async def clock(self) -> PlatformClock:
        """The time on the platform."""
        return PlatformClock.of((await self.get("/api/me"))["clock"])

    def live(
        self,
        *,
        since: int | None = None,
        as_of: str | None = None,
        positions: tuple[float, float, float, float] | None = None,
        incidents: Sequence[str] = (),
        thin: bool = False,
    ) -> AsyncGenerator[LiveEvent, None]:
        """The live feed of the key's party, for ever: through lost connections, with every entry
        once and in order, or a `ResyncEvent` where that cannot be.

        `since`: the number of the last entry you have; None: from now on. `as_of`: the latest
        platform time you have heard, such as the `clock.now` of your snapshot. `positions`: the
        area (west, south, east, north) to hear positions in. `incidents`: assets deployed in these
        are heard wherever they are. `thin`: for a line of few bytes; each position comes at most
        every 5 s then, and so may be older by as much. `Refused` when the key reads no more.
        """
        watched: dict[str, Any] = {
            "positions": {"bbox": positions} if positions else None,
            "incidents": list(incidents),
        }
        if thin:
            watched["format"] = "thin"
        feed = LiveFeed(
            self.base_url,
            self._authorization,
            since=since,
            as_of=as_of,
            watched=watched,
            trust_env=self._trust_env,
        )
        return feed.events()


@cache
def _certificates(trust_env: bool) -> SSLContext:
    """Shared by all clients: to load the authorities' certificates takes 25 ms."""
    return httpx.create_ssl_context(trust_env=trust_env)


def _names_itself(body: Any) -> bool:
    """Whether the body carries the id that its creation is known by."""
    return isinstance(body, Mapping) and body.get("id") is not None


def _read(answer: httpx.Response) -> Any:
    is_json = answer.headers.get("content-type", "").startswith("application/json")
    return orjson.loads(answer.content) if is_json and answer.content else answer.text
