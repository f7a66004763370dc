"""Rows of requests, offers, deployments and clearances as the views that each side reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sar.agreements.words import Kind
from sar.alerts.presenting import alert_views, exhausted_at, proposed_by
from sar.alerts.rows import Alerting
from sar.assets.catalogue import type_of
from sar.assets.reporting_interval import interval_of
from sar.geo.geojson import Point
from sar.incidents.centre_ref import CentreRef
from sar.matching.findings import Remark
from sar.matching.views import RemarkView
from sar.matching.words import NeedUnit
from sar.requests.clearance_rules import clear_from, is_objection, warnings
from sar.requests.clearance_views import ClearanceView, MissionView, ParticularsView
from sar.requests.coverage import NOBODY_KNOWS, Coverage, PeopleThere, Promise, cover
from sar.requests.deployment_views import (
    BriefDeploymentView,
    CrewFuelView,
    DeploymentStepView,
    DeploymentView,
    DivertView,
    ExpectedTimeView,
    StepDoubtView,
    SurvivorsLineView,
    UnheardView,
)
from sar.requests.grant_end import end_of
from sar.requests.models import (
    Addressee,
    Clearance,
    Deployment,
    DeploymentStep,
    ExpectedTime,
    Muting,
    Need,
    Offer,
    OfferItem,
    Request,
)
from sar.requests.recovery import means_of, need_takes_people
from sar.requests.views import (
    AddresseeView,
    AnswerLinkView,
    ClockLimitView,
    CoverageView,
    LimitedUnitView,
    MutingView,
    NeedView,
    OfferItemView,
    OfferView,
    RequestView,
    VoiceAnswerView,
)
from sar.requests.words import ClearanceState, DeploymentAction, EtaBy, OfferState

Centres = Mapping[UUID, CentreRef]


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Centres, and parties, that are not to be asked next."""

    centres: frozenset[UUID]
    parties: frozenset[str]

    def holds(self, centre: CentreRef) -> bool:
        """Whether the centre is among them."""
        return centre.id in self.centres or centre.party in self.parties


@dataclass(frozen=True, slots=True)
class RequestParts:
    """The rows that belong to a request besides its own."""

    needs: Sequence[Need] = ()
    addressees: Sequence[Addressee] = ()
    promises: Mapping[UUID, list[Promise]] = field(default_factory=dict)
    """By need."""
    people: PeopleThere = NOBODY_KNOWS
    """The people of its case, for needs for persons."""
    counted: bool = True
    """The people may be counted: else needs for persons have no coverage."""
    alerting: Mapping[UUID, Alerting] = field(default_factory=dict)
    """By addressee, the alerts to its contacts."""
    kept_from: frozenset[str] = frozenset()
    """The parties that its case is kept from; read where centres are proposed."""

    def without_withdrawn(self) -> "RequestParts":
        """As in the picture, which needs that were withdrawn have left."""
        return replace(self, needs=[need for need in self.needs if need.withdrawn_at is None])

    def uncounted(self) -> "RequestParts":
        """The parts for who filed it and leads no more: the people are the lead's to count."""
        return replace(self, people=NOBODY_KNOWS, counted=False)

    def proposed(self) -> set[UUID]:
        """The centres that the requester may ask next."""
        return {
            UUID(id_)
            for row in self.addressees
            if (found := self.alerting.get(row.id)) is not None
            for id_ in found.escalation.ask_next
        }

    def passed_over(self) -> "PassedOver":
        """The centres and parties to propose no more: asked meanwhile, or kept from the case."""
        asked = frozenset(row.centre_id for row in self.addressees)
        return PassedOver(asked, self.kept_from)

    def coverage(self) -> dict[UUID, Coverage]:
        """The coverage of every need that has not been withdrawn and may be counted."""
        return {
            need.id: cover(
                wanted=need.quantity,
                unit=need.unit,
                by_at=need.by_at,
                promises=self.promises.get(need.id, []),
                people=self.people,
            )
            for need in self.needs
            if need.withdrawn_at is None and (self.counted or need.unit is NeedUnit.ASSETS)
        }


def promise(row: Deployment) -> Promise:
    """A deployment as a need counts it."""
    return Promise(
        state=row.state,
        quantity=row.quantity,
        persons=row.persons,
        recovered=row.recovered - row.back_in_water,
        promised_at=row.promised_at,
        is_expected=row.told_at is not None,
        late=row.late,
        arrived_at=row.arrived_at,
        aboard=row.aboard,
        means=means_of(type_of(row.type_code)),
        is_vessel=type_of(row.type_code).kind is Kind.VESSEL,
        name=row.name,
        expected_at=row.told_at,
        uncounted=row.uncounted_aboard,
    )


