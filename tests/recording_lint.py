"""The recording lint: pictures are drawn by a recording alone, and leaving it is the last write.

`python -m tests.recording_lint` reads every module of `sar` as a syntax tree. After an
`async with recording(…)` a function does nothing but return a name or a constant: whatever it
wrote there would be in no picture, and after the record's own lock. A recording stands in no loop,
and in no other one: a verb within another is given its `entry`. Nobody else writes a fact with
pictures: one drawn by hand can be drawn too late, or before the flush.
"""

import ast
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeGuard

from tests.calls import called_name

ROOT = Path(__file__).parent.parent / "sar"
BY_HAND = {
    "record/recording.py": "the recording itself",
    "scenarios/load.py": "an entry for each centre of a world that nobody has seen yet",
}


def faults_in(path: Path, source: str) -> list[str]:
    """Every statement behind a recording, every recording in a loop or another one, and every
    fact written with pictures drawn by hand."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if _writes_pictures(node) and path.as_posix() not in BY_HAND:
            found.append(f"sar/{path.as_posix()}:{node.lineno}: pictures written by hand")
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found += [
                f"sar/{path.as_posix()}:{line}: {said} in {node.name}"
                for line, said in _faults(node.body, behind=[], inside="")
            ]
    return found


def _faults(
    body: Sequence[ast.stmt], *, behind: Sequence[ast.stmt], inside: str
) -> Iterator[tuple[int, str]]:
    """`behind`: the statements that follow the body; `inside`: a loop or recording around it."""
    for place, statement in enumerate(body):
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        follows = [*body[place + 1 :], *behind]
        around = inside
        if _records(statement):
            if inside:
                yield statement.lineno, f"a recording in {inside}"
            yield from (
                (after.lineno, "a statement behind a recording")
                for after in follows
                if not _only_returns(after)
            )
            around = "a recording"
        if isinstance(statement, ast.For | ast.AsyncFor | ast.While):
            around = "a loop"
        for part in _bodies(statement):
            yield from _faults(part, behind=follows, inside=around)


def _records(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.AsyncWith) and any(
        isinstance(item.context_expr, ast.Call)
        and called_name(item.context_expr.func).lstrip("_").startswith("recording")
        for item in statement.items
    )


def _writes_pictures(node: ast.AST) -> TypeGuard[ast.Call]:
    return (
        isinstance(node, ast.Call)
        and called_name(node.func) == "write"
        and any(word.arg in ("before", "after") for word in node.keywords)
    )


def _only_returns(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Return) and (
        statement.value is None or isinstance(statement.value, ast.Name | ast.Constant)
    )


def _bodies(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        yield getattr(statement, name, [])
    for part in (*getattr(statement, "handlers", []), *getattr(statement, "cases", [])):
        yield part.body


def main() -> int:
    """Report; 1 when there is a fault."""
    faults = [
        fault
        for path in sorted(ROOT.rglob("*.py"))
        if "migrations" not in path.parts
        for fault in faults_in(path.relative_to(ROOT), path.read_text())
    ]
    for fault in faults:
        print(fault)
    print(f"recording lint: {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
