"""API shapes: what the platform answers about requests, offers and deployments."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from sar.agreements.words import ClearanceMode, Kind, Situation
from sar.alerts.views import AlertView
from sar.alerts.words import NobodyNext
from sar.geo.geojson import Point
from sar.incidents.centre_ref import CentreRef
from sar.incidents.words import HandoverFact, SitrepCause
from sar.languages.words import Direction, Language, LeftOut
from sar.matching.views import CitationView, MatchedNeed, MatchView
from sar.matching.words import NeedUnit, Verdict
from sar.requests.words import (
    AnswerSource,
    AnswerState,
    CallOutcome,
    EtaBy,
    FirstNeed,
    NeedGround,
    NotRecovering,
    OfferState,
    RequestState,
)
from sar.wire import DEPRECATED, Page, View


class LimitedUnitView(View):
    """A unit with means to take people aboard that sea or light hold back (`why`).

    `recovers`: its room counts in the coverage's `recovers`, by the light at the datum when it came
    or is expected: `dark`, null: nobody knows. Once it `came`, one `by_day_only` recovers while it
    is day there, whatever is told here.
    """

    name: str
    room: int
    persons_an_hour: int
    why: NotRecovering
    recovers: bool
    came: bool
    there: bool
    dark: bool | None
    sea_state_max: int | None


class CoverageView(View):
    """The amounts of what is `wanted`: promised (in time, late), on its way, and arrived.

    Wanted is the need's quantity; of persons no more than were recovered for it and are outstanding
    at most in its case.

    Of persons, what is promised is those `recovered` and the `room` for more; `recovers`: the room
    of units with the means to take people aboard (hoist, boats, low freeboard) in the sea state
    known (`sea_state`; null: nobody knows, and it limits nobody) and in the light when each comes,
    about `persons_an_hour` together, a house figure; `persons_an_hour_there`: of those at the
    scene. `room_unknown`: the units whose room nobody knows, as people are aboard who are not
    counted; they add to none of the amounts, which are so many at least.
    """

    wanted: int
    promised: int
    in_time: int
    late: int
    moving: int
    arrived: int
    missing: int
    recovered: int
    room: int
    recovers: int
    persons_an_hour: int
    persons_an_hour_there: int
    sea_state: int | None
    limited: list[LimitedUnitView]
    room_unknown: list[str]


class NeedView(View):
    """A need. `takes_people`: it asks for units that take people aboard; `coverage` is for the
    requester."""

    id: UUID
    ordinal: int
    what: str
    kinds: list[Kind]
    types: list[str]
    capabilities: list[str]
    quantity: int
    unit: NeedUnit
    from_at: datetime | None
    by_at: datetime | None
    until_at: datetime | None
    withdrawn_at: datetime | None
    takes_people: bool
    coverage: CoverageView | None


class ClockLimitView(View):
    """A clock's limit and where it comes from: an article, or a house figure. `serves`: the
    paragraph of a convention that it serves, empty where none speaks of such work; of an answer
    Annex 4.6 where the centre of the region asks, else 3.1.7."""

    minutes: int
    source: str
    house: bool
    serves: str = ""


class ClaimantView(View):
    """The party and centre that wrote down what another is claimed to have said."""

    party: str
    centre: str


class VoiceAnswerView(View):
    """A centre's answer by voice; or a call without one: then nobody's `function` is known.

    `claimed_by`: of a centre whose party has joined, who wrote it; it changes no state, and counts
    as said once the party has given the same answer here (`confirmed_at`). `source` link: the
    centre's own word, given by its answer link after the code. `late`: written down after a word
    that the centre has said later, which counts.
    """

    function: str
    said: str
    answer: AnswerState | CallOutcome
    at: datetime
    recorded_at: datetime
    claimed_by: ClaimantView | None = None
    confirmed_at: datetime | None = None
    source: AnswerSource = AnswerSource.VOICE
    late: bool = False


class AnswerLinkView(View):
    """A link by which a centre that has not joined answers. `opened_at`: when the code was given;
    `locked_at`: when it was wrong once too often."""

    made_at: datetime
    expires_at: datetime
    opened_at: datetime | None
    locked_at: datetime | None


class AddresseeView(View):
    """An addressed centre and its answer. `call_script_url`: it must be called, with that text.

    `alerts`: those that left for its contacts, or wait to. `contacts_exhausted_at`: when the last
    of them had been tried, without an answer, or, where none could be, the centre's time was over;
    `ask_next`: for the requester then, or once it was called in vain, whom to ask next, a proposal;
    `ask_none`: why nobody can be named. `link`: the newest answer link that was made for it; for
    the requester.
    """

    centre: CentreRef
    state: AnswerState
    sent_at: datetime | None
    acknowledge_due_at: datetime | None
    answer_due_at: datetime | None
    limits: dict[str, ClockLimitView]
    acknowledged_at: datetime | None
    answered_at: datetime | None
    overdue_at: datetime | None
    answer_overdue_at: datetime | None
    reason: str
    voice: list[VoiceAnswerView]
    call_script_url: str | None
    link: AnswerLinkView | None
    alerts: list[AlertView]
    contacts_exhausted_at: datetime | None
    ask_next: list[CentreRef]
    ask_none: NobodyNext | None


class RequestView(View):
    """A request. The requester reads it with all answers and the coverage.

    An addressed party reads its own answers alone; `version` is 0 and `updated_at` null then,
    because they would tell how busy others are with it.
    """

    id: UUID
    version: int
    reference: str
    incident_id: UUID | None
    party: str
    centre: CentreRef
    exercise: bool
    situation: Situation
    state: RequestState
    message: str
    place: Point | None
    needs: list[NeedView]
    addressees: list[AddresseeView]
    created_at: datetime
    opened_at: datetime | None
    ended_at: datetime | None
    reason: str
    updated_at: datetime | None


class MutingView(View):
    """A party's alarms of requests and clearances by `of_party`, and of its cases that touch a
    region, below distress, silent until `until_at` at the latest. Both parties read it. `centre`:
    of the party, which has silenced them."""

    id: UUID
    party: str
    centre: CentreRef
    of_party: str
    reason: str
    at: datetime
    until_at: datetime
    ended_at: datetime | None


class RestView(View):
    """A clause that an offer or deployment rests on, and what it says there."""

    asset_id: UUID
    dimension: str
    agreement: str
    version: int
    article: str
    term_id: UUID
    says: str


class OfferItemView(View):
    """One asset of an offer. `persons`: how many survivors one lift of all of them takes."""

    id: UUID
    need_id: UUID | None
    asset_id: UUID
    name: str
    type: str
    kind: Kind
    quantity: int
    persons: int
    carrier_asset_id: UUID | None
    from_at: datetime
    until_at: datetime | None
    promised_at: datetime | None
    eta_at: Annotated[datetime | None, DEPRECATED]
    eta_by: Annotated[EtaBy | None, DEPRECATED]


class OfferView(View):
    """An offer, as the offering party and the requester or lead read it."""

    id: UUID
    version: int
    request_id: UUID | None
    incident_id: UUID | None
    party: str
    centre: CentreRef
    to_party: str
    state: OfferState
    valid_until: datetime
    conditions: str
    items: list[OfferItemView]
    rests_on: list[RestView]
    created_at: datetime
    decide_due_at: datetime | None
    """The instant by which it is to be accepted or declined; null: its own party is to confirm it
    first, or it is for capacity building. It stands until `valid_until` all the same."""
    decided_at: datetime | None
    reason: str
    updated_at: datetime


class CrossingView(View):
    """A border on a unit's way, or what its scene drifts into, and what governs crossing it.

    `code` is that of the reason in matches; `ask`: its own party asks for entry there, or
    notifies it, or its passage; `mode`: which of the two leaves unless it chooses. `at_minutes`,
    `at`: when it is there, where that is known. `place`: on the border, as the State is told it;
    null where none is known, or where it is so near to the scene that it would tell a State where
    the scene is that does not see the case.
    """

    territory: str
    code: str
    sentence: str
    basis: CitationView | None
    ask: bool
    mode: ClearanceMode
    lead_minutes: int
    contact: str
    at_scene: bool
    at_nm: float | None
    at_minutes: float | None
    at: datetime | None
    place: Point | None
    centre: CentreRef | None
    """The State's centre to ask: the one that leads the case, or the nearest."""


