"""API shapes of matching: the question, and the final shape of its answer."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError
from uuid_utils.compat import uuid7

from sar.agreements.words import Kind, Situation
from sar.assets.schemas import At, TypeCode
from sar.assets.words import Capability
from sar.geo.geojson import Latitude, Longitude, Point
from sar.incidents.views import CentreRef
from sar.matching.findings import Binds
from sar.matching.words import NeedUnit, Verdict
from sar.wire import Body, Line, PartyCode, View

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
    capabilities: Annotated[tuple[Capability, ...], Field(max_length=20)] = ()
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
    """Who could serve a need that is not yet filed, for an incident or at a place."""

    need: NeedBody
    incident_id: UUID | None = None
    place: Point | None = None
    situation: Situation = Situation.MARITIME
    territory_of: PartyCode | None = None
    limit: Annotated[int, Field(strict=True, ge=1, le=500)] = 200
    cursor: Annotated[str | None, Field(max_length=300)] = None
    """From `next_cursor` of a page, with the same need."""

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if (self.incident_id is None) == (self.place is None):
            raise PydanticCustomError(
                "incident_or_place", "name an incident or a place, one of the two"
            )
        return self


class CitationView(View):
    """A clause or an instrument, and whom it binds of the two parties."""

    agreement: str | None
    version: int | None
    article: str | None
    instrument: str | None
    binds: Binds


class RemarkView(View):
    """A reason or a remedy."""

    code: str
    params: dict[str, Any]
    sentence: str


class ReasonView(RemarkView):
    """A reason with what it rests on."""

    basis: CitationView | None


class TimeView(View):
    """Time to scene: max(notice + way to the border, clearance) + the rest of the way, in minutes.

    `border_minutes` is the part of `transit_minutes` before the border, `hold_minutes` the wait
    there. What is carried has its carrier's pick-up in `notice_minutes`.
    """

    notice_minutes: float
    clearance_minutes: float | None
    border_minutes: float
    hold_minutes: float
    transit_minutes: float
    total_minutes: float
    eta_at: datetime


class BandView(View):
    """The spread of the time to scene, in minutes."""

    p10: float
    p50: float
    p90: float


class CarrierView(View):
    """What carries it, and when they are off together."""

    asset_id: UUID
    party: str | None
    name: str
    off_minutes: float


class MatchView(View):
    """One candidate: verdict, rank, time, and every reason."""

    asset_id: UUID | None
    ship_id: UUID | None
    party: str | None
    name: str
    type: str
    kind: Kind
    verdict: Verdict
    rank: int | None
    time: TimeView | None
    band_minutes: BandView | None
    way_nm: float | None
    by_water: bool | None
    """Whether the way was measured along water, rather than as a great circle."""
    turns: list[tuple[Longitude, Latitude]]
    """Where its way turns before it is there, in order, lon and lat; between them great circles."""
    meets: Point | None
    """Where it meets what drifts."""
    carrier: CarrierView | None
    on_scene_minutes: float | None
    capacity: int
    covers: int
    reasons: list[ReasonView]
    would_make_eligible: list[RemarkView]


class AskableView(View):
    """A party whose centres may be asked, whatever of its assets is visible."""

    party: str
    centres: list[CentreRef]


class DriftView(View):
    """How it drifts over ground; `leeway_class` when that was reckoned from wind and current."""

    course_deg: float
    speed_kn: float
    spread_kn: float
    leeway_class: str | None


class DatumView(View):
    """Where the times are reckoned to: the datum as it was set, and where it has drifted to."""

    point: Point
    at: datetime | None
    now: Point
    drift: DriftView | None
    uncertainty_nm: float


class MatchedNeed(View):
    """The need that was asked about; `id` None when it is not filed."""

    id: UUID | None
    what: str
    kinds: list[Kind]
    types: list[str]
    capabilities: list[str]
    quantity: int
    unit: NeedUnit
    from_at: datetime | None
    by_at: datetime | None
    until_at: datetime | None


class NotWeighedView(View):
    """What is in no total, because its verdict depends on its way: all of it comes after the page.

    Of these at least `cannot_come` have no leave to go by their party's word (they are not
    available, or worse), and `without_place` get no time. One may be both.
    """

    number: int
    cannot_come: int
    without_place: int


class MatchesView(View):
    """Who could come, how soon, under which terms; and who not, and why. Ranked ones first."""

    need: MatchedNeed
    asked_at: datetime
    datum: DatumView | None
    items: list[MatchView]
    notes: list[RemarkView]
    """What must be said of the question or of the whole answer."""
    others_may_be_asked: list[AskableView]
    totals_by_verdict: dict[Verdict, int]
    """Of all that were weighed up to the last of the page, and of those whose type cannot serve
    the need wherever they are."""
    not_weighed: NotWeighedView
    next_cursor: str | None
    """Asks for what comes next; None at the end. Where things move in between, what crosses from
    one page to another may be met twice or not at all."""
