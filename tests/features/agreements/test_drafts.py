"""Drafts are their drafter's alone until proposed, over HTTP as parties and as strangers."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements import visible
from tests.clients import ClientOf
from tests.given.agreements import act, agreement, concluded, drafted, proposed, states, term, text
from tests.given.record import entries, told
from tests.world import World

pytestmark = pytest.mark.anyio


async def test_a_draft_is_seen_by_nobody_else(client_of: ClientOf, db: AsyncSession) -> None:
    id_ = await drafted(client_of, agreement())
    for party in ("MLT", "TUN"):
        client = client_of(party, "negotiator")
        assert (await client.get(f"/api/agreements/{id_}")).status_code == 404
        assert (await client.get("/api/agreements")).json()["items"] == []
        answer = await client.post(f"/api/agreements/{id_}/sign", json={"version": 1})
        assert answer.status_code == 404
    assert await told(db, "MLT") == []
    assert await told(db, "ITA") == ["AgreementDrafted"]


async def test_proposed_it_is_seen_by_its_parties_alone(
    client_of: ClientOf, db: AsyncSession
) -> None:
    id_ = await proposed(client_of, agreement())
    assert await states(client_of, "MLT", id_) == {1: "proposed"}
    assert (await client_of("TUN", "observer").get(f"/api/agreements/{id_}")).status_code == 404
    assert await told(db, "MLT") == ["AgreementProposed"]
    assert await told(db, "TUN") == []


async def test_a_repeated_draft_is_one(client_of: ClientOf) -> None:
    body = agreement()
    first, second = [await drafted(client_of, body) for _ in range(2)]
    assert first == second
    found = (await client_of("ITA", "observer").get("/api/agreements")).json()["items"]
    assert len(found) == 1


async def test_another_agreement_with_the_same_reference_is_refused(client_of: ClientOf) -> None:
    await drafted(client_of, agreement())
    answer = await client_of("ITA", "negotiator").post("/api/agreements", json=agreement())
    assert (answer.status_code, answer.json()["code"]) == (409, "reference_taken")


async def test_strangers_references_are_nobodys_to_learn(client_of: ClientOf) -> None:
    await concluded(client_of, agreement())
    id_ = await concluded(client_of, agreement(parties=["TUN", "GRC"]))
    assert await states(client_of, "GRC", id_) == {1: "in_force"}
    beside = await client_of("TUN", "negotiator").post(
        "/api/agreements", json=agreement(parties=["TUN", "ITA"])
    )
    assert (beside.status_code, beside.json()["code"]) == (409, "reference_taken"), "its own"


async def test_anothers_draft_of_a_reference_is_not_betrayed_and_the_first_proposed_has_it(
    client_of: ClientOf,
) -> None:
    first = await drafted(client_of, agreement())
    second = await drafted(client_of, agreement(parties=["MLT", "ITA"]))
    await act(client_of, "MLT", second, "propose")
    late = await client_of("ITA", "negotiator").post(f"/api/agreements/{first}/propose", json={})
    assert (late.status_code, late.json()["code"]) == (409, "reference_taken")
    await act(client_of, "ITA", second, "sign", version=1)


@pytest.mark.long
async def test_pages_hold_agreements_of_one_reference_too(client_of: ClientOf) -> None:
    for party in ("MLT", "GRC", "TUN"):
        await proposed(client_of, agreement(parties=[party, "ITA"]))
    client, address, seen = client_of("ITA", "observer"), "/api/agreements?limit=1", []
    while address:
        page = (await client.get(address)).json()
        seen += [item["id"] for item in page["items"]]
        address = page["next"]
    assert len(set(seen)) == len(seen) == 3
    bad = await client.get("/api/agreements?cursor=VEVTVC0x")
    assert (bad.status_code, bad.json()["code"]) == (422, "bad_cursor")


async def test_a_draft_is_replaced_by_its_drafter_with_the_version_it_read(
    client_of: ClientOf,
) -> None:
    id_ = await drafted(client_of, agreement())
    client, path = client_of("ITA", "negotiator"), f"/api/agreements/{id_}/draft"
    better = text(term("Art. 2", visibility="readiness"), note="second thoughts")
    answer = await client.put(path, json=better, headers={"If-Match": '"1"'})
    assert answer.status_code == 200, answer.text
    [version] = answer.json()["versions"]
    assert (version["note"], version["version"]) == ("second thoughts", 2)
    assert [t["article"] for t in version["terms"]] == ["Art. 2"]
    stale = await client.put(path, json=better, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_version")
    assert (await client.put(path, json=better)).status_code == 428
    stranger = client_of("MLT", "negotiator")
    answer = await stranger.put(path, json=better, headers={"If-Match": '"2"'})
    assert answer.status_code == 404


async def test_a_proposed_text_is_not_replaced(client_of: ClientOf) -> None:
    id_ = await proposed(client_of, agreement())
    answer = await client_of("ITA", "negotiator").put(
        f"/api/agreements/{id_}/draft", json=text(), headers={"If-Match": '"2"'}
    )
    assert answer.status_code == 404


@pytest.mark.long
async def test_a_discarded_first_draft_leaves_nothing(
    client_of: ClientOf, db: AsyncSession
) -> None:
    id_ = await drafted(client_of, agreement())
    client = client_of("ITA", "negotiator")
    assert (await client.delete(f"/api/agreements/{id_}/draft")).status_code == 204
    assert (await client.get(f"/api/agreements/{id_}")).status_code == 404
    [*_, last] = await entries(db, "ITA")
    assert last["changes"] == [{"thing": "agreement", "id": id_, "value": None}]
    await drafted(client_of, agreement())


async def test_two_parties_draft_without_learning_of_each_other(client_of: ClientOf) -> None:
    id_ = await concluded(client_of, agreement())
    for party in ("ITA", "MLT"):
        view = await act(client_of, party, id_, "versions", **text(note=party))
        assert [v["number"] for v in view["versions"]] == [2, 1]
    second = await client_of("MLT", "negotiator").post(
        f"/api/agreements/{id_}/versions", json=text()
    )
    assert (second.status_code, second.json()["code"]) == (409, "draft_open")
    await act(client_of, "ITA", id_, "propose")
    assert await states(client_of, "ITA", id_) == {1: "in_force", 2: "proposed"}
    assert await states(client_of, "MLT", id_) == {1: "in_force", 2: "proposed", 3: "draft"}
    view = await act(client_of, "MLT", id_, "propose")
    assert {v["number"]: v["note"] for v in view["versions"]} == {1: "", 2: "ITA", 3: "MLT"}
    answer = await client_of("ITA", "negotiator").post(
        f"/api/agreements/{id_}/end", json={"reason": "Neither will do."}
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "which_version")


async def test_pages_of_agreements_follow_each_other(client_of: ClientOf, world: World) -> None:
    for number in range(5):
        await drafted(client_of, agreement(reference=f"TEST-{number}"))
    await drafted(client_of, agreement(reference="OTHER", parties=["ITA", "GRC"]))
    client, address = client_of("ITA", "observer"), "/api/agreements?party=MLT&limit=2"
    seen = []
    while address:
        page = (await client.get(address)).json()
        seen += [item["reference"] for item in page["items"]]
        address = page["next"]
    assert seen == [f"TEST-{number}" for number in range(5)]


@pytest.mark.long
async def test_a_page_ends_early_with_the_agreement_that_has_very_many_terms(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(4):
        body = agreement(term(), term("Art. 2"), term("Art. 3"), reference=f"TEST-{n}")
        await proposed(client_of, body)
    monkeypatch.setattr(visible, "TERMS_OF_PAGE", 5)
    monkeypatch.setattr(visible, "FEW", 0)
    client, address, pages = client_of("ITA", "observer"), "/api/agreements?limit=3", []
    while address:
        page = (await client.get(address)).json()
        pages.append([one["reference"] for one in page["items"]])
        assert [len(one["versions"][0]["terms"]) for one in page["items"]] == [3] * len(pages[-1])
        address = page["next"]
    assert pages == [["TEST-0", "TEST-1"], ["TEST-2", "TEST-3"]]
