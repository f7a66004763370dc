"""Forgetting who sends, and the texts: with the sources of a case, and some time after a report is
settled."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Update, func, or_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.distress_reports.models import DistressReport
from sar.distress_reports.words import TRANSMITTERS
from sar.incidents import visible as incidents
from sar.incidents.lifecycle import source_erasure
from sar.record.erasing import ErasedParts

KEPT: Final = timedelta(days=30)
"""So long after it is settled a report tells which ship it is of, and keeps its texts (a house
figure)."""


async def erase_sources(
    db: AsyncSession, reference: str, *, reason: str, by: str = "operator", now: datetime
) -> ErasedParts:
    """Blank the sources of the case, and the numbers of ships and the texts of the reports that are
    of it."""
    erased = await source_erasure.erase_sources(db, reference, reason=reason, by=by, now=now)
    case = await incidents.id_of(db, reference)
    await db.execute(
        update(DistressReport)
        .where(col(DistressReport.incident_id) == case, *_tells())
        .values(_BLANK)
    )
    return erased


def forget_settled(before: datetime) -> Update:
    """Blank the numbers of ships and the texts of the reports that were settled before then."""
    settled = col(DistressReport.settled_at) < before
    return update(DistressReport).where(settled, *_tells()).values(_BLANK)


_BLANK: Final[dict[str, Any]] = {"sender": "", "texts": []}


def _tells() -> list[ColumnElement[bool]]:
    """The condition of rows that tell which ship it is, or keep a text."""
    made_for_it = f"({'|'.join(TRANSMITTERS)})[0-9]{{6}}$"
    has_texts = func.jsonb_array_length(col(DistressReport.texts)) > 0
    return [or_(col(DistressReport.sender).regexp_match(f"^(?!{made_for_it})."), has_texts)]
