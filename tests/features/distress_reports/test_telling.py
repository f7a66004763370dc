"""Texts of distress ring at the centre whose region holds their place."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.db import metadata
from sar.distress_reports.forgetting import erase_sources
from sar.distress_reports.models import DistressReport
from sar.pruning import prune
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import boat, delivered, fix, registered
from tests.given.installation import become_real

pytestmark = pytest.mark.anyio

Json = dict[str, Any]
BEACON = "1EE43C4800FFBFF"
REPORTS = "/api/distress-reports"
PLAIN = "MAYDAY MAYDAY. MV STELLA VENTOSA, CALL SIGN 5AVE7, MMSI 247123456. SINKING. 12 POB. {}"
IN_MALTA = "POSITION 34-30N 014-00E"


def alert(*places: str, day_time: str = "1226") -> str:
    """An alert of Cospas-Sarsat with these lines of positions."""
    return "\n".join(
        [
            "1. DISTRESS COSPAS-SARSAT POSITION ALERT",
            f"3. DETECTED AT 11 OCT 26 {day_time} UTC BY SARSAT S11",
            "7. EMERGENCY CODE: SINKING",
            "8. POSITIONS",
            *places,
            f"11. HEX ID {BEACON}",
            "END OF MESSAGE",
        ]
    )


PAIR = (
    "   DOPPLER A - 40 00.0 N 012 00.0 E PROB 40 PERCENT",
    "   DOPPLER B - 34 30.0 N 014 00.0 E PROB 60 PERCENT",
)


async def told(
    client_of: ClientOf, party: str, text: str, *, source: str = "telex", **body: Any
) -> Json:
    """The report after the party's watch has told a text."""
    given = {"text": text, "source": source, **body}
    answer = await client_of(party, "watch_officer").post(REPORTS, json=given)
    assert answer.status_code == 201, answer.text
    found: Json = answer.json()
    return found


async def made_a_case(client_of: ClientOf, report: Json) -> Json:
    """The case that Malta opens of the report."""
    watch = client_of("MLT", "watch_officer")
    answer = await watch.post(f"{REPORTS}/{report['id']}/open", json={})
    assert answer.status_code == 201, answer.text
    found: Json = answer.json()
    return found


async def waiting(client_of: ClientOf, party: str) -> list[Json]:
    answer = await client_of(party, "observer").get(REPORTS)
    assert answer.status_code == 200, answer.text
    found: list[Json] = answer.json()
    return found


async def count(db: AsyncSession) -> int:
    return (await db.execute(select(func.count()).select_from(DistressReport))).scalar_one()


async def test_it_rings_where_the_region_is_and_neither_ship_nor_words_are_in_the_picture(
    client_of: ClientOf,
) -> None:
    text = PLAIN.format(IN_MALTA)
    report = await told(client_of, "ITA", text)
    assert (report["means"], report["sender"]) == ("free_text", "247123456")
    for party in ("ITA", "MLT"):
        (seen,) = await waiting(client_of, party)
        assert seen["centre"]["name"] == seen["region"]["name"] == "RCC Malta"
        assert seen["point"]["coordinates"] == [14.0, 34.5]
        assert (seen["sender"], seen["has_texts"], seen["heard_by"]) == ("", True, "telex")
        reader = client_of(party, "observer")
        texts = (await reader.get(f"{REPORTS}/{report['id']}/texts")).json()
        assert [(one["source"], one["text"]) for one in texts] == [("telex", text)]
        for route in ("/api/snapshot", "/api/record", REPORTS):
            said = (await reader.get(route)).text
            assert "247123456" not in said
            assert "STELLA" not in said
        record = (await reader.get("/api/record")).text
        assert "Text of distress came to Italy by telex in 34°30.0′N 014°00.0′E" in record
        assert "it rings at RCC Malta." in record
    for path in ("", "/texts"):
        hidden = await client_of("TUN", "all").get(f"{REPORTS}/{report['id']}{path}")
        assert hidden.status_code == 404


