"""A hailed ship that enters a State's waters: who directs it tells that State, or asks it."""

from typing import Any

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.beginnings import beginning
from tests.clients import ClientOf
from tests.features.requests.clearances.test_clearances import (
    NORTH_OF_DJERBA,
    ask,
    crossings,
    drifting,
    pictured,
    say,
)
from tests.given.places import OFF_DJERBA
from tests.given.record import entries, told
from tests.given.requests import (
    Plain,
    asked,
    codes,
    hailed,
    id_of,
    later,
    opened,
    plain,
    post,
    ship_of_opportunity,
    stepped,
    text_of,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio

OFF_AUGUSTA = {"point": {"type": "Point", "coordinates": [15.35, 37.2]}, "error_nm": 1.0}
"""In the territorial sea of Italy."""
ASSISTS = "UNCLOS 18(2), 98; SOLAS V/33"


@beginning
async def ship(client_of: ClientOf, case_off_tunisia: Plain) -> Plain:
    """A bulk carrier that Italy has hailed for its case off Tunisia."""
    return await hailed(client_of, case_off_tunisia)


@beginning
async def notice(client_of: ClientOf, ship: Plain) -> Plain:
    """Italy's word to Tunisia that the ship enters."""
    return await clearance_asked(client_of, ship)


async def clearance_asked(
    client_of: ClientOf, ship: Plain, party: str = "ITA", **body: Any
) -> Plain:
    answer = await ask(client_of, ship, party=party, **body)
    assert answer.status_code == 201, answer.text
    return plain(answer)


async def read(client_of: ClientOf, party: str, clearance: Plain) -> httpx.Response:
    return await client_of(party, "observer").get(f"/api/clearances/{clearance['id']}")


async def hailed_by_greece(client_of: ClientOf, world: World, incident: Plain) -> Plain:
    """The ship, hailed by Greece, which Italy has asked for help."""
    await asked(client_of, world, "GRC", incident=incident)
    body = {"id": id_of(), "ship_id": (await ship_of_opportunity(client_of))["id"]}
    where = f"incidents/{incident['id']}/ships"
    answer = await post(client_of, "GRC", where, role="watch_officer", **body)
    assert answer.status_code == 201, answer.text
    found: Plain = plain(answer)["deployment"]
    return found


async def test_who_leads_is_shown_the_border_ahead_of_the_ship(
    client_of: ClientOf, ship: Plain
) -> None:
    (tunis,) = await crossings(client_of, "ITA", ship)
    assert (tunis["territory"], tunis["code"]) == ("TUN", "assistance_told")
    assert (tunis["ask"], tunis["mode"]) == (True, "notify")
    assert tunis["basis"]["instrument"] == ASSISTS
    assert tunis["centre"]["code"] == "MRCC-TUNIS"
    assert tunis["place"] is not None
    assert tunis["at"] is not None
    # Involved by its region, it sees the ship's work in brief, and no border.
    assert await crossings(client_of, "TUN", ship) == []


async def test_a_ship_to_people_in_a_ditched_aircraft_assists_too(client_of: ClientOf) -> None:
    case = await opened(client_of, position=OFF_DJERBA, situation="aeronautical")
    (tunis,) = await crossings(client_of, "ITA", await hailed(client_of, case))
    assert (tunis["code"], tunis["mode"]) == ("assistance_told", "notify")
    assert tunis["basis"]["instrument"] == ASSISTS


@pytest.mark.long
async def test_the_state_is_told_of_a_ship_that_assists_and_of_no_leave(
    client_of: ClientOf, db: AsyncSession, ship: Plain
) -> None:
    async with lawful(db):
        notice = await clearance_asked(client_of, ship)
    assert (notice["mode"], notice["state"]) == ("notify", "notified")
    assert (notice["party"], notice["territory"]) == ("ITA", "TUN")
    assert notice["basis"]["instrument"] == ASSISTS
    assert notice["clear_from"] == notice["asked_at"]
    told_of = notice["particulars"]
    assert (told_of["hailed"], told_of["flag"], told_of["service"]) == (True, None, None)
    assert await pictured(client_of, "TUN") == [notice]
    assert (await told(db, "TUN"))[-1] == "EntryNotified"
    text = await text_of(client_of, "ITA", notice)
    assert "NOTIFICATION OF ENTRY INTO" in text
    assert "SHIP OF OPPORTUNITY, FLAG NOT TOLD" in text
    assert "OF ITALY" not in text
    assert "REQUEST" not in text
    async with lawful(db):
        noted = plain(await say(client_of, "TUN", notice, "acknowledge"))
    assert (noted["state"], noted["clear_from"]) == ("noted", notice["asked_at"])
    said = (await entries(db, "TUN"))[-1]["sentence"]
    assert said == "Tunisia acknowledged to Italy that Exercise Star is to enter."


async def test_nobody_else_learns_of_it(client_of: ClientOf, db: AsyncSession, ship: Plain) -> None:
    async with lawful(db):
        notice = await clearance_asked(client_of, ship)
    for party in ("MLT", "GRC"):
        assert (await read(client_of, party, notice)).status_code == 404
        assert await pictured(client_of, party) == []
        assert (await ask(client_of, ship, party=party)).status_code == 404
        assert (await say(client_of, party, notice, "acknowledge")).status_code == 404
    brief = await ask(client_of, ship, party="TUN", territory="LBY")
    assert (brief.status_code, brief.json()["code"]) == (403, "not_yours")


@pytest.mark.long
async def test_it_is_asked_granted_with_an_end_and_refused_as_for_an_asset(
    client_of: ClientOf, db: AsyncSession, ship: Plain
) -> None:
    request = await clearance_asked(client_of, ship, mode="request")
    assert (request["state"], request["code"]) == ("asked", "assistance_told")
    until = later(hours=2)
    async with lawful(db):
        granted = plain(
            await say(
                client_of, "TUN", request, "grant", conditions="Channel 16.", valid_until=until
            )
        )
    assert (granted["state"], granted["conditions"]) == ("granted", "Channel 16.")
    assert granted["end"] == "named"
    async with lawful(db):
        refused = plain(await say(client_of, "TUN", granted, "refuse", reason="Live firing."))
    assert (refused["state"], refused["reason"]) == ("refused", "Live firing.")
    said = (await entries(db, "ITA"))[-1]["sentence"]
    assert (
        said == "Tunisia answered Italy that it objects to the entry of Exercise Star: Live firing."
    )


@pytest.mark.long
async def test_who_hailed_it_tells_for_its_ship_and_the_lead_reads_it(
    client_of: ClientOf, db: AsyncSession, world: World, case_off_tunisia: Plain
) -> None:
    ship = await hailed_by_greece(client_of, world, case_off_tunisia)
    (tunis,) = await crossings(client_of, "GRC", ship)
    assert (tunis["territory"], tunis["ask"]) == ("TUN", True)
    async with lawful(db):
        notice = await clearance_asked(client_of, ship, party="GRC")
    assert notice["party"] == "GRC"
    for party in ("GRC", "TUN", "ITA"):
        assert (await read(client_of, party, notice)).json() == notice
    assert (await read(client_of, "MLT", notice)).status_code == 404
    again = await ask(client_of, ship, party="ITA")
    assert (again.status_code, codes(again)) == (409, ["asked_already"])
    # The lead directs the ship too, and takes back what it wants to ask otherwise.
    async with lawful(db):
        taken = await say(client_of, "ITA", notice, "withdraw", reason="We ask.")
    assert plain(taken)["state"] == "withdrawn"


async def test_what_the_lead_asks_for_a_ship_another_hailed_is_the_leads(
    client_of: ClientOf, world: World, case_off_tunisia: Plain
) -> None:
    ship = await hailed_by_greece(client_of, world, case_off_tunisia)
    before = await crossings(client_of, "GRC", ship)
    notice = await clearance_asked(client_of, ship, party="ITA")
    assert (await read(client_of, "GRC", notice)).status_code == 404
    await say(client_of, "TUN", notice, "refuse", reason="Live firing there.")
    (border,) = await crossings(client_of, "GRC", ship)
    assert border["sentence"] == before[0]["sentence"]
    (border,) = await crossings(client_of, "ITA", ship)
    assert "Tunisia objects to it" in border["sentence"]
    assert (await say(client_of, "GRC", notice, "withdraw")).status_code == 404


async def test_below_distress_the_state_is_asked_and_no_law_of_distress_is_cited(
    client_of: ClientOf,
) -> None:
    ship = await hailed(client_of, await opened(client_of, position=OFF_DJERBA, phase="alert"))
    (tunis,) = await crossings(client_of, "ITA", ship)
    assert (tunis["code"], tunis["mode"]) == ("hailed_to_work", "request")
    request = await clearance_asked(client_of, ship)
    assert (request["state"], request["code"]) == ("asked", "hailed_to_work")
    assert request["basis"]["instrument"] == "UNCLOS 2, 18"
    text = await text_of(client_of, "ITA", request)
    assert "DISTRESS" not in text
    assert "SOLAS" not in text


@pytest.mark.long
async def test_a_notice_where_leave_is_needed_says_that_it_asks_none(
    client_of: ClientOf,
) -> None:
    ship = await hailed(client_of, await opened(client_of, position=OFF_DJERBA, phase="alert"))
    notice = await clearance_asked(client_of, ship, mode="notify")
    assert (notice["state"], notice["clear_from"]) == ("notified", None)
    said = "Decision of the centre that directs the ship: it notifies only"
    assert notice["basis"]["instrument"] == said


@pytest.mark.long
@pytest.mark.parametrize("step", ["unable", "release"])
async def test_of_a_ship_that_does_not_come_nothing_is_asked_any_more(
    client_of: ClientOf, db: AsyncSession, ship: Plain, notice: Plain, step: str
) -> None:
    async with lawful(db):
        await stepped(client_of, "ITA", ship, step, note="Engine trouble.")
    assert await pictured(client_of, "TUN") == []
    assert "EntryFellAway" in await told(db, "TUN")
    late = await say(client_of, "TUN", notice, "acknowledge")
    assert (late.status_code, codes(late)) == (409, ["work_over"])
    again = await ask(client_of, ship, party="ITA", territory="LBY")
    assert (again.status_code, codes(again)) == (409, ["work_over"])
    assert await crossings(client_of, "ITA", ship) == []
    assert "IS NOT AT WORK ANY MORE" in await text_of(client_of, "ITA", notice)


async def test_a_state_that_the_case_is_kept_from_is_not_told(
    client_of: ClientOf, case_off_tunisia: Plain, ship: Plain
) -> None:
    path = f"/api/incidents/{case_off_tunisia['id']}/keep-from"
    kept = {"party": "LBY", "reason": "They fled from there."}
    assert (await client_of("ITA", "watch_officer").post(path, json=kept)).is_success
    answer = await ask(client_of, ship, party="ITA", territory="LBY")
    assert (answer.status_code, codes(answer)) == (409, ["kept_from"])
    assert await pictured(client_of, "ITA") == []


async def test_where_the_scene_of_a_ship_drifts_in_that_state_is_told(client_of: ClientOf) -> None:
    ship = await hailed(client_of, await drifting(client_of, NORTH_OF_DJERBA))
    region, tunis = await crossings(client_of, "ITA", ship)
    # First it drifts on into waters of the region of Malta that are not determined here.
    assert (region["territory"], region["ask"], region["mode"]) == ("MLT", True, "notify")
    assert "Whose waters these are is not determined here: RCC Malta is told." in region["sentence"]
    assert (tunis["territory"], tunis["code"], tunis["ask"]) == ("TUN", "scene_drifts_in", True)
    assert tunis["mode"] == "notify"
    notice = await clearance_asked(client_of, ship)
    assert (notice["mode"], notice["enters_at"]) == ("notify", tunis["at"])


async def test_into_ones_own_waters_nobody_is_told(client_of: ClientOf) -> None:
    case = await opened(client_of, position=OFF_AUGUSTA)
    ship = await hailed(client_of, case)
    assert "ITA" not in {one["territory"] for one in await crossings(client_of, "ITA", ship)}
    answer = await ask(client_of, ship, party="ITA", territory="ITA")
    assert answer.status_code == 422


@pytest.mark.long
async def test_who_leads_by_now_writes_down_what_a_state_says_to_the_lead_before(
    client_of: ClientOf, world: World, db: AsyncSession, case_off_tunisia: Plain, ship: Plain
) -> None:
    request = await clearance_asked(client_of, ship, territory="LBY")
    said: Plain = {"answer": "acknowledged", "function": "Duty officer", "said": "We heard you."}
    assert (await say(client_of, "MLT", request, "voice-answer", **said)).status_code == 404
    coordination = f"incidents/{case_off_tunisia['id']}/coordination"
    proposal = {"to_centre_id": str(world.centres["MLT"])}
    assert (await post(client_of, "ITA", coordination, **proposal)).is_success
    assert (await post(client_of, "MLT", f"{coordination}/accept")).is_success
    async with lawful(db):
        kept = plain(await say(client_of, "MLT", request, "voice-answer", **said))
    assert (kept["party"], kept["voice"][-1]["said"]) == ("ITA", "We heard you.")
    called = await say(client_of, "MLT", request, "call", outcome="no_answer")
    assert called.is_success, called.text
    async with lawful(db):
        link = await say(client_of, "MLT", request, "answer-link", id=id_of())
    assert link.is_success, link.text
    again = await say(client_of, "ITA", request, "call", outcome="no_answer")
    assert again.is_success, "it asked"
