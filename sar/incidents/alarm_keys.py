"""The state of a case as its alarms are judged by, from its row."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sar.agreements.words import Phase
from sar.incidents.access import kept_from
from sar.incidents.alarm_rules import REGION_KEYS, CaseNow, stands
from sar.incidents.gone_help import gone_units, key_of_help, newest_gone, rings_at
from sar.incidents.handover_clock import RED
from sar.incidents.models import CaseAlarm, Incident
from sar.incidents.newest_sheet import is_or_suggests_distress, is_to_be_assessed
from sar.incidents.other_authorities import silent_keys
from sar.incidents.silent_hails import keys_of_hails
from sar.incidents.words import AlarmCause, IncidentState


def keys_of(incident: Incident, *, has_part: bool) -> dict[AlarmCause, str]:
    """The state of the case for a centre, by alarm. `has_part`: it has a part in the case itself,
    so that nobody needs to tell it that its region is touched."""
    keys: dict[AlarmCause, str] = {}
    if incident.assessment_due_at is not None and is_to_be_assessed(incident):
        keys[AlarmCause.UNASSESSED] = incident.assessment_due_at.isoformat()
    if incident.suggested_since is not None:
        keys[AlarmCause.BELOW] = incident.suggested_since.isoformat()
    if incident.untasked is not None:
        keys[AlarmCause.UNTASKED] = incident.untasked["since"]
    if incident.unasked is not None and incident.unasked["since"]:
        keys[AlarmCause.UNCOVERED] = incident.unasked["since"]
    if incident.unwritten is not None and incident.unwritten["since"]:
        keys[AlarmCause.UNWRITTEN] = incident.unwritten["since"]
        if is_or_suggests_distress(incident) and incident.smc_by_voice is None:
            keys[AlarmCause.LEAD_UNHEARD] = incident.unwritten["since"]
    if gone := newest_gone(incident.help_gone):
        keys[AlarmCause.HELP_GONE] = key_of_help(gone)
    if not has_part:
        keys[AlarmCause.REGION] = REGION_KEYS[incident.phase is Phase.DISTRESS]
    if incident.smc_by_voice is not None and incident.smc_by_voice["silent_at"]:
        keys[AlarmCause.SMC_SILENT] = incident.smc_by_voice["due_at"]
    if incident.offer_waits is not None:
        keys[AlarmCause.OFFER_WAITS] = incident.offer_waits["at"]
    if incident.state is IncidentState.SUSPENDED and incident.look_again_at is not None:
        keys[AlarmCause.LOOK_AGAIN] = incident.look_again_at.isoformat()
    if incident.state is IncidentState.SUSPENDED and incident.heard_suspended_at is not None:
        keys[AlarmCause.SUSPENDED_NEWS] = incident.heard_suspended_at.isoformat()
    if incident.handover is not None and not set(RED) <= set(incident.handover["confirmed"]):
        keys[AlarmCause.HANDED_OVER] = incident.handover["at"]
    if incident.lost_due_at is not None:
        keys[AlarmCause.LIST_OWED] = incident.lost_due_at.isoformat()
    if since := _unreached_since(incident, keys):
        keys[AlarmCause.LEAD_UNREACHED] = since
    return keys


def _unreached_since(incident: Incident, keys: Mapping[AlarmCause, str]) -> str | None:
    """The time since which the lead is not reached: of an alarm that still is the matter, and as
    long as the same centre leads a case in distress, or that may be."""
    kept = incident.lead_unreached
    if kept is None or kept["centre_id"] != str(incident.lead_centre_id):
        return None
    if incident.state is not IncidentState.OPEN or not is_or_suggests_distress(incident):
        return None
    standing = {(cause.value, key) for cause, key in keys.items()}
    silent = silent_keys(incident.other_authorities)
    standing |= {(AlarmCause.AUTHORITY_SILENT.value, key) for key in silent}
    stands = any((one["cause"], one["key"]) in standing for one in kept["alarms"])
    return str(kept["since"]) if stands else None


def acted_lines(incident: Incident, party: str) -> list[str]:
    """The ids of the decisions that the party's watch officers took as coordinator, oldest first,
    until a coordinator has looked."""
    return [line["id"] for line in incident.acted if line["party"] == party]


def case_now(incident: Incident, *, centre_id: UUID, party: str, has_part: bool) -> CaseNow:
    """The case as an alarm for that centre is judged by."""
    leads = centre_id == incident.lead_centre_id
    gone = [one for one in gone_units(incident.help_gone) if rings_at(one, party, leads=leads)]
    return CaseNow(
        is_closed=incident.state is IncidentState.CLOSED,
        is_kept=party in kept_from(incident),
        leads=leads,
        keys=keys_of(incident, has_part=has_part),
        acted=frozenset(acted_lines(incident, party)),
        gone=frozenset(map(key_of_help, gone)),
        silent=frozenset(silent_keys(incident.other_authorities)),
        hails=frozenset(keys_of_hails(incident.silent_hails, centre_id=centre_id, leads=leads)),
        units=frozenset(keys_of_hails(incident.silent_units, centre_id=centre_id, leads=leads)),
    )


def is_on(alarm: CaseAlarm, incident: Incident, centres: Collection[UUID]) -> bool:
    """Whether the alarm still stands; `centres`: those that have a part in the case."""
    at, party = alarm.centre_id, alarm.party_code
    case = case_now(incident, centre_id=at, party=party, has_part=at in centres)
    return stands(alarm.cause, alarm.key, case)