def request_view(
    row: Request, parts: RequestParts, centres: Centres, *, reader: str | None
) -> RequestView:
    """The request as an addressed party (`reader`) reads it; None: as the requester does."""
    coverage = parts.coverage() if reader is None else {}
    return RequestView(
        id=row.id,
        version=row.version if reader is None else 0,
        reference=row.reference,
        incident_id=row.incident_id,
        party=row.party_code,
        centre=centres[row.centre_id],
        exercise=row.exercise,
        situation=row.situation,
        state=row.state,
        message=row.message,
        place=row.place and Point.of(row.place),
        needs=[_need(need, coverage.get(need.id)) for need in parts.needs],
        addressees=[
            _addressee(
                addressed,
                row,
                centres,
                parts.alerting.get(addressed.id),
                own=reader is None,
                passed_over=None if reader or not parts.counted else parts.passed_over(),
            )
            for addressed in parts.addressees
            if reader is None or addressed.party_code == reader
        ],
        created_at=row.created_at,
        opened_at=row.opened_at,
        ended_at=row.ended_at,
        reason=row.reason,
        updated_at=row.updated_at if reader is None else None,
    )


def _need(row: Need, coverage: Coverage | None) -> NeedView:
    return NeedView.of_row(
        row, takes_people=takes_people(row), coverage=coverage and coverage_view(coverage)
    )


def takes_people(row: Need) -> bool:
    """Whether the need asks for units that take people aboard."""
    return need_takes_people(
        unit=row.unit, kinds=row.kinds, types=row.types, capabilities=row.capabilities
    )


def coverage_view(coverage: Coverage) -> CoverageView:
    """The coverage, with the units that a limit holds back."""
    limited = [LimitedUnitView.of_row(unit) for unit in coverage.limited]
    return CoverageView.of_row(coverage, limited=limited)


def _addressee(
    row: Addressee,
    request: Request,
    centres: Centres,
    alerting: Alerting | None,
    *,
    own: bool,
    passed_over: PassedOver | None,
) -> AddresseeView:
    """`passed_over`: None to whom nobody is proposed."""
    escalation = alerting.escalation if alerting and passed_over else None
    proposed = [centres[UUID(id_)] for id_ in (escalation.ask_next if escalation else ())]
    centre = centres[row.centre_id]
    by_voice = centre.listed and row.sent_at is not None and request.incident_id is not None
    return AddresseeView(
        centre=centre,
        state=row.state,
        sent_at=row.sent_at,
        acknowledge_due_at=row.acknowledge_due_at,
        answer_due_at=row.answer_due_at,
        limits={clock: ClockLimitView(**limit) for clock, limit in row.limits.items()},
        acknowledged_at=row.acknowledged_at,
        answered_at=row.answered_at,
        overdue_at=row.overdue_at,
        answer_overdue_at=row.answer_overdue_at,
        reason=row.reason,
        voice=[VoiceAnswerView(**said) for said in row.voice],
        call_script_url=call_script_url(request.incident_id, row.centre_id) if by_voice else None,
        link=_link(row.link) if own else None,
        alerts=alert_views(alerting),
        contacts_exhausted_at=exhausted_at(alerting),
        ask_next=[one for one in proposed if passed_over and not passed_over.holds(one)],
        ask_none=escalation.ask_none if escalation else None,
    )


def _link(link: dict[str, Any] | None) -> AnswerLinkView | None:
    return None if link is None else AnswerLinkView(**link)


def call_script_url(incident_id: UUID | None, centre_id: UUID) -> str:
    """The address of the text with which a listed centre is called."""
    return f"/api/incidents/{incident_id}/text?kind=call-script&centre_id={centre_id}"


def offer_view(
    row: Offer, items: Sequence[OfferItem], centres: Centres, *, state: OfferState | None = None
) -> OfferView:
    """The offer; `state` when it counts as another than was last recorded (expired)."""
    return OfferView.of_row(
        row,
        party=row.party_code,
        centre=centres[row.centre_id],
        state=state or row.state,
        items=[_item(item) for item in items],
    )


def muting_view(row: Muting, centres: Centres) -> MutingView:
    """The muting, as both its parties read it."""
    return MutingView.of_row(row, party=row.party_code, centre=centres[row.centre_id])


def items_said(items: Sequence[OfferItem]) -> str:
    """The items in a few words, for facts: `2 × Portable pump, Rescue 1`."""
    return ", ".join(
        f"{item.quantity} × {item.name}" if item.quantity > 1 else item.name for item in items
    )


def _item(row: OfferItem) -> OfferItemView:
    return OfferItemView.of_row(
        row,
        type=row.type_code,
        kind=type_of(row.type_code).kind,
        eta_at=row.promised_at,
        eta_by=EtaBy.GIVEN if row.promised_at else None,
    )


