"""Response shapes of parties, centres, people and keys."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from sar.geo.declared import LimitKind
from sar.geo.extents import WatersBy
from sar.geo.geojson import AreaShape, Point
from sar.parties.assistance_word import AssistanceAsks
from sar.parties.roles import Role
from sar.wire import Page, View


class CentreRoles(View):
    """The roles held at one centre."""

    centre_id: UUID
    centre: str
    roles: list[Role]


class ClockView(View):
    """The platform's time: `now` runs at `rate` × real time; real when rate is 1."""

    now: datetime
    rate: float
    paused: bool
    exercise: bool


class TilesView(View):
    """The installation's own chart under the map: raster tiles, or a PMTiles file."""

    url: str
    form: Literal["raster", "pmtiles"]
    credit: str


class MeView(View):
    """The caller, the centre it acts for, the centres it may act for, and the clock."""

    who: str
    name: str
    party: str
    centre_id: UUID
    centre: str
    roles: list[Role]
    postings: list[CentreRoles]
    clock: ClockView
    map_tiles: TilesView | None
    """None: the map is drawn from the installation's own files alone."""


class SessionView(View):
    """The session: somebody is signed in, and who; nobody is no fault here."""

    signed_in: bool
    me: MeView | None


class FocalPointView(View):
    """The office of a party that is called about the missing and the dead."""

    office: str
    contact: str


class EntryAuthorityView(View):
    """The authority that a State designates for requests for entry beside its centres (SAR
    Convention, Annex 3.1.3); it is called when no centre answers. The first number is tried first.
    """

    function: str
    numbers: list[str]


class AssistanceEntryView(View):
    """A State's own word, without prejudice to any other's, on what it asks of vessels of others
    that enter its territorial sea to assist people in distress whose position is known, by the
    vessel's service; null: it has said nothing of such, and the law holds."""

    civil: AssistanceAsks | None
    state: AssistanceAsks | None
    military: AssistanceAsks | None
    source: str
    dated_on: date
    note: str
    stated_at: datetime


class PartyView(View):
    """A party in the directory."""

    id: str
    name: str
    listed: bool
    """It has not joined: its centres are reached by voice only."""
    treaties: list[dict[str, str]]
    focal_point: FocalPointView | None
    entry_authority: EntryAuthorityView | None
    assistance_entry: AssistanceEntryView | None
    """null: it has said nothing. Its earlier words are on the record."""
    limits_complete: bool
    """It says that its declared limits are all there are."""


class LimitRefView(View):
    """A declared limit by name and deposit."""

    id: UUID
    party: str
    kind: LimitKind
    name: str
    deposit: str
    deposited_on: date


class WithdrawnLimitView(LimitRefView):
    """A limit that its party has withdrawn; `/api/declared-limits/{id}` tells its area too."""

    note: str
    declared_at: datetime
    withdrawn_at: datetime
    withdrawn_reason: str


class WithdrawnLimitPage(Page[WithdrawnLimitView]):
    """One page of the withdrawn limits."""


class DeclaredLimitView(LimitRefView):
    """A limit as its party has declared it, without prejudice to any other's; `area` or `place`.
    `withdrawn_at` null: it stands."""

    area: AreaShape | None
    place: Point | None
    note: str
    declared_at: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str


class RegionCentreView(View):
    """A centre by its search and rescue region."""

    id: UUID
    party: str
    name: str
    listed: bool


class WatersView(View):
    """The owner of the waters, or land, at a place, and by what it is known; without prejudice.

    `party`: null where nobody's, or where it is not determined here. `declared`: the limits that
    the answer rests on; `claimants`: the parties that have declared the place, where two have or
    one has against another State's coast. `tell`: the parties to tell there; `centres`: those whose
    regions hold the place, always told; `nearest`: where none does, the centre of the region that
    is nearest, told in its place. `zones`: exclusive economic zones and flight information
    regions that parties have declared; nobody is asked because of them.
    """

    place: Point
    by: WatersBy
    party: str | None
    kind: LimitKind | None
    declared: list[LimitRefView]
    claimants: list[str]
    tell: list[str]
    centres: list[RegionCentreView]
    nearest: RegionCentreView | None
    zones: list[LimitRefView]
    sentence: str
    disclaimer: str


class CentreView(View):
    """A centre in the directory. The SRR is illustrative, without prejudice to any boundary."""

    id: UUID
    party: str
    code: str
    name: str
    listed: bool
    position: Point
    srr: AreaShape | None
    languages: list[str]
    contacts: list[dict[str, Any]]
    time_zone: str
    retired_at: datetime | None
    """From then on it is asked for nothing and offered nowhere; null: it serves."""
    version: int


class PersonView(View):
    """An account of the own party."""

    id: UUID
    login: str
    sign_in_as: str
    """The login with its party, as it is typed."""
    name: str
    postings: list[CentreRoles]
    created_at: datetime
    disabled_at: datetime | None
    version: int


class KeyView(View):
    """A key of the own party, without its secret."""

    id: UUID
    label: str
    centre_id: UUID
    roles: list[Role]
    created_at: datetime
    revoked_at: datetime | None


class NewKeyView(KeyView):
    """`key` is shown this once. `shown_before`: this answers a repeat, and `key` is None; if the
    first answer was lost, revoke this key and make another."""

    key: str | None
    shown_before: bool


class WatchTakeoverView(View):
    """A person who took over the watch of the centre. `read_to`: the party's own number of the last
    entry of the record that was read then."""

    id: UUID
    centre_id: UUID
    name: str
    from_whom: str
    note: str
    read_to: int
    at: datetime


class WatchReliefView(View):
    """The state of the watch of the caller's centre, beside what the snapshot holds. `number`: of
    the party's last entry on the record; `last` null: nobody has taken the watch over here yet."""

    number: int
    last: WatchTakeoverView | None


class WatchActsView(View):
    """The rule for watch officers as coordinators, and its present state. `allowed`: by the party;
    `acts`: the caller acts as coordinator of cases, until a coordinator of its centre signs in."""

    allowed: bool
    coordinator_signed_in: bool
    acts: bool
