"""A State's no to a notice: it closes a border where leave is needed, and is an objection else."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.beginnings import beginning
from tests.clients import ClientOf
from tests.features.requests.clearances.test_clearances import (
    agreed,
    ask,
    at_work,
    crossings,
    must_ask,
    pictured,
    say,
    work,
)
from tests.features.requests.clearances.test_notices import EAST_OF_BONIFACIO, WEST_OF_BONIFACIO
from tests.given.answer_links import asked_of_tripoli
from tests.given.assets import helicopter
from tests.given.places import OFF_DJERBA
from tests.given.record import entries, told
from tests.given.requests import Plain, codes, expected, foreseen, hailed, opened, plain, text_of
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio

__all__ = ["work"]

WHY = "Live firing there."


@beginning
async def told_only(client_of: ClientOf, work: Plain) -> Plain:
    """Malta's notice to Tunisia where leave is needed."""
    return await must_ask(client_of, work, mode="notify")


@beginning
async def transit(client_of: ClientOf, world: World) -> Plain:
    """Malta's helicopter, whose way goes through a strait of Italy's."""
    case = await opened(client_of, position=EAST_OF_BONIFACIO)
    body = helicopter(name="Rescue 1", base=WEST_OF_BONIFACIO)
    return await at_work(client_of, world, case, body)


async def ahead_in(client_of: ClientOf, party: str, work: Plain, territory: str) -> Plain:
    """The first border of the State's that is ahead."""
    found = await crossings(client_of, party, work)
    return next(one for one in found if one["territory"] == territory)


@pytest.mark.long
@pytest.mark.parametrize("read_first", [False, pytest.param(True, marks=pytest.mark.long)])
async def test_a_no_to_a_notice_closes_the_border_where_leave_is_needed(
    client_of: ClientOf, db: AsyncSession, work: Plain, told_only: Plain, read_first: bool
) -> None:
    if read_first:
        await say(client_of, "TUN", told_only, "acknowledge")
    async with lawful(db):
        refused = plain(await say(client_of, "TUN", told_only, "refuse", reason=WHY))
    assert (refused["state"], refused["reason"]) == ("refused", WHY)
    assert refused["objection"] is False
    assert refused["clear_from"] is None
    assert refused["acknowledged_at"] is not None
    assert (await told(db, "MLT"))[-1] == "EntryRefused"
    ahead = await ahead_in(client_of, "MLT", work, "TUN")
    assert "It is refused by Tunisia: it is not expected there." in ahead["sentence"]
    assert (ahead["ask"], ahead["mode"]) == (True, "request")
    await foreseen(db)
    assert (await expected(client_of, "MLT", work))["why"] == "entry_refused"
    assert "THE UNIT MAY NOT ENTER" in await text_of(client_of, "MLT", refused)
    # It is asked for next, and a no becomes a yes.
    async with lawful(db):
        asked = await must_ask(client_of, work)
    assert (asked["state"], asked["mode"]) == ("asked", "request")


@pytest.mark.long
async def test_what_an_agreement_gives_after_notice_a_state_takes_back(
    client_of: ClientOf, db: AsyncSession, work: Plain
) -> None:
    await agreed(client_of, "notify")
    notice = await must_ask(client_of, work)
    assert (notice["state"], notice["code"]) == ("notified", "entry_notify")
    async with lawful(db):
        refused = plain(await say(client_of, "TUN", notice, "refuse", reason=WHY))
    assert (refused["objection"], refused["clear_from"]) == (False, None)
    ahead = await ahead_in(client_of, "MLT", work, "TUN")
    assert "It is refused by Tunisia" in ahead["sentence"]
    async with lawful(db):
        again = plain(await say(client_of, "TUN", refused, "grant"))
    # A notice is enough there: with a yes it is one again, and no leave that could run out.
    assert (again["state"], again["reason"]) == ("noted", "")
    assert again["clear_from"] == again["answered_at"]


@pytest.mark.long
async def test_a_no_to_a_passage_by_right_is_an_objection_and_closes_nothing(
    client_of: ClientOf, db: AsyncSession, transit: Plain
) -> None:
    notice = await must_ask(client_of, transit, territory="ITA")
    await foreseen(db)
    before = await expected(client_of, "MLT", transit)
    async with lawful(db):
        objected = plain(await say(client_of, "ITA", notice, "refuse", reason=WHY))
    assert (objected["state"], objected["objection"], objected["reason"]) == ("refused", True, WHY)
    for party in ("MLT", "ITA"):
        last = (await entries(db, party))[-1]
        assert last["type"] == "EntryObjected"
        assert (
            last["sentence"]
            == f"Italy answered Malta that it objects to the entry of Rescue 1: {WHY}"
        )
    ahead = await ahead_in(client_of, "MLT", transit, "ITA")
    assert ahead["sentence"].endswith(
        "Italy objects to it: by law no leave is needed there, and the objection is on record."
    )
    assert (ahead["ask"], ahead["mode"]) == (False, "notify")
    await foreseen(db)
    after = await expected(client_of, "MLT", transit)
    assert (after["why"], after["at"]) == (None, before["at"])
    text = await text_of(client_of, "MLT", objected)
    assert "OBJECTED TO BY ITALY" in text
    assert WHY.upper() in text
    assert "BY THE BASIS ABOVE NO LEAVE IS NEEDED" in text
    assert "MAY NOT ENTER" not in text


