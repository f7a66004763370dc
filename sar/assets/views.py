"""Response shapes of assets, ships of opportunity and positions."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sar.agreements.words import AssetService, Kind, Sensor, Visibility
from sar.assets.words import (
    AssetForm,
    Capability,
    CraftKind,
    FixDoubt,
    FixOutcome,
    FixTrust,
    Fuel,
    Hull,
    ListForm,
    Readiness,
    TypeSource,
)
from sar.geo.geojson import Point
from sar.wire import Page, View


class IngestedView(View):
    """The outcome of delivered positions.

    `accepted` are kept; of these `older` do not replace the latest, nor do those that are
    `implausible`: they ask more speed than the type makes, or hold what receivers send when they
    know nothing (0° N 0° E, 102.3 kn). They are marked and never deleted, and believed when they
    agree with one another for two minutes. `repeated` were known before.
    """

    accepted: int
    older: int
    implausible: int
    repeated: int


class RowOutcomeView(View):
    """The outcome of a row, by its number from 0; where it was refused, the field, a code and the
    reason."""

    row: int
    outcome: FixOutcome
    asset_id: UUID | None
    field: str | None
    code: str | None
    reason: str | None


class DeliveredRowsView(View):
    """The outcome of each row in their order, and of all: how many are of each outcome."""

    counts: dict[FixOutcome, int]
    rows: list[RowOutcomeView]


class ListDoubtView(View):
    """A reason to look again at an asset of a list, which is registered all the same."""

    row: int
    """The line of the file, or the row of the sheet, counted from 1."""
    name: str
    code: str
    sentence: str


class ImportedView(View):
    """The number of assets that were imported."""

    id: UUID
    imported: int
    read_as: ListForm
    """The list was read so; what is not in UTF-8 as Windows-1252: look at letters with accents."""
    doubts: list[ListDoubtView]
    """Bases that may have latitude and longitude exchanged. They hold nothing back."""


class GrantedByView(View):
    """The ground for seeing another party's asset: a term, or an incident it is deployed in."""

    agreement: str | None = None
    version: int | None = None
    article: str | None = None
    term_id: UUID | None = None
    incident_id: UUID | None = None


class FuelPointView(View):
    """A place where a party gives fuel, to which of its own and other parties' craft.

    `hours_utc` like `06:00-18:00`, in UTC; empty: at every hour. `opened_by` names the clause that
    opens another party's.
    """

    id: UUID
    party: str
    name: str
    place: Point
    fuels: list[Fuel]
    crafts: list[CraftKind]
    hours_utc: str
    draught_max_m: float | None
    """Of vessels; null: not said."""
    d_value_max_m: float | None
    """The D-value of the largest helicopter that may land; null: not said."""
    mass_max_t: float | None
    """The mass of the heaviest aircraft that may land, in tonnes; null: not said."""
    runway_m: float | None
    """Of aeroplanes; null: not said."""
    source: str
    note: str
    opened_by: GrantedByView | None
    created_at: datetime
    updated_at: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str
    version: int


class FuelPointPage(Page[FuelPointView]):
    """One page of fuel points."""


class NoticeView(View):
    """Minutes from the call to under way."""

    day_minutes: int
    night_minutes: int
    at_sea_minutes: int


class AssetBoundView(View):
    """A window in which some of the asset is bound; for whom, its own party alone reads."""

    from_at: datetime
    until_at: datetime | None
    quantity: int
    deployment_id: UUID | None = None


class AssetView(View):
    """An asset as the caller sees it. `level` says how much; what lies beyond it is null.

    Existence: up to `base` (when shared). Readiness adds `readiness` to `bound`. Position adds the
    fix, sent separately. `version` and what follows it is for the asset's own party.
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
    bound: list[AssetBoundView] | None = None
    version: int | None = None
    readiness_reason: str | None = None
    base_shared: bool | None = None
    mmsi: str | None = None
    imo: str | None = None
    icao24: str | None = None
    callsign: str | None = None
    tracker_id: str | None = None
    service: AssetService | None = None
    armed: bool | None = None
    sensors: list[Sensor] | None = None
    notice_day_minutes: int | None = None
    notice_night_minutes: int | None = None
    notice_at_sea_minutes: int | None = None
    note: str | None = None
    verified_at: datetime | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    retired_at: datetime | None = None


class KnownPositionView(View):
    """A position as the caller may see it: true to within `precision_nm`, delayed as told.

    Coarse, it is the centre of a cell, displaced by four fifths of the precision whither nobody is
    told: no course, speed or source, and its time is cut to the minute. Near a base that is shared
    it is the base, and true to within twice the precision (`uncertainty_nm`). A moving thing's is
    told anew only at the ends of whole spans of time, each as long as five times the precision
    takes at the type's greatest speed, counted from 1970. `delivered_by`: the party that says where
    a ship is; of an asset its own does. `implausible` stands on tracks: a latest position is the
    last that is believed, and `doubted_at` the instant of a later one that is not, `doubted_for`
    why, `doubted_nm` how far from here it is, where it is out of reach. `trust` and `doubt`: of
    this position; `received_at`: when it came here, `at` being when it was true. All these are told
    with exact positions of assets that are shown at once, and null else.
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
    doubted_at: datetime | None = None
    doubted_for: FixDoubt | None = None
    doubted_nm: float | None = None
    trust: FixTrust | None = None
    doubt: FixDoubt | None = None
    received_at: datetime | None = None


