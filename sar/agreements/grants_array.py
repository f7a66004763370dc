"""Grants over a whole fleet: the array form of `terms.asset_grant`.

Assets that no term can tell apart (same owner, same type, in the same zones) have the same grant:
it is computed once for each such group, and goes to all of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon

from sar.agreements.clauses import (
    NO_VEIL,
    OccasionPlain,
    TermPlain,
    Text,
    Veil,
    basis,
    claimants_of,
    effective,
    has_occasion,
    is_beaten,
    order_of,
    zone_veils,
)
from sar.agreements.spared_cases import shares
from sar.agreements.terms import AssetGrant, level_of
from sar.agreements.words import ClauseKind, Kind, Visibility
from sar.geo.areas import contains_all

_CLOSE_DEG: Final = 1e-6

Index = NDArray[np.int32]
Places = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Longitudes and latitudes; NaN: nowhere."""


@dataclass(frozen=True, slots=True)
class FleetIndex:
    """The owners and types that the columns of a fleet index; of each type the narrowest kind by
    which a clause may name it."""

    owners: Sequence[str]
    types: Sequence[tuple[Kind | ClauseKind, str]]


@dataclass(frozen=True, slots=True)
class FleetFacts:
    """Facts about many assets that terms ask for, by column; `owner` and `type` are indexes.

    `lon` and `lat` are the latest fix, else the base, else NaN; `earlier` the places disclosed so,
    by veil, for the rows of `Promises.late_rows`.
    """

    owner: Index
    type: Index
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    earlier: Mapping[Veil, Places] = field(default_factory=dict)
    by_owner: tuple[Index, Index] | None = None
    """The result of `in_order_of` the owners, if cached."""

    def of(self, rows: NDArray[np.intp]) -> "FleetFacts":
        """A selection of the assets, in that order."""
        earlier = {veil: (lon[rows], lat[rows]) for veil, (lon, lat) in self.earlier.items()}
        return FleetFacts(
            self.owner[rows], self.type[rows], self.lon[rows], self.lat[rows], earlier
        )

    def rows_of(self, owners: Iterable[int]) -> Iterator[Index]:
        """The rows of each owner."""
        rows, first = self.by_owner or in_order_of(self.owner)
        for owner in owners:
            yield rows[first[owner] : first[owner + 1]] if owner + 1 < len(first) else rows[:0]


def in_order_of(owner: Index) -> tuple[Index, Index]:
    """The rows in the order of their owners, and the first index of each owner; a last entry ends
    the last."""
    count = np.bincount(owner, minlength=1)
    # Numbers of sixteen bits sort much faster.
    few = owner.astype(np.int16) if len(count) < np.iinfo(np.int16).max else owner
    first = np.concatenate(([0], np.cumsum(count)))
    return np.argsort(few, kind="stable").astype(np.int32), first.astype(np.int32)


@dataclass(frozen=True, slots=True)
class GrantColumns:
    """The index of each asset's grant in `grants`, which are without the clauses that lost."""

    grant: Index
    grants: tuple[AssetGrant, ...]


class Promises:
    """The terms that grant a viewer anything at an instant, ready to be applied to fleets.

    Valid as long as neither the terms nor the viewer's occasions change and no term begins or ends
    by time.
    """

    def __init__(
        self,
        terms: Iterable[TermPlain],
        index: FleetIndex,
        *,
        viewer: str,
        occasions: Iterable[OccasionPlain],
        now: datetime,
    ) -> None:
        self._index = index
        met = tuple(occasions)
        of: dict[str, list[TermPlain]] = {owner: [] for owner in index.owners}
        for term in terms:
            if (
                term.visibility is not None
                and viewer in term.parties
                and effective(term, now)
                and has_occasion(term, met)
            ):
                for owner in of.keys() & term.parties:
                    if term.grants(owner, viewer) and shares(term, owner, viewer, now):
                        of[owner].append(term)
        self._of = [_OwnersTerms(of[owner], own=owner == viewer) for owner in index.owners]
        self._zoned = {
            at: [(term.zone, term) for term in one.terms if term.zone is not None]
            for at, one in enumerate(self._of)
        }
        self._known: dict[tuple[int, bytes], int] = {}
        self._indexes: dict[AssetGrant, int] = {}
        self._unzoned: Index = np.full(
            len(index.owners) * len(index.types), _NOT_ASKED, dtype=np.int32
        )

    def late_rows(self, fleet: FleetFacts) -> dict[Veil, NDArray[np.intp]]:
        """By veil the assets whose zone terms ask for a place disclosed so."""
        owners: dict[Veil, list[int]] = {}
        for owner, zoned in self._zoned.items():
            for veil in zone_veils(term for _, term in zoned):
                owners.setdefault(veil, []).append(owner)
        return {veil: np.flatnonzero(np.isin(fleet.owner, some)) for veil, some in owners.items()}

    def grants_for(self, fleet: FleetFacts) -> GrantColumns:
        """The viewer's grant of each asset."""
        group = fleet.owner * np.int32(len(self._index.types)) + fleet.type
        there = np.bincount(group, minlength=len(self._unzoned)) > 0
        for one in np.flatnonzero(there & (self._unzoned == _NOT_ASKED)).tolist():
            self._unzoned[one] = self._grant_index(one, b"")
        result = self._unzoned[group]
        for row, inside in self._in_zones(fleet):
            result[row] = self._grant_index(int(group[row]), inside)
        return GrantColumns(result, tuple(self._indexes))

    def _in_zones(self, fleet: FleetFacts) -> Iterator[tuple[int, bytes]]:
        """The assets in some zone of their owner's terms, with a byte for each zone."""
        owners = {owner: zoned for owner, zoned in self._zoned.items() if zoned}
        for rows, zoned in zip(fleet.rows_of(owners), owners.values(), strict=True):
            if not len(rows):
                continue
            inside = np.zeros((len(rows), len(zoned)), dtype=bool)
            for at, (zone, term) in enumerate(zoned):
                inside[:, at] = _covered(zone, term, fleet, rows)
            for at in np.flatnonzero(inside.any(axis=1)).tolist():
                yield int(rows[at]), inside[at].tobytes()

    def _grant_index(self, group: int, inside: bytes) -> int:
        """The index of the grant of a group in these zones, a byte for each; it is computed
        once."""
        if (group, inside) not in self._known:
            owner, type_ = divmod(group, len(self._index.types))
            grant = self._of[owner].grant(self._index.types[type_], inside)
            self._known[group, inside] = self._indexes.setdefault(grant, len(self._indexes))
        return self._known[group, inside]


