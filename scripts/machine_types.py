"""Writes the server's state machines, and the traits of states, as TypeScript.

`python scripts/machine_types.py MACHINES TRAITS`, as `make api-types` does: two files, for the
screens need the traits at once and the machines with the forms.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, get_args

from sar.machine import Machine
from sar.requests.clearance_rules import CLEARANCE
from sar.requests.deployment_traits import TRAITS, Counts, Traits
from sar.requests.deployments.routes import PlainStep
from sar.requests.deployments.stepping import NEED_A_REASON
from sar.requests.state_tables import (
    ANSWER,
    DEPLOYMENT,
    FACTS_OUT_OF_TURN,
    OFFER,
    REQUEST,
    SHIP,
    SHIP_FACTS_OUT_OF_TURN,
)
from sar.requests.tally import COUNTED
from sar.requests.words import DeploymentAction

HEAD: Final = """\
/** The server's state machines. */
/** Written by `make api-types`, never by hand. */

import type { PlainStep } from "./types";

/** One step: the sides that may take it, the act their roles need, and the state it leads to. */
export type MachineRow<Action> = readonly [
  action: Action,
  sides: string,
  act: string | null,
  next: string,
];
/** By state, the usual step first. `sides`: one or more, with a space between. */
export type Machine<Action = string> = Readonly<
  Partial<Record<string, readonly MachineRow<Action>[]>>
>;
"""
TRAITS_HEAD: Final = """\
/** The traits of deployment states. */
/** Written by `make api-types`, never by hand. */

"""
PLAIN: Final = frozenset(get_args(PlainStep))
"""The steps of a deployment that say no more than who, when, where and how many."""
MACHINES: Final = {
    "REQUEST: Machine": REQUEST,
    "ANSWER: Machine": ANSWER,
    "OFFER: Machine": OFFER,
    "DEPLOYMENT: Machine<PlainStep>": {k: v for k, v in DEPLOYMENT.items() if k[1] in PLAIN},
    "DEPLOYMENT_AGREED: Machine": {
        k: v for k, v in DEPLOYMENT.items() if k[1] not in PLAIN | {DeploymentAction.CASE_CLOSED}
    },
    "SHIP: Machine<PlainStep>": {k: v for k, v in SHIP.items() if k[1] in PLAIN},
    "FACTS_OUT_OF_TURN: Machine<PlainStep>": FACTS_OUT_OF_TURN,
    "SHIP_FACTS_OUT_OF_TURN: Machine<PlainStep>": SHIP_FACTS_OUT_OF_TURN,
    "CLEARANCE: Machine": CLEARANCE,
}

GRAVE: Final = frozenset(
    action
    for machine in (DEPLOYMENT, SHIP)
    for (before, action), row in machine.items()
    if TRAITS[before].counts is Counts.PROMISED
    if TRAITS[row.next].counts is not Counts.PROMISED
)
STEPS: Final = {
    "COUNTED": ("Steps that must say how many persons.", COUNTED),
    "GRAVE": ("Steps that take promised help away: asked once more.", GRAVE),
    "REASONED": ("Steps that must say why.", NEED_A_REASON),
}


def rows(machine: Machine[Any, Any]) -> Iterator[str]:
    """The steps of each state, in the order of the table."""
    for state in sorted({state for state, _ in machine}):
        steps = [
            [action, " ".join(sorted(row.sides)), row.act, row.next]
            for (before, action), row in machine.items()
            if before is state
        ]
        yield f"  {state}: [\n"
        yield from (f"    {json.dumps(step)},\n" for step in steps)
        yield "  ],\n"


def traits() -> Iterator[str]:
    """The interface of traits, and those of each state that differ from the defaults."""
    defaults = asdict(Traits(counts=Counts.NOTHING)) | {"before_scene": False}
    kinds = {bool: "boolean", type(None): "string | null"}
    yield "/** The meaning of one deployment state. */\nexport interface Traits {\n"
    for name, value in defaults.items():
        yield f"  readonly {name}: {kinds.get(type(value), 'string')};\n"
    yield f"}}\nconst NONE: Traits = {json.dumps(defaults)};\n"
    yield "const traits = (given: Partial<Traits>): Traits => ({ ...NONE, ...given });\n\n"
    yield "/** The meaning of each deployment state. */\nexport const TRAITS = {\n"
    for state, one in TRAITS.items():
        told = asdict(one) | {"before_scene": one.before_scene}
        given = {name: value for name, value in told.items() if value != defaults[name]}
        yield f"  {state}: traits({json.dumps(given)}),\n"
    yield "};\n"


def steps() -> Iterator[str]:
    """The sets of plain steps that the screens ask more about."""
    for name, (meaning, actions) in STEPS.items():
        words = json.dumps(sorted(actions & PLAIN))
        yield f"/** {meaning} */\n"
        yield f"export const {name}: ReadonlySet<PlainStep> = new Set<PlainStep>({words});\n"


def written() -> str:
    """The module of the machines."""
    parts = [HEAD]
    for name, machine in MACHINES.items():
        parts.append(f"export const {name} = {{\n{''.join(rows(machine))}}};\n")
    parts.append("".join(steps()))
    return "\n".join(parts)


if __name__ == "__main__":
    machines_file, traits_file = map(Path, sys.argv[1:])
    machines_file.write_text(written())
    traits_file.write_text(TRAITS_HEAD + "".join(traits()))
