"""The calls of docs/integrate.md, run as they are written there."""

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from sar.scenarios import load, scenario_file
from sar.scenarios.load import Access, Credentials
from tests.clients import Clients
from tests.conftest import ROOT, NewDatabase, NewWorld
from tests.demos import loaded, opened
from tests.given.agreements import agreement, concluded, term
from tests.running import Server, running
from tests.world import World

DOCUMENT = (ROOT / "docs/integrate.md").read_text(encoding="utf-8")
WRITTEN = "http://127.0.0.1:8000"
"""The address at which the document says that the demo serves."""
STORY = [
    "IncidentOpened",
    "RequestOpened",
    "OfferMade",
    "OfferAccepted",
]


@dataclass(frozen=True)
class Demo:
    """The folder that a reader is in, and where the demo serves."""

    folder: Path
    base_url: str
    credentials: Credentials

    def run(self, *command: str) -> str:
        """The output of a command that must end well."""
        done = subprocess.run(  # noqa: S603 from our own document
            command, cwd=self.folder, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def record(self, party: str) -> list[dict[str, Any]]:
        """The entries that the party was told, in order."""
        key = self.credentials[party]["observer"].api_key
        answer = httpx.get(
            f"{self.base_url}/api/record",
            params={"before": 10**9, "limit": 500},
            headers={"Authorization": f"Bearer {key}"},
            trust_env=False,
        )
        found: list[dict[str, Any]] = answer.json()["entries"]
        return found[::-1]


@pytest.fixture(scope="module", params=["small", pytest.param("demo", marks=pytest.mark.long)])
def demo(
    request: pytest.FixtureRequest,
    new_world: NewWorld,
    new_database: NewDatabase,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Demo]:
    """A reader's folder and a server with the small world, or with the demo's before its story."""
    folder = tmp_path_factory.mktemp("integrate")
    world = _demos(new_database) if request.param == "demo" else _small(new_world)
    with world as (base_url, credentials):
        (folder / ".sar/demo").mkdir(parents=True)
        load.write_credentials(folder / ".sar/demo/credentials.json", credentials)
        yield Demo(folder, base_url, credentials)


@contextmanager
def _small(new_world: NewWorld) -> Iterator[tuple[str, Credentials]]:
    """The small world, with an agreement between Italy and Malta."""
    with running(*new_world("integrate")) as server:
        asyncio.run(_agreed(server))
        yield server.base_url, _of_world(server.world)


@contextmanager
def _demos(new_database: NewDatabase) -> Iterator[tuple[str, Credentials]]:
    scenario, url = scenario_file.load("A"), new_database("integrate")
    credentials = asyncio.run(loaded(url, scenario))
    with running(url, World()) as server:
        asyncio.run(opened(scenario, credentials, server.base_url))
        yield server.base_url, credentials


def _of_world(world: World) -> Credentials:
    found: Credentials = {}
    for (party, role), key in world.keys.items():
        found.setdefault(party, {})[role] = Access(f"{party}/{role}", "", key)
    return found


async def _agreed(server: Server) -> None:
    clients = Clients(server.client)
    await concluded(clients, agreement(term(visibility="position")))
    await clients.close()


def block(language: str) -> str:
    """The document's code in a language."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", DOCUMENT, re.DOTALL | re.MULTILINE)
    assert WRITTEN in found
    return str(found)


def test_ten_curl_lines_take_a_case_from_a_call_to_a_unit_that_is_bound(demo: Demo) -> None:
    before = len(demo.record("ITA"))
    lines = block("sh").replace(WRITTEN, demo.base_url)
    assert lines.count("curl ") == 10
    said = demo.run("sh", "-eu", "-c", lines)
    answers = [json.loads(line) for line in said.splitlines()]
    assert len(answers) == 9
    matches, deployments, record = answers[3], answers[7], answers[8]
    assert any(item["party"] == "MLT" and item["time"] for item in matches["items"])
    assert [one["state"] for one in deployments["items"]] == ["committed"]
    assert "OfferAccepted" in {entry["type"] for entry in record["entries"]}
    assert_told(demo, before)


def test_the_same_in_python(demo: Demo) -> None:
    before = len(demo.record("ITA"))
    code = block("python").replace(WRITTEN, demo.base_url)
    said = demo.run(sys.executable, "-W", "error", "-c", code)
    assert "409 " in said
    assert re.search(r"^Rescue \w+ \(MLT\): \w+, \d+ min$", said, re.MULTILINE), said
    accepted = [entry for entry in demo.record("ITA")[before:] if entry["type"] == "OfferAccepted"]
    assert said.splitlines()[-1] == f"{accepted[0]['number']} {accepted[0]['sentence']}"
    assert_told(demo, before)


def assert_told(demo: Demo, before: int) -> None:
    """The story is on Italy's record."""
    told = [entry["type"] for entry in demo.record("ITA")[before:]]
    assert [one for one in told if one in STORY] == STORY
