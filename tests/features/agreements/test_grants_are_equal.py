"""The scalar, SQL and array forms of the rule give the same answer in every world tried."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon
from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    String,
    Text,
    Uuid,
    column,
    func,
    insert,
    select,
    values,
)
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sar.agreements.clauses import NO_VEIL, AssetFacts, OccasionPlain, Veil, pairs
from sar.agreements.drafting import columns_of
from sar.agreements.grants_array import FleetFacts, FleetIndex, Places, Promises
from sar.agreements.grants_sql import grants
from sar.agreements.load import load_terms
from sar.agreements.models import (
    Agreement,
    AgreementParty,
    Occasion,
    SharingSuspension,
    Term,
    TermPair,
    Version,
)
from sar.agreements.term_document import read
from sar.agreements.terms import AssetGrant, asset_grant
from sar.agreements.versions import left_at
from sar.agreements.words import (
    WIDER,
    ClauseKind,
    Phase,
    Situation,
    VersionState,
    Visibility,
)
from sar.assets.access import horizon_by
from sar.assets.holding import held
from sar.db import Instant
from sar.geo.areas import parse_area
from sar.geo.columns import PointColumn
from sar.geo.columns import displaced_cell as displaced_cell_sql
from sar.geo.geodesy import displaced_cell, snap
from sar.geo.position import LatLon
from tests.world import START, box

pytestmark = pytest.mark.anyio

World = tuple[list[dict[str, Any]], list[dict[str, Any]]]
"""Agreements and occasions, as rows to be."""

NOW = START
PARTIES = ("GRC", "ITA", "MLT", "TUN")
REFERENCES = ("MED-A", "MED-B", "med-c", "ÉGÉE-D")
TYPES = {
    "H1": ClauseKind.HELICOPTER,
    "F2": ClauseKind.AEROPLANE,
    "S9": ClauseKind.VESSEL,
    "U1": ClauseKind.UNCREWED,
    "E1": ClauseKind.EQUIPMENT,
}


@dataclass(frozen=True)
class Placed:
    """An asset as far as terms ask about it."""

    id: UUID
    owner: str
    type_code: str
    base: LatLon | None
    track: dict[int, LatLon]
    """By minutes ago."""

    def known(self, minutes_ago: int, precision_nm: float = 0.0) -> LatLon | None:
        """As it is told by its newest fix that old, else the first one, else the base."""
        age = held(precision_nm, minutes_ago, self.type_code)
        fixes = {NOW - timedelta(minutes=ago): place for ago, place in self.track.items()}
        told = sorted(at for at in fixes if at <= age.latest(NOW))
        over = [at for at in told if at <= age.horizon(NOW)]
        at = over[-1] if over else told[0] if told else None
        if at is not None:
            return displaced_cell(fixes[at], precision_nm, self.secret, self.base)
        return self.base and snap(self.base, precision_nm)

    @property
    def secret(self) -> int:
        return self.id.int & (2**31 - 1)

    @property
    def facts(self) -> AssetFacts:
        earlier: dict[Veil, LatLon | None] = {veil: self.known(*veil) for veil in VEILS}
        return AssetFacts(TYPES[self.type_code], self.type_code, self.known(0), earlier)


def some(pool: Sequence[Any], most: int = 2) -> st.SearchStrategy[list[Any]]:
    """Mostly nothing, so that worlds are not all refusals."""
    few = st.lists(st.sampled_from(pool), unique=True, min_size=1, max_size=most)
    return mostly([], few)


def mostly(usual: Any, seldom: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.just(usual), st.just(usual), st.just(usual), seldom)


def area(*boxes: tuple[float, float, float, float]) -> MultiPolygon:
    return parse_area(
        {"type": "MultiPolygon", "coordinates": [box(*edges)["coordinates"] for edges in boxes]}
    )


RING = parse_area(
    {
        "type": "Polygon",
        "coordinates": [*box(10, 30, 20, 40)["coordinates"], *box(12, 32, 16, 36)["coordinates"]],
    }
)
ZONES = (area((10, 30, 14, 36)), area((10, 30, 12, 34), (14, 34, 20, 40)), RING)
INSIDE, OUTSIDE = LatLon(33.0, 11.0), LatLon(50.0, 12.0)
PLACES = (INSIDE, LatLon(34.0, 14.0), LatLon(33.9, 14.7), OUTSIDE, None)
"""In the zones, on an edge and a corner, in a hole, outside, nowhere."""
NEAR = LatLon(33.0, 10.0 - 0.01), LatLon(33.0, 10.0 + 0.01), LatLon(34.03, 13.0)
"""Within a cell of a line."""
DELAYS = (10, 60)
PRECISIONS = (0.0, 0.5, 5.0)
VEILS = [veil for veil in product((0, *DELAYS), PRECISIONS) if veil != NO_VEIL]
WAYS: list[tuple[LatLon | None, dict[int, LatLon]]] = [
    *((place, {}) for place in PLACES),
    *((OUTSIDE, {0: place}) for place in NEAR),
    (None, {5: INSIDE, 20: OUTSIDE}),
    (INSIDE, {10: OUTSIDE}),
    (OUTSIDE, {1: OUTSIDE, 9: OUTSIDE, 60: INSIDE, 90: OUTSIDE}),
    (None, {0: NEAR[0], 30: NEAR[1], 61: NEAR[2]}),
]
"""Bases and tracks."""

ASSETS = [
    Placed(uuid7(), owner, type_code, *way)
    for owner in PARTIES
    for type_code in TYPES
    for way in WAYS
]


def known(minutes_ago: int, precision_nm: float = 0.0) -> Places:
    places = [asset.known(minutes_ago, precision_nm) for asset in ASSETS]
    return (
        np.array([place.lon if place else np.nan for place in places]),
        np.array([place.lat if place else np.nan for place in places]),
    )


SORTS = [(kind, code) for code, kind in TYPES.items()]
WORDS = FleetIndex(PARTIES, SORTS)
FLEET = FleetFacts(
    owner=np.array([PARTIES.index(a.owner) for a in ASSETS], dtype=np.int32),
    type=np.array([list(TYPES).index(a.type_code) for a in ASSETS], dtype=np.int32),
    lon=known(0)[0],
    lat=known(0)[1],
    earlier={veil: known(*veil) for veil in VEILS},
)

SITUATIONS = [Situation.MARITIME, Situation.LAND, Situation.BORDER_EMERGENCY]
"""Search and rescue, and what a term must name."""

CASES = (UUID(int=1), UUID(int=2))

MOMENTS = st.sampled_from([timedelta(days=d) for d in (-9, -1, 0, 1, 9)]).map(lambda d: NOW + d)


def terms_of(parties: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "grantor": mostly(None, st.sampled_from(parties)),
            "grantees": some(parties),
            "kinds": some(list(ClauseKind)),
            "types": some(list(TYPES)),
            "excluded_types": some(list(TYPES), 1),
            "zone": mostly(None, st.sampled_from(ZONES)),
            "phases": some(list(Phase)),
            "situations": some(SITUATIONS),
            "valid_from": mostly(None, MOMENTS),
            "valid_until": mostly(None, MOMENTS),
            "visibility": st.sampled_from([*Visibility, Visibility.POSITION, None]),
            "position_precision_nm": st.sampled_from(PRECISIONS),
            "position_delay_minutes": st.sampled_from((0, *DELAYS)),
        }
    )


def versions_of(parties: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "valid_from": mostly(NOW, MOMENTS),
            "valid_until": mostly(None, MOMENTS),
            "signed_at": mostly(NOW, st.none()),
            "suspended_at": mostly(None, MOMENTS),
            "ended_at": mostly(None, MOMENTS),
            "sharing": mostly({}, st.dictionaries(st.sampled_from(parties), MOMENTS)),
            "leaving": mostly({}, st.dictionaries(st.sampled_from(parties), MOMENTS)),
            "prevails_over": st.lists(st.sampled_from(REFERENCES), unique=True, max_size=2),
            "terms": st.lists(terms_of(parties), min_size=1, max_size=4),
        }
    )


@st.composite
def agreements(draw: st.DrawFn, reference: str) -> dict[str, Any]:
    fewer = st.lists(st.sampled_from(PARTIES), unique=True, min_size=2, max_size=3)
    parties = draw(mostly(list(PARTIES), fewer))
    versions = draw(st.lists(versions_of(parties), min_size=1, max_size=2))
    return {"reference": reference, "parties": parties, "versions": versions}


@st.composite
def worlds(draw: st.DrawFn) -> World:
    references = draw(st.lists(st.sampled_from(REFERENCES), unique=True, min_size=3))
    occasions = st.fixed_dictionaries(
        {
            "party_code": st.sampled_from(PARTIES),
            "phase": st.sampled_from(Phase),
            "situation": st.sampled_from(SITUATIONS),
            "incident_id": st.sampled_from(CASES),
            "since": MOMENTS,
        }
    )
    return (
        [draw(agreements(reference)) for reference in references],
        draw(
            st.lists(
                occasions, max_size=6, unique_by=lambda one: (one["incident_id"], one["party_code"])
            )
        ),
    )


def plain_world(
    *agreements: tuple[str, list[str], list[dict[str, Any]]],
    occasions: Sequence[dict[str, Any]] = (),
) -> World:
    """Agreements of all parties in force, each with what it prevails over and its terms."""
    usual = dict.fromkeys(("valid_until", "suspended_at", "ended_at"))
    written = [
        {
            "reference": reference,
            "parties": list(PARTIES),
            "versions": [
                {
                    **usual,
                    "valid_from": NOW,
                    "signed_at": NOW,
                    "prevails_over": over,
                    "terms": terms,
                }
            ],
        }
        for reference, over, terms in agreements
    ]
    return written, list(occasions)


SHOWN = [{"visibility": level} for level in (Visibility.EXISTENCE, Visibility.POSITION)]
CIRCLE = plain_world(
    ("MED-A", ["MED-B"], SHOWN), ("MED-B", ["med-c"], SHOWN[:1]), ("med-c", ["MED-A"], SHOWN)
)
EXACTNESS = plain_world(
    (
        "MED-A",
        [],
        [
            {"visibility": Visibility.POSITION, "position_precision_nm": nm, **delay}
            for nm, delay in (
                (5.0, {"position_delay_minutes": 10}),
                (0.5, {"position_delay_minutes": 60}),
            )
        ],
    )
)


HALF_MET = plain_world(
    (
        "MED-A",
        [],
        [
            {
                "visibility": Visibility.POSITION,
                "phases": ["distress"],
                "situations": ["maritime"],
            }
        ],
    ),
    occasions=[
        {"party_code": "ITA", "phase": Phase.DISTRESS, "situation": Situation.LAND},
        {"party_code": "ITA", "phase": Phase.ALERT, "situation": Situation.MARITIME},
        {"party_code": "MLT", "phase": Phase.DISTRESS, "situation": Situation.MARITIME},
    ],
)
"""Italy is involved in two incidents, neither of which meets both conditions."""


RESCUE_ONLY = plain_world(
    ("MED-A", [], [{"visibility": Visibility.POSITION, "phases": ["distress"]}]),
    occasions=[
        {"party_code": "ITA", "phase": Phase.DISTRESS, "situation": Situation.BORDER_EMERGENCY},
        {"party_code": "MLT", "phase": Phase.DISTRESS, "situation": Situation.MARITIME},
    ],
)
"""The term names no situation: only Malta's incident is search and rescue."""


