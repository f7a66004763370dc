"""HTTP: the capabilities that types have and needs ask for, and those of a party's own."""

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.assets import own_capabilities, own_capability_acts
from sar.assets.capability_codes import capability_words, code_of
from sar.assets.models import OwnCapability
from sar.assets.type_schemas import AddCapabilityBody, RefineCapabilityBody
from sar.assets.views import CapabilityView
from sar.assets.words import Capability
from sar.errors import NotFound
from sar.http.preconditions import IfMatch
from sar.http.request_session import Db
from sar.parties.caller import Caller
from sar.parties.identifying import Reader, Register
from sar.parties.once import Idempotent

router = APIRouter(prefix="/api/capabilities", tags=["assets"])


@router.get("", summary="The capabilities that types have and needs ask for")
async def list_capabilities(db: Db, caller: Reader) -> list[CapabilityView]:
    """The capabilities that come with the platform stand first, then the own ones of the caller's
    party, and those of assets of others that the caller sees."""
    own = await own_capabilities.visible_capabilities(db, caller.party, now=clock.now())
    return [*map(_shipped, Capability), *map(_of_row, own)]


@router.post("", status_code=201, summary="Add a capability of one's own")
async def add_capability(
    body: AddCapabilityBody, db: Db, caller: Register, once: Idempotent
) -> CapabilityView:
    """A capability of the caller's party, which its own types may have; its code begins with the
    party's. Partners see it as far as they see an asset of such a type, and may ask for it."""
    if not once.repeated:
        await own_capability_acts.add_capability(db, caller, body, now=clock.now())
    return await _answer(db, caller, code_of(caller.party, body.code))


@router.patch("/{code}", summary="Refine a capability of one's own")
async def change_capability(
    code: str,
    body: RefineCapabilityBody,
    db: Db,
    caller: Register,
    version: IfMatch,
    once: Idempotent,
) -> CapabilityView:
    """Its words alone: types that have it keep it. Fields left out stay."""
    if not once.repeated:
        await own_capability_acts.refine_capability(
            db, caller, code, body, version=version, now=clock.now()
        )
    return await _answer(db, caller, code)


@router.post("/{code}/withdraw", summary="Withdraw a capability of one's own")
async def withdraw_capability(
    code: str, db: Db, caller: Register, version: IfMatch, once: Idempotent
) -> CapabilityView:
    """No type newly has it; those that do keep it."""
    if not once.repeated:
        await own_capability_acts.withdraw_capability(
            db, caller, code, version=version, now=clock.now()
        )
    return await _answer(db, caller, code)


async def _answer(db: AsyncSession, caller: Caller, code: str) -> CapabilityView:
    row = await own_capabilities.own_capability(db, caller.party, code)
    if row is None:
        raise NotFound("capability")
    return _of_row(row)


def _of_row(row: OwnCapability) -> CapabilityView:
    return CapabilityView.of_row(row, party=row.party_code)


def _shipped(capability: Capability) -> CapabilityView:
    return CapabilityView(
        code=capability.value,
        name=capability_words(capability),
        meaning="",
        source="",
        party=None,
        withdrawn_at=None,
        version=None,
    )
