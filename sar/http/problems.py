"""Turning every failure into application/problem+json; nothing of the inside leaks."""

import asyncio
import re
from contextlib import suppress
from typing import Any, Final
from uuid import uuid4

import orjson
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Scope

from sar import clock
from sar.db import COMMITTING, is_overtaken
from sar.errors import (
    Away,
    Busy,
    Conflict,
    Malformed,
    Problem,
    ReadFirst,
    Refusal,
    TookTooLong,
    Unavailable,
)
from sar.http.bodies import may_write
from sar.http.reasons import code, reason
from sar.languages.accepting import wanted_language
from sar.languages.phrasing import OtherWording, in_language
from sar.languages.places import filled
from sar.languages.po_files import wording_in
from sar.languages.words import Language, Manner, Use, direction_of, manner
from sar.log import first_line, logger

log = logger(__name__)

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:sar-assist:problem:"
TOO_MANY: Final = 429
LOCK_NOT_AVAILABLE: Final = "55P03"
QUERY_CANCELED: Final = "57014"
_NO_MORE: Final = re.compile("too many (clients|connections)|connection slots are reserved")
"""In the words of PostgreSQL that has no connection left: libpq tells no code of it (53300)."""

METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

MOST_TOLD: Final = 20
"""So many faults of one body are told, with the number of the others."""
_PATH: Final = 200
"""So much of an address stands in the log."""


def answer(problem: Problem, asked: Scope) -> Response:
    """The response of a problem (RFC 9457), in English, which prevails. `detail_in` has its
    sentence in the language that the request likes best, where a catalogue has each part of it;
    outside of exercises where each was reviewed, too."""
    body: dict[str, Any] = {
        "type": f"{TYPE_PREFIX}{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code,
        "params": problem.params,
    }
    if problem.errors:
        body["errors"] = problem.errors
    if problem.state is not None:
        body["state"] = problem.state
    wording = wording_in(_wanted(asked))
    if wording and (other := detail_in(problem, wording, exercise=clock.is_played())):
        body["detail_in"] = other
    return Response(
        orjson.dumps(body, default=str), problem.status, problem.headers, media_type=MEDIA_TYPE
    )


def _wanted(asked: Scope) -> Language:
    headers = Headers(raw=list(asked.get("headers", ())))
    return wanted_language(headers.get("accept-language", ""))


def detail_in(problem: Problem, wording: OtherWording, *, exercise: bool) -> dict[str, Any] | None:
    """The problem's sentence in the wording's language, rendered from its template and what fills
    it; None: it has not each part, or nobody has reviewed one and this is no exercise."""
    said = in_language(problem.said, wording)
    reviewed = not wording.unreviewed
    stands = manner(Use.PROBLEM, reviewed=reviewed, exercise=exercise)
    if said is None or stands is Manner.ABSENT:
        return None
    return {
        "language": wording.language,
        "direction": direction_of(wording.language),
        "text": " ".join(said),
        "reviewed": reviewed,
    }


async def of_problem(request: Request, error: Exception) -> Response:
    """A problem raised by the platform itself. The guard answers those that may have to wait."""
    assert isinstance(error, Problem)  # noqa: S101 registered for it
    if error.status == TOO_MANY:
        raise error
    return answer(error, request.scope)


async def of_read_first(request: Request, error: Exception) -> Response:
    """The request is done again once the process has read what it lacks; busy where that fails."""
    assert isinstance(error, ReadFirst)  # noqa: S101 registered for it
    with suppress(Exception):  # it is logged where it is read
        await asyncio.shield(asyncio.wrap_future(error.reading))  # others wait for it too
        request.state.overtaken = True
    return answer(error, request.scope)


