"""The operator's part of a scenario: parties, centres, people and keys, in one transaction."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from uuid_utils.compat import uuid7

from sar import clock, installation
from sar.geo.areas import parse_area
from sar.parties import service
from sar.parties.models import ApiKey, Centre, Party, Person
from sar.parties.roles import Role
from sar.parties.tokens import hash_of, hash_password
from sar.parties.visible import centre_views, joined
from sar.record import service as record
from sar.record.entries import CentreAdded
from sar.scenarios.names import area_of
from sar.scenarios.scenario_file import CentreData, PartyData, PersonData, Scenario

LABEL: Final = "demo"


@dataclass(frozen=True, slots=True)
class Access:
    """One sign-in for people, and one key for machines."""

    login: str
    password: str
    api_key: str


Credentials = dict[str, dict[str, Access]]
"""By party and role."""


async def is_empty(db: AsyncSession) -> bool:
    """Whether nobody has put a party in yet."""
    return (await db.execute(select(func.count()).select_from(Party))).scalar_one() == 0


async def holds(db: AsyncSession, scenario: Scenario) -> bool:
    """Whether it is this scenario that was loaded here, into an exercise installation."""
    codes = [centre.code for party in scenario.parties.values() for centre in party.centres]
    ids = {scenario.id_of("centre", code) for code in codes}
    found = await db.execute(select(col(Centre.id)).where(col(Centre.id).in_(ids)))
    return (await installation.read(db)).exercise and set(found.scalars()) == ids


async def load(db: AsyncSession, scenario: Scenario) -> Credentials:
    """Put the scenario's parties with their centres, people and keys into an empty installation.

    The exercise clock stands at the scenario's beginning until somebody runs it.
    """
    await installation.run_exercise_clock(db, rate=1.0, start_at=scenario.opens_at, paused=True)
    credentials: Credentials = {}
    added: list[Centre] = []
    for code, party in scenario.parties.items():
        db.add(
            Party(
                code=code,
                name=party.name,
                listed=party.listed,
                treaties=party.treaties,
                created_at=clock.real_now(),
            )
        )
        await db.flush()
        centres = [_centre(scenario, code, centre) for centre in party.centres]
        db.add_all(centres)
        await db.flush()
        added += centres
        if party.people:
            passwords = await _people(db, party, centres)
            credentials[code] = await _keys(db, code, party, centres, passwords)
    for centre in added:
        await record.write(
            db,
            CentreAdded(id=centre.id, about=centre.name),
            by=record.PLATFORM,
            told=await joined(db),
            after=await centre_views(db, [centre.id]),
            now=scenario.opens_at,
            exercise=True,
        )
    return credentials


def _centre(scenario: Scenario, party: str, centre: CentreData) -> Centre:
    return Centre(
        id=scenario.id_of("centre", centre.code),
        party_code=party,
        code=centre.code,
        name=centre.name,
        position=centre.position,
        srr=parse_area(area_of(centre.srr)) if centre.srr else None,
        languages=centre.languages,
        contacts=[
            contact.model_dump(mode="json", exclude={"secret"}) for contact in centre.contacts
        ],
        time_zone=centre.time_zone,
    )


def _posted(person: PersonData, centres: list[Centre]) -> Centre:
    return next((c for c in centres if c.code == person.centre), centres[0])


async def _people(db: AsyncSession, party: PartyData, centres: list[Centre]) -> dict[str, str]:
    """The accounts; returns their passwords by login."""
    passwords = _passwords(party)
    for person in party.people:
        await service.create_person(
            db,
            id_=uuid7(),
            centre=_posted(person, centres),
            login=person.login,
            name=f"{person.name}, {party.name}",
            password=passwords[person.login],
            roles=person.roles,
        )
    return passwords


def _passwords(party: PartyData) -> dict[str, str]:
    return {person.login: secrets.token_urlsafe(12) for person in party.people}


async def _keys(
    db: AsyncSession,
    code: str,
    party: PartyData,
    centres: list[Centre],
    passwords: dict[str, str],
) -> dict[str, Access]:
    """A new key for each role that somebody holds, beside that person's sign-in."""
    access: dict[str, Access] = {}
    for role in Role:
        holder = next((person for person in party.people if role in person.roles), None)
        if holder is None:
            continue
        key = await service.insert_key(
            db,
            id_=uuid7(),
            centre=_posted(holder, centres),
            label=f"{LABEL} {role.replace('_', ' ')}",
            roles=[role],
        )
        access[role.value] = Access(f"{code}/{holder.login}", passwords[holder.login], key)
    return access


async def renew(db: AsyncSession, scenario: Scenario) -> Credentials:
    """New passwords and keys for a scenario that was loaded before; the old ones end at once."""
    await db.execute(
        update(ApiKey)
        .where(col(ApiKey.label).startswith(f"{LABEL} "), col(ApiKey.revoked_at).is_(None))
        .values(revoked_at=clock.real_now())
    )
    credentials: Credentials = {}
    for code, party in scenario.parties.items():
        if party.people:
            ids = [scenario.id_of("centre", centre.code) for centre in party.centres]
            centres = [await db.get_one(Centre, id_) for id_ in ids]
            passwords = _passwords(party)
            for login, password in passwords.items():
                await db.execute(
                    update(Person)
                    .where(col(Person.login) == login, col(Person.party_code) == code)
                    .values(password_hash=await hash_password(password))
                )
            credentials[code] = await _keys(db, code, party, centres, passwords)
    return credentials


async def fit(db: AsyncSession, credentials: Credentials) -> bool:
    """Whether every key of the credentials is good here, and every login one of its party's."""
    logins = {a.login: party for party, roles in credentials.items() for a in roles.values()}
    if not all(login.startswith(f"{party}/") for login, party in logins.items()):
        return False
    hashes = {hash_of(a.api_key) for roles in credentials.values() for a in roles.values()}
    found = await db.execute(
        select(func.count())
        .select_from(ApiKey)
        .where(col(ApiKey.token_hash).in_(hashes), col(ApiKey.revoked_at).is_(None))
    )
    return bool(hashes) and found.scalar_one() == len(hashes)


# the file


def write_credentials(path: Path, credentials: Credentials) -> None:
    """Readable by the owner alone, and never half written."""
    plain = {
        party: {
            role: {"login": a.login, "password": a.password, "api_key": a.api_key}
            for role, a in roles.items()
        }
        for party, roles in credentials.items()
    }
    write_privately(path, json.dumps(plain, indent=2, ensure_ascii=False) + "\n")


def read_credentials(path: Path) -> Credentials:
    """The file's contents; empty when there is no such file or it is not whole."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        return {
            party: {role: Access(**access) for role, access in roles.items()}
            for party, roles in plain.items()
        }
    except (FileNotFoundError, ValueError, TypeError, AttributeError):
        return {}


def write_privately(path: Path, text: str) -> None:
    """Replace a file at once, readable by its owner alone (0600)."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