def deployment_view(row: Deployment) -> DeploymentView:
    """The deployment as its owner and the requester or lead read it."""
    divert = row.divert_to and DivertView(
        incident_id=row.divert_to, need_id=row.divert_need, reason=row.divert_reason
    )
    return DeploymentView.of_row(
        row,
        view="full",
        party=row.party_code,
        type=row.type_code,
        kind=type_of(row.type_code).kind,
        divert=divert or None,
        doubts=[StepDoubtView(**one) for one in row.doubts],
        eta_at=row.promised_at or row.first_expected_at,
        eta_by=_eta_by(row),
        voice_minutes=_voice_minutes(row),
        unheard=UnheardView(**row.unheard) if row.unheard else None,
        fuel=CrewFuelView(**row.fuel) if row.fuel else None,
        must_leave_at=_must_leave_at(row),
        **_getting_old(row),
    )


def _getting_old(row: Deployment) -> dict[str, Any]:
    """The figures by which the circle of an old position grows: of its type, which all may know."""
    asset_type = type_of(row.type_code)
    interval = interval_of(asset_type)
    return {
        "report_minutes": interval and interval.position // timedelta(minutes=1),
        "type_kn": asset_type.figures.response_kn,
    }


def _voice_minutes(row: Deployment) -> int | None:
    interval = interval_of(type_of(row.type_code))
    return None if interval is None else interval.voice // timedelta(minutes=1)


def _must_leave_at(row: Deployment) -> datetime | None:
    """The instant by which it must leave the scene: by its crew's own word, else by a full tank,
    while it is there."""
    if row.fuel is not None:
        return row.fuel["leave_at"] and datetime.fromisoformat(row.fuel["leave_at"])
    last = row.stints[-1] if row.stints else None
    if last is None or last["until_at"] or not last["fuel_until_at"]:
        return None
    return datetime.fromisoformat(last["fuel_until_at"])


def _eta_by(row: Deployment) -> EtaBy | None:
    if row.promised_at is not None:
        return EtaBy.GIVEN
    return EtaBy.RECKONED if row.first_expected_at is not None else None


def expected_view(row: ExpectedTime) -> ExpectedTimeView:
    """The time as its reader sees it."""
    return ExpectedTimeView.of_row(row, id=row.work_id)


def brief_view(row: Deployment) -> BriefDeploymentView:
    """The deployment as the other parties involved in the incident read it: field by field."""
    return BriefDeploymentView(
        id=row.id,
        incident_id=row.incident_id,
        asset_id=row.asset_id,
        ship_id=row.ship_id,
        party=row.party_code,
        lead_party=row.lead_party,
        name=row.name,
        type=row.type_code,
        kind=type_of(row.type_code).kind,
        quantity=row.quantity,
        state=row.state,
        **_getting_old(row),
    )


def clearance_view(
    row: Clearance,
    centres: Centres,
    alerting: Alerting | None = None,
    *,
    state: ClearanceState | None = None,
) -> ClearanceView:
    """The clearance, as all its readers see it; `state` when it counts as another than was
    recorded."""
    state = state or row.state
    proposed = proposed_by(alerting)
    return ClearanceView.of_row(
        row,
        party=row.party_code,
        asked_by=centres[row.asked_by],
        centre=centres[row.centre_id],
        type=row.type_code,
        kind=type_of(row.type_code).kind,
        state=state,
        objection=is_objection(state, row.code),
        particulars=ParticularsView(**row.particulars),
        mission=MissionView(**row.mission),
        place=row.place and Point.of(row.place),
        clear_from=clear_from(
            state,
            code=row.code,
            asked_at=row.asked_at,
            lead_minutes=row.lead_minutes,
            answered_at=row.answered_at,
        ),
        end=end_of(row, state),
        link=_link(row.link),
        warnings=[RemarkView.of_row(one) for one in _warnings(row)],
        alerts=alert_views(alerting),
        contacts_exhausted_at=exhausted_at(alerting),
        ask_next=[centres[id_] for id_ in proposed],
        ask_none=alerting.escalation.ask_none if alerting else None,
        signal_url=f"/api/clearances/{row.id}/signal",
    )


def _warnings(row: Clearance) -> list[Remark]:
    return warnings(row.territory, row.place, declared=bool(row.basis.get("waters")))


def survivors_line(step: DeploymentStep, unit: Deployment) -> SurvivorsLineView:
    """One line of the list of survivors."""
    return SurvivorsLineView.of_row(
        step, name=unit.name, party=unit.party_code, action=DeploymentAction(step.action)
    )


def step_view(row: DeploymentStep) -> DeploymentStepView:
    """One step of a deployment."""
    return DeploymentStepView.of_row(row, point=row.point and Point.of(row.point))
