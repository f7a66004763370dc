"""Places and tables of them, as the commands of `sar geo` are given them."""

import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from io import TextIOWrapper
from pathlib import Path

import typer

from sar.cli.tables import Table, TableCells, TableRefused, answer
from sar.geo.position import LatLon, PositionRefused

STANDARD_INPUT = Path("-")


class LegRefused(ValueError):  # noqa: N818 refusals have their own word
    """A leg or a place that cannot be asked for; the sentence says what is missing."""


def given(option: str, text: str) -> LatLon:
    """The place that an option tells."""
    parts = text.split(",")
    if len(parts) != 2:
        raise LegRefused(f"{option} is LON,LAT in degrees, not {text!r}")
    return position(option, parts[0], parts[1])


def position(where: str, lon: str, lat: str) -> LatLon:
    """The place of two numbers; `where` begins the sentence that refuses them."""
    try:
        return LatLon(lat=_number(lat), lon=_number(lon))
    except PositionRefused as refused:
        raise LegRefused(f"{where}: {refused}") from refused
    except ValueError as error:
        raise LegRefused(f"{where}: {lon!r}, {lat!r} are not two numbers") from error


def _number(text: str) -> float:
    """As people write it: Python's `1_2` is no number."""
    if "_" in text:
        raise ValueError(text)
    return float(text)


def answer_table(
    path: Path,
    *,
    needs: Sequence[str],
    adds: Sequence[str],
    added_cells: Callable[[Table, TableCells], Sequence[str]],
) -> int:
    """Every row as it came, with what is told of it. Returns how many could not be read.

    Bytes that are not UTF-8 go out as they came in.
    """
    errors = "surrogateescape"
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors=errors)
    source = nullcontext(sys.stdin.buffer) if path == STANDARD_INPUT else path.open("rb")
    with source as file:
        lines = TextIOWrapper(file, encoding="utf-8-sig", errors=errors, newline="")
        try:
            answered = answer(lines, sys.stdout, needs=needs, adds=adds, added_cells=added_cells)
        except TableRefused as refused:
            raise LegRefused(f"{path}: {refused}") from refused
    for name in answered.taken:
        typer.secho(f"column {name.strip()} of the table is called given_{name.strip()}", err=True)
    return answered.spoiled
