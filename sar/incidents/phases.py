"""The rules of a case's life: its states, its phases, whom it touches, what closing needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from sar.agreements.words import Phase
from sar.errors import Refusal
from sar.geo.areas import disc, leg
from sar.geo.geodesy import direct
from sar.geo.position import LatLon
from sar.incidents.words import IncidentState
from sar.parties.roles import Act

DRIFT_LOOKED_AHEAD = timedelta(hours=6)
"""How far drift is followed to find the regions to inform (a house figure)."""
COARSE_DELAY = timedelta(minutes=30)
"""How old a datum must be before coarse readers are shown its cell (a house figure)."""
SMALLEST_DISC_NM = 0.1


class Action(StrEnum):
    """What can be done with a case as a whole."""

    CHANGE = "change"
    REPORT_POSITION = "report_position"
    SET_DATUM = "set_datum"
    RECLASSIFY = "reclassify"
    LOG = "log"
    LINK = "link"
    PROPOSE = "propose"
    ANSWER = "answer"
    """Accept, decline or withdraw a proposal: whose answer it is, `coordination` says."""
    SUSPEND = "suspend"
    CLOSE = "close"
    REOPEN = "reopen"


class Side(StrEnum):
    """Which of the involved parties may act."""

    INVOLVED = "involved"
    LEAD = "lead"
    ASKED = "asked"
    """To whom a proposal is put."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the machine: the state that follows, who may, and on which side."""

    next: IncidentState
    act: Act
    side: Side


@dataclass(frozen=True, slots=True)
class Step:
    """An action that the rules allow."""

    next: IncidentState


def _worked_on(state: IncidentState) -> dict[tuple[IncidentState, Action], Rule]:
    """What may be done, without changing the state, while a case is worked on or suspended."""
    return {
        (state, Action.CHANGE): Rule(state, Act.WATCH, Side.LEAD),
        (state, Action.REPORT_POSITION): Rule(state, Act.WATCH, Side.INVOLVED),
        (state, Action.SET_DATUM): Rule(state, Act.WATCH, Side.LEAD),
        (state, Action.RECLASSIFY): Rule(state, Act.WATCH, Side.LEAD),
        (state, Action.LOG): Rule(state, Act.WATCH, Side.INVOLVED),
        (state, Action.LINK): Rule(state, Act.WATCH, Side.LEAD),
        (state, Action.PROPOSE): Rule(state, Act.COORDINATE, Side.LEAD),
        (state, Action.ANSWER): Rule(state, Act.COORDINATE, Side.INVOLVED),
        (state, Action.CLOSE): Rule(IncidentState.CLOSED, Act.COORDINATE, Side.LEAD),
    }


RULES: Mapping[tuple[IncidentState, Action], Rule] = {
    **_worked_on(IncidentState.OPEN),
    **_worked_on(IncidentState.SUSPENDED),
    (IncidentState.OPEN, Action.SUSPEND): Rule(IncidentState.SUSPENDED, Act.COORDINATE, Side.LEAD),
    (IncidentState.SUSPENDED, Action.REOPEN): Rule(IncidentState.OPEN, Act.COORDINATE, Side.LEAD),
    (IncidentState.CLOSED, Action.REOPEN): Rule(IncidentState.OPEN, Act.COORDINATE, Side.LEAD),
    (IncidentState.CLOSED, Action.LOG): Rule(IncidentState.CLOSED, Act.WATCH, Side.INVOLVED),
    (IncidentState.CLOSED, Action.LINK): Rule(IncidentState.CLOSED, Act.WATCH, Side.LEAD),
}


LEAD_ONLY = frozenset(action for (_, action), rule in RULES.items() if rule.side is Side.LEAD)


def decide(state: IncidentState, action: Action, *, leads: bool) -> Step | list[Refusal]:
    """Whether an involved party may do it now: the step, or every reason why not.

    `leads`: it holds the mission coordination. Roles are refused before (403). Suspending and
    closing follow Annex 4.8.
    """
    rule = RULES.get((state, action))
    refusals = []
    if rule is None:
        refusals.append(_wrong_state(state, action))
    if action in LEAD_ONLY and not leads:
        refusals.append(not_lead(action))
    return refusals if rule is None or refusals else Step(rule.next)


def _wrong_state(state: IncidentState, action: Action) -> Refusal:
    allowed = sorted(other.value for (when, other) in RULES if when is state)
    return Refusal(
        "wrong_state",
        f"The case is {state}: {_said(action)} is not possible now.",
        {"state": state.value, "action": action.value, "allowed": allowed},
    )


def not_lead(action: Action) -> Refusal:
    """That only the centre that leads the case may do this."""
    return Refusal(
        "not_lead",
        f"Only the centre that leads the case may do this ({_said(action)}).",
        {"action": action.value},
    )


def _said(action: Action) -> str:
    return action.value.replace("_", " ")


def reclassify(was: Phase, to: Phase) -> list[Refusal]:
    """Any phase may follow any other (Annex 4.4); only the same again says nothing."""
    if was is to:
        return [
            Refusal("same_phase", f"The case is in the {to} phase already.", {"phase": to.value})
        ]
    return []


