"""Findings about clearances: the States whose waters or airspace a candidate enters, and whether
their leave is needed, stands or is refused, with the basis."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from sar.agreements.clearance_law import (
    ASKED_BY_WHO_HAILS,
    BEYOND,
    NOTE_SOURCES,
    SAR_ENTRY,
    TOLD_BY_WHO_HAILS,
    UnitNote,
    mode_sent,
    unit_note,
)
from sar.agreements.spoken import listed
from sar.agreements.words import ClearanceMode, Kind
from sar.geo.declared import LimitKind
from sar.geo.extents import WatersBy
from sar.geo.state_names import StateNames
from sar.geo.territory import undetermined
from sar.geo.waters import UNSAID_NEAR, declared_by
from sar.matching import findings
from sar.matching.borders import (
    Coming,
    Entering,
    letting_in,
    objecting,
    refusing,
    without_leave,
)
from sar.matching.candidate import Candidate
from sar.matching.findings import DirectoryFacts, Finding, Remark
from sar.matching.question import Opening, Region, Scene
from sar.matching.words import EndSaid, Verdict
from sar.parties.assistance_word import OWN_WORD
from sar.time_words import minute_text

_NOT_DETERMINED: Final = "Whose waters these are is not determined here"
_ENTERING: Final[Mapping[str, str]] = {
    "high_seas": "Seaward of any territorial sea known here: no State's leave is needed"
    " (UNCLOS 58(1), 87).",
    "own_territory": "The scene is in its own State's waters or on its land, as far as is known"
    " here: nobody is asked for clearance.",
    "passes_through": "It passes through without stopping: {territory} may be told.",
    "passes_internal_waters": "It passes through internal waters or a port of {territory}, by the"
    " rules there for merchant ships: {territory} is asked by the centre that hails it, except"
    " where straight baselines have newly enclosed them (UNCLOS 8(2)).",
    "transit_passage": "It goes through {strait}, without delay, in transit passage: nobody is"
    " asked.",
    "sea_lanes_passage": "It goes through {strait}, without delay, in archipelagic sea lanes"
    " passage: nobody is asked.",
    "assistance_told": "It goes to assist people in distress: {territory} is told at once.",
    "assistance_inshore": "It goes to assist where the waters may be internal or a port:"
    " {territory} is asked by the centre that hails it.",
    "hailed_to_work": "It is hailed to search, or for work that is no rescue from a known place:"
    " {territory} is asked by the centre that hails it.",
    "entry_internal_waters": "It passes through internal waters of {territory}, which is asked;"
    " nobody is where straight baselines have newly enclosed them (UNCLOS 8(2)).",
    "not_determined_asked": "Its own party asks before it enters.",
    "not_determined_told": "Its own party tells them.",
    "entry_landing": "What is agreed does not speak of landing: {territory} is asked.",
    "entry_inshore": "What is agreed does not speak of ports and internal waters, and the place may"
    " lie in them: {territory} is asked.",
    "entry_pre_cleared": "Its entry is cleared in advance{agreed}.",
    "entry_notify": "{territory} is notified {ahead}before it enters{agreed}.",
    "entry_request": "{territory} is asked for clearance{lead}{agreed}.",
    "entry_by_request": "Nothing is agreed on entry: its own party asks {territory}, which should"
    " let rescue units in at once, subject to its law, and is to acknowledge at once.",
    "entry_aeronautical": "Nothing is agreed on entry: its own party asks {territory}, which should"
    " let units in to search for aircraft and rescue survivors, subject to its own controls.",
    "entry_by_consent": "Nothing is agreed on entry: it enters with the consent of {territory}, for"
    " which its own party asks.",
    "entry_known_position": "It goes to people in distress whose position is known: its own party"
    " tells {territory} and asks it at the same time, and says itself whether it waits.",
    "assistance_on_notice": "It goes to people in distress whose position is known: {territory}"
    " asks for a notice of such a vessel before it enters, and its own party gives it ({source}).",
    "assistance_on_request": "It goes to people in distress whose position is known: {territory}"
    " asks that entry be requested for such a vessel, and its own party does so ({source}).",
    "entry_not_covered": "What is agreed on entry does not hold for it ({unlike}): its own party"
    " asks {territory}.",
    "entry_prohibited": "Its entry into {territory} is prohibited.",
}


_INSIDE: Final = " It is there already, which is no leave to work there."
_FLYING: Final = frozenset({Kind.AIRCRAFT, Kind.UNCREWED})
_THROUGH: Final = frozenset({"transit_passage", "sea_lanes_passage"})
_PASSING: Final = frozenset({"passes_through", "passes_internal_waters"})
_HAILED: Final = ASKED_BY_WHO_HAILS | TOLD_BY_WHO_HAILS


_OWN_WATERS: Final = "These are your own waters: nobody else is asked or told of her entry there."


def _in_own_waters(candidate: Candidate, one: Entering, *, asker: str) -> bool:
    """Whether a ship of opportunity enters waters of the party that hails her: it tells nobody."""
    return candidate.seen.party is None and one.border.state == asker and one.ruling.code in _HAILED


def entering(
    candidate: Candidate,
    entered: Sequence[Entering],
    scene: Scene,
    *,
    asker: str,
    directory: DirectoryFacts,
    at_minutes: Mapping[tuple[str, ...], float],
    at_scene: str | None,
    regions: Sequence[Region] = (),
) -> Iterator[Finding]:
    """Every State that it enters, in order, and how; or that there is nobody to ask.

    `at_minutes` is the time at each border, by the key of its waters, where known; `at_scene`: the
    State whose territory the scene is in then; `regions`: the search and rescue regions that hold
    the scene.
    """
    notes: dict[tuple[UnitNote, bool], Finding] = {}
    for one in entered:
        if _in_own_waters(candidate, one, asker=asker):
            yield Finding(Remark("hailed_in_own_waters", _OWN_WATERS, {"territory": asker}))
            continue
        yield _crossing(
            candidate, one, scene, asker=asker, directory=directory, at_minutes=at_minutes
        )
        note = unit_note(candidate.seen.unit, one.ruling) if candidate.seen.party else None
        if note is not None:
            asks = one.border.strait is not None and one.border.strait.warships is not None
            notes.setdefault((note, asks), _note(candidate, note, one, directory=directory))
    yield from notes.values()
    concerned = any(one.border.at_scene or one.ruling.mode is not None for one in entered)
    if concerned or candidate.seen.party in (None, asker):
        return
    if at_scene == candidate.seen.party:
        told = _own_word(at_scene, directory.names) if scene.territory == at_scene else ""
        yield Finding(Remark("own_territory", _ENTERING["own_territory"] + told))
    elif at_scene is None:
        law = findings.instrument(
            BEYOND, between=(candidate.seen.party or "", None), directory=directory
        )
        yield Finding(
            Remark(
                "high_seas",
                _seaward(candidate, scene, regions, directory.names),
                _named(regions),
                law,
            )
        )


def _seaward(
    candidate: Candidate, scene: Scene, regions: Sequence[Region], names: StateNames
) -> str:
    """The sentence that nobody is asked, and who is told: aircraft tell the air traffic unit, of
    the regions that parties have declared, where any has."""
    says = [_ENTERING["high_seas"]]
    if candidate.kind in _FLYING:
        zones = scene.declared.zones.at(scene.place) if scene.place else ()
        named = [
            f"{one.name}, {one.declaration(names)}" for one in zones if one.kind is LimitKind.FIR
        ]
        of = f" {listed(named)}" if named else ""
        says.append(f"Tell the air traffic unit of the flight information region{of}.")
    if regions:
        says.append(f"The scene lies in the region of {listed([one.name for one in regions])}.")
    return " ".join(says)


def _named(regions: Sequence[Region]) -> dict[str, Any]:
    """The centres of regions, for the parameters of a reason; nothing without any."""
    if not regions:
        return {}
    return {"regions": [{"party": one.party, "name": one.name} for one in regions]}


_NOTES: Final[Mapping[UnitNote, str]] = {
    UnitNote.STATE_AIRCRAFT: "It is a State aircraft: it needs leave by special agreement or"
    " otherwise, whatever holds for civil ones.",
    UnitNote.UNCREWED: "It flies without a pilot aboard: that needs special leave.",
    UnitNote.MILITARY_PASSES: "It is military: some States want notice before a warship passes"
    " through.",
}


def _note(
    candidate: Candidate, note: UnitNote, one: Entering, *, directory: DirectoryFacts
) -> Finding:
    """The law's addition for such a unit, told once, with the first State it concerns. Through a
    strait whose regime asks it of warships, notice is given first."""
    state, strait = one.border.state, one.border.strait
    between = candidate.seen.party or "", None if undetermined(state) else state
    if note is UnitNote.MILITARY_PASSES and strait is not None and strait.warships:
        params = {"territory": state, **_strait(one)}
        law = findings.instrument(strait.warships["basis"], between=between, directory=directory)
        remedy = Remark("notify", f"Notify {_whom(one, directory.names)}.", params)
        reason = Remark(note.value, strait.warships["says"], params, law)
        return Finding(reason, Verdict.AFTER_NOTICE, remedy)
    law = findings.instrument(NOTE_SOURCES[note], between=between, directory=directory)
    return Finding(Remark(note.value, _NOTES[note], {"territory": state}, law))


def _crossing(
    candidate: Candidate,
    one: Entering,
    scene: Scene,
    *,
    asker: str,
    directory: DirectoryFacts,
    at_minutes: Mapping[tuple[str, ...], float],
) -> Finding:
    ruling, state, names = one.ruling, one.border.state, directory.names
    told = one.border.at_scene and scene.territory == state
    params = {
        "territory": state,
        **_shared(one),
        "at_scene": one.border.at_scene,
        "at_nm": round(one.border.at_nm, 1),
        "at_minutes": at_minutes.get(one.border.waters.key),
        "lead_minutes": ruling.lead_minutes,
        "contact": ruling.contact,
        **_strait(one),
        "territory_by": "the asker" if told else one.border.waters.rests_on(names),
        **findings.lost(ruling),
    }
    basis = findings.ruling(
        ruling, between=(candidate.seen.party or asker, state), directory=directory
    )
    says = _says(one, names, hailed=candidate.seen.party is None)
    if one.border.strait is not None and ruling.code not in _THROUGH:
        says += f" {one.border.strait.sentences}"
    if one.border.inside and ruling.mode not in (None, ClearanceMode.PRE_CLEARED):
        says += _INSIDE
        params["inside"] = True
    refused = refusing(one, candidate.openings)
    said, answered = _answers(one, refused, candidate.openings, names)
    says += said
    params |= answered
    if told:
        says += _own_word(state, names)
    elif one.border.waters.by is WatersBy.APPROXIMATE and ruling.code not in _THROUGH:
        says += f" That these are waters of {names.of(state)} is told by an approximate coast."
    found = _finding(Remark(ruling.code, says, params, basis), one, candidate.seen.party, names)
    return replace(found, against=Verdict.NOT_PERMITTED) if refused else found


def _answers(
    one: Entering, refused: Sequence[str], openings: Sequence[Opening], names: StateNames
) -> tuple[str, dict[str, Any]]:
    """The answers of the States that were asked, as sentences and as parameters."""
    says, params = "", dict[str, Any]()
    if refused:
        by = listed(names.each(refused))
        says += f" It is refused by {by}: it is not expected there."
        params["refused_by"] = list(refused)
    if objected := objecting(one, openings):
        by = listed(names.each(objected))
        verb = "objects" if len(objected) == 1 else "object"
        says += f" {by} {verb} to it: by law no leave is needed there, and the objection is on"
        says += " record."
        params["objected_by"] = list(objected)
    if let_in := letting_in(one, openings):
        says += "".join(f" {_lets_in(leave, names)}" for leave in let_in)
        params["let_in_by"] = [
            {
                "territory": leave.state,
                "end": leave.end,
                "valid_until": leave.until_at.isoformat() if leave.until_at else None,
            }
            for leave in let_in
        ]
        if missing := without_leave(one, openings):
            by = listed(names.each(missing))
            says += f" No leave stands from {by}: it is expected there once all who were asked let"
            says += " it in."
            params["no_leave_by"] = list(missing)
    return says, params


def _own_word(state: str, names: StateNames) -> str:
    """The sentence that nothing but who asks says whose waters these are."""
    return f" That these are waters of {names.of(state)} is your own word."


def _lets_in(leave: Opening, names: StateNames) -> str:
    """The sentence on a State's leave, and until when it holds as far as that was said."""
    by = f"{names.of(leave.state)} lets it enter"
    match leave.end:
        case EndSaid.NAMED if leave.until_at is not None:
            return f"{by} until {minute_text(leave.until_at)}."
        case EndSaid.NONE:
            return f"{by}, and no end was said: for as long as it is at work."
        case _:
            return f"{by}; until when is not on record."


