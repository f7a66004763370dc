"""Turns at a scarce thing: bounds hold, parties come in turn, who gives up takes nothing along."""

import asyncio
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.http.lanes import AllBusyError, LaneBounds, Lanes, OwnLimitError, Whose

pytestmark = pytest.mark.anyio

BOUNDS = LaneBounds(most=6, writes=4, party=3, identity=2, own_writes=1, waiting=5, wait_s=0.05)
READS = Whose("ITA", "one", writes=False)


async def taken(lanes: Lanes, *turns: Whose) -> AsyncExitStack:
    """Turns that are under way until the stack is closed."""
    stack = AsyncExitStack()
    for whose in turns:
        await stack.enter_async_context(lanes.turn(whose))
    return stack


def of(party: str, identity: str, *, writes: bool = False) -> Whose:
    return Whose(party, f"{party} {identity}", writes)


@pytest.mark.parametrize(
    ("under_way", "asks", "refusal"),
    [
        ([READS, READS], READS, OwnLimitError),
        ([replace(READS, writes=True)], replace(READS, writes=True), OwnLimitError),
        ([READS, replace(READS, identity="two"), READS], replace(READS, identity="three"),
         OwnLimitError),
        ([of(p, str(n)) for p in ("MLT", "TUN") for n in range(3)], READS, AllBusyError),
        ([of(p, str(n), writes=True) for p in ("MLT", "TUN") for n in range(2)],
         replace(READS, writes=True), AllBusyError),
    ],
)  # fmt: skip
async def test_who_waits_too_long_is_told_whose_limit_it_was(
    under_way: list[Whose], asks: Whose, refusal: type[Exception]
) -> None:
    lanes = Lanes(BOUNDS)
    async with await taken(lanes, *under_way):
        with pytest.raises(refusal):
            async with lanes.turn(asks):
                pytest.fail("it had a turn")
        assert lanes.under_way == len(under_way)
    assert lanes.under_way == 0
    async with lanes.turn(asks):
        assert lanes.under_way == 1


async def test_writes_leave_turns_for_reads() -> None:
    lanes = Lanes(BOUNDS)
    writes = [of(p, str(n), writes=True) for p in ("MLT", "TUN") for n in range(2)]
    async with await taken(lanes, *writes), lanes.turn(READS):
        assert lanes.under_way == 5


async def test_a_line_has_an_end() -> None:
    lanes = Lanes(replace(BOUNDS, wait_s=5.0))
    stack = await taken(lanes, READS, READS)
    waiting = [asyncio.create_task(taken(lanes, READS)) for _ in range(BOUNDS.waiting)]
    await asyncio.sleep(0)
    with pytest.raises(OwnLimitError):
        await taken(lanes, READS)
    await stack.aclose()
    for one in waiting:
        await (await one).aclose()
    assert lanes.under_way == 0


async def test_parties_are_answered_in_turn() -> None:
    lanes = Lanes(replace(BOUNDS, most=1, wait_s=5.0))
    stack = await taken(lanes, of("GRC", "x"))
    order: list[str] = []

    async def answered(party: str, name: str) -> None:
        async with lanes.turn(of(party, name)):
            order.append(party)
            await asyncio.sleep(0)

    asked = [("ITA", str(n)) for n in range(4)] + [("MLT", "1"), ("MLT", "2"), ("TUN", "1")]
    tasks = [asyncio.create_task(answered(*one)) for one in asked]
    await asyncio.sleep(0)
    await stack.aclose()
    await asyncio.gather(*tasks)
    assert order == ["ITA", "MLT", "TUN", "ITA", "MLT", "ITA", "ITA"]


async def test_who_never_stops_writing_rests_and_others_do_not_wait_for_it() -> None:
    lanes = Lanes(replace(BOUNDS, rest=4.0, wait_s=5.0))
    now = asyncio.get_running_loop().time
    spans: list[tuple[float, float]] = []

    async def write() -> None:
        async with lanes.turn(of("TUN", "noise", writes=True)):
            began = now()
            await asyncio.sleep(0.05)
            spans.append((began, now()))

    writes = [asyncio.create_task(write()) for _ in range(2)]
    await writes[0]
    async with lanes.turn(of("TUN", "noise")), lanes.turn(of("TUN", "another", writes=True)):
        at = now()  # what it reads, and who else of its party writes, waits for nothing
    await writes[1]
    (began, ended), (again, _) = spans
    assert again - ended >= 3.9 * (ended - began)
    assert at < again
    await write()
    assert lanes.under_way == 0


async def test_who_writes_one_after_the_other_never_rests() -> None:
    lanes = Lanes(replace(BOUNDS, rest=1000.0, wait_s=5.0))
    for _ in range(3):
        async with lanes.turn(of("TUN", "key", writes=True)):
            await asyncio.sleep(0.01)


READING = replace(BOUNDS, party=5, identity=5, own_reads=2, party_reads=3, own_waiting=2, wait_s=5)


async def test_reads_of_one_identity_and_of_a_party_are_bounded() -> None:
    lanes = Lanes(replace(READING, wait_s=0.02))
    one, another = of("TUN", "one"), of("TUN", "another")
    async with await taken(lanes, one, one):
        with pytest.raises(OwnLimitError):
            await taken(lanes, one)
        async with await taken(lanes, another, of("TUN", "one", writes=True)):
            with pytest.raises(OwnLimitError):
                await taken(lanes, another)
            async with lanes.turn(of("ITA", "quiet")):
                pass
    assert lanes.under_way == 0


