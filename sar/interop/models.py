"""Tables of feeds: streams of positions that a party's receivers send."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel
from uuid_utils.compat import uuid7

from sar.db import instant


class ReceiverFeed(SQLModel, table=True):
    """A stream of positions, and what its reader last told of it (`told_at`; real time, as all
    instants here). Totals are since it was added."""

    __tablename__ = "feed"
    __table_args__ = (
        Index(
            "uq_feed_party_code_name",
            "party_code",
            "name",
            unique=True,
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    party_code: str = Field(foreign_key="party.code")
    name: str
    address: str
    """Like `tcp://10.0.0.5:10110`, without any secret, as `SourceAddress` reads it."""
    created_at: datetime = instant()
    withdrawn_at: datetime | None = instant(default=None)
    told_at: datetime | None = instant(default=None)
    connected_since: datetime | None = instant(default=None)
    problem: str = ""
    """The reason that it is not connected; empty: it is, or nobody has tried."""
    last_message_at: datetime | None = instant(default=None)
    sentences: int = Field(default=0, sa_type=BigInteger)
    positions: int = Field(default=0, sa_type=BigInteger)
    """Of these, those that tell a place."""
    unregistered: int = Field(default=0, sa_type=BigInteger)
    """Positions of no asset in the party's register."""
    dropped: int = Field(default=0, sa_type=BigInteger)
    """Positions that came faster than the database took them."""
    vessels_dropped: int = Field(default=0, sa_type=BigInteger)
    """Messages of vessels of no register that found no room."""
    faults: dict[str, int] = Field(default_factory=dict, sa_type=JSONB)
    """Counts by `FeedFault`."""
    per_s: float = 0.0
    """Sentences, or what they are in its form, a second, lately."""
    lag_s: float | None = None
    """The time from a station's hearing the last one to its coming; None: stations do not say."""
