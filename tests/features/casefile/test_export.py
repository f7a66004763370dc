"""A case leaves as CSV, GeoJSON and PDF, and as a chart, to those who see it in full."""

import csv
import io
import json

import pytest

from tests.beginnings import beginning
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.assets import helicopter, registered
from tests.given.incidents import case_changed
from tests.given.requests import (
    Plain,
    embarked,
    hailed,
    id_of,
    offered,
    opened,
    plain,
    post,
    stepped,
)
from tests.world import box

pytestmark = pytest.mark.anyio

CALL_BACK = "+8816 000"


@beginning
async def case(client_of: ClientOf) -> Plain:
    """A bulk carrier has landed seven of nine at Lampedusa."""
    made = await opened(client_of, pob={"min": 12, "max": 12, "children": 5, "source": "caller"})
    ship = await hailed(client_of, made)
    await stepped(client_of, "ITA", ship, "proceed", "arrive")
    here = {"point": {"type": "Point", "coordinates": [12.71, 34.31]}}
    await stepped(client_of, "ITA", ship, "embark", persons=9, **here)
    await stepped(client_of, "ITA", ship, "deliver", persons=7, place="Lampedusa")
    body = {"id": id_of(), "text": "=SUM(A1) was on the caller's screen."}
    await post(client_of, "ITA", f"incidents/{made['id']}/log", **body)
    return made


async def exported(client_of: ClientOf, case: Plain, form: str, **query: str) -> bytes:
    answer = await client_of("ITA", "observer").get(
        f"/api/incidents/{case['id']}/export", params={"format": form, **query}
    )
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"] == (
        f'attachment; filename="{case["reference"]}.{form}"'
    )
    return answer.content


async def rows(client_of: ClientOf, case: Plain) -> list[dict[str, str]]:
    text = (await exported(client_of, case, "csv")).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.long
async def test_the_log_leaves_with_number_actor_and_numbers_of_persons(
    client_of: ClientOf, case: Plain
) -> None:
    log = await rows(client_of, case)
    assert [row["type"] for row in log] == [
        "IncidentOpened", "ShipHailed", *["DeploymentStepped"] * 3, "PositionReported",
        "DeploymentStepped", "LogWritten",
    ]  # fmt: skip
    embarked, landed = log[4]["text"], log[6]["text"]
    assert embarked == "Exercise Star took 9 aboard, 9 now (embarked)."
    assert landed == "Exercise Star landed 7 at Lampedusa, 2 still aboard (embarked)."
    assert (log[4]["party"], log[4]["centre"]) == ("ITA", "MRCC-ROMA")
    numbers = [int(row["number"]) for row in log]
    assert numbers == sorted(set(numbers))


@pytest.mark.long
async def test_the_sending_of_an_own_unit_stands_in_the_log(client_of: ClientOf) -> None:
    unit = await registered(client_of, "ITA", helicopter())
    case = await opened(client_of)
    await offered(client_of, "ITA", f"incidents/{case['id']}", unit["id"], accept=True)
    log = await rows(client_of, case)
    assert [row["type"] for row in log] == ["IncidentOpened", "OfferAccepted"]
    assert log[1]["text"] == f"Italy's offer for {case['reference']} was accepted: Nemo 11."


@pytest.mark.long
async def test_no_cell_is_a_formula(client_of: ClientOf, case: Plain) -> None:
    written = (await rows(client_of, case))[-1]["text"]
    assert written.startswith(f"{case['reference']}: =SUM")
    assert not any(
        cell.startswith(("=", "+", "-", "@")) for row in await rows(client_of, case)
        for cell in row.values()
    )  # fmt: skip


@pytest.mark.long
async def test_places_leave_with_their_time_and_how_exact_they_are(
    client_of: ClientOf, case: Plain
) -> None:
    answer = await client_of("ITA", "observer").get(
        f"/api/incidents/{case['id']}/export", params={"format": "geojson"}
    )
    assert answer.headers["content-type"] == "application/geo+json"
    found = plain(answer)
    kinds = [feature["properties"]["kind"] for feature in found["features"]]
    assert kinds == ["datum", "present", "reported", "reported", "step", "unit"]
    assert all(feature["properties"]["at"] for feature in found["features"])
    assert found["features"][0]["properties"]["within_nm"] == 2.0
    assert found["features"][4]["geometry"]["coordinates"] == [12.71, 34.31]
    assert found["case"]["people"]["recovered"] == 9
    assert found["case"]["disclaimer"].startswith("Without prejudice")