class AssetAnswer(AssetView):
    """An asset with its latest position, where the caller may see one."""

    position: KnownPositionView | None = None


class ShipDoubtView(View):
    """A party that doubts a ship, and why."""

    party: str
    reason: str
    at: datetime


class ShipView(View):
    """A ship of opportunity; its position travels with those of the assets. `reported_by`: the
    party that vouches for it. `doubts`: those that doubt it. `flag`: the State whose flag the ship
    flies, by ISO 3166-1 alpha-3; null: not told."""

    id: UUID
    name: str
    kind: Kind
    type: str
    mmsi: str | None
    imo: str | None
    callsign: str | None
    flag: str | None
    reported_by: str
    doubts: list[ShipDoubtView]
    version: int


class ShipAnswer(ShipView):
    """A ship with its latest position, and beside it what each other party has told last, from
    which its own matches reckon (`implausible`: it cannot be at both)."""

    position: KnownPositionView
    sightings: list[KnownPositionView]


class TrackView(View):
    """Positions of one asset, oldest first; `more`: the window holds older ones.

    `whole_from`: the instant from which on all positions are told that came; null: in all of the
    window. Before it days have been thinned, though not of a unit while it worked for a case.
    """

    asset_id: UUID
    since: datetime
    until: datetime
    more: bool
    whole_from: datetime | None
    positions: list[KnownPositionView]


class TypeSourceView(View):
    """The source of a type's figures; `sourced` names those with a public source."""

    status: TypeSource
    note: str
    sourced: list[str]


class RecoveryPaceView(View):
    """Persons that a means takes aboard an hour, about, in a sea state (Douglas) up to that."""

    means: Capability
    sea_state_max: int
    persons_an_hour: int


class AssetTypeView(View):
    """A type of the catalogue. `illustrative`: round figures, not to be relied on.

    `turn_round_minutes`, from home again to ready again, and `recovery` are house figures for
    every type.
    """

    code: str
    kind: Kind
    form: AssetForm
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
    length_m: float | None
    hull: Hull | None
    d_value_m: float | None
    """The length of a helicopter with its rotors turning."""
    mass_max_t: float | None
    """The mass of an aircraft at take-off, in tonnes."""
    runway_m: float | None
    """The runway that an aeroplane needs."""
    limits: str
    notice: NoticeView
    turn_round_minutes: int
    capabilities: list[str]
    """Words that come with the platform, and codes of its party's own."""
    recovery: list[RecoveryPaceView]
    divisible: bool
    opportunity: bool
    illustrative: bool
    source: TypeSourceView
    party: str | None
    """The party that has added it; null: it comes with the platform."""
    based_on: str | None
    """The type whose figures it began with."""
    withdrawn_at: datetime | None
    """No asset becomes one of it any more."""
    version: int | None
    """Of a party's own type, for `If-Match`."""


class CapabilityView(View):
    """A capability that types have and needs ask for: one that comes with the platform, or one of a
    party's own."""

    code: str
    name: str
    meaning: str
    """The test by which it is told whether a unit has it; empty of one that comes with the
    platform."""
    source: str
    party: str | None
    """The party that has added it; null: it comes with the platform."""
    withdrawn_at: datetime | None
    """No type newly has it."""
    version: int | None
    """Of a party's own, for `If-Match`."""


class AssetPage(Page[AssetAnswer]):
    """Assets, as the caller sees them."""


class ShipPage(Page[ShipAnswer]):
    """Ships of opportunity."""
