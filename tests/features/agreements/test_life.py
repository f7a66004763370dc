"""Agreements from draft to end, over HTTP as their parties and as strangers."""

import pytest
from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sar import jobs
from sar.agreements import jobs as agreements_jobs
from sar.agreements import recording, visible
from sar.agreements.load import load_terms
from sar.parties import directory
from sar.parties.models import Party
from sar.record import service as record
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import (
    act,
    after_start,
    agreement,
    concluded,
    drafted,
    proposed,
    states,
    suspended_whole,
    term,
    text,
)
from tests.given.record import entries, told
from tests.world import START

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_signed_by_all_it_is_in_force(client_of: ClientOf) -> None:
    id_ = await proposed(client_of, agreement())
    await act(client_of, "ITA", id_, "sign", version=1)
    assert await states(client_of, "MLT", id_) == {1: "proposed"}
    view = await act(client_of, "MLT", id_, "sign", version=1)
    assert view["versions"][0]["state"] == "in_force"
    assert [s["party"] for s in view["versions"][0]["signatures"]] == ["ITA", "MLT"]


async def test_each_term_says_in_english_what_it_does(client_of: ClientOf) -> None:
    id_ = await drafted(client_of, agreement(term("Art. 4", grantor="ITA", visibility="readiness")))
    view = (await client_of("ITA", "observer").get(f"/api/agreements/{id_}")).json()
    [said] = [t["sentence"] for t in view["versions"][0]["terms"]]
    assert said == "Italy shows Malta the readiness of all its assets, not their position."


