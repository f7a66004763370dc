"""The centre to ask next is told of every silent one, also of one known by telephone alone."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.alerts import climbed
from tests.given.incidents import IN_MALTAS_REGION, act, opened
from tests.given.places import point
from tests.given.record import told
from tests.given.requests import Plain, addressee, asked, post
from tests.world import World

pytestmark = pytest.mark.anyio


def parties(seen: Plain) -> list[str]:
    return [centre["party"] for centre in seen["ask_next"]]


@pytest.mark.long
async def test_a_listed_centre_without_contacts_is_silent_when_its_time_is_over(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    incident = await opened(client_of)
    sent = await asked(client_of, world, "LBY", incident=incident)
    await climbed(db)
    assert (await addressee(client_of, sent))["ask_next"] == [], "it has its time"
    time.advance(minutes=10)
    await climbed(db)
    seen = await addressee(client_of, sent)
    assert seen["alerts"] == []
    assert seen["contacts_exhausted_at"] is not None
    assert parties(seen) == ["MLT", "TUN", "GRC"]
    assert seen["ask_none"] is None
    assert "ContactsExhausted" in await told(db, "ITA")
    kept = {"party": "GRC", "reason": "They fled from there."}
    path = f"incidents/{incident['id']}/keep-from"
    told_of = await client_of("ITA", "coordinator").post(f"/api/{path}", json=kept)
    assert told_of.is_success, told_of.text
    assert parties(await addressee(client_of, sent)) == ["MLT", "TUN"], "kept from it since"
    time.advance(minutes=20)
    await climbed(db)
    assert (await told(db, "ITA")).count("ContactsExhausted") == 2, "no answer either"


async def test_a_joined_centre_reads_nothing_of_whom_else_is_proposed(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    sent = await asked(client_of, world, "MLT", incident=await opened(client_of))
    time.advance(minutes=10)
    await climbed(db)
    assert parties(await addressee(client_of, sent))
    own = await addressee(client_of, sent, "MLT")
    assert (own["ask_next"], own["ask_none"]) == ([], None)


@pytest.mark.long
async def test_a_call_in_vain_proposes_at_once(client_of: ClientOf, world: World) -> None:
    sent = await asked(client_of, world, "LBY", incident=await opened(client_of))
    call = {"centre_id": str(world.centres["LBY"]), "outcome": "no_answer"}
    await post(client_of, "ITA", f"requests/{sent['id']}/call", **call)
    seen = await addressee(client_of, sent)
    assert parties(seen) == ["MLT", "TUN", "GRC"]
    assert seen["contacts_exhausted_at"] is None


async def test_without_a_position_the_centres_along_the_route_are_proposed(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    incident = await opened(client_of, position=None)
    sent = await asked(client_of, world, "TUN", incident=incident)
    call = {"centre_id": str(world.centres["TUN"]), "outcome": "no_answer"}
    await post(client_of, "ITA", f"requests/{sent['id']}/call", **call)
    seen = await addressee(client_of, sent)
    assert (seen["ask_next"], seen["ask_none"]) == ([], "no_place")

    route = {
        "last_port": "Zawiya",
        "port_at": point(12.7, 33.0),
        "bound_for": "Lampedusa",
        "way": [list(IN_MALTAS_REGION)],
        "source": "their families",
    }
    answer = await act(client_of, "ITA", "watch_officer", f"{incident['id']}/voyage", **route)
    assert answer.is_success, answer.text
    time.advance(minutes=10)
    await climbed(db)
    seen = await addressee(client_of, sent)
    assert parties(seen) == ["LBY", "MLT"], "the port before the way, and nobody else"
    assert seen["ask_none"] is None


async def test_nobody_is_left_who_could_be_named(client_of: ClientOf, world: World) -> None:
    reason = "They fled from there."
    kept = [{"party": party, "reason": reason} for party in ("TUN", "GRC", "LBY")]
    incident = await opened(client_of, kept_from=kept)
    sent = await asked(client_of, world, "MLT", incident=incident)
    call = {"centre_id": str(world.centres["MLT"]), "outcome": "no_answer"}
    await post(client_of, "ITA", f"requests/{sent['id']}/call", **call)
    seen = await addressee(client_of, sent)
    assert (seen["ask_next"], seen["ask_none"]) == ([], "nobody_left")
