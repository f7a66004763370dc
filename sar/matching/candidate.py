"""A candidate of matching: an asset or ship as the asker may see it."""

from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil
from typing import Final

from sar.agreements.words import Kind
from sar.assets.availability import (
    NoticeDue,
    NoticeFor,
    Ready,
    ReadyWhy,
    Window,
    free_quantity,
    notice_due,
    overlaps,
    ready_at,
)
from sar.assets.seen import PlaceFrom, SeenAsset, SeenShip, SeenThing
from sar.geo.geodesy import distance_nm
from sar.geo.sea.stop_ways import NO_WAYS, StopWays
from sar.matching.homeward import HOME_NM, Homeward, homeward, placed
from sar.matching.question import Hail, LastWork, Opening, PresentWork, Want

BINGO_MINUTES: Final = 20.0
"""The reserve with which an aircraft turns for home (house figure)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An asset or ship as far as the asker may see it; nothing else is in here."""

    seen: SeenThing
    notice: NoticeDue
    ready: Ready
    free: int | None = 1
    """The number that can be bound in the need's window; None when that is not known."""
    bound_until: datetime | None = None
    bound_in_exercise: bool = False
    """Some of the free ones must be called away from an exercise first."""
    place_age_minutes: float = 0.0
    openings: tuple[Opening, ...] = ()
    """States in which entry has been asked for or notified for its present work, or refused."""
    asks_in_minutes: float = 0.0
    """No State can be asked for its clearance before: of a unit whose way is reckoned from a
    position in the past, until now."""
    hail: Hail | None = None
    """The earlier hail for this case of a ship of opportunity."""
    carries_mmsi_of: str | None = None
    """The own asset of the asker whose MMSI a ship of opportunity carries."""
    engagement: PresentWork | None = None
    """The work that binds it, if it is here or may be diverted."""
    homeward: Homeward | None = None
    """Its return from its last work, unless it may be diverted from that."""
    held_minutes: int = 0
    """It moves off no sooner, whatever its notice: until it is turned round."""

    @property
    def kind(self) -> Kind:
        """The kind of its type."""
        return self.seen.kind

    @property
    def returns(self) -> bool:
        """It must fly home again."""
        return self.kind in (Kind.AIRCRAFT, Kind.UNCREWED)

    @property
    def helicopter(self) -> bool:
        """It lands where helicopters land, and lifts."""
        return self.seen.type.helicopter

    @property
    def carried(self) -> bool:
        """It cannot move by itself: something must carry it."""
        return self.kind in (Kind.TEAM, Kind.EQUIPMENT) and not self.seen.figures.response_kn

    @property
    def persons(self) -> int:
        """The survivors that one of it takes aboard, normally."""
        return self.seen.figures.capacity_normal or 0


def radius_nm(candidate: Candidate) -> float | None:
    """Radius of work: by air out and back, by sea one way; None: no limit is known."""
    figures = candidate.seen.figures
    if not candidate.returns:
        return figures.range_nm
    if figures.radius_nm is not None:
        return figures.radius_nm
    bounds = []
    if figures.range_nm is not None:
        bounds.append(figures.range_nm / 2)
    if figures.endurance_h is not None and figures.response_kn:
        aloft_h = max(0.0, figures.endurance_h - BINGO_MINUTES / 60)
        bounds.append(aloft_h * figures.response_kn / 2)
    return min(bounds, default=None)


def is_under_way(candidate: Candidate) -> bool:
    """It sets out from where it is at work or away from its base, as far as that is told: a base
    that is not known is none that it is at."""
    seen, work = candidate.seen, candidate.engagement
    if seen.place is None or candidate.homeward is not None:
        return False
    if not isinstance(seen, SeenAsset):
        return isinstance(seen, SeenShip)
    if seen.at_sea or (work is not None and work.left):
        return True
    if seen.place_from is not PlaceFrom.FIX:
        return False
    near_nm = max(HOME_NM, seen.precision_nm)
    return seen.base is None or distance_nm(seen.place, seen.base) > near_nm


def asset_candidate(
    seen: SeenAsset,
    want: Want,
    engagement: PresentWork | None = None,
    last_work: LastWork | None = None,
    *,
    exercise: bool = False,
    ways: StopWays = NO_WAYS,
    now: datetime,
) -> Candidate:
    """An asset as a candidate for a need, with the commitments that overlap the need's window.
    Unless the need is itself of an `exercise`, commitments of an exercise do not count. Its
    `engagement` counts if nothing of it is left; else one that comes home from its `last_work`, a
    vessel by these `ways` (none is known unless they are given), sets out from there once it is
    turned round."""
    from_at = max(now, want.from_at or now)
    windows = [_as_long_as_known(window, now=now) for window in seen.bound or ()]
    met = [window for window in windows if overlaps(window, from_at, want.until_at)]
    holds = [window for window in met if exercise or not window.exercise]
    ends = [window.until_at for window in holds]
    word = ready_at(seen.readiness, seen.readiness_until, at=from_at, now=now)
    free = (
        None
        if seen.quantity is None
        else free_quantity(seen.quantity, holds, from_at=from_at, until_at=want.until_at)
    )
    engaged = None if free else engagement
    comes = None if engaged is not None else homeward(seen, last_work, ways, now=now)
    seen, held = placed(seen, comes), 0 if comes is None else comes.held_minutes(now)
    due = notice_due(seen.notice, at_sea=bool(seen.at_sea), place=seen.place, now=now)
    return Candidate(
        seen=seen,
        notice=NoticeDue(0, NoticeFor.AT_SEA)
        if engaged is not None and engaged.left
        else _once_back(replace(due, minutes=max(due.minutes, held)), word, now=now),
        engagement=engaged,
        homeward=comes,
        held_minutes=held,
        ready=word,
        free=free,
        bound_in_exercise=len(holds) < len(met),
        bound_until=max((end for end in ends if end is not None), default=None)
        if None not in ends
        else None,
        place_age_minutes=_age_minutes(seen.place_at, now),
    )


def _once_back(due: NoticeDue, word: Ready, *, now: datetime) -> NoticeDue:
    """A unit that is out moves off no sooner than its party expects it back."""
    if word.why is not ReadyWhy.BACK_BY_THEN or word.from_at is None:
        return due
    return replace(due, minutes=max(due.minutes, ceil((word.from_at - now).total_seconds() / 60)))


def _as_long_as_known(window: Window, *, now: datetime) -> Window:
    """An overrun commitment counts as open-ended."""
    over = window.until_at is not None and window.until_at <= now
    return replace(window, until_at=None) if over else window


def _age_minutes(at: datetime | None, now: datetime) -> float:
    return 0.0 if at is None else max(0.0, (now - at).total_seconds() / 60.0)


def ship_candidate(
    seen: SeenShip,
    hail: Hail | None = None,
    *,
    carries_mmsi_of: str | None = None,
    now: datetime,
) -> Candidate:
    """A ship of opportunity as a candidate: its master says whether it is able, when hailed."""
    return Candidate(
        seen=seen,
        notice=notice_due(seen.type.notice, at_sea=True, place=seen.place, now=now),
        ready=Ready(None, ReadyWhy.NOT_KNOWN),
        place_age_minutes=_age_minutes(seen.place_at, now),
        hail=hail,
        carries_mmsi_of=carries_mmsi_of,
    )
