"""Request bodies of assets, ships of opportunity and positions."""

from datetime import UTC, datetime
from typing import Annotated, Any, Final, Self
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    Field,
    StringConstraints,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)
from pydantic_core import PydanticCustomError, PydanticKnownError
from uuid_utils.compat import uuid7

from sar.agreements.words import AssetService, Kind, Sensor
from sar.assets.capability_codes import OWN_CODE
from sar.assets.catalogue import FIGURES, PREFIX_END, UNKNOWN_TYPE, shipped_types
from sar.assets.words import (
    AssetForm,
    Capability,
    CraftKind,
    Fuel,
    Hull,
    Readiness,
    TypeSource,
)
from sar.geo.geojson import Latitude, Longitude, Point
from sar.parties.hours import HOURS
from sar.text_fields import Line, Named, Prose, visible
from sar.wire import Body

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
    if code not in shipped_types() and PREFIX_END not in code:
        raise PydanticCustomError("unknown_type", UNKNOWN_TYPE)
    return code


def _imo(number: str) -> str:
    weighted = sum(int(digit) * weight for digit, weight in zip(number, range(7, 1, -1)))  # noqa: B905 the last digit is the check
    if weighted % 10 != int(number[6]):
        raise PydanticCustomError(
            "imo_check_digit", "is no IMO number: its last digit does not fit the others"
        )
    return number


TypeCode = Annotated[str, StringConstraints(max_length=20), AfterValidator(_known_type)]
"""A shipped type, or a code as parties' own have it: the verb asks the database whether the caller
may name that one (`own_type_acts`)."""
_NOBODYS: Final = frozenset({"000000000", "111111111", "123456789", "999999999"})
"""Numbers that transponders send which nobody has set."""

_BEACONS: Final = ("970", "972", "974")
"""Transponders of people and boats in distress, man overboard, and beacons (ITU-R M.585)."""


def _ships_number(number: str) -> str:
    if number in _NOBODYS:
        raise PydanticCustomError("nobodys_number", "is nobody's number: leave it out")
    if number.startswith(_BEACONS):
        raise PydanticCustomError(
            "beacons_number", "is the number of a distress beacon, not of a ship: report a distress"
        )
    return number


def _once(sensors: list[Sensor]) -> list[Sensor]:
    """Each once, in the order of the list."""
    return [one for one in Sensor if one in sensors]


Mmsi = Annotated[str, StringConstraints(pattern=r"^[0-9]{9}$"), AfterValidator(_ships_number)]
Imo = Annotated[str, StringConstraints(pattern=r"^[0-9]{7}$"), AfterValidator(_imo)]
Icao24 = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9A-Fa-f]{6}$"),
    AfterValidator(str.lower),
]
Callsign = Annotated[
    str, StringConstraints(pattern=r"^[0-9A-Za-z]{2,10}$"), AfterValidator(str.upper)
]
FlagState = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{3}$"), AfterValidator(str.upper)]
"""A State by ISO 3166-1 alpha-3."""
Sensors = Annotated[list[Sensor], Field(max_length=len(Sensor)), AfterValidator(_once)]
NoticeMinutes = Annotated[int, Field(strict=True, ge=0, le=10_080)]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)]
Quantity = Annotated[int, Field(strict=True, ge=1, le=100_000)]
Flag = Annotated[bool, Field(strict=True)]
CourseDeg = Annotated[float, Field(strict=True, ge=0, lt=360)]
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
    length_m: float | None = _positive(500)


class AssetBody(Body):
    """A new asset of the caller's party, at the caller's centre unless told.

    `service`, `armed` and `sensors`: what another State wants to know before it lets the unit in
    (SAR Convention, Annex 3.1.3); null: not said.
    """

    id: UUID = Field(default_factory=uuid7)
    name: Named
    type: TypeCode
    centre_id: UUID | None = None
    mmsi: Mmsi | None = None
    imo: Imo | None = None
    icao24: Icao24 | None = None
    callsign: Callsign | None = None
    service: AssetService | None = None
    armed: Flag | None = None
    sensors: Sensors = Field(default_factory=list)
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


