"""The command `sar geo`: what the program knows of the earth, asked from a terminal."""

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from datetime import timedelta
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Final

import typer

from sar.cli.tables import Table, TableCells, TableRefused, answer
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon, PositionRefused
from sar.geo.sea.draught import DEEP_ABOVE_M, Draught
from sar.geo.sea.legs import sea_way
from sar.geo.sea.passages import passages
from sar.geo.sea.sea_route import SeaWay
from sar.geo.straits import Regime, strait_at
from sar.geo.territory import APPROXIMATE, territory_of, undetermined
from sar.geo.waters import COAST_NM, DISCLAIMER, UNSAID_NEAR, coasts_about, unsaid_near, waters_at
from sar.time_words import span_text

geo_app = typer.Typer(
    no_args_is_help=True, help="The earth: distances by sea, and whose waters a place lies in."
)

COLUMNS = ("from_lon", "from_lat", "to_lon", "to_lat")
ADDED = ("sea_nm", "great_circle_nm", "sea_note")
STANDARD_INPUT = Path("-")

WayFinder = Callable[[LatLon, LatLon], SeaWay]

Codes = Annotated[list[str] | None, typer.Option(help="Passage code; may be given several times")]


class LegRefused(ValueError):  # noqa: N818 refusals have their own word
    """A leg or a place that cannot be asked for; the sentence says what is missing."""


@geo_app.command("sea-distance")
def sea_distance(
    start: Annotated[str | None, typer.Option("--from", help="LON,LAT in degrees")] = None,
    end: Annotated[str | None, typer.Option("--to", help="LON,LAT in degrees")] = None,
    table: Annotated[
        Path | None,
        typer.Option(
            "--csv", help="A file with from_lon, from_lat, to_lon, to_lat; - reads standard input"
        ),
    ] = None,
    opened: Codes = None,
    shut: Codes = None,
    draught: Annotated[
        Draught,
        typer.Option(
            help=f"deep: a ship of more than {DEEP_ABOVE_M:g} m, as in published tables, keeps off "
            "shoals; shallow: a boat crosses them"
        ),
    ] = Draught.DEEP,
) -> None:
    """Nautical miles by sea and on the great circle, of one leg or of every row of a table."""
    try:
        open_, barred = frozenset(opened or ()), frozenset(shut or ())
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
            _tell(_given("--from", start), _given("--to", end), way_between)
        else:
            raise LegRefused("give --from and --to, or --csv alone")
    except (LegRefused, OSError) as refused:
        typer.secho(str(refused), err=True, fg="red")
        raise typer.Exit(1) from refused


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


def _given(option: str, text: str) -> LatLon:
    parts = text.split(",")
    if len(parts) != 2:
        raise LegRefused(f"{option} is LON,LAT in degrees, not {text!r}")
    return _position(option, parts[0], parts[1])


def _position(where: str, lon: str, lat: str) -> LatLon:
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


def _write_table(path: Path, way_between: WayFinder) -> None:
    """Every row with `sea_nm` (empty where there is no way), why not, and the rest."""

    def added_cells(table: Table, cells: TableCells) -> Sequence[str]:
        return _answered([table.of(cells, name) for name in COLUMNS], way_between)

    _answer_table(path, needs=COLUMNS, adds=ADDED, added_cells=added_cells)


