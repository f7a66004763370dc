"""The work of `sar geo waters`: the owner of the waters at a place, or in each row of a table."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import typer

from sar.cli.places import LegRefused, answer_table, position
from sar.cli.tables import Table, TableCells
from sar.geo.position import LatLon
from sar.geo.straits import Regime, strait_at
from sar.geo.territory import APPROXIMATE, territory_of, undetermined
from sar.geo.waters import COAST_NM, DISCLAIMER, UNSAID_NEAR, coasts_about, unsaid_near, waters_at

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


def tell_waters(place: LatLon) -> None:
    """Tell the owner of the waters at a place, and the strait that it lies in or by."""
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


def write_waters(path: Path) -> None:
    """Every row with its waters, and by what they are told; empty, with why, where it has no place.
    Such a row ends nothing, and the exit code tells."""
    without = 0

    def added_cells(table: Table, cells: TableCells) -> Sequence[str]:
        nonlocal without
        lon, lat = (table.of(cells, name) for name in WATERS_COLUMNS)
        try:
            place = position("place", lon, lat)
            found = _waters(place)
            return found, f"{_said_of(place, found)} {WITHOUT_PREJUDICE}".lstrip()
        except LegRefused as refused:
            without += 1
            return "", str(refused)

    spoiled = answer_table(path, needs=WATERS_COLUMNS, adds=WATERS_ADDED, added_cells=added_cells)
    without += spoiled
    if without:
        rows = "row has" if without == 1 else "rows have"
        raise LegRefused(f"{without} {rows} no place: waters_note says why")
