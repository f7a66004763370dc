"""Words that sentences of clauses share: lists, spans of time, instants, and kinds of assets."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sar.agreements.words import ClauseKind

KINDS: Final = {
    ClauseKind.VESSEL: "vessels",
    ClauseKind.AIRCRAFT: "aircraft",
    ClauseKind.HELICOPTER: "helicopters",
    ClauseKind.AEROPLANE: "aeroplanes",
    ClauseKind.UNCREWED: "uncrewed systems",
    ClauseKind.TEAM: "teams",
    ClauseKind.EQUIPMENT: "equipment",
    ClauseKind.EXPERTISE: "expertise",
}


def listed(words: Sequence[str], *, last: str = " and ", between: str = ", ") -> str:
    """`a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return between.join(words[:-1]) + last + words[-1]


def idle(said: Sequence[str]) -> str:
    """The parts of a text by which nothing is done, said to be idle."""
    return f" (without effect here: {listed(said)})" if said else ""


def amount(number: float) -> str:
    """A number whole, with as many decimals as it has: `4,000`, `0.5`."""
    return f"{number:,}".removesuffix(".0")


def money(number: float) -> str:
    """A sum, with cents where it has any: `4,000`, `0.50`."""
    cents = f"{number:,.2f}"
    return cents.removesuffix(".00") if round(number, 2) == number else amount(number)


def minutes_said(minutes: int) -> str:
    """`90 minutes`, `2 hours`."""
    if minutes and minutes % 60 == 0:
        hours = minutes // 60
        return f"{hours} hour{'s' * (hours > 1)}"
    return f"{minutes} minute{'s' * (minutes != 1)}"


def day_said(at: datetime) -> str:
    """An instant: `2027-01-01 00:00Z`, with seconds only where it has any."""
    seconds = f"{at:%S.%f}".rstrip("0").rstrip(".") if at.second or at.microsecond else ""
    return f"{at:%Y-%m-%d %H:%M}{f':{seconds}' if seconds else ''}Z"
