"""Response shapes of distress reports."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sar.alerts.views import AlertView
from sar.distress_reports.line_marks import LineState
from sar.distress_reports.reading.words import (
    DistressNature,
    ReportEnding,
    ReportForm,
    ReportKind,
)
from sar.distress_reports.words import ReportMeans, ReportState, RingsBy, TextSource
from sar.geo.geojson import Point
from sar.incidents.centre_ref import CentreRef
from sar.wire import View


class ToldPositionView(View):
    """A position of a text. `at`: of when, where the text says so; `doppler`: one of two places
    that one pass of a satellite leaves possible, with its `probability` of 0 to 1."""

    point: Point
    at: datetime | None
    error_nm: float
    doppler: Literal["A", "B"] | None
    probability: float | None


class DistressReportView(View):
    """A signal of distress, as the party at whose centre it rings and the one that heard it see it.

    `sender`: the transmitter's number; a ship's own is told where the report is read by its id, and
    empty elsewhere. `centre`: it rings there. `region`: its region holds the place; another than
    `centre` where its party is only listed, so that it must be called; null: no place, or nobody's
    region. `last_at` is when it was heard last, as was told last: at most ten minutes may be
    missing. `point` is of `point_at`.

    `taken_up_at`: somebody at `centre` has it since then, and looks into it; null: nobody, or its
    contacts were alerted anew since. `alerts`: those to the centre's contacts meanwhile, with
    `exhausted_at` once all were tried. `passed_by`: the parties that have passed it on to another
    centre, and see it still; the last one at `passed_at`.

    Of a text `heard_party` told it, and `heard_by` is the way by which it came. `positions`: all
    that the texts tell, the best, which `point` is, first; a position of which no time is told is
    of when the text came. `ending`: the last text says that there is no alert any more. The texts
    themselves are read by `/texts`, while `has_texts`.
    """

    id: UUID
    means: ReportMeans
    sender: str
    heard_party: str
    heard_by: str
    centre: CentreRef
    region: CentreRef | None
    exercise: bool
    first_at: datetime
    last_at: datetime
    point: Point | None
    point_at: datetime | None
    state: ReportState
    incident_id: UUID | None
    settled_at: datetime | None
    settled_by: str | None
    reason: str
    taken_up_at: datetime | None
    alerts: list[AlertView]
    exhausted_at: datetime | None
    passed_by: list[str]
    passed_at: datetime | None
    has_texts: bool
    positions: list[ToldPositionView]
    ending: ReportEnding | None


class DistressTextView(View):
    """A text of distress as it came."""

    at: datetime
    source: TextSource
    text: str


class MarkedLineView(View):
    """A line of a text. `gave`: the fields that its words are known to have filled."""

    text: str
    state: LineState
    gave: list[str]


class ToldPersonsView(View):
    """The least and the most persons that a text tells; null: it does not say."""

    min: int | None
    max: int | None


class SameAsView(View):
    """A report that waits, or an open case, that a text is probably of: by the same identity, or by
    its place, `nm` from it."""

    thing: Literal["distress_report", "incident"]
    id: UUID
    name: str
    same_identity: bool
    nm: float | None


class RingingView(View):
    """The centre at which it would ring, and why; `region` holds its place. `last_known_at`: of
    when the sender's last known position is, where that decides."""

    centre: CentreRef
    region: CentreRef | None
    by: RingsBy
    last_known_at: datetime | None


class TextLookView(View):
    """A text of distress as it is read, before it is told. `joins`: the report that it becomes a
    further text of; `unread`: what could not be read, for a person to look at."""

    form: ReportForm
    kind: ReportKind
    is_test: bool
    ending: ReportEnding | None
    positions: list[ToldPositionView]
    mmsi: str | None
    beacon_id: str | None
    callsign: str | None
    craft_name: str | None
    flag: str | None
    persons: ToldPersonsView | None
    nature: DistressNature | None
    at: datetime | None
    message_number: str | None
    lines: list[MarkedLineView]
    noted: list[str]
    unread: list[str]
    rings: RingingView
    joins: UUID | None
    same_as: list[SameAsView]
