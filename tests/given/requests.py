"""Requests, offers and deployments as tests make them over HTTP, and the whole picture's law."""

from datetime import datetime, timedelta
from typing import Any

import httpx
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sar import clock
from sar.incidents.texts.telex import unwrapped
from sar.requests.deployments import eta
from sar.requests.deployments.recording import record_expected_time, with_news
from tests.clients import ClientOf
from tests.given.assets import LAMPEDUSA, helicopter, registered
from tests.given.incidents import Plain, codes, opened, plain
from tests.world import World

__all__ = [
    "FAR_EAST",
    "Plain",
    "accepted",
    "addressee",
    "asked",
    "clearance_seen",
    "codes",
    "coverage",
    "deferred",
    "deployed",
    "embarked",
    "expected",
    "foreseen",
    "hailed",
    "id_of",
    "instant",
    "later",
    "need",
    "offer",
    "offered",
    "opened",
    "plain",
    "post",
    "quiet",
    "request",
    "request_seen",
    "rescue_on_scene",
    "ship_of_opportunity",
    "stepped",
    "text_of",
    "work_of",
    "work_seen",
    "zulu",
]

FAR_EAST = {"point": {"type": "Point", "coordinates": [12.5, 38.5]}, "error_nm": 1.0}
"""In Italy's region: Malta is not involved."""


def id_of() -> str:
    """A new id, as clients make them."""
    return str(uuid7())


def later(**span: float) -> str:
    """An instant that much after the test's present."""
    return (clock.now() + timedelta(**span)).isoformat()


def zulu(**span: float) -> str:
    """An instant that much after the test's present, as answers write it."""
    return later(**span).replace("+00:00", "Z")


def instant(text: str) -> datetime:
    """An instant that an answer holds."""
    return datetime.fromisoformat(text)


def need(**fields: Any) -> Plain:
    """A need, for one aircraft unless told."""
    return {"id": id_of(), "kinds": ["aircraft"], **fields}


def request(world: World, *to: str, incident: Plain | None = None, **fields: Any) -> Plain:
    """A request that is sent at once to the parties' centres."""
    return {
        "id": id_of(),
        "incident_id": incident and incident["id"],
        "needs": [need()],
        "to": [str(world.centres[party]) for party in to],
        "open": True,
        **fields,
    }


def quiet(party: str, **fields: Any) -> Plain:
    """The body that silences the alarms of the party's requests, for an hour unless told."""
    return {"id": id_of(), "party": party, "minutes": 60, "reason": "They send drills.", **fields}


async def post(
    client_of: ClientOf, party: str, path: str, *, role: str = "coordinator", **body: Any
) -> httpx.Response:
    """POST to `/api/{path}` as the party's coordinator unless told."""
    return await client_of(party, role).post(f"/api/{path}", json=body)


async def _made(answer: httpx.Response) -> Plain:
    assert answer.status_code < 300, answer.text
    return plain(answer)


async def asked(
    client_of: ClientOf, world: World, *to: str, party: str = "ITA", **fields: Any
) -> Plain:
    """A request as its requester sees it, made by the party's watch."""
    body = request(world, *to, **fields)
    return await _made(await client_of(party, "watch_officer").post("/api/requests", json=body))


def offer(*asset_ids: str, **fields: Any) -> Plain:
    """An offer of these assets, good for an hour."""
    return {
        "id": id_of(),
        "items": [{"asset_id": asset_id} for asset_id in asset_ids],
        "valid_until": later(hours=1),
        **fields,
    }


async def offered(
    client_of: ClientOf, party: str, where: str, *asset_ids: str, **fields: Any
) -> Plain:
    """An offer made for `requests/{id}` or `incidents/{id}`."""
    body = offer(*asset_ids, **fields)
    role = "coordinator" if fields.get("accept") else "watch_officer"
    client = client_of(party, role)
    return await _made(await client.post(f"/api/{where}/offers", json=body))


async def accepted(client_of: ClientOf, party: str, made: Plain) -> Plain:
    """The offer once the party's coordinator has accepted it."""
    return await _made(await post(client_of, party, f"offers/{made['id']}/accept"))


async def request_seen(client_of: ClientOf, request: Plain, party: str = "ITA") -> Plain:
    """The request as the party reads it."""
    return plain(await client_of(party, "observer").get(f"/api/requests/{request['id']}"))


async def work_seen(client_of: ClientOf, work: Plain, party: str = "ITA") -> Plain:
    """The work of a unit, with its steps, as the party reads it."""
    return plain(await client_of(party, "observer").get(f"/api/deployments/{work['id']}"))


async def clearance_seen(client_of: ClientOf, clearance: Plain, party: str = "MLT") -> Plain:
    """The clearance as the party reads it."""
    return plain(await client_of(party, "observer").get(f"/api/clearances/{clearance['id']}"))


async def addressee(client_of: ClientOf, request: Plain, party: str = "ITA") -> Plain:
    """The request's one addressee, as the party reads it."""
    (one,) = (await request_seen(client_of, request, party))["addressees"]
    found: Plain = one
    return found


async def coverage(client_of: ClientOf, request: Plain) -> Plain:
    """The coverage of the request's first need, as Italy reads it."""
    found: Plain = (await request_seen(client_of, request))["needs"][0]["coverage"]
    return found


