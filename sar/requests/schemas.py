"""API shapes: what clients send about requests, offers and deployments."""

from datetime import datetime
from typing import Annotated, Final, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError
from uuid_utils.compat import uuid7

from sar.agreements.words import ClearanceMode, Situation
from sar.geo.geojson import Point
from sar.incidents.people.headcount import CountedKind
from sar.incidents.schemas import Count
from sar.incidents.words import SentAwayReason
from sar.matching.schemas import NeedBody, Units
from sar.plain_fields import At, Flag
from sar.requests.words import AnswerState, CallOutcome, ClearanceState, DeploymentAction
from sar.text_fields import Line, Named, PartyCode, Prose, Reason
from sar.wire import DEPRECATED, Body

LONGEST_MUTING_MINUTES: Final = 12 * 60
"""A house figure: no watch is longer, and the next one decides anew."""

Persons = Annotated[int, Field(strict=True, ge=1, le=100_000)]


LivesFact = Literal[
    DeploymentAction.FOUND_DEAD,
    DeploymentAction.DIED,
    DeploymentAction.BORN,
    DeploymentAction.BACK_IN_WATER,
]
"""A fact about lives, which is told in every state of a unit."""


Needs = Annotated[list[NeedBody], Field(min_length=1, max_length=50)]
CentreIds = Annotated[tuple[UUID, ...], Field(max_length=50)]


WithoutCase = Literal[Situation.BORDER_EMERGENCY, Situation.CAPACITY_BUILDING]


class RequestBody(Body):
    """A new request, as a draft or sent at once (`open`).

    With an incident its datum says where; without one it is for capacity building, or for help in a
    border emergency (people in distress are a case, whatever else happens there), and `place` may
    say where.
    """

    id: UUID = Field(default_factory=uuid7)
    incident_id: UUID | None = None
    situation: WithoutCase | None = Field(
        default=None, description="without an incident; null: capacity building"
    )
    message: Prose = ""
    place: Point | None = None
    needs: Needs
    to: CentreIds = ()
    open: Flag = False


class AmendRequestBody(Body):
    """The needs from now on: those with a known id are changed, new ones added, those left out
    withdrawn. `to` adds centres."""

    reason: Reason
    needs: Needs
    message: Prose | None = None
    to: CentreIds = ()


class AcknowledgeRequestBody(Body):
    """Acknowledge, for the caller's own centre unless told."""

    centre_id: UUID | None = None


class DeclineRequestBody(Body):
    """Decline, with a reason."""

    reason: Reason
    centre_id: UUID | None = None


class VoiceAnswerBody(Body):
    """An addressed centre's answer by voice, recorded by the requester.

    `function` is who spoke there (duty officer, deputy), never a name.
    """

    centre_id: UUID
    function: Named
    answer: Literal[AnswerState.ACKNOWLEDGED, AnswerState.OFFERED, AnswerState.DECLINED]
    said: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
    at: At | None = None


class CallBody(Body):
    """A call that nobody answered at an instant, or that need not be made any more."""

    outcome: CallOutcome
    note: Line = ""
    at: At | None = None


class RequestCallBody(CallBody):
    """The same, of one addressed centre."""

    centre_id: UUID


class OptionalReasonBody(Body):
    """Close a request: its work is done or no longer needed."""

    reason: Line = ""


class MuteBody(Body):
    """Silence the own party's alarms of a party's requests below distress, for so many minutes. The
    reason is told to both parties."""

    id: UUID = Field(default_factory=uuid7)
    party: PartyCode
    minutes: Annotated[int, Field(strict=True, ge=1, le=LONGEST_MUTING_MINUTES)]
    reason: Reason


class OfferItemBody(Body):
    """One asset of an offer. `need_id` may be left out when the request has one need, and by what
    only carries another item: then it counts for none. `promised_at`: the arrival that its party
    promises, if it promises any; `eta_at` is its earlier name."""

    asset_id: UUID
    need_id: UUID | None = None
    quantity: Units = 1
    carrier_asset_id: UUID | None = None
    from_at: At | None = None
    until_at: At | None = None
    promised_at: At | None = None
    eta_at: Annotated[At | None, DEPRECATED] = None

    @property
    def promise(self) -> datetime | None:
        """The arrival that is promised."""
        return self.promised_at or self.eta_at

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        starts = [at for at in (self.from_at, self.promise) if at is not None]
        if self.until_at is not None and any(at >= self.until_at for at in starts):
            raise PydanticCustomError("window_reversed", "until_at is not after it begins")
        return self


