"""Tables of values with commas, answered row by row: each comes back as it was, with its answer."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple, TextIO

TableCells = list[str]

_LONGEST_FIELD: Final = 2**31 - 1
_GIVEN: Final = "given_"
"""Before the name of a column that is called as one that is added."""

_QUOTES: Final = "row: a quote is not closed, or closed amid a field"


class TableRefused(ValueError):  # noqa: N818 refusals have their own word
    """A table that cannot be read at all; the sentence says why."""


def rows(lines: Iterable[str]) -> Iterator[tuple[TableCells, str]]:
    """The cells of each row, and what is wrong with it; an empty line has none.

    A quote that is never closed, or closed amid a field, spoils its own line alone.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    ahead, taken = iter(lines), TableCells()
    waiting: list[str] = []

    def fed() -> Iterator[str]:
        while True:
            line = waiting.pop(0) if waiting else next(ahead, None)
            if line is None:
                return
            taken.append(line)
            yield line

    while True:
        taken.clear()
        try:
            cells = next(csv.reader(fed(), strict=True), None)
        except csv.Error:
            first, waiting[:0] = taken[0], taken[1:]
            yield next(csv.reader([first]), []), _QUOTES
            continue
        if cells is None:
            return
        yield cells, ""


class TableAnswered(NamedTuple):
    """The outcome of a table: the columns that had the name of one that is added, and are called
    `given_…` now; how many rows could not be read."""

    taken: list[str]
    spoiled: int


class Table:
    """The columns of a table by their names, whatever their case and the spaces about them."""

    def __init__(self, header: TableCells, needs: Sequence[str]) -> None:
        self.header = header
        names = [name.strip().casefold() for name in header]
        for name in needs:
            if names.count(name) != 1:
                why = "is there twice" if name in names else "is missing"
                raise TableRefused(f"column {name} {why}")
        self._at = {name: names.index(name) for name in needs}

    def of(self, cells: TableCells, name: str) -> str:
        """The cell of a row in a column; empty where the row is too short."""
        at = self._at[name]
        return cells[at] if at < len(cells) else ""


def answer(
    lines: Iterable[str],
    out: TextIO,
    *,
    needs: Sequence[str],
    adds: Sequence[str],
    added_cells: Callable[[Table, TableCells], Sequence[str]],
) -> TableAnswered:
    """Write every row with the columns that are added, of which the last is for what is wrong
    with it.

    Cells beyond the columns stay at the end of their row. TableRefused when it lacks a column.
    """
    read = rows(lines)
    header, wrong = next(((cells, wrong) for cells, wrong in read if cells), ([], ""))
    if wrong:
        raise TableRefused(wrong)
    table, count = Table(header, needs), len(header)
    writer = csv.writer(out, lineterminator="\n")
    taken = [name for name in header if name.strip() in adds]
    writer.writerow([*(_GIVEN + name.strip() if name in taken else name for name in header), *adds])
    spoiled = 0
    for cells, wrong in read:
        spoiled += bool(wrong)
        if not cells:
            out.write("\n")
            continue
        found = [*[""] * (len(adds) - 1), wrong] if wrong else list(added_cells(table, cells))
        if len(cells) > count:
            more = f"row: {len(cells) - count} more cells than columns"
            found[-1] = "; ".join(filter(None, (found[-1], more)))
        padded = [*cells[:count], *[""] * (count - len(cells))]
        writer.writerow([*padded, *found, *cells[count:]])
        out.flush()
    return TableAnswered(taken, spoiled)
