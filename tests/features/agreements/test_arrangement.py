"""An arrangement goes out as a text and comes back as a draft, whole or not at all."""

from typing import Any

import httpx
import pytest

from tests.clients import ClientOf
from tests.given.agreements import act, agreement, concluded, drafted, states, term
from tests.given.record import told
from tests.world import box

pytestmark = pytest.mark.anyio

Json = dict[str, Any]
TERMS = (
    term("Art. 4", visibility="position", zone=box(12.1, 34, 14, 36), zone_name="Strait"),
    term("Art. 9", costs={"rule": "marginal", "rate_per_hour": 4500.5, "currency": "EUR"}),
)
NESTED = b"GEOMETRYCOLLECTION (" * 40_000
WORDS = [{"clause": 13, "words": "We hand over by voice."}]


async def written(client_of: ClientOf, id_: str, party: str = "ITA", **query: int) -> str:
    """The text of an agreement's version."""
    answer = await client_of(party, "observer").get(
        f"/api/agreements/{id_}/arrangement", params=query
    )
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
    return answer.text


async def read(
    client_of: ClientOf, id_: str, text: str | bytes, *, check: bool = False, party: str = "ITA"
) -> httpx.Response:
    """The answer to a text that is sent back."""
    return await client_of(party, "negotiator").post(
        f"/api/agreements/{id_}/arrangement",
        params={"check": check},
        content=text,
        headers={"Content-Type": "text/markdown"},
    )


async def version(client_of: ClientOf, id_: str, number: int, party: str = "ITA") -> Json:
    """A version as its party reads it."""
    answer = await client_of(party, "observer").get(f"/api/agreements/{id_}")
    (found,) = [one for one in answer.json()["versions"] if one["number"] == number]
    return dict(found)


SAID = (
    "valid_from", "valid_until", "note", "authentic", "instruments", "prevails_over", "arrangement",
)  # fmt: skip


def said(of: Json) -> Json:
    """The content of a version, without what belongs to the row."""
    terms = [
        {name: value for name, value in one.items() if name not in ("id", "sentence")}
        for one in of["terms"]
    ]
    return {name: of[name] for name in SAID} | {"terms": terms}


@pytest.mark.long
async def test_what_nobody_has_edited_comes_back_as_a_draft_that_says_the_same(
    client_of: ClientOf,
) -> None:
    id_ = await concluded(client_of, agreement(*TERMS, note="As agreed.", arrangement=WORDS))
    text = await written(client_of, id_, party="MLT")
    assert "## 28. Text, languages and notification" in text
    assert "[[14.2 costs.rate_per_hour: 4500.5]]" in text
    answer = await read(client_of, id_, text, party="MLT")
    assert answer.status_code == 200, answer.text
    report = answer.json()
    assert (report["changed"], report["not_understood"], report["draft"]) == ([], [], 2)
    assert [one["clause"] for one in report["words"]] == [13]
    assert await states(client_of, "MLT", id_) == {1: "in_force", 2: "draft"}
    assert await states(client_of, "ITA", id_) == {1: "in_force"}, "nobody else sees a draft"
    first, second = [await version(client_of, id_, n, "MLT") for n in (1, 2)]
    assert said(first) == said(second)
    assert first["arrangement_sha256"] == second["arrangement_sha256"] is not None


async def test_an_edited_text_says_what_changed_and_goes_into_the_draft_it_was_written_of(
    client_of: ClientOf, db: Any
) -> None:
    id_ = await drafted(client_of, agreement(*TERMS))
    text = (await written(client_of, id_)).replace(": 4500.5]]", ": 4000]]")
    text = text.replace(
        "## 16. Customs, immigration and health\n",
        "## 16. Customs, immigration and health\n\nOn the quay, after the doctor.\n",
    )
    tried = (await read(client_of, id_, text, check=True)).json()
    (one,) = tried["changed"]
    assert (one["mark"], one["was"], one["becomes"]) == (
        "14.2 costs.rate_per_hour", "4500.5", "4000",
    )  # fmt: skip
    assert text.split("\n")[one["line"] - 1] == "[[14.2 costs.rate_per_hour: 4000]]"
    assert tried["draft"] is None
    assert (await version(client_of, id_, 1))["terms"][1]["costs"]["rate_per_hour"] == 4500.5
    kept = await read(client_of, id_, text)
    assert kept.json()["draft"] == 1
    draft = await version(client_of, id_, 1)
    assert draft["terms"][1]["costs"]["rate_per_hour"] == 4000
    assert draft["arrangement"] == [
        {
            "clause": 16,
            "title": "Customs, immigration and health",
            "words": "On the quay, after the doctor.",
        }
    ]
    assert (await told(db, "ITA"))[-1] == "AgreementDrafted"
    late = await read(client_of, id_, text)
    assert (late.status_code, late.json()["code"]) == (412, "stale_version")


