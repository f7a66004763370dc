"""Every figure in one go: `python -m bench [name ...]` prints them and writes bench/results.json.

The file is written anew after each figure, so that a run that fails or is stopped keeps what it
has measured.
"""

import argparse
import sys
from pathlib import Path
from types import ModuleType
from typing import Final

from rich.console import Console
from rich.table import Table

from bench import (
    accept_race,
    accepts_at_once,
    ais_ingest,
    alerts,
    cli_start,
    coarse_track,
    commit_to_socket,
    eta_consistency,
    eta_follow,
    fanout,
    fix_to_socket,
    fleet,
    jobs_lost,
    link_page,
    lists,
    live_map,
    match_at_once,
    noise,
    reconnect_storm,
    record_commits,
    sea,
    snapshot,
    vessels_on_map,
    web_first_view,
    web_memory,
)
from bench.aims import aim_of, misses
from bench.ground import Figure, machine
from bench.results import Results, measure_all

RESULTS: Final = Path(__file__).parent / "results.json"
BENCHES: Final = (
    accept_race,
    accepts_at_once,
    ais_ingest,
    alerts,
    jobs_lost,
    record_commits,
    commit_to_socket,
    eta_follow,
    eta_consistency,
    coarse_track,
    fanout,
    fix_to_socket,
    reconnect_storm,
    fleet,
    match_at_once,
    noise,
    sea,
    snapshot,
    lists,
    live_map,
    vessels_on_map,
    web_first_view,
    link_page,
    web_memory,
    cli_start,
)
MISSED: Final = 3
"""Exit code of a whole run of which a figure missed its aim."""
STOPPED: Final = 130
"""Exit code of a program ended by Ctrl-C, as shells have it."""


def main() -> int:
    """Measure one after the other, so that none disturbs another; the exit code."""
    chosen = _chosen()
    console = Console()
    here = machine().plain()
    console.print(", ".join(f"{name} {value}" for name, value in here.items()))
    results = Results(RESULTS, machine=here, names=list(chosen))
    try:
        measure_all({name: bench.measure for name, bench in chosen.items()}, results)
    except KeyboardInterrupt:
        code = STOPPED
    else:
        code = 1 if results.failed else MISSED if results.missed else 0
    console.print(_table(results.figures))
    for name, error in results.failed.items():
        console.print(f"{name} failed: {error}", style="bold", markup=False)
    if results.missed:
        console.print("Missed their aim: " + ", ".join(results.missed), style="bold")
    if results.waiting:
        console.print("Not measured: " + ", ".join(results.waiting))
    console.print("Written to bench/results.json")
    return code


def _chosen() -> dict[str, ModuleType]:
    every = {bench.__name__.rpartition(".")[2]: bench for bench in BENCHES}
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("name", nargs="*", help=f"only these of {', '.join(every)}")
    names: list[str] = parser.parse_args().name
    if unknown := set(names) - every.keys():
        parser.error(f"there is no bench {', '.join(sorted(unknown))}")
    return {name: bench for name, bench in every.items() if not names or name in names}


def _table(figures: list[Figure]) -> Table:
    table = Table("figure", "value", "unit", "aim", "measured on")
    table.columns[0].no_wrap = True
    for figure in figures:
        aim = str(aim_of(figure.name) or "") + (", missed" if misses(figure) else "")
        table.add_row(figure.name, f"{figure.value:g}", figure.unit, aim, figure.context)
    return table


if __name__ == "__main__":
    sys.exit(main())
