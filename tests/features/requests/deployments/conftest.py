"""A case and a ship whose persons are counted."""

from tests.beginnings import beginning
from tests.clients import ClientOf
from tests.given.requests import Plain, embarked, opened


@beginning
async def case_of_twelve(client_of: ClientOf) -> Plain:
    """Twelve were on board."""
    return await opened(client_of, pob={"min": 12, "max": 12})


@beginning
async def ship(client_of: ClientOf, case_of_twelve: Plain) -> Plain:
    """A bulk carrier with nine of them aboard."""
    return await embarked(client_of, case_of_twelve, persons=9)
