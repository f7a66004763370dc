"""The guide to the house names files that there are."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"`((?:[\w-]+/)*[\w.-]+\.(?:css|json|md|py|sh|toml|tsx?|yaml))`")


def unknown(text: str, files: list[str]) -> set[str]:
    """The files that the text names by the end of a path, of which there is none."""
    return {
        named
        for named in NAMED.findall(text)
        if not any(f"/{file}".endswith(f"/{named}") for file in files)
    }


def test_a_file_that_is_gone_is_found() -> None:
    files = ["sar/record/words.py", "README.md"]
    assert unknown("`record/words.py`, `words.py`, `README.md`, `sar.record`", files) == set()
    assert unknown("`cord/words.py`, `gone.py`", files) == {"cord/words.py", "gone.py"}


def test_every_file_that_the_guide_names_is_there() -> None:
    parts = ("bench", "docs", "frontend", "sar", "scripts", "tests")
    inside = [path for part in parts for path in (ROOT / part).rglob("*.*")]
    ours = [path for path in (*inside, *ROOT.glob("*.*")) if "node_modules" not in path.parts]
    files = [path.relative_to(ROOT).as_posix() for path in ours]
    guides = [ROOT / "CONTRIBUTING.md", ROOT / "frontend" / "README.md", ROOT / "docs/house.md"]
    found = {guide.name: unknown(guide.read_text("utf-8"), files) for guide in guides}
    assert found == {guide.name: set() for guide in guides}