def suspended_world(*, grantee_since: timedelta) -> World:
    """Malta has suspended since yesterday what it shows, and takes part in a case with Italy."""
    written, _ = plain_world(("MED-A", [], SHOWN))
    written[0]["versions"][0]["sharing"] = {"MLT": NOW - timedelta(days=1)}
    case = {"incident_id": CASES[0], "phase": Phase.ALERT, "situation": Situation.LAND}
    since = {"MLT": timedelta(days=-3), "ITA": grantee_since}
    return written, [{**case, "party_code": one, "since": NOW + at} for one, at in since.items()]


def left_world(*leaving: str, since: timedelta = timedelta(days=-3)) -> World:
    """These parties have ended their part yesterday; Malta and Italy take part in a case."""
    written, occasions = suspended_world(grantee_since=since)
    version = written[0]["versions"][0]
    version["sharing"] = {}
    version["leaving"] = dict.fromkeys(leaving, NOW - timedelta(days=1))
    return written, occasions


ONE_LEFT = left_world("MLT")
ALL_BUT_ONE_LEFT = left_world("MLT", "GRC", "TUN")
GRANTEE_JOINED_LATER = left_world("MLT", "GRC", "TUN", since=timedelta(hours=-1))
RUNNING = suspended_world(grantee_since=timedelta(days=-3))
JOINED_LATER = suspended_world(grantee_since=timedelta(hours=-1))
JOINED_AFTER_NOTICE = suspended_world(grantee_since=timedelta(days=-2, hours=12))


