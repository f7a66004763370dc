"""Noise that one State, or somebody unknown, makes beside a quiet one: each kind is one request,
sent over and over by several at once from a process of its own."""

import asyncio
import itertools
import random
import ssl
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from typing import Any, Final

import httpx
from uuid_utils.compat import uuid7

from tests.given.agreements import agreement, term
from tests.world import START, box

TIRED_S: Final = 300.0
"""No noise lasts longer."""


@dataclass(frozen=True)
class NoisyKeys:
    """The means of the noisy State: keys by role, a case that it leads, an account's login and
    password, and the rows of its lists of assets; a case below distress, an offer that is accepted
    already, the quiet State's centre, and a ship that this has reported."""

    roles: Mapping[str, str]
    case: str
    login: str
    password: str
    rows: int = 10_001
    calm_case: str = ""
    offer: str = ""
    desk: str = ""
    ship: str = ""


@dataclass
class Told:
    """The answers to noise by status, or by the fault where there was none; known at its end."""

    answers: Counter[int | str] = field(default_factory=Counter)

    def check(self, name: str) -> None:
        """AssertionError where the noise of that name was told what it may not be."""
        if untrue := self.answers.keys() - NOISES[name].told:
            raise AssertionError(f"{name} was told {untrue}: {self}")

    def __str__(self) -> str:
        return ", ".join(f"{count} × {status}" for status, count in self.answers.items())


@dataclass(frozen=True)
class Noise:
    """One kind: its request, how many are under way at any time, and what it may be told."""

    send: Callable[[httpx.AsyncClient, NoisyKeys], Awaitable[int]]
    at_once: int
    told: frozenset[int]


@contextmanager
def made(base_url: str, keys: NoisyKeys, name: str, *, at_least: int = 0) -> Iterator[Told]:
    """Noise for as long as this is entered, and until it was answered so often."""
    context = get_context("spawn")
    over, answers = context.Event(), context.SimpleQueue()
    making = context.Process(target=_make, args=(base_url, keys, name, at_least, over, answers))
    told = Told()
    making.start()
    try:
        answers.get()  # it has begun
        yield told
        over.set()
        told.answers = answers.get()
    finally:
        over.set()
        making.join()


def _make(
    base_url: str, keys: NoisyKeys, name: str, at_least: int, over: Event, answers: Any
) -> None:
    answers.put("begun")
    answers.put(asyncio.run(_go_on(base_url, keys, NOISES[name], at_least, over)))


async def _go_on(
    base_url: str, keys: NoisyKeys, noise: Noise, at_least: int, over: Event
) -> Counter[int | str]:
    answers: Counter[int | str] = Counter()
    ends_at = time.monotonic() + TIRED_S
    tls = ssl.create_default_context()

    async def one() -> None:
        """A client of its own: one that all share takes half a core to share its connections."""
        limits = httpx.Limits(max_connections=1)
        async with httpx.AsyncClient(
            base_url=base_url, timeout=60, limits=limits, trust_env=False, verify=tls
        ) as http:
            await go_on(http)

    async def go_on(http: httpx.AsyncClient) -> None:
        while time.monotonic() < ends_at and not (over.is_set() and answers.total() >= at_least):
            status: int | str
            try:
                status = await noise.send(http, keys)
            except httpx.HTTPError as error:
                status = type(error).__name__
            answers[status] += 1
            if status in (429, 503):
                await asyncio.sleep(0.1)

    await asyncio.gather(*(one() for _ in range(noise.at_once)))
    return answers


BODY: Final = ("{" + ",".join(f'"k{n}":0' for n in range(80_000)) + "}").encode()
JSON: Final = {"Content-Type": "application/json"}
CSV: Final = {"Content-Type": "text/csv"}
DRAFTED: Final = 200
"""The clauses of one draft."""
_numbers = itertools.count()


