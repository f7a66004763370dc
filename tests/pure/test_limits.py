"""Rate limits: so many at once, and then at an even pace."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    monkeypatch.setattr(limits, "_counters", limits._Counters())
    return now


def _refused(per_minute: int = 3, at_once: int | None = None) -> int | None:
    """The seconds to wait, None when it is taken."""
    try:
        limits.take("caller", "a", per_minute=per_minute, at_once=at_once)
    except SlowDown as slow:
        return int(slow.headers["Retry-After"])
    return None


def test_so_many_come_at_once_and_then_at_a_pace(now: Now) -> None:
    assert [_refused() for _ in range(4)] == [None, None, None, 20]
    now.s += 12
    assert _refused() == 8
    now.s += 8
    assert [_refused(), _refused()] == [None, 20]


def test_fewer_at_once_than_in_a_minute(now: Now) -> None:
    taken = [_refused(per_minute=60, at_once=4) for _ in range(6)]
    assert taken == [None] * 4 + [1] * 2
    now.s += 2
    assert [_refused(per_minute=60, at_once=4) for _ in range(3)] == [None, None, 1]


def test_many_are_counted_at_once(now: Now) -> None:
    limits.take("fixes", "a", per_minute=60, number=50)
    with pytest.raises(SlowDown) as slow:
        limits.take("fixes", "a", per_minute=60, number=30)
    assert slow.value.headers["Retry-After"] == "20"
    now.s += 20
    limits.take("fixes", "a", per_minute=60, number=30)


def test_what_is_refused_does_not_count(now: Now) -> None:
    for _ in range(10):
        _refused()
    now.s += 60
    assert [_refused() for _ in range(3)] == [None] * 3


def test_each_has_a_counter_of_its_own(now: Now) -> None:
    for who in ("a", "b"):
        for kind in ("caller", "login"):
            limits.take(kind, who, per_minute=1)
    with pytest.raises(SlowDown):
        limits.refuse_beyond("caller", "a", per_minute=1)
    limits.refuse_beyond("caller", "c", per_minute=1)


def test_a_party_has_six_times_the_rate_of_one_over_all_its_people(now: Now) -> None:
    def asked(who: str, party: str = "a") -> str:
        try:
            limits.take_of_party("caller", who, party, per_minute=60, at_once=10)
        except SlowDown as slow:
            return f"{slow.code} {slow.headers['Retry-After']}"
        return "taken"

    assert [asked("one") for _ in range(11)] == ["taken"] * 10 + ["too_many_requests 1"]
    told = [asked(str(n)) for n in range(200)]
    assert told == ["taken"] * 50 + ["too_many_requests_of_party 1"] * 150
    assert asked("quiet", "b") == "taken", "another party is not held up"
    now.s += 1
    assert [asked(str(n)) for n in range(60, 70)].count("taken") == 6
    assert asked("60") == "too_many_requests_of_party 1", "what was refused counts for nobody"


def test_what_is_counted_beyond_holds_no_longer_than_a_full_counter(now: Now) -> None:
    for _ in range(10):
        limits.count("login", "a", per_minute=2)
    with pytest.raises(SlowDown) as slow:
        limits.refuse_beyond("login", "a", per_minute=2)
    assert slow.value.headers["Retry-After"] == "30"


def test_counters_that_are_paced_out_are_dropped(now: Now) -> None:
    for n in range(20):
        limits.count("address", str(n), per_minute=5)
        now.s += 20
    assert len(limits._counters) <= 6


class Processes:
    """Two processes that count, and tell each other."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._both = (limits._Counters(), limits._Counters())
        self._patch = monkeypatch
        self.told = 0

    def at(self, which: int) -> None:
        """Ask this one from now on."""
        self._patch.setattr(limits, "_counters", self._both[which])

    def tell(self, most: int = 100) -> None:
        """Each hears what the other has counted since the last time."""
        counted = []
        for which in (0, 1):
            self.at(which)
            counted.append(limits.take_untold(most))
        self.told = sum(len(one) for one in counted)
        for which in (0, 1):
            self.at(which)
            limits.add_of_others(counted[1 - which])


