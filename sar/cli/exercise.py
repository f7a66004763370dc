"""The work of `sar exercise`: the clock of an exercise installation is set."""

from datetime import UTC, datetime

import typer
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock, installation
from sar.cli.one_line import WrongCall
from sar.cli.operating import in_database

FASTEST = 1000.0


def set_exercise_clock(
    *, at: str | None, rate: float | None, pause: bool | None, begin: bool
) -> None:
    """Set the clock as far as it is told, and tell it."""
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
