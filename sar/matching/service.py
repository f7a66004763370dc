"""Answers a match question: loads what the caller may see, applies the rules, returns one page.

Read-only.
"""

import json
from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import HTTPConnection

from sar.agreements.load import load_terms
from sar.agreements.words import Kind
from sar.assets.fleet import from_tables
from sar.assets.fleet.following import FleetFollower, FleetTurn
from sar.errors import Malformed
from sar.geo.sea import field_cache
from sar.geo.sea.draught import Draught
from sar.geo.sea.field_cache import SceneFields
from sar.incidents import datum
from sar.matching import notes as matching_notes
from sar.matching.findings import Treaties
from sar.matching.fleet.best_first import RankKey
from sar.matching.fleet.pages import SearchResult
from sar.matching.fleet.search import FleetSearch
from sar.matching.presenting import askable, datum_view, match_view, remark_view
from sar.matching.question import (
    Hail,
    LastWork,
    NeedLike,
    PresentWork,
    Question,
    Region,
    Want,
    Where,
)
from sar.matching.ranking import totals
from sar.matching.views import MatchedNeed, MatchesView, NotWeighedView
from sar.matching.words import Verdict
from sar.parties import visible as directory
from sar.parties.caller import Caller
from sar.wire import cursor_of, key_of


async def sea_about(
    where: Where, draughts: Collection[Draught] = field_cache.BOATS
) -> SceneFields | None:
    """Routes by water to the drifted datum, with the near fields of the draughts computed."""
    scene = where.scene
    return await datum.sea_about(where.datum, scene.drift, scene.immersed_minutes, draughts)


async def question_of(
    db: AsyncSession, asker: str, want: Want, where: Where, *, now: datetime
) -> Question:
    """The question of a party, under the terms that it may read."""
    return Question(
        asker=asker,
        want=want,
        scene=where.scene,
        setting=where.setting,
        terms=tuple(await load_terms(db, now=now, parties=[asker])),
        treaties=await _treaties(db),
        regions=tuple(Region(*row) for row in await directory.regions(db)),
        exercise=where.exercise,
        now=now,
    )


async def answer(
    db: AsyncSession,
    turn: FleetTurn,
    caller: Caller,
    need: MatchedNeed,
    where: Where,
    *,
    hails: Mapping[UUID, Hail],
    engagements: Mapping[UUID, PresentWork],
    last_works: Mapping[UUID, LastWork],
    limit: int,
    cursor: str | None,
    now: datetime,
) -> MatchesView:
    """One page of candidates for the need; `hails` are the ships hailed for the case, and
    `engagements` the work of assets here or to be diverted, as far as the caller sees; `last_works`
    are those of all assets that come home.

    Ends the transaction before the search, which needs no connection, and leaves its turn before a
    later page.
    """
    want = want_of(need)
    question = replace(
        await question_of(db, caller.party, want, where, now=now),
        hails=hails,
        engagements=engagements,
        last_works=last_works,
    )
    after = rank_key_of(cursor)
    centres, reached = await directory.centres(db), await from_tables.reached(db)
    await db.commit()
    if after:
        turn.leave()
    result = await field_cache.retry_with_wider(
        await sea_about(where),
        lambda sea: first(turn.fleet, question, reached, sea=sea, limit=limit, after=after),
    )
    left = result.not_weighed
    notes = matching_notes.notes(want, where.scene, result.line, pob=where.pob, left=left.number)
    count = dict(totals(result.line))
    count[Verdict.NOT_SUITED] += result.unsuited
    return MatchesView(
        need=need,
        asked_at=now,
        datum=datum_view(where),
        items=[match_view(one, now=now) for one in result.page],
        notes=[remark_view(note) for note in notes],
        others_may_be_asked=askable(centres, caller.party, where.scene.place),
        totals_by_verdict=count,
        not_weighed=NotWeighedView(
            number=left.number, cannot_come=left.out, without_place=left.without_place
        ),
        next_cursor=cursor_after(result.following),
    )


def want_of(need: NeedLike) -> Want:
    """The need as the rules read it."""
    return Want(
        kinds=frozenset(Kind(kind) for kind in need.kinds),
        types=frozenset(need.types),
        capabilities=frozenset(need.capabilities),
        quantity=need.quantity,
        unit=need.unit,
        from_at=need.from_at,
        by_at=need.by_at,
        until_at=need.until_at,
    )


async def _treaties(db: AsyncSession) -> Treaties:
    return {
        party.id: {status["instrument"]: status["status"] for status in party.treaties}
        for party in await directory.parties(db)
    }


WHOLE = 200
"""Up to so many assets and ships are all evaluated, and every verdict is counted."""


async def fleet_in_turn(connection: HTTPConnection) -> AsyncIterator[FleetTurn]:
    """Dependency: the question's turn with the fleet of this process, before all else is done."""
    follower: FleetFollower = connection.app.state.fleet
    async with follower.question() as turn:
        yield turn


FleetInTurn = Annotated[FleetTurn, Depends(fleet_in_turn, scope="function")]


async def first(
    follower: FleetFollower,
    question: Question,
    reached: tuple[int, int],
    *,
    sea: SceneFields | None,
    limit: int,
    after: RankKey = (),
) -> SearchResult:
    """The first matches of all visible assets and of every ship of opportunity, or the first after
    a rank key, in a fleet that holds at least what is `reached` (`from_tables.reached`).

    Later pages are computed one at a time and on a copy, because they take longer the farther down
    they are: first pages do not wait for them.
    """
    if not after:
        return await _search(follower, question, reached, sea, limit, after)
    async with follower.later_pages:
        return await _search(follower, question, reached, sea, limit, after)


async def _search(
    follower: FleetFollower,
    question: Question,
    reached: tuple[int, int],
    sea: SceneFields | None,
    limit: int,
    after: RankKey,
) -> SearchResult:
    def search() -> SearchResult:
        return FleetSearch(question, fleet, found, past, sea=sea).first(limit, after, whole=WHOLE)

    async with (
        follower.at(*reached) as fleet,
        follower.seen_by(question.asker, question.terms, fleet, now=question.now) as (found, past),
    ):
        if not after:
            return await follower.run(search)
        fleet, found = fleet.snapshot(), found.snapshot()
    return await follower.run(search)


_LONGEST: Final = 6


def cursor_after(place: RankKey | None) -> str | None:
    """The cursor to the matches after a rank key."""
    return None if place is None else cursor_of(json.dumps(place))


def rank_key_of(cursor: str | None) -> RankKey:
    """The rank key of a cursor; the least key without one."""
    if cursor is None:
        return ()
    try:
        found = json.loads(key_of(cursor) or "")
    except ValueError:
        found = None
    numbers = isinstance(found, list) and all(type(one) in (int, float) for one in found)
    if not numbers or not 0 < len(found) <= _LONGEST or any(one != one for one in found):
        raise Malformed.at("cursor", "bad_cursor", "is not a cursor of this list")
    return tuple(found)
