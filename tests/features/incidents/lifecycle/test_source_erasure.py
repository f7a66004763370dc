"""After an erasure nobody reads who told of a case, on any route, and the record stays proven."""

import re
from collections.abc import Container
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.db import metadata
from sar.distress_reports.forgetting import erase_sources
from sar.errors import NotFound
from sar.record import erasing
from tests.clients import ClientOf
from tests.features.test_access import ROWS
from tests.given.affair import Affair, arranged, heard_things
from tests.given.incidents import JOINED, act, case_changed, opened
from tests.given.places import point
from tests.given.record import entries, proved
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio

Json = dict[str, Any]
TOLD = {
    "who": "Nadia of the Sirocco",
    "call_back": "+8816 41 42 43",
    "channel": "Sat phone 77",
    "position": "Yacht Grecale",
    "pob": "Her brother Elia",
    "water": "Fisher Ombretta",
    "sheet": "Deckhand Severina",
    "refusal": "Skipper Ulderico",
    "route": "Porto Sirocco",
    "agreed": "Meet Captain Ermenegilda",
    "tow": "Bosun Ippolita",
    "authority": "Pilot Fiordaliso",
    "over": "Agent Quirinale",
    "craft": "Stella Ventosa",
    "callsign": "5AVENT7",
    "mmsi": "642777888",
}
REASON = "They asked for it."


async def erased(db: AsyncSession, reference: str) -> int:
    """The erasure, as the operator's command does it; of how many payloads."""
    await db.execute(text("SET LOCAL ROLE sar_owner"))
    found = await erase_sources(db, reference, reason=REASON, now=clock.now())
    await db.execute(text("SET LOCAL ROLE sar_app"))
    return found.count


async def told(client_of: ClientOf, incident: Json) -> None:
    """All that names a source: a position, the number on board, people in the water, a report."""
    id_ = incident["id"]
    place = {"point": point(12.8, 34.4), "source": TOLD["position"]}
    await act(client_of, "MLT", "watch_officer", f"{id_}/positions", **place)
    line = {"criterion": "adrift", "answer": "yes", "source": TOLD["sheet"]}
    await act(
        client_of, "ITA", "watch_officer", f"{id_}/assessment", answers=[line], source=TOLD["sheet"]
    )
    await act(client_of, "MLT", "watch_officer", f"{id_}/help-refused", source=TOLD["refusal"])
    route = {"last_port": TOLD["route"], "port_at": point(11.0, 37.0), "source": TOLD["route"]}
    await act(client_of, "ITA", "watch_officer", f"{id_}/voyage", **route)
    tow = {"unit": "A tug", "reason": "It drifts ashore.", "source": TOLD["tow"]}
    await act(client_of, "MLT", "watch_officer", f"{id_}/tow", **tow)
    has: Json = {"name": "Coast police", "unit": "P 12", "source": TOLD["authority"]}
    await act(client_of, "MLT", "watch_officer", f"{id_}/other-authority", **has)
    navy: Json = {"name": "Navy", "source": TOLD["authority"]}
    await act(client_of, "MLT", "watch_officer", f"{id_}/other-authority", **navy)
    left: Json = {"name": "Navy", "over": True, "source": TOLD["over"]}
    await act(client_of, "MLT", "watch_officer", f"{id_}/other-authority", **left)
    said = {"function": "Duty officer", "agreed": TOLD["agreed"]}
    await act(client_of, "MLT", "watch_officer", f"{id_}/called-people", **said)
    changes: Json = {
        "craft": {
            "name": TOLD["craft"],
            "callsign": TOLD["callsign"],
            "mmsi": TOLD["mmsi"],
            "flag": "LBY",
        },
        "pob": {"min": 3, "max": 3, "source": TOLD["pob"]},
        "pob_reason": "Counted from a list.",
        "in_water": {"since": clock.now().isoformat(), "source": TOLD["water"]},
    }
    await case_changed(client_of, incident, **changes)
    assert (await act(client_of, "MLT", "watch_officer", f"{id_}/sitreps")).status_code == 201


