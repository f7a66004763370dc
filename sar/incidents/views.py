"""Response shapes of incidents: the full view, the coarse one, and their parts."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import Field

from sar.agreements.words import Phase, Situation
from sar.alerts.views import AlertView
from sar.alerts.words import NobodyNext
from sar.geo.geojson import Point
from sar.incidents.assessment_clock import AssessmentCause
from sar.incidents.assessment_views import (
    AssessmentView,
    HelpGoneView,
    HelpRefusedView,
    OtherAuthorityView,
    SentAwayView,
    TowView,
    UntaskedView,
)
from sar.incidents.people_views import (
    FewerOnBoardView,
    FoundByOthersView,
    ImmersionView,
    InWaterView,
    LostListView,
    PeopleView,
    PobDoubtView,
)
from sar.incidents.place_views import (
    ConditionsView,
    CraftView,
    DatumChangeView,
    DatumView,
    ReportedPositionView,
    VoyageView,
)
from sar.incidents.schemas import PobBody
from sar.incidents.ship_inquiries import ShipSource
from sar.incidents.words import (
    ActingDecision,
    AlarmCause,
    CoordinationState,
    HandoverFact,
    IncidentState,
    LinkState,
    Office,
    RegionTouch,
    SuspensionGround,
)
from sar.parties.views import CentreView
from sar.wire import Page, View


class CentreRef(View):
    """A centre, named."""

    id: UUID
    party: str
    code: str
    name: str
    listed: bool
    """Its party has not joined: it is reached by voice only."""

    @classmethod
    def of(cls, centre: CentreView) -> Self:
        return cls(
            id=centre.id,
            party=centre.party,
            code=centre.code,
            name=centre.name,
            listed=centre.listed,
        )


class CaseSourceView(View):
    """The source of a case; `call_back` is None for parties that are not involved."""

    who: str
    call_back: str | None
    channel: str
    language: str


class PhaseView(View):
    """One classification of the case."""

    id: UUID
    phase: Phase
    reason: str
    at: datetime
    by_party: str
    by_centre: CentreRef


class SitrepView(View):
    """A situation report that a centre has issued.

    `text`, as it left, and `by`, who issued it, are for its own party alone. `to` null: all
    concerned.
    """

    id: UUID
    number: int
    centre: CentreRef
    to: CentreRef | None
    at: datetime
    by: str | None
    text: str | None


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


class InvolvedView(View):
    """An involved party, why, and since when.

    `why` is for the lead and the party itself, else None: others do not learn whom the lead has
    asked and who has offered.
    """

    party: str
    why: list[str] | None
    since: datetime
    led_until: datetime | None
    """It leads no more, since then."""


class TouchedRegionView(View):
    """A search and rescue region that the case touches, by its centre.

    `told_at`: since when the centre's party is involved; None: it does not know of it by this
    platform. Regions are illustrative, several may hold one place, and none may.
    """

    centre: CentreRef
    touch: RegionTouch
    told_at: datetime | None
    kept_from: bool
    """It is not to be told."""


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


class CalledPeopleView(View):
    """The last call to the people in distress; never who they are."""

    at: datetime
    function: str
    reached: bool
    agreed: str
    next_at: datetime
    party: str


class AskedToCloseView(View):
    """One person asks to close although somebody is outstanding: the search goes on until a second
    of the party says so too. `id`: null where it was asked by an earlier version. `reason`: why
    despite it; `alone`: nobody was the second in time, and it is to be renewed or withdrawn."""

    id: UUID | None
    reason: str
    outcome: str
    at: datetime
    second_due_at: datetime | None
    alone: bool


class ClosedAsView(View):
    """A linked case that one person has closed as the same as this one; a second is awaited, or
    none came in time (`alone`). For the lead."""

    id: UUID
    incident_id: UUID
    reference: str
    party: str
    reason: str
    at: datetime
    second_due_at: datetime
    alone: bool


class AskedToSuspendView(View):
    """One person asks to suspend the search with people unaccounted for: it goes on until a second
    of the party says so too, and the wish lapses without one."""

    id: UUID
    ground: SuspensionGround
    reason: str
    at: datetime
    second_due_at: datetime


class SuspensionView(View):
    """The suspension of the search: its reason, who was told, and by which second person's word."""

    ground: SuspensionGround
    told: str
    second: str | None


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


