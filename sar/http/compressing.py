"""Answers made small for bad links: large ones, to reads alone."""

import re
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send
from starlette_compress import CompressMiddleware

SMALLEST_BYTES: Final = 2_000
"""Below it the saving is less than a packet."""
ZSTD_LEVEL: Final = 3
BROTLI_LEVEL: Final = 4
GZIP_LEVEL: Final = 5
"""Above them each costs more time than it saves."""
MADE_NEW: Final = re.compile(r"/api/(?!docs$|openapi\.json$|asyncapi\.json$|chart\.pmtiles$)")
"""Addresses whose answers are made for who asks; all others are the same for everybody, and to
compress them each time would let anybody keep the process busy."""


class Compressing:
    """One ASGI layer around the application: Zstandard, else Brotli, else gzip, as the client says
    that it takes.

    Writes are answered as they are: a secret (a new key) stands in such an answer alone, and the
    length of a compressed answer tells of a secret beside text that an attacker chose (BREACH).
    No answer to a read holds one. Files and documents come in forms of their own.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._small = CompressMiddleware(
            app,
            minimum_size=SMALLEST_BYTES,
            zstd_level=ZSTD_LEVEL,
            brotli_quality=BROTLI_LEVEL,
            gzip_level=GZIP_LEVEL,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Compress what answers a read, if the client takes it."""
        reads = scope["type"] == "http" and scope["method"] == "GET"
        made = reads and MADE_NEW.match(scope["path"]) is not None
        await (self._small if made else self._app)(scope, receive, send)
