"""Texts, problems and the page of a link in another language, over HTTP."""

from typing import Any

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.parties.models import Centre
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.answer_links import link_for
from tests.given.incidents import case_changed, codes, opened, plain
from tests.given.installation import become_real
from tests.given.requests import Plain, asked, id_of
from tests.world import LISTED, World

pytestmark = pytest.mark.anyio

TEXT_IN = "/api/incidents/{}/text/translated"
AR = {"Accept-Language": "ar-LY,ar;q=0.9,en;q=0.1"}


async def translated(
    client_of: ClientOf, incident: Plain, *, party: str = "ITA", **query: Any
) -> Plain:
    """A text of the case as a watch officer reads it."""
    client = client_of(party, "watch_officer")
    answer = await client.get(TEXT_IN.format(incident["id"]), params=query)
    assert answer.status_code == 200, answer.text
    return plain(answer)


@pytest.mark.long
async def test_a_request_stands_in_arabic_beneath_its_english(
    client_of: ClientOf, world: World
) -> None:
    incident = await opened(client_of, description="Holed.")
    sent = await asked(client_of, world, LISTED, incident=incident, message="Any hull.")
    to = {"kind": "request", "centre_id": str(world.centres[LISTED])}
    found = await translated(client_of, incident, **to, language="ar")
    plain_text = await client_of("ITA", "watch_officer").get(
        f"/api/incidents/{incident['id']}/text", params=to
    )
    assert found["text"] == plain_text.text, "the English is what leaves by telex"
    other = found["in_other_language"]
    assert (other["language"], other["direction"], other["reviewed"]) == ("ar", "rtl", False)
    first, second, *rest = other["body"].splitlines()
    assert first == "تمرين تمرين تمرين"
    assert second == "ترجمة. النص الإنجليزي هو المعتمد. غير مراجَعة. للتمارين فقط."
    assert rest[-1] == first
    assert any(line.startswith("طلب مساعدة في البحث والإنقاذ") for line in rest)
    for kept in ("Holed.", "Any hull.", sent["reference"]):
        assert f"\u2068{kept}" in other["body"], kept


@pytest.mark.parametrize("kind", ["sitrep-short", "sitrep-full", "call-script"])
async def test_each_text_that_is_translated_says_its_facts(
    client_of: ClientOf, world: World, kind: str
) -> None:
    incident = await opened(client_of, conditions={"wind_kn": 12, "sea_state": 3})
    await asked(client_of, world, LISTED, incident=incident)
    to = str(world.centres[LISTED])
    found = await translated(client_of, incident, kind=kind, centre_id=to, language="fr")
    assert found["left_out"] is None
    body = found["in_other_language"]["body"]
    assert "DÉTRESSE (DETRESFA)" in body
    assert "VENT 12 KN, ÉTAT DE LA MER 3" in body
    assert "EXERCISE" not in body


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("medevac", "DEMANDE D'ÉVACUATION MÉDICALE (MEDEVAC)"),
        pytest.param("tmas", "DEMANDE D'AVIS TÉLÉMÉDICAL (TMAS)", marks=pytest.mark.long),
        pytest.param("osc", "COORDONNATEUR SUR PLACE (OSC)", marks=pytest.mark.long),
        pytest.param("aco", "COORDONNATEUR DES AÉRONEFS (ACO)", marks=pytest.mark.long),
        ("all-well", "AUCUNE AUTRE ASSISTANCE N'EST NÉCESSAIRE"),
    ],
)
async def test_what_units_and_doctors_read_stands_in_french_beneath_its_english(
    client_of: ClientOf, kind: str, said: str
) -> None:
    nobody = {"min": 0, "max": 0, "source": "counted ashore"}
    incident = await opened(client_of, pob=nobody, conditions={"wind_kn": 12, "sea_state": 3})
    where = f"/api/incidents/{incident['id']}"
    holders = {"osc": {"name": "P61", "channel": "VHF 72"}, "aco": {"name": "Osprey 3"}}
    await case_changed(client_of, incident, **holders)
    if kind == "all-well":
        coordinator = client_of("ITA", "coordinator")
        closed = await coordinator.post(f"{where}/close", json={"reason": "All are safe."})
        assert closed.is_success, closed.text
    found = await translated(client_of, incident, kind=kind, language="fr")
    assert found["left_out"] is None
    body = found["in_other_language"]["body"]
    assert said in body
    assert "TRADUCTION. LE TEXTE ANGLAIS FAIT FOI." in body
    assert said not in found["text"]


