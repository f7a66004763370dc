"""Cursors to later pages of matches (pure)."""

import json
from typing import Final

from sar.errors import Malformed
from sar.matching.fleet.best_first import RankKey
from sar.wire import cursor_of, key_of

_LONGEST: Final = 6


def cursor_after(place: RankKey | None) -> str | None:
    """The cursor to the matches after a rank key."""
    return None if place is None else cursor_of(json.dumps(place))


def rank_key_of(cursor: str | None) -> RankKey:
    """The rank key of a cursor; the least key without one."""
    if cursor is None:
        return ()
    try:
        found = json.loads(key_of(cursor) or "")
    except ValueError:
        found = None
    numbers = isinstance(found, list) and all(type(one) in (int, float) for one in found)
    if not numbers or not 0 < len(found) <= _LONGEST or any(one != one for one in found):
        raise Malformed.at("cursor", "bad_cursor", "is not a cursor of this list")
    return tuple(found)
