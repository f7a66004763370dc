"""Response shapes of the snapshot and of the record."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sar.agreements.views import AgreementView
from sar.assets.views import AssetView, KnownPositionView, ShipView
from sar.incidents.views import CoarseIncidentView, IncidentView
from sar.parties.views import CentreView, ClockView, PartyView
from sar.record.entries import Thing
from sar.requests.views import (
    BriefDeploymentView,
    ClearanceView,
    DeploymentView,
    OfferView,
    RequestView,
)
from sar.wire import View


class SnapshotView(View):
    """A party's whole picture. `number` is its last entry's: entries after it change the rest.

    The lists are by thing, as entries' changes name them; `positions` have a feed of their own.
    """

    number: int
    clock: ClockView
    party: list[PartyView]
    centre: list[CentreView]
    agreement: list[AgreementView]
    asset: list[AssetView]
    ship: list[ShipView]
    incident: list[IncidentView | CoarseIncidentView]
    request: list[RequestView]
    offer: list[OfferView]
    deployment: list[DeploymentView | BriefDeploymentView]
    clearance: list[ClearanceView]
    positions: list[KnownPositionView]


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


class RecordEntryView(View):
    """One entry as the reader's party may read it, under the party's own number. `resync`: the
    party's access has changed beyond the changes: it reads its snapshot again. An erased entry has
    the type `Erased` and nothing more."""

    number: int
    resync: bool
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
