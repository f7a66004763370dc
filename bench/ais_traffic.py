"""Traffic of ships as the stations of an area hear it: sentences of AIS, made by the column and
apart from every reader of them."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.int64]

WEST, SOUTH, WIDE, HIGH = 5.0, 31.0, 16.0, 9.0
"""The central Mediterranean, in degrees."""
FIRST_NUMBER: Final = 247_000_000
NM_A_DEGREE: Final = 60.0

SHARES: Final = {"class_a": 0.66, "class_b": 0.16, "voyage": 0.08, "static_b": 0.04, "else": 0.06}
"""Of all messages. Stations in coastal waters hear about so many of each: most are positions of
class A under way, which come every 2 to 10 s; a voyage is told every 6 minutes, in two parts."""
TAGGED: Final = 0.3
"""The share of messages that a tag block of the station goes before."""


def numbers(ships: int) -> list[str]:
    """The MMSI of each ship."""
    return [f"{FIRST_NUMBER + 7 * n:09d}" for n in range(ships)]


class Traffic:
    """Ships that sail straight on, and what is heard of them from one second to the next."""

    def __init__(self, ships: int, *, seed: int = 1) -> None:
        self._chance = np.random.default_rng(seed)
        self._ships = ships
        self._lon = WEST + WIDE * self._chance.random(ships)
        self._lat = SOUTH + HIGH * self._chance.random(ships)
        self._course = 360.0 * self._chance.random(ships)
        self._speed = np.where(self._chance.random(ships) < 0.3, 0.0, self._chance.random(ships))
        self._speed = np.round(22.0 * self._speed, 1)
        self._second = 0

    def seconds(self, many: int, messages: int) -> Iterator[bytes]:
        """Bytes as heard in each of so many seconds: so many messages, in no order."""
        for _ in range(many):
            yield self._heard(messages)
            self._sail()

    def _sail(self) -> None:
        gone = self._speed / 3_600.0 / NM_A_DEGREE
        turn = np.radians(self._course)
        self._lat += gone * np.cos(turn)
        self._lon += gone * np.sin(turn) / np.cos(np.radians(self._lat))
        self._second += 1

    def _heard(self, messages: int) -> bytes:
        lines: list[bytes] = []
        for kind, share in SHARES.items():
            whose = self._chance.integers(0, self._ships, round(share * messages))
            lines.extend(getattr(self, f"_{kind}")(whose))
        mixed = self._chance.permutation(len(lines))
        tags = self._chance.random(len(lines)) < TAGGED
        return b"".join(
            _tagged(lines[at]) if tag else lines[at] for at, tag in zip(mixed, tags, strict=True)
        )

    def _place(self, whose: Column) -> list[tuple[int, Column | int]]:
        return [
            (28, np.round(self._lon[whose] * 600_000).astype(np.int64)),
            (27, np.round(self._lat[whose] * 600_000).astype(np.int64)),
            (12, np.round(self._course[whose] * 10).astype(np.int64)),
        ]

    def _knots(self, whose: Column) -> Column:
        return np.round(self._speed[whose] * 10).astype(np.int64)

    def _class_a(self, whose: Column) -> list[bytes]:
        return _sentences(
            [
                (6, self._chance.choice([1, 1, 1, 3], len(whose))),
                (2, 0),
                (30, _number(whose)),
                (4, np.where(self._speed[whose] == 0.0, 1, 0)),
                (8, 128),
                (10, self._knots(whose)),
                (1, 0),
                *self._place(whose),
                (9, np.round(self._course[whose]).astype(np.int64) % 360),
                (6, self._second % 60),
                (25, 0),
            ],
            len(whose),
        )

    def _class_b(self, whose: Column) -> list[bytes]:
        return _sentences(
            [
                (6, 18),
                (2, 0),
                (30, _number(whose)),
                (8, 0),
                (10, self._knots(whose)),
                (1, 0),
                *self._place(whose),
                (9, 511),
                (6, self._second % 60),
                (29, 0),
            ],
            len(whose),
        )

    def _voyage(self, whose: Column) -> list[bytes]:
        """Name, call sign, size and draught: each in two parts, which come one after the other."""
        return _sentences(
            [
                (6, 5),
                (2, 0),
                (30, _number(whose)),
                (2, 0),
                (30, 0),
                *_letters("TS", whose, 7),
                *_letters("TRAFFIC", whose, 20),
                (8, 70 + whose % 20),
                (9, 80 + whose % 90),
                (9, 20),
                (6, 12),
                (6, 12),
                (4, 1),
                (20, 0),
                (8, 40 + whose % 80),
                *_letters("", whose, 20),
                (2, 0),
            ],
            len(whose),
        )

    def _static_b(self, whose: Column) -> list[bytes]:
        return _sentences(
            [(6, 24), (2, 0), (30, _number(whose)), (2, 0), *_letters("SMALL", whose, 20), (2, 0)],
            len(whose),
        )

    def _else(self, whose: Column) -> list[bytes]:
        """Base stations, which tell no vessel's place."""
        return _sentences(
            [
                (6, 4),
                (2, 0),
                (30, 2_470_000 + whose % 40),
                (14, 2026),
                (4, 6),
                (5, 1),
                (5, 12),
                (6, 0),
                (6, self._second % 60),
                (1, 0),
                *self._place(whose)[:2],
                (4, 1),
                (10, 0),
                (1, 0),
                (19, 0),
            ],
            len(whose),
        )


