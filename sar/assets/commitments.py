"""Binding assets for windows of time; the database's constraints have the last word."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final, Self
from uuid import UUID

from psycopg import Error as PsycopgError
from psycopg.types.range import TimestamptzRange
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import TSTZRANGE
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.assets.access import among
from sar.assets.availability import Window, free_quantity
from sar.assets.catalogue import type_of
from sar.assets.models import Asset, Commitment, window
from sar.errors import Conflict, Refusal
from sar.languages.places import filled
from sar.time_words import minute_text

CONSTRAINTS: Final = frozenset({"commitment_single", "commitment_within_quantity"})


class AlreadyCommitted(Conflict):
    """The asset is bound already. `exercises`: the deployments of exercises that are in the way
    of real work, by start."""

    refusal: Refusal
    exercises: tuple[UUID, ...] = ()

    @classmethod
    def by(cls, refusal: Refusal, wanted: Window, others: Iterable[tuple[UUID, Window]]) -> Self:
        """The problem for what was wanted, and what of the others is in its way."""
        problem = cls.of(refusal)
        problem.refusal = refusal
        if not wanted.exercise:
            problem.exercises = tuple(id_ for id_, other in others if other.exercise)
        return problem


async def bind(
    db: AsyncSession,
    asset: Asset,
    *,
    deployment_id: UUID,
    from_at: datetime,
    until_at: datetime | None,
    exercise: bool,
    now: datetime,
    quantity: int = 1,
) -> Commitment:
    """Bind the asset for `[from_at, until_at)`; None: until it is released.

    Raises AlreadyCommitted, naming the other window, when it is bound already: also when another
    transaction got there first, and when other work goes on although its window is over: nobody
    knows when that will end. Lock the asset before (`access_assets`).
    """
    wanted = Window(from_at, until_at, quantity, exercise)
    await _check_overrun(db, asset, wanted, now=now)
    commitment = Commitment(
        asset_id=asset.id,
        deployment_id=deployment_id,
        quantity=quantity,
        single=not type_of(asset.type_code).divisible,
        exercise=exercise,
        during=window(from_at, until_at),
    )
    await _hold(db, asset, commitment, wanted)
    return commitment


async def refuse_taken(
    db: AsyncSession, asset_id: UUID, *, name: str, type_code: str, wanted: Window
) -> None:
    """Raise AlreadyCommitted where an asset that cannot be divided is bound in that time already.

    Waits for nobody and locks nothing: `bind` has the last word.
    """
    if type_of(type_code).divisible:
        return
    others = await _others(db, asset_id, None, wanted)
    if others:
        refusal = _bound(name, [other for _, other in others])
        raise AlreadyCommitted.by(refusal, wanted, others)


async def begin(db: AsyncSession, asset: Asset, *, deployment_id: UUID, now: datetime) -> None:
    """Begin the deployment's work, if need be before its window, which begins now then.

    Raises AlreadyCommitted as `bind` does, with the deployment that is in the way: the owner
    asks, and reads all its own.
    """
    for commitment in await _open(db, deployment_id):
        if commitment.asset_id != asset.id:
            continue
        during = commitment.during
        if during.isempty:
            continue
        wanted = replace(_window_of(commitment), from_at=min(during.lower, now))
        await _check_overrun(db, asset, wanted, begins=deployment_id, now=now)
        if during.lower > now:
            await _hold(db, asset, commitment, wanted, naming=True)


async def begin_in_fact(
    db: AsyncSession, asset: Asset, *, deployment_id: UUID, now: datetime
) -> bool:
    """As `begin`, for an asset that has left in fact, which is not refused. Whether other work that
    goes on holds it still: then its window begins as soon as that leaves it, so that it is free at
    no time between the two."""
    held = False
    for commitment in await _open(db, deployment_id):
        during = commitment.during
        if commitment.asset_id != asset.id or during.isempty:
            continue
        wanted = replace(_window_of(commitment), from_at=min(during.lower, now))
        try:
            await _check_overrun(db, asset, wanted, begins=deployment_id, now=now)
        except AlreadyCommitted:
            held = True
        if during.lower > now:
            held |= not await _hold_as_soon(db, asset, commitment, wanted)
    return held


async def _hold_as_soon(
    db: AsyncSession, asset: Asset, commitment: Commitment, wanted: Window
) -> bool:
    """Hold the window from when it is wanted; False: from when other work leaves the asset, or as
    it was."""
    begins = commitment.during.lower
    try:
        await _hold(db, asset, commitment, wanted)
    except AlreadyCommitted:
        await db.refresh(commitment)
    else:
        return True
    before = await _others(db, asset.id, commitment.id, replace(wanted, until_at=begins))
    ends = [other.until_at for _, other in before]
    left_at = max((end for end in ends if end is not None), default=begins)
    if None not in ends and left_at < begins:
        try:
            await _hold(db, asset, commitment, replace(wanted, from_at=left_at))
        except AlreadyCommitted:
            await db.refresh(commitment)
    return False


async def _check_overrun(
    db: AsyncSession, asset: Asset, wanted: Window, *, begins: UUID | None = None, now: datetime
) -> None:
    """Bound while other work than that which begins goes on past its window, and takes what is
    wanted: nobody knows when it will end."""
    rows = await db.execute(
        select(
            col(Commitment.deployment_id),
            func.lower(col(Commitment.during)),
            func.upper(col(Commitment.during)),
            col(Commitment.quantity),
            col(Commitment.exercise),
        )
        .where(
            among(col(Commitment.asset_id), [asset.id]),
            col(Commitment.ended_at).is_(None),
            ~func.isempty(col(Commitment.during)),
            col(Commitment.deployment_id).is_distinct_from(begins),
        )
        .order_by(func.upper(col(Commitment.during)), col(Commitment.id))
    )
    others = {row[0]: Window(*row[1:]) for row in rows}
    overrun = {id_: one for id_, one in others.items() if one.until_at and one.until_at <= now}
    if not overrun:
        return
    windows = [
        replace(one, until_at=None) if id_ in overrun else one for id_, one in others.items()
    ]
    start = max(now, wanted.from_at)
    free = free_quantity(asset.quantity, windows, from_at=start, until_at=wanted.until_at)
    if free >= wanted.quantity:
        return
    work, late = next(iter(overrun.items()))
    refusal = Refusal(
        "still_at_work",
        f"{asset.name} was bound {_said(late)} and has not come back: extend or end that work "
        "first.",
        {"asset": asset.name, "until_at": _z(late.until_at), "free": free}
        | ({"deployment_id": str(work)} if begins else {}),
    )
    raise AlreadyCommitted.by(refusal, wanted, overrun.items())


async def extend(
    db: AsyncSession, asset: Asset, *, deployment_id: UUID, until_at: datetime | None
) -> None:
    """Give the deployment's open windows another end, later or earlier; Bound as for `bind`."""
    for commitment in await _open(db, deployment_id):
        if commitment.asset_id == asset.id:
            wanted = replace(_window_of(commitment), until_at=until_at)
            await _hold(db, asset, commitment, wanted)


