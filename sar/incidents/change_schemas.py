"""Request bodies of changes to a case, of words on it, and of its end.

Persons are counted, never named.
"""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError
from uuid_utils.compat import uuid7

from sar.agreements.words import Phase
from sar.geo.geojson import AreaShape, Latitude, Longitude, Point
from sar.incidents.distress import Answer, Criterion
from sar.incidents.schemas import (
    ConditionsBody,
    Count,
    CraftBody,
    DatumUncertainty,
    DriftBody,
    IncidentSituation,
    PobBody,
)
from sar.incidents.ship_inquiries import ShipSource
from sar.incidents.words import (
    HandoverFact,
    HelpGone,
    Office,
    SitrepForm,
    SuspensionGround,
    UnitComes,
)
from sar.plain_fields import At, Flag
from sar.text_fields import Line, Named, PartyCode, Prose, Reason
from sar.wire import Body, ReasonBody

MOST_TURNS = 20


class InWaterBody(Body):
    """People are in the water: since when, and who says so."""

    since: At
    source: Named


class KeepFromBody(Body):
    """A party that is not to be told of the case, and why; or no longer, and why."""

    party: PartyCode
    reason: Reason


class KeepFromNoMoreBody(Body):
    """A party that may be told after all, or words that name none and mean nobody any more; and
    why."""

    party: PartyCode | None = None
    word: Line = ""
    reason: Reason

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if (self.party is None) is (self.word == ""):
            raise PydanticCustomError(
                "party_or_word", "names either a party or the words that name none"
            )
        return self


class HolderBody(Body):
    """The holder of an office on scene: a unit by name, and its asset or ship if known here."""

    name: Named
    asset_id: UUID | None = None
    ship_id: UUID | None = None
    channel: Line = ""


class ChannelBody(Body):
    """A channel and its purpose."""

    purpose: Named
    channel: Named
    note: Line = ""


class SearchAreaBody(Body):
    """An area to be searched, and by whom."""

    name: Named
    area: AreaShape
    assigned_to: Line = ""
    pattern: Line = ""
    note: Line = ""


class AltitudeBlockBody(Body):
    """Heights kept for one aircraft or purpose."""

    assigned_to: Named
    from_ft: Annotated[int, Field(strict=True, ge=0, le=60_000)]
    to_ft: Annotated[int, Field(strict=True, ge=0, le=60_000)]
    note: Line = ""

    @model_validator(mode="after")
    def _upwards(self) -> Self:
        if self.to_ft <= self.from_ft:
            raise PydanticCustomError("altitude_block", "to_ft is not above from_ft")
        return self


class ChangeIncidentBody(Body):
    """A change by the lead; fields left out stay. Null clears where a field may be empty.

    Fewer on board than before need a source, and `pob_reason`; and a second person within half an
    hour, until whom the search goes on for the number before. `in_water`: null once nobody is in
    the water any more. `territory_of`: the State that the lead tells first, which its party alone
    reads; whose waters these are is not said by it."""

    title: Named | None = None
    description: Prose | None = None
    object_class: Line | None = None
    craft: CraftBody | None = None
    situation: IncidentSituation | None = None
    territory_of: PartyCode | None = None
    pob: PobBody | None = None
    pob_reason: Line = ""
    in_water: InWaterBody | None = None
    conditions: ConditionsBody | None = None
    osc: HolderBody | None = None
    aco: HolderBody | None = None
    channels: Annotated[list[ChannelBody], Field(max_length=50)] | None = None
    search_areas: Annotated[list[SearchAreaBody], Field(max_length=50)] | None = None
    altitude_blocks: Annotated[list[AltitudeBlockBody], Field(max_length=50)] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set - {"pob_reason"}:
            raise PydanticCustomError("nothing_to_change", "names no field to change")
        empty = [n for n in self.model_fields_set & NOT_CLEARED if getattr(self, n) is None]
        if empty:
            raise PydanticCustomError("not_cleared", "{names} cannot be null", {"names": empty[0]})
        return self


NOT_CLEARED = {"title", "situation", "description", "object_class"}


class IssueSitrepBody(Body):
    """A situation report to be issued. `to_centre_id` null: to all concerned. `assistance`: what is
    wanted, in words; what nobody has accepted to give yet, when left out. `plans`: what comes next,
    in words. `form`: the first report of a centre is short, the later ones are full, when left
    out."""

    id: UUID = Field(default_factory=uuid7)
    to_centre_id: UUID | None = None
    assistance: Line = ""
    plans: Line = ""
    form: SitrepForm | None = None