def _says(one: Entering, names: StateNames, *, hailed: bool = False) -> str:
    """The sentence on entering; where it is not determined whose waters these are, it names none
    but the centres of the region. `hailed`: of a ship of opportunity."""
    ruling, whom, waters = one.ruling, _whom(one, names), one.border.waters
    ahead = _ahead(ruling.lead_minutes)
    says = _ENTERING[ruling.code].format(
        territory=whom,
        ahead=ahead,
        lead=f", {ahead}ahead" if ahead else "",
        source=ruling.source.replace(OWN_WORD, "its own word"),
        agreed=f" ({ruling.contact.rstrip('.')})" if ruling.contact else "",
        unlike=listed(ruling.unlike),
        strait=one.border.strait.name if one.border.strait else "",
    )
    if ruling.code in _THROUGH:
        return says
    if waters.by is WatersBy.DECLARED:
        return f"{says} These waters are {waters.rests_on(names)}."
    if waters.by is not WatersBy.NOT_DETERMINED:
        return says
    claims = declared_by(waters.claimants, names)
    if ruling.code in _PASSING:
        return f"{_NOT_DETERMINED}{f': {claims}' if claims else ''}. {says}"
    if ruling.mode is None and ruling.code not in _HAILED:
        regions = listed([region.name for region in one.centres])
        lie = f"; they lie in the region of {regions}" if regions else ""
        return f"{_NOT_DETERMINED}{f': {claims}' if claims else ''}{lie}."
    asks = ruling.mode is ClearanceMode.REQUEST or ruling.code in ASKED_BY_WHO_HAILS
    does = "asked" if asks else "told"
    verb = "is" if len(_names(one, names)) == 1 else "are"
    if one.off_regions:
        who = "the centre that hails it" if hailed else "its own party"
        return (
            f"{_NOT_DETERMINED}, and no region in the directory holds the place: {who}"
            f" {'asks' if asks else 'tells'} whom it knows of. Of the regions known here that of"
            f" {whom} is nearest."
        )
    if claims:
        return f"{_NOT_DETERMINED}: {claims}. {whom[0].upper()}{whom[1:]} {verb} {does}."
    return f"{_NOT_DETERMINED}: {whom} {verb} {does}."


