"""Request bodies about distress reports."""

from uuid import UUID

from pydantic import Field
from uuid_utils.compat import uuid7

from sar.text_fields import Reason
from sar.wire import Body


class OpenOfReportBody(Body):
    """Open a case of the report. `id`: of the case."""

    id: UUID = Field(default_factory=uuid7)


class JoinReportBody(Body):
    """Say of which case the report is."""

    incident_id: UUID


class DismissReportBody(Body):
    """Say why it is no distress; both parties read the reason."""

    reason: Reason
