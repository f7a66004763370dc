"""API shapes of the frames that the live feed sends."""

from typing import Literal
from uuid import UUID

from sar.alerts.views import AlertsLeavingView
from sar.assets.views import KnownPositionView
from sar.live.views import RecordEntryView
from sar.parties.views import ClockView
from sar.requests.deployment_views import ExpectedTimeView
from sar.wire import View

ResyncReason = Literal["fell_behind", "access_changed", "too_old", "ahead_of_record", "gap"]


class ReadyFrame(View):
    """`number` is the party's last own number: a client that has it is up to date. Positions come
    at most every `positions_every_ms`: of one that moves more often, the latest."""

    type: Literal["ready"] = "ready"
    number: int
    clock: ClockView
    positions_every_ms: int


class EntriesFrame(View):
    """Entries in order, each number one more than the last."""

    type: Literal["entries"] = "entries"
    entries: list[RecordEntryView]


class PositionsFrame(View):
    """The latest positions; assets and ships that are `gone` may be shown no longer."""

    type: Literal["positions"] = "positions"
    fixes: list[KnownPositionView]
    gone: list[UUID]


class ExpectedFrame(View):
    """The latest expected times of arrival of units; an earlier one of the same unit is over."""

    type: Literal["expected"] = "expected"
    times: list[ExpectedTimeView]


class HeartbeatFrame(View):
    """Notifications still arrive, and every entry up to `number` has been sent. `alerts`: whether
    alerts leave the installation; `watched`: whether somebody of the party who keeps the watch has
    a page open, here or in another process; null: it is not known."""

    type: Literal["heartbeat"] = "heartbeat"
    number: int
    clock: ClockView
    alerts: AlertsLeavingView | None
    watched: bool | None


class PulseFrame(View):
    """In place of a heartbeat on a thin line: the clock has gone on, and the rest is as the last
    heartbeat said. Every entry up to `number` has been sent."""

    type: Literal["pulse"] = "pulse"
    number: int


class ResyncFrame(View):
    """The client takes the snapshot again; what follows here begins after `number`."""

    type: Literal["resync"] = "resync"
    reason: ResyncReason
    number: int
