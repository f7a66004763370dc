"""Units on their way home: at sea until home, and not ready before they are turned round."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import boat, delivered, fix, helicopter, registered
from tests.given.matches import matches
from tests.given.places import point
from tests.given.requests import (
    Plain,
    accepted,
    asked,
    deployed,
    expected,
    foreseen,
    need,
    offered,
    opened,
    post,
    stepped,
    work_of,
)
from tests.world import World

pytestmark = pytest.mark.anyio

AWAY_NM = 60.0
HOME_MINUTES = AWAY_NM / 145 * 60
"""At the cruising speed of an AW139."""
TURNS_MINUTES = 45


async def found(client_of: ClientOf, party: str = "ITA", **wanted: Any) -> Plain:
    """The one candidate at a place."""
    wants = need(kinds=["aircraft"], **wanted)
    (seen,) = (await matches(client_of, party, need=wants, place=point(12.7, 34.333)))["items"]
    match: Plain = seen
    return match


def returns(seen: Plain) -> Plain | None:
    """The words on its return."""
    return next((one for one in seen["reasons"] if one["code"] == "turns_round"), None)


async def out(
    client_of: ClientOf, world: World, time: ExerciseTime, *, visibility: str = "position"
) -> tuple[Plain, Plain]:
    """A helicopter of Malta that works for Italy, 60 nm south of its base; and its deployment."""
    terms = term(visibility=visibility, may_request=True, grantor="MLT")
    await concluded(client_of, agreement(terms, reference="SAR-ITA-MLT"))
    case = await opened(client_of)
    unit = await registered(client_of, "MLT", helicopter())
    sent = await asked(client_of, world, "MLT", incident=case, needs=[need(kinds=["aircraft"])])
    work = await work_of(client_of, sent, unit)
    await stepped(client_of, "MLT", work, "depart")
    time.advance(minutes=30)
    await delivered(client_of, "MLT", unit["id"], fix(12.6, 34.5, time.now))
    return unit, work


@pytest.mark.long
async def test_a_recalled_unit_is_at_sea_until_home_and_then_turned_round(
    client_of: ClientOf, world: World, time: ExerciseTime
) -> None:
    _, work = await out(client_of, world, time)
    await stepped(client_of, "MLT", work, "recall", note="Engine.")
    seen = await found(client_of)
    assert seen["verdict"] == "allowed"
    said = returns(seen)
    assert said is not None
    ready = time.now + timedelta(minutes=HOME_MINUTES + TURNS_MINUTES)
    assert abs(_instant(said["params"]["ready_at"]) - ready) < timedelta(minutes=1)
    assert said["sentence"].endswith(_turned(said))
    assert seen["time"]["notice_minutes"] == pytest.approx(HOME_MINUTES + TURNS_MINUTES, abs=2)
    assert "from_base" in {one["code"] for one in seen["reasons"]}, "it sets out from there again"
    assert seen["band_minutes"]["p10"] > HOME_MINUTES + TURNS_MINUTES, "no draw leaves sooner"
    assert returns(await found(client_of, "MLT")) == said


async def test_it_is_home_by_its_first_position_there_and_ready_once_turned_round(
    client_of: ClientOf, world: World, time: ExerciseTime
) -> None:
    unit, work = await out(client_of, world, time)
    await stepped(client_of, "MLT", work, "recall", note="Engine.")
    home_at = time.advance(minutes=30)
    for _ in range(3):
        await delivered(client_of, "MLT", unit["id"], fix(12.6, 35.5, time.now))
        said = returns(await found(client_of))
        assert said is not None
        assert _instant(said["params"]["home_at"]) == home_at, "it is not put off by later ones"
        time.advance(minutes=10)
    time.advance(minutes=TURNS_MINUTES)
    assert (await found(client_of))["time"]["notice_minutes"] < TURNS_MINUTES


@pytest.mark.long
async def test_one_that_is_returned_is_ready_once_turned_round_or_when_its_party_says_so(
    client_of: ClientOf, world: World, time: ExerciseTime
) -> None:
    unit, work = await out(client_of, world, time)
    await stepped(client_of, "MLT", work, "arrive")
    await stepped(client_of, "ITA", work, "release")
    await stepped(client_of, "MLT", work, "return")
    bound = await found(client_of)
    assert bound["verdict"] == "not_available"
    assert returns(bound), "bound, and when it is ready again"
    time.advance(minutes=20)
    await stepped(client_of, "MLT", work, "returned")
    time.advance(minutes=5)
    seen = await found(client_of)
    said = returns(seen)
    assert said is not None
    home_at = time.now - timedelta(minutes=5)
    assert _instant(said["params"]["home_at"]) == home_at
    assert (seen["verdict"], seen["time"]["notice_minutes"]) == ("allowed", 40)
    later = (time.now + timedelta(hours=3)).isoformat()
    word = {"readiness": "available", "until": later}
    client = client_of("MLT", "registrar")
    answer = await client.post(f"/api/assets/{unit['id']}/readiness", json=word)
    assert answer.status_code == 200, answer.text
    seen = await found(client_of)
    assert returns(seen) is None, "its owner knows"
    assert seen["time"]["notice_minutes"] < 40


@pytest.mark.long
async def test_nothing_is_said_to_who_does_not_know_its_readiness(
    client_of: ClientOf, world: World, time: ExerciseTime
) -> None:
    _, work = await out(client_of, world, time, visibility="existence")
    await stepped(client_of, "MLT", work, "recall", note="Engine.")
    assert returns(await found(client_of)) is None


@pytest.mark.long
async def test_who_does_not_see_where_it_is_reads_no_time(
    client_of: ClientOf, world: World, time: ExerciseTime
) -> None:
    _, work = await out(client_of, world, time, visibility="readiness")
    await stepped(client_of, "MLT", work, "recall", note="Engine.")
    seen = await found(client_of)
    said = returns(seen)
    assert said is not None
    assert said["params"] == {"home_at": None, "ready_at": None, "by": None}
    assert (seen["time"], seen["rank"]) == (None, None)


async def test_a_boat_comes_home_round_the_land_wherever_its_time_is_told(
    client_of: ClientOf, db: AsyncSession, world: World, time: ExerciseTime
) -> None:
    terms = term(visibility="position", may_request=True, grantor="MLT")
    await concluded(client_of, agreement(terms, reference="SAR-ITA-MLT"))
    base = point(16.13, 38.73)  # Tropea, 25 nm away beyond Calabria
    unit = await registered(client_of, "MLT", boat(base=base, base_name="Tropea"))
    sent = await asked(client_of, world, "MLT", needs=[need(kinds=["vessel"])])
    work = await work_of(client_of, sent, unit)
    await stepped(client_of, "MLT", work, "depart")
    await delivered(client_of, "MLT", unit["id"], fix(16.65, 38.62, time.now))
    await stepped(client_of, "MLT", work, "recall", note="Engine.")
    (seen,) = (await matches(client_of, need=need(kinds=["vessel"]), place=point(16.0, 38.8)))[
        "items"
    ]
    said = returns(seen)
    assert said is not None
    assert said["params"]["by"] == "water"
    assert "(by water, in a calm sea)" in said["sentence"]
    hours = (_instant(said["params"]["home_at"]) - time.now) / timedelta(hours=1)
    assert hours == pytest.approx(146.7 / 28, abs=0.05)
    ready = _instant(said["params"]["ready_at"])
    assert seen["time"]["notice_minutes"] == pytest.approx((hours + 0.5) * 60, abs=1)
    other = await opened(client_of, title="Inflatable adrift")
    again = await asked(client_of, world, "MLT", incident=other, needs=[need(kinds=["vessel"])])
    made = await offered(client_of, "MLT", f"requests/{again['id']}", unit["id"])
    await foreseen(db)
    leaves_at = _instant((await expected(client_of, "ITA", made["items"][0]))["leaves_at"])
    assert abs(leaves_at - ready) < timedelta(minutes=2)


@pytest.mark.long
async def test_one_that_never_left_is_ready_at_once(
    client_of: ClientOf, world: World, time: ExerciseTime
) -> None:
    await concluded(client_of, agreement(term(may_request=True), reference="SAR-ITA-MLT"))
    unit = await registered(client_of, "MLT", helicopter())
    sent = await asked(client_of, world, "MLT", needs=[need(kinds=["aircraft"])])
    work = await work_of(client_of, sent, unit)
    await stepped(client_of, "MLT", work, "recall", note="Engine.")
    assert returns(await found(client_of, "MLT")) is None


async def test_an_offer_of_it_is_expected_no_sooner(
    client_of: ClientOf, db: AsyncSession, world: World, time: ExerciseTime
) -> None:
    unit, work = await out(client_of, world, time)
    await stepped(client_of, "MLT", work, "recall", note="Engine.")
    other = await opened(client_of, title="Inflatable adrift")
    sent = await asked(client_of, world, "MLT", incident=other, needs=[need(kinds=["aircraft"])])
    made = await offered(client_of, "MLT", f"requests/{sent['id']}", unit["id"])
    ready = time.now + timedelta(minutes=HOME_MINUTES + TURNS_MINUTES - 1)
    await foreseen(db)
    for party in ("MLT", "ITA"):
        offered_time = await expected(client_of, party, made["items"][0])
        assert _instant(offered_time["leaves_at"]) >= ready
        assert _instant(offered_time["early_at"]) >= ready
    await accepted(client_of, "ITA", made)
    (new,) = await deployed(client_of, "MLT", made)
    time.advance(minutes=2)
    await foreseen(db)
    for party in ("MLT", "ITA"):
        assert _instant((await expected(client_of, party, new))["leaves_at"]) >= ready
    answer = await post(client_of, "MLT", f"deployments/{new['id']}/depart")
    assert answer.status_code == 200, "its party knows better"


def _instant(said: str) -> datetime:
    return datetime.fromisoformat(said).astimezone(UTC)


def _turned(said: Plain) -> str:
    by = _instant(said["params"]["ready_at"])
    how = "in still air, without a stop for fuel"
    return f"Z ({how}); turned round by {by:%H:%MZ}, a house figure for its type."
