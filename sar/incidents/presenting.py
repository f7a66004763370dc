"""Views of incidents, full and coarse, from their rows."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Final, assert_never
from uuid import UUID

from sar.agreements.words import Phase
from sar.alerts.presenting import alert_views, exhausted_at
from sar.alerts.rows import Alerting
from sar.geo.geojson import Point
from sar.geo.position import LatLon, format_ddm
from sar.incidents.access import kept_from
from sar.incidents.alarm_keys import keys_of
from sar.incidents.alarm_rules import TAKEN_UP_WITHIN, is_taken_up
from sar.incidents.assessment_views import (
    AssessmentView,
    CriterionAnswerView,
    CriterionView,
    HelpGoneView,
    HelpRefusedView,
    NoAbleUnitView,
    OtherAuthorityView,
    SecondView,
    SentAwayView,
    SuggestionReasonView,
    SuggestionView,
    TowView,
    UntaskedView,
)
from sar.incidents.criterion_answers import contradicts, standing_answers
from sar.incidents.datum import drift_of, followed_until, growth_kn, unknown_growth_kn
from sar.incidents.distress import Criterion, Suggested, is_below
from sar.incidents.fewer_on_board import was_of
from sar.incidents.found_by_others import found_people, with_others
from sar.incidents.gone_help import gone_units
from sar.incidents.handover_clock import ALL_WITHIN, RED_WITHIN, next_due_at
from sar.incidents.immersion import IMMERSION_SOURCE, immersed_since
from sar.incidents.lost_list import Lost
from sar.incidents.models import (
    CaseAlarm,
    Coordination,
    DatumChange,
    Incident,
    LogLine,
    PhaseChange,
    ReportedPosition,
    Sitrep,
)
from sar.incidents.newest_sheet import is_attended, is_reasoned, suggested_for
from sar.incidents.next_call import next_call_at
from sar.incidents.one_event import one_coordinator
from sar.incidents.other_authorities import AuthorityRow, last_told
from sar.incidents.people import (
    FoundPeople,
    PersonsRange,
    most_outstanding,
    outstanding_range,
    surplus,
)
from sar.incidents.people_views import (
    AboardView,
    DeliveredView,
    FewerOnBoardView,
    FoundByOthersView,
    ImmersionView,
    InWaterView,
    KindTotalView,
    ListTakenView,
    LostListView,
    PeopleView,
    PobDoubtView,
    UncountedDeliveredView,
    UncountedView,
)
from sar.incidents.phases import Outstanding, outstanding, still_asked
from sar.incidents.place_views import (
    CraftView,
    DatumChangeView,
    DatumView,
    DriftView,
    ReportedPositionView,
    VoyageView,
)
from sar.incidents.pob_doubts import ToldNumbers, pob_doubts
from sar.incidents.schemas import ConditionsBody, PobBody
from sar.incidents.sheet_words import DUTY_OF_CARE, suggestion_text
from sar.incidents.ship_inquiries import ask_at
from sar.incidents.tow_rules import HAZARD, is_hazardous
from sar.incidents.views import (
    ActedView,
    AskedToCloseView,
    AskedToSuspendView,
    CalledPeopleView,
    CaseAlarmView,
    CaseSourceView,
    CentreRef,
    ClosedAsView,
    CoarseIncidentView,
    CoastView,
    CoordinationView,
    EventCaseView,
    EventView,
    HandoverView,
    IncidentView,
    InvolvedView,
    KeptFromView,
    LeadUnreachedView,
    LinkView,
    LogLineView,
    PhaseView,
    ShipsAskedView,
    SitrepView,
    SmcByVoiceView,
    SuspensionView,
    UnwrittenView,
)
from sar.incidents.words import AlarmCause, IncidentAccess, IncidentState, LinkState

LATEST_POSITIONS = 3


@dataclass(frozen=True, slots=True)
class Linked:
    """A link to another case as its lead sees it, and the parties that see that case."""

    view: LinkView
    readers: frozenset[str]
    kept_from: frozenset[str]
    at: datetime
    smc_centre_id: UUID | None
    """The mission coordinator of the other case; None: it is closed."""

    def shown_to(self, reader: str, *, lead: str) -> bool:
        """Whether the reader of this case, which `lead` leads, reads of the link; one that the
        other case is kept from never does."""
        if reader in self.kept_from:
            return False
        return reader == lead or (self.view.state is LinkState.ACCEPTED and reader in self.readers)

    def named_for(self, reader: str) -> str:
        """The other case in a sentence for the reader, who reads of the link."""
        seen = self.view.reference if reader in self.readers else None
        return seen or f"a case of {self.view.party}"


@dataclass(frozen=True, slots=True)
class FartherCase:
    """Another case of the same event, linked over others, as `Linked`.

    `cut_off_from`: it is kept from these parties, or linked over cases alone that are.
    """

    case: Incident
    readers: frozenset[str]
    cut_off_from: frozenset[str]
    smc_centre_id: UUID | None

    def shown_to(self, reader: str, *, lead: str) -> bool:
        """Whether the reader of the nearer case, which `lead` leads, reads of it; one that it is
        cut off from never does."""
        return reader not in self.cut_off_from and (reader == lead or reader in self.readers)

    @property
    def kept_from(self) -> frozenset[str]:
        """The parties that are not to be told of it."""
        return kept_from(self.case)

    def named_for(self, reader: str) -> str:
        """The case in a sentence for the reader, who reads of it."""
        seen = self.case.reference if reader in self.readers else None
        return seen or f"a case of {self.case.lead_party}"


ALERTS_SHOWN: Final = 20
"""So many alerts of an alarm are shown, the newest: it may stand for days. The record has all."""


@dataclass(frozen=True, slots=True)
class Raised:
    """An alarm of the case that still stands, and the party whose people are to take it up."""

    party: str
    view: CaseAlarmView

    def shown_to(self, reader: str, *, lead: str) -> bool:
        """Its own party; and the lead, which waits for a mission coordinator's word."""
        return reader == self.party or (reader == lead and self.view.cause is AlarmCause.SMC_SILENT)


