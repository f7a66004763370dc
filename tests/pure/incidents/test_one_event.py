"""The coordinator of an event of several cases."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.incidents.one_event import (
    EventMember,
    LeadMove,
    SameCase,
    against_closing_as,
    against_swapping,
    cut_off_from,
    is_searched_for_there,
    one_coordinator,
)
from sar.incidents.people.outstanding import PersonsRange

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


def event(links: str, **kept: str) -> dict[UUID, EventMember]:
    """Cases by letter, linked in pairs, and the parties that they are kept from."""
    pairs = [(*one,) for one in links.split()]
    near = {name: {b if a == name else a for a, b in pairs if name in (a, b)} for name in LETTERS}
    return {
        LETTERS[name]: EventMember(
            frozenset(LETTERS[one] for one in linked), frozenset(kept.get(name, "").split())
        )
        for name, linked in near.items()
        if linked
    }


LETTERS = {name: UUID(int=n) for n, name in enumerate("abcdef", 1)}


@pytest.mark.parametrize(
    ("links", "kept", "cut"),
    [
        ("ab bc", {}, {"b": "", "c": ""}),
        ("ab bc", {"b": "ITA"}, {"b": "ITA", "c": "ITA"}),
        ("ab bc", {"c": "ITA"}, {"b": "", "c": "ITA"}),
        ("ab bc cd", {"b": "ITA", "c": "MLT"}, {"b": "ITA", "c": "ITA MLT", "d": "ITA MLT"}),
        ("ab bd ac cd", {"b": "ITA"}, {"b": "ITA", "c": "", "d": ""}),
        ("ab bd ac cd", {"b": "ITA", "c": "ITA"}, {"b": "ITA", "c": "ITA", "d": "ITA"}),
        ("ab bc", {"a": "ITA"}, {"b": "", "c": ""}),
    ],
)
def test_a_case_beyond_one_that_is_kept_from_a_party_is_not_told_to_it(
    links: str, kept: dict[str, str], cut: dict[str, str]
) -> None:
    found = cut_off_from(LETTERS["a"], event(links, **kept))
    assert found == {LETTERS[name]: frozenset(parties.split()) for name, parties in cut.items()}


def within(cases: dict[UUID, EventMember], *, without: set[UUID] | None = None) -> set[UUID]:
    """The cases to which links lead from the first, one link farther each time."""
    found = {LETTERS["a"]}
    for _ in cases:
        found |= {near for id_ in found for near in cases[id_].linked_with} - (without or set())
    return found


@given(
    st.sets(st.sampled_from([a + b for a in "abcdef" for b in "abcdef" if a < b])).map(
        lambda links: links | {"ab"}
    ),
    st.dictionaries(st.sampled_from(["b", "c", "d", "e", "f"]), st.just("ITA")),
)
def test_a_party_reads_of_the_cases_that_are_linked_without_those_kept_from_it(
    links: set[str], kept: dict[str, str]
) -> None:
    cases = event(" ".join(sorted(links)), **kept)
    kept_from_italy = {id_ for id_, case in cases.items() if case.kept_from}
    whole, told = within(cases), within(cases, without=kept_from_italy)
    cases = {id_: case for id_, case in cases.items() if id_ in whole}
    cut = cut_off_from(LETTERS["a"], cases)
    assert {id_ for id_, parties in cut.items() if "ITA" not in parties} == told - {LETTERS["a"]}


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
