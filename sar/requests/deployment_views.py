"""Response shapes of deployments: steps, stints, counts, and when they are expected."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from sar.agreements.words import CostRule, Kind
from sar.geo.geojson import Point
from sar.incidents.assessment_views import SentAwayView
from sar.incidents.people.headcount import CountedKind
from sar.matching.views import StopView
from sar.requests.views import RestView
from sar.requests.words import (
    DeploymentAction,
    DeploymentState,
    EtaBy,
    Lateness,
    NoTime,
    Owed,
    StepDoubt,
    StintBegin,
    Unheard,
)
from sar.wire import DEPRECATED, Page, View


class ExpectedTimeView(View):
    """The arrival of a unit as it is expected at `as_of`, from what the reader may see of it.

    `id`: the deployment's, or of an undecided offer the item's, as if it were accepted now. `at` is
    as likely too early as too late, `early_at` and `late_at` are the 10th and 90th percentile;
    null: `why` says why none is expected. `border_at` to `clear_at`: a wait for clearance.
    `was_at`: when a unit that is overdue should have been there. `place_at`: the instant of the
    position that it rests on. `on_scene_minutes`: how long its fuel lets it stay, by a full tank
    where it set out: nobody tells how much is left (`full_tank`: it is under way).
    `fuel_stops`: where it takes fuel. All but the times of arrival are for its two sides.
    """

    id: UUID
    incident_id: UUID | None
    at: datetime | None
    early_at: datetime | None
    late_at: datetime | None
    why: NoTime | None
    was_at: datetime | None
    leaves_at: datetime | None
    border_at: datetime | None
    clear_at: datetime | None
    fuel_stops: list[StopView]
    on_scene_minutes: float | None
    full_tank: bool
    place_at: datetime | None
    as_of: datetime


class StintView(View):
    """A time on scene. `began`: how its beginning, `from_at`, is known: it arrived then, or it took
    or gave people there then and nobody has told when it came, or not at all. `fuel_until_at`: when
    it must leave at the latest, by a full tank where it set out or took fuel; null: not known."""

    from_at: datetime
    began: StintBegin
    until_at: datetime | None
    fuel_until_at: datetime | None


class DivertView(View):
    """A diversion that the lead has proposed and the owner has not answered."""

    incident_id: UUID
    need_id: UUID | None
    reason: str


class DeploymentStepView(View):
    """One step of a deployment. `dead`: those who were landed with it. `uncounted`: besides those
    in the numbers others, whom nobody had counted."""

    id: UUID
    action: DeploymentAction | Literal["commit", "hail"]
    from_state: DeploymentState | None
    to_state: DeploymentState
    at: datetime
    recorded_at: datetime
    point: Point | None
    persons: int | None
    uncounted: bool
    dead: int | None
    place: str
    aboard: int | None
    said_by: str
    by_party: str
    note: str


class SurvivorsLineView(View):
    """One line of the list of survivors: taken aboard, handed over, landed, or counted anew.

    `persons`: of this step; null where they were counted anew, as `note` says and why, or were
    taken aboard, landed or handed over and not counted. `uncounted`: besides those in the numbers
    others went whom nobody had counted; where they were counted anew, of those landed still.
    `dead`: those landed or handed over with it, or alone. `aboard`: how many the unit had
    then; null where some were not counted. `said_by`: by whose word.
    """

    id: UUID
    deployment_id: UUID
    name: str
    party: str | None
    action: DeploymentAction
    at: datetime
    recorded_at: datetime
    persons: int | None
    uncounted: bool
    dead: int | None
    place: str
    aboard: int | None
    said_by: str
    by_party: str
    note: str


class HeadcountView(View):
    """The people whom a unit recovered, by kind; a kind that is not there is not counted."""

    counts: dict[CountedKind, int]
    at: datetime
    source: str


class StepDoubtView(View):
    """A contradiction in what was told of a unit, which was recorded all the same. `at`: when it
    was written down; `params`: the step it was told with, and the numbers or the step before."""

    code: StepDoubt
    at: datetime
    params: dict[str, Any]


class UnheardView(View):
    """The sign of a unit at work that is overdue since `due_at`: its positions have stopped and no
    word came since (`silent`), or a word is overdue (`check_in`). `position_at`, `heard_at`: of its
    last position that is believed, and its last word; null: there is none."""

    why: Unheard
    due_at: datetime
    position_at: datetime | None
    heard_at: datetime | None


class CrewFuelView(View):
    """The crew's own word on its endurance, in minutes from `said_at`. `home_minutes`: assumed for
    a straight way from the scene to its base, of aircraft with the time kept in hand; null: not
    known, and so is `leave_at`."""

    said_at: datetime
    minutes: int
    home_minutes: float | None
    leave_at: datetime | None
    said_by: str


class DeploymentView(View):
    """A deployment, as its owner and the requester or lead read it.

    `promised_at`: the arrival that a person has promised. `first_expected_at`: the first that was
    expected after its acceptance. `late`: which time the one expected now misses, as the record
    was told. `persons`: how many one lift takes, `persons_at_most`: how many it holds at the very
    most; 0: not known. `eta_at` is the promise, else the first time expected. `heard_at`: its last
    word. `report_minutes`: its next position is due within so many, where its transmitter is heard;
    `voice_minutes`: a word, where no positions come; null: nothing is expected of its type.
    `check_in_minutes`: a word in any case, as was set. `must_leave_at`: the scene, by the crew's
    word (`fuel`), else by a full tank (`stints`); null: not known. `type_kn`: the speed of its
    type, at which the circle of an old position grows.
    """

    view: Literal["full"] = "full"
    id: UUID
    version: int
    incident_id: UUID | None
    request_id: UUID | None
    offer_id: UUID | None
    need_id: UUID | None
    asset_id: UUID | None
    ship_id: UUID | None
    carrier_asset_id: UUID | None
    party: str | None
    lead_party: str
    hailed_by: str | None
    """The party that hailed this ship without leading the case, and directs it as well."""
    hail_due_at: datetime | None
    """The time by which the master of a ship that is `hailed` is to answer; null: no clock ran."""
    name: str
    type: str
    kind: Kind
    quantity: int
    persons: int
    persons_at_most: int
    state: DeploymentState
    from_at: datetime
    until_at: datetime | None
    promised_at: datetime | None
    first_expected_at: datetime | None
    late: Lateness | None
    eta_at: Annotated[datetime | None, DEPRECATED]
    eta_by: Annotated[EtaBy | None, DEPRECATED]
    left_at: datetime | None
    arrived_at: datetime | None
    stints: list[StintView]
    terms: list[RestView]
    aboard: int
    uncounted_aboard: bool
    """People are aboard whom nobody has counted, beside the number `aboard`."""
    uncounted_delivered: bool
    """People were landed whom nobody has counted, beside the number `delivered`."""
    recovered: int
    delivered: int
    dead: int
    died: int
    dead_landed: int
    """Of the dead; the others are aboard, as far as anybody has told."""
    born: int
    back_in_water: int
    headcount: HeadcountView | None
    doubts: list[StepDoubtView]
    heard_at: datetime | None
    report_minutes: int | None
    voice_minutes: int | None
    check_in_minutes: int | None
    unheard: UnheardView | None
    fuel: CrewFuelView | None
    must_leave_at: datetime | None
    type_kn: float | None
    cycles: int
    taken_over: int
    handed_over: int
    divert: DivertView | None
    diverted_from: UUID | None
    reason: str
    created_at: datetime
    updated_at: datetime


class DeploymentCostsView(View):
    """The costs of a unit's work by the terms in force when it was accepted: an estimate, until its
    end is on the record. It ranks and delays nothing.

    `payer`: who reimburses the `owner`; null: each bears its own. `clause`: the one that says so;
    null: none does, and the house default stands. Money and hours are exact decimal numbers as
    text; `amount` is null where nothing is owed or no rate gives it. `claim_until`: the last day of
    the claim, in UTC.
    """

    deployment_id: UUID
    owner: str
    payer: str | None
    clause: RestView | None
    says: str
    rule: CostRule
    free_hours: str
    rate_per_hour: str | None
    currency: str
    claim_days: int | None
    left_at: datetime | None
    ended_at: datetime | None
    counted_hours: int
    counted_by: str
    owed: Owed
    amount: str | None
    final: bool
    claim_until: date | None
    as_of: datetime


class BriefDeploymentView(View):
    """A deployment, as the other parties involved in the incident read it. `version` is always 0:
    they change nothing."""

    view: Literal["brief"] = "brief"
    id: UUID
    version: Literal[0] = 0
    incident_id: UUID | None
    asset_id: UUID | None
    ship_id: UUID | None
    party: str | None
    lead_party: str
    name: str
    type: str
    kind: Kind
    quantity: int
    state: DeploymentState
    report_minutes: int | None
    type_kn: float | None


SeenDeployment = Annotated[DeploymentView | BriefDeploymentView, Field(discriminator="view")]


class DeploymentAnswer(View):
    """A deployment with its steps, oldest first; without them for those who see it in brief.
    `expected`: its arrival as it is expected now; null: none is to come, or none is known yet.
    `sent_away`: the word by which it was sent away, or waits to be, until a second person has said
    so too."""

    deployment: SeenDeployment
    steps: list[DeploymentStepView]
    expected: ExpectedTimeView | None
    sent_away: SentAwayView | None


class DeploymentPage(Page[SeenDeployment]):
    """Deployments, each in full or in brief."""


class ExpectedTimesAnswer(View):
    """The expected times of units that are offered or at work and not there yet."""

    items: list[ExpectedTimeView]
