"""The directory's own changes: parties that are added or join, centres, their particulars."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from functools import partial

from shapely import MultiPolygon
from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Conflict, Malformed, Refusal
from sar.geo.position import LatLon
from sar.languages.places import filled
from sar.parties import visible
from sar.parties.models import Centre, Party
from sar.parties.schemas import CentreContact
from sar.record.entries import (
    CentreAdded,
    CentreChanged,
    CentreContactsChanged,
    CentreRestored,
    CentreRetired,
    PartyAdded,
    PartyChanged,
    PartyJoined,
)
from sar.record.facts import Fact
from sar.record.recording import Draw, Recording, recording
from sar.record.service import PLATFORM, Actor


async def add_party(db: AsyncSession, party: Party, *, now: datetime) -> None:
    """A party, told to all that have joined; a new one reads its snapshot."""
    async with _recording(db, partial(visible.party_views, db, party.code), now=now) as entry:
        db.add(party)
        await db.flush()
        entry.record(
            PartyAdded(id=party.code, about=party.name),
            readers=await visible.joined(db),
            resync=[] if party.listed else [party.code],
        )


async def change_party(
    db: AsyncSession,
    party: Party,
    *,
    name: str | None,
    treaties: list[dict[str, str]] | None,
    join: bool,
    now: datetime,
) -> None:
    """Another name, other treaties, or a listed party joins; what is None stays.

    Sentences of agreements name their parties: with another name everybody reads its snapshot anew.
    """
    if join and not party.listed:
        raise Conflict.of(
            Refusal("joined_already", filled("{code} has joined already.", code=party.code))
        )
    is_renamed = name not in (None, party.name)
    async with _recording(db, partial(visible.party_views, db, party.code), now=now) as entry:
        party.name = party.name if name is None else name
        party.treaties = party.treaties if treaties is None else treaties
        party.listed = party.listed and not join
        await db.flush()
        fact = PartyJoined if join else PartyChanged
        readers = await visible.joined(db)
        entry.record(
            fact(id=party.code, about=party.name),
            readers=readers,
            resync=readers if is_renamed else [party.code] if join else [],
        )


async def add_centre(db: AsyncSession, centre: Centre, *, now: datetime) -> None:
    """A centre, told to all that have joined."""
    async with _recording(db, partial(visible.centre_views, db, [centre.id]), now=now) as entry:
        db.add(centre)
        fact = CentreAdded(id=centre.id, about=centre.name)
        entry.record(fact, readers=await visible.joined(db))


async def change_centre(
    db: AsyncSession,
    centre: Centre,
    *,
    languages: list[str] | None,
    time_zone: str | None,
    name: str | None = None,
    position: LatLon | None = None,
    srr: MultiPolygon | None = None,
    now: datetime,
    by: Actor = PLATFORM,
) -> None:
    """Other languages, another time zone, name, place or region; what is None stays.

    Cases and requests name their centres, and cases the regions that they touch: with another name,
    place or region everybody reads its snapshot anew.
    """
    is_elsewhere = (name, position, srr) != (None, None, None)
    draw = partial(visible.centre_views, db, [centre.id])
    async with _recording(db, draw, by=by, now=now) as entry:
        centre.name = centre.name if name is None else name
        centre.position = centre.position if position is None else position
        centre.srr = centre.srr if srr is None else srr
        centre.languages = centre.languages if languages is None else languages
        centre.time_zone = centre.time_zone if time_zone is None else time_zone
        centre.version += 1
        fact = CentreChanged(id=centre.id, about=centre.name)
        readers = await visible.joined(db)
        entry.record(fact, readers=readers, resync=readers if is_elsewhere else [])


async def retire_centre(db: AsyncSession, centre: Centre, *, now: datetime) -> None:
    """A centre that serves no more, told to all that have joined. Cases look for the regions that
    they touch, and requests for whom to ask: everybody reads its snapshot anew."""
    if centre.retired_at is not None:
        raise Conflict.of(Refusal("centre_retired", filled("{name} is retired.", name=centre.name)))
    await _serves(db, centre, now, CentreRetired(id=centre.id, about=centre.name), now=now)


async def restore_centre(db: AsyncSession, centre: Centre, *, now: datetime) -> None:
    """A centre that was retired serves again, told likewise."""
    if centre.retired_at is None:
        reason = filled("{name} is not retired.", name=centre.name)
        raise Conflict.of(Refusal("centre_serves", reason))
    await _serves(db, centre, None, CentreRestored(id=centre.id, about=centre.name), now=now)


async def _serves(
    db: AsyncSession, centre: Centre, retired_at: datetime | None, fact: Fact, *, now: datetime
) -> None:
    draw = partial(visible.centre_views, db, [centre.id])
    async with _recording(db, draw, now=now) as entry:
        centre.retired_at = retired_at
        centre.version += 1
        readers = await visible.joined(db)
        entry.record(fact, readers=readers, resync=readers)


async def change_contacts(
    db: AsyncSession,
    centre: Centre,
    contacts: Sequence[CentreContact],
    *,
    now: datetime,
    by: Actor = PLATFORM,
) -> None:
    """Other contacts, all of them in order; a webhook that comes without a secret keeps the one
    that its address has, or is refused."""
    draw = partial(visible.centre_views, db, [centre.id])
    secrets = _secrets(centre, contacts)
    async with _recording(db, draw, by=by, now=now) as entry:
        centre.contacts = [one.model_dump(mode="json", exclude={"secret"}) for one in contacts]
        centre.webhook_secrets = secrets
        centre.version += 1
        fact = CentreContactsChanged(id=centre.id, about=centre.name)
        entry.record(fact, readers=await visible.joined(db))


def _secrets(centre: Centre, contacts: Sequence[CentreContact]) -> list[dict[str, str]]:
    """The secrets of the webhooks among the contacts."""
    known = {one["value"]: one["secret"] for one in centre.webhook_secrets}
    found = []
    for place, one in enumerate(contacts):
        if one.channel != "webhook":
            continue
        secret = one.secret.get_secret_value() if one.secret else known.get(one.value)
        if secret is None:
            reason = "is missing: a webhook is signed with it"
            raise Malformed.at(f"contacts[{place}].secret", "missing", reason)
        found.append({"value": one.value, "secret": secret})
    return found


def _recording(
    db: AsyncSession, draw: Draw, *, by: Actor = PLATFORM, now: datetime
) -> AbstractAsyncContextManager[Recording]:
    return recording(db, draw, by=by, exercise=False, now=now)
