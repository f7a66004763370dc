"""Response shapes of what is weighed before units are offered: cover at home, and the terms."""

from datetime import datetime
from uuid import UUID

from sar.agreements.words import CostRule
from sar.geo.geojson import Point
from sar.requests.views import RestView
from sar.requests.words import Owed
from sar.wire import View


class HomeCountView(View):
    """Units by kind. `serving`: those of all kinds that the request could use; `offered`: those of
    all kinds that stand in other offers which nobody has decided."""

    vessels: int
    helicopters: int
    aeroplanes: int
    serving: int
    offered: int


class HomeWithinView(View):
    """The own units that could be at the place within so many minutes, now and once the units are
    lent."""

    minutes: int
    before: HomeCountView
    after: HomeCountView


class HomePlaceView(View):
    """A base of units that are to be lent, and the own units that could be there.

    `asset_ids`: the units that are based there. `at_least`: more units are near than were looked
    at.
    """

    name: str
    point: Point
    asset_ids: list[UUID]
    within: list[HomeWithinView]
    at_least: bool
    as_of: datetime


class HomeCoverView(View):
    """Cover at home, if units are lent. `not_counted`: units to be lent without a base, or with one
    more than are answered for. `without_place`: own vessels and aircraft of which neither position
    nor base is known, so that they are in no count. `counted_by`: how the times are reckoned."""

    places: list[HomePlaceView]
    not_counted: list[UUID]
    without_place: int
    counted_by: str


class CostExampleView(View):
    """The costs of so many hours of work, by the clause."""

    hours: int
    counted_hours: int
    owed: Owed
    amount: str | None


class AssetTermsView(View):
    """The clauses that would govern the work of one asset, and its costs by them.

    `payer`: who reimburses the owner; null: each bears its own. `costs_clause`: the one that says
    so; null: none does, and the house default stands. Money and hours are exact decimal numbers as
    text.
    """

    asset_id: UUID
    clauses: list[RestView]
    costs_clause: RestView | None
    says: str
    payer: str | None
    rule: CostRule
    free_hours: str
    rate_per_hour: str | None
    currency: str
    claim_days: int | None
    examples: list[CostExampleView]


class OfferTermsView(View):
    """The terms under which own assets would work, if they were offered and accepted now."""

    to_party: str
    assets: list[AssetTermsView]
    counted_by: str
    as_of: datetime
