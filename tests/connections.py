"""Connections to a bare application, for what is called without a server."""

from fastapi import FastAPI
from starlette.requests import HTTPConnection
from starlette.types import Scope

from sar.parties.admission import Admission


def connection(scope: Scope | None = None) -> HTTPConnection:
    """One with an admission of its own, without headers unless the scope has any."""
    app = FastAPI()
    app.state.admission = Admission(20)
    return HTTPConnection({"app": app, **(scope or {"type": "http"})})


def asks(
    address: str, *, key: str | None = None, method: str = "GET", path: str = "/api/me"
) -> Scope:
    """A request from an address, with a key or without."""
    headers = [] if key is None else [(b"authorization", f"Bearer {key}".encode())]
    return {
        "type": "http",
        "method": method,
        "path": path,
        "headers": headers,
        "client": (address, 1),
        "query_string": b"",
    }
