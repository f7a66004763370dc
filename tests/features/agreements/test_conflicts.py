"""The conflicts of a version, as its negotiators read them before they confirm it."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.agreements import conflict_alarm, conflict_views
from tests.clients import ClientOf
from tests.given.agreements import (
    act,
    after_start,
    agreement,
    concluded,
    drafted,
    proposed,
    term,
    text,
)
from tests.given.record import entries, told
from tests.law import lawful

pytestmark = pytest.mark.anyio

OLDER = term("Art. 2", visibility="position", clocks={"answer": 20}, liability="Each its own.")
NEWER = term("Art. 7", visibility="existence", clocks={"answer": 20}, liability="The asker's.")


async def version_of(client_of: ClientOf, party: str, id_: str) -> str:
    answer = await client_of(party, "observer").get(f"/api/agreements/{id_}")
    assert answer.status_code == 200, answer.text
    return str(answer.json()["versions"][0]["id"])


async def conflicts(client_of: ClientOf, party: str, version_id: str) -> dict[str, Any]:
    answer = await client_of(party, "observer").get(
        "/api/agreements/conflicts", params={"version_id": version_id}
    )
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.long
async def test_both_sides_read_what_will_not_hold_before_they_confirm_it(
    client_of: ClientOf,
) -> None:
    await concluded(client_of, agreement(OLDER, reference="OLD"))
    id_ = await proposed(client_of, agreement(NEWER, reference="NEW"))
    version_id = await version_of(client_of, "ITA", id_)
    found = await conflicts(client_of, "ITA", version_id)
    assert found == await conflicts(client_of, "MLT", version_id)
    shown, quoted = found["items"]
    assert [quoted["dimension"], quoted["beside"]] == ["liability", True]
    assert quoted["other_says"].endswith("Liability: Each its own.")
    assert [shown["dimension"], shown["beside"]] == ["visibility", False]
    assert shown["clause"]["article"] == "Art. 7"
    assert (shown["other"]["agreement"], shown["other"]["article"]) == ("OLD", "Art. 2")
    assert shown["says"].startswith("Each party lets the other party know which assets it has")
    assert "position" in shown["other_says"]
    assert "Liability" not in shown["other_says"]
    assert shown["between"] == [
        {"grantor": "ITA", "grantee": "MLT"},
        {"grantor": "MLT", "grantee": "ITA"},
    ]
    assert (shown["between_more"], found["more"]) == (0, 0)


@pytest.mark.long
async def test_what_is_suspended_by_then_holds_against_nothing(client_of: ClientOf) -> None:
    old = await concluded(client_of, agreement(OLDER, reference="OLD"))
    await act(client_of, "MLT", old, "suspend-sharing", version=1, reason="Talks.")
    body = agreement(NEWER, reference="NEW", valid_from=after_start(days=40))
    version_id = await version_of(client_of, "ITA", await proposed(client_of, body))
    found = (await conflicts(client_of, "ITA", version_id))["items"]
    assert {tuple(pair.values()) for one in found for pair in one["between"]} == {("ITA", "MLT")}


@pytest.mark.long
async def test_one_that_says_that_it_prevails_conflicts_with_nothing(client_of: ClientOf) -> None:
    await concluded(client_of, agreement(OLDER, reference="OLD"))
    id_ = await drafted(client_of, agreement(NEWER, reference="NEW", prevails_over=["OLD"]))
    version_id = await version_of(client_of, "ITA", id_)
    assert (await conflicts(client_of, "ITA", version_id))["items"] == []


@pytest.mark.long
async def test_it_is_told_of_when_it_can_be_in_force(client_of: ClientOf) -> None:
    """By then the older one is over."""
    await concluded(client_of, agreement(OLDER, reference="OLD", valid_until=after_start(days=30)))
    body = agreement(NEWER, reference="NEW", valid_from=after_start(days=40))
    id_ = await drafted(client_of, body)
    found = await conflicts(client_of, "ITA", await version_of(client_of, "ITA", id_))
    assert (found["items"], found["at"][:10]) == ([], after_start(days=40)[:10])


@pytest.mark.long
async def test_a_version_does_not_conflict_with_the_one_that_it_replaces(
    client_of: ClientOf,
) -> None:
    id_ = await concluded(client_of, agreement(OLDER, reference="OLD"))
    view = await act(client_of, "MLT", id_, "versions", **text(NEWER))
    assert (await conflicts(client_of, "MLT", view["versions"][0]["id"]))["items"] == []


async def test_what_others_have_agreed_is_not_told(client_of: ClientOf) -> None:
    """Tunisia is party to the new text, and reads nothing of what Italy and Malta have."""
    await concluded(client_of, agreement(OLDER, reference="OLD"))
    three = agreement(NEWER, reference="NEW", parties=("ITA", "MLT", "TUN"))
    version_id = await version_of(client_of, "TUN", await proposed(client_of, three))
    assert (await conflicts(client_of, "TUN", version_id))["items"] == []
    assert len((await conflicts(client_of, "MLT", version_id))["items"]) == 2
    draft = await drafted(client_of, agreement(NEWER, reference="DRAFT"))
    hidden = await version_of(client_of, "ITA", draft)
    for party in ("MLT", "GRC"):
        answer = await client_of(party, "observer").get(
            "/api/agreements/conflicts", params={"version_id": hidden}
        )
        assert answer.status_code == 404


@pytest.mark.long
async def test_the_record_of_both_says_so_when_it_is_proposed_and_when_it_holds(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await concluded(client_of, agreement(OLDER, reference="OLD"))
    async with lawful(db):
        await concluded(client_of, agreement(NEWER, reference="NEW"))
    for party in ("ITA", "MLT"):
        proposing, holding = await entries(db, party, of="ClausesConflict")
        assert proposing["facts"] == holding["facts"]
        assert proposing["about"]["reference"] == "NEW"
        assert proposing["facts"]["count"] == 2
        assert proposing["sentence"].startswith(
            "Version 1 of NEW conflicts in 2 points: Art. 7 (what is shown of assets) with Art. 2"
        )
        kinds = await told(db, party)
        assert kinds.index("ClausesConflict") > kinds.index("AgreementProposed")
    assert await entries(db, "TUN", of="ClausesConflict") == []


@pytest.mark.long
async def test_the_record_says_nothing_of_what_others_have_agreed(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await concluded(client_of, agreement(OLDER, reference="OLD"))
    await proposed(client_of, agreement(NEWER, reference="NEW", parties=("ITA", "MLT", "TUN")))
    assert await entries(db, "TUN", of="ClausesConflict") == []
    for party in ("ITA", "MLT"):
        assert len(await entries(db, party, of="ClausesConflict")) == 1, party


@pytest.mark.long
async def test_versions_that_begin_on_the_same_later_day_conflict(
    client_of: ClientOf, db: AsyncSession
) -> None:
    day = after_start(days=40)
    await concluded(client_of, agreement(OLDER, reference="OLD", valid_from=day))
    id_ = await concluded(client_of, agreement(NEWER, reference="NEW", valid_from=day))
    version_id = await version_of(client_of, "ITA", id_)
    assert len((await conflicts(client_of, "ITA", version_id))["items"]) == 2
    assert len(await entries(db, "ITA", of="ClausesConflict")) == 2


@pytest.mark.long
async def test_a_confirmed_version_that_begins_later_is_looked_at_too(
    client_of: ClientOf, db: AsyncSession
) -> None:
    day = after_start(days=40)
    await concluded(client_of, agreement(OLDER, reference="OLD", valid_from=day))
    id_ = await proposed(client_of, agreement(NEWER, reference="NEW"))
    version_id = await version_of(client_of, "MLT", id_)
    found = await conflicts(client_of, "MLT", version_id)
    assert {one["at"][:10] for one in found["items"]} == {day[:10]}
    assert found["at"][:10] < day[:10]
    ends_before = agreement(NEWER, reference="SHORT", valid_until=after_start(days=30))
    short = await version_of(client_of, "MLT", await proposed(client_of, ends_before))
    named = {
        one["other"]["agreement"] for one in (await conflicts(client_of, "MLT", short))["items"]
    }
    assert "OLD" not in named


@pytest.mark.long
async def test_a_search_that_ends_at_its_bound_says_so_and_finds_what_it_had_found(
    client_of: ClientOf, db: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told in the answer, and on the record of each party when it is proposed and when the
    last one confirms it; that there is no conflict is said nowhere."""
    await concluded(client_of, agreement(OLDER, reference="OLD"))
    monkeypatch.setattr(conflict_views, "MOST_COMPARED", 0)
    async with lawful(db):
        id_ = await concluded(client_of, agreement(NEWER, reference="NEW"))
    version_id = await version_of(client_of, "ITA", id_)
    found = await conflicts(client_of, "ITA", version_id)
    assert (found["items"], found["not_compared"], found["looked_until"]) == ([], 1, None)
    for party in ("ITA", "MLT"):
        assert await entries(db, party, of="ClausesConflict") == []
        left = await entries(db, party, of="ClausesNotCompared")
        assert [one["facts"]["count"] for one in left] == [1, 1]
        assert left[0]["sentence"] == (
            "Version 1 of NEW was not compared with 1 more clause of your other agreements:"
            " whether they conflict is not known."
        )
    monkeypatch.undo()
    found = await conflicts(client_of, "ITA", version_id)
    assert (len(found["items"]), found["not_compared"]) == (2, 0)


