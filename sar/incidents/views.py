"""Response shapes of incidents: the full view and the coarse one."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from sar.agreements.words import Phase, Situation
from sar.geo.geojson import Point
from sar.incidents.alarm_views import ActedView, CaseAlarmView, LeadUnreachedView, UnwrittenView
from sar.incidents.assessment_clock import AssessmentCause
from sar.incidents.assessment_views import (
    AssessmentView,
    CalledPeopleView,
    HelpGoneView,
    HelpRefusedView,
    OtherAuthorityView,
    SentAwayView,
    TowView,
    UntaskedView,
)
from sar.incidents.centre_ref import CentreRef
from sar.incidents.coordination_views import (
    CoordinationView,
    EventView,
    HandoverView,
    LinkView,
    SmcByVoiceView,
)
from sar.incidents.ending_views import (
    AskedToCloseView,
    AskedToSuspendView,
    ClosedAsView,
    SuspensionView,
)
from sar.incidents.informing_views import InvolvedView, KeptFromView
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
    CoastView,
    ConditionsView,
    CraftView,
    DatumView,
    ReportedPositionView,
    ShipsAskedView,
    VoyageView,
)
from sar.incidents.schemas import PobBody
from sar.incidents.words import IncidentState
from sar.wire import Page, View


class CaseSourceView(View):
    """The source of a case; `call_back` is None for parties that are not involved."""

    who: str
    call_back: str | None
    channel: str
    language: str


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


class IncidentPage(Page[SeenIncident]):
    """Incidents, each in full or coarse."""
