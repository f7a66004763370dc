"""Response shapes of the snapshot and of the record."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sar.agreements.views import AgreementView
from sar.assets.views import AssetView, FuelPointView, KnownPositionView, ShipView
from sar.distress_reports.views import DistressReportView
from sar.incidents.views import CoarseIncidentView, IncidentView
from sar.parties.views import CentreView, ClockView, DeclaredLimitView, PartyView
from sar.record.entries import Thing
from sar.requests.clearance_views import ClearanceView
from sar.requests.deployment_views import BriefDeploymentView, DeploymentView, ExpectedTimeView
from sar.requests.views import MutingView, OfferView, RequestView
from sar.wire import View


class RecordHeadView(View):
    """The end of the party's own chain: the number of its last entry and the hash there. Kept, it
    proves later that nothing up to there was changed."""

    number: int
    hash: str


class ShortListsView(View):
    """The part that both shapes of the snapshot have. `number` is the party's last entry's: entries
    after it change the rest. The lists are by thing, as entries' changes name them; `expected`
    times have frames of their own."""

    number: int
    head: RecordHeadView
    clock: ClockView
    party: list[PartyView]
    centre: list[CentreView]
    limit: list[DeclaredLimitView]
    agreement: list[AgreementView]
    fuel_point: list[FuelPointView]
    incident: list[IncidentView | CoarseIncidentView]
    request: list[RequestView]
    muting: list[MutingView]
    offer: list[OfferView]
    deployment: list[DeploymentView | BriefDeploymentView]
    clearance: list[ClearanceView]
    distress_report: list[DistressReportView]
    expected: list[ExpectedTimeView]


class SnapshotView(ShortListsView):
    """A party's whole picture; `positions` have a feed of their own."""

    asset: list[AssetView]
    ship: list[ShipView]
    positions: list[KnownPositionView]


class AllColumnView(View):
    """The same value in every row."""

    all: Any


class IndexedColumnView(View):
    """Row i has the value number `index[i]` of `values`, from 0."""

    values: list[Any]
    index: list[int]


class UuidColumnView(View):
    """The ids, 32 hexadecimal digits each, one after the other without their hyphens."""

    uuids: str


class PointColumnView(View):
    """GeoJSON points in degrees; null: none in that row."""

    lon: list[float | None]
    lat: list[float | None]


class TableView(View):
    """A list by column: `count` rows, and for each field of their views its values, as a list or
    in one of the shorter forms. A client that does not know a form cannot read the table."""

    count: int
    columns: dict[
        str, list[Any] | AllColumnView | IndexedColumnView | UuidColumnView | PointColumnView
    ]


class SnapshotColumnsView(ShortListsView):
    """A party's whole picture, its long lists by column: rows of `AssetView`, `ShipView` and
    `KnownPositionView`."""

    asset: TableView
    ship: TableView
    positions: TableView


class EntryByView(View):
    """The actor; `who` (a person or key) only where the reader's own party acted."""

    party: str | None
    centre: str | None
    who: str | None = None


class EntryAboutView(View):
    """The subject of an entry."""

    thing: str
    id: UUID | str | None
    reference: str


class PictureChangeView(View):
    """The thing looks like `value` from now on; None: it is no longer visible."""

    thing: Thing
    id: str
    value: dict[str, Any] | None


class EntryProofView(View):
    """The place of an entry in the party's own chain, in hexadecimal: `hash` is
    `sha256(the one before ‖ number ‖ resync ‖ digest)`, with the number as 8 bytes, big endian, and
    resync as one; `digest` is `sha256(salt ‖ body)`, the body being the entry without `number`,
    `resync` and `proof`, as JSON with sorted keys and no spaces. An entry that is not told as it
    was recorded (erased, or without its changes) has the `digest` in place of the `salt`."""

    hash: str
    salt: str | None = None
    digest: str | None = None


class RecordEntryView(View):
    """One entry as the reader's party may read it, under the party's own number. `resync`: the
    party's access has changed beyond the changes: it reads its snapshot again. An erased entry has
    the type `Erased` and nothing more."""

    number: int
    resync: bool
    proof: EntryProofView | None = None
    type: str
    at: datetime | None = None
    by: EntryByView | None = None
    about: EntryAboutView | None = None
    facts: dict[str, Any] | None = None
    sentence: str | None = None
    changes: list[PictureChangeView] | None = None
    exercise: bool | None = None


class RecordView(View):
    """Entries of the reader's party in order; `number` is its last one."""

    number: int
    entries: list[RecordEntryView]
