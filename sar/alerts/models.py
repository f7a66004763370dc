"""Tables of alerts: the silences that escalate, the alerts to each contact, who sends them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel
from uuid_utils.compat import uuid7

from sar.alerts.words import (
    AlertChannel,
    AlertFailure,
    AlertMatter,
    AlertState,
    AlertTurn,
    NobodyNext,
)
from sar.db import instant, word, words


class Escalation(SQLModel, table=True):
    """A centre's answer that is awaited, and how far its contacts have been tried."""

    __tablename__ = "escalation"
    __table_args__ = (UniqueConstraint("about_id"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    matter: AlertMatter = Field(sa_type=word(AlertMatter))
    about_id: UUID
    """The row that the answer is awaited of: an addressee, a clearance, a proposal to lead."""
    look_at: datetime | None = instant(default=None)
    """The instant of the next look, for which a job waits."""
    acknowledge_exhausted_at: datetime | None = instant(default=None)
    answer_exhausted_at: datetime | None = instant(default=None)
    """The instants at which no contact was left that could be tried."""
    ask_next: list[str] = words()
    """The ids of the centres that the asker may ask next: a proposal."""
    ask_none: NobodyNext | None = Field(default=None, sa_type=word(NobodyNext), nullable=True)
    """The reason why nobody could be proposed."""

    def propose(self, found: "Proposal") -> None:
        """Keep whom the asker may ask next, or why nobody can be named."""
        self.ask_next = [] if isinstance(found, NobodyNext) else [str(id_) for id_ in found]
        self.ask_none = found if isinstance(found, NobodyNext) else None


Proposal = NobodyNext | list[UUID]
"""The centres that the asker may ask next; or why none can be named."""


class Alert(SQLModel, table=True):
    """One alert to one contact. Its id goes with it at every attempt, so that whoever receives it
    twice can tell."""

    __tablename__ = "alert"
    __table_args__ = (
        Index(
            "ix_alert_try_at",
            "try_at",
            postgresql_where=text("state IN ('waiting', 'failed')"),
        ),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    escalation_id: UUID = Field(foreign_key="escalation.id", index=True)
    turn: AlertTurn = Field(sa_type=word(AlertTurn))
    centre_id: UUID = Field(foreign_key="centre.id")
    """The centre whose contact it is, which may be another one of the asked party."""
    place: int
    """The place of the contact in the centre's list then, from 1."""
    channel: AlertChannel = Field(sa_type=word(AlertChannel))
    address: str
    """For the way on which it leaves alone: in no view, entry or log."""
    state: AlertState = Field(default=AlertState.WAITING, sa_type=word(AlertState))
    at: datetime = instant()
    handed_over_at: datetime | None = instant(default=None)
    failed_at: datetime | None = instant(default=None)
    """The last attempt that came to nothing."""
    failure: AlertFailure | None = Field(default=None, sa_type=word(AlertFailure), nullable=True)
    again_at: datetime | None = instant(default=None)
    """The next attempt, in the platform's time."""
    attempts: int = 0
    """Attempts that were begun. Each is made once: a worker that dies in the midst of one leaves
    it unknown, and the next has the next number."""
    try_at: datetime = instant()
    """The next attempt, or the end of the one under way, in real time."""
    begun_at: datetime | None = instant(default=None)
    """The first attempt, in real time."""


class AlertSender(SQLModel, table=True):
    """A process that sends alerts, and when it last said so. Real time of the database."""

    __tablename__ = "alert_sender"

    id: UUID = Field(primary_key=True)
    at: datetime = instant()
    ways: list[str] = words()
    """The channels on which it can send."""


class AlertWay(SQLModel, table=True):
    """A configured way on which alerts leave, and how it went lately. Real time of the
    database."""

    __tablename__ = "alert_way"

    channel: AlertChannel = Field(sa_type=word(AlertChannel), primary_key=True)
    ok_at: datetime | None = instant(default=None)
    failing_since: datetime | None = instant(default=None)
    failed_at: datetime | None = instant(default=None)