class OfferBody(Body):
    """An offer of own assets. `provisional`: it is to be confirmed before it can be accepted.

    `accept`: the requester or lead offers its own assets and accepts them in the same act.
    `centre_id`: which of the party's centres makes it; when left out the caller's own, or that one
    of the party's which was asked.
    """

    id: UUID = Field(default_factory=uuid7)
    centre_id: UUID | None = None
    items: Annotated[list[OfferItemBody], Field(min_length=1, max_length=50)]
    valid_until: At
    conditions: Prose = ""
    provisional: Flag = False
    accept: Flag = False

    @model_validator(mode="after")
    def _certain(self) -> Self:
        if self.accept and self.provisional:
            raise PydanticCustomError(
                "provisional_accepted", "a provisional offer cannot be accepted at once"
            )
        ids = [item.asset_id for item in self.items]
        if len(ids) != len(set(ids)):
            raise PydanticCustomError("asset_twice", "items name an asset twice")
        return self


class HeardSecondBody(Body):
    """A second person who was heard by voice, by function, and when."""

    function: Named
    at: At | None = None


class StepDeploymentBody(Body):
    """A step of a deployment: when, where, who said so; persons taken aboard, or delivered to a
    `place`.

    `uncounted`: besides `persons` others were taken aboard, or all other living were landed, and
    nobody has counted them. `load`, `embark` and `deliver` say so too without any number.
    `dead` of `deliver`: the dead who were landed, with the living or, without `persons` and
    `uncounted`, alone.
    `point` of `arrive`, `load` and `embark` is where the people are: it joins the positions
    reported in the case. `point` and `place` of `refuel` are where the fuel is: the next stay on
    scene is counted from there.
    `promised_at`: the arrival that is promised from now on; `eta_at` is its earlier name. `promise`
    needs it.
    `reason`, with words in `note`, and `second` are for `release`, `stand-down` and `recall`: a
    unit that is sent away from people in distress who are still to be taken aboard needs the first,
    and the last able one, or one beside which those that stay are next to nothing, a second
    person."""

    at: At | None = None
    reason: SentAwayReason | None = None
    second: HeardSecondBody | None = None
    point: Point | None = None
    said_by: Line = ""
    note: Line = ""
    persons: Persons | None = None
    uncounted: bool = False
    dead: Count | None = None
    place: Line = ""
    promised_at: At | None = None
    eta_at: Annotated[At | None, DEPRECATED] = None

    @property
    def promise(self) -> datetime | None:
        """The arrival that is promised from now on."""
        return self.promised_at or self.eta_at


class CorrectCountBody(Body):
    """The persons of a unit as somebody has counted them anew: aboard now, delivered so far, and
    the dead, who are in neither. `aboard` or `delivered` null: as before, counted or not.
    `dead_landed`: those of the dead who were landed; as before, when left out."""

    aboard: Count | None
    delivered: Count | None
    dead: Count = 0
    dead_landed: Count | None = None
    reason: Reason
    source: Named


class LivesBody(Body):
    """A fact about lives: `persons` were found dead, or died after they were recovered, or were
    born aboard, or went into the water again; when, and by whose word."""

    fact: LivesFact
    persons: Persons
    at: At | None = None
    said_by: Line = ""
    note: Line = ""


class HeadcountBody(Body):
    """The persons whom a unit recovered, by kind. A kind that is left out is not counted, and keeps
    what was counted before; null: nobody knows any more."""

    counts: Annotated[dict[CountedKind, Count | None], Field(min_length=1)]
    source: Named
    at: At | None = None


class HeardFromBody(Body):
    """A word of a unit's crew, heard by voice: when, and who said so. `endurance_minutes`: how long
    its fuel lasts from then, which overrules what is reckoned by a full tank. `check_in_minutes`:
    it is to be heard each so many minutes from now on, also while its positions come; 0: as its
    kind is; left out: as before."""

    at: At | None = None
    said_by: Line = ""
    note: Line = ""
    endurance_minutes: Annotated[int, Field(strict=True, ge=0, le=30_000)] | None = None
    check_in_minutes: Annotated[int, Field(strict=True, ge=0, le=1_440)] | None = None


