"""The processes beside a demo: ended by their ids, also after the demo was killed."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sar.scenarios.children import ANY_PORT, ChildEndedError, Children, listening
from tests.conftest import NewWorld

pytestmark = pytest.mark.anyio

Sleeper = subprocess.Popen[bytes]


@pytest.fixture
def sleeper() -> Iterator[Sleeper]:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as process:
        yield process
        process.kill()


def _began_at(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]


async def test_what_a_killed_demo_left_is_ended(tmp_path: Path, sleeper: Sleeper) -> None:
    noted = [(sleeper.pid, _began_at(sleeper.pid))]
    (tmp_path / "children.json").write_text(json.dumps(noted))
    assert await Children(tmp_path).end_leftovers()
    assert sleeper.wait(5) != 0
    assert not await Children(tmp_path).end_leftovers()


async def test_a_later_process_of_the_same_number_is_left_alone(
    tmp_path: Path, sleeper: Sleeper
) -> None:
    (tmp_path / "children.json").write_text(json.dumps([(sleeper.pid, "1")]))
    assert not await Children(tmp_path).end_leftovers()
    assert sleeper.poll() is None


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[["x", "y"]]'])
async def test_a_broken_note_is_no_note(tmp_path: Path, text: str) -> None:
    (tmp_path / "children.json").write_text(text)
    assert not await Children(tmp_path).end_leftovers()


@pytest.mark.long
async def test_a_child_that_ends_by_itself_is_told_with_its_last_words(tmp_path: Path) -> None:
    async with Children(tmp_path) as children:
        await children.start("server", ["serve", "--nonsense"])
        with pytest.raises(ChildEndedError, match=r"(?s)The server has ended \(code 2\).*nonsense"):
            await children.ready("http://127.0.0.1:1")


@pytest.mark.long
async def test_a_child_is_ended_at_the_end_of_the_block(tmp_path: Path) -> None:
    async with Children(tmp_path) as children:
        await children.start("worker", ["--help"])
        dying = await asyncio.wait_for(children.died(), 30)
        assert (dying.name, dying.process.returncode) == ("worker", 0)
    assert json.loads((tmp_path / "children.json").read_text()) == []


def test_one_alone_listens_at_a_port() -> None:
    first = listening("127.0.0.1", ANY_PORT)
    assert first is not None
    port = first.getsockname()[1]
    with first:
        assert listening("127.0.0.1", port) is None
    again = listening("127.0.0.1", port)
    assert again is not None
    again.close()


@pytest.mark.long
async def test_the_server_that_answers_is_the_child(
    tmp_path: Path, new_world: NewWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, _ = new_world("children")
    monkeypatch.setenv("SAR_DATABASE_URL", url)
    place = listening("127.0.0.1", ANY_PORT)
    assert place is not None
    number, port = place.fileno(), place.getsockname()[1]
    async with Children(tmp_path) as children:
        await children.start("server", ["serve", "--fd", str(number)], inherits=[number])
        place.close()
        assert listening("127.0.0.1", port) is None, "from the first moment on"
        await children.ready(f"http://127.0.0.1:{port}")
        children.started[0].process.kill()
        with pytest.raises(ChildEndedError, match="The server has ended"):
            await children.ready(f"http://127.0.0.1:{port}")