class ChangeAssetBody(Body):
    """The changes; fields left out keep their values. Readiness has its own route."""

    name: Named = Field(default_factory=str)
    type: TypeCode = Field(default_factory=str)
    centre_id: UUID = Field(default_factory=uuid7)
    mmsi: Mmsi | None = None
    imo: Imo | None = None
    icao24: Icao24 | None = None
    callsign: Callsign | None = None
    service: AssetService | None = None
    armed: Flag | None = None
    sensors: Sensors = Field(default_factory=list)
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
    """The readiness of the asset: it can go or not, why not, and until when this word holds.

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
    course_deg: CourseDeg | None = None
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


class FixRow(Body):
    """A position among those of many assets: whose it is, when and where, in degrees (WGS 84). The
    asset is named by its `id` here or by what it carries; several names must be of the same."""

    id: UUID | None = None
    mmsi: Mmsi | None = None
    imo: Imo | None = None
    icao24: Icao24 | None = None
    callsign: Callsign | None = None
    at: At
    lat: Latitude
    lon: Longitude
    course_deg: CourseDeg | None = None
    speed_kn: Speed | None = None
    uncertainty_nm: Uncertainty = 0.1
    source: Line = ""

    @model_validator(mode="after")
    def _names_an_asset(self) -> Self:
        if not (self.id or self.mmsi or self.imo or self.icao24 or self.callsign):
            raise PydanticCustomError(
                "no_identifier", "names no asset: give its id, mmsi, imo, icao24 or callsign"
            )
        return self


def _hours(given: str) -> str:
    if given and HOURS.fullmatch(given) is None:
        raise PydanticCustomError("no_hours", "must be hours in UTC like 06:00-18:00, or empty")
    return given


def _each_fuel(given: list[Fuel]) -> list[Fuel]:
    """Each once, in the order of the list."""
    return [one for one in Fuel if one in given]


def _each_craft(given: list[CraftKind]) -> list[CraftKind]:
    """Each once, in the order of the list."""
    return [one for one in CraftKind if one in given]


Fuels = Annotated[list[Fuel], Field(min_length=1, max_length=len(Fuel)), AfterValidator(_each_fuel)]
Crafts = Annotated[
    list[CraftKind], Field(min_length=1, max_length=len(CraftKind)), AfterValidator(_each_craft)
]
HoursUtc = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=11), AfterValidator(_hours)
]
MostDraught = Annotated[float, Field(strict=True, gt=0, le=40)]
DValue = Annotated[float, Field(strict=True, gt=0, le=60)]
"""The length of a helicopter with its rotors turning, in metres (ICAO Annex 14, CAP 437)."""
Mass = Annotated[float, Field(strict=True, gt=0, le=700)]
"""Of an aircraft, at take-off, in tonnes."""
Runway = Annotated[float, Field(strict=True, gt=0, le=6_000)]
"""In metres."""


class FuelPointBody(Body):
    """A new fuel point of the caller's party.

    `hours_utc` like `06:00-18:00`, in UTC, also over midnight; empty: at every hour. The limits of
    landing there: `d_value_max_m`, the D-value of the largest helicopter (its length with rotors
    turning), `mass_max_t` of the heaviest aircraft, in tonnes, and the length of the runway,
    `runway_m`.
    """

    id: UUID = Field(default_factory=uuid7)
    name: Named
    place: Point
    fuels: Fuels
    crafts: Crafts
    hours_utc: HoursUtc = ""
    draught_max_m: MostDraught | None = None
    d_value_max_m: DValue | None = None
    mass_max_t: Mass | None = None
    runway_m: Runway | None = None
    source: Line = ""
    note: Note = ""


class ChangeFuelPointBody(Body):
    """The changes; fields left out keep their values."""

    name: Named = Field(default_factory=str)
    place: Point | None = None
    fuels: Fuels = Field(default_factory=list)
    crafts: Crafts = Field(default_factory=list)
    hours_utc: HoursUtc = Field(default_factory=str)
    draught_max_m: MostDraught | None = None
    d_value_max_m: DValue | None = None
    mass_max_t: Mass | None = None
    runway_m: Runway | None = None
    source: Line = Field(default_factory=str)
    note: Note = Field(default_factory=str)


class ShipReasonBody(Body):
    """The reason for which a ship is doubted or withdrawn."""

    reason: Named


class ShipBody(FixBody):
    """A ship of opportunity: a merchant or fishing vessel nearby, with where it is. `flag`: the
    State whose flag the ship flies, by ISO 3166-1 alpha-3."""

    id: UUID = Field(default_factory=uuid7)
    name: Named
    type: TypeCode
    mmsi: Mmsi | None = None
    imo: Imo | None = None
    callsign: Callsign | None = None
    flag: FlagState | None = None


MOST_CAPABILITIES: Final = len(Capability) + 20
"""Capabilities of one type."""

Meaning = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=500),
    AfterValidator(visible),
]
"""A few sentences in one line."""


def _shipped_or_own(given: Any, check: ValidatorFunctionWrapHandler) -> str:
    """The fault of a word that is not shipped alone, where neither kind of code fits."""
    try:
        found: str = check(given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        kind: Any = first["type"]
        raise PydanticKnownError(kind, first.get("ctx")) from None
    return found


CapabilityCode = Annotated[
    Capability | Annotated[str, StringConstraints(pattern=OWN_CODE)],
    WrapValidator(_shipped_or_own),
]
"""A capability that comes with the platform, or one of a party's own."""


