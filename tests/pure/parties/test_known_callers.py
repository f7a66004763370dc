"""Of more callers than a process knows the ones seen last stay, also those that were refused."""

import pytest

from sar.parties import known_callers
from sar.parties.known_callers import KnownCallers


def test_who_is_seen_stays_known_whatever_comes_of_the_request(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(known_callers, "_MOST", 3)
    known = KnownCallers()
    for name in ("first", "second", "third"):
        known.note(name.encode(), "ITA", name)
    assert known.get(b"first") is not None
    known.note(b"fourth", "ITA", "fourth")
    assert known.get(b"first") is not None
    assert known.get(b"second") is None
    assert known.get(None) is None
