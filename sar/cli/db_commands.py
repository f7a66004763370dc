"""The command `sar db`: the installation's database, which is imported when it is worked on."""

from typing import Annotated

import typer

from sar.cli.one_line import WrongCall, set_up_log

db_app = typer.Typer(no_args_is_help=True, help="The database.")


@db_app.command("start")
def db_start() -> None:
    """Start the private cluster (or reach the server of SAR_DATABASE_URL) and migrate."""
    from sar import database

    set_up_log()
    database.migrated_url()
    typer.echo("The database runs and is migrated.")


@db_app.command("stop")
def db_stop() -> None:
    """Stop the private cluster; its data stay."""
    from sar import database

    set_up_log()
    typer.echo("Stopped." if database.stop() else "It was not running.")


@db_app.command("migrate")
def db_migrate() -> None:
    """Bring the tables to this version's shape."""
    from sar import database

    set_up_log()
    database.migrate(database.owner_url())
    typer.echo("Migrated.")


@db_app.command("check")
def db_check() -> None:
    """Fail when the models and the migrations differ (alembic check)."""
    from sar import database

    set_up_log()
    database.check()


@db_app.command("revise")
def db_revise(
    title: Annotated[str, typer.Argument(help="What changes, like 'Sessions end'")],
) -> None:
    """Draft the next migration from the models; read and complete it before it is committed."""
    from sar import database

    set_up_log()
    typer.echo(str(database.revise(title)))


@db_app.command("reset")
def db_reset(
    yes: Annotated[bool, typer.Option("--yes", help="Really delete everything")] = False,
) -> None:
    """Delete the private cluster with all its data."""
    if not yes:
        raise WrongCall("This deletes all data: add --yes.")
    from sar import database

    database.destroy()
    typer.echo("Deleted.")
