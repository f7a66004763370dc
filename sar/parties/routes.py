"""HTTP: sign-in, who am I, the directory, people and keys, the chart."""

from collections.abc import Collection
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar import clock, installation
from sar.errors import NotFound
from sar.http.preconditions import IfMatch
from sar.http.ranges import FileAnswer
from sar.http.request_session import Db
from sar.parties import (
    directory,
    entry_authority,
    focal_point,
    service,
    signing_in,
    visible,
    watch_acts,
    watch_relief,
)
from sar.parties.caller import Caller
from sar.parties.chart import chart
from sar.parties.identifying import (
    Administer,
    AnyCaller,
    Reader,
    Watch,
    check_origin,
    cookie_name,
    identify,
)
from sar.parties.models import ApiKey, Centre, Person, Posting
from sar.parties.once import Idempotent
from sar.parties.roles import Role
from sar.parties.schemas import (
    ActForCentreBody,
    ChangeCentreBody,
    ChangePersonBody,
    ContactsBody,
    EntryAuthorityBody,
    FocalPointBody,
    KeyBody,
    NewPasswordBody,
    OwnPasswordBody,
    PersonBody,
    SignInBody,
    TakeWatchBody,
    WatchActsBody,
)
from sar.parties.views import (
    CentreRoles,
    CentreView,
    ClockView,
    KeyView,
    MeView,
    NewKeyView,
    PartyView,
    PersonView,
    SessionView,
    WatchActsView,
    WatchReliefView,
)
from sar.settings import settings
from sar.text_fields import PartyCode
from sar.wire import check_version

router = APIRouter(prefix="/api")


@router.post(
    "/session", status_code=204, tags=["session"], summary="Sign in", openapi_extra={"security": []}
)
async def sign_in(body: SignInBody, request: Request, response: Response, db: Db) -> None:
    """Sets a cookie that scripts cannot read; the browser sends it from our own pages alone."""
    if "origin" in request.headers:
        check_origin(request)
    lasting = timedelta(hours=settings().session_hours)
    token = await signing_in.sign_in(
        db, body.login, body.password, address=_address(request), lasting=lasting
    )
    _set_cookie(response, token, lasting=lasting)