async def cut_short(db: AsyncSession, deployment_id: UUID, *, now: datetime) -> None:
    """End the deployment's windows now: the assets are free from this instant.

    A window that had not begun becomes empty. Ending twice changes nothing.
    """
    for commitment in await _open(db, deployment_id):
        begun = commitment.during.lower < now
        until = commitment.during.upper
        end = now if until is None else min(until, now)
        commitment.during = (
            window(commitment.during.lower, end) if begun else TimestamptzRange(empty=True)
        )
        commitment.ended_at = now
    await db.flush()


async def reopen(db: AsyncSession, asset: Asset, *, deployment_id: UUID, now: datetime) -> None:
    """Bind the asset again, from now until it is released, for work whose window was ended.

    A fact is not refused: where other work holds it meanwhile, that window stays alone.
    """
    rows = await db.execute(
        select(Commitment)
        .where(
            col(Commitment.deployment_id) == deployment_id,
            col(Commitment.asset_id) == asset.id,
            col(Commitment.ended_at).is_not(None),
        )
        .with_for_update()
    )
    for commitment in rows.scalars():
        ended_at, commitment.ended_at = commitment.ended_at, None
        wanted = Window(now, None, commitment.quantity, commitment.exercise)
        try:
            await _hold(db, asset, commitment, wanted)
        except Conflict:
            await db.refresh(commitment)
            commitment.ended_at = ended_at


def _window_of(commitment: Commitment) -> Window:
    during = commitment.during
    return Window(during.lower, during.upper, commitment.quantity, commitment.exercise)


