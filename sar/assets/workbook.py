"""A list of assets as a workbook of Excel (.xlsx): its first sheet, by the columns of CSV."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Final

from sar.assets import csv_import, sheet_rows
from sar.assets.csv_import import MAX_COLUMNS, MAX_LINES, ImportedRows, RowFault
from sar.assets.words import ListForm
from sar.stints import Stints

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of .xls, and of an .xlsx with a password."""

LONGEST_S: Final = 60
_readers: Final = ThreadPoolExecutor(max_workers=2, thread_name_prefix="workbook")
"""Two are read at a time: each has a process beside it."""

SheetRow = tuple[int, list[str]]


def is_workbook(content: bytes) -> bool:
    """Whether the content is a workbook of any sort, whatever it is called."""
    return content.startswith((_ZIP, _OLE))


async def read_workbook(content: bytes, *, now: datetime) -> ImportedRows:
    """Read the first sheet as a list."""
    if content.startswith(_OLE):
        reason = "is a workbook of an older form, or has a password: save it as .xlsx without"
        return ImportedRows(ListForm.XLSX, faults=[RowFault(1, "", "old_workbook", reason)])
    loop = asyncio.get_running_loop()
    lines, faults = await loop.run_in_executor(_readers, _rows_of, content)
    if faults and not lines:
        return ImportedRows(ListForm.XLSX, faults=faults)
    listed = await Stints().all(csv_import.read_rows(_as_wide_as_header(lines), now=now))
    listed.faults += faults
    return listed


def _rows_of(content: bytes) -> tuple[list[SheetRow], list[RowFault]]:
    """The rows as the process that reads them tells them, and what it refuses."""
    unread = RowFault(1, "", "workbook_unread", "cannot be read within its limits")
    command = [sys.executable, "-I", sheet_rows.__file__, str(MAX_LINES), str(MAX_COLUMNS)]
    try:
        ended = subprocess.run(  # noqa: S603 this interpreter, no shell
            command,
            input=content,
            capture_output=True,
            cwd=Path(sheet_rows.__file__).parent,
            env={},
            timeout=LONGEST_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return [], [unread]
    if ended.returncode != 0:
        return [], [unread]
    lines: list[SheetRow] = []
    faults: list[RowFault] = []
    for told in map(json.loads, ended.stdout.splitlines()):
        if isinstance(told, dict):
            faults.append(_refused(told["why"], told["line"]))
        else:
            lines.append((told[0], told[1]))
    return lines, faults


def _refused(why: str, line: int) -> RowFault:
    match why:
        case "workbook_too_large":
            reason = "is too large when it is unpacked: keep the list alone in its workbook"
            return RowFault(line, "", "workbook_too_large", reason)
        case "too_many_lines":
            reason = f"is one line too many: at most {MAX_LINES} with empty ones"
            return RowFault(line, "", "too_many_lines", reason)
        case "empty":
            return RowFault(line, "", "empty", "has no sheet")
        case _:
            reason = "is no workbook of Excel (.xlsx) that can be read"
            return RowFault(line, "", "not_a_workbook", reason)


def _as_wide_as_header(lines: list[SheetRow]) -> Iterator[SheetRow]:
    """The rows with the empty cells at their end that the header has columns for."""
    for line, cells in lines:
        yield line, [*cells, *[""] * (len(lines[0][1]) - len(cells))]
