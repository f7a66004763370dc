"""A State's own word on vessels that enter to assist: stated, stated anew, withdrawn."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Conflict, Malformed, Refusal
from sar.languages.places import filled
from sar.parties import visible
from sar.parties.caller import Caller
from sar.parties.models import Party
from sar.parties.schemas import AssistanceEntryBody
from sar.record.entries import AssistanceEntryStated, AssistanceEntryWithdrawn
from sar.record.recording import recording

_SERVICES = ("civil", "state", "military")


async def state(
    db: AsyncSession, caller: Caller, body: AssistanceEntryBody, *, now: datetime
) -> None:
    """State it for the caller's party, in place of what it said before, which stays on the record;
    told to every joined party."""
    today = now.astimezone(UTC).date()
    if body.dated_on > today:
        said = "lies in the future: what does not hold yet is not stated"
        raise Malformed.at("dated_on", "date_in_future", said, today=today.isoformat())
    party = await db.get_one(Party, caller.party, with_for_update=True)
    found: dict[str, Any] = body.model_dump(mode="json")
    if party.assistance_entry is not None and party.assistance_entry | found == (
        party.assistance_entry
    ):
        return
    draw = partial(visible.party_views, db, party.code)
    async with recording(db, draw, by=caller.actor, now=now) as entry:
        party.assistance_entry = found | {"stated_at": now.isoformat()}
        await db.flush()
        fact = AssistanceEntryStated(
            id=party.code,
            about=party.name,
            **{name: found[name] or "nothing_said" for name in _SERVICES},
            source=body.source,
            dated_on=body.dated_on.isoformat(),
            note=body.note,
        )
        entry.record(fact, readers=await visible.joined(db))


async def withdraw(db: AsyncSession, caller: Caller, reason: str, *, now: datetime) -> None:
    """Withdraw the word of the caller's party: the law holds again."""
    party = await db.get_one(Party, caller.party, with_for_update=True)
    if party.assistance_entry is None:
        said = filled("{party} has said nothing of it.", party=party.name)
        raise Conflict.of(Refusal("nothing_stated", said))
    draw = partial(visible.party_views, db, party.code)
    async with recording(db, draw, by=caller.actor, now=now) as entry:
        party.assistance_entry = None
        await db.flush()
        fact = AssistanceEntryWithdrawn(id=party.code, about=party.name, reason=reason)
        entry.record(fact, readers=await visible.joined(db))