async def test_of_two_places_by_doppler_the_probable_one_rings_and_both_are_told(
    client_of: ClientOf,
) -> None:
    report = await told(client_of, "ITA", alert(*PAIR))
    assert (report["means"], report["sender"]) == ("sit_185", BEACON)
    assert report["centre"]["name"] == "RCC Malta"
    assert [(one["doppler"], one["probability"]) for one in report["positions"]] == [
        ("B", 0.6),
        ("A", 0.4),
    ]
    case = await made_a_case(client_of, report)
    path = f"/api/incidents/{case['id']}/positions"
    positions = (await client_of("MLT", "observer").get(path)).json()
    assert {(one["doppler"], one["probability"]) for one in positions} == {("A", 0.4), ("B", 0.6)}
    assert case["datum"]["point"]["coordinates"] == [14.0, 34.5]


async def test_a_resolved_position_of_the_same_beacon_moves_it(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    first = await told(client_of, "ITA", alert(*PAIR))
    time.advance(minutes=20)
    text = alert("   RESOLVED - 40 01.0 N 012 01.0 E", day_time="1240")
    again = await told(client_of, "ITA", text)
    assert again["id"] == first["id"]
    assert await count(db) == 1
    assert again["centre"]["name"] == "MRCC Roma"
    assert [one["doppler"] for one in again["positions"]] == [None]
    assert await waiting(client_of, "MLT") == []
    record = (await client_of("MLT", "observer").get("/api/record")).text
    assert "Cospas-Sarsat alert: a further text came to Italy by telex" in record
    assert "it rings at MRCC Roma." in record


async def test_nothing_doubles(client_of: ClientOf, db: AsyncSession) -> None:
    text = "SOMEBODY SHOUTS FROM THE WATER OFF THE NORTH MOLE"
    body: Json = {"id": str(uuid4()), "text": text, "source": "voice"}
    watch = client_of("ITA", "watch_officer")
    answers = [await watch.post(REPORTS, json=body) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    again = await told(client_of, "ITA", text)
    assert again["id"] == body["id"]
    assert await count(db) == 1
    path = f"{REPORTS}/{body['id']}/texts"
    assert len((await client_of("ITA", "observer").get(path)).json()) == 1


async def test_a_repeat_of_a_further_text_is_the_same_report(client_of: ClientOf) -> None:
    first = await told(client_of, "ITA", alert(*PAIR))
    body = {"id": str(uuid4()), "text": alert(PAIR[1]), "source": "email"}
    watch = client_of("ITA", "watch_officer")
    for _ in range(2):
        answer = await watch.post(REPORTS, json=body)
        assert (answer.status_code, answer.json()["id"]) == (201, first["id"])
    path = f"{REPORTS}/{first['id']}/texts"
    texts = (await client_of("MLT", "observer").get(path)).json()
    assert [one["source"] for one in texts] == ["telex", "email"]


async def test_a_party_that_does_not_see_the_report_makes_its_own(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await told(client_of, "ITA", alert(*PAIR))
    other = await told(client_of, "TUN", alert(*PAIR))
    assert other["heard_party"] == "TUN"
    assert await count(db) == 2
    assert len(await waiting(client_of, "MLT")) == 2


async def test_one_that_would_leave_the_teller_is_a_report_of_its_own(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    first = await told(client_of, "ITA", alert(*PAIR))
    time.advance(minutes=5)
    text = alert("   RESOLVED - 40 01.0 N 012 01.0 E", day_time="1240")
    own = await told(client_of, "MLT", text)
    assert own["id"] != first["id"]
    assert (own["heard_party"], own["centre"]["name"]) == ("MLT", "MRCC Roma")


async def test_a_case_is_opened_with_all_that_the_text_tells(client_of: ClientOf) -> None:
    report = await told(client_of, "ITA", PLAIN.format(IN_MALTA), source="email")
    case = await made_a_case(client_of, report)
    assert case["title"] == "Sinking, Text of distress"
    assert case["craft"] == {
        "name": "STELLA VENTOSA", "callsign": "5AVE7", "mmsi": "247123456", "flag": "ITA",
    }  # fmt: skip
    assert (case["pob"]["min"], case["pob"]["max"]) == (12, 12)
    assert (case["source"]["who"], case["source"]["channel"]) == (
        "Text of distress",
        "E-mail to ITA",
    )
    assert (case["lead"]["party"], case["phase"]) == ("MLT", "distress")


async def test_without_a_position_it_rings_at_the_last_known_one_of_the_sender(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    first = await told(client_of, "ITA", PLAIN.format(IN_MALTA))
    path = f"{REPORTS}/{first['id']}/dismiss"
    await client_of("ITA", "watch_officer").post(path, json={"reason": "It was a mistake."})
    time.advance(minutes=30)
    look = await client_of("ITA", "watch_officer").post(
        f"{REPORTS}/look", json={"text": PLAIN.format(""), "source": "voice"}
    )
    assert look.json()["rings"]["by"] == "last_known"
    again = await told(client_of, "ITA", PLAIN.format(""), source="voice")
    assert (again["centre"]["name"], again["point"]) == ("RCC Malta", None)
    time.advance(hours=80)
    look = await client_of("TUN", "watch_officer").post(
        f"{REPORTS}/look", json={"text": PLAIN.format(""), "source": "voice"}
    )
    assert (look.json()["rings"]["by"], look.json()["rings"]["centre"]["name"]) == (
        "no_position",
        "MRCC Tunis",
    )


@pytest.mark.parametrize(
    ("party", "visibility", "rings"),
    [
        ("ITA", None, ("last_known", "RCC Malta")),
        ("TUN", "position", ("last_known", "RCC Malta")),
        ("TUN", "readiness", ("no_position", "MRCC Tunis")),
        ("TUN", None, ("no_position", "MRCC Tunis")),
    ],
)
async def test_the_last_place_of_an_asset_counts_for_who_may_see_it_alone(
    client_of: ClientOf, party: str, visibility: str | None, rings: tuple[str, str]
) -> None:
    asset = await registered(client_of, "ITA", boat(mmsi="247123456"))
    await delivered(client_of, "ITA", asset["id"], fix(14.0, 34.5))
    if visibility is not None:
        await concluded(client_of, agreement(term(visibility=visibility), parties=("ITA", "TUN")))
    text = {"text": PLAIN.format(""), "source": "voice"}
    look = await client_of(party, "watch_officer").post(f"{REPORTS}/look", json=text)
    found = look.json()["rings"]
    assert (found["by"], found["centre"]["name"]) == rings
    assert (found["last_known_at"] is None) == (rings[0] == "no_position")


async def test_a_look_tells_all_and_keeps_nothing(client_of: ClientOf, db: AsyncSession) -> None:
    report = await told(client_of, "ITA", alert(*PAIR))
    text = alert(*PAIR) + "\nGIBBERISH XYZZY PLUGH"
    answer = await client_of("MLT", "watch_officer").post(
        f"{REPORTS}/look", json={"text": text, "source": "telex"}
    )
    assert answer.status_code == 200, answer.text
    look = answer.json()
    assert (look["form"], look["beacon_id"], look["nature"]) == ("sit_185", BEACON, "sinking")
    assert (look["rings"]["by"], look["rings"]["centre"]["name"]) == ("position", "RCC Malta")
    assert look["joins"] == report["id"]
    assert [(one["thing"], one["id"], one["same_identity"]) for one in look["same_as"]] == [
        ("distress_report", report["id"], True)
    ]
    states = {line["text"]: line["state"] for line in look["lines"]}
    assert len(states) == len(look["lines"]) == len(text.splitlines())
    gave = {line["text"]: line["gave"] for line in look["lines"]}
    assert gave[f"11. HEX ID {BEACON}"] == ["beacon_id"]
    assert await count(db) == 1


async def test_a_case_of_the_same_craft_is_proposed_to_the_involved_alone(
    client_of: ClientOf,
) -> None:
    report = await told(client_of, "MLT", PLAIN.format(IN_MALTA))
    case = await made_a_case(client_of, report)
    body = {"text": "STELLA VENTOSA MMSI 247123456 CALLS AGAIN", "source": "voice"}
    look = (await client_of("MLT", "watch_officer").post(f"{REPORTS}/look", json=body)).json()
    assert [(one["thing"], one["id"], one["same_identity"]) for one in look["same_as"]] == [
        ("incident", case["id"], True)
    ]
    other = (await client_of("GRC", "watch_officer").post(f"{REPORTS}/look", json=body)).json()
    assert other["same_as"] == []


async def test_tests_ring_in_an_exercise_alone(client_of: ClientOf, db: AsyncSession) -> None:
    body = {"text": "THIS IS A TEST. " + PLAIN.format(IN_MALTA), "source": "telex"}
    assert (await told(client_of, "MLT", body["text"]))["exercise"] is True
    await become_real(db)
    answer = await client_of("ITA", "watch_officer").post(REPORTS, json=body)
    assert answer.status_code == 409, answer.text
    assert answer.json()["errors"][0]["code"] == "says_test"
    assert await count(db) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "missing"),
        (" \n\t ", "missing"),
        ("A" * 20_001, "string_too_long"),
        ("MAYDAY\x00", "nul_character"),
        ("MAYDAY\x07", "control_character"),
        ("MAYDAY \u202e", "turns_text"),
        (None, "string_type"),
    ],
)
async def test_bad_text_is_told_with_its_field(
    client_of: ClientOf, text: str | None, code: str
) -> None:
    for path in (REPORTS, f"{REPORTS}/look"):
        answer = await client_of("ITA", "watch_officer").post(
            path, json={"text": text, "source": "telex"}
        )
        assert answer.status_code == 422, answer.text
        (fault,) = answer.json()["errors"]
        assert (fault["field"], fault["code"]) == ("text", code)


async def test_another_encoding_is_no_json(client_of: ClientOf) -> None:
    content = '{"text": "Détresse", "source": "telex"}'.encode("latin-1")
    answer = await client_of("ITA", "watch_officer").post(
        REPORTS, content=content, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "json_invalid"


@pytest.mark.parametrize("text", ["?!" * 9_000, "Ж 𓀀 نداء استغاثة", "<b>'; DROP TABLE x; --</b>"])
async def test_a_text_of_which_nothing_is_read_is_kept_as_it_came(
    client_of: ClientOf, text: str
) -> None:
    report = await told(client_of, "ITA", text, source="other")
    assert (report["means"], report["sender"], report["point"]) == ("free_text", "", None)
    assert report["centre"]["name"] == "MRCC Roma"
    path = f"{REPORTS}/{report['id']}/texts"
    (kept,) = (await client_of("ITA", "observer").get(path)).json()
    assert kept["text"] == text


async def test_texts_go_with_the_sources_of_their_case(
    client_of: ClientOf, db: AsyncSession
) -> None:
    report = await told(client_of, "ITA", PLAIN.format(IN_MALTA))
    case = await made_a_case(client_of, report)
    await db.execute(sql("SET LOCAL ROLE sar_owner"))
    await erase_sources(db, case["reference"], reason="Asked for.", now=clock.now())
    for table in metadata.tables:
        rows = await db.execute(sql(f'SELECT t::text FROM "{table}" t'))  # noqa: S608 our own
        said = " ".join(rows.scalars())
        assert "STELLA VENTOSA" not in said, table
        assert "247123456" not in said, table


async def test_texts_are_forgotten_a_month_after_the_report_is_settled(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    report = await told(client_of, "ITA", PLAIN.format(IN_MALTA))
    path = f"{REPORTS}/{report['id']}"
    real = clock.real_now()

    async def texts_left() -> int:
        await prune(db, real_now=real, now=time.now, track_days=90, vessel_hours=6)
        await db.commit()
        return len((await client_of("ITA", "observer").get(f"{path}/texts")).json())

    time.advance(hours=40 * 24)
    assert await texts_left() == 1, "it waits"
    body = {"reason": "It was a mistake."}
    await client_of("ITA", "watch_officer").post(f"{path}/dismiss", json=body)
    assert await texts_left() == 1
    time.advance(hours=31 * 24)
    assert await texts_left() == 0
    seen = (await client_of("MLT", "observer").get(path)).json()
    assert (seen["sender"], seen["has_texts"]) == ("", False)


async def test_an_end_is_told_and_decided_by_people(client_of: ClientOf) -> None:
    await told(client_of, "ITA", PLAIN.format(IN_MALTA))
    text = "MMSI 247123456 DISTRESS CANCELLED"
    again = await told(client_of, "ITA", text, source="voice")
    assert (again["state"], again["ending"]) == ("waiting", "cancelled")
    assert again["point"]["coordinates"] == [14.0, 34.5]