class SetDatumBody(Body):
    """The working datum that the lead chooses."""

    point: Point
    at: At | None = None
    uncertainty_nm: DatumUncertainty
    drift: DriftBody | None = None
    reason: Prose = ""


class VoyageBody(Body):
    """The intended route of the craft: its last port, where that is, whither it was bound, and the
    turns of its way, lon and lat, the place that it was bound for last."""

    last_port: Line = ""
    port_at: Point | None = None
    bound_for: Line = ""
    way: Annotated[list[tuple[Longitude, Latitude]], Field(max_length=MOST_TURNS)] = Field(
        default_factory=list
    )
    left_at: At | None = None
    source: Named

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if self.port_at is None and not self.way:
            raise PydanticCustomError("no_route", "names neither a port's place nor a way")
        return self


class SetPhaseBody(Body):
    """A reclassification, in any direction, with its reason (Annex 4.4)."""

    phase: Phase
    reason: Reason


class CriterionBody(Body):
    """One line of the sheet as one source answers it.

    Answers of other sources stand beside it, and any *yes* counts; `takes_back`: why they stand no
    more, as somebody has decided.
    """

    criterion: Criterion
    answer: Answer
    source: Line = ""
    at: At | None = None
    """The instant of which it is known; now, unless given."""
    takes_back: Prose = ""


Answers = Annotated[list[CriterionBody], Field(max_length=len(Criterion))]


class SuggestBody(Body):
    """Lines of the sheet as they are typed."""

    answers: Answers = Field(default_factory=list)


class AssessBody(Body):
    """An assessment. Lines left out keep their answer; none at all: no change.

    `reason`: why the phase stays below what is suggested; the one given last stands while no
    graver phase is suggested than it was given for. `source` and `at`: who tells, and of when
    that is, also for lines without their own.
    """

    id: UUID = Field(default_factory=uuid7)
    source: Line = ""
    at: At | None = None
    answers: Answers = Field(default_factory=list)
    reason: Prose = ""

    @model_validator(mode="after")
    def _once_each(self) -> Self:
        named = [line.criterion for line in self.answers]
        if len(set(named)) < len(named):
            raise PydanticCustomError("named_twice", "names a criterion twice")
        return self


class HeardCriterionBody(Body):
    """One line of the sheet as it was heard; it takes nothing back."""

    criterion: Criterion
    answer: Answer
    source: Line = ""
    at: At | None = None


class HearCriteriaBody(Body):
    """Answers that were heard, beside the lead's sheet. `source` and `at`: who tells, else the
    centre, and of when that is, also for lines without their own."""

    source: Line = ""
    at: At | None = None
    answers: list[HeardCriterionBody] = Field(min_length=1, max_length=len(Criterion))


class SecondBody(Body):
    """The second person's word: the caller's, or by voice that of somebody named by `function`, at
    the time `at`.

    `word_id`: the assessment's, that of `fewer_on_board`, of a wish to suspend or to close, or that
    of a line in `sent_away`; null: the only one there is.
    """

    word_id: UUID | None = None
    function: Line = ""
    at: At | None = None


class RefusalBody(Body):
    """A refusal of help by those aboard, or its end; and who says so."""

    refuses: Flag = True
    since: At | None = None
    source: Named


class TowBody(Body):
    """The craft is under tow by a unit, and why; or, `over`, it is no more. `persons`: aboard what
    is towed; null: nobody knows."""

    unit: Named
    reason: Reason
    persons: Count | None = None
    at: At | None = None
    source: Line = ""
    over: Flag = False


class ShipsAskedBody(Body):
    """Ships, or those who follow ships, were asked about a craft that nobody can place."""

    sources: Annotated[list[ShipSource], Field(min_length=1, max_length=len(ShipSource))]
    heard: Prose = ""
    at: At | None = None


class OtherAuthorityBody(Body):
    """Another authority (police, customs, navy) has it, and what was heard from it.

    Several may have it at once, each by its `name`; what is left empty stays as it was told.
    `unit_gone`: its unit turned back, cannot come or is late; nobody is on the way by it.
    `unit_comes`: it is back, sails again, or another, the `unit`, has set out. `over`: it has it no
    more, and `heard` says why.
    """

    name: Named
    """Of the authority, never of a person."""
    function: Line = ""
    """The function of who spoke for it."""
    unit: Line = ""
    source: Line = ""
    """Another person or function that says so."""
    since: At | None = None
    """The time since which it has it."""
    contact_at: At | None = None
    """The time at which it was heard from: now, if a `function` is named. Without either the
    authority itself was not heard, and is to be: it is not confirmed by contact."""
    heard: Prose = ""
    unit_gone: HelpGone | None = None
    unit_comes: UnitComes | None = None
    over: Flag = False