AS_TOLD = plain_world(
    *(
        (
            reference,
            [],
            [
                {
                    "visibility": level,
                    "zone": ZONES[0],
                    "position_precision_nm": nm,
                    "position_delay_minutes": delay,
                }
                for nm in (0.0, 5.0)
                for delay in (0, *DELAYS)
            ],
        )
        for reference, level in (("MED-A", Visibility.POSITION), ("MED-B", Visibility.EXISTENCE))
    )
)
"""Zones asked with every delay and precision, which say nothing below position."""


async def write_world(
    db: AsyncSession, written: list[dict[str, Any]], occasions: list[dict[str, Any]]
) -> None:
    rows: dict[type[Any], list[dict[str, Any]]] = {
        model: []
        for model in (
            Agreement,
            AgreementParty,
            Version,
            SharingSuspension,
            Term,
            TermPair,
            Occasion,
        )
    }
    for agreement in written:
        agreement_id = uuid7()
        rows[Agreement].append(
            {
                "id": agreement_id,
                "reference": agreement["reference"],
                "title": "",
                "proposed_by": agreement["parties"][0],
                "created_at": NOW,
            }
        )
        rows[AgreementParty] += [
            {"agreement_id": agreement_id, "party_code": party} for party in agreement["parties"]
        ]
        for number, version in enumerate(agreement["versions"], 1):
            version_id = uuid7()
            notices = {False: version.get("sharing", {}), True: version.get("leaving", {})}
            apart = ("terms", "sharing", "leaving")
            plain = {k: value for k, value in version.items() if k not in apart}
            plain["left_at"] = left_at(agreement["parties"], notices[True].values())
            rows[SharingSuspension] += [
                {
                    "version_id": version_id,
                    "party_code": party,
                    "withdraws": withdraws,
                    "from_at": at,
                    "reason": "Under review.",
                    "said_at": at - timedelta(days=1),
                }
                for withdraws, said_by in notices.items()
                for party, at in said_by.items()
            ]
            rows[Version].append(
                dict(
                    **plain,
                    id=version_id,
                    agreement_id=agreement_id,
                    number=number,
                    drafted_by=agreement["parties"][0],
                    note="",
                    instruments=[],
                    created_at=NOW,
                    proposed_at=NOW,
                    state=VersionState.PROPOSED,
                    end_reason="",
                    row_version=1,
                )
            )
            for ordinal, term in enumerate(version["terms"]):
                clause = read({"article": "Art. 1", **term}, zone=term.get("zone"))
                row = Term(version_id=version_id, ordinal=ordinal, **columns_of(clause))
                rows[Term].append(row.model_dump())
                rows[TermPair] += [
                    {"term_id": row.id, "grantor": grantor, "grantee": grantee}
                    for grantor, grantee in pairs(
                        agreement["parties"], grantor=clause.grantor, grantees=clause.grantees
                    )
                ]
    rows[Occasion] = [{"incident_id": uuid7(), "point": None, "since": NOW, **o} for o in occasions]
    for model, some_rows in rows.items():
        if some_rows:
            await db.execute(insert(model), some_rows)


