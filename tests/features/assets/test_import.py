"""Lists of assets by CSV: all or nothing, every row's faults told, quick for thousands."""

import asyncio
import sys
from collections.abc import Collection
from datetime import datetime
from threading import get_ident
from types import FrameType, SimpleNamespace
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sar import stints
from sar.assets import service, visible
from sar.assets.workbook import MEDIA_TYPE
from sar.db import LAST_ATTEMPT
from sar.record import service as record
from sar.record.service import Views
from tests.clients import ClientOf
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.record import entries, told
from tests.law import lawful
from tests.workbooks import smallest

pytestmark = pytest.mark.anyio

LIST = (
    "name,type,mmsi,base_lat,base_lon,quantity,response_kn\n"
    "CP 319,S5,247000319,35.5,12.6,,29\n"
    "Pumps,E3,,,,10,\n"
)


async def imported(
    client_of: ClientOf, content: str | bytes, party: str = "ITA", **headers: str
) -> httpx.Response:
    return await client_of(party, "registrar").post(
        "/api/assets/import", content=content, headers={"Content-Type": "text/csv", **headers}
    )


async def names(client_of: ClientOf, party: str) -> list[str]:
    items = (await client_of(party, "observer").get("/api/assets")).json()["items"]
    return [item["name"] for item in items]


@pytest.mark.long
async def test_a_list_becomes_assets_and_one_entry(client_of: ClientOf, db: AsyncSession) -> None:
    await concluded(client_of, agreement(term(grantor="ITA", visibility="existence")))
    async with lawful(db):
        answer = await imported(client_of, LIST)
    assert answer.status_code == 201, answer.text
    assert answer.json()["imported"] == 2
    assert await names(client_of, "ITA") == ["CP 319", "Pumps"]
    assert await names(client_of, "MLT") == ["CP 319", "Pumps"]
    entry = (await entries(db, "ITA"))[-1]
    assert (entry["type"], entry["facts"]["count"]) == ("AssetsImported", 2)
    told = (await entries(db, "MLT"))[-1]
    assert (told["type"], len(told["changes"])) == ("PictureChanged", 2)


async def test_a_form_carries_the_list_as_well(client_of: ClientOf) -> None:
    answer = await client_of("ITA", "registrar").post(
        "/api/assets/import", files={"file": ("list.csv", LIST.encode(), "text/csv")}
    )
    assert answer.json()["imported"] == 2