class TypeNoticeBody(Body):
    """Minutes from the call to under way: ashore by day and by night, and when out already."""

    day_minutes: NoticeMinutes
    night_minutes: NoticeMinutes
    at_sea_minutes: NoticeMinutes


class RecoveryPaceBody(Body):
    """Persons that a means takes aboard an hour, about, in a sea state (Douglas) up to that."""

    means: Capability
    sea_state_max: Annotated[int, Field(strict=True, ge=0, le=9)]
    persons_an_hour: Annotated[int, Field(strict=True, ge=1, le=1_000)]


class OwnTypeSourceBody(Body):
    """The source of a type's figures: whose word they are, and which of them have a public one."""

    status: TypeSource = TypeSource.UNVERIFIED
    note: Named
    sourced: Annotated[list[Line], Field(max_length=len(FIGURES))] = Field(default_factory=list)


class TypeFieldsBody(Body):
    """The particulars of a type of a party's own; what is left out stays as it was.

    `d_value_m` of a helicopter, its length with rotors turning; `mass_max_t` of an aircraft at
    take-off, in tonnes; `runway_m` that an aeroplane needs: by these it is known where it may land.
    """

    name: Named | None = None
    unit_class: Line | None = None
    figures: Overrides | None = None
    hull: Hull | None = None
    notice: TypeNoticeBody | None = None
    turn_round_minutes: NoticeMinutes | None = None
    d_value_m: DValue | None = None
    mass_max_t: Mass | None = None
    runway_m: Runway | None = None
    capabilities: Annotated[list[CapabilityCode], Field(max_length=MOST_CAPABILITIES)] | None = None
    recovery: Annotated[list[RecoveryPaceBody], Field(max_length=50)] | None = None
    limits: Line | None = None
    source: OwnTypeSourceBody | None = None


class CapabilityFieldsBody(Body):
    """The particulars of a capability of a party's own; what is left out stays as it was."""

    name: Named | None = None
    meaning: Meaning | None = None
    source: Named | None = None


class AddCapabilityBody(Body):
    """A new capability of the caller's party. Its code follows that of the party:
    `side_scan_sonar` of Malta becomes `MLT-side_scan_sonar`. `meaning` is the test by which it is
    told whether a unit has it, `source` whose word that is."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,30}$")]
    name: Named
    meaning: Meaning
    source: Named


class RefineCapabilityBody(CapabilityFieldsBody):
    """Other words of an own capability; its code stays."""

    @model_validator(mode="after")
    def _refines_something(self) -> Self:
        if not self.model_fields_set:
            raise PydanticCustomError("nothing_to_change", "names no field to change")
        return self


class AddTypeBody(TypeFieldsBody):
    """A new type of the caller's party: whole, or `based_on` a type of the catalogue or its own,
    from which it has whatever is left out. Its code follows that of the party: `RHIB9` of Malta
    becomes `MLT-RHIB9`."""

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9_]{0,10}$")]
    based_on: Annotated[str, StringConstraints(max_length=20)] | None = None
    name: Named
    kind: Kind | None = None
    form: AssetForm | None = None
    draught_m: Annotated[float, Field(strict=True, gt=0, le=30)] | None = None
    divisible: Flag | None = None
    source: OwnTypeSourceBody


class RefineTypeBody(TypeFieldsBody):
    """Other words, figures or capabilities of an own type. Its kind, build, draught and greatest
    speed stay: add another type."""

    @model_validator(mode="after")
    def _refines_something(self) -> Self:
        if not self.model_fields_set:
            raise PydanticCustomError("nothing_to_change", "names no field to change")
        if self.figures is not None and "max_kn" in self.figures.model_fields_set:
            raise PydanticCustomError(
                "max_kn_stays",
                "cannot change the greatest speed, by which coarse positions are"
                " told: add another type",
            )
        return self
