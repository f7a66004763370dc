"""Request bodies of opening a case: persons are counted, never named, nothing else is asked."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import (
    Field,
    ModelWrapValidatorHandler,
    PrivateAttr,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError
from uuid_utils.compat import uuid7

from sar.agreements.words import Phase, Situation
from sar.assets.asset_fields import Callsign, FlagState, Mmsi
from sar.geo.geojson import Point
from sar.incidents.as_told import SlipOfBody, as_told
from sar.incidents.scene_weather import WindUnit, knots_of, m_per_s_of, sea_state_of
from sar.plain_fields import At, Flag
from sar.text_fields import Line, Named, PartyCode, Prose
from sar.wire import Body

DEFAULT_ERROR_NM = 1.0
"""Taken for a reported position's error when the source says none (a house figure)."""

IncidentSituation = Literal[
    Situation.MARITIME,
    Situation.AERONAUTICAL,
    Situation.LAND,
    Situation.MASS_RESCUE,
    Situation.MEDICAL_EVACUATION,
    Situation.NATURAL_DISASTER,
    Situation.POLLUTION,
]
"""A border emergency or capacity building never opens a SAR incident."""

DriftCourse = Annotated[float, Field(strict=True, ge=0, lt=360)]
Count = Annotated[int, Field(strict=True, ge=0, le=100_000)]
MOST_UNCERTAIN_NM = 500.0
DatumUncertainty = Annotated[float, Field(strict=True, ge=0, le=MOST_UNCERTAIN_NM)]
DriftSpeed = Annotated[float, Field(strict=True, ge=0, le=20)]


class SourceBody(Body):
    """The source of a case and its contact; the call-back is for involved parties only."""

    who: Named
    call_back: Line = ""
    channel: Line = ""
    language: Line = ""


class PobBody(Body):
    """Persons on board: a range and what is known of it, with its source.

    A most below the least is a slip, or two sources: both numbers are kept as the range between
    them, the greater as the most, and `turned` says that they were told the other way round.
    """

    min: Count | None = None
    max: Count | None = None
    adults: Count | None = None
    children: Count | None = None
    unaccompanied: Count | None = None
    unknown: Count | None = None
    source: Line = ""
    turned: Flag = False

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min is not None and self.max is not None and self.max < self.min:
            return self.model_copy(update={"min": self.max, "max": self.min, "turned": True})
        return self


class CraftBody(Body):
    """The identity of the craft in distress, as far as it is known: never of anybody aboard. For
    the involved alone; it serves the search, and is erased with the call-back. `flag`: the State
    whose flag it flies, by ISO 3166-1 alpha-3."""

    name: Line = ""
    callsign: Callsign | None = None
    mmsi: Mmsi | None = None
    flag: FlagState | None = None


class ReportPositionBody(Body):
    """A reported position. `doppler` A or B is one of the two solutions of a beacon."""

    id: UUID = Field(default_factory=uuid7)
    point: Point
    at: At | None = None
    """The instant at which the casualty was there; now, unless given."""
    error_nm: DatumUncertainty = DEFAULT_ERROR_NM
    source: Line = ""
    """The source of the report; the caller's centre, unless given."""
    doppler: Literal["A", "B"] | None = None
    probability: Annotated[float, Field(strict=True, ge=0, le=1)] | None = None


class DriftBody(Body):
    """The drift of the casualty: course over ground, true, and speed."""

    course_deg: DriftCourse
    speed_kn: DriftSpeed


