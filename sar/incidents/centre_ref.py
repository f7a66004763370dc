"""A centre as views name it."""

from typing import Self
from uuid import UUID

from sar.parties.views import CentreView
from sar.wire import View


class CentreRef(View):
    """A centre, named."""

    id: UUID
    party: str
    code: str
    name: str
    listed: bool
    """Its party has not joined: it is reached by voice only."""

    @classmethod
    def of(cls, centre: CentreView) -> Self:
        return cls(
            id=centre.id,
            party=centre.party,
            code=centre.code,
            name=centre.name,
            listed=centre.listed,
        )