async def test_one_bad_row_imports_nothing_and_all_faults_are_told(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await registered(client_of, "ITA", helicopter(mmsi="247000319"))
    answer = await imported(
        client_of,
        "name,type,centre,mmsi,base_lat,base_lon\n"
        "A,S5,,,,\n"
        "B,ZZ,MRCC-ROMA,,,\n"
        "C,S5,RCC-MALTA,247000319,95,12\n"
        "D,S5,RCC-MALTA,247000320,35,\n",
    )
    assert answer.status_code == 422
    assert [(e["row"], e["column"], e["code"]) for e in answer.json()["errors"]] == [
        (3, "type", "unknown_type"),
        (4, "base_lat", "less_than_equal"),
        (4, "centre", "unknown_centre"),
        (4, "mmsi", "identifier_taken"),
        (5, "base_lon", "half_a_position"),
        (5, "centre", "unknown_centre"),
    ]
    assert answer.json()["errors"][0]["field"] == "row 3, type"
    assert answer.json()["errors"][2] | {"code": ""} == {
        "field": "row 4, centre",
        "code": "",
        "reason": "'RCC-MALTA' is not the code of a centre of yours: "
        "write MRCC-ROMA, or leave it empty for your own centre",
        "row": 4,
        "column": "centre",
    }
    assert await names(client_of, "ITA") == ["Nemo 11"]
    assert await told(db, "ITA") == ["AssetRegistered"]


@pytest.mark.long
async def test_what_the_register_has_by_name_and_type_is_told_as_an_identifier_is(
    client_of: ClientOf, db: AsyncSession
) -> None:
    first = "name,type,callsign,mmsi\nP 51,S3,9HP51,\nP 52,S5,,247000320\nPumps,E3,,\n"
    assert (await imported(client_of, first)).status_code == 201
    again = await imported(client_of, first)
    assert [(e["row"], e["column"], e["code"]) for e in again.json()["errors"]] == [
        (2, "name", "registered_already"),
        (3, "mmsi", "identifier_taken"),
        (4, "name", "registered_already"),
    ]
    assert again.json()["errors"][0]["reason"] == (
        "P 51 (S3) is registered already: change that asset, or name this one apart"
    )
    assert await names(client_of, "ITA") == ["P 51", "P 52", "Pumps"]
    others = "name,type,callsign,mmsi\nP 51,S3,9HP99,\nP 52,S5,,247000399\nPumps,E2,,\n"
    assert (await imported(client_of, others)).status_code == 201, "of another identifier or type"
    assert (await imported(client_of, first, "MLT")).status_code == 201, "of another party"
    assert await told(db, "ITA") == ["AssetsImported", "AssetsImported"]


async def test_a_base_that_looks_exchanged_is_told_and_holds_nothing_back(
    client_of: ClientOf,
) -> None:
    content = (
        "name,type,base_lat,base_lon\n"
        "Home,S5,35.5,12.6\n"
        "Swapped,S5,12.6,35.5\n"
        "Abroad,S5,-33.9,18.4\n"
        "Nowhere,S5,,\n"
    )
    key = {"Idempotency-Key": str(uuid7())}
    answer = await imported(client_of, content, **key)
    assert answer.status_code == 201, answer.text
    assert answer.json()["imported"] == 4
    (doubt,) = answer.json()["doubts"]
    assert (doubt["row"], doubt["name"], doubt["code"]) == (3, "Swapped", "maybe_swapped")
    assert "35°30.0" in doubt["sentence"]
    assert (await imported(client_of, content, **key)).json() == answer.json()


async def test_a_list_as_a_spreadsheet_of_windows_writes_it_is_said_to_be_read_so(
    client_of: ClientOf,
) -> None:
    content = "name;type;base_lat;base_lon\r\nCittà di Bari;S5;41,13;16,87\r\n"
    answer = await imported(client_of, content.encode("cp1252"))
    assert answer.status_code == 201, answer.text
    assert (answer.json()["imported"], answer.json()["read_as"]) == (1, "windows-1252")
    assert (await imported(client_of, LIST)).json()["read_as"] == "utf-8"


async def test_a_workbook_is_read_whatever_it_is_called(client_of: ClientOf) -> None:
    first = smallest(("name", "type", "mmsi"), ("CP 319", "S5", "247000319"))
    answer = await imported(client_of, first, **{"Content-Type": MEDIA_TYPE})
    assert answer.status_code == 201, answer.text
    assert (answer.json()["imported"], answer.json()["read_as"]) == (1, "xlsx")
    second = smallest(("name", "type", "mmsi"), ("CP 320", "S5", "247000320"))
    form = await client_of("ITA", "registrar").post(
        "/api/assets/import", files={"file": ("list.csv", second, "text/csv")}
    )
    assert form.json()["imported"] == 1
    again = await imported(client_of, first)
    assert [(e["row"], e["code"]) for e in again.json()["errors"]] == [(2, "identifier_taken")]
    assert await names(client_of, "ITA") == ["CP 319", "CP 320"]


@pytest.mark.parametrize("content", ["", "name,type\n", b"\xff\xfe", "name\nA\n"])
async def test_what_holds_no_asset_is_refused(client_of: ClientOf, content: Any) -> None:
    assert (await imported(client_of, content)).status_code == 422


async def test_another_kind_of_body_is_refused(client_of: ClientOf) -> None:
    client = client_of("ITA", "registrar")
    assert (await client.post("/api/assets/import", json={})).status_code == 422
    no_file = await client.post("/api/assets/import", files={"other": ("x", b"name", "text/csv")})
    assert no_file.json()["errors"][0]["field"] == "file"
    broken = await client.post(
        "/api/assets/import", content=b"--", headers={"Content-Type": "multipart/form-data"}
    )
    assert broken.status_code == 422


async def test_more_than_ten_megabytes_is_too_much(client_of: ClientOf) -> None:
    content = b"name,type\n" + b"A,S5\n" * 2_100_000
    assert (await imported(client_of, content)).status_code == 413


async def test_the_same_list_under_the_same_key_is_imported_once(
    client_of: ClientOf, db: AsyncSession
) -> None:
    key = {"Idempotency-Key": str(uuid7())}
    first = await imported(client_of, LIST, **key)
    again = await imported(client_of, LIST, **key)
    assert first.json() == again.json()
    assert len(await entries(db, "ITA")) == 1
    other = await imported(client_of, "name,type\nA,S5\n", **key)
    assert other.status_code == 409


async def test_only_registrars_import(client_of: ClientOf) -> None:
    for role in ("observer", "watch_officer", "feed"):
        answer = await client_of("ITA", role).post(
            "/api/assets/import", content=LIST, headers={"Content-Type": "text/csv"}
        )
        assert answer.status_code == 403


@pytest.mark.long
async def test_a_thousand_rows_become_one_entry(client_of: ClientOf, db: AsyncSession) -> None:
    await concluded(client_of, agreement(term(grantor="ITA", visibility="readiness")))
    rows = [f"Boat {n},S5,{247_000_000 + n},35.{n:04},12.6" for n in range(1_000)]
    content = "name,type,mmsi,base_lat,base_lon\n" + "\n".join(rows)
    answer = await imported(client_of, content)
    assert answer.json()["imported"] == 1_000
    assert len((await entries(db, "MLT"))[-1]["changes"]) == 1_000


class Steps:
    """The most calls of functions that lie between two turns of the event loop."""

    def __init__(self) -> None:
        self.most = self.turns = self._since = 0

    def __enter__(self) -> "Steps":
        self._turning = asyncio.create_task(self._turn())
        sys.setprofile(self._count)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)
        self._turning.cancel()

    def _count(self, _frame: FrameType, event: str, _arg: object) -> None:
        self._since += event == "call"

    async def _turn(self) -> None:
        while True:
            self.most, self.turns = max(self.most, self._since), self.turns + 1
            self._since = 0
            await asyncio.sleep(0)


