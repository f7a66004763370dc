"""Commit lint: the newest commit's subject is `area: Imperative sentence.`, of 72 characters.

`python -m tests.commit_lint` reads it from git; the areas are those that CONTRIBUTING.md lists.
"""

import re
import subprocess
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
LONGEST: Final = 72


def areas(contributing: str) -> frozenset[str]:
    """The words in code marks after `Areas:`."""
    _, _, listed = contributing.partition("Areas:")
    return frozenset(re.findall(r"`([a-z]+)`", listed.partition("\n")[0])) - {"sar"}


def faults(subject: str, known: Collection[str]) -> Iterator[str]:
    """One line for each fault."""
    if len(subject) > LONGEST:
        yield f"{len(subject)} characters, {LONGEST} at most"
    named, colon, sentence = subject.partition(": ")
    if not colon:
        yield "names no area"
        return
    unknown = sorted(set(named.split(", ")) - set(known))
    if unknown:
        yield f"no area of CONTRIBUTING.md: {', '.join(unknown)}"
    if not re.fullmatch(r"[A-Z].*\.", sentence):
        yield "is no sentence: a capital letter and a full stop"


def _newest() -> str | None:
    """The subject of the newest commit; None where there is no history."""
    git = ["git", "log", "-1", "--no-merges", "--format=%s"]
    try:
        said = subprocess.run(  # noqa: S603 our own words
            git, cwd=ROOT, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return said.stdout.strip()


def main() -> int:
    """Print the faults; 1 if there are any."""
    subject = _newest()
    if subject is None:
        print("No history of commits here.")
        return 0
    found = list(faults(subject, areas((ROOT / "CONTRIBUTING.md").read_text("utf-8"))))
    for fault in found:
        print(f"{subject!r}: {fault}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
