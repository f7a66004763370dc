"""Sentences of AIS receivers (IEC 61162-1 VDM and VDO, with tag blocks of IEC 61162-450), as bytes
come, put together to whole messages (pure).

Memory is bounded whatever comes: a line, the parts of messages that are not whole yet, and the
stations that are told apart.
"""

from collections import Counter, OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

from pyais.exceptions import AISBaseException
from pyais.messages import AISSentence, NMEASentenceFactory, TagBlock

from sar.interop.bounded_lines import LONGEST_LINE, BoundedLines, is_too_long
from sar.interop.words import FeedFault

UNFINISHED_AT_MOST: Final = 256
"""Messages of several parts that wait for the rest; the oldest is given up for a further one."""

PARTS_WITHIN: Final = timedelta(seconds=30)
"""Parts that come later than so are of another message: numbers of sequence are ten."""


class Received(NamedTuple):
    """A whole message: what pyais decodes, when the station says that it heard it (None: it does
    not say), and when it came here."""

    message: Any
    heard_at: datetime | None
    came_at: datetime


class _Tag(NamedTuple):
    """The station that heard it, and when, as its tag block tells."""

    station: str
    heard_at: datetime | None


NO_TAG: Final = _Tag("", None)

PartsKey = tuple[str, str, int | None, int]
"""Of a message in parts: station, channel, number of sequence, and how many parts it has."""


@dataclass(slots=True)
class _Parts:
    """The parts of a message that have come."""

    since: datetime
    heard_at: datetime | None
    parts: dict[int, AISSentence] = field(default_factory=dict)


class SentenceReader:
    """Reads what one connection sends, chunk by chunk.

    `faults` counts what could not be read, `sentences` what could; `samples` keeps the latest bytes
    of each kind of fault. With `first_parts_first` a message whose first part has not come is none:
    of lines that were chosen from a stream the others may be of an earlier one.
    """

    def __init__(self, *, first_parts_first: bool = False) -> None:
        self._first_parts_first = first_parts_first
        self.faults: Counter[FeedFault] = Counter()
        self.samples: dict[FeedFault, bytes] = {}
        self.sentences = 0
        self._lines = BoundedLines()
        self._waiting: OrderedDict[PartsKey, _Parts] = OrderedDict()
        self._tagged: OrderedDict[int, _Tag] = OrderedDict()

    def take(self, chunk: bytes, *, came_at: datetime) -> Iterator[Received]:
        """Yield the messages that are whole with this chunk."""
        for line in self._lines.take(chunk):
            yield from self._line(line, came_at)

    def end(self, *, came_at: datetime) -> Iterator[Received]:
        """Yield what the last line completes, where a connection or a file ends without a newline;
        parts of messages that wait are given up."""
        for line in self._lines.end():
            yield from self._line(line, came_at)
        while self._waiting:
            self._give_up()

    def _line(self, line: bytes, came_at: datetime) -> Iterator[Received]:
        if is_too_long(line):
            self._fault(FeedFault.TOO_LONG, line)
            return
        try:
            sentence = NMEASentenceFactory.produce(line)
        except (AISBaseException, ValueError, IndexError):
            if not _is_another(line):
                self._fault(FeedFault.NOT_A_SENTENCE, line)
            return
        if not isinstance(sentence, AISSentence):
            return
        if not sentence.is_valid:
            self._fault(FeedFault.CHECKSUM, line)
            return
        self.sentences += 1
        tag = self._tag(sentence)
        if sentence.frag_cnt == 1:
            whole, heard_at = sentence, tag.heard_at
        elif (assembled := self._assembled(sentence, tag, came_at)) is not None:
            whole, heard_at = assembled
        else:
            return
        try:
            message = whole.decode()
        except (AISBaseException, ValueError, IndexError, KeyError, TypeError):
            self._fault(FeedFault.UNREADABLE, line)
            return
        if message.msg_type != whole.ais_id:  # the first part was too short to tell its type
            self._fault(FeedFault.UNREADABLE, line)
            return
        yield Received(message, heard_at, came_at)

    def _assembled(
        self, sentence: AISSentence, tag: _Tag, came_at: datetime
    ) -> tuple[AISSentence, datetime | None] | None:
        """The whole message, if this was the part that it lacked."""
        self._forget_old(came_at)
        key = (tag.station, sentence.channel, sentence.seq_id, sentence.frag_cnt)
        waiting = self._waiting.get(key)
        if waiting is not None and sentence.frag_num in waiting.parts:
            self._give_up(key)  # a sequence's number has come round again
            waiting = None
        if waiting is None:
            if self._first_parts_first and sentence.frag_num != 1:
                return None
            while len(self._waiting) >= UNFINISHED_AT_MOST:
                self._give_up()
            waiting = self._waiting[key] = _Parts(came_at, tag.heard_at)
        waiting.parts[sentence.frag_num] = sentence
        if len(waiting.parts) < sentence.frag_cnt:
            return None
        del self._waiting[key]
        ordered = [waiting.parts[n] for n in sorted(waiting.parts)]
        try:
            return AISSentence.assemble_from_iterable(ordered), waiting.heard_at
        except (AISBaseException, ValueError, IndexError):
            self._fault(FeedFault.UNREADABLE, sentence.raw)
            return None

    def _forget_old(self, now: datetime) -> None:
        while self._waiting:
            key, oldest = next(iter(self._waiting.items()))
            if now - oldest.since <= PARTS_WITHIN:
                return
            self._give_up(key)

    def _give_up(self, key: PartsKey | None = None) -> None:
        """Count a message whose parts have not come; the oldest unless told."""
        chosen = next(iter(self._waiting)) if key is None else key
        given_up = self._waiting.pop(chosen)
        self._fault(FeedFault.UNFINISHED, next(iter(given_up.parts.values())).raw)

    def _tag(self, sentence: AISSentence) -> _Tag:
        """The sentence's tag block; of a group (`g`) the first one's serves the others."""
        block = sentence.tag_block
        if block is None:
            return NO_TAG
        block.init()
        if not block.is_valid:
            return NO_TAG
        tag = _Tag(block.source_station or "", _seconds(block))
        group = block.group
        if group is None or group.sentence_tot < 2:
            return tag
        first = self._tagged.get(group.group_id)
        if group.sentence_num == 1 or first is None:
            while len(self._tagged) >= UNFINISHED_AT_MOST:
                self._tagged.popitem(last=False)
            self._tagged[group.group_id] = tag
            return tag
        if group.sentence_num == group.sentence_tot:
            del self._tagged[group.group_id]
        return _Tag(tag.station or first.station, tag.heard_at or first.heard_at)

    def _fault(self, kind: FeedFault, line: bytes) -> None:
        self.faults[kind] += 1
        self.samples[kind] = line[:LONGEST_LINE]


_MILLISECONDS_FROM: Final = 100_000_000_000
"""Some stations tell milliseconds since 1970: as seconds these would be the year 5138."""


def _seconds(block: TagBlock) -> datetime | None:
    """The time of field `c`, in seconds or milliseconds since 1970; None where it is none."""
    try:
        told = float(block.receiver_timestamp or "")
        return datetime.fromtimestamp(told / 1e3 if told >= _MILLISECONDS_FROM else told, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _is_another(line: bytes) -> bool:
    """Whether it is a sentence of NMEA 0183 that is not of AIS, or a comment, as receivers and logs
    have them among their own."""
    return line[:1] in (b"$", b"#") and line.isascii()
