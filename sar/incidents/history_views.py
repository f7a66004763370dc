"""Response shapes of a case's history: its log, phases and situation reports."""

from datetime import datetime
from uuid import UUID

from sar.agreements.words import Phase
from sar.incidents.centre_ref import CentreRef
from sar.incidents.coordination_views import CoordinationView
from sar.incidents.place_views import DatumChangeView
from sar.wire import Page, View


class PhaseView(View):
    """One classification of the case."""

    id: UUID
    phase: Phase
    reason: str
    at: datetime
    by_party: str
    by_centre: CentreRef


class SitrepView(View):
    """A situation report that a centre has issued.

    `text`, as it left, and `by`, who issued it, are for its own party alone. `to` null: all
    concerned.
    """

    id: UUID
    number: int
    centre: CentreRef
    to: CentreRef | None
    at: datetime
    by: str | None
    text: str | None


class LogLineView(View):
    """A line of the narrative log."""

    id: UUID
    at: datetime
    written_at: datetime
    text: str
    own: bool
    by_party: str
    by_centre: CentreRef


class HistoryView(View):
    """The history of a case: phases, datums, and proposals to lead; oldest first."""

    phases: list[PhaseView]
    datums: list[DatumChangeView]
    coordination: list[CoordinationView]


class LogPage(Page[LogLineView]):
    """Lines of the log."""