class NextSitrepView(View):
    """The next situation report of the reader's centre. `due_at`: since when it is due, where there
    are `causes`, else when it will be; null: no more is. A house figure, which stops nobody."""

    number: int
    last_at: datetime | None
    due_at: datetime | None
    causes: list[SitrepCause]


class TextsOverview(View):
    """The texts of a case that are still to be sent, for the party that leads it; others read none.

    `untold`: centres that were activated and have had no report since the search ended (Annex
    4.8.3); `ships`: those that were hailed, to be told by radio.
    """

    as_of: datetime
    sitrep: NextSitrepView | None
    untold: list[CentreRef]
    ships: list[str]


class OtherTextView(View):
    """A text in another language than English, which prevails. `reviewed`: a native reader has
    approved each phrase of it."""

    language: Language
    direction: Direction
    body: str
    reviewed: bool


class TranslatedTextView(View):
    """A text as it is sent, and in another language; `left_out`: why there is none."""

    text: str
    in_other_language: OtherTextView | None
    left_out: LeftOut | None


class HandoverLineView(View):
    """A fact to hand over. `first`: one of the four that come first."""

    fact: HandoverFact
    text: str
    known: bool
    first: bool


class HandoverSheetView(View):
    """The twelve facts to hand over with a case, at `as_of`."""

    as_of: datetime
    lines: list[HandoverLineView]


