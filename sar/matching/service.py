"""Answers a match question: loads what the caller may see, applies the rules, returns one page.

Read-only.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.agreements.load import load_terms
from sar.agreements.words import Kind
from sar.assets import visible as assets
from sar.assets.fleet import from_tables
from sar.assets.fleet.following import FleetFollower, FleetTurn
from sar.assets.visible_fuel_points import fuel_points_known
from sar.assets.visible_vessels import vessels_near
from sar.geo.position import LatLon
from sar.geo.sea import field_cache
from sar.geo.sea.draught import Draught
from sar.geo.sea.field_cache import SceneFields
from sar.geo.sea.question_fields import FieldsBetween
from sar.geo.sea.stop_ways import StopWays, WaysComputed
from sar.geo.state_names import StateNames
from sar.incidents import datum
from sar.matching import notes as matching_notes
from sar.matching.findings import DirectoryFacts
from sar.matching.fitness import may_go_by_water
from sar.matching.fleet.best_first import RankKey
from sar.matching.fleet.pages import SearchResult
from sar.matching.fleet.search import FleetSearch
from sar.matching.fleet_line import FleetLine, asked_in_line
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
from sar.matching.rank_cursor import cursor_after, rank_key_of
from sar.matching.ranking import totals
from sar.matching.views import MatchedNeed, MatchesView, NotWeighedView
from sar.matching.words import Verdict
from sar.parties import visible as directory
from sar.parties.assistance_word import AssistanceWord
from sar.parties.caller import Caller
from sar.parties.declared_waters import declared_waters


async def sea_about(
    where: Where, draughts: Collection[Draught] = field_cache.BOATS
) -> SceneFields | None:
    """Routes by water to the drifted datum, with the near fields of the draughts computed."""
    scene = where.scene
    return await datum.sea_about(where.datum, scene.drift, scene.immersed_minutes, draughts)


def field_place_of(where: Where) -> LatLon | None:
    """The place of the sea field that serves the drifted datum; None without one."""
    if where.datum is None:
        return None
    scene = where.scene
    return datum.field_place_after(where.datum, scene.drift, scene.immersed_minutes)


async def question_of(
    db: AsyncSession, asker: str, want: Want, where: Where, *, now: datetime
) -> Question:
    """The question of a party, under the terms that it may read."""
    terms = tuple(await load_terms(db, now=now, parties=[asker]))
    return Question(
        asker=asker,
        want=want,
        scene=replace(where.scene, declared=await declared_waters(db)),
        setting=where.setting,
        terms=terms,
        directory=await _directory_facts(db),
        regions=tuple(Region(*row) for row in await directory.regions(db)),
        fuel_points=await fuel_points_known(db, asker, terms, now=now),
        exercise=where.exercise,
        now=now,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedAsked:
    """A need with its scene. `hails` are the ships hailed for the case, `engagements` the work of
    assets here or to be diverted, as far as the caller sees; `last_works` are those of all assets
    that come home."""

    need: MatchedNeed
    where: Where
    hails: Mapping[UUID, Hail]
    engagements: Mapping[UUID, PresentWork]
    last_works: Mapping[UUID, LastWork]


async def answer(
    line: FleetLine,
    read: Callable[[Caller, datetime], Awaitable[NeedAsked]],
    *,
    limit: int,
    cursor: str | None,
) -> MatchesView:
    """One page of candidates for the need that `read` reads, in each turn anew.

    No turn is held while a way by water is worked out: the question waits for another then.
    """
    after = rank_key_of(cursor)

    async def ask(fields: FieldsBetween, stop_ways: WaysComputed) -> MatchesView:
        async with line.turn() as turn:
            now = clock.now()
            asked = await read(line.caller, now)
            if may_go_by_water(want_of(asked.need)):
                fields.expect(field_place_of(asked.where))
            return await _answer_in_turn(
                line, turn, asked, fields, stop_ways, limit=limit, after=after, now=now
            )

    return await asked_in_line(line, ask)


async def _answer_in_turn(
    line: FleetLine,
    turn: FleetTurn,
    asked: NeedAsked,
    fields: FieldsBetween,
    stop_ways: WaysComputed,
    *,
    limit: int,
    after: RankKey,
    now: datetime,
) -> MatchesView:
    """Ends the transaction before the search, which needs no connection, and leaves its turn before
    a later page."""
    db, caller, need, where = line.db, line.caller, asked.need, asked.where
    want = want_of(need)
    question = replace(
        await question_of(db, caller.party, want, where, now=now),
        hails=asked.hails,
        engagements=asked.engagements,
        last_works=asked.last_works,
        own_numbers=await assets.ships_under_own_numbers(db, caller.party),
        vessels=await vessels_near(db, caller.party, where.scene.place, now=now),
    )
    centres, reached = await directory.centres(db), await from_tables.reached(db)
    await db.commit()
    if after:
        await turn.leave()
    sea = fields.about(field_place_of(where))
    result = await first(
        turn.fleet,
        question,
        reached,
        sea=sea,
        stop_ways=stop_ways,
        limit=limit,
        after=after,
    )
    left = result.not_weighed
    notes = matching_notes.notes(
        want,
        question.scene,
        result.line,
        names=question.directory.names,
        pob=where.pob,
        left=left.number,
    )
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


async def _directory_facts(db: AsyncSession) -> DirectoryFacts:
    parties = await directory.parties(db)
    return DirectoryFacts(
        treaties={
            party.id: {status["instrument"]: status["status"] for status in party.treaties}
            for party in parties
        },
        names=StateNames({party.id: party.name for party in parties}),
        assistance={
            party.id: AssistanceWord.read(party.assistance_entry.plain())
            for party in parties
            if party.assistance_entry
        },
    )


WHOLE = 200
"""Up to so many assets and ships are all evaluated, and every verdict is counted."""


async def first(
    follower: FleetFollower,
    question: Question,
    reached: tuple[int, int],
    *,
    sea: SceneFields | None,
    stop_ways: StopWays,
    limit: int,
    after: RankKey = (),
) -> SearchResult:
    """The first matches of all visible assets and of every ship of opportunity, or the first after
    a rank key, in a fleet that holds at least what is `reached` (`from_tables.reached`).

    Later pages are computed one at a time, the parties in turn, and on a copy, because they take
    longer the farther down they are: first pages do not wait for them.
    """
    ways = sea, stop_ways
    if not after:
        return await _search(follower, question, reached, ways, limit, after)
    async with follower.later_page(question.asker):
        return await _search(follower, question, reached, ways, limit, after)


async def _search(
    follower: FleetFollower,
    question: Question,
    reached: tuple[int, int],
    ways: tuple[SceneFields | None, StopWays],
    limit: int,
    after: RankKey,
) -> SearchResult:
    sea, stop_ways = ways

    def search() -> SearchResult:
        line = FleetSearch(question, fleet, found, past, sea=sea, stop_ways=stop_ways)
        return line.first(limit, after, whole=WHOLE)

    async with (
        follower.at(*reached) as fleet,
        follower.seen_by(question.asker, question.terms, fleet, now=question.now) as (found, past),
    ):
        if not after:
            return await follower.search(question.asker, search)
        fleet, found = fleet.snapshot(), found.snapshot()
    return await follower.run_for(question.asker, search)