def _ahead(minutes: int) -> str:
    return f"{minutes} minute{'' if minutes == 1 else 's'} " if minutes else ""


def _whom(one: Entering, names: StateNames) -> str:
    """The State that is asked or told; or the centres of the region by name, and the parties
    concerned besides."""
    if not undetermined(one.border.state):
        return names.of(one.border.state)
    return listed(_names(one, names)) or "the nearest centres"


def _names(one: Entering, names: StateNames) -> list[str]:
    return [region.name for region in one.centres] + names.each(_besides(one))


def _besides(one: Entering) -> list[str]:
    """The parties concerned of which no centre is named already."""
    named = {region.party for region in one.centres}
    return [party for party in one.concerned if party not in named]


def _finding(reason: Remark, one: Entering, party: str | None, names: StateNames) -> Finding:
    params, ruling, state = reason.params, one.ruling, _whom(one, names)
    match ruling.mode:
        case ClearanceMode.NOTIFY:
            contact = f" ({ruling.contact.rstrip('.')})" if ruling.contact else ""
            says = f"Notify {state}{contact}. {_coasts(one, names)}".strip()
            return Finding(reason, Verdict.AFTER_NOTICE, Remark("notify", says, params))
        case ClearanceMode.REQUEST:
            by = " (Annex 3.1.3)" if ruling.source.startswith(SAR_ENTRY) else ""
            if undetermined(one.border.state):
                by = ", without prejudice to any claim"
            asks = f"{names.of(party or '')} asks {state} for clearance{by}."
            says = f"{asks} {_coasts(one, names)}{ruling.contact}"
            return Finding(
                reason, Verdict.ENTRY_TO_BE_ASKED, Remark("ask_entry", says.strip(), params)
            )
        case ClearanceMode.PROHIBITED:
            says = f"A consent of {state} beside the agreement."
            return Finding(reason, Verdict.NOT_PERMITTED, Remark("special_consent", says, params))
        case ClearanceMode.PRE_CLEARED if ruling.contact:
            says = f"Tell {state} as agreed: {ruling.contact.rstrip('.')}."
            return Finding(reason, remedy=Remark("tell_as_agreed", says, params))
        case ClearanceMode.PRE_CLEARED | None:
            return Finding(reason)


