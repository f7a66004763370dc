"""One clause of an agreement, once: as parties write it, as it is stored, and as the rules read it.

A new dimension is a field here; it goes into requests, answers and storage by that alone. Bounds
are of what parties have sent ever, and are never narrowed here, since what is stored must still be
read: `drafting.faults` refuses what is no longer taken, as signs that nobody sees.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, Final

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
)
from pydantic_core import PydanticCustomError
from shapely.geometry import MultiPolygon

from sar.agreements.words import (
    AssetService,
    Awareness,
    ClauseKind,
    ClearanceMode,
    ClockName,
    CostRule,
    Phase,
    Sensor,
    Situation,
    Visibility,
)
from sar.geo.geojson import AreaShape
from sar.text_fields import PartyCode, Prose, ShortName, ShortText

WEEK_MINUTES: Final = 7 * 24 * 60

AnyTypeCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$")]
FeedName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,31}$")]
Minutes = Annotated[int, Field(ge=1, le=WEEK_MINUTES)]


def _in_our_time(value: Any) -> datetime:
    """RFC 3339 text of the years 1900 to 2200, as UTC."""
    try:
        at = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise PydanticCustomError(
            "not_an_instant", "must be a time like 2026-10-11T12:26:00Z"
        ) from None
    if at.tzinfo is None:
        raise PydanticCustomError("no_time_zone", "needs a time zone, like Z")
    if not 1900 <= at.year <= 2200:
        raise PydanticCustomError("out_of_our_time", "is not between the years 1900 and 2200")
    return at.astimezone(UTC)


AgreementInstant = Annotated[AwareDatetime, BeforeValidator(_in_our_time)]


def once_each(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """The values as they are, or a fault where one of them is named twice."""
    if len(set(values)) < len(values):
        raise PydanticCustomError("named_twice", "names something twice")
    return values


EachOnce = AfterValidator(once_each)
Kinds = Annotated[tuple[ClauseKind, ...], Field(max_length=8), EachOnce]
Types = Annotated[tuple[AnyTypeCode, ...], Field(max_length=100), EachOnce]
PartyCodes = Annotated[tuple[PartyCode, ...], Field(max_length=100), EachOnce]

_STRICT: Final = ConfigDict(extra="forbid", allow_inf_nan=False)


@dataclass(frozen=True, slots=True)
class ClearanceClause:
    """The clearance that assets of some kinds (none named: all) need in the grantor's territory.

    Without `landing` it speaks of the territorial sea and the air over it: to work on land is asked
    for. It holds for units of these `services` (none named: all), of the `unarmed` alone, and not
    for units with one of `excluded_sensors`. A fact that is not told of a unit counts as if it kept
    the clause from holding.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    mode: ClearanceMode
    kinds: Kinds = ()
    lead_minutes: Annotated[int, Field(ge=0, le=WEEK_MINUTES)] = 0
    contact: ShortText = ""
    landing: Annotated[
        bool,
        Field(description="also to land, to work on land, and in ports; else that is asked for"),
    ] = False
    services: Annotated[tuple[AssetService, ...], Field(max_length=3), EachOnce] = ()
    unarmed: bool = False
    excluded_sensors: Annotated[tuple[Sensor, ...], Field(max_length=4), EachOnce] = ()


IDLE_OF_ENTRY: Final[Mapping[ClearanceMode, tuple[str, ...]]] = {
    ClearanceMode.PRE_CLEARED: ("lead_minutes",),
    ClearanceMode.NOTIFY: (),
    ClearanceMode.REQUEST: ("landing",),
    ClearanceMode.PROHIBITED: ("lead_minutes", "contact", "landing"),
}
"""The fields by which nothing is done in that mode: what enters without asking gives no notice, a
request for landing is made like any other, and what does not enter tells nobody."""


@dataclass(frozen=True, slots=True)
class CostClause:
    """The reimbursement of the grantor for its asset's work. Costs never rank and never delay."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    rule: CostRule
    free_hours: Annotated[float, Field(ge=0, le=10_000)] = 0.0
    currency: Annotated[str, StringConstraints(pattern=r"^([A-Z]{3})?$")] = ""
    rate_per_hour: Annotated[float, Field(ge=0, le=1e9)] | None = None
    claim_days: Annotated[int, Field(ge=1, le=3650)] | None = None
    note: ShortText = ""


IDLE_OF_OWN_COSTS: Final = ("free_hours", "currency", "rate_per_hour", "claim_days")
"""The fields that say nothing where each bears its own costs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermDocument:
    """One clause; null or empty: it says nothing on that."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    article: ShortName
    grantor: Annotated[PartyCode | None, Field(description="null: each of the parties")] = None
    grantees: Annotated[PartyCodes, Field(description="empty: each other party")] = ()
    kinds: Kinds = ()
    types: Types = ()
    excluded_types: Types = ()
    zone: Annotated[AreaShape | None, Field(description="null: everywhere")] = None
    zone_name: ShortText = ""
    phases: Annotated[tuple[Phase, ...], Field(max_length=3), EachOnce] = ()
    situations: Annotated[tuple[Situation, ...], Field(max_length=9), EachOnce] = ()
    valid_from: AgreementInstant | None = None
    valid_until: AgreementInstant | None = None
    visibility: Visibility | None = None
    position_precision_nm: Annotated[float, Field(ge=0, le=600)] = 0.0
    position_delay_minutes: Annotated[int, Field(ge=0, le=WEEK_MINUTES)] = 0
    incident_awareness: Awareness | None = None
    feeds: Annotated[tuple[FeedName, ...], Field(max_length=20), EachOnce] = ()
    may_request: bool | None = None
    fuel_points: Annotated[
        bool | None,
        Field(description="whether units of the grantees take fuel at its fuel points and bases"),
    ] = None
    clocks: Annotated[
        dict[ClockName, Minutes],
        Field(
            description="minutes by clock; `referral` is of older versions, and refused in new ones"
        ),
    ] = field(default_factory=dict, hash=False)
    entry: Annotated[tuple[ClearanceClause, ...], Field(max_length=20)] = ()
    costs: CostClause | None = None
    data_use: Prose = ""
    command: Prose = ""
    liability: Prose = ""
    crew_status: Prose = ""


FIELDS: Final = tuple(one.name for one in fields(TermDocument))
SCOPE: Final = frozenset(
    {
        "article",
        "grantor",
        "grantees",
        "kinds",
        "types",
        "excluded_types",
        "zone",
        "zone_name",
        "phases",
        "situations",
        "valid_from",
        "valid_until",
        "position_precision_nm",
        "position_delay_minutes",
    }
)
"""The fields that say of what and how a clause speaks; every other one is what it says."""
_DOCUMENT: Final = TypeAdapter(TermDocument)
_DRAWN: Final = {"zone"}
"""Kept in a column of its own, where SQL asks whether a place lies in it."""


def stored(document: TermDocument) -> dict[str, Any]:
    """The document as JSON, less its zone."""
    dumped: dict[str, Any] = _DOCUMENT.dump_python(document, mode="json", exclude=_DRAWN)
    return dumped


def read(document: Mapping[str, Any], zone: MultiPolygon | None) -> TermDocument:
    """The document of what `stored` gave, and its zone."""
    return _DOCUMENT.validate_python({**document, "zone": zone})


def says(document: TermDocument) -> dict[str, Any]:
    """The fields of a document, or of a clause that is one, by name."""
    return {name: getattr(document, name) for name in FIELDS}
