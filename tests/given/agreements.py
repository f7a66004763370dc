"""Agreements as tests send them, and the way from a draft to one in force, over HTTP."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sar import clock
from tests.clients import ClientOf
from tests.world import START, box


def term(article: str = "Art. 1", **fields: Any) -> dict[str, Any]:
    """A term; without fields it shows that assets exist."""
    return {"article": article, **(fields or {"visibility": "existence"})}


def text(*terms: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """The text of a version, valid from the start of the tests' exercise."""
    return {"valid_from": START.isoformat(), "terms": list(terms) or [term()], **fields}


def agreement(
    *terms: dict[str, Any],
    reference: str = "TEST-1",
    parties: Sequence[str] = ("ITA", "MLT"),
    **fields: Any,
) -> dict[str, Any]:
    """A new agreement's body."""
    return {
        "id": str(uuid7()),
        "reference": reference,
        "title": "Cooperation in search and rescue",
        "parties": list(parties),
        "draft": text(*terms, **fields),
    }


async def drafted(client_of: ClientOf, body: dict[str, Any]) -> str:
    """The id of an agreement that its first party has drafted."""
    client = client_of(body["parties"][0], "negotiator")
    answer = await client.post("/api/agreements", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def proposed(client_of: ClientOf, body: dict[str, Any]) -> str:
    """The id of an agreement that its first party has drafted and proposed."""
    id_ = await drafted(client_of, body)
    await act(client_of, body["parties"][0], id_, "propose")
    return id_


async def concluded(client_of: ClientOf, body: dict[str, Any]) -> str:
    """The id of an agreement that all its parties have signed."""
    id_ = await proposed(client_of, body)
    for party in body["parties"]:
        await act(client_of, party, id_, "sign", version=1)
    return id_


async def concluded_as_many(
    client_of: ClientOf, parties: Sequence[str], *, agreements: int, terms: int
) -> Counter[str]:
    """Agreements of many terms with zones, proposed and signed by all; of each the answer by its
    code, `signed` where neither proposal nor signature was refused."""
    answers: Counter[str] = Counter()
    for number in range(agreements):
        zoned = [
            term(
                f"Art. {n}",
                visibility="position",
                zone=box(10 + n % 50 / 10, 30, 20 + n % 50 / 10, 40),
                zone_name=f"Zone {n}",
            )
            for n in range(terms)
        ]
        body = agreement(*zoned, reference=f"{'-'.join(parties)}-{number}", parties=parties)
        answers[await _concluded_or_not(client_of, parties, await drafted(client_of, body))] += 1
    return answers


async def _concluded_or_not(client_of: ClientOf, parties: Sequence[str], id_: str) -> str:
    acts = [(parties[0], "propose", {}), *((party, "sign", {"version": 1}) for party in parties)]
    for party, act_, body in acts:
        client = client_of(party, "negotiator")
        answer = await client.post(f"/api/agreements/{id_}/{act_}", json=body)
        if not answer.is_success:
            return str(answer.json()["code"])
    return "signed"


async def act(
    client_of: ClientOf, party: str, id_: str, action: str, **body: Any
) -> dict[str, Any]:
    """The answer to the party's negotiator for an action that must succeed."""
    client = client_of(party, "negotiator")
    answer = await client.post(f"/api/agreements/{id_}/{action}", json=body)
    assert answer.status_code < 300, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def replaced(client_of: ClientOf, id_: str, *terms: dict[str, Any]) -> None:
    """Have all parties confirm another version of the agreement, which takes over at once: with
    these terms, or one that grants nothing."""
    by = await _parties_of(client_of, id_)
    nothing = term(liability="Each party answers for its own.")
    await act(client_of, by[0], id_, "versions", **text(*(terms or [nothing])))
    view = await act(client_of, by[0], id_, "propose")
    for party in by:
        await act(client_of, party, id_, "sign", version=view["versions"][0]["number"])


async def _parties_of(client_of: ClientOf, id_: str) -> list[str]:
    answer = await client_of("ITA", "observer").get(f"/api/agreements/{id_}")
    assert answer.status_code == 200, answer.text
    found: list[str] = answer.json()["parties"]
    return found


async def suspended_whole(db: AsyncSession, id_: str, *, by: str) -> None:
    """Suspend the agreement's version for all, as an earlier release let one party do."""
    await db.execute(
        sql(
            "UPDATE version SET state = 'suspended', suspended_at = :at, suspended_by = :by,"
            " row_version = row_version + 1 WHERE agreement_id = :id AND state = 'in_force'"
        ),
        {"id": id_, "by": by, "at": clock.now()},
    )
    await db.flush()


async def states(client_of: ClientOf, party: str, id_: str) -> dict[int, str]:
    """The state of each version that the party sees, by number."""
    answer = await client_of(party, "observer").get(f"/api/agreements/{id_}")
    assert answer.status_code == 200, answer.text
    return {version["number"]: version["state"] for version in answer.json()["versions"]}


def after_start(**span: float) -> str:
    """An instant so long after the exercise's start, as sent."""
    return (START + timedelta(**span)).isoformat()
