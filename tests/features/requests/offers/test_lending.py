"""Before own units are offered: what stays at home without them, and the terms of their work."""

import pytest

from tests.clients import ClientOf
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, pumps, registered
from tests.given.incidents import opened
from tests.given.places import point
from tests.given.requests import Plain, asked, id_of, need, offered, plain
from tests.world import World

pytestmark = pytest.mark.anyio

VALLETTA = point(14.52, 35.9)


def boat(**fields: object) -> Plain:
    """A rescue boat at Valletta."""
    base = {"id": id_of(), "name": "Melita", "type": "S1", "base_name": "Valletta"}
    return {**base, "base": VALLETTA, **fields}


async def cover(client_of: ClientOf, *lent: str, party: str = "MLT", **query: str) -> Plain:
    """Cover at home without these units, as the party's observer reads it."""
    params = {"asset_id": list(lent), **query}
    answer = await client_of(party, "observer").get("/api/home-cover", params=params)
    assert answer.status_code == 200, answer.text
    return plain(answer)


async def test_own_units_near_the_base_are_counted_before_and_after(
    client_of: ClientOf, world: World
) -> None:
    lent = await registered(client_of, "MLT", boat())
    await registered(client_of, "MLT", boat(name="Second"))
    near = helicopter(name="Rescue 1", base=VALLETTA)
    rescue = await registered(client_of, "MLT", near)
    far = helicopter(name="Far", base=point(14.5, 30.0))
    await registered(client_of, "MLT", far)
    await registered(client_of, "ITA", boat(name="Of Italy", base=VALLETTA))
    await registered(client_of, "MLT", pumps())
    found = await cover(client_of, lent["id"])
    (place,) = found["places"]
    assert (place["name"], place["asset_ids"]) == ("Valletta", [lent["id"]])
    assert place["at_least"] is False
    within = {one["minutes"]: one for one in place["within"]}
    assert within[60]["before"] == counted(vessels=2, helicopters=1)
    assert within[60]["after"] == counted(vessels=1, helicopters=1)
    assert within[120]["after"] == counted(vessels=1, helicopters=1)

    incident = await opened(client_of, "ITA")
    wanted = [need(kinds=["aircraft"])]
    request = await asked(client_of, world, "MLT", incident=incident, needs=wanted)
    found = await cover(client_of, lent["id"], rescue["id"], request_id=request["id"])
    (place,) = found["places"]
    assert place["asset_ids"] == [lent["id"], rescue["id"]]
    within = {one["minutes"]: one for one in place["within"]}
    assert within[60]["before"] == counted(vessels=2, helicopters=1, serving=1)
    assert within[60]["after"] == counted(vessels=1, serving=0)

    other = await asked(client_of, world, "MLT", incident=incident)
    await offered(client_of, "MLT", f"requests/{other['id']}", rescue["id"])
    found = await cover(client_of, lent["id"], request_id=request["id"])
    (place,) = found["places"]
    within = {one["minutes"]: one for one in place["within"]}
    assert within[60]["after"] == counted(vessels=1, helicopters=1, serving=1, offered=1)


def counted(
    vessels: int = 0,
    helicopters: int = 0,
    aeroplanes: int = 0,
    serving: int | None = None,
    offered: int = 0,
) -> Plain:
    every = vessels + helicopters + aeroplanes
    return {
        "vessels": vessels,
        "helicopters": helicopters,
        "aeroplanes": aeroplanes,
        "serving": every if serving is None else serving,
        "offered": offered,
    }


async def test_units_without_a_base_are_told_and_stores_are_not_counted(
    client_of: ClientOf,
) -> None:
    adrift = await registered(client_of, "MLT", boat(base=None, base_name=""))
    stores = await registered(client_of, "MLT", pumps())
    found = await cover(client_of, adrift["id"], stores["id"])
    assert found["places"] == []
    assert found["not_counted"] == [adrift["id"]]
    placed = await registered(client_of, "MLT", boat())
    found = await cover(client_of, placed["id"])
    assert found["without_place"] == 1


