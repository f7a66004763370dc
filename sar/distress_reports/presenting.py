"""Rows of distress reports as views and pictures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sar.alerts.presenting import alert_views, exhausted_at, is_shown
from sar.alerts.rows import Alerting
from sar.distress_reports.models import DistressReport, SignalRinging
from sar.distress_reports.signal_names import shown_sender
from sar.distress_reports.told_distress import ToldPlace
from sar.distress_reports.views import DistressReportView, ToldPositionView
from sar.geo.geojson import Point
from sar.incidents.centre_ref import CentreRef


@dataclass(frozen=True, slots=True)
class RingsNow:
    """The ringing of a report at its centre, with what was alerted of it."""

    row: SignalRinging
    alerting: Alerting | None

    @property
    def taken_up_at(self) -> datetime | None:
        """Somebody has it since then; None: nobody, or an alert left since."""
        at = self.row.taken_up_at
        alerted = () if self.alerting is None else self.alerting.alerts
        return None if at is None or any(one.at > at and is_shown(one) for one in alerted) else at


def report_view(
    row: DistressReport,
    centres: Mapping[UUID, CentreRef],
    *,
    rings: RingsNow | None,
    case_seen: bool,
    by_id: bool = False,
) -> DistressReportView:
    """The report, as both its parties read it; its case only where the reader sees that. Every
    sender is named to who reads it `by_id` alone."""
    return DistressReportView.of_row(
        row,
        sender=row.sender if by_id else shown_sender(row.sender),
        centre=centres[row.centre_id],
        region=None if row.region_centre_id is None else centres[row.region_centre_id],
        incident_id=row.incident_id if case_seen else None,
        point=None if row.point is None else Point.of(row.point),
        taken_up_at=None if rings is None else rings.taken_up_at,
        alerts=[] if rings is None else alert_views(rings.alerting),
        exhausted_at=None if rings is None else exhausted_at(rings.alerting),
        has_texts=bool(row.texts),
        positions=[position_view(ToldPlace.of_kept(one)) for one in row.positions],
    )


def position_view(told: ToldPlace) -> ToldPositionView:
    """A place that a text tells."""
    return ToldPositionView(
        point=Point.of(told.place),
        at=told.at,
        error_nm=told.error_nm,
        doppler=None if told.doppler is None else told.doppler.value,
        probability=told.probability,
    )
