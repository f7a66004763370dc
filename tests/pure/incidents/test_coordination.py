"""Handing an office over: every state, answer and side."""

from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import uuid4

import pytest

from sar.incidents.coordination import (
    PROPOSED_AT_MOST,
    PROPOSED_WITHIN,
    AskedCentre,
    answer,
    propose,
    proposes_again_in,
)
from sar.incidents.words import CoordinationState, Office, ProposalAction
from sar.machine import Step

ROME, MALTA = uuid4(), uuid4()
ASKED = AskedCentre(MALTA, party="MLT", name="RCC Malta", listed=False)
NEXT = {
    ProposalAction.ACCEPT: CoordinationState.ACCEPTED,
    ProposalAction.DECLINE: CoordinationState.DECLINED,
    ProposalAction.WITHDRAW: CoordinationState.WITHDRAWN,
}


@pytest.mark.parametrize("said", list(ProposalAction))
@pytest.mark.parametrize("state", [None, *CoordinationState])
@pytest.mark.parametrize(("asked", "leads"), list(product([True, False], repeat=2)))
def test_only_an_open_proposal_is_answered_and_by_whom_it_is_put_to(
    state: CoordinationState | None, said: ProposalAction, asked: bool, leads: bool
) -> None:
    result = answer(state, said, asked=asked, leads=leads)
    may = leads if said is ProposalAction.WITHDRAW else asked
    if state is not CoordinationState.PROPOSED:
        assert isinstance(result, list)
        assert [refusal.code for refusal in result] == ["no_open_proposal"]
    elif not may:
        assert isinstance(result, list)
        code = "not_lead" if said is ProposalAction.WITHDRAW else "not_asked"
        assert [refusal.code for refusal in result] == [code]
    else:
        assert result == Step(NEXT[said])


@pytest.mark.parametrize("office", list(Office))
def test_the_lead_may_propose_each_office_to_another_centre(office: Office) -> None:
    assert propose(office, to=ASKED, lead_centre_id=ROME, open_to=None) == []


def test_every_reason_against_a_proposal_is_told_at_once() -> None:
    listed = AskedCentre(ROME, party="LBY", name="JRCC Tripoli", listed=True)
    refused = propose(Office.SMC, to=listed, lead_centre_id=ROME, open_to="RCC Malta")
    assert [refusal.code for refusal in refused] == [
        "proposal_open",
        "leads_already",
        "centre_only_listed",
    ]
    assert "RCC Malta has been asked" in refused[0].sentence


def test_the_leads_own_unit_may_take_an_office_on_scene() -> None:
    own = AskedCentre(ROME, party="ITA", name="MRCC Roma", listed=False)
    assert propose(Office.OSC, to=own, lead_centre_id=ROME, open_to=None) == []


def test_below_distress_so_many_proposals_are_sent_within_the_hour() -> None:
    now = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)
    sent = [now - timedelta(minutes=minute) for minute in range(1, PROPOSED_AT_MOST + 1)]
    assert proposes_again_in(sent[1:], now=now) is None
    assert proposes_again_in(sent, now=now) == PROPOSED_WITHIN - timedelta(minutes=PROPOSED_AT_MOST)
    long_ago = [at - PROPOSED_WITHIN for at in sent]
    assert proposes_again_in([*sent[1:], *long_ago], now=now) is None
