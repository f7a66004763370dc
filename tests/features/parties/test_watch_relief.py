"""The watch of a centre is taken over by name and time, and told to its own party alone."""

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.incidents import codes, opened, plain
from tests.given.record import entries
from tests.given.requests import id_of
from tests.world import PASSWORD, World

pytestmark = pytest.mark.anyio

ORIGIN = {"Origin": "http://test"}


@pytest.fixture
async def officer(
    anonymous: httpx.AsyncClient, client_of: ClientOf, world: World
) -> httpx.AsyncClient:
    """Somebody of Rome's watch, signed in."""
    person = {
        "login": "watch.roma",
        "name": "Duty officer 2",
        "password": PASSWORD,
        "centre_id": str(world.centres["ITA"]),
        "roles": ["watch_officer"],
    }
    added = await client_of("ITA", "admin").post("/api/people", json=person)
    assert added.status_code == 201, added.text
    login = {"login": "ITA/watch.roma", "password": PASSWORD}
    answer = await anonymous.post("/api/session", json=login, headers=ORIGIN)
    assert answer.status_code == 204, answer.text
    return anonymous


async def taken(client: httpx.AsyncClient, **body: object) -> httpx.Response:
    """The answer to taking the watch over."""
    return await client.post(
        "/api/watch-relief", json={"id": id_of(), "read_to": 0} | body, headers=ORIGIN
    )


@pytest.mark.long
async def test_a_watch_is_taken_over_by_name_and_time(
    officer: httpx.AsyncClient, client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    await opened(client_of)
    before = plain(await officer.get("/api/watch-relief"))
    assert before["last"] is None
    time.advance(minutes=6)
    body = {"read_to": before["number"], "from_whom": "the night watch", "note": "Radar is out."}
    after = plain(await taken(officer, **body))
    last = after["last"]
    assert (last["at"], last["read_to"]) == ("2026-10-11T12:32:00Z", before["number"])
    told = (await entries(db, "ITA"))[-1]
    assert (told["type"], told["number"]) == ("WatchTakenOver", after["number"])
    assert told["sentence"] == (
        "Duty officer 2 took over the watch of MRCC Roma from the night watch,"
        f" having read to entry {before['number']}. Radar is out."
    )
    assert plain(await client_of("ITA", "observer").get("/api/watch-relief")) == after
    assert not await entries(db, "MLT", of="WatchTakenOver")
    assert plain(await client_of("MLT", "observer").get("/api/watch-relief"))["last"] is None


async def test_a_watch_is_taken_over_once_however_often_it_is_sent(
    officer: httpx.AsyncClient, time: ExerciseTime
) -> None:
    id_ = id_of()
    once = plain(await taken(officer, id=id_))
    time.advance(minutes=1)
    assert plain(await taken(officer, id=id_)) == once
    assert plain(await taken(officer))["last"]["id"] != once["last"]["id"]


async def test_a_key_takes_no_watch_over(client_of: ClientOf) -> None:
    refused = await taken(client_of("ITA", "watch_officer"))
    assert (refused.status_code, codes(refused)) == (403, ["person_needed"])
    observer = await taken(client_of("ITA", "observer"))
    assert (observer.status_code, codes(observer)) == (403, ["role_missing"])


async def test_nobody_has_read_what_is_not_written_yet(officer: httpx.AsyncClient) -> None:
    number = plain(await officer.get("/api/watch-relief"))["number"]
    refused = await taken(officer, read_to=number + 1)
    assert (refused.status_code, codes(refused)) == (422, ["no_such_entry"])
