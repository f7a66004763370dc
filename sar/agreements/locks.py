"""The locked agreement that an act is about, and the version that it is done to."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements import visible
from sar.agreements.load import instants_of, plain_term
from sar.agreements.models import SharingSuspension, Version
from sar.agreements.recording import lock_dossier
from sar.agreements.versions import VERSION, VersionFacts, decide_version, version_state
from sar.agreements.visible import Dossier
from sar.agreements.words import VersionAction
from sar.errors import Conflict, Malformed, NotFound, Refusal
from sar.languages.places import filled
from sar.machine import Step
from sar.parties.caller import Caller


async def access_locked(
    db: AsyncSession, caller: Caller, agreement_id: UUID, *, now: datetime
) -> Dossier:
    """An agreement that the caller's party sees, locked; or NotFound."""
    await visible.access_agreement(db, caller, agreement_id, lock=True)
    dossier = await lock_dossier(db, agreement_id, now=now)
    if dossier is None:
        raise NotFound("agreement")
    return dossier


def choose_version(
    dossier: Dossier, action: VersionAction, number: int | None, *, party: str, now: datetime
) -> Version:
    """The version named, or the only one in a state for the action; Conflict if it is refused."""
    seen = dossier.seen_by(party)
    if number is not None:
        chosen = [version for version in seen if version.number == number]
        if not chosen:
            raise NotFound("version")
    else:
        chosen = [v for v in seen if (version_state(instants_of(v), now), action) in VERSION]
        if not chosen:
            sentence = f"No version of {dossier.agreement.reference} can be taken to {action} now."
            raise Conflict.of(Refusal("no_version", sentence, {"action": action}))
        if len(chosen) > 1:
            numbers = ", ".join(str(version.number) for version in chosen)
            said = filled("must say which of {numbers}", numbers=numbers)
            raise Malformed.at("version", "which_version", said)
    [version] = chosen
    facts = VersionFacts(
        number=version.number,
        instants=instants_of(version),
        drafted_by=version.drafted_by,
        suspended_by=version.suspended_by,
        signed_by=signed_by(dossier, version),
        grantors=_grantors(dossier, version),
        suspended=_instants(dossier.said_of(version, withdraws=False)),
        withdrawn=_instants(dossier.said_of(version, withdraws=True)),
        names=dossier.names,
    )
    step = decide_version(facts, action, party=party, now=now)
    if not isinstance(step, Step):
        raise Conflict.of(step, state=version.state)
    return version


def _instants(said: Iterable[SharingSuspension]) -> dict[str, datetime]:
    return {one.party_code: one.from_at for one in said}


def _grantors(dossier: Dossier, version: Version) -> frozenset[str]:
    terms = [
        plain_term(term, version, dossier.agreement, parties=dossier.parties)
        for term in dossier.terms[version.id]
    ]
    return frozenset(one for one in dossier.parties if any(term.promises(one) for term in terms))


def signed_by(dossier: Dossier, version: Version) -> frozenset[str]:
    """The parties that have signed the version."""
    return frozenset(one.party_code for one in dossier.signatures[version.id])
