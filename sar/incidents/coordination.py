"""The rules of handing an office over: propose, accept, decline, withdraw.

The old holder stays responsible until acceptance (MSC.167(78) 6.7), and a centre does what it
can for a case until another takes over (SAR Convention, Annex 4.3): proposing stops nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sar.errors import Refusal
from sar.incidents.phases import Side
from sar.incidents.words import CoordinationState, Office


class Answer(StrEnum):
    """What can become of a proposal."""

    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the machine: the state that follows and whose answer it is."""

    next: CoordinationState
    side: Side


RULES: Mapping[tuple[CoordinationState, Answer], Rule] = {
    (CoordinationState.PROPOSED, Answer.ACCEPT): Rule(CoordinationState.ACCEPTED, Side.ASKED),
    (CoordinationState.PROPOSED, Answer.DECLINE): Rule(CoordinationState.DECLINED, Side.ASKED),
    (CoordinationState.PROPOSED, Answer.WITHDRAW): Rule(CoordinationState.WITHDRAWN, Side.LEAD),
}

OFFICE_NAMES: Mapping[Office, str] = {
    Office.SMC: "SAR mission coordinator",
    Office.OSC: "on-scene coordinator",
    Office.ACO: "aircraft coordinator",
}


@dataclass(frozen=True, slots=True)
class AskedCentre:
    """The centre that is to take an office over."""

    centre_id: UUID
    party: str
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
                f"{to.name} leads the case already.",
                {"centre": to.name},
            )
        )
    if to.listed:
        reasons.append(
            Refusal(
                "centre_only_listed",
                f"{to.name} is only listed and cannot accept here: call it, with the call script."
                " You stay responsible until it takes over by voice; then write in the log who"
                " took over and when, and close the case here with that as the reason.",
                {"centre": to.name},
            )
        )
    return reasons


def answer(
    state: CoordinationState | None, said: Answer, *, asked: bool, leads: bool
) -> CoordinationState | list[Refusal]:
    """The state that an answer brings, or why it is refused; `state` None: nothing is open."""
    rule = None if state is None else RULES.get((state, said))
    if rule is None:
        return [
            Refusal(
                "no_open_proposal",
                "Nobody is being asked to take this office over now.",
                {"answer": said.value},
            )
        ]
    if rule.side is Side.ASKED and not asked:
        return [
            Refusal(
                "not_asked",
                "Only the party that was asked to take over may answer.",
                {"answer": said.value},
            )
        ]
    if rule.side is Side.LEAD and not leads:
        return [
            Refusal(
                "not_lead",
                "Only the centre that leads the case may withdraw the proposal.",
                {"answer": said.value},
            )
        ]
    return rule.next