async def test_search_areas_leave_as_polygons_in_words_and_on_the_chart(
    client_of: ClientOf,
) -> None:
    made = await opened(client_of)
    area = box(12.5, 34.1, 12.9, 34.5)
    given = {"name": "A1", "area": area, "assigned_to": "Nemo 11-03", "pattern": "sector (VS)"}
    await case_changed(client_of, made, search_areas=[given])
    *_, last = json.loads(await exported(client_of, made, "geojson"))["features"]
    assert last["geometry"]["type"] == "MultiPolygon"
    told = last["properties"]
    assert (told["kind"], told["name"], told["assigned_to"]) == ("search_area", "A1", "Nemo 11-03")
    assert "A1 to Nemo 11-03: corners 34°06.0′N" in (await rows(client_of, made))[-1]["text"]
    chart = await client_of("ITA", "observer").get(f"/api/incidents/{made['id']}/chart")
    assert 'class="area"' in chart.text
    assert "Search area A1 to Nemo 11-03: corners" in chart.text
    assert (await exported(client_of, made, "pdf")).startswith(b"%PDF")


async def test_call_back_and_children_leave_only_when_they_are_chosen(
    client_of: ClientOf, case: Plain
) -> None:
    for form in ("csv", "geojson"):
        assert CALL_BACK.encode() not in await exported(client_of, case, form)
    bare = await exported(client_of, case, "geojson")
    assert b'"children":null' in bare
    told = await exported(client_of, case, "geojson", call_back="true", children="true")
    assert CALL_BACK.encode() in told
    assert b'"children":5' in told


async def test_counts_by_kind_leave_only_when_they_are_chosen(client_of: ClientOf) -> None:
    made = await opened(client_of, pob={"min": 12, "max": 12})
    ship = await embarked(client_of, made, persons=9)
    body: Plain = {"counts": {"children": 4}, "source": "master"}
    counted = await post(client_of, "ITA", f"deployments/{ship['id']}/headcount", **body)
    assert counted.status_code == 200, counted.text
    bare = await exported(client_of, made, "geojson")
    assert b'"kinds":[]' in bare
    assert b"4 children" not in await exported(client_of, made, "csv")
    assert b"4 children" in await exported(client_of, made, "csv", children="true")
    told = await exported(client_of, made, "geojson", children="true")
    assert b'"counted":4' in told
    report = await client_of("ITA", "watch_officer").get(
        f"/api/incidents/{made['id']}/text", params={"kind": "sitrep-short"}
    )
    assert "CHILDREN: 4 OF 9 COUNTED" in " ".join(report.text.split())


async def test_the_whole_case_leaves_as_an_archival_pdf(client_of: ClientOf, case: Plain) -> None:
    found = await exported(client_of, case, "pdf")
    assert found.startswith(b"%PDF-")
    assert b"pdfaid:part" in found


async def test_no_letter_keeps_a_case_from_leaving(client_of: ClientOf, case: Plain) -> None:
    body = {"id": id_of(), "text": "漁 🚤 \u200f Ελλάς"}
    answer = await post(client_of, "ITA", f"incidents/{case['id']}/log", **body)
    assert answer.status_code == 201, answer.text
    assert b"pdfaid:part" in await exported(client_of, case, "pdf")


@pytest.mark.long
async def test_own_lines_leave_only_when_they_are_chosen(client_of: ClientOf, case: Plain) -> None:
    body: Plain = {"id": id_of(), "text": "Ask the minister.", "own": True}
    await post(client_of, "ITA", f"incidents/{case['id']}/log", **body)
    assert b"minister" not in await exported(client_of, case, "csv")
    chosen = (await exported(client_of, case, "csv", own_lines="true")).decode()
    assert "Ask the minister." in chosen
    assert ",own," in chosen


@pytest.mark.long
async def test_a_closed_case_leaves_whole(client_of: ClientOf, time: ExerciseTime) -> None:
    empty = await opened(client_of, title="A false alarm", pob={"min": 0, "max": 0})
    body = {"reason": "A flare at a wedding."}
    closed = await post(client_of, "ITA", f"incidents/{empty['id']}/close", **body)
    assert plain(closed)["state"] == "closed"
    before = await rows(client_of, empty)
    assert [row["type"] for row in before] == ["IncidentOpened", "IncidentClosed"]
    time.advance(days=40)
    assert await rows(client_of, empty) == before
    assert (await exported(client_of, empty, "pdf")).startswith(b"%PDF-")


async def test_a_chart_is_drawn_of_what_is_known(client_of: ClientOf, case: Plain) -> None:
    answer = await client_of("ITA", "observer").get(f"/api/incidents/{case['id']}/chart")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.text.count("<g transform") == 6
    assert ">6 Exercise Star 12:26Z</text>" in answer.text, "the ship at work, by name and time"
    assert "As of 11 Oct" in answer.text
    bare = await opened(client_of, position=None)
    none = await client_of("ITA", "observer").get(f"/api/incidents/{bare['id']}/chart")
    assert none.status_code == 404


@pytest.mark.parametrize("route", ["export?format=csv", "export?format=pdf", "chart"])
async def test_who_does_not_see_the_case_in_full_takes_nothing_away(
    client_of: ClientOf, case: Plain, route: str
) -> None:
    answer = await client_of("GRC", "observer").get(f"/api/incidents/{case['id']}/{route}")
    assert answer.status_code == 404
