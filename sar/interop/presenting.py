"""Rows of feeds as views."""

from datetime import datetime

from sar.agreements.feed_clauses import feed_name_of
from sar.interop.feed_state import state_of
from sar.interop.models import ReceiverFeed
from sar.interop.source_address import content_of, is_replay
from sar.interop.views import FeedFaultView, FeedView
from sar.interop.words import FeedContent, FeedFault, FeedState


def feed_view(row: ReceiverFeed, *, mail_to_read: int = 0, now: datetime) -> FeedView:
    """The feed as its party sees it; `now` in real time. A rate of a reader that reads no more is
    not told as of now."""
    state = state_of(row, now=now)
    is_read = state is not FeedState.NOT_READ
    return FeedView.of_row(
        row,
        content=(content := content_of(row.address)),
        is_replay=is_replay(row.address),
        mail_to_read=mail_to_read if content is FeedContent.MAIL else None,
        state=state,
        shared_as=feed_name_of(row.name) or None,
        added_at=row.created_at,
        connected_since=row.connected_since if is_read else None,
        faults=[
            FeedFaultView(fault=kind, count=row.faults[kind])
            for kind in FeedFault
            if row.faults.get(kind)
        ],
        per_s=round(row.per_s, 1) if is_read else 0.0,
        lag_s=row.lag_s if is_read else None,
    )
