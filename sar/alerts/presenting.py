"""Rows of alerts as the views that both parties read."""

from datetime import datetime

from sar.alerts.rows import Alerting
from sar.alerts.views import AlertView


def alert_views(alerting: Alerting | None) -> list[AlertView]:
    """The alerts to a centre's contacts, oldest first, without their addresses."""
    return [AlertView.of_row(one) for one in alerting.alerts] if alerting else []


def exhausted_at(alerting: Alerting | None) -> datetime | None:
    """The instant at which the last of the centre's contacts had been tried."""
    if alerting is None:
        return None
    row = alerting.escalation
    return row.answer_exhausted_at or row.acknowledge_exhausted_at
