"""Request bodies of the end of a search: suspended, looked at again, closed, the list taken."""

from uuid import UUID

from sar.incidents.words import SuspensionGround
from sar.plain_fields import At
from sar.text_fields import Line, Named, Prose, Reason
from sar.wire import Body, ReasonBody


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
