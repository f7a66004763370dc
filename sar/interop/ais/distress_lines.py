"""Lines of a stream in which there may be a signal of distress, found without taking them apart
(pure)."""

import re
from collections import OrderedDict
from collections.abc import Iterator
from itertools import islice
from typing import Final

from sar.interop.ais.sentences import PARTS_WITHIN

AT_ONCE: Final = 256
"""Lines found in one piece of a stream; more are noise."""
GROUPS_AT_MOST: Final = 1_024
"""Groups of sentences that are followed at once, of all senders; the oldest is forgotten for a
further one."""

_ALONE: Final = rb"1,1,[^,\n]*,[^,\n]*,(?:[1-3][^,\n]{5}[>Nfv]|[<>])"
"""A sentence by itself that is of a position with status 14, or a text. The seventh letter of a
message has bits 36 to 41: the last two of the number and the status, and four letters end in
14."""
_BEGINS: Final = rb"([2-9],)(1)(,[^,\n]*,[^,\n]*,)([1-3<>])"
"""The first sentence of a group of these types; a position in two sentences may have any
status."""
_GROUPED: Final = rb"([2-9],)(\d)(,[^,\n]*,[^,\n]*,)([^,\n]?)"
_MAY_BE: Final = re.compile(rb"VD[MO],(?:%b|%b)" % (_ALONE, _BEGINS))
_MAY_BE_OR_GROUPED: Final = re.compile(rb"VD[MO],(?:%b|%b)" % (_ALONE, _GROUPED))

_FIRST: Final = b"1"
_TYPES: Final = frozenset(b"123<>"[at : at + 1] for at in range(5))

_GroupKey = tuple[str, bytes, bytes]
"""Of a group: who sends it, how many sentences it has, and its number with its channel."""


class DistressLines:
    """Finds, in the pieces of whole lines that several senders send, each line of which
    `distress_in` finds a signal, and few others.

    Of a message in several sentences these are all its lines, if the first comes first. The groups
    of its number are all found for a while then, from whatever station: whoever puts the lines
    together tells them apart, and sees that a number has come round again.
    """

    def __init__(self) -> None:
        self._followed: OrderedDict[_GroupKey, float] = OrderedDict()

    def find(self, sender: str, lines: bytes, *, now_s: float) -> list[bytes]:
        """The lines found. In a flood only the first: no group is followed through its gaps."""
        while self._followed and self._oldest_s() < now_s - PARTS_WITHIN.total_seconds():
            self._followed.popitem(last=False)
        found = list(islice(self._find(sender, lines, now_s), AT_ONCE + 1))
        if len(found) > AT_ONCE:
            self._followed.clear()
            del found[AT_ONCE:]
        return found

    def _oldest_s(self) -> float:
        return next(iter(self._followed.values()))

    def _find(self, sender: str, lines: bytes, now_s: float) -> Iterator[bytes]:
        end = 0
        while True:
            pattern = _MAY_BE_OR_GROUPED if self._followed else _MAY_BE
            found = pattern.search(lines, end)
            if found is None:
                return
            begin = lines.rfind(b"\n", 0, found.start()) + 1
            end = lines.find(b"\n", found.end())
            if end < 0:
                end = len(lines)
            count, number, name, kind = found.groups()
            if count is None or self._follows((sender, count, name), number, kind, now_s):
                yield lines[begin:end]

    def _follows(self, key: _GroupKey, number: bytes, kind: bytes, now_s: float) -> bool:
        if number == _FIRST and kind in _TYPES:
            self._followed.pop(key, None)
            self._followed[key] = now_s
            if len(self._followed) > GROUPS_AT_MOST:
                self._followed.popitem(last=False)
            return True
        return key in self._followed
