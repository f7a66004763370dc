"""Request bodies of agreements: drafts, versions and terms."""

from datetime import UTC, datetime
from operator import attrgetter
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError
from uuid_utils.compat import uuid7

from sar.agreements.arrangement_clauses import CLAUSES
from sar.agreements.words import (
    AssetService,
    AuthenticKind,
    Awareness,
    Binding,
    ClearanceMode,
    ClockName,
    CostRule,
    Kind,
    Phase,
    Sensor,
    Situation,
    Visibility,
)
from sar.geo.geojson import AreaShape
from sar.wire import Body, Line, Named, PartyCode, Prose, Reason

WEEK_MINUTES = 7 * 24 * 60

Reference = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9./-]{1,39}$")]
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


def _once_each(values: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(set(values)) < len(values):
        raise PydanticCustomError("named_twice", "names something twice")
    return values


_Once = AfterValidator(_once_each)
Kinds = Annotated[tuple[Kind, ...], Field(max_length=6), _Once]
Types = Annotated[tuple[AnyTypeCode, ...], Field(max_length=100), _Once]
PartyCodes = Annotated[tuple[PartyCode, ...], Field(max_length=100), _Once]


AuthenticLanguage = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]


class ClearanceClauseBody(Body):
    """The clearance that assets of some kinds (none named: all) need in the grantor's territory.

    `services`: it holds for units in these alone (none named: any); `unarmed`: for unarmed units
    alone; `excluded_sensors`: not for units that carry one of these. What is not told of a unit
    counts as if it kept the clause from holding.
    """

    kinds: Kinds = ()
    mode: ClearanceMode
    lead_minutes: Annotated[int, Field(ge=0, le=WEEK_MINUTES)] = 0
    contact: Line = ""
    landing: bool = False
    """Also to land, to work on land, and in ports; without it that is asked for."""
    services: Annotated[tuple[AssetService, ...], Field(max_length=3), _Once] = ()
    unarmed: bool = False
    excluded_sensors: Annotated[tuple[Sensor, ...], Field(max_length=4), _Once] = ()


class CostsBody(Body):
    """The reimbursement of the grantor. Costs never rank and never delay."""

    rule: CostRule
    free_hours: Annotated[float, Field(ge=0, le=10_000)] = 0.0
    currency: Annotated[str, StringConstraints(pattern=r"^([A-Z]{3})?$")] = ""
    rate_per_hour: Annotated[float, Field(ge=0, le=1e9)] | None = None
    claim_days: Annotated[int, Field(ge=1, le=3650)] | None = None
    note: Line = ""

    @model_validator(mode="after")
    def _priced(self) -> Self:
        if self.rate_per_hour is not None and not self.currency:
            raise PydanticCustomError("currency_missing", "a rate needs its currency (ISO 4217)")
        return self


class TermBody(Body):
    """One clause; null or empty: it says nothing on that."""

    article: Named
    grantor: PartyCode | None = Field(default=None, description="null: each of the parties")
    grantees: PartyCodes = Field(default=(), description="empty: each other party")
    kinds: Kinds = ()
    types: Types = ()
    excluded_types: Types = ()
    zone: AreaShape | None = Field(default=None, description="null: everywhere")
    zone_name: Line = ""
    phases: Annotated[tuple[Phase, ...], Field(max_length=3), _Once] = ()
    situations: Annotated[tuple[Situation, ...], Field(max_length=9), _Once] = ()
    valid_from: AgreementInstant | None = None
    valid_until: AgreementInstant | None = None
    visibility: Visibility | None = None
    position_precision_nm: Annotated[float, Field(ge=0, le=600)] = 0.0
    position_delay_minutes: Annotated[int, Field(ge=0, le=WEEK_MINUTES)] = 0
    incident_awareness: Awareness | None = None
    feeds: Annotated[tuple[FeedName, ...], Field(max_length=20), _Once] = ()
    may_request: bool | None = None
    clocks: dict[ClockName, Minutes] = Field(
        default_factory=dict,
        description="minutes by clock; `referral` is of older versions, and refused in new ones",
    )
    entry: Annotated[tuple[ClearanceClauseBody, ...], Field(max_length=20)] = ()
    costs: CostsBody | None = None
    data_use: Prose = ""
    command: Prose = ""
    liability: Prose = ""
    crew_status: Prose = ""


class InstrumentBody(Body):
    """A cited instrument; `binds` says whether all parties, only `party`, or it is guidance."""

    citation: Named
    binds: Binding
    party: PartyCode | None = None


class AuthenticTextBody(Body):
    """The text that the parties have agreed on elsewhere, which prevails over these fields.

    `languages`: those in which it is authentic, by ISO 639; `deposit`: where it is deposited and
    under which number; `sha256`: of its file, which stays with the parties.
    """

    kind: AuthenticKind
    languages: Annotated[tuple[AuthenticLanguage, ...], Field(min_length=1, max_length=20), _Once]
    deposit: Line = ""
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    file_name: Line = ""


def _plain_lines(words: str) -> str:
    """With one kind of line ends, and without blanks at the ends of lines and of the whole."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    plain = "\n".join(line.rstrip() for line in lines).strip()
    if not plain:
        raise PydanticCustomError("says_nothing", "must say something")
    return plain


class ArrangementWordsBody(Body):
    """The words of one of the clauses of an arrangement between centres, which no field holds."""

    clause: Annotated[int, Field(ge=1, le=len(CLAUSES))]
    words: Annotated[Prose, AfterValidator(_plain_lines)]


def _by_clause(words: tuple[ArrangementWordsBody, ...]) -> tuple[ArrangementWordsBody, ...]:
    _once_each(tuple(one.clause for one in words))
    return tuple(sorted(words, key=attrgetter("clause")))


class AgreementDraftBody(Body):
    """The text of one version."""

    note: Line = ""
    authentic: AuthenticTextBody | None = None
    arrangement: Annotated[
        tuple[ArrangementWordsBody, ...], Field(max_length=len(CLAUSES)), AfterValidator(_by_clause)
    ] = Field(default=(), description="words by clause, as `GET …/arrangement` numbers them")
    instruments: Annotated[tuple[InstrumentBody, ...], Field(max_length=50)] = ()
    prevails_over: Annotated[tuple[Reference, ...], Field(max_length=50), _Once] = Field(
        default=(), description="references of agreements, by this one's own precedence clause"
    )
    valid_from: AgreementInstant
    valid_until: AgreementInstant | None = None
    terms: Annotated[tuple[TermBody, ...], Field(min_length=1, max_length=200)]


class AmendAgreementBody(AgreementDraftBody):
    """A new version of an agreement; `id` is the version's."""

    id: UUID = Field(default_factory=uuid7)


class AgreementBody(Body):
    """A new agreement with the draft of its first version; the caller's party is one of them."""

    id: UUID = Field(default_factory=uuid7)
    reference: Reference
    title: Named
    parties: Annotated[tuple[PartyCode, ...], Field(min_length=2, max_length=100), _Once]
    draft: AgreementDraftBody


VersionNumber = Annotated[int, Field(ge=1, le=100_000)]


class AgreementVersionBody(Body):
    """The version; null if only one is eligible."""

    version: VersionNumber | None = None


class SignAgreementBody(Body):
    """The version whose text was read: a signature is never given to another one."""

    version: VersionNumber


class SuspendSharingBody(AgreementVersionBody):
    """The reason, and the instant; null: as soon as the notice allows."""

    reason: Reason
    from_at: AgreementInstant | None = None


class EndAgreementBody(AgreementVersionBody):
    """The reason, and the instant; null: at once."""

    reason: Reason
    at: AgreementInstant | None = None
