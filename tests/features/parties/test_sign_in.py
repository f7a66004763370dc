"""Sign-in: whose login it is, what a guess learns, and who is slowed down by guessing."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator

import httpx
import pytest
from fastapi import FastAPI
from uuid_utils.compat import uuid7

from sar.app import create_app
from sar.db import make_engine, make_sessions
from sar.parties import tokens
from sar.parties.tokens import hash_password
from sar.settings import settings
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.passwords import hashed_as_in_service
from tests.world import PASSWORD, World

pytestmark = pytest.mark.anyio

From = Callable[[str], httpx.AsyncClient]


@pytest.fixture
async def at(application: FastAPI, client_of: ClientOf) -> AsyncIterator[From]:
    """`at("192.0.2.1")`: HTTP as nobody, from that address."""
    opened: list[httpx.AsyncClient] = []

    def of(address: str) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(
            app=application, raise_app_exceptions=False, client=(address, 40_000)
        )
        opened.append(httpx.AsyncClient(transport=transport, base_url="http://test"))
        return opened[-1]

    yield of
    for client in opened:
        await client.aclose()


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Lower than an installation's, since each judgement takes its time."""
    monkeypatch.setenv("SAR_FAILED_SIGN_INS_PER_LOGIN", "3")
    monkeypatch.setenv("SAR_FAILED_SIGN_INS_PER_ADDRESS", "6")
    settings.cache_clear()
    yield
    settings.cache_clear()


async def account(client_of: ClientOf, world: World, party: str = "ITA") -> str:
    """The login of a new account, as its admin chose it."""
    login = f"w.{uuid7()}"[:40]
    body = {
        "id": str(uuid7()),
        "login": login,
        "name": "Watch desk",
        "password": PASSWORD,
        "centre_id": str(world.centres[party]),
        "roles": ["watch_officer"],
    }
    answer = await client_of(party, "admin").post("/api/people", json=body)
    assert answer.status_code == 201, answer.text
    assert answer.json()["sign_in_as"] == f"{party}/{login}"
    return login


async def sign_in(client: httpx.AsyncClient, login: str, password: str = PASSWORD) -> int:
    answer = await client.post("/api/session", json={"login": login, "password": password})
    return answer.status_code


async def test_two_parties_may_use_the_same_login_and_learn_nothing_of_it(
    client_of: ClientOf, world: World, at: From
) -> None:
    login = await account(client_of, world)
    body = {
        "id": str(uuid7()),
        "login": login,
        "name": "Another desk",
        "password": "quite-another-password",
        "centre_id": str(world.centres["MLT"]),
        "roles": ["observer"],
    }
    assert (await client_of("MLT", "admin").post("/api/people", json=body)).status_code == 201
    taken = body | {"id": str(uuid7())}
    again = await client_of("MLT", "admin").post("/api/people", json=taken)
    assert (again.status_code, again.json()["code"]) == (409, "login_taken")

    browser = at("192.0.2.10")
    assert await sign_in(browser, f"MLT/{login}", "quite-another-password") == 204
    assert (await browser.get("/api/me")).json()["party"] == "MLT"
    assert await sign_in(browser, f"ITA/{login}", "quite-another-password") == 401


@pytest.mark.parametrize("written", ["ITA/{}", "ita/{}", " ITA/{} "])
async def test_a_login_is_its_partys_code_and_the_name_however_typed(
    client_of: ClientOf, world: World, at: From, written: str
) -> None:
    login = await account(client_of, world)
    assert await sign_in(at("192.0.2.11"), written.format(login.upper())) == 204


@pytest.mark.parametrize("written", ["{}", "MLT/{}", "/{}", "ITA/", "ITA", "ITA/{}/x"])
async def test_a_login_without_its_party_is_refused_as_a_wrong_one_is(
    client_of: ClientOf, world: World, at: From, written: str
) -> None:
    login = await account(client_of, world)
    answer = await at("192.0.2.12").post(
        "/api/session", json={"login": written.format(login), "password": PASSWORD}
    )
    assert (answer.status_code, answer.json()["code"]) == (401, "wrong_login")