def _bearer(keys: NoisyKeys, role: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {keys.roles[role]}"}


async def _anonymous_bodies(http: httpx.AsyncClient, _keys: NoisyKeys) -> int:
    return (await http.post("/api/session", content=BODY, headers=JSON)).status_code


async def _held_connections(http: httpx.AsyncClient, keys: NoisyKeys) -> int:
    """All write to one row: each waits for the others."""
    answer = await http.post(
        f"/api/incidents/{keys.case}/log",
        json={"id": str(uuid7()), "text": "Noise."},
        headers=_bearer(keys, "coordinator"),
    )
    return answer.status_code


async def _questions(http: httpx.AsyncClient, keys: NoisyKeys) -> int:
    """Each about a new place, of which no way by water is known."""
    place = [random.uniform(17.0, 20.0), random.uniform(33.5, 37.0)]
    body = {
        "place": {"type": "Point", "coordinates": place},
        "situation": "maritime",
        "need": {"what": "Take people off", "unit": "persons", "quantity": 50},
    }
    headers = _bearer(keys, "watch_officer")
    return (await http.post("/api/matches", json=body, headers=headers)).status_code


async def _unfit_questions(http: httpx.AsyncClient, keys: NoisyKeys) -> int:
    """Each about what none of the units is."""
    body = {
        "place": {"type": "Point", "coordinates": [18.0, 35.0]},
        "situation": "maritime",
        "need": {"what": "Pump her out", "kinds": ["equipment"], "quantity": 50},
    }
    headers = _bearer(keys, "watch_officer")
    return (await http.post("/api/matches", json=body, headers=headers)).status_code


async def _accepts(http: httpx.AsyncClient, keys: NoisyKeys) -> int:
    """Repeats an accept: it is accepted already."""
    headers = _bearer(keys, "coordinator")
    answer = await http.post(f"/api/offers/{keys.offer}/accept", json={}, headers=headers)
    return answer.status_code


async def _requests(http: httpx.AsyncClient, keys: NoisyKeys) -> int:
    """Below distress, all to the quiet State's desk."""
    body = {
        "id": str(uuid7()),
        "incident_id": keys.calm_case,
        "needs": [{"id": str(uuid7()), "kinds": ["aircraft"]}],
        "to": [keys.desk],
        "open": True,
    }
    headers = _bearer(keys, "watch_officer")
    return (await http.post("/api/requests", json=body, headers=headers)).status_code


async def _ship_fixes(http: httpx.AsyncClient, keys: NoisyKeys) -> int:
    """Far from where the ship is by the word of who reported her."""
    ago = timedelta(microseconds=random.randrange(60_000_000))
    fix = {"at": (START - ago).isoformat(), "point": {"type": "Point", "coordinates": [12.7, -8.0]}}
    headers = _bearer(keys, "feed")
    answer = await http.post(f"/api/ships/{keys.ship}/fixes", json=fix, headers=headers)
    return answer.status_code


async def _doubts(http: httpx.AsyncClient, keys: NoisyKeys) -> int:
    headers = _bearer(keys, "watch_officer")
    body = {"reason": "No echo there."}
    return (
        await http.post(f"/api/ships/{keys.ship}/doubt", json=body, headers=headers)
    ).status_code


async def _drafts(http: httpx.AsyncClient, keys: NoisyKeys) -> int:
    """Of agreements as long as may be, which nobody proposes."""
    clauses = [
        term(f"Art. {n}", visibility="position", zone=box(10, 30, 20, 40), zone_name=f"Zone {n}")
        for n in range(DRAFTED)
    ]
    reference = f"DRAFT-{uuid7().hex[-20:].upper()}"
    body = agreement(*clauses, parties=("TUN", "GRC"), reference=reference)
    headers = _bearer(keys, "negotiator")
    return (await http.post("/api/agreements", json=body, headers=headers)).status_code


async def _imports(http: httpx.AsyncClient, keys: NoisyKeys) -> int:
    number = next(_numbers)
    rows = (f"Unit {number} {n},S7,36.0,{10 + n % 90 / 10}" for n in range(keys.rows))
    content = "name,type,base_lat,base_lon\n" + "\n".join(rows) + "\n"
    headers = _bearer(keys, "registrar") | CSV
    answer = await http.post("/api/assets/import", content=content, headers=headers)
    return answer.status_code


async def _sign_in(http: httpx.AsyncClient, login: str, password: str) -> int:
    body = {"login": login, "password": password}
    return (await http.post("/api/session", json=body)).status_code


async def _wrong_sign_ins(http: httpx.AsyncClient, keys: NoisyKeys) -> int:
    return await _sign_in(http, keys.login, "a wrong password, long")


async def _right_sign_ins(http: httpx.AsyncClient, keys: NoisyKeys) -> int:
    return await _sign_in(http, keys.login, keys.password)


async def _openapi(http: httpx.AsyncClient, _keys: NoisyKeys) -> int:
    return (await http.get("/api/openapi.json")).status_code


async def _bad_bearers(http: httpx.AsyncClient, _keys: NoisyKeys) -> int:
    headers = {"Authorization": f"Bearer sar_{uuid7()}"}
    return (await http.get("/api/me", headers=headers)).status_code


async def _long_addresses(http: httpx.AsyncClient, _keys: NoisyKeys) -> int:
    return (await http.get("/" + "a" * 5_000)).status_code


async def _read(http: httpx.AsyncClient, keys: NoisyKeys, address: str) -> int:
    return (await http.get(address, headers=_bearer(keys, "observer"))).status_code


async def _lists(http: httpx.AsyncClient, keys: NoisyKeys) -> int:
    """Long ones, which are all that the key reads."""
    kind = random.choice(("agreements", "incidents", "assets", "requests"))
    return await _read(http, keys, f"/api/{kind}?limit=500")


async def _snapshot(http: httpx.AsyncClient, keys: NoisyKeys) -> int:
    return await _read(http, keys, "/api/snapshot")


async def _record(http: httpx.AsyncClient, keys: NoisyKeys) -> int:
    return await _read(http, keys, "/api/record?limit=500")


ITEMS: Final = ('{"terms":[' + ",".join(['{"a":0}'] * 29_900) + "]}").encode()


async def _signed_in_bodies(http: httpx.AsyncClient, keys: NoisyKeys) -> int:
    """Large ones of keys that may not send them, and of one that may."""
    role = random.choice(("observer", "coordinator", "negotiator"))
    headers = _bearer(keys, role) | JSON
    return (await http.post("/api/agreements", content=ITEMS, headers=headers)).status_code


NOISES: Final[Mapping[str, Noise]] = {
    "anonymous_bodies": Noise(_anonymous_bodies, 20, frozenset({413, 429})),
    "held_connections": Noise(_held_connections, 150, frozenset({201, 429})),
    "questions": Noise(_questions, 70, frozenset({200, 429, 503})),
    "unfit_questions": Noise(_unfit_questions, 70, frozenset({200, 429, 503})),
    "accepts": Noise(_accepts, 150, frozenset({409, 429})),
    "requests": Noise(_requests, 20, frozenset({201, 429})),
    "ship_fixes": Noise(_ship_fixes, 150, frozenset({200, 429})),
    "doubts": Noise(_doubts, 20, frozenset({200, 429})),
    "drafts": Noise(_drafts, 60, frozenset({201, 409, 429})),
    "imports": Noise(_imports, 24, frozenset({201, 429})),
    "wrong_sign_ins": Noise(_wrong_sign_ins, 30, frozenset({401, 429})),
    "right_sign_ins": Noise(_right_sign_ins, 30, frozenset({204, 429})),
    "openapi": Noise(_openapi, 20, frozenset({200, 429})),
    "bad_bearers": Noise(_bad_bearers, 20, frozenset({401, 429})),
    "lists": Noise(_lists, 40, frozenset({200, 429})),
    "snapshot": Noise(_snapshot, 60, frozenset({200, 429})),
    "record": Noise(_record, 40, frozenset({200, 429})),
    "signed_in_bodies": Noise(_signed_in_bodies, 40, frozenset({403, 422, 429})),
    "long_addresses": Noise(_long_addresses, 20, frozenset({200, 429})),
}
