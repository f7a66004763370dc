"""docs/states.md is what the present machines say, and leaves none out."""

import re
import runpy

from tests.conftest import ROOT

MACHINE = re.compile(r"^([A-Z]+): Final\[Machine\[", re.MULTILINE)
SCRIPT = ROOT / "scripts/state_diagrams.py"


def test_the_document_is_the_present_one() -> None:
    """`make api-types` writes it."""
    written = runpy.run_path(str(SCRIPT))["written"]
    assert written() == (ROOT / "docs/states.md").read_text()


def test_every_machine_is_drawn() -> None:
    sources = [path.read_text() for path in (ROOT / "sar").rglob("*.py")]
    machines = {name for source in sources for name in MACHINE.findall(source)}
    assert len(machines) > 8
    assert machines == set(re.findall(r"machine=([A-Z]+)", SCRIPT.read_text()))
