"""One socket of the live feed, from its opening to its end."""

import asyncio
from contextlib import suppress
from typing import Final

from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.websockets import WebSocket, WebSocketDisconnect

from sar import limits
from sar.errors import Busy, Forbidden, Problem, SlowDown
from sar.http.lanes import AllBusyError, OwnLimitError
from sar.http.problems import answer, unanswered
from sar.http.shared_messages import SENDING_AT_ONCE
from sar.live import protocol
from sar.live.audience import MAX_PER_IDENTITY, Listener
from sar.live.hub import AWAY, Hub
from sar.log import first_line, logger
from sar.parties.admission import Admission
from sar.parties.caller import Caller
from sar.parties.identifying import identified
from sar.parties.refusals import Refusals
from sar.parties.roles import Act
from sar.settings import settings

log = logger(__name__)

START_S: Final = 10.0
CLOSE_S: Final = 2.0

MESSAGES_PER_MINUTE: Final = 60
PARTY_TIMES: Final = 20
"""Of a party together so many times as much as of one: twice what ten officers may send, who all
move the chart (house figure)."""
MESSAGES_AT_ONCE: Final = 30
"""Of one person or key, for a message may cost a look at everything that moves. The screens send
one a second at most. All its sockets may start at once, as after an outage."""

BUSY: Final = "the platform is busy: come again"
REASONS: Final = {
    protocol.NOT_SIGNED_IN: "the session has ended or the key was revoked",
    protocol.READS_NO_MORE: "no role reads where the session acts now",
    protocol.NOT_STARTED: "no start came in time",
    protocol.TOO_MANY: "too many messages",
    protocol.UNAVAILABLE: "not available for the moment: come again",
    protocol.BEGIN_AGAIN: "come again",
}


class _Unreadable(Exception):  # noqa: N818 the client's fault, told by a close code
    """The client said something that is no message of the protocol."""


class _NotStarted(Exception):  # noqa: N818 the client's fault, told by a close code
    """The client did not say in time what it wants."""


async def attend(socket: WebSocket) -> None:
    """Serve the socket until it goes, is dismissed, or says what it may not."""
    hub: Hub = socket.app.state.hub
    try:
        line = socket.scope.get("extensions", {}).get(SENDING_AT_ONCE)
        listener = hub.audience.admit(await _admitted(socket), line)
    except Problem as refused:
        refusals: Refusals = socket.app.state.refusals
        told = await refusals.hold(socket.scope, refused)
        await socket.send_denial_response(answer(told, socket.scope))
        return
    try:
        await socket.accept()
        code, reason = await _serve(hub, socket, listener)
        with suppress(WebSocketDisconnect, RuntimeError, TimeoutError):
            async with asyncio.timeout(CLOSE_S):
                await socket.close(code, reason or REASONS.get(code))
    finally:
        hub.audience.leave(listener)


async def _admitted(socket: WebSocket) -> Caller:
    """The caller, in a turn like any request's, which ends once it is known."""
    admission: Admission = socket.app.state.admission
    try:
        turn = (await admission.admit(socket.scope)).turn
        async with turn, socket.app.state.sessions() as db:
            caller = await identified(socket, db)
    except (SQLAlchemyError, OSError) as error:
        if (told := unanswered(error)) is None:
            raise
        raise told from error
    if not caller.may(Act.READ):
        raise Forbidden("role_missing", "Your role does not read.", act=Act.READ)
    return caller


Ending = tuple[int, str]
"""The code to close with, and why."""
GONE: Final[Ending] = (1000, "")


async def _serve(hub: Hub, socket: WebSocket, listener: Listener) -> Ending:
    """Listen, send and wait for the dismissal at once; the first to end ends all."""
    works = [
        asyncio.create_task(work)
        for work in (_dismissal(listener), _listen(hub, socket, listener), _send(socket, listener))
    ]
    try:
        done, _ = await asyncio.wait(works, return_when=asyncio.FIRST_COMPLETED)
        return next(work.result() for work in works if work in done)
    finally:
        for work in works:
            work.cancel()
        await asyncio.gather(*works, return_exceptions=True)


async def _dismissal(listener: Listener) -> Ending:
    return await listener.dismissed(), ""


async def _listen(hub: Hub, socket: WebSocket, listener: Listener) -> Ending:
    try:
        message = await _first(socket, listener)
        if not isinstance(message, protocol.StartMessage):
            raise _Unreadable("type: the first message must be a start")
        await hub.start(listener, message)
        while True:
            message = await _receive(socket, listener, "live", at_once=MESSAGES_AT_ONCE)
            if isinstance(message, protocol.StartMessage):
                await hub.start(listener, message)
            else:
                await hub.watch(listener, message)
    except WebSocketDisconnect:
        return GONE
    except _NotStarted:
        return protocol.NOT_STARTED, ""
    except _Unreadable as unreadable:
        return protocol.UNREADABLE, _fitting(str(unreadable))
    except SlowDown:
        return protocol.TOO_MANY, ""
    except OwnLimitError:
        return protocol.TOO_MANY, "too many of your sockets start at once"
    except (AllBusyError, Busy):
        return protocol.UNAVAILABLE, BUSY
    except (PoolTimeout, *AWAY) as error:
        told = unanswered(error)
        if told is None:
            log.error("the live feed failed", error=first_line(error))
        return protocol.UNAVAILABLE, BUSY if isinstance(told, Busy) else ""


async def _first(
    socket: WebSocket, listener: Listener
) -> protocol.StartMessage | protocol.ViewMessage:
    try:
        async with asyncio.timeout(START_S):
            return await _receive(socket, listener, "live start", at_once=MAX_PER_IDENTITY)
    except TimeoutError:
        raise _NotStarted from None


async def _receive(
    socket: WebSocket, listener: Listener, kind: str, *, at_once: int
) -> protocol.StartMessage | protocol.ViewMessage:
    """The next message, counted as one of that kind before it is read."""
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1000))
    limits.take_of_party(
        kind,
        str(listener.caller.identity),
        listener.caller.party,
        per_minute=MESSAGES_PER_MINUTE,
        at_once=at_once,
        times=PARTY_TIMES,
    )
    if (text := message.get("text")) is None:
        raise _Unreadable("frames must be text")
    try:
        return protocol.MESSAGE.validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(step) for step in first["loc"][1:]) or "message"
        raise _Unreadable(f"{place}: {first['msg']}") from None


async def _send(socket: WebSocket, listener: Listener) -> Ending:
    try:
        while True:
            frame = await listener.outbox.next()
            async with asyncio.timeout(settings().stall_s):  # one frame
                await socket.send_text(frame)
    except (WebSocketDisconnect, TimeoutError):
        return GONE


def _fitting(reason: str) -> str:
    """As much of it as a close frame holds."""
    return reason.encode("ascii", "backslashreplace")[:120].decode()
