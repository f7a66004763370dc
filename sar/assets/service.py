"""Registering assets, changing them, saying how ready they are, retiring them, their positions."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets import fix_ingest, visible
from sar.assets.availability import peak
from sar.assets.base_doubts import BaseDoubt, OwnWaters, base_doubts
from sar.assets.catalogue import type_of
from sar.assets.centre_codes import unknown_centres
from sar.assets.csv_import import MAX_FAULTS, Claim, ImportedRows, RowFault, first_faults
from sar.assets.displacements import draw_again
from sar.assets.fix_schemas import FixBody
from sar.assets.models import Asset
from sar.assets.own_type_acts import check_usable
from sar.assets.plausible import NewFix
from sar.assets.registered_alike import registered_alike
from sar.assets.registering import Fault, faults_of
from sar.assets.schemas import AssetBody, ChangeAssetBody, ReadinessBody
from sar.assets.words import UNIQUE
from sar.errors import Conflict, Malformed, Refusal
from sar.languages.places import filled
from sar.parties.caller import Caller
from sar.parties.visible import access_centre, centres, check_serving, regions
from sar.record import access_barrier
from sar.record.entries import (
    AssetChanged,
    AssetRegistered,
    AssetRetired,
    AssetsImported,
    ReadinessChanged,
)
from sar.record.recording import Recording, recording
from sar.record.service import Picture, Views
from sar.stints import Stints
from sar.wire import check_version

MARKS: Final = {"mmsi": "MMSI", "icao24": "ICAO24", "tracker_id": "tracker"}
"""The fields that one asset of a party alone may carry, in a sentence."""


async def register(db: AsyncSession, caller: Caller, body: AssetBody, *, now: datetime) -> None:
    """A new asset of the caller's party."""
    centre_id = body.centre_id or caller.centre_id
    await access_centre(db, centre_id, of=caller.party)
    await check_serving(db, "centre_id", centre_id)
    await check_usable(db, caller.party, body.type)
    _check(body, now=now)
    await _check_identifiers(db, caller.party, {name: getattr(body, name) for name in UNIQUE})
    async with _recording(db, caller, [body.id], now=now) as entry:
        db.add(Asset(**_columns(caller.party, centre_id, body, now=now)))
        entry.record(AssetRegistered(id=body.id, about=body.name), readers=[caller.party])


def _columns(party: str, centre_id: UUID, body: AssetBody, *, now: datetime) -> dict[str, Any]:
    """The row of a new asset."""
    given = body.model_dump(exclude={"type", "centre_id", "base", "overrides"})
    return given | {
        "party_code": party,
        "centre_id": centre_id,
        "type_code": body.type,
        "kind": type_of(body.type).kind,
        "narrow": type_of(body.type).narrow,
        "base": body.base.to_latlon() if body.base else None,
        "overrides": body.overrides.model_dump(exclude_none=True),
        "version": 1,
        "created_at": now,
        "updated_at": now,
        "retired_at": None,
    }


def _check(body: AssetBody, *, now: datetime) -> None:
    _refuse(
        faults_of(
            type_code=body.type,
            overrides=body.overrides.model_dump(exclude_none=True),
            quantity=body.quantity,
            readiness_until=body.readiness_until,
            now=now,
        )
    )


def _refuse(faults: Iterable[Fault]) -> None:
    errors = [{"field": f.field, "code": f.code, "reason": f.reason} for f in faults]
    if errors:
        raise Malformed.all(errors)


async def _check_identifiers(
    db: AsyncSession, party: str, given: dict[str, str | None], *, but: UUID | None = None
) -> None:
    """Two assets in a party's register never have the same MMSI, aircraft address or
    tracker."""
    wanted = {column: {number} for column, number in given.items() if number is not None}
    taken = await visible.identified(db, party, wanted, but=but)
    if taken:
        raise Conflict.of(
            [
                Refusal(
                    "identifier_taken",
                    filled(
                        "{name} carries {mark} {number} already.",
                        name=name,
                        mark=MARKS[column],
                        number=number,
                    ),
                    {"field": column, "number": number, "asset": name},
                )
                for (column, number), name in taken.items()
            ]
        )


