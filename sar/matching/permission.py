"""Permission: whether a candidate may be named, asked for or hailed, and by what word."""

from collections.abc import Iterator
from typing import Final

from sar.agreements.spoken import listed
from sar.agreements.terms import RequestRuling
from sar.assets.fix_trust import DOUBT_WORDS
from sar.assets.seen import HeardByAis, SeenShip
from sar.assets.vessel_types import STATUS_WORDS
from sar.assets.whose_word import told_elsewhere
from sar.assets.words import NavigationStatus
from sar.geo.state_names import StateNames
from sar.matching import findings
from sar.matching.candidate import Candidate
from sar.matching.findings import DirectoryFacts, Finding, Remark
from sar.matching.helping import AskedWork
from sar.matching.question import Hail
from sar.matching.words import Verdict


def naming(
    candidate: Candidate,
    made: RequestRuling | None,
    *,
    asker: str,
    directory: DirectoryFacts,
    work: AskedWork,
) -> Iterator[Finding]:
    """Own, named by a term, to be asked for, or a ship to be hailed."""
    owner, names = candidate.seen.party, directory.names
    if owner is None or made is None:
        yield _hail(candidate, directory=directory, work=work)
        if isinstance(candidate.seen, SeenShip):
            yield from _vouched(candidate.seen, asker, names)
            if candidate.carries_mmsi_of is not None:
                yield _under_own_number(candidate.seen, candidate.carries_mmsi_of, names)
        return
    if owner == asker:
        yield Finding(Remark("own_asset", "It is your own."))
        return
    basis = findings.ruling(made, between=(asker, owner), directory=directory)
    whose = names.of(owner)
    if made.allowed:
        yield Finding(
            Remark("named", f"{whose} has agreed that you may name it.", findings.lost(made), basis)
        )
        return
    code = "not_named" if made.allowed is None else "naming_excluded"
    says = "No term names it" if made.allowed is None else "A term excludes naming it"
    yield Finding(
        Remark(
            code, f"{says}: the centre of {whose} may be asked for it.", findings.lost(made), basis
        ),
        Verdict.MAY_BE_ASKED,
        Remark(
            "ask_centre",
            f"Ask the centre of {whose}: any centre may be asked to assist"
            f"{' (Annex 3.1.7)' if work.is_rescue else ''}.",
            {"party": owner},
        ),
    )


def _hail(candidate: Candidate, *, directory: DirectoryFacts, work: AskedWork) -> Finding:
    """A ship that is hailed: its master is bound to go where people are in distress at sea."""
    flag = candidate.seen.flag if isinstance(candidate.seen, SeenShip) else None
    source = "SOLAS V/33" if work.at_sea else "House rule: any master may be asked"
    law = findings.instrument(source, between=(flag or "", None), directory=directory)
    under = f", under the flag of {directory.names.of(flag)}," if flag else ""
    if work.at_sea:
        says = (
            f"It is hailed: its master{under} is to go with all speed, if able and unless that is"
            " unreasonable or unnecessary, and says why if not."
        )
    else:
        says = (
            f"It is hailed and asked: its master{under} decides whether it goes, for nobody is said"
            " to be in distress at sea."
        )
    if flag is None:
        says += " Its flag is not told."
    return Finding(Remark("hail", says, {"flag": flag}, law), Verdict.HAIL)


def _vouched(ship: SeenShip, asker: str, names: StateNames) -> Iterator[Finding]:
    if ship.heard is not None:
        yield _heard(ship, ship.heard, names)
        yield from _suspect(ship, ship.heard)
        yield from _status(ship, ship.heard)
        return
    by, told = ship.reported_by, ship.told_by
    said = f"{names.of(by)} vouches for it: it reported it."
    yield Finding(Remark("reported_by", said, {"party": by}))
    whose = "your own word" if told == asker else f"the word of {names.of(told)}"
    params = {"party": told, "at": ship.place_at.isoformat()}
    yield Finding(Remark("place_by", f"Its place is by {whose} of {ship.place_at:%H:%M}Z.", params))
    if others := told_elsewhere(ship):
        says = "says" if len(others) == 1 else "say"
        who = listed(names.each(others))
        said = f"{who} {says} that it is elsewhere: it cannot be at both places."
        yield Finding(Remark("told_elsewhere", said, {"parties": others}))
    if ship.doubts:
        said = "; ".join(f"{names.of(one.party)}: {one.reason}" for one in ship.doubts)
        parties = [one.party for one in ship.doubts]
        yield Finding(Remark("ship_doubted", f"It is doubted. {said}", {"parties": parties}))