def _set_cookie(response: Response, token: str, *, lasting: timedelta) -> None:
    response.set_cookie(
        cookie_name(),
        token,
        max_age=int(lasting.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=settings().tls,
        path="/",
    )


@router.get(
    "/session",
    tags=["session"],
    summary="Is anybody signed in?",
    openapi_extra={"security": [{}, {"key": []}, {"session": []}]},
)
async def read_session(request: Request, db: Db) -> SessionView:
    """Answers as `/api/me`, also to nobody, so that a page may ask before it knows."""
    found = await identify(request, db)
    return SessionView(signed_in=found is not None, me=await _me(db, found) if found else None)


@router.delete("/session", status_code=204, tags=["session"], summary="Sign out")
async def sign_out(response: Response, db: Db, caller: AnyCaller) -> None:
    """Ends the session everywhere at once."""
    await signing_in.sign_out(db, caller)
    response.delete_cookie(cookie_name(), httponly=True, samesite="strict", secure=settings().tls)


@router.get("/me", tags=["session"], summary="Who am I, for which centre, and what time is it")
async def read_me(db: Db, caller: AnyCaller) -> MeView:
    """Every role may ask."""
    return await _me(db, caller)


@router.patch("/me", tags=["session"], summary="Act for another of my centres")
async def act_for_centre(body: ActForCentreBody, db: Db, caller: AnyCaller) -> MeView:
    """Sets the centre that a session acts for; a key acts for the centre it was made for."""
    await signing_in.act_for(db, caller, body.centre_id)
    centre = await visible.access_centre(db, body.centre_id)
    postings = await _postings(db, [caller.identity])
    held = next(p for p in postings[caller.identity] if p.centre_id == body.centre_id)
    acting = Caller(
        caller.party,
        centre.id,
        centre.code,
        frozenset(held.roles),
        caller.who,
        person_id=caller.person_id,
        sign_in_id=caller.sign_in_id,
    )
    return await _me(db, acting)


@router.put("/me/password", status_code=204, tags=["session"], summary="Change my password")
async def change_own_password(
    body: OwnPasswordBody, request: Request, response: Response, db: Db, caller: AnyCaller
) -> None:
    """Needs the password so far. Every session of mine ends; this browser gets a new one."""
    lasting = timedelta(hours=settings().session_hours)
    token = await signing_in.change_password(
        db, caller, body, address=_address(request), lasting=lasting, now=clock.now()
    )
    _set_cookie(response, token, lasting=lasting)


def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"


async def _me(db: AsyncSession, caller: Caller) -> MeView:
    person = await db.get(Person, caller.person_id) if caller.person_id else None
    own = CentreRoles(centre_id=caller.centre_id, centre=caller.centre, roles=sorted(caller.roles))
    postings = (await _postings(db, [person.id]))[person.id] if person else [own]
    return MeView(
        who=caller.who,
        name=person.name if person else caller.who,
        party=caller.party,
        centre_id=caller.centre_id,
        centre=caller.centre,
        roles=sorted(caller.roles),
        postings=postings,
        clock=await clock_view(db),
        map_tiles=chart(),
    )


async def clock_view(db: AsyncSession) -> ClockView:
    """The platform's time and its rate."""
    row = await installation.read(db)
    scale = clock.scale()
    return ClockView(
        now=clock.now(),
        rate=scale.rate if scale else 1.0,
        paused=scale.paused if scale else False,
        exercise=row.exercise,
    )


async def _postings(db: AsyncSession, people: Collection[UUID]) -> dict[UUID, list[CentreRoles]]:
    rows = await db.execute(
        select(col(Posting.person_id), col(Posting.role), col(Centre.id), col(Centre.code))
        .join(Centre, col(Centre.id) == col(Posting.centre_id))
        .where(col(Posting.person_id).in_(people))
        .order_by(col(Centre.code), col(Posting.role))
    )
    held: dict[UUID, dict[tuple[UUID, str], list[Role]]] = {person: {} for person in people}
    for person_id, role, centre_id, centre in rows:
        held[person_id].setdefault((centre_id, centre), []).append(role)
    return {
        person: [
            CentreRoles(centre_id=centre_id, centre=centre, roles=roles)
            for (centre_id, centre), roles in centres.items()
        ]
        for person, centres in held.items()
    }


@router.get("/parties", tags=["directory"], summary="All parties, also those only listed")
async def list_parties(db: Db, _caller: Reader) -> list[PartyView]:
    """A listed party has not joined: its centres are reached by voice."""
    return await visible.parties(db)


@router.get("/centres", tags=["directory"], summary="All centres with their 24 h contacts")
async def list_centres(
    db: Db, _caller: Reader, party: Annotated[PartyCode | None, Query()] = None
) -> list[CentreView]:
    """SRR lines are illustrative, without prejudice to any boundary (SAR Conv. 2.1.7)."""
    return await visible.centres(db, party=party)


@router.get("/centres/{centre_id}", tags=["directory"], summary="One centre")
async def read_centre(centre_id: UUID, db: Db, _caller: Reader) -> CentreView:
    """Reads any centre of the directory."""
    await visible.access_centre(db, centre_id)
    return (await visible.centres(db, ids=[centre_id]))[0]


@router.patch("/centres/{centre_id}", tags=["directory"], summary="Set languages, time zone")
async def change_centre(
    centre_id: UUID,
    body: ChangeCentreBody,
    db: Db,
    caller: Administer,
    version: IfMatch,
    once: Idempotent,
) -> CentreView:
    """Changes a centre of the own party."""
    if not once.repeated:
        centre = await visible.access_centre(db, centre_id, of=caller.party, lock=True)
        check_version(given=version, current=centre.version)
        await directory.change_centre(
            db,
            centre,
            languages=body.languages,
            time_zone=body.time_zone,
            now=clock.now(),
            by=caller.actor,
        )
    return (await visible.centres(db, ids=[centre_id]))[0]


@router.put("/centres/{centre_id}/contacts", tags=["directory"], summary="Set contacts")
async def set_centre_contacts(
    centre_id: UUID,
    body: ContactsBody,
    db: Db,
    caller: Administer,
    version: IfMatch,
    once: Idempotent,
) -> CentreView:
    """Replaces the ordered list of an own centre."""
    if not once.repeated:
        await service.set_contacts(
            db, caller, centre_id, body.contacts, version=version, now=clock.now()
        )
    return (await visible.centres(db, ids=[centre_id]))[0]


@router.get("/people", tags=["people"], summary="The accounts of the own party")
async def list_people(db: Db, caller: Administer) -> list[PersonView]:
    """Lists the closed ones, too."""
    return await _people(db, caller.party)


@router.post("/people", status_code=201, tags=["people"], summary="Add an account")
async def add_person(body: PersonBody, db: Db, caller: Administer, once: Idempotent) -> PersonView:
    """Adds a person to the own party."""
    if not once.repeated:
        await service.add_person(db, caller, body, now=clock.now())
    made = await once.made(db, body.id)
    return next(p for p in await _people(db, caller.party) if p.id == made)


@router.put("/people/{person_id}", tags=["people"], summary="Change a name, roles, centres")
async def change_person(
    person_id: UUID,
    body: ChangePersonBody,
    db: Db,
    caller: Administer,
    version: IfMatch,
    once: Idempotent,
) -> PersonView:
    """Losing a role signs the person out everywhere."""
    if not once.repeated:
        await service.change_person(db, caller, person_id, body, version=version, now=clock.now())
    return next(p for p in await _people(db, caller.party) if p.id == person_id)


@router.put("/people/{person_id}/password", status_code=204, tags=["people"])
async def reset_password(
    person_id: UUID, body: NewPasswordBody, db: Db, caller: Administer
) -> None:
    """Give a new password to somebody of the own party; all of its sessions end."""
    await service.reset_password(db, caller, person_id, body.password, now=clock.now())


@router.delete("/people/{person_id}", status_code=204, tags=["people"], summary="Close an account")
async def disable_person(person_id: UUID, db: Db, caller: Administer) -> None:
    """Its sessions end at once; what it did stays on the record."""
    await service.disable_person(db, caller, person_id, now=clock.now())


async def _people(db: AsyncSession, party: str) -> list[PersonView]:
    rows = await db.execute(
        select(Person).where(col(Person.party_code) == party).order_by(col(Person.login))
    )
    people = list(rows.scalars())
    postings = await _postings(db, [person.id for person in people])
    return [
        PersonView.of_row(
            person,
            sign_in_as=f"{person.party_code}/{person.login}",
            postings=postings[person.id],
        )
        for person in people
    ]


@router.get("/keys", tags=["people"], summary="The keys of the own party")
async def list_keys(db: Db, caller: Administer) -> list[KeyView]:
    """Lists keys without their secrets, which are kept nowhere."""
    rows = await db.execute(
        select(ApiKey).where(col(ApiKey.party_code) == caller.party).order_by(col(ApiKey.id))
    )
    return [KeyView.of_row(key) for key in rows.scalars()]


@router.post("/keys", status_code=201, tags=["people"], summary="Make a key for a machine")
async def create_key(body: KeyBody, db: Db, caller: Administer, once: Idempotent) -> NewKeyView:
    """`key` is shown in this answer alone."""
    secret = None
    if not once.repeated:
        secret = await service.create_key(db, caller, body, now=clock.now())
    key = await db.get_one(ApiKey, await once.made(db, body.id))
    return NewKeyView.of_row(key, key=secret, shown_before=once.repeated)


@router.delete("/keys/{key_id}", status_code=204, tags=["people"], summary="Revoke a key")
async def revoke_key(key_id: UUID, db: Db, caller: Administer) -> None:
    """It stops working at once, on open sockets too."""
    await service.revoke_key(db, caller, key_id, now=clock.now())


@router.get("/watch-relief", tags=["session"], summary="How the watch of my centre stands")
async def read_watch_relief(db: Db, caller: Reader) -> WatchReliefView:
    """The latest takeover, and how far the record goes; cases, clocks and promises are in the
    snapshot."""
    return await watch_relief.read(db, caller)


@router.post("/watch-relief", tags=["session"], summary="Take the watch over")
async def take_watch_over(
    body: TakeWatchBody, db: Db, caller: Watch, once: Idempotent
) -> WatchReliefView:
    """By a person who is signed in, by name and time, and with the entry of the record up to which
    was read. It is told to the own party alone."""
    if not once.repeated:
        await watch_relief.take_over(db, caller, body, now=clock.now())
    return await watch_relief.read(db, caller)


@router.put("/focal-point", tags=["directory"], summary="Name my party's focal point")
async def set_focal_point(
    body: FocalPointBody, db: Db, caller: Administer, once: Idempotent
) -> PartyView:
    """For the missing and the dead: the office that is called where no authority has taken the
    list of a case in time. Every joined party reads it."""
    if not once.repeated:
        await focal_point.name_focal_point(db, caller, body, now=clock.now())
    return next(one for one in await visible.parties(db) if one.id == caller.party)


@router.put("/entry-authority", tags=["directory"], summary="Name my State's authority for entry")
async def set_entry_authority(
    body: EntryAuthorityBody, db: Db, caller: Administer, once: Idempotent
) -> PartyView:
    """The authority that the State designates for requests for entry beside its centres (SAR
    Convention, Annex 3.1.3): who asked is told to call it, last, when no centre answers. Every
    joined party reads it. No numbers: there is none any more.
    """
    if not once.repeated:
        await entry_authority.name_entry_authority(db, caller, body, now=clock.now())
    return next(one for one in await visible.parties(db) if one.id == caller.party)


@router.get("/watch-acts", tags=["session"], summary="Do I act as coordinator?")
async def read_watch_acts(db: Db, caller: Reader) -> WatchActsView:
    """A watch officer acts as coordinator of cases where no coordinator of the centre is present;
    a session counts for five minutes after its last use, and as long as it is on the live feed.
    Each such decision is marked."""
    return await watch_acts.read(db, caller)


@router.put("/watch-acts", tags=["people"], summary="Let watch officers act as coordinator")
async def set_watch_acts(
    body: WatchActsBody, db: Db, caller: Administer, once: Idempotent
) -> WatchActsView:
    """For the own party: yes, unless it says otherwise."""
    if not once.repeated:
        await watch_acts.allow(db, caller, allowed=body.allowed, now=clock.now())
    return await watch_acts.read(db, caller)


@router.get(
    "/chart.pmtiles",
    tags=["session"],
    summary="The installation's own chart, in the ranges that are asked for",
    response_class=FileAnswer,
    responses={200: {"content": {"application/vnd.pmtiles": {}}}, 206: {}},
)
async def read_chart_file(_caller: Reader) -> FileAnswer:
    """A PMTiles file, for who is signed in: charts are often licensed. 404 where there is none."""
    path = settings().map_pmtiles
    if path is None:
        raise NotFound("chart")
    # Browsers keep no ranges of a file that may be replaced under its name.
    headers = {"Cache-Control": "no-store"}
    return FileAnswer(path, media_type="application/vnd.pmtiles", headers=headers)
