"""The demo as people run it: its own process, database, server and worker, and all of it ended."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from sar.localdb import cluster as localdb
from tests import frozen, names
from tests.demos import Demo, demo_environment
from tests.running import free_port

STAGE = re.compile(r"^(\d\d):(\d\d)Z  \[ ?(\d+)/(\d+)\] (.*)$")
READY = "All sign-ins and keys"


Play = Callable[..., Demo]


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Play]:
    """Start demos in one folder; none outlives the test, nor does their database."""
    started: list[Demo] = []

    def start(*arguments: str, **environment: str) -> Demo:
        started.append(Demo(tmp_path, *arguments, **environment))
        return started[-1]

    yield start
    for demo in started:
        if demo.process.poll() is None:
            demo.process.terminate()
            demo.ends()
    localdb.destroy(tmp_path)


class Listener(threading.Thread):
    """A party's live feed from the record's beginning until the server is gone."""

    def __init__(self, demo: Demo, party: str) -> None:
        super().__init__(daemon=True)
        self._address = demo.url.replace("http", "ws", 1) + "/api/live"
        self._key = demo.credentials[party]["observer"]["api_key"]
        self.entries: list[dict[str, Any]] = []

    def run(self) -> None:
        headers = {"Authorization": f"Bearer {self._key}"}
        with connect(self._address, additional_headers=headers, proxy=None) as stream:
            stream.send('{"type": "start", "since": 0}')
            try:
                for text in stream:
                    frame = json.loads(text)
                    if frame["type"] == "entries":
                        self.entries += frame["entries"]
            except ConnectionClosed:
                return


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _stopped_and_gone_on(play: Play, tmp_path: Path) -> tuple[Demo, Demo, Listener]:
    """A demo that was stopped after three stages, the one that goes on, and Malta's feed of it."""
    first = play("--speed", "1000", "--port", str(free_port()))
    first.says(READY)
    assert (tmp_path / ".sar/demo/credentials.json").stat().st_mode & 0o777 == 0o600
    assert set(first.credentials) == {"ITA", "MLT", "TUN", "GRC"}
    first.says("[ 3/38]")
    first.process.terminate()
    assert first.ends() == 0
    stood_at = first.says("The exercise clock stands at")[-7:-1]
    told = len(first.stages())

    demo = play("--speed", "1000", "--port", str(free_port()))
    demo.says("goes on where it was")
    malta = Listener(demo, "MLT")
    malta.start()
    assert demo.says(f"[{told + 1:2d}/38]")[:6] >= stood_at
    found_first = first.says("[ 2/38]")
    told_so = r"([\w -]+) \(\w+\) (?:(\d) h ?)?(?:(\d+) min)? (\w+)"
    found = {
        name.strip(): (60 * int(hours or 0) + int(minutes or 0), verdict)
        for name, hours, minutes, verdict in re.findall(told_so, found_first)[:3]
    }
    assert {name: verdict for name, (_, verdict) in found.items()} == {
        "Nemo 11-03": "allowed",
        "Aurelia Bulk": "hail",
        "Cigala": "allowed",
    }
    assert {name: minutes for name, (minutes, _) in found.items()} == pytest.approx(
        {"Nemo 11-03": 59, "Aurelia Bulk": 61, "Cigala": 65}, rel=0.1
    )
    return first, demo, malta


def _malta_has_read(demo: Demo, malta: Listener) -> None:
    """Every entry in its order, and what Italy accepted as Italy reads it."""
    assert [entry["number"] for entry in malta.entries] == list(range(1, len(malta.entries) + 1))
    seen = _accepted(malta.entries, by="ITA")
    rome = _record_of(demo, "ITA")
    assert seen
    assert [told["facts"] for told in seen] == [
        told["facts"]
        for told in _accepted(rome, by="ITA")
        if told["facts"] in [other["facts"] for other in seen]
    ]


def test_the_central_mediterranean_is_begun_stopped_goes_on_and_is_proved(
    play: Play, tmp_path: Path
) -> None:
    """In short: the first stages, to where help is accepted and under way."""
    first, demo, malta = _stopped_and_gone_on(play, tmp_path)
    stood_at = _place(demo, "Orsa")
    demo.says("[10/38]")
    numbers = [number for number, _ in first.stages() + demo.stages()]
    assert numbers == list(range(1, len(numbers) + 1))
    _malta_has_read(demo, malta)
    assert any("boat" in case["title"] for case in demo.get("MLT", "/api/incidents")["items"])
    _moves(demo, "Orsa", stood_at)
    told = "\n".join(first.lines + demo.lines)
    assert not re.search(r"refused,|is not at work", told), told
    _ends(demo, tmp_path, moved=1)