SOURCE = {"who": TOLD["who"], "call_back": TOLD["call_back"], "channel": TOLD["channel"]}


def tells(read: str) -> list[str]:
    """The sources that stand in a text, which may be in capitals and cut into lines."""
    plain = re.sub(r"(?:\\n|\s)+", " ", read).casefold()
    return [name for name, source in TOLD.items() if source.casefold() in plain]


@pytest.mark.long
async def test_no_route_tells_a_source_that_was_erased(
    application: FastAPI, client_of: ClientOf, db: AsyncSession, world: World
) -> None:
    affair = await arranged(client_of, world)
    affair.ids |= await heard_things(db)
    incident = await opened(client_of, source=SOURCE)
    affair.ids["incident"] = incident["id"]
    await told(client_of, incident)
    reads = [row for row in ROWS if row.method == "GET" and "chart" not in row.route]

    async def read() -> dict[str, list[str]]:
        found = {}
        for row in reads:
            for party in JOINED:
                answer = await client_of(party, "all").get(affair.fill(row.address))
                if said := tells(answer.text):
                    found[f"{party} {row.route}"] = said
        return found

    before = await read()
    for route in ("", "/positions", "/log", "/history", "/text", "/sitreps"):
        assert f"MLT GET /api/incidents/{{incident_id}}{route}" in before, route
    assert {"ITA GET /api/record", "MLT GET /api/snapshot"} <= before.keys()
    assert await erased(db, incident["reference"]) > 0
    assert await read() == {}


async def test_no_table_keeps_a_source_that_was_erased(
    client_of: ClientOf, db: AsyncSession
) -> None:
    incident = await opened(client_of, source=SOURCE)
    await told(client_of, incident)

    async def kept() -> set[str]:
        await db.execute(text("SET LOCAL ROLE sar_owner"))
        found = set()
        for table in metadata.tables:
            rows = await db.execute(text(f'SELECT t::text FROM "{table}" t'))  # noqa: S608 our own
            if any(tells(row) for row in rows.scalars()):
                found.add(table)
        return found

    keeping = {"incident", "reported_position", "datum_change", "log_line", "sitrep", "record_slot"}
    assert await kept() == keeping
    await erased(db, incident["reference"])
    # The number on board and the people in the water stay, without who has told them.
    assert await kept() == set()


@pytest.mark.long
async def test_the_pictures_follow_and_the_readers_are_told_why(
    client_of: ClientOf, db: AsyncSession
) -> None:
    incident = await opened(client_of, source=SOURCE)
    await told(client_of, incident)
    async with lawful(db):
        await erased(db, incident["reference"])
    for party in ("ITA", "MLT"):
        last = (await entries(db, party))[-1]
        assert last["type"] == "RecordErased"
        assert last["sentence"].endswith(f"was erased: {REASON}")
        (step,) = last["changes"]
        assert step["value"]["source"] | {"language": ""} == {
            "who": "",
            "call_back": "",
            "channel": "",
            "language": "",
        }
    assert not await entries(db, "GRC", of="RecordErased")


async def test_what_is_left_is_proven(client_of: ClientOf, db: AsyncSession) -> None:
    incident, other = await opened(client_of, source=SOURCE), await opened(client_of)
    before = await proved(db)
    count = await erased(db, incident["reference"])
    found = await proved(db, before.head)
    assert (found.faults, found.erased, found.erased_in_part) == ([], 0, count)
    again = await erased(db, incident["reference"])
    assert again == 0, "nothing is left to erase"
    more = await erased(db, other["reference"])
    found = await proved(db, before.head)
    assert (found.faults, found.erased_in_part) == ([], count + more)