async def test_nobody_reads_what_others_have_at_home(client_of: ClientOf, world: World) -> None:
    lent = await registered(client_of, "MLT", boat())
    for query in ({"asset_id": [lent["id"]]}, {"asset_id": [id_of()]}):
        answer = await client_of("ITA", "observer").get("/api/home-cover", params=query)
        assert answer.status_code == 404
    incident = await opened(client_of, "ITA")
    request = await asked(client_of, world, "TUN", incident=incident)
    unseen = {"asset_id": [lent["id"]], "request_id": request["id"]}
    answer = await client_of("MLT", "observer").get("/api/home-cover", params=unseen)
    assert answer.status_code == 404


async def test_the_clauses_and_the_costs_by_them_are_told_before_it_is_offered(
    client_of: ClientOf, world: World
) -> None:
    shared = term("Art. 4", visibility="position", incident_awareness="full", may_request=True)
    billed = {"rule": "marginal", "currency": "EUR", "rate_per_hour": 4500, "free_hours": 8}
    body = agreement(shared, term("Art. 9", costs=billed), reference="AHEAD-1")
    await concluded(client_of, body)
    rescue = await registered(client_of, "MLT", helicopter(name="Rescue 1"))
    incident = await opened(client_of, "ITA")
    request = await asked(client_of, world, "MLT", incident=incident)
    params = {"asset_id": [rescue["id"]]}
    for path in (f"requests/{request['id']}", f"incidents/{incident['id']}"):
        answer = await client_of("MLT", "observer").get(f"/api/{path}/offer-terms", params=params)
        assert answer.status_code == 200, answer.text
        found = plain(answer)
        (terms,) = found["assets"]
        assert (found["to_party"], terms["payer"]) == ("ITA", "ITA")
        assert {one["dimension"] for one in terms["clauses"]} == {"naming", "costs"}
        assert terms["costs_clause"]["article"] == "Art. 9"
        assert (terms["free_hours"], terms["rate_per_hour"]) == ("8", "4500.00")
        assert terms["examples"] == [
            {"hours": 6, "counted_hours": 0, "owed": "nothing", "amount": None},
            {"hours": 12, "counted_hours": 4, "owed": "by_rate", "amount": "18000.00"},
            {"hours": 24, "counted_hours": 16, "owed": "by_rate", "amount": "72000.00"},
        ]
    made = await offered(client_of, "MLT", f"requests/{request['id']}", rescue["id"])
    assert made["rests_on"] == terms["clauses"]


@pytest.mark.long
async def test_without_a_clause_each_bears_its_own(client_of: ClientOf, world: World) -> None:
    rescue = await registered(client_of, "MLT", helicopter(name="Rescue 1"))
    incident = await opened(client_of, "ITA")
    request = await asked(client_of, world, "MLT", incident=incident)
    path = f"/api/requests/{request['id']}/offer-terms"
    client = client_of("MLT", "observer")
    found = plain(await client.get(path, params={"asset_id": [rescue["id"]]}))
    (terms,) = found["assets"]
    assert (terms["clauses"], terms["costs_clause"], terms["payer"]) == ([], None, None)
    assert (terms["rule"], terms["examples"]) == ("own", [])
    others = await registered(client_of, "ITA", helicopter(name="Nemo"))
    for asset_id in (others["id"], id_of()):
        answer = await client.get(path, params={"asset_id": [asset_id]})
        assert answer.status_code == 404


async def test_who_sees_a_case_coarsely_is_not_told_what_would_govern_work_there(
    client_of: ClientOf,
) -> None:
    coarse = term(incident_awareness="coarse")
    await concluded(client_of, agreement(coarse, reference="COARSE-1"))
    rescue = await registered(client_of, "MLT", helicopter(name="Rescue 1"))
    far_east = {"point": point(12.5, 38.5), "error_nm": 1.0}
    incident = await opened(client_of, "ITA", position=far_east)
    client = client_of("MLT", "observer")
    assert plain(await client.get(f"/api/incidents/{incident['id']}"))["view"] == "coarse"
    path = f"/api/incidents/{incident['id']}/offer-terms"
    answer = await client.get(path, params={"asset_id": [rescue["id"]]})
    assert answer.status_code == 404
