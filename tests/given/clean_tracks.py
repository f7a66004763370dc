"""Tracks as honest units send them, drawn by chance from a seed: moved by formulas of a flat earth
that the program does not share."""

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

T0: Final = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)
_M_PER_DEG: Final = 1852.0 * 60.0


@dataclass(frozen=True, slots=True)
class SentFix:
    """A position as it is sent, and when it comes."""

    at: datetime
    comes_at: datetime
    lat: float
    lon: float
    course_deg: float | None
    speed_kn: float | None


@dataclass(frozen=True, slots=True)
class CleanTrack:
    """The messages of one honest unit, in the order in which they come."""

    habit: str
    max_kn: float
    afloat: bool
    base: tuple[float, float] | None
    fixes: tuple[SentFix, ...]


class _Walk:
    """A craft that moves, and its receiver."""

    def __init__(self, rng: random.Random, lat: float, lon: float, *, every_s: float) -> None:
        self.rng, self.every_s = rng, every_s
        self.home = self.lat, self.lon = lat, lon
        self.course, self.at = rng.uniform(0.0, 360.0), T0 + timedelta(seconds=rng.uniform(0, 600))
        self.clock = timedelta(seconds=rng.gauss(0.0, 2.0))
        self.digits = rng.choice((4, 5, 6))
        self.tells_course, self.tells_speed = rng.random() < 0.9, rng.random() < 0.9
        self.scatter_m = 4.0
        self.fixes: list[SentFix] = []

    def wait(self) -> float:
        """Let the time to the next message pass; returns it in seconds."""
        seconds = self.every_s * self.rng.uniform(0.8, 1.3)
        if self.rng.random() < 0.01:
            seconds = self.rng.uniform(300.0, 7_200.0)
        self.at += timedelta(seconds=seconds)
        return seconds

    def go(self, seconds: float, kn: float, *, turn_deg: float = 0.0) -> None:
        """Sail on in short steps, turning evenly; turn back in time when far from home."""
        steps = max(1, math.ceil(abs(turn_deg) / 5.0))
        for _ in range(steps):
            self.course = (self.course + turn_deg / steps) % 360.0
            way_m = kn * 1852.0 / 3600.0 * seconds / steps
            self.shift(way_m, self.course)
        north = (self.home[0] - self.lat) * _M_PER_DEG
        east = _turned(self.home[1] - self.lon) * _M_PER_DEG * math.cos(math.radians(self.lat))
        if math.hypot(north, east) > 45_000.0:
            self.course = math.degrees(math.atan2(east, north)) % 360.0

    def shift(self, way_m: float, course: float) -> None:
        """Move so far."""
        self.lat += way_m * math.cos(math.radians(course)) / _M_PER_DEG
        wide = _M_PER_DEG * math.cos(math.radians(self.lat))
        self.lon = _turned(self.lon + way_m * math.sin(math.radians(course)) / wide)

    def tell(self, kn: float, *, course: float | None = None, hold: bool = False) -> None:
        """Send where it is, as a receiver sees it."""
        rng = self.rng
        north, east = (0.0, 0.0) if hold else (rng.gauss(0, self.scatter_m) for _ in range(2))
        lat = self.lat + north / _M_PER_DEG
        lon = _turned(self.lon + east / (_M_PER_DEG * math.cos(math.radians(self.lat))))
        said_at = self.at + self.clock
        delay = rng.uniform(0.2, 4.0) if rng.random() < 0.99 else rng.uniform(30.0, 1_800.0)
        told = self.course if course is None else course
        speed = round(max(0.0, kn + rng.gauss(0, 0.15)), 1)
        fix = SentFix(
            said_at,
            self.at + timedelta(seconds=delay),
            round(lat, self.digits),
            round(lon, self.digits),
            round((told + rng.gauss(0, 2.0)) % 360.0, 1) % 360.0 if self.tells_course else None,
            speed if self.tells_speed else None,
        )
        self.fixes.append(fix)
        if rng.random() < 0.02:
            again = timedelta(seconds=rng.uniform(1.0, 90.0))
            self.fixes.append(
                SentFix(fix.at, fix.comes_at + again, fix.lat, fix.lon, fix.course_deg, speed)
            )


def _turned(degrees: float) -> float:
    return (degrees + 180.0) % 360.0 - 180.0


def _under_way(walk: _Walk, count: int) -> None:
    kn = walk.rng.uniform(6.0, 19.0)
    for _ in range(count):
        turn = walk.rng.choice((0.0, 0.0, 0.0, 0.0, walk.rng.gauss(0, 25.0)))
        walk.go(walk.wait(), kn, turn_deg=turn)
        walk.tell(kn)


def _circling_for_a_man_overboard(walk: _Walk, count: int) -> None:
    kn, rate = walk.rng.uniform(5.0, 14.0), walk.rng.choice((-1, 1)) * walk.rng.uniform(0.3, 2.5)
    for _ in range(count):
        seconds = walk.wait()
        walk.go(seconds, kn, turn_deg=rate * seconds)
        walk.tell(kn)


