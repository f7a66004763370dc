"""The one grant that governs what a party sees of each asset (SQL). Part of the access modules."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    Subquery,
    Text,
    Uuid,
    bindparam,
    cast,
    literal_column,
    null,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import col

from sar.agreements.words import Visibility
from sar.assets.access import GRANTED, among, granted
from sar.assets.models import Asset, SharedPosition
from sar.assets.redaction import AccessRights
from sar.assets.seen import Granted
from sar.db import Instant

OWN, DEPLOYED, BY_TERM = range(3)
"""The ways to see an asset, the one that governs first."""

GRANT: Final = (*GRANTED, "incident_id")
"""The columns of a grant: a term's, all null without one, and the incident of a deployment."""


def viewing_party() -> ColumnElement[str]:
    """The parameter that names the party; `parameters` fills it."""
    return bindparam("viewer", type_=Text())


def parameters(party: str, now: datetime) -> dict[str, Any]:
    """The parameters of a statement that reads `governing`, but for the ids."""
    return {"viewer": party, "viewers": [party], "now": now}


def governing(*, ids: BindParameter[Any] | None = None) -> Subquery:
    """For each asset that the party sees the grant that governs, as `AccessRights.granted`: one's
    own before deployments before terms, and of several incidents the first by id.

    Columns: asset_id, way, and those of `GRANT`. Joined to the assets by their key it is evaluated
    once, whatever the planner expects of it. Retired assets are in it, to be left out there.
    """
    terms = granted(
        now=bindparam("now", type_=Instant()),
        ids=ids,
        viewers=bindparam("viewers", expanding=True, type_=Text()),
    )
    by_term = [terms.c[name] for name in GRANTED]
    without = [null()] * len(GRANTED)
    own: Select[*tuple[Any, ...]] = select(col(Asset.id), _way(OWN), *without, null()).where(
        col(Asset.party_code) == viewing_party()
    )
    deployed: Select[*tuple[Any, ...]] = select(
        col(SharedPosition.asset_id), _way(DEPLOYED), *without, col(SharedPosition.incident_id)
    ).where(col(SharedPosition.party_code) == viewing_party())
    if ids is not None:
        own = own.where(among(col(Asset.id), ids))
        deployed = deployed.where(among(col(SharedPosition.asset_id), ids))
    ways = union_all(
        select(terms.c.asset_id, _way(BY_TERM), *by_term, cast(null(), Uuid).label("incident_id")),
        own,
        deployed,
    ).subquery()
    return (
        select(ways)
        .ext(distinct_on(ways.c.asset_id))
        .order_by(ways.c.asset_id, ways.c.way, ways.c.incident_id)
        .subquery("governing")
    )


def _way(number: int) -> ColumnElement[int]:
    return literal_column(str(number), Integer()).label("way")


def rights_by(way: int, grant: Mapping[str, Any]) -> AccessRights:
    """The rights by the row of a grant; its ids may be texts."""
    if way == OWN:
        return AccessRights(own=True)
    if way == DEPLOYED:
        incident_id = UUID(str(grant["incident_id"]))
        return AccessRights(deployed=Granted(Visibility.POSITION, incident_id=incident_id))
    level, term_id = Visibility(grant["level"]), UUID(str(grant["term_id"]))
    return AccessRights(term=Granted(**{**grant, "level": level, "term_id": term_id}))
