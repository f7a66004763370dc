"""Adding and closing accounts and keys, keeping contacts current."""

from datetime import datetime
from functools import partial
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar import clock
from sar.db import locked
from sar.errors import Conflict, Malformed, NotFound, Refusal
from sar.languages.places import filled
from sar.parties import directory, passwords, visible
from sar.parties.caller import Caller
from sar.parties.models import ApiKey, Centre, Party, Person, Posting
from sar.parties.roles import Role
from sar.parties.schemas import CentreContact, ChangePersonBody, KeyBody, PersonBody
from sar.parties.signing_in import keep_password, sign_out_everywhere
from sar.parties.tokens import KEY_PREFIX, beside_the_loop, hash_password, new_token
from sar.record import service as record
from sar.record.entries import (
    KeyCreated,
    KeyRevoked,
    PasswordChanged,
    PersonAdded,
    PersonChanged,
    PersonDisabled,
)
from sar.wire import check_version


async def add_person(db: AsyncSession, caller: Caller, body: PersonBody, *, now: datetime) -> None:
    """An account of the caller's party."""
    centre = await visible.access_centre(db, body.centre_id, of=caller.party)
    await create_person(
        db,
        id_=body.id,
        centre=centre,
        login=body.login,
        name=body.name,
        password=body.password,
        roles=body.roles,
    )
    fact = PersonAdded(id=body.id, about=body.login)
    await record.write(db, fact, by=caller.actor, told=[], now=now)


async def create_person(
    db: AsyncSession,
    *,
    id_: UUID,
    centre: Centre,
    login: str,
    name: str,
    password: str,
    roles: list[Role],
) -> None:
    """The rows of an account; 409 when the login is taken or the party has not joined."""
    await _refuse_listed(db, centre)
    await visible.check_serving(db, "centre_id", centre.id)
    await _refuse_weak(password, login=login, party=centre.party_code)
    db.add(
        Person(
            id=id_,
            party_code=centre.party_code,
            login=login,
            name=name,
            password_hash=await hash_password(password),
            created_at=clock.real_now(),
        )
    )
    try:
        async with db.begin_nested():
            await db.flush()
    except IntegrityError:
        raise Conflict.of(
            Refusal("login_taken", filled("The login {login} is taken.", login=login))
        ) from None
    db.add_all(Posting(person_id=id_, centre_id=centre.id, role=role) for role in set(roles))
    await db.flush()


async def _refuse_listed(db: AsyncSession, centre: Centre) -> None:
    party = await db.get_one(Party, centre.party_code)
    if party.listed:
        sentence = filled(
            "{code} is only listed: it has no people and no keys until it joins.", code=party.code
        )
        raise Conflict.of(Refusal("party_not_joined", sentence))


async def _refuse_weak(password: str, *, login: str, party: str) -> None:
    if reason := await beside_the_loop(
        partial(passwords.fault, password, login=login, party=party)
    ):
        raise Malformed.at("password", "weak_password", reason)


async def change_person(
    db: AsyncSession,
    caller: Caller,
    person_id: UUID,
    body: ChangePersonBody,
    *,
    version: int,
    now: datetime,
) -> None:
    """Another name, other roles and centres, for an account of the caller's party.

    Losing a role signs the person out everywhere, so that nothing stays open by it.
    """
    person = await _access_person(db, caller, person_id)
    check_version(given=version, current=person.version)
    wanted = {(one.centre_id, role) for one in body.postings for role in one.roles}
    for centre_id in {centre_id for centre_id, _ in wanted}:
        await visible.access_centre(db, centre_id, of=caller.party)
        await visible.check_serving(db, "postings", centre_id)
    if person.id == caller.person_id and Role.ADMIN not in {role for _, role in wanted}:
        raise Conflict.of(Refusal("own_account", "Another admin must end your being one."))
    rows = await db.execute(select(Posting).where(col(Posting.person_id) == person.id))
    held = {(row.centre_id, row.role): row for row in rows.scalars()}
    for key in held.keys() - wanted:
        await db.delete(held[key])
    db.add_all(
        Posting(person_id=person.id, centre_id=centre_id, role=role)
        for centre_id, role in wanted - held.keys()
    )
    if held.keys() - wanted:
        await sign_out_everywhere(db, person.id)
    person.name = body.name
    person.version += 1
    await db.flush()
    fact = PersonChanged(id=person.id, about=person.login)
    await record.write(db, fact, by=caller.actor, told=[], now=now)


