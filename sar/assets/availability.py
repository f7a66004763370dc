"""Availability of an asset: its party's statement of readiness, the notice it needs, its
commitments."""

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sar.assets.catalogue import Notice
from sar.assets.words import Readiness
from sar.geo.position import LatLon

CIVIL_TWILIGHT_DEG: Final = -6.0
"""Below this altitude of the sun it is night for those who search by eye."""

_J2000: Final = datetime(2000, 1, 1, 12, tzinfo=UTC)


@lru_cache(maxsize=16)
def _sun(at: datetime) -> tuple[float, float]:
    """The sun's declination and its hour angle at Greenwich, in radians.

    By the low-precision formulas of the Astronomical Almanac: within 0.1° from 1950 to 2050.
    """
    days = (at - _J2000).total_seconds() / 86_400.0
    mean_longitude = math.radians((280.460 + 0.985_647_4 * days) % 360.0)
    anomaly = math.radians((357.528 + 0.985_600_3 * days) % 360.0)
    longitude = mean_longitude + math.radians(
        1.915 * math.sin(anomaly) + 0.020 * math.sin(2 * anomaly)
    )
    obliquity = math.radians(23.439 - 0.000_000_4 * days)
    right_ascension = math.atan2(math.cos(obliquity) * math.sin(longitude), math.cos(longitude))
    declination = math.asin(math.sin(obliquity) * math.sin(longitude))
    sidereal = math.radians((280.460_618 + 360.985_647_366 * days) % 360.0)
    return declination, sidereal - right_ascension


def sun_altitude_deg(place: LatLon, at: datetime) -> float:
    """The altitude of the sun's centre above the horizon, without refraction."""
    declination, hour_angle = _sun(at)
    latitude = math.radians(place.lat)
    sine = math.sin(latitude) * math.sin(declination) + math.cos(latitude) * math.cos(
        declination
    ) * math.cos(hour_angle + math.radians(place.lon))
    return math.degrees(math.asin(max(-1.0, min(1.0, sine))))


def sun_altitudes_deg(
    lons: NDArray[np.float64], lats: NDArray[np.float64], at: datetime
) -> NDArray[np.float64]:
    """`sun_altitude_deg` of many places, but for rounding; NaN from nowhere."""
    declination, hour_angle = _sun(at)
    latitudes = np.radians(lats)
    sines = np.sin(latitudes) * math.sin(declination) + np.cos(latitudes) * math.cos(
        declination
    ) * np.cos(hour_angle + np.radians(lons))
    return np.degrees(np.arcsin(np.clip(sines, -1.0, 1.0)))


def is_night(place: LatLon, at: datetime) -> bool:
    """Whether civil twilight has ended at the place."""
    return sun_altitude_deg(place, at) < CIVIL_TWILIGHT_DEG


class NoticeFor(StrEnum):
    """The one of an asset's notices that applies."""

    DAY = "day"
    NIGHT = "night"
    AT_SEA = "at_sea"


@dataclass(frozen=True, slots=True)
class NoticeDue:
    """The notice that applies, in minutes, and why this one."""

    minutes: int
    why: NoticeFor


def notice_due(notice: Notice, *, at_sea: bool, place: LatLon | None, now: datetime) -> NoticeDue:
    """The notice now; where the asset is unknown, the longer of day and night."""
    if at_sea:
        return NoticeDue(notice.at_sea_minutes, NoticeFor.AT_SEA)
    by_day = NoticeDue(notice.day_minutes, NoticeFor.DAY)
    by_night = NoticeDue(notice.night_minutes, NoticeFor.NIGHT)
    if place is None:
        return max(by_night, by_day, key=lambda due: due.minutes)
    return by_night if is_night(place, now) else by_day