async def _open(db: AsyncSession, deployment_id: UUID) -> list[Commitment]:
    rows = await db.execute(
        select(Commitment)
        .where(col(Commitment.deployment_id) == deployment_id, col(Commitment.ended_at).is_(None))
        .order_by(col(Commitment.asset_id))
        .with_for_update()
    )
    return list(rows.scalars())


async def _hold(
    db: AsyncSession,
    asset: Asset,
    commitment: Commitment,
    wanted: Window,
    *,
    naming: bool = False,
) -> None:
    """Write the commitment; turn what the database refuses into a refusal people understand.

    `naming` the deployment that is in the way, when the owner asks.
    """
    name, asset_id, quantity = asset.name, asset.id, asset.quantity
    own_id, single = commitment.id, commitment.single
    if single and wanted.quantity > 1:
        raise Conflict.of(_too_many(name, 1, wanted.quantity))
    try:
        async with db.begin_nested():
            commitment.during = window(wanted.from_at, wanted.until_at)
            db.add(commitment)
            await db.flush()
    except IntegrityError as error:
        if _constraint(error) not in CONSTRAINTS:
            raise
        found = await _others(db, asset_id, own_id, wanted)
        others = [other for _, other in found]
        refusal = _bound(name, others) if single else _short(name, quantity, wanted, others)
        if naming and found:
            named = {"deployment_id": str(found[0][0])}
            refusal = replace(refusal, params={**refusal.params, **named})
        raise AlreadyCommitted.by(refusal, wanted, found) from None


def _constraint(error: IntegrityError) -> str | None:
    return error.orig.diag.constraint_name if isinstance(error.orig, PsycopgError) else None


async def _others(
    db: AsyncSession, asset_id: UUID, own_id: UUID | None, wanted: Window
) -> list[tuple[UUID, Window]]:
    """Commitments of the asset within the wanted window, by start, each with its deployment."""
    span = func.tstzrange(wanted.from_at, wanted.until_at, "[)", type_=TSTZRANGE)
    rows = await db.execute(
        select(
            col(Commitment.deployment_id),
            func.lower(col(Commitment.during)),
            func.upper(col(Commitment.during)),
            col(Commitment.quantity),
            col(Commitment.exercise),
        )
        .where(
            among(col(Commitment.asset_id), [asset_id]),
            col(Commitment.id).is_distinct_from(own_id),
            col(Commitment.during).op("&&")(span),
        )
        .order_by(func.lower(col(Commitment.during)))
    )
    return [(row[0], Window(*row[1:])) for row in rows]


def _bound(name: str, others: list[Window]) -> Refusal:
    if not others:
        return Refusal(
            "asset_bound",
            filled("{name} has just been bound for this time.", name=name),
            {"asset": name},
        )
    other = others[0]
    return Refusal(
        "asset_bound",
        f"{name} is bound already {_said(other)}.",
        {"asset": name, "from_at": _z(other.from_at), "until_at": _z(other.until_at)},
    )


def _short(name: str, quantity: int, wanted: Window, others: list[Window]) -> Refusal:
    free = free_quantity(quantity, others, from_at=wanted.from_at, until_at=wanted.until_at)
    if not others:
        return _too_many(name, quantity, wanted.quantity)
    windows = "; ".join(f"{other.quantity} {_said(other)}" for other in others[:5])
    return Refusal(
        "quantity_bound",
        f"Of {name} only {free} of {quantity} are free for this time, and {wanted.quantity} are "
        f"wanted. Bound: {windows}.",
        {
            "asset": name,
            "free": free,
            "quantity": quantity,
            "wanted": wanted.quantity,
            "from_at": _z(others[0].from_at),
            "until_at": _z(others[0].until_at),
        },
    )


def _too_many(name: str, quantity: int, wanted: int) -> Refusal:
    return Refusal(
        "quantity_short",
        filled(
            "There are only {quantity} of {name}, and {wanted} are wanted.",
            quantity=quantity,
            name=name,
            wanted=wanted,
        ),
        {"asset": name, "quantity": quantity, "wanted": wanted},
    )


def _said(other: Window) -> str:
    start = minute_text(other.from_at)
    return (
        f"from {start} until {minute_text(other.until_at)}"
        if other.until_at
        else (f"from {start} until it is released")
    )


def _z(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat().replace("+00:00", "Z")
