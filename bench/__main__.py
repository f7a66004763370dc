"""Every figure in one go: `python -m bench` prints a table and writes bench/results.json."""

from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

from bench import (
    accept_race,
    commit_to_socket,
    fleet,
    live_map,
    record_commits,
    sea,
    snapshot,
    web_first_view,
)
from bench.ground import Figure, machine

RESULTS = Path(__file__).parent / "results.json"
BENCHES = (
    accept_race,
    record_commits,
    commit_to_socket,
    fleet,
    sea,
    snapshot,
    live_map,
    web_first_view,
)


def main() -> None:
    """Measure one after the other, so that none disturbs another."""
    console = Console()
    figures: list[Figure] = []
    for bench in BENCHES:
        with console.status(bench.__doc__ or ""):
            found = bench.measure()
        figures.extend(found)
        for figure in found:
            console.print(f"{figure.name}: {figure.value:g} {figure.unit}")
    here = machine().plain()
    plain = [
        {"name": f.name, "value": f.value, "unit": f.unit, "context": f.context} for f in figures
    ]
    RESULTS.write_bytes(
        orjson.dumps(
            {"machine": here, "figures": plain},
            option=orjson.OPT_INDENT_2 | orjson.OPT_SERIALIZE_NUMPY,
        )
        + b"\n"
    )
    console.print(_table(figures))
    console.print(", ".join(f"{name} {value}" for name, value in here.items()))
    console.print("Written to bench/results.json")


def _table(figures: list[Figure]) -> Table:
    table = Table("figure", "value", "unit", "measured on")
    table.columns[0].no_wrap = True
    for figure in figures:
        table.add_row(figure.name, f"{figure.value:g}", figure.unit, figure.context)
    return table


if __name__ == "__main__":
    main()
