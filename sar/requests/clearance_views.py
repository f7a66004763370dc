"""Response shapes of clearances."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from sar.agreements.words import (
    AssetService,
    ClearanceMode,
    Kind,
    Phase,
    Sensor,
    Situation,
)
from sar.alerts.views import AlertView
from sar.alerts.words import NobodyNext
from sar.geo.geojson import Point
from sar.incidents.centre_ref import CentreRef
from sar.matching.views import RemarkView
from sar.matching.words import EndSaid
from sar.requests.views import AnswerLinkView, ClaimantView, ClockLimitView
from sar.requests.words import (
    AnswerSource,
    CallOutcome,
    ClearanceState,
)
from sar.wire import Page, View


class ClearanceVoiceAnswerView(View):
    """The State's answer by voice; or a call without one: then nobody's `function` is known.

    `claimed_by`: of a State that has joined, who wrote it; it changes no state, and counts as said
    once the State has given the same answer here (`confirmed_at`). `source` link: the State's own
    word, given by its answer link after the code. `late`: written down after a word that the State
    has said later, which counts. `end`: of a grant, how its end was said, and
    `valid_until` that end; null: it grants nothing, or was written down before ends were told.
    """

    function: str
    said: str
    answer: ClearanceState | CallOutcome
    at: datetime
    recorded_at: datetime
    claimed_by: ClaimantView | None = None
    confirmed_at: datetime | None = None
    source: AnswerSource = AnswerSource.VOICE
    late: bool = False
    valid_until: datetime | None = None
    end: EndSaid | None = None


class ClearanceBasisView(View):
    """The governing clause of an agreement, or instrument; and whose declaration the waters go by,
    where any party had declared them when it was asked."""

    agreement: str | None
    version: int | None
    article: str | None
    instrument: str | None
    waters: str | None = None


class ParticularsView(View):
    """A unit as another State wants to know it before it lets it in; null: not said.

    `hailed`: a ship of opportunity, which belongs to no party: who asks directs it, and it flies
    the `flag`, a State's by ISO 3166-1 alpha-3.
    """

    hailed: bool = False
    flag: str | None = None
    imo: str | None = None
    service: AssetService | None = None
    armed: bool | None = None
    sensors: list[Sensor] = Field(default_factory=list)
    callsign: str | None = None
    mmsi: str | None = None
    icao24: str | None = None


class MissionView(View):
    """The projected mission and the need for it, as far as its party has said (Annex 3.1.3)."""

    need: str = ""
    crew: int | None = None
    tracks: str = ""
    heights: str = ""
    duration_minutes: int | None = None
    landing: str = ""
    radio: str = ""
    transponder: str = ""
    liaison: str = ""


class ClearanceView(View):
    """A State's leave for a unit to enter, as its party, that State and the lead read it.

    Unit and case as they were when it was asked, but for the `phase`, which is the case's present
    one: while it is asked for, its clocks run as in that phase, never longer than before.
    `clear_from`: when it may enter; null: not, or not yet. A notice is `noted` also where the State
    has said yes to it (`answered_at`, `conditions`): no end that was said of that ends it. `end`:
    how the State has said until when its leave holds, and `valid_until` that end, the same for a
    grant here, by link and by voice; without one it holds for as long as the unit is at work; null:
    it is not let in. `objection`: it is refused where by law no leave is needed, which closes no
    border. `warnings`:
    what to look at again. `alerts`: those to the contacts of the State's centre, and
    `contacts_exhausted_at` when all had been tried. `ask_next`: the State's further centres, to be
    called then, or once it was called in vain; `ask_none`: why none can be named. `link`: the
    newest answer link that was made for the State. `signal_url`: the text of it, for a call or a
    message.
    """

    id: UUID
    version: int
    deployment_id: UUID
    incident_id: UUID | None
    reference: str
    situation: Situation
    phase: Phase | None
    exercise: bool
    party: str
    asked_by: CentreRef
    territory: str
    centre: CentreRef
    name: str
    type: str
    kind: Kind
    mode: ClearanceMode
    code: str
    basis: ClearanceBasisView
    lead_minutes: int
    contact: str
    state: ClearanceState
    objection: bool
    details: str
    particulars: ParticularsView
    mission: MissionView
    place: Point | None
    enters_at: datetime | None
    asked_at: datetime
    acknowledge_due_at: datetime
    answer_due_at: datetime | None
    limits: dict[str, ClockLimitView]
    acknowledged_at: datetime | None
    answered_at: datetime | None
    overdue_at: datetime | None
    answer_overdue_at: datetime | None
    clear_from: datetime | None
    valid_until: datetime | None
    end: EndSaid | None
    conditions: str
    reason: str
    voice: list[ClearanceVoiceAnswerView]
    link: AnswerLinkView | None
    warnings: list[RemarkView]
    alerts: list[AlertView]
    contacts_exhausted_at: datetime | None
    ask_next: list[CentreRef]
    ask_none: NobodyNext | None
    signal_url: str
    updated_at: datetime


class ClearancePage(Page[ClearanceView]):
    """Clearances."""
