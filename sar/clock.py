"""The one clock: real time, or the scaled time of an exercise installation."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Scale:
    """A line through (anchor_real, anchor_at) with slope `rate`; flat while paused."""

    anchor_real: datetime
    anchor_at: datetime
    rate: float
    paused: bool = False

    def at(self, real: datetime) -> datetime:
        """The exercise instant that a real instant stands for."""
        if self.paused:
            return self.anchor_at
        return self.anchor_at + (real - self.anchor_real) * self.rate

    def real(self, at: datetime) -> datetime:
        """The real instant at which the exercise clock will show `at`."""
        if self.paused:
            return datetime.max.replace(tzinfo=UTC)
        return self.anchor_real + (at - self.anchor_at) / self.rate


_scale: Scale | None = None
_reached: datetime | None = None


def use(scale: Scale | None) -> None:
    """Set this process's clock; None is real time. Called by `installation` alone."""
    global _scale, _reached
    _scale, _reached = scale, None


def catch_up(at: datetime) -> bool:
    """Do not let the exercise time be before `at`, which the record tells of already: whoever wrote
    that had not yet heard that the clock was stopped. Whether the time is another one now."""
    global _reached
    if _scale is None or at <= now():
        return False
    _reached = at
    return True


def scale() -> Scale | None:
    """The scale in force, None when the clock is real."""
    return _scale


def is_played() -> bool:
    """Whether the time is that of an exercise: an exercise installation always has a scale."""
    return _scale is not None


def real_now() -> datetime:
    """Real time: for sign-in, keys, limits and plausibility of positions' sources."""
    return datetime.now(UTC)


def now() -> datetime:
    """The domain's instant. Read it at the edges only and hand it down as `now`."""
    real = real_now()
    if _scale is None:
        return real
    return _scale.at(real) if _reached is None else max(_reached, _scale.at(real))


def now_in(real_s: float) -> datetime:
    """The domain's instant after so many seconds of real time, if the clock runs as it is set."""
    return now() + timedelta(seconds=real_s * (1.0 if _scale is None else _scale.rate))


def to_real(at: datetime) -> datetime:
    """The real instant of a domain instant (jobs are fetched by real time)."""
    return at if _scale is None else _scale.real(at)


def real_seconds(span: timedelta) -> float:
    """The real seconds that a span of the domain's time lasts."""
    return span.total_seconds() / (1.0 if _scale is None else _scale.rate)
