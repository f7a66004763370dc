"""The age at which positions are told: a term's delay, and the span of a coarse one (pure)."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from sar.agreements import spans
from sar.assets.catalogue import AssetType, greatest_speeds, type_of

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""The instant that spans are counted from."""

_SECOND: Final = timedelta(seconds=1)


@lru_cache(maxsize=4_096)
def span_s(precision_nm: float, type_code: str) -> int:
    """The span of the type's coarse positions in seconds.

    The speed of its own that an asset may have changes nothing: a faster one is told more coarsely
    so, and spans tell no one what it makes.
    """
    return spans.span_s(precision_nm, span_kn(type_of(type_code)))


def span_kn(one: AssetType) -> float | None:
    """The greatest speed by which the spans of a type are reckoned; None: it does not move.

    Types that parties once added without any have the least of their kind: a span is rather too
    long than too short.
    """
    return one.figures.max_kn or min(greatest_speeds(one.kind), default=None)


class Held(NamedTuple):
    """The age of positions that are told: `delay_minutes`, and then to the end of a span."""

    delay_minutes: int = 0
    span_s: int = 0

    @property
    def at_once(self) -> bool:
        """Whether the latest fix is told."""
        return not (self.delay_minutes or self.span_s)

    def latest(self, now: datetime) -> datetime:
        """The instant of the newest fix that is old enough."""
        return now - timedelta(minutes=self.delay_minutes)

    def horizon(self, now: datetime) -> datetime:
        """The end of the last span that is over: the newest fix that is no newer is told.

        Without any the first of those that are old enough is: it ends no span.
        """
        late = self.latest(now)
        return EPOCH + (late - EPOCH) // self._span * self._span if self.span_s else late

    def told_at(self, at: datetime, *, first: bool = False) -> datetime:
        """The instant from which a fix of `at` may be told; the first one need not wait."""
        due = at
        if self.span_s and not first:
            due = EPOCH + -((EPOCH - at) // self._span) * self._span
        return due + timedelta(minutes=self.delay_minutes)

    @property
    def _span(self) -> timedelta:
        return self.span_s * _SECOND


def held(precision_nm: float, delay_minutes: int, type_code: str) -> Held:
    """The age of positions of the type that are shown with this precision and delay."""
    return Held(delay_minutes, span_s(precision_nm, type_code))