@pytest.mark.long
def test_the_central_mediterranean_is_played_stopped_seen_and_proved(
    play: Play, tmp_path: Path
) -> None:
    first, demo, malta = _stopped_and_gone_on(play, tmp_path)
    assert "no faults" in demo.says("stages are told"), "\n".join(demo.lines)

    numbers = [number for number, _ in first.stages() + demo.stages()]
    assert numbers == list(range(1, 39))
    _malta_has_read(demo, malta)
    _told_anew(demo)
    cases = demo.get("MLT", "/api/incidents?state=closed")["items"]
    assert {case["title"] for case in cases} >= {
        "Wooden boat taking water, 70 nm south of Lampedusa"
    }
    assert all(case["exercise"] for case in cases)
    _moves(demo, "Orsa", _place(demo, "Orsa"))
    _ends(demo, tmp_path, moved=15)


def _ends(demo: Demo, root: Path, *, moved: int) -> None:
    """It ends when it is told to, all that it started too, and its record is whole."""
    children = demo.pids()
    demo.process.send_signal(signal.SIGINT)
    assert demo.ends() == 0
    assert len(children) == 2
    assert not any(_is_running(pid) for pid in children)
    assert localdb.status(root) is None
    _prove(root, moved)


def _told_anew(demo: Demo) -> None:
    """As it should have gone in 2013: a ship tasked within five minutes, or it rings; and Tripoli
    is heard, by voice and by its link."""
    first = demo.get("ITA", "/api/incidents?state=closed")["items"]
    case = next(one for one in first if one["title"].startswith("Wooden boat taking water"))
    told = _record_of(demo, "ITA")
    of_case = [e for e in told if e["about"]["id"] == case["id"]]
    opened = next(e for e in of_case if e["type"] == "IncidentOpened")
    hailed = next(e for e in told if e["type"] == "ShipHailed")
    waited = datetime.fromisoformat(hailed["at"]) - datetime.fromisoformat(opened["at"])
    rang = "NobodyTasked" in {e["type"] for e in of_case}
    assert waited <= timedelta(minutes=5) or rang, waited
    by_link = next(e for e in told if e["type"] == "AnsweredByLink")
    assert "code spoken" in by_link["sentence"]
    led = [e["type"] for e in told if e["type"].startswith("Smc") and e["type"] != "SmcSilent"]
    assert led == ["SmcTakenByVoice", "SmcHeard", "SmcTakenBack"]


def _record_of(demo: Demo, party: str) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = []
    while page := demo.get(party, f"/api/record?since={len(told)}&limit=500")["entries"]:
        told += page
    return told


def _accepted(entries: list[dict[str, Any]], *, by: str) -> list[dict[str, Any]]:
    return [e for e in entries if e["type"] == "OfferAccepted" and e["by"]["party"] == by]


def _place(demo: Demo, name: str) -> Any:
    assets = demo.get("ITA", "/api/assets?party=ITA&limit=500")["items"]
    return next(asset["position"]["point"] for asset in assets if asset["name"] == name)


def _moves(demo: Demo, name: str, stood_at: Any, *, within_s: float = 30.0) -> None:
    """Wait until the unit is somewhere else than it stood."""
    deadline = time.monotonic() + within_s
    while _place(demo, name) == stood_at:
        assert time.monotonic() < deadline, f"{name} stands still"
        time.sleep(0.2)


def _prove(root: Path, least_moved: int) -> None:
    """The record is whole, and no position was more than the unit can make."""
    cluster = localdb.start(root)
    verified = subprocess.run(
        [sys.executable, "-m", "sar.cli", "record", "verify"],
        env=demo_environment() | {"SAR_ROOT": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert verified.returncode == 0, verified.stdout + verified.stderr
    url = cluster.url().replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(url, options="-c role=sar_system") as db:
        doubted = db.execute("SELECT count(*) FROM track_point WHERE implausible").fetchone()
        moved = db.execute("SELECT count(DISTINCT asset_id) FROM track_point").fetchone()
        for column, known in frozen.JSON_KEYS.items():
            assert {key for (key,) in db.execute(names.keys_in(column))} <= known, column
    assert doubted == (0,)
    assert moved is not None
    assert moved[0] >= least_moved


@pytest.mark.long
def test_west_africa_needs_no_code_of_its_own_and_outlives_its_server(play: Play) -> None:
    first = play("--scenario", "B", "--speed", "1000")
    first.says("[ 2/14]")
    os.kill(first.pids()[0], signal.SIGKILL)
    assert first.ends() == 1
    first.says("The server has ended")
    first.says("The exercise clock stands at")

    demo = play("--scenario", "B", "--speed", "1000", "--exit-after-story")
    demo.says("stages are told")
    assert demo.ends() == 0, "\n".join(demo.lines)
    assert [number for number, _ in first.stages() + demo.stages()] == list(range(1, 15))


def test_a_busy_port_is_told_before_anything_is_done(play: Play) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = str(busy.getsockname()[1])
        refused = play("--scenario", "B", SAR_PORT=port)
        assert refused.ends() == 1
        refused.says(f"Port {port} is busy.")
        assert refused.lines == [f"Port {port} is busy."]
