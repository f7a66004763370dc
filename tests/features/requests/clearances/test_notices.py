"""A notice in place of a question: its party may always send one, and it is never leave."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.geo.position import LatLon
from sar.parties.models import Centre, Party
from sar.requests.clearances.granting import LAPSE
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.features.requests.clearances.test_clearances import (
    agreed,
    ask,
    at_work,
    clearance,
    crossings,
    must_ask,
    pictured,
    say,
    work,
)
from tests.given.assets import helicopter
from tests.given.record import told
from tests.given.requests import (
    Plain,
    clearance_seen,
    codes,
    deferred,
    id_of,
    later,
    opened,
    plain,
    text_of,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio

__all__ = ["clearance", "work"]

EAST_OF_BONIFACIO = {"point": {"type": "Point", "coordinates": [10.6, 41.28]}, "error_nm": 1.0}
WEST_OF_BONIFACIO = {"type": "Point", "coordinates": [7.2, 41.28]}
BLACK_SEA = {"point": {"type": "Point", "coordinates": [29.4, 42.3]}, "error_nm": 1.0}
NORTH_AEGEAN = {"type": "Point", "coordinates": [25.0, 39.3]}


async def ahead_in(client_of: ClientOf, work: Plain, territory: str) -> Plain:
    """The one border of a State's that is on the way."""
    found = await crossings(client_of, "MLT", work)
    (one,) = [one for one in found if one["territory"] == territory]
    return one


@pytest.mark.long
async def test_a_transit_is_notified_as_one_and_asked_about_only_where_its_party_wants_that(
    client_of: ClientOf, db: AsyncSession, world: World
) -> None:
    case = await opened(client_of, position=EAST_OF_BONIFACIO)
    body = helicopter(name="Rescue 1", base=WEST_OF_BONIFACIO)
    work = await at_work(client_of, world, case, body)
    ahead = await ahead_in(client_of, work, "ITA")
    assert (ahead["code"], ahead["ask"], ahead["mode"]) == ("transit_passage", False, "notify")
    async with lawful(db):
        notice = await must_ask(client_of, work, territory="ITA")
    assert (notice["mode"], notice["state"]) == ("notify", "notified")
    assert (notice["code"], notice["clear_from"]) == ("transit_passage", notice["asked_at"])
    assert notice["basis"]["instrument"] == "UNCLOS 38-39"
    assert (notice["answer_due_at"], notice["limits"].keys()) == (None, {"acknowledge"})
    assert (await told(db, "ITA"))[-1] == "EntryNotified"
    text = await text_of(client_of, "MLT", notice)
    assert "NOTIFICATION OF PASSAGE THROUGH" in text
    assert "REQUEST" not in text
    assert "CONDITIONS" not in text
    async with lawful(db):
        await say(client_of, "MLT", notice, "withdraw")
    asked = await must_ask(client_of, work, territory="ITA", mode="request")
    assert (asked["mode"], asked["code"]) == ("request", "transit_passage")
    assert "REQUEST FOR ENTRY INTO" in await text_of(client_of, "MLT", asked)


@pytest.mark.long
@pytest.mark.parametrize(
    ("agreed_on", "mode", "state"),
    [
        ("pre_cleared", None, "notified"),
        ("pre_cleared", "request", "asked"),
        ("notify", None, "notified"),
        ("notify", "request", "asked"),
        ("request", None, "asked"),
        ("request", "notify", "notified"),
        ("prohibited", None, "asked"),
        ("prohibited", "notify", "notified"),
    ],
)
async def test_whatever_is_agreed_its_party_chooses(
    client_of: ClientOf, work: Plain, agreed_on: str, mode: str | None, state: str
) -> None:
    await agreed(client_of, agreed_on)
    chosen: dict[str, Any] = {} if mode is None else {"mode": mode}
    found = await must_ask(client_of, work, **chosen)
    assert (found["state"], found["code"]) == (state, f"entry_{agreed_on}")
    without_leave = state == "notified" and agreed_on in ("pre_cleared", "notify")
    assert (found["clear_from"] is not None) is without_leave


async def test_a_notice_where_leave_is_needed_opens_nothing_until_leave_is_asked(
    client_of: ClientOf, db: AsyncSession, work: Plain
) -> None:
    before = await ahead_in(client_of, work, "TUN")
    async with lawful(db):
        notice = await must_ask(client_of, work, mode="notify")
    assert (notice["state"], notice["clear_from"]) == ("notified", None)
    assert (await told(db, "TUN"))[-1] == "EntryNotified"
    assert notice["basis"] == {
        "agreement": None,
        "version": None,
        "article": None,
        "instrument": "Its own party's decision: it notifies, and asks no leave",
        "waters": None,
    }
    assert "NOTIFICATION OF ENTRY INTO" in await text_of(client_of, "MLT", notice)
    async with lawful(db):
        noted = plain(await say(client_of, "TUN", notice, "acknowledge"))
    assert (noted["state"], noted["clear_from"]) == ("noted", None)
    # The border is as if nobody had been told: entry is still to be asked for.
    after = await ahead_in(client_of, work, "TUN")
    assert (after["ask"], after["mode"]) == (True, "request")
    assert after["sentence"] == before["sentence"]
    again = await ask(client_of, work, mode="notify")
    assert (again.status_code, codes(again)) == (409, ["asked_already"])
    async with lawful(db):
        asked = await must_ask(client_of, work)
    assert (asked["state"], asked["code"]) == ("asked", "entry_by_request")
    assert await pictured(client_of, "TUN") == [asked]
    over = await clearance_seen(client_of, notice)
    assert over["state"] == "superseded"
    refused = await ask(client_of, work)
    assert (refused.status_code, codes(refused)) == (409, ["asked_already"])