class ReadyWhy(StrEnum):
    """The ground on which an asset counts as ready, or not."""

    AVAILABLE = "available"
    LIMITED = "limited"
    UNAVAILABLE = "unavailable"
    MAINTENANCE = "maintenance"
    LAPSED = "lapsed"
    """It was said to be available until an instant that has passed."""
    NOT_CONFIRMED = "not_confirmed"
    """It was said to be out until an instant that has passed; nobody has said that it is back."""
    BACK_BY_THEN = "back_by_then"
    """It is out now; its party expects it back by the instant that is asked about."""
    NOT_KNOWN = "not_known"
    """The caller may not see its readiness."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The answer whether it may go now; None: not known. `from_at`: when its party expects it
    back."""

    now: bool | None
    why: ReadyWhy
    from_at: datetime | None = None
    until_at: datetime | None = None


def ready(readiness: Readiness | None, until: datetime | None, *, now: datetime) -> Ready:
    """The party's statement of readiness as it counts at `now`. A statement holds until its
    instant. After it nobody guesses: what was available is lapsed, what was out is not confirmed to
    be back; a limited asset stays limited."""
    past = until is not None and until <= now
    match readiness:
        case None:
            return Ready(None, ReadyWhy.NOT_KNOWN)
        case Readiness.AVAILABLE if past:
            return Ready(False, ReadyWhy.LAPSED)
        case Readiness.AVAILABLE:
            return Ready(True, ReadyWhy.AVAILABLE, until_at=until)
        case Readiness.LIMITED:
            return Ready(True, ReadyWhy.LIMITED, from_at=None if past else until)
        case Readiness.UNAVAILABLE | Readiness.MAINTENANCE if past:
            return Ready(False, ReadyWhy.NOT_CONFIRMED)
        case Readiness.UNAVAILABLE | Readiness.MAINTENANCE:
            return Ready(False, ReadyWhy(readiness.value), from_at=until)


def ready_at(
    readiness: Readiness | None, until: datetime | None, *, at: datetime, now: datetime
) -> Ready:
    """The statement of readiness as it counts at `now` for work that begins at `at`: an asset that
    is out until then or sooner is expected back."""
    word = ready(readiness, until, now=now)
    if word.now is False and word.from_at is not None and word.from_at <= at:
        return Ready(True, ReadyWhy.BACK_BY_THEN, from_at=word.from_at)
    return word


def out(readiness: Readiness, until: datetime | None, *, at: datetime, now: datetime) -> bool:
    """Whether its party says that it cannot go at `at`. A lapsed statement does not say so."""
    word = ready_at(readiness, until, at=at, now=now)
    return word.now is False and word.why is not ReadyWhy.LAPSED


@dataclass(frozen=True, slots=True)
class Window:
    """A half-open span of time in which some of an asset is bound; None: until nobody knows."""

    from_at: datetime
    until_at: datetime | None
    quantity: int = 1
    exercise: bool = False
    """Bound by an exercise."""


def overlaps(window: Window, from_at: datetime, until_at: datetime | None) -> bool:
    """Whether the window and `[from_at, until_at)` share an instant."""
    starts_before_end = until_at is None or window.from_at < until_at
    ends_after_start = window.until_at is None or window.until_at > from_at
    return starts_before_end and ends_after_start


def peak(windows: Collection[Window]) -> int:
    """The most that is bound at any one instant.

    Windows that follow one another do not add up. It begins where some window begins, so only
    those instants are looked at: the scalar form of what the database's trigger counts.
    """
    return max((_bound_at(windows, window.from_at) for window in windows), default=0)


def peak_bound(windows: Iterable[Window], *, from_at: datetime, until_at: datetime | None) -> int:
    """The most that is bound at any one instant of `[from_at, until_at)`."""
    met = (window for window in windows if overlaps(window, from_at, until_at))
    return peak([replace(window, from_at=max(window.from_at, from_at)) for window in met])


def _bound_at(windows: Iterable[Window], instant: datetime) -> int:
    return sum(
        window.quantity
        for window in windows
        if window.from_at <= instant and (window.until_at is None or instant < window.until_at)
    )


def free_quantity(
    quantity: int, windows: Iterable[Window], *, from_at: datetime, until_at: datetime | None
) -> int:
    """The number that can still be bound throughout `[from_at, until_at)`."""
    return max(0, quantity - peak_bound(windows, from_at=from_at, until_at=until_at))
