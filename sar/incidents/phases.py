"""The rules of a case's life: its machine, its phases, its reach, and the needs of closing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from sar.agreements.words import Phase
from sar.errors import Refusal
from sar.geo.areas import MAX_DISC_RADIUS_NM, disc, leg
from sar.geo.position import LatLon
from sar.incidents.drift import Drift, carried
from sar.incidents.people.outstanding import FoundPeople, PersonsRange, most_outstanding, surplus
from sar.incidents.words import CaseAction, CaseSide, IncidentState
from sar.languages.places import filled
from sar.machine import Denial, Machine, Row, Step, decide_with, in_words
from sar.parties.roles import Act
from sar.parties.treaty_law import Amendments, LawFor

DRIFT_LOOKED_AHEAD = timedelta(hours=6)
"""The drift that is followed to find the regions to inform (a house figure)."""
COARSE_DELAY = timedelta(minutes=30)
"""The age of a datum from which coarse readers are shown its cell (a house figure)."""
SMALLEST_DISC_NM = 0.1


_S, _A = IncidentState, CaseAction
_watches = (CaseSide.INVOLVED, Act.WATCH)
_answers = (CaseSide.INVOLVED, Act.COORDINATE)
_lead_watches = (CaseSide.LEAD, Act.WATCH)
_lead_coordinates = (CaseSide.LEAD, Act.COORDINATE)

CASE: Final[Machine[IncidentState, CaseAction]] = {
    # While it is worked on or suspended, without changing its state.
    **{(state, _A.CHANGE): Row(state, *_lead_watches) for state in (_S.OPEN, _S.SUSPENDED)},
    # A fact is not refused, of a closed case either: it stands red there until it is reopened.
    **{(state, _A.REPORT_POSITION): Row(state, *_watches) for state in _S},
    **{(state, _A.SET_DATUM): Row(state, *_lead_watches) for state in (_S.OPEN, _S.SUSPENDED)},
    **{(state, _A.RECLASSIFY): Row(state, *_lead_watches) for state in (_S.OPEN, _S.SUSPENDED)},
    **{(state, _A.ASSESS): Row(state, *_lead_watches) for state in (_S.OPEN, _S.SUSPENDED)},
    **{(state, _A.PROPOSE): Row(state, *_lead_coordinates) for state in (_S.OPEN, _S.SUSPENDED)},
    **{(state, _A.TELL_SMC): Row(state, *_lead_watches) for state in (_S.OPEN, _S.SUSPENDED)},
    **{(state, _A.ANSWER): Row(state, *_answers) for state in (_S.OPEN, _S.SUSPENDED)},
    **{(state, _A.LOG): Row(state, *_watches) for state in _S},
    **{(state, _A.TELL_PEOPLE): Row(state, *_lead_watches) for state in _S},
    **{(state, _A.TELL_LOST): Row(state, *_lead_watches) for state in _S},
    **{(state, _A.LINK): Row(state, *_lead_watches) for state in _S},
    (_S.OPEN, _A.SUSPEND): Row(_S.SUSPENDED, *_lead_coordinates),
    (_S.SUSPENDED, _A.LOOK_AGAIN): Row(_S.SUSPENDED, *_lead_watches),
    # By a coordinator, or whoever acts as one; with people unaccounted for the second is whoever
    # keeps the lead's watch, or was heard by voice.
    (_S.OPEN, _A.CLOSE): Row(_S.CLOSED, *_lead_coordinates),
    (_S.SUSPENDED, _A.CLOSE): Row(_S.CLOSED, *_lead_coordinates),
    (_S.SUSPENDED, _A.REOPEN): Row(_S.OPEN, *_lead_watches),
    (_S.CLOSED, _A.REOPEN): Row(_S.OPEN, *_lead_watches),
}
"""The machine of a case; suspending and closing follow Annex 4.8. Roles are refused before (403).
"""


def decide_case(
    state: IncidentState, action: CaseAction, *, leads: bool
) -> Step[IncidentState] | list[Refusal]:
    """The step that an involved party's action makes now, or every reason why not.

    `leads`: it holds the mission coordination.
    """
    sides = {CaseSide.INVOLVED} | ({CaseSide.LEAD} if leads else set())
    return decide_with(_reasons, CASE, state, action, sides=frozenset(sides))


def _reasons(denial: Denial[IncidentState, CaseAction]) -> list[Refusal]:
    action, doing = denial.action, in_words(denial.action)
    wrong_state = Refusal(
        "wrong_state",
        f"The case is {denial.state}: {doing} is not possible now.",
        {
            "state": denial.state.value,
            "action": action.value,
            "allowed": sorted(other.value for other in denial.possible),
        },
    )
    not_lead = Refusal(
        "not_lead",
        f"Only the centre that leads the case may do this ({doing}).",
        {"action": action.value},
    )
    return [
        *([wrong_state] if denial.wrong_state else []),
        *([not_lead] if denial.wrong_side else []),
    ]


def reclassify(was: Phase, to: Phase) -> list[Refusal]:
    """Any phase may follow any other (Annex 4.4); only the same again says nothing."""
    if was is to:
        return [
            Refusal(
                "same_phase",
                filled("The case is in the {to} phase already.", to=to),
                {"phase": to.value},
            )
        ]
    return []


def around(place: LatLon, uncertainty_nm: float) -> MultiPolygon:
    """The possible places of a casualty that is so far from there at most; of one that may be
    anywhere, a quarter of the earth around."""
    return disc(place, min(max(uncertainty_nm, SMALLEST_DISC_NM), MAX_DISC_RADIUS_NM))


def way_of(drift: Drift | None, datum: LatLon, present: LatLon) -> BaseGeometry | None:
    """The way from the datum to the present place, and six hours farther; None without a drift."""
    if drift is None or drift.speed_kn == 0.0:
        return None
    return leg(datum, carried(present, drift, DRIFT_LOOKED_AHEAD / timedelta(minutes=1)))


@dataclass(frozen=True, slots=True)
class Outstanding:
    """The obstacles to closing: persons aboard or unaccounted for, ships not yet released.

    Aboard the assisting ship is not delivered (MSC.167(78) 6.13). `unknown`: it was a distress
    case, and nobody has said how many were on board. `uncounted`: the units with people aboard whom
    nobody has counted, `uncounted_delivered` those that landed such. `surplus`: more were found
    than are said to have been on board: one counted twice would hide one who is missing.
    """

    undelivered: int = 0
    unaccounted: int = 0
    surplus: int = 0
    unknown: bool = False
    unreleased: tuple[str, ...] = ()
    uncounted: tuple[str, ...] = ()
    uncounted_delivered: tuple[str, ...] = ()

    @property
    def misses_people(self) -> bool:
        """Whether people are unaccounted for: known to be, or in a distress case in which nobody
        has said how many were on board. Suspending and closing go by it alike."""
        return self.unaccounted > 0 or self.unknown

    @property
    def any(self) -> bool:
        """Whether anything is outstanding."""
        return bool(
            self.undelivered > 0
            or self.uncounted
            or self.uncounted_delivered
            or self.misses_people
            or self.surplus > 0
            or self.unreleased
        )


def grew(was: Outstanding, left: Outstanding) -> bool:
    """Whether more is outstanding, in any respect, than when a wish to close was put down."""
    return (
        left.undelivered > was.undelivered
        or left.unaccounted > was.unaccounted
        or left.surplus > was.surplus
        or left.unknown > was.unknown
        or not set(left.unreleased) <= set(was.unreleased)
        or not set(left.uncounted) <= set(was.uncounted)
        or not set(left.uncounted_delivered) <= set(was.uncounted_delivered)
    )


def rose(was: int | None, most: int | None) -> bool:
    """Whether more may be on board than was known; a number that nobody knows may be large."""
    return was is not None and (most is None or most > was)


def outstanding(
    on_board: PersonsRange,
    found: FoundPeople,
    *,
    highest: int | None,
    distress: bool,
    unreleased: tuple[str, ...] = (),
) -> Outstanding:
    """The obstacles by count: of the most on board, those whom nobody has found, or may have
    (those who are doubted).

    The lead corrects the number on board when it learns better. If no upper number is told, the
    `highest` that ever was counts. `distress`: the case is or was in that phase; there an upper
    number that nobody knows is outstanding itself, for it may be large. In the others unknown
    counts as nobody more: as a rule nothing had happened, and a lone watch officer is not to wait
    for a second person over people whom nobody has told of (house rule).
    """
    return Outstanding(
        undelivered=found.aboard,
        unaccounted=most_outstanding(on_board, found, highest),
        surplus=surplus(on_board, found),
        unknown=distress and on_board.most is None,
        unreleased=unreleased,
        uncounted=found.uncounted,
        uncounted_delivered=found.uncounted_delivered,
    )


PHASE_RAISED: Final = "incidents.phase_raised"
"""The job that looks anew whom to alert of what is awaited in a case: its phase has been raised."""

PHASE_CHANGED: Final = "incidents.phase_changed"
"""The job by which what was asked in a case follows its phase, in either direction."""

WOKEN: Final = frozenset({Phase.ALERT, Phase.DISTRESS})
"""The phases in which a centre's contacts are alerted before any clock has run out."""

