"""The state machines of requests, answers, offers and deployments: one row for each step.

In the tables of deployments the usual next step of a state comes first: the screens offer the
steps in that order.
"""

from datetime import datetime
from typing import Final

from sar.machine import Machine, Row, Side
from sar.parties.roles import Act
from sar.requests.deployment_traits import (
    ACTIVE,
    BEFORE_SCENE,
    NOT_LEFT,
    SHIP_ACTIVE,
    TRAITS,
)
from sar.requests.words import (
    AnswerAction,
    AnswerState,
    DeploymentAction,
    DeploymentState,
    OfferAction,
    OfferState,
    RequestAction,
    RequestState,
)

_R, _RA = RequestState, RequestAction
_ask = (Side.REQUESTER, Act.WATCH)
_follows = (Side.PLATFORM, None)

REQUEST: Final[Machine[RequestState, RequestAction]] = {
    (_R.DRAFT, _RA.OPEN): Row(_R.OPEN, *_ask),
    (_R.DRAFT, _RA.CANCEL): Row(_R.CANCELLED, *_ask),
    (_R.OPEN, _RA.AMEND): Row(_R.OPEN, *_ask),
    (_R.OPEN, _RA.FILL): Row(_R.FILLED, *_follows),
    (_R.OPEN, _RA.CLOSE): Row(_R.CLOSED, *_ask),
    (_R.OPEN, _RA.CANCEL): Row(_R.CANCELLED, *_ask),
    (_R.FILLED, _RA.AMEND): Row(_R.OPEN, *_ask),
    (_R.FILLED, _RA.UNCOVER): Row(_R.OPEN, *_follows),
    (_R.FILLED, _RA.CLOSE): Row(_R.CLOSED, *_ask),
    (_R.FILLED, _RA.CANCEL): Row(_R.CANCELLED, *_ask),
}

_A, _AA = AnswerState, AnswerAction
_answer = (Side.ADDRESSEE, Act.WATCH)

ANSWER: Final[Machine[AnswerState, AnswerAction]] = {
    (_A.SENT, _AA.ACKNOWLEDGE): Row(_A.ACKNOWLEDGED, *_answer),
    # An answer acknowledges at once: nobody has to say first that it has read the request.
    (_A.SENT, _AA.OFFER): Row(_A.OFFERED, *_answer),
    (_A.SENT, _AA.DECLINE): Row(_A.DECLINED, *_answer),
    (_A.ACKNOWLEDGED, _AA.OFFER): Row(_A.OFFERED, *_answer),
    (_A.ACKNOWLEDGED, _AA.DECLINE): Row(_A.DECLINED, *_answer),
    (_A.OFFERED, _AA.OFFER): Row(_A.OFFERED, *_answer),
    # Once its offers are withdrawn, or when it says so by voice.
    (_A.OFFERED, _AA.DECLINE): Row(_A.DECLINED, *_answer),
    # Help is not refused because its giver had no help to give an hour ago.
    (_A.DECLINED, _AA.OFFER): Row(_A.OFFERED, *_answer),
}

ANSWER_BY_VOICE: Final[Machine[AnswerState, AnswerAction]] = {
    **ANSWER,
    # That it has read the request it may say at any time, and its answer stays.
    **{
        (state, _AA.ACKNOWLEDGE): Row(state, *_answer)
        for state in (_A.ACKNOWLEDGED, _A.OFFERED, _A.DECLINED)
    },
    # For another reason.
    (_A.DECLINED, _AA.DECLINE): Row(_A.DECLINED, *_answer),
}

_O, _OA = OfferState, OfferAction
_give = (Side.OFFERER, Act.WATCH)
_take = (Side.REQUESTER, Act.COORDINATE)

OFFER: Final[Machine[OfferState, OfferAction]] = {
    (_O.PROVISIONAL, _OA.CONFIRM): Row(_O.OFFERED, *_give),
    (_O.PROVISIONAL, _OA.DECLINE): Row(_O.DECLINED, *_take),
    (_O.PROVISIONAL, _OA.WITHDRAW): Row(_O.WITHDRAWN, *_give),
    (_O.PROVISIONAL, _OA.EXPIRE): Row(_O.EXPIRED, *_follows),
    # Confirmed again, on the terms of today, when those it rested on have ended.
    (_O.OFFERED, _OA.CONFIRM): Row(_O.OFFERED, *_give),
    (_O.OFFERED, _OA.ACCEPT): Row(_O.ACCEPTED, *_take),
    (_O.OFFERED, _OA.DECLINE): Row(_O.DECLINED, *_take),
    (_O.OFFERED, _OA.WITHDRAW): Row(_O.WITHDRAWN, *_give),
    (_O.OFFERED, _OA.EXPIRE): Row(_O.EXPIRED, *_follows),
}

