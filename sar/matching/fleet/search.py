"""Best-first search over the whole fleet: lower bounds of every asset, exact evaluation of the
contenders.

Returns the same page as `ranking.match` over everything visible to the asker.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from sar.assets.fleet.access import FleetAccess
from sar.assets.fleet.columns import Fleet
from sar.assets.fleet.past import PastFixes
from sar.geo.arrays import Floats, Rows
from sar.geo.sea.field_cache import SceneFields
from sar.geo.sea.stop_ways import StopWays
from sar.matching import carriage
from sar.matching.candidate import Candidate, ship_candidate
from sar.matching.evaluation import Evaluator, Match
from sar.matching.fleet.asset_classes import AssetClasses, asset_classes, ship_classes
from sar.matching.fleet.best_first import REFINED_FIRST, RankKey, best_first
from sar.matching.fleet.bounds import LowerBounds
from sar.matching.fleet.carriers import CarrierSearch
from sar.matching.fleet.fleet_candidates import candidate_at, once_home
from sar.matching.fleet.kernels import COMES, UNSUITED, CoarsePass
from sar.matching.fleet.pages import NotEvaluated, SearchResult, count_up_to, page_of
from sar.matching.fleet.ship_bounds import ship_bounds, ship_bounds_with_ways
from sar.matching.landing_places import Landings
from sar.matching.question import Question
from sar.matching.ranking import rank_key, ranked


@dataclass(frozen=True, slots=True)
class SearchTuning:
    """Widths of the first steps of a search; the answer does not depend on them."""

    coarse_factor: int = 200
    """The first step takes so many times the page: most of that have to prepare, or cannot come."""
    carried_share: float = 0.3
    """Carried assets take about half as many ranks of a page as their share among the near ones,
    as they come later; so many are left to them, and filled by others if they take fewer."""
    refined_first: int = REFINED_FIRST


TUNING: Final = SearchTuning()


class FleetSearch:
    """One question over one fleet, which stays unchanged meanwhile. Items are the rows of assets,
    followed by the ships of opportunity."""

    def __init__(
        self,
        question: Question,
        fleet: Fleet,
        access: FleetAccess,
        past: PastFixes,
        *,
        sea: SceneFields | None,
        stop_ways: StopWays,
        tuning: SearchTuning = TUNING,
    ) -> None:
        access = once_home(question, fleet, access, past)
        self._question, self._fleet, self._access, self._past = question, fleet, access, past
        self._sea, self._stop_ways, self._tuning = sea, stop_ways, tuning
        self._classes: AssetClasses = asset_classes(fleet, access, question.want, question.scene)
        self._ships = fleet.ships.reckoned_by(question.asker).with_heard(question.vessels)
        self._ship_classes = ship_classes(self._ships, question.want, question.scene)
        self._ship_bounds = ship_bounds(question, self._ships, self._ship_classes)
        self._bounds = LowerBounds(question, fleet, access, self._classes, sea)
        bounds = self._bounds

        @cache
        def bases(party: str, helicopter: bool) -> Landings:
            return bounds.bases.landings(party, helicopter=helicopter)

        self._evaluator = Evaluator(question, sea=sea, bases=bases, stop_ways=stop_ways)
        self._known: dict[int, Match] = {}
        self._keys: dict[int, RankKey] = {}
        self._candidates: dict[int, Candidate] = {}
        self._limit: int = 0
        self._after: RankKey = ()
        self._carrier_search: CarrierSearch | None = None

    def first(self, limit: int, after: RankKey = (), *, whole: int = 0) -> SearchResult:
        """The first `limit` of all assets and ships, or the first after a key; types that cannot
        serve rank last. Up to `whole` assets and ships are all evaluated."""
        coarse = self._bounds.coarse_pass()
        every = coarse.suited + coarse.unsuited + len(self._ships) <= whole
        self._limit, self._after = (max(whole, limit), ()) if every else (limit, after)
        within = np.inf if every or after else coarse.within(self._tuning.coarse_factor * limit)
        matches: list[Match] = []
        self._add_best(matches, coarse, within, unsuited=False)
        if self._last(matches, self._limit)[0] >= UNSUITED:
            self._add_best(matches, coarse, np.inf, unsuited=True)
        last = self._last(matches, self._limit)
        line = [m for m in ranked(matches, self._question) if self._key(m) <= last]
        unsuited, not_weighed = self._left(coarse, line)
        return page_of(
            line,
            self._question,
            limit=limit,
            after=after,
            unsuited=unsuited,
            not_weighed=not_weighed,
        )

    def all_within(self, minutes: float, *, most: int) -> tuple[list[Match], bool]:
        """The self-moving assets that may be there within so many minutes, all evaluated, those
        with the least bounds first; and whether there are more than `most` of them."""
        near, _ = self._those(self._bounds.coarse_pass().rows(minutes), unsuited=False)
        part, least = self._bounds.bounds_of(near)
        may = np.flatnonzero((part == COMES) & (least <= minutes))
        nearest = near[may[np.argsort(least[may], kind="stable")]]
        return [self.evaluate(row) for row in nearest[:most].tolist()], len(nearest) > most

    def _last(self, matches: list[Match], count: int) -> RankKey:
        """The key of the last of `count` matches on the page, as far as known; else behind
        everything."""
        places = sorted(map(self._key, matches))
        last = count_up_to(places, self._after) + count - 1
        return places[last] if last < len(places) else (np.inf,)

    def _left(self, coarse: CoarsePass, listed: list[Match]) -> tuple[int, NotEvaluated]:
        """Among everything not listed the number that cannot serve by type, and the rest."""
        known = self._items_of(listed)
        rows, ships = self._parted(known)
        fits = np.concatenate(self._those(rows, unsuited=False))
        ships_last = self._ship_classes.unsuited[self._ship_classes.of]
        ships_fit = np.count_nonzero(~ships_last[ships])
        last = coarse.unsuited + np.count_nonzero(ships_last)
        return int(last - (len(known) - len(fits) - ships_fit)), NotEvaluated(
            number=int(coarse.suited + np.count_nonzero(~ships_last) - len(fits) - ships_fit),
            out=coarse.out - int(np.count_nonzero(self._bounds.out(fits))),
            without_place=coarse.nowhere - int(np.isnan(self._access.lon[fits]).sum()),
        )

    def _those(self, rows: Rows, *, unsuited: bool) -> tuple[Rows, Rows]:
        """The rows whose type cannot serve the need at the scene, or all others: self-moving and
        carried."""
        of = self._classes.of[rows]
        theirs, carried = self._classes.unsuited[of] == unsuited, self._classes.carried[of]
        return rows[theirs & ~carried], rows[theirs & carried]

    @property
    def evaluated(self) -> int:
        """The number of exact evaluations."""
        return len(self._known)

    def _items_of(self, matches: list[Match]) -> Rows:
        """The items of the matches, ascending."""
        ids = {match.candidate.seen.id for match in matches}
        items = sorted(item for item, m in self._known.items() if m.candidate.seen.id in ids)
        return np.array(items, dtype=np.intp)

    def _parted(self, items: Rows) -> tuple[Rows, Rows]:
        """The rows of assets and the rows of ships among the items."""
        first = int(np.searchsorted(items, self._fleet.length))
        return items[:first], items[first:] - self._fleet.length

    def _add_best(
        self, known: list[Match], coarse: CoarsePass, within: float, *, unsuited: bool
    ) -> None:
        """Adds the contenders, first those that may be there within so many minutes.

        Carried assets follow the self-moving ones, because their search needs a time to beat; as
        they take ranks too, fewer of the others are evaluated before them.
        """
        near = coarse.rows(within)
        items, carried = self._items(near, unsuited=unsuited)
        for count in (self._limit,) if unsuited else self._counts(items, carried):
            known += self._among(known, items, self._bounds.bounds_of, count, _up_to(within))
            if self._within(known, count) > within:
                near, within = coarse.rows(np.inf), np.inf
                items, carried = self._items(near, unsuited=unsuited)
                known += self._among(known, items, self._bounds.bounds_of, count, _up_to(within))
            soonest = self._within(known, count)
            self._add_carried(known, carried[coarse.minutes[carried] <= soonest], near, soonest)
            if self._within(known, self._limit) <= soonest < np.inf:
                return
            self._forget_later(known, soonest)

    def _items(self, near: Rows, *, unsuited: bool) -> tuple[Rows, Rows]:
        """As `_those`, with the ships of opportunity after the self-moving assets."""
        going, carried = self._those(near, unsuited=unsuited)
        theirs = self._ship_classes.unsuited[self._ship_classes.of] == unsuited
        return np.append(going, self._fleet.length + np.flatnonzero(theirs)), carried

    def _counts(self, items: Rows, carried: Rows) -> tuple[int, ...]:
        """The number of ranks to fill before carried assets, and again if those do not fill the
        page."""
        assets = int(np.searchsorted(items, self._fleet.length))
        share = len(carried) / max(1, assets + len(carried))
        few = self._limit - int(self._tuning.carried_share * share * self._limit)
        return (few, self._limit) if few < self._limit else (self._limit,)

    def _add_carried(self, known: list[Match], rows: Rows, near: Rows, soonest: float) -> None:
        """Adds the carried assets that a near carrier brings there within so many minutes."""
        if not len(rows):
            return
        carrier_search = self._carrier_search = self._bounds.carrier_search(near, soonest)

        def line(some: Rows) -> Floats:
            return self._bounds.bounds_of_carried(some, carrier_search, soonest)

        known += self._among(known, rows, line, self._limit, _up_to(soonest))

    def _forget_later(self, known: list[Match], soonest: float) -> None:
        """Results computed before all carriers were considered may improve: drop them."""
        late = {
            m.candidate.seen.id.int
            for m in known
            if m.candidate.carried and self._key(m)[:2] > _up_to(soonest)
        }
        known[:] = [m for m in known if m.candidate.seen.id.int not in late]
        self._known = {
            item: m for item, m in self._known.items() if m.candidate.seen.id.int not in late
        }
        self._keys = {id_: place for id_, place in self._keys.items() if id_ not in late}

    def _among(
        self,
        known: list[Match],
        items: Rows,
        line: Callable[[Rows], Floats],
        count: int,
        until: RankKey,
    ) -> list[Match]:
        """Evaluates the not yet evaluated items that could rank in the first `count`."""
        items = items[~np.isin(items, self._items_of(known))] if known else items
        rows, ships = self._parted(items)
        rough = np.hstack((self._bounds.rough_bounds(rows), self._ship_bounds[:, ships]))

        def refined(at: Rows) -> Floats:
            rows, ships = self._parted(items[at])
            afloat, of_ships = self._ships, self._ship_classes
            there = ship_bounds_with_ways(self._ship_bounds, ships, afloat, of_ships, self._sea)
            return np.hstack((line(rows), there))

        return best_first(
            rough,
            count,
            lambda at: self.evaluate(int(items[at])),
            self._key,
            map(self._key, known),
            refined,
            self._after,
            until,
            refined_first=self._tuning.refined_first,
        )

    def _within(self, known: list[Match], count: int) -> float:
        """The minutes beyond which nothing ranks among the first `count`."""
        part, *rest = self._last(known, count)
        return rest[0] if part == COMES else np.inf

    def _key(self, match: Match) -> RankKey:
        id_ = match.candidate.seen.id.int
        if id_ not in self._keys:
            self._keys[id_] = rank_key(match, self._question)
        return self._keys[id_]

    def evaluate(self, item: int) -> Match:
        """The exact match of one asset or ship, evaluated once."""
        if item not in self._known:
            candidate = self._candidate(item)
            if candidate.carried:
                self._known[item] = self._carried(candidate)
            else:
                self._known[item] = self._evaluator.evaluate(candidate)
        return self._known[item]

    def _candidate(self, item: int) -> Candidate:
        if item not in self._candidates:
            self._candidates[item] = self._seen(item)
        return self._candidates[item]

    def _seen(self, item: int) -> Candidate:
        question = self._question
        if item >= self._fleet.length:
            ship = self._ships[item - self._fleet.length]
            return ship_candidate(
                ship,
                question.hails.get(ship.id),
                carries_mmsi_of=question.own_numbers.get(ship.id),
                now=question.now,
            )
        ways = self._stop_ways
        return candidate_at(question, self._fleet, self._access, self._past, item, ways=ways)

    def _carried(self, candidate: Candidate) -> Match:
        options: Iterator[carriage.CarrierOption] = iter(())
        if self._carrier_search is not None:
            options = self._carrier_search.options(candidate, self._candidate)
        return self._evaluator.carried(candidate, options)


def _up_to(minutes: float) -> RankKey:
    """The key of the last match within so many minutes; behind everything, if that is infinite."""
    return (COMES, minutes) if minutes < np.inf else (np.inf,)