def _heard(ship: SeenShip, heard: HeardByAis, names: StateNames) -> Finding:
    """Nobody vouches for it: its particulars are its own word, and its room is not known."""
    size = [
        f"{what} {value:g} m"
        for what, value in (
            ("length", heard.length_m),
            ("beam", heard.beam_m),
            ("draught", heard.draught_m),
        )
        if value is not None
    ]
    told = listed([heard.type_words, *size])
    when = f" of {heard.told_at:%H:%M}Z" if heard.told_at else ""
    says = (
        f"Nobody has reported it: AIS of {names.of(heard.party)} heard it at"
        f" {ship.place_at:%H:%M}Z. By its own word{when}: {told}. It is reckoned with the figures"
        f" of type {ship.type.code}; how many people it can take is not known."
    )
    params = {
        "party": heard.party,
        "at": ship.place_at.isoformat(),
        "mmsi": heard.mmsi,
        "told_at": heard.told_at.isoformat() if heard.told_at else None,
    }
    return Finding(Remark("heard_by_ais", says, params))


def _suspect(ship: SeenShip, heard: HeardByAis) -> Iterator[Finding]:
    """The reason for which the place that its time is reckoned from may be false."""
    if heard.doubt is None:
        return
    says = (
        f"Its position of {ship.place_at:%H:%M}Z is suspect: {DOUBT_WORDS[heard.doubt]}."
        " The time is worked out from it all the same."
    )
    params = {"doubt": heard.doubt, "at": ship.place_at.isoformat()}
    yield Finding(Remark("position_suspect", says, params))


_TAKES_TIME: Final = {
    NavigationStatus.AT_ANCHOR: "it needs time to weigh anchor and get under way",
    NavigationStatus.MOORED: "it needs time to get under way, and its crew may not be aboard",
    NavigationStatus.FISHING: "it may need time to haul in its gear",
    NavigationStatus.TOWING: "it may need time to be free of its tow, or be slow with it",
    NavigationStatus.RESTRICTED: "it may need time before it can leave its work",
    NavigationStatus.CONSTRAINED_BY_DRAUGHT: "it may have to go round where the water is shallow",
    NavigationStatus.SAILING: "it may be slower than by engine",
}


def _status(ship: SeenShip, heard: HeardByAis) -> Iterator[Finding]:
    """The status of navigation where it bears on the time, which leaves it out of account: nobody
    knows how long that takes."""
    if heard.status is None or heard.status not in _TAKES_TIME:
        return
    says = (
        f"By its own word at {ship.place_at:%H:%M}Z it is {STATUS_WORDS[heard.status]}:"
        f" {_TAKES_TIME[heard.status]}. That is not in its time here."
    )
    params = {"status": heard.status, "at": ship.place_at.isoformat()}
    yield Finding(Remark("status_by_ais", says, params))


def _under_own_number(ship: SeenShip, asset: str, names: StateNames) -> Finding:
    says = (
        f"It carries the MMSI of your own {asset}, and {names.of(ship.reported_by)} reported it as"
        f" a ship of opportunity: it may be {asset} itself, or no such ship. It comes after all"
        " that could come."
    )
    params = {"asset": asset, "party": ship.reported_by}
    return Finding(Remark("own_number", says, params))


def hailing(hail: Hail | None) -> Iterator[Finding]:
    """Findings on a ship hailed for this case before: one that said it is unable is not hailed
    again without asking why."""
    if hail is None:
        return
    params = {"state": hail.says, "at": hail.at.isoformat() if hail.at else None}
    if hail.unable:
        said = f": {hail.reason}" if hail.reason else "."
        yield Finding(
            Remark(
                "said_unable",
                f"Hailed for this case, its master said that it is unable{said}",
                params | {"reason": hail.reason},
            ),
            Verdict.NOT_AVAILABLE,
            Remark("hail_again", "Its master's word that it is able now."),
        )
    else:
        said = hail.says.replace("_", " ")
        yield Finding(
            Remark("already_hailed", f"It has been hailed for this case already: {said}.", params)
        )
