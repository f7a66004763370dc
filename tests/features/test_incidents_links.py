"""Who reads of a link between two cases, and who reads why a party is involved."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.agreements import agreement, concluded, term
from tests.incidents import (
    ClientOf,
    Law,
    Plain,
    act,
    entries,
    opened,
    plain,
)
from tests.world import World

pytestmark = pytest.mark.anyio


async def proposed(
    client_of: ClientOf,
    world: World,
    incident: Plain,
    *,
    by: str,
    to: str,
    office: str = "smc",
) -> None:
    """Have a party involved by asking it to coordinate, and no more."""
    answer = await act(
        client_of,
        by,
        "coordinator",
        f"{incident['id']}/coordination",
        to_centre_id=str(world.centres[to]),
        office=office,
    )
    assert answer.status_code == 201, answer.text


async def linked(client_of: ClientOf, ours: Plain, theirs: Plain) -> None:
    """Italy says that its case and Malta's are of one event."""
    answer = await act(
        client_of, "ITA", "watch_officer", f"{ours['id']}/link", other_id=theirs["id"]
    )
    assert answer.status_code == 200, answer.text


async def links(client_of: ClientOf, party: str, incident: Plain) -> list[str]:
    """The references of the links that the party reads on the case."""
    seen = await client_of(party, "observer").get(f"/api/incidents/{incident['id']}")
    return [link["reference"] for link in plain(seen)["links"]]


@pytest.fixture
async def ours(client_of: ClientOf, world: World) -> Plain:
    """Italy's case, in which Tunisia is involved."""
    incident = await opened(client_of, position=None)
    await proposed(client_of, world, incident, by="ITA", to="TUN")
    return incident


@pytest.fixture
async def theirs(client_of: ClientOf, world: World) -> Plain:
    """Malta's case, in which Italy is involved and Tunisia is not."""
    incident = await opened(client_of, "MLT", position=None, pob={"max": 0})
    await proposed(client_of, world, incident, by="MLT", to="ITA")
    return incident


async def coarsely(client_of: ClientOf, level: str = "coarse") -> str:
    """Malta lets Tunisia know of its cases."""
    shared = term(incident_awareness=level, grantor="MLT", grantees=["TUN"])
    return await concluded(client_of, agreement(shared, reference="MT", parties=("MLT", "TUN")))


async def test_a_link_names_the_other_case_only_to_those_who_see_it(
    client_of: ClientOf, db: AsyncSession, ours: Plain, theirs: Plain
) -> None:
    law = Law(db)
    await law.begin()
    await linked(client_of, ours, theirs)
    await law.holds()
    assert await links(client_of, "ITA", ours) == [theirs["reference"]]
    assert await links(client_of, "TUN", ours) == []
    told = await entries(db, "TUN")
    assert "IncidentLinked" not in [entry["type"] for entry in told]
    assert theirs["reference"] not in str(told)
    assert theirs["id"] not in str(told)


@pytest.mark.parametrize("level", ["coarse", "full"])
async def test_who_sees_both_cases_reads_the_link(
    client_of: ClientOf, db: AsyncSession, ours: Plain, theirs: Plain, level: str
) -> None:
    await coarsely(client_of, level)
    law = Law(db)
    await law.begin()
    await linked(client_of, ours, theirs)
    await law.holds()
    assert await links(client_of, "TUN", ours) == [theirs["reference"]]
    assert (await entries(db, "TUN"))[-1]["type"] == "IncidentLinked"


async def test_the_link_shows_once_the_other_case_does(
    client_of: ClientOf, world: World, db: AsyncSession, ours: Plain, theirs: Plain
) -> None:
    await linked(client_of, ours, theirs)
    law = Law(db)
    await law.begin()
    await proposed(client_of, world, theirs, by="MLT", to="TUN", office="aco")
    await law.holds()
    assert await links(client_of, "TUN", ours) == [theirs["reference"]]


async def test_the_link_goes_with_the_sight_of_the_other_case(
    client_of: ClientOf, db: AsyncSession, ours: Plain, theirs: Plain
) -> None:
    await coarsely(client_of)
    await linked(client_of, ours, theirs)
    law = Law(db)
    await law.begin()
    where = f"{theirs['id']}/close"
    answer = await act(client_of, "MLT", "coordinator", where, reason="False alert.")
    assert plain(answer)["state"] == "closed", answer.text
    await law.holds()
    assert await links(client_of, "TUN", ours) == []
    assert await links(client_of, "ITA", ours) == [theirs["reference"]]


async def test_why_a_party_is_involved_is_for_the_lead_and_itself(
    client_of: ClientOf, db: AsyncSession, world: World
) -> None:
    incident = await opened(client_of, position=None)
    law = Law(db)
    await law.begin()
    await proposed(client_of, world, incident, by="ITA", to="TUN")
    await law.holds()
    shared = term(incident_awareness="full")
    await concluded(client_of, agreement(shared, reference="IG", parties=("ITA", "GRC")))
    opener, asked = ["opened", "leads"], ["asked_to_coordinate"]
    for party, whys in {
        "ITA": {"ITA": opener, "TUN": asked},
        "TUN": {"ITA": None, "TUN": asked},
        "GRC": {"ITA": None, "TUN": None},
    }.items():
        client = client_of(party, "observer")
        rows = (await client.get(f"/api/incidents/{incident['id']}/involved")).json()
        assert {row["party"]: row["why"] for row in rows} == whys, party
        assert plain(await client.get(f"/api/incidents/{incident['id']}"))["involved"] == rows
