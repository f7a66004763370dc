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
