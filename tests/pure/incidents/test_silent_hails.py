"""Ships that were hailed and do not answer: each by itself, until it answers."""

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from sar.incidents.silent_hails import HailRow, is_silent, keys_of_hails, silent_after, without

NOW = datetime(2026, 10, 11, 12, 26, tzinfo=UTC)
LEAD, OTHER, THIRD = (UUID(int=n) for n in (1, 2, 3))
ONE, TWO = UUID(int=11), UUID(int=12)


def test_it_rings_at_who_leads_and_at_who_hailed() -> None:
    kept = silent_after(None, ONE, centre_id=None, now=NOW)
    kept = silent_after(kept, TWO, centre_id=OTHER, now=NOW)
    assert len(keys_of_hails(kept, centre_id=LEAD, leads=True)) == 2
    assert keys_of_hails(kept, centre_id=OTHER, leads=False) == [f"{NOW.isoformat()} {TWO}"]
    assert keys_of_hails(kept, centre_id=THIRD, leads=False) == []
    assert keys_of_hails(None, centre_id=LEAD, leads=True) == []


ships = st.sampled_from([ONE, TWO, THIRD])


@given(st.lists(st.tuples(ships, st.booleans())))
def test_a_ship_is_silent_as_it_was_told_last(told: list[tuple[UUID, bool]]) -> None:
    kept: list[HailRow] | None = None
    for ship, silent in told:
        kept = silent_after(kept, ship, centre_id=None, now=NOW) if silent else without(kept, ship)
    last = dict(told)
    for ship in (ONE, TWO, THIRD):
        assert is_silent(kept, ship) is last.get(ship, False)
    assert len(kept or ()) == sum(last.values())
