"""Sentences of AIS as bytes come: broken, cut, mixed, and whatever chance makes."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.interop.ais import sentences as ais
from sar.interop.ais.sentences import UNFINISHED_AT_MOST, SentenceReader
from sar.interop.bounded_lines import LONGEST_LINE
from sar.interop.words import FeedFault
from tests.given.ais import HEARD, TAGGED, TAGGED_AT, TWO_PARTS, checked, sentences, tagged

NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)


def read(*chunks: bytes) -> tuple[SentenceReader, list[int]]:
    """The reader, and the types of the messages that the chunks made whole."""
    reader = SentenceReader()
    found = [one for chunk in chunks for one in reader.take(chunk, came_at=NOW)]
    return reader, [one.message.msg_type for one in found]


def test_all_types_come_as_they_were_heard() -> None:
    reader, types = read(b"\r\n".join(HEARD.values()) + b"\r\n")
    assert types == list(HEARD)
    assert not reader.faults
    assert reader.sentences == len(HEARD)


@pytest.mark.parametrize("size", [1, 7, 64])
def test_it_does_not_matter_where_chunks_are_cut(size: int) -> None:
    stream = b"\n".join([*HEARD.values(), *TWO_PARTS, TAGGED]) + b"\n"
    _, types = read(*(stream[n : n + size] for n in range(0, len(stream), size)))
    assert types == [*HEARD, 5, 1]


def test_the_last_line_counts_without_a_newline() -> None:
    reader, types = read(HEARD[1])
    assert types == []
    assert [one.message.msg_type for one in reader.end(came_at=NOW)] == [1]


def test_parts_are_put_together_in_any_order_and_amid_others() -> None:
    reader, types = read(TWO_PARTS[1] + b"\n" + HEARD[1] + b"\n" + TWO_PARTS[0] + b"\n")
    assert types == [1, 5]
    assert not reader.faults


def test_parts_of_two_stations_with_one_number_are_not_mixed() -> None:
    other = sentences(
        type=5, mmsi=247_000_001, shipname="CASTALIA", callsign="IBCD", seq_id=4, ship_type=52
    )
    first, second = (
        [tagged(line, NOW, station=station) for line in lines]
        for station, lines in (("a", list(TWO_PARTS)), ("b", other))
    )
    reader = SentenceReader()
    stream = b"\n".join([first[0], second[0], second[1], first[1]]) + b"\n"
    found = [one.message.mmsi for one in reader.take(stream, came_at=NOW)]
    assert found == [247_000_001, 368_060_190]
    assert not reader.faults


def test_a_part_that_comes_late_is_of_another_message() -> None:
    reader, _ = read(TWO_PARTS[0] + b"\n")
    later = NOW + ais.PARTS_WITHIN + timedelta(seconds=1)
    assert list(reader.take(TWO_PARTS[1] + b"\n", came_at=later)) == []
    assert reader.faults == {FeedFault.UNFINISHED: 1}


def test_parts_that_never_end_are_bounded() -> None:
    reader = SentenceReader()
    for n in range(UNFINISHED_AT_MOST + 50):
        line = tagged(TWO_PARTS[0], NOW, station=f"s{n}")
        assert list(reader.take(line + b"\n", came_at=NOW)) == []
    assert reader.faults == {FeedFault.UNFINISHED: 50}


@pytest.mark.parametrize("first", [b",0", b">,5"])
def test_a_first_part_too_short_to_tell_its_type_makes_no_message(first: bytes) -> None:
    reader = SentenceReader()
    lines = [
        checked(b"!AIVDM,2,1,3,A," + first),
        checked(b"!AIVDM,2,2,3,A,>>O5e@0lt:04=@UHD,2"),
    ]
    assert list(reader.take(b"\n".join([*lines, b""]), came_at=NOW)) == []
    assert reader.faults == {FeedFault.UNREADABLE: 1}


def test_a_tag_block_tells_station_and_time() -> None:
    reader = SentenceReader()
    (one,) = reader.take(TAGGED + b"\n", came_at=NOW)
    assert one.heard_at == TAGGED_AT


def test_a_tag_block_that_is_broken_tells_nothing_and_spoils_nothing() -> None:
    reader = SentenceReader()
    (one,) = reader.take(TAGGED.replace(b"*4A", b"*00") + b"\n", came_at=NOW)
    assert one.heard_at is None
    assert not reader.faults


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (HEARD[1].replace(b"*4A", b"*4B"), FeedFault.CHECKSUM),
        (HEARD[1].replace(b"PAso", b"PAsp"), FeedFault.CHECKSUM),
        (b"GET / HTTP/1.1", FeedFault.NOT_A_SENTENCE),
        (b"\x00\xff\xfe\x80", FeedFault.NOT_A_SENTENCE),
        (b"!AIVDM,1,1,,A", FeedFault.NOT_A_SENTENCE),
        (b"!AIVDM,9,1,,A,15RTgt0PAso,0*4A", FeedFault.CHECKSUM),
        (b"x" * (LONGEST_LINE + 1), FeedFault.TOO_LONG),
    ],
)
def test_what_cannot_be_read_is_counted_and_the_next_line_is_read(
    line: bytes, fault: FeedFault
) -> None:
    reader, types = read(line + b"\n" + HEARD[18] + b"\n")
    assert reader.faults == {fault: 1}
    assert types == [18]
    assert reader.samples[fault].startswith(line[:20])


def test_a_line_without_end_is_counted_once_and_takes_no_memory() -> None:
    reader = SentenceReader()
    for _ in range(200):
        assert list(reader.take(b"x" * 65_536, came_at=NOW)) == []
    assert reader.faults == {FeedFault.TOO_LONG: 1}
    assert [
        one.message.msg_type for one in reader.take(b"x\n" + HEARD[1] + b"\n", came_at=NOW)
    ] == [1]


def test_what_comes_before_a_line_without_end_is_read() -> None:
    reader, types = read(HEARD[1] + b"\n" + b"x" * (LONGEST_LINE + 1), b"x\n" + HEARD[18] + b"\n")
    assert types == [1, 18]
    assert reader.faults == {FeedFault.TOO_LONG: 1}


def test_sentences_of_other_instruments_are_no_faults() -> None:
    reader, types = read(b"$GPGGA,,,,,,0,00,99.99,,,,,,*48\n# a comment\n" + HEARD[1] + b"\n")
    assert types == [1]
    assert not reader.faults


@given(st.binary(max_size=300))
def test_whatever_comes_the_next_sentence_is_read(garbage: bytes) -> None:
    reader = SentenceReader()
    list(reader.take(garbage + b"\n", came_at=NOW))
    found = list(reader.take(HEARD[1] + b"\n", came_at=NOW))
    assert [one.message.msg_type for one in found] == [1]


@given(st.sampled_from(list(HEARD.values())), st.integers(0, 80), st.integers(0, 255))
def test_a_byte_that_is_wrong_ends_nothing(line: bytes, at: int, byte: int) -> None:
    broken = bytearray(line)
    broken[at % len(broken)] = byte
    reader = SentenceReader()
    list(reader.take(bytes(broken) + b"\n" + HEARD[9] + b"\n", came_at=NOW))
    assert reader.sentences >= 1
