"""The record on a real database: who is told what, numbers without gaps, a chain that holds."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sar.client import own_copy
from sar.client.own_copy import CopyHead, CopyProof
from sar.database_roles import DatabaseRole
from sar.errors import Problem
from sar.live import listing
from sar.record import access_barrier, erasing, proof
from sar.record import service as record
from sar.record.entries import LogWritten, RecordErased
from sar.record.service import Actor, Picture, Views
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.record import proved
from tests.world import START, World

pytestmark = pytest.mark.anyio

ROMA = Actor(party="ITA", centre="MRCC-ROMA", who="watch.roma")
SEEN: Picture = {("incident", "1"): {"id": "1", "phase": "alert"}}
CHANGED: Picture = {("incident", "1"): {"id": "1", "phase": "distress"}}


async def write(
    db: AsyncSession,
    words: str = "On scene.",
    *,
    told: tuple[str, ...] = (),
    before: Views = record.NOTHING,
    after: Views = record.NOTHING,
    resync: tuple[str, ...] = (),
) -> None:
    """One entry by Rome."""
    await access_barrier.note(db)
    await record.write(
        db,
        LogWritten(id=uuid7(), about="ITA-2026-0001", text=words),
        by=ROMA,
        told=told,
        before=before,
        after=after,
        resync=resync,
        now=START,
    )


async def read(db: AsyncSession, party: str) -> list[dict[str, object]]:
    return [record.parse(one) for one in await record.since(db, party, 0)]


async def test_actor_and_told_read_the_fact_and_nobody_else(db: AsyncSession) -> None:
    await write(db, told=("MLT",))
    assert [e["type"] for e in await read(db, "ITA")] == ["LogWritten"]
    assert [e["type"] for e in await read(db, "MLT")] == ["LogWritten"]
    assert await read(db, "TUN") == []


async def test_only_the_own_party_reads_which_person_it_was(db: AsyncSession) -> None:
    await write(db, told=("MLT",))
    own, foreign = (await read(db, "ITA"))[0], (await read(db, "MLT"))[0]
    assert own["by"] == {"party": "ITA", "centre": "MRCC-ROMA", "who": "watch.roma"}
    assert foreign["by"] == {"party": "ITA", "centre": "MRCC-ROMA"}


async def test_who_is_not_told_reads_only_that_its_picture_changed(db: AsyncSession) -> None:
    await write(db, before={"GRC": SEEN}, after={"GRC": CHANGED})
    entry = (await read(db, "GRC"))[0]
    assert entry["type"] == "PictureChanged"
    assert entry["by"] == {"party": None, "centre": None}
    assert "On scene." not in str(entry)
    assert entry["changes"] == [
        {"thing": "incident", "id": "1", "value": {"id": "1", "phase": "distress"}}
    ]


async def test_a_picture_that_did_not_change_is_no_entry(db: AsyncSession) -> None:
    await write(db, before={"GRC": SEEN}, after={"GRC": SEEN})
    assert await read(db, "GRC") == []


async def test_what_is_no_longer_visible_is_taken_away(db: AsyncSession) -> None:
    await write(db, before={"GRC": SEEN}, after={})
    assert (await read(db, "GRC"))[0]["changes"] == [
        {"thing": "incident", "id": "1", "value": None}
    ]


async def test_a_party_that_must_read_its_snapshot_again_is_told_so(db: AsyncSession) -> None:
    await write(db, told=("MLT",), resync=("MLT", "GRC"))
    assert (await read(db, "MLT"))[0]["resync"] is True
    assert (await read(db, "GRC"))[0]["type"] == "PictureChanged"
    assert (await read(db, "ITA"))[0]["resync"] is False


async def test_pictures_of_no_known_access_are_not_recorded(db: AsyncSession) -> None:
    seen = {"GRC": SEEN}
    fact = LogWritten(id=uuid7(), about="ITA-2026-0001", text="On scene.")
    with pytest.raises(ProgrammingError, match="drawn without"):
        await record.write(db, fact, by=ROMA, told=[], before=seen, after={}, now=START)


async def test_time_does_not_go_back_behind_a_change_of_access(db: AsyncSession) -> None:
    await write(db, resync=("MLT",))
    fact = LogWritten(id=uuid7(), about="ITA-2026-0001", text="On scene.")
    with pytest.raises(OperationalError, match="access changed"):
        await record.write(
            db, fact, by=ROMA, told=[], resync=["MLT"], now=START - timedelta(seconds=1)
        )


async def test_each_party_counts_its_own_entries_without_a_gap(db: AsyncSession) -> None:
    for n in range(6):
        await write(db, told=("MLT",) if n % 2 else ())
    assert [e["number"] for e in await read(db, "ITA")] == [1, 2, 3, 4, 5, 6]
    assert [e["number"] for e in await read(db, "MLT")] == [1, 2, 3]
    assert (await record.head(db, "MLT"), await record.head(db, "TUN")) == (3, 0)


async def test_the_chain_holds(db: AsyncSession) -> None:
    for n in range(3):
        await write(db, f"entry {n}", told=("MLT",), after={"GRC": SEEN})
    found = await proved(db)
    assert (found.entries, found.erased, found.faults) == (3, 0, [])


@pytest.mark.long
async def test_an_erased_payload_leaves_the_chain_whole(db: AsyncSession) -> None:
    await write(db, "to be forgotten", told=("MLT",))
    await write(db, "to be kept")
    await db.execute(text("SET LOCAL ROLE sar_owner"))
    assert await erasing.erase(db, 1, reason="It named a survivor.") == 2
    found = await proved(db)
    assert found.faults == []
    assert found.erased == 2
    assert [e["type"] for e in await read(db, "ITA")] == ["Erased", "LogWritten", "RecordErased"]
    told = (await read(db, "MLT"))[-1]
    assert told["sentence"] == (
        "What was told in an entry (LogWritten, 2026-10-11 12:26Z) was erased: It named a survivor."
    )
    assert await read(db, "TUN") == []


async def test_what_tells_of_an_erasure_and_what_is_not_there_are_not_erased(
    db: AsyncSession,
) -> None:
    await write(db, told=("MLT",))
    await db.execute(text("SET LOCAL ROLE sar_owner"))
    assert await erasing.erase(db, 1, slot=1, reason="One reading of it.") == 1
    for number, code in ((1, None), (2, "erasure_stays"), (9, "not_found")):
        if code is None:
            await erasing.erase(db, number, reason="The other reading.")
            code = "nothing_to_erase"
        with pytest.raises(Problem) as refused:
            await erasing.erase(db, number, reason="Again.")
        assert refused.value.code == code
    assert (await proved(db)).faults == []


async def test_a_payload_that_is_gone_without_an_erasure_is_found(db: AsyncSession) -> None:
    await write(db, told=("MLT",))
    await db.execute(text("SET LOCAL ROLE sar_owner"))
    await db.execute(text("DELETE FROM record_slot WHERE number = 1 AND slot = 1"))
    [fault] = (await proved(db)).faults
    assert fault == "what was told in entry 1 is missing, and no erasure says why"


async def test_an_earlier_head_is_still_in_the_chain_and_a_cut_tail_is_not(
    db: AsyncSession,
) -> None:
    for n in range(3):
        await write(db, f"entry {n}")
    head = (await proved(db)).head
    assert proof.Head.parse(str(head)) == head
    await write(db, "one more")
    assert (await proved(db, head)).faults == []
    assert (await proved(db, proof.EMPTY)).faults == []
    await db.execute(text("SET LOCAL ROLE sar_owner"))
    for statement in (
        "DELETE FROM record_slot WHERE number >= 3",
        "DELETE FROM record_reader WHERE number >= 3",
        "DELETE FROM record_entry WHERE number >= 3",
        "UPDATE record_head h SET party_number = 2, hash = r.hash FROM record_reader r"
        " WHERE r.party_code = h.party_code AND r.party_number = 2",
    ):
        await db.execute(text(statement))
    db.expire_all()
    assert (await proved(db)).faults == [], "a cut tail alone shows nothing"
    [fault] = (await proved(db, head)).faults
    assert fault == f"the head {head} is not in the chain: it was cut or written anew"


@pytest.mark.parametrize("written", ["", "3", "x:00", "3:zz", "3:00", "-1:" + "0" * 64])
def test_what_is_no_head_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        proof.Head.parse(written)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record_slot SET body = '{}'",
        "UPDATE record_erasure SET reason = ''",
        "DELETE FROM record_erasure",
    ],
)
async def test_requests_alter_neither_what_was_told_nor_what_was_erased(
    db: AsyncSession, statement: str
) -> None:
    await write(db)
    with pytest.raises(ProgrammingError, match="permission denied"):
        await db.execute(text(statement))


@pytest.mark.parametrize(
    ("tampering", "fault"),
    [
        ("UPDATE record_slot SET body = '{}' WHERE number = 2 AND slot = 1", "has been altered"),
        ("UPDATE record_slot SET salt = '\\x00' WHERE number = 2", "has been altered"),
        ("UPDATE record_entry SET at = at + interval '1 h' WHERE number = 2", "does not follow"),
        ("UPDATE record_entry SET type = 'OfferAccepted' WHERE number = 2", "does not follow"),
        ("UPDATE record_entry SET prev = '\\x00' WHERE number = 2", "does not follow"),
        (
            "UPDATE record_entry SET parts = parts || ARRAY['\\x00'::bytea] WHERE number = 2",
            "does not follow",
        ),
        (
            "INSERT INTO record_reader VALUES ('TUN', 1, 2, 1, false, '')",
            "are not its audience",
        ),
        ("DELETE FROM record_reader WHERE number = 2", "have a gap"),
        (
            "UPDATE record_reader SET number = 5 - number WHERE party_code = 'MLT'"
            " AND number IN (2, 3)",
            "the numbers of MLT are not in the order of the chain",
        ),
        ("UPDATE record_reader SET resync = true WHERE number = 2", "the own chain of"),
        ("UPDATE record_reader SET hash = '\\x00' WHERE number = 2", "the own chain of"),
        ("UPDATE record_head SET party_number = 9", "the head of ITA is not its last entry"),
        (
            # As if the operator had erased it: nothing tells of that.
            "DELETE FROM record_slot WHERE number = 2 AND slot = 1;"
            " INSERT INTO record_erasure (number, slot, at, by, reason)"
            " VALUES (2, 1, now(), 'operator', 'It named a survivor.')",
            "what was told in entry 2 was erased, and no entry tells of it",
        ),
        (
            "DELETE FROM record_slot WHERE number = 2 AND slot = 1;"
            " INSERT INTO record_erasure (number, slot, at, by, reason, seal)"
            " VALUES (2, 1, now(), 'operator', 'It named a survivor.', '\\x00')",
            "what was erased of entry 2 is not as the record tells it",
        ),
        (
            "DELETE FROM record_slot WHERE number = 2; DELETE FROM record_reader WHERE number = 2;"
            " DELETE FROM record_entry WHERE number = 2",
            "is missing",
        ),
    ],
)
async def test_tampering_is_found(db: AsyncSession, tampering: str, fault: str) -> None:
    for n in range(3):
        await write(db, f"entry {n}", told=("MLT",))
    await db.execute(text("SET LOCAL ROLE sar_owner"))
    for statement in tampering.split(";"):
        await db.execute(text(statement))
    db.expire_all()
    assert any(fault in found for found in (await proved(db)).faults)


TABLES = ("entry", "slot", "reader", "head", "subject", "erasure")


@pytest.mark.parametrize("role", [DatabaseRole.APP, DatabaseRole.SYSTEM])
async def test_nobody_but_the_owner_writes_the_record_anew(
    db: AsyncSession, role: DatabaseRole
) -> None:
    """Web processes and workers add entries by what is pending, and in no other way."""
    await db.execute(text("SET LOCAL ROLE sar_owner"))
    rows = await db.execute(
        text(
            "SELECT 'record_' || name, privilege FROM unnest(CAST(:tables AS text[])) name,"
            " unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) privilege"
            " WHERE has_table_privilege(:role, 'record_' || name, privilege)"
        ),
        {"tables": list(TABLES), "role": role.value},
    )
    assert list(rows) == []
    await db.execute(text(f"SET LOCAL ROLE {role}"))
    await write(db, told=("MLT",))
    await db.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    assert (await proved(db)).faults == []


async def test_a_forged_table_of_the_session_is_not_written_for_the_record(
    db: AsyncSession,
) -> None:
    await db.execute(text("CREATE TEMP TABLE record_entry (LIKE public.record_entry)"))
    await write(db)
    await db.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    counts = "SELECT (SELECT count(*) FROM pg_temp.record_entry), count(*) FROM public.record_entry"
    assert (await db.execute(text(counts))).one() == (0, 1)


async def test_an_erasure_before_erasures_were_sealed_is_told_by_its_entry(
    db: AsyncSession,
) -> None:
    await write(db, "to be forgotten", told=("MLT",))
    fact = RecordErased(
        id="", about="", what="LogWritten", said_at=f"{START:%Y-%m-%d %H:%MZ}", reason="A survivor."
    )
    await record.write(db, fact, by=record.PLATFORM, told=["ITA", "MLT"], now=START)
    await db.execute(text("SET LOCAL ROLE sar_owner"))
    await db.execute(text("DELETE FROM record_slot WHERE number = 1 AND slot > 0"))
    for slot in (1, 2):
        erasure = {"slot": slot, "reason": "A survivor."}
        await db.execute(
            text(
                "INSERT INTO record_erasure (number, slot, at, by, reason)"
                " VALUES (1, :slot, now(), 'operator', :reason)"
            ),
            erasure,
        )
    assert (await proved(db)).faults == []
    await db.execute(text("UPDATE record_erasure SET reason = 'Another.' WHERE slot = 2"))
    [fault] = (await proved(db)).faults
    assert fault == "what was told in entry 1 was erased, and no entry tells of it"


async def test_one_entry_tells_of_one_act(db: AsyncSession) -> None:
    """Another payload of that kind and minute is not erased in its shadow."""
    for text_ in ("to be forgotten", "to stay"):
        await write(db, text_, told=("MLT",))
    minute = f"{START:%Y-%m-%d %H:%MZ}"
    fact = RecordErased(id="", about="", what="LogWritten", said_at=minute, reason="A survivor.")
    await record.write(db, fact, by=record.PLATFORM, told=["ITA", "MLT"], now=START)
    await db.execute(text("SET LOCAL ROLE sar_owner"))
    fault = "what was told in entry 1 was erased, and no entry tells of it"
    for number, faults in ((2, []), (1, [fault])):
        await db.execute(
            text("DELETE FROM record_slot WHERE number = :number AND slot > 0"), {"number": number}
        )
        await db.execute(
            text(
                "INSERT INTO record_erasure (number, slot, at, by, reason)"
                " SELECT :number, slot, now(), 'operator', 'A survivor.'"
                " FROM unnest(ARRAY[1, 2]) slot"
            ),
            {"number": number},
        )
        assert (await proved(db)).faults == faults


# what a party proves by itself


async def test_a_party_proves_its_own_copy_and_an_erasure_leaves_it_whole(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    for n in range(6):
        await write(db, f"entry {n}", told=("MLT",) if n % 2 else (), resync=("MLT",)[: n % 3])
    await db.commit()
    malta = client_of("MLT", "observer")
    kept = (await malta.get("/api/record")).json()["entries"]
    head = (await malta.get("/api/snapshot")).json()["head"]
    end = CopyHead(head["number"], bytes.fromhex(head["hash"]))
    assert own_copy.check(kept, head=end) == CopyProof(len(kept), 0, end, ())
    assert own_copy.check(kept[2:], after=_end(kept[1]), head=end).faults == ()
    await db.execute(text("SET LOCAL ROLE sar_owner"))
    assert await erasing.erase(db, 2, reason="It named a survivor.") == 2
    await db.execute(text("SET LOCAL ROLE sar_app"))
    now = (await malta.get("/api/record")).json()["entries"]
    found = own_copy.check(now, head=end)
    assert (found.faults, found.untold) == ((), 1)
    assert own_copy.check(kept, head=end).faults == (), "the copy itself holds as it was"
    without_changes = (await malta.get("/api/record?changes=false")).json()["entries"]
    assert own_copy.check(without_changes, head=end).faults == ()


def _end(entry: dict[str, Any]) -> CopyHead:
    return CopyHead(entry["number"], bytes.fromhex(entry["proof"]["hash"]))


async def test_a_party_without_entries_has_an_empty_head(client_of: ClientOf) -> None:
    snapshot = (await client_of("TUN", "observer").get("/api/snapshot")).json()
    assert snapshot["head"] == {"number": 0, "hash": ""}


# over HTTP


async def test_a_party_reads_the_record_by_its_own_numbers(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    for n in range(5):
        await write(db, f"entry {n}")
    await db.commit()
    page = (await client_of("ITA", "observer").get("/api/record?since=1&limit=3")).json()
    assert page["number"] == 5
    assert [e["number"] for e in page["entries"]] == [2, 3, 4]
    assert page["entries"][0]["at"] == "2026-10-11T12:26:00Z"
    other = (await client_of("MLT", "observer").get("/api/record")).json()
    assert other == {"number": 0, "entries": []}


@pytest.mark.parametrize(
    ("query", "numbers"),
    [("before=100&limit=2", [5, 4]), ("before=4", [3, 2, 1]), ("before=4&since=1", [3, 2])],
)
async def test_the_record_is_read_backwards_from_a_number(
    client_of: ClientOf, db: AsyncSession, query: str, numbers: list[int]
) -> None:
    for n in range(5):
        await write(db, f"entry {n}")
    await db.commit()
    page = (await client_of("ITA", "observer").get(f"/api/record?{query}")).json()
    assert page["number"] == 5
    assert [e["number"] for e in page["entries"]] == numbers


@pytest.mark.long
@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [1, 2, 3, 4, 5]),
        ("since=2", [3, 4, 5]),
        ("before=100", [5, 4, 3, 2, 1]),
        ("limit=2", [1, 2]),
        ("changes=false", [1, 2, 3, 4, 5]),
    ],
)
async def test_a_page_with_large_changes_ends_early_and_the_next_goes_on(
    client_of: ClientOf,
    db: AsyncSession,
    monkeypatch: pytest.MonkeyPatch,
    query: str,
    numbers: list[int],
) -> None:
    for n in range(5):
        await write(db, f"entry {n}")
    await db.commit()
    monkeypatch.setattr(listing, "PAGE_BYTES", 1)
    client, found, place = client_of("ITA", "observer"), list[int](), ""
    while page := (await client.get(f"/api/record?{query}{place}")).json()["entries"]:
        found += [entry["number"] for entry in page]
        assert len(page) == (5 if query == "changes=false" else 1)
        way = "before" if "before" in query else "since"
        place = f"&{way}={found[-1]}"
        if found == numbers:
            break
    assert found == numbers


@pytest.mark.parametrize(
    ("q", "found"), [("crew", ["The CREW is safe."]), ("100%", ["Fuel 100% full."]), ("_", [])]
)
async def test_the_record_is_searched_by_its_sentences(
    client_of: ClientOf, db: AsyncSession, q: str, found: list[str]
) -> None:
    for words in ("The CREW is safe.", "Fuel 100% full.", "Nothing to report."):
        await write(db, words)
    await db.commit()
    page = (await client_of("ITA", "observer").get("/api/record", params={"q": q})).json()
    assert [e["facts"]["text"] for e in page["entries"]] == found


@pytest.mark.parametrize(
    "query",
    ["since=-1", "since=x", "since=9223372036854775808", "limit=0", "limit=501", "q=", "before=0"],
)
async def test_a_wrong_query_is_refused(client_of: ClientOf, query: str) -> None:
    answer = await client_of("ITA", "observer").get(f"/api/record?{query}")
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/api/record", "/api/snapshot"])
async def test_a_feed_reads_nothing(client_of: ClientOf, path: str) -> None:
    assert (await client_of("ITA", "feed").get(path)).status_code == 403


async def test_a_write_over_http_is_on_the_record_of_those_it_concerns(
    client_of: ClientOf, world: World, time: ExerciseTime
) -> None:
    time.advance(minutes=1)
    path = f"/api/centres/{world.centres['MLT']}/contacts"
    contact = {"channel": "telephone", "value": "+356 21", "language": "en"}
    changed = await client_of("MLT", "admin").put(
        path, json={"contacts": [contact]}, headers={"If-Match": "1"}
    )
    assert changed.status_code == 200, changed.text
    for party in ("ITA", "MLT", "TUN", "GRC"):
        entry = (await client_of(party, "observer").get("/api/record")).json()["entries"][-1]
        assert entry["type"] == "CentreContactsChanged"
        assert entry["at"] == (START + timedelta(minutes=1)).isoformat().replace("+00:00", "Z")
        assert ("who" in entry["by"]) is (party == "MLT")


async def test_a_refused_write_leaves_no_entry(client_of: ClientOf, world: World) -> None:
    path = f"/api/centres/{world.centres['MLT']}/contacts"
    refused = await client_of("MLT", "admin").put(
        path,
        json={"contacts": [{"channel": "telephone", "value": "+356 21"}]},
        headers={"If-Match": "99"},
    )
    assert refused.status_code == 412
    assert (await client_of("MLT", "observer").get("/api/record")).json()["number"] == 0
