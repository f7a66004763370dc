"""A case is kept from parties that are not to be told of it: by every notice and every term."""

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.requests.asking.addressing import ANSWER_OVERDUE, OVERDUE
from sar.requests.asking.jobs import note_answer_overdue, note_overdue
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.features.incidents.lead.test_smc_by_voice import by_voice
from tests.given.agreements import agreement, concluded, term
from tests.given.incidents import IN_MALTAS_REGION, act, codes, opened
from tests.given.places import point
from tests.given.record import entries
from tests.given.requests import asked, deferred, request
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio

FLED = {"party": "MLT", "reason": "They fled from there."}
OF_LIBYA = {"party": "LBY", "reason": "They fled from there."}
ELSEWHERE = {"point": point(15.0, 39.0), "error_nm": 2.0}


async def says(
    client_of: ClientOf, incident_id: str, verb: str, body: dict[str, str], by: str = "ITA"
) -> httpx.Response:
    return await client_of(by, "watch_officer").post(
        f"/api/incidents/{incident_id}/{verb}", json=body
    )


async def status(client_of: ClientOf, party: str, incident_id: str) -> int:
    return (await client_of(party, "observer").get(f"/api/incidents/{incident_id}")).status_code


async def test_the_centre_of_the_region_is_not_told(client_of: ClientOf, db: AsyncSession) -> None:
    async with lawful(db):
        kept = await opened(client_of, kept_from=[FLED])
    assert await status(client_of, "MLT", kept["id"]) == 404
    assert [one["party"] for one in kept["involved"]] == ["ITA"]
    assert kept["suggested_lead"] is None
    assert [(one["party"], one["reason"]) for one in kept["kept_from"]] == [
        ("MLT", "They fled from there.")
    ]
    assert not [one for one in await entries(db, "MLT") if one["about"]["id"] == kept["id"]]
    regions = await client_of("ITA", "observer").get(f"/api/incidents/{kept['id']}/regions")
    assert [(r["centre"]["party"], r["told_at"], r["kept_from"]) for r in regions.json()] == [
        ("MLT", None, True)
    ]


@pytest.mark.long
async def test_nor_when_the_datum_moves_there(client_of: ClientOf) -> None:
    kept = await opened(client_of, position=ELSEWHERE, kept_from=[FLED])
    body = {"point": point(*IN_MALTAS_REGION), "uncertainty_nm": 2.0}
    moved = await act(client_of, "ITA", "watch_officer", f"{kept['id']}/datum", **body)
    assert moved.status_code == 200, moved.text
    assert await status(client_of, "MLT", kept["id"]) == 404


@pytest.mark.long
async def test_whoever_did_not_know_notices_nothing(client_of: ClientOf, db: AsyncSession) -> None:
    case = await opened(client_of, position=ELSEWHERE)
    before = len(await entries(db, "MLT"))
    await says(client_of, case["id"], "keep-from", FLED)
    await says(client_of, case["id"], "keep-from-no-more", FLED)
    assert len(await entries(db, "MLT")) == before


@pytest.mark.long
@pytest.mark.parametrize("awareness", ["full", "coarse"])
async def test_no_term_shows_it_what_is_kept_from_it(
    client_of: ClientOf, db: AsyncSession, awareness: str
) -> None:
    await concluded(client_of, agreement(term(incident_awareness=awareness)))
    seen = await opened(client_of, position=ELSEWHERE)
    assert await status(client_of, "MLT", seen["id"]) == 200
    async with lawful(db):
        kept = await says(client_of, seen["id"], "keep-from", FLED)
    assert kept.status_code == 200, kept.text
    assert await status(client_of, "MLT", seen["id"]) == 404
    listed = (await client_of("MLT", "observer").get("/api/incidents")).json()["items"]
    assert [one["id"] for one in listed] == []
    snapshot = (await client_of("MLT", "observer").get("/api/snapshot")).json()
    assert snapshot["incident"] == []
    told = await entries(db, "MLT", of="CaseKeptFrom")
    assert told == []


