"""A party's own types of assets: added, refined and withdrawn."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from sar import limits
from sar.agreements.words import Kind
from sar.assets import own_types
from sar.assets.catalogue import (
    PREFIX_END,
    UNKNOWN_TYPE,
    AssetType,
    Figures,
    Notice,
    RecoveryPace,
    Source,
    shipped_types,
)
from sar.assets.models import OwnAssetType
from sar.assets.own_capability_acts import check_usable_capabilities
from sar.assets.registering import Fault
from sar.assets.type_definitions import (
    FORMS,
    LANDING,
    document_of,
    faults_of_type,
    lacking_speed,
)
from sar.assets.type_schemas import AddTypeBody, OwnTypeSourceBody, RefineTypeBody, TypeFieldsBody
from sar.assets.words import Hull, TypeSource
from sar.errors import Conflict, Malformed, NotFound, Refusal
from sar.languages.places import filled
from sar.parties.caller import Caller
from sar.record.entries import AssetTypeAdded, AssetTypeRefined, AssetTypeWithdrawn
from sar.record.recording import recording
from sar.record.service import Views
from sar.wire import check_version

MOST_TYPES: Final = 200
"""Types of one party's own, withdrawn ones too: every process holds all of them."""

REFINED_IN_USE: Final = 6
"""Changes of types of one party in a minute of which there are assets: each has all who see one
read their snapshot again."""


def code_for(party: str, code: str) -> str:
    """The whole code of a party's type."""
    return f"{party}{PREFIX_END}{code}"


async def add(db: AsyncSession, caller: Caller, body: AddTypeBody, *, now: datetime) -> None:
    """A new type of the caller's party, whole or based on another."""
    code = code_for(caller.party, body.code)
    if await own_types.is_taken(db, code):
        reason = filled("There is a type {code} already.", code=code)
        raise Conflict.of(Refusal("type_known", reason))
    if await own_types.count_of(db, caller.party) >= MOST_TYPES:
        reason = filled("A party has {most} types of its own at most.", most=MOST_TYPES)
        raise Conflict.of(Refusal("too_many_types", reason))
    beginning = await _beginning(db, caller, code, body)
    await check_usable_capabilities(db, caller.party, body.capabilities, had=beginning.capabilities)
    made = _with(beginning, body)
    _check(*lacking_speed(made), *faults_of_type(made))
    async with recording(db, _nothing, by=caller.actor, now=now) as entry:
        row = OwnAssetType(
            code=code,
            party_code=caller.party,
            based_on=body.based_on,
            definition=document_of(made),
            max_kn=made.figures.max_kn,
            created_at=now,
            updated_at=now,
        )
        db.add(row)
        await db.flush()
        await own_types.keep_at_commit(db, row)
        fact = AssetTypeAdded(id=code, about=code, name=made.name)
        entry.record(fact, readers=[caller.party])


async def refine(
    db: AsyncSession,
    caller: Caller,
    code: str,
    body: RefineTypeBody,
    *,
    version: int,
    now: datetime,
) -> None:
    """Other figures, capabilities or words of an own type, for all assets that are of it: the
    parties that may see one read their snapshots anew. Nothing, where nothing is other."""
    row = await _own(db, caller, code)
    check_version(given=version, current=row.version)
    known = own_types.type_of_row(row)
    await check_usable_capabilities(db, caller.party, body.capabilities, had=known.capabilities)
    made = _with(known, body)
    _check(*faults_of_type(made))
    definition = document_of(made)
    if definition == row.definition:
        return
    seen_by = await own_types.viewers_of_type(db, code, now=now)
    if seen_by:
        limits.take("types", caller.party, per_minute=REFINED_IN_USE)
    async with recording(db, _nothing, by=caller.actor, now=now) as entry:
        row.definition = definition
        row.updated_at = now
        row.version += 1
        await own_types.keep_at_commit(db, row)
        fact = AssetTypeRefined(id=code, about=code, name=made.name)
        entry.record(fact, readers=[caller.party], resync=seen_by)


async def withdraw(
    db: AsyncSession, caller: Caller, code: str, *, version: int, now: datetime
) -> None:
    """No asset becomes one of the type any more; those that are stay so."""
    row = await _own(db, caller, code)
    check_version(given=version, current=row.version)
    if row.withdrawn_at is not None:
        reason = filled("The type {code} is withdrawn.", code=code)
        raise Conflict.of(Refusal("type_withdrawn", reason))
    async with recording(db, _nothing, by=caller.actor, now=now) as entry:
        row.withdrawn_at = row.updated_at = now
        row.version += 1
        fact = AssetTypeWithdrawn(id=code, about=code, name=row.definition["name"])
        entry.record(fact, readers=[caller.party])


async def check_usable(db: AsyncSession, party: str, code: str) -> None:
    """Malformed where an asset of the party may not become one of the type: it is another's own,
    or withdrawn."""
    if code in shipped_types():
        return
    row = await own_types.own_type(db, party, code)
    if row is None:
        raise Malformed.at("type", "unknown_type", UNKNOWN_TYPE)
    own_types.keep_unknown([row])
    if row.withdrawn_at is not None:
        raise Malformed.at("type", "type_withdrawn", "is a type that is withdrawn")


