"""Identification of a request's caller, by key or session, and routes' dependencies for it."""

from base64 import b64decode
from collections.abc import Callable, Coroutine
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from fastapi import Depends
from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlalchemy.orm import Mapped
from sqlmodel import col
from starlette.requests import HTTPConnection

from sar import clock, limits
from sar.errors import Forbidden, Unauthenticated
from sar.http.bodies import UNSAFE
from sar.http.request_session import Db
from sar.parties import visible
from sar.parties.caller import Caller, role_missing
from sar.parties.models import ApiKey, Centre, Person, SignIn
from sar.parties.presence import IDLE_HEADER, is_by_person, note_use
from sar.parties.roles import Act, Role
from sar.parties.tokens import hash_of
from sar.settings import settings

COUNTED: Final = "sar.counted"
"""In the scope of a request that has been counted for its caller already."""


def cookie_name() -> str:
    """`__Host-` under TLS, so that no other host can set it."""
    return "__Host-sar" if settings().tls else "sar"


def check_origin(connection: HTTPConnection) -> None:
    """Refuse a browser's cookie from a page of another origin (CSRF)."""
    origin = connection.headers.get("origin")
    allowed = {connection.headers.get("host", ""), *_hosts(settings().public_origins)}
    plain = settings().tls and (origin or "").startswith("http:")
    if origin is None or plain or _host(origin) not in allowed:
        raise Forbidden("wrong_origin", "This may only be done from the platform's own pages.")


