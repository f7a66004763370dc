"""The coordinator of an event of several cases."""

from uuid import UUID, uuid4

import pytest

from sar.incidents.one_event import LeadMove, against_swapping, one_coordinator

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
    ],
)
def test_two_leads_are_not_swapped(moves: list[LeadMove], codes: list[str]) -> None:
    """Italy proposes that Malta lead its case."""
    refused = against_swapping(moves, from_party="ITA", to_party="MLT", centre="RCC Malta")
    assert [one.code for one in refused] == codes
    if refused:
        assert refused[0].params == {"centre": "RCC Malta", "reference": "MLT-1"}
