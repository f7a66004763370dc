"""The recording lint finds what it is for, and nothing in the program."""

from pathlib import Path
from textwrap import dedent

import pytest

from tests import recording_lint

PLACE = Path("somewhere.py")


def faults(source: str) -> list[str]:
    return recording_lint.faults_in(PLACE, dedent(source))


@pytest.mark.parametrize("end", ["", "return", "return row", "return None"])
def test_a_verb_may_end_with_its_recording(end: str) -> None:
    source = f"""
    async def verb():
        if early:
            return None
        async with recording(db, touched) as entry:
            entry.record(fact)
        {end}
    """
    assert faults(source) == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            """
            async def verb():
                async with recording(db) as entry:
                    entry.record(fact)
                await db.flush()
            """,
            "a statement behind a recording",
        ),
        (
            """
            async def verb():
                async with _recording_step(db) as entry:
                    entry.record(fact)
                return await read(db)
            """,
            "a statement behind a recording",
        ),
        (
            """
            async def verb():
                if held:
                    async with recording(db) as entry:
                        entry.record(fact)
                row.state = "late"
            """,
            "a statement behind a recording",
        ),
        (
            """
            async def verb():
                for row in rows:
                    async with recording(db) as entry:
                        entry.record(fact)
            """,
            "a recording in a loop",
        ),
        (
            """
            async def verb():
                async with recording(db) as entry:
                    async with recorded.recording(db) as other:
                        other.record(fact)
            """,
            "a recording in a recording",
        ),
    ],
)
def test_nothing_follows_a_recording(source: str, said: str) -> None:
    [found] = faults(source)
    assert said in found
    assert "in verb" in found


def test_the_program_has_no_such_fault() -> None:
    assert recording_lint.main() == 0