async def test_an_identity_has_so_many_reads_in_line_and_its_party_its_others() -> None:
    lanes = Lanes(READING)
    stack = await taken(lanes, of("TUN", "one"), of("TUN", "one"), of("TUN", "another"))
    waiting = [asyncio.create_task(taken(lanes, of("TUN", "one"))) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(OwnLimitError):
        await taken(lanes, of("TUN", "one"))
    waiting.append(asyncio.create_task(taken(lanes, of("TUN", "another"))))
    await asyncio.sleep(0)
    assert not waiting[-1].done()
    await stack.aclose()
    for each in waiting:
        await (await each).aclose()
    assert lanes.under_way == 0


async def test_who_rests_begins_no_read_and_all_else_goes_on() -> None:
    lanes = Lanes(READING)
    lanes.rest_reads("TUN one", 0.02)
    lanes.rest_reads("TUN one", 0.05)
    began = asyncio.get_running_loop().time()
    waiting = asyncio.create_task(taken(lanes, of("TUN", "one")))
    await asyncio.sleep(0)
    for other in (of("TUN", "one", writes=True), of("TUN", "another"), of("ITA", "quiet")):
        async with lanes.turn(other):
            assert not waiting.done()
    await (await waiting).aclose()
    assert asyncio.get_running_loop().time() - began > 0.049  # its clock counts milliseconds
    lanes.rest_reads("TUN", 1_000.0)
    lanes.rest_reads("TUN", 0.0)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(taken(lanes, of("TUN", "another")), 0.01)
    async with lanes.turn(of("ITA", "quiet")):
        pass


async def test_who_gives_up_in_line_is_forgotten() -> None:
    lanes = Lanes(replace(BOUNDS, most=1, wait_s=5.0))
    stack = await taken(lanes, of("GRC", "x"))
    gone = asyncio.create_task(taken(lanes, READS))
    stays = asyncio.create_task(taken(lanes, READS))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.gather(gone, return_exceptions=True)
    await stack.aclose()
    await (await stays).aclose()
    assert lanes.under_way == 0


WHO = st.builds(
    Whose, st.sampled_from(("ITA", "MLT", "TUN")), st.sampled_from("abcd"), st.booleans()
)


@given(
    st.lists(st.tuples(WHO, st.integers(0, 3), st.booleans()), max_size=60),
    st.sampled_from((0.0, 0.5)),
)
def test_no_bound_is_ever_passed_and_everybody_comes_to_an_end(
    asked: list[tuple[Whose, int, bool]], rest: float
) -> None:
    lanes = Lanes(replace(BOUNDS, waiting=100, wait_s=5.0, rest=rest))
    now: list[Whose] = []

    async def one(whose: Whose, steps: int) -> None:
        async with lanes.turn(whose):
            now.append(whose)
            assert len(now) <= BOUNDS.most
            assert sum(w.writes for w in now) <= BOUNDS.writes
            assert max(Counter(w.party for w in now).values()) <= BOUNDS.party
            assert max(Counter(w.identity for w in now).values()) <= BOUNDS.identity
            writers = Counter(w.identity for w in now if w.writes)
            assert max(writers.values(), default=0) <= BOUNDS.own_writes
            for _ in range(steps):
                await asyncio.sleep(0)
            now.remove(whose)

    async def all_of_them() -> None:
        tasks = []
        for whose, steps, cancelled in asked:
            tasks.append(task := asyncio.create_task(one(whose, steps)))
            await asyncio.sleep(0)
            if cancelled and whose not in now:
                task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        others = [e for e in ended if e and not isinstance(e, asyncio.CancelledError)]
        assert others == []

    asyncio.run(all_of_them())
    assert lanes.under_way == 0


async def test_a_turn_given_back_is_others_meanwhile() -> None:
    lanes = Lanes(replace(BOUNDS, most=1, wait_s=5.0))
    async with lanes.turn(READS) as turn:
        async with turn.given_back(), lanes.turn(of("MLT", "1")):
            assert lanes.under_way == 1
        assert lanes.under_way == 1
    assert lanes.under_way == 0


async def test_a_turn_given_back_is_not_taken_again_when_all_fails() -> None:
    lanes = Lanes(BOUNDS)
    with pytest.raises(ZeroDivisionError):
        async with lanes.turn(READS) as turn, turn.given_back():
            raise ZeroDivisionError
    assert lanes.under_way == 0


async def test_who_holds_what_others_wait_for_has_its_turn_at_once() -> None:
    """Neither its own party's turns nor its rest keep those in line waiting behind it."""
    lanes = Lanes(replace(BOUNDS, most=2, rest=1000.0))
    own = of("TUN", "noise", writes=True)
    async with AsyncExitStack() as stack:
        turn = await stack.enter_async_context(lanes.turn(own))
        async with turn.given_back():
            await stack.enter_async_context(lanes.turn(own))
            await stack.enter_async_context(lanes.turn(of("TUN", "another")))
            waits = asyncio.create_task(taken(lanes, own))
            await asyncio.sleep(0)
        assert lanes.under_way == 3
        assert not waits.done()
        waits.cancel()
        await asyncio.gather(waits, return_exceptions=True)
    assert lanes.under_way == 0
