"""Request bodies of the sheet of a case and of facts beside it: a second person's word, refused
help, tows, other authorities, ships that are asked, people called and found by others.

Persons are counted, never named.
"""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError
from uuid_utils.compat import uuid7

from sar.incidents.distress import Answer, Criterion
from sar.incidents.schemas import Count
from sar.incidents.ship_inquiries import ShipSource
from sar.incidents.words import HelpGone, UnitComes
from sar.plain_fields import At, Flag
from sar.text_fields import Line, Named, Prose, Reason
from sar.wire import Body


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
