"""Documents that are the same for everybody: written, hashed and compressed once in a process."""

import gzip
import hashlib
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import Response


class WrittenOnce:
    """A JSON document, answered from memory; `write` gives it when it is first asked for."""

    def __init__(self, write: Callable[[], str]) -> None:
        self._write: Final = write

    def answer(self, asked: Headers) -> Response:
        """The document as the client takes it; 304 where it has this very one already."""
        plain, small, tag = self._forms
        headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        if asked.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        if "gzip" not in encodings_taken(asked.getlist("accept-encoding")):
            return Response(plain, media_type="application/json", headers=headers)
        headers["Content-Encoding"] = "gzip"
        return Response(small, media_type="application/json", headers=headers)

    @cached_property
    def _forms(self) -> tuple[bytes, bytes, str]:
        """Plain, compressed, and the tag of both."""
        plain = self._write().encode()
        tag = f'"{hashlib.sha256(plain).hexdigest()[:32]}"'
        return plain, gzip.compress(plain, mtime=0), tag


def encodings_taken(accepted: Iterable[str]) -> set[str]:
    """The content encodings that the headers `Accept-Encoding` allow by name."""
    return {
        name.strip().lower()
        for header in accepted
        for name, _, weight in (part.partition(";") for part in header.split(","))
        if weight.replace(" ", "") not in ("q=0", "q=0.0")
    }