@pytest.fixture
def both(now: Now, monkeypatch: pytest.MonkeyPatch) -> Processes:
    return Processes(monkeypatch)


def test_what_another_process_has_counted_counts_here(now: Now, both: Processes) -> None:
    both.at(0)
    assert [_refused() for _ in range(3)] == [None] * 3
    both.tell()
    both.at(1)
    assert _refused() == 20
    both.tell()
    assert both.told == 0, "what was heard is not told again"
    now.s += 20
    assert [_refused(), _refused()] == [None, 20]


def test_what_two_have_let_through_at_once_is_paced_out_in_full(now: Now, both: Processes) -> None:
    for which in (0, 1):
        both.at(which)
        assert [_refused() for _ in range(4)] == [None] * 3 + [20]
    both.tell()
    for which in (0, 1):
        both.at(which)
        assert _refused() == 80
        limits.count("caller", "a", per_minute=3)
        assert _refused() == 80, "a counter that is full is not emptied by one more"


def test_one_process_alone_has_the_whole_again(now: Now, both: Processes) -> None:
    for _ in range(60):
        for which in (0, 1):
            both.at(which)
            _refused(per_minute=60, at_once=5)
        both.tell()
        now.s += 1
    both.at(1)
    now.s += 5
    assert [_refused(per_minute=60, at_once=5) for _ in range(6)] == [None] * 5 + [1]


def test_whoever_keeps_to_one_process_has_the_whole_rate_there(now: Now, both: Processes) -> None:
    for _ in range(100):
        both.at(0)
        assert _refused(per_minute=60, at_once=1) is None
        both.tell()
        now.s += 1
    both.at(1)
    assert _refused(per_minute=60, at_once=1) is None, "it may go to the other"


def test_an_even_pace_that_is_told_late_is_paced_out_meanwhile(now: Now, both: Processes) -> None:
    both.at(0)
    for _ in range(100):
        assert _refused(per_minute=60, at_once=15) is None
        now.s += 1
    both.tell()
    both.at(1)
    assert _refused(per_minute=60, at_once=15) is None


def test_what_could_not_be_told_is_told_later(now: Now, both: Processes) -> None:
    both.at(0)
    limits.take("caller", "a", per_minute=3, number=2)
    limits.give_back(limits.take_untold(100))
    limits.take("caller", "a", per_minute=3)
    both.tell()
    both.at(1)
    assert _refused() == 20


def test_the_most_counted_is_told_first(now: Now, both: Processes) -> None:
    both.at(0)
    for n in range(40):
        limits.take("caller", str(n), per_minute=3)
    for _ in range(3):
        _refused()
    both.tell(most=10)
    assert both.told == 10
    both.at(1)
    assert _refused() == 20
    both.tell()
    assert both.told == 31, "the others are told later"


def test_what_is_paced_out_is_not_told(now: Now, both: Processes) -> None:
    both.at(0)
    for n in range(40):
        limits.take("caller", str(n), per_minute=60)
    now.s += 10
    both.tell()
    assert both.told == 0
    for n in range(40):
        limits.take("caller", str(n), per_minute=60)
    now.s += 100
    limits.take("caller", "a", per_minute=60)
    assert len(limits._counters._untold_s) == 1, "nor kept"


@given(
    st.integers(1, 40),
    st.integers(1, 10),
    st.lists(st.floats(0, 30), min_size=1, max_size=60),
)
def test_no_span_holds_more_than_a_burst_and_its_pace(
    per_minute: int, at_once: int, pauses_s: list[float]
) -> None:
    now, taken = Now(), []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "time", now)
        patch.setattr(limits, "_counters", limits._Counters())
        for pause_s in pauses_s:
            now.s += pause_s
            if _refused(per_minute, at_once) is None:
                taken.append(now.s)
    for first, started in enumerate(taken):
        for last in range(first, len(taken)):
            allowed = at_once + (taken[last] - started) * per_minute / 60
            assert last - first + 1 <= allowed + 1e-3