LOOK_AGAIN_WITHIN: Final = timedelta(hours=6)
"""A suspended search is looked at again so soon at the latest (house figure; Annex 4.8.4)."""


def suspends_at_once(left: Outstanding, *, seconded: bool) -> bool:
    """Whether a search is suspended by one person's word: nobody is unaccounted for, or a second
    says so too. Else the word waits for one, and the search goes on; as for closing."""
    return seconded or not left.misses_people


def still_asked(most: int | None, left: PersonsRange) -> bool:
    """Whether a first wish to suspend stands: no more people are unaccounted for than `most`, for
    whom it was given."""
    return most is None or (left.most is not None and left.most <= most)


class ClosingStep(StrEnum):
    """The steps that a coordinator's wish to close can take."""

    CLOSE = "close"
    ASK_SECOND = "ask_second"
    """It is put down; a second person of the lead must say so too."""


def closing(
    left: Outstanding,
    *,
    despite: str,
    by: UUID | None,
    first: UUID | None,
    second: str = "",
    law: LawFor,
) -> ClosingStep | list[Refusal]:
    """Whether a case may be closed by the person `by`; None when a party's system asks.

    Rescue ends in a place of safety (Annex 1.3.2). With anything outstanding it takes a reason
    `despite` it and two persons: `first` asked before, if anybody; `second` is a function whose
    word was heard by voice, or was given at the case. The holder of a system's key is unknown: it
    may be the one person's second voice. `law`: that of the State which closes it.
    """
    if not left.any:
        return ClosingStep.CLOSE
    reasons = _outstanding_reasons(left, law)
    if not despite:
        return reasons
    if by is None and not (second and first):
        return [
            *reasons,
            Refusal(
                "person_needed",
                "A system's key cannot close despite what is left: two persons must sign in, or the"
                " second be heard by voice.",
            ),
        ]
    if second:
        return ClosingStep.CLOSE
    if first is None:
        return ClosingStep.ASK_SECOND
    if first == by:
        return [
            *reasons,
            Refusal(
                "second_coordinator_needed",
                "You asked to close already: a second person must say so too, here or by voice.",
            ),
        ]
    return ClosingStep.CLOSE


