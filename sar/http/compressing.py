"""Answers made small for bad links: large ones, to reads alone."""

from typing import Final

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

SMALLEST_BYTES: Final = 2_000
"""Below it the saving is less than a packet."""
LEVEL: Final = 5
"""Of gzip: the levels above cost more time than they save."""


class Compressing:
    """One ASGI layer around the application.

    Writes are answered as they are: a secret (a new key) stands in such an answer alone, and the
    length of a compressed answer tells of a secret beside text that an attacker chose (BREACH).
    No answer to a read holds one.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._small = GZipMiddleware(app, minimum_size=SMALLEST_BYTES, compresslevel=LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Compress what answers a read, if the client takes it."""
        reads = scope["type"] == "http" and scope["method"] == "GET"
        await (self._small if reads else self._app)(scope, receive, send)
