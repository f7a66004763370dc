"""Rate limits: so many within any minute."""

import pytest

from sar import limits
from sar.errors import SlowDown


class Now:
    """Real time, as the test sets it."""

    def __init__(self) -> None:
        self.s = 1_000.0

    def monotonic(self) -> float:
        return self.s


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Now:
    now = Now()
    monkeypatch.setattr(limits, "time", now)
    monkeypatch.setattr(limits, "_windows", limits._Windows())
    return now


def _refused() -> int | None:
    """The seconds to wait, None when it is taken."""
    try:
        limits.take("caller", "a", per_minute=3)
    except SlowDown as slow:
        return int(slow.headers["Retry-After"])
    return None


def test_so_many_are_taken_within_any_minute(now: Now) -> None:
    for _ in range(3):
        assert _refused() is None
        now.s += 10
    assert _refused() == 30
    now.s += 30
    assert _refused() is None
    assert _refused() == 10


def test_what_is_refused_does_not_count(now: Now) -> None:
    for _ in range(10):
        _refused()
    now.s += 60
    assert [_refused() for _ in range(3)] == [None] * 3


def test_each_has_a_window_of_its_own(now: Now) -> None:
    for who in ("a", "b"):
        for kind in ("caller", "login"):
            limits.take(kind, who, per_minute=1)
    with pytest.raises(SlowDown):
        limits.refuse_beyond("caller", "a", per_minute=1)
    limits.refuse_beyond("caller", "c", per_minute=1)


def test_windows_that_are_over_are_dropped(now: Now) -> None:
    for n in range(20):
        limits.count("address", str(n), per_minute=5)
        now.s += 20
    assert len(limits._windows) <= 6
