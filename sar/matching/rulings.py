"""Cache of the rulings of terms and law in one question, one for all units they treat alike."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import NamedTuple

from sar.agreements.clauses import Setting, TermPlain, effective
from sar.agreements.clearance_mode import ClearanceRuling, clearance_needed
from sar.agreements.terms import RequestRuling, clock_limit, may_request
from sar.agreements.words import ClockName, Kind
from sar.geo.position import LatLon
from sar.matching.borders import Entering, borders, gate, opened, passed
from sar.matching.candidate import Candidate
from sar.matching.candidate_route import Route
from sar.matching.question import Scene
from sar.matching.time_to_scene import Gate


class RulingKey(NamedTuple):
    """Units that no term and no rule of law tells apart."""

    party: str | None
    kind: Kind
    type_code: str


class RulingCache:
    """Rulings under the terms that the asker may read."""

    def __init__(
        self,
        terms: Sequence[TermPlain],
        *,
        asker: str,
        scene: Scene,
        setting: Setting,
        now: datetime,
    ) -> None:
        self._asker, self._scene, self._setting, self._now = asker, scene, setting, now
        self._terms = tuple(term for term in terms if effective(term, now))
        self._on_clearance = tuple(term for term in self._terms if term.clearances)
        self._named = cache(self._naming)
        self._lent = cache(self._between_us)
        self._promised = cache(self._on_clearance_between)
        self._cleared_at = cache(self._clearance)
        self._cleared_within = cache(self._clearance_minutes)
        self._crossed = cache(self._crossing)

    def naming(self, candidate: Candidate) -> RequestRuling | None:
        """The ruling on naming it; None: a ship of opportunity, which no agreement names."""
        return None if candidate.seen.party is None else self._named(_key_of(candidate))

    def clearance(self, candidate: Candidate, state: str, place: LatLon | None) -> ClearanceRuling:
        """The ruling on the clearance that it needs to enter a State at a place."""
        return self._ruling(_key_of(candidate), state, place)

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
                Entering(border, self._ruling(key, border.state, border.place))
                for border in passed(route, own=candidate.seen.party)
            ],
        )

    def _waits(self, candidate: Candidate, entered: Iterable[Entering]) -> list[Gate]:
        met = (self._gate(candidate, one) for one in entered)
        return [one for one in met if one is not None]

    def _gate(self, candidate: Candidate, one: Entering) -> Gate | None:
        state = one.border.state
        usual = gate(one, limit_minutes=self._cleared_within(candidate.seen.party or "", state))
        if usual is not None and candidate.asks_in_minutes:
            asked = usual.clearance_minutes + candidate.asks_in_minutes
            usual = replace(usual, clearance_minutes=asked)
        for opening in candidate.openings:
            if opening.state == state:
                return opened(usual, opening, now=self._now)
        return usual

    def _crossing(self, key: RulingKey, route: Route | None) -> tuple[Entering, ...]:
        meets = route.corners[-1] if route else self._scene.place
        return tuple(
            Entering(
                border,
                self._ruling(key, border.state, meets if border.at_scene else border.place),
            )
            for border in borders(route, self._scene, own=key.party)
        )

    def _ruling(self, key: RulingKey, state: str, place: LatLon | None) -> ClearanceRuling:
        zoned = any(term.zone is not None for term in self._promised(state, key.party or ""))
        return self._cleared_at(key, state, place if zoned else None)

    def _clearance(self, key: RulingKey, state: str, place: LatLon | None) -> ClearanceRuling:
        entering = key.party or ""
        return clearance_needed(
            self._promised(state, entering),
            territory=state,
            entering=entering,
            kind=key.kind,
            type_code=key.type_code,
            setting=replace(self._setting, place=place),
            now=self._now,
        )

    def _on_clearance_between(self, state: str, entering: str) -> tuple[TermPlain, ...]:
        return tuple(term for term in self._on_clearance if term.grants(state, entering))

    def _naming(self, key: RulingKey) -> RequestRuling:
        return may_request(
            self._lent(key.party or ""),
            owner=key.party or "",
            requester=self._asker,
            kind=key.kind,
            type_code=key.type_code,
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


def _key_of(candidate: Candidate) -> RulingKey:
    return RulingKey(candidate.seen.party, candidate.kind, candidate.seen.type.code)