def raised(row: CaseAlarm, alerting: Alerting | None) -> Raised:
    """The alarm as its readers see it, with the alerts to its centre's contacts. It is to be taken
    up again where one was alerted since."""
    alerts = alert_views(alerting)
    alerted = [one.at for one in alerts]
    return Raised(
        row.party_code,
        CaseAlarmView(
            id=row.id,
            cause=row.cause,
            centre_id=row.centre_id,
            at=row.at,
            due_at=row.at + TAKEN_UP_WITHIN,
            taken_up_at=row.taken_up_at if is_taken_up(row.taken_up_at, alerted) else None,
            alerts=alerts[-ALERTS_SHOWN:],
            contacts_exhausted_at=exhausted_at(alerting),
        ),
    )


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a case besides its row."""

    involved: Sequence[InvolvedView] = ()
    proposals: Sequence[CoordinationView] = ()
    links: Sequence[Linked] = ()
    farther: Sequence[FartherCase] = ()
    alarms: Sequence[Raised] = ()
    positions_reported: int = 0
    latest: Sequence[ReportedPositionView] = ()
    centres: Mapping[UUID, CentreRef] = field(default_factory=dict)
    """The directory, as far as the case names it."""


def view_of(
    incident: Incident, parts: Parts, level: IncidentAccess, *, reader: str
) -> IncidentView | CoarseIncidentView:
    """The case as a reader with that access to it sees it."""
    match level:
        case IncidentAccess.INVOLVED:
            return full(incident, parts, reader=reader, call_back=True)
        case IncidentAccess.FULL:
            return full(incident, parts, reader=reader, call_back=False)
        case IncidentAccess.COARSE:
            return coarse(incident)
        case _:
            assert_never(level)


def full(incident: Incident, parts: Parts, *, reader: str, call_back: bool) -> IncidentView:
    """Everything but log lines; the call-back only for involved parties."""
    source = incident.source
    asked = incident.asked_to_close
    return IncidentView.of_row(
        incident,
        view="full",
        source=CaseSourceView(
            who=source["who"],
            call_back=source["call_back"] if call_back else None,
            channel=source["channel"],
            language=source["language"],
        ),
        pob=PobBody(min=incident.pob_min, max=incident.pob_max, **incident.pob),
        pob_doubts=_pob_doubts(incident),
        fewer_on_board=_fewer_on_board(incident),
        people=people(incident) if reader == incident.lead_party else None,
        found_by_others=found_by_others(incident) if call_back else None,
        territory_of=incident.territory_of if reader == incident.lead_party else None,
        lost_list=_lost_list(incident) if reader == incident.lead_party else None,
        assessment=_assessment(incident),
        assessment_due_why=incident.assessment_due_why or None,
        sent_away=sent_away(incident, reader=reader) if call_back else [],
        untasked=_untasked(incident),
        unwritten=UnwrittenView(since=incident.unwritten["since"])
        if incident.unwritten and incident.unwritten["since"]
        else None,
        lead_unreached=_lead_unreached(incident),
        ships_asked=incident.ships_asked and ShipsAskedView(**incident.ships_asked),
        ask_ships_at=ask_ships_at(incident),
        tow=incident.tow
        and TowView(**incident.tow, hazard=HAZARD, hazardous=is_hazardous(incident.tow["persons"])),
        coast=CoastView(**{k: v for k, v in incident.coast.items() if k != "told_at"})
        if incident.coast and not is_attended(incident) and outstanding_of(incident).most != 0
        else None,
        help_gone=_gone(incident)[-1] if incident.help_gone else None,
        units_gone=_gone(incident),
        refuses_help=incident.refuses_help
        and HelpRefusedView(**incident.refuses_help, duty=DUTY_OF_CARE),
        other_authority=_last_authority(incident),
        other_authorities=list(map(_authority, incident.other_authorities)),
        datum=working_datum(incident),
        craft=incident.craft and CraftView(**incident.craft) if call_back else None,
        voyage=incident.voyage and _voyage(incident.voyage) if call_back else None,
        conditions=ConditionsBody(**incident.conditions),
        in_water=incident.in_water and InWaterView(**incident.in_water),
        immersion=_immersion(incident),
        lead=parts.centres[incident.lead_centre_id],
        smc_by_voice=incident.smc_by_voice and _by_voice(incident.smc_by_voice, parts),
        called_people=CalledPeopleView(**incident.called_people)
        if call_back and incident.called_people
        else None,
        next_call_at=next_call_of(incident) if call_back else None,
        handover=incident.handover and _handover(incident, incident.handover, parts),
        suggested_lead=_suggested_lead(incident, parts),
        to_be_called=[c for c in parts.centres.values() if c.code in incident.to_be_called],
        kept_from=[KeptFromView(**one) for one in incident.kept_from] if call_back else [],
        coordination=[_for(reader, one) for one in parts.proposals if one.answered_at is None],
        declined=[_for(reader, one) for one in parts.proposals if one.answered_at is not None],
        involved=involved_for(reader, parts.involved, lead=incident.lead_party),
        links=links_for(reader, parts.links, lead=incident.lead_party),
        event=_event(incident, parts, reader=reader),
        positions_reported=parts.positions_reported,
        latest_positions=list(parts.latest),
        suspension=incident.suspension and SuspensionView(**incident.suspension),
        asked_to_suspend=_asked_to_suspend(incident),
        asked_to_close=asked
        and AskedToCloseView(
            id=asked.get("id"),
            reason=asked["reason"],
            outcome=asked.get("outcome", ""),
            at=asked["at"],
            second_due_at=asked.get("second_due_at"),
            alone=asked.get("alone", False),
        ),
        closed_as_this=[
            ClosedAsView(
                id=word["id"],
                incident_id=word["case_id"],
                reference=word["name"],
                party=word["party"],
                reason=word["reason"],
                at=word["at"],
                second_due_at=word["second_due_at"],
                alone=word["alone"],
            )
            for word in (incident.closed_as_this or [])
            if reader == incident.lead_party
        ],
        acted=acted_by(reader, incident.acted) if call_back else [],
        alarms=alarms_for(reader, parts.alarms, lead=incident.lead_party) if call_back else [],
    )


def _last_authority(incident: Incident) -> OtherAuthorityView | None:
    last = last_told(incident.other_authorities)
    return _authority(last) if last else None


def _authority(row: AuthorityRow) -> OtherAuthorityView:
    return OtherAuthorityView(**row)


def ask_ships_at(incident: Incident) -> datetime | None:
    """The instant at which ships, and those who follow ships, are to be asked about it next."""
    last = incident.ships_asked
    return ask_at(
        datetime.fromisoformat(last["at"]) if last else None,
        opened_at=incident.opened_at,
        known_until=_known_until(incident),
        is_worked_on=incident.state is not IncidentState.CLOSED,
        all_found=outstanding_of(incident).most == 0,
    )


def _known_until(incident: Incident) -> datetime | None:
    """Until when the drift of its datum is followed; None: it has none."""
    if incident.datum is None or incident.datum_at is None:
        return None
    return followed_until(incident.datum_at)


def next_call_of(incident: Incident) -> datetime | None:
    """The time of the next call to the people in distress."""
    return next_call_at(
        incident.called_people,
        can_be_called=incident.state is not IncidentState.CLOSED
        and bool(incident.source["call_back"]),
        opened_at=incident.opened_at,
        all_found=outstanding_of(incident).most == 0,
    )


def _by_voice(has: Mapping[str, Any], parts: Parts) -> SmcByVoiceView:
    centre = parts.centres[UUID(has["centre_id"])]
    return SmcByVoiceView(centre=centre, **{k: v for k, v in has.items() if k != "centre_id"})


def _handover(incident: Incident, has: Mapping[str, Any], parts: Parts) -> HandoverView:
    before = parts.centres[UUID(has["from_centre_id"])]
    at = datetime.fromisoformat(has["at"])
    return HandoverView(
        at=at,
        from_centre=before,
        to_centre=parts.centres[UUID(has["to_centre_id"])],
        by_voice=has["by_voice"],
        confirmed=has["confirmed"],
        first_due_at=at + RED_WITHIN,
        due_at=at + ALL_WITHIN,
        next_due_at=next_due_at(at, has["confirmed"]),
        calls=parts.centres[incident.lead_centre_id] if before.listed else before,
    )


def found_of(incident: Incident) -> FoundPeople:
    """The people who were found, by its units as they were counted last, and by others."""
    return found_people(incident.people, incident.found_by_others)


def outstanding_of(incident: Incident) -> PersonsRange:
    """The people of the case whom nobody has found yet."""
    return outstanding_range(incident.searched_for, found_of(incident))


def obstacles_of(
    incident: Incident, *, distress: bool, unreleased: Sequence[str] = ()
) -> Outstanding:
    """The reasons against suspending or ending it, as people are counted. `distress`: it is or was
    in that phase; `unreleased`: the ships that are not released yet, which hold its end alone."""
    return outstanding(
        incident.searched_for,
        found_of(incident),
        highest=incident.pob_highest,
        distress=distress,
        unreleased=tuple(unreleased),
    )


def most_outstanding_of(incident: Incident) -> int:
    """The most of them that anybody has told of."""
    return most_outstanding(incident.searched_for, found_of(incident), incident.pob_highest)


def wish_to_suspend(incident: Incident) -> dict[str, Any] | None:
    """One person's wish to suspend the search, while no more people are unaccounted for than it was
    given for; None: nobody wishes it."""
    word = incident.asked_to_suspend
    stands = word is not None and still_asked(word["most"], outstanding_of(incident))
    return word if stands else None


def _asked_to_suspend(incident: Incident) -> AskedToSuspendView | None:
    word = wish_to_suspend(incident)
    if word is None:
        return None
    return AskedToSuspendView(
        id=word["id"],
        ground=word["wish"]["ground"],
        reason=word["wish"]["reason"],
        at=word["at"],
        second_due_at=word["second_due_at"],
    )


def _fewer_on_board(incident: Incident) -> FewerOnBoardView | None:
    word = incident.fewer_on_board
    if word is None:
        return None
    was = was_of(word)
    return FewerOnBoardView(
        id=word["id"],
        party=word["party"],
        was_min=was.least,
        was_max=was.most,
        reason=word["reason"],
        source=word["source"],
        at=word["at"],
        second_due_at=word["second_due_at"],
        alone=word["alone"],
    )


def _pob_doubts(incident: Incident) -> list[PobDoubtView]:
    told = incident.pob
    numbers = ToldNumbers(
        incident.pob_max, told.get("adults"), told.get("children"), told.get("unaccompanied")
    )
    return [
        PobDoubtView(code=one.code, persons=one.persons, most=one.most)
        for one in pob_doubts(numbers)
    ]


def people(incident: Incident) -> PeopleView:
    """The people of the case by count."""
    counts = with_others(incident.people, incident.found_by_others)
    found = found_of(incident)
    aboard = [AboardView(**one) for one in counts.get("aboard", ())]
    delivered = [DeliveredView(**one) for one in counts.get("delivered", ())]
    missing = outstanding_of(incident)
    return PeopleView(
        recovered=found.total,
        aboard=aboard,
        uncounted=[UncountedView(**one) for one in counts.get("uncounted", ())],
        uncounted_delivered=[
            UncountedDeliveredView(**one) for one in counts.get("uncounted_delivered", ())
        ],
        delivered=delivered,
        dead=found.dead,
        died=counts.get("died", 0),
        dead_aboard=[AboardView(**one) for one in counts.get("dead_aboard", ())],
        dead_landed=[DeliveredView(**one) for one in counts.get("dead_landed", ())],
        born=found.born,
        back_in_water=counts.get("back_in_water", 0),
        kinds=[KindTotalView(**one) for one in counts.get("kinds", ())],
        found_by_others=found_by_others(incident),
        outstanding_min=missing.least,
        outstanding_max=missing.most,
        surplus=surplus(incident.on_board, found),
    )


def found_by_others(incident: Incident) -> list[FoundByOthersView]:
    """The people whom others than its units found, as they were told, entry by entry."""
    return [FoundByOthersView(**one) for one in incident.found_by_others]


def lost_of(incident: Incident) -> Lost:
    """The missing and the dead of the case. Of one that was closed as the same as another nobody is
    missing: the search goes on in that one. Its dead are its own."""
    missing = PersonsRange(0, 0) if incident.closed_as else outstanding_of(incident)
    return Lost(missing, found_of(incident).dead)


def _lost_list(incident: Incident) -> LostListView | None:
    """None of a case that is searched for, or of which nobody is missing or dead."""
    lost, taken = lost_of(incident), incident.lost_list
    searched = incident.state is IncidentState.OPEN
    if taken is None and (searched or incident.lost_due_at is None):
        return None
    return LostListView(
        missing_min=lost.missing.least,
        missing_max=lost.missing.most,
        dead=lost.dead,
        due_at=incident.lost_due_at,
        taken=taken
        and ListTakenView(
            authority=taken["authority"],
            function=taken["function"],
            channel=taken["channel"],
            at=taken["at"],
            missing_min=taken["least"],
            missing_max=taken["most"],
            dead=taken["dead"],
        ),
    )


def _assessment(incident: Incident) -> AssessmentView | None:
    said = incident.assessment
    if said is None:
        return None
    return AssessmentView(
        id=said["id"],
        at=said["at"],
        by_party=said["party"],
        source=said.get("source", ""),
        begun=said.get("begun", False),
        answers=[
            _criterion(one, said["answers"][one]) for one in Criterion if one in said["answers"]
        ],
        suggestion=suggestion(suggested_for(incident), incident.phase),
        suggested_since=incident.suggested_since or said.get("below_since"),
        reason=said["reason"] if is_reasoned(incident) else "",
        second_due_at=said["second_due_at"],
        second=said["second"] and SecondView(**said["second"]),
        alone=said["alone"],
    )


def _criterion(one: Criterion, line: Mapping[str, Any]) -> CriterionView:
    others = [CriterionAnswerView(**_by(other)) for other in line.get("others", ())]
    return CriterionView(
        criterion=one, **_by(line), others=others, contradicts=contradicts(standing_answers(line))
    )


def _by(row: Mapping[str, Any]) -> dict[str, Any]:
    """An answer with who wrote it down, which earlier versions did not keep."""
    said = {name: row[name] for name in ("answer", "source", "at")}
    return {**said, "party": row.get("party"), "heard": row.get("heard", False)}


def sent_away(incident: Incident, *, reader: str) -> list[SentAwayView]:
    """The units that were sent away by one person's word; the people are the lead's to count."""
    leads = reader == incident.lead_party
    names = SentAwayView.model_fields.keys() - {"sentence"}
    return [
        SentAwayView(
            **{name: one[name] for name in names}, sentence=one["sentence" if leads else "told"]
        )
        for one in incident.sent_away
    ]


def _gone(incident: Incident) -> list[HelpGoneView]:
    return [
        HelpGoneView(name=one["name"], why=one["why"], at=one["at"], by=one.get("by"))
        for one in gone_units(incident.help_gone)
    ]


def _untasked(incident: Incident) -> UntaskedView | None:
    found = incident.untasked
    if found is None:
        return None
    return UntaskedView(
        since=found["since"],
        due_at=found["due_at"],
        no_able=found["no_able"] and NoAbleUnitView(**found["no_able"]),
    )


def suggestion(suggested: Suggested, phase: Phase) -> SuggestionView:
    """A suggestion for a case in that phase."""
    return SuggestionView(
        level=suggested.level,
        least_phase=suggested.least_phase,
        below=is_below(phase, suggested),
        reasons=[
            SuggestionReasonView(ground=one.ground, criteria=list(one.criteria))
            for one in suggested.reasons
        ],
        sentence=suggestion_text(suggested),
    )


def in_water_since(incident: Incident) -> datetime | None:
    """Since when people are in the water, as somebody has said; None: nobody has."""
    said = incident.in_water
    return datetime.fromisoformat(said["since"]) if said else None


def _immersion(incident: Incident) -> ImmersionView | None:
    bound = immersed_since(in_water_since(incident), incident.conditions.get("water_c"))
    if bound is None:
        return None
    return ImmersionView(least_at=bound.least_at, most_at=bound.most_at, source=IMMERSION_SOURCE)


def _lead_unreached(incident: Incident) -> LeadUnreachedView | None:
    if incident.lead_unreached is None:
        return None
    since = keys_of(incident, has_part=True).get(AlarmCause.LEAD_UNREACHED)
    return LeadUnreachedView(since=datetime.fromisoformat(since)) if since else None


def involved_for(reader: str, rows: Sequence[InvolvedView], *, lead: str) -> list[InvolvedView]:
    """The parties involved; their reasons only for the lead, and of the reader itself."""
    if reader == lead:
        return list(rows)
    return [row if row.party == reader else row.model_copy(update={"why": None}) for row in rows]


def alarms_for(reader: str, rows: Sequence[Raised], *, lead: str) -> list[CaseAlarmView]:
    """The alarms that the reader's own centres are to take up, or that it waits for."""
    return [one.view for one in rows if one.shown_to(reader, lead=lead)]


