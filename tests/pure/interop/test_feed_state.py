"""The state of a feed, by what its reader last told."""

from datetime import UTC, datetime, timedelta

import pytest

from sar.interop.ais.heard_positions import HeardPosition
from sar.interop.feed_state import QUIET_AFTER, QUIET_AFTER_OF_REPORTS, TOLD_WITHIN, state_of
from sar.interop.feed_tally import FeedTally
from sar.interop.models import ReceiverFeed
from sar.interop.words import FeedFault, FeedState

NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def ago(span: timedelta | None) -> datetime | None:
    """The instant so long before now."""
    return None if span is None else NOW - span


@pytest.mark.parametrize(
    ("told", "connected", "last", "state"),
    [
        (None, None, None, FeedState.NOT_READ),
        (TOLD_WITHIN + SECOND, SECOND, SECOND, FeedState.NOT_READ),
        (SECOND, None, SECOND, FeedState.AWAY),
        (SECOND, QUIET_AFTER, SECOND, FeedState.LIVE),
        (SECOND, QUIET_AFTER + SECOND, QUIET_AFTER + SECOND, FeedState.QUIET),
        (SECOND, SECOND, QUIET_AFTER + SECOND, FeedState.LIVE),
        (SECOND, SECOND, None, FeedState.LIVE),
        (SECOND, QUIET_AFTER + SECOND, None, FeedState.QUIET),
    ],
)
def test_a_feed_is_what_its_reader_told(
    told: timedelta | None,
    connected: timedelta | None,
    last: timedelta | None,
    state: FeedState,
) -> None:
    row = ReceiverFeed(
        party_code="ITA",
        name="Lampedusa",
        address="tcp://10.0.0.5:10110",
        told_at=ago(told),
        connected_since=ago(connected),
        last_message_at=ago(last),
    )
    assert state_of(row, now=NOW) is state


@pytest.mark.parametrize(
    ("last", "state"),
    [(QUIET_AFTER_OF_REPORTS, FeedState.LIVE), (QUIET_AFTER_OF_REPORTS + SECOND, FeedState.QUIET)],
)
def test_vessels_that_report_by_the_hour_are_quiet_after_hours(
    last: timedelta, state: FeedState
) -> None:
    row = ReceiverFeed(
        party_code="ITA",
        name="FMC",
        address="naf+tcp://10.0.0.8:4010",
        told_at=NOW,
        connected_since=NOW - 2 * QUIET_AFTER_OF_REPORTS,
        last_message_at=NOW - last,
    )
    assert state_of(row, now=NOW) is state


def test_a_rate_is_of_the_time_since_it_was_last_told() -> None:
    tally = FeedTally(sentences=1_000)
    assert tally.told(now=NOW)["per_s"] == 0.0
    tally.sentences += 50
    assert tally.told(now=NOW + 2 * SECOND)["per_s"] == 25.0
    assert tally.told(now=NOW + 4 * SECOND)["per_s"] == 0.0


def test_a_reader_goes_on_from_what_was_told() -> None:
    tally = FeedTally(sentences=7, positions=5, unregistered=2, dropped=1)
    kept: list[HeardPosition] = []
    tally.hear(FeedFault.CHECKSUM, kept.append)
    tally.hear(None, kept.append)
    row = ReceiverFeed(party_code="ITA", name="Lampedusa", address="", **tally.told(now=NOW))
    again = FeedTally.of(row)
    assert (again.sentences, again.positions, again.unregistered, again.dropped) == (7, 5, 2, 1)
    assert again.faults == {FeedFault.CHECKSUM: 1}
    assert kept == []