def as_rows(assets: list[Placed]) -> Any:
    """The assets as the doors hand them to the SQL form."""
    return values(
        column("asset_id", Uuid),
        column("owner", String),
        column("kind", Text),
        column("narrow", Text),
        column("type_code", Text),
        column("location", PointColumn),
        column("base", PointColumn),
        name="placed",
    ).data(
        [
            (a.id, a.owner, WIDER.get(kind, kind), kind, a.type_code, a.known(0), a.base)
            for a in assets
            for kind in [TYPES[a.type_code]]
        ]
    )


def past(
    assets: FromClause, late: ColumnElement[Any], precision_nm: ColumnElement[Any]
) -> ColumnElement[Any]:
    """As `access.known_at`, of the assets' tracks."""
    track = values(
        column("of", Uuid),
        column("at", Instant),
        column("point", PointColumn),
        column("secret", Integer),
        column("berth", PointColumn),
        name="track",
    ).data(
        [
            (asset.id, NOW - timedelta(minutes=ago), place, asset.secret, asset.base)
            for asset in ASSETS
            for ago, place in asset.track.items()
        ]
    )
    horizon = horizon_by(late, precision_nm, assets.c.type_code)
    told = displaced_cell_sql(track.c.point, precision_nm, track.c.secret, track.c.berth)
    theirs = select(told).where(track.c.of == assets.c.asset_id).limit(1)
    newest = theirs.where(track.c.at <= horizon).order_by(track.c.at.desc())
    first = theirs.where(track.c.at > horizon, track.c.at <= late).order_by(track.c.at)
    found = [one.correlate_except(track).scalar_subquery() for one in (newest, first)]
    return func.coalesce(*found, type_=PointColumn())


