"""A party's own capabilities: added, refined and withdrawn, and who may use which."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets import own_capabilities
from sar.assets.capability_codes import code_of, is_own
from sar.assets.models import OwnCapability
from sar.assets.type_schemas import AddCapabilityBody, RefineCapabilityBody
from sar.errors import Conflict, Malformed, NotFound, Refusal
from sar.languages.places import filled
from sar.parties.caller import Caller
from sar.record.entries import CapabilityAdded, CapabilityRefined, CapabilityWithdrawn
from sar.record.recording import recording
from sar.record.service import Views
from sar.wire import check_version

MOST_OF_A_PARTY: Final = 200
"""Capabilities of one party's own, withdrawn ones too."""

UNKNOWN_CAPABILITY: Final = "is not the code of a capability"


async def add_capability(
    db: AsyncSession, caller: Caller, body: AddCapabilityBody, *, now: datetime
) -> None:
    """A new capability of the caller's party."""
    code = code_of(caller.party, body.code)
    if await own_capabilities.is_known_capability(db, code):
        reason = filled("There is a capability {code} already.", code=code)
        raise Conflict.of(Refusal("capability_known", reason))
    if await own_capabilities.count_capabilities(db, caller.party) >= MOST_OF_A_PARTY:
        reason = filled("A party has {most} capabilities of its own at most.", most=MOST_OF_A_PARTY)
        raise Conflict.of(Refusal("too_many_capabilities", reason))
    async with recording(db, _nothing, by=caller.actor, now=now) as entry:
        db.add(
            OwnCapability(
                code=code,
                party_code=caller.party,
                name=body.name,
                meaning=body.meaning,
                source=body.source,
                created_at=now,
                updated_at=now,
            )
        )
        await db.flush()
        fact = CapabilityAdded(id=code, about=code, name=body.name)
        entry.record(fact, readers=[caller.party])


async def refine_capability(
    db: AsyncSession,
    caller: Caller,
    code: str,
    body: RefineCapabilityBody,
    *,
    version: int,
    now: datetime,
) -> None:
    """Other words of an own capability, wherever it is had or asked for. Nothing, where nothing is
    other."""
    row = await _own(db, caller, code)
    check_version(given=version, current=row.version)
    told = body.model_dump(exclude_unset=True, exclude_none=True)
    change = {name: text for name, text in told.items() if text != getattr(row, name)}
    if not change:
        return
    async with recording(db, _nothing, by=caller.actor, now=now) as entry:
        for name, text in change.items():
            setattr(row, name, text)
        row.updated_at = now
        row.version += 1
        fact = CapabilityRefined(id=code, about=code, name=row.name)
        entry.record(fact, readers=[caller.party])


async def withdraw_capability(
    db: AsyncSession, caller: Caller, code: str, *, version: int, now: datetime
) -> None:
    """No type newly has it; those that do keep it."""
    row = await _own(db, caller, code)
    check_version(given=version, current=row.version)
    if row.withdrawn_at is not None:
        reason = filled("The capability {code} is withdrawn.", code=code)
        raise Conflict.of(Refusal("capability_withdrawn", reason))
    async with recording(db, _nothing, by=caller.actor, now=now) as entry:
        row.withdrawn_at = row.updated_at = now
        row.version += 1
        fact = CapabilityWithdrawn(id=code, about=code, name=row.name)
        entry.record(fact, readers=[caller.party])


async def check_usable_capabilities(
    db: AsyncSession, party: str, codes: Collection[str] | None, *, had: Collection[str]
) -> None:
    """Malformed where a type of the party newly gets a capability that is none of the party's own,
    or withdrawn."""
    new = {str(code) for code in codes or () if is_own(code) and code not in had}
    unusable = new - await own_capabilities.usable_codes(db, party) if new else set()
    if unusable:
        told = enumerate(codes or ())
        raise Malformed.all(
            [_unknown(f"capabilities[{at}]") for at, code in told if code in unusable]
        )


async def check_capabilities_seen(
    db: AsyncSession, viewer: str, codes: Mapping[str, str], *, now: datetime
) -> None:
    """Malformed where the party sees no asset that has a capability, by the fields that name the
    codes: another party's own that it does not see is as unknown as one that is none."""
    seen = await own_capabilities.seen_capabilities(db, viewer, codes.values(), now=now)
    if faults := [_unknown(at) for at, code in codes.items() if is_own(code) and code not in seen]:
        raise Malformed.all(faults)


def _unknown(field: str) -> dict[str, str]:
    return {"field": field, "code": "unknown_capability", "reason": UNKNOWN_CAPABILITY}


async def _own(db: AsyncSession, caller: Caller, code: str) -> OwnCapability:
    row = await own_capabilities.own_capability(db, caller.party, code)
    if row is None:
        raise NotFound("capability")
    return row


async def _nothing() -> Views:
    """Views that an entry changes: none, for capabilities are read by themselves."""
    return {}
