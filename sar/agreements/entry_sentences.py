"""Sentences of clauses on entry: which units enter, on what terms, and what has no effect."""

from collections.abc import Sequence
from typing import Final, assert_never

from sar.agreements.asset_scope import kinds_meant
from sar.agreements.spoken import KINDS, idle, listed, minutes_said
from sar.agreements.term_document import IDLE_OF_ENTRY, ClearanceClause, TermDocument
from sar.agreements.words import AssetService, ClearanceMode, Sensor

SERVICES: Final = {
    AssetService.CIVIL: "civil",
    AssetService.STATE: "a State's, not military",
    AssetService.MILITARY: "military",
}
SENSORS: Final = {
    Sensor.PHOTOGRAPHY: "photography",
    Sensor.INFRARED: "infrared",
    Sensor.MAPPING_RADAR: "mapping radar",
    Sensor.SIGNALS: "receivers of signals",
}


def entering(clause: ClearanceClause, term: TermDocument, *, whom: str) -> str:
    """The part of the sentence on the entry of units of `whom`, after the grantor's name."""
    kinds = kinds_meant(clause, term)
    if clause.kinds and not kinds:
        beside = listed([KINDS[kind] for kind in clause.kinds])
        return f"says nothing of the entry of {beside}, of which this article is not"
    units = listed([KINDS[kind] for kind in kinds]) or "rescue units"
    units += _like(clause)
    enter = f"{units} of {whom} enter its territory and territorial sea"
    lead = f" at least {minutes_said(clause.lead_minutes)} ahead" if clause.lead_minutes else ""
    contact = f" ({_whom(clause)})" if clause.contact else ""
    also = f"; {clause.contact}" if clause.contact else ""
    land = ", to land and in ports too" if clause.landing else " (landing and ports: not spoken of)"
    aside = _idle_of_entry(clause, [KINDS[kind] for kind in clause.kinds if kind not in kinds])
    match clause.mode:
        case ClearanceMode.PRE_CLEARED:
            return f"lets {enter} without asking (pre-cleared{also}){land}{aside}"
        case ClearanceMode.NOTIFY:
            return f"lets {enter} on notice given{lead}{contact}{land}{aside}"
        case ClearanceMode.REQUEST:
            return f"lets {enter} on request made{lead}{contact}{aside}"
        case ClearanceMode.PROHIBITED:
            return f"does not let {enter}{aside}"
        case _ as never:
            assert_never(never)


def _whom(clause: ClearanceClause) -> str:
    """The contact to tell or to ask, in the parties' words: no preposition fits every wording."""
    return f"contact: {clause.contact}"


def _idle_of_entry(clause: ClearanceClause, kinds: Sequence[str]) -> str:
    """The idle parts of an earlier text, by which nothing is done: kinds beside the article, and
    fields. New drafts are refused with them."""
    said = {
        "lead_minutes": f"{minutes_said(clause.lead_minutes)} ahead",
        "contact": _whom(clause),
        "landing": "to land and in ports",
    }
    fields = [said[field] for field in IDLE_OF_ENTRY[clause.mode] if getattr(clause, field)]
    return idle([*kinds, *fields])


def _like(clause: ClearanceClause) -> str:
    """The units that a clause on entry holds for, after their kinds."""
    said = []
    if clause.services:
        services = listed([SERVICES[one] for one in clause.services], last=" or ")
        said.append(f"only those that are {services}")
    if clause.unarmed:
        said.append("only unarmed ones")
    if clause.excluded_sensors:
        sensors = listed([SENSORS[one] for one in clause.excluded_sensors], last=" or ")
        said.append(f"none with {sensors}")
    return f" ({'; '.join(said)})" if said else ""