def _host(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # a bracket that opens no address
        return None


def _hosts(origins: list[str]) -> list[str]:
    return [urlsplit(origin).netloc for origin in origins]


async def identify(connection: HTTPConnection, db: AsyncSession) -> Caller | None:
    """The caller by bearer key or cookie; None when neither is good. Real time.

    Tells the database whose transaction this is, in the statement that finds it out.
    """
    if key := bearer(connection):
        return await _by_key(db, key)
    cookie = connection.cookies.get(cookie_name())
    if not cookie:
        return None
    if connection.scope["type"] == "websocket" or connection.scope.get("method") in UNSAFE:
        check_origin(connection)
    return await _by_sign_in(db, cookie)


def credential_of(connection: HTTPConnection) -> bytes | None:
    """The hash of the key or session's token that a request brings, good or not."""
    token = bearer(connection) or connection.cookies.get(cookie_name())
    return hash_of(token) if token else None


def bearer(connection: HTTPConnection) -> str:
    """The token that a request brings in its header; empty: none.

    Receivers that can send only a name and a password (RFC 7617) bring the key as the password. No
    page of a browser does: it might be another site's, with what the browser remembers.
    """
    scheme, _, given = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return given.strip()
    if scheme.lower() == "basic" and _BROWSERS.isdisjoint(connection.headers):
        return _password(given.strip())
    return ""


_BROWSERS: Final = {"origin", "referer", "sec-fetch-site"}
"""Headers that browsers send with what pages ask."""


def _password(given: str) -> str:
    try:
        told = b64decode(given, validate=True).decode()
    except ValueError:
        return ""
    return told.partition(":")[2]


def _tell_party(code: Mapped[str]) -> ColumnElement[str]:
    return func.set_config("sar.party", code, True)


async def _by_key(db: AsyncSession, token: str) -> Caller | None:
    row = (await db.execute(_KEYS, {"token_hash": hash_of(token)})).one_or_none()
    if row is None:
        return None
    roles = frozenset(Role(role) for role in row.roles)
    return Caller(
        row.party_code, row.centre_id, row.centre, roles, f"key {row.label}", key_id=row.id
    )


_KEYS: Final[Select[*tuple[Any, ...]]] = (
    select(
        col(ApiKey.id),
        col(ApiKey.party_code),
        col(ApiKey.centre_id),
        col(ApiKey.label),
        col(ApiKey.roles),
        col(Centre.code).label("centre"),
        _tell_party(col(ApiKey.party_code)),
    )
    .join(Centre, col(Centre.id) == col(ApiKey.centre_id))
    .where(col(ApiKey.token_hash) == bindparam("token_hash"), col(ApiKey.revoked_at).is_(None))
)


async def _by_sign_in(db: AsyncSession, token: str) -> Caller | None:
    row = (
        await db.execute(
            select(SignIn, Person, col(Centre.code), _tell_party(col(Person.party_code)))
            .join(Person, col(Person.id) == col(SignIn.person_id))
            .join(Centre, col(Centre.id) == col(SignIn.centre_id))
            .where(
                col(SignIn.token_hash) == hash_of(token),
                col(SignIn.ended_at).is_(None),
                col(SignIn.expires_at) > clock.real_now(),
                col(Person.disabled_at).is_(None),
            )
        )
    ).one_or_none()
    if row is None:
        return None
    sign_in, person, centre, _ = row
    roles = await visible.roles_at(db, person.id, sign_in.centre_id)
    return Caller(
        person.party_code,
        sign_in.centre_id,
        centre,
        roles,
        person.login,
        person_id=person.id,
        sign_in_id=sign_in.id,
    )


async def caller(connection: HTTPConnection, db: Db) -> Caller:
    """Dependency: the caller, or 401. It notes that a person uses the session."""
    found = await identified(connection, db)
    method, idle = connection.scope.get("method"), connection.headers.get(IDLE_HEADER)
    if found.sign_in_id and is_by_person(method, idle):
        await note_use(db, [found.sign_in_id])
    return found


def count_request(party: str, identity: str, *, number: int = 1) -> None:
    """Count a request, as so many, of a person or key, and of its party; a quarter of a minute's
    may come at once.

    Raises SlowDown, or PartySlowDown.
    """
    each = settings().requests_per_minute
    at_once = max(number, each // 4)
    limits.take_of_party("caller", identity, party, per_minute=each, at_once=at_once, number=number)


def count_fixes(caller: Caller, number: int) -> None:
    """Count positions that the caller's party delivers. Raises SlowDown."""
    limits.take("fixes", caller.party, per_minute=settings().fixes_per_minute, number=number)


async def identified(connection: HTTPConnection, db: AsyncSession) -> Caller:
    """As `caller`, without a write: for transactions that read as of one instant."""
    found = await identify(connection, db)
    if found is None:
        connection.app.state.admission.known.forget(credential_of(connection))
        raise Unauthenticated("unauthenticated", "Sign in, or send an API key as a bearer token.")
    if COUNTED not in connection.scope:
        count_request(found.party, str(found.identity))
    if credential := credential_of(connection):
        connection.app.state.admission.known.note(credential, found.party, str(found.identity))
    connection.state.caller = found
    return found


def needs(act: Act) -> Callable[[Caller], Coroutine[Any, Any, Caller]]:
    """Dependency factory: the caller if its roles allow the act, or 403."""

    async def allowed(found: Annotated[Caller, Depends(caller)]) -> Caller:
        if not found.may(act):
            raise role_missing(found, act)
        return found

    return allowed


AnyCaller = Annotated[Caller, Depends(caller)]
Reader = Annotated[Caller, Depends(needs(Act.READ))]
Watch = Annotated[Caller, Depends(needs(Act.WATCH))]
coordinates = needs(Act.COORDINATE)
Coordinate = Annotated[Caller, Depends(coordinates)]
Register = Annotated[Caller, Depends(needs(Act.REGISTER))]
Negotiate = Annotated[Caller, Depends(needs(Act.NEGOTIATE))]
Administer = Annotated[Caller, Depends(needs(Act.ADMINISTER))]
Feed = Annotated[Caller, Depends(needs(Act.FEED))]


async def _delivering(caller: AnyCaller) -> Caller:
    if not (caller.may(Act.WATCH) or caller.may(Act.FEED)):
        raise Forbidden(
            "role_missing",
            "This needs the role watch_officer or feed.",
            roles=sorted(caller.roles),
        )
    return caller


Positions = Annotated[Caller, Depends(_delivering)]
"""Callers that deliver positions: feeds, and the watch, which hears them by voice."""


async def _ruling(caller: AnyCaller) -> Caller:
    if not (caller.may(Act.WATCH) or caller.may(Act.REGISTER)):
        raise Forbidden(
            "role_missing",
            "This needs the role watch_officer or registrar.",
            roles=sorted(caller.roles),
        )
    return caller


PositionWord = Annotated[Caller, Depends(_ruling)]
"""Callers whose word on a doubted position counts: people, and no feed."""


async def read_as_of_one_instant(db: AsyncSession) -> None:
    """For the whole transaction, which has had no statement yet; a session that joins a transaction
    under way keeps that one's isolation."""
    if isinstance(db.bind, AsyncEngine):
        await db.connection(execution_options={"isolation_level": "REPEATABLE READ"})


async def repeatable_reader(connection: HTTPConnection, db: Db) -> Caller:
    """A reader whose whole request sees the database as of one instant; asked for before anything
    else."""
    await read_as_of_one_instant(db)
    return await needs(Act.READ)(await identified(connection, db))


RepeatableReader = Annotated[Caller, Depends(repeatable_reader)]