@pytest.mark.long
async def test_a_long_list_lets_others_have_their_turn(client_of: ClientOf) -> None:
    """The loop is held for a slice of it, however long it is."""
    await concluded(client_of, agreement(term(grantor="ITA", visibility="existence")))

    async def steps(rows: int, first: int) -> Steps:
        lines = (f"CP {n},S5,{first + n},35.5,12.6,,29\n" for n in range(rows))
        content = LIST.split("\n", 1)[0] + "\n" + "".join(lines)
        with Steps() as counted:
            answer = await imported(client_of, content)
        assert answer.json()["imported"] == rows
        return counted

    await steps(service.SLICE, 247_100_000)
    short = await steps(service.SLICE, 247_200_000)
    long = await steps(6 * service.SLICE, 247_300_000)
    assert long.most < 2 * short.most


@pytest.mark.parametrize(("under_lock", "rests"), [(2, False), (1, True)])
async def test_who_waits_for_the_record_waits_for_no_rest(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch, under_lock: int, rests: bool
) -> None:
    """The last attempt of a short list draws under the record's lock, and does not rest then; that
    of a long one holds nobody up, and rests as ever."""
    drawn, slept = list[int](), list[float]()
    draw, import_list = visible.views, service.import_list

    async def noted(seconds: float) -> None:
        if drawn:
            slept.append(seconds)

    async def views(db: AsyncSession, ids: Collection[UUID], *, now: datetime) -> Views:
        drawn.append(len(ids))
        return await draw(db, ids, now=now)

    async def last_attempt(db: AsyncSession, *given: Any, **named: Any) -> None:
        db.info[LAST_ATTEMPT] = True
        await import_list(db, *given, **named)

    for module, name, value in (
        (service, "import_list", last_attempt),
        (service, "UNDER_LOCK", under_lock),
        (service, "SLICE", 1),
        (stints, "STINT_S", 0.0),
        (stints, "asyncio", SimpleNamespace(sleep=noted)),
        (visible, "views", views),
    ):
        monkeypatch.setattr(module, name, value)
    answer = await imported(client_of, LIST)
    assert answer.status_code == 201, answer.text
    assert drawn == [1, 1]
    assert [seconds > 0 for seconds in slept] == [rests] * 2


@pytest.mark.long
@pytest.mark.parametrize(("at_once", "beside"), [(500, False), (1, True)])
async def test_a_long_entry_is_put_into_words_beside_the_event_loop(
    client_of: ClientOf,
    db: AsyncSession,
    monkeypatch: pytest.MonkeyPatch,
    at_once: int,
    beside: bool,
) -> None:
    threads, columns = list[int](), record._columns

    def noted(*given: Any) -> dict[str, Any]:
        threads.append(get_ident())
        return columns(*given)

    await concluded(client_of, agreement(term(grantor="ITA", visibility="existence")))
    monkeypatch.setattr(record, "AT_ONCE", at_once)
    monkeypatch.setattr(record, "_columns", noted)
    async with lawful(db):
        answer = await imported(client_of, LIST)
    assert answer.status_code == 201, answer.text
    assert [one != get_ident() for one in threads] == [beside]
