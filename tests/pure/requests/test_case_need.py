"""The need of a case: as many as are to be taken aboard, as far as anybody has told."""

from typing import Any
from uuid import UUID

import pytest

from sar.agreements.words import Phase, Situation
from sar.incidents.models import Incident
from sar.requests.asking.first_unit import need_of


def case(**people: Any) -> Incident:
    return Incident(
        reference="ITA-2026-0001", opened_by="ITA", lead_party="ITA", lead_centre_id=UUID(int=0),
        exercise=True, situation=Situation.MARITIME, title="", phase=Phase.DISTRESS, **people,
    )  # fmt: skip


LANDED = {"delivered": [{"place": "Lampedusa", "persons": 30}], "dead": 0}


@pytest.mark.parametrize(
    ("people", "quantity"),
    [
        ({"pob_min": 9, "pob_max": 12, "pob_highest": 40}, 12),
        ({"pob_min": 9, "pob_highest": 9}, 9),
        ({"pob_min": 9}, 9),
        ({"pob_min": 9, "pob_highest": 40}, 40),
        ({"pob_min": 9, "pob_highest": 40, "people": LANDED}, 10),
        ({"pob_min": 9, "pob_max": 12, "people": LANDED}, 1),
        ({}, 1),
    ],
)
def test_as_many_as_were_told_of_are_to_be_taken_aboard(
    people: dict[str, Any], quantity: int
) -> None:
    assert need_of(case(**people)).quantity == quantity