_D, _DA = DeploymentState, DeploymentAction
_reports = (Side.OWNER, Act.WATCH)
_lead_reports = (Side.LEAD, Act.WATCH)
_directs = (Side.LEAD, Act.COORDINATE)

DEPLOYMENT: Final[Machine[DeploymentState, DeploymentAction]] = {
    (_D.COMMITTED, _DA.DEPART): Row(_D.UNDERWAY, *_reports),
    (_D.COMMITTED, _DA.MOBILISE): Row(_D.MOBILISING, *_reports),
    (_D.MOBILISING, _DA.GET_UNDERWAY): Row(_D.UNDERWAY, *_reports),
    (_D.UNDERWAY, _DA.ARRIVE): Row(_D.ON_SCENE, *_reports),
    (_D.ON_SCENE, _DA.LOAD): Row(_D.LOADED, *_reports),
    # Back on scene with some still aboard.
    (_D.ON_SCENE, _DA.DELIVER): Row(_D.DELIVERED, *_reports),
    (_D.ON_SCENE, _DA.REFUEL): Row(_D.REFUELLING, *_reports),
    (_D.REFUELLING, _DA.RESUME): Row(_D.ON_SCENE, *_reports),
    # It went back with some of its survivors still aboard.
    (_D.REFUELLING, _DA.DELIVER): Row(_D.DELIVERED, *_reports),
    (_D.LOADED, _DA.DELIVER): Row(_D.DELIVERED, *_reports),
    (_D.LOADED, _DA.LOAD): Row(_D.LOADED, *_reports),
    (_D.DELIVERED, _DA.RESUME): Row(_D.ON_SCENE, *_reports),
    (_D.DELIVERED, _DA.DELIVER): Row(_D.DELIVERED, *_reports),
    # It lands people where the fuel is.
    (_D.DELIVERED, _DA.REFUEL): Row(_D.REFUELLING, *_reports),
    (_D.ON_SCENE, _DA.RELEASE): Row(_D.RELEASED, *_directs),
    (_D.DELIVERED, _DA.RELEASE): Row(_D.RELEASED, *_directs),
    (_D.REFUELLING, _DA.RELEASE): Row(_D.RELEASED, *_directs),
    (_D.RELEASED, _DA.RETURN): Row(_D.RETURNING, *_reports),
    (_D.RETURNING, _DA.RETURNED): Row(_D.RETURNED, *_reports),
    # A unit that was recalled or diverted with survivors aboard still has to land them.
    (_D.RECALLED, _DA.DELIVER): Row(_D.RECALLED, *_reports),
    (_D.DIVERTED, _DA.DELIVER): Row(_D.DIVERTED, *_reports),
    # It was told not to have left, or to be gone, and people were handed to it.
    (_D.COMMITTED, _DA.DELIVER): Row(_D.DELIVERED, *_reports),
    (_D.MOBILISING, _DA.DELIVER): Row(_D.DELIVERED, *_reports),
    (_D.STOOD_DOWN, _DA.DELIVER): Row(_D.STOOD_DOWN, *_reports),
    (_D.RETURNED, _DA.DELIVER): Row(_D.RETURNED, *_reports),
    # Another arrival than was promised; it goes on as it was.
    **{
        (state, _DA.PROMISE): Row(state, *_reports) for state in BEFORE_SCENE if TRAITS[state].binds
    },
    **{
        (state, _DA.STAND_DOWN): Row(_D.STOOD_DOWN, *_directs)
        for state in BEFORE_SCENE
        if TRAITS[state].binds
    },
    **{(state, _DA.RECALL): Row(_D.RECALLED, *_reports) for state in ACTIVE},
    # From an exercise alone, to real work: by whoever of the two hears of it first.
    **{(s, _DA.CALL_AWAY): Row(_D.RECALLED, *_reports, Side.LEAD) for s in ACTIVE},
    # Proposed by the lead, done when the owner consents: the state changes only then.
    **{(state, _DA.DIVERT): Row(state, *_directs) for state in ACTIVE},
    **{(state, _DA.CONSENT_DIVERT): Row(_D.DIVERTED, *_reports) for state in ACTIVE},
    **{(state, _DA.DECLINE_DIVERT): Row(state, *_reports) for state in ACTIVE},
    **{(state, _DA.WITHDRAW_DIVERT): Row(state, *_directs) for state in ACTIVE},
    **{(state, _DA.EXTEND): Row(state, *_reports) for state in ACTIVE},
    # Closing the case ends its work: who has not left need not, and the others come home.
    **{(state, _DA.CASE_CLOSED): Row(_D.STOOD_DOWN, *_follows) for state in NOT_LEFT},
    **{
        (state, _DA.CASE_CLOSED): Row(_D.RELEASED, *_follows)
        for state in ACTIVE
        if state not in NOT_LEFT and not TRAITS[state].homeward
    },
}