async def test_nobody_addresses_it_by_mistake(client_of: ClientOf, world: World) -> None:
    kept = await opened(client_of, kept_from=[FLED, OF_LIBYA])
    watch, coordinator = client_of("ITA", "watch_officer"), client_of("ITA", "coordinator")
    for party, name in (("MLT", "Malta"), ("LBY", "Libya")):
        asked = await watch.post("/api/requests", json=request(world, party, incident=kept))
        assert codes(asked) == ["kept_from"], asked.text
        assert f"{name} is not to be told of this case" in asked.text
    proposed = await coordinator.post(
        f"/api/incidents/{kept['id']}/coordination",
        json={"office": "smc", "to_centre_id": str(world.centres["MLT"])},
    )
    assert codes(proposed) == ["kept_from"], proposed.text
    theirs = await opened(client_of, "MLT", position=ELSEWHERE)
    await concluded(client_of, agreement(term(incident_awareness="full")))
    linked = await watch.post(f"/api/incidents/{kept['id']}/links", json={"other_id": theirs["id"]})
    assert codes(linked) == ["kept_from"], linked.text
    assert (await watch.get("/api/requests")).json()["items"] == []


async def test_taken_off_the_list_it_is_told_at_once(client_of: ClientOf, db: AsyncSession) -> None:
    kept = await opened(client_of, kept_from=[FLED])
    body = {"party": "MLT", "reason": "They did not come from there."}
    async with lawful(db):
        answer = await says(client_of, kept["id"], "keep-from-no-more", body)
    assert answer.json()["kept_from"] == []
    assert await status(client_of, "MLT", kept["id"]) == 200
    again = await says(client_of, kept["id"], "keep-from-no-more", body)
    assert codes(again) == ["not_kept_from"]


async def test_who_knows_already_cannot_be_kept_out(client_of: ClientOf) -> None:
    known = await opened(client_of)
    refused = await says(client_of, known["id"], "keep-from", FLED)
    assert codes(refused) == ["knows_already"]
    theirs = await says(client_of, known["id"], "keep-from", OF_LIBYA, by="MLT")
    assert codes(theirs) == ["not_lead"]


async def test_who_is_mission_coordinator_by_voice_knows_too(
    client_of: ClientOf, world: World
) -> None:
    case = await opened(client_of, position=ELSEWHERE)
    assert (await by_voice(client_of, world, case)).is_success
    refused = await says(client_of, case["id"], "keep-from", OF_LIBYA)
    assert codes(refused) == ["knows_already"]


@pytest.mark.parametrize(("party", "code"), [("ITA", "own_party"), ("XYZ", "no_such_party")])
async def test_only_another_party_is_named(client_of: ClientOf, party: str, code: str) -> None:
    case = await opened(client_of, position=ELSEWHERE)
    refused = await says(client_of, case["id"], "keep-from", {"party": party, "reason": "Fear."})
    assert (refused.status_code, codes(refused)) == (422, [code])


async def test_a_centre_only_listed_need_not_be_called(client_of: ClientOf) -> None:
    off_tripoli = {"point": point(13.2, 33.3), "error_nm": 2.0}
    told = await opened(client_of, position=off_tripoli)
    assert [one["party"] for one in told["to_be_called"]] == ["LBY"]
    kept = await opened(client_of, position=off_tripoli, kept_from=[OF_LIBYA])
    assert kept["to_be_called"] == []
    after = await says(client_of, told["id"], "keep-from", OF_LIBYA)
    assert after.json()["to_be_called"] == []


