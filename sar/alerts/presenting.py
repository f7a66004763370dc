"""Rows of alerts as the views that both parties read."""

from datetime import datetime
from uuid import UUID

from sar.alerts.models import Alert
from sar.alerts.rows import Alerting
from sar.alerts.views import AlertView
from sar.alerts.words import AlertState


def alert_views(alerting: Alerting | None) -> list[AlertView]:
    """The alerts to a centre's contacts of which something has come, oldest first, without their
    addresses."""
    return [AlertView.of_row(one) for one in alerting.alerts if is_shown(one)] if alerting else []


def is_shown(alert: Alert) -> bool:
    """Whether anything has come of it: one that waits for its first attempt is in no picture, so
    that deciding on it draws none."""
    match alert.state:
        case AlertState.WAITING:
            return False
        case AlertState.NOT_NEEDED:
            return alert.failed_at is not None
        case _:
            return True


def proposed_by(alerting: Alerting | None) -> list[UUID]:
    """The centres that the asker may ask next."""
    return [UUID(id_) for id_ in alerting.escalation.ask_next] if alerting else []


def exhausted_at(alerting: Alerting | None) -> datetime | None:
    """The instant at which the last of the centre's contacts had been tried."""
    if alerting is None:
        return None
    row = alerting.escalation
    return row.answer_exhausted_at or row.acknowledge_exhausted_at
