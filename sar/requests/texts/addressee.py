"""The check of a text's addressee, where its case is kept from somebody."""

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Forbidden
from sar.incidents.informing.involving import refuse_kept_from
from sar.incidents.models import Incident
from sar.languages.places import filled
from sar.parties.caller import Caller


async def refuse_addressee(
    db: AsyncSession, incident: Incident, caller: Caller, to: str, *, involved: bool
) -> None:
    """Conflict where the addressee is not to be told of the case. A party that is not involved
    reads of no such list: of a case that has one it writes to its own party and to those who lead
    alone."""
    if involved:
        await refuse_kept_from(db, incident, [to])
    elif incident.kept_from and to not in (caller.party, incident.lead_party):
        raise not_for_uninvolved(incident)


def not_for_uninvolved(incident: Incident) -> Forbidden:
    """The refusal of a text that only the parties involved in its case may send further."""
    return Forbidden(
        "not_involved",
        filled(
            "Only the parties involved in {reference} send a text of it there: ask its mission"
            " coordinator.",
            reference=incident.reference,
        ),
    )
