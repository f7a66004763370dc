"""Prints the licences of what an installation contains: Python packages, the screens', data.

`python scripts/notices.py >NOTICES`, with the Python whose packages are meant.
"""

import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from importlib.resources import files
from pathlib import PurePosixPath

RULE = "-" * 80
NAMES = ("licen", "copying", "notice", "authors")
DATA = (
    "geo/sea/NOTICE",
    "geo/TERRITORIES.md",
    "geo/licences/LGPL-3.txt",
    "geo/licences/GPL-3.txt",
)
SCREENS = "web/notices.txt"


def main() -> None:
    """Print everything, in an order that does not change from run to run."""
    packages = sorted(distributions(), key=lambda one: one.name.lower())
    parts = ["SAR Assist is licensed under Apache-2.0. It contains the works below."]
    parts += [(files("sar") / name).read_text(encoding="utf-8") for name in DATA]
    parts += ["\n\n".join(_notice(one)) for one in packages if one.name != "sar-assist"]
    screens = files("sar") / SCREENS
    if screens.is_file():
        parts.append(screens.read_text(encoding="utf-8"))
    sys.stdout.write(f"\n{RULE}\n".join(part.strip() for part in parts) + "\n")


def _notice(package: Distribution) -> Iterator[str]:
    yield f"{package.name} {package.version} ({_licence(package)})"
    for file in sorted(package.files or [], key=str):
        within = PurePosixPath(file)
        if ".dist-info" in within.parts[0] and within.name.lower().startswith(NAMES):
            yield file.locate().read_text(encoding="utf-8", errors="replace").strip()


def _licence(package: Distribution) -> str:
    """As the package names it: by expression, by classifier, else in a word or two of its own."""
    if expression := package.metadata.get("License-Expression"):
        return str(expression)
    classifiers = package.metadata.get_all("Classifier") or []
    named = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License")]
    first, *_ = (package.metadata.get("License") or "see its text").splitlines() or ["see its text"]
    return ", ".join(named) or str(first)


if __name__ == "__main__":
    main()
