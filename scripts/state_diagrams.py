"""Writes docs/states.md: a picture and a table of each lifecycle, from the server's own machines.

`python scripts/state_diagrams.py FILE`, as `make api-types` does.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from sar.agreements.versions import VERSION
from sar.agreements.words import Phase, VersionSide, VersionState
from sar.incidents.coordination import PROPOSAL
from sar.incidents.phases import CASE
from sar.incidents.words import CaseSide, CoordinationState, IncidentState
from sar.machine import Machine, Side, in_words
from sar.parties.roles import holders
from sar.requests.clearance_rules import CLEARANCE
from sar.requests.deployment_traits import TRAITS
from sar.requests.state_tables import (
    ANSWER,
    DEPLOYMENT,
    FACTS_OUT_OF_TURN,
    OFFER,
    REQUEST,
    SHIP,
    SHIP_FACTS_OUT_OF_TURN,
)
from sar.requests.words import (
    AnswerState,
    ClearanceState,
    DeploymentState,
    OfferState,
    RequestState,
)

HEAD: Final = """\
# States

The lifecycles that clients see, drawn from the tables by which the platform decides: written by \
`make api-types`, never by hand.

A picture shows the steps that lead to another state; the table under it has all steps, with the \
side that may take each and the roles that a person or key of that side needs. A step in the wrong \
state or by another side is refused with 409 and every reason (`wrong_state`, `not_yours`, …), \
without the role with 403 (`role_missing`).
"""
SIDES: Final[dict[StrEnum, str]] = {
    Side.REQUESTER: "the requester",
    Side.ADDRESSEE: "the centre asked",
    Side.OFFERER: "the offerer",
    Side.OWNER: "the owner",
    Side.LEAD: "the lead",
    Side.STATE: "the State",
    Side.PLATFORM: "nobody: it follows",
    CaseSide.INVOLVED: "whoever is involved",
    CaseSide.LEAD: "the lead",
    CaseSide.ASKED: "the centre asked",
    VersionSide.PARTY: "a party to it",
    VersionSide.DRAFTER: "its drafter",
    VersionSide.SUSPENDER: "who suspended it",
}
GATHERED: Final = 5
"""A step that leads to one state from so many others is drawn once, from all of them together."""
IN_A_LINE: Final = 3
STAYS: Final = "stays"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifecycle:
    """One machine, with the states in which its things begin."""

    title: str
    about: str
    machine: Machine[Any, Any]
    begins: tuple[StrEnum, ...]
    by_time: tuple[tuple[StrEnum, StrEnum, str], ...] = ()
    """From one state to another without a step, and when."""


def _facts(machine: Machine[Any, Any]) -> str:
    """The steps of a small machine in a line."""
    return ", ".join(
        f"`{action}` while `{state}`" + ("" if row.next is state else f" (then `{row.next}`)")
        for (state, action), row in machine.items()
    )


_PHASES = ", ".join(f"`{phase}`" for phase in Phase)
LIFECYCLES: Final = (
    Lifecycle(
        title="Agreement version",
        about="Its state follows from its instants: signed by all, it is in force once it is valid,"
        " until a newer version is, or fewer than two parties take part: `end` ends the own part in"
        " one in force, by notice. A draft is discarded by its drafter.",
        machine=VERSION,
        begins=(VersionState.DRAFT,),
        by_time=(
            (VersionState.PROPOSED, VersionState.IN_FORCE, "signed by all and valid"),
            (VersionState.IN_FORCE, VersionState.ENDED, "valid no longer, or left"),
            (VersionState.SUSPENDED, VersionState.ENDED, "valid no longer"),
        ),
    ),
    Lifecycle(
        title="Case",
        about=f"Its phase is a word of its own ({_PHASES}): any may follow any other, by"
        " `reclassify`.",
        machine=CASE,
        begins=(IncidentState.OPEN,),
    ),
    Lifecycle(
        title="Proposal to take an office over",
        about="Of mission, on-scene or aircraft coordination. The old holder stays responsible"
        " until it is accepted.",
        machine=PROPOSAL,
        begins=(CoordinationState.PROPOSED,),
    ),
    Lifecycle(
        title="Request",
        about="Its needs have no states but figures: `coverage` tells what is promised, under way"
        " and there, and fills the request or opens it again.",
        machine=REQUEST,
        begins=(RequestState.DRAFT,),
    ),
    Lifecycle(
        title="Answer of a centre asked",
        about="Given here, or by voice and put down by the requester; of a party that has joined"
        " what is put down is a claim, which changes no state until the party answers here itself.",
        machine=ANSWER,
        begins=(AnswerState.SENT,),
    ),
    Lifecycle(
        title="Offer",
        about="Accepted, it becomes a deployment for each of its assets.",
        machine=OFFER,
        begins=(OfferState.PROVISIONAL, OfferState.OFFERED),
    ),
    Lifecycle(
        title="Deployment of an asset",
        about="A diverted one goes on as a new deployment, `underway` unless it had not left."
        " Survivors change units by a transfer: see the traits below. Facts that come out of turn"
        f" are taken too, of an open and of a closed case: {_facts(FACTS_OUT_OF_TURN)}.",
        machine=DEPLOYMENT,
        begins=(DeploymentState.COMMITTED,),
    ),
    Lifecycle(
        title="Deployment of a ship of opportunity",
        about="The lead reports for her master; facts that come out of turn too, of an open and of"
        f" a closed case: {_facts(SHIP_FACTS_OUT_OF_TURN)}.",
        machine=SHIP,
        begins=(DeploymentState.HAILED,),
    ),
    Lifecycle(
        title="Clearance",
        about="A State's leave for a unit to enter: asked for, or only notified, which is no leave"
        " where leave is needed.",
        machine=CLEARANCE,
        begins=(ClearanceState.ASKED, ClearanceState.NOTIFIED),
    ),
)


def edges(machine: Machine[Any, Any]) -> dict[tuple[StrEnum, StrEnum], set[StrEnum]]:
    """The states from which an action leads to another state, by action and that state."""
    found: dict[tuple[StrEnum, StrEnum], set[StrEnum]] = {}
    for (state, action), row in machine.items():
        if row.next is not state:
            found.setdefault((action, row.next), set()).add(state)
    return found


def states_of(machine: Machine[Any, Any]) -> list[StrEnum]:
    """The states in the order of the words."""
    named = {state for state, _ in machine} | {row.next for row in machine.values()}
    kind = type(next(iter(named)))
    return [state for state in kind if state in named]


def picture(life: Lifecycle) -> Iterator[str]:
    """The Mermaid diagram."""
    yield "stateDiagram-v2"
    order = states_of(life.machine)
    yield from (f"  {state} : {in_words(state)}" for state in order)
    yield from (f"  [*] --> {state}" for state in life.begins)
    labels: dict[tuple[tuple[StrEnum, ...], StrEnum], list[str]] = {}
    for (action, after), states in edges(life.machine).items():
        all_of = tuple(sorted(states, key=order.index))
        for place in [all_of] if len(all_of) >= GATHERED else [(state,) for state in all_of]:
            labels.setdefault((place, after), []).append(in_words(action))
    for before, after, when in life.by_time:
        labels.setdefault(((before,), after), []).append(when)
    gathered = list(dict.fromkeys(place for place, _ in labels if len(place) > 1))
    for number, place in enumerate(gathered):
        yield f"  any{number} : any of"
        for some in range(0, len(place), IN_A_LINE):
            yield f"  any{number} : {', '.join(map(in_words, place[some : some + IN_A_LINE]))}"
    for (place, after), actions in labels.items():
        source = place[0] if len(place) == 1 else f"any{gathered.index(place)}"
        yield f"  {source} --> {after} : {', '.join(actions)}"


def table(machine: Machine[Any, Any]) -> Iterator[str]:
    """One line for the rows of an action that differ in no more than the state before."""
    yield "| step | from | to | by | roles |"
    yield "|---|---|---|---|---|"
    lines: dict[tuple[str, ...], list[StrEnum]] = {}
    for (state, action), row in machine.items():
        after = STAYS if row.next is state else f"`{row.next}`"
        by = " or ".join(SIDES[side] for side in sorted(row.sides))
        roles = ", ".join(in_words(role) for role in holders(row.act)) if row.act else ""
        lines.setdefault((f"`{action}`", after, by, roles), []).append(state)
    order = states_of(machine)
    for (action, after, by, roles), states in lines.items():
        before = ", ".join(f"`{state}`" for state in sorted(states, key=order.index))
        yield f"| {action} | {before} | {after} | {by} | {roles} |"


def traits() -> Iterator[str]:
    """The meaning of deployment states for needs, assets and survivors."""
    yield "## Traits of deployment states"
    yield ""
    yield (
        "What a deployment counts towards its need: *promised*, its units and the persons that one"
        " lift takes; *done*, its units if it was there and the persons recovered; *nothing* but"
        " the persons recovered. A transfer leads a unit that gives the last of its survivors, and"
        " one that takes some, to the state named."
    )
    yield ""
    yield "| state | counts | asset bound | ship engaged | it gave the last | it took some |"
    yield "|---|---|---|---|---|---|"
    for state, one in TRAITS.items():
        takes = sorted({f"`{to}`" for to in (one.takes, one.ship_takes) if to}, reverse=True)
        gives = f"`{one.gives}`" if one.gives else ""
        binds, engages = ("yes" if told else "" for told in (one.binds, one.engages))
        yield f"| `{state}` | {one.counts} | {binds} | {engages} | {gives} | {' or '.join(takes)} |"


def written() -> str:
    """The document."""
    parts = [HEAD]
    for life in LIFECYCLES:
        drawn, told = "\n".join(picture(life)), "\n".join(table(life.machine))
        parts.append(f"## {life.title}\n\n{life.about}\n\n```mermaid\n{drawn}\n```\n\n{told}\n")
    return "\n".join([*parts, *traits(), ""])


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(written())
