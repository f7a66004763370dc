"""API shapes: alerts to the contacts of a centre, and whether alerts leave at all."""

from datetime import datetime
from uuid import UUID

from sar.alerts.words import AlertChannel, AlertFailure, AlertsLeaving, AlertState, AlertTurn
from sar.wire import View


class AlertView(View):
    """An alert to one contact, for the asker and the asked party. `centre_id`: whose contact it is;
    `place`: the contact's place in that centre's list, from 1. Its address is not told.

    `handed_over` means that a server has taken it. `again_at`: when it is tried again.
    """

    id: UUID
    turn: AlertTurn
    centre_id: UUID
    place: int
    channel: AlertChannel
    state: AlertState
    at: datetime
    handed_over_at: datetime | None
    failed_at: datetime | None
    failure: AlertFailure | None
    again_at: datetime | None


class AlertsLeavingView(View):
    """The leaving of alerts from the installation. `failing`: the ways that have only failed for
    five minutes; `silent_s`: for how long nothing that sends them has been heard of, where that is
    too long; null: nothing ever has."""

    state: AlertsLeaving
    failing: list[AlertChannel]
    silent_s: int | None
