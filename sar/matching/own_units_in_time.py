"""The asker's own units that may be at a place in time, evaluated."""

from dataclasses import dataclass

import numpy as np

from sar.assets.fleet.following import FleetFollower
from sar.geo.sea.field_cache import SceneFields
from sar.geo.sea.stop_ways import StopWays
from sar.matching.evaluation import Match
from sar.matching.fleet.fleet_candidates import own_units
from sar.matching.fleet.search import FleetSearch
from sar.matching.question import Question


@dataclass(frozen=True, slots=True)
class OwnUnits:
    """Own vessels and aircraft that may be at a place in time, evaluated; `more`: there are others
    that were not. `without_place`: those of the party of which no place is known."""

    matches: list[Match]
    more: bool
    without_place: int


async def own_units_within(
    follower: FleetFollower,
    question: Question,
    reached: tuple[int, int],
    *,
    sea: SceneFields | None,
    stop_ways: StopWays,
    minutes: float,
    most: int,
) -> OwnUnits:
    """The asker's own vessels and aircraft that may be at the scene within so many minutes, in a
    fleet as in `first`. At most so many are evaluated."""

    async with (
        follower.at(*reached) as fleet,
        follower.seen_by(question.asker, question.terms, fleet, now=question.now) as (found, past),
    ):

        def count() -> OwnUnits:
            own = own_units(fleet, found)
            search = FleetSearch(question, fleet, own, past, sea=sea, stop_ways=stop_ways)
            matches, more = search.all_within(minutes, most=most)
            without = int(np.count_nonzero(own.seen & np.isnan(own.lon)))
            return OwnUnits(matches, more, without)

        return await follower.search(question.asker, count)
