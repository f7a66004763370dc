"""A case, a unit, and requests, as most tests of requests begin."""

from typing import Any

from tests.beginnings import beginning
from tests.clients import ClientOf
from tests.given.assets import helicopter, registered
from tests.given.requests import asked, later, need, opened
from tests.world import World

Plain = dict[str, Any]


@beginning
async def incident(client_of: ClientOf) -> Plain:
    """A case that Italy leads."""
    return await opened(client_of)


@beginning
async def rescue(client_of: ClientOf) -> Plain:
    """A helicopter of Malta."""
    return await registered(client_of, "MLT", helicopter(name="Rescue 1"))


@beginning
async def sent(client_of: ClientOf, world: World, incident: Plain) -> Plain:
    """Italy asks Malta and Tunisia for an aircraft."""
    return await asked(client_of, world, "MLT", "TUN", incident=incident)


@beginning
async def due_soon(client_of: ClientOf, world: World, incident: Plain) -> Plain:
    """Italy asks Malta and Tunisia for an aircraft within two hours."""
    wanted = need(by_at=later(hours=2))
    return await asked(client_of, world, "MLT", "TUN", incident=incident, needs=[wanted])
