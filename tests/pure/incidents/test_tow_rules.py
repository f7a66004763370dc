"""The hazard of a tow stands in red as long as anybody is aboard, or nobody knows."""

import pytest

from sar.incidents.tow_rules import aboard_text, is_hazardous


@pytest.mark.parametrize(
    ("persons", "hazardous", "text"),
    [
        (None, True, "how many are aboard is not known"),
        (0, False, "nobody is aboard"),
        (1, True, "1 aboard"),
        (750, True, "750 aboard"),
    ],
)
def test_the_hazard(persons: int | None, hazardous: bool, text: str) -> None:
    assert is_hazardous(persons) is hazardous
    assert aboard_text(persons) == text
