"""Request bodies about distress reports."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError
from uuid_utils.compat import uuid7

from sar.distress_reports.reading.pieces import LONGEST_TEXT
from sar.distress_reports.words import TextSource
from sar.text_fields import Reason
from sar.wire import Body


def _says_something(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("missing", "says nothing: paste the message")
    return text


ReportText = Annotated[
    str, StringConstraints(max_length=LONGEST_TEXT), AfterValidator(_says_something)
]


class LookAtTextBody(Body):
    """A text of distress to look at: nothing is kept, and nothing rings."""

    text: ReportText
    source: TextSource


class TellDistressBody(LookAtTextBody):
    """A text of distress, as it came. `id`: of the report that it makes, where it makes one."""

    id: UUID = Field(default_factory=uuid7)


class OpenOfReportBody(Body):
    """Open a case of the report. `id`: of the case."""

    id: UUID = Field(default_factory=uuid7)


class JoinReportBody(Body):
    """Say of which case the report is."""

    incident_id: UUID


class DismissReportBody(Body):
    """Say why it is no distress; both parties read the reason."""

    reason: Reason


class PassReportOnBody(Body):
    """Pass the report on to another centre, which is here; all who see it read the reason."""

    centre_id: UUID
    reason: Reason
