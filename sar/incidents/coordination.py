"""The rules of handing an office over: propose, accept, decline, withdraw.

The old holder stays responsible until acceptance (MSC.167(78) 6.7): proposing stops nothing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sar.errors import Refusal
from sar.incidents.words import CaseSide, CoordinationState, Office, ProposalAction
from sar.languages.places import filled
from sar.machine import Denial, Machine, Row, Step, decide_with
from sar.parties.roles import Act

_P, _A = CoordinationState, ProposalAction

PROPOSAL: Final[Machine[CoordinationState, ProposalAction]] = {
    (_P.PROPOSED, _A.ACCEPT): Row(_P.ACCEPTED, CaseSide.ASKED, Act.COORDINATE),
    (_P.PROPOSED, _A.DECLINE): Row(_P.DECLINED, CaseSide.ASKED, Act.COORDINATE),
    (_P.PROPOSED, _A.WITHDRAW): Row(_P.WITHDRAWN, CaseSide.LEAD, Act.COORDINATE),
}
"""The machine of a proposal that a centre take an office over."""

OFFICE_NAMES: Mapping[Office, str] = {
    Office.SMC: "SAR mission coordinator",
    Office.OSC: "on-scene coordinator",
    Office.ACO: "aircraft coordinator",
}


READ_WITHIN: Final = timedelta(minutes=2)
"""A proposal to lead is read so soon (house figure, serving MSC.167(78) 6.7)."""
_ANSWERED_WITHIN: Final = timedelta(minutes=15)
_ANSWERED_WITHIN_IN_DISTRESS: Final = timedelta(minutes=5)


PROPOSED_AT_MOST: Final = 20
"""Proposals in cases below distress that one party sends to another within `PROPOSED_WITHIN`,
whatever becomes of them (house figure): each rings there. Distress has no such limit."""
PROPOSED_WITHIN: Final = timedelta(hours=1)


def proposes_again_in(proposed_at: Collection[datetime], *, now: datetime) -> timedelta | None:
    """The time until one more may be sent; None: at once."""
    recent = sorted(at for at in proposed_at if at > now - PROPOSED_WITHIN)
    if len(recent) < PROPOSED_AT_MOST:
        return None
    return recent[-PROPOSED_AT_MOST] + PROPOSED_WITHIN - now


CONTACT_WITHIN: Final = timedelta(minutes=30)
"""A mission coordinator by voice is heard from so often (house figure); when it is silent, its
centre is called and everybody acts as though nobody led (SAR Convention, Annex 2.1.1). So soon too
a centre that said by voice that it takes over confirms it here."""


def answer_due_at(
    proposed_at: datetime, *, in_distress: bool, said_at: datetime | None = None
) -> datetime:
    """The latest time to accept or decline a proposal to lead: until then, and after it, the old
    holder answers (house figures, serving MSC.167(78) 6.7). `in_distress`: as far as two persons
    have said. `said_at`: the asked centre said then by voice that it takes over; it is waited for
    longer to confirm it, and leads no sooner for it."""
    due_at = proposed_at + (_ANSWERED_WITHIN_IN_DISTRESS if in_distress else _ANSWERED_WITHIN)
    return due_at if said_at is None else max(due_at, said_at + CONTACT_WITHIN)


@dataclass(frozen=True, slots=True)
class AskedCentre:
    """The centre that is to take an office over."""

    centre_id: UUID
    party: str
    code: str
    name: str
    listed: bool


def propose(
    office: Office, *, to: AskedCentre, lead_centre_id: UUID, open_to: str | None
) -> list[Refusal]:
    """Every reason why the lead may not propose this; empty when it may.

    `open_to` is the name of the centre that an open proposal for the same office is put to.
    """
    reasons = []
    if open_to is not None:
        reasons.append(
            Refusal(
                "proposal_open",
                f"{open_to} has been asked to take over as {OFFICE_NAMES[office]} and has not"
                " answered. Withdraw that proposal first.",
                {"office": office.value, "centre": open_to},
            )
        )
    if office is Office.SMC and to.centre_id == lead_centre_id:
        reasons.append(
            Refusal(
                "leads_already",
                filled("{name} leads the case already.", name=to.name),
                {"centre": to.name},
            )
        )
    if to.listed:
        reasons.append(
            Refusal(
                "centre_only_listed",
                filled(
                    "{name} is only listed and cannot accept here: call it, with the call script."
                    " You stay responsible until it takes over by voice; then write down who said"
                    " so. The case stays open here.",
                    name=to.name,
                ),
                {"centre": to.name},
            )
        )
    return reasons


def not_by_voice() -> Refusal:
    """The reason why nothing can be given back."""
    said = "No listed centre holds the mission by voice in this case."
    return Refusal("smc_not_by_voice", said)


def not_handed_over() -> Refusal:
    """The reason why no fact can be confirmed."""
    said = "The mission coordination of this case was not handed over."
    return Refusal("not_handed_over", said)


def by_voice(centre: AskedCentre, *, open_to: UUID | None) -> list[Refusal]:
    """The reasons why what the centre said by voice cannot be written down: that it took the
    mission over, or, of one that has joined, that it takes it over as was proposed to it. Empty
    when it can.

    `open_to`: the centre that the open proposal to coordinate the mission is put to."""
    if centre.listed or centre.centre_id == open_to:
        return []
    return [
        Refusal(
            "centre_joined",
            filled(
                "{name} is on this platform and accepts here itself: propose it. If it has said so"
                " by voice, write that down once it is proposed.",
                name=centre.name,
            ),
            {"centre": centre.name},
        )
    ]


def answer(
    state: CoordinationState | None, action: ProposalAction, *, asked: bool, leads: bool
) -> Step[CoordinationState] | list[Refusal]:
    """The step that an answer makes, or why it is refused; `state` None: nothing is open."""
    if state is None:
        return [_no_open_proposal(action)]
    sides = {CaseSide.ASKED: asked, CaseSide.LEAD: leads}
    standing = frozenset(side for side, holds in sides.items() if holds)
    return decide_with(_reasons, PROPOSAL, state, action, sides=standing)


def _reasons(denial: Denial[CoordinationState, ProposalAction]) -> list[Refusal]:
    """The first reason alone: whose answer it is matters only while one is awaited."""
    if denial.wrong_state:
        return [_no_open_proposal(denial.action)]
    said = {"answer": denial.action.value}
    if CaseSide.ASKED in denial.sides:
        sentence = "Only the party that was asked to take over may answer."
        return [Refusal("not_asked", sentence, said)]
    sentence = "Only the centre that leads the case may withdraw the proposal."
    return [Refusal("not_lead", sentence, said)]


def _no_open_proposal(action: ProposalAction) -> Refusal:
    return Refusal(
        "no_open_proposal",
        "Nobody is being asked to take this office over now.",
        {"answer": action.value},
    )
