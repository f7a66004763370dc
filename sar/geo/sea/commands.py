"""The command `sar geo`: what the program knows of the earth, asked from a terminal."""

import csv
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon, PositionRefused
from sar.geo.sea.draught import DEEP_ABOVE_M, Draught
from sar.geo.sea.legs import sea_way
from sar.geo.sea.passages import passages
from sar.geo.sea.told import SeaWay

geo_app = typer.Typer(no_args_is_help=True, help="The earth: distances by sea.")

COLUMNS = ("from_lon", "from_lat", "to_lon", "to_lat")

WayFinder = Callable[[LatLon, LatLon], SeaWay]

Codes = Annotated[list[str] | None, typer.Option(help="Passage code; may be given several times")]


class LegRefused(ValueError):  # noqa: N818 refusals have their own word
    """A leg that cannot be asked for; the sentence says what is missing."""


@geo_app.command("sea-distance")
def sea_distance(
    start: Annotated[str | None, typer.Option("--from", help="LON,LAT in degrees")] = None,
    end: Annotated[str | None, typer.Option("--to", help="LON,LAT in degrees")] = None,
    table: Annotated[
        Path | None, typer.Option("--csv", help="A file with from_lon, from_lat, to_lon, to_lat")
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
        way_between = partial(sea_way, opened=open_, shut=barred, draught=draught)
        if table is not None and start is None and end is None:
            _write_table(table, way_between)
        elif table is None and start is not None and end is not None:
            _tell(_given("--from", start), _given("--to", end), way_between)
        else:
            raise LegRefused("give --from and --to, or --csv alone")
    except (LegRefused, OSError, UnicodeDecodeError, csv.Error) as refused:
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
    hours = passage.transit / timedelta(hours=1)
    return f"{passage.name} ({hours:g} h beyond the miles)" if hours else passage.name


def _given(option: str, text: str) -> LatLon:
    parts = text.split(",")
    if len(parts) != 2:
        raise LegRefused(f"{option} is LON,LAT in degrees, not {text!r}")
    return _position(option, parts[0], parts[1])


def _position(where: str, lon: str, lat: str) -> LatLon:
    try:
        return LatLon(lat=float(lat), lon=float(lon))
    except PositionRefused as refused:
        raise LegRefused(f"{where}: {refused}") from refused
    except ValueError as error:
        raise LegRefused(f"{where}: {lon!r}, {lat!r} are not two numbers") from error


def _write_table(path: Path, way_between: WayFinder) -> None:
    """Every row as it came, with `sea_nm` (empty where there is no way), why not, and the rest."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        columns = list(rows.fieldnames or ())
        if missing := [name for name in COLUMNS if name not in columns]:
            raise LegRefused(f"{path}: column {missing[0]} is missing")
        added = [n for n in ("sea_nm", "great_circle_nm", "sea_note") if n not in columns]
        out = csv.DictWriter(
            sys.stdout, [*columns, *added], extrasaction="ignore", lineterminator="\n"
        )
        out.writeheader()
        for row in _answered(rows, way_between):
            out.writerow(row)
            sys.stdout.flush()


def _answered(rows: "csv.DictReader[str]", way_between: WayFinder) -> Iterator[dict[str, str]]:
    for row in rows:
        answer = {"sea_nm": "", "great_circle_nm": "", "sea_note": ""}
        try:
            a, b = (
                _position(end, row[f"{end}_lon"] or "", row[f"{end}_lat"] or "")
                for end in ("from", "to")
            )
        except LegRefused as refused:
            yield row | answer | {"sea_note": str(refused)}
            continue
        way = way_between(a, b)
        if way.nm is not None:
            answer["sea_nm"] = f"{way.nm:.1f}"
        yield (
            row
            | answer
            | {
                "great_circle_nm": f"{distance_nm(a, b):.1f}",
                "sea_note": way.note,
            }
        )