async def test_a_request_where_none_is_needed_is_objected_to_too(
    client_of: ClientOf, db: AsyncSession, transit: Plain
) -> None:
    asked = await must_ask(client_of, transit, territory="ITA", mode="request")
    async with lawful(db):
        objected = plain(await say(client_of, "ITA", asked, "refuse", reason=WHY))
    assert objected["objection"] is True
    assert (await told(db, "MLT"))[-1] == "EntryObjected"


async def test_a_no_to_a_ship_that_assists_takes_no_duty_from_her_master(
    client_of: ClientOf, db: AsyncSession, case_off_tunisia: Plain
) -> None:
    ship = await hailed(client_of, case_off_tunisia)
    notice = plain(await ask(client_of, ship, party="ITA"))
    async with lawful(db):
        objected = plain(await say(client_of, "TUN", notice, "refuse", reason=WHY))
    assert (objected["code"], objected["objection"]) == ("assistance_told", True)
    ahead = await ahead_in(client_of, "ITA", ship, "TUN")
    assert "Tunisia objects to it" in ahead["sentence"]
    await foreseen(db)
    assert (await expected(client_of, "ITA", ship))["why"] is None


@pytest.mark.long
async def test_a_no_to_a_ship_that_needs_leave_ends_that_she_is_expected(
    client_of: ClientOf, db: AsyncSession
) -> None:
    case = await opened(client_of, position=OFF_DJERBA, phase="alert")
    ship = await hailed(client_of, case)
    notice = plain(await ask(client_of, ship, party="ITA", mode="notify"))
    async with lawful(db):
        refused = plain(await say(client_of, "TUN", notice, "refuse", reason=WHY))
    assert (refused["code"], refused["objection"]) == ("hailed_to_work", False)
    await foreseen(db)
    assert (await expected(client_of, "ITA", ship))["why"] == "entry_refused"


async def test_only_the_state_says_no_and_says_why(client_of: ClientOf, told_only: Plain) -> None:
    for party, status in (("MLT", 403), ("ITA", 403), ("GRC", 404)):
        answer = await say(client_of, party, told_only, "refuse", reason=WHY)
        assert answer.status_code == status, party
    bare = await say(client_of, "TUN", told_only, "refuse", reason="")
    assert bare.status_code == 422


async def test_of_a_withdrawn_notice_nothing_is_refused(
    client_of: ClientOf, told_only: Plain
) -> None:
    await say(client_of, "MLT", told_only, "withdraw")
    late = await say(client_of, "TUN", told_only, "refuse", reason=WHY)
    assert late.status_code == 409
    assert await pictured(client_of, "TUN") == []


@pytest.mark.long
async def test_a_state_says_no_to_a_notice_by_voice(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    notice = await asked_of_tripoli(client_of, world, mode="notify")
    heard = {"function": "duty officer", "said": WHY, "answer": "refused"}
    async with lawful(db):
        refused = plain(await say(client_of, "MLT", notice, "voice-answer", **heard))
    assert (refused["state"], refused["reason"]) == ("refused", WHY)
    assert [one["answer"] for one in refused["voice"]] == ["refused"]
    assert (await told(db, "ITA"))[-1] == "EntryAnsweredByVoice"


async def test_what_is_written_of_a_joined_states_no_is_a_claim(
    client_of: ClientOf, db: AsyncSession, told_only: Plain
) -> None:
    heard = {"function": "duty officer", "said": WHY, "answer": "refused"}
    async with lawful(db):
        claimed = plain(await say(client_of, "MLT", told_only, "voice-answer", **heard))
    assert claimed["state"] == "notified"
    assert claimed["voice"][-1]["claimed_by"]["party"] == "MLT"
    said = plain(await say(client_of, "TUN", claimed, "refuse", reason=WHY))
    assert said["voice"][-1]["confirmed_at"] is not None


@pytest.mark.long
async def test_leave_is_asked_beside_a_notice_that_was_enough_in_distress(
    client_of: ClientOf, case_off_tunisia: Plain
) -> None:
    ship = await hailed(client_of, case_off_tunisia)
    notice = plain(await ask(client_of, ship, party="ITA"))
    assert notice["code"] == "assistance_told"
    twice = await ask(client_of, ship, party="ITA", mode="request")
    assert (twice.status_code, codes(twice)) == (409, ["asked_already"])
    path = f"/api/incidents/{case_off_tunisia['id']}/phase"
    lower = {"phase": "alert", "reason": "The boat answers, and is dry."}
    answer = await client_of("ITA", "coordinator").post(path, json=lower)
    assert answer.is_success, answer.text
    asked = await ask(client_of, ship, party="ITA")
    assert asked.status_code == 201, asked.text
    assert plain(asked)["code"] == "hailed_to_work"
