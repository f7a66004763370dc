"""Candidates of matching that tests begin with, and how they come."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sar.agreements.words import Visibility
from sar.assets.catalogue import type_of
from sar.assets.seen import PlaceFrom, SeenAsset
from sar.assets.words import Readiness
from sar.geo.geodesy import direct
from sar.geo.position import LatLon
from sar.matching.candidate import Candidate
from sar.matching.evaluation import Match
from sar.matching.intercept import Approach
from sar.matching.reach import reach
from tests.world import START

BASE = LatLon(35.5, 12.6)
AWAY = direct(BASE, 180.0, 145.0)
"""An hour's flight of an AW139."""


def seen_with(candidate: Candidate, **changes: object) -> Candidate:
    """The candidate, with something else seen of it."""
    return replace(candidate, seen=replace(candidate.seen, **changes))  # type: ignore[arg-type] # any field


def minutes(found: Approach | Match) -> float:
    """The minutes until it is there."""
    assert found.time is not None
    return found.time.total_minutes


def stop_of(found: Approach) -> str | None:
    """The name of the fuel point on its way."""
    assert found.route is not None
    stop = found.route.stop
    return None if stop is None or stop.point is None else stop.point.name


def reach_codes(candidate: Candidate, found: Approach) -> list[str]:
    """The codes of all that its reach says of the way."""
    return [finding.reason.code for finding in reach(candidate, found)]


def seen_unit(code: str = "H1", **fields: Any) -> SeenAsset:
    """A unit away from home as its party sees it: a helicopter, an hour from there."""
    return replace(
        SeenAsset(
            id=UUID(int=1),
            party="MLT",
            name="Nemo 11",
            type=type_of(code),
            figures=type_of(code).figures,
            place=AWAY,
            place_from=PlaceFrom.FIX,
            place_at=START,
            uncertainty_nm=0.1,
            base=BASE,
            centre_id=UUID(int=2),
            own=True,
            level=Visibility.POSITION,
            granted=None,
            notice=type_of(code).notice,
            readiness=Readiness.AVAILABLE,
            readiness_until=None,
            at_sea=False,
            quantity=1,
            bound=(),
            precision_nm=0.0,
            base_name="Lampedusa",
        ),
        **fields,
    )
