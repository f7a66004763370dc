"""The SQL form of `terms.asset_grant`: one row for each asset that a party is granted.

Access modules pass the assets to be judged as a subquery (`ASSET_COLUMNS`), narrowed as they
like, and join, filter or page its rows.
"""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    CTE,
    BindParameter,
    ColumnElement,
    FromClause,
    Select,
    and_,
    any_,
    case,
    collate,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
    text,
    true,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by
from sqlalchemy.orm import aliased
from sqlalchemy.sql.selectable import LateralFromClause
from sqlalchemy.types import Text, Uuid
from sqlmodel import col

from sar.agreements.load import When, in_force, valid
from sar.agreements.models import (
    Agreement,
    Occasion,
    SharingSuspension,
    Term,
    TermPair,
    Version,
)
from sar.agreements.words import RESCUE, Visibility
from sar.db import Instant
from sar.geo.columns import PointColumn, area_covers, displaced_cell, snapped

UUIDS: Final = ARRAY(Uuid())

ASSET_COLUMNS: Final = ("asset_id", "owner", "kind", "narrow", "type_code", "location", "base")
"""The columns of the subquery of assets; `narrow` is the narrowest kind by which a clause may name
it, `location` is geography: latest fix, else base."""

PastFix = Callable[[FromClause, ColumnElement[Any], ColumnElement[Any]], ColumnElement[Any]]
"""From the assets, the instant that a delay ends at, and the precision: the place that is disclosed
so of the asset's newest fix that is old enough (`AssetFacts.earlier`), as a scalar."""

Viewers = Collection[str] | BindParameter[Any]


def grants(assets: FromClause, past: PastFix, *, now: When, viewers: Viewers | None = None) -> CTE:
    """One row for each asset and viewer with a level of `existence` or more.

    Columns: asset_id, viewer, level (a word of Visibility), precision_nm, delay_minutes (both 0
    below position), and the winning term's term_id, agreement, version, article. Owners are
    viewers of others' assets only: their own need no grant.
    """
    clauses = _challenged(_clauses(assets, now, viewers))
    ranked = _ranked(_applicable(assets, clauses, _disclosed(assets, clauses, past, now)))
    order = (collate(ranked.c.agreement, "C"), ranked.c.version, ranked.c.ordinal)

    def first(column: ColumnElement[Any]) -> ColumnElement[Any]:
        return func.array_agg(aggregate_order_by(column, *order), type_=ARRAY(column.type))[1]

    return (
        select(
            ranked.c.asset_id,
            ranked.c.viewer,
            _word(func.min(ranked.c.rank)).label("level"),
            func.min(ranked.c.precision_nm).label("precision_nm"),
            func.min(ranked.c.delay_minutes).label("delay_minutes"),
            first(ranked.c.term_id).label("term_id"),
            first(ranked.c.agreement).label("agreement"),
            first(ranked.c.version).label("version"),
            first(ranked.c.article).label("article"),
        )
        .where(ranked.c.rank == ranked.c.best, ranked.c.rank >= Visibility.EXISTENCE.rank)
        .group_by(ranked.c.asset_id, ranked.c.viewer)
        .cte("scope_grants")
    )


def tells(term_id: UUID, point: Any, secret: Any, berth: Any) -> ColumnElement[bool]:
    """Whether a fix, at the place that the term discloses, lies in the term's zone.

    Every fix does when the term has no zone.
    """
    place = displaced_cell(point, col(Term.position_precision_nm), secret, berth)
    inside = or_(col(Term.zone).is_(None), area_covers(col(Term.zone), place))
    return exists(select(col(Term.id)).where(col(Term.id) == term_id, inside))


def in_zone(term_id: UUID, point: Any) -> ColumnElement[bool]:
    """The SQL form of `clauses.within`, of a place that is known."""
    inside = or_(col(Term.zone).is_(None), area_covers(col(Term.zone), point))
    return exists(select(col(Term.id)).where(col(Term.id) == term_id, inside))


def exact_pairs(*, now: When) -> Select[*tuple[Any, ...]]:
    """Each grantor and grantee of a promise that holds now to show positions exactly, wherever."""
    exact = select(col(Term.id)).where(
        col(Term.visibility) == Visibility.POSITION, col(Term.position_precision_nm) == 0.0
    )
    found = _promises(select(TermPair).where(col(TermPair.term_id).in_(exact)), now)
    return select(found.c.grantor, found.c.grantee).distinct()