_NOT_ASKED: Final = -1


class _OwnersTerms:
    """The terms by which an owner grants the viewer anything, in order, and by column."""

    def __init__(self, terms: Iterable[TermPlain], *, own: bool) -> None:
        self.terms = sorted(terms, key=order_of)
        self._own = own
        named: dict[tuple[object, ...], int] = {}
        self._name = np.array(
            [
                named.setdefault((one.kinds, one.types, one.excluded_types), len(named))
                for one in self.terms
            ],
            dtype=np.int32,
        )
        at_first = np.unique(self._name, return_index=True)[1]
        self._naming = [self.terms[at] for at in at_first.tolist()]
        self._zoned = np.flatnonzero([one.zone is not None for one in self.terms])
        texts: dict[Text, int] = {}
        self._text = np.array(
            [texts.setdefault(one.text, len(texts)) for one in self.terms], dtype=np.int32
        )
        self._texts = list(texts)
        self._is_claimed = bool(claimants_of(self._texts))
        self._rank = np.array([level_of(one).rank for one in self.terms], dtype=np.int32)
        self._precision_nm = np.array([one.precision_nm for one in self.terms], dtype=float)
        self._delay = np.array([one.delay_minutes for one in self.terms], dtype=np.int64)
        self._names: dict[tuple[Kind | ClauseKind, str], NDArray[np.bool_]] = {}

    def grant(self, type_: tuple[Kind | ClauseKind, str], inside: bytes) -> AssetGrant:
        """The array form of `asset_grant`, of assets of a type in these of the zones (b"": in
        none)."""
        if self._own:
            return AssetGrant(level=Visibility.POSITION, source="Its own asset")
        applies = self._naming_it(type_).copy()
        applies[self._zoned] &= np.frombuffer(inside, dtype=bool) if inside else False
        at = self._standing(np.flatnonzero(applies))
        if not len(at):
            return AssetGrant(level=Visibility.NONE, source="No term shares it")
        best = at[self._rank[at] == self._rank[at].max()]
        won = self.terms[int(best[0])]
        cited = basis(won)
        return AssetGrant(
            level=level_of(won),
            precision_nm=float(self._precision_nm[best].min()),
            delay_minutes=int(self._delay[best].min()),
            winner=cited,
            source=cited.label,
        )

    def _naming_it(self, type_: tuple[Kind | ClauseKind, str]) -> NDArray[np.bool_]:
        """Whether each term names such assets."""
        if type_ not in self._names:
            named = np.array([one.names(*type_) for one in self._naming], dtype=bool)
            self._names[type_] = named[self._name]
        return self._names[type_]

    def _standing(self, at: NDArray[np.intp]) -> NDArray[np.intp]:
        """The terms over which no text of the others prevails; all if none would be left."""
        if not self._is_claimed:
            return at
        present = np.unique(self._text[at]).tolist()
        claimants = claimants_of(self._texts[one] for one in present)
        beaten = [one for one in present if is_beaten(self._texts[one], claimants)]
        standing = at[~np.isin(self._text[at], beaten)]
        return standing if len(standing) else at


def _covered(
    zone: MultiPolygon, term: TermPlain, fleet: FleetFacts, rows: Index
) -> NDArray[np.bool_]:
    """`clauses.covers` for many assets."""
    veiled = term.veil != NO_VEIL
    lons, lats = fleet.earlier[term.veil] if veiled else (fleet.lon, fleet.lat)
    result = np.zeros(len(rows), dtype=bool)
    _, south, _, north = zone.bounds
    theirs = lats[rows]
    near = np.flatnonzero((theirs >= south - _CLOSE_DEG) & (theirs <= north + _CLOSE_DEG))
    if len(near):
        result[near] = contains_all(zone, lons[rows[near]], theirs[near])
    return result