class ShipsAskedView(View):
    """The last time that ships, or those who follow ships, were asked about it."""

    at: datetime
    sources: list[ShipSource]
    heard: str
    party: str


class CoastView(View):
    """The time, about, at which the craft may reach land: never exact, the earliest that is likely.
    `position` of `at` is what it rests on; `by_drift`: on its drift, else on the course and speed
    that were told. `warn_at`: two hours before."""

    about_at: datetime
    warn_at: datetime
    position: str
    at: datetime
    course_deg: float
    speed_kn: float
    by_drift: bool


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


class KeptFromView(View):
    """A party that is not to be told of the case; or `word`s that name no party known here, and no
    `party`: nobody is told of it by the platform until it is settled whom they mean."""

    party: str
    word: str = ""
    reason: str
    at: datetime


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


class IncidentView(View):
    """A case as the involved parties see it, and those with full awareness of it."""

    view: Literal["full"] = "full"
    id: UUID
    version: int
    reference: str
    exercise: bool
    state: IncidentState
    situation: Situation
    phase: Phase
    phase_at: datetime
    title: str
    description: str
    object_class: str
    source: CaseSourceView
    pob: PobBody
    pob_doubts: list[PobDoubtView]
    pob_highest: int | None
    """The largest number on board that was ever told."""
    fewer_on_board: FewerOnBoardView | None
    """None: the number stands by two persons' word, or it did not fall."""
    people: PeopleView | None
    """For the lead: others read the counts of their own units."""
    found_by_others: list[FoundByOthersView] | None
    """For the parties involved, any of which tells and corrects an entry; their log has each. The
    lead's balance has them too."""
    assessment: AssessmentView | None
    """None: nobody has filled a sheet; in distress none is needed."""
    assessment_due_at: datetime | None
    """None: in distress, with a vessel alongside, or not open."""
    assessment_due_why: AssessmentCause | None
    sent_away: list[SentAwayView]
    """For the involved."""
    untasked: UntaskedView | None
    """None: not in distress, not open, or one is tasked."""
    unwritten: UnwrittenView | None
    lead_unreached: LeadUnreachedView | None
    ships_asked: ShipsAskedView | None
    ask_ships_at: datetime | None
    """The next inquiry of ships and of those who follow ships, each day while there is no datum."""
    tow: TowView | None
    coast: CoastView | None
    """None: no land lies near ahead, or nobody knows; or a vessel is alongside."""
    help_gone: HelpGoneView | None
    """The last of `units_gone`."""
    units_gone: list[HelpGoneView]
    refuses_help: HelpRefusedView | None
    other_authority: OtherAuthorityView | None
    """The one told last of the `other_authorities` that have it still."""
    other_authorities: list[OtherAuthorityView]
    """In the order in which they were told first, with those that have it no more."""
    datum: DatumView | None
    craft: CraftView | None
    """For the involved, as its route is; None: nobody has told it, or it was erased."""
    voyage: VoyageView | None
    """For the involved. While there is no datum, the centres along it are told."""
    territory_of: str | None
    """The State that the lead tells first, for the lead alone: its choice, and no word on whose
    waters these are."""
    conditions: ConditionsView
    in_water: InWaterView | None
    immersion: ImmersionView | None
    """None where nobody has said that people are in the water, or its temperature."""
    opened_by: str
    lead: CentreRef
    """The centre that keeps the case, and is mission coordinator unless another is by voice."""
    smc_by_voice: SmcByVoiceView | None
    """Else the lead is mission coordinator."""
    called_people: CalledPeopleView | None
    """Like the call-back, for involved parties."""
    next_call_at: datetime | None
    """The next call to the people in distress; for those who may read the call-back."""
    handover: HandoverView | None
    lost_list: LostListView | None
    suggested_lead: CentreRef | None
    """The centre whose region holds the datum, when it is of another party than the lead."""
    to_be_called: list[CentreRef]
    """Centres touched whose parties are only listed, and with which nobody has spoken: call
    them."""
    kept_from: list[KeptFromView]
    """The parties that are not to be told of it; for the involved."""
    coordination: list[CoordinationView]
    """Proposals that are not answered yet."""
    declined: list[CoordinationView]
    """Proposals that were declined, for offices that no centre was asked to take over since."""
    osc: dict[str, Any] | None
    aco: dict[str, Any] | None
    channels: list[dict[str, Any]]
    search_areas: list[dict[str, Any]]
    altitude_blocks: list[dict[str, Any]]
    involved: list[InvolvedView]
    links: list[LinkView]
    event: EventView | None
    """None: no other case of the same event is linked with it, as far as the reader reads."""
    positions_reported: int
    latest_positions: list[ReportedPositionView]
    opened_at: datetime
    suspended_at: datetime | None
    suspension: SuspensionView | None
    look_again_at: datetime | None
    heard_suspended_at: datetime | None
    """There is news of the suspended search, told then; over when it is looked at, or reopened."""
    asked_to_suspend: AskedToSuspendView | None
    closed_at: datetime | None
    heard_after_close_at: datetime | None
    """A position was reported after it was closed; over when it is reopened."""
    asked_to_close: AskedToCloseView | None
    closed_as_this: list[ClosedAsView]
    acted: list[ActedView]
    """For the own party alone."""
    alarms: list[CaseAlarmView]
    """The ones that still stand, for the own centres."""
    outcome: str
    updated_at: datetime


