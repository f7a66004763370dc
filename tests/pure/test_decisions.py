"""Decision notes: each has a number of its own, by which links name it."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTES = sorted(path.name for path in (ROOT / "docs" / "decisions").iterdir())


def number_of(name: str) -> int:
    return int(name.partition("-")[0])


def twice(names: list[str]) -> list[int]:
    return [number for number, times in Counter(map(number_of, names)).items() if times > 1]


def test_every_number_is_given_once() -> None:
    assert twice(["0001-a.md", "0002-b.md", "0002-c.md"]) == [2]
    assert twice(NOTES) == []
    assert [number_of(name) for name in NOTES] == list(range(1, len(NOTES) + 1))


@pytest.mark.parametrize("name", NOTES)
def test_a_note_begins_with_its_number(name: str) -> None:
    assert re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", name)
    text = (ROOT / "docs" / "decisions" / name).read_text("utf-8")
    assert text.startswith(f"# {number_of(name)}. ")


def test_a_link_to_a_note_names_its_number() -> None:
    links = [
        (int(said), note)
        for path in sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
        for said, note in re.findall(
            r"\[(?:decision|note) (\d+)\]\((?:[./a-z]*/)?(\d{4}-[^)]*)\)", path.read_text("utf-8")
        )
    ]
    assert len(links) > 20
    wrong = [(said, note) for said, note in links if note not in NOTES or number_of(note) != said]
    assert wrong == []