def _at_anchor(walk: _Walk, count: int) -> None:
    bearing, radius_m = walk.rng.uniform(0, 360), walk.rng.uniform(40.0, 250.0)
    lat, lon = walk.lat, walk.lon
    for _ in range(count):
        bearing += walk.rng.gauss(0.0, 2.0) + 0.004 * min(walk.wait(), 600.0)
        walk.lat, walk.lon = lat, lon
        walk.shift(radius_m, bearing)
        walk.tell(walk.rng.uniform(0.0, 0.5), course=walk.rng.uniform(0, 360))


def _moored(walk: _Walk, count: int) -> None:
    held = walk.rng.random() < 0.5
    for _ in range(count):
        walk.wait()
        walk.tell(walk.rng.uniform(0.0, 0.4), course=walk.rng.uniform(0, 360), hold=held)


def _drifting(walk: _Walk, count: int) -> None:
    kn = walk.rng.uniform(0.4, 2.5)
    for _ in range(count):
        walk.go(walk.wait(), kn, turn_deg=walk.rng.gauss(0, 4.0))
        walk.tell(kn, course=(walk.course + walk.rng.gauss(0, 15.0)) % 360.0)


def _helicopter(walk: _Walk, count: int) -> None:
    left, kn, rate = 0, 0.0, 0.0
    for _ in range(count):
        if left == 0:
            left = walk.rng.randint(20, 80)
            kn, rate = walk.rng.choice(((0.8, 0.0), (140.0, 0.0), (60.0, 3.0), (90.0, -2.0)))
        left -= 1
        seconds = walk.wait()
        walk.go(seconds, kn, turn_deg=rate * min(seconds, 120.0) + walk.rng.gauss(0, 3.0))
        walk.tell(kn, course=None if kn > 5.0 else walk.rng.uniform(0, 360))


def _aeroplane(walk: _Walk, count: int) -> None:
    kn, left, rate = walk.rng.uniform(140.0, 260.0), 0, 0.0
    for _ in range(count):
        if left == 0:
            left, rate = walk.rng.randint(10, 60), walk.rng.choice((0.0, 0.0, 3.0, -1.5))
        left -= 1
        seconds = walk.wait()
        walk.go(seconds, kn, turn_deg=rate * min(seconds, 120.0))
        walk.tell(kn)


def _boat_in_waves(walk: _Walk, count: int) -> None:
    kn = walk.rng.uniform(12.0, 33.0)
    walk.scatter_m = 12.0
    for _ in range(count):
        now_kn = max(0.0, kn + walk.rng.gauss(0, 5.0))
        walk.go(walk.wait(), now_kn, turn_deg=walk.rng.gauss(0, 12.0))
        walk.tell(now_kn, course=(walk.course + walk.rng.gauss(0, 20.0)) % 360.0)


_Habit = tuple[Callable[[_Walk, int], None], float, bool, tuple[float, ...]]
_HABITS: Final[tuple[_Habit, ...]] = (
    (_under_way, 20.0, True, (6.0, 10.0, 60.0, 900.0)),
    (_circling_for_a_man_overboard, 16.0, True, (3.0, 10.0, 30.0)),
    (_at_anchor, 18.0, True, (10.0, 180.0)),
    (_moored, 25.0, True, (60.0, 180.0)),
    (_drifting, 15.0, True, (10.0, 60.0, 600.0)),
    (_helicopter, 150.0, False, (2.0, 5.0, 30.0)),
    (_aeroplane, 280.0, False, (2.0, 15.0)),
    (_boat_in_waves, 35.0, True, (2.0, 10.0, 60.0)),
)
_SEAS: Final = (
    (34.3, 17.5), (41.5, 5.5), (57.0, 3.0), (70.5, 2.0), (-52.0, 179.9), (0.3, -0.2), (38.2, -30.0),
    (12.0, -179.8),
)  # fmt: skip
"""So far from land that nobody comes there in a track."""
_HARBOURS: Final = ((38.02, 12.51), (35.90, 14.51), (30.45, 32.35), (47.62, 9.40), (51.90, 4.40))
"""Trapani, Valletta, the canal of Suez, Lake Constance; Rotterdam, up a river."""


def clean_tracks(seed: int, *, each: int) -> Iterator[CleanTrack]:
    """Tracks without end, of so many messages each and those that come twice."""
    rng = random.Random(seed)
    while True:
        for habit, max_kn, afloat, intervals in _HABITS:
            stays = habit in (_at_anchor, _moored)
            lat, lon = rng.choice(_HARBOURS if stays and rng.random() < 0.6 else _SEAS)
            lat, lon = lat + rng.gauss(0, 0.003), lon + rng.gauss(0, 0.003)
            walk = _Walk(rng, lat, _turned(lon), every_s=rng.choice(intervals))
            habit(walk, each)
            fixes = tuple(sorted(walk.fixes, key=lambda one: one.comes_at))
            base = (lat, lon) if (round(lat), round(lon)) == (52, 4) else None
            yield CleanTrack(habit.__name__.strip("_"), max_kn, afloat, base, fixes)
