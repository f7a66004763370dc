"""Response shapes of distress reports."""

from datetime import datetime
from uuid import UUID

from sar.distress_reports.words import ReportMeans, ReportState
from sar.geo.geojson import Point
from sar.incidents.centre_ref import CentreRef
from sar.wire import View


class DistressReportView(View):
    """A signal of distress, as the party at whose centre it rings and the one that heard it see it.

    `sender`: the transmitter's number; a ship's own is told where the report is read by its id, and
    empty elsewhere. `centre`: it rings there. `region`: its region holds the place; another than
    `centre` where its party is only listed, so that it must be called; null: no place, or nobody's
    region. `last_at` is when it was heard last, as was told last: at most ten minutes may be
    missing. `point` is of `point_at`.
    """

    id: UUID
    means: ReportMeans
    sender: str
    heard_party: str
    heard_by: str
    centre: CentreRef
    region: CentreRef | None
    exercise: bool
    first_at: datetime
    last_at: datetime
    point: Point | None
    point_at: datetime | None
    state: ReportState
    incident_id: UUID | None
    settled_at: datetime | None
    settled_by: str | None
    reason: str