def _coasts(one: Entering, names: StateNames) -> str:
    """The sentences on the States that are told besides, if any."""
    unsaid = f"{UNSAID_NEAR} " if one.unsaid else ""
    if not one.coasts:
        return unsaid
    near = "whose coast is near, is" if len(one.coasts) == 1 else "whose coasts are near, are"
    return f"{listed(names.each(one.coasts))}, {near} told. {unsaid}"


def coming(
    candidate: Candidate,
    ahead: Coming,
    entered: Entering,
    *,
    asker: str,
    directory: DirectoryFacts,
    now: datetime,
) -> Iterator[Finding]:
    """The ruling once the scene has drifted into a State's waters; nothing where nobody has to be
    asked or told."""
    ruling = entered.ruling
    hailed = candidate.seen.party is None
    if (ruling.mode is None and ruling.code not in _HAILED) or (hailed and ahead.state == asker):
        return
    at = (now + timedelta(minutes=ahead.minutes)).replace(second=0, microsecond=0)
    basis = findings.ruling(
        ruling, between=(candidate.seen.party or asker, ahead.state), directory=directory
    )
    params: dict[str, Any] = {
        "territory": ahead.state,
        **_shared(entered),
        "at": at.isoformat(),
        "minutes": round(ahead.minutes, 1),
        "mode": (ruling.mode or mode_sent(ruling.code, None)).value,
        "lead_minutes": ruling.lead_minutes,
        "contact": ruling.contact,
        "territory_by": ahead.waters.rests_on(directory.names),
        **findings.lost(ruling),
    }
    yield Finding(
        Remark(
            "scene_drifts_in",
            _coming(entered, at, directory.names, hailed=hailed),
            params,
            basis,
        )
    )


