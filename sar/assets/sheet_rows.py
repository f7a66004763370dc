"""Rows of the first sheet of a workbook of Excel (.xlsx), read in a process of its own.

A file of a few kilobytes can ask for any amount of memory: two cells at far ends of a sheet, a
string to which every cell points, an archive of nothing but zeros. The process is given so much
memory and time, and no more; it imports nothing else of `sar`. The workbook comes on standard
input; rows leave as lines of JSON, `[line, [cell, …]]`, and at the end what is wrong, if anything:
`{"line", "why"}`.
"""

import datetime
import io
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import Any, Final

MOST_UNPACKED_BYTES: Final = 50_000_000
MOST_MEMORY_BYTES: Final = 512 * 2**20
MOST_CPU_S: Final = 20
MOST_TOLD_BYTES: Final = 30_000_000
WORKBOOK: Final = "xl/workbook.xml"

SheetCell = (
    float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta
)


class WorkbookRefused(ValueError):  # noqa: N818 refusals have their own word
    """A workbook that is not read, or no further from a line on, and why in a word."""

    def __init__(self, why: str, line: int = 1) -> None:
        super().__init__(why)
        self.why, self.line = why, line


def main(most_lines: int, most_columns: int) -> None:
    """Read standard input, write the rows."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_S, MOST_CPU_S))
    told_bytes = 0
    try:
        for line, cells in rows(sys.stdin.buffer.read(), most_columns=most_columns):
            if line > most_lines:
                raise WorkbookRefused("too_many_lines", line)
            written = json.dumps([line, cells])
            told_bytes += len(written)
            if told_bytes > MOST_TOLD_BYTES:
                raise WorkbookRefused("workbook_too_large", line)
            print(written)
    except WorkbookRefused as refused:
        print(json.dumps({"line": refused.line, "why": refused.why}))


def rows(content: bytes, *, most_columns: int) -> Iterator[tuple[int, list[str]]]:
    """The rows that say something, by the number that Excel shows; of one that is too wide as many
    cells as show it."""
    _check_unpacked(content)
    for line, cells in enumerate(_first_sheet(content), 1):
        said = [text(cell) for cell in cells[: most_columns + 1]]
        while said and not said[-1].strip():
            said.pop()
        if said:
            yield line, said


def _check_unpacked(content: bytes) -> None:
    """Refuse by the archive's own list, before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise WorkbookRefused("not_a_workbook") from error
    if sum(member.file_size for member in members) > MOST_UNPACKED_BYTES:
        raise WorkbookRefused("workbook_too_large")
    if WORKBOOK not in {member.filename for member in members}:
        raise WorkbookRefused("not_a_workbook")


def _first_sheet(content: bytes) -> Iterator[list[Any]]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [one.typ is SheetTypeEnum.WorkSheet for one in workbook.sheets_metadata]
        if True not in sheets:
            raise WorkbookRefused("empty")
        yield from workbook.get_sheet_by_index(sheets.index(True)).iter_rows()
    except CalamineError as error:
        raise WorkbookRefused("not_a_workbook") from error


def text(cell: SheetCell) -> str:
    """The cell as a list of CSV would have it; an instant without a zone is UTC. A number never has
    exactly three decimals: in text these might be thousands."""
    match cell:
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer():
            return str(int(cell))
        case float():
            said = repr(cell)
            return f"{said}0" if said[-4:-3] == "." else said
        case datetime.datetime():
            return f"{cell.isoformat(timespec='seconds')}Z"
        case datetime.date():
            return f"{cell.isoformat()}T00:00:00Z"
        case _:
            return str(cell)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