def acted_by(party: str, lines: Sequence[Mapping[str, Any]]) -> list[ActedView]:
    """The decisions of the party's own watch officers."""
    return [
        ActedView(id=line["id"], decision=line["decision"], who=line["who"], at=line["at"])
        for line in lines
        if line["party"] == party
    ]


def links_for(reader: str, links: Sequence[Linked], *, lead: str) -> list[LinkView]:
    """The links that the reader reads of; the other case is named to those who see it."""
    hidden = {"incident_id": None, "reference": None}
    return [
        link.view.model_copy(
            update=({} if reader in link.readers else hidden)
            | ({} if reader == lead else {"reason": ""})
        )
        for link in links
        if link.shown_to(reader, lead=lead)
    ]


def _event(incident: Incident, parts: Parts, *, reader: str) -> EventView | None:
    """The cases linked with this one, as far as the reader reads of them."""
    lead = incident.lead_party
    linked = [
        link
        for link in parts.links
        if link.view.state is LinkState.ACCEPTED and link.shown_to(reader, lead=lead)
    ]
    if not linked:
        return None
    closed = incident.state is IncidentState.CLOSED
    smc_id = None if closed else incident.smc_centre_id
    farther = [case for case in parts.farther if case.shown_to(reader, lead=lead)]
    one = one_coordinator(
        [smc_id, *(near.smc_centre_id for near in linked), *(far.smc_centre_id for far in farther)]
    )
    own = EventCaseView(
        incident_id=incident.id,
        reference=incident.reference,
        party=lead,
        smc=smc_id and parts.centres[smc_id],
    )
    return EventView(
        smc=one and parts.centres[one],
        since=max(link.at for link in linked),
        cases=[
            own,
            *(_event_case(link, parts, reader=reader) for link in linked),
            *(_farther_case(case, parts, reader=reader) for case in farther),
        ],
    )


