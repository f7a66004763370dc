"""A client made by a stock generator from the API's description works against a running server."""

import json
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.running import Server

SCRIPT = """
import sys
from clients import AuthenticatedClient
from clients.api.incidents import list_incidents, open_incident
from clients.api.offers import accept_offer
from clients.api.session import read_me
from clients.models import OpenIncidentBody, ProblemView

url, key = sys.argv[1:]
client = AuthenticatedClient(base_url=url, token=key)
me = read_me.sync(client=client)
print(me.party, *(role.value for role in me.roles))
made = open_incident.sync(client=client, body=OpenIncidentBody.from_dict({
    "title": "Yacht dismasted", "situation": "maritime", "phase": "alert",
    "source": {"who": "owner ashore"},
}))
page = list_incidents.sync(client=client, limit=10)
print(*(case.title for case in page.items if case.id == made.id))
refused = accept_offer.sync(made.id, client=client)
assert isinstance(refused, ProblemView)
print(refused.status, refused.code)
"""


@pytest.mark.long
def test_a_generated_client_reads_writes_and_is_told_problems(
    server: Server, tmp_path: Path
) -> None:
    address = f"{server.base_url}/api/openapi.json"
    described = httpx.get(address, trust_env=False, timeout=60)
    (tmp_path / "openapi.json").write_text(described.text)
    generator = "from openapi_python_client.cli import app; app()"
    answers = ["generate", "--path", "openapi.json", "--output-path", "clients", "--meta", "none"]
    (tmp_path / "config.json").write_text(json.dumps({"post_hooks": []}))
    _run(tmp_path, "-c", generator, *answers, "--config", "config.json")

    key = server.world.keys["ITA", "watch_officer"]
    said = _run(tmp_path, "-c", SCRIPT, server.base_url, key)

    assert said.splitlines() == ["ITA watch_officer", "Yacht dismasted", "403 role_missing"]


def _run(folder: Path, *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 our own Python
        [sys.executable, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