async def of_validation(request: Request, error: Exception) -> Response:
    """Input that does not fit the schema: every field with its reason, never its value."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 registered for it
    faults = error.errors()
    told = [
        {"field": field_of(e["loc"]), "code": code(e), "reason": _printable(reason(e))}
        for e in faults[:MOST_TOLD]
    ]
    return answer(Malformed.all(told, more=len(faults) - len(told)), request.scope)


def field_of(loc: tuple[int | str, ...]) -> str:
    """`("body", "needs", 0, "by_at")` as `needs[0].by_at`; a place in unreadable JSON as `body`."""
    if len(loc) == 2 and isinstance(loc[1], int):
        return str(loc[0])
    path = ""
    for step in loc[1:] if len(loc) > 1 else loc:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else str(step)
    return _printable(path)


def _printable(text: str) -> str:
    if text.isprintable():  # and it stays the template that it may be
        return text
    return text.encode("utf-8", "backslashreplace").decode().replace("\x00", "\\x00")


async def of_http(request: Request, error: Exception) -> Response:
    """Starlette's own refusals (no such route, wrong method, unreadable body)."""
    assert isinstance(error, HTTPException)  # noqa: S101 registered for it
    if error.status_code == 400:
        return answer(
            Malformed.at(
                "body", "unreadable", "cannot be read: it is not of the kind that it says"
            ),
            request.scope,
        )
    match error.status_code:
        case 404:
            problem = Problem("not_found", "There is nothing at this address.")
        case 405:
            problem = Problem("method_not_allowed", "This address does not take that method.")
        case _:
            problem = Problem("refused", str(error.detail))
    problem.status, problem.title = error.status_code, str(error.detail)
    problem.headers = dict(error.headers or {})
    if error.status_code == 405:
        problem.headers["Allow"] = ", ".join(sorted(_methods_at(request)))
    return answer(problem, request.scope)


def _methods_at(request: Request) -> set[str]:
    """The methods that the address takes (RFC 9110 10.2.1); Starlette tells the first route's."""
    return {
        method
        for method in METHODS
        for route in request.app.routes
        if route.matches({**request.scope, "method": method})[0] is Match.FULL
    }


async def of_database(request: Request, error: Exception) -> Response:
    """The database is away or busy (503), or refuses the data.

    `request.state.overtaken` says that the same request may do better at once.
    """
    if isinstance(error, DBAPIError) and is_overtaken(error):
        request.state.overtaken = True
    return answer(_of_database(request, error), request.scope)


def _of_database(request: Request, error: Exception) -> Problem:
    match error:
        case DBAPIError() if is_overtaken(error):
            return _overtaken(error)
        case DataError():
            return Malformed.at("body", "not_storable", "holds a value that cannot be kept")
        case IntegrityError():
            return _integrity(error)
    # Of a commit that was sent and not answered nobody knows whether it was done.
    may_be_done = COMMITTING in request.scope.get("state", {}) and may_write(request.scope)
    return unanswered(error, may_be_done=may_be_done) or fault(request.url.path, error)


def unanswered(error: Exception, *, may_be_done: bool = False) -> Unavailable | None:
    """The problem of a database that is busy, gives a statement up, or is away; None of another
    fault."""
    match error:
        case DBAPIError() if _sqlstate(error) == LOCK_NOT_AVAILABLE:
            return Busy()
        case DBAPIError() if _sqlstate(error) == QUERY_CANCELED:
            log.warning("statement cancelled", error=first_line(error.orig))
            return TookTooLong(may_be_done=False)
        case PoolTimeout():
            return Busy()
        case OperationalError() if _NO_MORE.search(str(error.orig)):
            return Busy()
        case OperationalError() | InterfaceError() | OSError():
            pass
        case DBAPIError() if error.connection_invalidated:
            pass
        case _:
            return None
    log.warning("database not available", error=first_line(error))
    return Away(may_be_done=may_be_done)


def _overtaken(error: DBAPIError) -> Unavailable:
    log.info("overtaken", error=first_line(error.orig))
    return Unavailable(
        "overtaken",
        "Something that this rests on was changed in the same moment. Nothing was done; try again.",
        retry_after_s=1,
    )


def _sqlstate(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", "") or ""


def _integrity(error: IntegrityError) -> Conflict:
    if _sqlstate(error) == "23505":
        # Not of what: it may be a stranger's thing, and the caller knows its own.
        return Conflict.of(Refusal("already_exists", "There is one with this id or name already."))
    log.error("the database's rules refused a write", error=first_line(error.orig))
    return Conflict.of(
        Refusal("not_consistent", "This does not fit with what others have written. Read it again.")
    )


def fault(path: str, error: Exception) -> Problem:
    """The problem of a fault of the program: logged once under an id that it names."""
    id_ = uuid4().hex[:12]
    log.error("fault", id=id_, path=path[:_PATH], exc_info=error)
    return Problem(
        "fault", filled("The platform failed; nothing was kept. Fault {id}.", id=id_), fault=id_
    )


def install(app: FastAPI) -> None:
    """Register the handlers."""
    app.add_exception_handler(Problem, of_problem)
    app.add_exception_handler(ReadFirst, of_read_first)
    app.add_exception_handler(RequestValidationError, of_validation)
    app.add_exception_handler(HTTPException, of_http)
    for kind in (DBAPIError, PoolTimeout):
        app.add_exception_handler(kind, of_database)
