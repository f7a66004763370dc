"""The results of a run: kept in a file that is whole after every figure, whatever comes next."""

import sys
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from bench.aims import misses
from bench.ground import Figure

Measure = Callable[[], Iterable[Figure]]


@dataclass
class Results:
    """Figures measured, failures with their reasons, and the benches still to come."""

    path: Path
    machine: Mapping[str, object]
    names: list[str]
    figures: list[Figure] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)

    @property
    def waiting(self) -> list[str]:
        """The benches that have neither ended nor failed."""
        return [name for name in self.names if name not in self.done and name not in self.failed]

    @property
    def missed(self) -> list[str]:
        """The figures that missed their aim."""
        return [figure.name for figure in self.figures if misses(figure)]

    def write(self) -> None:
        """Replace the file at once: whoever reads it, or stops us, finds a whole one."""
        plain: dict[str, Any] = {
            "machine": self.machine,
            "figures": self.figures,
            "failed": self.failed,
            "missed": self.missed,
            "not_measured": self.waiting,
        }
        new = self.path.with_suffix(".new")
        options = orjson.OPT_INDENT_2 | orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_APPEND_NEWLINE
        new.write_bytes(orjson.dumps(plain, option=options))
        new.replace(self.path)


def measure_all(benches: Mapping[str, Measure], results: Results) -> None:
    """Run every bench and write after each figure; one that fails loses no other its figures.

    Ctrl-C ends the run, with what there is on file.
    """
    results.write()
    for name, measure in benches.items():
        print(f"{name} …", flush=True)
        try:
            for figure in measure():
                results.figures.append(figure)
                results.write()
                print(f"  {figure.name}: {figure.value:g} {figure.unit}", flush=True)
        except (Exception, SystemExit) as error:
            if _is_a_stop(error):
                raise KeyboardInterrupt from error
            traceback.print_exc(file=sys.stderr)
            results.failed[name] = f"{type(error).__name__}: {error}"
        else:
            results.done.append(name)
        results.write()


def _is_a_stop(error: BaseException | None) -> bool:
    """Whether Ctrl-C is behind it: compiled code tells it as a fault of its own."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__cause__ or error.__context__
    return False
