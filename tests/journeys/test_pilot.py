"""The lines of docs/pilot.md, run as they are written there, from an empty folder."""

import json
import os
import re
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.running import ROOT, free_port

WRITTEN = re.findall(
    r"^```sh\n(.*?)^```$", (ROOT / "docs" / "pilot.md").read_text(), re.DOTALL | re.MULTILINE
)
END = "kill %1 %2; wait; sar db stop"


def run(lines: list[str], folder: Path, port: int) -> subprocess.CompletedProcess[str]:
    """The lines run in a shell of an empty folder, with the port that they name set to another."""
    told = "\n".join(lines)
    assert ":8000" not in told, "one variable names the port"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    told = told.replace("SAR_PORT=8000", f"SAR_PORT={port}")
    return subprocess.run(  # noqa: S603 our own document
        ["bash", "-c", f"set -e; trap '{END}' EXIT\n{told}"],  # noqa: S607 found on the path
        cwd=folder,
        env={"HOME": os.environ.get("HOME", str(folder)), "PATH": path},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


class Everything(BaseHTTPRequestHandler):
    """A server of somebody else that answers whatever it is asked."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.long
def test_somebody_elses_server_on_the_port_is_not_taken_for_the_pilots(tmp_path: Path) -> None:
    begins, serves = WRITTEN[0], next(one for one in WRITTEN if "sar serve" in one)
    with ThreadingHTTPServer(("127.0.0.1", 0), Everything) as other:
        Thread(target=other.serve_forever, daemon=True).start()
        ended = run([begins, serves], tmp_path, other.server_port)
        other.shutdown()
    assert ended.returncode == 1
    assert "The server of the pilot is not ready; its last words:" in ended.stdout
    assert "address already in use" in ended.stdout
    assert '"imported"' not in ended.stdout


@pytest.mark.long
def test_an_administrator_has_region_units_neighbours_and_a_case_by_these_lines(
    tmp_path: Path,
) -> None:
    ended = run(WRITTEN, tmp_path, free_port())
    assert ended.returncode == 0, ended.stderr[-3_000:]
    assert '"imported":3' in ended.stdout
    assert '"doubts":[]' in ended.stdout
    types = (tmp_path / "pilot" / "types.txt").read_text().splitlines()
    assert {"H1\tAW139 SAR helicopter", "S5\tCP-300 class rescue vessel (18 m)"} < {*types}
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
