"""A case, a unit, and a request, as most tests of requests begin."""

from typing import Any

from tests.beginnings import beginning
from tests.clients import ClientOf
from tests.given.assets import helicopter, registered
from tests.given.requests import opened

Plain = dict[str, Any]


@beginning
async def incident(client_of: ClientOf) -> Plain:
    """A case that Italy leads."""
    return await opened(client_of)


@beginning
async def rescue(client_of: ClientOf) -> Plain:
    """A helicopter of Malta."""
    return await registered(client_of, "MLT", helicopter(name="Rescue 1"))
