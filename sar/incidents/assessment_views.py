"""Response shapes of the assessment of a case, and of what weighs on it: units sent away or not
tasked, refused help, another authority, calls to the people in distress."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sar.agreements.words import Phase
from sar.incidents.distress import Answer, Criterion, PhaseGround, Suggestion
from sar.incidents.words import (
    HelpGone,
    SentAwayReason,
    UnitComes,
)
from sar.wire import View


class CriterionAnswerView(View):
    """The last answer of one source to a line. `party`: who wrote it down; null: the lead, in an
    earlier version. `heard`: beside the lead's sheet, where a *no* does not count."""

    answer: Answer
    source: str
    at: datetime
    party: str | None
    heard: bool


class CriterionView(View):
    """One line of the sheet: the answer that counts, the gravest of those that stand, and the
    `others`. `contradicts`: one source says yes and another no; it counts as yes."""

    criterion: Criterion
    answer: Answer
    source: str
    at: datetime
    party: str | None
    heard: bool
    others: list[CriterionAnswerView]
    contradicts: bool


class SuggestionReasonView(View):
    """A ground of a suggestion, and the criteria that make it."""

    ground: PhaseGround
    criteria: list[Criterion]


class SuggestionView(View):
    """A suggestion, and why: people decide. `least_phase`: the phase that it asks for at least.

    `below`: the case is in a lower phase. A house list after Reg. (EU) 656/2014, art. 9(2)(f),
    which binds only operations that Frontex coordinates.
    """

    level: Suggestion
    least_phase: Phase
    below: bool
    reasons: list[SuggestionReasonView]
    sentence: str


class SecondView(View):
    """The second person, by function."""

    function: str
    at: datetime


class AssessmentView(View):
    """The newest sheet. Criteria that are not among `answers` are not known. `begun`: the lead has
    not written it; it stands for what others heard, or a suggestion that no line makes: distress
    was left, or help is gone.

    `reason`: why the phase stays below the suggestion; empty while nobody has said. `second`
    null: it is one person's word so far; `alone`: no second came by `second_due_at`, and it stays.
    `suggested_since`: since when nobody has followed nor answered what is suggested above the
    phase, of distress by itself; writing the sheet again does not move it.
    """

    id: UUID
    at: datetime
    by_party: str
    source: str
    begun: bool
    answers: list[CriterionView]
    suggestion: SuggestionView
    suggested_since: datetime | None
    reason: str
    second_due_at: datetime | None
    second: SecondView | None
    alone: bool


class SentAwayView(View):
    """A unit that was sent away from the case by one person's word of `party`, or `waits` to be
    until a second person of it says so too; with the room for people that is left.

    `alone`: no second came by `second_due_at`, and it stays so. The numbers are for the lead alone.
    """

    id: UUID
    deployment_id: UUID
    name: str
    party: str
    action: Literal["release", "stand-down", "recall", "divert"]
    reason: SentAwayReason
    words: str
    sentence: str
    at: datetime
    waits: bool
    second_due_at: datetime
    alone: bool


class NoAbleUnitView(View):
    """No able unit, as somebody has said, and why; it is asked again at `again_at`."""

    reason: str
    at: datetime
    again_at: datetime


class UntaskedView(View):
    """No unit or ship that takes people aboard is tasked in a case in distress; one is to be by
    `due_at`, a house figure."""

    since: datetime
    due_at: datetime
    no_able: NoAbleUnitView | None


class HelpRefusedView(View):
    """A refusal of help by those aboard, to whom the `duty` is owed all the same."""

    since: datetime
    source: str
    duty: str


class TowView(View):
    """The craft is under tow since `at`, by that unit, and why. `persons`: aboard what is towed;
    null: nobody knows. `hazard` stands beside it, in red where `hazardous`."""

    unit: str
    reason: str
    source: str
    persons: int | None
    at: datetime
    party: str
    hazard: str
    hazardous: bool


class HelpGoneView(View):
    """A unit that was to come does not, or not in time; it is not back, and no other that takes
    people aboard was tasked since and has set out. `by`: the other authority that it is of."""

    name: str
    why: HelpGone
    at: datetime
    by: str | None


class OtherAuthorityView(View):
    """An authority that has it since then, or had it until `ended_at`; `ended_why` is what was
    heard then.

    `unit_comes`: after it was gone. `source`: who else said so. `told_at`: that was written first.
    `contact_at`: the last contact; null: not confirmed by contact. `due_at`: contact is awaited by
    then, null once it has it no more; `overdue_at`: there was none. `in_distress`: by the shorter
    clock of distress.
    """

    name: str
    function: str
    unit: str
    unit_comes: UnitComes | None
    source: str
    since: datetime
    told_at: datetime
    contact_at: datetime | None
    heard: str
    heard_at: datetime
    due_at: datetime | None
    overdue_at: datetime | None
    in_distress: bool
    ended_at: datetime | None
    ended_why: str


class CalledPeopleView(View):
    """The last call to the people in distress; never who they are."""

    at: datetime
    function: str
    reached: bool
    agreed: str
    next_at: datetime
    party: str
