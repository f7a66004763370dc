"""The present place of a case over HTTP: chosen as its datum by the lead."""

import pytest

from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.incidents import IN_MALTAS_REGION, act, case, codes, opened, plain

pytestmark = pytest.mark.anyio

NORTH = {"course_deg": 0.0, "speed_kn": 0.9}


async def test_the_lead_takes_the_present_place_as_datum_and_the_drift_stays(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    incident = await opened(client_of, drift=NORTH)
    now = time.advance(hours=4)
    answer = await act(client_of, "ITA", "watch_officer", f"{incident['id']}/datum/drift")
    assert answer.status_code == 200, answer.text
    datum = plain(answer)["datum"]
    assert datum["position"] == "34°23.6′N 012°42.0′E"
    assert datum["at"] == now.isoformat().replace("+00:00", "Z")
    assert datum["uncertainty_nm"] == pytest.approx(2.0 + 4 * 0.225)
    assert (datum["drift_course_deg"], datum["drift_speed_kn"]) == (0.0, 0.9)
    history = plain(
        await client_of("ITA", "observer").get(f"/api/incidents/{incident['id']}/history")
    )
    assert [(one["source"], one["reason"]) for one in history["datums"]] == [
        ("given", "First position, reported by satellite phone from on board."),
        ("drift", "Carried along by its drift since 12:26Z."),
    ]


async def test_a_drift_by_the_wind_goes_on_from_there(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    wind = {"wind_kn": 20.0, "wind_from_deg": 180.0}
    incident = await opened(client_of, object_class="inflatable", conditions=wind)
    time.advance(hours=2)
    answer = await act(client_of, "ITA", "watch_officer", f"{incident['id']}/datum/drift")
    datum = plain(answer)["datum"]
    assert datum["drift"] == incident["datum"]["drift"]
    assert datum["drift_speed_kn"] is None
    assert datum["point"]["coordinates"][1] > IN_MALTAS_REGION[1]


async def test_only_the_lead_takes_it_and_only_where_there_is_a_datum(client_of: ClientOf) -> None:
    incident = await opened(client_of)
    refused = await act(client_of, "MLT", "watch_officer", f"{incident['id']}/datum/drift")
    assert (refused.status_code, codes(refused)) == (409, ["not_lead"])
    body = case()
    del body["position"]
    placeless = plain(await client_of("ITA", "watch_officer").post("/api/incidents", json=body))
    nowhere = await act(client_of, "ITA", "watch_officer", f"{placeless['id']}/datum/drift")
    assert (nowhere.status_code, codes(nowhere)) == (409, ["no_datum"])