@pytest.mark.parametrize("mode", ["pre_cleared", "prohibited", "", "NOTIFY"])
async def test_a_notice_or_a_request_is_sent_and_nothing_else(
    client_of: ClientOf, work: Plain, mode: str
) -> None:
    answer = await ask(client_of, work, mode=mode)
    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["errors"]] == ["mode"]


@pytest.mark.parametrize("service", ["military", "civil"])
async def test_a_warship_is_told_to_notify_before_the_turkish_straits(
    client_of: ClientOf, db: AsyncSession, world: World, service: str
) -> None:
    db.add(Party(code="TUR", name="Türkiye", listed=True, created_at=clock.now()))
    await db.flush()
    db.add(
        Centre(
            party_code="TUR",
            code="MSRCC-ANKARA",
            name="MSRCC Ankara",
            position=LatLon(39.9, 32.8),
            languages=["en"],
            contacts=[{"channel": "telephone", "value": "+000", "language": "en"}],
        )
    )
    await db.commit()
    case = await opened(client_of, position=BLACK_SEA)
    patrol: Plain = {"id": id_of(), "name": "P61", "type": "S1", "base": NORTH_AEGEAN}
    unit = await at_work(client_of, world, case, patrol | {"service": service, "armed": False})
    ahead = [one for one in await crossings(client_of, "MLT", unit) if one["territory"] == "TUR"]
    asked = [one for one in ahead if one["ask"]]
    assert ahead
    assert {one["code"] for one in ahead} == {"passes_through"}
    if service == "civil":
        assert asked == []
        return
    (one,) = asked
    assert one["mode"] == "notify"
    assert "Warships give Türkiye notice beforehand" in one["sentence"]
    montreux = "Montreux Convention, article 13 (house reading)"
    assert one["basis"]["instrument"] == montreux
    notice = await must_ask(client_of, unit, territory="TUR")
    assert (notice["state"], notice["code"]) == ("notified", "passes_through")
    assert notice["basis"]["instrument"] == montreux
    assert "NOTIFICATION OF PASSAGE THROUGH" in await text_of(client_of, "MLT", notice)


async def notice_of(client_of: ClientOf, work: Plain, agreed_on: str) -> Plain:
    """The notice that Malta gives Tunisia, as they have agreed."""
    await agreed(client_of, agreed_on, lead_minutes=30 if agreed_on == "notify" else 0)
    return await must_ask(client_of, work, mode="notify")


WELCOME = "Welcome. Stay below 1500 feet."


@pytest.mark.parametrize(
    "agreed_on", ["notify", pytest.param("pre_cleared", marks=pytest.mark.long)]
)
@pytest.mark.parametrize(
    "after", ["", pytest.param("acknowledge", marks=pytest.mark.long), "refuse"]
)
async def test_a_yes_to_a_notice_stands_beside_it_and_never_runs_out(
    client_of: ClientOf,
    db: AsyncSession,
    work: Plain,
    time: ExerciseTime,
    agreed_on: str,
    after: str,
) -> None:
    notice = await notice_of(client_of, work, agreed_on)
    time.advance(minutes=5)
    if after:
        why = {"reason": "Live firing."} if after == "refuse" else {}
        await say(client_of, "TUN", notice, after, **why)
    terms = {"conditions": WELCOME, "valid_until": later(hours=1)}
    async with lawful(db):
        seen = plain(await say(client_of, "TUN", notice, "grant", **terms))
    assert (seen["state"], seen["conditions"], seen["reason"]) == ("noted", WELCOME, "")
    assert (seen["end"], seen["valid_until"]) == ("named", seen["valid_until"])
    # It waits for no more notice: the State has said yes.
    earliest = min(seen["answered_at"], notice["clear_from"])
    assert seen["clear_from"] == earliest
    assert await deferred(db, LAPSE) == []
    assert (await told(db, "MLT"))[-1] == "EntryGranted"
    text = await text_of(client_of, "MLT", seen)
    assert "YES SAID TO THIS NOTICE BY" in text
    assert f"CONDITIONS: {WELCOME.upper()}" in text
    time.advance(hours=2)
    later_on = await clearance_seen(client_of, notice)
    assert (later_on["state"], later_on["clear_from"]) == ("noted", earliest)
    again = await ask(client_of, work, mode="notify")
    assert (again.status_code, codes(again)) == (409, ["asked_already"])


async def test_a_yes_to_a_notice_opens_the_border_where_leave_is_needed(
    client_of: ClientOf, db: AsyncSession, work: Plain, time: ExerciseTime
) -> None:
    notice = await notice_of(client_of, work, "prohibited")
    assert notice["clear_from"] is None
    time.advance(minutes=5)
    async with lawful(db):
        seen = plain(await say(client_of, "TUN", notice, "grant", valid_until=later(hours=1)))
    assert (seen["state"], seen["clear_from"]) == ("granted", seen["answered_at"])
    assert len(await deferred(db, LAPSE)) == 1
    time.advance(hours=1)
    over = await clearance_seen(client_of, notice)
    assert over["state"] == "lapsed"


@pytest.mark.long
async def test_a_yes_to_a_notice_is_written_down_as_it_was_said(
    client_of: ClientOf, db: AsyncSession, work: Plain
) -> None:
    notice = await must_ask(client_of, work, territory="LBY", mode="notify")
    spoken = {"function": "duty officer", "answer": "granted", "said": WELCOME}
    async with lawful(db):
        seen = plain(await say(client_of, "MLT", notice, "voice-answer", **spoken))
    assert (seen["conditions"], seen["voice"][-1]["answer"]) == (WELCOME, "granted")
    assert seen["state"] in ("noted", "granted")
