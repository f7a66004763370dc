"""The command `sar`: run the platform and do what only its operator may."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
import uvicorn
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from uuid_utils.compat import uuid7

from sar import clock, database, log
from sar.db import DatabaseRole, make_engine, make_sessions
from sar.errors import Problem
from sar.geo.areas import AreaRefused, parse_area
from sar.geo.position import LatLon, PositionRefused
from sar.geo.sea.commands import geo_app
from sar.localdb import LocalDatabaseError
from sar.parties import service as parties
from sar.parties.models import Centre, Party
from sar.parties.roles import Role
from sar.parties.visible import centre_views, joined
from sar.record import service as record
from sar.record.entries import CentreAdded
from sar.settings import settings

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__)
db_app = typer.Typer(no_args_is_help=True, help="The database.")
party_app = typer.Typer(no_args_is_help=True, help="Parties: States and organisations.")
centre_app = typer.Typer(no_args_is_help=True, help="Rescue coordination centres.")
person_app = typer.Typer(no_args_is_help=True, help="People's accounts.")
key_app = typer.Typer(no_args_is_help=True, help="Keys for machines.")
record_app = typer.Typer(no_args_is_help=True, help="The chronological record.")
for name, sub in {
    "db": db_app,
    "geo": geo_app,
    "party": party_app,
    "centre": centre_app,
    "person": person_app,
    "key": key_app,
    "record": record_app,
}.items():
    app.add_typer(sub, name=name)

T = TypeVar("T")

PartyOption = Annotated[str, typer.Option("--party", help="Party code, like ITA")]
CentreOption = Annotated[str, typer.Option("--centre", help="Centre code, like MRCC-ROMA")]
RolesOption = Annotated[list[Role], typer.Option("--role", help="May be given several times")]


@app.callback()
def _start() -> None:
    log.set_up(json=settings().log_json)


def main() -> None:
    """Run; what goes wrong is one sentence, not a trace."""
    try:
        app()
    except (LocalDatabaseError, Problem, AreaRefused, PositionRefused) as error:
        typer.secho(str(error), err=True, fg="red")
        raise SystemExit(1) from error


def _in_database(work: Callable[[AsyncSession], Awaitable[T]]) -> T:
    """Run work in one transaction of the system role; it commits when the work succeeds."""

    async def run() -> T:
        engine = make_engine(database.url(), DatabaseRole.SYSTEM, pool_size=1)
        try:
            async with make_sessions(engine)() as db, db.begin():
                return await work(db)
        finally:
            await engine.dispose()

    return asyncio.run(run())


# running


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on")] = None,
    reload: Annotated[bool, typer.Option("--reload", help="Restart when the code changes")] = False,
) -> None:
    """Serve the API, the live feed and the screens."""
    uvicorn.run(
        "sar.app:served",
        factory=True,
        host=host or settings().host,
        port=port or settings().port,
        reload=reload,
        reload_dirs=["sar"] if reload else None,
        **database.UVICORN,
    )


@app.command()
def worker() -> None:
    """Run deferred jobs: offers that expire, acknowledgements that do not come."""
    from sar.worker import main as work

    work(database.migrated_url())


@app.command()
def demo(
    scenario: Annotated[
        str, typer.Option(help="Which world: a (Mediterranean) or b (Guinea)")
    ] = "a",
    speed: Annotated[float, typer.Option(help="Exercise minutes in a real minute")] = 12,
    port: Annotated[int | None, typer.Option(help="Port to listen on")] = None,
    reset: Annotated[bool, typer.Option("--reset", help="Begin afresh")] = False,
    exit_after_story: Annotated[
        bool, typer.Option("--exit-after-story", help="End when the story is told")
    ] = False,
) -> None:
    """Live a scenario: database, server, worker and the parties' acts through the API."""
    from sar.scenarios.demo import main as play

    raise typer.Exit(
        play(
            scenario=scenario,
            speed=speed,
            port=port,
            reset=reset,
            exit_after_story=exit_after_story,
        )
    )


# the database


@db_app.command("start")
def db_start() -> None:
    """Start the private cluster (or reach the server of SAR_DATABASE_URL) and migrate."""
    database.migrated_url()
    typer.echo("The database runs and is migrated.")


@db_app.command("stop")
def db_stop() -> None:
    """Stop the private cluster; its data stay."""
    typer.echo("Stopped." if database.stop() else "It was not running.")


@db_app.command("migrate")
def db_migrate() -> None:
    """Bring the tables to this version's shape."""
    database.migrate(database.url())
    typer.echo("Migrated.")


