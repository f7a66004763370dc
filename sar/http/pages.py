"""The built screens: which file answers an address, how it is compressed, cached and guarded."""

from collections.abc import Iterable
from functools import cache
from mimetypes import guess_type
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from sar.http.ranges import FileAnswer
from sar.http.written import encodings_taken

BUILT: Final = Path(__file__).parent.parent / "web"
FILES: Final = "/assets"
FOREVER: Final = "public, max-age=31536000, immutable"
"""The header for files whose name changes with their content."""
MOST_KEPT: Final = 512 * 1024
"""A file of the build that never changes is kept in memory up to this size."""
ENCODINGS: Final = (("br", ".br"), ("gzip", ".gz"))
NOT_BUILT: Final = (
    "The screens are not built here: run `make setup`. The API is described at /api/openapi.json.\n"
)


def policy(tiles_url: str | None = None) -> str:
    """Nothing inline, nothing evaluated, no other host but that of the map's tiles, if any."""
    tiles = f" {_origin(tiles_url)}" if tiles_url else ""
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src 'self' data: blob:{tiles}",
            "font-src 'self'",
            f"connect-src 'self'{tiles}",
            "worker-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


class Pages:
    """Answers what no route answers: files of the build, and the application at any other address.

    Addresses below /api, and anything but GET and HEAD, are left to `otherwise`.
    """

    def __init__(
        self, otherwise: ASGIApp, folder: Path = BUILT, *, tiles_url: str | None = None
    ) -> None:
        self._otherwise = otherwise
        self._policy = policy(tiles_url)
        self._folder = folder.resolve()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the file of the address, else the application's page."""
        path = scope["path"]
        read = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        if not read or path == "/api" or path.startswith("/api/"):
            await self._otherwise(scope, receive, send)
            return
        file = self._file(path.lstrip("/"))
        if file is None and _names_a_file(path):
            await self._otherwise(scope, receive, send)
            return
        name = path.lstrip("/") if file else "index.html"
        await self.page(name, Headers(scope=scope))(scope, receive, send)

    def page(self, name: str, asked: Headers) -> Response:
        """One file of the build, guarded by the policy; 503 where nothing is built."""
        file = self._file(name)
        answer = self._answer(file, asked) if file else _not_built()
        answer.headers["Content-Security-Policy"] = self._policy
        return answer

    def _file(self, name: str) -> Path | None:
        try:
            path = (self._folder / name).resolve()
            hidden = any(part.startswith(".") for part in Path(name).parts)
            if hidden or not path.is_relative_to(self._folder) or not path.is_file():
                return None
        except (OSError, ValueError):  # no file can have such a name, such as a very long one
            return None
        return path

    def _answer(self, file: Path, asked: Headers) -> Response:
        suffix, encoding = _encoding(file, asked.getlist("accept-encoding"))
        path = Path(f"{file}{suffix}")
        media_type = guess_type(file.name)[0] or "application/octet-stream"
        immutable = file.parent == self._folder / FILES.lstrip("/")
        answer = (
            Response(_kept(path), media_type=media_type)
            if immutable and "range" not in asked and path.stat().st_size <= MOST_KEPT
            else FileAnswer(path, media_type=media_type)
        )
        headers = MutableHeaders(raw=answer.raw_headers)
        headers.add_vary_header("Accept-Encoding")
        if encoding:
            headers["Content-Encoding"] = encoding
        headers["Cache-Control"] = FOREVER if immutable else "no-cache"
        if file.suffix == ".html":
            headers["Cache-Control"] = "no-store"
        return answer


@cache
def _kept(path: Path) -> bytes:
    """The content of a file of the build: there are some hundred of them, and a window opens with
    dozens at once."""
    return path.read_bytes()


def _names_a_file(path: str) -> bool:
    return "." in path.rpartition("/")[2]


def _encoding(file: Path, accepted: Iterable[str]) -> tuple[str, str | None]:
    """The suffix of the best compressed form that the client takes and that there is."""
    taken = encodings_taken(accepted)
    for encoding, suffix in ENCODINGS:
        if encoding in taken and Path(f"{file}{suffix}").is_file():
            return suffix, encoding
    return "", None


def _not_built() -> Response:
    return PlainTextResponse(NOT_BUILT, 503)