def _event_case(link: Linked, parts: Parts, *, reader: str) -> EventCaseView:
    sees = reader in link.readers
    return EventCaseView(
        incident_id=link.view.incident_id if sees else None,
        reference=link.view.reference if sees else None,
        party=link.view.party,
        smc=link.smc_centre_id and parts.centres[link.smc_centre_id],
    )


def _farther_case(far: FartherCase, parts: Parts, *, reader: str) -> EventCaseView:
    sees = reader in far.readers
    return EventCaseView(
        incident_id=far.case.id if sees else None,
        reference=far.case.reference if sees else None,
        party=far.case.lead_party,
        smc=far.smc_centre_id and parts.centres[far.smc_centre_id],
    )


def _suggested_lead(incident: Incident, parts: Parts) -> CentreRef | None:
    if incident.region_centre_id is None:
        return None
    region = parts.centres[incident.region_centre_id]
    passed_over = {incident.lead_party} | kept_from(incident)
    return None if region.party in passed_over else region


def coarse(incident: Incident) -> CoarseIncidentView:
    """Phase, situation, and the cell that has been shown since half an hour after the datum."""
    return CoarseIncidentView(
        id=incident.id,
        reference=incident.reference,
        exercise=incident.exercise,
        state=incident.state,
        situation=incident.situation,
        phase=incident.phase,
        cell=incident.cell and Point.of(incident.cell),
    )


