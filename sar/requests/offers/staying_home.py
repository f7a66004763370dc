"""Cover at home if own units are lent, as matching times them. Read-only."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from sar import clock, installation
from sar.agreements.clauses import Setting
from sar.agreements.words import Situation
from sar.assets import visible as assets
from sar.assets.fleet import from_tables
from sar.errors import NotFound
from sar.geo.geojson import Point
from sar.geo.sea.question_fields import FieldsBetween
from sar.geo.sea.stop_ways import StopWays
from sar.matching.fleet_line import FleetLine, asked_in_line
from sar.matching.home_cover import (
    WITHIN_MINUTES,
    HomeCount,
    HomePlace,
    count_within,
    home_places,
    home_units,
)
from sar.matching.own_units_in_time import OwnUnits, own_units_within
from sar.matching.question import LastWork, Want
from sar.matching.service import question_of, want_of
from sar.requests import rows, visible
from sar.requests.last_works import last_works
from sar.requests.lending_views import (
    HomeCountView,
    HomeCoverView,
    HomePlaceView,
    HomeWithinView,
)
from sar.requests.scene_setting import at_place

COUNTED_BY: Final = (
    "Own vessels and aircraft that are free and may go: notice and way to the base, by water for"
    " vessels, without weather, which nobody has told for home."
)
EVALUATED_AT_MOST: Final = 300
"""So many units are evaluated for one place; of more the counts are so many at least."""


class HomeCoverQuery(BaseModel):
    """The units that are to be lent, each named once for each one of it, and for which request."""

    model_config = ConfigDict(frozen=True)

    asset_id: Annotated[list[UUID], Field(min_length=1, max_length=50)]
    request_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """The question as it was read: units, places, and the needs of the request."""

    lent: Mapping[UUID, int]
    places: Sequence[HomePlace]
    not_counted: list[UUID]
    wants: Sequence[Want]
    offered: Mapping[UUID, int]
    exercise: bool


async def read_home_cover(line: FleetLine, wanted: HomeCoverQuery) -> HomeCoverView:
    """The own units that could be at the bases of those to be lent, before and after."""
    asked = await _read(line, wanted, now=clock.now())
    found = [await _at(line, asked, place) for place in asked.places]
    return HomeCoverView(
        places=[view for view, _ in found],
        not_counted=asked.not_counted,
        without_place=max((without for _, without in found), default=0),
        counted_by=COUNTED_BY,
    )


async def _read(line: FleetLine, wanted: HomeCoverQuery, *, now: datetime) -> _Asked:
    """NotFound unless every unit is the caller's own, and the request one that it sees."""
    db, caller = line.db, line.caller
    lent = Counter(wanted.asset_id)
    seen = await assets.seen_assets(db, caller.party, now=now, ids=lent)
    own = {one.id: one for one in seen if one.own}
    if own.keys() != lent.keys():
        raise NotFound("asset")
    wants: list[Want] = []
    if wanted.request_id is not None:
        await visible.access_request(db, caller, wanted.request_id)
        needs = (await rows.needs_of(db, [wanted.request_id]))[wanted.request_id]
        wants = [want_of(need) for need in needs if need.withdrawn_at is None]
    places, not_counted = home_places(own[id_] for id_ in lent)
    return _Asked(
        lent=lent,
        places=places,
        not_counted=not_counted,
        wants=wants,
        offered=await rows.offered_of(db, caller.party, besides=wanted.request_id, now=now),
        exercise=(await installation.read(db)).exercise,
    )


async def _at(line: FleetLine, asked: _Asked, place: HomePlace) -> tuple[HomePlaceView, int]:
    """The counts at one place, and the number of units that have no place themselves. No turn is
    held while a way by water is worked out."""

    async def ask(fields: FieldsBetween, stop_ways: StopWays) -> tuple[OwnUnits, datetime]:
        async with line.turn() as turn:
            fields.expect(place.point)
            now = clock.now()
            setting = Setting(Situation.MARITIME, None, place.point)
            where = at_place(place.point, None, setting, exercise=asked.exercise)
            works: dict[UUID, LastWork] = await last_works(
                line.db, exercise=asked.exercise, now=now
            )
            question = await question_of(line.db, line.caller.party, Want(), where, now=now)
            reached = await from_tables.reached(line.db)
            await line.db.commit()
            found = await own_units_within(
                turn.fleet,
                replace(question, last_works=works),
                reached,
                sea=fields.about(place.point),
                stop_ways=stop_ways,
                minutes=WITHIN_MINUTES[-1],
                most=EVALUATED_AT_MOST,
            )
            return found, now

    found, now = await asked_in_line(line, ask)
    units = home_units(found.matches, asked.wants)

    def counted(minutes: int, lent: Mapping[UUID, int]) -> HomeCountView:
        return _view(count_within(units, minutes, lent=lent, offered=asked.offered))

    view = HomePlaceView(
        name=place.name,
        point=Point.of(place.point),
        asset_ids=list(place.asset_ids),
        within=[
            HomeWithinView(
                minutes=minutes, before=counted(minutes, {}), after=counted(minutes, asked.lent)
            )
            for minutes in WITHIN_MINUTES
        ],
        at_least=found.more,
        as_of=now,
    )
    return view, found.without_place


def _view(count: HomeCount) -> HomeCountView:
    return HomeCountView(
        vessels=count.vessels,
        helicopters=count.helicopters,
        aeroplanes=count.aeroplanes,
        serving=count.serving,
        offered=count.offered,
    )
