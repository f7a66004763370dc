"""A demo as people run it: its own process, database, server and worker, in a folder of its own."""

import json
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import httpx

from sar import clock
from sar.scenarios import load
from sar.scenarios.desks import open_desks
from sar.scenarios.load import Credentials
from sar.scenarios.opening import open_world
from sar.scenarios.scenario_file import Scenario
from tests.running import database
from tests.world import World

STAGE = re.compile(r"^(\d\d):(\d\d)Z  \[ ?(\d+)/(\d+)\] (.*)$")


class Demo:
    """A `sar demo` in a folder of its own; what it says is read as it comes."""

    def __init__(self, root: Path, *arguments: str, **environment: str) -> None:
        self.root = root
        self.lines: list[str] = []
        self.process = subprocess.Popen(  # noqa: S603 our own module
            [sys.executable, "-m", "sar.cli", "demo", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=demo_environment() | {"SAR_ROOT": str(root)} | environment,
        )
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as said:
            for line in said:
                self.lines.append(line.rstrip("\n"))

    def says(self, words: str, *, silent_s: float = 180.0) -> str:
        """Wait for a line that holds the words, for as long as it goes on saying something."""
        heard, deadline = 0, time.monotonic() + silent_s
        while time.monotonic() < deadline:
            lines = list(self.lines)
            found = next((line for line in lines if words in line), None)
            if found is not None:
                return found
            if len(lines) > heard:
                heard, deadline = len(lines), time.monotonic() + silent_s
            if self.process.poll() is not None and not self._reading.is_alive():
                break
            time.sleep(0.05)
        raise AssertionError(f"it never said {words!r}, but:\n" + "\n".join(self.lines))

    def ends(self, *, within_s: float = 180.0) -> int:
        """Wait until it has ended; its exit code."""
        code = self.process.wait(within_s)
        self._reading.join(30)
        return code

    def stages(self) -> list[tuple[int, str]]:
        """The stages told so far, by number."""
        found = [STAGE.match(line) for line in self.lines]
        return [(int(match[3]), match[5]) for match in found if match]

    def pids(self) -> list[int]:
        """The processes it has started."""
        noted = json.loads((self.root / ".sar/demo/children.json").read_text())
        return [pid for pid, _ in noted]

    @property
    def url(self) -> str:
        """The address at which it serves."""
        found = re.search(r"http://[\d.:]+", self.says("/api/docs"))
        assert found is not None
        return found[0]

    @property
    def credentials(self) -> dict[str, dict[str, dict[str, str]]]:
        """The credentials that it wrote for people and machines."""
        found: dict[str, dict[str, dict[str, str]]] = json.loads(
            (self.root / ".sar/demo/credentials.json").read_text()
        )
        return found

    def get(self, party: str, path: str) -> Any:
        """Ask its API as a party's observer."""
        headers = {"Authorization": f"Bearer {self.credentials[party]['observer']['api_key']}"}
        answer = httpx.get(self.url + path, headers=headers, timeout=30, trust_env=False)
        assert answer.status_code == 200, answer.text
        return answer.json()


def demo_environment() -> dict[str, str]:
    """The environment without what would lead it to another database, folder or port."""
    return {name: value for name, value in os.environ.items() if not name.startswith("SAR_")}


async def loaded(url: str, scenario: Scenario) -> Credentials:
    """The scenario's parties with their centres, people and keys, in an empty database."""
    async with database(url) as db:
        credentials = await load.load(db, scenario)
        await db.commit()
    clock.use(None)
    return credentials


async def opened(scenario: Scenario, credentials: Credentials, base_url: str) -> None:
    """The scenario's agreements, units and ships, by the API of a server on that database."""
    async with open_desks(credentials, base_url=base_url) as desks:
        await open_world(scenario, desks)


def world_of(scenario: Scenario, credentials: Credentials) -> World:
    """The first centre of each party of the scenario, and its keys by role."""
    return World(
        centres={
            code: scenario.id_of("centre", party.centres[0].code)
            for code, party in scenario.parties.items()
        },
        keys={
            (code, role): access.api_key
            for code, roles in credentials.items()
            for role, access in roles.items()
        },
    )
