"""Request bodies of a match question: a need, and where it is."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError
from uuid_utils.compat import uuid7

from sar.agreements.words import Kind, Situation
from sar.assets.asset_fields import TypeCode
from sar.assets.type_schemas import CapabilityCode
from sar.geo.geojson import Point
from sar.matching.words import NeedUnit
from sar.plain_fields import At
from sar.text_fields import Line, PartyCode
from sar.wire import Body

Units = Annotated[int, Field(strict=True, ge=1, le=100_000)]


class NeedBody(Body):
    """One line of a request: what, how much, from when, by when, until when.

    Kinds and types name alternatives; every capability is asked for. `persons` counts people to
    be recovered.
    """

    id: UUID = Field(default_factory=uuid7)
    what: Line = ""
    kinds: Annotated[tuple[Kind, ...], Field(max_length=6)] = ()
    types: Annotated[tuple[TypeCode, ...], Field(max_length=40)] = ()
    capabilities: Annotated[tuple[CapabilityCode, ...], Field(max_length=20)] = ()
    quantity: Units = 1
    unit: NeedUnit = NeedUnit.ASSETS
    from_at: At | None = None
    by_at: At | None = None
    until_at: At | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        starts = [at for at in (self.from_at, self.by_at) if at is not None]
        if self.until_at is not None and any(at >= self.until_at for at in starts):
            raise PydanticCustomError("window_reversed", "until_at is not after it begins")
        return self


class MatchBody(Body):
    """A match question about a need that is not yet filed, for an incident or at a place."""

    need: NeedBody
    incident_id: UUID | None = None
    place: Point | None = None
    situation: Situation = Situation.MARITIME
    territory_of: PartyCode | None = None
    limit: Annotated[int, Field(strict=True, ge=1, le=500)] = 200
    cursor: Annotated[str | None, Field(max_length=300)] = None
    """The `next_cursor` of a page, with the same need."""

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if (self.incident_id is None) == (self.place is None):
            raise PydanticCustomError(
                "incident_or_place", "name an incident or a place, one of the two"
            )
        return self