SHIP: Final[Machine[DeploymentState, DeploymentAction]] = {
    (_D.HAILED, _DA.PROCEED): Row(_D.PROCEEDING, *_lead_reports),
    (_D.HAILED, _DA.UNABLE): Row(_D.UNABLE, *_lead_reports),
    (_D.PROCEEDING, _DA.ARRIVE): Row(_D.ON_SCENE, *_lead_reports),
    (_D.PROCEEDING, _DA.UNABLE): Row(_D.UNABLE, *_lead_reports),
    (_D.ON_SCENE, _DA.EMBARK): Row(_D.EMBARKED, *_lead_reports),
    # Aboard the assisting ship is not delivered (MSC.167(78) 6.13).
    (_D.EMBARKED, _DA.DELIVER): Row(_D.EMBARKED, *_lead_reports),
    (_D.EMBARKED, _DA.EMBARK): Row(_D.EMBARKED, *_lead_reports),
    # Her engine fails there: who is aboard stays aboard, and is still to be delivered.
    (_D.ON_SCENE, _DA.UNABLE): Row(_D.UNABLE, *_lead_reports),
    (_D.EMBARKED, _DA.UNABLE): Row(_D.UNABLE, *_lead_reports),
    **{
        (state, _DA.PROMISE): Row(state, *_lead_reports)
        for state in BEFORE_SCENE
        if TRAITS[state].engages
    },
    # Its master is released with minimum deviation, also before it has arrived (Annex 3.1.9).
    **{(state, _DA.RELEASE): Row(_D.RELEASED, *_directs) for state in SHIP_ACTIVE},
    **{(state, _DA.CASE_CLOSED): Row(_D.RELEASED, *_follows) for state in SHIP_ACTIVE},
}

FACTS_OUT_OF_TURN: Final[Machine[DeploymentState, DeploymentAction]] = {
    # It had left before it heard that it need not; and, at sea then, may have come there.
    (_D.STOOD_DOWN, _DA.DEPART): Row(_D.RELEASED, *_reports),
    (_D.STOOD_DOWN, _DA.ARRIVE): Row(_D.RELEASED, *_reports),
    # It is there, and nobody has told that it left.
    **{
        (state, _DA.ARRIVE): Row(_D.ON_SCENE, *_reports)
        for state in (_D.COMMITTED, _D.MOBILISING, _D.REFUELLING)
    },
    # It was there, and says so late.
    **{
        (state, _DA.ARRIVE): Row(state, *_reports)
        for state in (
            _D.LOADED,
            _D.DELIVERED,
            _D.RELEASED,
            _D.RETURNING,
            _D.RETURNED,
            _D.RECALLED,
            _D.DIVERTED,
        )
    },
    # Who was at sea and took people aboard is to land them.
    **{
        (state, _DA.LOAD): Row(_D.LOADED, *_reports)
        for state in (_D.UNDERWAY, _D.REFUELLING, _D.DELIVERED, _D.RELEASED, _D.RETURNING)
    },
    # It was told not to have left, or to be gone.
    **{
        (state, _DA.LOAD): Row(state, *_reports)
        for state in (
            _D.COMMITTED,
            _D.MOBILISING,
            _D.STOOD_DOWN,
            _D.RETURNED,
            _D.RECALLED,
            _D.DIVERTED,
        )
    },
    (_D.UNDERWAY, _DA.DELIVER): Row(_D.DELIVERED, *_reports),
    **{(s, _DA.DELIVER): Row(s, *_reports) for s in (_D.RELEASED, _D.RETURNING)},
    (_D.RELEASED, _DA.RETURNED): Row(_D.RETURNED, *_reports),
    # It is home, and what it was recalled from is not done by that.
    (_D.RECALLED, _DA.RETURNED): Row(_D.RECALLED, *_reports),
    # It took fuel on its way: it goes on with what it was at.
    **{
        (state, _DA.REFUEL): Row(state, *_reports)
        for state in (
            _D.COMMITTED,
            _D.MOBILISING,
            _D.UNDERWAY,
            _D.REFUELLING,
            _D.LOADED,
            _D.RELEASED,
            _D.RETURNING,
            _D.RETURNED,
            _D.STOOD_DOWN,
            _D.RECALLED,
            _D.DIVERTED,
        )
    },
}
"""The facts that an asset's owner reports out of the usual turn, of before or since: what happened
is not refused, whether the case is open or closed."""

