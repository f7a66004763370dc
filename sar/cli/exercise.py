"""The command `sar exercise`: the clock of an exercise installation."""

from datetime import UTC, datetime
from typing import Annotated

import typer
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock, installation
from sar.cli.operating import WrongCall, in_database

FASTEST = 1000.0


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
    """Set the clock of an exercise installation; without options, tell it. Parts left out stay
    as it is. A real installation is refused."""
    start_at = _instant(at) if at is not None else None
    if rate is not None and not 0 < rate <= FASTEST:
        raise WrongCall(f"--rate {rate:g} is not more than 0 and at most {FASTEST:g}.")
    is_changed = begin or not (start_at is None and rate is None and pause is None)

    async def work(db: AsyncSession) -> clock.Scale:
        row = await installation.read(db)
        recorded = await installation.last_recorded_at(db)
        _refuse(row, recorded, start_at=start_at, begin=begin)
        if is_changed:
            await installation.run_exercise_clock(
                db,
                rate=row.rate if rate is None else rate,
                start_at=start_at,
                paused=row.paused if pause is None else pause,
            )
        scale = clock.scale()
        if scale is None:
            raise WrongCall("This exercise has no clock yet: give --at or --rate.")
        return scale

    scale = in_database(work)
    runs = "stands" if scale.paused else f"runs at {scale.rate:g} times real time"
    typer.echo(f"The exercise clock {runs}: {clock.now():%Y-%m-%dT%H:%M:%SZ}.")


def _refuse(
    row: installation.Installation,
    recorded: datetime | None,
    *,
    start_at: datetime | None,
    begin: bool,
) -> None:
    """Refuse a real installation, and a time before the end of the record."""
    if not row.exercise and not begin:
        raise WrongCall(
            "This installation is real: its clock is not set. An installation that is empty still"
            " becomes an exercise by --begin."
        )
    if not row.exercise and recorded is not None:
        raise WrongCall("This installation is real and has a record: it becomes no exercise.")
    if recorded is not None and start_at is not None and start_at < recorded:
        raise WrongCall(
            f"The record has gone on to {recorded:%Y-%m-%dT%H:%M:%SZ}:"
            " the exercise clock is not set to a time before."
        )


def _instant(written: str) -> datetime:
    try:
        at = datetime.fromisoformat(written.strip())
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise WrongCall(f"{written!r} is no time: it must look like 2026-10-11T12:26:00Z.")
    return at.astimezone(UTC)
