"""Response shapes of agreements."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

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
    VersionState,
    Visibility,
)
from sar.geo.geojson import AreaShape
from sar.wire import Page, View


class ClearanceClauseView(View):
    """The clearance that assets of some kinds (none named: all) need in the grantor's territory.

    It holds for units of these `services` (none named: any), of the `unarmed` alone, and not for
    units with one of `excluded_sensors`.
    """

    kinds: list[Kind]
    mode: ClearanceMode
    lead_minutes: int
    contact: str
    landing: bool = False
    """Also to land, to work on land, and in ports; without it that is asked for."""
    services: list[AssetService] = Field(default_factory=list)
    unarmed: bool = False
    excluded_sensors: list[Sensor] = Field(default_factory=list)


class CostsView(View):
    """The reimbursement of the grantor."""

    rule: CostRule
    free_hours: float
    currency: str
    rate_per_hour: float | None
    claim_days: int | None
    note: str


class TermView(View):
    """One clause, and what it says in plain English."""

    id: UUID
    ordinal: int
    article: str
    sentence: str
    grantor: str | None
    grantees: list[str]
    kinds: list[Kind]
    types: list[str]
    excluded_types: list[str]
    zone: AreaShape | None
    zone_name: str
    phases: list[Phase]
    situations: list[Situation]
    valid_from: datetime | None
    valid_until: datetime | None
    visibility: Visibility | None
    position_precision_nm: float
    position_delay_minutes: int
    incident_awareness: Awareness | None
    feeds: list[str]
    may_request: bool | None
    clocks: dict[ClockName, int]
    entry: list[ClearanceClauseView]
    costs: CostsView | None
    data_use: str
    command: str
    liability: str
    crew_status: str


class InstrumentView(View):
    """A cited instrument and whom it binds."""

    citation: str
    binds: Binding
    party: str | None = None


class SignatureView(View):
    """A party's signature, and its instant."""

    party: str
    at: datetime


class AuthenticTextView(View):
    """The text that the fields of a version render, and which prevails over them. Its file stays
    with the parties; `sha256` tells whether they hold the same."""

    kind: AuthenticKind
    languages: list[str]
    deposit: str
    sha256: str | None
    file_name: str


class ArrangementWordsView(View):
    """The words of one of the clauses of an arrangement between centres, which no field holds."""

    clause: int
    title: str
    words: str


class SharingSuspensionView(View):
    """A party's word that what it grants is suspended from an instant on. Cases that it takes part
    in by then with another party go on under the terms they have."""

    party: str
    from_at: datetime
    reason: str
    said_at: datetime


class VersionView(View):
    """One text of an agreement. `state` is the one on the record; the instants say the rest."""

    id: UUID
    number: int
    state: VersionState
    version: int
    """Counts changes: the If-Match of a draft."""
    drafted_by: str
    note: str
    instruments: list[InstrumentView]
    authentic: AuthenticTextView | None
    arrangement: list[ArrangementWordsView]
    arrangement_sha256: str | None
    """Of all those words, so that parties can tell that they read the same; null: there are none.
    """
    prevails_over: list[str]
    valid_from: datetime
    valid_until: datetime | None
    created_at: datetime
    proposed_at: datetime | None
    signed_at: datetime | None
    suspended_at: datetime | None
    suspended_by: str | None
    suspensions: list[SharingSuspensionView]
    ended_at: datetime | None
    end_reason: str
    signatures: list[SignatureView]
    terms: list[TermView]


class AgreementView(View):
    """An agreement with every version that the caller's party may see, the newest first."""

    id: UUID
    version: int
    """Counts changes to any of the versions shown."""
    reference: str
    title: str
    parties: list[str]
    created_at: datetime
    versions: list[VersionView]


class AgreementPage(Page[AgreementView]):
    """Agreements of the own party."""
