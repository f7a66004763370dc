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


def test_pictures_are_written_by_a_recording_alone() -> None:
    source = """
    async def verb():
        before = await views(db, [row.id])
        row.state = "late"
        await record.write(db, fact, by=PLATFORM, told=[], before=before, after=await views(db))
    """
    [found] = faults(source)
    assert "somewhere.py:5: pictures written by hand" in found


def test_a_fact_that_is_in_no_picture_may_be_written_at_once() -> None:
    assert faults("async def verb():\n    await record.write(db, fact, told=[party])") == []


@pytest.mark.parametrize(
    "package", ["agreements", "assets", "incidents", "matching", "parties", "requests"]
)
def test_a_fault_is_found_in_every_package(package: str) -> None:
    """Planted at the end of each of its modules."""
    planted = "\nasync def planted():\n    async with recording(db):\n        pass\n    row.x = 1\n"
    for path in (recording_lint.ROOT / package).rglob("*.py"):
        place = path.relative_to(recording_lint.ROOT)
        [found] = recording_lint.faults_in(place, path.read_text() + planted)
        assert found.startswith(f"sar/{place.as_posix()}:")


def test_the_program_has_no_such_fault() -> None:
    assert recording_lint.main() == 0