class TransferSurvivorsBody(Body):
    """People handed over to another deployment of the same incident: `persons` alive, and the
    `dead`, with them or alone. `uncounted`, or without any number: all other living went too, and
    nobody has counted them."""

    to_deployment_id: UUID
    persons: Persons | None = None
    uncounted: bool = False
    dead: Persons | None = None
    at: At | None = None
    said_by: Line = ""
    note: Line = ""


class DivertDeploymentBody(Body):
    """The other incident, and why. `need_id` may be left out when one open need there fits.
    `second`: such a unit leaves a case in distress for one below distress only once a second person
    says so too: the last able one, or one beside which those that stay are next to nothing."""

    incident_id: UUID
    need_id: UUID | None = None
    reason: Reason
    second: HeardSecondBody | None = None


class MissionBody(Body):
    """The projected mission and the need for it, as the State that is entered is told them (SAR
    Convention, Annex 3.1.3); what is left out is not told. `need`: what makes the entry necessary.
    `crew`: how many are aboard, of the crew. `landing`: where it lands or refuels there."""

    need: Line = ""
    crew: Annotated[int, Field(strict=True, ge=0, le=10_000)] | None = None
    tracks: Line = ""
    heights: Line = ""
    duration_minutes: Annotated[int, Field(strict=True, ge=1, le=100_000)] | None = None
    landing: Line = ""
    radio: Line = ""
    transponder: Line = ""
    liaison: Line = ""


class AskClearanceBody(Body):
    """Ask a State for a unit's clearance, or notify its entry or passage.

    `mode`: whether a request leaves or a notice, which its party may always choose; else what the
    ruling says, and a notice where nobody's leave is needed. If leave is needed a notice gives
    none: the unit is still to be asked for, and a request takes the notice's place. `centre_id`:
    which of its centres; else the one that leads the case, or the nearest. `mission`: what that
    State needs to know (Annex 3.1.3); `details`: what else. `place` and `enters_at`: where and when
    it enters, else as the platform reckons.
    """

    id: UUID = Field(default_factory=uuid7)
    territory: PartyCode
    mode: Literal[ClearanceMode.NOTIFY, ClearanceMode.REQUEST] | None = None
    centre_id: UUID | None = None
    details: Prose = ""
    mission: MissionBody = MissionBody()
    place: Point | None = None
    enters_at: At | None = None


class GrantClearanceBody(Body):
    """Let the unit enter, on conditions, until an instant or for as long as it is at work."""

    conditions: Prose = ""
    valid_until: At | None = None


class ClearanceVoiceAnswerBody(Body):
    """The State's answer by voice, recorded by the party that asked it.

    `function` is who spoke there (duty officer, deputy), never a name. The words are kept as the
    conditions, or as the reason of a refusal. Of a grant, `valid_until` is the end that was said,
    which may be over by now, or `no_end_said` that none was; with neither nothing is told of it.
    """

    function: Named
    answer: Literal[ClearanceState.ACKNOWLEDGED, ClearanceState.GRANTED, ClearanceState.REFUSED]
    said: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
    at: At | None = None
    valid_until: At | None = None
    no_end_said: Annotated[bool, Field(strict=True)] = False

    @model_validator(mode="after")
    def _one_end(self) -> Self:
        ends = [self.valid_until is not None, self.no_end_said]
        if any(ends) and self.answer is not ClearanceState.GRANTED:
            raise PydanticCustomError("end_without_grant", "an end belongs to a grant alone")
        if all(ends):
            raise PydanticCustomError("two_ends", "either an end was said, or none")
        return self


class ExtendDeploymentBody(Body):
    """The end of the asset's window from now on; null: until it is released."""

    until_at: At | None


class HailShipBody(Body):
    """Hail a ship of opportunity for an incident (SOLAS V/33). `promised_at`: the arrival that its
    master promises, if any; `eta_at` is its earlier name."""

    id: UUID = Field(default_factory=uuid7)
    ship_id: UUID
    need_id: UUID | None = None
    promised_at: At | None = None
    eta_at: Annotated[At | None, DEPRECATED] = None
    note: Line = ""

    @property
    def promise(self) -> datetime | None:
        """The arrival that its master promises."""
        return self.promised_at or self.eta_at
