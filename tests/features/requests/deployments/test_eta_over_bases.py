"""An aircraft that takes fuel on the way is expected when matching says, also awaited alone."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.fuel_points import fuel_point
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
    stepped,
    work_of,
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


async def asked_far_off(
    client_of: ClientOf, world: World, owner: str, kind: str, types: tuple[str, str]
) -> tuple[Plain, Plain]:
    """An aircraft of Malta's, and Italy's request for what lies too far for it at one go: the owner
    has a base on the way, with aircraft of the second type, that is open to it."""
    shows = [term(f"Art. {n}", grantor=one, visibility="position") for n, one in enumerate(BOTH, 1)]
    opens = term("Art. 3", grantor="GRC", grantees=["MLT"], fuel_points=True)
    await concluded(client_of, agreement(*shows, opens, reference="ALL", parties=("ITA", *BOTH)))
    flown, based = types
    rescue = await registered(client_of, "MLT", helicopter(type=flown))
    there = {"base": ON_THE_WAY, "base_name": "Rig", "base_shared": True}
    await registered(client_of, owner, helicopter(name="Based there", type=based, **there))
    case = await opened(client_of, "ITA", position={"point": FAR, "error_nm": 1.0})
    request = await asked(
        client_of, world, "MLT", incident=case, needs=[need(kinds=[kind], by_at=later(hours=12))]
    )
    return rescue, request


@pytest.mark.long
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
    rescue, request = await asked_far_off(client_of, world, owner, kind, (flown, based))
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
    told = [
        {key: value for key, value in stop.items() if key != "opened_by"}
        for stop in one["fuel_stops"]
    ]
    assert time["fuel_stops"] == told
    assert told[0]["from_at"] is not None


async def test_under_way_it_takes_fuel_there_still_however_near_it_comes(
    client_of: ClientOf, db: AsyncSession, world: World, time: ExerciseTime
) -> None:
    rescue, request = await asked_far_off(client_of, world, "GRC", "aircraft", ("H1", "H1"))
    work = await work_of(client_of, request, rescue)
    await foreseen(db)
    await stepped(client_of, "MLT", work, "depart")

    async def told(minutes: float, lon: float, lat: float) -> tuple[Plain, float]:
        """Its time after so many minutes at a place, and how long until then."""
        at = time.advance(minutes=minutes)
        await delivered(client_of, "MLT", rescue["id"], fix(lon, lat, at))
        async with lawful(db):
            await foreseen(db)
        found = await expected(client_of, "ITA", work)
        return found, (instant(found["at"]) - at).total_seconds() / 60.0

    def on_the_way(found: Plain) -> list[str]:
        return [stop["from_at"] for stop in found["fuel_stops"] if not stop["after_work"]]

    await told(30.0, 13.2, 34.4)
    case = {"id": request["incident_id"]}
    await asked(client_of, world, "GRC", incident=case, needs=[need()])
    near, near_minutes = await told(15.0, 13.4, 33.9)
    assert 20.0 + 52.0 / 145.0 * 60.0 < near_minutes < 40.0 + 72.0 / 145.0 * 60.0
    (lands,) = on_the_way(near)
    assert instant(lands) > time.now
    first, first_minutes = await told(10.0, 13.6, 33.6)
    assert on_the_way(first) == [f"{time.now:%Y-%m-%dT%H:%M:%SZ}"]
    there, there_minutes = await told(20.0, 13.6, 33.6)
    assert on_the_way(there) == on_the_way(first), "it landed then"
    assert there_minutes == pytest.approx(first_minutes - 20.0, abs=1.5)
    gone, gone_minutes = await told(15.0, 13.7, 33.5)
    assert on_the_way(gone) == []
    assert gone_minutes == pytest.approx(45.0 / 145.0 * 60.0, abs=3.0)
    third = await expected(client_of, "GRC", work)
    assert (third["at"], third["fuel_stops"]) == (gone["at"], [])
    others = await expected(client_of, "MLT", work)
    assert others["fuel_stops"] == gone["fuel_stops"]


async def test_of_a_fuel_point_that_the_lead_does_not_see_it_is_told_the_time_alone(
    client_of: ClientOf, db: AsyncSession, world: World
) -> None:
    shows = term("Art. 1", grantor="MLT", visibility="position")
    await concluded(client_of, agreement(shows, reference="ALL", parties=("ITA", "MLT")))
    opens = term("Art. 3", grantor="GRC", grantees=["MLT"], fuel_points=True)
    await concluded(client_of, agreement(opens, reference="FUEL", parties=("MLT", "GRC")))
    rig = fuel_point(13.6, 33.6) | {"name": "Rig"}
    answer = await client_of("GRC", "registrar").post("/api/fuel-points", json=rig)
    assert answer.status_code == 201, answer.text
    rescue = await registered(client_of, "MLT", helicopter())
    case = await opened(client_of, "ITA", position={"point": FAR, "error_nm": 1.0})
    request = await asked(
        client_of, world, "MLT", incident=case, needs=[need(by_at=later(hours=12))]
    )
    work = await work_of(client_of, request, rescue)
    async with lawful(db):
        await foreseen(db)
    (own, lead) = [await expected(client_of, party, work) for party in ("MLT", "ITA")]
    assert [stop["name"] for stop in own["fuel_stops"]] == ["Rig"]
    assert lead["fuel_stops"] == []
    assert lead["at"] == own["at"]