async def test_where_one_line_is_not_understood_nothing_is_kept_and_each_is_told(
    client_of: ClientOf,
) -> None:
    id_ = await concluded(client_of, agreement(*TERMS))
    text = await written(client_of, id_)
    bad = (
        text.replace(": 4500.5]]", ": much]]")
        .replace("costs.rule: marginal]]", "costs.rule: half]]")
        .replace("[[6.1 grantor: ]]", "[[6.1 grantor: TUN]]")
        .replace("[[26 valid_from: ", "[[26 valid_from: soon ")
    )
    answer = await read(client_of, id_, bad)
    assert answer.status_code == 422
    lines = bad.split("\n")
    found = {
        lines[int(one["field"].removeprefix("line ")) - 1]: one["code"]
        for one in answer.json()["errors"]
    }
    assert found["[[14.2 costs.rate_per_hour: much]]"] == "not_a_number"
    assert found["[[14.2 costs.rule: half]]"] == "enum"
    assert "Nothing was kept" in answer.json()["detail"]
    assert await states(client_of, "ITA", id_) == {1: "in_force"}
    report = (await read(client_of, id_, bad, check=True)).json()
    (rate,) = [one for one in report["not_understood"] if one["code"] == "not_a_number"]
    assert (rate["mark"], rate["stands"]) == ("14.2 costs.rate_per_hour", "4500.5")
    assert rate["reason"].startswith("14.2 costs.rate_per_hour must be a number")
    assert rate["mark"] not in {one["mark"] for one in report["changed"]}, "it stands"

    whole = text.replace("[[6.1 grantor: ]]", "[[6.1 grantor: TUN]]")
    rules = await read(client_of, id_, whole)
    assert (rules.status_code, rules.json()["code"]) == (422, "not_a_party")
    assert "6.1 grantor must be a party to the agreement" in rules.json()["detail"]


@pytest.mark.parametrize(
    ("content", "kind", "code"),
    [
        (b"\xff\xfe", "text/plain", "not_utf8"),
        (b"{}", "application/json", "not_markdown"),
        (b"", "text/plain", "heading_gone"),
        (b"[[" * 100_000, "text/markdown", "mark_not_closed"),
        (b"[[3.1 zone: " + NESTED + b"]]", "text/markdown", "not_a_zone"),
        (b"[[3.1 zone: POLYGON " + b"(" * 200_000 + b"]]", "text/plain", "not_a_zone"),
        (b"## 1. \x00\n" * 50_000, "text/markdown", "too_many_lines"),
    ],
)
async def test_whatever_is_sent_is_refused_with_its_faults(
    client_of: ClientOf, content: bytes, kind: str, code: str
) -> None:
    id_ = await concluded(client_of, agreement(*TERMS))
    answer = await client_of("ITA", "negotiator").post(
        f"/api/agreements/{id_}/arrangement", content=content, headers={"Content-Type": kind}
    )
    assert answer.status_code == 422
    codes = {one["code"] for one in answer.json()["errors"]}
    assert code in codes
    assert await states(client_of, "ITA", id_) == {1: "in_force"}


@pytest.mark.long
async def test_who_drafts_already_changes_that_draft_or_discards_it(client_of: ClientOf) -> None:
    id_ = await concluded(client_of, agreement(*TERMS))
    first = await written(client_of, id_, version=1)
    assert (await read(client_of, id_, first)).status_code == 200
    again = await read(client_of, id_, first)
    assert (again.status_code, again.json()["code"]) == (409, "draft_open")
    own = await written(client_of, id_)
    assert "[[0 version: 2]]" in own
    assert (await read(client_of, id_, own)).status_code == 200


async def test_words_stay_with_a_version_and_go_with_a_text_without_them(
    client_of: ClientOf,
) -> None:
    id_ = await drafted(client_of, agreement(*TERMS, arrangement=WORDS))
    assert (await version(client_of, id_, 1))["arrangement"][0]["words"] == WORDS[0]["words"]
    text = (await written(client_of, id_)).replace("We hand over by voice.", "")
    report = (await read(client_of, id_, text)).json()
    assert report["words"] == [
        {"clause": 13, "title": "Handing over co-ordination", "line": report["words"][0]["line"],
         "changed": True},
    ]  # fmt: skip
    assert (await version(client_of, id_, 1))["arrangement"] == []
    await act(client_of, "ITA", id_, "propose")
    assert (await version(client_of, id_, 1, "MLT"))["arrangement_sha256"] is None


async def test_another_partys_draft_is_not_written_out(client_of: ClientOf) -> None:
    id_ = await concluded(client_of, agreement(*TERMS))
    assert (await read(client_of, id_, await written(client_of, id_))).status_code == 200
    path = f"/api/agreements/{id_}/arrangement"
    assert (await client_of("MLT", "observer").get(path, params={"version": 2})).status_code == 404
    assert "[[0 version: 1]]" in await written(client_of, id_, party="MLT")
