"""An aircraft that takes fuel on the way is expected when matching says, also awaited alone."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.clients import ClientOf
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.incidents import opened
from tests.given.matches import weighed
from tests.given.places import point
from tests.given.requests import (
    Plain,
    accepted,
    asked,
    deployed,
    expected,
    foreseen,
    instant,
    later,
    need,
    offered,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio

FAR = point(14.0, 32.8)
"""About 176 nm from Lampedusa: farther than the helicopter's radius of 150."""
ON_THE_WAY = point(13.6, 33.6)
BOTH = ("MLT", "GRC")


def minutes_of(time: Plain) -> float:
    """The minutes from now until it is expected."""
    return (instant(time["at"]) - instant(later())).total_seconds() / 60.0


@pytest.mark.parametrize(
    ("owner", "kind", "flown", "based"),
    [
        ("MLT", "aircraft", "H1", "H1"),
        ("GRC", "aircraft", "H1", "H1"),
        ("MLT", "uncrewed", "U3", "F5"),
    ],
)
async def test_it_lands_at_a_base_of_its_party_or_of_one_that_opens_it(
    client_of: ClientOf,
    db: AsyncSession,
    world: World,
    owner: str,
    kind: str,
    flown: str,
    based: str,
) -> None:
    shows = [term(f"Art. {n}", grantor=one, visibility="position") for n, one in enumerate(BOTH, 1)]
    opens = term("Art. 3", grantor="GRC", grantees=["MLT"], fuel_points=True)
    await concluded(client_of, agreement(*shows, opens, reference="ALL", parties=("ITA", *BOTH)))
    rescue = await registered(client_of, "MLT", helicopter(type=flown))
    there = {"base": ON_THE_WAY, "base_name": "Rig", "base_shared": True}
    await registered(client_of, owner, helicopter(name="Based there", type=based, **there))
    case = await opened(client_of, "ITA", position={"point": FAR, "error_nm": 1.0})
    request = await asked(
        client_of, world, "MLT", incident=case, needs=[need(kinds=[kind], by_at=later(hours=12))]
    )
    one = await weighed(client_of, request, rescue)
    assert {stop["party"] or "MLT" for stop in one["fuel_stops"]} == {owner}
    made = await offered(client_of, "MLT", f"requests/{request['id']}", rescue["id"])
    await foreseen(db)
    for party in ("ITA", "MLT"):
        time = await expected(client_of, party, made["items"][0])
        assert minutes_of(time) == pytest.approx(one["band_minutes"]["p50"], abs=0.1)
    async with lawful(db):
        await accepted(client_of, "ITA", made)
    async with lawful(db):
        await foreseen(db)
    (work,) = await deployed(client_of, "ITA", made)
    time = await expected(client_of, "ITA", work)
    assert minutes_of(time) == pytest.approx(one["band_minutes"]["p50"], abs=0.1)
