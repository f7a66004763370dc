"""Cache of the rulings of terms and law in one question, one for all units they treat alike."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Final, NamedTuple

from sar.agreements.clauses import Setting, TermPlain, UnitPlain, effective
from sar.agreements.clearance_law import ClearanceRuling, Ground
from sar.agreements.clearance_mode import clearance_needed
from sar.agreements.terms import RequestRuling, clock_limit, may_request
from sar.agreements.words import ClockName
from sar.geo.areas import contains, nearest
from sar.geo.declared import DeclaredWaters, LimitKind
from sar.geo.position import LatLon
from sar.geo.sea.inshore import is_inshore
from sar.geo.sea.land import on_land
from sar.geo.straits import Regime
from sar.geo.territory import undetermined
from sar.geo.waters import coasts_near, kind_at, unsaid_near, waters_at
from sar.matching.borders import Border, Coming, Entering, borders, gate, opened_by_all, passed
from sar.matching.candidate import Candidate
from sar.matching.candidate_route import Route
from sar.matching.helping import AskedWork, work_of
from sar.matching.question import Region, Scene
from sar.matching.time_to_scene import Gate
from sar.parties.assistance_word import AssistanceWord

KNOWN_NM: Final = 3.0
"""So near to a position people are found without a search (house figure)."""


class RulingKey(NamedTuple):
    """Units that no term and no rule of law tells apart."""

    party: str | None
    unit: UnitPlain


def is_known_position(scene: Scene, setting: Setting) -> bool:
    """Whether whoever goes there goes to people in distress at sea whose position is known, and
    need not search for them; in a ditched aircraft too."""
    return (
        scene.place is not None
        and scene.uncertainty_nm <= KNOWN_NM
        and work_of(setting, scene.place).at_sea
    )


def ground_at(place: LatLon, declared: DeclaredWaters) -> Ground:
    """The ground on which a unit works at a place: by the baselines that parties have declared,
    else as far as it is known without any."""
    if on_land(place):
        return Ground.LAND
    kind = kind_at(place, waters_at(place, declared))
    if kind is LimitKind.ISLAND:
        return Ground.LAND
    inside = kind is LimitKind.INTERNAL_WATERS or is_inshore(place)
    return Ground.INSHORE if inside else Ground.SEA


class RulingCache:
    """Rulings under the terms that the asker may read."""

    def __init__(
        self,
        terms: Sequence[TermPlain],
        *,
        asker: str,
        scene: Scene,
        setting: Setting,
        regions: Sequence[Region] = (),
        words: Mapping[str, AssistanceWord] = MappingProxyType({}),
        now: datetime,
    ) -> None:
        self._words = words
        self._regions = regions
        self._known = is_known_position(scene, setting)
        self._work = work_of(setting, scene.place)
        self._asker, self._scene, self._setting, self._now = asker, scene, setting, now
        self._terms = tuple(term for term in terms if effective(term, now))
        self._on_clearance = tuple(term for term in self._terms if term.entry)
        self._named = cache(self._naming)
        self._lent = cache(self._between_us)
        self._promised = cache(self._on_clearance_between)
        self._cleared_at = cache(self._clearance)
        self._cleared_within = cache(self._clearance_minutes)
        self._crossed = cache(self._crossing)
        self._held = cache(self._holders)
        self._nearest = cache(self._nearest_to)
        self._ground = cache(self._working_on)

    def naming(self, candidate: Candidate) -> RequestRuling | None:
        """The ruling on naming it; None: a ship of opportunity, which no agreement names."""
        return None if candidate.seen.party is None else self._named(_key_of(candidate))

    @property
    def work(self) -> AskedWork:
        """The work that help is asked for."""
        return self._work

    @property
    def regions(self) -> tuple[Region, ...]:
        """The regions that hold the scene as it lies now."""
        return self._held(self._scene.place)

    def drifted_into(self, candidate: Candidate, ahead: Coming) -> Entering:
        """The border that the scene drifts over, with the ruling on working there."""
        border = Border(ahead.waters, 0.0, True, ahead.place)
        return self._entering(_key_of(candidate), border, ahead.place, works_at=ahead.place)

    def entered(self, candidate: Candidate, route: Route | None) -> tuple[Entering, ...]:
        """The borders on the way, each with its ruling; that of the State at the scene is ruled
        where the unit meets the scene."""
        return self._crossed(_key_of(candidate), route)

    def gates(self, candidate: Candidate, route: Route) -> list[Gate]:
        """Its waits on the way until it may enter."""
        return self._waits(candidate, self.entered(candidate, route))

    def gates_before(self, candidate: Candidate, route: Route) -> list[Gate]:
        """The same on a way that does not lead to the scene."""
        key = _key_of(candidate)
        return self._waits(
            candidate,
            [
                self._entering(key, border, border.place)
                for border in passed(route, self._scene, own=candidate.seen.party)
            ],
        )

    def _waits(self, candidate: Candidate, entered: Iterable[Entering]) -> list[Gate]:
        met = (self._gate(candidate, one) for one in entered)
        return [one for one in met if one is not None]

    def _gate(self, candidate: Candidate, one: Entering) -> Gate | None:
        within = (self._cleared_within(candidate.seen.party or "", state) for state in one.asked)
        usual = gate(one, limit_minutes=min(within))
        if usual is not None and candidate.asks_in_minutes:
            asked = usual.clearance_minutes + candidate.asks_in_minutes
            usual = replace(usual, clearance_minutes=asked)
        words = [word for word in candidate.openings if word.state in one.asked]
        return opened_by_all(usual, words, now=self._now)

    def _crossing(self, key: RulingKey, route: Route | None) -> tuple[Entering, ...]:
        meets = route.corners[-1] if route else self._scene.place
        return tuple(
            self._entering(
                key,
                border,
                meets if border.at_scene else border.place,
                works_at=self._scene.place,
            )
            for border in borders(route, self._scene, own=key.party)
        )

    def _entering(
        self,
        key: RulingKey,
        border: Border,
        place: LatLon | None,
        *,
        works_at: LatLon | None = None,
    ) -> Entering:
        """`works_at`: where the scene lies, for the ground on which the unit works."""
        state, at_scene = border.state, border.at_scene
        zoned = any(term.zone is not None for term in self._promised(state, key.party or ""))
        through = border.strait.regime if border.strait else None
        ground = self._ground(works_at) if at_scene else self._passing(border)
        zone = place if zoned else None
        ruling = self._cleared_at(key, state, zone, at_scene, through, ground)
        if not undetermined(state):
            return Entering(border, ruling)
        entering = _shared(border, ruling, self._held(place), own=key.party)
        if place is not None and at_scene:
            entering = _with_coasts(entering, place, own=key.party)
        passes = ruling.mode is None and not at_scene
        if passes or self._held(place) or entering.border.waters.concerned:
            return entering
        centres = self._nearest(place, key.party)
        return replace(entering, centres=centres, off_regions=bool(centres))

    def _holders(self, place: LatLon | None) -> tuple[Region, ...]:
        """The centres whose regions hold the place, as listed."""
        if place is None:
            return ()
        return tuple(one for one in self._regions if contains(one.area, place))

    def _nearest_to(self, place: LatLon | None, own: str | None) -> tuple[Region, ...]:
        """The centre of the nearest region but its own, where none holds the place."""
        others = [one for one in self._regions if one.party != own]
        found = None if place is None else nearest([one.area for one in others], place)
        return () if found is None else (others[found],)

    def _working_on(self, place: LatLon | None) -> Ground:
        return Ground.SEA if place is None else ground_at(place, self._scene.declared)

    def _passing(self, border: Border) -> Ground:
        """Internal waters that are declared are no territorial sea to pass through."""
        if border.place is None:
            return Ground.SEA
        kind = kind_at(border.place, border.waters)
        return Ground.INSHORE if kind is LimitKind.INTERNAL_WATERS else Ground.SEA

    def _clearance(
        self,
        key: RulingKey,
        state: str,
        place: LatLon | None,
        at_scene: bool,
        through: Regime | None,
        ground: Ground,
    ) -> ClearanceRuling:
        entering = key.party or ""
        terms = self._promised(state, entering)
        return clearance_needed(
            terms,
            territory=state,
            entering=entering,
            unit=key.unit,
            setting=replace(self._setting, place=place),
            now=self._now,
            at_scene=at_scene,
            ground=ground,
            known_position=self._known,
            through=through,
            word=self._words.get(state),
        )

    def _on_clearance_between(self, state: str, entering: str) -> tuple[TermPlain, ...]:
        return tuple(term for term in self._on_clearance if term.grants(state, entering))

    def _naming(self, key: RulingKey) -> RequestRuling:
        return may_request(
            self._lent(key.party or ""),
            owner=key.party or "",
            requester=self._asker,
            kind=key.unit.named_as,
            type_code=key.unit.type_code,
            setting=self._setting,
            now=self._now,
        )

    def _between_us(self, owner: str) -> tuple[TermPlain, ...]:
        return tuple(term for term in self._terms if term.grants(owner, self._asker))

    def _clearance_minutes(self, party: str, state: str) -> int:
        limit = clock_limit(
            self._terms,
            ClockName.CLEARANCE,
            asker=party,
            asked=state,
            setting=self._setting,
            now=self._now,
        )
        return limit.minutes


def _shared(
    border: Border, ruling: ClearanceRuling, centres: tuple[Region, ...], *, own: str | None
) -> Entering:
    """The border where it is not determined whose waters they are: asked or told are the region's
    centres, and every party concerned. A party asks nobody in waters that it has declared, nor in
    its own region where nobody has declared any."""
    claimants, concerned = border.waters.claimants, border.waters.concerned
    holds = own in {one.party for one in centres}
    if own in concerned or (holds and not claimants):
        ruling = replace(ruling, mode=None)
    elif holds:
        centres = tuple(one for one in centres if one.party != own)
    return Entering(border, ruling, centres, tuple(one for one in concerned if one != own))


def _with_coasts(entering: Entering, place: LatLon, *, own: str | None) -> Entering:
    near = coasts_near(place, entering.border.waters)
    named = entering.asked | {own}
    return replace(
        entering,
        coasts=tuple(one for one in near if one not in named),
        unsaid=unsaid_near(place, entering.border.waters),
    )


def _key_of(candidate: Candidate) -> RulingKey:
    return RulingKey(candidate.seen.party, candidate.seen.unit)