class ConditionsBody(Body):
    """Conditions on scene. Wind is told in knots (`wind_kn`) or in metres per second (`wind_m_s`),
    and kept in knots.

    With `wave_height_m` (significant) and no `sea_state`, the sea state follows from the height
    (WMO code table 3700), and `sea_state_by_height` says so; sent back with another height, it
    follows that.
    """

    wind_from_deg: DriftCourse | None = None
    wind_kn: Annotated[float, Field(strict=True, ge=0, le=200)] | None = None
    wind_m_s: Annotated[float, Field(strict=True, ge=0, le=103)] | None = None
    wave_height_m: Annotated[float, Field(strict=True, ge=0, le=30)] | None = None
    sea_state: Annotated[int, Field(strict=True, ge=0, le=9)] | None = None
    sea_state_by_height: Flag = False
    visibility_nm: Annotated[float, Field(strict=True, ge=0, le=100)] | None = None
    water_c: Annotated[float, Field(strict=True, ge=-3, le=45)] | None = None
    air_c: Annotated[float, Field(strict=True, ge=-70, le=60)] | None = None
    cloud_base_ft: Annotated[int, Field(strict=True, ge=0, le=60_000)] | None = None
    current_to_deg: DriftCourse | None = None
    current_kn: DriftSpeed | None = None
    icing: Flag = False
    ice: Flag = False
    at: At | None = None
    source: Line = ""

    @field_validator("wind_m_s")
    @classmethod
    def _one_speed(cls, value: float | None, info: ValidationInfo) -> float | None:
        knots = info.data.get("wind_kn")
        if value is not None and knots is not None and abs(knots_of(value) - knots) > _AGREE_KN:
            raise PydanticCustomError("two_winds", "is another speed than wind_kn says")
        return value

    @model_validator(mode="after")
    def _as_kept(self) -> Self:
        change: dict[str, Any] = {}
        if self.wind_m_s is not None:
            change["wind_kn"] = knots_of(self.wind_m_s)
        by_height = self.sea_state is None or self.sea_state_by_height
        if self.wave_height_m is not None and by_height:
            change |= {"sea_state": sea_state_of(self.wave_height_m), "sea_state_by_height": True}
        elif self.sea_state_by_height:
            change["sea_state_by_height"] = False
        return self.model_copy(update=change) if change else self

    def kept(self) -> dict[str, Any]:
        """The conditions as a case keeps them: wind in knots, and the unit in which it was told."""
        unit = WindUnit.KN if self.wind_m_s is None else WindUnit.M_S
        kept = self.model_dump(mode="json", exclude={"wind_m_s"})
        return {**kept, "wind_told_in": unit}

    @classmethod
    def of_kept(cls, kept: Mapping[str, Any]) -> Self:
        """The conditions as they were told, of what a case keeps."""
        told = {**kept}
        if told.pop("wind_told_in", None) == WindUnit.M_S:
            told["wind_m_s"] = m_per_s_of(told["wind_kn"])
        return cls.model_validate(told)


_AGREE_KN = 0.05


class KeepFromAtOpeningBody(Body):
    """A party that is not to be told of a new case, by code or name, and why.

    Words that name no party known here open the case all the same: they stand on it, and until it
    is settled whom they mean nobody is told of it by the platform.
    """

    party: Named
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)] = ""


class OpenIncidentBody(Body):
    """A new case. A position given here becomes the first reported one and the working datum.

    Only what the case needs is asked for: its kind, its phase, and of a position that it lies on
    the globe. Everything else that cannot be read is left out and said in the log.
    """

    id: UUID = Field(default_factory=uuid7)
    title: Named
    situation: IncidentSituation
    phase: Phase
    phase_reason: Prose = ""
    source: SourceBody
    exercise: Flag | None = None
    """The installation's own value, unless given."""
    description: Prose = ""
    object_class: Line = ""
    craft: CraftBody | None = None
    pob: PobBody = PobBody()
    position: ReportPositionBody | None = None
    drift: DriftBody | None = None
    conditions: ConditionsBody | None = None
    territory_of: PartyCode | None = None
    kept_from: list[KeepFromAtOpeningBody] = Field(default_factory=list, max_length=50)
    _aside: tuple[str, ...] = PrivateAttr(())

    @property
    def aside(self) -> tuple[str, ...]:
        """The sentences for the log of all that was told and could not be read."""
        return self._aside

    @model_validator(mode="wrap")
    @classmethod
    def _as_told(cls, told: Any, read: ModelWrapValidatorHandler[Self]) -> Self:
        lines: list[str] = []
        for _ in range(_PASSES):
            try:
                body = read(told)
            except ValidationError as error:
                faults = [
                    SlipOfBody(one["loc"], one["type"], one["msg"], one["input"])
                    for one in error.errors(include_url=False, include_context=False)
                ]
                mended = as_told(told, faults) if isinstance(told, dict) else None
                if mended is None:
                    raise
                told, lines = mended.body, [*lines, *mended.lines]
            else:
                body._aside = tuple(lines)
                return body
        return read(told)


_PASSES = 3
"""One fault may hide another."""


class LookAtPositionBody(Body):
    """A position as it is typed, and the instant and the case that it is of, if any."""

    text: Named
    at: At | None = None
    incident_id: UUID | None = None
