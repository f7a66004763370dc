"""The known conflicts of a version once they are looked for anew."""

from typing import Any

import pytest

from sar.agreements.conflict_alarm import known_anew

HAD = [{"party": "ITA", "count": 2, "since": "1"}, {"party": "MLT", "count": 1, "since": "2"}]


@pytest.mark.parametrize(
    ("was", "found", "then"),
    [
        ([], {}, []),
        ([], {"MLT": 1, "ITA": 3}, [("ITA", 3, "9"), ("MLT", 1, "9")]),
        (HAD, {"ITA": 1, "MLT": 4}, [("ITA", 1, "1"), ("MLT", 4, "2")]),
        (HAD, {"ITA": 0, "TUN": 1}, [("TUN", 1, "9")]),
        (HAD, {}, []),
    ],
)
def test_a_conflict_counts_from_when_there_was_any(
    was: list[dict[str, Any]], found: dict[str, int], then: list[tuple[str, int, str]]
) -> None:
    known = known_anew(was, found, "9")
    assert known == [{"party": p, "count": c, "since": s} for p, c, s in then]
