"""Request bodies of types and capabilities of a party's own."""

from typing import Annotated, Any, Final, Self

from pydantic import (
    AfterValidator,
    Field,
    StringConstraints,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)
from pydantic_core import PydanticCustomError, PydanticKnownError

from sar.agreements.words import Kind
from sar.assets.asset_fields import DValue, Mass, NoticeMinutes, Runway
from sar.assets.capability_codes import OWN_CODE
from sar.assets.catalogue import FIGURES
from sar.assets.schemas import Overrides
from sar.assets.words import AssetForm, Capability, Hull, TypeSource
from sar.plain_fields import Flag
from sar.text_fields import Line, Named, visible
from sar.wire import Body

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
