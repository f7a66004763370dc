"""Rules of answer links: codes, devices, and the answers that are open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sar.requests.answer_links.link_rules import (
    CODE_DIGITS,
    WRONG_AT_MOST,
    answers_to_clearance,
    answers_to_request,
    code_from,
    in_one,
    judge_code,
    link_standing,
    tries_left,
)
from sar.requests.answer_links.schemas import LinkCodeBody
from sar.requests.words import AnswerState, ClearanceState, CodeOutcome, LinkAnswer, LinkStanding

A, B = b"a" * 32, b"b" * 32


@pytest.mark.parametrize(
    ("bound_to", "device", "expected"),
    [
        (None, None, LinkStanding.CODE),
        (None, A, LinkStanding.CODE),
        (A, A, LinkStanding.OPEN),
        (A, B, LinkStanding.OTHER_DEVICE),
        (A, None, LinkStanding.OTHER_DEVICE),
    ],
)
def test_a_link_is_open_to_one_device(
    bound_to: bytes | None, device: bytes | None, expected: LinkStanding
) -> None:
    assert link_standing(bound_to, device) is expected


@pytest.mark.parametrize(
    ("stands", "fits", "wrong", "expected"),
    [
        (LinkStanding.CODE, True, 0, CodeOutcome.ACCEPTED),
        (LinkStanding.CODE, True, 4, CodeOutcome.ACCEPTED),
        (LinkStanding.CODE, False, 0, CodeOutcome.WRONG),
        (LinkStanding.CODE, False, 3, CodeOutcome.WRONG),
        (LinkStanding.CODE, False, 4, CodeOutcome.LOCKED),
        (LinkStanding.OTHER_DEVICE, True, 0, CodeOutcome.OTHER_DEVICE),
        (LinkStanding.OTHER_DEVICE, False, 4, CodeOutcome.OTHER_DEVICE),
        (LinkStanding.OPEN, False, 4, CodeOutcome.ACCEPTED),
    ],
)
def test_a_code_proves(stands: LinkStanding, fits: bool, wrong: int, expected: CodeOutcome) -> None:
    assert judge_code(stands, fits=fits, wrong_codes=wrong) is expected


@given(st.booleans(), st.integers(0, 100))
def test_before_a_code_was_spoken_none_is_wrong(fits: bool, wrong: int) -> None:
    said = judge_code(LinkStanding.CODE, fits=fits, wrong_codes=wrong, spoken=False)
    assert said is CodeOutcome.NOT_SPOKEN


@pytest.mark.parametrize("typed", ["012 345", "٠١٢ ٣٤٥", "۰۱۲۳۴۵", "0١۲345"])
def test_digits_of_other_keyboards_are_digits(typed: str) -> None:
    assert LinkCodeBody(code=typed).digits == "012345"


@pytest.mark.parametrize("typed", ["٠١٢٣٤", "०१२३४५", "²12345", "abcdef"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        LinkCodeBody(code=typed)


@given(st.integers(0, 10**CODE_DIGITS - 1))
def test_every_code_has_as_many_digits(number: int) -> None:
    code = code_from(number)
    assert (len(code), int(code)) == (CODE_DIGITS, number)


@given(st.integers(0, 100))
def test_tries_run_out_when_the_link_is_locked(wrong: int) -> None:
    locks = judge_code(LinkStanding.CODE, fits=False, wrong_codes=wrong) is CodeOutcome.LOCKED
    assert locks == (tries_left(wrong) <= 1)
    assert 0 <= tries_left(wrong) <= WRONG_AT_MOST


ACK, OFFER, NO = LinkAnswer.ACKNOWLEDGED, LinkAnswer.OFFERED, LinkAnswer.DECLINED
YES, REFUSE = LinkAnswer.GRANTED, LinkAnswer.REFUSED


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (AnswerState.SENT, [ACK, OFFER, NO]),
        (AnswerState.ACKNOWLEDGED, [OFFER, NO]),
        (AnswerState.OFFERED, [OFFER, NO]),
        (AnswerState.DECLINED, [OFFER]),
    ],
)
def test_the_answers_to_a_request(state: AnswerState, expected: list[LinkAnswer]) -> None:
    assert answers_to_request(state) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (ClearanceState.ASKED, [ACK, YES, REFUSE]),
        (ClearanceState.ACKNOWLEDGED, [YES, REFUSE]),
        (ClearanceState.GRANTED, [YES, REFUSE]),
        (ClearanceState.REFUSED, [YES, REFUSE]),
        (ClearanceState.LAPSED, [YES, REFUSE]),
        (ClearanceState.NOTIFIED, [ACK, YES, REFUSE]),
        (ClearanceState.NOTED, [YES, REFUSE]),
        (ClearanceState.WITHDRAWN, []),
        (ClearanceState.SUPERSEDED, []),
    ],
)
def test_the_answers_to_a_clearance(state: ClearanceState, expected: list[LinkAnswer]) -> None:
    assert answers_to_clearance(state) == expected


def test_an_offer_says_when_it_would_be_there() -> None:
    assert in_one("One tug.", "about 1500Z") == "One tug. There: about 1500Z"
    assert in_one("One tug", "about 1500Z") == "One tug. There: about 1500Z"
    assert in_one("One tug", "") == "One tug"
