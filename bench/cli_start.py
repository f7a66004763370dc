"""The processor's time of the command `sar`: for help, for what reads and for what writes a
little."""

import os
import resource
import subprocess
import sys
from typing import Final

from bench.ground import Figure, ground

RUNS: Final = 5
# What `db` does besides its help is the work of Alembic or of PostgreSQL's own programs.
READING: Final = (
    ("--help",),
    ("geo", "--help"),
    ("geo", "waters", "--at", "14,35"),
    ("db", "--help"),
    ("record", "--help"),
    ("record", "verify"),
)
_INLAND: Final = ("--lon", "35.85", "--lat", "14.47")
_AT_ROME: Final = ("--lon", "12.47", "--lat", "41.88")
_ROME: Final = ("--party", "ITA", "--centre", "MRCC-ROMA")
_PASSWORD: Final = ("--password", "a-long-enough-one")
WRITING: Final = (
    ("party", "add", "NEW{run}", "--name", "New"),
    ("party", "set", "ITA", "--treaty", "UNCLOS=party"),
    ("centre", "set", "--party", "ITA", "--centre", "MRCC-ROMA", "--name", "MRCC Roma"),
    ("exercise", "--rate", "1"),
    # Without a region: its place is held against the coast, or the party's other centres.
    ("centre", "add", "--party", "NEW{run}", "--code", "C{run}", "--name", "C", *_INLAND),
    ("centre", "add", "--party", "ITA", "--code", "D{run}", "--name", "D", *_INLAND),
    ("centre", "set", "--party", "ITA", "--centre", "D{run}", *_AT_ROME),
    ("centre", "retire", "--party", "ITA", "--centre", "D{run}"),
    ("centre", "retire", "--party", "ITA", "--centre", "D{run}", "--undo"),
    ("key", "create", *_ROME, "--role", "observer", "--label", "k{run}"),
)

HASHING: Final = (("person", "add", *_ROME, "--role", "observer", "--login", "p{run}", *_PASSWORD),)
"""A password's hash is dear on purpose: told beside, without an aim."""
WORKING_OUT: Final = (("geo", "sea-distance", "--from", "14.5,35.9", "--to", "12.5,35.5"),)
"""A field of the sea is worked out: told beside, without an aim."""


def measure() -> list[Figure]:
    """The dearest of the commands, each by the best of its runs: others use the machine too."""
    with ground("cli") as prepared:
        environment = os.environ | {"SAR_DATABASE_URL": prepared.database_url}
        told = {
            one: _least_ms(one, environment) for one in (*READING, *WRITING, *HASHING, *WORKING_OUT)
        }
    context = "user and system time of the process, best of {} runs; {}; {}"
    return [
        Figure(
            name,
            max(told[one] for one in commands),
            "ms",
            context.format(RUNS, ", ".join(f"{_named(one)} {told[one]}" for one in commands), most),
        )
        for name, commands, most in (
            ("cli_start_cpu_ms", READING, "700 at most"),
            ("cli_write_cpu_ms", WRITING, "1,200 at most"),
            ("cli_hashing_cpu_ms", HASHING, "no aim"),
            ("cli_sea_distance_cpu_ms", WORKING_OUT, "no aim"),
        )
    ]


def _named(command: tuple[str, ...]) -> str:
    return " ".join(word for word in command[:2] if not word.startswith("NEW"))


def _least_ms(command: tuple[str, ...], environment: dict[str, str]) -> int:
    """The least processor's time of the command's runs."""
    return min(
        _cpu_ms([word.format(run=run) for word in command], environment) for run in range(RUNS)
    )


def _cpu_ms(arguments: list[str], environment: dict[str, str]) -> int:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "sar.cli", *arguments],
        env=environment,
        check=True,
        capture_output=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return round(1_000 * used_s)
