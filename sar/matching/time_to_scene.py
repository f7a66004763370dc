"""Time to scene: notice, waits, clearance at borders, transit; and the time a unit can stay."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import inf

from sar.assets.sea_loss import KeptSpeed, kept_speed
from sar.matching.candidate import BINGO_MINUTES, Candidate
from sar.matching.candidate_route import Route
from sar.matching.question import Scene
from sar.matching.wind import Wind, flies


@dataclass(frozen=True, slots=True)
class Gate:
    """A border not crossed before its State has cleared the entry or was notified.

    A unit that arrives after `until_minutes` must be cleared anew, within `anew_minutes`.
    """

    at_nm: float
    clearance_minutes: float
    until_minutes: float = inf
    anew_minutes: float = 0.0


@dataclass(frozen=True, slots=True)
class TimeToScene:
    """max(notice + wait + way to the border, clearance) + the rest of the way, in minutes.

    Clearance None: nobody is asked for clearance. `border_minutes` is the part of `transit_minutes`
    before the border that governs. Notice holds everything before it can move off, `wait_minutes`
    what it stays after that: until what drifts comes to where this way meets it.
    """

    notice_minutes: float
    clearance_minutes: float | None
    transit_minutes: float
    border_minutes: float = 0.0
    wait_minutes: float = 0.0

    @property
    def leaves_minutes(self) -> float:
        """The minutes from now until it moves off."""
        return self.notice_minutes + self.wait_minutes

    @property
    def total_minutes(self) -> float:
        """The minutes from now to the scene."""
        at_border = max(self.leaves_minutes + self.border_minutes, self.clearance_minutes or 0.0)
        return at_border + self.transit_minutes - self.border_minutes

    @property
    def hold_minutes(self) -> float:
        """The wait for clearance."""
        return self.total_minutes - self.leaves_minutes - self.transit_minutes

    def at_minutes(self, part: float) -> float:
        """The minute at which it is so far along the way, as a part of it."""
        return self.leaves_minutes + part * self.transit_minutes + self.hold_minutes

    def meeting_at(self, minutes: float) -> "TimeToScene":
        """The same way for a meeting at that minute, no sooner than it is there: it moves off so
        late that it need not hold."""
        return replace(self, wait_minutes=minutes - self.transit_minutes - self.notice_minutes)

    def eta_at(self, now: datetime) -> datetime:
        """The instant of arrival, to the second."""
        eta_at = now + timedelta(minutes=self.total_minutes)
        return eta_at.replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Least:
    """Lower bound for a route by water that is not computed: no shorter, and no sooner from now."""

    nm: float
    minutes: float


Gates = Callable[[Route], Sequence[Gate]]
"""The borders on a way at which entry must be cleared."""


def speed_kn(candidate: Candidate, scene: Scene) -> float | None:
    """Speed on the way; a vessel's as far as the sea leaves it to her."""
    speed = candidate.seen.figures.response_kn
    return speed * kept_of(candidate, scene).mean if speed else None


def kept_of(candidate: Candidate, scene: Scene) -> KeptSpeed:
    """The parts of its speed that the sea leaves to a vessel; all of it to anything else."""
    seen = candidate.seen
    return kept_speed(seen.type.hull, seen.figures.length_m, scene.sea_state)


def wind_of(candidate: Candidate, scene: Scene) -> Wind | None:
    """The wind along its way; None: there is none, its speed is not told, or it bears on none."""
    if not scene.wind_kn or not flies(candidate):
        return None
    return Wind(scene.wind_from_deg, scene.wind_kn)


def timed(
    route: Route, *, notice_minutes: float, speed: float, gates: Sequence[Gate]
) -> TimeToScene:
    """The time for a way. The border with the longest wait governs."""
    transit = route.length_nm / speed * 60.0 + route.stops_minutes
    if not gates:
        return TimeToScene(notice_minutes, None, transit)
    if any(gate.until_minutes < inf for gate in gates):
        gates = _as_met(gates, notice_minutes=notice_minutes, speed=speed)
    governs = max(gates, key=lambda gate: gate.clearance_minutes - gate.at_nm / speed * 60.0)
    return TimeToScene(
        notice_minutes, governs.clearance_minutes, transit, governs.at_nm / speed * 60.0
    )


def _as_met(gates: Sequence[Gate], *, notice_minutes: float, speed: float) -> list[Gate]:
    """The borders as the unit finds them on arrival, one after the other."""
    off, met = notice_minutes, []
    for gate in sorted(gates, key=lambda gate: gate.at_nm):
        way = gate.at_nm / speed * 60.0
        crosses = max(off + way, gate.clearance_minutes)
        clearance = gate.clearance_minutes if crosses <= gate.until_minutes else gate.anew_minutes
        off = max(off, clearance - way)
        met.append(Gate(gate.at_nm, clearance))
    return met


def on_scene_minutes(
    candidate: Candidate,
    *,
    out_nm: float | None,
    back_nm: float | None = None,
    stops_minutes: float = 0.0,
) -> float | None:
    """The time it can work there before it must leave; never negative.

    The least allowed by its endurance, its range and, for aircraft, its radius of action; in miles
    through the air, with `back_nm` to a landing place (the way out unless given), `stops_minutes`
    each way. `out_nm` is the way out, from where it last took fuel.
    """
    figures, speed = candidate.seen.figures, candidate.seen.figures.response_kn
    if out_nm is None or not speed:
        return None
    way_nm = out_nm + (out_nm if back_nm is None else back_nm)
    under_way_minutes = way_nm / speed * 60.0
    keeps = BINGO_MINUTES if candidate.returns else 0.0
    bounds = []
    if figures.endurance_h is not None:
        bounds.append(figures.endurance_h * 60.0 - under_way_minutes - 2.0 * stops_minutes - keeps)
    if figures.range_nm is not None:
        bounds.append(figures.range_nm / speed * 60.0 - under_way_minutes - keeps)
    if candidate.returns and figures.radius_nm is not None:
        # A radius of action is stated with the time kept in hand spent on scene.
        bounds.append((2.0 * figures.radius_nm - way_nm) / speed * 60.0 + BINGO_MINUTES)
    return max(0.0, min(bounds)) if bounds else None
