"""Ready-made texts over HTTP."""

import pytest

from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.incidents import codes, opened
from tests.world import World

pytestmark = pytest.mark.anyio


async def test_the_short_sitrep_comes_as_plain_text(client_of: ClientOf, world: World) -> None:
    incident = await opened(client_of, conditions={"wind_kn": 12, "sea_state": 3})
    answer = await client_of("MLT", "observer").get(
        f"/api/incidents/{incident['id']}/text",
        params={"kind": "sitrep-short", "centre_id": str(world.centres["LBY"]), "number": 2},
    )
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.startswith("EXERCISE EXERCISE EXERCISE\nDISTRESS\n111226Z OCT 26\n")
    assert "FROM Rcc Malta\nTO Jrcc Tripoli\nSAR SITREP NO 2\n" in answer.text
    assert "F. COORDINATING RCC: Mrcc Roma (Italy)\n" in answer.text
    assert "WEATHER ON SCENE: WIND 12 KN, SEA STATE 3\n" in answer.text
    assert "+8816" not in answer.text


async def test_the_call_script_names_the_listed_centres_contacts(
    client_of: ClientOf, world: World
) -> None:
    incident = await opened(client_of)
    path = f"/api/incidents/{incident['id']}/text?kind=call-script"
    client = client_of("ITA", "watch_officer")
    script = await client.get(f"{path}&centre_id={world.centres['LBY']}")
    assert "CALL Jrcc Tripoli (Libya), in this order:\n1. telephone: +000 (en)\n" in script.text
    nobody = await client.get(path)
    assert (nobody.status_code, codes(nobody)) == (422, ["missing"])
    nowhere = await client.get(f"{path}&centre_id={incident['id']}")
    assert (nowhere.status_code, codes(nowhere)) == (422, ["no_such_centre"])


async def test_texts_tell_the_present_place_and_the_last_known_one(
    client_of: ClientOf, world: World, time: ExerciseTime
) -> None:
    incident = await opened(client_of, drift={"course_deg": 0.0, "speed_kn": 0.9})
    time.advance(hours=4, seconds=30)
    place = (
        "34°23.6′N 012°42.0′E AT 111626Z OCT 26 BY DRIFT, WITHIN 2.9 NM, DRIFTING 000° AT 0.9 KN;"
        " LAST KNOWN 34°20.0′N 012°42.0′E AT 111226Z OCT 26, WITHIN 2 NM"
    )
    client = client_of("ITA", "watch_officer")
    path = f"/api/incidents/{incident['id']}/text?centre_id={world.centres['LBY']}&kind="
    assert f"B. POSITION: {place}\n" in (await client.get(f"{path}sitrep-short")).text
    assert f"Position: {place}.\n" in (await client.get(f"{path}call-script")).text
    assert f"IN POSITION {place}\n" in (await client.get(f"{path}mayday-relay")).text


async def test_a_view_tells_how_its_datum_is_carried_along(client_of: ClientOf) -> None:
    given = await opened(client_of, drift={"course_deg": 0.0, "speed_kn": 0.9})
    assert given["datum"]["drift"] == {
        "course_deg": 0.0,
        "speed_kn": 0.9,
        "spread_kn": pytest.approx(0.225),
        "leeway_class": None,
    }
    wind = {"wind_kn": 10.0, "wind_from_deg": 270.0}
    blown = await opened(client_of, object_class="inflatable", conditions=wind)
    assert blown["datum"]["drift"]["leeway_class"] == "LIFE-RAFT-NB-1, no ballast"
    assert blown["datum"]["growth_kn"] == blown["datum"]["drift"]["spread_kn"]
    unknown = await opened(client_of)
    assert (unknown["datum"]["drift"], unknown["datum"]["growth_kn"]) == (None, 0.5)


async def test_a_mayday_relay_is_refused_outside_distress(client_of: ClientOf) -> None:
    client = client_of("ITA", "watch_officer")
    distress = await opened(client_of)
    relay = await client.get(f"/api/incidents/{distress['id']}/text?kind=mayday-relay")
    assert "MAYDAY RELAY, MAYDAY RELAY, MAYDAY RELAY" in relay.text
    assert "IN POSITION 34°20.0′N 012°42.0′E" in relay.text
    alert = await opened(client_of, phase="alert")
    refused = await client.get(f"/api/incidents/{alert['id']}/text?kind=mayday-relay")
    assert (refused.status_code, codes(refused)) == (409, ["not_distress"])
