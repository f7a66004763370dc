"""The columns of the fleet follow every change of assets and positions, in the order of commits."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from math import nan
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.agreements.clauses import Setting
from sar.agreements.grants_array import Promises
from sar.agreements.load import load_terms
from sar.agreements.words import Situation
from sar.assets import visible
from sar.assets.fleet import access, from_tables
from sar.assets.fleet.columns import Fleet
from sar.assets.fleet.earlier import EarlierPlaces
from sar.assets.fleet.following import following
from sar.assets.fleet.past import PastFixes
from sar.errors import Unavailable
from sar.geo.position import LatLon
from sar.geo.sea.stop_ways import ON_DEMAND
from sar.matching import service
from sar.matching.candidate import asset_candidate, ship_candidate
from sar.matching.findings import UNLISTED
from sar.matching.question import Question, Scene, Want
from sar.matching.ranking import match
from tests.clients import Clients
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import delivered, fix, helicopter, pumps, registered, seen_ships
from tests.given.places import point
from tests.given.requests import (
    asked,
    id_of,
    opened,
    post,
    ship_of_opportunity,
    stepped,
    work_of,
)
from tests.running import Server
from tests.world import START, box

pytestmark = pytest.mark.anyio

Act = Callable[[], Awaitable[Any]]


def told(fleet: Fleet) -> dict[Any, Any]:
    """Every registered asset with its fix, and every ship of opportunity, as each party reckons."""
    rows = fleet["in_register"].nonzero()[0].tolist()
    reckoned = [fleet.ships.reckoned_by(party) for party in ("TUN", "ITA", "MLT")]
    ships = (told[row] for told in (fleet.ships, *reckoned) for row in range(len(told)))
    return dict(enumerate(ships)) | {
        id_: (fleet.asset(row), fleet.fix(row))
        for row, id_ in zip(rows, fleet.ids(rows), strict=True)
    }


async def loaded(db: AsyncSession) -> Fleet:
    await db.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    fleet = await from_tables.load(db)
    await db.rollback()
    return fleet


async def followed(db: AsyncSession, fleet: Fleet) -> None:
    await db.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    from_tables.apply(await from_tables.changes(db, fleet), fleet, PastFixes())
    await db.rollback()


@pytest.mark.long
async def test_following_ends_where_loading_anew_does(server: Server, client_of: Clients) -> None:
    registrar = client_of("MLT", "registrar")
    one, two = helicopter(name="One"), helicopter(name="Two", base=None, base_name="")
    store = pumps()

    async def match(id_: str) -> dict[str, str]:
        seen = await registrar.get(f"/api/assets/{id_}")
        return {"If-Match": f'"{seen.json()["version"]}"'}

    async def patched(id_: str, **fields: Any) -> None:
        answer = await registrar.patch(f"/api/assets/{id_}", json=fields, headers=await match(id_))
        assert answer.status_code == 200, answer.text

    async def posted(id_: str, action: str, body: Any = None) -> None:
        answer = await registrar.post(
            f"/api/assets/{id_}/{action}", json=body, headers=await match(id_)
        )
        assert answer.status_code == 200, answer.text

    async def bound() -> None:
        case = await opened(client_of, "ITA")
        made = await asked(client_of, server.world, "MLT", incident=case)
        work = await work_of(client_of, made, one)
        acts.append(lambda: stepped(client_of, "MLT", work, "recall", note="Fog."))

    star = id_of()

    async def sailed(party: str, lat: float) -> None:
        body = [fix(12.8, lat, clock.now() + timedelta(minutes=1))]
        answer = await client_of(party, "watch_officer").post(f"/api/ships/{star}/fixes", json=body)
        assert answer.status_code == 200, answer.text

    acts: list[Act] = [
        lambda: registered(client_of, "MLT", one),
        lambda: registered(client_of, "MLT", two),
        lambda: registered(client_of, "ITA", store),
        lambda: delivered(client_of, "MLT", one["id"], fix(14.5, 35.9)),
        lambda: delivered(client_of, "MLT", two["id"], fix(14.4, 35.8), fix(14.3, 35.7)),
        lambda: delivered(client_of, "MLT", one["id"], fix(14, 36, START - timedelta(minutes=9))),
        lambda: patched(one["id"], overrides={"response_kn": 150.0}, notice_day_minutes=20),
        lambda: posted(one["id"], "readiness", {"readiness": "limited", "reason": "One winch."}),
        bound,
        lambda: posted(two["id"], "retire"),
        lambda: ship_of_opportunity(client_of, id=star),
        lambda: sailed("ITA", 34.2),
        lambda: sailed("MLT", 36.2),
        lambda: sailed("ITA", 34.21),
        lambda: post(client_of, "ITA", f"ships/{star}/withdraw", role="watch_officer", reason="."),
    ]
    async with server.db() as db:
        fleet = await loaded(db)
        for act in acts:
            await act()
            await followed(db, fleet)
            anew = await loaded(db)
            assert told(fleet) == told(anew)
            assert (fleet.number, fleet.mark) == (anew.number, anew.mark)
    assert fleet.size_bytes <= 200 * max(len(told(fleet)), 1_024)


@pytest.mark.long
async def test_the_columns_show_what_the_door_shows(server: Server, client_of: Clients) -> None:
    zone = box(12, 35, 13, 37)
    terms = {
        "MLT": term(visibility="position"),
        "GRC": term(visibility="position", position_precision_nm=5, zone=zone, zone_name="West"),
        "TUN": term(visibility="position", position_precision_nm=1, position_delay_minutes=30),
    }
    in_zone = term(
        "Art. 2", visibility="position", position_delay_minutes=45, zone=zone, zone_name="West"
    )
    for grantee, shared in terms.items():
        plain = agreement(
            *({**one, "grantor": "ITA"} for one in (shared, in_zone)),
            reference=f"SHOW-{grantee}",
            parties=("ITA", grantee),
        )
        await concluded(client_of, plain)
    older = [fix(11.5, 37.5, START - timedelta(minutes=ago)) for ago in (20, 31, 50)]
    was_inside = [fix(11.0, 38.0), fix(12.5, 36.0, START - timedelta(minutes=50))]
    bases: list[dict[str, Any]] = [{}, {"base_shared": False}, {"base": None, "base_name": ""}]
    for place, extra in enumerate(bases):
        for fixed in (
            (),
            (fix(12.6, 35.52),),
            (fix(12.71, 35.61),),
            (fix(11.0, 38.0), *older),
            was_inside,
        ):
            asset = await registered(client_of, "ITA", helicopter(name=f"Nemo {place}", **extra))
            if fixed:
                await delivered(client_of, "ITA", asset["id"], *fixed)
    async with server.db() as db:
        fleet = await loaded(db)
        all_terms = await load_terms(db, now=START)
        for viewer in ("ITA", *terms):
            door = await visible.seen_assets(db, viewer, now=START)
            promises = Promises(all_terms, fleet.index, viewer=viewer, occasions=(), now=START)
            past, earlier = PastFixes(), EarlierPlaces()
            asked_of = earlier.missing(fleet, promises, now=START)
            await from_tables.fill(db, past, [one.key for one in asked_of], now=START)
            earlier.place(fleet, asked_of, past)
            facts = earlier.facts(fleet, promises)
            found = access.access_of(fleet, promises.grants_for(facts), viewer=viewer)
            late = access.delays(fleet, found, now=START)
            wanted = [(id_, age) for _, id_, _, age in late]
            await from_tables.fill(db, past, wanted, now=START)
            access.place_delayed(fleet, found, late, past)
            rows = found.seen.nonzero()[0].tolist()
            seen = {
                one.id: one for one in (access.seen_asset(fleet, found, row, past) for row in rows)
            }
            assert seen == {one.id: replace(one, base_name="") for one in door}
            for row, one in zip(rows, seen.values(), strict=True):
                place_told = (found.lon[row], found.lat[row])
                assert place_told == pytest.approx(
                    (one.place.lon, one.place.lat) if one.place else (nan, nan), nan_ok=True, rel=0
                )


async def test_a_swept_answer_is_the_readable_one(server: Server, client_of: Clients) -> None:
    """Over real rows: the fleet in memory and the database lead to the same matches."""
    await ship_of_opportunity(client_of)
    for grantor in ("MLT", "GRC"):
        for place in range(4):
            body = helicopter(name=f"{grantor} {place}", base=point(14.0 + place, 36.0 + place))
            asset = await registered(client_of, grantor, body)
            if place % 2:
                await delivered(client_of, grantor, asset["id"], fix(13.0, 35.0 + place))
    shared = term(grantor="MLT", visibility="position", position_precision_nm=5)
    await concluded(client_of, agreement(shared, reference="SWEEP", parties=("MLT", "ITA")))
    asked = Question(
        asker="ITA",
        want=Want(),
        scene=Scene(place=LatLon(35.2, 12.9)),
        setting=Setting(Situation.MARITIME),
        directory=UNLISTED,
        now=START,
    )
    loaded: list[str] = []
    async with (
        following(server.database_url, loaded=lambda _: loaded.append("once")) as followed,
        server.db() as db,
    ):
        asked = replace(asked, terms=tuple(await load_terms(db, now=START, parties=["ITA"])))
        seen = await visible.seen_assets(db, "ITA", now=START)
        assets = [replace(one, base_name="") for one in seen]  # which the fleet leaves out
        ships = await seen_ships(db)
        candidates = [
            *(asset_candidate(one, asked.want, now=START) for one in assets),
            *(ship_candidate(one, now=START) for one in ships),
        ]
        reached = await from_tables.reached(db)
        result = await service.first(
            followed, asked, reached, sea=None, stop_ways=ON_DEMAND, limit=200
        )
        assert [(m.candidate, m.judgement, m.time, m.rank) for m in result.page] == [
            (m.candidate, m.judgement, m.time, m.rank) for m in match(asked, candidates)
        ]
        assert len(result.page) > 4
        assert loaded == ["once"]
        with pytest.raises(Unavailable, match="being read"):
            async with followed.at(10**9, 0):
                raise AssertionError("not reached")


@pytest.mark.long
async def test_questions_at_once_are_answered_as_one_after_the_other(
    server: Server, client_of: Clients
) -> None:
    """Of one party and of several, while assets move and the fleet follows."""
    for grantor in ("MLT", "GRC"):
        for place in range(3):
            body = helicopter(name=f"Many {grantor} {place}", base=point(14.0, 36.0 + place))
            await registered(client_of, grantor, body)
    moving = await registered(client_of, "TUN", helicopter(name="Always about"))
    late = term(grantor="MLT", visibility="position", position_delay_minutes=30)
    await concluded(client_of, agreement(late, reference="AT-ONCE", parties=("MLT", "ITA")))
    body = {
        "place": {"type": "Point", "coordinates": [12.9, 35.2]},
        "need": {"what": "Take people off", "unit": "persons", "quantity": 5},
    }

    async def told(party: str) -> list[dict[str, Any]]:
        answer = await client_of(party, "watch_officer").post("/api/matches", json=body)
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["items"]
        return found

    parties = ("ITA", "MLT", "GRC", "TUN")
    alone = {party: await told(party) for party in parties}
    at_once = await asyncio.gather(*(told(party) for party in parties * 4))
    assert at_once == [alone[party] for party in parties * 4]

    async def moves() -> None:
        for minute in range(8):
            at = START - timedelta(minutes=8 - minute)
            await delivered(client_of, "TUN", moving["id"], fix(10.0 + minute / 10, 37.0, at))

    await asyncio.gather(moves(), *(told(party) for party in parties * 4))
    assert await told("ITA") == alone["ITA"]
    assert await told("TUN") != alone["TUN"]
