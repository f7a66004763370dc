"""Counts that the reader of a feed keeps, and tells."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from sar.interop.ais.heard_positions import HeardPosition
from sar.interop.models import ReceiverFeed
from sar.interop.words import FeedFault


@dataclass(slots=True)
class FeedTally:
    """Totals since the feed was added, and how it goes now; instants in real time."""

    sentences: int = 0
    positions: int = 0
    unregistered: int = 0
    dropped: int = 0
    vessels_dropped: int = 0
    faults: Counter[FeedFault] = field(default_factory=Counter)
    connected_since: datetime | None = None
    problem: str = ""
    last_message_at: datetime | None = None
    lag_s: float | None = None
    _told_at: datetime | None = None
    _told_sentences: int = 0

    @classmethod
    def of(cls, row: ReceiverFeed) -> Self:
        """Go on from what was told before."""
        return cls(
            sentences=row.sentences,
            positions=row.positions,
            unregistered=row.unregistered,
            dropped=row.dropped,
            vessels_dropped=row.vessels_dropped,
            faults=Counter({FeedFault(kind): count for kind, count in row.faults.items()}),
            last_message_at=row.last_message_at,
            _told_sentences=row.sentences,
        )

    def hear(
        self, found: HeardPosition | FeedFault | None, keep: Callable[[HeardPosition], None]
    ) -> None:
        """Count what a message came to, and keep a position."""
        if isinstance(found, FeedFault):
            self.faults[found] += 1
        elif found is not None:
            self.positions += 1
            keep(found)

    def told(self, *, now: datetime) -> dict[str, Any]:
        """The columns of `ReceiverFeed` to write; the rate is since they were last told."""
        before, since = self._told_sentences, self._told_at
        self._told_sentences, self._told_at = self.sentences, now
        span_s = (now - since).total_seconds() if since is not None else 0.0
        return {
            "told_at": now,
            "connected_since": self.connected_since,
            "problem": self.problem,
            "last_message_at": self.last_message_at,
            "sentences": self.sentences,
            "positions": self.positions,
            "unregistered": self.unregistered,
            "dropped": self.dropped,
            "vessels_dropped": self.vessels_dropped,
            "faults": {kind.value: count for kind, count in sorted(self.faults.items())},
            "per_s": (self.sentences - before) / span_s if span_s > 0.0 else 0.0,
            "lag_s": self.lag_s,
        }