SHIP_FACTS_OUT_OF_TURN: Final[Machine[DeploymentState, DeploymentAction]] = {
    **{(s, _DA.ARRIVE): Row(s, *_lead_reports) for s in (_D.EMBARKED, _D.RELEASED)},
    # She comes after all, or is there and nobody has told that she was to come.
    (_D.UNABLE, _DA.PROCEED): Row(_D.PROCEEDING, *_lead_reports),
    **{(s, _DA.ARRIVE): Row(_D.ON_SCENE, *_lead_reports) for s in (_D.HAILED, _D.UNABLE)},
    **{
        (state, _DA.EMBARK): Row(_D.EMBARKED, *_lead_reports)
        for state in (_D.HAILED, _D.PROCEEDING, _D.RELEASED, _D.UNABLE)
    },
    **{
        (state, _DA.DELIVER): Row(state, *_lead_reports)
        for state in (_D.HAILED, _D.PROCEEDING, _D.ON_SCENE, _D.RELEASED, _D.UNABLE)
    },
}


def work_machine(*, ship: bool) -> Machine[DeploymentState, DeploymentAction]:
    """The machine of an asset's or ship's work, with the facts that come out of turn."""
    return {**SHIP, **SHIP_FACTS_OUT_OF_TURN} if ship else {**DEPLOYMENT, **FACTS_OUT_OF_TURN}


def with_people(
    to: DeploymentState, action: DeploymentAction, *, aboard: bool, ship: bool
) -> DeploymentState:
    """The state that a step leads to; a unit that comes, or is told to be there, with people aboard
    has them still to be delivered."""
    if not aboard or action not in (_DA.ARRIVE, _DA.PROCEED):
        return to
    there = TRAITS[_D.ON_SCENE]
    if to in (_D.ON_SCENE, _D.PROCEEDING):
        return (there.ship_takes if ship else there.takes) or to
    return to


def ended_by_closing(state: DeploymentState, *, ship: bool, aboard: int) -> DeploymentState | None:
    """The state in which closing the case leaves the work; None: as it is.

    With survivors aboard it goes on until they are delivered.
    """
    row = (SHIP if ship else DEPLOYMENT).get((state, _DA.CASE_CLOSED))
    return None if aboard or row is None else row.next


def effective_state(state: OfferState, *, valid_until: datetime, now: datetime) -> OfferState:
    """The offer's state as it counts: past `valid_until` it has expired, job or no job."""
    if state in (_O.PROVISIONAL, _O.OFFERED) and now >= valid_until:
        return _O.EXPIRED
    return state


LIVE = (RequestState.DRAFT, RequestState.OPEN, RequestState.FILLED)
"""The states of a request that is not over."""

ASKING: Final = frozenset({RequestState.OPEN, RequestState.FILLED})
"""The states of a request that was sent and is not over."""

AWAITED: Final = frozenset({AnswerState.SENT, AnswerState.ACKNOWLEDGED})
"""The states of an answer that is still to come."""


UNDECIDED = (OfferState.PROVISIONAL, OfferState.OFFERED)
