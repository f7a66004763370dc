"""Response shapes of a case as a party saw it at an instant, and of the parties that were told."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sar.assets.views import KnownPositionView
from sar.casefile.past_fold import CaseKnown
from sar.record.entries import Thing
from sar.wire import View


class PlaceThen(StrEnum):
    """The reason why no position of a unit is told as of an instant."""

    NOT_KEPT = "not_kept"
    """It is not kept which positions of it the party saw then, or it sees none of it any more."""
    NONE_YET = "none_yet"
    """No position of it from before then is known."""


class UnsureThingView(View):
    """A thing that may have changed without an entry that tells how; it is shown as `told_at`."""

    thing: Thing
    id: str
    told_at: datetime


class UnplacedUnitView(View):
    """A unit at work in the picture whose position then is not told."""

    id: UUID
    name: str
    why: PlaceThen


class PastCaseView(View):
    """A case as the caller's party saw it at the instant `at`, by its part of the record.

    Things are as entries told them, with the fields of that time, by the shapes of the snapshot;
    `incident` is null unless `known` is `known`. `first_told_at`: the first instant at which the
    record tells the party of the case. `number`: the party's last entry by then that changed the
    case. `unsure`: the things of which it is not known whether they still looked so; not `whole`:
    there may have been more. `positions`: the newest that are of no later instant, of the party's
    own units and of those that share theirs with it; when they came in is not kept. `whole_from`:
    positions of before are no longer kept as they came, so that one told may be older than the
    newest of then; null: they are kept.
    """

    incident_id: UUID
    at: datetime
    known: CaseKnown
    first_told_at: datetime | None
    number: int
    whole: bool
    incident: dict[str, Any] | None
    request: list[dict[str, Any]]
    offer: list[dict[str, Any]]
    deployment: list[dict[str, Any]]
    clearance: list[dict[str, Any]]
    unsure: list[UnsureThingView]
    positions: list[KnownPositionView]
    whole_from: datetime | None
    unplaced: list[UnplacedUnitView]


class PartyToldView(View):
    """A party that was told a fact when it was recorded, or was not; null: it cannot be known any
    more, for its part of the entry has been erased."""

    party: str
    told: bool | None


class TellingView(View):
    """A fact about a case that the caller's party was told, under its own number. An erased one has
    no `sentence`."""

    number: int
    at: datetime
    type: str | None
    sentence: str | None
    told: list[PartyToldView]


class TellingsView(View):
    """Facts of a case in order, with the parties that were told each of them; nothing is said of
    facts that the caller's party was not told. `comparable`: the parties that may be asked for, the
    caller's own among them. `number`: the caller's party's last entry."""

    incident_id: UUID
    number: int
    comparable: list[str]
    entries: list[TellingView]