async def foreseen(db: AsyncSession) -> None:
    """The expected times worked out, and the news in them told, as the worker does."""
    db.expire_all()
    now = clock.now()
    works = await eta.refresh(db, now=now)
    for work_id in await with_news(db, works, now=now):
        await record_expected_time(db, work_id, now=now)
    await db.commit()


async def expected(client_of: ClientOf, party: str, work: Plain) -> Plain:
    """The expected time of a unit at work, or of an offered item, as the party reads it."""
    answer = await client_of(party, "observer").get("/api/expected-times")
    (found,) = [one for one in plain(answer)["items"] if one["id"] == work["id"]]
    time: Plain = found
    return time


async def deployed(client_of: ClientOf, party: str, *made: Plain) -> list[Plain]:
    """The deployments that accepted offers led to, as the party sees them."""
    answer = await client_of(party, "observer").get("/api/deployments")
    assert answer.status_code == 200, answer.text
    rows: list[Plain] = answer.json()["items"]
    ids = {offer["id"] for offer in made}
    return [row for row in rows if row.get("offer_id") in ids]


async def work_of(client_of: ClientOf, request: Plain, asset: Plain, **item: Any) -> Plain:
    """The work of an asset of Malta's, offered for Italy's request and accepted by Italy."""
    items = [{"asset_id": asset["id"], **item}]
    made = await offered(client_of, "MLT", f"requests/{request['id']}", items=items)
    (work,) = await deployed(client_of, "MLT", await accepted(client_of, "ITA", made))
    return work


async def helicopter_at_work(
    client_of: ClientOf, world: World, incident: Plain, **fields: Any
) -> Plain:
    """The work of a helicopter of Malta's that Italy has asked for in its case and accepted."""
    fields.setdefault("base", {"type": "Point", "coordinates": [14.5, 35.85]})
    asset = await registered(client_of, "MLT", helicopter(**fields))
    sent = await asked(client_of, world, "MLT", incident=incident)
    return await work_of(client_of, sent, asset)


SENDS_AWAY = ("release", "stand-down", "recall")


def sent_away(body: Plain) -> Plain:
    """The body of a step that sends a unit away, as two persons say so, and why."""
    heard = {"function": "Head of operations"}
    return {"reason": "other", "note": "Called off.", "second": heard, **body}


async def stepped(
    client_of: ClientOf, party: str, deployment: Plain, *actions: str, **body: Any
) -> Plain:
    """The deployment after its steps, taken one after the other by the party's coordinator."""
    seen = deployment
    for action in actions:
        said = sent_away(body) if action in SENDS_AWAY else body
        answer = await post(client_of, party, f"deployments/{deployment['id']}/{action}", **said)
        seen = (await _made(answer))["deployment"]
    return seen


async def rescue_on_scene(client_of: ClientOf, world: World, incident: Plain) -> Plain:
    """The work of Malta's helicopter Rescue 1, of Lampedusa, on scene of Italy's case."""
    fields = {"name": "Rescue 1", "base": LAMPEDUSA}
    work = await helicopter_at_work(client_of, world, incident, **fields)
    return await stepped(client_of, "MLT", work, "depart", "arrive")


async def ship_of_opportunity(client_of: ClientOf, by: str = "ITA", **fields: Any) -> Plain:
    """A bulk carrier twelve miles south of A1, which a party has reported."""
    body = {
        "id": id_of(),
        "name": "Exercise Star",
        "type": "M4",
        "at": clock.now().isoformat(),
        "point": {"type": "Point", "coordinates": [12.7, 34.133]},
        **fields,
    }
    return await _made(await client_of(by, "watch_officer").post("/api/ships", json=body))


async def hailed(client_of: ClientOf, incident: Plain, **fields: Any) -> Plain:
    """The deployment of a bulk carrier that Italy has hailed for its incident."""
    body = {"id": id_of(), "ship_id": (await ship_of_opportunity(client_of))["id"], **fields}
    where = f"incidents/{incident['id']}/ships"
    made = await _made(await post(client_of, "ITA", where, role="watch_officer", **body))
    found: Plain = made["deployment"]
    return found


async def embarked(client_of: ClientOf, incident: Plain, **aboard: Any) -> Plain:
    """The deployment of a ship that Italy has hailed for its incident, with people aboard."""
    work = await stepped(client_of, "ITA", await hailed(client_of, incident), "proceed", "arrive")
    return await stepped(client_of, "ITA", work, "embark", **aboard)


async def deferred(db: AsyncSession, work: str) -> list[Plain]:
    """The arguments of the jobs of this name that wait, as they were deferred."""
    rows = await db.execute(
        text("SELECT args->'args' FROM procrastinate_jobs WHERE args->>'work' = :work ORDER BY id"),
        {"work": work},
    )
    return list(rows.scalars())


async def text_of(client_of: ClientOf, party: str, clearance: Plain) -> str:
    """The text of a clearance as the party sends it, in one line."""
    answer = await client_of(party, "observer").get(clearance["signal_url"])
    assert answer.status_code == 200, answer.text
    return " ".join(unwrapped(answer.text))