def _clauses(assets: FromClause, now: When, viewers: Viewers | None) -> CTE:
    """Every promise to show something that holds now, one row for each grantor and grantee: those
    to the viewers, or else those of the assets' owners.

    Each is looked up from its pair of parties, so that what others have agreed costs nothing.
    """
    pairs = select(TermPair)
    if viewers is None:
        pairs = pairs.where(col(TermPair.grantor).in_(select(assets.c.owner)))
    else:
        given = viewers if isinstance(viewers, BindParameter) else list(viewers)
        pairs = pairs.where(col(TermPair.grantee).in_(given))
    return _promises(pairs, now)


def _promises(pairs: Select[*tuple[Any, ...]], now: When) -> CTE:
    """The promises of these pairs that hold now."""
    pair = pairs.subquery("scope_pairs")
    exact = col(Term.visibility) == Visibility.POSITION
    promise = (
        select(
            col(Term.kinds),
            col(Term.types),
            col(Term.excluded_types),
            col(Term.zone),
            col(Term.article),
            col(Term.ordinal),
            _rank(col(Term.visibility)).label("rank"),
            case((exact, col(Term.position_precision_nm)), else_=0.0).label("precision_nm"),
            case((exact, col(Term.position_delay_minutes)), else_=0).label("delay_minutes"),
            col(Agreement.reference).label("agreement"),
            col(Version.number).label("version"),
            col(Version.id).label("version_id"),
            col(Version.prevails_over),
        )
        .join(Version, col(Version.id) == col(Term.version_id))
        .join(Agreement, col(Agreement.id) == col(Version.agreement_id))
        .where(
            col(Term.id) == pair.c.term_id,
            col(Term.visibility).is_not(None),
            in_force(now),
            valid(now),
            _shares(pair.c.grantor, pair.c.grantee, now),
            or_(and_(_none(Term.phases), _none(Term.situations)), _occasion(pair.c.grantee)),
        )
        .offset(0)
        .lateral("scope_promise")
    )
    found = select(pair.c.term_id, pair.c.grantor, pair.c.grantee, promise)
    return found.select_from(pair).join(promise, true()).cte("scope_clauses")


