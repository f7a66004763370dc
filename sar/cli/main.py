"""The command `sar`: run the platform and do what only its operator may.

A group of commands is imported when one of them is wanted, and a command's own work when it is
called: the command answers soon, for help and in scripts.
"""

import gc
from importlib import import_module
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup

from sar.cli.one_line import one_line, set_up_log

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__.split("\n", 1)[0])

GROUPS: Final = {
    "db": ("sar.cli.db_commands:db_app", "The database."),
    "geo": (
        "sar.cli.geo:geo_app",
        "The earth: distances by sea, and whose waters a place lies in.",
    ),
    "party": ("sar.cli.party_commands:party_app", "Parties: States and organisations."),
    "centre": ("sar.cli.centre_commands:centre_app", "Rescue coordination centres."),
    "person": ("sar.cli.account_commands:person_app", "People's accounts."),
    "key": ("sar.cli.account_commands:key_app", "Keys for machines."),
    "feeds": ("sar.cli.feed_commands:feed_app", "Feeds of positions off the air."),
    "record": ("sar.cli.record_commands:record_app", "The chronological record."),
}
"""The groups of commands, where each of them stands, and its help."""


class LazyGroup(TyperGroup):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of its commands, in the order of the module."""
        return self._whole().list_commands(ctx)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """One of its commands."""
        return self._whole().get_command(ctx, cmd_name)

    def _whole(self) -> TyperGroup:
        place, _ = GROUPS[self.name or ""]
        module, _, name = place.partition(":")
        gc.disable()  # nearly all that is made meanwhile stays: a sixth of the time went to looking
        try:
            imported = import_module(module)
        finally:
            gc.enable()
            gc.freeze()  # nor is it looked through as the command works and ends: as much again
        return typer.main.get_group(getattr(imported, name))


for group, (_, described) in GROUPS.items():
    app.add_typer(
        typer.Typer(cls=LazyGroup, no_args_is_help=True, help=described),
        name=group,
    )


def main() -> None:
    """Run; what goes wrong is one sentence, not a trace."""
    with one_line():
        app()


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on")] = None,
    reload: Annotated[bool, typer.Option("--reload", help="Restart when the code changes")] = False,
    fd: Annotated[int | None, typer.Option(help="An open socket to take over, listening")] = None,
    feeds: Annotated[
        bool,
        typer.Option("--feeds", help="Read feeds too, in a child process (SAR_SERVE_FEEDS=true)"),
    ] = False,
) -> None:
    """Serve the API, the live feed and the screens."""
    from sar.cli.serving import serve as serve_here

    set_up_log()
    serve_here(host=host, port=port, reload=reload, fd=fd, feeds=feeds)


@app.command()
def worker() -> None:
    """Run deferred jobs: offers that expire, acknowledgements that do not come."""
    from sar import database
    from sar.worker import main as work

    set_up_log()
    work(database.supervised_url())


@app.command()
def exercise(
    at: Annotated[
        str | None,
        typer.Option(help="Go on from this exercise time, like 2026-10-11T12:26:00Z"),
    ] = None,
    rate: Annotated[
        float | None, typer.Option(help="Exercise minutes in a real minute, 1000 at most")
    ] = None,
    pause: Annotated[
        bool | None,
        typer.Option("--pause/--resume", help="Let the clock stand, or run again"),
    ] = None,
    begin: Annotated[
        bool,
        typer.Option("--begin", help="Make an installation that is empty still an exercise"),
    ] = False,
) -> None:
    """Set the clock of an exercise installation, as far as options say; without any, tell it.
    A real installation is refused."""
    from sar.cli.exercise import set_exercise_clock

    set_exercise_clock(at=at, rate=rate, pause=pause, begin=begin)


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

    set_up_log()
    raise typer.Exit(
        play(
            scenario=scenario,
            speed=speed,
            port=port,
            reset=reset,
            exit_after_story=exit_after_story,
        )
    )


if __name__ == "__main__":
    main()