async def test_a_conflict_that_was_known_stays_until_it_is_compared_anew(
    client_of: ClientOf, db: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    await concluded(client_of, agreement(OLDER, reference="OLD"))
    id_ = await proposed(client_of, agreement(NEWER, reference="NEW"))
    version_id = await version_of(client_of, "ITA", id_)
    monkeypatch.setattr(conflict_views, "MOST_COMPARED", 0)
    for whole in (False, True):
        if whole:
            monkeypatch.undo()
        await conflict_alarm.weigh(db, UUID(id_), UUID(version_id), now=clock.now())
        await db.flush()
        answer = await client_of("MLT", "observer").get(f"/api/agreements/{id_}")
        assert answer.json()["versions"][0]["conflicts"]["count"] == 2


@pytest.mark.long
async def test_of_many_that_begin_later_it_is_said_from_when_none_is_looked_at(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon, late = after_start(days=40), after_start(days=50)
    for reference, day in (("SOON", soon), ("LATE", late)):
        await concluded(client_of, agreement(OLDER, reference=reference, valid_from=day))
    id_ = await proposed(client_of, agreement(NEWER, reference="NEW"))
    version_id = await version_of(client_of, "ITA", id_)
    assert (await conflicts(client_of, "ITA", version_id))["looked_until"] is None
    monkeypatch.setattr(conflict_views, "MOST_BEGINNINGS", 1)
    found = await conflicts(client_of, "ITA", version_id)
    assert found["looked_until"][:10] == late[:10]
    assert {one["other"]["agreement"] for one in found["items"]} == {"SOON"}