class CoarseIncidentView(View):
    """A case as others see it under a term of coarse awareness.

    `cell` is the centre of the half-degree cell of a datum at least half an hour old. `version`
    is always 0: its readers change nothing, and the count would disclose how busy the case is.
    """

    view: Literal["coarse"] = "coarse"
    id: UUID
    version: Literal[0] = 0
    reference: str
    exercise: bool
    state: IncidentState
    situation: Situation
    phase: Phase
    cell: Point | None


SeenIncident = Annotated[IncidentView | CoarseIncidentView, Field(discriminator="view")]


class LogLineView(View):
    """A line of the narrative log."""

    id: UUID
    at: datetime
    written_at: datetime
    text: str
    own: bool
    by_party: str
    by_centre: CentreRef


class HistoryView(View):
    """The history of a case: phases, datums, and proposals to lead; oldest first."""

    phases: list[PhaseView]
    datums: list[DatumChangeView]
    coordination: list[CoordinationView]


class NamedPlaceView(View):
    """Course and distance to the position from a place that people know by name."""

    name: str
    course_deg: int
    distance_nm: float


class PositionWarningView(View):
    """A reason to look at a position again; it refuses nothing."""

    code: str
    sentence: str
    params: dict[str, Any]


class NearCaseView(View):
    """Another case near in place and time: another boat, until it is proven the same."""

    id: UUID
    reference: str
    title: str
    state: IncidentState
    lead: str
    datum_at: datetime
    distance_nm: float


class PositionLookView(View):
    """A position as it was read, and where that is."""

    point: Point
    position: str
    near: NamedPlaceView | None
    regions: list[CentreRef]
    """Every centre whose region holds it; several may, or none."""
    warnings: list[PositionWarningView]
    cases: list[NearCaseView]


class IncidentPage(Page[SeenIncident]):
    """Incidents, each in full or coarse."""


class LogPage(Page[LogLineView]):
    """Lines of the log."""