def _coming(entered: Entering, at: datetime, names: StateNames, *, hailed: bool) -> str:
    state, says = entered.border.state, _says(entered, names, hailed=hailed)
    if undetermined(state):
        return f"From {at:%H:%MZ} the scene has drifted on. {says}"
    return (
        f"From {at:%H:%MZ} the scene lies in the territorial sea of {names.of(state)},"
        f" {_known_by(entered)}: then {says}"
    )


def _shared(one: Entering) -> dict[str, Any]:
    """The centres and parties to ask or tell, for the parameters of a reason, and who has declared
    the waters; nothing where a State is asked."""
    if not undetermined(one.border.state):
        return {}
    centres = [{"party": region.party, "name": region.name} for region in one.centres]
    return {
        "centres": centres,
        "parties": _besides(one),
        "claimants": list(one.border.waters.claimants),
        "asks": one.ruling.mode is not None or one.ruling.code in _HAILED,
    }


def _known_by(one: Entering) -> str:
    """The ground on which it is known whose waters these are, in a few words."""
    declared = one.border.waters.by is WatersBy.DECLARED
    return "as that State has declared" if declared else "by an approximate coast"


def _strait(one: Entering) -> dict[str, Any]:
    """The strait that it goes through, for the parameters of a reason; nothing without one."""
    strait = one.border.strait
    if strait is None:
        return {}
    named = {"name": strait.name, "regime": strait.regime.value}
    return {"strait": named | {"basis": strait.basis, "how_read": strait.how_read.value}}
