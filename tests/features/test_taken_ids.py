"""An id that is taken: the answer is the same whether its thing may be seen or not.

Only who knows an id of a stranger's thing can ask so; ids cannot be guessed (74 random bits).
"""

from typing import Any

import pytest

from tests.clients import ClientOf
from tests.given.assets import helicopter
from tests.given.incidents import case
from tests.given.requests import id_of, request
from tests.world import World

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("thing", ["incidents", "assets", "requests"])
async def test_a_taken_id_tells_a_stranger_no_more_than_its_own_party(
    client_of: ClientOf, world: World, thing: str
) -> None:
    bodies: dict[str, tuple[dict[str, Any], str]] = {
        "incidents": (case(), "watch_officer"),
        "assets": (helicopter(), "registrar"),
        "requests": (request(world, "MLT"), "watch_officer"),
    }
    body, maker = bodies[thing]
    made = await client_of("ITA", maker).post(f"/api/{thing}", json=body)
    assert made.status_code == 201, made.text
    again = body if thing != "requests" else request(world, "TUN", id=body["id"])
    another = {"Idempotency-Key": id_of()}
    own = await client_of("ITA", maker).post(f"/api/{thing}", json=again, headers=another)
    stranger = await client_of("GRC", maker).post(f"/api/{thing}", json=again)
    assert (stranger.status_code, stranger.json()["code"]) == (409, "already_exists")
    assert stranger.json() == own.json()