async def test_what_was_erased_in_part_may_be_erased_whole(
    client_of: ClientOf, db: AsyncSession
) -> None:
    incident = await opened(client_of, source=SOURCE)
    count = await erased(db, incident["reference"])
    number = await db.scalar(text("SELECT min(number) FROM record_erasure"))
    await db.execute(text("SET LOCAL ROLE sar_owner"))
    whole = await erasing.erase(db, number, reason="All of it.")
    found = await proved(db)
    assert (found.faults, found.erased) == ([], whole)
    assert found.erased_in_part == count - whole


PART = "(number, slot) IN (SELECT number, slot FROM record_erasure ORDER BY 1, 2 LIMIT 1)"


@pytest.mark.long
@pytest.mark.parametrize(
    ("tampering", "fault"),
    [
        (
            f"UPDATE record_slot SET body = replace(body, 'Wooden', 'Golden') WHERE {PART}",  # noqa: S608 our own
            "has been altered",
        ),
        (f"DELETE FROM record_slot WHERE {PART}", "no erasure says why"),  # noqa: S608 our own
        ("UPDATE record_erasure SET rest = '\\x00'", "is not as the record tells it"),
        ("UPDATE record_erasure SET seal = NULL", "is not as the record tells it"),
        ("UPDATE record_erasure SET rest = NULL", "was erased and is there again"),
        ("DELETE FROM record_erasure", "has been altered"),
        (
            # Another payload is altered, and said to have been erased in part.
            "UPDATE record_slot SET body = '{}' WHERE number = 1 AND slot = 0;"
            " INSERT INTO record_erasure SELECT number, slot, now(), 'operator', 'x',"
            " sha256(salt || convert_to(body, 'UTF8')), '\\x00'"
            " FROM record_slot WHERE number = 1 AND slot = 0",
            "is not as the record tells it",
        ),
    ],
)
async def test_any_other_alteration_is_found(
    client_of: ClientOf, db: AsyncSession, tampering: str, fault: str
) -> None:
    incident = await opened(client_of, source=SOURCE)
    await erased(db, incident["reference"])
    await db.execute(text("SET LOCAL ROLE sar_owner"))
    for statement in tampering.split(";"):
        await db.execute(text(statement))
    found = await proved(db)
    assert any(fault in one for one in found.faults), found.faults


# what people wrote themselves, erased by entry

WRITTEN = "Her sister Malvina is aboard."


async def numbers_with(db: AsyncSession, words: str) -> list[int]:
    """The entries whose facts tell the words, by the installation's numbers."""
    query = (
        "SELECT DISTINCT number FROM record_slot WHERE slot > 0"
        " AND strpos(body::jsonb ->> 'sentence', :words) > 0 ORDER BY 1"
    )
    return list((await db.execute(text(query), {"words": words})).scalars())


async def written(client_of: ClientOf, db: AsyncSession, world: World) -> Affair:
    """An affair in which somebody wrote the words wherever words are written."""
    affair = await arranged(client_of, world)
    affair.ids |= await heard_things(db)
    ids = affair.ids
    await act(client_of, "ITA", "watch_officer", f"{ids['incident']}/log", text=WRITTEN)
    for path, body in {
        f"requests/{ids['request']}/call": {
            "centre_id": str(world.centres["MLT"]), "outcome": "no_answer", "note": WRITTEN,
        },
        f"incidents/{ids['incident']}/phase": {"phase": "alert", "reason": WRITTEN},
        f"ships/{ids['ship']}/doubt": {"reason": WRITTEN},
    }.items():  # fmt: skip
        answer = await client_of("ITA", "all").post(f"/api/{path}", json=body)
        assert answer.status_code < 300, answer.text
    return affair


