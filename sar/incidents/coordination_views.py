"""Response shapes of who coordinates a case: proposals, the mission coordinator by voice, the last
handover, and the cases of one event."""

from datetime import datetime
from uuid import UUID

from sar.alerts.views import AlertView
from sar.alerts.words import NobodyNext
from sar.incidents.centre_ref import CentreRef
from sar.incidents.words import CoordinationState, HandoverFact, LinkState, Office
from sar.wire import View


class LeadClaimView(View):
    """The word of a centre that has joined, by voice, that it takes over: by whose `function`, in
    which words, when, and who wrote it down. It moves nothing until that centre accepts here."""

    function: str
    heard: str
    channel: str
    at: datetime
    claimed_by: str
    claimed_by_centre: str


class CoordinationView(View):
    """A proposal that a centre take an office over, and what became of it. `answer_due_at`: it is
    to be accepted or declined by then, and the holder stays until it is accepted; null once it is
    answered, and in the history. `said_by_voice`: that the asked centre has said so by voice, to
    be confirmed here; it is waited for 30 minutes from then. For both parties:
    `alerts`, those to the contacts of the asked centre, and `contacts_exhausted_at`, when all had
    been tried. `ask_next`: for who proposed it then, the centres to propose the lead to next, the
    listed one to be called; `ask_none`: why nobody can be named."""

    id: UUID
    office: Office
    from_centre: CentreRef
    to_centre: CentreRef
    state: CoordinationState
    reason: str
    answer_reason: str
    proposed_at: datetime
    answer_due_at: datetime | None
    answered_at: datetime | None
    said_by_voice: LeadClaimView | None
    alerts: list[AlertView]
    contacts_exhausted_at: datetime | None
    ask_next: list[CentreRef]
    ask_none: NobodyNext | None


class LinkView(View):
    """Another case of the same event, or proposed as such.

    A proposal is for the two leads; the link for them and for those who see both cases. A lead
    that does not see the other case reads whose it is, and no more of it.
    """

    id: UUID
    state: LinkState
    incident_id: UUID | None
    reference: str | None
    party: str
    """The party that leads the other case."""
    asked: bool
    """Whether a proposal waits for the lead of this case; else it waits for the other lead."""
    reason: str
    """In the proposer's words; for the two leads."""


class EventCaseView(View):
    """A case of an event, and its mission coordinator. A lead that does not see the case reads
    whose it is, and no more of it."""

    incident_id: UUID | None
    reference: str | None
    party: str
    """The party that leads it."""
    smc: CentreRef | None
    """None: it is closed."""


class EventView(View):
    """The cases that are linked with a case as one event, that case first, and who coordinates.

    Counts, clocks and tasking of the cases stay apart.
    """

    smc: CentreRef | None
    """The centre that coordinates all of them; None: several do, each its own, until one accepts
    to coordinate all."""
    since: datetime
    """The time since which all of them are linked."""
    cases: list[EventCaseView]


class SmcByVoiceView(View):
    """A listed centre is mission coordinator by voice; `due_at`: it is to be heard from by then,
    and was not at `silent_at`."""

    centre: CentreRef
    function: str
    heard: str
    channel: str
    taken_at: datetime
    recorded_by: str
    heard_at: datetime
    due_at: datetime
    silent_at: datetime | None


class HandoverView(View):
    """The last change of the mission coordinator. `confirmed`: the facts that were heard; those
    that are not stay marked, and hold nothing up. House figures: each of the first four is due by
    `first_due_at`, all by `due_at`; what is not confirmed by then, `calls` calls about: the centre
    that led before, or the lead where that is only listed. They run from `at`: of a mission taken
    over by voice, when that was written down."""

    at: datetime
    from_centre: CentreRef
    to_centre: CentreRef
    by_voice: bool
    confirmed: list[HandoverFact]
    first_due_at: datetime
    due_at: datetime
    next_due_at: datetime | None
    """The first of these times that runs, over or not; null: all are confirmed."""
    calls: CentreRef