async def test_the_directory_says_the_language_of_the_addressee(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    await asked(client_of, world, LISTED, incident=incident)
    to = {"kind": "request", "centre_id": str(world.centres[LISTED])}
    found = await translated(client_of, incident, **to)
    assert (found["in_other_language"], found["left_out"]) == (None, "english_spoken")
    centre = await db.get(Centre, world.centres[LISTED])
    assert centre is not None
    centre.languages = ["ar", "en"]
    await db.commit()
    found = await translated(client_of, incident, **to)
    assert found["in_other_language"]["language"] == "ar"


async def test_of_a_real_case_nothing_leaves_that_nobody_has_reviewed(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    await become_real(db)
    real = await opened(client_of)
    await asked(client_of, world, LISTED, incident=real)
    to = {"kind": "request", "centre_id": str(world.centres[LISTED]), "language": "fr"}
    found = await translated(client_of, real, **to)
    assert found["text"].startswith("DISTRESS\n")
    assert (found["in_other_language"], found["left_out"]) == (None, "not_reviewed")


async def test_what_all_hear_in_distress_is_in_english(client_of: ClientOf) -> None:
    incident = await opened(client_of)
    found = await translated(client_of, incident, kind="mayday-relay", language="es")
    assert (found["in_other_language"], found["left_out"]) == (None, "english_only")


async def test_a_refused_text_is_refused_in_both(client_of: ClientOf) -> None:
    incident = await opened(client_of)
    client = client_of("ITA", "watch_officer")
    where = TEXT_IN.format(incident["id"])
    answer = await client.get(where, params={"kind": "relay-cancelled", "language": "pt"})
    assert (answer.status_code, codes(answer)) == (409, ["relay_is_true"])


@pytest.mark.long
@pytest.mark.parametrize(
    "language",
    [
        "de",
        *(pytest.param(other, marks=pytest.mark.long) for other in ("xx", "ar-LY", "")),
        "../fr",
    ],
)
async def test_a_language_that_there_is_not_is_refused(client_of: ClientOf, language: str) -> None:
    incident = await opened(client_of)
    client = client_of("ITA", "watch_officer")
    where = TEXT_IN.format(incident["id"])
    answer = await client.get(where, params={"kind": "request", "language": language})
    assert (answer.status_code, codes(answer)) == (422, ["enum"])


# problems


async def test_a_problem_is_told_in_the_language_that_is_asked_for(client_of: ClientOf) -> None:
    client = client_of("ITA", "observer")
    missing = await client.get(f"/api/incidents/{id_of()}", headers=AR)
    told = missing.json()
    assert told["detail"] == "There is no such incident, or it is not visible to you."
    assert told["detail_in"] == {
        "language": "ar",
        "direction": "rtl",
        "text": "لا توجد حالة كهذه، أو أنها غير مرئية لكم.",
        "reviewed": False,
    }


async def test_a_problem_in_real_use_has_nothing_that_nobody_has_reviewed(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    client, where = client_of("ITA", "observer"), f"/api/incidents/{id_of()}"
    clock.use(None)  # as in a real installation
    told = (await client.get(where, headers=AR)).json()
    assert told["detail"] == "There is no such incident, or it is not visible to you."
    assert "detail_in" not in told
    time.advance(minutes=0)
    assert "detail_in" in (await client.get(where, headers=AR)).json()


@pytest.mark.parametrize(
    ("header", "language"),
    [("fr", "fr"), ("de, es;q=0.4", "es"), ("en, fr", None), ("q=;;,,", None), ("z" * 9_000, None)],
)
async def test_no_header_is_too_odd(client_of: ClientOf, header: str, language: str | None) -> None:
    client = client_of("ITA", "observer")
    answer = await client.get(f"/api/incidents/{id_of()}", headers={"Accept-Language": header})
    assert answer.status_code == 404
    assert answer.json().get("detail_in", {}).get("language") == language


async def test_the_faults_of_a_body_are_told_too(client_of: ClientOf) -> None:
    client = client_of("ITA", "watch_officer")
    headers = {"Accept-Language": "pt-PT"}
    answer = await client.post("/api/incidents", json={}, headers=headers)
    told = answer.json()
    assert answer.status_code == 422
    assert told["detail_in"]["text"].endswith("Nada foi guardado.")
    one = await client.get(f"{TEXT_IN.format(id_of())}?kind=x", headers=headers)
    assert "detail_in" not in one.json(), "the words of an enum are English: nothing by half"


# the page of a link


async def test_the_page_says_its_languages_and_what_is_asked_in_one(
    client_of: ClientOf, world: World, anonymous: httpx.AsyncClient
) -> None:
    incident = await opened(client_of, description="Holed.")
    sent = await asked(client_of, world, LISTED, incident=incident)
    link = await link_for(client_of, world, sent)
    headers = {"Authorization": f"Bearer {link.token}", **AR}
    answer = await anonymous.post("/api/answer/open", json={"code": link.code}, headers=headers)
    page = plain(answer)
    assert [one["code"] for one in page["languages"]] == ["en", "fr", "ar", "pt", "es"]
    facts = {one["name"]: one for one in page["content"]["facts"]}
    assert facts["phase"]["text"] == "DISTRESS (DETRESFA)"
    assert facts["phase"]["other"] == "الاستغاثة (DETRESFA)"
    assert facts["what"]["text"] == facts["what"]["other"], "what somebody wrote stays"
    wrong = {"id": id_of(), "answer": "granted", "function": "duty officer", "said": "Come in."}
    refused = (await anonymous.post("/api/answer/say", json=wrong, headers=headers)).json()
    assert refused["code"] == "not_asked_for"
    assert refused["detail_in"]["text"] == "لا يُطلب هنا رد من هذا النوع: \u2068ممنوح\u2069."
    over = await anonymous.post(
        "/api/answer/look", headers={"Authorization": f"Bearer {'x' * 43}", **AR}
    )
    assert over.json()["detail_in"]["text"].startswith("لم يعد هذا الرابط صالحاً")


@pytest.mark.long
async def test_the_page_of_a_real_case_is_english_where_nobody_has_reviewed(
    client_of: ClientOf, world: World, anonymous: httpx.AsyncClient, db: AsyncSession
) -> None:
    await become_real(db)
    centre = await db.get(Centre, world.centres[LISTED])
    assert centre is not None
    centre.languages = ["ar", "en"]
    await db.commit()
    incident = await opened(client_of, description="Holed.")
    sent = await asked(client_of, world, LISTED, incident=incident)
    link = await link_for(client_of, world, sent)
    headers = {"Authorization": f"Bearer {link.token}", **AR}
    answer = await anonymous.post("/api/answer/open", json={"code": link.code}, headers=headers)
    page = plain(answer)
    assert page["exercise"] is False
    assert [one["code"] for one in page["languages"]] == ["en"], "there is nothing else to show"
    assert page["language"] is None
    facts = {one["name"]: one for one in page["content"]["facts"]}
    assert (facts["phase"]["text"], facts["phase"]["other"]) == ("DISTRESS (DETRESFA)", None)
    arabic = [one["other"] for one in facts.values() if one["other"]]
    assert all(one.strip("\u2068\u2069").isascii() for one in arabic), "only what people wrote"


async def test_the_phrases_of_a_page_are_for_everybody_and_kept(
    anonymous: httpx.AsyncClient,
) -> None:
    answer = await anonymous.get("/api/answer/phrases/ar")
    told = plain(answer)
    assert (told["language"], told["direction"], told["reviewed"]) == ("ar", "rtl", False)
    assert told["manner"] == {"real": "absent", "exercise": "alone"}
    assert told["reviewed_phrases"] == []
    assert told["phrases"]["open"] == "فتح"
    again = {"If-None-Match": answer.headers["etag"]}
    kept = await anonymous.get("/api/answer/phrases/ar", headers=again)
    assert kept.status_code == 304
    for language, status in (("en", 404), ("de", 422), ("..", 404)):
        found = await anonymous.get(f"/api/answer/phrases/{language}")
        assert found.status_code == status, language
