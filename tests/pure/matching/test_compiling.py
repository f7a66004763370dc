"""The first question does not wait for a loop to be compiled."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
from numba.core import event
from sar.matching.warmup import compile_loops
from tests.pure.matching.questions import trial

compile_loops()
with event.install_recorder("numba:compile") as recorded:
    for seed in range(60):
        trial(seed, most=60, by_water=0.5).searched()
for at, one in recorded.buffer:
    print(one.data["dispatcher"].py_func.__qualname__)
"""


@pytest.mark.long
def test_every_loop_that_a_question_runs_was_compiled_ahead(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 this very Python
        [sys.executable, "-c", PROGRAM],
        env=os.environ | {"NUMBA_CACHE_DIR": str(tmp_path), "PYTHONPATH": os.getcwd()},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == []
