"""The coordinator of an event of several cases."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from sar.incidents.one_event import (
    LeadMove,
    SameCase,
    against_closing_as,
    against_swapping,
    is_searched_for_there,
    one_coordinator,
)
from sar.incidents.people import PersonsRange

ROME, VALLETTA = uuid4(), uuid4()


@pytest.mark.parametrize(
    ("centres", "one"),
    [
        ([ROME], ROME),
        ([ROME, ROME], ROME),
        ([ROME, VALLETTA], None),
        ([ROME, VALLETTA, ROME], None),
        ([ROME, None], ROME),
        ([None, VALLETTA, VALLETTA], VALLETTA),
        ([None, None], None),
        ([], None),
    ],
)
def test_one_centre_coordinates_an_event_or_nobody_does_it_for_all(
    centres: list[UUID | None], one: UUID | None
) -> None:
    assert one_coordinator(centres) == one
    assert one_coordinator(centres[::-1]) == one


@pytest.mark.parametrize(
    ("moves", "codes"),
    [
        ([], []),
        ([LeadMove("MLT-1", "MLT", "ITA")], ["proposals_cross"]),
        ([LeadMove("MLT-1", "MLT", "TUN")], []),
        ([LeadMove("TUN-1", "TUN", "ITA")], []),
        ([LeadMove("MLT-2", "ITA", "MLT")], []),
        ([LeadMove("MLT-1", "MLT", "TUN"), LeadMove("TUN-1", "TUN", "GRC")], []),
    ],
)
def test_two_leads_are_not_swapped(moves: list[LeadMove], codes: list[str]) -> None:
    """Italy proposes that Malta lead its case."""
    refused = against_swapping(moves, from_party="ITA", to_party="MLT", centre="RCC Malta")
    assert [one.code for one in refused] == codes
    if refused:
        assert refused[0].params == {"centre": "RCC Malta", "reference": "MLT-1"}


@pytest.mark.parametrize(
    "moves",
    [
        [LeadMove("MLT-1", "MLT", "TUN"), LeadMove("TUN-1", "TUN", "ITA", is_linked=False)],
        [LeadMove("MLT-1", "MLT", "ITA", is_linked=False)],
        [LeadMove("MLT-1", "MLT", "TUN"), LeadMove("TUN-1", "TUN", "MLT"),
         LeadMove("TUN-2", "TUN", "ITA", is_linked=False)],
    ],
)  # fmt: skip
def test_no_lead_goes_round_a_chain_and_no_farther_case_is_named(moves: list[LeadMove]) -> None:
    (refused,) = against_swapping(moves, from_party="ITA", to_party="MLT", centre="RCC Malta")
    assert (refused.code, refused.params) == ("proposals_cross", {"centre": "RCC Malta"})
    assert not any(move.reference in refused.sentence for move in moves)


SAME = SameCase(
    other="ITA-2",
    is_linked=True,
    other_is_open=True,
    one_lead=True,
    missing=PersonsRange(250, 400),
    missing_there=PersonsRange(250, 400),
    most=400,
    most_there=400,
)


@pytest.mark.parametrize(
    ("missing", "most", "there", "most_there", "is_searched_for"),
    [
        ((250, 400), 400, (250, 400), 400, True),
        ((250, 400), 400, (0, 401), 401, True),
        ((250, 400), 400, (250, 399), 399, False),
        ((250, 400), 400, (0, None), 400, True),
        # No upper number is no number: it may be set to any later, without a second.
        ((250, 400), 400, (0, None), 0, False),
        ((250, 400), 400, (10, None), 10, False),
        ((0, None), 0, (0, 400), 400, False),
        ((0, None), 0, (0, None), 0, True),
        ((250, None), 400, (250, None), 250, False),
        ((0, 0), 0, (0, 0), 0, True),
        ((0, 1), 1, (0, 0), 0, False),
    ],
)
def test_nobody_is_searched_for_no_more(
    missing: tuple[int, int | None],
    most: int,
    there: tuple[int, int | None],
    most_there: int,
    is_searched_for: bool,
) -> None:
    case = replace(
        SAME,
        missing=PersonsRange(*missing),
        most=most,
        missing_there=PersonsRange(*there),
        most_there=most_there,
    )
    assert is_searched_for_there(case) is is_searched_for
    codes = [one.code for one in against_closing_as(case)]
    assert codes == ([] if is_searched_for else ["fewer_there"])


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({}, []),
        ({"is_linked": False}, ["not_linked"]),
        ({"other_is_open": False}, ["other_not_open"]),
        ({"one_lead": False}, ["two_leads"]),
        ({"tasked": ("Nemo 11",)}, ["still_tasked"]),
        (
            {"is_linked": False, "other_is_open": False, "one_lead": False, "tasked": ("Nemo",)},
            ["not_linked", "other_not_open", "two_leads", "still_tasked"],
        ),
    ],
)
def test_every_reason_why_a_case_is_not_closed_as_another(
    fields: dict[str, Any], codes: list[str]
) -> None:
    assert [one.code for one in against_closing_as(replace(SAME, **fields))] == codes
