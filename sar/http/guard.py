"""Middleware before every route: sizes, characters that cannot be stored, metrics, headers."""

import time

from prometheus_client import Counter, Histogram
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sar.errors import Malformed, TooLarge
from sar.http.problems import answer

BODY_LIMIT = 1_000_000
IMPORT_LIMIT = 10_000_000
IMPORT_PATHS = ("/api/assets/import",)

REQUESTS = Counter("sar_http_requests_total", "Requests answered", ["method", "status"])
SECONDS = Histogram("sar_http_request_seconds", "Time to answer", ["method"])


class _BodyTooLargeError(Exception):
    """Raised out of `receive` while a body is being read."""


class Guard:
    """One ASGI layer around the application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass HTTP on, measured and bounded; leave everything else alone."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 500

        async def measured(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _harden(MutableHeaders(scope=message), scope["path"])
            await send(message)

        try:
            await self._bounded(scope, receive, measured)
        finally:
            REQUESTS.labels(scope["method"], str(status)).inc()
            SECONDS.labels(scope["method"]).observe(time.perf_counter() - started)

    async def _bounded(self, scope: Scope, receive: Receive, send: Send) -> None:
        if b"%00" in scope["query_string"] or "\x00" in scope["path"]:
            problem = Malformed.at("address", "nul_character", "contains a NUL character")
            await answer(problem)(scope, receive, send)
            return
        limit = IMPORT_LIMIT if scope["path"] in IMPORT_PATHS else BODY_LIMIT
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > limit:
            await answer(_too_large(limit))(scope, receive, send)
            return
        seen = 0
        begun = False

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            if message["type"] == "http.request":
                seen += len(message.get("body", b""))
                if seen > limit:
                    raise _BodyTooLargeError
            return message

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, counted, noted)
        except _BodyTooLargeError:
            if not begun:
                await answer(_too_large(limit))(scope, receive, send)


def _too_large(limit: int) -> TooLarge:
    return TooLarge(
        "too_large", f"The body is larger than {limit} bytes. Nothing was kept.", limit_bytes=limit
    )


def _harden(headers: MutableHeaders, path: str) -> None:
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("X-Frame-Options", "DENY")
    if path.startswith("/api"):
        headers.setdefault("Cache-Control", "no-store")
