"""Request bodies of changes to an open case: its facts, phase, datum, route, log and reports.

Persons are counted, never named.
"""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError
from uuid_utils.compat import uuid7

from sar.agreements.words import Phase
from sar.geo.geojson import AreaShape, Latitude, Longitude, Point
from sar.incidents.coordination_schemas import HolderBody
from sar.incidents.schemas import (
    ConditionsBody,
    CraftBody,
    DatumUncertainty,
    DriftBody,
    IncidentSituation,
    PobBody,
)
from sar.incidents.words import SitrepForm
from sar.plain_fields import At, Flag
from sar.text_fields import Line, Named, PartyCode, Prose, Reason
from sar.wire import Body

MOST_TURNS = 20


class InWaterBody(Body):
    """People are in the water: since when, and who says so."""

    since: At
    source: Named


class ChannelBody(Body):
    """A channel and its purpose."""

    purpose: Named
    channel: Named
    note: Line = ""


class SearchAreaBody(Body):
    """An area to be searched, and by whom."""

    name: Named
    area: AreaShape
    assigned_to: Line = ""
    pattern: Line = ""
    note: Line = ""


class AltitudeBlockBody(Body):
    """Heights kept for one aircraft or purpose."""

    assigned_to: Named
    from_ft: Annotated[int, Field(strict=True, ge=0, le=60_000)]
    to_ft: Annotated[int, Field(strict=True, ge=0, le=60_000)]
    note: Line = ""

    @model_validator(mode="after")
    def _upwards(self) -> Self:
        if self.to_ft <= self.from_ft:
            raise PydanticCustomError("altitude_block", "to_ft is not above from_ft")
        return self


class ChangeIncidentBody(Body):
    """A change by the lead; fields left out stay. Null clears where a field may be empty.

    Fewer on board than before need a source, and `pob_reason`; and a second person within half an
    hour, until whom the search goes on for the number before. `in_water`: null once nobody is in
    the water any more. `territory_of`: the State that the lead tells first, which its party alone
    reads; whose waters these are is not said by it."""

    title: Named | None = None
    description: Prose | None = None
    object_class: Line | None = None
    craft: CraftBody | None = None
    situation: IncidentSituation | None = None
    territory_of: PartyCode | None = None
    pob: PobBody | None = None
    pob_reason: Line = ""
    in_water: InWaterBody | None = None
    conditions: ConditionsBody | None = None
    osc: HolderBody | None = None
    aco: HolderBody | None = None
    channels: Annotated[list[ChannelBody], Field(max_length=50)] | None = None
    search_areas: Annotated[list[SearchAreaBody], Field(max_length=50)] | None = None
    altitude_blocks: Annotated[list[AltitudeBlockBody], Field(max_length=50)] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set - {"pob_reason"}:
            raise PydanticCustomError("nothing_to_change", "names no field to change")
        empty = [n for n in self.model_fields_set & NOT_CLEARED if getattr(self, n) is None]
        if empty:
            raise PydanticCustomError("not_cleared", "{names} cannot be null", {"names": empty[0]})
        return self


NOT_CLEARED = {"title", "situation", "description", "object_class"}


class IssueSitrepBody(Body):
    """A situation report to be issued. `to_centre_id` null: to all concerned. `assistance`: what is
    wanted, in words; what nobody has accepted to give yet, when left out. `plans`: what comes next,
    in words. `form`: the first report of a centre is short, the later ones are full, when left
    out."""

    id: UUID = Field(default_factory=uuid7)
    to_centre_id: UUID | None = None
    assistance: Line = ""
    plans: Line = ""
    form: SitrepForm | None = None


class SetDatumBody(Body):
    """The working datum that the lead chooses."""

    point: Point
    at: At | None = None
    uncertainty_nm: DatumUncertainty
    drift: DriftBody | None = None
    reason: Prose = ""


class VoyageBody(Body):
    """The intended route of the craft: its last port, where that is, whither it was bound, and the
    turns of its way, lon and lat, the place that it was bound for last."""

    last_port: Line = ""
    port_at: Point | None = None
    bound_for: Line = ""
    way: Annotated[list[tuple[Longitude, Latitude]], Field(max_length=MOST_TURNS)] = Field(
        default_factory=list
    )
    left_at: At | None = None
    source: Named

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if self.port_at is None and not self.way:
            raise PydanticCustomError("no_route", "names neither a port's place nor a way")
        return self


class SetPhaseBody(Body):
    """A reclassification, in any direction, with its reason (Annex 4.4)."""

    phase: Phase
    reason: Reason


class WriteLogBody(Body):
    """A line of the narrative log; `own` keeps it to the writing party."""

    id: UUID = Field(default_factory=uuid7)
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000)]
    at: At | None = None
    own: Flag = False
