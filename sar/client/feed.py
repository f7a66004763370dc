"""The live feed with resume: every entry once and in order, through lost connections."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

import orjson
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

from sar.client.events import (
    ExpectedEvent,
    HeartbeatEvent,
    LiveEvent,
    LostEvent,
    PositionsEvent,
    ReadyEvent,
    ResyncEvent,
    entry_event,
)
from sar.client.pauses import pause_s
from sar.client.platform_clock import PlatformClock
from sar.client.refused import Refused

log = logging.getLogger(__name__)

SILENT_S: Final = 45.0
"""Heartbeats come every 5 s; without any frame for longer the line is taken to be dead."""
LONGEST_PAUSE_S: Final = 15.0
NOT_NOW: Final = (408, 425, 429)
"""Statuses of the 4xx that may be better later."""
ENDS: Final = {4400: 400, 4401: 401, 4403: 403}
"""Close codes after which to come again is of no use, and the status of their refusal."""
GAP: Final = "gap"


class FeedCursor:
    """The reader's position in the stream: where it starts again after a lost connection."""

    def __init__(self, since: int | None, as_of: str | None) -> None:
        self.since, self.as_of = since, as_of
        self._clock: PlatformClock | None = None
        """As the last heartbeat told it; it goes on by itself."""

    def start(self, watched: Mapping[str, Any]) -> str:
        """The message that begins the stream, or begins it again."""
        message: dict[str, Any] = {"type": "start", "since": self.since, **watched}
        if self.as_of is not None:
            message["as_of"] = self.as_of
        return orjson.dumps(message).decode()

    def events(self, frame: Mapping[str, Any]) -> Iterator[LiveEvent]:
        """The events of a frame; the cursor is past each one when it is handed out.

        A frame of a type that this client does not know is passed over.
        """
        match frame["type"]:
            case "ready":
                if self.since is None:
                    self.since, self.as_of = frame["number"], frame["clock"]["now"]
                yield ReadyEvent(frame["number"], PlatformClock.of(frame["clock"]))
            case "entries":
                for entry in frame["entries"]:
                    yield from self._entry(entry)
            case "positions":
                yield PositionsEvent(tuple(frame["fixes"]), tuple(frame["gone"]))
            case "expected":
                yield ExpectedEvent(tuple(frame["times"]))
            case "heartbeat":
                # Not at `ready`: a resync for a change of access by time alone follows that frame.
                self.as_of = frame["clock"]["now"]
                yield self._heartbeat(frame["number"], PlatformClock.of(frame["clock"]))
            case "pulse" if self._clock is not None:
                yield self._heartbeat(frame["number"], self._clock)
            case "resync":
                self.since = frame["number"]
                yield ResyncEvent(frame["reason"], frame["number"])
            case _:
                pass

    def _heartbeat(self, number: int, clock: PlatformClock) -> HeartbeatEvent:
        self._clock = clock
        return HeartbeatEvent(number, replace(clock))

    def _entry(self, entry: Mapping[str, Any]) -> Iterator[LiveEvent]:
        number: int = entry["number"]
        if self.since is not None and number <= self.since:
            return
        if self.since is not None and number > self.since + 1:
            self.since = number - 1
            yield ResyncEvent(GAP, self.since)
        self.since = number
        yield entry_event(entry)


class LiveFeed:
    """One reader's stream over as many sockets as the line needs."""

    def __init__(
        self,
        base_url: str,
        authorization: Mapping[str, str],
        *,
        since: int | None,
        as_of: str | None,
        watched: Mapping[str, Any],
        trust_env: bool,
    ) -> None:
        self._address = f"{base_url.replace('http', 'ws', 1)}/api/live"
        self._authorization, self._trust_env = authorization, trust_env
        self._watched = watched
        self._cursor = FeedCursor(since, as_of)
        self._failures = 0

    async def events(self) -> AsyncGenerator[LiveEvent, None]:
        """For ever; `Refused` when the platform lets this reader in no more."""
        while True:
            retry_after = None
            try:
                async with self._connected() as socket:
                    await socket.send(self._cursor.start(self._watched))
                    while True:
                        async with asyncio.timeout(SILENT_S):
                            frame = orjson.loads(await socket.recv())
                        self._failures = 0
                        for event in self._cursor.events(frame):
                            yield event
            except InvalidStatus as denied:
                why, retry_after = _denied(denied), denied.response.headers.get("Retry-After")
            except ConnectionClosed as closed:
                why = _closed(closed)
            except TimeoutError:
                why = "silent"
            except (OSError, WebSocketException) as error:
                why = str(error) or type(error).__name__
            log.debug("live feed lost: %s", why)
            yield LostEvent(why)
            self._failures += 1
            await asyncio.sleep(
                pause_s(self._failures, longest_s=LONGEST_PAUSE_S, retry_after=retry_after)
            )

    def _connected(self) -> connect:
        return connect(
            self._address,
            additional_headers=self._authorization,
            proxy=True if self._trust_env else None,
            ping_interval=None,
            max_size=None,
        )


def _denied(denied: InvalidStatus) -> str:
    """The reason for being kept out for now; Refused when that will not change by itself."""
    answer = denied.response
    refused = Refused.of(answer.status_code, bytes(answer.body or b""))
    if 400 <= refused.status < 500 and refused.status not in NOT_NOW:
        raise refused from denied
    return refused.detail


def _closed(closed: ConnectionClosed) -> str:
    """The reason for being closed for now; Refused when to come again is of no use."""
    code = closed.rcvd.code if closed.rcvd else 1006
    reason = (closed.rcvd.reason if closed.rcvd else "") or f"The socket was closed ({code})."
    if code in ENDS:
        raise Refused(ENDS[code], f"closed_{code}", reason) from closed
    return reason