class SmcByVoiceBody(Body):
    """A listed centre has taken the mission over by voice, or was heard from again: by whose
    `function`, in which words, on which channel, when (now, unless given)."""

    centre_id: UUID
    function: Named
    heard: Reason
    channel: Line = ""
    at: At | None = None


class ToldByVoiceBody(Body):
    """A listed centre was told of the case by voice: the `function` of who was spoken with, the
    words said, and when (now, unless given)."""

    centre_id: UUID
    function: Named
    said: Reason
    at: At | None = None


class ConfirmHandoverBody(Body):
    """Facts that the centre which leads now has heard, or that were read back by voice."""

    facts: Annotated[list[HandoverFact], Field(min_length=1, max_length=len(HandoverFact))]


class WriteLogBody(Body):
    """A line of the narrative log; `own` keeps it to the writing party."""

    id: UUID = Field(default_factory=uuid7)
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000)]
    at: At | None = None
    own: Flag = False


class LinkIncidentBody(Body):
    """Another party's case of the same event, and the grounds for thinking so."""

    other_id: UUID
    reason: Prose = ""


class CalledPeopleBody(Body):
    """A call to the people in distress: by whom of the centre (`function`), whether they were
    `reached`, what was `agreed`, and when they are called next (`next_at`; null, or where they were
    not reached: in 30 minutes; in six hours at most). Another party than the lead puts off no call
    that was to come sooner.
    """

    function: Named
    reached: bool = True
    agreed: Prose = ""
    at: At | None = None
    next_at: At | None = None


class FoundByOthersBody(Body):
    """People who were found by others than the units of the case: `by` an authority, the vessel of
    one, or that they reached the shore; never who they are. `alive` counts as delivered and `dead`
    as landed, unless they are `aboard` that vessel still; null: nobody has told how many.
    `corrects` an entry, with a `reason`: what is given here stands instead of that one."""

    by: Named
    alive: Count | None = None
    dead: Count | None = None
    aboard: bool = False
    place: Line = ""
    source: Named
    at: At | None = None
    corrects: UUID | None = None
    reason: Prose = ""


class ListTakenBody(Body):
    """The taking of the list of the missing and the dead by counts: the authority by name, whose
    `function` there, by which channel, when. Never who the missing and the dead are."""

    authority: Named
    function: Named
    channel: Named
    at: At | None = None


class SuspendBody(ReasonBody):
    """Suspend the search. `look_again_at`: within six hours, which it is unless given. With people
    unaccounted for a second person says so too: a second call, or by voice, named by function."""

    ground: SuspensionGround
    told: Prose = ""
    """The people who were told of it, in words."""
    look_again_at: At | None = None
    second: Line = ""


class LookAgainBody(ReasonBody):
    """A look at a suspended search, and the next one, within six hours."""

    look_again_at: At | None = None


class CloseIncidentBody(Body):
    """Close with an outcome. With anybody outstanding it takes a reason `despite` it, and a second
    person of the lead's watch: by `/second`, or by voice, named by function (`second`), at
    `second_at`.

    `same_as`: a linked case that it is the same as, led by the same party, where the search goes on
    for as many; it is closed at once by one person's word, with the `reason`, and a second person
    is awaited after the fact.
    """

    reason: Reason
    despite: Prose = ""
    same_as: UUID | None = None
    second: Line = ""
    second_at: At | None = None


class ProposeCoordinationBody(Body):
    """Propose that a centre take an office over; nothing changes until it accepts. `instead_of`: a
    proposal for the same office that nobody has answered; it is taken back by this."""

    id: UUID = Field(default_factory=uuid7)
    office: Office = Office.SMC
    to_centre_id: UUID
    reason: Prose = ""
    instead_of: UUID | None = None


class AcceptCoordinationBody(Body):
    """Take an office over. `holder` names the unit for the on-scene and aircraft offices."""

    office: Office = Office.SMC
    holder: HolderBody | None = None


class DeclineCoordinationBody(Body):
    """Decline to take an office over."""

    office: Office = Office.SMC
    reason: Reason


class WithdrawCoordinationBody(Body):
    """Take a proposal back."""

    office: Office = Office.SMC
    reason: Prose = ""
