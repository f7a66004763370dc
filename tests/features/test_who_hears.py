"""All who are to hear what a party writes hear it in the web application's process."""

import subprocess
import sys
from pathlib import Path

import sar

HEARD = "import sar.app, sar.record.service as s; print(*(h.__module__ for h in s._heard))"


def test_each_module_that_hears_facts_is_loaded_with_the_application() -> None:
    root = Path(sar.__file__).parent
    hear = {
        ".".join(("sar", *path.relative_to(root).with_suffix("").parts))
        for path in root.rglob("*.py")
        if "\n@on_written\n" in path.read_text()
    }
    assert len(hear) >= 4
    loaded = subprocess.run(  # noqa: S603 our own interpreter and words
        [sys.executable, "-c", HEARD], check=True, capture_output=True, text=True, timeout=120
    )
    assert set(loaded.stdout.split()) == hear