async def test_a_party_that_is_renamed_stands_by_its_new_name_and_all_read_it_anew(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    id_ = await proposed(client_of, agreement(term("Art. 4", grantor="ITA", may_request=True)))
    mark = await record.head(db, "ITA")
    malta = await db.get_one(Party, "MLT")
    await directory.change_party(
        db, malta, name="Republic of Malta", treaties=None, join=False, now=time.now
    )
    await db.commit()
    view = (await client_of("ITA", "observer").get(f"/api/agreements/{id_}")).json()
    said = view["versions"][0]["terms"][0]["sentence"]
    assert said.startswith("Italy may be asked by Republic of Malta")
    assert (await record.since(db, "ITA", mark))[-1].resync
    text_ = (await client_of("ITA", "observer").get(f"/api/agreements/{id_}/arrangement")).text
    assert "> Article 1 says: Italy may be asked by Republic of Malta" in text_


@pytest.mark.parametrize("role", ["observer", "watch_officer", "coordinator", "registrar", "admin"])
async def test_only_negotiators_draft_and_sign(client_of: ClientOf, role: str) -> None:
    id_ = await proposed(client_of, agreement())
    client = client_of("ITA", role)
    answer = await client.post("/api/agreements", json=agreement(reference="TEST-2"))
    assert (answer.status_code, answer.json()["code"]) == (403, "role_missing")
    answer = await client.post(f"/api/agreements/{id_}/sign", json={"version": 1})
    assert (answer.status_code, answer.json()["code"]) == (403, "role_missing")


async def test_nobody_signs_twice(client_of: ClientOf) -> None:
    id_ = await proposed(client_of, agreement())
    await act(client_of, "MLT", id_, "sign", version=1)
    answer = await client_of("MLT", "negotiator").post(
        f"/api/agreements/{id_}/sign", json={"version": 1}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "already_signed")
    assert answer.json()["detail"] == "Malta has confirmed version 1."
    assert answer.json()["state"] == "proposed"


async def test_a_repeated_signature_is_one(client_of: ClientOf, db: AsyncSession) -> None:
    id_ = await proposed(client_of, agreement())
    client = client_of("MLT", "negotiator")
    for _ in range(2):
        answer = await client.post(
            f"/api/agreements/{id_}/sign", json={"version": 1}, headers={"Idempotency-Key": "once"}
        )
        assert answer.status_code == 200
    assert (await told(db, "MLT")).count("AgreementSigned") == 1


async def test_entering_into_force_changes_what_every_party_sees(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await concluded(client_of, agreement())
    for party in ("ITA", "MLT"):
        reads = await record.since(db, party, 0)
        last = record.parse(reads[-1])
        assert last["type"] == "AgreementEnteredIntoForce"
        assert reads[-1].resync
    assert {term.version for term in await load_terms(db, now=START)} == {1}


@pytest.mark.long
async def test_a_term_is_read_as_it_stands_in_the_transaction(
    client_of: ClientOf, db: AsyncSession
) -> None:
    """Rows that were read before are known again; another state of one, even of the same moment,
    is not taken for it."""
    await concluded(client_of, agreement())

    async def articles() -> set[str]:
        return {one.article for one in await load_terms(db, now=START, parties=["ITA"])}

    stands = await articles()
    assert stands == await articles()
    for article in ("Art. 98", "Art. 99"):
        other = "UPDATE term SET document = document || CAST(:other AS jsonb)"
        await db.execute(sql(other), {"other": f'{{"article": "{article}"}}'})
        assert await articles() == {article}
    await db.rollback()
    assert await articles() == stands


async def test_no_term_is_lost_when_there_is_room_for_none(
    client_of: ClientOf, db: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sar.agreements.load._MOST", 0)
    for reference in ("ROOM-1", "ROOM-2", "ROOM-3"):
        await concluded(client_of, agreement(reference=reference))
        found = [one.agreement for one in await load_terms(db, now=START, parties=["ITA"])]
        assert found == sorted(found)
        assert reference in found
    assert len(set(found)) == 3


@pytest.mark.long
async def test_it_enters_into_force_when_its_time_comes(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    id_ = await concluded(client_of, agreement(valid_from=after_start(hours=2)))
    assert await states(client_of, "ITA", id_) == {1: "proposed"}
    assert await load_terms(db, now=time.now) == []
    time.advance(hours=2)
    assert len(await load_terms(db, now=time.now)) == 1
    await agreements_jobs.record_due_changes(db, agreement_id=id_, now=time.now)
    assert await states(client_of, "ITA", id_) == {1: "in_force"}
    assert (await told(db, "MLT"))[-1] == "AgreementEnteredIntoForce"
    await agreements_jobs.record_due_changes(db, agreement_id=id_, now=time.now)
    assert (await told(db, "MLT")).count("AgreementEnteredIntoForce") == 1


@pytest.mark.long
async def test_time_is_noticed_by_a_job(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    bounded = term(visibility="existence", valid_until=after_start(hours=5))
    body = agreement(bounded, valid_from=after_start(hours=2), valid_until=after_start(hours=9))
    await concluded(client_of, body)
    rows = await db.execute(sql("SELECT args->>'work', args->>'at' FROM procrastinate_jobs"))
    waiting = {(work, at) for work, at in rows}
    assert waiting == {
        (recording.DUE_CHANGES, after_start(hours=2)),
        (recording.DUE_CHANGES, after_start(hours=9)),
        (recording.NOTE_TERMS, after_start(hours=5)),
        (recording.WEIGH_CONFLICTS, after_start(hours=0)),
        (recording.WEIGH_CONFLICTS, after_start(hours=9)),
    }
    time.advance(hours=2)
    await jobs.perform(db, recording.DUE_CHANGES, {"agreement_id": body["id"]}, due_at=time.now)
    assert (await told(db, "ITA"))[-1] == "AgreementEnteredIntoForce"


@pytest.mark.long
async def test_the_end_of_a_single_term_is_told_as_a_changed_picture(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    id_ = await concluded(
        client_of, agreement(term(visibility="existence", valid_until=after_start(hours=5)))
    )
    view = (await client_of("ITA", "observer").get(f"/api/agreements/{id_}")).json()
    time.advance(hours=5)
    await agreements_jobs.note_terms(db, version_id=view["versions"][0]["id"], now=time.now)
    reads = await record.since(db, "MLT", 0)
    assert record.parse(reads[-1])["type"] == "PictureChanged"
    assert reads[-1].resync


@pytest.mark.long
async def test_its_validity_ends_it(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    id_ = await concluded(client_of, agreement(valid_until=after_start(days=1)))
    time.advance(days=1)
    assert await load_terms(db, now=time.now) == []
    await agreements_jobs.record_due_changes(db, agreement_id=id_, now=time.now)
    last = (await entries(db, "MLT"))[-1]
    assert last["sentence"] == "Version 1 of TEST-1 ended: Its validity is over."


@pytest.mark.long
async def test_a_newer_version_ends_the_older_one(client_of: ClientOf, db: AsyncSession) -> None:
    id_ = await concluded(client_of, agreement())
    await act(client_of, "MLT", id_, "versions", **text(term(visibility="readiness")))
    assert await states(client_of, "ITA", id_) == {1: "in_force"}
    await act(client_of, "MLT", id_, "propose")
    await act(client_of, "MLT", id_, "sign", version=2)
    assert await states(client_of, "ITA", id_) == {1: "in_force", 2: "proposed"}
    await act(client_of, "ITA", id_, "sign", version=2)
    assert await states(client_of, "MLT", id_) == {1: "ended", 2: "in_force"}
    assert {term.version for term in await load_terms(db, now=START)} == {2}
    assert (await told(db, "ITA"))[-3:] == [
        "AgreementSigned",
        "AgreementEnded",
        "AgreementEnteredIntoForce",
    ]


@pytest.mark.long
async def test_a_newer_version_ends_the_older_one_when_its_time_comes_and_not_before(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    id_ = await concluded(client_of, agreement())
    await act(client_of, "ITA", id_, "versions", **text(valid_from=after_start(days=1)))
    await act(client_of, "ITA", id_, "propose")
    for party in ("ITA", "MLT"):
        await act(client_of, party, id_, "sign", version=2)
    assert await states(client_of, "MLT", id_) == {1: "in_force", 2: "proposed"}
    time.advance(days=1)
    assert {term.version for term in await load_terms(db, now=time.now)} == {2}
    await agreements_jobs.record_due_changes(db, agreement_id=id_, now=time.now)
    assert await states(client_of, "MLT", id_) == {1: "ended", 2: "in_force"}


@pytest.mark.long
async def test_withdrawing_the_newer_version_in_time_keeps_the_older_one(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    id_ = await concluded(client_of, agreement())
    await act(client_of, "ITA", id_, "versions", **text(valid_from=after_start(days=1)))
    await act(client_of, "ITA", id_, "propose")
    for party in ("ITA", "MLT"):
        await act(client_of, party, id_, "sign", version=2)
    await act(client_of, "MLT", id_, "end", version=2, reason="not agreed after all")
    time.advance(days=1)
    assert {term.version for term in await load_terms(db, now=time.now)} == {1}
    await agreements_jobs.record_due_changes(db, agreement_id=id_, now=time.now)
    assert await states(client_of, "ITA", id_) == {1: "in_force", 2: "ended"}


@pytest.mark.long
async def test_what_time_brought_is_recorded_before_what_is_done_next(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    id_ = await concluded(client_of, agreement(valid_from=after_start(hours=1)))
    time.advance(hours=2)
    await act(client_of, "MLT", id_, "suspend-sharing", reason="under review")
    assert (await told(db, "ITA"))[-2:] == ["AgreementEnteredIntoForce", "SharingSuspended"]


async def test_no_party_takes_a_version_out_of_force_for_all(client_of: ClientOf) -> None:
    id_ = await concluded(client_of, agreement())
    answer = await client_of("ITA", "negotiator").post(
        f"/api/agreements/{id_}/suspend", json={"reason": "under review"}
    )
    assert answer.status_code == 404
    assert await states(client_of, "MLT", id_) == {1: "in_force"}


async def test_what_an_earlier_release_suspended_whole_is_read_and_resumed_by_who_did_it(
    client_of: ClientOf, db: AsyncSession
) -> None:
    id_ = await concluded(client_of, agreement())
    await suspended_whole(db, id_, by="ITA")
    assert await states(client_of, "MLT", id_) == {1: "suspended"}
    assert await load_terms(db, now=START) == []
    mark = await record.head(db, "MLT")
    answer = await client_of("MLT", "negotiator").post(f"/api/agreements/{id_}/resume", json={})
    assert (answer.status_code, answer.json()["code"]) == (409, "not_the_suspender")
    view = await act(client_of, "ITA", id_, "resume")
    assert view["versions"][0]["state"] == "in_force"
    [read] = await record.since(db, "MLT", mark)
    assert read.resync
    assert record.parse(read)["type"] == "AgreementResumed"
    assert len(await load_terms(db, now=START)) == 1


@pytest.mark.long
async def test_it_ends_by_notice(client_of: ClientOf, db: AsyncSession, time: ExerciseTime) -> None:
    id_ = await concluded(client_of, agreement())
    at = after_start(days=30)
    view = await act(client_of, "MLT", id_, "end", reason="withdrawal", at=at)
    assert view["versions"][0]["state"] == "in_force"
    assert (await told(db, "ITA"))[-1] == "AgreementNoticeGiven"
    answer = await client_of("ITA", "negotiator").post(
        f"/api/agreements/{id_}/end", json={"reason": "later", "at": after_start(days=40)}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "ends_before")
    time.advance(days=30)
    await agreements_jobs.record_due_changes(db, agreement_id=id_, now=time.now)
    last = (await entries(db, "ITA"))[-1]
    assert last["sentence"] == "Version 1 of TEST-1 ended: withdrawal"


async def test_notice_is_not_given_for_the_past(client_of: ClientOf) -> None:
    id_ = await concluded(client_of, agreement())
    answer = await client_of("MLT", "negotiator").post(
        f"/api/agreements/{id_}/end", json={"reason": "backdated", "at": after_start(days=-1)}
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "in_the_past")


@pytest.mark.long
async def test_a_version_in_force_is_not_signed_again(client_of: ClientOf) -> None:
    id_ = await concluded(client_of, agreement())
    answer = await client_of("MLT", "negotiator").post(
        f"/api/agreements/{id_}/sign", json={"version": 1}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "wrong_state")
    assert "Version 1 is in force: it cannot be signed." in answer.json()["detail"]


async def test_a_version_that_is_not_there_is_not_found(client_of: ClientOf) -> None:
    id_ = await proposed(client_of, agreement())
    answer = await client_of("ITA", "negotiator").post(
        f"/api/agreements/{id_}/sign", json={"version": 9}
    )
    assert answer.status_code == 404


@pytest.mark.long
@pytest.mark.parametrize("body", [{}, {"version": None}, {"version": 0}])
async def test_a_signature_is_given_to_a_text_that_was_read(
    client_of: ClientOf, body: dict[str, object]
) -> None:
    id_ = await proposed(client_of, agreement())
    answer = await client_of("MLT", "negotiator").post(f"/api/agreements/{id_}/sign", json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "version"
    assert await states(client_of, "MLT", id_) == {1: "proposed"}


WHY = {"reason": "curious"}
STEPS = ("propose", "sign", "resume", "suspend-sharing", "resume-sharing")
ENDS = ("end", "take-back-notice")


@pytest.mark.long
@pytest.mark.parametrize("action", [*STEPS, *ENDS])
async def test_strangers_find_nothing_to_act_on(client_of: ClientOf, action: str) -> None:
    id_ = await concluded(client_of, agreement())
    body = {"sign": {"version": 1}, "suspend-sharing": WHY, "end": WHY}.get(action, {})
    for where in (id_, str(uuid7())):
        answer = await client_of("TUN", "negotiator").post(
            f"/api/agreements/{where}/{action}", json=body
        )
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.long
async def test_all_of_three_must_sign(client_of: ClientOf) -> None:
    body = agreement(parties=["ITA", "MLT", "TUN"])
    id_ = await proposed(client_of, body)
    for party in ("TUN", "ITA"):
        await act(client_of, party, id_, "sign", version=1)
    assert await states(client_of, "MLT", id_) == {1: "proposed"}
    await act(client_of, "MLT", id_, "sign", version=1)
    assert await states(client_of, "TUN", id_) == {1: "in_force"}


@pytest.mark.long
async def test_old_picture_and_entries_give_the_new_picture(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    """The law of the live picture, over a whole life and for every party."""
    id_ = await concluded(client_of, agreement(valid_from=after_start(hours=1)))
    start = {party: await visible.picture(db, party) for party in ("ITA", "MLT", "TUN")}
    marks = {party: await record.head(db, party) for party in start}
    time.advance(hours=1)
    await agreements_jobs.record_due_changes(db, agreement_id=id_, now=time.now)
    await act(client_of, "MLT", id_, "versions", **text(note="better"))
    await act(client_of, "ITA", id_, "versions", **text(note="worse"))
    await client_of("ITA", "negotiator").delete(f"/api/agreements/{id_}/draft")
    await act(client_of, "MLT", id_, "propose")
    for party in ("ITA", "MLT"):
        await act(client_of, party, id_, "sign", version=2)
    await act(client_of, "ITA", id_, "suspend-sharing", reason="under review")
    await act(client_of, "ITA", id_, "resume-sharing")
    await act(client_of, "MLT", id_, "end", reason="notice", at=after_start(days=9))
    await act(client_of, "ITA", id_, "end", reason="sooner")
    await act(client_of, "ITA", id_, "take-back-notice")
    await act(client_of, "ITA", id_, "end", reason="sooner, after all")
    time.advance(days=1)
    await agreements_jobs.record_due_changes(db, agreement_id=id_, now=time.now)
    db.expire_all()
    for party, picture in start.items():
        for entry in await entries(db, party, marks[party]):
            picture = record.apply(picture, entry["changes"])
        assert picture == await visible.picture(db, party)
