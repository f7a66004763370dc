"""Writes frontend/src/api/clauses.ts: the fields of a clause that are refused beside others.

`python scripts/clause_types.py FILE`, as `make api-types` does.
"""

import json
import sys
from pathlib import Path
from typing import Final

from sar.agreements.asset_scope import BEARS_ON, LIMIT
from sar.agreements.term_document import IDLE_OF_ENTRY, IDLE_OF_OWN_COSTS
from sar.agreements.words import WITHOUT_CASE

HEAD: Final = """\
/** The fields of an agreement's clause by which nothing would be done: the server refuses them. */
/** Written by `make api-types`, never by hand. */

import type { Bodies } from "./types";

type EntryClause = Bodies["ClearanceClause"];
type Clause = Bodies["AgreementDraftBody"]["terms"][number];
"""


def written() -> str:
    """The module."""
    by_mode = "".join(
        f"  {mode}: {json.dumps(list(fields))},\n" for mode, fields in IDLE_OF_ENTRY.items()
    )
    return (
        f"{HEAD}\n"
        "/** By the way in which units enter. */\n"
        "export const IDLE_OF_ENTRY: Readonly<\n"
        '  Record<EntryClause["mode"], readonly (keyof EntryClause)[]>\n'
        f"> = {{\n{by_mode}}};\n\n"
        "/** The fields without effect where each bears its own costs. */\n"
        'export const IDLE_OF_OWN_COSTS: readonly (keyof Bodies["CostClause"])[] = '
        f"{json.dumps(list(IDLE_OF_OWN_COSTS))};\n\n"
        "/** The fields for the assets that a clause is about: they bear on these alone. */\n"
        f"export const LIMIT_OF_ASSETS: readonly (keyof Clause)[] = {json.dumps(LIMIT)};\n"
        f"export const LIMIT_BEARS_ON: readonly (keyof Clause)[] = {json.dumps(BEARS_ON)};\n\n"
        "/** Kinds of requests that no case is of: nobody is involved, and it has no phase. */\n"
        "export const WITHOUT_CASE: ReadonlySet<string> = new Set("
        f"{json.dumps(sorted(WITHOUT_CASE))});\n"
    )


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(written())