def _occasion(grantee: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether the grantee is involved in an open incident that the term is about."""
    met = select(col(Occasion.incident_id)).where(
        col(Occasion.party_code) == grantee,
        or_(_none(Term.phases), _among(col(Occasion.phase), Term.phases)),
        or_(
            and_(_none(Term.situations), col(Occasion.situation).in_(sorted(RESCUE))),
            _among(col(Occasion.situation), Term.situations),
        ),
    )
    return met.correlate_except(Occasion).exists()


def _shares(
    grantor: ColumnElement[Any], grantee: ColumnElement[Any], now: When
) -> ColumnElement[bool]:
    """The SQL form of `spared_cases.shares`, on the table `version`."""
    said = aliased(SharingSuspension)
    own, other = aliased(Occasion), aliased(Occasion)
    running = (
        select(col(own.incident_id))
        .join(other, col(other.incident_id) == col(own.incident_id))
        .where(
            col(own.party_code) == grantor,
            col(other.party_code) == grantee,
            col(own.since) < col(said.said_at),
            col(other.since) < col(said.said_at),
        )
        .correlate_except(own, other)
        .exists()
    )
    begun = select(col(said.version_id)).where(col(said.from_at) <= now)
    suspended = begun.where(
        col(said.version_id) == col(Version.id),
        or_(
            col(said.party_code) == grantor,
            and_(col(said.withdraws), col(said.party_code) == grantee),
        ),
        not_(running),
    )
    # Nearly none is: they are looked up once, and no clause joins them.
    return or_(col(Version.id).not_in(begun), not_(suspended.correlate_except(said).exists()))


def _challenged(clauses: CTE) -> CTE:
    """The clauses, each with the versions that prevail over its own between the same two parties,
    where they apply as well.

    Versions are held against versions, not terms against terms: a version has hundreds.
    """
    key = ("grantor", "grantee", "version_id")
    columns = [clauses.c[name] for name in (*key, "agreement", "prevails_over")]
    versions = select(*columns).distinct().cte("scope_versions")
    one, other = versions.alias("one"), versions.alias("other")
    challenges = (
        select(
            *(one.c[name] for name in key),
            func.array_agg(other.c.version_id, type_=UUIDS).label("beaten_by"),
        )
        .join(
            other,
            and_(other.c.grantor == one.c.grantor, other.c.grantee == one.c.grantee),
        )
        .where(
            _among(one.c.agreement, other.c.prevails_over),
            not_(_among(other.c.agreement, one.c.prevails_over)),
        )
        .group_by(*(one.c[name] for name in key))
        .cte("scope_challenges")
    )
    nobody = literal([], UUIDS)
    return (
        select(
            clauses,
            func.coalesce(challenges.c.beaten_by, nobody, type_=UUIDS).label("beaten_by"),
        )
        .outerjoin(challenges, and_(*(challenges.c[name] == clauses.c[name] for name in key)))
        .cte("scope_challenged")
        .prefix_with("MATERIALIZED")  # few rows: joined here, not once for every asset
    )


def _disclosed(assets: FromClause, clauses: CTE, past: PastFix, now: When) -> LateralFromClause:
    """The place of the asset as the clause discloses it, for clauses with a zone (`covers`)."""
    then = _instant(now) - clauses.c.delay_minutes * text("interval '1 minute'")
    precision_nm = clauses.c.precision_nm
    based = snapped(assets.c.base, precision_nm)
    earlier = func.coalesce(past(assets, then, precision_nm), based, type_=PointColumn())
    exact = and_(clauses.c.delay_minutes == 0, precision_nm == 0.0)
    known = case((exact, assets.c.location), else_=earlier)
    place = case((clauses.c.zone.is_not(None), known))
    disclosed = select(place.label("place")).correlate(assets, clauses)
    return disclosed.offset(0).lateral("disclosed")  # offset: computed once


def _instant(now: When) -> ColumnElement[Any]:
    return literal(now, Instant()) if isinstance(now, datetime) else now


def _applicable(assets: FromClause, clauses: CTE, disclosed: LateralFromClause) -> CTE:
    """The clauses that are about an asset and whose zone holds it, for each viewer."""
    named = or_(
        and_(_none(clauses.c.kinds), _none(clauses.c.types)),
        _among(assets.c.kind, clauses.c.kinds),
        _among(assets.c.narrow, clauses.c.kinds),
        _among(assets.c.type_code, clauses.c.types),
    )
    return (
        select(
            assets.c.asset_id,
            clauses.c.grantee.label("viewer"),
            clauses.c.term_id,
            clauses.c.rank,
            clauses.c.precision_nm,
            clauses.c.delay_minutes,
            clauses.c.agreement,
            clauses.c.version,
            clauses.c.version_id,
            clauses.c.ordinal,
            clauses.c.article,
            clauses.c.beaten_by,
        )
        .join(
            clauses,
            and_(clauses.c.grantor == assets.c.owner, clauses.c.grantee != assets.c.owner),
        )
        .join(disclosed, true())
        .where(
            named,
            not_(_among(assets.c.type_code, clauses.c.excluded_types)),
            or_(clauses.c.zone.is_(None), area_covers(clauses.c.zone, disclosed.c.place)),
        )
        .cte("scope_applicable")
    )


def _ranked(found: CTE) -> CTE:
    """The clauses left when prevailed-over ones are gone, each beside the best rank left.

    If every clause for an asset and viewer is prevailed over, the claims cancel.
    """
    pair = (found.c.asset_id, found.c.viewer)
    applying = (
        func.array_agg(found.c.version_id, type_=UUIDS).over(partition_by=pair).label("applying")
    )
    gathered = select(found, applying).cte("scope_gathered")
    beaten = gathered.c.applying.overlap(gathered.c.beaten_by).label("beaten")
    flagged = select(gathered, beaten).cte("scope_flagged")
    pair = (flagged.c.asset_id, flagged.c.viewer)
    all_beaten = func.bool_and(flagged.c.beaten).over(partition_by=pair).label("all_beaten")
    judged = select(flagged, all_beaten).cte("scope_judged")
    best = func.max(judged.c.rank).over(partition_by=(judged.c.asset_id, judged.c.viewer))
    return (
        select(judged, best.label("best"))
        .where(or_(not_(judged.c.beaten), judged.c.all_beaten))
        .cte("scope_ranked")
    )


def _none(words: Any) -> ColumnElement[bool]:
    return func.cardinality(words) == 0


def _among(word: Any, words: Any) -> ColumnElement[bool]:
    return type_coerce(word, Text()) == any_(type_coerce(words, ARRAY(Text)))


def _rank(level: Any) -> ColumnElement[int]:
    ranks = {literal(str(word), Text()): word.rank for word in Visibility}
    return case(*((type_coerce(level, Text()) == w, r) for w, r in ranks.items()))


def _word(rank: ColumnElement[int]) -> ColumnElement[str]:
    return case(*((rank == word.rank, literal(str(word), Text())) for word in Visibility))
