"""Response shapes of a case's alarms, of silence, and of decisions nobody has looked at yet."""

from datetime import datetime
from uuid import UUID

from sar.alerts.views import AlertView
from sar.incidents.words import ActingDecision, AlarmCause
from sar.wire import View


class ActedView(View):
    """A decision that a watch officer of the reader's party took as coordinator, where none was
    signed in; no coordinator has looked at it yet."""

    id: UUID
    decision: ActingDecision
    who: str
    at: datetime


class UnwrittenView(View):
    """Nobody has written anything about the case, with people in distress, since then: for half an
    hour or more. Over with the next word of any party involved."""

    since: datetime


class LeadUnreachedView(View):
    """Nobody at the centre that leads the case has taken up what rings there, and its contacts were
    alerted in vain, with people in distress: the others call it. Over once somebody there takes it
    up, the matter is settled, or another centre leads."""

    since: datetime


class CaseAlarmView(View):
    """An alarm of the case that a centre's people are to take up on screen, by `due_at` where
    somebody is signed in there; else its contacts are alerted. For its own party alone; that a
    mission coordinator by voice is silent, also for the lead."""

    id: UUID
    cause: AlarmCause
    centre_id: UUID
    at: datetime
    due_at: datetime
    taken_up_at: datetime | None
    alerts: list[AlertView]
    contacts_exhausted_at: datetime | None
