"""The alarm that clauses of a proposed version conflict: what each party knows of it, and when that
is looked at anew."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements.conflict_views import ConflictFacts, conflict_facts
from sar.agreements.models import Version
from sar.agreements.recording import lock_dossier, recording
from sar.agreements.visible import Dossier
from sar.agreements.words import VersionState
from sar.record.entries import PictureChanged
from sar.record.recording import FurtherFact
from sar.record.service import PLATFORM

KnownConflicts = list[dict[str, Any]]
"""Of each party that has any: how many conflicts, and since when there are any."""


def known_anew(was: KnownConflicts, found: Mapping[str, int], at: str) -> KnownConflicts:
    """The known conflicts, once so many were found for each party: one that had some has them since
    then."""
    since = {one["party"]: one["since"] for one in was}
    return [
        {"party": party, "count": count, "since": since.get(party, at)}
        for party, count in sorted(found.items())
        if count
    ]


def is_replaced(version: Version, versions: Iterable[Version]) -> bool:
    """Whether a newer version is proposed too, which is the one to be looked at."""
    newer = (one for one in versions if one.state is VersionState.PROPOSED)
    return any(one.number > version.number for one in newer)


async def note(
    db: AsyncSession, dossier: Dossier, version: Version, *, now: datetime
) -> tuple[list[FurtherFact], list[FurtherFact]]:
    """Look for the version's conflicts, within its recording, and keep what is found: none, once it
    can be confirmed no more, or a newer one is proposed instead. The facts for the records of the
    parties that have any, or of whose clauses not all were compared; and those that tell a party
    that had none before that it has any."""
    over = version.valid_until is not None and version.valid_until <= now
    over = over or is_replaced(version, dossier.versions)
    sought = ConflictFacts([], []) if over else await conflict_facts(db, dossier, version, now=now)
    facts = sought.conflicts
    was = version.conflicts or []
    had = {one["party"] for one in was}
    found = {party: fact.count for fact, party in facts}
    for one in was:
        if one["party"] in sought.unsure:
            found.setdefault(one["party"], one["count"])
    version.conflicts = known_anew(was, found, now.isoformat()) or None
    told = [(FurtherFact(fact, PLATFORM, [party], []), party) for fact, party in facts]
    left = [FurtherFact(fact, PLATFORM, [party], []) for fact, party in sought.left]
    new = [one for one, party in told if party not in had]
    return [*(one for one, _ in told), *left], new


async def weigh(db: AsyncSession, agreement_id: UUID, version_id: UUID, *, now: datetime) -> None:
    """Look anew, since another agreement of its parties has changed: it may be mended, or conflict
    with what it did not before. A party that had no conflict is told on the record."""
    dossier = await lock_dossier(db, agreement_id, now=now)
    versions = [] if dossier is None else dossier.versions
    version = next((one for one in versions if one.id == version_id), None)
    if dossier is None or version is None or version.state is not VersionState.PROPOSED:
        return
    async with recording(db, dossier, by=PLATFORM, now=now) as entry:
        _, entry.further = await note(db, dossier, version, now=now)
        entry.record(PictureChanged(id="", about=""), readers=[])
