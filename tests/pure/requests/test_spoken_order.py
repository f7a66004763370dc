"""Spoken answers: the one said last counts, in whatever order they are written down."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.agreements.words import ClearanceMode
from sar.machine import Side
from sar.requests.clearance_rules import clearance_by_voice
from sar.requests.spoken_order import (
    decided_at,
    first_of,
    is_late,
    late_text,
    state_after,
    words_known,
)
from sar.requests.words import ClearanceAction, ClearanceState
from tests.pure.requests.noon import past_noon

ACK, YES, NO = ClearanceAction.ACKNOWLEDGE, ClearanceAction.GRANT, ClearanceAction.REFUSE
ANSWERS = {ACK: "acknowledged", YES: "granted", NO: "refused"}


@dataclass
class Heard:
    """A clearance as its asker writes down what the State says by voice."""

    state: ClearanceState
    mode: ClearanceMode = ClearanceMode.REQUEST
    code: str = "entry_by_request"
    read_at: datetime | None = None
    decided_at: datetime | None = None
    late: list[int] = field(default_factory=list)
    voice: list[dict[str, Any]] = field(default_factory=list)

    def write(self, action: ClearanceAction, number: int) -> None:
        """As the shell does."""
        at = past_noon(number)
        if is_late(at, words_known(self.voice, self.read_at, self.decided_at)):
            self.late.append(number)
        self.read_at = first_of(self.read_at, at)
        after = state_after(
            clearance_by_voice(self.mode, self.code),
            self.state,
            action,
            side=Side.STATE,
            at=at,
            decided=self.decided_at,
        )
        self.voice.append({"answer": ANSWERS[action], "at": at.isoformat()})
        if after is not None:
            self.state = after
            self.decided_at = at if action is not ACK else self.decided_at


@pytest.mark.parametrize(
    ("written", "state", "decided", "late"),
    [
        ([(ACK, 12), (YES, 10)], "granted", 10, [10]),
        ([(YES, 12), (NO, 10)], "granted", 12, [10]),
        ([(NO, 12), (YES, 10)], "refused", 12, [10]),
        ([(YES, 10), (NO, 12)], "refused", 12, []),
        ([(YES, 12), (ACK, 10)], "granted", 12, [10]),
        ([(YES, 10), (ACK, 12)], "granted", 10, []),
        ([(NO, 10), (ACK, 12), (YES, 11)], "granted", 11, [11]),
        ([(YES, 12), (YES, 10)], "granted", 12, [10]),
        # Within one minute the later written counts.
        ([(YES, 12), (NO, 12)], "refused", 12, []),
    ],
)
def test_what_was_said_last_counts(
    written: list[tuple[ClearanceAction, int]], state: str, decided: int, late: list[int]
) -> None:
    heard = Heard(ClearanceState.ASKED)
    for action, number in written:
        heard.write(action, number)
    assert heard.state == state
    assert heard.decided_at == past_noon(decided)
    assert heard.read_at == past_noon(min(number for _, number in written))
    assert heard.late == late
    assert len(heard.voice) == len(written)


WORDS = st.lists(
    st.tuples(st.sampled_from([ACK, YES, NO]), st.integers(0, 30)),
    min_size=1,
    max_size=4,
    unique_by=lambda word: word[1],
)


@given(
    WORDS,
    st.sampled_from(
        [
            (ClearanceState.ASKED, ClearanceMode.REQUEST, "entry_by_request"),
            (ClearanceState.NOTIFIED, ClearanceMode.NOTIFY, "entry_by_request"),
            (ClearanceState.NOTIFIED, ClearanceMode.NOTIFY, "entry_notify"),
            (ClearanceState.NOTIFIED, ClearanceMode.NOTIFY, "transit_passage"),
        ]
    ),
)
def test_the_order_of_writing_changes_nothing(
    words: list[tuple[ClearanceAction, int]],
    begins: tuple[ClearanceState, ClearanceMode, str],
) -> None:
    ends = set()
    for order in permutations(words):
        heard = Heard(*begins)
        for action, number in order:
            heard.write(action, number)
        ends.add((heard.state, heard.decided_at, heard.read_at))
    assert len(ends) == 1


def test_the_last_word_of_its_own_decides_and_no_claim_or_call_does() -> None:
    claim = {"claimed_by": {"party": "ITA", "centre": "Rome"}}
    voice: list[dict[str, Any]] = [
        {"answer": "offered", "at": past_noon(3).isoformat()},
        {"answer": "acknowledged", "at": past_noon(9).isoformat()},
        {"answer": "no_answer", "at": past_noon(8).isoformat()},
        {"answer": "declined", "at": past_noon(7).isoformat(), **claim},
    ]
    assert decided_at(voice) == past_noon(3)
    assert decided_at([]) is None
    assert not is_late(past_noon(9), words_known(voice, None))
    assert is_late(past_noon(8), words_known(voice, None))
    assert not is_late(past_noon(9), [past_noon(9) + timedelta(seconds=50)])
    assert is_late(past_noon(8), [None, past_noon(9)])


def test_a_sentence_says_when_it_was_said() -> None:
    assert late_text(past_noon(10)) == ", said 11 Oct 12:10Z, written after a later word"
