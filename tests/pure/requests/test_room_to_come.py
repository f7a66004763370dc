"""Room that is asked for or offered, compared with those who lack it."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.requests.room_to_come import AwaitedRoom, OfferedRoom, room_to_come

ONE, TWO = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("awaited", "offered", "may_come"),
    [
        ([], [], 0),
        ([], [OfferedRoom(None, 8)], 8),
        ([], [OfferedRoom(None, 8), OfferedRoom(ONE, 12)], 20),
        ([], [OfferedRoom(None, 0)], 0),
        ([AwaitedRoom(ONE, 342)], [], 342),
        ([AwaitedRoom(ONE, 342)], [OfferedRoom(ONE, 8)], 342),
        ([AwaitedRoom(ONE, 100)], [OfferedRoom(TWO, 8), OfferedRoom(None, 1)], 109),
        ([AwaitedRoom(ONE, 100), AwaitedRoom(TWO, 50)], [], 150),
        ([AwaitedRoom(ONE, None)], [], None),
        ([AwaitedRoom(ONE, None), AwaitedRoom(TWO, 8)], [OfferedRoom(None, 8)], None),
    ],
)
def test_room_to_come(
    awaited: list[AwaitedRoom], offered: list[OfferedRoom], may_come: int | None
) -> None:
    assert room_to_come(awaited, offered) == may_come


needs = st.sampled_from([ONE, TWO])
offers = st.lists(st.builds(OfferedRoom, st.none() | needs, st.integers(0, 400)), max_size=5)


@given(offers, st.integers(0, 400))
def test_no_more_is_to_come_than_each_offer_takes_and_each_need_lacks(
    offered: list[OfferedRoom], lacks: int
) -> None:
    alone = room_to_come([], offered)
    assert alone == sum(one.persons for one in offered)
    beside = room_to_come([AwaitedRoom(ONE, lacks)], offered)
    assert beside is not None
    assert lacks <= beside <= lacks + alone
