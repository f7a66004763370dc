"""Response shapes of the end of a search: suspended or closed, and wishes that await a second."""

from datetime import datetime
from uuid import UUID

from sar.incidents.words import SuspensionGround
from sar.wire import View


class AskedToCloseView(View):
    """One person asks to close although somebody is outstanding: the search goes on until a second
    of the party says so too. `id`: null where it was asked by an earlier version. `reason`: why
    despite it; `alone`: nobody was the second in time, and it is to be renewed or withdrawn."""

    id: UUID | None
    reason: str
    outcome: str
    at: datetime
    second_due_at: datetime | None
    alone: bool


class ClosedAsView(View):
    """A linked case that one person has closed as the same as this one; a second is awaited, or
    none came in time (`alone`). For the lead."""

    id: UUID
    incident_id: UUID
    reference: str
    party: str
    reason: str
    at: datetime
    second_due_at: datetime
    alone: bool


class AskedToSuspendView(View):
    """One person asks to suspend the search with people unaccounted for: it goes on until a second
    of the party says so too, and the wish lapses without one."""

    id: UUID
    ground: SuspensionGround
    reason: str
    at: datetime
    second_due_at: datetime


class SuspensionView(View):
    """The suspension of the search: its reason, who was told, and by which second person's word."""

    ground: SuspensionGround
    told: str
    second: str | None
