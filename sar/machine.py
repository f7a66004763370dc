"""The state machine that lifecycles share: rows of a table, and the step that one action makes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from sar.errors import Refusal
from sar.parties.roles import Act

State = TypeVar("State", bound=StrEnum)
Action = TypeVar("Action", bound=StrEnum)


class Side(StrEnum):
    """The sides of a matter; one party may be on several."""

    REQUESTER = "requester"
    """Asked for help, or leads the incident that help was offered to."""
    ADDRESSEE = "addressee"
    OFFERER = "offerer"
    OWNER = "owner"
    """Owns the deployed asset: it commands it and may recall it."""
    LEAD = "lead"
    """Leads the work that a deployment is promised to."""
    STATE = "State"
    """The State that a unit enters."""
    PLATFORM = "platform"
    """Nobody acts: the step follows from the figures or from time."""


@dataclass(frozen=True, slots=True)
class Row(Generic[State]):
    """One line of a machine: what the action leads to, which sides may, and under which act."""

    next: State
    side: Side
    act: Act | None = None
    other_side: Side | None = None
    """It may too."""

    @property
    def sides(self) -> frozenset[Side]:
        """All that may."""
        return frozenset({self.side, self.other_side or self.side})


@dataclass(frozen=True, slots=True)
class Step(Generic[State]):
    """An action that the rules allow, and the state it leads to."""

    state: State


Machine = Mapping[tuple[State, Action], Row[State]]


def decide(
    machine: Machine[State, Action], state: State, action: Action, *, sides: frozenset[Side]
) -> Step[State] | list[Refusal]:
    """The step that the action makes, or every reason why not.

    `not_yours`: no row gives the action to one of the sides. `wrong_state`: no row has it here.
    """
    givers = {side for (_, doing), row in machine.items() if doing == action for side in row.sides}
    refusals = []
    if not givers & sides:
        names = sorted(givers)
        refusals.append(
            Refusal(
                "not_yours",
                f"Only the {' or the '.join(names)} may {in_words(action)}."
                if names
                else f"To {in_words(action)} is no step here.",
                {"action": action.value, "sides": names},
            )
        )
    row = machine.get((state, action))
    if row is None:
        allowed = [before for before, doing in machine if doing == action]
        where = f" That is done while it is {_or(allowed)}." if allowed else ""
        refusals.append(
            Refusal(
                "wrong_state",
                f"It is {in_words(state)}: nobody can {in_words(action)} now.{where}",
                {"state": state.value, "action": action.value, "allowed_in": sorted(allowed)},
            )
        )
    if row is None or refusals:
        return refusals
    return Step(row.next)


def act_for(machine: Machine[State, Action], action: Action) -> Act | None:
    """The act of a role that the action needs; None when nobody does it."""
    return next((row.act for (_, doing), row in machine.items() if doing == action), None)


def in_words(word: StrEnum) -> str:
    return word.value.replace("_", " ").replace("-", " ")


def _or(states: list[State]) -> str:
    names = sorted({in_words(state) for state in states})
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " or " + names[-1]
