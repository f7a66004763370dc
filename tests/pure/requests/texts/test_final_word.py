"""The centres that are still to be told that a search is over: activated, without a last report."""

from uuid import UUID

import pytest

from sar.requests.texts.final_word import ActivatedCentre, untold

ROME, MALTA, TRIPOLI = (UUID(int=one) for one in range(3))
ACTIVATED = [
    ActivatedCentre(ROME, "MRCC Roma", joined=True),
    ActivatedCentre(MALTA, "RCC Malta", joined=True),
    ActivatedCentre(TRIPOLI, "JRCC Tripoli", joined=False),
]


@pytest.mark.parametrize(
    ("told", "left"),
    [
        (set(), [MALTA, TRIPOLI]),
        ({None}, [TRIPOLI]),
        ({MALTA}, [TRIPOLI]),
        ({TRIPOLI}, [MALTA]),
        ({None, TRIPOLI}, []),
    ],
)
def test_who_has_joined_reads_what_is_told_to_all(told: set[UUID | None], left: list[UUID]) -> None:
    assert [one.id for one in untold(ACTIVATED, told=told, own={ROME})] == left
