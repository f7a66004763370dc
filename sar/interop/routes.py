"""HTTP: feeds of the own party, and how they go."""

from uuid import UUID

from fastapi import APIRouter

from sar import clock
from sar.errors import NotFound
from sar.http.request_session import Db
from sar.interop import mail_rows
from sar.interop.feed_rows import feeds_of
from sar.interop.presenting import feed_view
from sar.interop.views import FeedMailView, FeedsView
from sar.parties.identifying import Reader, Watch

router = APIRouter(prefix="/api", tags=["positions"])


@router.get("/feeds", summary="The feeds of my party")
async def list_feeds(db: Db, caller: Reader) -> FeedsView:
    """Streams of positions (AIS, ADS-B, VMS), and mailboxes, that the installation reads for the
    party: whether each is connected, when it last brought anything, and what could not be read. An
    operator adds and removes them."""
    now = clock.real_now()
    rows = await feeds_of(db, caller.party)
    counts = await mail_rows.waiting_counts(db, caller.party)
    return FeedsView(
        at=now,
        items=[feed_view(row, mail_to_read=counts.get(row.id, 0), now=now) for row in rows],
    )


@router.get("/feeds/{feed_id}/mail", summary="Mail of a feed that a person has to read")
async def list_feed_mail(feed_id: UUID, db: Db, caller: Watch) -> list[FeedMailView]:
    """The newest first, a hundred at most. Its words are kept for 30 days, and until it is opened
    in the mailbox; a text of distress is told by `POST /api/distress-reports`."""
    if all(row.id != feed_id for row in await feeds_of(db, caller.party)):
        raise NotFound("feed")
    rows = await mail_rows.waiting_of_party(db, caller.party, feed_id)
    return [FeedMailView.of_row(row) for row in rows]
