"""Expected times over real processes: worked out by the worker, heard by the sockets at once."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from multiprocessing.process import BaseProcess

import pytest

from tests.clients import Clients
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.requests import (
    Plain,
    accepted,
    asked,
    deployed,
    id_of,
    offered,
    opened,
    plain,
    post,
    stepped,
)
from tests.running import Live, Server, working
from tests.world import START

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def worker(server: Server) -> Iterator[BaseProcess]:
    with working(server) as process:
        yield process


@pytest.fixture
async def italy(server: Server, worker: BaseProcess) -> AsyncIterator[Live]:
    async with server.live("ITA") as feed:
        await feed.next("ready")
        yield feed


async def time_of(feed: Live, id_: str, *, after: str = "") -> Plain:
    """The next time of a unit that is worked out after an instant."""
    while True:
        for time in (await feed.next("expected"))["times"]:
            if time["id"] == id_ and time["as_of"] > after:
                return dict(time)


async def on_its_way(client_of: Clients, server: Server) -> Plain:
    """A helicopter of Malta's under way for a case of Italy's, which sees Malta's assets."""
    sharing = term(visibility="position", grantor="MLT", grantees=["ITA"])
    reference = f"IM-{id_of()[-6:].upper()}"
    await concluded(client_of, agreement(sharing, reference=reference, parties=("ITA", "MLT")))
    unit = await registered(client_of, "MLT", helicopter(name="Rescue 1"))
    case = await opened(client_of)
    request = await asked(client_of, server.world, "MLT", incident=case)
    made = await offered(client_of, "MLT", f"requests/{request['id']}", unit["id"])
    await accepted(client_of, "ITA", made)
    (work,) = await deployed(client_of, "ITA", made)
    return await stepped(client_of, "MLT", work, "depart")


@pytest.mark.long
async def test_steps_fixes_and_the_datum_are_followed_within_moments(
    server: Server, client_of: Clients, italy: Live, time: ExerciseTime
) -> None:
    work = await on_its_way(client_of, server)
    first = await time_of(italy, work["id"])
    assert first["at"] is not None
    answer = await client_of("ITA", "observer").get("/api/snapshot")
    (known,) = [one for one in plain(answer)["expected"] if one["id"] == work["id"]]
    assert known["at"] == first["at"], "whoever reads it sees what was told"
    await server.set_clock(at=START + timedelta(minutes=3))
    moved_at = START + timedelta(minutes=3)
    await delivered(client_of, "MLT", work["asset_id"], fix(14.0, 35.2, moved_at))
    near = await time_of(italy, work["id"], after=first["as_of"])
    while near["place_at"] is None:
        near = await time_of(italy, work["id"])
    assert near["at"] != first["at"]
    datum: Plain = {
        "point": {"type": "Point", "coordinates": [14.2, 35.6]},
        "uncertainty_nm": 1.0,
        "reason": "Seen from the air.",
    }
    answer = await post(client_of, "ITA", f"incidents/{work['incident_id']}/datum", **datum)
    assert answer.status_code < 300, answer.text
    moved = await time_of(italy, work["id"])
    while moved["at"] == near["at"]:
        moved = await time_of(italy, work["id"])
    assert datetime.fromisoformat(moved["at"]) > moved_at


@pytest.mark.long
async def test_another_worker_goes_on_when_the_first_is_killed(
    server: Server,
    client_of: Clients,
    italy: Live,
    time: ExerciseTime,
    worker: BaseProcess,
) -> None:
    with working(server) as second:
        work = await on_its_way(client_of, server)
        await time_of(italy, work["id"])
        worker.kill()
        other = await on_its_way(client_of, server)
        assert (await time_of(italy, other["id"]))["at"] is not None
        assert second.is_alive()