def _number(whose: Column) -> Column:
    return FIRST_NUMBER + 7 * whose


def _letters(word: str, whose: Column, room: int) -> list[tuple[int, Column | int]]:
    """A word and the ship's place in the list, in six-bit letters."""
    fixed: list[tuple[int, Column | int]] = [(6, ord(letter) - 64) for letter in word]
    digits: list[tuple[int, Column | int]] = (
        [(6, 48 + whose // 10**power % 10) for power in range(4, -1, -1)] if word else []
    )
    told = [*fixed, *digits][:room]
    return [*told, *[(6, 0)] * (room - len(told))]


def _sentences(fields: Sequence[tuple[int, Column | int]], number: int) -> list[bytes]:
    """The messages as sentences, one string of bytes each; long ones are in two parts."""
    width = sum(width for width, _ in fields)
    payloads = _payloads(fields, number)
    if payloads.shape[1] <= LONGEST_PART:
        return _framed(b"!AIVDM,1,1,,A,", payloads, b",%d" % (-width % 6))
    first, rest = payloads[:, :LONGEST_PART], payloads[:, LONGEST_PART:]
    sequence = np.arange(number) % 10
    return [
        one + other
        for one, other in zip(
            _framed(b"!AIVDM,2,1,#,B,", first, b",0", sequence),
            _framed(b"!AIVDM,2,2,#,B,", rest, b",%d" % (-width % 6), sequence),
            strict=True,
        )
    ]


LONGEST_PART: Final = 59
"""Letters of a payload: a sentence has 82 at most (IEC 61162-1)."""


def _payloads(fields: Sequence[tuple[int, Column | int]], number: int) -> NDArray[np.uint8]:
    """The fields, each a width in bits and its values, as letters of a payload: a row each."""
    columns = [
        _bits(width, np.broadcast_to(np.asarray(values, np.int64), number))
        for width, values in fields
    ]
    bits = np.concatenate(columns, axis=1)
    bits = np.pad(bits, ((0, 0), (0, -bits.shape[1] % 6)))
    six = bits.reshape(number, -1, 6) @ np.array([32, 16, 8, 4, 2, 1], np.uint8)
    return np.where(six < 40, six + 48, six + 56).astype(np.uint8)


def _bits(width: int, values: Column) -> NDArray[np.uint8]:
    shifts = np.arange(width - 1, -1, -1, dtype=np.int64)
    return ((values[:, None] >> shifts) & 1).astype(np.uint8)


def _framed(
    head: bytes, payloads: NDArray[np.uint8], tail: bytes, sequence: Column | None = None
) -> list[bytes]:
    """Whole sentences; `#` in the head is the number of the sequence."""
    number = len(payloads)
    heads = np.tile(np.frombuffer(head, np.uint8), (number, 1))
    if sequence is not None:
        heads[:, head.index(b"#")] = 48 + sequence
    tails = np.tile(np.frombuffer(tail, np.uint8), (number, 1))
    body = np.concatenate([heads, payloads, tails], axis=1)
    sums = np.bitwise_xor.reduce(body[:, 1:], axis=1)
    return [
        row.tobytes() + b"*%02X\r\n" % one for row, one in zip(body, sums.tolist(), strict=True)
    ]


def _tag(station: bytes) -> bytes:
    told = b"s:" + station
    return b"\\%s*%02X\\" % (told, int(np.bitwise_xor.reduce(np.frombuffer(told, np.uint8))))


TAG: Final = _tag(b"rMT0001")


def _tagged(lines: bytes) -> bytes:
    return TAG + lines.replace(b"\n!", b"\n" + TAG + b"!")
