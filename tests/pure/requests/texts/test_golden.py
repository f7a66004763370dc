"""Each text as it leaves, in an exercise and in a real installation, against the file of it.

`python -m tests.pure.requests.texts.test_golden` writes the files anew; what changed is read in the
diff.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.pure.requests.texts.given import BUSY, ENDED, all_texts
from tests.pure.requests.texts.signals import signals

FILES = Path(__file__).parent / "golden"


def written() -> dict[str, str]:
    """Every text by the name of its file."""
    found: dict[str, str] = {}
    for mark, exercise in (("exercise", True), ("real", False)):
        texts = all_texts(replace(BUSY, exercise=exercise), replace(ENDED, exercise=exercise))
        for name, text in (texts | signals(exercise=exercise)).items():
            assert isinstance(text, str), (name, text)
            found[f"{name}.{mark}.txt"] = text
    return found


TEXTS = written()


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_text_leaves_as_its_file_has_it(name: str) -> None:
    assert (FILES / name).read_text(encoding="utf-8") == TEXTS[name]


def test_no_file_is_of_a_text_that_is_none() -> None:
    assert {path.name for path in FILES.iterdir()} == set(TEXTS)


if __name__ == "__main__":
    for path in FILES.iterdir():
        path.unlink()
    for name, text in TEXTS.items():
        (FILES / name).write_text(text, encoding="utf-8")
