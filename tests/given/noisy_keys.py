"""The means of a State to make noise, over HTTP."""

from tests.clients import Clients
from tests.given.assets import helicopter, registered
from tests.given.incidents import opened
from tests.given.requests import offered
from tests.noise import NoisyKeys
from tests.world import PASSWORD, World


async def noisy_keys(clients: Clients, world: World, *, ship: str, rows: int) -> NoisyKeys:
    """The means of Tunisia; the ship is Italy's word, `rows` the length of its lists."""
    case, calm_case = await opened(clients, "TUN"), await opened(clients, "TUN", phase="alert")
    body = {
        "login": "tun.noise",
        "name": "Tun Noise",
        "password": PASSWORD,
        "centre_id": str(world.centres["TUN"]),
        "roles": ["watch_officer"],
    }
    answer = await clients("TUN", "admin").post("/api/people", json=body)
    assert answer.status_code == 201, answer.text
    unit = await registered(clients, "TUN", helicopter(name="Noise 0"))
    where = f"incidents/{case['id']}"
    accepted = await offered(clients, "TUN", where, unit["id"], accept=True)
    roles = {role: key for (party, role), key in world.keys.items() if party == "TUN"}
    return NoisyKeys(
        roles,
        case["id"],
        answer.json()["sign_in_as"],
        PASSWORD,
        rows,
        calm_case=calm_case["id"],
        offer=accepted["id"],
        desk=str(world.centres["ITA"]),
        ship=ship,
    )
