"""Response shapes of a match question."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sar.agreements.words import Kind
from sar.assets.words import FixDoubt, FixTrust, NavigationStatus
from sar.geo.geojson import Latitude, Longitude, Point
from sar.incidents.centre_ref import CentreRef
from sar.incidents.place_views import DriftView
from sar.matching.findings import Binds
from sar.matching.words import NeedUnit, Verdict
from sar.wire import View


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


class MatchReasonView(RemarkView):
    """A reason with what it rests on."""

    basis: CitationView | None


class TimeToSceneView(View):
    """Time to scene: max(notice + wait + way to the border, clearance) + the rest of the way, in
    minutes.

    `wait_minutes` is what it waits before it moves off, until what drifts comes to where it is
    met. `border_minutes` is the part of `transit_minutes` before the border, `hold_minutes` the
    wait there. A carried asset has its carrier's pick-up in `notice_minutes`.
    """

    notice_minutes: float
    wait_minutes: float
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
    """The carrier, and when they set out together."""

    asset_id: UUID
    party: str | None
    name: str
    off_minutes: float


class StopView(View):
    """A place where it takes fuel: on its way to the scene, or after its work there.

    `party`: whose it is, null where it is its own; `hours_utc` of a fuel point, empty: at every
    hour. `from_at`: when it is expected there, or came there, to stay so many minutes; null: after
    its work, or where its carrier takes fuel.
    """

    after_work: bool
    place: Point
    party: str | None
    name: str | None
    fuel_point_id: UUID | None
    hours_utc: str | None
    from_at: datetime | None
    minutes: float


class FuelStopView(StopView):
    """The same, with the clause that opens it."""

    opened_by: CitationView | None


class HeardByAisView(View):
    """A vessel that nobody has reported: a feed of `party` heard it `at` the instant of its place.
    The rest is its own word, of `told_at`."""

    party: str
    at: datetime
    mmsi: str
    callsign: str | None
    type_words: str
    length_m: int | None
    beam_m: int | None
    draught_m: float | None
    speed_kn: float | None
    told_at: datetime | None
    status: NavigationStatus | None
    """By its own word, `at` the instant of its place; null: it tells none."""
    trust: FixTrust
    """In its place; `doubt`: the reason, where that is suspect."""
    doubt: FixDoubt | None
    doubted_at: datetime | None
    """Of a later position that is not believed; `doubted_for`: the reason."""
    doubted_for: FixDoubt | None


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
    time: TimeToSceneView | None
    band_minutes: BandView | None
    way_nm: float | None
    by_water: bool | None
    """Whether the way was measured along water, rather than as a great circle."""
    turns: list[tuple[Longitude, Latitude]]
    """The turning points of its way, in order, lon and lat; between them great circles."""
    meets: Point | None
    """The place at which it meets the drifting object."""
    carrier: CarrierView | None
    fuel_stops: list[FuelStopView]
    on_scene_minutes: float | None
    """The time that its fuel lets it stay: by a full tank where it sets out, which
    `full_tank_assumed` among the reasons says of a unit that is under way already."""
    capacity: int
    covers: int
    room_known: bool
    """False: people are aboard who are not counted, and it covers none for sure."""
    reasons: list[MatchReasonView]
    would_make_eligible: list[RemarkView]
    heard: HeardByAisView | None
    """A vessel off the air, that becomes a ship of opportunity when it is hailed by `ship_id`;
    null: an asset, or a ship that somebody has reported."""


class AskableView(View):
    """A party whose centres may be asked, whatever of its assets is visible."""

    party: str
    centres: list[CentreRef]


class SceneDatumView(View):
    """The place that times are computed to: the datum as it was set, and as it has drifted."""

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
    """Candidates in no total, because their verdict depends on their way: all of it comes after the
    page.

    At least `cannot_come` of these have no leave to go by their party's word (they are not
    available, or worse), and `without_place` get no time. One may be both.
    """

    number: int
    cannot_come: int
    without_place: int


class MatchesView(View):
    """The candidates that could come, how soon and under which terms; and those that could not, and
    why. Ranked ones first."""

    need: MatchedNeed
    asked_at: datetime
    datum: SceneDatumView | None
    items: list[MatchView]
    notes: list[RemarkView]
    """Remarks on the question or the whole answer."""
    others_may_be_asked: list[AskableView]
    totals_by_verdict: dict[Verdict, int]
    """Counts of all that were evaluated up to the last of the page, and of those whose type cannot
    serve the need wherever they are."""
    not_weighed: NotWeighedView
    next_cursor: str | None
    """Asks for the next page; None at the end. If units move in between, one that crosses from one
    page to another may be met twice or not at all."""
