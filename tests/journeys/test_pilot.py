"""The lines of docs/pilot.md, run as they are written there, from an empty folder."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import ROOT, free_port

WRITTEN = re.findall(
    r"^```sh\n(.*?)^```$", (ROOT / "docs" / "pilot.md").read_text(), re.DOTALL | re.MULTILINE
)
END = "kill %1 %2; wait; sar db stop"


@pytest.mark.long
def test_an_administrator_has_region_units_neighbours_and_a_case_by_these_lines(
    tmp_path: Path,
) -> None:
    port = str(free_port())
    told = "\n".join(WRITTEN).replace(":8000", f":{port}")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {"HOME": os.environ.get("HOME", str(tmp_path)), "PATH": path, "SAR_PORT": port}
    ended = subprocess.run(  # noqa: S603 our own document
        ["bash", "-c", f"set -e; trap '{END}' EXIT\n{told}"],  # noqa: S607 found on the path
        cwd=tmp_path,
        env=kept,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-3_000:]
    assert '"imported":3' in ended.stdout
    assert "outside" not in ended.stdout + ended.stderr
    served = (tmp_path / "pilot" / "serve.log").read_text()
    assert "No chart lies under the map: SAR_MAP_PMTILES adds one" in served
    case = json.loads((tmp_path / "pilot" / "case.json").read_text())
    assert case["lead"]["name"] == "RCC Malta"
    could = json.loads((tmp_path / "pilot" / "who-could-come.json").read_text())
    first = could["items"][0]
    assert (first["name"], first["verdict"]) == ("Rescue 1", "allowed")
    assert first["time"]["total_minutes"] > 0
    _rome_has_answered(tmp_path / "pilot")
    assert (tmp_path / "pilot" / "case.pdf").read_bytes().startswith(b"%PDF-")
    times = (tmp_path / "pilot" / "times.csv").read_text()
    assert "A patrol ship, 20 miles from the boat, is sent." in times
    assert "ITA/chief added." in ended.stdout, "the neighbour has joined"


def _rome_has_answered(pilot: Path) -> None:
    """The listed neighbour was called by its script, and what it said stopped its clock."""
    sent, answered = (
        json.loads((pilot / f"{of}.json").read_text()) for of in ("request", "answered")
    )
    assert [one["state"] for one in sent["addressees"]] == ["sent"]
    script = (pilot / "call-script.json").read_text()
    assert "MRCC Roma" in script
    assert "exercise-line-01" in script
    assert "RCC Malta: TEL exercise-line-00" in script
    (rome,) = answered["addressees"]
    assert (rome["centre"]["name"], rome["state"]) == ("MRCC Roma", "offered")
    assert rome["answered_at"] is not None
    (heard,) = rome["voice"]
    assert heard["function"] == "Duty officer"
    assert "patrol ship" in heard["said"]
