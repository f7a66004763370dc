"""Rows of distress reports as views and pictures."""

from collections.abc import Mapping
from uuid import UUID

from sar.distress_reports.models import DistressReport
from sar.distress_reports.signal_names import shown_sender
from sar.distress_reports.told_distress import ToldPlace
from sar.distress_reports.views import DistressReportView, ToldPositionView
from sar.geo.geojson import Point
from sar.incidents.centre_ref import CentreRef


def report_view(
    row: DistressReport,
    centres: Mapping[UUID, CentreRef],
    *,
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
