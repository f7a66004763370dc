"""The command `sar geo`: the earth, asked from a terminal.

Coasts and compiled loops are imported when a command works with them.
"""

from pathlib import Path
from typing import Annotated

import typer

from sar.cli.places import LegRefused, given
from sar.geo.sea.compiled import interpreted
from sar.geo.sea.draught import DEEP_ABOVE_M, Draught

geo_app = typer.Typer(
    no_args_is_help=True, help="The earth: distances by sea, and whose waters a place lies in."
)

Codes = Annotated[list[str] | None, typer.Option(help="Passage code; may be given several times")]


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
    from sar.cli.sea_distances import tell_distances

    try:
        tell_distances(start, end, table, opened=opened or (), shut=shut or (), draught=draught)
    except (LegRefused, OSError) as refused:
        typer.secho(str(refused), err=True, fg="red")
        raise typer.Exit(1) from refused


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
            from sar.cli.waters_told import write_waters

            write_waters(table)
        elif table is None and place is not None:
            found = given("--at", place)
            with interpreted():
                from sar.cli.waters_told import tell_waters

                tell_waters(found)
        else:
            raise LegRefused("give --at, or --csv alone")
    except (LegRefused, OSError) as refused:
        typer.secho(str(refused), err=True, fg="red")
        raise typer.Exit(1) from refused