def _outstanding_reasons(left: Outstanding, law: LawFor) -> list[Refusal]:
    reasons = [*_in_units(left), *_by_number(left)]
    if left.unreleased:
        reasons.append(_unreleased(left.unreleased, law))
    return reasons


def _in_units(left: Outstanding) -> Iterator[Refusal]:
    """People who are aboard units, or were landed by them uncounted."""
    if left.undelivered > 0:
        yield Refusal(
            "persons_undelivered",
            filled(
                "{undelivered} persons are aboard units and not yet in a place of safety (SAR"
                " Convention, Annex 1.3.2).",
                undelivered=left.undelivered,
            ),
            {"persons": left.undelivered},
        )
    if left.uncounted:
        yield Refusal(
            "persons_uncounted",
            filled(
                "People are aboard {units}, not counted, and not yet in a place of safety (SAR"
                " Convention, Annex 1.3.2).",
                units=", ".join(left.uncounted),
            ),
            {"units": list(left.uncounted)},
        )
    if left.uncounted_delivered:
        yield Refusal(
            "landed_uncounted",
            filled(
                "People were landed by {units}, not counted: ask the place of safety how many,"
                " and count them.",
                units=", ".join(left.uncounted_delivered),
            ),
            {"units": list(left.uncounted_delivered)},
        )


def _by_number(left: Outstanding) -> Iterator[Refusal]:
    """People found against those said to have been on board."""
    if left.unaccounted > 0:
        yield Refusal(
            "persons_unaccounted",
            filled(
                "{unaccounted} persons are not accounted for (SAR Convention, Annex 4.8).",
                unaccounted=left.unaccounted,
            ),
            {"persons": left.unaccounted},
        )
    if left.surplus > 0:
        yield Refusal(
            "more_than_on_board",
            filled(
                "{surplus} more were found than are said to have been on board: correct the"
                " number, or the counts.",
                surplus=left.surplus,
            ),
            {"persons": left.surplus},
        )
    if left.unknown:
        yield Refusal(
            "persons_unknown",
            "Nobody has said how many were on board at most: set the number first, 0 if it was"
            " nobody.",
        )


def _unreleased(ships: Sequence[str], law: LawFor) -> Refusal:
    """Ships that are held still, by the law that binds the State."""
    named, params = ", ".join(ships), {"ships": list(ships)}
    match law.amendments:
        case Amendments.BIND:
            return Refusal(
                "ships_unreleased",
                filled(
                    "Not yet released: {ships} (SAR Convention, Annex 3.1.9).",
                    ships=named,
                ),
                params,
            )
        case Amendments.DO_NOT_BIND:
            return Refusal(
                "ships_unreleased",
                filled(
                    "Not yet released: {ships} (SAR Convention, Annex 1.3.2 and 2.1.10; UNCLOS 98;"
                    " MSC.167(78)). Annex 3.1.9 of 2004 does not bind {party}.",
                    ships=named,
                    party=law.party,
                ),
                params,
            )
        case Amendments.NO_PARTY:
            return Refusal(
                "ships_unreleased",
                filled(
                    "Not yet released: {ships} (UNCLOS 98; SOLAS V/33; MSC.167(78)). {party} is no"
                    " party to the SAR Convention.",
                    ships=named,
                    party=law.party,
                ),
                params,
            )
        case Amendments.NOT_CHECKED:
            return Refusal(
                "ships_unreleased",
                filled(
                    "Not yet released: {ships} (SAR Convention, Annex 1.3.2 and 2.1.10; UNCLOS 98;"
                    " MSC.167(78)). Whether Annex 3.1.9 of 2004 binds {party} is not checked.",
                    ships=named,
                    party=law.party,
                ),
                params,
            )