def working_datum(incident: Incident) -> DatumView | None:
    """The working datum, None when there is none yet."""
    if incident.datum is None or incident.datum_at is None:
        return None
    drift = drift_of(incident)
    return DatumView(
        point=Point.of(incident.datum),
        position=format_ddm(incident.datum),
        at=incident.datum_at,
        uncertainty_nm=incident.datum_uncertainty_nm or 0.0,
        drift_course_deg=incident.drift_course_deg,
        drift_speed_kn=incident.drift_speed_kn,
        drift=drift and DriftView(**asdict(drift)),
        growth_kn=growth_kn(drift),
        followed_until=followed_until(incident.datum_at),
        unknown_growth_kn=unknown_growth_kn(drift),
    )


def _voyage(told: Mapping[str, Any]) -> VoyageView:
    port = told["port_at"]
    return VoyageView(**{**told, "port_at": port and Point(coordinates=tuple(port))})


def datum_change(row: DatumChange) -> DatumChangeView:
    """A working datum of the history."""
    return DatumChangeView.of_row(row, **where(row.point))


def position(row: ReportedPosition) -> ReportedPositionView:
    """A reported position."""
    return ReportedPositionView.of_row(row, **where(row.point))


def where(point: LatLon) -> dict[str, Point | str]:
    """A place as views tell it: for machines, and in words for people."""
    return {"point": Point.of(point), "position": format_ddm(point)}


