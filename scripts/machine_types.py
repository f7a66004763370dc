"""Writes frontend/src/api/machines.ts: the server's state machines and traits of states.

`python scripts/machine_types.py FILE`, as `make api-types` does.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, get_args

from sar.machine import Machine
from sar.requests.clearance_rules import CLEARANCE
from sar.requests.deployment_traits import TRAITS
from sar.requests.deployments.routes import PlainStep
from sar.requests.state_tables import ANSWER, DEPLOYMENT, OFFER, REQUEST, SHIP

HEAD: Final = """\
/** The server's state machines, and the traits of deployment states. */
/** Written by `make api-types`, never by hand. */

/** One step: the state it leads to, the sides that may take it, and the act their roles need. */
export interface MachineRow {
  readonly state: string;
  readonly action: string;
  readonly next: string;
  readonly sides: readonly string[];
  readonly act: string | null;
}
"""
MACHINES: Final = {
    "REQUEST": REQUEST,
    "ANSWER": ANSWER,
    "OFFER": OFFER,
    "DEPLOYMENT": DEPLOYMENT,
    "SHIP": SHIP,
    "CLEARANCE": CLEARANCE,
}


def rows(machine: Machine[Any, Any]) -> Iterator[dict[str, Any]]:
    """The steps in the order of the table, by state; within a state the usual one first."""
    states = {state for state, _ in machine}
    for state in sorted(states):
        for (before, action), row in machine.items():
            if before is state:
                yield {
                    "state": state,
                    "action": action,
                    "next": row.next,
                    "sides": sorted(row.sides),
                    "act": row.act,
                }


def written() -> str:
    """The module."""
    parts = [HEAD]
    for name, machine in MACHINES.items():
        lines = "".join(f"  {json.dumps(row)},\n" for row in rows(machine))
        parts.append(
            f"export const {name} = [\n{lines}] as const satisfies readonly MachineRow[];\n"
        )
    steps = "".join(f"  {json.dumps(action)},\n" for action in get_args(PlainStep))
    parts.append(
        "/** The steps that say no more than who, when, where and how many. */\n"
        f"export const PLAIN_STEPS = [\n{steps}] as const;\n"
    )
    traits = "".join(
        f"  {state}: {json.dumps({**asdict(one), 'before_scene': one.before_scene})},\n"
        for state, one in TRAITS.items()
    )
    parts.append(
        "/** The meaning of each deployment state. */\n"
        f"export const TRAITS = {{\n{traits}}} as const;\n"
    )
    return "\n".join(parts)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(written())
