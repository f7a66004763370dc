"""Texts of distress in several sentences: found line by line, put together before their turn as
they are in it, and bounded where first halves come without end."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.interop.ais.distress_lines import AT_ONCE, GROUPS_AT_MOST, DistressLines
from sar.interop.ais.distress_signals import distress_in
from sar.interop.ais.sentences import PARTS_WITHIN, SentenceReader
from sar.interop.words import FeedFault
from tests.given.ais import HEARD, checked, sentences, tagged

AT: Final = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
LATER_S: Final = PARTS_WITHIN.total_seconds() + 1.0
SHIP: Final = HEARD[1]


def parted(sentence: bytes, *at: int, number: int = 4) -> list[bytes]:
    """The same message in several sentences, its letters cut there."""
    _, _, _, _, channel, letters, rest = sentence.split(b",")
    cuts = [0, *at, len(letters)]
    parts = [letters[one:other] for one, other in pairwise(cuts)]
    fills = [b"0"] * (len(parts) - 1) + [rest[:1]]
    return [
        checked(b"!AIVDM,%d,%d,%d,%b,%b,%b" % (len(parts), n, number, channel, part, fill))
        for n, (part, fill) in enumerate(zip(parts, fills, strict=True), 1)
    ]


def text(words: str = "MOB ACTIVE", *, number: int = 972_123_456) -> bytes:
    (line,) = sentences(type=14, mmsi=number, text=words)
    return line


def voyage(*, number: int = 4) -> list[bytes]:
    """The particulars of a ship, whose letters say anything."""
    told: dict[str, Any] = {"shipname": "SECOND HALF", "callsign": "IABC", "destination": "ACTIVE"}
    return sentences(type=5, mmsi=247_000_001, seq_id=number, **told)


class Early:
    """One who reads only what is found."""

    def __init__(self) -> None:
        self.lines = DistressLines()
        self.reader = SentenceReader(first_parts_first=True)
        self.found: list[bytes] = []

    def take(self, lines: Iterable[bytes], *, now_s: float = 0.0) -> list[str]:
        """The senders of the signals in the lines."""
        piece = b"".join(line + b"\r\n" for line in lines)
        found = self.lines.find("coast", piece, now_s=now_s)
        self.found += found
        return signals(self.reader, found)


def signals(reader: SentenceReader, lines: Iterable[bytes]) -> list[str]:
    """The senders of the signals that a reader makes out."""
    heard = reader.take(b"".join(line + b"\n" for line in lines), came_at=AT)
    return [found.sender for told in heard if (found := distress_in(told)) is not None]


@pytest.mark.parametrize("at", [(1,), (7,), (12,), (20,), (5, 12), (1, 2, 3)])
@pytest.mark.parametrize("is_tagged", [False, True])
def test_a_text_is_found_in_all_its_sentences_wherever_it_is_cut(
    at: Sequence[int], is_tagged: bool
) -> None:
    lines = parted(text(), *at)
    if is_tagged:
        lines = [tagged(line, AT) for line in lines]
    early = Early()
    assert early.take([SHIP, *lines, SHIP]) == ["972123456"]
    assert early.found == [line + b"\r" for line in lines]


def test_a_position_in_two_sentences_is_found() -> None:
    (line,) = sentences(type=1, mmsi=974_123_456, status=14, lat=35.0, lon=12.0)
    assert Early().take(parted(line, 4)) == ["974123456"]


@pytest.mark.parametrize("first", [[], ["first"], ["first", "second"]])
def test_its_sentences_may_come_in_several_pieces_amid_others(first: list[str]) -> None:
    one, other = parted(text(), 12)
    early = Early()
    heard = early.take([SHIP, *([one] if first else []), *voyage(number=5)])
    heard += early.take([*([] if first else [one]), SHIP, other], now_s=5.0)
    assert heard == ["972123456"]


def test_particulars_of_ships_are_not_found() -> None:
    early = Early()
    assert early.take([*voyage(), *HEARD.values()]) == []
    assert early.found == [HEARD[14] + b"\r"]


def test_a_text_that_lost_its_end_takes_none_of_the_next_message() -> None:
    one, _ = parted(text("MOB ACTIVE TEST"), 17)
    early = Early()
    assert early.take([one, *voyage(), *voyage()]) == []
    assert early.take(parted(text("SART ACTIVE"), 17)) == ["972123456"]


def test_an_end_without_its_beginning_waits_for_none() -> None:
    whole, tests = parted(text(), 12), parted(text("MOB TEST"), 12)
    early = Early()
    other_station = tagged(whole[1], AT, station="malta")
    assert early.take([*tests, other_station]) == []
    first = tagged(tests[0], AT, station="malta")
    assert early.take([first, tagged(tests[1], AT, station="malta")]) == []


def test_an_end_that_comes_much_later_is_of_another_message() -> None:
    one, other = parted(text(), 12)
    early = Early()
    early.take([one])
    assert early.take([other], now_s=LATER_S) == []
    assert early.found == [one + b"\r"]


def test_first_halves_without_end_are_bounded_and_the_next_text_is_found() -> None:
    early = Early()
    flood = [
        checked(b"!AIVDM,2,1,%d,%d,>>O5e@0lt:0,0" % (n % 10, n)) for n in range(3 * GROUPS_AT_MOST)
    ]
    for at in range(0, len(flood), 100):
        early.take(flood[at : at + 100])
    assert len(early.lines._followed) <= GROUPS_AT_MOST
    assert early.reader.faults[FeedFault.UNFINISHED] >= 2 * GROUPS_AT_MOST
    assert early.take(parted(text(), 12)) == ["972123456"]


def test_a_flood_in_one_piece_leaves_no_group_that_has_gaps() -> None:
    early = Early()
    one, other = parted(text(), 12)
    assert early.take([one, *[SHIP, text("SART TEST")] * (2 * AT_ONCE)]) == []
    assert len(early.found) == AT_ONCE
    assert early.take([other]) == []
    assert early.take([one, other]) == ["972123456"]


stations = st.sampled_from(["", "lampedusa", "malta"])
said = st.sampled_from(["MOB ACTIVE", "SART ACTIVE", "MOB TEST", "EPIRB ACTIVE NOW", "ALL WELL"])
groups = st.tuples(
    stations, said, st.lists(st.integers(1, 18), max_size=3, unique=True).map(sorted)
)


@st.composite
def streams(draw: st.DrawFn) -> list[bytes]:
    """Lines of several stations, each in its order, amid those of the others; each group has a
    number of its own, as stations number them."""
    waiting: dict[str, list[bytes]] = {}
    for number, (station, words, cuts) in enumerate(draw(st.lists(groups, max_size=8))):
        sender = 972_000_000 + number
        lines = parted(text(words, number=sender), *cuts, number=number) if cuts else [SHIP]
        if draw(st.booleans()):
            lines = voyage(number=number)
        told = [tagged(line, AT, station=station) if station else line for line in lines]
        waiting.setdefault(station, []).extend([*told, SHIP])
    lines = []
    while waiting:
        station = draw(st.sampled_from(sorted(waiting)))
        lines.append(waiting[station].pop(0))
        if not waiting[station]:
            del waiting[station]
    return lines


@given(lines=streams(), cuts=st.lists(st.integers(0, 40), max_size=5))
def test_the_same_signals_come_early_as_in_turn_and_none_later(
    lines: list[bytes], cuts: list[int]
) -> None:
    early, in_turn = Early(), SentenceReader()
    for one, other in pairwise([0, *sorted(cuts), len(lines)]):
        piece = lines[one : max(one, other)]
        assert early.take(piece) == signals(in_turn, piece)


@given(st.permutations([*parted(text(), 5, 12), *voyage(), *parted(text("MOB TEST"), 8), SHIP]))
def test_whatever_the_order_nothing_is_raised_and_lines_are_found_whole(lines: list[bytes]) -> None:
    early = Early()
    early.take(lines)
    assert {line.rstrip(b"\r") for line in early.found} <= set(lines)
