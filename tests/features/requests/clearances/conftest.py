"""A case in the waters of another State, as most tests of clearances begin."""

from tests.beginnings import beginning
from tests.clients import ClientOf
from tests.given.places import OFF_DJERBA
from tests.given.requests import Plain, opened


@beginning
async def case_off_tunisia(client_of: ClientOf) -> Plain:
    """A case of Italy's in the territorial sea of Tunisia."""
    return await opened(client_of, position=OFF_DJERBA)