async def check_seen(
    db: AsyncSession, viewer: str, codes: Mapping[str, str], *, now: datetime
) -> None:
    """Malformed where the party sees no type of a code, by the fields that name the codes: another
    party's own that it does not see is as unknown as one that is none."""
    seen = await own_types.seen_among(db, viewer, codes.values(), now=now)
    faults = [
        {"field": field, "code": "unknown_type", "reason": UNKNOWN_TYPE}
        for field, code in codes.items()
        if code not in shipped_types() and code not in seen
    ]
    if faults:
        raise Malformed.all(faults)


async def _own(db: AsyncSession, caller: Caller, code: str) -> OwnAssetType:
    row = await own_types.own_type(db, caller.party, code)
    if row is None:
        raise NotFound("asset type")
    return row


async def _nothing() -> Views:
    """Views that an entry changes: none, for types are read by themselves."""
    return {}


async def _beginning(db: AsyncSession, caller: Caller, code: str, body: AddTypeBody) -> AssetType:
    """The type on which the new one is based, else one of which nothing is known."""
    if body.based_on is not None:
        based_on = shipped_types().get(body.based_on)
        if based_on is None:
            row = await own_types.own_type(db, caller.party, body.based_on)
            if row is None:
                raise Malformed.at("based_on", "unknown_type", UNKNOWN_TYPE)
            based_on = own_types.type_of_row(row)
        if based_on.opportunity:
            reason = "is a type of ships that belong to no party"
            raise Malformed.at("based_on", "not_an_own_ship", reason)
        return replace(based_on, code=code, source=_source(_NO_SOURCE, body.source))
    if body.kind is None:
        raise Malformed.at("kind", "missing", "must be told of a type that is based on no other")
    return AssetType(
        code=code,
        kind=body.kind,
        form=body.form or FORMS[body.kind][0],
        name=body.name,
        unit_class="",
        figures=Figures(),
        draught_m=None,
        **dict.fromkeys(LANDING),
        hull=Hull.DISPLACEMENT if body.kind is Kind.VESSEL else None,
        notice=_NOTICE,
        turn_round_minutes=0,
        capabilities=frozenset(),
        recovery=MappingProxyType({}),
        limits="",
        divisible=False,
        source=_source(_NO_SOURCE, body.source),
    )


_NOTICE: Final = Notice(60, 90, 10)
"""Unless told: house figures."""
_NO_SOURCE: Final = Source(TypeSource.UNVERIFIED, "", frozenset())


def _with(one: AssetType, body: TypeFieldsBody) -> AssetType:
    """The type with what the body tells of it."""
    told = {name: getattr(body, name) for name in body.model_fields_set}
    change: dict[str, Any] = {
        name: told[name]
        for name in _PLAIN
        if told.get(name) is not None or (name in _NOT_SAID and name in told)
    }
    if body.figures is not None:
        change["figures"] = replace(one.figures, **body.figures.model_dump(exclude_unset=True))
    if body.notice is not None:
        given = body.notice
        change["notice"] = Notice(given.day_minutes, given.night_minutes, given.at_sea_minutes)
    if body.capabilities is not None:
        change["capabilities"] = frozenset(body.capabilities)
        if body.recovery is None:
            kept = {
                means: paces
                for means, paces in one.recovery.items()
                if means in change["capabilities"]
            }
            change["recovery"] = MappingProxyType(kept)
    if body.recovery is not None:
        change["recovery"] = _paces(body)
    if body.source is not None:
        change["source"] = _source(one.source, body.source)
    return replace(one, **change)


def _source(known: Source, told: OwnTypeSourceBody) -> Source:
    """The source with what is told of it; the rest stays as it was."""
    return Source(
        told.status if "status" in told.model_fields_set else known.status,
        told.note,
        frozenset(told.sourced) if "sourced" in told.model_fields_set else known.sourced,
    )


def _paces(body: TypeFieldsBody) -> Mapping[Any, tuple[RecoveryPace, ...]]:
    found: dict[Any, list[RecoveryPace]] = {}
    for one in sorted(body.recovery or (), key=lambda one: one.sea_state_max):
        pace = RecoveryPace(one.sea_state_max, one.persons_an_hour)
        found.setdefault(one.means, []).append(pace)
    return MappingProxyType({means: tuple(paces) for means, paces in found.items()})


_PLAIN: Final = (
    "kind", "form", "name", "unit_class", "draught_m", "hull", "turn_round_minutes", "limits",
    "divisible", *LANDING,
)  # fmt: skip
_NOT_SAID: Final = frozenset({"draught_m", *LANDING})
"""Of these null is told: it is not known."""


def _check(*faults: Fault) -> None:
    if faults:
        raise Malformed.all(
            [{"field": fault.field, "code": fault.code, "reason": fault.reason} for fault in faults]
        )