@db_app.command("check")
def db_check() -> None:
    """Fail when the models and the migrations differ (alembic check)."""
    database.check()


@db_app.command("revise")
def db_revise(
    title: Annotated[str, typer.Argument(help="What changes, like 'Sessions end'")],
) -> None:
    """Draft the next migration from the models; read and complete it before it is committed."""
    typer.echo(str(database.revise(title)))


@db_app.command("reset")
def db_reset(
    yes: Annotated[bool, typer.Option("--yes", help="Really delete everything")] = False,
) -> None:
    """Delete the private cluster with all its data."""
    if not yes:
        raise typer.BadParameter("this deletes all data: add --yes")
    database.destroy()
    typer.echo("Deleted.")


# parties, centres, people, keys


@party_app.command("add")
def party_add(
    code: str,
    name: Annotated[str, typer.Option(help="Its name in English")],
    listed: Annotated[bool, typer.Option("--listed", help="It has not joined")] = False,
) -> None:
    """Add a party; `--listed` for one that is reached by voice only."""

    async def work(db: AsyncSession) -> None:
        db.add(Party(code=code, name=name, listed=listed, created_at=clock.real_now()))

    _in_database(work)
    typer.echo(f"{code} added.")


@centre_app.command("add")
def centre_add(
    party: PartyOption,
    code: Annotated[str, typer.Option(help="Unique code, like MRCC-ROMA")],
    name: Annotated[str, typer.Option()],
    lon: Annotated[float, typer.Option()],
    lat: Annotated[float, typer.Option()],
    srr: Annotated[
        Path | None, typer.Option(help="GeoJSON Polygon or MultiPolygon of its region")
    ] = None,
) -> None:
    """Add a centre of a party."""
    area = parse_area(_geometry(json.loads(srr.read_text()))) if srr else None

    async def work(db: AsyncSession) -> None:
        centre = Centre(
            party_code=party, code=code, name=name, position=LatLon(lat=lat, lon=lon), srr=area
        )
        db.add(centre)
        await db.flush()
        await record.write(
            db,
            CentreAdded(id=centre.id, about=centre.name),
            by=record.PLATFORM,
            told=await joined(db),
            after=await centre_views(db, [centre.id]),
            now=clock.real_now(),
        )

    _in_database(work)
    typer.echo(f"{code} added.")


def _geometry(document: dict[str, Any]) -> Any:
    """The geometry of a bare geometry, a Feature, or a collection of one Feature."""
    match document:
        case {"type": "Feature", "geometry": geometry}:
            return geometry
        case {"type": "FeatureCollection", "features": [{"geometry": geometry}]}:
            return geometry
        case _:
            return document


async def _centre(db: AsyncSession, party: str, code: str) -> Centre:
    found = await db.execute(
        select(Centre).where(col(Centre.code) == code, col(Centre.party_code) == party)
    )
    centre = found.scalar_one_or_none()
    if centre is None:
        raise typer.BadParameter(f"{party} has no centre {code}")
    return centre


@person_app.command("add")
def person_add(
    party: PartyOption,
    centre: CentreOption,
    login: Annotated[str, typer.Option()],
    role: RolesOption,
    name: Annotated[str, typer.Option()] = "",
    password: Annotated[
        str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)
    ] = "",
) -> None:
    """Add a person's account."""

    async def work(db: AsyncSession) -> None:
        await parties.create_person(
            db,
            id_=uuid7(),
            centre=await _centre(db, party, centre),
            login=login,
            name=name or login,
            password=password,
            roles=role,
        )

    _in_database(work)
    typer.echo(f"{login} added.")


@key_app.command("create")
def key_create(
    party: PartyOption,
    centre: CentreOption,
    role: RolesOption,
    label: Annotated[str, typer.Option()] = "made by the operator",
) -> None:
    """Make a key for a machine and print it, this once."""

    async def work(db: AsyncSession) -> str:
        found = await _centre(db, party, centre)
        return await parties.insert_key(db, id_=uuid7(), centre=found, label=label, roles=role)

    typer.echo(_in_database(work))


@record_app.command("verify")
def record_verify() -> None:
    """Prove that the record is whole: numbers, hashes, audiences."""
    proof = _in_database(record.verify)
    for fault in proof.faults:
        typer.secho(fault, fg="red")
    typer.echo(f"{proof.entries} entries, {proof.erased} erased payloads.")
    if proof.faults:
        raise typer.Exit(1)
    typer.echo("The record is whole.")


if __name__ == "__main__":
    main()
