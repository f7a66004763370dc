"""The work of `sar geo sea-distance`: one leg, or every row of a table."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

import typer

from sar.cli.places import LegRefused, answer_table, given, position
from sar.cli.tables import Table, TableCells
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.geo.sea.draught import Draught
from sar.geo.sea.legs import sea_way
from sar.geo.sea.passages import passages
from sar.geo.sea.sea_route import SeaWay
from sar.time_words import span_text

COLUMNS = ("from_lon", "from_lat", "to_lon", "to_lat")
ADDED = ("sea_nm", "great_circle_nm", "sea_note")

WayFinder = Callable[[LatLon, LatLon], SeaWay]


def tell_distances(
    start: str | None,
    end: str | None,
    table: Path | None,
    *,
    opened: Sequence[str],
    shut: Sequence[str],
    draught: Draught,
) -> None:
    """Tell the distances of one leg, or of every row of a table."""
    open_, barred = frozenset(opened), frozenset(shut)
    if unknown := (open_ | barred) - passages().keys():
        raise LegRefused(
            f"no passage is called {min(unknown)}; there are {', '.join(sorted(passages()))}"
        )
    if both := open_ & barred:
        raise LegRefused(f"{min(both)} is to be opened and shut; give one of the two")
    way_between = partial(sea_way, opened=open_, shut=barred, draught=draught)
    if table is not None and start is None and end is None:
        _write_table(table, way_between)
    elif table is None and start is not None and end is not None:
        _tell(given("--from", start), given("--to", end), way_between)
    else:
        raise LegRefused("give --from and --to, or --csv alone")


def _tell(a: LatLon, b: LatLon, way_between: WayFinder) -> None:
    way = way_between(a, b)
    if way.nm is not None:
        typer.echo(f"sea_nm {way.nm:.1f}")
    typer.echo(f"great_circle_nm {distance_nm(a, b):.1f}")
    if way.passages:
        typer.echo(f"through {', '.join(map(_named, way.passages))}")
    if way.note:
        typer.echo(way.note)


def _named(code: str) -> str:
    """A passage with the hours that it takes beyond its miles."""
    passage = passages()[code]
    beyond = span_text(passage.transit / timedelta(minutes=1))
    return f"{passage.name} ({beyond} beyond the miles)" if passage.transit else passage.name


def _write_table(path: Path, way_between: WayFinder) -> None:
    """Every row with `sea_nm` (empty where there is no way), why not, and the rest."""

    def added_cells(table: Table, cells: TableCells) -> Sequence[str]:
        return _answered([table.of(cells, name) for name in COLUMNS], way_between)

    answer_table(path, needs=COLUMNS, adds=ADDED, added_cells=added_cells)


def _answered(ends: Sequence[str], way_between: WayFinder) -> Sequence[str]:
    """The cells of `ADDED` for one row."""
    try:
        a, b = position("from", *ends[:2]), position("to", *ends[2:])
    except LegRefused as refused:
        return "", "", str(refused)
    way = way_between(a, b)
    sea_nm = "" if way.nm is None else f"{way.nm:.1f}"
    return sea_nm, f"{distance_nm(a, b):.1f}", way.note
