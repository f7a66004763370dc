"""The log of a case as CSV (RFC 4180), one line for each entry of the record (pure)."""

import csv
import io
from typing import Final

from sar.casefile.case_data import CaseFile
from sar.casefile.log import lines
from sar.geo.waters import DISCLAIMER
from sar.record.entries import ClearanceFact, all_facts

COLUMNS: Final = (
    "number", "recorded_at", "happened_at", "party", "centre", "who", "type", "about", "own",
    "text",
)  # fmt: skip
OF_ENTRY: Final = frozenset(
    name for name, fact in all_facts().items() if issubclass(fact, ClearanceFact)
)
"""The types of the record's entries on clearances."""
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def log_csv(case: CaseFile) -> str:
    """In UTF-8 with a byte order mark, for spreadsheets. A cell that one would take for a formula
    begins with an apostrophe. If it tells of entry into waters, its last line says without
    prejudice to whom."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    told = lines(case)
    for line in told:
        cells = (
            "" if line.number is None else str(line.number),
            line.recorded_at,
            line.happened_at,
            line.party,
            line.centre,
            line.who,
            line.type,
            line.about,
            "own" if line.own else "",
            line.text,
        )
        writer.writerow([_plain(cell) for cell in cells])
    if any(line.type in OF_ENTRY for line in told):
        writer.writerow([*[""] * (len(COLUMNS) - 1), DISCLAIMER])
    return "\ufeff" + written.getvalue()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