def _answer_table(
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


def _answered(ends: Sequence[str], way_between: WayFinder) -> Sequence[str]:
    """The cells of `ADDED` for one row."""
    try:
        a, b = _position("from", *ends[:2]), _position("to", *ends[2:])
    except LegRefused as refused:
        return "", "", str(refused)
    way = way_between(a, b)
    sea_nm = "" if way.nm is None else f"{way.nm:.1f}"
    return sea_nm, f"{distance_nm(a, b):.1f}", way.note


WATERS_COLUMNS = ("lon", "lat")
WATERS_ADDED = ("waters", "waters_note")
HIGH_SEAS, NOT_DETERMINED = "high_seas", "not_determined"
WITHOUT_PREJUDICE = f"{APPROXIMATE}, without what parties have declared. {DISCLAIMER}"

_SAYS: Final[Mapping[str, str]] = {
    HIGH_SEAS: "Seaward of any territorial sea known here.",
    NOT_DETERMINED: "Whose waters these are is not determined here: ask or tell the centres whose"
    " search and rescue regions hold the place",
}
_REGIMES: Final[Mapping[Regime, str]] = {
    Regime.TRANSIT: "transit passage, ships and aircraft",
    Regime.SEA_LANES: "archipelagic sea lanes passage, ships and aircraft",
    Regime.CONVENTION: "ships by a long-standing convention",
    Regime.INNOCENT: "innocent passage that is not suspended, no overflight",
    Regime.OPEN_ROUTE: "a route beyond territorial seas leads through; beside it innocent passage",
}


@geo_app.command("waters")
def waters(
    place: Annotated[str | None, typer.Option("--at", help="LON,LAT in degrees")] = None,
    table: Annotated[
        Path | None,
        typer.Option("--csv", help="A file with lon and lat; - reads standard input"),
    ] = None,
) -> None:
    """Tell the owner of the waters at a place, or in each row of a table: the code of the party,
    high_seas, or not_determined. By the approximate coast, without what parties have
    declared."""
    try:
        if table is not None and place is None:
            _write_waters(table)
        elif table is None and place is not None:
            _tell_waters(_given("--at", place))
        else:
            raise LegRefused("give --at, or --csv alone")
    except (LegRefused, OSError) as refused:
        typer.secho(str(refused), err=True, fg="red")
        raise typer.Exit(1) from refused


def _waters(place: LatLon) -> str:
    state = territory_of(place)
    if undetermined(state):
        return NOT_DETERMINED
    return state or HIGH_SEAS


def _said_of(place: LatLon, found: str) -> str:
    """The sentence that such waters need; empty where a State's code says it all."""
    if found != NOT_DETERMINED:
        return _SAYS.get(found, "")
    coasts = ", ".join(coasts_about(place))
    near = (
        f", and those of the States with coasts within {COAST_NM:g} nm: {coasts}" if coasts else ""
    )
    unsaid = f" {UNSAID_NEAR}" if unsaid_near(place, waters_at(place)) else ""
    return f"{_SAYS[found]}{near}.{unsaid}"


def _tell_waters(place: LatLon) -> None:
    found = _waters(place)
    typer.echo(f"waters {found}")
    if said := _said_of(place, found):
        typer.echo(said)
    strait = strait_at(place)
    if strait is not None:
        says = f"{_REGIMES[strait.regime]} ({strait.basis}; {strait.how_read.said})"
        typer.echo(f"within or by {strait.name}: {says}")
        if strait.note:
            typer.echo(strait.note)
    typer.echo(WITHOUT_PREJUDICE)


def _write_waters(path: Path) -> None:
    """Every row with its waters, and by what they are told; empty, with why, where it has no place.
    Such a row ends nothing, and the exit code tells."""
    without = 0

    def added_cells(table: Table, cells: TableCells) -> Sequence[str]:
        nonlocal without
        lon, lat = (table.of(cells, name) for name in WATERS_COLUMNS)
        try:
            place = _position("place", lon, lat)
            found = _waters(place)
            return found, f"{_said_of(place, found)} {WITHOUT_PREJUDICE}".lstrip()
        except LegRefused as refused:
            without += 1
            return "", str(refused)

    spoiled = _answer_table(path, needs=WATERS_COLUMNS, adds=WATERS_ADDED, added_cells=added_cells)
    without += spoiled
    if without:
        rows = "row has" if without == 1 else "rows have"
        raise LegRefused(f"{without} {rows} no place: waters_note says why")