async def change(
    db: AsyncSession,
    caller: Caller,
    asset_id: UUID,
    body: ChangeAssetBody,
    *,
    version: int,
    now: datetime,
) -> None:
    """Change what the body names; a change to the present value is none."""
    asset = await visible.access_asset(db, caller, asset_id, lock=True)
    check_version(given=version, current=asset.version)
    given = _changes(body)
    changed = {name: value for name, value in given.items() if getattr(asset, name) != value}
    if not changed:
        return
    await _check_change(db, caller, asset, changed, now=now)
    async with _recording(db, caller, [asset_id], now=now) as entry:
        for name, value in changed.items():
            setattr(asset, name, value)
        asset.kind = type_of(asset.type_code).kind
        asset.narrow = type_of(asset.type_code).narrow
        _touch(asset, now=now)
        said = ", ".join(sorted(name.removesuffix("_code").replace("_", " ") for name in changed))
        if changed.keys() & {"base", "base_shared"}:
            await db.flush()
            await draw_again(db, [asset_id], now=now)
        fact = AssetChanged(id=asset_id, about=asset.name, fields=said)
        entry.record(fact, readers=[caller.party])


def _changes(body: ChangeAssetBody) -> dict[str, Any]:
    given = body.model_dump(exclude_unset=True, exclude={"type", "base", "overrides"})
    if "type" in body.model_fields_set:
        given["type_code"] = body.type
    if "base" in body.model_fields_set:
        given["base"] = body.base.to_latlon() if body.base else None
    if "overrides" in body.model_fields_set:
        given["overrides"] = body.overrides.model_dump(exclude_none=True)
    return given


async def _check_change(
    db: AsyncSession, caller: Caller, asset: Asset, changed: dict[str, Any], *, now: datetime
) -> None:
    """Whether the asset may become what the change makes of it."""
    if "centre_id" in changed:
        await access_centre(db, changed["centre_id"], of=caller.party)
        await check_serving(db, "centre_id", changed["centre_id"])
    if "type_code" in changed:
        await check_usable(db, caller.party, changed["type_code"])
    type_code, quantity = changed.get("type_code", asset.type_code), changed.get("quantity")
    _refuse(
        faults_of(
            type_code=type_code,
            overrides=changed.get("overrides", asset.overrides),
            quantity=asset.quantity if quantity is None else quantity,
            readiness_until=None,
            now=now,
        )
    )
    identifiers = {name: changed.get(name) for name in UNIQUE}
    await _check_identifiers(db, caller.party, identifiers, but=asset.id)
    windows = await visible.open_windows(db, asset.id)
    if windows and "type_code" in changed:
        raise Conflict.of(_bound(asset, "its type cannot change"))
    most = peak(windows)
    if quantity is not None and quantity < most:
        raise Conflict.of(
            Refusal(
                "quantity_bound",
                filled(
                    "Of {name} {most} are bound: there cannot be only {quantity}.",
                    name=asset.name,
                    most=most,
                    quantity=quantity,
                ),
                {"asset": asset.name, "bound": most, "wanted": quantity},
            )
        )


def _bound(asset: Asset, consequence: str) -> Refusal:
    return Refusal(
        "asset_bound",
        f"{asset.name} is bound to a deployment: {consequence} before it is released.",
        {"asset": asset.name},
    )


async def set_readiness(
    db: AsyncSession, caller: Caller, asset_id: UUID, body: ReadinessBody, *, now: datetime
) -> None:
    """Say whether the asset can go."""
    asset = await visible.access_asset(db, caller, asset_id, lock=True)
    if body.until is not None and body.until <= now:
        raise Malformed.at("until", "in_the_past", "has passed already")
    async with _recording(db, caller, [asset_id], now=now) as entry:
        asset.readiness = body.readiness
        asset.readiness_reason = body.reason
        asset.readiness_until = body.until
        asset.readiness_at = now
        if body.at_sea is not None:
            asset.at_sea = body.at_sea
        _touch(asset, now=now)
        fact = ReadinessChanged(
            id=asset_id, about=asset.name, readiness=body.readiness, reason=body.reason
        )
        entry.record(fact, readers=[caller.party])


