"""Deferred work of the assets: coarse places are displaced anew once exact ones were told."""

from typing import Final

from procrastinate import JobContext
from sqlalchemy.exc import SQLAlchemyError

from sar import clock, jobs
from sar.assets import displacements
from sar.log import first_line, logger

log = logger(__name__)

EVERY_MINUTE: Final = "* * * * *"


@jobs.blueprint.periodic(cron=EVERY_MINUTE)
@jobs.blueprint.task(
    name="displacements", queue=jobs.QUEUE, queueing_lock="displacements", pass_context=True
)
async def follow_exact_terms(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 its instant: the queue gives it
    """Follows the terms that share exactly, in one worker of all."""
    sessions: jobs.SystemSessions = context.additional_context["sessions"]
    try:
        async with sessions() as db, db.begin():
            await displacements.follow_terms(db, now=clock.now())
    except SQLAlchemyError as error:
        log.warning("displacements are not drawn yet", error=first_line(error))