async def reset_password(
    db: AsyncSession, caller: Caller, person_id: UUID, password: str, *, now: datetime
) -> None:
    """A new password for somebody of the caller's party, by its admin."""
    person = await _access_person(db, caller, person_id, lock=False)
    await _refuse_weak(password, login=person.login, party=person.party_code)
    kept = await hash_password(password)  # nobody waits for it
    person = await _access_person(db, caller, person_id)
    if person.disabled_at is not None:
        raise Conflict.of(Refusal("account_closed", "The account is closed."))
    await keep_password(db, person, kept)
    fact = PasswordChanged(id=person.id, about=person.login)
    await record.write(db, fact, by=caller.actor, told=[], now=now)


async def set_password(db: AsyncSession, person: Person, password: str) -> None:
    """Keep a new password; every session of the person ends."""
    await _refuse_weak(password, login=person.login, party=person.party_code)
    await keep_password(db, person, await hash_password(password))


async def _access_person(
    db: AsyncSession, caller: Caller, person_id: UUID, *, lock: bool = True
) -> Person:
    found = select(Person).where(
        col(Person.id) == person_id, col(Person.party_code) == caller.party
    )
    person = await locked(db, found) if lock else (await db.scalars(found)).one_or_none()
    if person is None:
        raise NotFound("person")
    return person


async def disable_person(
    db: AsyncSession, caller: Caller, person_id: UUID, *, now: datetime
) -> None:
    """Close an account of the caller's party and end its sessions at once."""
    person = await _access_person(db, caller, person_id)
    if person.id == caller.person_id:
        raise Conflict.of(Refusal("own_account", "Another admin must close your account."))
    if person.disabled_at is None:
        person.disabled_at = clock.real_now()
        await sign_out_everywhere(db, person.id)
        fact = PersonDisabled(id=person.id, about=person.login)
        await record.write(db, fact, by=caller.actor, told=[], now=now)


async def create_key(db: AsyncSession, caller: Caller, body: KeyBody, *, now: datetime) -> str:
    """A key of the caller's party; returns its secret, which is kept nowhere."""
    centre = await visible.access_centre(db, body.centre_id, of=caller.party)
    token = await insert_key(db, id_=body.id, centre=centre, label=body.label, roles=body.roles)
    fact = KeyCreated(id=body.id, about=body.label)
    await record.write(db, fact, by=caller.actor, told=[], now=now)
    return token


async def insert_key(
    db: AsyncSession, *, id_: UUID, centre: Centre, label: str, roles: list[Role]
) -> str:
    """The row of a key; returns the secret."""
    await _refuse_listed(db, centre)
    await visible.check_serving(db, "centre_id", centre.id)
    token, token_hash = new_token(KEY_PREFIX)
    db.add(
        ApiKey(
            id=id_,
            party_code=centre.party_code,
            centre_id=centre.id,
            label=label,
            roles=sorted(set(roles)),
            token_hash=token_hash,
            created_at=clock.real_now(),
        )
    )
    await db.flush()
    return token


async def revoke_key(db: AsyncSession, caller: Caller, key_id: UUID, *, now: datetime) -> None:
    """Revoke a key of the caller's party at once."""
    own = select(ApiKey).where(col(ApiKey.id) == key_id, col(ApiKey.party_code) == caller.party)
    key = await locked(db, own)
    if key is None:
        raise NotFound("key")
    if key.revoked_at is None:
        key.revoked_at = clock.real_now()
        fact = KeyRevoked(id=key.id, about=key.label)
        await record.write(db, fact, by=caller.actor, told=[], now=now)


async def set_contacts(
    db: AsyncSession,
    caller: Caller,
    centre_id: UUID,
    contacts: list[CentreContact],
    *,
    version: int,
    now: datetime,
) -> None:
    """Replace the contacts of an own centre; every joined party is told of it."""
    centre = await visible.access_centre(db, centre_id, of=caller.party, lock=True)
    check_version(given=version, current=centre.version)
    await directory.change_contacts(db, centre, contacts, now=now, by=caller.actor)
