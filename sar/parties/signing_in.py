"""Signing in and out, and for which centre; guessing is slowed and learns nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar import clock, limits
from sar.db import locked
from sar.errors import Forbidden, Malformed, Unauthenticated
from sar.http.networks import network_of
from sar.parties import passwords, visible
from sar.parties.caller import Caller
from sar.parties.models import Centre, Person, Posting, SignIn
from sar.parties.schemas import OwnPasswordBody
from sar.parties.tokens import beside_the_loop, hash_password, new_token, password_fits
from sar.record import service as record
from sar.record.entries import PasswordChanged
from sar.settings import settings


@dataclass(frozen=True, slots=True)
class Guessing:
    """Limits by login and address, each from its own address, so that nobody can lock an officer
    out: few failures, more that are right, and all failures of an address more loosely."""

    name: str
    address: str

    def refuse_beyond_limits(self) -> None:
        """Raise SlowDown when too many have failed."""
        login, address = self._counted()
        limits.refuse_beyond("signed_in", login[1], per_minute=settings().sign_ins_per_login)
        limits.refuse_beyond(*login, per_minute=settings().failed_sign_ins_per_login)
        limits.refuse_beyond(*address, per_minute=settings().failed_sign_ins_per_address)

    def fits(self, password: str, kept: str | None) -> bool:
        """Judge one password, unless too many have failed while it waited for its turn."""
        self.refuse_beyond_limits()
        fits = password_fits(password, kept)
        login, address = self._counted()
        if fits:
            limits.count("signed_in", login[1], per_minute=settings().sign_ins_per_login)
        else:
            limits.count(*login, per_minute=settings().failed_sign_ins_per_login)
            limits.count(*address, per_minute=settings().failed_sign_ins_per_address)
        return fits

    def _counted(self) -> tuple[tuple[str, str], tuple[str, str]]:
        network = network_of(self.address)
        return ("sign_in_login", f"{self.name} {network}"), ("sign_in_address", network)


def party_and_login(name: str) -> tuple[str, str]:
    """`ITA/watch.roma` as typed by a tired hand; a name without a party is nobody's."""
    party, _, login = name.strip().partition("/")
    return party.upper(), login.lower()


async def sign_in(
    db: AsyncSession, name: str, password: str, *, address: str, lasting: timedelta
) -> str:
    """A new session's token, at the first centre where the person holds a role.

    The same refusal whether the login or the password is wrong, in the same time.
    """
    party, login = party_and_login(name)
    guessing = Guessing(f"{party}/{login}", address)
    guessing.refuse_beyond_limits()
    named = select(col(Person.password_hash), col(Person.id)).where(
        col(Person.party_code) == party,
        col(Person.login) == login,
        col(Person.disabled_at).is_(None),
    )
    kept = (await db.execute(named)).scalar_one_or_none()
    await db.rollback()  # nothing is written yet: whoever waits for a turn holds no connection
    fits = await beside_the_loop(lambda: guessing.fits(password, kept))
    still = named.where(col(Person.password_hash) == kept).with_for_update(read=True)
    person = (await db.execute(still)).one_or_none()
    if not fits or person is None:
        raise Unauthenticated(
            "wrong_login",
            "The login or the password is wrong. A login is written with its party: ITA/name.",
        )
    centre_id = await _first_centre(db, person.id)
    if centre_id is None:
        raise Forbidden("no_role", "This account holds no role at any centre.")
    return open_session(db, person.id, centre_id, lasting=lasting)


async def _first_centre(db: AsyncSession, person_id: UUID) -> UUID | None:
    query = (
        select(col(Posting.centre_id))
        .join(Centre, col(Centre.id) == col(Posting.centre_id))
        .where(col(Posting.person_id) == person_id)
        .order_by(col(Centre.code))
        .limit(1)
    )
    return (await db.execute(query)).scalar_one_or_none()


def open_session(db: AsyncSession, person_id: UUID, centre_id: UUID, *, lasting: timedelta) -> str:
    """The token of a new session at a centre."""
    token, token_hash = new_token()
    real = clock.real_now()
    db.add(
        SignIn(
            token_hash=token_hash,
            person_id=person_id,
            centre_id=centre_id,
            created_at=real,
            used_at=real,
            expires_at=real + lasting,
        )
    )
    return token


async def sign_out(db: AsyncSession, caller: Caller) -> None:
    """End the caller's session at once."""
    await db.execute(
        update(SignIn).where(col(SignIn.id) == caller.sign_in_id).values(ended_at=clock.real_now())
    )


async def sign_out_everywhere(db: AsyncSession, person_id: UUID) -> None:
    """End every session of a person at once."""
    await db.execute(
        update(SignIn)
        .where(col(SignIn.person_id) == person_id, col(SignIn.ended_at).is_(None))
        .values(ended_at=clock.real_now())
    )


async def change_password(
    db: AsyncSession,
    caller: Caller,
    body: OwnPasswordBody,
    *,
    address: str,
    lasting: timedelta,
    now: datetime,
) -> str:
    """The caller's own new password; the token of the one session that goes on."""
    if caller.person_id is None:
        raise Forbidden("keys_have_no_password", "A key has no password.")
    person = await db.get_one(Person, caller.person_id)
    guessing = Guessing(f"{person.party_code}/{person.login}", address)
    kept = person.password_hash
    if not await beside_the_loop(lambda: guessing.fits(body.old, kept)):
        raise _wrong_password()
    weigh = partial(passwords.fault, body.new, login=person.login, party=person.party_code)
    if reason := await beside_the_loop(weigh):
        raise Malformed.at("new", "weak_password", reason)
    new = await hash_password(body.new)  # nobody waits for it
    same = select(Person).where(col(Person.id) == person.id, col(Person.password_hash) == kept)
    unchanged = await locked(db, same)
    if unchanged is None or unchanged.disabled_at is not None:
        raise _wrong_password()
    await keep_password(db, unchanged, new)
    fact = PasswordChanged(id=person.id, about=person.login)
    await record.write(db, fact, by=caller.actor, told=[], now=now)
    return open_session(db, person.id, caller.centre_id, lasting=lasting)


async def keep_password(db: AsyncSession, person: Person, new: str) -> None:
    """The hash of a new password; every session of the person ends."""
    person.password_hash = new
    await sign_out_everywhere(db, person.id)


def _wrong_password() -> Forbidden:
    return Forbidden("wrong_password", "That is not your password so far.")


async def act_for(db: AsyncSession, caller: Caller, centre_id: UUID) -> None:
    """Switch the caller's session to another centre at which its person holds a role."""
    await visible.access_centre(db, centre_id, of=caller.party)
    if caller.person_id is None:
        raise Forbidden("keys_do_not_switch", "A key acts for the centre it was made for.")
    if not await visible.roles_at(db, caller.person_id, centre_id):
        raise Forbidden("no_role", "You hold no role at that centre.")
    await db.execute(
        update(SignIn).where(col(SignIn.id) == caller.sign_in_id).values(centre_id=centre_id)
    )
