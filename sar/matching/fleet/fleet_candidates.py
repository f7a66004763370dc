"""Assets of the fleet as candidates, and the access to the places that they set out from."""

from dataclasses import replace

import numpy as np

from sar.assets.catalogue import type_of
from sar.assets.fleet.access import FleetAccess, seen_asset
from sar.assets.fleet.columns import Fleet
from sar.assets.fleet.past import PastFixes
from sar.geo.sea.stop_ways import NO_WAYS, StopWays
from sar.matching.candidate import Candidate, asset_candidate
from sar.matching.home_cover import COUNTED
from sar.matching.question import Question


def candidate_at(
    question: Question,
    fleet: Fleet,
    access: FleetAccess,
    past: PastFixes,
    row: int,
    *,
    ways: StopWays,
) -> Candidate:
    """The asset of a row as a candidate; a vessel comes home by these ways."""
    seen = seen_asset(fleet, access, row, past)
    return asset_candidate(
        seen,
        question.want,
        question.engagements.get(seen.id),
        question.last_works.get(seen.id),
        exercise=question.exercise,
        ways=ways,
        now=question.now,
    )


def own_units(fleet: Fleet, access: FleetAccess) -> FleetAccess:
    """The access, to the viewer's own vessels and aircraft alone."""
    counted = np.array([type_of(code).kind in COUNTED for _, code in fleet.index.types], dtype=bool)
    return replace(access, seen=access.seen & access.own & counted[fleet["type"]])


def once_home(
    question: Question, fleet: Fleet, access: FleetAccess, past: PastFixes
) -> FleetAccess:
    """The access, with the units that come home where they set out from once turned round: there,
    whatever their way home."""
    rows = fleet.rows(question.last_works)
    some = rows[rows >= 0]
    some = some[access.seen[some]]
    if not len(some):
        return access
    lon, lat = access.lon.copy(), access.lat.copy()
    for row in some.tolist():
        place = candidate_at(question, fleet, access, past, row, ways=NO_WAYS).seen.place
        lon[row], lat[row] = (place.lon, place.lat) if place else (np.nan, np.nan)
    return replace(access, lon=lon, lat=lat)
