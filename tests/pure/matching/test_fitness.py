"""A need that nothing answers by water waits for no field of the sea."""

import pytest

from sar.agreements.words import Kind
from sar.matching.fitness import may_go_by_water
from sar.matching.question import Want

AIRCRAFT = frozenset({Kind.AIRCRAFT})


@pytest.mark.parametrize(
    ("want", "may"),
    [
        (Want(), True),
        (Want(kinds=AIRCRAFT), False),
        (Want(kinds=frozenset({Kind.AIRCRAFT, Kind.UNCREWED})), False),
        (Want(kinds=frozenset({Kind.AIRCRAFT, Kind.VESSEL})), True),
        (Want(kinds=frozenset({Kind.TEAM})), True),
        (Want(types=frozenset({"H1"})), False),
        (Want(types=frozenset({"H1", "S3"})), True),
        (Want(kinds=AIRCRAFT, types=frozenset({"S3"})), True),
        (Want(capabilities=frozenset({"hoist"})), False),
        (Want(capabilities=frozenset({"radar"})), True),
        (Want(kinds=AIRCRAFT, capabilities=frozenset({"radar"})), False),
    ],
)
def test_only_what_sails_or_is_carried_may_go_by_water(want: Want, may: bool) -> None:
    assert may_go_by_water(want) is may
