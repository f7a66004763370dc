"""Positions in the midst of a text, in the notations that people use (pure).

`sar.geo.position.parse_position` reads each one, as the screens do; here is only found where its
words begin and end. Two readings that differ are none: the words stay unread.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sar.geo.position import LatLon, PositionRefused, parse_position

_TOKEN: Final = re.compile(
    r"(?P<label>(?<![A-Z])(?:LATITUDE|LONGITUDE|LAT|LONG|LON)(?![A-Z])[.:=]?)"
    r"|(?P<side>(?<![A-Z])(?:NORTH|SOUTH|EAST|WEST|[NSEW])(?![A-Z]))"
    r"|(?P<number>[0-9]+(?:[.,][0-9]+)?)"
    r"|(?P<word>(?<![A-Z])(?:DEGREES?|DEGS?|MINUTES?|MINS?|SECONDS?|SECS?)(?![A-Z])\.?)"
    r"|(?P<mark>[°º˚′’‘'`´″”“\"])"
    r"|(?P<gap>[ ,;:/+.\-−–‐‑]+)",
    re.ASCII,
)
_MARKS: Final = {"D": "°", "M": "′", "S": "″"}
_TIGHT: Final = frozenset("-:°º˚′’‘'`´−–‐‑")
_SIGNS: Final = frozenset("-+−")
_MOST_NUMBERS: Final = 3
"""Of one angle: degrees, minutes, seconds."""
_PACKED_LENGTH: Final = 4

_DECIMAL: Final = re.compile(
    r"(?<![0-9.A-Z\-+])(?P<lat>[-+−]?[0-9]{1,2}\.[0-9]{3,15})(?: ?[,;/] ?| )"
    r"(?P<lon>[-+−]?[0-9]{1,3}\.[0-9]{3,15})(?![0-9.])",
    re.ASCII,
)
_LEAD: Final = re.compile(
    r"(?<![A-Z])(?:POSITION|POSN|POS|COORDINATES|COORDS|GPS)(?: IS| WAS)?(?![A-Z]) ?[:=]? ?",
    re.ASCII,
)
_WITHOUT_LETTERS: Final = re.compile(r"[-+0-9][0-9.,;:/+\-° ′'″\"]{0,60}")
_DIGIT: Final = re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class ToldPosition:
    """The place of a position's words in a piece. `place`: None: they can be read in no way, or in
    more than one."""

    start: int
    end: int
    place: LatLon | None


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


_Run = Sequence[_Token]


def positions_in(piece: str, *, alone: bool = False) -> list[ToldPosition]:
    """The positions of a piece in capitals, in their order. `alone`: the piece is all there is, and
    may be a position without any letter."""
    if alone and (place := _parsed(piece)) is not None:
        return [ToldPosition(0, len(piece), place)]
    found = [one for run in _runs(piece) for one in _positions_of(run)]
    for one in _unlettered(piece):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _parsed(text: str) -> LatLon | None:
    try:
        return parse_position(text)
    except PositionRefused:
        return None


def _unlettered(piece: str) -> Iterator[ToldPosition]:
    """Decimal degrees as maps give them, and the numbers behind the word *position*."""
    for found in _DECIMAL.finditer(piece):
        place = _parsed(f"{found['lat']}, {found['lon']}")
        yield ToldPosition(found.start(), found.end(), place)
    for lead in _LEAD.finditer(piece):
        numbers = _WITHOUT_LETTERS.match(piece, lead.end())
        if numbers is None or _goes_on(piece, numbers.end()):
            continue
        text = numbers.group().rstrip(" .,;:/-+")
        if (place := _parsed(text)) is not None:
            yield ToldPosition(lead.end(), lead.end() + len(text), place)


def _goes_on(piece: str, end: int) -> bool:
    """Whether a hemisphere follows, or more than was taken."""
    rest = piece[end : end + 2]
    return rest[:1] in ("N", "S", "E", "W") and not rest[1:2].isalpha()


def _runs(piece: str) -> Iterator[_Run]:
    """The stretches of a piece that are made of the signs of positions alone."""
    run: list[_Token] = []
    at = 0
    while at < len(piece):
        found = _TOKEN.match(piece, at)
        if found is None or found.lastgroup is None:
            if run and run[-1].kind == "number" and run[-1].end == at:
                run.pop()  # 12POB
            if run:
                yield run
            run = []
            at = _next_start(piece, at)
            continue
        if run or found.lastgroup != "gap" or _is_sign(found.group(), piece[:at]):
            run.append(_token(found.lastgroup, found.group(), at, found.end()))
        at = found.end()
    if run:
        yield run


def _is_sign(gap: str, before: str) -> bool:
    """Whether what stands before a number is its sign, and neither a dash nor a bullet."""
    return gap[-1] in _SIGNS and (gap[-2:-1] or before[-1:] or " ") == " "


def _next_start(piece: str, at: int) -> int:
    """The end of the word or sign at this place."""
    end = at + 1
    while end < len(piece) and piece[at].isalpha() and piece[end].isalnum():
        end += 1
    return end


def _token(kind: str, text: str, start: int, end: int) -> _Token:
    if kind == "side":
        return _Token(kind, text[0], start, end)
    if kind == "word":
        return _Token("mark", _MARKS[text[0]], start, end)
    return _Token(kind, text, start, end)


def _positions_of(run: _Run) -> Iterator[ToldPosition]:
    sides = [at for at, token in enumerate(run) if token.kind == "side"]
    if any(token.kind == "label" for token in run) and not sides:
        yield from _labelled(run)
        return
    numbers = [at for at, token in enumerate(run) if token.kind == "number"]
    if len(sides) < 2 or len(numbers) < 2:
        if sides and numbers and _is_half(run, sides[0]):
            yield _refused(run)
        return
    behind = _stand_behind(run, sides, numbers)
    if behind is None:
        yield _refused(run)
        return
    yield from _lettered(run, sides, behind=behind)


def _is_half(run: _Run, side: int) -> bool:
    """Whether one angle alone is told, with minutes: the other may have been cut off."""
    around = [token for token in run[max(0, side - 4) : side + 5] if token.kind == "number"]
    return len(around) > 1 or any(len(token.text) >= _PACKED_LENGTH for token in around)


def _refused(run: _Run) -> ToldPosition:
    return ToldPosition(run[0].start, run[-1].end, None)


def _labelled(run: _Run) -> Iterator[ToldPosition]:
    """Latitude and longitude by those words."""
    labels = [at for at, token in enumerate(run) if token.kind == "label"]
    start = labels[0]
    if len(labels) == 2:
        for end in _ends(run, labels[1] + 1, len(run), _count(run[labels[0] : labels[1]])):
            place = _parsed(_text(run[start:end]))
            if place is not None:
                yield ToldPosition(run[start].start, run[end - 1].end, place)
                return
    if _DIGIT.search(_text(run[start:])):
        yield ToldPosition(run[start].start, run[-1].end, None)


def _stand_behind(run: _Run, sides: Sequence[int], numbers: Sequence[int]) -> bool | None:
    """Whether the letters stand behind their numbers; None: that is not clear."""
    first_is_number, last_is_number = numbers[0] < sides[0], numbers[-1] > sides[-1]
    if first_is_number != last_is_number:
        return first_is_number
    touch_before = [at for at in sides if _touches(run, at - 1, at)]
    touch_after = [at for at in sides if _touches(run, at, at + 1)]
    if bool(touch_before) == bool(touch_after):
        return None
    return bool(touch_before)


def _touches(run: _Run, one: int, other: int) -> bool:
    """Whether the two are a letter and its number, with nothing between."""
    if one < 0 or other >= len(run):
        return False
    return {run[one].kind, run[other].kind} in ({"side", "number"}, {"side", "mark"})


def _lettered(run: _Run, sides: Sequence[int], *, behind: bool) -> Iterator[ToldPosition]:
    """Pairs of letters, each with its numbers."""
    low, at = 0, 0
    while at + 1 < len(sides):
        one, other = sides[at], sides[at + 1]
        if (run[one].text in "NS") == (run[other].text in "NS"):
            yield ToldPosition(run[one].start, run[other].end, None)
            at += 1
            continue
        high = sides[at + 2] if at + 2 < len(sides) else len(run)
        found = _pair(run, (low, one, other, high), behind=behind)
        yield found
        low = (
            other + 1
            if behind
            else next((n for n in range(other, high) if run[n].start >= found.end), high)
        )
        at += 2
    if at < len(sides):
        yield ToldPosition(run[sides[at]].start, run[sides[at]].end, None)


def _pair(run: _Run, places: tuple[int, int, int, int], *, behind: bool) -> ToldPosition:
    low, one, other, high = places
    between = _count(run[one + 1 : other])
    if behind:
        spans = [(start, other + 1) for start in _starts(run, low, one, between)]
    else:
        spans = [(one, end) for end in _ends(run, other + 1, high, between)]
    for start, end in spans:
        signed = start > low and run[start - 1].kind == "gap" and _is_sign(run[start - 1].text, "")
        bare = all(len(one.text) == 1 for one in run[start:end] if one.kind != "gap")
        place = None if signed or bare else _parsed(_text(run[start:end]))
        if place is not None:
            return ToldPosition(run[start].start, run[end - 1].end, place)
    start, end = (low, other + 1) if behind else (one, high)
    while start < one and run[start].kind == "gap":
        start += 1
    return ToldPosition(run[start].start, run[end - 1].end, None)


def _starts(run: _Run, low: int, side: int, like: int) -> list[int]:
    """The place where the angle before a letter begins, if that is clear."""
    numbers = [at for at in range(low, side) if run[at].kind == "number"]
    first = len(numbers) - 1
    while first > 0 and _joined_before(run, numbers[first], numbers[first - 1]):
        first -= 1
    chain = numbers[max(first, 0) :]
    return [one[0] for one in _angle(run, numbers, chain, like)]


def _ends(run: _Run, low: int, high: int, like: int) -> list[int]:
    """The place where the angle behind a letter ends, likewise."""
    numbers = [at for at in range(low, high) if run[at].kind == "number"]
    last = 1
    while last < len(numbers) and _joined_before(run, numbers[last], numbers[last - 1]):
        last += 1
    chain = numbers[:last]
    return [_with_mark(run, one[-1], high) for one in _angle(run, numbers, chain, like)]


def _angle(
    run: _Run, numbers: Sequence[int], chain: Sequence[int], like: int
) -> Iterator[Sequence[int]]:
    """The numbers of an angle: all that stand there, where they are as many as those of the other
    angle or fewer; else those that are joined to each other, or packed into one."""
    if 0 < len(numbers) <= min(like, _MOST_NUMBERS):
        yield numbers
    elif 0 < len(chain) <= _MOST_NUMBERS:
        only = run[chain[0]].text
        is_one = len(chain) > 1 or chain == numbers
        if is_one or (like == 1 and (len(only) >= _PACKED_LENGTH or "." in only)):
            yield chain


def _with_mark(run: _Run, at: int, high: int) -> int:
    """The end behind a number and the sign of its unit."""
    end = at + 1
    while end < high and (
        run[end].kind == "mark"
        or (run[end].text == " " and end + 1 < high and run[end + 1].kind == "mark")
    ):
        end += 1
    return end


def _joined_before(run: _Run, at: int, low: int) -> bool:
    """Whether a number goes on from the one before it: 34-20, 34:20, 34°20."""
    between = []
    before = at - 1
    while before >= low and run[before].kind in ("gap", "mark"):
        between.append(run[before])
        before -= 1
    if before < low or run[before].kind != "number" or not between:
        return False
    return any(token.kind == "mark" or token.text in _TIGHT for token in between)


def _count(run: _Run) -> int:
    return sum(1 for token in run if token.kind == "number")


def _text(run: _Run) -> str:
    """The words of a position, without the stops and dashes that people write in between."""
    found = []
    for at, token in enumerate(run):
        loose = token.kind == "gap" and at and run[at - 1].kind == "side"
        found.append(" " if loose and token.text[-1] not in _SIGNS else token.text)
    return "".join(found).strip(" ,;:/.")
