"""The state machine that lifecycles share: rows of a table, and the step that one action makes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from sar.errors import Refusal
from sar.languages.places import filled, plain
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
    """One line of a machine: what the action leads to, which sides may, and under which act.

    Each lifecycle has its own words for its sides.
    """

    next: State
    side: StrEnum
    act: Act | None = None
    other_side: StrEnum | None = None
    """It may too."""

    @property
    def sides(self) -> frozenset[StrEnum]:
        """All that may."""
        return frozenset({self.side, self.other_side or self.side})


@dataclass(frozen=True, slots=True)
class Step(Generic[State]):
    """An action that the rules allow, and the state it leads to."""

    state: State


Machine = Mapping[tuple[State, Action], Row[State]]


@dataclass(frozen=True, slots=True)
class Denial(Generic[State, Action]):
    """An action that a machine does not allow, with the facts for its reasons."""

    machine: Machine[State, Action]
    state: State
    action: Action
    wrong_state: bool
    """No row has the action in this state."""
    wrong_side: bool
    """No row gives the action to a side of the party."""

    @property
    def sides(self) -> frozenset[StrEnum]:
        """The sides that may do it, in whatever state."""
        return _sides(self.machine, self.action)

    @property
    def allowed_in(self) -> list[State]:
        """The states in which it may be done."""
        return [state for state, action in self.machine if action == self.action]

    @property
    def possible(self) -> list[Action]:
        """The actions that may be done in this state."""
        return [action for state, action in self.machine if state == self.state]


Reasons = Callable[[Denial[State, Action]], list[Refusal]]
"""The refusals of an action in the words of its lifecycle."""


def plain_reasons(denial: Denial[State, Action]) -> list[Refusal]:
    """Every reason: `not_yours`, no side of the party may; `wrong_state`, not in this state."""
    doing = in_words(denial.action)
    reasons = []
    if denial.wrong_side:
        names = sorted(denial.sides)
        reasons.append(
            Refusal(
                "not_yours",
                f"Only the {' or the '.join(names)} may {doing}."
                if names
                else f"To {doing} is no step here.",
                {"action": denial.action.value, "sides": names},
            )
        )
    if denial.wrong_state:
        allowed = denial.allowed_in
        places = {"state": denial.state, "action": denial.action}
        reasons.append(
            Refusal(
                "wrong_state",
                filled(
                    "It is {state}: nobody can {action} now. That is done while it is {allowed}.",
                    allowed=tuple(allowed),
                    **places,
                )
                if allowed
                else filled("It is {state}: nobody can {action} now.", **places),
                {
                    "state": denial.state.value,
                    "action": denial.action.value,
                    "allowed_in": sorted(allowed),
                },
            )
        )
    return reasons


def decide(
    machine: Machine[State, Action], state: State, action: Action, *, sides: frozenset[StrEnum]
) -> Step[State] | list[Refusal]:
    """The step that the action makes for a party on these sides, or every reason why not."""
    return decide_with(plain_reasons, machine, state, action, sides=sides)


def decide_with(
    reasons: Reasons[State, Action],
    machine: Machine[State, Action],
    state: State,
    action: Action,
    *,
    sides: frozenset[StrEnum],
    against: Iterable[Refusal] = (),
) -> Step[State] | list[Refusal]:
    """The same with the reasons in a lifecycle's own words.

    `against`: further reasons, which count where the machine has the action in this state.
    """
    row = machine.get((state, action))
    wrong_side = not _sides(machine, action) & sides
    refusals = []
    if row is None or wrong_side:
        refusals += reasons(Denial(machine, state, action, row is None, wrong_side))
    if row is not None:
        refusals += against
    return refusals if row is None or refusals else Step(row.next)


def _sides(machine: Machine[State, Action], action: Action) -> frozenset[StrEnum]:
    return frozenset(
        side for (_, doing), row in machine.items() if doing == action for side in row.sides
    )


def act_for(machine: Machine[State, Action], action: Action) -> Act | None:
    """The act of a role that the action needs; None when nobody does it."""
    return next((row.act for (_, doing), row in machine.items() if doing == action), None)


def in_words(word: StrEnum) -> str:
    """A word of the program as sentences have it."""
    return plain(word)
