"""Lists of assets in workbooks, as tests read them, and the faults of any list."""

import asyncio

from sar.assets.csv_import import ImportedRows
from sar.assets.workbook import is_workbook, read_workbook
from tests.world import START


def listed(content: bytes) -> ImportedRows:
    """The rows of a workbook."""
    assert is_workbook(content)
    return asyncio.run(read_workbook(content, now=START))


def faults_of(rows: ImportedRows) -> list[tuple[int, str, str]]:
    """The faults by line and column."""
    return [(fault.line, fault.column, fault.code) for fault in rows.faults]
