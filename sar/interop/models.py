"""Tables of feeds: streams of positions that a party's receivers send, and the mail that some
bring."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel
from uuid_utils.compat import uuid7

from sar.db import instant, word
from sar.interop.words import MailOutcome


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
    """Positions that came faster than the database took them, and sentences of AIS that came faster
    than they could be read."""
    vessels_dropped: int = Field(default=0, sa_type=BigInteger)
    """Messages of vessels of no register that found no room."""
    faults: dict[str, int] = Field(default_factory=dict, sa_type=JSONB)
    """Counts by `FeedFault`."""
    per_s: float = 0.0
    """Sentences, or what they are in its form, a second, lately."""
    mail_uid_validity: int | None = Field(default=None, sa_type=BigInteger)
    """Of a mailbox, the validity of its numbers (RFC 3501, 2.3.1.1), and the number of the last
    message that was taken."""
    mail_uid: int | None = Field(default=None, sa_type=BigInteger)
    lag_s: float | None = None
    """The time from a station's hearing the last one to its coming; None: stations do not say."""


class FeedMail(SQLModel, table=True):
    """A message of mail that a feed has brought, kept for a time: its outcome, and its words where
    a person has to read them. It may name people: it stands in no picture and no entry."""

    __tablename__ = "feed_mail"
    __table_args__ = (
        Index("uq_feed_mail_feed_id_key", "feed_id", "key", unique=True),
        Index("ix_feed_mail_came_at", "came_at"),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    feed_id: UUID = Field(foreign_key="feed.id")
    came_at: datetime = instant()
    """Real time."""
    uid_validity: int = Field(sa_type=BigInteger)
    uid: int = Field(sa_type=BigInteger)
    key: str
    """The same for the same message, however often it is delivered."""
    sender: str
    is_known: bool
    """Its sender is on the feed's list, and proven where that is asked."""
    is_proven: bool | None
    """The own mail server says that the sender's domain has signed it; None: it is not asked."""
    subject: str
    outcome: MailOutcome = Field(sa_type=word(MailOutcome))
    report_id: UUID | None = Field(default=None, foreign_key="distress_report.id")
    """The report of distress that it has made, or is a further text of."""
    text: str = ""
    """The words, where a person has to read them."""
    read_at: datetime | None = instant(default=None)
    """The time since which it is known that a person has opened it in the mailbox; real time."""