async def retire(
    db: AsyncSession, caller: Caller, asset_id: UUID, *, version: int, now: datetime
) -> None:
    """Take the asset out of everyone's picture; its history stays. 409 while it is bound."""
    asset = await visible.access_asset(db, caller, asset_id, lock=True)
    check_version(given=version, current=asset.version)
    if await visible.open_windows(db, asset_id):
        raise Conflict.of(_bound(asset, "it cannot be retired"))
    async with _recording(db, caller, [asset_id], now=now) as entry:
        asset.retired_at = now
        _touch(asset, now=now)
        fact = AssetRetired(id=asset_id, about=asset.name)
        entry.record(fact, readers=[caller.party])


def _touch(asset: Asset, *, now: datetime) -> None:
    asset.version += 1
    asset.updated_at = now


async def import_list(
    db: AsyncSession, caller: Caller, listed: ImportedRows, *, import_id: UUID, now: datetime
) -> None:
    """Register a whole list, or nothing of it and every row's faults.

    A long one that others overtake each time is refused as overtaken (`UNDER_LOCK`).
    """
    served = await centres(db, party=caller.party, serving=True)
    own = {centre.code: centre.id for centre in served}
    faults = [*listed.faults, *unknown_centres(listed.claims, {c.code: c.name for c in served})]
    faults += await _taken(db, caller.party, listed.claims)
    faults += await _registered(db, caller.party, listed, told={fault.line for fault in faults})
    faults += await _unusable(db, caller.party, listed)
    if faults:
        raise Malformed.all(
            [_row_error(fault) for fault in first_faults(sorted(faults, key=_place))]
        )
    if not listed.assets:
        raise Malformed.at("body", "empty", "holds no asset")
    kept: list[UUID] = []
    if len(listed.assets) > UNDER_LOCK:
        access_barrier.never_hold(db)
    stints = Stints(rests=0.0) if access_barrier.holds(db) else Stints()
    draw = partial(_views_in_slices, db, kept, stints, now=now)
    async with recording(db, draw, by=caller.actor, now=now) as entry:
        try:
            async with db.begin_nested():
                for some in slices(listed.assets):
                    rows = [
                        _columns(
                            caller.party,
                            own[one.centre] if one.centre else caller.centre_id,
                            one.body,
                            now=now,
                        )
                        for one in some
                    ]
                    await db.execute(insert(Asset), rows)
                    kept += (one.body.id for one in some)
                    await stints.rest()
        except IntegrityError:
            raise Conflict.of(
                Refusal(
                    "list_overtaken", "Somebody registered one of these just now. Send it again."
                )
            ) from None
        count = len(kept)
        fact = AssetsImported(id=import_id, about=f"{count} assets", count=count)
        entry.record(fact, readers=[caller.party])


async def doubts_of_list(db: AsyncSession, party: str, listed: ImportedRows) -> list[BaseDoubt]:
    """The doubts about a list that is registered, by the party's waters."""
    served = await centres(db, party=party, serving=True)
    own = OwnWaters(
        [area for owner, _, area in await regions(db) if owner == party],
        [centre.position.to_latlon() for centre in served],
    )
    return [*islice(base_doubts(listed.assets, own), MAX_FAULTS)]


UNDER_LOCK: Final = 500
"""A list of so many assets is drawn under the record's lock in its last attempt, without a rest:
that takes a fraction of a second (house figure). Of a longer one nobody waits for the drawing."""

SLICE: Final = 50
"""Assets of a list that are kept or drawn at a time; others have their turn between."""

T = TypeVar("T")


