"""The command `sar`: run the platform and do what only its operator may."""

import socket
from pathlib import Path
from typing import Annotated, Any, Final

import typer
import uvicorn

from sar import clock, database, log
from sar.cli.exercise import exercise
from sar.cli.geo import geo_app
from sar.cli.operating import WrongCall, in_database, one_line
from sar.cli.parties import centre_app, key_app, party_app, person_app
from sar.client import own_copy
from sar.db import DatabaseRole
from sar.http.connections import ClientConnection
from sar.incidents.source_erasure import erase_sources
from sar.record import erasing, proof
from sar.settings import settings

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__)
db_app = typer.Typer(no_args_is_help=True, help="The database.")
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


UVICORN: Final[dict[str, Any]] = {
    "http": ClientConnection,
    "ws": "websockets-sansio",
    "ws_ping_interval": 25,
    "ws_ping_timeout": 75,
    "ws_max_size": 65_536,
    "log_config": None,
    "access_log": False,
    "timeout_graceful_shutdown": 5,
    "server_header": False,
}
"""The options of the web server; satellite links stall for up to 70 s, so pings wait for longer."""


@app.callback()
def _start() -> None:
    log.set_up(json=settings().log_json)


def main() -> None:
    """Run; what goes wrong is one sentence, not a trace."""
    with one_line():
        app()


# running


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on")] = None,
    reload: Annotated[bool, typer.Option("--reload", help="Restart when the code changes")] = False,
    fd: Annotated[int | None, typer.Option(help="An open socket to take over, listening")] = None,
) -> None:
    """Serve the API, the live feed and the screens."""
    if fd is not None:
        config = uvicorn.Config("sar.app:served", factory=True, **UVICORN)
        uvicorn.Server(config).run(sockets=[socket.socket(fileno=fd)])
        return
    uvicorn.run(
        "sar.app:served",
        factory=True,
        host=host or settings().host,
        port=port or settings().port,
        reload=reload,
        reload_dirs=[str(Path(__file__).parent.parent)] if reload else None,
        **UVICORN,
    )


@app.command()
def worker() -> None:
    """Run deferred jobs: offers that expire, acknowledgements that do not come."""
    from sar.worker import main as work

    work(database.supervised_url())


app.command()(exercise)


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
    database.migrate(database.owner_url())
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
        raise WrongCall("This deletes all data: add --yes.")
    database.destroy()
    typer.echo("Deleted.")


# the record


@record_app.command("verify")
def record_verify(
    head: Annotated[
        str | None,
        typer.Option(help="NUMBER:HASH as printed before: prove that it is still in the chain"),
    ] = None,
) -> None:
    """Prove that the record is whole: numbers, hashes, audiences. Prints its head."""
    earlier = _head(head) if head else None
    found = in_database(lambda db: proof.verify(db, earlier))
    for fault in found.faults:
        typer.secho(fault, fg="red")
    typer.echo(
        f"{found.entries} entries, {found.erased} erased payloads,"
        f" {found.erased_in_part} erased in part."
    )
    typer.echo(f"Head: {found.head}")
    if found.faults:
        raise typer.Exit(1)
    typer.echo("The record is whole.")


def _head(written: str) -> proof.Head:
    try:
        return proof.Head.parse(written)
    except ValueError:
        raise _no_head(written) from None


def _no_head(written: str) -> WrongCall:
    return WrongCall(f"{written!r} is no head: it must look like 1204:9f86d0….")


@record_app.command("verify-copy")
def record_verify_copy(
    file: Annotated[
        Path, typer.Argument(help="Entries as GET /api/record gives them, or the feed")
    ],
    head: Annotated[
        str | None, typer.Option(help="NUMBER:HASH that the copy must lead to or through")
    ] = None,
    after: Annotated[
        str | None, typer.Option(help="NUMBER:HASH before its first entry, where that is not 1")
    ] = None,
) -> None:
    """Prove a party's own copy of its record, without the platform and its database: each entry
    as it was recorded, none missing, added or exchanged. Prints the head it leads to."""
    try:
        entries = own_copy.entries_of(file.read_bytes())
    except ValueError:
        raise WrongCall(f"{file} holds no entries of the record.") from None
    found = own_copy.check(
        entries, after=_copy_head(after) or own_copy.START, head=_copy_head(head)
    )
    for fault in found.faults:
        typer.secho(fault, fg="red")
    typer.echo(f"{found.entries} entries, {found.untold} of which only the hash is told.")
    typer.echo(f"Head: {found.head}")
    if found.faults:
        raise typer.Exit(1)
    typer.echo("The copy holds." if head else "The copy holds. Without --head, in itself alone.")


def _copy_head(written: str | None) -> own_copy.CopyHead | None:
    try:
        return own_copy.CopyHead.parse(written) if written else None
    except ValueError:
        raise _no_head(str(written)) from None


@record_app.command("erase")
def record_erase(
    number: Annotated[int, typer.Argument(help="The entry's number in the installation")],
    reason: Annotated[str, typer.Option(help="Why; it is kept and told")],
    slot: Annotated[
        int | None, typer.Option(help="Only what these readers were told; else all of it")
    ] = None,
) -> None:
    """Erase what an entry told, for good; the chain, its readers and the erasure stay."""
    if len(reason.strip()) < 3:
        raise WrongCall("Say why, in a few words.")
    count = in_database(
        lambda db: erasing.erase(db, number, slot=slot, reason=reason.strip()),
        role=DatabaseRole.OWNER,
    )
    typer.echo(f"Erased: {count} payloads of entry {number}.")


@record_app.command("erase-source")
def record_erase_source(
    reference: Annotated[str, typer.Argument(help="The case, like ITA-2026-0001")],
    reason: Annotated[str, typer.Option(help="Why; it is kept and told")],
) -> None:
    """Erase who told of a case, the call-back and the sources of its positions and numbers, in the
    case and in every entry, for good; the chain, its readers and the erasure stay."""
    if len(reason.strip()) < 3:
        raise WrongCall("Say why, in a few words.")
    erased = in_database(
        lambda db: erase_sources(db, reference, reason=reason.strip(), now=clock.now()),
        role=DatabaseRole.OWNER,
    )
    typer.echo(f"Erased: the sources of {reference}, and {erased.count} payloads in part.")


if __name__ == "__main__":
    main()
