"""Good keys and sessions are known before their first request, and never count as strangers'."""

from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sar import clock
from sar.app import create_app
from sar.errors import SlowDown
from sar.parties.admission import Admission
from sar.parties.identifying import cookie_name
from sar.parties.known_callers import KnownCallers
from sar.parties.tokens import hash_of
from sar.settings import settings
from tests.clients import ClientOf
from tests.connections import asks
from tests.receivers import until
from tests.world import PASSWORD, World

pytestmark = pytest.mark.anyio

ADDRESS = "192.0.2.61"


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SAR_STRANGER_REQUESTS_PER_MINUTE", "3")
    settings.cache_clear()
    yield
    settings.cache_clear()


async def test_who_is_good_is_served_where_a_neighbour_has_filled_the_address(
    world: World, db: AsyncSession, few: None
) -> None:
    """In a process that has just begun."""
    admission = Admission(40)
    await admission.known.learn(db)
    for n in range(3):
        await admission.admit(asks(ADDRESS, key=f"sar_wrong_{n}"))
    with pytest.raises(SlowDown):
        await admission.admit(asks(ADDRESS, key="sar_wrong"))
    for (party, _), key in world.keys.items():
        assert not (await admission.admit(asks(ADDRESS, key=key))).stranger, party


async def made_key(client_of: ClientOf, world: World) -> tuple[str, str]:
    body = {"id": str(uuid7()), "label": "new", "roles": ["observer"]}
    made = await client_of("ITA", "admin").post(
        "/api/keys", json=body | {"centre_id": str(world.centres["ITA"])}
    )
    assert made.status_code == 201, made.text
    return made.json()["id"], made.json()["key"]


async def token_of_session(
    client_of: ClientOf, anonymous: httpx.AsyncClient, world: World, *, login: str = ""
) -> str:
    """The token of a session that has just begun, of an account of its own or of that login."""
    body = {
        "id": str(uuid7()),
        "login": login or f"w.{uuid7()}"[:40],
        "name": "Watch desk",
        "password": PASSWORD,
        "centre_id": str(world.centres["ITA"]),
        "roles": ["watch_officer"],
    }
    made = await client_of("ITA", "admin").post("/api/people", json=body)
    assert made.status_code == 201 or login, made.text
    who = {"login": f"ITA/{body['login']}", "password": PASSWORD}
    assert (await anonymous.post("/api/session", json=who)).status_code == 204
    token = anonymous.cookies[cookie_name()]
    anonymous.cookies.clear()
    return token


@pytest.mark.long
async def test_what_another_process_made_since_is_learnt_and_what_ended_is_not(
    client_of: ClientOf, anonymous: httpx.AsyncClient, world: World, db: AsyncSession
) -> None:
    admission = Admission(40)
    await admission.known.learn(db)
    key_id, key = await made_key(client_of, world)
    session, ended = [await token_of_session(client_of, anonymous, world) for _ in range(2)]
    gone = text("UPDATE sign_in SET ended_at = :now WHERE token_hash = :hash")
    await db.execute(gone, {"now": clock.real_now(), "hash": hash_of(ended)})
    assert [admission.known.get(hash_of(one)) for one in (key, session, ended)] == [None] * 3
    await admission.known.learn(db)
    of_key, of_session = (admission.known.get(hash_of(one)) for one in (key, session))
    assert of_key is not None
    assert (of_key.party, of_key.identity) == ("ITA", key_id)
    assert of_session is not None
    assert of_session.party == "ITA"
    assert admission.known.get(hash_of(ended)) is None
    revoked = await client_of("ITA", "admin").delete(f"/api/keys/{key_id}")
    assert revoked.status_code == 204, revoked.text
    await db.execute(gone, {"now": clock.real_now(), "hash": hash_of(session)})
    await admission.known.learn(db)
    assert [admission.known.get(hash_of(one)) for one in (key, session)] == [None] * 2


async def test_a_session_is_known_until_it_lapses(
    client_of: ClientOf, anonymous: httpx.AsyncClient, world: World, db: AsyncSession
) -> None:
    admission = Admission(40)
    session = await token_of_session(client_of, anonymous, world)
    await admission.known.learn(db)
    assert admission.known.get(hash_of(session))
    lapsed = text("UPDATE sign_in SET expires_at = :now WHERE token_hash = :hash")
    await db.execute(lapsed, {"now": clock.real_now(), "hash": hash_of(session)})
    await admission.known.learn(db)
    assert admission.known.get(hash_of(session)) is None


async def test_no_account_has_all_the_room(
    client_of: ClientOf,
    anonymous: httpx.AsyncClient,
    world: World,
    db: AsyncSession,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sar.parties.known_callers._OF_PERSON", 2)
    other = await token_of_session(client_of, anonymous, world)
    login = f"w.{uuid7()}"[:40]
    many = [await token_of_session(client_of, anonymous, world, login=login) for _ in range(4)]
    admission = Admission(40)
    await admission.known.learn(db)
    assert admission.known.get(hash_of(other))
    known = [admission.known.get(hash_of(one)) is not None for one in many]
    assert known == [False, False, True, True]


async def test_a_process_that_serves_goes_on_learning(
    application: FastAPI,
    client_of: ClientOf,
    world: World,
    db: AsyncSession,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also after the database was away for once."""
    monkeypatch.setattr("sar.parties.known_callers._EVERY_S", 0.01)
    known, away = KnownCallers(), 3

    def sessions() -> AbstractAsyncContextManager[AsyncSession]:
        nonlocal away
        away -= 1
        if away in (0, 1):
            raise ConnectionRefusedError
        opened: AbstractAsyncContextManager[AsyncSession] = application.state.sessions()
        return opened

    _, key = await made_key(client_of, world)
    async with known.learning(sessions):
        assert known.get(hash_of(world.keys["ITA", "observer"]))
        known.forget(hash_of(key))
        await until(lambda: known.get(hash_of(key)))
    assert away < 0


async def test_the_application_has_learnt_before_it_serves(seeded: tuple[str, World]) -> None:
    url, world = seeded
    app = create_app(url, pool_size=2)
    async with app.router.lifespan_context(app):
        assert app.state.admission.known.get(hash_of(world.keys["MLT", "observer"]))
    clock.use(None)
