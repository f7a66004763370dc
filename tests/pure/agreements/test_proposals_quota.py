"""The quota of proposed terms that wait before another party."""

import pytest

from sar.agreements.proposals_quota import TERMS_AT_MOST, VERSIONS_AT_MOST, is_full


@pytest.mark.parametrize(
    ("unsigned", "more", "full"),
    [
        ([], 200, False),
        ([200, 200], 100, False),
        ([200, 200], 101, True),
        ([TERMS_AT_MOST], 1, True),
        ([1] * (VERSIONS_AT_MOST - 1), 1, False),
        ([1] * VERSIONS_AT_MOST, 1, True),
    ],
)
def test_so_much_may_wait(unsigned: list[int], more: int, full: bool) -> None:
    assert is_full(unsigned, more) is full
