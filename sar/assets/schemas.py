"""API shapes of assets, ships of opportunity, positions and types."""

from datetime import UTC, datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError
from uuid_utils.compat import uuid7

from sar.agreements.words import Kind, Visibility
from sar.assets.catalogue import asset_types
from sar.assets.words import Capability, Readiness, TypeSource
from sar.geo.geojson import Point
from sar.wire import Body, Line, Named, Prose, View

EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2200, 1, 1, tzinfo=UTC)
MAX_FIXES: Final = 5_000


def _only_text(value: Any) -> Any:
    if not isinstance(value, str | datetime):
        raise PydanticCustomError("not_an_instant", "must be a time like 2026-10-11T12:26:00Z")
    return value


def _within_reason(value: datetime) -> datetime:
    if not EARLIEST <= value <= LATEST:
        raise PydanticCustomError("year_out_of_range", "is not within the years 2000 to 2199")
    return value.astimezone(UTC)


At = Annotated[AwareDatetime, BeforeValidator(_only_text), AfterValidator(_within_reason)]


def _known_type(code: str) -> str:
    if code not in asset_types():
        raise PydanticCustomError("unknown_type", "is not the code of a type in the catalogue")
    return code


def _imo(number: str) -> str:
    weighted = sum(int(digit) * weight for digit, weight in zip(number, range(7, 1, -1)))  # noqa: B905 the last digit is the check
    if weighted % 10 != int(number[6]):
        raise PydanticCustomError(
            "imo_check_digit", "is no IMO number: its last digit does not fit the others"
        )
    return number


TypeCode = Annotated[str, StringConstraints(max_length=20), AfterValidator(_known_type)]
Mmsi = Annotated[str, StringConstraints(pattern=r"^[0-9]{9}$")]
Imo = Annotated[str, StringConstraints(pattern=r"^[0-9]{7}$"), AfterValidator(_imo)]
Icao24 = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9A-Fa-f]{6}$"),
    AfterValidator(str.lower),
]
Callsign = Annotated[
    str, StringConstraints(pattern=r"^[0-9A-Za-z]{2,10}$"), AfterValidator(str.upper)
]
NoticeMinutes = Annotated[int, Field(strict=True, ge=0, le=10_080)]
Quantity = Annotated[int, Field(strict=True, ge=1, le=100_000)]
Flag = Annotated[bool, Field(strict=True)]
Course = Annotated[float, Field(strict=True, ge=0, lt=360)]
Speed = Annotated[float, Field(strict=True, ge=0, le=2_000)]
Uncertainty = Annotated[float, Field(strict=True, ge=0, le=600)]


def _positive(most: float) -> Any:
    return Field(default=None, strict=True, gt=0, le=most)


class Overrides(Body):
    """Figures in which an asset differs from its type; what is left out is the type's."""

    cruise_kn: float | None = _positive(2_000)
    response_kn: float | None = _positive(2_000)
    max_kn: float | None = _positive(2_000)
    range_nm: float | None = _positive(20_000)
    radius_nm: float | None = _positive(10_000)
    endurance_h: float | None = _positive(10_000)
    capacity_normal: int | None = Field(default=None, strict=True, ge=0, le=10_000)
    capacity_extreme: int | None = Field(default=None, strict=True, ge=0, le=10_000)
    sea_state_max: int | None = Field(default=None, strict=True, ge=0, le=9)
    wind_max_kn: float | None = _positive(200)


class AssetBody(Body):
    """A new asset of the caller's party, at the caller's centre unless told."""

    id: UUID = Field(default_factory=uuid7)
    name: Named
    type: TypeCode
    centre_id: UUID | None = None
    mmsi: Mmsi | None = None
    imo: Imo | None = None
    icao24: Icao24 | None = None
    callsign: Callsign | None = None
    base_name: Line = ""
    base: Point | None = None
    base_shared: Flag = True
    at_sea: Flag = False
    readiness: Readiness = Readiness.AVAILABLE
    readiness_reason: Line = ""
    readiness_until: At | None = None
    notice_day_minutes: NoticeMinutes | None = None
    notice_night_minutes: NoticeMinutes | None = None
    notice_at_sea_minutes: NoticeMinutes | None = None
    overrides: Overrides = Overrides()
    quantity: Quantity = 1
    note: Prose = ""
    verified_at: At | None = None


class AssetPatch(Body):
    """What to change; what is left out stays. Readiness has its own route."""

    name: Named = Field(default_factory=str)
    type: TypeCode = Field(default_factory=str)
    centre_id: UUID = Field(default_factory=uuid7)
    mmsi: Mmsi | None = None
    imo: Imo | None = None
    icao24: Icao24 | None = None
    callsign: Callsign | None = None
    base_name: Line = Field(default_factory=str)
    base: Point | None = None
    base_shared: Flag = Field(default_factory=bool)
    notice_day_minutes: NoticeMinutes | None = None
    notice_night_minutes: NoticeMinutes | None = None
    notice_at_sea_minutes: NoticeMinutes | None = None
    overrides: Overrides = Field(default_factory=Overrides)
    quantity: Quantity = Field(default_factory=int)
    note: Prose = Field(default_factory=str)
    verified_at: At | None = None