def slices(whole: Sequence[T]) -> Iterator[Sequence[T]]:
    """A long list in parts."""
    return (whole[start : start + SLICE] for start in range(0, len(whole), SLICE))


async def _views_in_slices(
    db: AsyncSession, ids: Sequence[UUID], stints: Stints, *, now: datetime
) -> Views:
    """As `visible.views` of as many as there are when it is called, giving way between."""
    result: dict[str, Picture] = defaultdict(dict)
    for some in slices(ids):
        for party, picture in (await visible.views(db, some, now=now)).items():
            result[party].update(picture)
        await stints.rest()
    return result


async def _unusable(db: AsyncSession, party: str, listed: ImportedRows) -> list[RowFault]:
    """Faults of rows whose type is another party's own, or withdrawn."""
    faults: dict[str, RowFault] = {}
    for code in {one.body.type for one in listed.assets}:
        try:
            await check_usable(db, party, code)
        except Malformed as error:
            (one,) = error.errors
            faults[code] = RowFault(0, "type", one["code"], one["reason"])
    return [
        replace(faults[one.body.type], line=one.line)
        for one in listed.assets
        if one.body.type in faults
    ]


async def _taken(db: AsyncSession, party: str, claims: Sequence[Claim]) -> list[RowFault]:
    wanted = {
        column: {claim.value for claim in claims if claim.column == column} for column in UNIQUE
    }
    taken = await visible.identified(db, party, wanted)
    return [
        RowFault(claim.line, claim.column, "identifier_taken", f"{name} carries it already")
        for claim in claims
        if (name := taken.get((claim.column, claim.value))) is not None
    ]


async def _registered(
    db: AsyncSession, party: str, listed: ImportedRows, *, told: Collection[int]
) -> list[RowFault]:
    """Faults of rows whose asset the register has already, but for those in which one is told."""
    known = await visible.named_alike(db, party, {one.body.name for one in listed.assets})
    return [one for one in registered_alike(listed.assets, known) if one.line not in told]


def _place(fault: RowFault) -> tuple[int, str]:
    return fault.line, fault.column


def _row_error(fault: RowFault) -> dict[str, Any]:
    place = f"row {fault.line}"
    return {
        "field": f"{place}, {fault.column}" if fault.column else place,
        "code": fault.code,
        "reason": fault.reason,
        "row": fault.line,
        "column": fault.column,
    }


async def deliver(
    db: AsyncSession, caller: Caller, asset_id: UUID, fixes: Sequence[FixBody], *, now: datetime
) -> fix_ingest.Ingested:
    """Positions of an own asset; nothing is kept when one of them claims a time to come."""
    await visible.access_asset(db, caller, asset_id)
    refuse_future(fixes, now=now)
    return await fix_ingest.ingest(db, [new_fix(asset_id, fix) for fix in fixes], now=now)


def new_fix(thing_id: UUID, fix: FixBody) -> NewFix:
    """The position that was delivered for an asset, or for a ship."""
    return NewFix(
        asset_id=thing_id,
        at=fix.at,
        point=fix.point.to_latlon(),
        course_deg=fix.course_deg,
        speed_kn=fix.speed_kn,
        uncertainty_nm=fix.uncertainty_nm,
        source=fix.source,
    )


def refuse_future(fixes: Sequence[FixBody], *, now: datetime) -> None:
    """Raise Malformed, naming each, when positions claim a time to come."""
    errors = [
        {"field": f"[{i}].at", "code": "in_the_future", "reason": "has not come yet"}
        for i, fix in enumerate(fixes)
        if fix_ingest.is_future(fix.at, now=now)
    ]
    if errors:
        raise Malformed.all(errors)


def _recording(
    db: AsyncSession, caller: Caller, asset_ids: Collection[UUID], *, now: datetime
) -> AbstractAsyncContextManager[Recording]:
    """A fact of the own party; the others read it as far as their picture changes."""
    draw = partial(visible.views, db, asset_ids, now=now)
    return recording(db, draw, by=caller.actor, now=now)
