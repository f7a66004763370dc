"""The text of a clearance request: for a call, or for a message beside the platform."""

from datetime import datetime

from sar.agreements.words import ClearanceMode
from sar.geo.position import format_ddm
from sar.incidents.texts import (
    EXERCISE_MARK,
    PHASE_NAMES,
    Station,
    date_time_group,
    numbered_contacts,
    set_out,
)
from sar.requests.views import ClearanceView


def signal(
    asked: ClearanceView, *, type_name: str, sender: Station, to: Station, now: datetime
) -> str:
    """The sentences to say after the number to call, and the answers to write down (SAR Convention,
    Annex 3.1.3-3.1.4). Parts whose content is not known are left out, never invented."""
    notified = asked.mode is ClearanceMode.NOTIFY
    basis = asked.basis
    by = (
        f"{basis.article} OF {basis.agreement}, VERSION {basis.version}"
        if basis.agreement
        else basis.instrument or ""
    )
    what = "NOTIFICATION OF ENTRY" if notified else "REQUEST FOR ENTRY"
    enters = [
        *([f"AT {format_ddm(asked.place.to_latlon())}"] if asked.place else []),
        *([f"ABOUT {date_time_group(asked.enters_at)}"] if asked.enters_at else []),
    ]
    phase = f", {PHASE_NAMES[asked.phase]}" if asked.phase else ""
    due = asked.acknowledge_due_at
    lines = [
        f"CALL {to.name} ({to.party_name}), in this order:",
        *numbered_contacts(to.contacts),
        "",
        date_time_group(now),
        f"FROM {sender.name} ({sender.party_name})",
        f"TO {to.name} ({to.party_name})",
        f"{what} INTO THE TERRITORY OR TERRITORIAL SEA OF {to.party_name.upper()}, SOLELY FOR"
        " SEARCH AND RESCUE",
        f"BASIS: {by}",
        f"CASE {asked.reference}: {asked.situation.replace('_', ' ').upper()}{phase}",
        f"UNIT: {asked.name}, {type_name}, OF {sender.party_name}",
        *([f"ENTERS {' '.join(enters)}"] if enters else []),
        *([f"DETAILS: {asked.details}"] if asked.details else []),
        f"PLEASE ACKNOWLEDGE AT ONCE, BY {due:%H%MZ}"
        + ("" if notified else ", AND STATE CONDITIONS, IF ANY"),
        "",
        "WRITE DOWN: the function of who answers (no name), the time in Z, each answer as said.",
        "THEN: record the answer on the platform.",
    ]
    marks = [EXERCISE_MARK] if asked.exercise else []
    return set_out([*marks, *lines, *marks])