async def agree(db: AsyncSession, world: World) -> None:
    written, occasions = world
    async with db.begin_nested() as savepoint:
        await write_world(db, written, occasions)
        terms = await load_terms(db, now=NOW)
        found = grants(as_rows(ASSETS), past, now=NOW)
        by_sql = {
            (row.asset_id, row.viewer): (
                Visibility(row.level),
                row.precision_nm,
                row.delay_minutes,
                row.term_id,
                (row.agreement, row.version, row.article),
            )
            for row in await db.execute(select(found))
        }
        await savepoint.rollback()
    db.expunge_all()
    by_rule: dict[tuple[UUID, str], Any] = {}
    by_array: dict[tuple[UUID, str], Any] = {}
    for viewer in PARTIES:
        met = [
            OccasionPlain(o["situation"], o["phase"])
            for o in occasions
            if o["party_code"] == viewer
        ]
        swept = Promises(terms, WORDS, viewer=viewer, occasions=met, now=NOW).grants_for(FLEET)
        for asset, place in zip(ASSETS, swept.grant, strict=True):
            grant = asset_grant(
                terms, owner=asset.owner, viewer=viewer, asset=asset.facts, occasions=met, now=NOW
            )
            by_rule |= said(asset, viewer, grant)
            by_array |= said(asset, viewer, swept.grants[place])
    assert by_sql == by_rule
    assert by_array == by_rule


def said(asset: Placed, viewer: str, grant: AssetGrant) -> dict[tuple[UUID, str], Any]:
    """A grant as a row of the SQL form; none where nothing is granted by a term."""
    if grant.winner is None or grant.level is Visibility.NONE:
        return {}
    won = grant.winner
    label = (won.agreement, won.version, won.article)
    return {
        (asset.id, viewer): (
            grant.level,
            grant.precision_nm,
            grant.delay_minutes,
            won.term_id,
            label,
        )
    }


SUPPRESSED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@given(world=worlds())
@example(world=CIRCLE)
@example(world=EXACTNESS)
@example(world=HALF_MET)
@example(world=RESCUE_ONLY)
@example(world=AS_TOLD)
@example(world=ONE_LEFT)
@example(world=ALL_BUT_ONE_LEFT)
@example(world=GRANTEE_JOINED_LATER)
@example(world=RUNNING)
@example(world=JOINED_LATER)
@example(world=JOINED_AFTER_NOTICE)
@settings(max_examples=10, deadline=None, suppress_health_check=SUPPRESSED)
async def test_sql_and_scalar_agree(db: AsyncSession, world: Any) -> None:
    await agree(db, world)


@pytest.mark.long
@given(world=worlds())
@settings(max_examples=1_500, deadline=None, suppress_health_check=SUPPRESSED)
async def test_sql_and_scalar_agree_in_thousands_of_worlds(db: AsyncSession, world: Any) -> None:
    await agree(db, world)
