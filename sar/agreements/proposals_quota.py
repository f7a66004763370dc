"""The quota of proposed terms that wait before another party; house figures.

The proposals of a party stand in the others' pictures at once, whether they want it or not.
"""

from datetime import timedelta
from typing import Final

VERSIONS_AT_MOST: Final = 20
"""Versions that one party has proposed within `WITHIN` and another of their parties has not signed,
whatever became of them."""
TERMS_AT_MOST: Final = 500
"""Terms of these versions, all together."""
WITHIN: Final = timedelta(days=30)


def is_full(terms_of_versions: list[int], more: int) -> bool:
    """Whether one more version of `more` terms goes beyond the quota."""
    versions = len(terms_of_versions) + 1
    return versions > VERSIONS_AT_MOST or sum(terms_of_versions) + more > TERMS_AT_MOST
