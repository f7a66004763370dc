"""Instructions of Python counted, for tests of how work grows with its input: the same on every
machine."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def instructions_of(work: Callable[[], object]) -> int:
    """The instructions that the interpreter carries out for it, in all functions called."""
    count = 0

    def note(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if event == "opcode":
            count += 1
        elif event == "call":
            frame.f_trace_opcodes, frame.f_trace_lines = True, False
        return note

    was = sys.gettrace()
    sys.settrace(note)
    try:
        work()
    finally:
        sys.settrace(was)
    return count
