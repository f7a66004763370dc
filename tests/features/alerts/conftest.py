"""Contacts that are alerted, for the tests of alarms that leave the screens."""

from collections.abc import Iterator

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.parties import directory
from sar.parties.models import Centre
from sar.parties.schemas import CentreContact
from sar.settings import settings
from tests.beginnings import beginning
from tests.law import lawful
from tests.world import World


@pytest.fixture
def mail_leaves(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """E-mail is configured; nothing is sent here."""
    monkeypatch.setenv("SAR_ALERT_EMAIL", "smtp://mail.example.int/?from=sar@example.int")
    settings.cache_clear()
    yield
    settings.cache_clear()


@beginning
async def contacts(world: World, db: AsyncSession) -> None:
    """Every centre has two contacts that are alerted, in exercises too."""
    for party, centre_id in world.centres.items():
        found = [
            CentreContact(channel="email", value=f"{n}@{party.lower()}.example", in_exercises=True)
            for n in (1, 2)
        ]
        async with lawful(db):
            centre = await db.get_one(Centre, centre_id)
            await directory.change_contacts(db, centre, found, now=clock.now())
            await db.commit()
    await db.commit()
