"""A case file as plain data: a case as one party reads it, and the parts of it chosen (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sar.assets.views import KnownPositionView
from sar.incidents.history_views import HistoryView, LogLineView
from sar.incidents.place_views import ReportedPositionView
from sar.incidents.texts.place_lines import Plot
from sar.incidents.views import IncidentView
from sar.requests.deployment_views import DeploymentStepView, SeenDeployment
from sar.requests.views import RequestView
from sar.wire import JsonObject


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case as a party reads it. `entries`: its part of the record, oldest first, without
    pictures; `number`: the party's last entry of all; `units`: where those at work are now."""

    party: str
    as_of: datetime
    number: int
    incident: IncidentView
    history: HistoryView
    present: Plot | None
    """The place by drift, at the minute for which every text tells it."""
    reported: Sequence[ReportedPositionView]
    requests: Sequence[RequestView]
    deployments: Sequence[SeenDeployment]
    steps: Sequence[DeploymentStepView]
    """Of the deployments that the party reads in full."""
    log: Sequence[LogLineView]
    """The narrative log that the party may read, the latest first."""
    names: dict[UUID, str]
    """Of the deployments' units, by step and by asset."""
    units: Sequence[KnownPositionView]
    entries: Sequence[JsonObject]
    own_lines: bool = True
    """With the lines of the log that the party keeps its own."""
    with_kinds: bool = True
    """With the numbers of children, pregnant and other kinds among those found."""


def chosen(case: CaseFile, *, call_back: bool, children: bool, own_lines: bool) -> CaseFile:
    """The case file without the call-back, the counts of children and other kinds, and the lines
    that the party keeps its own, unless they are chosen. Other free text stays as it was."""
    incident = case.incident
    if not call_back:
        source = incident.source.model_copy(update={"call_back": None})
        incident = incident.model_copy(update={"source": source})
    if not children:
        fewer = {"children": None, "unaccompanied": None}
        incident = incident.model_copy(update={"pob": incident.pob.model_copy(update=fewer)})
        if incident.people:
            people = incident.people.model_copy(update={"kinds": []})
            incident = incident.model_copy(update={"people": people})
    return replace(case, incident=incident, own_lines=own_lines, with_kinds=children)
