"""Doing a request again that another transaction has overtaken: the caller sees only the last.

The last attempt draws its pictures under the record's lock, so that nobody whose access changes
overtakes it: however often others change theirs, everybody comes to an end.
"""

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sar.db import LAST_ATTEMPT

TIMES: Final = 4
"""Each round but the last is one that another's commit has won."""


class Repeating:
    """One ASGI layer inside the guard. Nothing of an overtaken attempt was kept."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; an answer under `state.overtaken` is kept back and the request done again."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        heard = _Heard(receive)
        for _ in range(TIMES - 1):
            if not await self._overtaken(scope, heard.from_start(), send):
                return
        await self._app(_attempt(scope, last=True), heard.from_start(), send)

    async def _overtaken(self, scope: Scope, receive: Receive, send: Send) -> bool:
        attempt = _attempt(scope)

        async def unless_overtaken(message: Message) -> None:
            if "overtaken" not in attempt["state"]:
                await send(message)

        await self._app(attempt, receive, unless_overtaken)
        return "overtaken" in attempt["state"]


def _attempt(scope: Scope, *, last: bool = False) -> Scope:
    return {**scope, "state": {**scope.get("state", {}), LAST_ATTEMPT: last}}


class _Heard:
    """The client's request, to be replayed."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._messages: list[Message] = []

    def from_start(self) -> Receive:
        """Everything from the first message on."""
        place = 0

        async def hear() -> Message:
            nonlocal place
            if place == len(self._messages):
                self._messages.append(await self._receive())
            place += 1
            return self._messages[place - 1]

        return hear
