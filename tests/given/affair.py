"""An affair of two States with one thing of each kind: what paths may name."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from uuid_utils.compat import uuid7

from sar.assets.models import HeardVessel
from sar.interop.models import ReceiverFeed
from tests.clients import ClientOf
from tests.given.agreements import agreement, concluded, replaced, term
from tests.given.assets import fix, helicopter, registered
from tests.given.distress_reports import beacon, heard
from tests.given.fuel_points import fuel_point
from tests.given.incidents import case
from tests.given.limits import limit
from tests.given.places import point
from tests.given.vessels import heard as vessel_heard
from tests.world import PASSWORD, START, World

Json = dict[str, Any]
LATER = (START + timedelta(hours=2)).isoformat()


@dataclass
class Affair:
    """The ids of its things, by the names that paths and bodies give them."""

    ids: dict[str, str] = field(default_factory=dict)

    def fill(self, value: Any) -> Any:
        """The value with every `{name}` replaced by its id."""
        match value:
            case str():
                return value.format(**self.ids) if "{" in value else value
            case dict():
                return {key: self.fill(item) for key, item in value.items()}
            case list():
                return [self.fill(item) for item in value]
            case _:
                return value


async def post(client_of: ClientOf, party: str, path: str, body: Json) -> Json:
    """The answer to a step of the affair that must succeed."""
    answer = await client_of(party, "all").post(path, json=body)
    assert answer.is_success, (path, answer.text)
    found: Json = answer.json()
    return found


async def arranged(client_of: ClientOf, world: World) -> Affair:
    """An incident of Italy's, a request to Malta, one open offer and one deployment of Malta's; a
    ship that Italy has hailed, of which it has told Libya."""
    ids = {"centre": str(world.centres["ITA"]), "malta": str(world.centres["MLT"])}
    sharing = term(visibility="position", may_request=True)
    ids["agreement"] = await concluded(client_of, agreement(sharing, reference="IM"))
    stands = await client_of("ITA", "all").get(f"/api/agreements/{ids['agreement']}")
    ids["version"] = stands.json()["versions"][0]["id"]
    past = await concluded(client_of, agreement(sharing, reference="IT", parties=("ITA", "TUN")))
    await replaced(client_of, past)
    draft = await client_of("ITA", "all").post(
        "/api/agreements", json=agreement(reference="DRAFT-1")
    )
    ids["draft"] = draft.json()["id"]
    ids["asset"] = (await registered(client_of, "ITA", helicopter()))["id"]
    for name in ("offered", "sent"):
        mine = await registered(client_of, "MLT", helicopter(name=name))
        ids[name] = mine["id"]
    ship = {
        "id": str(uuid7()),
        "name": "Alcione",
        "type": "M4",
        **fix(12.0, 40.2),
    }
    ids["ship"] = (await post(client_of, "ITA", "/api/ships", ship))["id"]
    opened = case(position={"point": point(12.0, 40.0), "error_nm": 1.0})
    ids["incident"] = (await post(client_of, "ITA", "/api/incidents", opened))["id"]
    ids["other"] = (await post(client_of, "MLT", "/api/incidents", opened | {"id": str(uuid7())}))[
        "id"
    ]
    need: Json = {"id": str(uuid7()), "kinds": ["aircraft"], "quantity": 2}
    asked = {
        "id": str(uuid7()),
        "incident_id": ids["incident"],
        "needs": [need],
        "to": [ids["malta"]],
        "open": True,
    }
    ids["request"] = (await post(client_of, "ITA", "/api/requests", asked))["id"]
    ids["need"] = need["id"]
    quiet = {"id": str(uuid7()), "party": "MLT", "minutes": 60, "reason": "A drill of theirs."}
    ids["limit"] = (await post(client_of, "ITA", "/api/declared-limits", limit()))["id"]
    ids["fuel_point"] = (await post(client_of, "ITA", "/api/fuel-points", fuel_point()))["id"]
    ids["muting"] = (await post(client_of, "ITA", "/api/mutings", quiet))["id"]
    where = f"/api/incidents/{ids['other']}/links"
    proposed = await post(client_of, "MLT", where, {"other_id": ids["incident"]})
    ids["link"] = proposed["links"][0]["id"]
    for name, key in (("offered", "offer"), ("sent", "accepted")):
        offer = {
            "id": str(uuid7()),
            "items": [{"asset_id": ids[name], "need_id": need["id"]}],
            "valid_until": LATER,
        }
        path = f"/api/requests/{ids['request']}/offers"
        ids[key] = (await post(client_of, "MLT", path, offer))["id"]
    await post(client_of, "ITA", f"/api/offers/{ids['accepted']}/accept", {})
    deployments = (await client_of("MLT", "all").get("/api/deployments")).json()["items"]
    ids["deployment"] = deployments[0]["id"]
    enters = {"id": str(uuid7()), "territory": "ITA"}
    where = f"/api/deployments/{ids['deployment']}/clearances"
    ids["clearance"] = (await post(client_of, "MLT", where, enters))["id"]
    hailed = await post(
        client_of, "ITA", "/api/ships", ship | {"id": str(uuid7()), "name": "Hailed ship"}
    )
    hail = {"id": str(uuid7()), "ship_id": hailed["id"]}
    where = f"/api/incidents/{ids['incident']}/ships"
    ids["hail"] = (await post(client_of, "ITA", where, hail))["deployment"]["id"]
    told = {"id": str(uuid7()), "territory": "LBY"}
    where = f"/api/deployments/{ids['hail']}/clearances"
    ids["told"] = (await post(client_of, "ITA", where, told))["id"]
    for name, path, body in (
        ("person", "/api/people", {"login": "x.y", "name": "X", "password": PASSWORD}),
        ("key", "/api/keys", {"label": "x"}),
    ):
        made = {"id": str(uuid7()), "centre_id": ids["centre"], "roles": ["observer"]} | body
        ids[name] = (await post(client_of, "ITA", path, made))["id"]
    return Affair(ids)


async def heard_things(db: AsyncSession) -> dict[str, str]:
    """The ids of a transmitter in distress and of a vessel of no register, which Italy's receivers
    have heard, and of a mailbox of Italy's."""
    report = await heard(db, "ITA", beacon(START))
    await vessel_heard(db, "247320160", 12.0, 40.3)
    address = "mail+imaps://mail.example.int/reports?from=@navy.example.int"
    mailbox = ReceiverFeed(party_code="ITA", name="Mail", address=address, created_at=START)
    db.add(mailbox)
    await db.commit()
    vessel = await db.scalar(select(col(HeardVessel.id)))
    return {"report": str(report.id), "vessel": str(vessel), "mailbox": str(mailbox.id)}
