"""The wait before a call is repeated."""

import random
from typing import Final

FIRST_S: Final = 0.5


def pause_s(failures: int, *, longest_s: float, retry_after: str | None = None) -> float:
    """Seconds to wait after so many failures in a row, or those of a Retry-After header.

    Doubled each time, and up to half of it left to chance so that clients do not come all at once.
    A Retry-After that is a date, as a proxy may send it, is passed over.
    """
    if retry_after is not None and retry_after.strip().isdigit():
        return float(retry_after)
    doubled_s: float = min(FIRST_S * 2 ** max(failures - 1, 0), longest_s)
    return doubled_s * (0.5 + random.random() / 2)  # noqa: S311 nothing secret in it
