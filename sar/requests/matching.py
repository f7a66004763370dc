"""Who can be there first: time to scene, work on scene, and the order of all candidates."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sar.agreements.clauses import Setting as TermsSetting
from sar.agreements.clauses import TermPlain
from sar.agreements.entry import entry
from sar.agreements.terms import clock_limit, may_request
from sar.agreements.words import ClockName
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.requests.candidate import BINGO_MINUTES, Candidate, Scene, Want
from sar.requests.citing import Treaties
from sar.requests.eligibility import FAILS, Judgement, Rulings, judge
from sar.requests.words import Verdict

Way = Callable[[LatLon, LatLon], float]
"""The length of the way in nautical miles."""


@dataclass(frozen=True, slots=True)
class TimeToScene:
    """max(notice, clearance) + transit, in minutes; clearance None: nobody is asked for entry."""

    notice_minutes: float
    clearance_minutes: float | None
    transit_minutes: float

    @property
    def total_minutes(self) -> float:
        """From now to the scene."""
        return max(self.notice_minutes, self.clearance_minutes or 0.0) + self.transit_minutes

    def eta_at(self, now: datetime) -> datetime:
        """When it is there, to the second."""
        eta_at = now + timedelta(minutes=self.total_minutes)
        return eta_at.replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Match:
    """One candidate with its verdict and its time; `rank` None: it fails, or has no time."""

    candidate: Candidate
    judgement: Judgement
    way_nm: float | None
    time: TimeToScene | None
    on_scene_minutes: float | None
    rank: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The question: whose, for which need and scene, under which terms and treaties, and when."""

    asker: str
    want: Want
    scene: Scene
    setting: TermsSetting
    terms: tuple[TermPlain, ...] = ()
    treaties: Treaties
    now: datetime


def match(asked: Asked, candidates: Iterable[Candidate], *, way: Way = distance_nm) -> list[Match]:
    """Every candidate, in order: those that can come by time to scene, then those without a time,
    then those that fail. None is left out."""
    return ranked([_match(asked, candidate, way) for candidate in candidates], asked.want)


def _match(asked: Asked, candidate: Candidate, way: Way) -> Match:
    place, datum = candidate.place, asked.scene.place
    way_nm = None if place is None or datum is None else way(place, datum)
    judgement = judge(
        candidate,
        asked.want,
        asked.scene,
        rulings(asked, candidate),
        asker=asked.asker,
        treaties=asked.treaties,
        clearance_minutes=_clearance_limit(asked, candidate),
        way_nm=way_nm,
    )
    time = time_to_scene(candidate, way_nm=way_nm, clearance_minutes=judgement.clearance_minutes)
    return Match(candidate, judgement, way_nm, time, on_scene_minutes(candidate, way_nm=way_nm))


def rulings(asked: Asked, candidate: Candidate) -> Rulings:
    """What the terms that the asker may read say of the candidate."""
    kind, type_code = candidate.kind, candidate.asset_type.code
    entering = entry(
        asked.terms,
        territory=asked.scene.territory,
        entering=candidate.party or "",
        kind=kind,
        type_code=type_code,
        setting=asked.setting,
        now=asked.now,
    )
    if candidate.party is None:
        return Rulings(None, entering)
    naming = may_request(
        asked.terms,
        owner=candidate.party,
        requester=asked.asker,
        kind=kind,
        type_code=type_code,
        setting=asked.setting,
        now=asked.now,
    )
    return Rulings(naming, entering)


def _clearance_limit(asked: Asked, candidate: Candidate) -> int:
    """How long the State entered may take to answer: a promise of an agreement or the house's."""
    return clock_limit(
        asked.terms,
        ClockName.CLEARANCE,
        asker=candidate.party or "",
        asked=asked.scene.territory or "",
        setting=asked.setting,
        now=asked.now,
    ).minutes


def time_to_scene(
    candidate: Candidate, *, way_nm: float | None, clearance_minutes: int | None
) -> TimeToScene | None:
    """None when its place, or a speed of its own, is not known."""
    speed_kn = candidate.figures.response_kn
    if way_nm is None or not speed_kn:
        return None
    return TimeToScene(
        float(candidate.notice.minutes),
        None if clearance_minutes is None else float(clearance_minutes),
        way_nm / speed_kn * 60.0,
    )


def on_scene_minutes(candidate: Candidate, *, way_nm: float | None) -> float | None:
    """How long it can work there, if it must return to where it came from; never negative.

    The least that its endurance, its range and, for aircraft, its radius of action allow.
    """
    figures, speed_kn = candidate.figures, candidate.figures.response_kn
    if way_nm is None or not speed_kn:
        return None
    there_and_back_minutes = 2.0 * way_nm / speed_kn * 60.0
    keeps = BINGO_MINUTES if candidate.returns else 0.0
    bounds = []
    if figures.endurance_h is not None:
        bounds.append(figures.endurance_h * 60.0 - there_and_back_minutes - keeps)
    if figures.range_nm is not None:
        bounds.append(figures.range_nm / speed_kn * 60.0 - there_and_back_minutes - keeps)
    if candidate.returns and figures.radius_nm is not None:
        # A radius of action is stated with the time kept in hand spent on scene.
        spare_nm = 2.0 * (figures.radius_nm - way_nm)
        bounds.append(spare_nm / speed_kn * 60.0 + BINGO_MINUTES)
    return max(0.0, min(bounds)) if bounds else None


_FAILED_ORDER: Final = (Verdict.NOT_AVAILABLE, Verdict.NOT_PERMITTED, Verdict.NOT_SUITED)


def ranked(matches: Iterable[Match], want: Want) -> list[Match]:
    """By time to scene, then endurance on scene, capacity, capabilities to spare, and id."""
    given = list(matches)
    timed = sorted(
        (m for m in given if m.time is not None and m.judgement.verdict not in FAILS),
        key=lambda m: _order(m, want),
    )
    timeless = sorted(
        (m for m in given if m.time is None and m.judgement.verdict not in FAILS),
        key=lambda m: m.candidate.id,
    )
    failed = sorted(
        (m for m in given if m.judgement.verdict in FAILS),
        key=lambda m: (
            _FAILED_ORDER.index(m.judgement.verdict),
            m.time.total_minutes if m.time else float("inf"),
            m.candidate.id,
        ),
    )
    places = [
        Match(m.candidate, m.judgement, m.way_nm, m.time, m.on_scene_minutes, rank)
        for rank, m in enumerate(timed, 1)
    ]
    return [*places, *timeless, *failed]


def _order(m: Match, want: Want) -> tuple[float, float, int, int, UUID]:
    total_minutes = m.time.total_minutes if m.time else float("inf")
    surplus = len(m.candidate.asset_type.capabilities - want.capabilities)
    return (
        total_minutes,
        -(m.on_scene_minutes or 0.0),
        -m.candidate.persons,
        -surplus,
        m.candidate.id,
    )


def totals(matches: Iterable[Match]) -> Mapping[Verdict, int]:
    """How many candidates got each verdict; every verdict is named."""
    count = dict.fromkeys(Verdict, 0)
    for m in matches:
        count[m.judgement.verdict] += 1
    return count