class ReadinessBody(Body):
    """Whether the asset can go, why not, and until when this word holds.

    `at_sea` tells that it is under way or aloft already, so that the notice at sea applies.
    """

    readiness: Readiness
    reason: Line = ""
    until: At | None = None
    at_sea: Flag | None = None


class FixBody(Body):
    """A position at a time, from a source."""

    at: At
    point: Point
    course_deg: Course | None = None
    speed_kn: Speed | None = None
    uncertainty_nm: Uncertainty = 0.1
    source: Line = ""


Fixes = Annotated[
    list[FixBody],
    Field(min_length=1, max_length=MAX_FIXES),
    BeforeValidator(
        lambda given: [given] if isinstance(given, dict) else given,
        json_schema_input_type=FixBody | list[FixBody],
    ),
]
"""One position or several."""


class ShipBody(FixBody):
    """A ship of opportunity: a merchant or fishing vessel nearby, with where it is."""

    id: UUID = Field(default_factory=uuid7)
    name: Named
    type: TypeCode
    mmsi: Mmsi | None = None
    imo: Imo | None = None
    callsign: Callsign | None = None


class IngestedView(View):
    """What became of delivered positions.

    `accepted` are kept; of these `older` do not replace the latest, and `implausible` ask more
    speed than the type makes: they are marked, shown as such and never deleted. `repeated` were
    known before.
    """

    accepted: int
    older: int
    implausible: int
    repeated: int


class ImportedView(View):
    """How many assets were imported."""

    id: UUID
    imported: int


class GrantedByView(View):
    """Why the caller sees another party's asset: a term, or an incident it is deployed in."""

    agreement: str | None = None
    version: int | None = None
    article: str | None = None
    term_id: UUID | None = None
    incident_id: UUID | None = None


class NoticeView(View):
    """Minutes from the call to under way."""

    day_minutes: int
    night_minutes: int
    at_sea_minutes: int


class BoundView(View):
    """A window in which some of the asset is bound; for whom, its own party alone reads."""

    from_at: datetime
    until_at: datetime | None
    quantity: int
    deployment_id: UUID | None = None


class AssetView(View):
    """An asset as the caller sees it. `level` says how much; what lies beyond it is null.

    Existence: up to `base` (when shared). Readiness adds `readiness` to `bound`. Position adds
    the fix, on its own road. `version` and what follows it is for the asset's own party.
    """

    id: UUID
    party: str
    centre_id: UUID
    kind: Kind
    type: str
    name: str
    level: Visibility
    own: bool
    granted_by: GrantedByView | None = None
    base_name: str | None = None
    base: Point | None = None
    readiness: Readiness | None = None
    readiness_until: datetime | None = None
    at_sea: bool | None = None
    notice: NoticeView | None = None
    overrides: dict[str, float] | None = None
    quantity: int | None = None
    bound: list[BoundView] | None = None
    version: int | None = None
    readiness_reason: str | None = None
    base_shared: bool | None = None
    mmsi: str | None = None
    imo: str | None = None
    icao24: str | None = None
    callsign: str | None = None
    notice_day_minutes: int | None = None
    notice_night_minutes: int | None = None
    notice_at_sea_minutes: int | None = None
    note: str | None = None
    verified_at: datetime | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    retired_at: datetime | None = None


class PositionView(View):
    """A position as the caller may see it: snapped to `precision_nm`, delayed as told.

    Snapped, it is the centre of a cell: no course, speed or source, and its time is cut to the
    minute. `delivered_by`: the party that says where a ship is; of an asset its own
    does.
    """

    thing: Literal["asset", "ship"]
    id: UUID
    at: datetime
    point: Point
    course_deg: float | None
    speed_kn: float | None
    uncertainty_nm: float
    precision_nm: float
    delay_minutes: int
    source: str
    delivered_by: str | None
    implausible: bool


class AssetAnswer(AssetView):
    """An asset with its latest position, where the caller may see one."""

    position: PositionView | None = None


class ShipView(View):
    """A ship of opportunity; its position travels with those of the assets."""

    id: UUID
    name: str
    kind: Kind
    type: str
    mmsi: str | None
    imo: str | None
    callsign: str | None
    reported_by: str
    version: int


class ShipAnswer(ShipView):
    """A ship with its latest position."""

    position: PositionView


class TrackView(View):
    """Positions of one asset, oldest first; `more`: the window holds older ones."""

    asset_id: UUID
    since: datetime
    until: datetime
    more: bool
    positions: list[PositionView]


class SourceView(View):
    """Where a type's figures come from; `sourced` names those with a public source."""

    status: TypeSource
    note: str
    sourced: list[str]


class AssetTypeView(View):
    """A type of the catalogue. `illustrative`: round figures, not to be relied on."""

    code: str
    kind: Kind
    name: str
    unit_class: str
    cruise_kn: float | None
    response_kn: float | None
    max_kn: float | None
    range_nm: float | None
    radius_nm: float | None
    endurance_h: float | None
    capacity_normal: int | None
    capacity_extreme: int | None
    sea_state_max: int | None
    wind_max_kn: float | None
    limits: str
    notice: NoticeView
    capabilities: list[Capability]
    divisible: bool
    opportunity: bool
    illustrative: bool
    source: SourceView
