"""A party ends its own part in a version, with notice; the others and running cases go on."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.agreements import jobs as agreements_jobs
from sar.agreements.load import LINGERS, load_terms
from sar.agreements.models import Version
from sar.assets.access import asset_accesses
from sar.assets.models import Asset
from sar.live.access_watch import changed_between
from sar.record import service as record
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import (
    act,
    after_start,
    agreement,
    concluded,
    proposed,
    states,
    term,
    text,
)
from tests.given.assets import helicopter, registered
from tests.given.incidents import closed, opened
from tests.given.record import entries, told
from tests.given.requests import accepted, asked, offered
from tests.world import World

pytestmark = pytest.mark.anyio

WHY = {"reason": "A treaty replaces it."}
THREE = ("ITA", "MLT", "TUN")
EACH_OTHER = {(one, other) for one in THREE for other in THREE if one != other}


async def _shared(client_of: ClientOf, *parties: str) -> str:
    """Each shows the others the position of its assets, and lets them be asked for by name."""
    shares = term("Art. 4", visibility="position", may_request=True)
    shown = agreement(shares, parties=parties)
    for party in parties:
        await registered(client_of, party, helicopter())
    return await concluded(client_of, shown)


async def _seen(db: AsyncSession, time: ExerciseTime) -> set[tuple[str, str]]:
    """The viewers and owners of assets that are seen by a term now."""
    rows = await db.execute(select(col(Asset.id), col(Asset.party_code)))
    owners = {row.id: row.party_code for row in rows}
    found = await asset_accesses(db, now=time.now)
    return {(one.viewer, owners[one.asset_id]) for one in found if one.term}


async def _refused(client_of: ClientOf, party: str, id_: str, action: str, **body: Any) -> Any:
    answer = await client_of(party, "negotiator").post(f"/api/agreements/{id_}/{action}", json=body)
    assert answer.status_code == 409, answer.text
    return answer.json()


async def test_one_of_three_ends_its_part_and_the_others_go_on_in_their_case(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, world: World
) -> None:
    id_ = await _shared(client_of, *THREE)
    case = await opened(client_of, "ITA")
    await asked(client_of, world, "MLT", incident=case)
    time.advance(minutes=1)
    mark = await record.head(db, "ITA")
    view = await act(client_of, "TUN", id_, "end", **WHY)
    [version] = view["versions"]
    [said] = version["withdrawals"]
    assert (said["party"], said["from_at"]) == ("TUN", after_start(hours=24, minutes=1)[:-6] + "Z")
    assert (version["state"], version["ended_at"], version["suspensions"]) == ("in_force", None, [])
    assert "Tunisia ends its part here from" in version["terms"][0]["sentence"]
    [read] = await record.since(db, "ITA", mark)
    assert not read.resync
    assert record.parse(read)["sentence"] == (
        "Tunisia gave notice that its part in version 1 of TEST-1 ends at 2026-10-12T12:27:00Z:"
        " A treaty replaces it."
    )
    assert await _seen(db, time) == EACH_OTHER, "nothing changes within the notice"

    before = time.now
    time.advance(hours=24)
    assert await _seen(db, time) == {("ITA", "MLT"), ("MLT", "ITA")}
    assert await changed_between(db, before, time.now) == set(THREE)
    assert await states(client_of, "TUN", id_) == {1: "in_force"}
    [row] = await db.scalars(select(col(Version.id)))
    mark = await record.head(db, "ITA")
    await agreements_jobs.note_terms(db, version_id=str(row), now=time.now)
    [read] = await record.since(db, "ITA", mark)
    assert read.resync
    refused = await _refused(client_of, "TUN", id_, "suspend-sharing", **WHY)
    assert refused["code"] == "part_ended"
    assert refused["detail"].startswith("The part of Tunisia")
    assert (await _refused(client_of, "TUN", id_, "take-back-notice"))["code"] == "part_ended"


@pytest.mark.long
async def test_its_own_cases_go_on_for_who_ends_its_part(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, world: World
) -> None:
    id_ = await _shared(client_of, "ITA", "GRC", "TUN")
    case = await opened(client_of, "ITA", pob={"min": 0, "max": 0, "source": "caller"})
    await asked(client_of, world, "TUN", incident=case)
    time.advance(minutes=1)
    await act(client_of, "TUN", id_, "end", **WHY)
    time.advance(hours=25)
    running = {("ITA", "TUN"), ("TUN", "ITA")}
    others = {("ITA", "GRC"), ("GRC", "ITA")}
    assert await _seen(db, time) == others | running, "Greece takes no part in it"
    mark = await record.head(db, "TUN")
    await closed(client_of, case)
    assert await _seen(db, time) == others
    assert any(one.resync for one in await record.since(db, "TUN", mark))


@pytest.mark.long
async def test_between_two_the_version_ends_and_a_case_that_ran_goes_on_under_it(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, world: World
) -> None:
    id_ = await _shared(client_of, "ITA", "MLT")
    case = await opened(client_of, "ITA", pob={"min": 0, "max": 0, "source": "caller"})
    await asked(client_of, world, "MLT", incident=case)
    time.advance(minutes=1)
    view = await act(client_of, "MLT", id_, "end", **WHY)
    [version] = view["versions"]
    assert (version["state"], version["end_reason"]) == ("in_force", WHY["reason"])
    assert version["ended_at"] == version["withdrawals"][0]["from_at"]
    assert (await told(db, "ITA"))[-1] == "AgreementNoticeGiven"

    time.advance(hours=25)
    mark = await record.head(db, "ITA")
    await agreements_jobs.record_due_changes(db, agreement_id=id_, now=time.now)
    [read] = await record.since(db, "ITA", mark)
    assert read.resync
    assert record.parse(read)["sentence"] == "Version 1 of TEST-1 ended: A treaty replaces it."
    assert await states(client_of, "ITA", id_) == {1: "ended"}
    assert await _seen(db, time) == {("ITA", "MLT"), ("MLT", "ITA")}, "their case goes on"
    asset = await registered(client_of, "MLT", helicopter())
    made = await offered(
        client_of, "MLT", f"incidents/{case['id']}", asset["id"], valid_until=after_start(hours=30)
    )
    assert [one["article"] for one in made["rests_on"]] == ["Art. 4"]
    await accepted(client_of, "ITA", made)
    assert (await _refused(client_of, "MLT", id_, "end", version=1, **WHY))["code"] == "wrong_state"


@pytest.mark.long
async def test_between_two_without_a_case_nothing_is_left(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, world: World
) -> None:
    id_ = await _shared(client_of, "ITA", "MLT")
    await act(client_of, "MLT", id_, "end", **WHY)
    time.advance(minutes=1)
    case = await opened(client_of, "ITA")
    await asked(client_of, world, "MLT", incident=case)
    time.advance(hours=24)
    assert await _seen(db, time) == set(), "no case drawn in after the notice keeps a picture"
    assert await states(client_of, "ITA", id_) == {1: "in_force"}, "not recorded yet"
    await agreements_jobs.record_due_changes(db, agreement_id=id_, now=time.now)
    assert await states(client_of, "ITA", id_) == {1: "ended"}


@pytest.mark.long
async def test_terms_of_a_version_that_was_left_are_read_while_they_spare_anything(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    id_ = await _shared(client_of, "ITA", "MLT")
    case = await opened(client_of, "ITA", pob={"min": 0, "max": 0, "source": "caller"})
    time.advance(minutes=1)
    await act(client_of, "MLT", id_, "end", **WHY)
    time.advance(seconds=(timedelta(days=1) + LINGERS).total_seconds())
    assert len(await load_terms(db, now=time.now)) == 1
    await closed(client_of, case)
    assert await load_terms(db, now=time.now) == []


async def test_a_preview_says_what_shows_nothing_since_a_part_ended(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    id_ = await _shared(client_of, *THREE)
    await act(client_of, "TUN", id_, "end", **WHY)
    [row] = await _preview(client_of, viewer="TUN")
    assert (row["level"], row["suspended_from"]) == ("position", after_start(hours=24)[:-6] + "Z")
    time.advance(hours=24)
    [row] = await _preview(client_of, viewer="TUN")
    assert (row["level"], [one["article"] for one in row["suspended"]]) == ("none", ["Art. 4"])
    await act(client_of, "MLT", id_, "end", **WHY)
    [row] = await _preview(client_of, viewer="MLT")
    assert (row["level"], row["suspended_from"]) == ("position", after_start(hours=48)[:-6] + "Z")
    time.advance(hours=24)
    for viewer in ("MLT", "TUN"):
        [row] = await _preview(client_of, viewer=viewer)
        assert (row["level"], row["suspended"]) == ("none", []), "the version is over"


async def _preview(client_of: ClientOf, *, viewer: str) -> list[dict[str, Any]]:
    answer = await client_of("ITA", "negotiator").get(
        "/api/agreements/preview", params={"viewer": viewer}
    )
    assert answer.status_code == 200, answer.text
    return [one["now"] for one in answer.json()["assets"]]


@pytest.mark.long
async def test_a_newer_version_takes_the_cases_over_that_ran_under_one_that_was_left(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, world: World
) -> None:
    id_ = await _shared(client_of, "ITA", "MLT")
    case = await opened(client_of, "ITA")
    await asked(client_of, world, "MLT", incident=case)
    time.advance(minutes=1)
    await act(client_of, "MLT", id_, "end", **WHY)
    time.advance(hours=25)
    await agreements_jobs.record_due_changes(db, agreement_id=id_, now=time.now)
    await act(client_of, "ITA", id_, "versions", **text(term("Art. 5", visibility="existence")))
    await act(client_of, "ITA", id_, "propose")
    for party in ("ITA", "MLT"):
        await act(client_of, party, id_, "sign", version=2)
    assert await states(client_of, "ITA", id_) == {1: "ended", 2: "in_force"}
    assert [one.article for one in await load_terms(db, now=time.now)] == ["Art. 5"]


async def test_a_shorter_notice_is_refused_with_the_earliest_instant(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    id_ = await _shared(client_of, *THREE)
    refused = await _refused(client_of, "MLT", id_, "end", **WHY, at=after_start(hours=23))
    assert refused["code"] == "notice_too_short"
    assert refused["params"]["earliest_at"] == (time.now + timedelta(hours=24)).isoformat()
    await act(client_of, "MLT", id_, "end", **WHY, at=after_start(days=9))
    for at in (after_start(days=9), after_start(days=10)):
        assert (await _refused(client_of, "MLT", id_, "end", **WHY, at=at))["code"] == "ends_before"
    view = await act(client_of, "MLT", id_, "end", **WHY, at=after_start(days=8))
    [said] = view["versions"][0]["withdrawals"]
    assert said["from_at"].startswith("2026-10-19")


async def test_a_notice_is_taken_back_before_it_takes_effect(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    id_ = await _shared(client_of, "ITA", "MLT")
    assert (await _refused(client_of, "MLT", id_, "take-back-notice"))["code"] == "no_notice"
    await act(client_of, "MLT", id_, "end", **WHY)
    view = await act(client_of, "MLT", id_, "take-back-notice")
    [version] = view["versions"]
    assert (version["withdrawals"], version["ended_at"], version["end_reason"]) == ([], None, "")
    assert (await entries(db, "ITA"))[-1]["sentence"] == (
        "Malta took back its notice to end version 1 of TEST-1."
    )
    time.advance(hours=25)
    await agreements_jobs.record_due_changes(db, agreement_id=id_, now=time.now)
    assert await states(client_of, "ITA", id_) == {1: "in_force"}
    assert await _seen(db, time) == {("ITA", "MLT"), ("MLT", "ITA")}


@pytest.mark.long
async def test_what_a_party_had_suspended_stays_so_until_its_part_ends(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    id_ = await _shared(client_of, "ITA", "MLT")
    await act(client_of, "MLT", id_, "suspend-sharing", **WHY)
    view = await act(client_of, "MLT", id_, "end", **WHY, at=after_start(days=3))
    [version] = view["versions"]
    assert len(version["suspensions"]) == len(version["withdrawals"]) == 1
    time.advance(hours=25)
    assert await _seen(db, time) == {("MLT", "ITA")}
    time.advance(days=2)
    assert await _seen(db, time) == set()


@pytest.mark.long
async def test_when_one_of_three_is_left_the_version_ends(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    id_ = await _shared(client_of, *THREE)
    await act(client_of, "TUN", id_, "end", reason="First.", at=after_start(days=5))
    view = await act(client_of, "MLT", id_, "end", reason="Second.", at=after_start(days=3))
    [version] = view["versions"]
    assert (version["ended_at"][:10], version["end_reason"]) == ("2026-10-16", "First.")
    assert "that its part in version 1" in (await entries(db, "ITA"))[-1]["sentence"]
    time.advance(days=4)
    assert await _seen(db, time) == {("ITA", "TUN"), ("TUN", "ITA")}
    time.advance(days=1)
    await agreements_jobs.record_due_changes(db, agreement_id=id_, now=time.now)
    last = (await entries(db, "ITA"))[-1]
    assert last["sentence"] == "Version 1 of TEST-1 ended: First."
    assert await states(client_of, "ITA", id_) == {1: "ended"}


async def test_a_version_not_in_force_is_refused_at_once_and_for_all(
    client_of: ClientOf, db: AsyncSession
) -> None:
    id_ = await proposed(client_of, agreement(parties=THREE))
    refused = await _refused(client_of, "MLT", id_, "end", **WHY, at=after_start(days=2))
    assert refused["code"] == "ends_at_once"
    view = await act(client_of, "MLT", id_, "end", reason="It will not do.")
    assert view["versions"][0]["state"] == "ended"
    last = (await entries(db, "TUN"))[-1]
    assert last["sentence"] == "Version 1 of TEST-1 ended: It will not do."


async def test_a_signed_version_that_is_yet_to_come_is_withdrawn_at_once(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    id_ = await concluded(client_of, agreement(valid_from=after_start(days=2)))
    await act(client_of, "MLT", id_, "end", **WHY)
    time.advance(days=3)
    assert await states(client_of, "ITA", id_) == {1: "ended"}
