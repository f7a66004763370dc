"""Rules of clearances, a State's leave for a unit to enter: their machine, and from when one
holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sar.agreements.clearance_law import BY_RIGHT, needs_leave
from sar.agreements.words import ClearanceMode, ClockName
from sar.geo.position import LatLon
from sar.geo.territory import lies_near
from sar.machine import Machine, Row, Side
from sar.matching.findings import Remark
from sar.matching.question import Opening
from sar.parties.roles import Act
from sar.requests.grant_end import end_of
from sar.requests.words import UNANSWERED, ClearanceAction, ClearanceState

_C, _CA = ClearanceState, ClearanceAction
_says = (Side.STATE, Act.WATCH)
_takes_back = (Side.OWNER, Act.WATCH)
_follows = (Side.PLATFORM, None)

NOT_ASKED: Final = frozenset({_C.WITHDRAWN, _C.SUPERSEDED})
"""The State is asked nothing any more."""

CLEARANCE: Final[Machine[ClearanceState, ClearanceAction]] = {
    # Annex 3.1.4: acknowledged immediately, conditions as soon as possible. An answer
    # acknowledges too.
    (_C.ASKED, _CA.ACKNOWLEDGE): Row(_C.ACKNOWLEDGED, *_says),
    (_C.ASKED, _CA.GRANT): Row(_C.GRANTED, *_says),
    (_C.ASKED, _CA.REFUSE): Row(_C.REFUSED, *_says),
    (_C.ACKNOWLEDGED, _CA.GRANT): Row(_C.GRANTED, *_says),
    (_C.ACKNOWLEDGED, _CA.REFUSE): Row(_C.REFUSED, *_says),
    # On other conditions, or for longer.
    (_C.GRANTED, _CA.GRANT): Row(_C.GRANTED, *_says),
    # The State remains sovereign, and a no can become a yes.
    (_C.GRANTED, _CA.REFUSE): Row(_C.REFUSED, *_says),
    (_C.REFUSED, _CA.GRANT): Row(_C.GRANTED, *_says),
    # For another reason.
    (_C.REFUSED, _CA.REFUSE): Row(_C.REFUSED, *_says),
    (_C.GRANTED, _CA.LAPSE): Row(_C.LAPSED, *_follows),
    (_C.LAPSED, _CA.GRANT): Row(_C.GRANTED, *_says),
    (_C.LAPSED, _CA.REFUSE): Row(_C.REFUSED, *_says),
    # Once it is asked for anew, the State answers that.
    (_C.REFUSED, _CA.SUPERSEDE): Row(_C.SUPERSEDED, *_follows),
    (_C.LAPSED, _CA.SUPERSEDE): Row(_C.SUPERSEDED, *_follows),
    # A notice that gave no leave, once leave is asked for.
    (_C.NOTIFIED, _CA.SUPERSEDE): Row(_C.SUPERSEDED, *_follows),
    (_C.NOTED, _CA.SUPERSEDE): Row(_C.SUPERSEDED, *_follows),
    (_C.NOTIFIED, _CA.ACKNOWLEDGE): Row(_C.NOTED, *_says),
    # A yes to a notice that needs none: its words and conditions stand beside the notice.
    (_C.NOTIFIED, _CA.GRANT): Row(_C.NOTED, *_says),
    (_C.NOTED, _CA.GRANT): Row(_C.NOTED, *_says),
    # A State may always say no, whatever was sent to it.
    (_C.NOTIFIED, _CA.REFUSE): Row(_C.REFUSED, *_says),
    (_C.NOTED, _CA.REFUSE): Row(_C.REFUSED, *_says),
    **{(state, _CA.WITHDRAW): Row(_C.WITHDRAWN, *_takes_back) for state in set(_C) - NOT_ASKED},
}

_LETS_IN: Final[Machine[ClearanceState, ClearanceAction]] = {
    # It was only told, and lets the unit in where leave is needed.
    (_C.NOTIFIED, _CA.GRANT): Row(_C.GRANTED, *_says),
    (_C.NOTED, _CA.GRANT): Row(_C.GRANTED, *_says),
}
_WELCOMES: Final[Machine[ClearanceState, ClearanceAction]] = {
    # A notice that needs no leave stays one: no yes turns it into a leave that could run out.
    key: replace(row, next=_C.NOTED)
    for key, row in CLEARANCE.items()
    if key[1] is _CA.GRANT
}


def clearance_machine(mode: ClearanceMode, code: str) -> Machine[ClearanceState, ClearanceAction]:
    """The machine of a request or a notice under the ruling (`code`): a State's yes to a notice
    opens a border where leave is needed, and is its word beside the notice where none is."""
    if mode is not ClearanceMode.NOTIFY:
        return CLEARANCE
    return {**CLEARANCE, **(_LETS_IN if needs_leave(code) else _WELCOMES)}


def clearance_by_voice(mode: ClearanceMode, code: str) -> Machine[ClearanceState, ClearanceAction]:
    """The same with what a State says by voice: that it has read what was sent it may say at any
    time, and its answer stays."""
    again = {(state, _CA.ACKNOWLEDGE): Row(state, *_says) for state in set(_C) - UNREAD - NOT_ASKED}
    return {**clearance_machine(mode, code), **again}


UNREAD: Final = frozenset({_C.ASKED, _C.NOTIFIED})
"""The State has not said yet that it has read it."""
LIVE: Final = frozenset(_C) - NOT_ASKED - {_C.REFUSED, _C.LAPSED}
"""The clearance is not asked for again: a unit has at most one of these for a State."""


_TOLD: Final = frozenset({_C.NOTIFIED, _C.NOTED})


def gives_no_leave(state: ClearanceState, code: str) -> bool:
    """Whether it is a notice where the ruling, by its `code`, wants leave: it opens no border, and
    leave can still be asked for."""
    return state in _TOLD and needs_leave(code)


def leave_now_needed(state: ClearanceState, code: str, *, code_now: str) -> bool:
    """Whether leave can be asked for beside what was sent: a notice where leave is needed, by the
    ruling then (`code`) or by that of now, once the case or what is agreed is another."""
    return state in _TOLD and (needs_leave(code) or needs_leave(code_now))


def is_welcomed(state: ClearanceState, answered_at: datetime | None) -> bool:
    """Whether the State has said yes to a notice, which stays one."""
    return state is _C.NOTED and answered_at is not None


def is_objection(state: ClearanceState, code: str) -> bool:
    """Whether a State's no, by the `code` of the ruling, closes no border: by law no leave is
    needed there."""
    return state is _C.REFUSED and code in BY_RIGHT


FAR_NM: Final = 60.0
"""A place of entry further than this from where the State lies is likely a slip (house figure)."""


def warnings(territory: str, place: LatLon | None, *, declared: bool = False) -> list[Remark]:
    """Plausibility warnings for a clearance request; never blocks. `declared`: the State is asked
    for waters that some party has declared, wherever the coast known here says that it lies."""
    if place is None or declared or lies_near(territory, place, within_nm=FAR_NM):
        return []
    said = (
        f"The place is more than {FAR_NM:.0f} nm from where the State that is asked lies: look at"
        " it again."
    )
    return [Remark("place_far", said, {"territory": territory, "nm": FAR_NM})]


def begins(mode: ClearanceMode) -> ClearanceState:
    """The first state: notified where no more than a notice is sent, asked for else."""
    return _C.NOTIFIED if mode is ClearanceMode.NOTIFY else _C.ASKED


def effective_state(
    state: ClearanceState, *, valid_until: datetime | None, now: datetime
) -> ClearanceState:
    """The state in which the clearance counts: past `valid_until` a consent has lapsed, job or no
    job."""
    if state is ClearanceState.GRANTED and valid_until is not None and valid_until <= now:
        return ClearanceState.LAPSED
    return state


@dataclass(frozen=True, slots=True)
class EntryClocks:
    """The clocks of what is awaited of the State that is asked.

    `acknowledge_due_at`, `answer_due_at`: None: it is not awaited, or its silence is on the record
    already. `limits`: as they are stored, by what is awaited.
    """

    acknowledge_due_at: datetime | None
    answer_due_at: datetime | None
    limits: dict[str, Any]


_ACKNOWLEDGES: Final = "acknowledge"


def clocks_of(mode: ClearanceMode) -> list[ClockName]:
    """The clocks of a clearance, that of its acknowledgement first; of one that is only notified no
    other."""
    answers = [] if mode is ClearanceMode.NOTIFY else [ClockName.CONDITIONS, ClockName.CLEARANCE]
    return [ClockName.ACKNOWLEDGE_ENTRY, *answers]


def hastened(clocks: EntryClocks, limits: dict[str, Any], *, now: datetime) -> EntryClocks:
    """The clocks once the phase of the case has changed, by its `limits`, which run from `now`.

    The time that the State has been told it has for an answer grows no longer: a clock is the
    sooner of the two, and the limit of the sooner one stands beside it. The answer is awaited by
    the soonest of its limits.
    """

    def due(names: set[str]) -> datetime | None:
        ends = [now + timedelta(minutes=limits[name]["minutes"]) for name in names & limits.keys()]
        return min(ends, default=None)

    answers = set(limits) - {_ACKNOWLEDGES}
    acknowledge, standing = _sooner(clocks.acknowledge_due_at, due({_ACKNOWLEDGES}))
    answer, stays = _sooner(clocks.answer_due_at, due(answers))
    of_now = (set() if standing else {_ACKNOWLEDGES}) | (set() if stays else answers)
    return EntryClocks(
        acknowledge,
        answer,
        {name: limits[name] if name in of_now & limits.keys() else was
         for name, was in clocks.limits.items()},
    )  # fmt: skip


def _sooner(was: datetime | None, ends: datetime | None) -> tuple[datetime | None, bool]:
    """The sooner end of a clock that runs, and whether that is the one it had."""
    if was is None or ends is None or was <= ends:
        return was, True
    return ends, False


def ends_with_work(state: ClearanceState, *, stood_down: bool) -> bool:
    """Whether the clearance of a unit whose work ends with its case is withdrawn.

    A unit that has left may be on its way home through the State that has let it in.
    """
    return state in LIVE if stood_down else state in UNANSWERED


@dataclass(frozen=True, slots=True)
class ClearanceFacts:
    """A clearance as far as a unit's time to scene depends on it."""

    territory: str
    state: ClearanceState
    code: str
    asked_at: datetime
    lead_minutes: int
    answer_due_at: datetime | None
    answered_at: datetime | None
    valid_until: datetime | None
    voice: Sequence[Mapping[str, Any]] = ()


