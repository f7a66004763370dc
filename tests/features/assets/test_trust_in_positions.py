"""Positions tell how far they are trusted and when they came; a person has the last word."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests.clients import ClientOf
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import delivered, fix, helicopter, registered, seen
from tests.given.record import told
from tests.world import START

pytestmark = pytest.mark.anyio

Json = dict[str, Any]
LAT, LON = 34.3, 17.5


def at(minutes: float) -> Any:
    return START + timedelta(minutes=minutes)


def said(minutes: float) -> str:
    return str(at(minutes).isoformat().replace("+00:00", "Z"))


def ship(**fields: Any) -> Json:
    return helicopter(type="S1", name="Diciotti", **fields)


def frozen(minutes: float) -> Json:
    return fix(LON, LAT, at(minutes), speed_kn=18.0, course_deg=90.0)


async def position(client_of: ClientOf, party: str, asset_id: str) -> Json:
    view = await seen(client_of, party, asset_id)
    assert view is not None
    found: Json = view["position"]
    return found


async def ruled(
    client_of: ClientOf, asset_id: str, verb: str, role: str = "watch_officer", **body: Any
) -> httpx.Response:
    return await client_of("ITA", role).post(
        f"/api/assets/{asset_id}/position/{verb}", json={"reason": "Heard by voice.", **body}
    )


async def doubted_points(client_of: ClientOf, asset_id: str) -> list[tuple[str, Any, bool]]:
    answer = await client_of("ITA", "observer").get(f"/api/assets/{asset_id}/track")
    return [(one["trust"], one["doubt"], one["implausible"]) for one in answer.json()["positions"]]


async def test_a_jump_leaves_the_place_and_says_why_and_how_far(client_of: ClientOf) -> None:
    asset = await registered(client_of, "ITA", ship())
    await delivered(client_of, "ITA", asset["id"], fix(LON, LAT, at(-9)))
    await delivered(client_of, "ITA", asset["id"], fix(LON + 3, LAT, at(-5)))
    now = await position(client_of, "ITA", asset["id"])
    assert (now["at"], now["trust"], now["doubt"]) == (said(-9), "plausible", None)
    assert (now["doubted_at"], now["doubted_for"]) == (said(-5), "teleport")
    assert now["doubted_nm"] == pytest.approx(149.0, abs=1.0)
    assert now["received_at"] == said(0)
    assert await doubted_points(client_of, asset["id"]) == [
        ("plausible", None, False), ("conflicting", "teleport", True),
    ]  # fmt: skip


async def test_two_ships_under_one_number_are_told_apart_from_batch_to_batch(
    client_of: ClientOf,
) -> None:
    asset = await registered(client_of, "ITA", ship())
    for minute in (-9, -8, -7):
        await delivered(client_of, "ITA", asset["id"], fix(LON, LAT, at(minute)))
        await delivered(client_of, "ITA", asset["id"], fix(LON + 3, LAT, at(minute + 0.5)))
    now = await position(client_of, "ITA", asset["id"])
    assert (now["at"], now["trust"], now["doubt"]) == (said(-7), "suspect", "two_tracks")
    assert (now["doubted_at"], now["doubted_for"]) == (said(-6.5), "two_tracks")
    for minute in (-6, -5, -4, -3, -2, -1):
        await delivered(client_of, "ITA", asset["id"], fix(LON + 3, LAT, at(minute)))
    assert (await position(client_of, "ITA", asset["id"]))["at"] == said(-7), "not by silence alone"


async def test_a_person_believes_the_other_track_and_the_first_does_not_come_back(
    client_of: ClientOf,
) -> None:
    asset = await registered(client_of, "ITA", ship())
    for minute in (-9, -8, -7):
        await delivered(client_of, "ITA", asset["id"], fix(LON, LAT, at(minute)))
        await delivered(client_of, "ITA", asset["id"], fix(LON + 3, LAT, at(minute + 0.5)))
    answer = await ruled(client_of, asset["id"], "believe", at=said(-7.5))
    assert answer.status_code == 200, answer.text
    now = answer.json()["position"]
    assert now["point"]["coordinates"] == [LON + 3, LAT]
    assert (now["at"], now["trust"], now["doubted_at"]) == (said(-6.5), "plausible", None)
    await delivered(client_of, "ITA", asset["id"], fix(LON, LAT, at(-6)))
    now = await position(client_of, "ITA", asset["id"])
    assert (now["at"], now["doubted_at"], now["doubted_for"]) == (
        said(-6.5), said(-6), "two_tracks",
    )  # fmt: skip
    await delivered(client_of, "ITA", asset["id"], fix(LON + 3, LAT, at(-5)))
    assert (await position(client_of, "ITA", asset["id"]))["at"] == said(-5)
    assert len(await doubted_points(client_of, asset["id"])) == 8, "nothing is deleted"


async def test_a_suspect_place_is_shown_until_a_person_disbelieves_it(
    client_of: ClientOf, db: AsyncSession
) -> None:
    asset = await registered(client_of, "ITA", ship())
    await delivered(client_of, "ITA", asset["id"], fix(LON - 0.01, LAT, at(-20)))
    for minute in range(-19, -12):
        await delivered(client_of, "ITA", asset["id"], frozen(minute))
    now = await position(client_of, "ITA", asset["id"])
    assert (now["at"], now["trust"], now["doubt"]) == (said(-13), "suspect", "frozen")
    answer = await ruled(client_of, asset["id"], "doubt")
    assert answer.status_code == 200, answer.text
    now = answer.json()["position"]
    assert (now["trust"], now["doubt"]) == ("plausible", None)
    assert (now["doubted_at"], now["doubted_for"]) == (said(-13), "frozen")
    stood = now["at"]
    await delivered(client_of, "ITA", asset["id"], frozen(-12))
    now = await position(client_of, "ITA", asset["id"])
    assert (now["at"], now["doubted_at"], now["doubted_for"]) == (stood, said(-12), "frozen")
    await delivered(client_of, "ITA", asset["id"], fix(LON + 0.02, LAT, at(-11)))
    now = await position(client_of, "ITA", asset["id"])
    assert (now["at"], now["trust"], now["doubted_at"]) == (said(-11), "plausible", None)
    assert (await told(db, "ITA")).count("PositionDisbelieved") == 1
    assert "PositionDisbelieved" not in await told(db, "MLT")


async def test_a_suspect_place_that_is_believed_is_not_suspected_for_that_again(
    client_of: ClientOf,
) -> None:
    asset = await registered(client_of, "ITA", ship())
    for minute in range(-19, -12):
        await delivered(client_of, "ITA", asset["id"], frozen(minute))
    answer = await ruled(client_of, asset["id"], "believe", at=said(-13), role="registrar")
    assert answer.json()["position"]["trust"] == "plausible"
    await delivered(client_of, "ITA", asset["id"], frozen(-12))
    now = await position(client_of, "ITA", asset["id"])
    assert (now["at"], now["trust"]) == (said(-12), "plausible")


@pytest.mark.parametrize(
    ("verb", "body"), [("doubt", {}), ("believe", {"at": said(-9)}), ("believe", {"at": said(-3)})]
)
async def test_a_position_that_nobody_doubts_is_not_ruled_on(
    client_of: ClientOf, verb: str, body: Json
) -> None:
    asset = await registered(client_of, "ITA", ship())
    for number in range(2):
        answer = await ruled(client_of, asset["id"], verb, **body)
        assert (answer.status_code, answer.json()["code"]) == (409, "position_not_doubted"), number
        await delivered(client_of, "ITA", asset["id"], fix(LON, LAT, at(-9)))


async def test_the_only_position_cannot_be_disbelieved(client_of: ClientOf) -> None:
    asset = await registered(client_of, "ITA", ship())
    await delivered(client_of, "ITA", asset["id"], fix(LON, LAT, at(1.5)))
    assert (await position(client_of, "ITA", asset["id"]))["doubt"] == "future"
    answer = await ruled(client_of, asset["id"], "doubt")
    assert (answer.status_code, answer.json()["code"]) == (409, "no_sound_position")


@pytest.mark.parametrize("role", ["feed", "observer", "negotiator", "admin"])
async def test_no_feed_rules_on_positions(client_of: ClientOf, role: str) -> None:
    asset = await registered(client_of, "ITA", ship())
    assert (await ruled(client_of, asset["id"], "doubt", role)).status_code == 403


@pytest.mark.parametrize("veil", [{}, {"position_precision_nm": 10}, {"position_delay_minutes": 1}])
async def test_others_see_of_a_doubt_what_they_see_of_the_place(
    client_of: ClientOf, veil: Json
) -> None:
    await concluded(client_of, agreement(term(visibility="position", **veil)))
    asset = await registered(client_of, "ITA", ship())
    for minute in range(-39, -32):
        await delivered(client_of, "ITA", asset["id"], frozen(minute))
    await delivered(client_of, "ITA", asset["id"], fix(LON + 3, LAT, at(-31)))
    own = await position(client_of, "ITA", asset["id"])
    others = await position(client_of, "MLT", asset["id"])
    names = ("trust", "doubt", "doubted_at", "doubted_for", "doubted_nm", "received_at")
    assert all(own[name] is not None for name in names)
    assert [others[name] for name in names] == [None if veil else own[name] for name in names]


async def test_an_old_position_says_so_and_each_has_its_place_in_the_order_of_coming(
    client_of: ClientOf, db: AsyncSession
) -> None:
    asset = await registered(client_of, "ITA", ship())
    for minutes in (-1, -30 * 60, -2):
        await delivered(client_of, "ITA", asset["id"], fix(LON, LAT, at(minutes)))
    rows = await db.execute(
        text("SELECT at, received_at, doubt FROM track_point ORDER BY sequence")
    )
    assert [tuple(row) for row in rows] == [
        (at(-1), START, None), (at(-30 * 60), START, "old"), (at(-2), START, None),
    ]  # fmt: skip
