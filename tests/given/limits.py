"""Limits that parties declare."""

from typing import Any

from tests.clients import ClientOf
from tests.given.incidents import plain
from tests.given.requests import id_of
from tests.world import box

Json = dict[str, Any]


def limit(area: Json | None = None, kind: str = "territorial_sea", **fields: Any) -> Json:
    """A body that declares one; a square beyond Italy's 12 nm off Lampedusa, unless told."""
    return {
        "id": id_of(),
        "kind": kind,
        "name": "Southern limit",
        "area": area or box(12.4, 35.0, 12.8, 35.25),
        "deposit": "M.Z.N. 1",
        "deposited_on": "1998-03-05",
    } | fields


async def declared(client_of: ClientOf, party: str = "ITA", **fields: Any) -> Json:
    """A limit that the party has declared."""
    answer = await client_of(party, "admin").post("/api/declared-limits", json=limit(**fields))
    assert answer.status_code == 201, answer.text
    return plain(answer)