def opening(entry: ClearanceFacts, *, now: datetime) -> Opening | None:
    """The instants between which the unit may enter, or that it is refused: what a no closes is for
    the ruling of now to say. A clearance asked for is expected within its time, which runs from the
    asking; once that is over none is expected any more. None: what was asked does not stand."""
    state = effective_state(entry.state, valid_until=entry.valid_until, now=now)
    if state is ClearanceState.REFUSED:
        return Opening(entry.territory, None, refused=True)
    if state in UNANSWERED:
        lead = entry.asked_at + timedelta(minutes=entry.lead_minutes)
        due_at = lead if entry.lead_minutes else entry.answer_due_at
        return Opening(entry.territory, due_at if due_at and due_at > now else None)
    from_at = clear_from(
        state,
        code=entry.code,
        asked_at=entry.asked_at,
        lead_minutes=entry.lead_minutes,
        answered_at=entry.answered_at,
    )
    if from_at is None:
        return None
    if state in _TOLD:
        # Also where the State has said yes and named an end: a notice does not run out.
        return Opening(entry.territory, from_at)
    return Opening(entry.territory, from_at, entry.valid_until, end_of(entry, state))


def clear_from(
    state: ClearanceState,
    *,
    code: str,
    asked_at: datetime,
    lead_minutes: int,
    answered_at: datetime | None,
) -> datetime | None:
    """The instant from which the unit may enter; None: it may not, or not yet. `code`: the
    ruling's, for a notice lets nobody in where that wants leave."""
    if gives_no_leave(state, code):
        return None
    match state:
        case ClearanceState.NOTIFIED | ClearanceState.NOTED:
            over_at = asked_at + timedelta(minutes=lead_minutes)
            # A State that says yes waits for no more notice.
            said_at = answered_at if is_welcomed(state, answered_at) else None
            return min(over_at, said_at or over_at)
        case ClearanceState.GRANTED:
            return answered_at
        case _:
            return None
