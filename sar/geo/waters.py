"""The owner of the waters at a place: by what parties have declared, else by the approximate coast;
or not determined here.

Each declaration holds inside its own claim. If two parties have declared the same water, or one
alone what the coast plainly gives to another State, what lies far from its own coast or what lies
off land that States dispute, nobody is named as its owner: only whoever has declared it, and whom
to tell.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sar.geo.contested import contested_near
from sar.geo.declared import NOTHING_DECLARED, DeclaredWaters, LimitKind, LimitPlain, words_of
from sar.geo.extents import TERRITORIAL_SEA_NM, WatersBy
from sar.geo.position import LatLon
from sar.geo.sea.land import on_land
from sar.geo.state_names import StateNames
from sar.geo.territory import (
    APPROXIMATE,
    NOT_DETERMINED,
    UNDETERMINED,
    owners_near,
    territory_of,
    undetermined,
)

_OWN_WATERS_NM: Final = 24.0
"""A party's declaration alone says whose waters these are within a box that reaches so far from
land or sea that is plainly its own: room for the baselines that all States may draw (UNCLOS 7,
10(4)). A house figure."""

COAST_NM: Final = 2.0 * TERRITORIAL_SEA_NM
"""Two territorial seas wide: so near to a coast its State is told of what happens."""

_ARCHIPELAGO_NM: Final = 125.0
"""The same of the archipelagic waters of an archipelagic State: the greatest length of a baseline
about them (UNCLOS 47(2))."""

ARCHIPELAGIC_STATES: Final = frozenset(
    {"ATG", "BHS", "COM", "CPV", "DOM", "FJI", "GRD", "IDN", "JAM", "KIR", "MDV"}
    | {"MHL", "MUS", "PHL", "PNG", "SLB", "STP", "SYC", "TTO", "TUV", "VCT", "VUT"}
)
"""The States that have said that they are archipelagic (UNCLOS 46), from memory."""

_KINDS: Final = (
    LimitKind.INTERNAL_WATERS,
    LimitKind.ARCHIPELAGIC_WATERS,
    LimitKind.TERRITORIAL_SEA,
    LimitKind.ISLAND,
)
"""The innermost first: it says what kind of waters a place lies in."""


DISCLAIMER: Final = "Without prejudice to any claim, boundary or status."


@dataclass(frozen=True, slots=True)
class WhoseWaters:
    """The owner of some waters, and by what it is known."""

    state: str | None
    """As `territory.territory_of` says it: a code, not determined, or None beyond any known."""
    declared: tuple[LimitPlain, ...] = ()
    """The limits that say so; where it is not determined, those of every claimant."""
    coast: str | None = None
    """The State that the approximate coast gives where it is not determined, if any. It is told
    of what happens there, and not named as a claimant."""
    near: tuple[str, ...] = ()
    """The States off whose coasts one party alone has declared the waters; told likewise."""

    @property
    def by(self) -> WatersBy:
        """The ground on which it is known."""
        if self.state is None:
            return WatersBy.BEYOND
        if undetermined(self.state):
            return WatersBy.NOT_DETERMINED
        return WatersBy.DECLARED if self.declared else WatersBy.APPROXIMATE

    @property
    def claimants(self) -> tuple[str, ...]:
        """The parties that have themselves declared these waters, where it is not determined whose
        they are; by code."""
        if not undetermined(self.state):
            return ()
        return tuple(sorted({one.party for one in self.declared}))

    @property
    def concerned(self) -> tuple[str, ...]:
        """The parties to tell besides the centres of the region, where it is not determined."""
        return tuple(sorted({*self.claimants, *([self.coast] if self.coast else []), *self.near}))

    @property
    def key(self) -> tuple[str, ...]:
        """The same for all waters that are one to whoever enters them."""
        return (self.state or "", *self.concerned)

    def rests_on(self, names: StateNames) -> str:
        """The ground of the answer, in words."""
        if undetermined(self.state):
            return declared_by(self.claimants, names) or APPROXIMATE
        return self.declared[0].declaration(names) if self.declared else APPROXIMATE


def declared_by(claimants: Sequence[str], names: StateNames) -> str:
    """The claimants as a sentence names them; empty without any."""
    by = [f"by {one}" for one in names.each(claimants)]
    return f"declared {_listed(by)}" if by else ""


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def whose(
    coast: str | None,
    claims: Iterable[LimitPlain],
    neighbours: Iterable[str] = (),
    *,
    alone: bool = True,
) -> WhoseWaters:
    """The rule: what the approximate coast says of a place, and the declarations that hold it.

    One party's declaration wins over its own coast, and where its word `alone` may say so
    (`stands_alone`) over nobody and over *not determined*; against another State's coast, in *not
    determined* off the coast of `neighbours` that have not said all that they claim, and between
    two, nothing is determined. Beyond 12 nm of every coast known no neighbour's sea can be taken.
    """
    declared = tuple(sorted(claims, key=_by_party_innermost_first))
    parties = {one.party for one in declared}
    if not parties:
        return WhoseWaters(coast)
    given = None if coast is None or undetermined(coast) else coast
    if len(parties) == 1 and (given is None or given in parties):
        others = tuple(sorted({*neighbours} - parties)) if coast == UNDETERMINED else ()
        if others or (given is None and not alone):
            return WhoseWaters(UNDETERMINED, declared, near=others)
        return WhoseWaters(declared[0].party, declared)
    return WhoseWaters(UNDETERMINED, declared, given)


def _by_party_innermost_first(one: LimitPlain) -> tuple[str, int, str, str]:
    return one.party, _KINDS.index(one.kind), one.name, one.id


def waters_at(p: LatLon, declared: DeclaredWaters = NOTHING_DECLARED) -> WhoseWaters:
    """The owner of the waters, or land, at a place."""
    coast = territory_of(p)
    claims = declared.claims.at(p)
    if falls_away(coast, claims, declared) and not on_land(p):
        coast = None
    return told_at(p, coast, claims, declared)


def told_at(
    p: LatLon, coast: str | None, claims: Sequence[LimitPlain], declared: DeclaredWaters
) -> WhoseWaters:
    """The rule at a place, of what the coast says there and the declarations that hold it."""
    if not claims:
        return whose(coast, ())
    neighbours = silent_neighbours(p, declared) if coast == UNDETERMINED else ()
    return whose(coast, claims, neighbours, alone=bool(stands_alone(p, claims)))


def stands_alone(p: LatLon, claims: Iterable[LimitPlain], *, about_nm: float = 0.0) -> bool | None:
    """Whether a party's declaration alone may say whose waters these are, where the coast gives
    them to nobody: near its own, and not off contested land. Of all places so far about this one;
    None: it has to be asked place by place, which it never is of one place."""
    if contested_near(p, within_nm=TERRITORIAL_SEA_NM + about_nm):
        return False if contested_near(p, within_nm=TERRITORIAL_SEA_NM - about_nm) else None
    if _are_near_own(claims, p, -about_nm):
        return True
    return None if _are_near_own(claims, p, about_nm) else False


def _are_near_own(claims: Iterable[LimitPlain], p: LatLon, farther_nm: float) -> bool:
    """Whether one of a party's declarations may say so, so far off; the shorter reach is looked at
    first, for much lies within the longer one."""
    reaches = {(_reach_nm(one), one.party) for one in claims}
    reaches |= {(_OWN_WATERS_NM, party) for _, party in reaches}
    return any(
        party in owners_near(p, within_nm=max(0.0, reach_nm + farther_nm))
        for reach_nm, party in sorted(reaches)
    )


def _reach_nm(limit: LimitPlain) -> float:
    archipelagic = limit.kind is LimitKind.ARCHIPELAGIC_WATERS
    return (
        _ARCHIPELAGO_NM if archipelagic and limit.party in ARCHIPELAGIC_STATES else _OWN_WATERS_NM
    )


def silent_neighbours(
    p: LatLon, declared: DeclaredWaters, *, about_nm: float = 0.0
) -> frozenset[str]:
    """The States off whose coast the place lies, or one so far about it, and which have not said
    that all their limits are declared."""
    near = owners_near(p, within_nm=TERRITORIAL_SEA_NM + about_nm)
    return near - NOT_DETERMINED - declared.complete


def coasts_near(p: LatLon, waters: WhoseWaters) -> tuple[str, ...]:
    """The States on whose coasts, within 24 nm or so, waters lie that are not determined: all are
    told, and none is named as a claimant by it."""
    return () if waters.by is not WatersBy.NOT_DETERMINED else coasts_about(p)


def coasts_about(p: LatLon) -> tuple[str, ...]:
    """The States with a coast within 24 nm or so, by their codes."""
    return tuple(sorted(owners_near(p, within_nm=COAST_NM) - NOT_DETERMINED))


UNSAID_NEAR: Final = (
    "Land lies near of which it is not said here whose it is: a State that your party holds to have"
    " a coast there is told too."
)


def unsaid_near(p: LatLon, waters: WhoseWaters) -> bool:
    """Whether such land lies within 24 nm or so of waters that are not determined. No State is
    named for it: those that are named may not be all that have a coast there."""
    return waters.by is WatersBy.NOT_DETERMINED and contested_near(p, within_nm=COAST_NM)


def kind_at(p: LatLon, waters: WhoseWaters) -> LimitKind | None:
    """The kind of waters that one party has declared there; around an island its territorial sea.
    None: nobody, or it is not determined whose they are."""
    if waters.by is not WatersBy.DECLARED:
        return None
    first = waters.declared[0]
    if first.kind is LimitKind.ISLAND and not any(one.on_island(p) for one in waters.declared):
        return LimitKind.TERRITORIAL_SEA
    return first.kind


def sentence(
    p: LatLon,
    waters: WhoseWaters,
    *,
    names: StateNames,
    centres: Sequence[str],
    zones: Sequence[LimitPlain],
) -> str:
    """The answer in words; `centres` by name are those whose regions hold the place."""
    said = [_whose_in_words(p, waters, names)]
    if unsaid_near(p, waters):
        said.append(UNSAID_NEAR)
    if centres:
        region = "region" if len(centres) == 1 else "regions"
        said.append(f"It lies in the {region} of {_listed(centres)}.")
    said += [
        f"It lies in the {words_of(one.kind)} {one.name}, {one.declaration(names)}."
        for one in zones
    ]
    return " ".join(said)


def _whose_in_words(p: LatLon, waters: WhoseWaters, names: StateNames) -> str:
    owner = names.of(waters.state or "")
    match waters.by:
        case WatersBy.BEYOND:
            return "Beyond any territorial sea known here."
        case WatersBy.NOT_DETERMINED:
            claims = declared_by(waters.claimants, names)
            return f"Not determined here{f': {claims}' if claims else ''}."
        case WatersBy.APPROXIMATE:
            return f"In the territory or territorial sea of {owner} ({APPROXIMATE})."
        case WatersBy.DECLARED:
            kind = kind_at(p, waters) or waters.declared[0].kind
            what = "On an island" if kind is LimitKind.ISLAND else f"In the {words_of(kind)}"
            return f"{what} of {owner}, {waters.declared[0].declaration(names)}."


def falls_away(coast: str | None, claims: Iterable[LimitPlain], declared: DeclaredWaters) -> bool:
    """Whether the State says that all its limits are declared, and these waters are in none. Land
    without a known owner lies nowhere near what the coast gives to one State (decision 21): so
    this is never said off such land."""
    return coast in declared.complete and all(one.party != coast for one in claims)
