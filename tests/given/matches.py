"""Match questions as tests ask them over HTTP."""

from typing import Any

from tests.clients import ClientOf
from tests.given.incidents import Plain, plain


async def matches(client_of: ClientOf, party: str = "ITA", **body: Any) -> Plain:
    """The answer to a question of the party's watch."""
    answer = await client_of(party, "watch_officer").post("/api/matches", json=body)
    assert answer.status_code == 200, answer.text
    return plain(answer)


def named(found: Plain) -> dict[str, Any]:
    """The candidates of an answer by their names."""
    return {one["name"]: one for one in found["items"]}


async def weighed(client_of: ClientOf, request: Plain, asset: Plain) -> Plain:
    """The asset as Italy finds it in the match list of a request."""
    answer = await client_of("ITA", "observer").get(f"/api/requests/{request['id']}/matches")
    (one,) = [item for item in plain(answer)["items"] if item["asset_id"] == asset["id"]]
    assert isinstance(one, dict)
    return one
