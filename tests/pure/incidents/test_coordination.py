"""Handing an office over: every state, answer and side."""

from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.incidents.coordination import (
    CONTACT_WITHIN,
    PROPOSED_AT_MOST,
    PROPOSED_WITHIN,
    AskedCentre,
    answer,
    answer_due_at,
    by_voice,
    propose,
    proposes_again_in,
)
from sar.incidents.words import CoordinationState, Office, ProposalAction
from sar.machine import Step

ROME, MALTA = uuid4(), uuid4()
ASKED = AskedCentre(MALTA, party="MLT", code="RCC-MALTA", name="RCC Malta", listed=False)
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
    listed = AskedCentre(ROME, party="LBY", code="JRCC-TRIPOLI", name="JRCC Tripoli", listed=True)
    refused = propose(Office.SMC, to=listed, lead_centre_id=ROME, open_to="RCC Malta")
    assert [refusal.code for refusal in refused] == [
        "proposal_open",
        "leads_already",
        "centre_only_listed",
    ]
    assert "RCC Malta has been asked" in refused[0].sentence


def test_the_leads_own_unit_may_take_an_office_on_scene() -> None:
    own = AskedCentre(ROME, party="ITA", code="MRCC-ROMA", name="MRCC Roma", listed=False)
    assert propose(Office.OSC, to=own, lead_centre_id=ROME, open_to=None) == []


def test_below_distress_so_many_proposals_are_sent_within_the_hour() -> None:
    now = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)
    sent = [now - timedelta(minutes=minute) for minute in range(1, PROPOSED_AT_MOST + 1)]
    assert proposes_again_in(sent[1:], now=now) is None
    assert proposes_again_in(sent, now=now) == PROPOSED_WITHIN - timedelta(minutes=PROPOSED_AT_MOST)
    long_ago = [at - PROPOSED_WITHIN for at in sent]
    assert proposes_again_in([*sent[1:], *long_ago], now=now) is None


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("open_to", [None, ROME, MALTA])
def test_a_word_by_voice_is_written_down_of_a_listed_centre_or_of_the_one_that_is_asked(
    listed: bool, open_to: UUID | None
) -> None:
    centre = AskedCentre(MALTA, party="MLT", code="RCC-MALTA", name="RCC Malta", listed=listed)
    found = [refusal.code for refusal in by_voice(centre, open_to=open_to)]
    assert found == ([] if listed or open_to == MALTA else ["centre_joined"])


@given(st.booleans(), st.none() | st.integers(-60, 600))
def test_a_word_by_voice_is_waited_for_and_never_shortens_a_limit(
    in_distress: bool, said_after: int | None
) -> None:
    at = datetime(2026, 10, 11, 12, 26, tzinfo=UTC)
    said_at = None if said_after is None else at + timedelta(minutes=said_after)
    plain = answer_due_at(at, in_distress=in_distress)
    due = answer_due_at(at, in_distress=in_distress, said_at=said_at)
    assert plain == at + timedelta(minutes=5 if in_distress else 15)
    assert due >= plain
    assert due == (plain if said_at is None else max(plain, said_at + CONTACT_WITHIN))