@dataclass(frozen=True, slots=True)
class Reach:
    """Where the casualty may be: the uncertainty around the datum, and the way it may drift."""

    around: MultiPolygon
    drift: BaseGeometry | None


def reach(
    datum: LatLon,
    *,
    uncertainty_nm: float,
    drift_course_deg: float | None = None,
    drift_speed_kn: float | None = None,
) -> Reach:
    """What the regions to be informed are tested against: the disc, and six hours' drift."""
    around = disc(datum, max(uncertainty_nm, SMALLEST_DISC_NM))
    if drift_course_deg is None or not drift_speed_kn:
        return Reach(around, None)
    way_nm = drift_speed_kn * (DRIFT_LOOKED_AHEAD / timedelta(hours=1))
    return Reach(around, leg(datum, direct(datum, drift_course_deg, way_nm)))


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What stands against closing: persons aboard or unaccounted for, ships not yet released.

    Aboard the assisting ship is not delivered (MSC.167(78) 6.13). `unknown`: it was a distress
    case, and nobody has said how many were on board. `surplus`: more were found than are said to
    have been on board: one counted twice would hide one who is missing.
    """

    undelivered: int = 0
    unaccounted: int = 0
    surplus: int = 0
    unknown: bool = False
    unreleased: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything is outstanding."""
        return bool(
            self.undelivered > 0
            or self.unaccounted > 0
            or self.surplus > 0
            or self.unknown
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
    )


def rose(was: int | None, most: int | None) -> bool:
    """Whether more may be on board than was known; a number that nobody knows may be large."""
    return was is not None and (most is None or most > was)


def outstanding(
    *,
    pob_max: int | None,
    delivered: int,
    aboard: int,
    distress: bool,
    unreleased: tuple[str, ...] = (),
) -> Outstanding:
    """Of the most who may have been on board, those neither delivered nor aboard a unit.

    The lead corrects the number on board when it learns better. `distress`: the case is or was in
    that phase; there a number that nobody knows (None) is outstanding itself, for it may be large.
    In the others unknown counts as nobody: as a rule nothing had happened.
    """
    return Outstanding(
        undelivered=aboard,
        unaccounted=max(0, (pob_max or 0) - delivered - aboard),
        surplus=0 if pob_max is None else max(0, delivered + aboard - pob_max),
        unknown=distress and pob_max is None,
        unreleased=unreleased,
    )


class Ending(StrEnum):
    """What a coordinator's wish to close brings about."""

    CLOSE = "close"
    ASK_SECOND = "ask_second"
    """It is put down; another coordinator of the lead must give a reason too."""


def closing(
    left: Outstanding, *, despite: str, by: UUID | None, first: UUID | None
) -> Ending | list[Refusal]:
    """Whether a case may be closed by the coordinator `by`; None when a party's system asks.

    Rescue ends in a place of safety (Annex 1.3.2). With anything outstanding it takes two persons,
    each with a reason `despite` it; `first` is who asked before, if anybody. Who holds a system's
    key nobody can say: it may be the one person's second voice.
    """
    if not left.any:
        return Ending.CLOSE
    reasons = _outstanding_reasons(left)
    if not despite:
        return reasons
    if by is None:
        return [
            *reasons,
            Refusal(
                "person_needed",
                "A system's key cannot close despite what is left: two coordinators must sign in "
                "and give a reason each.",
            ),
        ]
    if first is None:
        return Ending.ASK_SECOND
    if first == by:
        return [
            *reasons,
            Refusal(
                "second_coordinator_needed",
                "You asked to close already: a second coordinator must give a reason too.",
            ),
        ]
    return Ending.CLOSE


def _outstanding_reasons(left: Outstanding) -> list[Refusal]:
    reasons = []
    if left.undelivered > 0:
        reasons.append(
            Refusal(
                "persons_undelivered",
                f"{left.undelivered} persons are aboard units and not yet in a place of safety"
                " (SAR Convention, Annex 1.3.2).",
                {"persons": left.undelivered},
            )
        )
    if left.unaccounted > 0:
        reasons.append(
            Refusal(
                "persons_unaccounted",
                f"{left.unaccounted} persons are not accounted for (SAR Convention, Annex 4.8).",
                {"persons": left.unaccounted},
            )
        )
    if left.surplus > 0:
        reasons.append(
            Refusal(
                "more_than_on_board",
                f"{left.surplus} more were found than are said to have been on board: correct the "
                "number, or the counts.",
                {"persons": left.surplus},
            )
        )
    if left.unknown:
        reasons.append(
            Refusal(
                "persons_unknown",
                "Nobody has said how many were on board: set the number first, 0 if it was nobody.",
            )
        )
    if left.unreleased:
        reasons.append(
            Refusal(
                "ships_unreleased",
                f"Not yet released: {', '.join(left.unreleased)} (SAR Convention, Annex 3.1.9).",
                {"ships": list(left.unreleased)},
            )
        )
    return reasons
