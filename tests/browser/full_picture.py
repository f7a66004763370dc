"""A picture of Italy's in which every screen and every sheet has something to show."""

from dataclasses import dataclass
from datetime import timedelta

from sar import clock
from tests.clients import Clients
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.feeds import add_feeds, feed
from tests.given.fuel_points import fuel_point
from tests.given.incidents import IN_MALTAS_REGION, case_changed, closed
from tests.given.requests import (
    accepted,
    asked,
    deployed,
    hailed,
    id_of,
    later,
    offered,
    opened,
    post,
    stepped,
)
from tests.running import Server
from tests.world import box

COSTS = {"rule": "marginal", "currency": "EUR", "rate_per_hour": 4500, "claim_days": 5}


@dataclass(frozen=True)
class Filled:
    """The ids of what has a screen of its own."""

    incident: str
    reference: str
    request: str
    agreement: str
    clearance: str
    asset: str
    closed: str


async def filled(client_of: Clients, server: Server) -> Filled:
    """Italy's case with a request to Malta and Libya, a unit of Malta's on its way, a ship hailed
    and an offer to decide; and beside it a case that is over, own units and fuel points."""
    over = await opened(client_of, "ITA", phase="uncertainty", pob={}, title="Flare off Linosa")
    await closed(client_of, over)
    treaty = await _agreed(client_of)
    await _fuel_points(client_of)
    await add_feeds(
        server.database_url,
        feed(sentences=81_204, positions=64_112, per_s=11.4, lag_s=2.0),
        feed(name="Linosa", connected_since=None, problem="Connection refused"),
    )
    own = await registered(client_of, "ITA", helicopter(name="Nemo 11", callsign="IRESC11"))
    await _own_type(client_of)
    boat = await registered(client_of, "ITA", {"id": id_of(), "name": "CP 305", "type": "S1"})
    await delivered(client_of, "ITA", boat["id"], fix(12.62, 35.48, clock.now(), speed_kn=0))
    incident = await opened(client_of, "ITA")
    searched = {"name": "A1", "area": box(12.5, 34.1, 12.9, 34.5), "assigned_to": "Nemo 11"}
    await case_changed(client_of, incident, search_areas=[searched])
    request = await asked(client_of, server.world, "MLT", "LBY", incident=incident)
    of = f"requests/{request['id']}"
    clearance = await _on_its_way(client_of, of)
    second = await registered(client_of, "MLT", helicopter(name="AS1428"))
    await offered(client_of, "MLT", of, second["id"])
    await stepped(client_of, "ITA", await hailed(client_of, incident), "proceed")
    return Filled(
        incident=incident["id"],
        reference=incident["reference"],
        request=request["id"],
        agreement=treaty,
        clearance=clearance,
        asset=own["id"],
        closed=over["id"],
    )


async def _own_type(client_of: Clients) -> None:
    """A type of Italy's own, by a code that no other picture in the database has."""
    body = {
        "code": f"R{id_of()[-6:].upper()}",
        "name": "RHIB of 9 m",
        "based_on": "S3",
        "source": {"note": "Trials of 2026"},
    }
    answer = await client_of("ITA", "registrar").post("/api/asset-types", json=body)
    assert answer.status_code == 201, answer.text


async def _agreed(client_of: Clients) -> str:
    """The id of what Italy and Malta have agreed: they show, ask, pay, and open fuel points."""
    body = agreement(
        term("Art. 4", visibility="position", incident_awareness="full", may_request=True),
        term("Art. 9", costs=COSTS),
        term("Art. 11", grantor="MLT", fuel_points=True),
        reference=f"S-{id_of()[-6:].upper()}",
    )
    return await concluded(client_of, body)


async def _fuel_points(client_of: Clients) -> None:
    own = fuel_point(hours_utc="06:00-18:00", source="AIP Italy")
    for party, body in (("ITA", own), ("MLT", fuel_point(13.6, 33.6, name="Rig Alpha"))):
        answer = await client_of(party, "registrar").post("/api/fuel-points", json=body)
        assert answer.status_code == 201, answer.text


async def _on_its_way(client_of: Clients, of: str) -> str:
    """Malta's helicopter under way, heard of six miles north of the case; the id of the clearance
    that is asked for it."""
    unit = await registered(client_of, "MLT", helicopter(name="AS1630", callsign="9HDEF"))
    items = [{"asset_id": unit["id"], "promised_at": later(minutes=40)}]
    taken = await offered(client_of, "MLT", of, items=items)
    (work,) = await deployed(client_of, "MLT", await accepted(client_of, "ITA", taken))
    await stepped(client_of, "MLT", work, "depart")
    lon, lat = IN_MALTAS_REGION
    at = clock.now() - timedelta(minutes=12)
    heard = fix(lon, lat + 0.1, at, course_deg=200, speed_kn=120)
    await delivered(client_of, "MLT", unit["id"], heard)
    enters = {"id": id_of(), "territory": "LBY", "details": "Fuel at Tripoli."}
    await post(client_of, "MLT", f"deployments/{work['id']}/clearances", **enters)
    return enters["id"]
