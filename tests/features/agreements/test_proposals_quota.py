"""The proposals that one party may put before another unasked."""

import pytest
from httpx import Response

from sar.agreements import proposals_quota
from sar.agreements.proposals_quota import WITHIN
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import act, agreement, drafted, proposed, term

pytestmark = pytest.mark.anyio


async def propose(client_of: ClientOf, reference: str, *, terms: int, by: str = "ITA") -> Response:
    several = [term(f"Art. {n}") for n in range(terms)]
    body = agreement(*several, reference=reference, parties=(by, "MLT"))
    id_ = await drafted(client_of, body)
    return await client_of(by, "negotiator").post(f"/api/agreements/{id_}/propose", json={})


async def test_so_much_waits_for_a_signature_and_no_more(
    client_of: ClientOf, time: ExerciseTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposals_quota, "TERMS_AT_MOST", 25)
    several = [term(f"Art. {n}") for n in range(10)]
    first = await proposed(client_of, agreement(*several, reference="ONE"))
    for reference, terms in (("TWO", 7), ("THREE", 8)):
        answer = await propose(client_of, reference, terms=terms)
        assert answer.status_code == 200, answer.text
    beyond = await propose(client_of, "FOUR", terms=1)
    assert (beyond.status_code, beyond.json()["code"]) == (429, "too_much_proposed")
    assert beyond.headers["Retry-After"] == "3600"
    assert beyond.json()["detail"].startswith("Malta has not signed")
    assert beyond.json()["params"]["parties"] == ["MLT"]
    by_another = await propose(client_of, "FIVE", terms=1, by="TUN")
    assert by_another.status_code == 200
    await act(client_of, "MLT", first, "sign", version=1)
    assert (await propose(client_of, "SIX", terms=10)).status_code == 200
    assert (await propose(client_of, "SEVEN", terms=1)).status_code == 429
    time.advance(days=WITHIN.days)
    assert (await propose(client_of, "EIGHT", terms=1)).status_code == 200
