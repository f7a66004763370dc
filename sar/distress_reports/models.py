"""The tables of distress reports, and of where they ring."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel
from uuid_utils.compat import uuid7

from sar.db import instant, word, words
from sar.distress_reports.reading.words import ReportEnding
from sar.distress_reports.words import ReportMeans, ReportState
from sar.geo.columns import PointColumn
from sar.geo.position import LatLon


class DistressReport(SQLModel, table=True):
    """A signal of distress, from when it came until somebody has said which case it is of."""

    __tablename__ = "distress_report"
    __table_args__ = (
        Index("ix_distress_report_sender", "sender", "last_at"),
        Index(
            "ix_distress_report_waiting",
            "party_code",
            postgresql_where=text("state = 'waiting'"),
        ),
        Index("ix_distress_report_incident_id", "incident_id"),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    means: ReportMeans = Field(sa_type=word(ReportMeans))
    sender: str
    """The transmitter's number, nine digits; of texts the identity of the beacon or the MMSI, if
    any is told."""
    heard_party: str = Field(foreign_key="party.code")
    """The party whose receiver heard it first, or that told the text."""
    heard_by: str
    """The name of its feed; of texts the way by which the first came."""
    party_code: str = Field(foreign_key="party.code")
    centre_id: UUID = Field(foreign_key="centre.id")
    """The centre at which it rings."""
    region_centre_id: UUID | None = Field(default=None, foreign_key="centre.id")
    """The centre whose region holds the last place; None: no place, or nobody's region."""
    passed_by: list[str] = words()
    """The parties that have passed it on to another centre: they see it still."""
    passed_at: datetime | None = instant(default=None)
    """A person passed it on last then: a later position moves it to no other centre."""
    exercise: bool
    first_at: datetime = instant()
    last_at: datetime = instant()
    """As last written; it may have been heard since."""
    point: LatLon | None = Field(default=None, sa_type=PointColumn, nullable=True)
    """The last place."""
    point_at: datetime | None = instant(default=None)
    state: ReportState = Field(default=ReportState.WAITING, sa_type=word(ReportState))
    incident_id: UUID | None = Field(default=None, foreign_key="incident.id")
    settled_at: datetime | None = instant(default=None)
    settled_by: str | None = Field(default=None, foreign_key="party.code")
    texts: list[dict[str, Any]] = Field(
        default_factory=list, sa_type=JSONB, sa_column_kwargs={"nullable": False}
    )
    """The texts as they came, oldest first: `at`, `source`, `text`. They may name people: they
    stand in no picture and no entry, and are forgotten some time after it is settled."""
    positions: list[dict[str, Any]] = Field(
        default_factory=list, sa_type=JSONB, sa_column_kwargs={"nullable": False}
    )
    """Of texts, the places that they tell, the best first (`told_distress.ToldPlace`)."""
    ending: ReportEnding | None = Field(default=None, sa_type=word(ReportEnding), nullable=True)
    """The words of the last text, where it says that there is no alert any more."""
    reason: str = ""
    """The reason why it is no distress."""


class SignalRinging(SQLModel, table=True):
    """The ringing of a report at a centre, whose people are to take it up; else its contacts are
    alerted. The newest row that is not `of_hearer` is the present one."""

    __tablename__ = "signal_ringing"
    __table_args__ = (Index("ix_signal_ringing_report_id", "report_id"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    report_id: UUID = Field(foreign_key="distress_report.id")
    centre_id: UUID = Field(foreign_key="centre.id")
    party_code: str = Field(foreign_key="party.code")
    of_hearer: bool = False
    """Of the party that heard it, which is alerted where nobody at the report's centre was."""
    at: datetime = instant()
    taken_up_at: datetime | None = instant(default=None)
    """Somebody there has it, and looks into it."""
