"""Writes frontend/src/api/list-columns.ts: the columns that a list of assets may have.

`python scripts/list_columns.py FILE`, as `make api-types` does.
"""

import json
import sys
from pathlib import Path
from typing import Final

from sar.assets.catalogue import FIGURES
from sar.assets.csv_import import COLUMNS

HEAD: Final = """\
/** The columns of a list of assets that is imported. */
/** Written by `make api-types`, never by hand. */
"""


def written() -> str:
    """The module."""
    return (
        f"{HEAD}\n"
        f"export const LIST_COLUMNS: readonly string[] = {json.dumps(list(COLUMNS))};\n\n"
        "/** The figures of a type, each of which an asset may have of its own. */\n"
        f"export const FIGURES = {json.dumps(list(FIGURES))} as const;\n"
    )


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(written())