def _for(reader: str, one: CoordinationView) -> CoordinationView:
    """The proposal without its alerts for third parties, and whom to ask next for who asks."""
    if reader == one.from_centre.party:
        return one
    others: dict[str, object] = {"ask_next": [], "ask_none": None}
    if reader != one.to_centre.party:
        others |= {"alerts": [], "contacts_exhausted_at": None}
    return one.model_copy(update=others)


def proposal(row: Coordination, centres: Mapping[UUID, CentreRef]) -> CoordinationView:
    """A proposal to take an office over."""
    asker, asked = centres[row.from_centre_id], centres[row.to_centre_id]
    return CoordinationView.of_row(
        row,
        from_centre=asker,
        to_centre=asked,
        answer_due_at=None,
        alerts=[],
        contacts_exhausted_at=None,
        ask_next=[],
        ask_none=None,
    )


def phase_change(row: PhaseChange, centres: Mapping[UUID, CentreRef]) -> PhaseView:
    """One classification."""
    return PhaseView.of_row(row, by_centre=centres[row.by_centre_id])


def log_line(row: LogLine, centres: Mapping[UUID, CentreRef]) -> LogLineView:
    """A line of the log."""
    return LogLineView.of_row(row, by_centre=centres[row.by_centre_id])


def sitrep(row: Sitrep, centres: Mapping[UUID, CentreRef], *, reader: str) -> SitrepView:
    """A situation report as a reader of the case's log reads it."""
    own = reader == row.party_code
    return SitrepView.of_row(
        row,
        centre=centres[row.centre_id],
        to=None if row.to_centre_id is None else centres[row.to_centre_id],
        by=row.by if own else None,
        text=row.text if own else None,
    )