@pytest.mark.parametrize(
    "parties", [("ITA",), pytest.param(JOINED, marks=pytest.mark.long)], ids=["the lead", "all"]
)
async def test_what_is_erased_by_entry_is_read_on_no_route_and_kept_in_no_table(
    application: FastAPI,
    client_of: ClientOf,
    db: AsyncSession,
    world: World,
    parties: tuple[str, ...],
) -> None:
    """No table keeps it, so that nobody reads it; the lead, who did before, asks every route."""
    affair = await written(client_of, db, world)
    reads = [row for row in ROWS if row.method == "GET" and "chart" not in row.route]
    telling = [f"GET /api/incidents/{{incident_id}}/{part}" for part in ("log", "history")]
    telling += ["GET /api/snapshot", "GET /api/ships/{ship_id}"]

    async def read(routes: Container[str], readers: tuple[str, ...]) -> set[str]:
        found = set()
        for row in reads:
            for party in readers if row.route in routes else ():
                answer = await client_of(party, "all").get(affair.fill(row.address))
                if WRITTEN in answer.text:
                    found.add(f"{party} {row.route}")
        return found

    async def kept() -> set[str]:
        await db.execute(text("SET LOCAL ROLE sar_owner"))
        found = set()
        for table in metadata.tables:
            rows = await db.execute(text(f'SELECT t::text FROM "{table}" t'))  # noqa: S608 our own
            if any(WRITTEN in row for row in rows.scalars()):
                found.add(table)
        await db.execute(text("SET LOCAL ROLE sar_app"))
        return found

    assert await read(telling, ("ITA",)) == {f"ITA {route}" for route in telling}
    assert {"addressee", "log_line", "phase_change", "record_slot", "ship"} <= await kept()
    await db.execute(text("SET LOCAL ROLE sar_owner"))
    for number in await numbers_with(db, WRITTEN):
        if number in await numbers_with(db, WRITTEN):
            await erasing.erase(db, number, reason=REASON)
    found = await proved(db)
    assert found.faults == []
    await db.execute(text("SET LOCAL ROLE sar_app"))
    assert await read({row.route for row in reads}, parties) == set()
    assert await kept() == set()


async def test_erasing_the_words_of_one_leaves_the_words_of_others(
    client_of: ClientOf, db: AsyncSession, world: World
) -> None:
    incident, other = await opened(client_of), await opened(client_of)
    for id_, line in ((incident["id"], WRITTEN), (incident["id"], "Seen."), (other["id"], WRITTEN)):
        await act(client_of, "ITA", "watch_officer", f"{id_}/log", text=line)
    number = (await numbers_with(db, WRITTEN))[0]
    await db.execute(text("SET LOCAL ROLE sar_owner"))
    await erasing.erase(db, number, reason=REASON)
    await db.execute(text("SET LOCAL ROLE sar_app"))

    async def lines(id_: str) -> set[str]:
        answer = await client_of("ITA", "observer").get(f"/api/incidents/{id_}/log")
        return {line["text"] for line in answer.json()["items"]}

    assert await lines(incident["id"]) == {"(erased)", "Seen."}
    assert await lines(other["id"]) == {WRITTEN}


@pytest.mark.long
async def test_who_saw_the_words_in_a_picture_reads_the_snapshot_again(
    client_of: ClientOf, db: AsyncSession, world: World
) -> None:
    affair = await written(client_of, db, world)
    note = "Malvina picked up and hung up."
    body = {"centre_id": str(world.centres["MLT"]), "outcome": "no_answer", "note": note}
    path = f"/api/requests/{affair.ids['request']}/call"
    assert (await client_of("ITA", "all").post(path, json=body)).status_code == 200
    (number,) = await numbers_with(db, note)
    await db.execute(text("SET LOCAL ROLE sar_owner"))
    await erasing.erase(db, number, reason=REASON)
    for party in ("ITA", "MLT"):
        assert (await entries(db, party))[-1]["resync"] is True


async def test_a_case_that_does_not_exist_has_no_source(db: AsyncSession) -> None:
    with pytest.raises(NotFound):
        await erased(db, "ITA-1999-0001")