class SoonestView(View):
    """A unit or ship that could take people aboard, and in how many minutes; `party` null: a ship
    of opportunity, which is hailed."""

    asset_id: UUID | None
    ship_id: UUID | None
    party: str | None
    name: str
    type: str
    minutes: float


class AskFirstView(View):
    """A centre whose party has a unit that could be sooner than one's own, and is not asked."""

    centre: CentreRef
    unit: SoonestView


class RoomTaskedView(View):
    """The units of a case that take people aboard, at the scene or to come, and for how many people
    they have room, by one lift of each, in the sea and light known. `at_least`: of some unit nobody
    knows for how many. `enough`: for all who are still to be taken aboard."""

    units: int
    room: int
    at_least: bool
    enough: bool


class FirstUnitView(View):
    """The first that could take people aboard, as the lead sees it; null: none is seen.

    `acknowledged`: its owner knows what is asked of it: it has acknowledged and not declined, or an
    offer of its waits to be decided. `ask`: whom to ask, a proposal; nobody is asked by it, and no
    party that the case is kept from is named. `need`: the need that the case has first, as it
    stands, not filed (`ground`: the fact of the case by which it was chosen); `best`: the first
    five of those that could come for it, in the order of a match list, and `without_means`: those
    of them of whose type no means is known by which it lifts people out of the water, where the
    need is to do so. `people`: the need to take aboard all who are still to be; `pob_told`:
    somebody has told how many.
    """

    as_of: datetime
    soonest: SoonestView | None
    acknowledged: bool
    ask: list[AskFirstView]
    first: FirstNeed
    ground: NeedGround
    need: MatchedNeed
    people: MatchedNeed
    pob_told: bool
    best: list[MatchView]
    without_means: list[UUID]
    totals_by_verdict: dict[Verdict, int]
    """As in the match list of the need."""
    tasked: RoomTaskedView


class WithoutUnitView(View):
    """The room for people that a case in distress has without a unit, in a sentence; empty where
    all can be taken aboard, or it is no such case. `waits`: it is sent away once a second person
    of the party says so too, or on an urgent ground."""

    reason_needed: bool
    waits: bool
    sentence: str


class RequestPage(Page[RequestView]):
    """Requests."""