async def test_a_guess_costs_as_much_for_a_login_that_does_not_exist(
    client_of: ClientOf, world: World, at: From, monkeypatch: pytest.MonkeyPatch
) -> None:
    login = await account(client_of, world)
    judged: list[str] = []
    verify = tokens._passwords.verify

    def judge(password: str, kept: str) -> bool:
        judged.append(kept.rsplit("$", 2)[0])  # the way of hashing and its cost
        return verify(password, kept)

    monkeypatch.setattr(tokens._passwords, "verify", judge)
    for name in (f"ITA/{login}", f"ITA/x{login}"):
        assert await sign_in(at("192.0.2.13"), name, "not-the-password") == 401
    there, absent = judged
    assert there == absent


async def test_nobody_locks_an_officer_out_from_elsewhere(
    client_of: ClientOf, world: World, at: From, limits: None
) -> None:
    login = f"ITA/{await account(client_of, world)}"
    stranger, officer = at("198.51.100.66"), at("192.0.2.14")
    limit = settings().failed_sign_ins_per_login
    guesses = [await sign_in(stranger, login, f"guess-{n}") for n in range(limit + 2)]
    assert guesses == [401] * limit + [429, 429]
    assert await sign_in(stranger, login) == 429, "the right password neither, for a while"
    assert await sign_in(officer, login) == 204


async def test_sign_ins_that_succeed_are_not_counted_as_wrong_ones(
    client_of: ClientOf, world: World, at: From, limits: None
) -> None:
    login = f"ITA/{await account(client_of, world)}"
    browser = at("192.0.2.15")
    for _ in range(settings().failed_sign_ins_per_login + 2):
        assert await sign_in(browser, login) == 204


@pytest.mark.long
async def test_sign_ins_that_succeed_have_a_limit_of_their_own_at_each_address(
    client_of: ClientOf, world: World, at: From, limits: None
) -> None:
    """Each costs as much as a wrong one."""
    login = f"ITA/{await account(client_of, world)}"
    limit, browser = settings().sign_ins_per_login, at("192.0.2.17")
    got = [await sign_in(browser, login) for _ in range(limit + 1)]
    assert got == [204] * limit + [429]
    assert await sign_in(at("192.0.2.18"), login) == 204


@pytest.mark.parametrize(
    "address", ["198.51.100.67", "2001:db8:1:2::{}"], ids=["one address", "one network of IPv6"]
)
async def test_an_address_that_tries_many_logins_is_refused(
    at: From, limits: None, address: str
) -> None:
    limit = settings().failed_sign_ins_per_address
    got = [await sign_in(at(address.format(n)), f"ITA/nobody{n}", "x") for n in range(limit + 1)]
    assert got == [401] * limit + [429]


async def test_who_is_signed_in_is_asked_without_a_refusal(
    client_of: ClientOf, world: World, at: From
) -> None:
    login = f"ITA/{await account(client_of, world)}"
    browser = at("192.0.2.16")
    before = await browser.get("/api/session")
    assert (before.status_code, before.json()) == (200, {"signed_in": False, "me": None})
    await sign_in(browser, login)
    after = (await browser.get("/api/session")).json()
    assert after == {"signed_in": True, "me": (await browser.get("/api/me")).json() | after["me"]}
    assert after["me"]["party"] == "ITA"


@pytest.mark.long
async def test_the_loop_goes_on_while_passwords_are_judged() -> None:
    turns = 0
    with hashed_as_in_service():
        hashing = asyncio.gather(*(hash_password("a-long-enough-password") for _ in range(4)))
        while not hashing.done():
            await asyncio.sleep(0)
            turns += 1
    assert turns > 100, "on the loop it would be a handful"


@pytest.mark.long
async def test_a_sign_in_that_waits_for_its_turn_holds_no_connection(
    seeded: tuple[str, World], time: ExerciseTime
) -> None:
    app = create_app(seeded[0])
    engine = make_engine(seeded[0], pool_size=1)
    app.state.sessions = make_sessions(engine)
    names = [f"ITA/nobody{n}" for n in range(6)]
    transport = httpx.ASGITransport(app=app, client=("203.0.113.9", 1))
    browsing = httpx.AsyncClient(transport=transport, base_url="http://test")
    with hashed_as_in_service():
        async with browsing as browser:
            guesses = [asyncio.create_task(sign_in(browser, name, "x")) for name in names]
            held = []
            while not all(guess.done() for guess in guesses):
                held.append(engine.pool.status())
                await asyncio.sleep(0.01)
    assert [guess.result() for guess in guesses] == [401] * 6
    idle = [status for status in held if "Current Checked out connections: 0" in status]
    assert len(idle) > len(held) / 2, held
    await engine.dispose()