@pytest.mark.long
async def test_a_centre_that_was_asked_before_is_not_to_be_called_for_its_answer(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    await asked(client_of, world, "LBY", incident=case)
    kept = await says(client_of, case["id"], "keep-from", OF_LIBYA)
    assert kept.status_code == 200, kept.text
    before = len(await entries(db, "ITA"))
    for work, name in ((note_overdue, OVERDUE), (note_answer_overdue, ANSWER_OVERDUE)):
        (job,) = await deferred(db, name)
        await work(db, now=time.advance(minutes=15), **job)
        await db.commit()
    assert len(await entries(db, "ITA")) == before


GOVERNMENT = {"party": "their own government", "reason": "They fled from there."}


async def test_words_that_name_no_party_open_the_case_and_nobody_is_told_until_it_is_settled(
    client_of: ClientOf, db: AsyncSession
) -> None:
    async with lawful(db):
        kept = await opened(client_of, kept_from=[GOVERNMENT])
    assert [(one["party"], one["word"], one["reason"]) for one in kept["kept_from"]] == [
        ("", "their own government", "They fled from there.")
    ]
    assert [one["party"] for one in kept["involved"]] == ["ITA"]
    assert await status(client_of, "MLT", kept["id"]) == 404
    # Nor once the datum moves, or the phase is another.
    body = {"point": point(*IN_MALTAS_REGION), "uncertainty_nm": 2.0}
    assert (await act(client_of, "ITA", "watch_officer", f"{kept['id']}/datum", **body)).is_success
    assert await status(client_of, "MLT", kept["id"]) == 404
    # It is settled: they mean Libya, and the others are told.
    async with lawful(db):
        named = await says(client_of, kept["id"], "keep-from", OF_LIBYA)
    assert named.is_success
    assert await status(client_of, "MLT", kept["id"]) == 404
    off = {"word": "their own government", "reason": "They mean Libya."}
    async with lawful(db):
        seen = (await says(client_of, kept["id"], "keep-from-no-more", off)).json()
    assert [(one["party"], one["word"]) for one in seen["kept_from"]] == [("LBY", "")]
    assert await status(client_of, "MLT", kept["id"]) == 200
    assert (await entries(db, "ITA"))[-1]["sentence"] == (
        f"{kept['reference']}: “their own government” may be told. They mean Libya."
    )
    again = await says(client_of, kept["id"], "keep-from-no-more", off)
    assert (again.status_code, codes(again)) == (409, ["not_kept_from"])


async def test_whom_people_ask_is_told_whatever_words_stand(
    client_of: ClientOf, world: World
) -> None:
    kept = await opened(client_of, kept_from=[GOVERNMENT])
    await asked(client_of, world, "MLT", incident=kept)
    assert await status(client_of, "MLT", kept["id"]) == 200


@pytest.mark.long
@pytest.mark.parametrize(
    ("said", "party"),
    [("mlt", "MLT"), (" Malta ", "MLT"), ("MALTA.", "MLT"), ("Maltа", ""), ("Italy", "")],
)
async def test_a_party_is_named_by_code_or_name_and_by_no_likeness(
    client_of: ClientOf, said: str, party: str
) -> None:
    kept = await opened(client_of, kept_from=[{"party": said}])
    ((named, word, reason),) = [
        (one["party"], one["word"], one["reason"]) for one in kept["kept_from"]
    ]
    assert (named, word) == (party, "" if party else said.strip())
    assert reason == "No reason was written. Whoever opened the case fears harm if it is told."
    assert await status(client_of, "MLT", kept["id"]) == 404


@pytest.mark.parametrize("body", [{}, {"party": "MLT", "word": "Malta"}])
async def test_one_is_taken_off_at_a_time(client_of: ClientOf, body: dict[str, str]) -> None:
    kept = await opened(client_of, kept_from=[FLED])
    tried = await says(client_of, kept["id"], "keep-from-no-more", {**body, "reason": "A slip."})
    assert (tried.status_code, codes(tried)) == (422, ["party_or_word"])


@pytest.mark.long
async def test_a_term_that_shares_cases_shows_none_that_is_held_back(client_of: ClientOf) -> None:
    shares = term("Art. 3", grantor="ITA", grantees=["GRC"], incident_awareness="full")
    await concluded(client_of, agreement(shares, reference="IG", parties=("ITA", "GRC")))
    kept = await opened(client_of, kept_from=[GOVERNMENT])
    assert await status(client_of, "GRC", kept["id"]) == 404
    off = {"word": "their own government", "reason": "They mean nobody here."}
    assert (await says(client_of, kept["id"], "keep-from-no-more", off)).is_success
    assert await status(client_of, "GRC", kept["id"]) == 200
