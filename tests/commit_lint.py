"""Commit lint: each commit's subject is `area: Imperative sentence.`, 72 characters at most.

`python -m tests.commit_lint` reads all since `LAST_UNHELD` from git; the areas are those that
CONTRIBUTING.md lists.
"""

import re
import subprocess
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
LONGEST: Final = 72
LAST_UNHELD: Final = "63302ec1a447a6c894af7e9e52f6e3e647a416b8"
"""The newest commit before all were held: 27 subjects up to it break the rule, and stay."""


def areas(contributing: str) -> frozenset[str]:
    """The words in code marks after `Areas:`."""
    _, _, listed = contributing.partition("Areas:")
    return frozenset(re.findall(r"`([a-z_]+)`", listed.partition("\n")[0])) - {"sar"}


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


def subjects(root: Path, last_unheld: str) -> list[str]:
    """The subjects of the commits after the one named, newest first; of no commit without history.

    Only the newest where that one is no ancestor: in a shallow clone, or on an older branch.
    """
    if Path(_git(root, "rev-parse", "--show-toplevel") or "/").resolve() != root.resolve():
        return []  # no repository, or a source archive unpacked inside another one
    held = _git(root, "merge-base", "--is-ancestor", last_unheld, "HEAD") is not None
    told = f"{last_unheld}..HEAD" if held else "-1"
    return (_git(root, "log", "--no-merges", "--format=%s", told) or "").splitlines()


def _git(root: Path, *words: str) -> str | None:
    """The output of git; None where it fails, or there is none."""
    try:
        said = subprocess.run(  # noqa: S603 our own words
            ["git", *words],  # noqa: S607 found on the path, as by whoever commits
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return said.stdout.strip()


def main() -> int:
    """Print the faults; 1 if there are any."""
    known = areas((ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    found = [
        f"{subject!r}: {fault}"
        for subject in subjects(ROOT, LAST_UNHELD)
        for fault in faults(subject, known)
    ]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
